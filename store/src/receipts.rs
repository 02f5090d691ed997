//! Which forms came, and where they led.

use crate::engine::{Store, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::receipts::{FormSeen, ReceiptStore, SendingSeen};
use model::time::Moment;

statements! {
    BEGIN = "insert into receipt (form_key, begun_at) values ($1, $2) on conflict (form_key) do nothing";
    PLACE = "select place from receipt where form_key = $1";
    END = "update receipt set place = $2 where form_key = $1";
    BEGIN_SENDING = "insert into receipt (form_key, begun_at, content) values ($1, $2, $3) on conflict (form_key) do nothing";
    SENT = "select place, content from receipt where form_key = $1";
    SAYS = "update receipt set content = $2 where form_key = $1 and place is null";
    FORGET = "delete from receipt where form_key = $1";
}

#[async_trait]
impl ReceiptStore for Store {
    async fn begin_sending(&self, key: &str, content: &str, now: Moment) -> Result<SendingSeen, StoreError> {
        writing!(self, |tx| {
            let begun =
                sqlx::query(BEGIN_SENDING).bind(key).bind(now.0).bind(content).execute(&mut *tx).await?;
            let sent: Option<(Option<String>, Option<String>)> = match begun.rows_affected() {
                0 => sqlx::query_as(SENT).bind(key).fetch_optional(&mut *tx).await?,
                _ => None,
            };
            match sent {
                Some((Some(place), said)) if said.as_deref() == Some(content) => SendingSeen::Done(place),
                Some((Some(place), _)) => SendingSeen::Otherwise(place),
                Some((None, _)) => {
                    sqlx::query(SAYS).bind(key).bind(content).execute(&mut *tx).await?;
                    SendingSeen::First
                }
                None => SendingSeen::First,
            }
        })
    }

    async fn begin_form(&self, key: &str, now: Moment) -> Result<FormSeen, StoreError> {
        writing!(self, |tx| {
            let begun = sqlx::query(BEGIN).bind(key).bind(now.0).execute(&mut *tx).await?;
            if begun.rows_affected() == 1 {
                FormSeen::First
            } else {
                let place: Option<Option<String>> =
                    sqlx::query_scalar(PLACE).bind(key).fetch_optional(&mut *tx).await?;
                place.flatten().map_or(FormSeen::Before, FormSeen::Done)
            }
        })
    }

    async fn end_form(&self, key: &str, place: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(END).bind(key).bind(place).execute(&mut *tx).await?;
        })
    }

    async fn forget_form(&self, key: &str) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(FORGET).bind(key).execute(&mut *tx).await?;
        })
    }
}
