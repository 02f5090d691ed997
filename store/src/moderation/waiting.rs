//! Who took what of the queue, what was decided, and the figures that are made of it.

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Moderator, Receiver};
use domain::moderation::{AskedAgain, Decided, Decisions, FiguresStore, WaitingStore};
use model::accounts::{DisplayName, Icon, JoinRequest, Moderates};
use model::audit::Entry;
use model::id::{OrganizationId, PersonId, SpaceId};
use model::moderation::ItemId;
use model::text::Paragraphs;
use model::time::Moment;
use std::collections::{HashMap, HashSet};

statements! {
    CLAIMED_SINCE = "select item, claimed_by, claimed_at from claim where claimed_at > $1";
    CLAIM = "insert into claim (item, claimed_by, claimed_at) values ($1, $2, $3) on conflict (item) do update \
        set claimed_by = excluded.claimed_by, claimed_at = excluded.claimed_at \
        where claim.claimed_by = excluded.claimed_by or claim.claimed_at <= $4";
    LET_GO = "delete from claim where item = $1 and claimed_by = $2";
    FREE = "delete from claim where item = $1";
    PASS = "insert into passed (item, person_id, at) values ($1, $2, $3) on conflict (item, person_id) do update set at = excluded.at";
    PASSED_SINCE = "select item from passed where person_id = $1 and at > $2";
    /// The moment bounds nothing: it lets SQLite say that this is a range of an index.
    REQUESTS_WAITING = "select p.id, p.name, p.icon, r.organization_id, r.words, r.asked_at from join_request r \
        join person p on p.id = r.person_id where r.asked_at > 0 and p.shut_out_at is null order by r.asked_at, r.person_id limit cast($1 as bigint)";
    NOTE = "insert into decision (item, decided_at, decided_by, space_id, took, appealed, changed, kept) \
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (item, decided_at) do nothing";
    DECISION = "select decided_at, space_id, took, appealed, changed, kept from decision \
        where item = $1 and decided_by = $2 and decided_at > $3 order by decided_at desc limit 1";
    FORGET = "delete from decision where item = $1 and decided_at = $2";
    VOUCH_NO_MORE = "delete from affiliation where person_id = $1 and organization_id = $2 and vouched_by = $3 and since = $4";
    ASK = "insert into join_request (person_id, organization_id, words, asked_at) values ($1, $2, $3, $4) \
        on conflict (person_id, organization_id) do nothing";
    RIGHTS_CHANGED = "update person set rights_version = rights_version + 1 where id = $1";
    /// Two ranges of two indexes: most people moderate nothing.
    MODERATORS = "select id, administrator, moderates from person where administrator = 1 and shut_out_at is null \
        union all select id, administrator, moderates from person where moderates > '' and administrator = 0 and shut_out_at is null";
    DECISIONS_COUNTED = "select count(1), count(case when took <= $3 then 1 end), count(case when appealed = 1 then 1 end), \
        count(case when appealed = 1 and changed = 1 then 1 end) from decision where space_id = $1 and decided_at >= $2";
    NTH_WAIT = "select took from decision where space_id = $1 and decided_at >= $2 order by took limit 1 offset $3";
}

fn of_space(space: Option<SpaceId>) -> String {
    space.map(|id| id.to_string()).unwrap_or_default()
}

type RequestRow = (String, String, String, String, Option<String>, i64);

fn request((id, name, icon, organization, words, asked): RequestRow) -> Option<JoinRequest> {
    Some(JoinRequest {
        person: PersonId::parse(&id)?,
        name: DisplayName::parse(&name).ok()?,
        icon: Icon::parse(&icon).unwrap_or(Icon::Calabash),
        organization: OrganizationId::parse(&organization)?,
        words: words.and_then(|it| Paragraphs::parse(&it).ok()),
        asked_at: Moment(asked),
    })
}

#[async_trait]
impl WaitingStore for Store {
    async fn claims(
        &self,
        _: &Moderator,
        since: Moment,
    ) -> Result<HashMap<String, (PersonId, Moment)>, StoreError> {
        let rows: Vec<(String, String, i64)> =
            reading!(self, |db| sqlx::query_as(CLAIMED_SINCE).bind(since.0).fetch_all(db).await)?;
        let claim = |(item, by, at): (String, String, i64)| Some((item, (PersonId::parse(&by)?, Moment(at))));
        Ok(rows.into_iter().filter_map(claim).collect())
    }

    async fn passed(&self, right: &Moderator, since: Moment) -> Result<HashSet<String>, StoreError> {
        let person = right.person().to_string();
        let items: Vec<String> = reading!(self, |db| sqlx::query_scalar(PASSED_SINCE)
            .bind(&person)
            .bind(since.0)
            .fetch_all(db)
            .await)?;
        Ok(items.into_iter().collect())
    }

    async fn claim_item(
        &self,
        right: &Moderator,
        item: ItemId,
        now: Moment,
        free_since: Moment,
    ) -> Result<(), StoreError> {
        let (item, person) = (item.code(), right.person().to_string());
        writing!(self, |tx| {
            let claim = sqlx::query(CLAIM).bind(&item).bind(&person).bind(now.0).bind(free_since.0);
            if claim.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
        })
    }

    async fn pass_item(&self, right: &Moderator, item: ItemId, now: Moment) -> Result<(), StoreError> {
        let (item, person) = (item.code(), right.person().to_string());
        writing!(self, |tx| {
            sqlx::query(LET_GO).bind(&item).bind(&person).execute(&mut *tx).await?;
            sqlx::query(PASS).bind(&item).bind(&person).bind(now.0).execute(&mut *tx).await?;
        })
    }

    async fn all_requests(&self, _: &Moderator, limit: i64) -> Result<Vec<JoinRequest>, StoreError> {
        let rows: Vec<RequestRow> =
            reading!(self, |db| sqlx::query_as(REQUESTS_WAITING).bind(limit).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(request).collect())
    }

    async fn note_decision(&self, right: &Moderator, it: &Decided) -> Result<(), StoreError> {
        let (item, person) = (it.item.code(), right.person().to_string());
        writing!(self, |tx| {
            sqlx::query(NOTE)
                .bind(&item)
                .bind(it.at.0)
                .bind(&person)
                .bind(of_space(it.space))
                .bind((it.at.0 - it.since.0).max(0))
                .bind(i64::from(it.appealed))
                .bind(i64::from(it.changed))
                .bind(&it.before)
                .execute(&mut *tx)
                .await?;
            sqlx::query(FREE).bind(&item).execute(&mut *tx).await?;
        })
    }

    async fn decision_of(
        &self,
        right: &Moderator,
        item: ItemId,
        since: Moment,
    ) -> Result<Option<Decided>, StoreError> {
        let person = right.person().to_string();
        let row: Option<(i64, String, i64, i64, i64, Option<String>)> = reading!(self, |db| {
            sqlx::query_as(DECISION).bind(item.code()).bind(&person).bind(since.0).fetch_optional(db).await
        })?;
        Ok(row.map(|(at, space, took, appealed, changed, before)| Decided {
            item,
            at: Moment(at),
            space: SpaceId::parse(&space),
            appealed: appealed != 0,
            changed: changed != 0,
            since: Moment(at - took),
            before,
        }))
    }

    async fn forget_decision(&self, _: &Moderator, item: ItemId, at: Moment) -> Result<(), StoreError> {
        let item = item.code();
        writing!(self, |tx| {
            sqlx::query(FORGET).bind(&item).bind(at.0).execute(&mut *tx).await?;
        })
    }

    async fn ask_again(&self, right: &Receiver, asked: &AskedAgain, log: &Entry) -> Result<(), StoreError> {
        let (person, organization) = (asked.person.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let vouched = sqlx::query(VOUCH_NO_MORE)
                .bind(&person)
                .bind(&organization)
                .bind(right.person().map(|id| id.to_string()))
                .bind(asked.answered_at.0)
                .execute(&mut *tx)
                .await?;
            let asks = sqlx::query(ASK)
                .bind(&person)
                .bind(&organization)
                .bind(&asked.words)
                .bind(asked.asked_at.0)
                .execute(&mut *tx)
                .await?;
            if asks.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            if vouched.rows_affected() == 1 {
                sqlx::query(RIGHTS_CHANGED).bind(&person).execute(&mut *tx).await?;
            }
            logging!(tx, log);
        })
    }

    async fn moderators(&self) -> Result<Vec<(PersonId, Moderates)>, StoreError> {
        let rows: Vec<(String, i64, String)> =
            reading!(self, |db| sqlx::query_as(MODERATORS).fetch_all(db).await)?;
        let read = |(id, administrator, moderates): (String, i64, String)| {
            let moderates =
                if administrator != 0 { Moderates::Everything } else { Moderates::read(&moderates) };
            Some((PersonId::parse(&id)?, moderates))
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }
}

#[async_trait]
impl FiguresStore for Store {
    async fn decisions(
        &self,
        _: &Moderator,
        space: Option<SpaceId>,
        since: Moment,
        in_time: i64,
    ) -> Result<Decisions, StoreError> {
        let space = of_space(space);
        let (all, within_a_day, appeals, changed): (i64, i64, i64, i64) = reading!(self, |db| {
            sqlx::query_as(DECISIONS_COUNTED).bind(&space).bind(since.0).bind(in_time).fetch_one(db).await
        })?;
        Ok(Decisions { all, within_a_day, appeals, changed })
    }

    async fn nth_wait(
        &self,
        _: &Moderator,
        space: Option<SpaceId>,
        since: Moment,
        place: i64,
    ) -> Result<Option<i64>, StoreError> {
        let space = of_space(space);
        reading!(self, |db| {
            sqlx::query_scalar(NTH_WAIT).bind(&space).bind(since.0).bind(place).fetch_optional(db).await
        })
    }
}
