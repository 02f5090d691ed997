//! People and what they decided.

use super::addresses::{FORGET_EMAIL, FORGET_WISH, WISH};
use super::factors::CLEAR_PAPER;
use super::members::WITHDRAW_MADE;
use super::passkeys::CLEAR_PASSKEYS;
use super::{PersonRow, adding_person, people, person_columns, person_tables};
use crate::audit::logging;
use crate::certificates::FORGET_HOLDER;
use crate::engine::{Store, reading, writing};
use crate::forum::experiences::{ERASE_ALL_OF, ERASE_DOCUMENTS_OF, erasing};
use crate::forum::texts::FORGET_PERSON;
use crate::forum::{TOUCH, polls};
use crate::moderation::CLOSE_ALL_OF;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Oneself};
use domain::accounts::{AccountStore, AddressChange, Credentials, NewPerson};
use model::accounts::{Account, Blocked, DisplayName, EmailAddress, Icon, Person, Settings};
use model::audit::Entry;
use model::id::PersonId;
use model::time::Moment;

statements! {
    PERSON = concat!("select ", person_columns!(), " ", person_tables!(), " where p.id = $1 order by a.since");
    CREDENTIALS = concat!("select ", person_columns!(), ", p.passphrase_hash, p.totp_secret, p.shut_out_at, p.created_at, p.rights_version, p.settled_since, \
        (select count(1) from passkey k where k.person_id = p.id) ",
        person_tables!(), " where p.folded_name = $1 or p.email = $2 order by p.folded_name = $1 desc, p.id, a.since");
    CREDENTIALS_OF = concat!("select ", person_columns!(), ", p.passphrase_hash, p.totp_secret, p.shut_out_at, p.created_at, p.rights_version, p.settled_since, \
        (select count(1) from passkey k where k.person_id = p.id) ",
        person_tables!(), " where p.id = $1 order by a.since");
    pub(super) ADD = "insert into person (id, name, folded_name, skeleton, passphrase_hash, administrator, icon, settings, created_at, \
        settled_since) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    ACCOUNT = "select email, (select w.email from email_wish w where w.person_id = p.id), settings, created_at, totp_secret, \
        (select count(1) from paper_code c where c.person_id = p.id), \
        (select count(1) from passkey k where k.person_id = p.id) from person p where p.id = $1";
    SET_PROFILE = "update person set name = $2, folded_name = $3, skeleton = $4, icon = $5 where id = $1";
    SET_SETTINGS = "update person set settings = $2 where id = $1";
    SET_PASSPHRASE = "update person set passphrase_hash = $2, totp_waiting = null where id = $1";
    RESET = "update person set passphrase_hash = $2, totp_secret = null, totp_waiting = null, totp_step = 0 where id = $1";
    pub(super) END_SESSIONS = "delete from session where person_id = $1";
    pub(super) END_OTHER_SESSIONS = "delete from session where person_id = $1 and id_hash <> $2";
    ERASE_REVISIONS = "delete from post_revision where post_id in (select id from post where author_id = $1)";
    ERASE_POSTS = "update post set text = '(…)', visible = 'retire', version = version + 1 where author_id = $1 and visible <> 'efface'";
    SEEN_AS = "select count(1) from person where skeleton = $1";
    DELETE = "delete from person where id = $1";
    FORGET_LETTERS = "delete from letter where recipient in (select email from person where id = $1)";
    FORGET_AUTHOR = "update message_answer set person_id = null where person_id = $1";
    BLOCKED = "select blocked_id, name, icon from blocked where person_id = $1 order by since desc, blocked_id";
    BLOCK = "insert into blocked (person_id, blocked_id, since, name, icon) select $1, p.id, $3, p.name, p.icon from person p \
        where p.id = $2 on conflict (person_id, blocked_id) do nothing";
    UNBLOCK = "delete from blocked where person_id = $1 and blocked_id = $2";
    pub(super) END_RECOVERIES = "update recovery set expires_at = $2 where person_id = $1 and expires_at > $2";
}

/// A person's columns with what her sign-in is checked against.
type CredentialsRow = (
    String,
    String,
    String,
    i64,
    String,
    Option<String>,
    Option<String>,
    String,
    Option<String>,
    Option<i64>,
    i64,
    i64,
    i64,
    i64,
);

fn credentials(rows: Vec<CredentialsRow>) -> Option<Credentials> {
    let first = rows.first()?;
    let (hash, totp, shut_out) = (first.7.clone(), first.8.is_some(), first.9.is_some());
    let (joined, rights_version, settled_since, passkeys) = (first.10, first.11, first.12, first.13);
    let own = first.0.clone();
    let rows: Vec<PersonRow> = rows
        .into_iter()
        .filter(|row| row.0 == own)
        .map(|(id, name, icon, administrator, moderates, organization, role, ..)| {
            (id, name, icon, administrator, moderates, organization, role)
        })
        .collect();
    Some(Credentials {
        person: people(&rows).into_iter().next()?,
        passphrase_hash: hash,
        has_totp: totp,
        has_passkey: passkeys > 0,
        is_shut_out: shut_out,
        joined_at: Moment(joined),
        rights_version,
        settled_since: Moment(settled_since),
    })
}

#[async_trait]
impl AccountStore for Store {
    async fn credentials(&self, folded_name: &str, email: &str) -> Result<Option<Credentials>, StoreError> {
        let rows: Vec<CredentialsRow> = reading!(self, |db| {
            sqlx::query_as(CREDENTIALS).bind(folded_name).bind(email).fetch_all(db).await
        })?;
        Ok(credentials(rows))
    }

    async fn credentials_of(&self, id: PersonId) -> Result<Option<Credentials>, StoreError> {
        let id = id.to_string();
        let rows: Vec<CredentialsRow> =
            reading!(self, |db| sqlx::query_as(CREDENTIALS_OF).bind(&id).fetch_all(db).await)?;
        Ok(credentials(rows))
    }

    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let rows: Vec<PersonRow> =
            reading!(self, |db| sqlx::query_as(PERSON).bind(id.to_string()).fetch_all(db).await)?;
        Ok(people(&rows).into_iter().next())
    }

    async fn add_administrator(
        &self,
        _: &Administrator,
        person: &NewPerson,
        log: &Entry,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            adding_person!(tx, person);
            logging!(tx, log);
        })
    }

    async fn account(&self, right: &Oneself) -> Result<Option<Account>, StoreError> {
        let Some(person) = self.person(right.person()).await? else { return Ok(None) };
        let id = right.person().to_string();
        let row: Option<(Option<String>, Option<String>, String, i64, Option<String>, i64, i64)> =
            reading!(self, |db| sqlx::query_as(ACCOUNT).bind(&id).fetch_optional(db).await)?;
        let address = |it: Option<String>| it.and_then(|it| EmailAddress::parse(&it).ok());
        Ok(row.map(|(email, wished, settings, joined_at, totp, paper_codes, passkeys)| Account {
            person,
            email: address(email),
            wished_email: address(wished),
            settings: read_settings(&settings),
            joined_at: Moment(joined_at),
            has_totp: totp.is_some(),
            passkeys,
            paper_codes,
        }))
    }

    async fn set_profile(
        &self,
        right: &Oneself,
        person: &Person,
        folded_name: &str,
        skeleton: &str,
        address: &AddressChange,
        now: Moment,
    ) -> Result<(), StoreError> {
        let id = right.person().to_string();
        writing!(self, |tx| {
            sqlx::query(SET_PROFILE)
                .bind(&id)
                .bind(person.name.as_str())
                .bind(folded_name)
                .bind(skeleton)
                .bind(person.icon.code())
                .execute(&mut *tx)
                .await?;
            // Her name stands on what she wrote.
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            match address {
                AddressChange::Nothing => {}
                AddressChange::Keep => {
                    sqlx::query(FORGET_WISH).bind(&id).execute(&mut *tx).await?;
                }
                AddressChange::Remove => {
                    sqlx::query(FORGET_WISH).bind(&id).execute(&mut *tx).await?;
                    sqlx::query(FORGET_EMAIL).bind(&id).execute(&mut *tx).await?;
                }
                AddressChange::Wish(email) => {
                    let wish = sqlx::query(WISH).bind(&id).bind(email.as_str()).bind(now.0);
                    wish.execute(&mut *tx).await?;
                }
            }
        })
    }

    async fn set_settings(&self, right: &Oneself, settings: &Settings) -> Result<(), StoreError> {
        let json = serde_json::to_string(settings).unwrap_or_default();
        writing!(self, |tx| {
            sqlx::query(SET_SETTINGS).bind(right.person().to_string()).bind(&json).execute(&mut *tx).await?;
        })
    }

    async fn set_passphrase(
        &self,
        right: &Oneself,
        hash: &str,
        keep_session: Option<&str>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let id = right.person().to_string();
        writing!(self, |tx| {
            sqlx::query(SET_PASSPHRASE).bind(&id).bind(hash).execute(&mut *tx).await?;
            sqlx::query(END_OTHER_SESSIONS)
                .bind(&id)
                .bind(keep_session.unwrap_or_default())
                .execute(&mut *tx)
                .await?;
            sqlx::query(END_RECOVERIES).bind(&id).bind(now.0).execute(&mut *tx).await?;
        })
    }

    async fn reset_person(
        &self,
        _: &Administrator,
        id: PersonId,
        hash: &str,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            sqlx::query(RESET).bind(&id).bind(hash).execute(&mut *tx).await?;
            sqlx::query(END_SESSIONS).bind(&id).execute(&mut *tx).await?;
            sqlx::query(CLEAR_PAPER).bind(&id).execute(&mut *tx).await?;
            sqlx::query(CLEAR_PASSKEYS).bind(&id).execute(&mut *tx).await?;
            sqlx::query(END_RECOVERIES).bind(&id).bind(log.at.0).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn is_name_seen(&self, skeleton: &str) -> Result<bool, StoreError> {
        let found: i64 = reading!(self, |db| sqlx::query_scalar(SEEN_AS).bind(skeleton).fetch_one(db).await)?;
        Ok(found > 0)
    }

    async fn delete_person(
        &self,
        right: &Oneself,
        erases_posts: bool,
        now: Moment,
    ) -> Result<(), StoreError> {
        let id = right.person().to_string();
        writing!(self, |tx| {
            sqlx::query(END_SESSIONS).bind(&id).execute(&mut *tx).await?;
            sqlx::query(FORGET_LETTERS).bind(&id).execute(&mut *tx).await?;
            sqlx::query(WITHDRAW_MADE).bind(&id).bind(now.0).execute(&mut *tx).await?;
            if erases_posts {
                sqlx::query(ERASE_REVISIONS).bind(&id).execute(&mut *tx).await?;
                erasing!(tx, ERASE_DOCUMENTS_OF, ERASE_ALL_OF, &id);
                sqlx::query(FORGET_PERSON).bind(&id).execute(&mut *tx).await?;
                sqlx::query(polls::FORGET_PERSON).bind(&id).execute(&mut *tx).await?;
                sqlx::query(CLOSE_ALL_OF).bind(&id).execute(&mut *tx).await?;
                sqlx::query(ERASE_POSTS).bind(&id).execute(&mut *tx).await?;
            }
            sqlx::query(FORGET_HOLDER).bind(&id).bind(now.0).execute(&mut *tx).await?;
            sqlx::query(FORGET_AUTHOR).bind(&id).execute(&mut *tx).await?;
            sqlx::query(DELETE).bind(&id).execute(&mut *tx).await?;
            sqlx::query(TOUCH).execute(&mut *tx).await?;
        })
    }

    async fn end_recoveries(&self, right: &Oneself, now: Moment) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(END_RECOVERIES)
                .bind(right.person().to_string())
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn blocked(&self, right: &Oneself) -> Result<Vec<Blocked>, StoreError> {
        let id = right.person().to_string();
        let rows: Vec<(String, String, String)> =
            reading!(self, |db| sqlx::query_as(BLOCKED).bind(&id).fetch_all(db).await)?;
        let read = |(id, name, icon): (String, String, String)| {
            let icon = Icon::parse(&icon).unwrap_or(Icon::Calabash);
            Some(Blocked { id: PersonId::parse(&id)?, name: DisplayName::parse(&name).ok()?, icon })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn block(&self, right: &Oneself, other: PersonId, now: Moment) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(BLOCK)
                .bind(right.person().to_string())
                .bind(other.to_string())
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn unblock(&self, right: &Oneself, other: PersonId) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(UNBLOCK)
                .bind(right.person().to_string())
                .bind(other.to_string())
                .execute(&mut *tx)
                .await?;
        })
    }
}

/// What an older program kept and this one does not know is the default.
pub(crate) fn read_settings(json: &str) -> Settings {
    serde_json::from_str(json).unwrap_or_default()
}
