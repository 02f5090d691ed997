//! Sessions, and who is behind them.

use super::people::read_settings;
use super::{PersonRow, people};
use crate::engine::{Store, reading, writing};
use crate::row::row;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Oneself, Restraint, SessionSeen};
use domain::accounts::{SessionRow, SessionStore, SessionUse};
use model::accounts::{Device, Person, SessionShown, Strength};
use model::id::PersonId;
use model::time::Moment;

macro_rules! insert {
    () => {
        "insert into session (id_hash, handle, data, person_id, strength, device, stays, rights_version, created_at, seen_at, \
        expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id_hash)"
    };
}

statements! {
    CALLER = "select s.strength, s.stays, s.rights_version as known_rights, s.created_at, s.seen_at, \
        p.id, p.name, p.icon, p.administrator, p.moderates, a.organization_id, a.role, p.settings, p.rights_version, \
        (select count(1) from notice n where n.person_id = p.id and n.read_at is null) as unread, \
        (select max(x.until) from measure x where x.person_id = p.id and x.kind = 'suspension' and x.until > $2 and x.lifted_at is null) \
        as suspended_until, \
        (select max(x.until) from measure x where x.person_id = p.id and x.kind = 'silence' and x.until > $2 and x.lifted_at is null) \
        as muted_until from session s join person p on p.id = s.person_id left join affiliation a on a.person_id = p.id \
        where s.id_hash = $1 and s.expires_at > $2 and p.shut_out_at is null order by a.since";
    ADD = concat!(insert!(), " do nothing");
    SAVE = concat!(insert!(), " do update set data = excluded.data, person_id = excluded.person_id, \
        strength = excluded.strength, rights_version = excluded.rights_version, seen_at = excluded.seen_at, \
        expires_at = excluded.expires_at");
    TOUCH = "update session set seen_at = $2, expires_at = $3 where id_hash = $1";
    SESSION = "select id_hash, handle, data, person_id, strength, device, stays, rights_version, created_at, seen_at, \
        expires_at from session where id_hash = $1 and expires_at > $2";
    DELETE = "delete from session where id_hash = $1";
    SESSIONS = "select id_hash, handle, device, stays, created_at, seen_at from session \
        where person_id = $1 and expires_at > $2 order by seen_at desc";
    END = "delete from session where person_id = $1 and handle = $2";
    END_OTHERS = "delete from session where person_id = $1 and id_hash <> $2";
}

row! {
    strength: String,
    stays: i64,
    known_rights: i64,
    created_at: i64,
    seen_at: i64,
    id: String,
    name: String,
    icon: String,
    administrator: i64,
    moderates: String,
    organization_id: Option<String>,
    role: Option<String>,
    settings: String,
    rights_version: i64,
    unread: i64,
    suspended_until: Option<i64>,
    muted_until: Option<i64>,
}

/// Writes a session in the transaction `$tx` of either engine; used inside `writing!`.
macro_rules! keeping {
    ($tx:ident, $statement:expr, $session:expr) => {{
        let session: &SessionRow = $session;
        sqlx::query($statement)
            .bind(&session.id_hash)
            .bind(&session.handle)
            .bind(&session.data)
            .bind(session.person.map(|id| id.to_string()))
            .bind(session.strength.code())
            .bind(session.device.code())
            .bind(i64::from(session.stays))
            .bind(session.rights_version)
            .bind(session.created_at.0)
            .bind(session.seen_at.0)
            .bind(session.expires_at.0)
            .execute(&mut *$tx)
            .await?
    }};
}

type Kept = (String, String, String, Option<String>, String, String, i64, i64, i64, i64, i64);

#[async_trait]
impl SessionStore for Store {
    async fn caller(
        &self,
        id_hash: &str,
        now: Moment,
    ) -> Result<Option<(SessionUse, Person, SessionSeen, i64)>, StoreError> {
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(CALLER).bind(id_hash).bind(now.0).fetch_all(db).await)?;
        let Some(first) = rows.first() else { return Ok(None) };
        let seen = SessionUse {
            stays: first.stays != 0,
            rights_version: first.known_rights,
            created_at: Moment(first.created_at),
            seen_at: Moment(first.seen_at),
        };
        let strength = Strength::parse(&first.strength).unwrap_or(Strength::Halfway);
        let (settings, rights, unread) = (read_settings(&first.settings), first.rights_version, first.unread);
        let restraint = Restraint {
            suspended_until: first.suspended_until.map(Moment),
            muted_until: first.muted_until.map(Moment),
        };
        let rows: Vec<PersonRow> = rows
            .into_iter()
            .map(|it| (it.id, it.name, it.icon, it.administrator, it.moderates, it.organization_id, it.role))
            .collect();
        let person = people(&rows).into_iter().next();
        Ok(person.map(|person| {
            let exit_ends_session = settings.exit_ends_session;
            let (session, stays) = (id_hash.to_owned(), seen.stays);
            let session = SessionSeen { strength, session, stays, unread, exit_ends_session, restraint };
            (seen, person, session, rights)
        }))
    }

    async fn add_session(&self, session: &SessionRow) -> Result<bool, StoreError> {
        writing!(self, |tx| keeping!(tx, ADD, session).rows_affected() == 1)
    }

    async fn save_session(&self, session: &SessionRow) -> Result<(), StoreError> {
        writing!(self, |tx| {
            keeping!(tx, SAVE, session);
        })
    }

    async fn touch_session(
        &self,
        id_hash: &str,
        seen_at: Moment,
        expires_at: Moment,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(TOUCH).bind(id_hash).bind(seen_at.0).bind(expires_at.0).execute(&mut *tx).await?;
        })
    }

    async fn session(&self, id_hash: &str, now: Moment) -> Result<Option<SessionRow>, StoreError> {
        let row: Option<Kept> =
            reading!(self, |db| sqlx::query_as(SESSION).bind(id_hash).bind(now.0).fetch_optional(db).await)?;
        Ok(row.map(
            |(id_hash, handle, data, person, strength, device, stays, rights, created, seen, expires)| {
                SessionRow {
                    id_hash,
                    handle,
                    data,
                    person: person.and_then(|id| PersonId::parse(&id)),
                    strength: Strength::parse(&strength).unwrap_or(Strength::Halfway),
                    device: Device::read(&device),
                    stays: stays != 0,
                    rights_version: rights,
                    created_at: Moment(created),
                    seen_at: Moment(seen),
                    expires_at: Moment(expires),
                }
            },
        ))
    }

    async fn delete_session(&self, id_hash: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(DELETE).bind(id_hash).execute(&mut *tx).await?;
        })
    }

    async fn sessions(
        &self,
        right: &Oneself,
        this: &str,
        now: Moment,
    ) -> Result<Vec<SessionShown>, StoreError> {
        let id = right.person().to_string();
        let rows: Vec<(String, String, String, i64, i64, i64)> =
            reading!(self, |db| sqlx::query_as(SESSIONS).bind(&id).bind(now.0).fetch_all(db).await)?;
        let shown = rows.into_iter().map(|(id_hash, handle, device, stays, created, seen)| SessionShown {
            is_this: id_hash == this,
            handle,
            device: Device::read(&device),
            stays: stays != 0,
            created_at: Moment(created),
            seen_at: Moment(seen),
        });
        Ok(shown.collect())
    }

    async fn end_session(&self, right: &Oneself, handle: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(END).bind(right.person().to_string()).bind(handle).execute(&mut *tx).await?;
        })
    }

    async fn end_other_sessions(&self, right: &Oneself, this: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(END_OTHERS).bind(right.person().to_string()).bind(this).execute(&mut *tx).await?;
        })
    }
}
