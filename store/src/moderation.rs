//! Flags, what waits for a decision, and what was decided.

mod acts;
mod cases;
mod held;
mod measures;
mod waiting;

pub(crate) use acts::TOLD_IN_DOCUMENT;
pub(crate) use held::{CLOSE, CLOSE_ALL_OF, HOLD, MOVE_CASES, holding};

use crate::audit::logging;
use crate::directory::Statements;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::forum::{TOUCH, marked, marked_columns};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Member, Moderator, Oneself, SpaceModerator, Writer};
use domain::forum::Marked;
use domain::moderation::{Backlog, FlagWeight, FlagsGiven, ModerationStore};
use held::{FIRST_WORDS, HELD_BY, HOLD_AGAIN, RELEASE, SHOW_TOPIC, WITHHOLD_TOPIC, topic_seen};
use model::audit::Entry;
use model::forum::Visible;
use model::id::{PersonId, PostId, SpaceId};
use model::moderation::{
    AppealWords, Case, Cause, Decision, FLAGS_THAT_HIDE, Flag, FlagReason, FlagWords, Hold, Motive, Verdict,
};
use model::time::Moment;

/// The statements of this file and of those below it.
pub(crate) const ALL_STATEMENTS: &[Statements] = &[
    STATEMENTS,
    acts::STATEMENTS,
    cases::STATEMENTS,
    held::STATEMENTS,
    measures::STATEMENTS,
    waiting::STATEMENTS,
];

statements! {
    GIVEN = "select count(case when at >= $2 then 1 end), count(case when unfounded = 1 then 1 end) from flag \
        where person_id = $1 and at >= $3";
    /// Who pointed at it for something else may still say that somebody is in danger, while nobody has looked.
    FLAG = "insert into flag (post_id, person_id, reason, words, at, second) values ($1, $2, $3, $4, $5, $6) \
        on conflict (post_id, person_id) do update set reason = excluded.reason, words = excluded.words, at = excluded.at, \
        second = excluded.second where excluded.reason = 'danger' and flag.reason <> 'danger' and flag.unfounded is null";
    /// The first flag opens the case or opens it again; the others are added to it.
    OPEN = "insert into moderation_case (post_id, space_id, cause, urgent, flags, opened_at, waiting, version) \
        select m.id, t.space_id, $2, $3, $4, $5, 1, 1 from post m join topic t on t.id = m.topic_id where m.id = $1 \
        on conflict (post_id) do update set cause = excluded.cause, waiting = 1, version = moderation_case.version + 1, \
        urgent = case when moderation_case.waiting = 1 and moderation_case.urgent > excluded.urgent then 1 else excluded.urgent end, \
        flags = excluded.flags + case when moderation_case.waiting = 1 then moderation_case.flags else 0 end, \
        opened_at = case when moderation_case.waiting = 1 then moderation_case.opened_at else excluded.opened_at end, \
        claimed_by = case when moderation_case.waiting = 1 then moderation_case.claimed_by end, \
        claimed_at = case when moderation_case.waiting = 1 then moderation_case.claimed_at end returning flags";
    pub(crate) HIDE = "update post set visible = 'masque', version = version + 1 where id = $1 and visible = 'montre'";
    WRITTEN = "select count(1) from (select id from post where author_id = $1 limit 2) written";
    FLAGS = "select reason, words, at, second from flag where post_id = $1 order by at";
    FLAGS_OF = marked_columns!("k.reason, k.words, k.at, k.second from flag");
    CLAIM = "update moderation_case set claimed_by = $2, claimed_at = $3, version = version + 1 where post_id = $1 and waiting = 1 \
        and (claimed_by is null or claimed_by = $2 or claimed_at <= $4)";
    LET_GO = "update moderation_case set claimed_by = null, claimed_at = null, version = version + 1 where post_id = $1 and claimed_by = $2";
    DECIDE = "insert into moderation_case (post_id, space_id, cause, urgent, flags, opened_at, waiting, decided_by, decided_at, verdict, \
        reason, seen_before, version) select m.id, t.space_id, $2, 0, 0, $3, 0, $4, $3, $5, $6, $7, 1 from post m \
        join topic t on t.id = m.topic_id where m.id = $1 on conflict (post_id) do update set waiting = 0, decided_by = excluded.decided_by, decided_at = excluded.decided_at, \
        verdict = excluded.verdict, reason = excluded.reason, seen_before = excluded.seen_before, claimed_by = null, claimed_at = null, \
        version = moderation_case.version + 1 where moderation_case.version = $8";
    SEEN = "update post set visible = $2, version = version + 1 where id = $1 and version = $3 and visible not in ('retire', 'efface') \
        and topic_id in (select id from topic where space_id = $4)";
    JUDGED = "update flag set unfounded = $2 where post_id = $1 and unfounded is null";
    UNJUDGED = "update flag set unfounded = null where post_id = $1 and at <= $2";
    UNDO = "update moderation_case set waiting = 1, decided_by = null, decided_at = null, verdict = null, reason = null, \
        seen_before = null, version = version + 1 where post_id = $1 and version = $2 and waiting = 0";
    TO_BE_TOLD = "select author_id from post where id = $1";
    APPEAL = "update moderation_case set appeal = $2, cause = $3, waiting = 1, opened_at = $4, claimed_by = null, claimed_at = null, \
        version = version + 1 where post_id = $1 and appeal is null and waiting = 0 \
        and exists (select 1 from post m where m.id = $1 and m.author_id = $5 and m.visible = 'masque')";
}

/// How much waits, and since when.
fn backlog((count, oldest): (i64, Option<i64>)) -> Backlog {
    Backlog { count: usize::try_from(count).unwrap_or(0), oldest: oldest.map(Moment) }
}

type FlagRow = (String, Option<String>, i64, Option<i64>);

fn flag((reason, words, at, second): FlagRow) -> Option<Flag> {
    let words = words.and_then(|it| FlagWords::parse(&it).ok());
    Some(Flag { reason: FlagReason::parse(&reason)?, words, second, at: Moment(at) })
}

#[async_trait]
impl ModerationStore for Store {
    async fn flags_given(
        &self,
        right: &Member,
        day: Moment,
        month: Moment,
    ) -> Result<FlagsGiven, StoreError> {
        let person = right.person().to_string();
        let (today, unfounded): (i64, i64) = reading!(self, |db| {
            sqlx::query_as(GIVEN).bind(&person).bind(day.0).bind(month.0).fetch_one(db).await
        })?;
        Ok(FlagsGiven { today, unfounded })
    }

    async fn flags_of(&self, right: &Oneself, limit: i64) -> Result<Vec<(Marked, Flag)>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<(i64, i64, String, Option<String>, String, Option<String>, i64, Option<i64>)> =
            reading!(self, |db| sqlx::query_as(FLAGS_OF).bind(&person).bind(limit).fetch_all(db).await)?;
        let read = |(topic, post, space, title, reason, words, at, second)| {
            Some((marked((topic, post, space, title))?, flag((reason, words, at, second))?))
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn flag(
        &self,
        right: &Member,
        post: PostId,
        flag: &Flag,
        weight: FlagWeight,
        log: &Entry,
    ) -> Result<bool, StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        let urgent = i64::from(flag.reason == FlagReason::Danger);
        writing!(self, |tx| {
            let new = sqlx::query(FLAG)
                .bind(&post)
                .bind(&person)
                .bind(flag.reason.code())
                .bind(flag.words.as_ref().map(|it| it.as_str()))
                .bind(flag.at.0)
                .bind(flag.second)
                .execute(&mut *tx)
                .await?;
            if new.rows_affected() == 0 {
                false
            } else {
                let flags: i64 = sqlx::query_scalar(OPEN)
                    .bind(&post)
                    .bind(Cause::Flagged.code())
                    .bind(urgent)
                    .bind(i64::from(weight.counts))
                    .bind(flag.at.0)
                    .fetch_one(&mut *tx)
                    .await?;
                let mut hidden = false;
                if weight.hides || flags >= FLAGS_THAT_HIDE {
                    hidden = sqlx::query(HIDE).bind(&post).execute(&mut *tx).await?.rows_affected() == 1;
                    hidden |= topic_seen!(tx, WITHHOLD_TOPIC, post, -1_i64, weight.title_alone);
                }
                if hidden {
                    sqlx::query(TOUCH).execute(&mut *tx).await?;
                    logging!(tx, log);
                }
                hidden
            }
        })
    }

    async fn watch_first(&self, right: &Writer, post: PostId, now: Moment) -> Result<(), StoreError> {
        let (post, person) = (post.to_string(), right.person().map(|it| it.to_string()));
        // Asked beside the writers: of thousands of posts it is one that is a first one.
        let written: i64 =
            reading!(self, |db| sqlx::query_scalar(WRITTEN).bind(&person).fetch_one(db).await)?;
        if written != 1 {
            return Ok(());
        }
        writing!(self, |tx| {
            sqlx::query(FIRST_WORDS).bind(&post).bind(now.0).execute(&mut *tx).await?;
        })
    }

    async fn note_hold(&self, right: &Oneself, post: PostId, hold: &Hold) -> Result<(), StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        writing!(self, |tx| {
            sqlx::query(HELD_BY).bind(&post).bind(hold.code()).bind(&person).execute(&mut *tx).await?;
        })
    }

    async fn waiting_cases(
        &self,
        right: &Moderator,
        space: SpaceId,
        left_since: Moment,
        limit: i64,
    ) -> Result<Vec<Case>, StoreError> {
        cases::waiting(self, right, space, left_since, limit).await
    }

    async fn count_cases(&self, _: &Moderator, space: SpaceId) -> Result<Backlog, StoreError> {
        cases::counted(self, space).await
    }

    async fn case(&self, _: &Moderator, topic: i64, number: i64) -> Result<Option<Case>, StoreError> {
        cases::one(self, topic, number).await
    }

    async fn flags(&self, _: &Moderator, post: PostId) -> Result<Vec<Flag>, StoreError> {
        let post = post.to_string();
        let rows: Vec<FlagRow> = reading!(self, |db| sqlx::query_as(FLAGS).bind(&post).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(flag).collect())
    }

    async fn claim(
        &self,
        right: &Moderator,
        post: PostId,
        now: Moment,
        free_since: Moment,
    ) -> Result<(), StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let claim = sqlx::query(CLAIM).bind(&post).bind(&person).bind(now.0).bind(free_since.0);
            if claim.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
        })
    }

    async fn let_go(&self, right: &Moderator, post: PostId) -> Result<(), StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        writing!(self, |tx| {
            sqlx::query(LET_GO).bind(&post).bind(&person).execute(&mut *tx).await?;
        })
    }

    async fn decide(
        &self,
        right: &SpaceModerator,
        case: &Case,
        decision: &Decision,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (post, space) = (case.post.to_string(), right.space().to_string());
        let (visible, unfounded) = match decision.verdict {
            Verdict::Kept => (Visible::Shown, 1_i64),
            Verdict::Hidden => (Visible::Hidden, 0),
        };
        writing!(self, |tx| {
            let decided = sqlx::query(DECIDE)
                .bind(&post)
                .bind(case.cause.code())
                .bind(decision.at.0)
                .bind(decision.by.map(|it| it.to_string()))
                .bind(decision.verdict.code())
                .bind(&decision.reason)
                .bind(decision.before.code())
                .bind(case.version)
                .execute(&mut *tx)
                .await?;
            let title_alone = case.is_title_alone();
            let seen =
                sqlx::query(SEEN).bind(&post).bind(visible.code()).bind(case.post_version).bind(&space);
            if decided.rows_affected() != 1
                || (!title_alone && seen.execute(&mut *tx).await?.rows_affected() != 1)
            {
                return Err(WriteError::Conflict);
            }
            sqlx::query(JUDGED).bind(&post).bind(unfounded).execute(&mut *tx).await?;
            if decision.verdict == Verdict::Kept {
                if case.cause == Cause::Held {
                    topic_seen!(tx, RELEASE, post, 1_i64);
                }
                topic_seen!(tx, SHOW_TOPIC, post, 1_i64, true);
            } else {
                let surely = title_alone || log.motive == Some(Motive::Danger);
                topic_seen!(tx, WITHHOLD_TOPIC, post, -1_i64, surely);
            }
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn undo(&self, right: &SpaceModerator, case: &Case, log: &Entry) -> Result<(), StoreError> {
        let Some(decision) = &case.decision else { return Err(StoreError::Conflict) };
        let (post, space) = (case.post.to_string(), right.space().to_string());
        writing!(self, |tx| {
            let undone = sqlx::query(UNDO).bind(&post).bind(case.version);
            let undone = undone.execute(&mut *tx).await?.rows_affected();
            let seen = sqlx::query(SEEN)
                .bind(&post)
                .bind(decision.before.code())
                .bind(case.post_version)
                .bind(&space);
            let title_alone = case.visible.is_erased();
            if undone != 1 || (!title_alone && seen.execute(&mut *tx).await?.rows_affected() != 1) {
                return Err(WriteError::Conflict);
            }
            sqlx::query(UNJUDGED).bind(&post).bind(decision.at.0).execute(&mut *tx).await?;
            if decision.verdict == Verdict::Hidden {
                topic_seen!(tx, SHOW_TOPIC, post, 1_i64, false);
            } else if case.cause == Cause::Held {
                topic_seen!(tx, HOLD_AGAIN, post, -1_i64);
            } else {
                topic_seen!(tx, WITHHOLD_TOPIC, post, -1_i64, false);
            }
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn to_be_told(&self, post: PostId) -> Result<Option<PersonId>, StoreError> {
        let post = post.to_string();
        let author: Option<Option<String>> =
            reading!(self, |db| sqlx::query_scalar(TO_BE_TOLD).bind(&post).fetch_optional(db).await)?;
        Ok(author.flatten().and_then(|id| PersonId::parse(&id)))
    }

    async fn own_case(&self, right: &Oneself, topic: i64, number: i64) -> Result<Option<Case>, StoreError> {
        cases::own(self, right, topic, number).await
    }

    async fn appeal(
        &self,
        right: &Oneself,
        post: PostId,
        words: &AppealWords,
        now: Moment,
    ) -> Result<(), StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let appeal = sqlx::query(APPEAL)
                .bind(&post)
                .bind(words.as_str())
                .bind(Cause::Appealed.code())
                .bind(now.0)
                .bind(&person);
            if appeal.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
        })
    }
}
