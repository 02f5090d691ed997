//! All that somebody wrote, the newest first.

use crate::engine::{Store, reading};
use crate::row::row;
use crate::statements::statements;
use domain::StoreError;
use domain::access::Oneself;
use model::forum::{OwnWords, OwnWordsPlace, TopicKind, Visible, WordsState};
use model::id::{PostId, SpaceId};
use model::moderation::Cause;
use model::time::Moment;

/// What she wrote and did not erase, with its topic and what moderators do with it.
macro_rules! own_words {
    ($which:literal) => {
        concat!(
            "select m.id, t.number as topic, m.number, t.space_id, t.kind, t.closed, t.visible as topic_visible, \
             case when t.visible = 'montre' or t.author_id = $1 then t.title end as title, \
             m.alias, m.text, m.visible, m.created_at, c.waiting, c.cause from post m join topic t on t.id = m.topic_id \
             left join moderation_case c on c.post_id = m.id where m.author_id = $1 and m.visible in ('montre', 'masque') and ",
            $which
        )
    };
}

statements! {
    OWN_WORDS = own_words!("1 = 1 order by m.created_at desc, m.id desc limit cast($2 as bigint)");
    OWN_WORDS_BEFORE = own_words!("(m.created_at, m.id) < ($2, $3) order by m.created_at desc, m.id desc limit cast($4 as bigint)");
    OWN_WORDS_AT = own_words!("t.number = $2 and m.number = $3");
}

row! {
    id: String,
    topic: i64,
    number: i64,
    space_id: String,
    kind: String,
    closed: i64,
    topic_visible: String,
    title: Option<String>,
    alias: Option<String>,
    text: String,
    visible: String,
    created_at: i64,
    waiting: Option<i64>,
    cause: Option<String>,
}

fn words(row: Row) -> Option<OwnWords> {
    let waits = row.waiting.unwrap_or_default() != 0;
    let is_held = row.cause.as_deref().and_then(Cause::parse) == Some(Cause::Held);
    let state = match Visible::parse(&row.visible)? {
        Visible::Hidden if waits && is_held => WordsState::Held,
        Visible::Hidden if waits => WordsState::Looked,
        Visible::Hidden => WordsState::Hidden,
        _ if Visible::parse(&row.topic_visible)? != Visible::Shown => WordsState::TopicHidden,
        _ if row.closed != 0 => WordsState::Closed,
        _ => WordsState::Read,
    };
    Some(OwnWords {
        id: PostId::parse(&row.id)?,
        topic: row.topic,
        number: row.number,
        space: SpaceId::parse(&row.space_id)?,
        kind: TopicKind::parse(&row.kind)?,
        title: row.title,
        alias: row.alias,
        text: row.text,
        state,
        created_at: Moment(row.created_at),
    })
}

/// A page of what she wrote, the newest first.
pub async fn page(
    store: &Store,
    right: &Oneself,
    before: Option<OwnWordsPlace>,
    limit: i64,
) -> Result<Vec<OwnWords>, StoreError> {
    let person = right.person().to_string();
    let rows: Vec<Row> = match before {
        None => {
            reading!(store, |db| sqlx::query_as(OWN_WORDS).bind(&person).bind(limit).fetch_all(db).await)?
        }
        Some(place) => reading!(store, |db| {
            sqlx::query_as(OWN_WORDS_BEFORE)
                .bind(&person)
                .bind(place.created_at.0)
                .bind(place.id.to_string())
                .bind(limit)
                .fetch_all(db)
                .await
        })?,
    };
    Ok(rows.into_iter().filter_map(words).collect())
}

/// One of them.
pub async fn at(
    store: &Store,
    right: &Oneself,
    topic: i64,
    number: i64,
) -> Result<Option<OwnWords>, StoreError> {
    let person = right.person().to_string();
    let row: Option<Row> = reading!(store, |db| {
        sqlx::query_as(OWN_WORDS_AT).bind(&person).bind(topic).bind(number).fetch_optional(db).await
    })?;
    Ok(row.and_then(words))
}
