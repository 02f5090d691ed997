//! What administrators asked of each other, and what was done with it.

use crate::accounts::{EVERYBODY, StandingRow, standings};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, TwoPeople};
use domain::agreements::AgreementStore;
use model::accounts::Standing;
use model::agreement::{Agreement, JointDeed};
use model::audit::{Entry, Subject};
use model::id::{AgreementId, PersonId};
use model::time::Moment;

macro_rules! columns {
    () => {
        "select id, deed, subject, reason, asked_by, asked_at, expires_at, agreed_by, used_at from agreement"
    };
}

statements! {
    ASK = "insert into agreement (id, deed, subject, reason, asked_by, asked_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)";
    AGREEMENTS = concat!(columns!(), " order by asked_at desc, id desc limit 50");
    AGREEMENT = concat!(columns!(), " where id = $1");
    GIVE = "update agreement set agreed_by = $3, agreed_at = $4, expires_at = $5 \
        where id = $1 and asked_by = $2 and agreed_by is null and used_at is null and expires_at > $4";
    USE = "update agreement set used_at = $4 where id = $1 and deed = $5 and used_at is null and expires_at > $4 \
        and ((asked_by = $2 and agreed_by = $3) or (asked_by = $3 and agreed_by = $2))";
    BEHIND = "select m.author_id from post m join topic t on t.id = m.topic_id where t.number = $1 and m.number = $2 \
        and m.alias is not null";
}

/// Uses an agreement up inside a transaction, once, and writes it down.
macro_rules! use_up {
    ($tx:ident, $right:expr, $id:expr, $deed:expr, $log:expr) => {{
        let (first, second) = $right.both();
        let used = sqlx::query(USE)
            .bind($id.to_string())
            .bind(first.to_string())
            .bind(second.to_string())
            .bind($log.at.0)
            .bind($deed.code())
            .execute(&mut *$tx)
            .await?;
        if used.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        logging!($tx, $log);
    }};
}

type Row = (String, String, String, String, String, i64, i64, Option<String>, Option<i64>);

fn agreement(
    (id, deed, subject, reason, asked_by, asked, expires, agreed_by, used): Row,
) -> Option<Agreement> {
    Some(Agreement {
        id: AgreementId::parse(&id)?,
        deed: JointDeed::parse(&deed)?,
        post: Subject::post_in(&subject),
        reason,
        asked_by: PersonId::parse(&asked_by)?,
        asked_at: Moment(asked),
        expires_at: Moment(expires),
        agreed_by: agreed_by.and_then(|id| PersonId::parse(&id)),
        used_at: used.map(Moment),
    })
}

#[async_trait]
impl AgreementStore for Store {
    async fn ask_agreement(
        &self,
        _: &Administrator,
        agreement: &Agreement,
        log: &Entry,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(ASK)
                .bind(agreement.id.to_string())
                .bind(agreement.deed.code())
                .bind(
                    agreement
                        .post
                        .map_or(Subject::Site, |(topic, number)| Subject::Post(topic, number))
                        .code(),
                )
                .bind(&agreement.reason)
                .bind(agreement.asked_by.to_string())
                .bind(agreement.asked_at.0)
                .bind(agreement.expires_at.0)
                .execute(&mut *tx)
                .await?;
            logging!(tx, log);
        })
    }

    async fn agreements(&self, _: &Administrator) -> Result<Vec<Agreement>, StoreError> {
        let rows: Vec<Row> = reading!(self, |db| sqlx::query_as(AGREEMENTS).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(agreement).collect())
    }

    async fn agreement(&self, _: &Administrator, id: AgreementId) -> Result<Option<Agreement>, StoreError> {
        let row: Option<Row> =
            reading!(self, |db| sqlx::query_as(AGREEMENT).bind(id.to_string()).fetch_optional(db).await)?;
        Ok(row.and_then(agreement))
    }

    async fn give_agreement(
        &self,
        right: &TwoPeople,
        id: AgreementId,
        expires_at: Moment,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (first, second) = right.both();
        writing!(self, |tx| {
            let given = sqlx::query(GIVE)
                .bind(id.to_string())
                .bind(first.to_string())
                .bind(second.to_string())
                .bind(log.at.0)
                .bind(expires_at.0)
                .execute(&mut *tx)
                .await?;
            if given.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }

    async fn author_by_agreement(
        &self,
        right: &TwoPeople,
        (id, topic, number): (AgreementId, i64, i64),
        log: &Entry,
    ) -> Result<Option<PersonId>, StoreError> {
        writing!(self, |tx| {
            use_up!(tx, right, id, JointDeed::OpenAlias, log);
            let author: Option<Option<String>> =
                sqlx::query_scalar(BEHIND).bind(topic).bind(number).fetch_optional(&mut *tx).await?;
            author.flatten().and_then(|id| PersonId::parse(&id))
        })
    }

    async fn people_by_agreement(
        &self,
        right: &TwoPeople,
        id: AgreementId,
        log: &Entry,
    ) -> Result<Vec<Standing>, StoreError> {
        writing!(self, |tx| {
            use_up!(tx, right, id, JointDeed::PeopleList, log);
            let rows: Vec<StandingRow> = sqlx::query_as(EVERYBODY).fetch_all(&mut *tx).await?;
            standings(rows)
        })
    }
}
