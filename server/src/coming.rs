//! Files on their way: a folder beside the database, where they stand until they are kept or given up.

use domain::outside::hex;
use model::id::UploadId;
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::fs::File;

/// What nobody touched for so long belongs to no request and to no upload: three days, a day more than uploads live.
const ABANDONED: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// The folder.
#[derive(Clone)]
pub struct Coming(Arc<Inner>);

struct Inner {
    root: PathBuf,
    count: AtomicU64,
}

/// A file or a folder that goes away with this value.
pub struct Temporary(PathBuf);

impl Coming {
    /// The folder at this path, made if it is not there, readable by nobody else; what was forgotten in it is removed.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn open(root: &Path) -> io::Result<Self> {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(root)?;
        let coming = Self(Arc::new(Inner { root: root.to_owned(), count: AtomicU64::new(0) }));
        coming.sweep()?;
        Ok(coming)
    }

    /// Removes what was forgotten in it.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn sweep(&self) -> io::Result<()> {
        for entry in std::fs::read_dir(&self.0.root)? {
            let entry = entry?;
            let age =
                entry.metadata().and_then(|it| it.modified()).map(|it| it.elapsed().unwrap_or_default());
            if age.is_ok_and(|age| age > ABANDONED) {
                remove(&entry.path());
            }
        }
        Ok(())
    }

    /// A place that nobody else has, for a file or a folder.
    pub fn place(&self) -> Temporary {
        let number = self.0.count.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{}", std::process::id(), hex(&number.to_be_bytes()));
        Temporary(self.0.root.join(name))
    }

    /// Where an upload's bytes stand.
    pub fn of_upload(&self, id: UploadId) -> PathBuf {
        self.0.root.join(format!("envoi-{id}"))
    }

    /// Removes an upload's bytes, if there are any.
    pub fn forget_upload(&self, id: UploadId) {
        remove(&self.of_upload(id));
    }
}

impl Temporary {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

/// A new file that nobody else on the machine reads.
///
/// # Errors
/// If it cannot be made.
pub fn create(path: &Path) -> io::Result<File> {
    let file = std::fs::OpenOptions::new().create_new(true).read(true).write(true).mode(0o600).open(path)?;
    Ok(File::from_std(file))
}

/// What is not there any more need not be removed; what cannot be is swept later.
fn remove(path: &Path) {
    if path.is_dir() {
        drop(std::fs::remove_dir_all(path));
    } else {
        drop(std::fs::remove_file(path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_temporary_goes_away_by_itself() {
        let root = std::env::temp_dir().join(format!("musoya-coming-{}", std::process::id()));
        let coming = Coming::open(&root).unwrap();
        let (one, other) = (coming.place(), coming.place());
        assert_ne!(one.path(), other.path());
        std::fs::write(one.path(), b"a").unwrap();
        std::fs::create_dir(other.path()).unwrap();
        std::fs::write(other.path().join("b"), b"b").unwrap();
        drop((one, other));
        assert_eq!(std::fs::read_dir(&root).unwrap().count(), 0);
        std::fs::remove_dir_all(&root).unwrap();
    }
}
