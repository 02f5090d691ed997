//! Which blobs rows refer to.

use crate::engine::{Store, reading};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::files::ReferenceStore;
use model::blob::BlobHash;
use model::directory::Organization;
use std::collections::HashSet;

statements! {
    LOGOS = "select logo from organization where logo is not null";
    DOCUMENTS = "select blob from document_file union select blob from file_variant union select blob from recording \
        union select blob from post_picture where blob is not null union select blob from post_picture_variant";
    /// An import that is undone brings back organisations as they were.
    BEFORE_IMPORTS = "select before from import_change where before is not null";
}

#[async_trait]
impl ReferenceStore for Store {
    async fn referenced(&self) -> Result<HashSet<BlobHash>, StoreError> {
        let logos: Vec<String> = reading!(self, |db| sqlx::query_scalar(LOGOS).fetch_all(db).await)?;
        let before: Vec<String> =
            reading!(self, |db| sqlx::query_scalar(BEFORE_IMPORTS).fetch_all(db).await)?;
        let before = before.iter().filter_map(|json| serde_json::from_str::<Organization>(json).ok());
        let documents: Vec<String> = reading!(self, |db| sqlx::query_scalar(DOCUMENTS).fetch_all(db).await)?;
        let logos = logos.iter().chain(&documents).filter_map(|hash| BlobHash::parse(hash));
        Ok(logos.chain(before.filter_map(|it| it.logo)).collect())
    }
}
