//! Posts: in their order, each kept once however often it is sent, and what they said before.

use super::TOUCH;
use super::texts::{PUT, index, terms};
use super::topics::author;
use super::unsent::sent;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::moderation::holding;
use crate::row::row;
use crate::statements::statements;
use domain::StoreError;
use domain::access::{Oneself, Writer};
use domain::forum::{Marked, OwnPost, Place, PostsRead};
use model::forum::{Post, PostText, Revision, Visible};
use model::id::{PostId, SpaceId, TopicId};
use model::time::Moment;
use sqlx::{ColumnIndex, Decode, FromRow, Type};

/// What is told of a post to somebody who marked it: what `marked` reads, then the columns of the mark `k`.
macro_rules! marked_columns {
    ($more:literal) => {
        concat!(
            "select t.number, m.number, t.space_id, case when t.visible = 'montre' then t.title end, ",
            $more,
            " k join post m on m.id = k.post_id join topic t on t.id = m.topic_id where k.person_id = $1 order by k.at, m.id limit cast($2 as bigint)"
        )
    };
}
pub(crate) use marked_columns;

/// A post with its author, and more columns.
macro_rules! columns {
    ($more:literal) => {
        concat!(
            "select m.id, m.number, m.text, m.visible, m.thanks, m.created_at, m.edited_at, m.moderated_at, m.version, \
             m.alias, m.author_id as person_id, p.name, p.icon",
            $more,
            " from post m left join person p on p.id = m.author_id "
        )
    };
}

statements! {
    /// What is beside a post is counted through an index of each table: looks that find nothing cost less than statements.
    READ = concat!(columns!(", (select count(1) from recording r where r.post_id = m.id and r.shown = 1) as voices, \
        (select count(1) from post_picture i where i.post_id = m.id and i.shown = 1) as pictures, \
        (select count(1) from poll q where q.topic_id = m.topic_id and m.number = 1) as polls"),
        "where m.topic_id = $1 and m.number >= $2 order by m.number limit cast($3 as bigint)");
    ONE = concat!(columns!(""), "where m.topic_id = $1 and m.number = $2");
    OF = "select t.number, case when t.visible = 'montre' or t.author_id = $1 then t.title else '(…)' end, m.number, m.alias, m.text, m.created_at from post m join topic t on t.id = m.topic_id \
        where m.author_id = $1 and m.visible not in ('retire', 'efface') order by m.created_at, m.id limit cast($2 as bigint)";
    THANKS_OF = marked_columns!("k.at from post_thanks");
    PLACE = "select t.number, m.number from post m join topic t on t.id = m.topic_id where m.id = $1 and m.author_id = $2";
    /// The row of the topic is the lock under which its posts are numbered.
    NEXT = "update topic set posts = posts + 1, last_at = $2 where id = $1 and space_id = $3 and closed = 0 \
        and visible = 'montre' returning posts, kind, \
        (select count(1) from unsent u where u.person_id = $4 and u.place = topic.id)";
    /// Returns what she sent before it, to be shown with it: mostly nothing, and looks that find nothing cost less than statements.
    pub(super) INSERT = "insert into post (id, topic_id, number, author_id, alias, text, visible, thanks, created_at, edited_at, version, serial) \
        values ($1, $2, $3, $4, $5, $6, $7, 0, $8, null, $9, $10) returning \
        (select count(1) from recording r where r.post_id = $1 and r.person_id = $4), \
        (select count(1) from post_picture i where i.post_id = $1 and i.person_id = $4)";
    pub(super) REMEMBER = "insert into post_revision (post_id, version, until, text) select id, version, $2, text from post where id = $1";
    pub(super) WITHHOLD = "update post_revision set withheld = 1 where post_id = $1";
    WITHHOLD_OWN = "update post_revision set withheld = 1 where post_id = $1 and exists (select 1 from post m where m.id = $1 and m.author_id = $2)";
    pub(super) EDIT = "update post set text = $2, edited_at = $3, version = $4, visible = $7 where id = $1 and version = $5 and author_id = $6 \
        and visible = 'montre'";
    WITHDRAW = "update post set text = '(…)', visible = 'retire', version = version + 1 \
        where id = $1 and version = $2 and topic_id = $3 and author_id = $4 and visible in ('montre', 'masque')";
    pub(crate) FORGET_REVISIONS = "delete from post_revision where post_id = $1";
    /// While somebody says that a person is in danger by a post, nobody reads what it said before.
    REVISIONS = "select until, text, by_moderator, cast(case when withheld = 1 or exists (select 1 from flag f where f.post_id = $1 \
        and f.reason = 'danger' and (f.unfounded is null or f.unfounded = 0)) then 1 else 0 end as bigint) \
        from post_revision where post_id = $1 order by version";
    THANK = "insert into post_thanks (post_id, person_id, at) values ($1, $2, $3) on conflict do nothing";
    UNTHANK = "delete from post_thanks where post_id = $1 and person_id = $2";
    COUNT_THANKS = "update post set thanks = thanks + $2 where id = $1";
    pub(super) OPEN = "select number from topic where id = $1 and space_id = $2 and closed = 0 and visible = 'montre'";
}

/// Writes a post's row inside a transaction and shows what was sent before it; gives its number in the index, and what is said of its
/// voices. The number is of a counter that rises with all that is written, so nothing else says that something was.
macro_rules! insert {
    ($tx:ident, $right:expr, $topic:expr, $number:expr, $post:expr) => {{
        let (id, serial): (String, i64) = (
            $post.id.to_string(),
            sqlx::query_scalar($crate::forum::texts::NEXT_SERIAL).fetch_one(&mut *$tx).await?,
        );
        let person = $right.person().map(|it| it.to_string());
        let (voices, pictures): (i64, i64) = sqlx::query_as($crate::forum::posts::INSERT)
            .bind(&id)
            .bind(&$topic)
            .bind($number)
            .bind(&person)
            .bind($post.author.alias().map(|it| it.as_str()))
            .bind($post.text.as_str())
            .bind($post.visible.code())
            .bind($post.created_at.0)
            .bind($post.version)
            .bind(serial)
            .fetch_one(&mut *$tx)
            .await?;
        let mut heard: Vec<String> = Vec::new();
        if voices > 0 {
            sqlx::query($crate::forum::recordings::SHOW).bind(&id).bind(&person).execute(&mut *$tx).await?;
            heard = sqlx::query_scalar($crate::forum::texts::CAPTIONS).bind(&id).fetch_all(&mut *$tx).await?;
        }
        if pictures > 0 {
            sqlx::query($crate::forum::pictures::SHOW).bind(&id).bind(&person).execute(&mut *$tx).await?;
        }
        $crate::moderation::holding!($tx, $post, $post.created_at);
        (serial, heard)
    }};
}
pub(super) use insert;

/// Erases all that a post said before, sounded, showed, told and asked, what held it back, and what it is found by, in the transaction
/// `$tx` of either engine; used inside `writing!`. Its place stays.
macro_rules! erasing_post {
    ($tx:ident, $id:expr) => {
        use $crate::forum::{experiences, pictures, polls, posts, recordings, texts};
        for erase in [
            posts::FORGET_REVISIONS,
            recordings::ERASE,
            pictures::ERASE,
            polls::FORGET,
            texts::FORGET_POST,
            $crate::moderation::CLOSE,
        ] {
            sqlx::query(erase).bind($id).execute(&mut *$tx).await?;
        }
        experiences::erasing!($tx, experiences::ERASE_DOCUMENT, experiences::ERASE, $id);
    };
}
pub(crate) use erasing_post;

row! {
    id: String,
    number: i64,
    text: String,
    visible: String,
    thanks: i64,
    created_at: i64,
    edited_at: Option<i64>,
    moderated_at: Option<i64>,
    version: i64,
    alias: Option<String>,
    person_id: Option<String>,
    name: Option<String>,
    icon: Option<String>,
}

pub(super) fn post(row: Row) -> Option<Post> {
    Some(Post {
        id: PostId::parse(&row.id)?,
        number: row.number,
        author: author(row.alias, row.person_id, row.name, row.icon),
        text: PostText::parse(&row.text).ok()?,
        visible: Visible::parse(&row.visible)?,
        thanks: row.thanks,
        created_at: Moment(row.created_at),
        edited_at: row.edited_at.map(Moment),
        moderated_at: row.moderated_at.map(Moment),
        version: row.version,
    })
}

/// A post with what is counted beside it.
struct ReadRow {
    post: Row,
    voices: i64,
    pictures: i64,
    polls: i64,
}

impl<'r, R: sqlx::Row> FromRow<'r, R> for ReadRow
where
    &'static str: ColumnIndex<R>,
    Row: FromRow<'r, R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self {
            post: Row::from_row(row)?,
            voices: row.try_get("voices")?,
            pictures: row.try_get("pictures")?,
            polls: row.try_get("polls")?,
        })
    }
}

/// The posts of a topic from this number on.
pub async fn read(store: &Store, topic: TopicId, from: i64, limit: i64) -> Result<PostsRead, StoreError> {
    let topic = topic.to_string();
    let rows: Vec<ReadRow> = reading!(store, |db| {
        sqlx::query_as(READ).bind(&topic).bind(from).bind(limit).fetch_all(db).await
    })?;
    let mut read = PostsRead::default();
    for row in rows {
        let Some(post) = post(row.post) else { continue };
        read.has.voices |= row.voices > 0;
        read.has.pictures |= row.pictures > 0;
        read.has.poll |= row.polls > 0;
        read.posts.push(post);
    }
    Ok(read)
}

/// One post of a topic.
pub async fn one(store: &Store, topic: TopicId, number: i64) -> Result<Option<Post>, StoreError> {
    let topic = topic.to_string();
    let row: Option<Row> =
        reading!(store, |db| sqlx::query_as(ONE).bind(&topic).bind(number).fetch_optional(db).await)?;
    Ok(row.and_then(post))
}

/// What she wrote and did not erase.
pub async fn of(store: &Store, right: &Oneself, limit: i64) -> Result<Vec<OwnPost>, StoreError> {
    let person = right.person().to_string();
    let rows: Vec<(i64, String, i64, Option<String>, String, i64)> =
        reading!(store, |db| sqlx::query_as(OF).bind(&person).bind(limit).fetch_all(db).await)?;
    let read = |(topic, title, number, alias, text, created_at)| OwnPost {
        topic,
        title,
        number,
        alias,
        text,
        created_at: Moment(created_at),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Where a post stands, and in what.
type MarkedRow = (i64, i64, String, Option<String>);

/// What she is told of it.
pub(crate) fn marked((topic, post, space, title): MarkedRow) -> Option<Marked> {
    Some(Marked { place: Place { topic, post }, space: SpaceId::parse(&space)?, title })
}

/// What she thanked for.
pub async fn thanks_of(
    store: &Store,
    right: &Oneself,
    limit: i64,
) -> Result<Vec<(Marked, Moment)>, StoreError> {
    let person = right.person().to_string();
    let rows: Vec<(i64, i64, String, Option<String>, i64)> =
        reading!(store, |db| sqlx::query_as(THANKS_OF).bind(&person).bind(limit).fetch_all(db).await)?;
    let read = |(topic, post, space, title, at)| Some((marked((topic, post, space, title))?, Moment(at)));
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Where a post of hers stands, if it was kept before.
pub async fn place(store: &Store, right: &Writer, id: PostId) -> Result<Option<Place>, StoreError> {
    let (id, person) = (id.to_string(), right.person().map(|it| it.to_string()));
    let found: Option<(i64, i64)> =
        reading!(store, |db| sqlx::query_as(PLACE).bind(&id).bind(&person).fetch_optional(db).await)?;
    Ok(found.map(|(topic, post)| Place { topic, post }))
}

/// Keeps a reply, and gives its number.
pub async fn reply(store: &Store, right: &Writer, topic: TopicId, post: &Post) -> Result<i64, StoreError> {
    let (topic, space) = (topic.to_string(), right.space().to_string());
    writing!(store, |tx| {
        let next: Option<(i64, String, i64)> = sqlx::query_as(NEXT)
            .bind(&topic)
            .bind(post.created_at.0)
            .bind(&space)
            .bind(right.person().map(|it| it.to_string()))
            .fetch_optional(&mut *tx)
            .await?;
        let Some((number, kind, begun)) = next else { return Err(WriteError::Conflict) };
        let (serial, heard) = insert!(tx, right, topic, number, post);
        let terms = terms(&[post.text.as_str(), &heard.join(" ")], &[&space, &kind]);
        sqlx::query(PUT).bind(serial).bind(terms).execute(&mut *tx).await?;
        if begun > 0 {
            sent!(tx, right, topic);
        }
        number
    })
}

/// Puts another text in the place of hers, and keeps the old one.
pub async fn edit(
    store: &Store,
    right: &Writer,
    topic: TopicId,
    post: &Post,
    withholds: bool,
) -> Result<(), StoreError> {
    let (id, now) = (post.id.to_string(), post.edited_at.unwrap_or(post.created_at));
    let (topic, space) = (topic.to_string(), right.space().to_string());
    writing!(store, |tx| {
        let open: Option<i64> =
            sqlx::query_scalar(OPEN).bind(&topic).bind(&space).fetch_optional(&mut *tx).await?;
        sqlx::query(REMEMBER).bind(&id).bind(now.0).execute(&mut *tx).await?;
        if withholds {
            sqlx::query(WITHHOLD).bind(&id).execute(&mut *tx).await?;
        }
        let edited = sqlx::query(EDIT)
            .bind(&id)
            .bind(post.text.as_str())
            .bind(now.0)
            .bind(post.version)
            .bind(post.version - 1)
            .bind(right.person().map(|it| it.to_string()))
            .bind(post.visible.code());
        if edited.execute(&mut *tx).await?.rows_affected() != 1 || open.is_none() {
            return Err(WriteError::Conflict);
        }
        index!(tx, &id, post.text.as_str());
        holding!(tx, post, now);
        sqlx::query(TOUCH).execute(&mut *tx).await?;
    })
}

/// Erases what she wrote, and what it said before.
pub async fn withdraw(store: &Store, right: &Oneself, topic: TopicId, post: &Post) -> Result<(), StoreError> {
    let (id, topic) = (post.id.to_string(), topic.to_string());
    writing!(store, |tx| {
        let erased = sqlx::query(WITHDRAW)
            .bind(&id)
            .bind(post.version)
            .bind(&topic)
            .bind(right.person().to_string())
            .execute(&mut *tx)
            .await?;
        if erased.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        erasing_post!(tx, &id);
        sqlx::query(TOUCH).execute(&mut *tx).await?;
    })
}

/// The texts that a post had before, the oldest first.
pub async fn revisions(store: &Store, post: PostId) -> Result<Vec<Revision>, StoreError> {
    let post = post.to_string();
    let rows: Vec<(i64, String, i64, i64)> =
        reading!(store, |db| sqlx::query_as(REVISIONS).bind(&post).fetch_all(db).await)?;
    let revision = |(until, text, by, withheld)| Revision {
        until: Moment(until),
        text,
        by_moderator: by != 0,
        withheld: withheld != 0,
    };
    Ok(rows.into_iter().map(revision).collect())
}

/// Shows readers no more what a post of hers said before.
pub async fn withhold(store: &Store, right: &Oneself, post: PostId) -> Result<(), StoreError> {
    let (post, person) = (post.to_string(), right.person().to_string());
    writing!(store, |tx| {
        sqlx::query(WITHHOLD_OWN).bind(&post).bind(&person).execute(&mut *tx).await?;
        sqlx::query(TOUCH).execute(&mut *tx).await?;
    })
}

/// Says thank you once, or no longer.
pub async fn thank(
    store: &Store,
    right: &Oneself,
    post: PostId,
    thanks: bool,
    now: Moment,
) -> Result<(), StoreError> {
    let (post, person) = (post.to_string(), right.person().to_string());
    writing!(store, |tx| {
        let (statement, step) = if thanks { (THANK, 1_i64) } else { (UNTHANK, -1) };
        let mut query = sqlx::query(statement).bind(&post).bind(&person);
        if thanks {
            query = query.bind(now.0);
        }
        if query.execute(&mut *tx).await?.rows_affected() == 1 {
            sqlx::query(COUNT_THANKS).bind(&post).bind(step).execute(&mut *tx).await?;
            sqlx::query(TOUCH).execute(&mut *tx).await?;
        }
    })
}
