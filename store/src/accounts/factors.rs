//! Second factors.

use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Oneself;
use domain::accounts::FactorStore;
use model::id::PersonId;

statements! {
    TOTP = "select totp_secret, totp_step from person where id = $1 and totp_secret is not null";
    WAITING = "select totp_waiting from person where id = $1 and totp_waiting is not null";
    OFFER = "update person set totp_waiting = $2 where id = $1";
    CONFIRM = "update person set totp_secret = $2, totp_step = $3, totp_waiting = null where id = $1";
    REMOVE = "update person set totp_secret = null, totp_waiting = null, totp_step = 0 where id = $1";
    USE_STEP = "update person set totp_step = $2 where id = $1 and totp_step < $2";
    pub(super) CLEAR_PAPER = "delete from paper_code where person_id = $1";
    ADD_PAPER = "insert into paper_code (person_id, code_hash) values ($1, $2)";
    pub(super) USE_PAPER = "delete from paper_code where person_id = $1 and code_hash = $2";
}

#[async_trait]
impl FactorStore for Store {
    async fn totp(&self, id: PersonId) -> Result<Option<(String, i64)>, StoreError> {
        reading!(self, |db| sqlx::query_as(TOTP).bind(id.to_string()).fetch_optional(db).await)
    }

    async fn totp_waiting(&self, right: &Oneself) -> Result<Option<String>, StoreError> {
        let id = right.person().to_string();
        reading!(self, |db| sqlx::query_scalar(WAITING).bind(&id).fetch_optional(db).await)
    }

    async fn offer_totp(&self, right: &Oneself, secret: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(OFFER).bind(right.person().to_string()).bind(secret).execute(&mut *tx).await?;
        })
    }

    async fn confirm_totp(&self, right: &Oneself, secret: &str, step: i64) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(CONFIRM)
                .bind(right.person().to_string())
                .bind(secret)
                .bind(step)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn remove_totp(&self, right: &Oneself) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(REMOVE).bind(right.person().to_string()).execute(&mut *tx).await?;
        })
    }

    async fn use_totp_step(&self, id: PersonId, step: i64) -> Result<bool, StoreError> {
        writing!(self, |tx| {
            sqlx::query(USE_STEP).bind(id.to_string()).bind(step).execute(&mut *tx).await?.rows_affected()
                == 1
        })
    }

    async fn put_paper_codes(&self, right: &Oneself, hashes: &[String]) -> Result<(), StoreError> {
        let id = right.person().to_string();
        writing!(self, |tx| {
            sqlx::query(CLEAR_PAPER).bind(&id).execute(&mut *tx).await?;
            for hash in hashes {
                sqlx::query(ADD_PAPER).bind(&id).bind(hash).execute(&mut *tx).await?;
            }
        })
    }

    async fn use_paper_code(&self, id: PersonId, hash: &str) -> Result<bool, StoreError> {
        writing!(self, |tx| {
            sqlx::query(USE_PAPER).bind(id.to_string()).bind(hash).execute(&mut *tx).await?.rows_affected()
                == 1
        })
    }
}
