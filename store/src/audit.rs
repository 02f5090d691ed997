//! The log of what staff did. Lines are added inside the transactions of the deeds, never changed, never removed.

use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Administrator;
use domain::audit::{AUDIT_PAGE, AuditStore, InSpace};
use model::audit::{Entry, Logged};
use model::id::SpaceId;
use model::time::Moment;

statements! {
    /// Takes the next number; the row is locked until the transaction ends, so that two lines never follow the same one.
    pub(crate) NEXT = "update audit_head set seq = seq + 1 where name = 'audit' returning seq, hash";
    pub(crate) ADD = "insert into audit (seq, made_at, actor, deed, subject, reason, space_id, motive, hash) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub(crate) SET_HEAD = "update audit_head set hash = $1 where name = 'audit'";
    LOG_HEAD = "select seq, hash from audit_head where name = 'audit'";
    LOG_BEFORE = "select seq, made_at, actor, deed, subject, reason, space_id, motive, hash from audit where seq < $1 \
        order by seq desc limit cast($2 as bigint)";
    LOG_IN_SPACE = "select a.seq, a.made_at, a.deed, a.subject, a.motive, cast(case when exists (select 1 from audit d \
        where d.space_id = a.space_id and d.subject = a.subject and (d.motive = 'danger' or d.deed = 'message-efface')) then 1 else 0 end as bigint) \
        from audit a where a.space_id = $1 and a.seq < $2 order by a.seq desc limit cast($3 as bigint)";
    LOG_AFTER = "select seq, made_at, actor, deed, subject, reason, space_id, motive, hash from audit where seq > $1 order by seq limit cast($2 as bigint)";
}

/// Adds a line in the transaction `$tx` of either engine; used inside `writing!`.
macro_rules! logging {
    ($tx:ident, $entry:expr) => {{
        use $crate::audit;
        let (seq, before): (i64, String) = sqlx::query_as(audit::NEXT).fetch_one(&mut *$tx).await?;
        let line = domain::audit::next_line(seq, &before, $entry);
        sqlx::query(audit::ADD)
            .bind(line.seq)
            .bind(line.at.0)
            .bind(&line.actor)
            .bind(&line.deed)
            .bind(&line.subject)
            .bind(&line.reason)
            .bind(&line.space)
            .bind(&line.motive)
            .bind(&line.hash)
            .execute(&mut *$tx)
            .await?;
        sqlx::query(audit::SET_HEAD).bind(&line.hash).execute(&mut *$tx).await?;
    }};
}
pub(crate) use logging;

type Row = (i64, i64, Option<String>, String, String, Option<String>, Option<String>, Option<String>, String);

fn line((seq, at, actor, deed, subject, reason, space, motive, hash): Row) -> Logged {
    Logged { seq, at: Moment(at), actor, deed, subject, reason, space, motive, hash }
}

#[async_trait]
impl AuditStore for Store {
    async fn audit_before(&self, _: &Administrator, seq: i64) -> Result<Vec<Logged>, StoreError> {
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(LOG_BEFORE).bind(seq).bind(AUDIT_PAGE).fetch_all(db).await)?;
        Ok(rows.into_iter().map(line).collect())
    }

    async fn audit_after(&self, _: &Administrator, seq: i64, limit: i64) -> Result<Vec<Logged>, StoreError> {
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(LOG_AFTER).bind(seq).bind(limit).fetch_all(db).await)?;
        Ok(rows.into_iter().map(line).collect())
    }

    async fn audit_in(&self, space: SpaceId, seq: i64, limit: i64) -> Result<Vec<InSpace>, StoreError> {
        let space = space.to_string();
        let rows: Vec<(i64, i64, String, String, Option<String>, i64)> = reading!(self, |db| {
            sqlx::query_as(LOG_IN_SPACE).bind(&space).bind(seq).bind(limit).fetch_all(db).await
        })?;
        let line = |(seq, at, deed, subject, motive, endangers)| InSpace {
            seq,
            at: Moment(at),
            deed,
            subject,
            motive,
            endangers: endangers != 0,
        };
        Ok(rows.into_iter().map(line).collect())
    }

    async fn audit_head(&self, _: &Administrator) -> Result<(i64, String), StoreError> {
        reading!(self, |db| sqlx::query_as(LOG_HEAD).fetch_one(db).await)
    }

    async fn log(&self, entry: &Entry) -> Result<(), StoreError> {
        writing!(self, |tx| logging!(tx, entry))
    }
}
