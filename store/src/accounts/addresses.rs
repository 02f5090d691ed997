//! The addresses that people wish, and the letters that went there.

use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::notices::PUT_LETTER;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Oneself;
use domain::accounts::{AddressStore, AddressWish};
use domain::notices::Letter;
use model::accounts::EmailAddress;
use model::id::PersonId;
use model::time::Moment;

statements! {
    pub(super) WISH = "insert into email_wish (person_id, email, asked_at) values ($1, $2, $3) \
        on conflict (person_id) do update set email = excluded.email, asked_at = excluded.asked_at, code_hash = null, \
        written_at = null";
    pub(super) FORGET_WISH = "delete from email_wish where person_id = $1";
    pub(super) FORGET_EMAIL = "update person set email = null where id = $1";
    WISH_LETTER = "update email_wish set code_hash = null, written_at = null where person_id = $1";
    WISHES = "select w.person_id, w.email, p.settings from email_wish w join person p on p.id = w.person_id \
        where w.written_at is null and p.shut_out_at is null order by w.asked_at, w.person_id";
    TO_ADDRESS = "select count(1) from email_letter where email_hash = $1 and written_at > $2";
    OF_PERSON = "select count(1) from email_letter where person_id = $1 and written_at > $2";
    WRITTEN = "update email_wish set code_hash = $3, written_at = $4 where person_id = $1 and email = $2 and written_at is null";
    COUNT_LETTER = "insert into email_letter (id, person_id, email_hash, written_at) values ($1, $2, $3, $4)";
    CONFIRM = "delete from email_wish where person_id = $1 and code_hash = $2 and written_at > $3 returning email";
    TAKE = "update person set email = null where email = $1 and id <> $2 returning id";
    GIVE = "update person set email = $2 where id = $1";
}

#[async_trait]
impl AddressStore for Store {
    async fn wish_letter(&self, right: &Oneself) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(WISH_LETTER).bind(right.person().to_string()).execute(&mut *tx).await?;
        })
    }

    async fn address_wishes(&self) -> Result<Vec<AddressWish>, StoreError> {
        let rows: Vec<(String, String, String)> =
            reading!(self, |db| sqlx::query_as(WISHES).fetch_all(db).await)?;
        let wishes = rows.into_iter().filter_map(|(person, email, settings)| {
            Some(AddressWish {
                person: PersonId::parse(&person)?,
                email: EmailAddress::parse(&email).ok()?,
                settings: super::read_settings(&settings),
            })
        });
        Ok(wishes.collect())
    }

    async fn address_letters(
        &self,
        endpoint_hash: &str,
        person: PersonId,
        since: Moment,
    ) -> Result<(i64, i64), StoreError> {
        let person = person.to_string();
        let to_one = reading!(self, |db| {
            sqlx::query_scalar(TO_ADDRESS).bind(endpoint_hash).bind(since.0).fetch_one(db).await
        })?;
        let of_one = reading!(self, |db| {
            sqlx::query_scalar(OF_PERSON).bind(&person).bind(since.0).fetch_one(db).await
        })?;
        Ok((to_one, of_one))
    }

    async fn put_address_letter(
        &self,
        wish: &AddressWish,
        (code_hash, endpoint_hash): (&str, &str),
        letter: &Letter,
        now: Moment,
    ) -> Result<(), StoreError> {
        let (person, letter_id) = (wish.person.to_string(), letter.id.to_string());
        writing!(self, |tx| {
            let written = sqlx::query(WRITTEN)
                .bind(&person)
                .bind(wish.email.as_str())
                .bind(code_hash)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            if written.rows_affected() == 1 {
                sqlx::query(COUNT_LETTER)
                    .bind(&letter_id)
                    .bind(&person)
                    .bind(endpoint_hash)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query(PUT_LETTER)
                    .bind(&letter_id)
                    .bind(&letter.recipient)
                    .bind(&letter.subject)
                    .bind(&letter.body)
                    .bind(now.0)
                    .execute(&mut *tx)
                    .await?;
            }
        })
    }

    async fn confirm_address(
        &self,
        right: &Oneself,
        code_hash: &str,
        since: Moment,
    ) -> Result<Option<PersonId>, StoreError> {
        let person = right.person().to_string();
        writing!(self, |tx| {
            let email: Option<String> = sqlx::query_scalar(CONFIRM)
                .bind(&person)
                .bind(code_hash)
                .bind(since.0)
                .fetch_optional(&mut *tx)
                .await?;
            let Some(email) = email else { return Err(WriteError::Conflict) };
            let before: Option<String> =
                sqlx::query_scalar(TAKE).bind(&email).bind(&person).fetch_optional(&mut *tx).await?;
            sqlx::query(GIVE).bind(&person).bind(&email).execute(&mut *tx).await?;
            before.and_then(|id| PersonId::parse(&id))
        })
    }
}
