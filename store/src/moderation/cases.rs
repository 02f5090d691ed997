//! Posts as cases: what waits in each space, and one of them with what was decided about it.

use super::backlog;
use crate::engine::{Store, reading};
use crate::forum::author;
use crate::row::row;
use crate::statements::statements;
use domain::StoreError;
use domain::access::{Moderator, Oneself};
use domain::moderation::Backlog;
use model::forum::{PostText, TopicTitle, Visible};
use model::id::{PersonId, PostId, SpaceId};
use model::moderation::{AppealWords, Case, Cause, Decision, Hold, Verdict};
use model::time::Moment;

/// A post as a case, of the tables that the statement joins.
macro_rules! columns {
    () => {
        "select m.id, t.number as topic, m.number, t.space_id, t.title, t.example, m.text, m.visible, m.version as post_version, m.alias, \
        m.author_id as person_id, p.name, p.icon, c.cause, c.held_by, c.urgent, c.flags, c.opened_at, c.waiting, c.claimed_by, c.claimed_at, \
        c.decided_by, c.decided_at, c.verdict, c.reason, c.seen_before, c.appeal, c.version "
    };
}
macro_rules! tables {
    () => {
        "from post m join topic t on t.id = m.topic_id left join person p on p.id = m.author_id "
    };
}

statements! {
    /// One range of one index, whatever waits elsewhere. What she left to others stands under its name of the queue.
    CASES_WAITING = concat!(columns!(), "from moderation_case c join post m on m.id = c.post_id join topic t on t.id = m.topic_id \
        left join person p on p.id = m.author_id where c.space_id = $1 and c.waiting = 1 and not exists (select 1 from passed k \
        where k.item = 'message-' || cast(t.number as text) || '.' || cast(m.number as text) and k.person_id = $2 and k.at > $3) \
        order by c.urgent desc, c.opened_at, c.post_id limit cast($4 as bigint)");
    CASES_COUNTED = "select count(1), min(opened_at) from moderation_case where space_id = $1 and waiting = 1";
    CASE = concat!(columns!(), tables!(), "left join moderation_case c on c.post_id = m.id where t.number = $1 and m.number = $2");
    OWN = concat!(columns!(), tables!(), "join moderation_case c on c.post_id = m.id where t.number = $1 and m.number = $2 \
        and m.author_id = $3 and (c.verdict is not null or m.visible = 'masque')");
}

row! {
    id: String,
    topic: i64,
    number: i64,
    space_id: String,
    title: String,
    example: i64,
    text: String,
    visible: String,
    post_version: i64,
    alias: Option<String>,
    person_id: Option<String>,
    name: Option<String>,
    icon: Option<String>,
    cause: Option<String>,
    held_by: Option<String>,
    urgent: Option<i64>,
    flags: Option<i64>,
    opened_at: Option<i64>,
    waiting: Option<i64>,
    claimed_by: Option<String>,
    claimed_at: Option<i64>,
    decided_by: Option<String>,
    decided_at: Option<i64>,
    verdict: Option<String>,
    reason: Option<String>,
    seen_before: Option<String>,
    appeal: Option<String>,
    version: Option<i64>,
}

fn case(row: Row) -> Option<Case> {
    let person = |id: Option<String>| id.as_deref().and_then(PersonId::parse);
    let decision = row.verdict.as_deref().and_then(Verdict::parse).map(|verdict| Decision {
        by: person(row.decided_by),
        at: Moment(row.decided_at.unwrap_or(0)),
        verdict,
        reason: row.reason,
        before: row.seen_before.as_deref().and_then(Visible::parse).unwrap_or(Visible::Hidden),
    });
    Some(Case {
        post: PostId::parse(&row.id)?,
        topic: row.topic,
        number: row.number,
        space: SpaceId::parse(&row.space_id)?,
        title: TopicTitle::parse(&row.title).ok()?,
        example: row.example != 0,
        author: author(row.alias, row.person_id, row.name, row.icon),
        text: PostText::parse(&row.text).ok()?,
        visible: Visible::parse(&row.visible)?,
        post_version: row.post_version,
        cause: row.cause.as_deref().and_then(Cause::parse).unwrap_or(Cause::Own),
        hold: row.held_by.as_deref().map(Hold::read),
        urgent: row.urgent == Some(1),
        flags: row.flags.unwrap_or(0),
        opened_at: Moment(row.opened_at.unwrap_or(0)),
        claim: person(row.claimed_by).zip(row.claimed_at.map(Moment)),
        waiting: row.waiting == Some(1),
        decision,
        appeal: row.appeal.and_then(|it| AppealWords::parse(&it).ok()),
        version: row.version.unwrap_or(0),
    })
}

/// What waits in a space, without what she left to others since this moment.
pub async fn waiting(
    store: &Store,
    right: &Moderator,
    space: SpaceId,
    left_since: Moment,
    limit: i64,
) -> Result<Vec<Case>, StoreError> {
    let (space, person) = (space.to_string(), right.person().to_string());
    let rows: Vec<Row> = reading!(store, |db| {
        let waiting = sqlx::query_as(CASES_WAITING).bind(&space).bind(&person).bind(left_since.0);
        waiting.bind(limit).fetch_all(db).await
    })?;
    Ok(rows.into_iter().filter_map(case).collect())
}

/// How much that is.
pub async fn counted(store: &Store, space: SpaceId) -> Result<Backlog, StoreError> {
    let space = space.to_string();
    let counted: (i64, Option<i64>) =
        reading!(store, |db| sqlx::query_as(CASES_COUNTED).bind(&space).fetch_one(db).await)?;
    Ok(backlog(counted))
}

/// A post as a case, also one that nobody pointed at.
pub async fn one(store: &Store, topic: i64, number: i64) -> Result<Option<Case>, StoreError> {
    let row: Option<Row> =
        reading!(store, |db| sqlx::query_as(CASE).bind(topic).bind(number).fetch_optional(db).await)?;
    Ok(row.and_then(case))
}

/// A post of hers as a case, if something was decided about it.
pub async fn own(
    store: &Store,
    right: &Oneself,
    topic: i64,
    number: i64,
) -> Result<Option<Case>, StoreError> {
    let person = right.person().to_string();
    let row: Option<Row> = reading!(store, |db| {
        sqlx::query_as(OWN).bind(topic).bind(number).bind(&person).fetch_optional(db).await
    })?;
    Ok(row.and_then(case))
}
