//! The index of the forum: FTS5 in SQLite, `tsvector` in PostgreSQL, with one row for each post and one for each title.
//!
//! A row is written once, with its post. The newest posts that fit are read in the order of their numbers in the index, as many as
//! are wanted and no more, however common the words are (docs/decisions/0025).

use super::posts::{Row as PostRow, post};
use super::topics::{Row as TopicRow, topic};
use crate::engine::{Engine, Store, reading, writing};
use crate::error::store_error;
use crate::library::texts::{for_postgres, for_sqlite};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::forum::{ForumTextStore, Hit};
use model::forum::{Topic, index_mark};
use model::search::{QueryTerm, index_terms};

/// How many posts are put into the index anew in one transaction.
const AT_ONCE: i64 = 200;

statements! {
    /// The number of a post in the index: everything that is written counts, so none is given twice.
    pub(super) NEXT_SERIAL = "update counter set value = value + 1 where name = 'post' returning value";
    pub(crate) ABOUT = "select m.serial, m.number, t.number, t.title, t.space_id, t.kind from post m join topic t on t.id = m.topic_id \
        where m.id = $1";
    pub(crate) CAPTIONS = "select caption from recording where post_id = $1 and shown = 1 and caption is not null order by part";
    pub(crate) PUT = "insert into post_fts (rowid, terms) values ($1, $2)";
    pub(crate) PUT_TITLE = "insert into topic_fts (rowid, terms) values ($1, $2)";
    pub(crate) FORGET = "delete from post_fts where rowid = $1";
    pub(crate) FORGET_TITLE = "delete from topic_fts where rowid = $1";
    pub(crate) FORGET_POST = "delete from post_fts where rowid = (select serial from post where id = $1)";
    pub(crate) FORGET_PERSON = "delete from post_fts where rowid in (select serial from post where author_id = $1)";
    pub(super) UNINDEXED = "insert into topic_unindexed (topic_id, done) values ($1, 0) on conflict (topic_id) do update set done = 0";
    LAST = "select value from counter where name = 'topic'";
    BETWEEN = concat!(super::topics::columns!(), "where t.number >= $1 and t.number < $2 and t.visible = 'montre' order by t.number");
    WAITING = "select topic_id, done from topic_unindexed order by topic_id limit 1";
    /// What was erased says nothing, and what stands elsewhere is found there.
    POSTS = "select id, number, text from post where topic_id = $1 and number > $2 and visible not in ('retire', 'efface', 'deplace') order by number limit cast($3 as bigint)";
    DONE = "update topic_unindexed set done = $2 where topic_id = $1";
    FINISHED = "delete from topic_unindexed where topic_id = $1";
}

macro_rules! hit_columns {
    () => {
        "select m.id, m.number, m.text, m.visible, m.thanks, m.created_at, m.edited_at, m.moderated_at, m.version, m.alias, m.author_id as person_id, \
        p.name, p.icon, m.serial, t.number as topic "
    };
}
macro_rules! hit_tables {
    () => {
        "join topic t on t.id = m.topic_id left join person p on p.id = m.author_id \
        where m.visible = 'montre' and t.visible = 'montre' order by m.serial desc"
    };
}

/// What only SQLite understands.
pub(crate) const SQLITE: &[(&str, &str)] = &[
    ("forum::sqlite::FIND", sqlite::FIND),
    ("forum::sqlite::FIND_TITLES", sqlite::FIND_TITLES),
    ("forum::sqlite::HITS", sqlite::HITS),
    ("forum::sqlite::TOPICS", sqlite::TOPICS),
];

mod sqlite {
    pub const FIND: &str = "select rowid from post_fts where post_fts match $1 and rowid < $2 order by rowid desc limit cast($3 as bigint)";
    pub const FIND_TITLES: &str =
        "select rowid from topic_fts where topic_fts match $1 order by rowid desc limit cast($2 as bigint)";
    pub const HITS: &str =
        concat!(hit_columns!(), "from json_each($1) s join post m on m.serial = s.value ", hit_tables!());
    pub const TOPICS: &str = concat!(
        super::super::topics::columns!(),
        "where t.number in (select value from json_each($1)) and t.visible = 'montre' order by t.number desc"
    );
}

/// What only PostgreSQL understands.
pub(crate) const POSTGRES: &[(&str, &str)] = &[
    ("forum::postgres::FIND", postgres::FIND),
    ("forum::postgres::FIND_TITLES", postgres::FIND_TITLES),
    ("forum::postgres::HITS", postgres::HITS),
    ("forum::postgres::TOPICS", postgres::TOPICS),
];

mod postgres {
    pub const FIND: &str = "select rowid from post_fts where array_to_tsvector(string_to_array(terms, ' ')) @@ $1::text::tsquery \
        and rowid < $2 order by rowid desc limit cast($3 as bigint)";
    pub const FIND_TITLES: &str = "select rowid from topic_fts where array_to_tsvector(string_to_array(terms, ' ')) @@ $1::text::tsquery \
        order by rowid desc limit cast($2 as bigint)";
    pub const HITS: &str = concat!(
        hit_columns!(),
        "from unnest($1::bigint[]) as s (value) join post m on m.serial = s.value ",
        hit_tables!()
    );
    pub const TOPICS: &str = concat!(
        super::super::topics::columns!(),
        "where t.number = any($1::bigint[]) and t.visible = 'montre' order by t.number desc"
    );
}

/// Every term of a text once, with the marks of where it stands, as both engines take them.
pub(crate) fn terms(texts: &[&str], marks: &[&str]) -> String {
    let mut terms: Vec<String> = texts.iter().flat_map(|it| index_terms(it)).collect();
    terms.extend(marks.iter().map(|it| index_mark(it)));
    terms.sort_unstable();
    terms.dedup();
    terms.join(" ")
}

/// Puts a post that is there into the index with what is said of its voices, inside a transaction, in the place of what it said before; with the first one its title.
macro_rules! index {
    ($tx:ident, $id:expr, $text:expr) => {
        let (serial, number, topic, title, space, kind): (i64, i64, i64, String, String, String) =
            sqlx::query_as($crate::forum::texts::ABOUT).bind($id).fetch_one(&mut *$tx).await?;
        let captions: Vec<String> =
            sqlx::query_scalar($crate::forum::texts::CAPTIONS).bind($id).fetch_all(&mut *$tx).await?;
        let heard = captions.join(" ");
        let marks = [&*space, &*kind];
        let (title, of_title) = if number == 1 { (title.as_str(), true) } else { ("", false) };
        sqlx::query($crate::forum::texts::FORGET).bind(serial).execute(&mut *$tx).await?;
        sqlx::query($crate::forum::texts::PUT)
            .bind(serial)
            .bind($crate::forum::texts::terms(&[title, $text, &heard], &marks))
            .execute(&mut *$tx)
            .await?;
        if of_title {
            sqlx::query($crate::forum::texts::FORGET_TITLE).bind(topic).execute(&mut *$tx).await?;
            sqlx::query($crate::forum::texts::PUT_TITLE)
                .bind(topic)
                .bind($crate::forum::texts::terms(&[title], &marks))
                .execute(&mut *$tx)
                .await?;
        }
    };
}
pub(crate) use index;

/// A post that was found, as a row.
struct HitRow {
    post: PostRow,
    serial: i64,
    topic: i64,
}

#[async_trait]
impl ForumTextStore for Store {
    async fn find_posts(&self, query: &[QueryTerm], before: i64, limit: i64) -> Result<Vec<i64>, StoreError> {
        match &self.engine {
            Engine::Sqlite { read, .. } => {
                let found = sqlx::query_scalar(sqlite::FIND).bind(for_sqlite(query)).bind(before).bind(limit);
                let mut reader = read.get().await.map_err(store_error)?;
                found.fetch_all(&mut *reader).await.map_err(store_error)
            }
            Engine::Postgres(pool) => {
                let found = sqlx::query_scalar(postgres::FIND).bind(for_postgres(query)).bind(before);
                // How rare the words are decides the way: a plan for words in general would read all posts for each.
                found.bind(limit).persistent(false).fetch_all(pool).await.map_err(store_error)
            }
        }
    }

    async fn find_titles(
        &self,
        ways: &[Vec<QueryTerm>],
        narrowed: &[QueryTerm],
        limit: i64,
    ) -> Result<Vec<i64>, StoreError> {
        match &self.engine {
            Engine::Sqlite { read, .. } => {
                let query = either(ways, narrowed, for_sqlite, " OR ", " AND ");
                let found = sqlx::query_scalar(sqlite::FIND_TITLES).bind(query).bind(limit);
                let mut reader = read.get().await.map_err(store_error)?;
                found.fetch_all(&mut *reader).await.map_err(store_error)
            }
            Engine::Postgres(pool) => {
                let query = either(ways, narrowed, for_postgres, " | ", " & ");
                let found = sqlx::query_scalar(postgres::FIND_TITLES).bind(query).bind(limit);
                found.persistent(false).fetch_all(pool).await.map_err(store_error)
            }
        }
    }

    async fn hits(&self, serials: &[i64]) -> Result<Vec<Hit>, StoreError> {
        let rows: Vec<HitRow> = match &self.engine {
            Engine::Sqlite { read, .. } => {
                let rows = sqlx::query_as(sqlite::HITS).bind(json(serials)?);
                let mut reader = read.get().await.map_err(store_error)?;
                rows.fetch_all(&mut *reader).await.map_err(store_error)?
            }
            Engine::Postgres(pool) => {
                sqlx::query_as(postgres::HITS).bind(serials).fetch_all(pool).await.map_err(store_error)?
            }
        };
        let read = |row: HitRow| Some(Hit { serial: row.serial, topic: row.topic, post: post(row.post)? });
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn shown_topics(&self, numbers: &[i64]) -> Result<Vec<Topic>, StoreError> {
        let rows: Vec<TopicRow> = match &self.engine {
            Engine::Sqlite { read, .. } => {
                let rows = sqlx::query_as(sqlite::TOPICS).bind(json(numbers)?);
                let mut reader = read.get().await.map_err(store_error)?;
                rows.fetch_all(&mut *reader).await.map_err(store_error)?
            }
            Engine::Postgres(pool) => {
                sqlx::query_as(postgres::TOPICS).bind(numbers).fetch_all(pool).await.map_err(store_error)?
            }
        };
        Ok(rows.into_iter().filter_map(topic).collect())
    }

    async fn last_topic(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(LAST).fetch_one(db).await)
    }

    async fn topics_between(&self, from: i64, until: i64) -> Result<Vec<Topic>, StoreError> {
        let rows: Vec<TopicRow> =
            reading!(self, |db| sqlx::query_as(BETWEEN).bind(from).bind(until).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(topic).collect())
    }

    async fn index_what_waits(&self) -> Result<bool, StoreError> {
        let waiting: Option<(String, i64)> =
            reading!(self, |db| sqlx::query_as(WAITING).fetch_optional(db).await)?;
        let Some((topic, done)) = waiting else { return Ok(false) };
        writing!(self, |tx| {
            let posts: Vec<(String, i64, String)> =
                sqlx::query_as(POSTS).bind(&topic).bind(done).bind(AT_ONCE).fetch_all(&mut *tx).await?;
            for (id, _, text) in &posts {
                index!(tx, id, text.as_str());
            }
            match posts.last().filter(|_| posts.len() as i64 == AT_ONCE) {
                Some((_, last, _)) => sqlx::query(DONE).bind(&topic).bind(last).execute(&mut *tx).await?,
                None => sqlx::query(FINISHED).bind(&topic).execute(&mut *tx).await?,
            };
        })?;
        Ok(true)
    }
}

/// One of these ways, and all of what narrows them.
fn either(
    ways: &[Vec<QueryTerm>],
    narrowed: &[QueryTerm],
    spelt: fn(&[QueryTerm]) -> String,
    or: &str,
    and: &str,
) -> String {
    let bracketed = |terms: &[QueryTerm]| ["(", &spelt(terms), ")"].concat();
    let ways: Vec<String> = ways.iter().map(|it| bracketed(it)).collect();
    let ways = ["(", &ways.join(or), ")"].concat();
    if narrowed.is_empty() { ways } else { [&ways, and, &bracketed(narrowed)].concat() }
}

fn json(numbers: &[i64]) -> Result<String, StoreError> {
    serde_json::to_string(numbers).map_err(|cause| StoreError::Other(cause.into()))
}

impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for HitRow
where
    PostRow: sqlx::FromRow<'r, R>,
    &'static str: sqlx::ColumnIndex<R>,
    i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self {
            post: PostRow::from_row(row)?,
            serial: row.try_get("serial")?,
            topic: row.try_get("topic")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::search::query_terms;

    #[test]
    fn one_of_several_ways_is_asked_alike_of_both_engines() {
        let ways = [query_terms("mil paix "), query_terms("eau ")];
        let narrowed = [QueryTerm { alternatives: vec![index_mark("question")], prefix: false }];
        let mark = index_mark("question");
        assert_eq!(
            either(&ways, &narrowed, for_sqlite, " OR ", " AND "),
            ["(((\"mil\") AND (\"paix\")) OR ((\"eau\"))) AND ((\"", &mark, "\"))"].concat()
        );
        assert_eq!(either(&ways[1..], &[], for_postgres, " | ", " & "), "((('eau')))");
    }

    #[test]
    fn a_mark_is_no_word_that_somebody_types() {
        let mark = index_mark("0190-question");
        assert!(query_terms(&[&mark, " ", &mark].concat()).iter().all(|it| !it.alternatives.contains(&mark)));
        assert_eq!(terms(&["Le mil, le mil"], &["0190-question"]), ["mil ", &mark].concat());
    }
}
