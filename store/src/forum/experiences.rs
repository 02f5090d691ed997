//! Experiences: their parts in rows of their own, written in the transactions of their topics.

use super::topics::opening;
use super::{TOUCH, posts, recordings, texts};
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::moderation::holding;
use crate::statements::statements;
use domain::StoreError;
use domain::access::{Oneself, Writer};
use domain::forum::Place;
use model::audit::Entry;
use model::directory::TermId;
use model::forum::{
    Age, Caption, Experience, Figures, KeptExperience, Listed, Part, PartText, Period, Post, Sex, Step,
    Topic, TopicTitle, When,
};
use model::id::{DocumentId, FileId, PostId, TopicId};
use model::place::Place as Spot;
use model::time::Moment;
use std::collections::{BTreeMap, HashMap};

macro_rules! columns {
    () => {
        "select e.post_id, e.place, e.since, e.until, e.version, e.practice_since, e.document_id, t.number, t.title, t.example, \
        t.created_at from experience e join post m on m.id = e.post_id join topic t on t.id = m.topic_id "
    };
}

statements! {
    VERSION = "select value from counter where name = 'experience'";
    pub(crate) BUMP = "update counter set value = value + 1 where name = 'experience'";
    ALL = concat!(columns!(), "where m.number = 1");
    ONE = concat!(columns!(), "where m.topic_id = $1 and m.number = 1");
    PARTS = "select post_id, part, text from experience_part";
    DOMAINS = "select d.post_id, coalesce(t.merged_into, d.term_id) from experience_domain d \
        join term t on t.id = d.term_id order by d.post_id, d.position";
    PARTS_OF = "select post_id, part, text from experience_part where post_id = $1";
    DOMAINS_OF = "select d.post_id, coalesce(t.merged_into, d.term_id) from experience_domain d \
        join term t on t.id = d.term_id where d.post_id = $1 order by d.position";
    VOICES = "select post_id, part, id, caption from recording where shown = 1 and part <> ''";
    VOICES_OF = "select post_id, part, id, caption from recording where post_id = $1 and shown = 1 and part <> ''";
    FIGURES_OF = "select sex, age, people from experience_figure where post_id = $1";
    PUBLISHED = "select t.number, m.number from post m join topic t on t.id = m.topic_id where m.id = $1 and m.author_id = $2";
    INSERT = "insert into experience (post_id, place, since, until, version, practice_since, document_id) \
        values ($1, $2, $3, $4, 1, null, null)";
    pub(crate) CORRECT = "update experience set place = $2, since = $3, until = $4, version = version + 1, practice_since = null \
        where post_id = $1 and version = $5";
    pub(crate) PRACTICE = "select practice_since from experience where post_id = $1";
    pub(crate) CLEAR_PARTS = "delete from experience_part where post_id = $1";
    pub(crate) CLEAR_DOMAINS = "delete from experience_domain where post_id = $1";
    pub(crate) CLEAR_FIGURES = "delete from experience_figure where post_id = $1";
    pub(crate) ADD_PART = "insert into experience_part (post_id, part, text) values ($1, $2, $3)";
    pub(crate) ADD_DOMAIN = "insert into experience_domain (post_id, position, term_id) values ($1, $2, $3)";
    pub(crate) ADD_FIGURE = "insert into experience_figure (post_id, sex, age, people) values ($1, $2, $3, $4)";
    FORGET_DRAFT = "delete from experience_draft where id = $1";
    RENAME = "update topic set title = $2, version = version + 1 where id = $1";
    pub(crate) ERASE_DOCUMENT = "delete from document where id in (select document_id from experience where post_id = $1)";
    pub(crate) ERASE = "delete from experience where post_id = $1";
    pub(crate) ERASE_DOCUMENTS_OF = "delete from document where id in (select e.document_id from experience e \
        join post m on m.id = e.post_id where m.author_id = $1)";
    pub(crate) ERASE_ALL_OF = "delete from experience where post_id in (select id from post where author_id = $1)";
}

/// Erases what a post tells, or all that a person told, with the documents that say it.
macro_rules! erasing {
    ($tx:ident, $documents:path, $experiences:path, $of:expr) => {
        let mut erased = 0;
        for statement in [$documents, $experiences] {
            erased += sqlx::query(statement).bind($of).execute(&mut *$tx).await?.rows_affected();
        }
        if erased > 0 {
            for counter in [$crate::forum::experiences::BUMP, $crate::library::BUMP] {
                sqlx::query(counter).execute(&mut *$tx).await?;
            }
        }
    };
}
pub(crate) use erasing;

type Row = (String, String, String, Option<String>, i64, Option<i64>, Option<String>, i64, String, i64, i64);

/// What an experience tells besides its own row, by the id of its post as text.
#[derive(Default)]
struct Lists {
    parts: HashMap<String, Vec<(Part, PartText)>>,
    domains: HashMap<String, Vec<TermId>>,
    voices: HashMap<String, BTreeMap<Step, FileId>>,
    captions: HashMap<String, BTreeMap<Step, Caption>>,
}

/// A post, a step, a recording and its line.
type VoiceRow = (String, String, String, Option<String>);

impl Lists {
    fn of(
        parts: Vec<(String, String, String)>,
        domains: Vec<(String, String)>,
        voices: Vec<VoiceRow>,
    ) -> Self {
        let mut lists = Self::default();
        for (post, part, text) in parts {
            if let (Some(part), Ok(text)) = (Part::parse(&part), PartText::parse(&text)) {
                lists.parts.entry(post).or_default().push((part, text));
            }
        }
        for (post, term) in domains {
            let own = lists.domains.entry(post).or_default();
            let term = TermId(term);
            if !own.contains(&term) {
                own.push(term);
            }
        }
        for (post, part, id, caption) in voices {
            let (Some(part), Some(id)) = (Step::parse(&part), FileId::parse(&id)) else { continue };
            if let Some(caption) = caption.and_then(|it| Caption::parse(&it).ok()) {
                lists.captions.entry(post.clone()).or_default().insert(part, caption);
            }
            lists.voices.entry(post).or_default().insert(part, id);
        }
        lists
    }

    /// The experience of a row. A value that no longer parses is left out.
    fn experience(&mut self, row: &Row, figures: Figures) -> Option<Experience> {
        let (post, place, since, until, ..) = row;
        Some(Experience {
            place: Spot::parse_key(place)?,
            period: Period { from: When::kept(since)?, to: until.as_deref().and_then(When::kept) },
            domains: self.domains.remove(post).unwrap_or_default(),
            figures,
            texts: self.parts.remove(post).unwrap_or_default().into_iter().collect(),
            voices: self.voices.remove(post).unwrap_or_default(),
        })
    }
}

/// A number that grows with every change.
pub async fn version(store: &Store) -> Result<i64, StoreError> {
    reading!(store, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
}

/// Every experience with what a list shows; its figures are no matter of a list.
pub async fn all(store: &Store) -> Result<Vec<(Listed, Experience)>, StoreError> {
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(ALL).fetch_all(db).await)?;
    let parts = reading!(store, |db| sqlx::query_as(PARTS).fetch_all(db).await)?;
    let domains = reading!(store, |db| sqlx::query_as(DOMAINS).fetch_all(db).await)?;
    let voices = reading!(store, |db| sqlx::query_as(VOICES).fetch_all(db).await)?;
    let mut lists = Lists::of(parts, domains, voices);
    let read = |row: Row| {
        let it = lists.experience(&row, Figures::default())?;
        let captions = lists.captions.remove(&row.0).unwrap_or_default();
        let (.., number, title, example, created_at) = row;
        let listed = Listed::of(number, TopicTitle::parse(&title).ok()?, &it, Moment(created_at));
        Some((Listed { example: example != 0, captions, ..listed }, it))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// The experience that a topic begins with.
pub async fn one(store: &Store, topic: TopicId) -> Result<Option<KeptExperience>, StoreError> {
    let row: Option<Row> =
        reading!(store, |db| sqlx::query_as(ONE).bind(topic.to_string()).fetch_optional(db).await)?;
    let Some(row) = row else { return Ok(None) };
    let post = row.0.clone();
    let parts = reading!(store, |db| sqlx::query_as(PARTS_OF).bind(&post).fetch_all(db).await)?;
    let domains = reading!(store, |db| sqlx::query_as(DOMAINS_OF).bind(&post).fetch_all(db).await)?;
    let figures: Vec<(String, String, i64)> =
        reading!(store, |db| sqlx::query_as(FIGURES_OF).bind(&post).fetch_all(db).await)?;
    let figures = figures.iter().fold(Figures::default(), |figures, (sex, age, people)| {
        match (Sex::parse(sex), Age::parse(age)) {
            (Some(sex), Some(age)) => figures.with(sex, age, u32::try_from(*people).ok()),
            _ => figures,
        }
    });
    let voices = reading!(store, |db| sqlx::query_as(VOICES_OF).bind(&post).fetch_all(db).await)?;
    let lists = Lists::of(parts, domains, voices).experience(&row, figures);
    let Some(experience) = lists else { return Ok(None) };
    Ok(Some(KeptExperience {
        experience,
        version: row.4,
        practice_since: row.5.map(Moment),
        document: row.6.as_deref().and_then(DocumentId::parse),
    }))
}

/// Where a post of hers stands, if it was published.
pub async fn published(store: &Store, right: &Oneself, id: PostId) -> Result<Option<Place>, StoreError> {
    let (id, person) = (id.to_string(), right.person().to_string());
    let found: Option<(i64, i64)> =
        reading!(store, |db| sqlx::query_as(PUBLISHED).bind(&id).bind(&person).fetch_optional(db).await)?;
    Ok(found.map(|(topic, post)| Place { topic, post }))
}

/// Writes the parts of an experience inside a transaction, in the place of those that were there.
macro_rules! put_parts {
    ($tx:ident, $post:expr, $it:expr) => {
        use $crate::forum::experiences as rows;
        for clear in [rows::CLEAR_PARTS, rows::CLEAR_DOMAINS, rows::CLEAR_FIGURES] {
            sqlx::query(clear).bind($post).execute(&mut *$tx).await?;
        }
        for (part, text) in &$it.texts {
            sqlx::query(rows::ADD_PART)
                .bind($post)
                .bind(part.code())
                .bind(text.as_str())
                .execute(&mut *$tx)
                .await?;
        }
        for (position, term) in (0_i64..).zip(&$it.domains) {
            let domain = sqlx::query(rows::ADD_DOMAIN).bind($post).bind(position).bind(term.as_str());
            domain.execute(&mut *$tx).await?;
        }
        for (sex, age, people) in rows::counted(&$it.figures) {
            let figure = sqlx::query(rows::ADD_FIGURE).bind($post).bind(sex.code()).bind(age.code());
            figure.bind(i64::from(people)).execute(&mut *$tx).await?;
        }
    };
}
pub(crate) use put_parts;

pub(crate) fn counted(figures: &Figures) -> Vec<(Sex, Age, u32)> {
    let cells = Sex::ALL.iter().flat_map(|sex| Age::ALL.iter().map(|age| (*sex, *age)));
    cells.filter_map(|(sex, age)| Some((sex, age, figures.counted(sex, age)?))).collect()
}

/// Lets the voices be heard that an experience names, and forgets the others of its post.
macro_rules! put_voices {
    ($tx:ident, $right:expr, $post:expr, $it:expr) => {
        sqlx::query(recordings::SILENCE).bind($post).execute(&mut *$tx).await?;
        for (part, id) in &$it.voices {
            sqlx::query(recordings::SHOW_PART)
                .bind(id.to_string())
                .bind(part.code())
                .bind($post)
                .bind($right.person().map(|it| it.to_string()))
                .execute(&mut *$tx)
                .await?;
        }
        sqlx::query(recordings::FORGET_SILENT).bind($post).execute(&mut *$tx).await?;
    };
}

/// Puts what an experience tells from now on in the place of what it told; a good practice is none any more until somebody has read
/// it again. `Conflict` if it is not of the version that this replaces.
macro_rules! retelling {
    ($tx:ident, $topic:expr, $post:expr, $it:expr, $replaces:expr, $now:expr, $lifted:expr) => {
        use $crate::forum::experiences::{BUMP, CORRECT, PRACTICE};
        let practice: Option<Option<i64>> =
            sqlx::query_scalar(PRACTICE).bind($post).fetch_optional(&mut *$tx).await?;
        let corrected = sqlx::query(CORRECT)
            .bind($post)
            .bind($it.place.key())
            .bind($it.period.from.iso())
            .bind($it.period.to.map(model::forum::When::iso))
            .bind($replaces);
        if corrected.execute(&mut *$tx).await?.rows_affected() != 1 {
            return Err($crate::error::WriteError::Conflict);
        }
        $crate::forum::experiences::put_parts!($tx, $post, $it);
        if practice.flatten().is_some() {
            let withdraw = sqlx::query($crate::forum::practices::WITHDRAW).bind($topic).bind($now.0);
            withdraw.execute(&mut *$tx).await?;
            sqlx::query($crate::library::BUMP).execute(&mut *$tx).await?;
            $crate::audit::logging!($tx, $lifted);
        }
        sqlx::query(BUMP).execute(&mut *$tx).await?;
    };
}
pub(crate) use retelling;

/// Keeps a new topic with the experience that it begins with.
pub async fn open(
    store: &Store,
    right: &Writer,
    it: &Topic,
    post: &Post,
    experience: &Experience,
) -> Result<i64, StoreError> {
    if it.space != right.space() {
        return Err(StoreError::Conflict);
    }
    let (id, space, own) = (it.id.to_string(), it.space.to_string(), post.id.to_string());
    writing!(store, |tx| {
        let number = opening!(tx, right, id, space, it, post);
        sqlx::query(INSERT)
            .bind(&own)
            .bind(experience.place.key())
            .bind(experience.period.from.iso())
            .bind(experience.period.to.map(When::iso))
            .execute(&mut *tx)
            .await?;
        put_parts!(tx, &own, experience);
        put_voices!(tx, right, &own, experience);
        sqlx::query(FORGET_DRAFT).bind(&own).execute(&mut *tx).await?;
        sqlx::query(BUMP).execute(&mut *tx).await?;
        number
    })
}

/// Corrects one of hers.
pub async fn correct(
    store: &Store,
    right: &Writer,
    it: &Topic,
    post: &Post,
    experience: &Experience,
    replaces: i64,
    log: &Entry,
) -> Result<(), StoreError> {
    let (id, space, own) = (it.id.to_string(), right.space().to_string(), post.id.to_string());
    let now = post.edited_at.unwrap_or(post.created_at);
    writing!(store, |tx| {
        let open: Option<i64> =
            sqlx::query_scalar(posts::OPEN).bind(&id).bind(&space).fetch_optional(&mut *tx).await?;
        sqlx::query(posts::REMEMBER).bind(&own).bind(now.0).execute(&mut *tx).await?;
        // A sheet is read as it is: what it said before stays with her and with moderators.
        sqlx::query(posts::WITHHOLD).bind(&own).execute(&mut *tx).await?;
        let edited = sqlx::query(posts::EDIT)
            .bind(&own)
            .bind(post.text.as_str())
            .bind(now.0)
            .bind(post.version)
            .bind(post.version - 1)
            .bind(right.person().map(|it| it.to_string()))
            .bind(post.visible.code());
        let edited = edited.execute(&mut *tx).await?.rows_affected();
        if (edited, open.is_some()) != (1, true) {
            return Err(WriteError::Conflict);
        }
        retelling!(tx, &id, &own, experience, replaces, now, log);
        put_voices!(tx, right, &own, experience);
        sqlx::query(RENAME).bind(&id).bind(it.title.as_str()).execute(&mut *tx).await?;
        texts::index!(tx, &own, post.text.as_str());
        holding!(tx, post, now);
        sqlx::query(FORGET_DRAFT).bind(&own).execute(&mut *tx).await?;
        sqlx::query(TOUCH).execute(&mut *tx).await?;
    })
}
