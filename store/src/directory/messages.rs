//! Messages to organisations and reports of errors.

use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use domain::StoreError;
use model::id::{MessageId, OrganizationId};
use model::message::{Body, Message, MessageDraft, MessageKind, ReplyTo};
use model::time::Moment;

statements! {
    ADD = "insert into message (id, organization_id, kind, body, reply_to, received_at, done_at) \
        values ($1, $2, $3, $4, $5, $6, null)";
    LIST = "select id, organization_id, kind, body, reply_to, received_at, done_at from message \
        order by case when done_at is null then 0 else 1 end, received_at desc, id desc limit 200";
    FINISH = "update message set done_at = $2 where id = $1 and done_at is null";
}

pub async fn add(store: &Store, message: &Message) -> Result<(), StoreError> {
    writing!(store, |tx| {
        sqlx::query(ADD)
            .bind(message.id.to_string())
            .bind(message.organization.to_string())
            .bind(message.kind.code())
            .bind(message.draft.body.as_str())
            .bind(message.draft.reply_to.as_ref().map(ReplyTo::as_str))
            .bind(message.received_at.0)
            .execute(&mut *tx)
            .await?;
    })
}

pub async fn list(store: &Store) -> Result<Vec<Message>, StoreError> {
    type Row = (String, String, String, String, Option<String>, i64, Option<i64>);
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(LIST).fetch_all(db).await)?;
    let message = |(id, organization, kind, body, reply_to, received_at, done_at): Row| {
        Some(Message {
            id: MessageId::parse(&id)?,
            organization: OrganizationId::parse(&organization)?,
            kind: MessageKind::parse(&kind)?,
            draft: MessageDraft {
                body: Body::parse(&body).ok()?,
                reply_to: reply_to.and_then(|text| ReplyTo::parse(&text).ok()),
            },
            received_at: Moment(received_at),
            done_at: done_at.map(Moment),
        })
    };
    Ok(rows.into_iter().filter_map(message).collect())
}

pub async fn finish(store: &Store, id: MessageId, now: Moment) -> Result<(), StoreError> {
    writing!(store, |tx| {
        sqlx::query(FINISH).bind(id.to_string()).bind(now.0).execute(&mut *tx).await?;
    })
}
