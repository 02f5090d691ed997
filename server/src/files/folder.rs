//! Blobs in a folder: `ab/abcd…`, written beside and put in place by renaming.

use crate::outside::SystemClock;
use async_trait::async_trait;
use bytes::Bytes;
use domain::StoreError;
use domain::files::{Blob, FileStore, Pieces};
use domain::outside::Clock as _;
use futures_util::stream;
use model::blob::BlobHash;
use model::time::Moment;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::os::unix::fs::{DirBuilderExt as _, FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

/// How much is read at once, in bytes.
const PIECE: usize = 128 * 1024;
/// What is not whole after so long never will be.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);
/// The folder of what is not whole yet.
const COMING: &str = "coming";

/// A folder of blobs.
pub struct Folder {
    root: PathBuf,
    coming: AtomicU64,
}

impl Folder {
    /// The folder at this path, made if it is not there; what an interrupted run left half-way a day ago is removed.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn open(root: &Path) -> io::Result<Self> {
        let coming = root.join(COMING);
        make(&coming)?;
        for entry in std::fs::read_dir(&coming)? {
            let entry = entry?;
            // Another process of ours may be writing now.
            let age =
                entry.metadata().and_then(|it| it.modified()).map(|it| it.elapsed().unwrap_or_default());
            if age.is_ok_and(|age| age > ABANDONED) {
                drop(std::fs::remove_file(entry.path()));
            }
        }
        Ok(Self { root: root.to_owned(), coming: AtomicU64::new(0) })
    }

    fn path(&self, hash: &BlobHash) -> PathBuf {
        self.root.join(&hash.as_str()[..2]).join(hash.as_str())
    }

    /// Writes beside with `write` and puts it in place: whoever looks sees the whole blob or none.
    async fn put<W>(&self, hash: &BlobHash, write: W) -> io::Result<()>
    where
        W: AsyncFnOnce(&mut File) -> io::Result<()>,
    {
        let path = self.path(hash);
        if let Ok(file) = std::fs::OpenOptions::new().append(true).open(&path) {
            // As of now: whoever removes what is forgotten looks at this.
            return file.set_modified(UNIX_EPOCH + Duration::from_millis(SystemClock.now().0.unsigned_abs()));
        }
        let number = self.coming.fetch_add(1, Ordering::Relaxed);
        let beside = self.root.join(COMING).join(format!("{}-{number}", std::process::id()));
        let written = async {
            let options =
                std::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(&beside)?;
            let mut file = File::from_std(options);
            write(&mut file).await?;
            file.sync_all().await?;
            if let Some(folder) = path.parent() {
                make(folder)?;
            }
            tokio::fs::rename(&beside, &path).await
        };
        let written = written.await;
        if written.is_err() {
            // What is half-way is worth nothing; if even that fails, a later start removes it.
            drop(std::fs::remove_file(&beside));
        }
        written
    }
}

fn make(folder: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn unavailable(error: io::Error) -> StoreError {
    StoreError::Unavailable(error.into())
}

#[async_trait]
impl FileStore for Folder {
    async fn keep(&self, hash: &BlobHash, file: &Path) -> Result<(), StoreError> {
        let mut from = File::open(file).await.map_err(unavailable)?;
        let put = self.put(hash, async |to| tokio::io::copy(&mut from, to).await.map(|_| ()));
        put.await.map_err(unavailable)
    }

    async fn keep_bytes(&self, hash: &BlobHash, bytes: Bytes) -> Result<(), StoreError> {
        self.put(hash, async |to| to.write_all(&bytes).await).await.map_err(unavailable)
    }

    async fn bytes_of(&self, hash: &BlobHash) -> Result<Option<u64>, StoreError> {
        match tokio::fs::metadata(self.path(hash)).await {
            Ok(metadata) => Ok(Some(metadata.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn read(&self, hash: &BlobHash, range: Range<u64>) -> Result<Pieces, StoreError> {
        let file = File::open(self.path(hash)).await.map_err(unavailable)?.into_std().await;
        Ok(Box::pin(stream::try_unfold((file, range), async |(file, range)| {
            if range.is_empty() {
                return Ok(None);
            }
            let wanted = usize::try_from(range.end - range.start).unwrap_or(PIECE).min(PIECE);
            // Read where it is sent from: tokio's own file would hold a second copy for each who downloads.
            let read = tokio::task::spawn_blocking(move || {
                let mut piece = vec![0; wanted];
                file.read_exact_at(&mut piece, range.start)?;
                Ok((piece, file))
            });
            let (piece, file) =
                read.await.map_err(|error| StoreError::Other(error.into()))?.map_err(unavailable)?;
            Ok(Some((Bytes::from(piece), (file, range.start + wanted as u64..range.end))))
        })))
    }

    async fn all(&self) -> Result<Vec<Blob>, StoreError> {
        let root = Arc::new(self.root.clone());
        let listed = tokio::task::spawn_blocking(move || list(&root)).await;
        listed.map_err(|error| StoreError::Other(error.into()))?.map_err(unavailable)
    }

    async fn remove(&self, hash: &BlobHash, kept_by: Moment) -> Result<bool, StoreError> {
        let path = self.path(hash);
        match std::fs::metadata(&path) {
            Ok(metadata) if kept_at(&metadata) <= kept_by => {
                std::fs::remove_file(&path).map(|()| true).map_err(unavailable)
            }
            Ok(_) => Ok(false),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(unavailable(error)),
        }
    }
}

fn list(root: &Path) -> io::Result<Vec<Blob>> {
    let mut blobs = Vec::new();
    for folder in std::fs::read_dir(root)? {
        let folder = folder?;
        if folder.file_name() == COMING || !folder.file_type()?.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(folder.path())? {
            let entry = entry?;
            let Some(hash) = entry.file_name().to_str().and_then(BlobHash::parse) else { continue };
            match entry.metadata() {
                Ok(metadata) => {
                    blobs.push(Blob { hash, bytes: metadata.len(), kept_at: kept_at(&metadata) });
                }
                // It was removed in between.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(blobs)
}

fn kept_at(metadata: &std::fs::Metadata) -> Moment {
    let since = metadata.modified().ok().and_then(|it| it.duration_since(UNIX_EPOCH).ok());
    Moment(i64::try_from(since.unwrap_or(Duration::ZERO).as_millis()).unwrap_or(i64::MAX))
}
