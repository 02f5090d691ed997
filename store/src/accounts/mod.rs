//! People and sessions.

use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Administrator;
use domain::accounts::{AccountStore, SessionRow};
use model::accounts::{DisplayName, Person};
use model::id::PersonId;
use model::time::Moment;

statements! {
    PERSON_BY_NAME = "select id, name, administrator, passphrase_hash from person where folded_name = $1";
    PERSON = "select id, name, administrator, passphrase_hash from person where id = $1";
    PEOPLE = "select id, name, administrator, passphrase_hash from person order by folded_name";
    ADD_PERSON = "insert into person (id, name, folded_name, passphrase_hash, administrator, created_at) \
        values ($1, $2, $3, $4, $5, $6)";
    SET_PASSPHRASE = "update person set passphrase_hash = $2 where id = $1";
    END_SESSIONS = "delete from session where person_id = $1";
    SAVE_SESSION = "insert into session (id_hash, data, person_id, created_at, expires_at) values ($1, $2, $3, $4, $5) \
        on conflict (id_hash) do update set data = excluded.data, person_id = excluded.person_id, \
        expires_at = excluded.expires_at";
    TOUCH_SESSION = "update session set expires_at = $2 where id_hash = $1";
    SESSION = "select id_hash, data, person_id, created_at, expires_at from session where id_hash = $1 and expires_at > $2";
    DELETE_SESSION = "delete from session where id_hash = $1";
    DELETE_EXPIRED = "delete from session where expires_at <= $1";
}

/// A row of `person`.
type PersonRow = (String, String, i64, String);

fn person((id, name, administrator, hash): PersonRow) -> Option<(Person, String)> {
    let id = PersonId::parse(&id)?;
    let name = DisplayName::parse(&name).ok()?;
    Some((Person { id, name, administrator: administrator != 0 }, hash))
}

#[async_trait]
impl AccountStore for Store {
    async fn person_by_name(&self, folded_name: &str) -> Result<Option<(Person, String)>, StoreError> {
        let row: Option<PersonRow> = reading!(self, |db| {
            sqlx::query_as(PERSON_BY_NAME).bind(folded_name).fetch_optional(db).await
        })?;
        Ok(row.and_then(person))
    }

    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let row: Option<PersonRow> =
            reading!(self, |db| sqlx::query_as(PERSON).bind(id.to_string()).fetch_optional(db).await)?;
        Ok(row.and_then(person).map(|(person, _)| person))
    }

    async fn people(&self, _: &Administrator) -> Result<Vec<Person>, StoreError> {
        let rows: Vec<PersonRow> = reading!(self, |db| sqlx::query_as(PEOPLE).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(person).map(|(person, _)| person).collect())
    }

    async fn add_person(
        &self,
        _: &Administrator,
        person: &Person,
        folded_name: &str,
        passphrase_hash: &str,
        now: Moment,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(ADD_PERSON)
                .bind(person.id.to_string())
                .bind(person.name.as_str())
                .bind(folded_name)
                .bind(passphrase_hash)
                .bind(i64::from(person.administrator))
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn set_passphrase(&self, _: &Administrator, id: PersonId, hash: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(SET_PASSPHRASE).bind(id.to_string()).bind(hash).execute(&mut *tx).await?;
            sqlx::query(END_SESSIONS).bind(id.to_string()).execute(&mut *tx).await?;
        })
    }

    async fn save_session(&self, session: &SessionRow) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(SAVE_SESSION)
                .bind(&session.id_hash)
                .bind(&session.data)
                .bind(session.person.map(|id| id.to_string()))
                .bind(session.created_at.0)
                .bind(session.expires_at.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn touch_session(&self, id_hash: &str, expires_at: Moment) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(TOUCH_SESSION).bind(id_hash).bind(expires_at.0).execute(&mut *tx).await?;
        })
    }

    async fn session(&self, id_hash: &str, now: Moment) -> Result<Option<SessionRow>, StoreError> {
        let row: Option<(String, String, Option<String>, i64, i64)> = reading!(self, |db| {
            sqlx::query_as(SESSION).bind(id_hash).bind(now.0).fetch_optional(db).await
        })?;
        Ok(row.map(|(id_hash, data, person, created_at, expires_at)| SessionRow {
            id_hash,
            data,
            person: person.and_then(|id| PersonId::parse(&id)),
            created_at: Moment(created_at),
            expires_at: Moment(expires_at),
        }))
    }

    async fn delete_session(&self, id_hash: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(DELETE_SESSION).bind(id_hash).execute(&mut *tx).await?;
        })
    }

    async fn delete_expired_sessions(&self, now: Moment) -> Result<u64, StoreError> {
        writing!(self, |tx| {
            sqlx::query(DELETE_EXPIRED).bind(now.0).execute(&mut *tx).await?.rows_affected()
        })
    }
}
