//! Which forms came, and where they led.

use crate::engine::{Store, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::receipts::{FormSeen, ReceiptStore};
use model::time::Moment;

statements! {
    BEGIN = "insert into receipt (form_key, begun_at) values ($1, $2) on conflict (form_key) do nothing";
    PLACE = "select place from receipt where form_key = $1";
    END = "update receipt set place = $2 where form_key = $1";
    FORGET = "delete from receipt where form_key = $1";
}

#[async_trait]
impl ReceiptStore for Store {
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
