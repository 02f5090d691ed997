//! Topics: lists by the moment in which somebody last wrote, and what is decided about each.

use super::TOUCH;
use super::texts::UNINDEXED;
use super::unsent::sent;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::moderation::MOVE_CASES;
use crate::row::row;
use crate::statements::statements;
use domain::StoreError;
use domain::access::{SpaceModerator, Writer};
use model::accounts::{DisplayName, Icon};
use model::audit::Entry;
use model::forum::{Author, Behind, Bookmark, Post, SlowMode, Topic, TopicKind, TopicTitle, Visible};
use model::id::{PersonId, SpaceId, TopicId};
use model::time::Moment;

/// The columns of a topic, and more of tables that the statement joins.
macro_rules! columns {
    ($($more:literal)?) => {
        concat!("select t.id, t.number, t.space_id, t.kind, t.title, t.visible, t.pinned, t.closed, t.slow, t.merged_into, t.mixed, \
        t.answer, t.posts, t.created_at, t.last_at, t.retitled_at, t.example, t.version, t.alias, t.author_id as person_id, p.name, p.icon", $($more,)?
        " from topic t left join person p on p.id = t.author_id ")
    };
}
pub(super) use columns;

statements! {
    FIRST = concat!(columns!(), "where t.space_id = $1 and t.visible = 'montre' and t.pinned = 0 \
        order by t.last_at desc, t.number desc limit cast($2 as bigint)");
    TOPICS_AFTER = concat!(columns!(), "where t.space_id = $1 and t.visible = 'montre' and t.pinned = 0 \
        and (t.last_at, t.number) < ($2, $3) order by t.last_at desc, t.number desc limit cast($4 as bigint)");
    PINNED = concat!(columns!(), "where t.space_id = $1 and t.visible = 'montre' and t.pinned = 1 \
        order by t.last_at desc, t.number desc limit 20");
    ONE = concat!(columns!(), "where t.number = $1");
    pub(super) NUMBER = "update counter set value = value + 1 where name = 'topic' returning value";
    pub(super) INSERT = "insert into topic (id, number, space_id, kind, title, author_id, alias, visible, pinned, closed, answer, posts, \
        created_at, last_at, example, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    pub(crate) COUNT = "update space set topics = topics + $2 where id = $1";
    ANSWER = "update topic set answer = $2, version = version + 1 where id = $1 and version = $3";
    /// What a moderator shows waits for nobody else.
    MODERATE = "update topic set space_id = $2, visible = $3, pinned = $4, closed = $5, version = $6, slow = $9, \
        withheld = case when cast($3 as text) = 'montre' then 0 else withheld end where id = $1 and version = $7 and space_id = $8";
    pub(super) STANDING = "select space_id, visible from topic where id = $1";
}

row! {
    id: String,
    number: i64,
    space_id: String,
    kind: String,
    title: String,
    visible: String,
    pinned: i64,
    closed: i64,
    slow: i64,
    merged_into: Option<i64>,
    mixed: i64,
    answer: Option<i64>,
    posts: i64,
    created_at: i64,
    last_at: i64,
    retitled_at: Option<i64>,
    example: i64,
    version: i64,
    alias: Option<String>,
    person_id: Option<String>,
    name: Option<String>,
    icon: Option<String>,
}

/// The topic of a row. A value that no longer parses is left out.
pub fn topic(row: Row) -> Option<Topic> {
    Some(Topic {
        id: TopicId::parse(&row.id)?,
        number: row.number,
        space: SpaceId::parse(&row.space_id)?,
        kind: TopicKind::parse(&row.kind)?,
        title: TopicTitle::parse(&row.title).ok()?,
        author: author(row.alias, row.person_id, row.name, row.icon),
        visible: Visible::parse(&row.visible)?,
        pinned: row.pinned != 0,
        closed: row.closed != 0,
        slow: SlowMode::of(row.slow),
        answer: row.answer,
        merged_into: row.merged_into,
        mixed: row.mixed != 0,
        posts: row.posts,
        created_at: Moment(row.created_at),
        last_at: Moment(row.last_at),
        retitled_at: row.retitled_at.map(Moment),
        example: row.example != 0,
        version: row.version,
    })
}

/// Who wrote something, of the columns of a person who may be gone, or who speaks under another first name.
pub fn author(
    alias: Option<String>,
    id: Option<String>,
    name: Option<String>,
    icon: Option<String>,
) -> Author {
    if let Some(alias) = alias {
        let behind = Behind::new(id.as_deref().and_then(PersonId::parse));
        return DisplayName::parse(&alias).map_or(Author::Gone, |name| Author::Alias { name, behind });
    }
    let person = || {
        Some(Author::Person {
            id: PersonId::parse(&id?)?,
            name: DisplayName::parse(&name?).ok()?,
            icon: Icon::parse(&icon?)?,
        })
    };
    person().unwrap_or(Author::Gone)
}

/// A page of a space's topics that stand not above the others.
pub async fn list(
    store: &Store,
    space: SpaceId,
    after: Option<Bookmark>,
    limit: i64,
) -> Result<Vec<Topic>, StoreError> {
    let space = space.to_string();
    let rows: Vec<Row> = match after {
        None => reading!(store, |db| sqlx::query_as(FIRST).bind(&space).bind(limit).fetch_all(db).await)?,
        Some(Bookmark { last_at, number }) => reading!(store, |db| {
            sqlx::query_as(TOPICS_AFTER)
                .bind(&space)
                .bind(last_at.0)
                .bind(number)
                .bind(limit)
                .fetch_all(db)
                .await
        })?,
    };
    Ok(rows.into_iter().filter_map(topic).collect())
}

/// Those that stand above the others.
pub async fn pinned(store: &Store, space: SpaceId) -> Result<Vec<Topic>, StoreError> {
    let space = space.to_string();
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(PINNED).bind(&space).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(topic).collect())
}

/// The topic of this number.
pub async fn one(store: &Store, number: i64) -> Result<Option<Topic>, StoreError> {
    let row: Option<Row> = reading!(store, |db| sqlx::query_as(ONE).bind(number).fetch_optional(db).await)?;
    Ok(row.and_then(topic))
}

/// Writes the rows of a new topic and of its first post inside a transaction, and gives its number.
macro_rules! opening {
    ($tx:ident, $right:expr, $id:expr, $space:expr, $it:expr, $post:expr) => {{
        use $crate::forum::{posts, texts, topics};
        let number: i64 = sqlx::query_scalar(topics::NUMBER).fetch_one(&mut *$tx).await?;
        sqlx::query(topics::INSERT)
            .bind(&$id)
            .bind(number)
            .bind(&$space)
            .bind($it.kind.code())
            .bind($it.title.as_str())
            .bind($right.person().map(|person| person.to_string()))
            .bind($it.author.alias().map(|name| name.as_str()))
            .bind($it.visible.code())
            .bind(i64::from($it.pinned))
            .bind(i64::from($it.closed))
            .bind($it.answer)
            .bind($it.posts)
            .bind($it.created_at.0)
            .bind($it.last_at.0)
            .bind(i64::from($it.example))
            .bind($it.version)
            .execute(&mut *$tx)
            .await?;
        posts::insert!($tx, $right, $id, 1_i64, $post);
        texts::index!($tx, &$post.id.to_string(), $post.text.as_str());
        // What waits for a moderator's look is counted once it is shown.
        if $it.visible == model::forum::Visible::Shown {
            sqlx::query(topics::COUNT).bind(&$space).bind(1_i64).execute(&mut *$tx).await?;
        }
        number
    }};
}
pub(super) use opening;

/// Keeps a new topic with its first post, and gives its number.
pub async fn open(store: &Store, right: &Writer, it: &Topic, post: &Post) -> Result<i64, StoreError> {
    if it.space != right.space() {
        return Err(StoreError::Conflict);
    }
    let (id, space) = (it.id.to_string(), it.space.to_string());
    writing!(store, |tx| {
        let number = opening!(tx, right, id, space, it, post);
        sent!(tx, right, space);
        number
    })
}

/// Marks a reply as the one that helped, or none.
pub async fn answer(
    store: &Store,
    topic: &Topic,
    answer: Option<i64>,
    log: Option<&Entry>,
) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let changed = sqlx::query(ANSWER).bind(topic.id.to_string()).bind(answer).bind(topic.version);
        if changed.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(TOUCH).execute(&mut *tx).await?;
        if let Some(log) = log {
            logging!(tx, log);
        }
    })
}

/// Keeps what a moderator of its space decided about a topic.
pub async fn moderate(
    store: &Store,
    right: &SpaceModerator,
    it: &Topic,
    log: &Entry,
) -> Result<(), StoreError> {
    let (id, space) = (it.id.to_string(), it.space.to_string());
    writing!(store, |tx| {
        let before: Option<(String, String)> =
            sqlx::query_as(STANDING).bind(&id).fetch_optional(&mut *tx).await?;
        let changed = sqlx::query(MODERATE)
            .bind(&id)
            .bind(&space)
            .bind(it.visible.code())
            .bind(i64::from(it.pinned))
            .bind(i64::from(it.closed))
            .bind(it.version)
            .bind(it.version - 1)
            .bind(right.space().to_string())
            .bind(it.slow.seconds());
        let changed = changed.execute(&mut *tx).await?.rows_affected();
        let (1, Some((old_space, old_visible))) = (changed, before) else {
            return Err(WriteError::Conflict);
        };
        let shown = Visible::Shown.code();
        if old_visible == shown {
            sqlx::query(COUNT).bind(&old_space).bind(-1_i64).execute(&mut *tx).await?;
        }
        if it.visible == Visible::Shown {
            sqlx::query(COUNT).bind(&space).bind(1_i64).execute(&mut *tx).await?;
        }
        if old_space != space {
            sqlx::query(MOVE_CASES).bind(&id).bind(&space).execute(&mut *tx).await?;
            sqlx::query(UNINDEXED).bind(&id).execute(&mut *tx).await?;
        }
        sqlx::query(TOUCH).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}
