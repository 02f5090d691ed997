//! Keys that devices hold.

use super::people::END_OTHER_SESSIONS;
use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Oneself;
use domain::accounts::{KeptPasskey, PasskeyStore};
use model::accounts::{Passkey, PasskeyName};
use model::id::PersonId;
use model::time::Moment;

statements! {
    PASSKEYS = "select credential_id, name, made_at, used_at from passkey where person_id = $1 order by made_at, credential_id";
    ADD = "insert into passkey (credential_id, person_id, name, data, made_at) values ($1, $2, $3, $4, $5)";
    PASSKEY = "select person_id, data from passkey where credential_id = $1";
    USE = "update passkey set data = $3, used_at = $4 where credential_id = $1 and data = $2";
    RENAME = "update passkey set name = $3 where person_id = $1 and credential_id = $2";
    REMOVE = "delete from passkey where person_id = $1 and credential_id = $2";
    pub(super) CLEAR_PASSKEYS = "delete from passkey where person_id = $1";
}

#[async_trait]
impl PasskeyStore for Store {
    async fn passkeys(&self, right: &Oneself) -> Result<Vec<Passkey>, StoreError> {
        let id = right.person().to_string();
        let rows: Vec<(String, String, i64, Option<i64>)> =
            reading!(self, |db| sqlx::query_as(PASSKEYS).bind(&id).fetch_all(db).await)?;
        let passkeys = rows.into_iter().filter_map(|(id, name, made_at, used_at)| {
            let name = PasskeyName::parse(&name).ok()?;
            Some(Passkey { id, name, made_at: Moment(made_at), used_at: used_at.map(Moment) })
        });
        Ok(passkeys.collect())
    }

    async fn add_passkey(&self, right: &Oneself, passkey: &Passkey, data: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(ADD)
                .bind(&passkey.id)
                .bind(right.person().to_string())
                .bind(passkey.name.as_str())
                .bind(data)
                .bind(passkey.made_at.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn passkey(&self, id: &str) -> Result<Option<KeptPasskey>, StoreError> {
        let row: Option<(String, String)> =
            reading!(self, |db| sqlx::query_as(PASSKEY).bind(id).fetch_optional(db).await)?;
        Ok(row.and_then(|(person, data)| Some(KeptPasskey { person: PersonId::parse(&person)?, data })))
    }

    async fn use_passkey(&self, id: &str, known: &str, data: &str, now: Moment) -> Result<bool, StoreError> {
        writing!(self, |tx| {
            let used = sqlx::query(USE).bind(id).bind(known).bind(data).bind(now.0).execute(&mut *tx).await?;
            used.rows_affected() == 1
        })
    }

    async fn rename_passkey(
        &self,
        right: &Oneself,
        id: &str,
        name: &PasskeyName,
    ) -> Result<bool, StoreError> {
        let person = right.person().to_string();
        writing!(self, |tx| {
            let renamed = sqlx::query(RENAME).bind(&person).bind(id).bind(name.as_str()).execute(&mut *tx);
            renamed.await?.rows_affected() == 1
        })
    }

    async fn remove_passkey(
        &self,
        right: &Oneself,
        id: &str,
        keep_session: &str,
    ) -> Result<bool, StoreError> {
        let person = right.person().to_string();
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE).bind(&person).bind(id).execute(&mut *tx).await?;
            let was_hers = removed.rows_affected() == 1;
            if was_hers {
                sqlx::query(END_OTHER_SESSIONS).bind(&person).bind(keep_session).execute(&mut *tx).await?;
            }
            was_hers
        })
    }
}
