//! Messages to organisations, their answers, and reports of errors.

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use domain::StoreError;
use domain::access::FocalPoint;
use model::audit::Entry;
use model::id::{AnswerId, MessageId, OrganizationId};
use model::message::{Answer, Body, Conversation, Message, MessageDraft, MessageKind, ReplyTo};
use model::time::Moment;

macro_rules! columns {
    () => {
        "select id, organization_id, kind, body, reply_to, received_at, (select max(a.made_at) from message_answer a \
        where a.message_id = message.id and a.by_organization = 1), done_at from message "
    };
}

statements! {
    ADD = "insert into message (id, organization_id, kind, body, reply_to, received_at, answer_code_hash, done_at) \
        values ($1, $2, $3, $4, $5, $6, $7, null) on conflict (id) do nothing";
    LIST = concat!(columns!(),
        "order by case when done_at is null then 0 else 1 end, received_at desc, id desc limit 200");
    LIST_TO = concat!(columns!(), "where organization_id = $1 \
        order by case when done_at is null then 0 else 1 end, received_at desc, id desc limit 200");
    ONE = concat!(columns!(), "where id = $1 and organization_id = $2");
    BY_CODE = concat!(columns!(), "where answer_code_hash = $1");
    ANSWERS = "select person_id, body, made_at, by_organization from message_answer where message_id = $1 order by made_at, id";
    ADD_ANSWER = "insert into message_answer (id, message_id, person_id, body, made_at, by_organization) \
        values ($1, $2, $3, $4, $5, $6)";
    FINISH = "update message set done_at = $3 where id = $1 and organization_id = $2 and done_at is null";
    AWAKE = "update message set done_at = null where answer_code_hash = $1 returning id";
}

type Row = (String, String, String, String, Option<String>, i64, Option<i64>, Option<i64>);

fn message(row: Row) -> Option<Message> {
    let (id, organization, kind, body, reply_to, received_at, answered_at, done_at) = row;
    Some(Message {
        id: MessageId::parse(&id)?,
        organization: OrganizationId::parse(&organization)?,
        kind: MessageKind::parse(&kind)?,
        draft: MessageDraft {
            body: Body::parse(&body).ok()?,
            reply_to: reply_to.and_then(|text| ReplyTo::parse(&text).ok()),
        },
        received_at: Moment(received_at),
        answered_at: answered_at.map(Moment),
        done_at: done_at.map(Moment),
    })
}

pub async fn add(store: &Store, message: &Message, code_hash: Option<&str>) -> Result<bool, StoreError> {
    writing!(store, |tx| {
        let added = sqlx::query(ADD)
            .bind(message.id.to_string())
            .bind(message.organization.to_string())
            .bind(message.kind.code())
            .bind(message.draft.body.as_str())
            .bind(message.draft.reply_to.as_ref().map(ReplyTo::as_str))
            .bind(message.received_at.0)
            .bind(code_hash)
            .execute(&mut *tx)
            .await?;
        added.rows_affected() == 1
    })
}

pub async fn list(store: &Store) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(LIST).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(message).collect())
}

pub async fn list_to(store: &Store, right: &FocalPoint) -> Result<Vec<Message>, StoreError> {
    let id = right.organization().to_string();
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(LIST_TO).bind(&id).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(message).collect())
}

pub async fn conversation(
    store: &Store,
    right: &FocalPoint,
    id: MessageId,
) -> Result<Option<Conversation>, StoreError> {
    let (id, organization) = (id.to_string(), right.organization().to_string());
    let row: Option<Row> =
        reading!(store, |db| sqlx::query_as(ONE).bind(&id).bind(&organization).fetch_optional(db).await)?;
    with_answers(store, row.and_then(message)).await
}

pub async fn by_code(store: &Store, code_hash: &str) -> Result<Option<Conversation>, StoreError> {
    let row: Option<Row> =
        reading!(store, |db| sqlx::query_as(BY_CODE).bind(code_hash).fetch_optional(db).await)?;
    with_answers(store, row.and_then(message)).await
}

async fn with_answers(store: &Store, message: Option<Message>) -> Result<Option<Conversation>, StoreError> {
    let Some(message) = message else { return Ok(None) };
    let rows: Vec<(Option<String>, String, i64, i64)> =
        reading!(store, |db| sqlx::query_as(ANSWERS).bind(message.id.to_string()).fetch_all(db).await)?;
    let answers = rows.into_iter().filter_map(|(_, body, made_at, by_organization)| {
        let body = Body::parse(&body).ok()?;
        Some(Answer { by_organization: by_organization != 0, body, made_at: Moment(made_at) })
    });
    Ok(Some(Conversation { message, answers: answers.collect() }))
}

pub async fn answer(
    store: &Store,
    right: &FocalPoint,
    id: MessageId,
    (answer, body): (AnswerId, &Body),
    log: &Entry,
) -> Result<(), StoreError> {
    let (id, organization) = (id.to_string(), right.organization().to_string());
    writing!(store, |tx| {
        let row: Option<Row> =
            sqlx::query_as(ONE).bind(&id).bind(&organization).fetch_optional(&mut *tx).await?;
        if row.is_none() {
            return Err(WriteError::Conflict);
        }
        sqlx::query(ADD_ANSWER)
            .bind(answer.to_string())
            .bind(&id)
            .bind(right.person().map(|id| id.to_string()))
            .bind(body.as_str())
            .bind(log.at.0)
            .bind(1_i64)
            .execute(&mut *tx)
            .await?;
        sqlx::query(FINISH).bind(&id).bind(&organization).bind(log.at.0).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

pub async fn write_further(
    store: &Store,
    code_hash: &str,
    (answer, body): (AnswerId, &Body),
    now: Moment,
) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let id: Option<String> = sqlx::query_scalar(AWAKE).bind(code_hash).fetch_optional(&mut *tx).await?;
        let Some(id) = id else { return Err(WriteError::Conflict) };
        sqlx::query(ADD_ANSWER)
            .bind(answer.to_string())
            .bind(id)
            .bind(None::<String>)
            .bind(body.as_str())
            .bind(now.0)
            .bind(0_i64)
            .execute(&mut *tx)
            .await?;
    })
}

pub async fn finish(store: &Store, right: &FocalPoint, id: MessageId, log: &Entry) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let finished = sqlx::query(FINISH)
            .bind(id.to_string())
            .bind(right.organization().to_string())
            .bind(log.at.0)
            .execute(&mut *tx)
            .await?;
        // Done twice is done once, and is logged once.
        if finished.rows_affected() == 1 {
            logging!(tx, log);
        }
    })
}
