//! Titles that moderators replaced.

use super::TOUCH;
use super::experiences::{BUMP, ERASE_DOCUMENT};
use super::texts::{FORGET_TITLE, PUT_TITLE, index, terms};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::library::BUMP as LIBRARY;
use crate::moderation::TOLD_IN_DOCUMENT;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::SpaceModerator;
use domain::forum::{TitleChange, TitleStore};
use model::audit::Entry;
use model::forum::{FormerTitle, OldTitle, TopicTitle};
use model::id::TopicId;
use model::time::Moment;

statements! {
    REMEMBER_TITLE = "insert into topic_title (topic_id, version, until, title, withheld) select $1, (select count(1) from topic_title \
        where topic_id = $1), $2, title, $3 from topic where id = $1";
    /// What waits with the post that opens it is shown by its version: a title leaves that as it is.
    RETITLE = "update topic set title = $2, retitled_at = $3 where id = $1 and title = $4 and space_id = $5 and merged_into is null";
    ERASE_TITLES = "update topic_title set title = '(…)', withheld = 1 where topic_id = $1";
    OPENING = "select id, text from post where topic_id = $1 and number = 1 and visible not in ('retire', 'efface', 'deplace')";
    TITLES = "select until, title, withheld from topic_title where topic_id = $1 order by version";
}

#[async_trait]
impl TitleStore for Store {
    async fn retitle(
        &self,
        right: &SpaceModerator,
        change: &TitleChange,
        log: &Entry,
    ) -> Result<Vec<i64>, StoreError> {
        let TitleChange { topic, title, old } = change;
        let (id, space) = (topic.id.to_string(), right.space().to_string());
        writing!(self, |tx| {
            sqlx::query(REMEMBER_TITLE)
                .bind(&id)
                .bind(log.at.0)
                .bind(i64::from(*old != OldTitle::Shown))
                .execute(&mut *tx)
                .await?;
            let retitled = sqlx::query(RETITLE)
                .bind(&id)
                .bind(title.as_str())
                .bind(log.at.0)
                .bind(topic.title.as_str())
                .bind(&space);
            if retitled.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            let opening: Option<(String, String)> =
                sqlx::query_as(OPENING).bind(&id).fetch_optional(&mut *tx).await?;
            let mut documents: Vec<i64> = Vec::new();
            if let Some((post, text)) = &opening {
                index!(tx, post, text.as_str());
                if *old == OldTitle::Erased {
                    documents = sqlx::query_scalar(TOLD_IN_DOCUMENT).bind(post).fetch_all(&mut *tx).await?;
                    sqlx::query(ERASE_DOCUMENT).bind(post).execute(&mut *tx).await?;
                    sqlx::query(LIBRARY).execute(&mut *tx).await?;
                }
            } else {
                let words = terms(&[title.as_str()], &[&space, topic.kind.code()]);
                sqlx::query(FORGET_TITLE).bind(topic.number).execute(&mut *tx).await?;
                sqlx::query(PUT_TITLE).bind(topic.number).bind(words).execute(&mut *tx).await?;
            }
            if *old == OldTitle::Erased {
                sqlx::query(ERASE_TITLES).bind(&id).execute(&mut *tx).await?;
            }
            sqlx::query(BUMP).execute(&mut *tx).await?;
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            logging!(tx, log);
            documents
        })
    }

    async fn former_titles(&self, topic: TopicId) -> Result<Vec<FormerTitle>, StoreError> {
        let topic = topic.to_string();
        let rows: Vec<(i64, String, i64)> =
            reading!(self, |db| sqlx::query_as(TITLES).bind(&topic).fetch_all(db).await)?;
        let read = |(until, title, withheld): (i64, String, i64)| FormerTitle {
            until: Moment(until),
            title: TopicTitle::parse(&title).ok(),
            withheld: withheld != 0,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}
