//! Phones that ring.

use crate::accounts::read_settings;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Oneself;
use domain::push::{DeviceName, DeviceShown, Expecting, KeptDevice, NewDevice, PushStore, Ring};
use model::accounts::{Device, NoticeKind};
use model::id::{DeviceId, PersonId};
use model::time::Moment;

/// Phones whose session is not over at the moment `$1`.
macro_rules! ringing {
    () => {
        "push_device d join session s on s.handle = d.session and s.person_id = d.person_id and s.expires_at > $1"
    };
}

statements! {
    HANDLE = "select handle from session where id_hash = $1 and person_id = $2 and expires_at > $3 and handle <> ''";
    BEFORE = "select discreet, name, silent from push_device where person_id = $1 and session = $2 order by made_at desc limit 1";
    FORGET_SAME = "delete from push_device where endpoint_hash = $1 or (person_id = $2 and session = $3)";
    COUNT = concat!("select count(1) from ", ringing!(), " where d.person_id = $2");
    ADD = "insert into push_device (id, person_id, session, token_hash, endpoint_hash, sealed, discreet, made_at, tries, \
        name, silent) values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)";
    DEVICES = concat!("select d.id, s.device, d.discreet, d.made_at, s.id_hash, d.name, d.silent from ", ringing!(),
        " where d.person_id = $2 order by d.made_at desc, d.id");
    TEST = "update push_device set tested_at = $1 where id = $2 and person_id = $3 and (tested_at is null or tested_at <= $4) \
        and exists (select 1 from session s where s.handle = push_device.session and s.person_id = push_device.person_id \
        and s.expires_at > $1) returning id, person_id, endpoint_hash, sealed, discreet";
    SET = "update push_device set name = $3, silent = $4, ring_at = case when cast($4 as bigint) = 0 then ring_at end \
        where id = $1 and person_id = $2";
    REMOVE = "delete from push_device where id = $1 and person_id = $2";
    TAKE_OVER = "delete from push_device where token_hash = $1 and person_id <> $2";
    WAKE = "update push_device set session = $3, asleep_at = null where token_hash = $1 and person_id = $2";
    LEFT = "delete from push_device where session in (select handle from session where id_hash = $1 and handle <> '')";
    EXPECTING = concat!("select distinct p.id, p.settings, n.kind from ", ringing!(), " \
        join person p on p.id = d.person_id join notice n on n.person_id = d.person_id and n.made_at >= d.made_at \
        where n.read_at is null and n.pushed_at is null and p.shut_out_at is null order by p.id, n.kind");
    MARK = "update notice set pushed_at = $3 where person_id = $1 and kind = $2 and read_at is null and pushed_at is null";
    SHALL_RING = "update push_device set ring_at = $2, tries = 0 where person_id = $1 and ring_at is null and session is not null \
        and silent = 0";
    /// Whoever has read everything is told of nothing.
    SILENT = "update push_device set ring_at = null, tries = 0 where ring_at <= $1 \
        and not exists (select 1 from notice n where n.person_id = push_device.person_id and n.read_at is null)";
    DUE = concat!("select d.id, d.person_id, d.endpoint_hash, d.sealed, d.discreet, p.settings, d.tries, d.ring_at from ", ringing!(), " \
        join person p on p.id = d.person_id where d.ring_at <= $1 and d.silent = 0 and p.shut_out_at is null \
        order by d.ring_at limit cast($2 as bigint)");
    PUT_OFF = "update push_device set tries = $2, ring_at = $3 where id = $1 and tries = $4 and ring_at = $5";
    DONE = "update push_device set ring_at = null, tries = 0 where id = $1 and tries = $2";
    GONE = "delete from push_device where id = $1 and endpoint_hash = $2";
}

/// Id, person, hash of the address, sealed address, whether it is discreet.
type DeviceRow = (String, String, String, String, i64);

fn kept((id, person, endpoint_hash, sealed, discreet): DeviceRow) -> Option<KeptDevice> {
    let (id, person) = (DeviceId::parse(&id)?, PersonId::parse(&person)?);
    Some(KeptDevice { id, person, endpoint_hash, sealed, discreet: discreet != 0 })
}

#[async_trait]
impl PushStore for Store {
    async fn add_device(
        &self,
        right: &Oneself,
        session: &str,
        device: &NewDevice,
        most: i64,
    ) -> Result<bool, StoreError> {
        let (id, person) = (device.id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let handle = sqlx::query_scalar(HANDLE).bind(session).bind(&person).bind(device.at.0);
            let handle: Option<String> = handle.fetch_optional(&mut *tx).await?;
            if let Some(handle) = &handle {
                let before = sqlx::query_as(BEFORE).bind(&person).bind(handle);
                let before: Option<(i64, Option<String>, i64)> = before.fetch_optional(&mut *tx).await?;
                let (discreet, name, silent) = before.unwrap_or_default();
                // Whoever turns it on herself wants to hear it.
                let (discreet, silent) =
                    device.discreet.map_or((discreet, silent), |discreet| (i64::from(discreet), 0));
                let same = sqlx::query(FORGET_SAME).bind(&device.endpoint_hash).bind(&person).bind(handle);
                same.execute(&mut *tx).await?;
                let others = sqlx::query_scalar(COUNT).bind(device.at.0).bind(&person);
                let others: i64 = others.fetch_one(&mut *tx).await?;
                if others >= most {
                    return Err(WriteError::Conflict);
                }
                sqlx::query(ADD)
                    .bind(&id)
                    .bind(&person)
                    .bind(handle)
                    .bind(&device.token_hash)
                    .bind(&device.endpoint_hash)
                    .bind(&device.sealed)
                    .bind(discreet)
                    .bind(device.at.0)
                    .bind(name)
                    .bind(silent)
                    .execute(&mut *tx)
                    .await?;
            }
            handle.is_some()
        })
    }

    async fn devices(
        &self,
        right: &Oneself,
        session: &str,
        now: Moment,
    ) -> Result<Vec<DeviceShown>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<(String, String, i64, i64, String, Option<String>, i64)> =
            reading!(self, |db| sqlx::query_as(DEVICES).bind(now.0).bind(&person).fetch_all(db).await)?;
        let shown = rows.into_iter().filter_map(|(id, device, discreet, since, id_hash, name, silent)| {
            Some(DeviceShown {
                id: DeviceId::parse(&id)?,
                device: Device::read(&device),
                discreet: discreet != 0,
                since: Moment(since),
                is_this: id_hash == session,
                name: name.and_then(|it| DeviceName::parse(&it).ok()),
                silent: silent != 0,
            })
        });
        Ok(shown.collect())
    }

    async fn test_device(
        &self,
        right: &Oneself,
        id: DeviceId,
        not_since: Moment,
        now: Moment,
    ) -> Result<Option<KeptDevice>, StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        let row: Option<DeviceRow> = writing!(self, |tx| {
            let tested = sqlx::query_as(TEST).bind(now.0).bind(&id).bind(&person).bind(not_since.0);
            tested.fetch_optional(&mut *tx).await?
        })?;
        Ok(row.and_then(kept))
    }

    async fn set_device(
        &self,
        right: &Oneself,
        id: DeviceId,
        name: Option<&DeviceName>,
        silent: bool,
    ) -> Result<bool, StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let set = sqlx::query(SET).bind(&id).bind(&person).bind(name.map(DeviceName::as_str));
            set.bind(i64::from(silent)).execute(&mut *tx).await?.rows_affected() == 1
        })
    }

    async fn remove_device(&self, right: &Oneself, id: DeviceId) -> Result<(), StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            sqlx::query(REMOVE).bind(&id).bind(&person).execute(&mut *tx).await?;
        })
    }

    async fn device_signed_in(
        &self,
        token_hash: &str,
        person: PersonId,
        handle: &str,
    ) -> Result<(), StoreError> {
        let person = person.to_string();
        writing!(self, |tx| {
            sqlx::query(TAKE_OVER).bind(token_hash).bind(&person).execute(&mut *tx).await?;
            sqlx::query(WAKE).bind(token_hash).bind(&person).bind(handle).execute(&mut *tx).await?;
        })
    }

    async fn device_left(&self, session: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(LEFT).bind(session).execute(&mut *tx).await?;
        })
    }

    async fn expecting(&self, now: Moment) -> Result<Vec<Expecting>, StoreError> {
        let rows: Vec<(String, String, String)> =
            reading!(self, |db| sqlx::query_as(EXPECTING).bind(now.0).fetch_all(db).await)?;
        let mut expecting: Vec<Expecting> = Vec::new();
        for (id, settings, kind) in rows {
            let (Some(person), Some(kind)) = (PersonId::parse(&id), NoticeKind::parse(&kind)) else {
                continue;
            };
            match expecting.last_mut().filter(|last| last.person == person) {
                Some(last) => last.kinds.push(kind),
                None => {
                    let settings = read_settings(&settings);
                    expecting.push(Expecting { person, settings, kinds: vec![kind] });
                }
            }
        }
        Ok(expecting)
    }

    async fn put_rings(&self, person: PersonId, kinds: &[NoticeKind], now: Moment) -> Result<(), StoreError> {
        let person = person.to_string();
        writing!(self, |tx| {
            let mut marked = 0;
            for kind in kinds {
                let mark = sqlx::query(MARK).bind(&person).bind(kind.code()).bind(now.0);
                marked += mark.execute(&mut *tx).await?.rows_affected();
            }
            // Another process may have been here just before.
            if marked > 0 {
                sqlx::query(SHALL_RING).bind(&person).bind(now.0).execute(&mut *tx).await?;
            }
        })
    }

    async fn rings_due(&self, now: Moment, limit: i64) -> Result<Vec<Ring>, StoreError> {
        writing!(self, |tx| {
            sqlx::query(SILENT).bind(now.0).execute(&mut *tx).await?;
        })?;
        let rows: Vec<(String, String, String, String, i64, String, i64, i64)> =
            reading!(self, |db| sqlx::query_as(DUE).bind(now.0).bind(limit).fetch_all(db).await)?;
        let rings =
            rows.into_iter().filter_map(|(id, person, hash, sealed, discreet, settings, tries, at)| {
                let device = kept((id, person, hash, sealed, discreet))?;
                Some(Ring { device, settings: read_settings(&settings), tries, at: Moment(at) })
            });
        Ok(rings.collect())
    }

    async fn put_ring_off(&self, ring: &Ring, tries: i64, until: Moment) -> Result<bool, StoreError> {
        let id = ring.device.id.to_string();
        writing!(self, |tx| {
            let off =
                sqlx::query(PUT_OFF).bind(&id).bind(tries).bind(until.0).bind(ring.tries).bind(ring.at.0);
            off.execute(&mut *tx).await?.rows_affected() == 1
        })
    }

    async fn ring_done(&self, id: DeviceId, tries: i64) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(DONE).bind(id.to_string()).bind(tries).execute(&mut *tx).await?;
        })
    }

    async fn device_gone(&self, id: DeviceId, endpoint_hash: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(GONE).bind(id.to_string()).bind(endpoint_hash).execute(&mut *tx).await?;
        })
    }
}
