//! Who belongs to working groups, the words that open them, and who moderates.

use super::SPACES;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Oneself, SpaceModerator};
use domain::forum::{GroupStore, GroupWords, Seated};
use model::accounts::{DisplayName, Icon, Moderates};
use model::audit::Entry;
use model::forum::Seat;
use model::id::{OrganizationId, PersonId, SpaceId};
use model::time::Moment;

statements! {
    SEATED = "select p.id, p.name, p.icon, g.organization_id, g.since from space_seat g join person p on p.id = g.person_id \
        where g.space_id = $1 order by p.folded_name";
    /// Only for the organisation to which she belongs.
    SEAT = "insert into space_seat (space_id, person_id, organization_id, since) \
        select $1, a.person_id, a.organization_id, cast($4 as bigint) from affiliation a \
        where a.person_id = $2 and a.organization_id = $3 on conflict (space_id, person_id) do nothing";
    UNSEAT = "delete from space_seat where space_id = $1 and person_id = $2";
    GROUP_WORDS = "select places - used, expires_at from space_words where space_id = $1 and used < places and expires_at > $2";
    PUT_GROUP_WORDS = "insert into space_words (space_id, code_hash, places, used, expires_at) values ($1, $2, $3, 0, $4) \
        on conflict (space_id) do update set code_hash = excluded.code_hash, places = excluded.places, used = 0, \
        expires_at = excluded.expires_at";
    END_GROUP_WORDS = "delete from space_words where space_id = $1";
    WORDS_OF_HERS = "select w.space_id from space_words w join space_seat g on g.space_id = w.space_id and g.person_id = $2 \
        where w.code_hash = $1";
    TAKE_GROUP_PLACE = "update space_words set used = used + 1 where code_hash = $1 and used < places and expires_at > $2 \
        and exists (select 1 from space s where s.id = space_words.space_id and s.audience = 'groupe') returning space_id";
    MODERATORS = "select name, icon, moderates from person where moderates <> '' and shut_out_at is null order by folded_name";
}

#[async_trait]
impl GroupStore for Store {
    async fn seated(&self, space: SpaceId) -> Result<Vec<Seated>, StoreError> {
        let space = space.to_string();
        let rows: Vec<(String, String, String, String, i64)> =
            reading!(self, |db| sqlx::query_as(SEATED).bind(&space).fetch_all(db).await)?;
        let seated = rows.into_iter().filter_map(|(person, name, icon, organization, since)| {
            Some(Seated {
                person: PersonId::parse(&person)?,
                name: DisplayName::parse(&name).ok()?,
                icon: Icon::parse(&icon).unwrap_or(Icon::Calabash),
                organization: OrganizationId::parse(&organization)?,
                since: Moment(since),
            })
        });
        Ok(seated.collect())
    }

    async fn give_seat(&self, right: &SpaceModerator, seat: Seat, log: &Entry) -> Result<(), StoreError> {
        let space = right.space().to_string();
        let (person, organization) = (seat.person.to_string(), seat.organization.to_string());
        writing!(self, |tx| {
            let given = sqlx::query(SEAT).bind(&space).bind(&person).bind(&organization).bind(log.at.0);
            if given.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            sqlx::query(SPACES).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn take_seat(
        &self,
        right: &SpaceModerator,
        person: PersonId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (space, person) = (right.space().to_string(), person.to_string());
        writing!(self, |tx| {
            let taken = sqlx::query(UNSEAT).bind(&space).bind(&person);
            if taken.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            sqlx::query(SPACES).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn leave_group(&self, right: &Oneself, space: SpaceId) -> Result<(), StoreError> {
        let (space, person) = (space.to_string(), right.person().to_string());
        writing!(self, |tx| {
            sqlx::query(UNSEAT).bind(&space).bind(&person).execute(&mut *tx).await?;
            sqlx::query(SPACES).execute(&mut *tx).await?;
        })
    }

    async fn group_words(
        &self,
        right: &SpaceModerator,
        now: Moment,
    ) -> Result<Option<GroupWords>, StoreError> {
        let space = right.space().to_string();
        let row: Option<(i64, i64)> = reading!(self, |db| {
            sqlx::query_as(GROUP_WORDS).bind(&space).bind(now.0).fetch_optional(db).await
        })?;
        Ok(row.map(|(left, expires_at)| GroupWords { left, expires_at: Moment(expires_at) }))
    }

    async fn put_group_words(
        &self,
        right: &SpaceModerator,
        code_hash: &str,
        words: GroupWords,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let space = right.space().to_string();
        writing!(self, |tx| {
            sqlx::query(PUT_GROUP_WORDS)
                .bind(&space)
                .bind(code_hash)
                .bind(words.left)
                .bind(words.expires_at.0)
                .execute(&mut *tx)
                .await?;
            logging!(tx, log);
        })
    }

    async fn end_group_words(&self, right: &SpaceModerator, log: &Entry) -> Result<(), StoreError> {
        let space = right.space().to_string();
        writing!(self, |tx| {
            let ended = sqlx::query(END_GROUP_WORDS).bind(&space).execute(&mut *tx).await?;
            if ended.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }

    async fn enter_group(
        &self,
        right: &Oneself,
        organization: OrganizationId,
        code_hash: &str,
        now: Moment,
    ) -> Result<Option<SpaceId>, StoreError> {
        let (person, organization) = (right.person().to_string(), organization.to_string());
        let entered: Option<String> = writing!(self, |tx| {
            let own: Option<String> = sqlx::query_scalar(WORDS_OF_HERS)
                .bind(code_hash)
                .bind(&person)
                .fetch_optional(&mut *tx)
                .await?;
            let entered: Option<String> = match &own {
                Some(_) => None,
                None => {
                    let take = sqlx::query_scalar(TAKE_GROUP_PLACE).bind(code_hash).bind(now.0);
                    take.fetch_optional(&mut *tx).await?
                }
            };
            if let Some(space) = &entered {
                let seat = sqlx::query(SEAT).bind(space).bind(&person).bind(&organization).bind(now.0);
                if seat.execute(&mut *tx).await?.rows_affected() != 1 {
                    return Err(WriteError::Conflict);
                }
                sqlx::query(SPACES).execute(&mut *tx).await?;
            }
            own.or(entered)
        })?;
        Ok(entered.as_deref().and_then(SpaceId::parse))
    }

    async fn moderators(&self) -> Result<Vec<(DisplayName, Icon, Moderates)>, StoreError> {
        let rows: Vec<(String, String, String)> =
            reading!(self, |db| sqlx::query_as(MODERATORS).fetch_all(db).await)?;
        let read = |(name, icon, moderates): (String, String, String)| {
            let icon = Icon::parse(&icon).unwrap_or(Icon::Calabash);
            Some((DisplayName::parse(&name).ok()?, icon, Moderates::read(&moderates)))
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }
}
