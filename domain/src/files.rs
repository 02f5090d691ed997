//! The bytes of files: kept once, named by what they contain, in a folder or at a provider of S3.

use crate::error::{Error, StoreError};
use crate::outside::hex;
use crate::platform::Platform;
use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use model::blob::BlobHash;
use model::time::Moment;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;
use std::pin::Pin;

/// A blob that nothing refers to stays for so many milliseconds, a day: its upload may be under way.
const FORGOTTEN_AFTER: i64 = 24 * 60 * 60 * 1000;

/// The bytes of a blob as they come; memory holds one piece at a time.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, StoreError>> + Send>>;

/// A blob that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its name.
    pub hash: BlobHash,
    /// How many bytes it has.
    pub bytes: u64,
    /// Since when.
    pub kept_at: Moment,
}

/// Keeps blobs. Every method may be called for the same blob at the same moment.
#[async_trait]
pub trait FileStore: Send + Sync {
    /// Keeps what this file contains, as of now if it is there already; the file stays where it is. Whoever calls knows that the name is
    /// the hash of the content. A blob is there whole or not at all.
    async fn keep(&self, hash: &BlobHash, file: &Path) -> Result<(), StoreError>;

    /// The same for bytes in memory.
    async fn keep_bytes(&self, hash: &BlobHash, bytes: Bytes) -> Result<(), StoreError>;

    /// How many bytes a blob has; `None` if it is not there.
    async fn bytes_of(&self, hash: &BlobHash) -> Result<Option<u64>, StoreError>;

    /// These bytes of a blob that is there; the range lies inside of it.
    async fn read(&self, hash: &BlobHash, range: Range<u64>) -> Result<Pieces, StoreError>;

    /// Every blob, in no order.
    async fn all(&self) -> Result<Vec<Blob>, StoreError>;

    /// Removes a blob that was last kept at this moment or before, and says whether it did.
    async fn remove(&self, hash: &BlobHash, kept_by: Moment) -> Result<bool, StoreError>;
}

/// Knows which blobs rows refer to.
#[async_trait]
pub trait ReferenceStore: Send + Sync {
    /// The names of all blobs that something refers to.
    async fn referenced(&self) -> Result<HashSet<BlobHash>, StoreError>;
}

/// The name that these bytes have.
pub fn hash_of(bytes: &[u8]) -> BlobHash {
    let digits = hex(&Sha256::digest(bytes));
    BlobHash::parse(&digits).expect("a digest of 32 bytes has 64 digits")
}

impl Platform {
    /// Removes blobs that nothing has referred to for a day, and says how many.
    ///
    /// # Errors
    /// `Store`.
    pub async fn sweep_files(&self) -> Result<usize, Error> {
        // The blobs first: what is referred to after that was kept before it.
        let blobs = self.stores.files.all().await?;
        let referenced = self.stores.references.referenced().await?;
        let kept_by = self.clock.now().plus(-FORGOTTEN_AFTER);
        let mut removed = 0;
        for blob in blobs {
            // Asked again at the last moment: somebody may be keeping the same content now.
            let is_over = !referenced.contains(&blob.hash) && blob.kept_at <= kept_by;
            removed += usize::from(is_over && self.stores.files.remove(&blob.hash, kept_by).await?);
        }
        Ok(removed)
    }
}
