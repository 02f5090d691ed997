//! Ways back in.

use super::{factors, passkeys, people};
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Member;
use domain::accounts::{Recovery, RecoveryStore};
use model::id::{PersonId, RecoveryId};
use model::time::Moment;

/// Vouchers who came to an organisation through each other count as two after so many milliseconds: 14 days.
const VOUCHERS_KNOWN: i64 = 14 * 24 * 60 * 60 * 1000;

statements! {
    ADD = "insert into recovery (id, person_id, code_hash, secret_hash, started_at, expires_at) values ($1, $2, $3, $4, $5, $6)";
    RECOVERY = "select id, person_id, expires_at, first_voucher, second_voucher from recovery \
        where (code_hash = $1 or secret_hash = $1) and expires_at > $2 and done_at is null";
    VOUCH_FIRST = "update recovery set first_voucher = $2 where id = $1 and first_voucher is null";
    VOUCH_SECOND = "update recovery set second_voucher = $2 \
        where id = $1 and second_voucher is null and first_voucher is not null and first_voucher <> $2 \
        and not exists (select 1 from affiliation a join affiliation b on b.organization_id = a.organization_id \
        where a.person_id = recovery.first_voucher and b.person_id = $2 \
        and (a.since > recovery.started_at - $3 or b.since > recovery.started_at - $3) \
        and (a.vouched_by = b.vouched_by or a.vouched_by = b.person_id or b.vouched_by = a.person_id))";
    FINISH = "update recovery set done_at = $2 where id = $1 and done_at is null and expires_at > $2 \
        and first_voucher is not null and second_voucher is not null returning person_id";
    OPEN = "update person set passphrase_hash = $2, totp_secret = null, totp_waiting = null, totp_step = 0 where id = $1";
    SET_PASSPHRASE = "update person set passphrase_hash = $2, totp_waiting = null where id = $1";
    CLEAR_PAPER_BESIDE_KEY = "delete from paper_code where person_id = $1 and exists \
        (select 1 from person p where p.id = paper_code.person_id and (p.totp_secret is not null \
        or ((p.administrator <> 0 or p.moderates <> '') and exists (select 1 from passkey k where k.person_id = p.id))))";
}

type Row = (String, Option<String>, i64, Option<String>, Option<String>);

fn recovery((id, person, expires, first, second): Row) -> Option<Recovery> {
    let person_of = |id: Option<String>| id.and_then(|id| PersonId::parse(&id));
    Some(Recovery {
        id: RecoveryId::parse(&id)?,
        person: person_of(person),
        expires_at: Moment(expires),
        first_voucher: person_of(first),
        second_voucher: person_of(second),
    })
}

#[async_trait]
impl RecoveryStore for Store {
    async fn add_recovery(
        &self,
        recovery: &Recovery,
        code_hash: &str,
        secret_hash: &str,
        now: Moment,
    ) -> Result<(), StoreError> {
        let person = recovery.person.map(|id| id.to_string());
        writing!(self, |tx| {
            sqlx::query(ADD)
                .bind(recovery.id.to_string())
                .bind(&person)
                .bind(code_hash)
                .bind(secret_hash)
                .bind(now.0)
                .bind(recovery.expires_at.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn recovery(&self, hash: &str, now: Moment) -> Result<Option<Recovery>, StoreError> {
        let row: Option<Row> =
            reading!(self, |db| sqlx::query_as(RECOVERY).bind(hash).bind(now.0).fetch_optional(db).await)?;
        Ok(row.and_then(recovery))
    }

    async fn vouch(&self, right: &Member, id: RecoveryId) -> Result<bool, StoreError> {
        let (id, voucher) = (id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let first = sqlx::query(VOUCH_FIRST).bind(&id).bind(&voucher).execute(&mut *tx).await?;
            if first.rows_affected() == 1 {
                true
            } else {
                let second = sqlx::query(VOUCH_SECOND)
                    .bind(&id)
                    .bind(&voucher)
                    .bind(VOUCHERS_KNOWN)
                    .execute(&mut *tx)
                    .await?;
                second.rows_affected() == 1
            }
        })
    }

    async fn recover(&self, id: RecoveryId, hash: &str, now: Moment) -> Result<bool, StoreError> {
        let done = writing!(self, |tx| {
            let person: Option<Option<String>> =
                sqlx::query_scalar(FINISH).bind(id.to_string()).bind(now.0).fetch_optional(&mut *tx).await?;
            let Some(person) = person.flatten() else { return Err(WriteError::Conflict) };
            sqlx::query(OPEN).bind(&person).bind(hash).execute(&mut *tx).await?;
            sqlx::query(factors::CLEAR_PAPER).bind(&person).execute(&mut *tx).await?;
            sqlx::query(passkeys::CLEAR_PASSKEYS).bind(&person).execute(&mut *tx).await?;
            sqlx::query(people::END_SESSIONS).bind(&person).execute(&mut *tx).await?;
            sqlx::query(people::END_RECOVERIES).bind(&person).bind(now.0).execute(&mut *tx).await?;
        });
        match done {
            Err(StoreError::Conflict) => Ok(false),
            other => other.map(|()| true),
        }
    }

    async fn recover_on_paper(
        &self,
        id: PersonId,
        code_hash: &str,
        passphrase_hash: &str,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            let used = sqlx::query(factors::USE_PAPER).bind(&id).bind(code_hash).execute(&mut *tx).await?;
            let was_hers = used.rows_affected() == 1;
            if was_hers {
                sqlx::query(SET_PASSPHRASE).bind(&id).bind(passphrase_hash).execute(&mut *tx).await?;
                sqlx::query(people::END_SESSIONS).bind(&id).execute(&mut *tx).await?;
                sqlx::query(people::END_RECOVERIES).bind(&id).bind(now.0).execute(&mut *tx).await?;
                // Where a second key is asked for, a second code of the same sheet must not stand in for it.
                sqlx::query(CLEAR_PAPER_BESIDE_KEY).bind(&id).execute(&mut *tx).await?;
            }
            was_hers
        })
    }
}
