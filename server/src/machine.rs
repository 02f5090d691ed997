//! The machine that the site runs on, for the page of its health, and the mark that a backup leaves.

use async_trait::async_trait;
use domain::outside::{Disk, Machine, MachineFacts};
use model::time::Moment;
use rustix::fs::statvfs;
use std::path::{Path, PathBuf};
use store::Store;

/// The machine with its database and its folder of data.
pub struct ThisMachine {
    store: Store,
    mark: BackupMark,
    data: PathBuf,
}

impl ThisMachine {
    /// Joins the two.
    pub fn new(store: Store, data: &Path) -> Self {
        Self { store, mark: BackupMark::in_folder(data), data: data.to_owned() }
    }
}

#[async_trait]
impl Machine for ThisMachine {
    async fn facts(&self) -> MachineFacts {
        MachineFacts {
            engine: self.store.engine_name(),
            answers: self.store.ping().await.is_ok(),
            database_bytes: self.store.bytes().await.ok().and_then(|bytes| u64::try_from(bytes).ok()),
            last_backup: self.mark.get(),
            disk: disk(&self.data),
        }
    }
}

/// What the system says of the disk that a folder is on: with PostgreSQL too, since files and backups lie there.
fn disk(folder: &Path) -> Option<Disk> {
    let facts = statvfs(folder).ok()?;
    let bytes = |blocks: u64| blocks.saturating_mul(facts.f_frsize);
    // What is kept back for the system is not ours to write.
    Some(Disk { free: bytes(facts.f_bavail), total: bytes(facts.f_blocks) })
}

/// When the last checked copy was written: a small file beside the data, so that a restored copy does not bring back an
/// old moment.
pub struct BackupMark(PathBuf);

impl BackupMark {
    /// The mark of this folder of data.
    pub fn in_folder(data: &Path) -> Self {
        Self(data.join("last-backup"))
    }

    /// Where it stands.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Notes a copy.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set(&self, now: Moment) -> std::io::Result<()> {
        std::fs::write(&self.0, now.0.to_string())
    }

    /// When the last one was written; nothing if none was, or the mark cannot be read.
    pub fn get(&self) -> Option<Moment> {
        std::fs::read_to_string(&self.0).ok()?.trim().parse().ok().map(Moment)
    }
}
