//! Measures towards people, and what staff notes about members.

use super::backlog;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::forum::author;
use crate::row::row;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Moderator, Oneself, Warden};
use domain::moderation::{Backlog, MeasureStore, NewMeasure, Outcome, Target};
use model::audit::Entry;
use model::id::{MeasureId, NoteId, PersonId, PostId, SpaceId};
use model::moderation::{AppealWords, Measure, MeasureKind, MemberNote, NoteWords, Reason};
use model::time::Moment;

macro_rules! columns {
    () => {
        "select x.id, x.kind, x.alias, x.person_id, p.name, p.icon, x.space_id, t.number as topic, m.number, x.reason, x.made_by, \
        x.made_at, x.until, x.lifted_by, x.lifted_at, x.appeal, x.appealed_at, x.answer, x.answered_at, x.waiting, x.version \
        from measure x join person p on p.id = x.person_id left join post m on m.id = x.post_id left join topic t on t.id = m.topic_id "
    };
}

statements! {
    TAKE = "insert into measure (id, kind, person_id, alias, post_id, space_id, reason, made_by, made_at, until, waiting, version) \
        values ($1, $2, $3, null, $4, $5, $6, $7, $8, $9, 0, 1) on conflict (id) do nothing returning person_id";
    TAKE_SEALED = "insert into measure (id, kind, person_id, alias, post_id, space_id, reason, made_by, made_at, until, waiting, version) \
        select $1, $2, m.author_id, m.alias, m.id, $4, $5, $6, $7, $8, 0, 1 from post m where m.id = $3 and m.alias is not null \
        and m.author_id is not null on conflict (id) do nothing returning person_id";
    END_SESSIONS = "delete from session where person_id = $1";
    ONE = concat!(columns!(), "where x.id = $1");
    OF = concat!(columns!(), "where x.person_id = $1 and x.alias is null order by x.made_at desc, x.id limit cast($2 as bigint)");
    FOR = concat!(columns!(), "where x.post_id = $1 order by x.made_at desc, x.id");
    APPEALED_IN = concat!(columns!(), "where x.space_id = $3 and x.waiting = 1 and x.person_id <> $1 \
        order by x.appealed_at, x.id limit cast($2 as bigint)");
    APPEALED_EVERYWHERE = concat!(columns!(), "where x.space_id is null and x.waiting = 1 and x.person_id <> $1 \
        order by x.appealed_at, x.id limit cast($2 as bigint)");
    APPEALS_COUNTED_IN = "select count(1), min(appealed_at) from measure where space_id = $2 and waiting = 1 and person_id <> $1";
    APPEALS_COUNTED_EVERYWHERE = "select count(1), min(appealed_at) from measure where space_id is null and waiting = 1 and person_id <> $1";
    OWN = concat!(columns!(), "where x.person_id = $1 order by x.made_at desc, x.id limit cast($2 as bigint)");
    OWN_ONE = concat!(columns!(), "where x.person_id = $1 and x.id = $2");
    LIFT = "update measure set lifted_by = $3, lifted_at = $4, answer = $5, answered_by = $3, answered_at = $4, waiting = 0, \
        version = version + 1 where id = $1 and version = $2 and lifted_at is null and $6 in ('', space_id) returning person_id";
    KEEP = "update measure set answer = $5, answered_by = $3, answered_at = $4, waiting = 0, version = version + 1 \
        where id = $1 and version = $2 and waiting = 1 and $6 in ('', space_id) returning person_id";
    /// It was neither lifted nor answered before: she says it once, and only against what holds.
    ANSWER_AGAIN = "update measure set waiting = 1, answer = null, answered_by = null, answered_at = null, lifted_by = null, \
        lifted_at = null, version = version + 1 where id = $1 and version = $2 and waiting = 0 and answered_by = $3 \
        and $4 in ('', space_id) returning person_id";
    APPEAL = "update measure set appeal = $3, appealed_at = $4, waiting = 1, version = version + 1 \
        where id = $1 and person_id = $2 and appeal is null and lifted_at is null";
    /// In the order of the alphabet a suspension comes after a silence.
    RESTRAINING = concat!(columns!(), "where x.person_id = $1 and x.kind in ('silence', 'suspension') and x.lifted_at is null \
        and x.until > $3 and (x.space_id is null or x.space_id = $2) order by x.kind desc, x.until desc limit 1");
    ADD_NOTE = "insert into member_note (id, person_id, words, made_by, made_at) values ($1, $2, $3, $4, $5)";
    NOTES = "select id, words, made_by, made_at from member_note where person_id = $1 order by made_at desc, id";
    REMOVE_NOTE = "delete from member_note where id = $1 and person_id = $2";
}

row! {
    id: String,
    kind: String,
    alias: Option<String>,
    person_id: Option<String>,
    name: Option<String>,
    icon: Option<String>,
    space_id: Option<String>,
    topic: Option<i64>,
    number: Option<i64>,
    reason: String,
    made_by: Option<String>,
    made_at: i64,
    until: Option<i64>,
    lifted_by: Option<String>,
    lifted_at: Option<i64>,
    appeal: Option<String>,
    appealed_at: Option<i64>,
    answer: Option<String>,
    answered_at: Option<i64>,
    waiting: i64,
    version: i64,
}

fn measure(row: Row) -> Option<Measure> {
    let person = |id: Option<String>| id.as_deref().and_then(PersonId::parse);
    let appeal = row.appeal.and_then(|it| AppealWords::parse(&it).ok());
    Some(Measure {
        id: MeasureId::parse(&row.id)?,
        kind: MeasureKind::parse(&row.kind)?,
        towards: author(row.alias, row.person_id, row.name, row.icon),
        space: row.space_id.as_deref().and_then(SpaceId::parse),
        post: row.topic.zip(row.number),
        reason: row.reason,
        by: person(row.made_by),
        at: Moment(row.made_at),
        until: row.until.map(Moment),
        lifted: row.lifted_at.map(|at| (Moment(at), person(row.lifted_by))),
        appeal: appeal.zip(row.appealed_at.map(Moment)),
        answer: row.answer.zip(row.answered_at.map(Moment)),
        waiting: row.waiting != 0,
        version: row.version,
    })
}

fn measures(rows: Vec<Row>) -> Vec<Measure> {
    rows.into_iter().filter_map(measure).collect()
}

#[async_trait]
impl MeasureStore for Store {
    async fn take_measure(
        &self,
        right: &Warden,
        it: &NewMeasure,
        log: &Entry,
    ) -> Result<Option<PersonId>, StoreError> {
        let (statement, person, post) = match it.target {
            Target::Person(person, post) => (TAKE, Some(person), post),
            Target::Sealed(post) => (TAKE_SEALED, None, Some(post)),
        };
        let space = it.space.map(|id| id.to_string());
        let concerned: Option<String> = writing!(self, |tx| {
            let mut query = sqlx::query_scalar(statement).bind(it.id.to_string()).bind(it.kind.code());
            if let Some(person) = person {
                query = query.bind(person.to_string());
            }
            let concerned: Option<String> = query
                .bind(post.map(|id| id.to_string()))
                .bind(&space)
                .bind(it.why.words.as_str())
                .bind(right.person().to_string())
                .bind(it.at.0)
                .bind(it.until.map(|until| until.0))
                .fetch_optional(&mut *tx)
                .await?;
            if let Some(person) = &concerned {
                if it.kind == MeasureKind::Sessions {
                    sqlx::query(END_SESSIONS).bind(person).execute(&mut *tx).await?;
                }
                logging!(tx, log);
            }
            concerned
        })?;
        Ok(concerned.as_deref().and_then(PersonId::parse))
    }

    async fn measure(&self, _: &Moderator, id: MeasureId) -> Result<Option<Measure>, StoreError> {
        let id = id.to_string();
        let row: Option<Row> = reading!(self, |db| sqlx::query_as(ONE).bind(&id).fetch_optional(db).await)?;
        Ok(row.and_then(measure))
    }

    async fn measures_of(
        &self,
        _: &Moderator,
        person: PersonId,
        limit: i64,
    ) -> Result<Vec<Measure>, StoreError> {
        let person = person.to_string();
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(OF).bind(&person).bind(limit).fetch_all(db).await)?;
        Ok(measures(rows))
    }

    async fn measures_for(&self, _: &Moderator, post: PostId) -> Result<Vec<Measure>, StoreError> {
        let post = post.to_string();
        let rows: Vec<Row> = reading!(self, |db| sqlx::query_as(FOR).bind(&post).fetch_all(db).await)?;
        Ok(measures(rows))
    }

    async fn appealed_measures(
        &self,
        right: &Moderator,
        space: Option<SpaceId>,
        limit: i64,
    ) -> Result<Vec<Measure>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<Row> = match space.map(|id| id.to_string()) {
            Some(space) => reading!(self, |db| {
                sqlx::query_as(APPEALED_IN).bind(&person).bind(limit).bind(&space).fetch_all(db).await
            })?,
            None => reading!(self, |db| {
                sqlx::query_as(APPEALED_EVERYWHERE).bind(&person).bind(limit).fetch_all(db).await
            })?,
        };
        Ok(measures(rows))
    }

    async fn count_appealed(&self, right: &Moderator, space: Option<SpaceId>) -> Result<Backlog, StoreError> {
        let person = right.person().to_string();
        let counted: (i64, Option<i64>) = match space.map(|id| id.to_string()) {
            Some(space) => reading!(self, |db| {
                sqlx::query_as(APPEALS_COUNTED_IN).bind(&person).bind(&space).fetch_one(db).await
            })?,
            None => reading!(self, |db| {
                sqlx::query_as(APPEALS_COUNTED_EVERYWHERE).bind(&person).fetch_one(db).await
            })?,
        };
        Ok(backlog(counted))
    }

    async fn decide_measure(
        &self,
        right: &Warden,
        measure: &Measure,
        outcome: Outcome,
        words: &Reason,
        log: &Entry,
    ) -> Result<PersonId, StoreError> {
        let statement = if outcome == Outcome::Lifted { LIFT } else { KEEP };
        let space = right.space().map(|id| id.to_string()).unwrap_or_default();
        let concerned: String = writing!(self, |tx| {
            let concerned: Option<String> = sqlx::query_scalar(statement)
                .bind(measure.id.to_string())
                .bind(measure.version)
                .bind(right.person().to_string())
                .bind(log.at.0)
                .bind(words.as_str())
                .bind(&space)
                .fetch_optional(&mut *tx)
                .await?;
            let Some(concerned) = concerned else { return Err(WriteError::Conflict) };
            logging!(tx, log);
            concerned
        })?;
        PersonId::parse(&concerned).ok_or(StoreError::Conflict)
    }

    async fn wait_for_another_answer(
        &self,
        right: &Warden,
        measure: &Measure,
        log: &Entry,
    ) -> Result<PersonId, StoreError> {
        let space = right.space().map(|id| id.to_string()).unwrap_or_default();
        let concerned: String = writing!(self, |tx| {
            let concerned: Option<String> = sqlx::query_scalar(ANSWER_AGAIN)
                .bind(measure.id.to_string())
                .bind(measure.version)
                .bind(right.person().to_string())
                .bind(&space)
                .fetch_optional(&mut *tx)
                .await?;
            let Some(concerned) = concerned else { return Err(WriteError::Conflict) };
            logging!(tx, log);
            concerned
        })?;
        PersonId::parse(&concerned).ok_or(StoreError::Conflict)
    }

    async fn own_measures(&self, right: &Oneself, limit: i64) -> Result<Vec<Measure>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(OWN).bind(&person).bind(limit).fetch_all(db).await)?;
        Ok(measures(rows))
    }

    async fn own_measure(&self, right: &Oneself, id: MeasureId) -> Result<Option<Measure>, StoreError> {
        let (person, id) = (right.person().to_string(), id.to_string());
        let row: Option<Row> =
            reading!(self, |db| sqlx::query_as(OWN_ONE).bind(&person).bind(&id).fetch_optional(db).await)?;
        Ok(row.and_then(measure))
    }

    async fn appeal_measure(
        &self,
        right: &Oneself,
        id: MeasureId,
        words: &AppealWords,
        now: Moment,
    ) -> Result<(), StoreError> {
        let person = right.person().to_string();
        writing!(self, |tx| {
            let appeal =
                sqlx::query(APPEAL).bind(id.to_string()).bind(&person).bind(words.as_str()).bind(now.0);
            if appeal.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
        })
    }

    async fn restraining(
        &self,
        person: PersonId,
        space: SpaceId,
        now: Moment,
    ) -> Result<Option<Measure>, StoreError> {
        let (person, space) = (person.to_string(), space.to_string());
        let row: Option<Row> = reading!(self, |db| {
            sqlx::query_as(RESTRAINING).bind(&person).bind(&space).bind(now.0).fetch_optional(db).await
        })?;
        Ok(row.and_then(measure))
    }

    async fn add_note(
        &self,
        _: &Moderator,
        person: PersonId,
        note: &MemberNote,
        log: &Entry,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(ADD_NOTE)
                .bind(note.id.to_string())
                .bind(person.to_string())
                .bind(note.words.as_str())
                .bind(note.by.map(|id| id.to_string()))
                .bind(note.at.0)
                .execute(&mut *tx)
                .await?;
            logging!(tx, log);
        })
    }

    async fn notes_about(&self, _: &Moderator, person: PersonId) -> Result<Vec<MemberNote>, StoreError> {
        let person = person.to_string();
        let rows: Vec<(String, String, Option<String>, i64)> =
            reading!(self, |db| sqlx::query_as(NOTES).bind(&person).fetch_all(db).await)?;
        let note = |(id, words, by, at): (String, String, Option<String>, i64)| {
            Some(MemberNote {
                id: NoteId::parse(&id)?,
                words: NoteWords::parse(&words).ok()?,
                by: by.as_deref().and_then(PersonId::parse),
                at: Moment(at),
            })
        };
        Ok(rows.into_iter().filter_map(note).collect())
    }

    async fn remove_note(
        &self,
        _: &Moderator,
        person: PersonId,
        note: NoteId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE_NOTE).bind(note.to_string()).bind(person.to_string());
            if removed.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }
}
