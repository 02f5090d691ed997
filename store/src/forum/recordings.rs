//! Voices: rows that wait for their post and for the workshop, and whom they are heard by.

use super::{TOUCH, texts};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::moderation::{HIDE, HOLD};
use crate::row::row;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Oneself;
use domain::forum::{KeptVoice, RecordingStore};
use domain::library::{Finished, Job, JobOf};
use model::audit::Entry;
use model::blob::BlobHash;
use model::forum::{Caption, Recording, Step, Visible};
use model::id::{FileId, PersonId, PostId, ProposalId, TopicId};
use model::library::{FileKind, Progress};
use model::time::Moment;

macro_rules! columns {
    () => {
        "select r.id, r.post_id, r.part, r.kind, r.blob, r.bytes, r.duration_ms, r.caption, r.progress, r.problem, r.attempts, \
        r.person_id, r.shown, t.number as topic, m.visible from recording r left join post m on m.id = r.post_id \
        left join topic t on t.id = m.topic_id "
    };
}

statements! {
    OWN = concat!(columns!(), "where r.post_id = $1 and r.person_id = $2 order by r.created_at, r.id");
    ALL_OWN = concat!(columns!(), "where r.person_id = $1 order by r.created_at, r.id");
    OF_TOPIC = concat!(columns!(), "where m.topic_id = $1 and m.number >= $2 and m.number < $3 and r.shown = 1 \
        order by m.number, r.part");
    ONE = concat!(columns!(), "where r.id = $1");
    /// The voice of who proposed it, and those of who answers; nobody else's that bears the same id. What is withdrawn is silent.
    OF_PROPOSAL = concat!(columns!(), "where r.shown = 1 and r.post_id in (select o.id from proposal o where o.id = $1 and o.withdrawn is null \
        union select a.voice_id from proposal_answer a join proposal o on o.id = a.proposal_id \
        where a.proposal_id = $1 and a.voice_id is not null and o.withdrawn is null) \
        and (exists (select 1 from proposal o where o.id = r.post_id and o.person_id = r.person_id) \
        or exists (select 1 from proposal_answer a where a.voice_id = r.post_id and a.person_id = r.person_id)) \
        order by r.created_at, r.id");
    WAITING = "select count(1) from recording where person_id = $1 and shown = 0";
    /// A whole post has one voice; a part of a draft names its own.
    REPLACE = "delete from recording where post_id = $1 and person_id = $2 and part = '' and shown = 0 and $3 = ''";
    INSERT = "insert into recording (id, post_id, part, shown, person_id, kind, blob, bytes, duration_ms, caption, progress, attempts, \
        due_at, problem, created_at) values ($1, $2, $3, 0, $4, $5, $6, $7, $8, null, $9, 0, $10, null, $10)";
    pub(super) DROP = "delete from recording where post_id = $1 and person_id = $2 and shown = 0";
    CAPTION = "update recording set caption = $2 where id = $1";
    WRITTEN = "select m.id, m.text from recording r join post m on m.id = r.post_id where r.id = $1 and r.shown = 1";
    /// The form of a post that was begun names the post.
    FORGET = "delete from recording where created_at < $1 and not exists (select 1 from experience_draft d \
        where d.id = recording.post_id) and not exists (select 1 from unsent u where u.person_id = recording.person_id \
        and u.fields like '%' || recording.post_id || '%') and (shown = 0 or not exists (select 1 from post m where m.id = recording.post_id)) \
        and not exists (select 1 from proposal o where o.id = recording.post_id and recording.shown = 1) \
        and not exists (select 1 from proposal_answer o where o.voice_id = recording.post_id and recording.shown = 1)";
    NEXT = "select id from recording where (progress = 'attend' and due_at <= $1) \
        or (progress = 'en-cours' and due_at <= $2) order by due_at, id limit 1";
    TAKE = "update recording set progress = 'en-cours', attempts = attempts + 1, due_at = $2 \
        where id = $1 and (progress = 'attend' or (progress = 'en-cours' and due_at <= $3))";
    pub(crate) AT_WORK = "update recording set due_at = $2 where id = $1 and progress = 'en-cours'";
    FINISH = "update recording set progress = 'fait', problem = null where id = $1";
    /// What its phone wrote beside the sound goes with the file as it came.
    REPLACE_SOUND = "update recording set kind = $2, blob = $3, bytes = $4, duration_ms = coalesce($5, duration_ms) where id = $1";
    pub(crate) FAIL = "update recording set progress = $2, due_at = $3, problem = $4 where id = $1";
    /// With its post a voice is heard.
    pub(crate) SHOW = "update recording set shown = 1 where post_id = $1 and person_id = $2";
    pub(crate) ERASE_OWN = "delete from recording where post_id = $1 and person_id = $2";
    pub(super) SILENCE = "update recording set shown = 0 where post_id = $1";
    pub(super) SHOW_PART = "update recording set shown = 1, part = $2 where id = $1 and post_id = $3 and person_id = $4";
    pub(super) FORGET_SILENT = "delete from recording where post_id = $1 and shown = 0";
    pub(crate) ERASE = "delete from recording where post_id = $1";
}

row! {
    id: String,
    post_id: String,
    part: String,
    kind: String,
    blob: String,
    bytes: i64,
    duration_ms: Option<i64>,
    caption: Option<String>,
    progress: String,
    problem: Option<String>,
    attempts: i64,
    person_id: String,
    shown: i64,
    topic: Option<i64>,
    visible: Option<String>,
}

fn recording(row: &Row) -> Option<Recording> {
    Some(Recording {
        id: FileId::parse(&row.id)?,
        post: PostId::parse(&row.post_id)?,
        part: Step::parse(&row.part),
        kind: FileKind::parse(&row.kind)?,
        blob: BlobHash::parse(&row.blob)?,
        bytes: u64::try_from(row.bytes).ok()?,
        duration_ms: row.duration_ms.and_then(|it| u64::try_from(it).ok()),
        caption: row.caption.as_deref().and_then(|it| Caption::parse(it).ok()),
        progress: Progress::parse(&row.progress)?,
        problem: row.problem.as_deref().and_then(|it| serde_json::from_str(it).ok()),
    })
}

fn large(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[async_trait]
impl RecordingStore for Store {
    async fn put_recording(&self, right: &Oneself, it: &Recording, now: Moment) -> Result<(), StoreError> {
        let (post, person) = (it.post.to_string(), right.person().to_string());
        let part = it.part.map_or("", Step::code);
        writing!(self, |tx| {
            sqlx::query(REPLACE).bind(&post).bind(&person).bind(part).execute(&mut *tx).await?;
            sqlx::query(INSERT)
                .bind(it.id.to_string())
                .bind(&post)
                .bind(part)
                .bind(&person)
                .bind(it.kind.code())
                .bind(it.blob.as_str())
                .bind(large(it.bytes))
                .bind(it.duration_ms.map(large))
                .bind(it.progress.code())
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn own_recordings(&self, right: &Oneself, post: PostId) -> Result<Vec<Recording>, StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(OWN).bind(&post).bind(&person).fetch_all(db).await)?;
        Ok(rows.iter().filter_map(recording).collect())
    }

    async fn all_own_recordings(&self, right: &Oneself) -> Result<Vec<Recording>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<Row> = reading!(self, |db| sqlx::query_as(ALL_OWN).bind(&person).fetch_all(db).await)?;
        Ok(rows.iter().filter_map(recording).collect())
    }

    async fn waiting_recordings(&self, right: &Oneself) -> Result<i64, StoreError> {
        let person = right.person().to_string();
        reading!(self, |db| sqlx::query_scalar(WAITING).bind(&person).fetch_one(db).await)
    }

    async fn drop_recordings(&self, right: &Oneself, post: PostId) -> Result<(), StoreError> {
        let (post, person) = (post.to_string(), right.person().to_string());
        writing!(self, |tx| {
            sqlx::query(DROP).bind(&post).bind(&person).execute(&mut *tx).await?;
        })
    }

    async fn recordings(&self, topic: TopicId, from: i64, limit: i64) -> Result<Vec<Recording>, StoreError> {
        let topic = topic.to_string();
        let rows: Vec<Row> = reading!(self, |db| {
            sqlx::query_as(OF_TOPIC).bind(&topic).bind(from).bind(from + limit).fetch_all(db).await
        })?;
        Ok(rows.iter().filter_map(recording).collect())
    }

    async fn heard(&self, id: FileId) -> Result<Option<KeptVoice>, StoreError> {
        let id = id.to_string();
        let row: Option<Row> = reading!(self, |db| sqlx::query_as(ONE).bind(&id).fetch_optional(db).await)?;
        Ok(row.and_then(|row| {
            let visible = row.visible.as_deref().and_then(Visible::parse);
            Some(KeptVoice {
                recording: recording(&row)?,
                person: PersonId::parse(&row.person_id)?,
                shown: row.shown != 0,
                post: row.topic.zip(visible),
            })
        }))
    }

    async fn caption(
        &self,
        _: &Oneself,
        id: FileId,
        caption: Option<&Caption>,
        held: Option<Moment>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            let line = sqlx::query(CAPTION).bind(&id).bind(caption.map(|it| it.as_str()));
            if line.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            let written: Option<(String, String)> =
                sqlx::query_as(WRITTEN).bind(&id).fetch_optional(&mut *tx).await?;
            if let Some((post, text)) = written {
                texts::index!(tx, &post, text.as_str());
                if let Some(since) = held
                    && sqlx::query(HIDE).bind(&post).execute(&mut *tx).await?.rows_affected() == 1
                {
                    sqlx::query(HOLD).bind(&post).bind(since.0).execute(&mut *tx).await?;
                }
            }
            sqlx::query(super::experiences::BUMP).execute(&mut *tx).await?;
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            if let Some(log) = log {
                logging!(tx, log);
            }
        })
    }

    async fn forget_recordings(&self, before: Moment) -> Result<u64, StoreError> {
        writing!(self, |tx| sqlx::query(FORGET).bind(before.0).execute(&mut *tx).await?.rows_affected())
    }
}

/// The voices of a proposal and of its answers.
pub async fn of_proposal(store: &Store, id: ProposalId) -> Result<Vec<Recording>, StoreError> {
    let id = id.to_string();
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(OF_PROPOSAL).bind(&id).fetch_all(db).await)?;
    Ok(rows.iter().filter_map(recording).collect())
}

/// Takes the voice that has waited longest and is due.
pub async fn take(store: &Store, now: Moment, stale: Moment) -> Result<Option<Job>, StoreError> {
    let next: Option<String> = reading!(store, |db| {
        sqlx::query_scalar(NEXT).bind(now.0).bind(stale.0).fetch_optional(db).await
    })?;
    let Some(id) = next else { return Ok(None) };
    // Another process may have taken it in between.
    let taken: u64 = writing!(store, |tx| {
        sqlx::query(TAKE).bind(&id).bind(now.0).bind(stale.0).execute(&mut *tx).await?.rows_affected()
    })?;
    if taken != 1 {
        return Ok(None);
    }
    let row: Option<Row> = reading!(store, |db| sqlx::query_as(ONE).bind(&id).fetch_optional(db).await)?;
    Ok(row.and_then(|row| {
        Some(Job { file: recording(&row)?.file(), of: JobOf::Recording, attempts: row.attempts })
    }))
}

/// Puts the small sound in the place of what came.
pub async fn finish(store: &Store, id: FileId, finished: &Finished) -> Result<(), StoreError> {
    let id = id.to_string();
    writing!(store, |tx| {
        if let Some(it) = finished.variants.first() {
            sqlx::query(REPLACE_SOUND)
                .bind(&id)
                .bind(it.kind.code())
                .bind(it.blob.as_str())
                .bind(large(it.bytes))
                .bind(it.duration_ms.map(large))
                .execute(&mut *tx)
                .await?;
        }
        sqlx::query(FINISH).bind(&id).execute(&mut *tx).await?;
        sqlx::query(TOUCH).execute(&mut *tx).await?;
    })
}
