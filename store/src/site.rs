//! What administrators decided about the whole site.

use crate::audit::logging;
use crate::directory::BUMP;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Administrator;
use domain::site::SiteStore;
use model::audit::Entry;
use model::site::{HomeWord, SiteSettings};

statements! {
    SETTINGS = "select takes_requests, invitation_days, word, version from site_settings where name = 'site'";
    SET = "update site_settings set takes_requests = $1, invitation_days = $2, word = $3, version = $4 where name = 'site' \
        and version = $4 - 1";
}

#[async_trait]
impl SiteStore for Store {
    async fn site_settings(&self) -> Result<SiteSettings, StoreError> {
        let (takes_requests, invitation_days, word, version): (i64, i64, Option<String>, i64) =
            reading!(self, |db| sqlx::query_as(SETTINGS).fetch_one(db).await)?;
        let word = word.and_then(|it| HomeWord::parse(&it).ok());
        Ok(SiteSettings { takes_requests: takes_requests != 0, invitation_days, word, version })
    }

    async fn set_site_settings(
        &self,
        _: &Administrator,
        it: &SiteSettings,
        log: &Entry,
    ) -> Result<(), StoreError> {
        writing!(self, |tx| {
            let row = sqlx::query(SET)
                .bind(i64::from(it.takes_requests))
                .bind(it.invitation_days)
                .bind(it.word.as_ref().map(HomeWord::as_str))
                .bind(it.version)
                .execute(&mut *tx)
                .await?;
            if row.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            // Pages that were drawn already say what was decided before.
            sqlx::query(BUMP).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }
}
