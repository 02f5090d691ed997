//! Blobs as objects of a bucket, at Amazon or whatever speaks the same protocol (Garage, Ceph, MinIO).

use super::FilesSetting;
use async_trait::async_trait;
use bytes::Bytes;
use domain::StoreError;
use domain::files::{Blob, FileStore, Pieces};
use futures_util::{StreamExt as _, TryStreamExt as _};
use model::blob::BlobHash;
use model::time::Moment;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path as Key;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt as _, WriteMultipart};
use std::ops::Range;
use std::path::Path;
use std::time::Duration;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

/// A file is sent in parts of so many bytes; S3 wants at least 5 MiB.
const PART: usize = 8 * 1024 * 1024;
/// How many parts are under way at once.
const PARTS_AT_ONCE: usize = 2;
/// How long a request to the provider may take before its first answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A bucket.
pub struct Bucket {
    bucket: AmazonS3,
    prefix: String,
}

impl Bucket {
    /// The bucket of a setting; nothing is asked of the provider yet.
    ///
    /// # Errors
    /// If the setting is no bucket, or its address is none.
    pub fn open(setting: &FilesSetting) -> Result<Self, object_store::Error> {
        let FilesSetting::Bucket { bucket, prefix, endpoint, region, key, secret } = setting else {
            let source = "no bucket".into();
            return Err(object_store::Error::Generic { store: "S3", source });
        };
        // The second start of a process finds it there, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(region)
            .with_access_key_id(key)
            .with_secret_access_key(secret)
            .with_client_options(ClientOptions::new().with_timeout(PATIENCE).with_allow_http(true));
        if let Some(endpoint) = endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        Ok(Self { bucket: builder.build()?, prefix: prefix.clone() })
    }

    fn key(&self, hash: &BlobHash) -> Key {
        Key::from_iter(
            [self.prefix.as_str(), &hash.as_str()[..2], hash.as_str()]
                .into_iter()
                .filter(|it| !it.is_empty()),
        )
    }
}

fn unavailable(error: object_store::Error) -> StoreError {
    StoreError::Unavailable(error.into())
}

#[async_trait]
impl FileStore for Bucket {
    async fn keep(&self, hash: &BlobHash, file: &Path) -> Result<(), StoreError> {
        let told = |error: std::io::Error| StoreError::Unavailable(error.into());
        let mut from = File::open(file).await.map_err(told)?;
        let key = self.key(hash);
        if from.metadata().await.map_err(told)?.len() <= PART as u64 {
            let mut bytes = Vec::new();
            from.read_to_end(&mut bytes).await.map_err(told)?;
            return self.bucket.put(&key, bytes.into()).await.map(drop).map_err(unavailable);
        }
        let upload = self.bucket.put_multipart(&key).await.map_err(unavailable)?;
        let mut parts = WriteMultipart::new_with_chunk_size(upload, PART);
        let mut buffer = vec![0; 256 * 1024];
        loop {
            parts.wait_for_capacity(PARTS_AT_ONCE).await.map_err(unavailable)?;
            match from.read(&mut buffer).await {
                Ok(0) => return parts.finish().await.map(drop).map_err(unavailable),
                Ok(read) => parts.write(&buffer[..read]),
                Err(error) => {
                    // The provider forgets parts of an upload that ended.
                    drop(parts.abort().await);
                    return Err(told(error));
                }
            }
        }
    }

    async fn keep_bytes(&self, hash: &BlobHash, bytes: Bytes) -> Result<(), StoreError> {
        self.bucket.put(&self.key(hash), bytes.into()).await.map(drop).map_err(unavailable)
    }

    async fn bytes_of(&self, hash: &BlobHash) -> Result<Option<u64>, StoreError> {
        match self.bucket.head(&self.key(hash)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn read(&self, hash: &BlobHash, range: Range<u64>) -> Result<Pieces, StoreError> {
        if range.is_empty() {
            return Ok(Box::pin(futures_util::stream::empty()));
        }
        let options = object_store::GetOptions { range: Some(range.into()), ..Default::default() };
        let found = self.bucket.get_opts(&self.key(hash), options).await.map_err(unavailable)?;
        Ok(found.into_stream().map_err(unavailable).boxed())
    }

    async fn all(&self) -> Result<Vec<Blob>, StoreError> {
        let prefix = (!self.prefix.is_empty()).then(|| Key::from(self.prefix.as_str()));
        let objects = self.bucket.list(prefix.as_ref()).map_err(unavailable);
        let blobs = objects.try_filter_map(async |object| {
            let hash = object.location.filename().and_then(BlobHash::parse);
            let kept_at = Moment(object.last_modified.timestamp_millis());
            Ok(hash.map(|hash| Blob { hash, bytes: object.size, kept_at }))
        });
        blobs.try_collect().await
    }

    async fn remove(&self, hash: &BlobHash, kept_by: Moment) -> Result<bool, StoreError> {
        let key = self.key(hash);
        match self.bucket.head(&key).await {
            Ok(found) if found.last_modified.timestamp_millis() <= kept_by.0 => {
                self.bucket.delete(&key).await.map(|()| true).map_err(unavailable)
            }
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(unavailable(error)),
        }
    }
}
