//! Who registers for meetings. Whatever changes who has a place locks the meeting's row first, so that two who come at once are one after
//! the other on both engines.

use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Contributor, Host, Oneself};
use domain::events::{RegistrationStore, Reminder};
use model::accounts::DisplayName;
use model::events::{Guest, Need, Registration, Seats};
use model::id::{EventId, PersonId, RegistrationId};
use model::time::Moment;

macro_rules! columns {
    () => {
        "select id, event_id, person_id, name, needs, waiting, made_at, came_at from registration "
    };
}

statements! {
    LOCK = "update event set version = version where id = $1 returning capacity";
    TAKEN = "select count(1) from registration where event_id = $1 and waiting = 0";
    OWN = concat!(columns!(), "where person_id = $1 and event_id = $2");
    ALL_OWN = concat!(columns!(), "where person_id = $1 order by made_at");
    BY_CODE = concat!(columns!(), "where code_hash = $1");
    BY_ID = concat!(columns!(), "where id = $1");
    ADD = "insert into registration (id, event_id, person_id, name, needs, code_hash, waiting, made_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    SET_NEEDS = "update registration set needs = $2 where id = $1";
    LEAVE = "delete from registration where id = $1";
    MOVE_UP = "update registration set waiting = 0 where id = (select id from registration where event_id = $1 and waiting = 1 \
        order by made_at, id limit 1) returning person_id";
    SEATS = "select waiting, count(1) from registration where event_id = $1 group by waiting";
    GUESTS = "select r.id, r.name, p.name, r.needs, r.waiting, r.came_at from registration r left join person p on p.id = r.person_id \
        where r.event_id = $1 order by r.waiting, r.made_at, r.id";
    IS_OF = "select count(1) from registration r join event e on e.id = r.event_id \
        where r.id = $1 and e.id = $2 and e.organization_id = $3";
    COME = "update registration set came_at = $2 where id = $1 and came_at is null";
    NOT_COME = "update registration set came_at = null where id = $1 and came_at is not null";
    CAME = "select count(1) from registration where event_id = $1 and came_at is not null";
    MEMBERS = "select person_id from registration where event_id = $1 and person_id is not null";
    DUE = "select r.id, r.person_id, r.event_id from registration r join event e on e.id = r.event_id \
        where e.published = 1 and r.person_id is not null and r.reminded_at is null and r.waiting = 0 \
        and e.starts_at > $1 and e.starts_at <= $2 and e.starts_at - r.made_at > $3 order by e.starts_at, r.id limit 500";
    REMINDED = "update registration set reminded_at = $2 where id = $1 and reminded_at is null";
}

type Columns = (String, String, Option<String>, Option<String>, String, i64, i64, Option<i64>);

/// A registration with the name of its person.
type GuestColumns = (String, Option<String>, Option<String>, String, i64, Option<i64>);

fn read(columns: Columns) -> Option<Registration> {
    let (id, event, person, name, needs, waiting, made_at, came_at) = columns;
    Some(Registration {
        id: RegistrationId::parse(&id)?,
        event: EventId::parse(&event)?,
        person: person.and_then(|id| PersonId::parse(&id)),
        name: name.and_then(|name| DisplayName::parse(&name).ok()),
        needs: Need::read(&needs),
        waiting: waiting != 0,
        made_at: Moment(made_at),
        came_at: came_at.map(Moment),
    })
}

/// Locks a meeting in the transaction `$tx`, and says how many places it has; used inside `writing!`.
macro_rules! locking {
    ($tx:ident, $event:expr) => {{
        let row: Option<(Option<i64>,)> = sqlx::query_as(LOCK).bind($event).fetch_optional(&mut *$tx).await?;
        let Some((capacity,)) = row else { return Err(WriteError::Conflict) };
        capacity
    }};
}

/// Gives free places to those who wait, the first first, and names the members among them; used inside `writing!`.
macro_rules! filling {
    ($tx:ident, $event:expr, $capacity:expr) => {{
        let mut taken: i64 = sqlx::query_scalar(TAKEN).bind($event).fetch_one(&mut *$tx).await?;
        let mut people = Vec::new();
        while $capacity.is_none_or(|most| taken < most) {
            let row: Option<(Option<String>,)> =
                sqlx::query_as(MOVE_UP).bind($event).fetch_optional(&mut *$tx).await?;
            let Some((person,)) = row else { break };
            people.extend(person.and_then(|id| PersonId::parse(&id)));
            taken += 1;
        }
        people
    }};
}

#[async_trait]
impl RegistrationStore for Store {
    async fn register(&self, it: &Registration, code_hash: Option<&str>) -> Result<bool, StoreError> {
        let (id, event) = (it.id.to_string(), it.event.to_string());
        let (person, needs) = (it.person.map(|id| id.to_string()), Need::codes(&it.needs));
        writing!(self, |tx| {
            let capacity = locking!(tx, &event);
            let own: Option<Columns> = match &person {
                Some(person) => {
                    sqlx::query_as(OWN).bind(person).bind(&event).fetch_optional(&mut *tx).await?
                }
                None => None,
            };
            match own.and_then(read) {
                // She came before: her place stays, and what she needs is what she says now.
                Some(own) => {
                    sqlx::query(SET_NEEDS).bind(own.id.to_string()).bind(&needs).execute(&mut *tx).await?;
                    own.waiting
                }
                None => {
                    let taken: i64 = sqlx::query_scalar(TAKEN).bind(&event).fetch_one(&mut *tx).await?;
                    let waiting = capacity.is_some_and(|most| taken >= most);
                    sqlx::query(ADD)
                        .bind(&id)
                        .bind(&event)
                        .bind(&person)
                        .bind(it.name.as_ref().map(DisplayName::as_str))
                        .bind(&needs)
                        .bind(code_hash)
                        .bind(i64::from(waiting))
                        .bind(it.made_at.0)
                        .execute(&mut *tx)
                        .await?;
                    waiting
                }
            }
        })
    }

    async fn own_registration(
        &self,
        right: &Oneself,
        event: EventId,
    ) -> Result<Option<Registration>, StoreError> {
        let (person, event) = (right.person().to_string(), event.to_string());
        let row: Option<Columns> =
            reading!(self, |db| sqlx::query_as(OWN).bind(&person).bind(&event).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn own_registrations(&self, right: &Oneself) -> Result<Vec<Registration>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<Columns> =
            reading!(self, |db| sqlx::query_as(ALL_OWN).bind(&person).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn registration_by_code(&self, code_hash: &str) -> Result<Option<Registration>, StoreError> {
        let row: Option<Columns> =
            reading!(self, |db| sqlx::query_as(BY_CODE).bind(code_hash).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn leave(&self, id: RegistrationId) -> Result<Vec<PersonId>, StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            let row: Option<Columns> = sqlx::query_as(BY_ID).bind(&id).fetch_optional(&mut *tx).await?;
            match row.and_then(read) {
                // Who left before is gone already.
                None => Vec::new(),
                Some(own) => {
                    let event = own.event.to_string();
                    let capacity = locking!(tx, &event);
                    sqlx::query(LEAVE).bind(&id).execute(&mut *tx).await?;
                    filling!(tx, &event, capacity)
                }
            }
        })
    }

    async fn fill(&self, _: &Contributor, event: EventId) -> Result<Vec<PersonId>, StoreError> {
        let event = event.to_string();
        writing!(self, |tx| {
            let capacity = locking!(tx, &event);
            filling!(tx, &event, capacity)
        })
    }

    async fn seats(&self, event: EventId) -> Result<Seats, StoreError> {
        let event = event.to_string();
        let rows: Vec<(i64, i64)> =
            reading!(self, |db| sqlx::query_as(SEATS).bind(&event).fetch_all(db).await)?;
        let count = |waiting: i64| {
            let found = rows.iter().find(|(own, _)| *own == waiting).map_or(0, |(_, count)| *count);
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        Ok(Seats { taken: count(0), waiting: count(1) })
    }

    async fn guests(&self, _: &Host, event: EventId) -> Result<Vec<Guest>, StoreError> {
        let event = event.to_string();
        let rows: Vec<GuestColumns> =
            reading!(self, |db| sqlx::query_as(GUESTS).bind(&event).fetch_all(db).await)?;
        let guest = |(id, name, person, needs, waiting, came_at): GuestColumns| {
            Some(Guest {
                id: RegistrationId::parse(&id)?,
                name: name.or(person).unwrap_or_default(),
                needs: Need::read(&needs),
                waiting: waiting != 0,
                came: came_at.is_some(),
            })
        };
        Ok(rows.into_iter().filter_map(guest).collect())
    }

    async fn set_came(
        &self,
        right: &Host,
        event: EventId,
        id: RegistrationId,
        at: Option<Moment>,
    ) -> Result<bool, StoreError> {
        let (id, event, organization) = (id.to_string(), event.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let own: i64 = sqlx::query_scalar(IS_OF)
                .bind(&id)
                .bind(&event)
                .bind(&organization)
                .fetch_one(&mut *tx)
                .await?;
            if own != 1 {
                return Err(WriteError::Conflict);
            }
            let marking = match at {
                Some(at) => sqlx::query(COME).bind(&id).bind(at.0),
                None => sqlx::query(NOT_COME).bind(&id),
            };
            marking.execute(&mut *tx).await?.rows_affected() == 1
        })
    }

    async fn came(&self, event: EventId) -> Result<u32, StoreError> {
        let event = event.to_string();
        let count: i64 = reading!(self, |db| sqlx::query_scalar(CAME).bind(&event).fetch_one(db).await)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    async fn members_coming(&self, event: EventId) -> Result<Vec<PersonId>, StoreError> {
        let event = event.to_string();
        let rows: Vec<(String,)> =
            reading!(self, |db| sqlx::query_as(MEMBERS).bind(&event).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(|(id,)| PersonId::parse(&id)).collect())
    }

    async fn reminders_due(
        &self,
        now: Moment,
        until: Moment,
        before: i64,
    ) -> Result<Vec<Reminder>, StoreError> {
        let rows: Vec<(String, String, String)> = reading!(self, |db| {
            sqlx::query_as(DUE).bind(now.0).bind(until.0).bind(before).fetch_all(db).await
        })?;
        let due = rows.into_iter().filter_map(|(id, person, event)| {
            Some(Reminder {
                registration: RegistrationId::parse(&id)?,
                person: PersonId::parse(&person)?,
                event: EventId::parse(&event)?,
            })
        });
        Ok(due.collect())
    }

    async fn reminded(&self, id: RegistrationId, now: Moment) -> Result<bool, StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            let marked = sqlx::query(REMINDED).bind(&id).bind(now.0).execute(&mut *tx).await?;
            marked.rows_affected() == 1
        })
    }
}
