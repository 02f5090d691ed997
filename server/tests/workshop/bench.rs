//! A workshop with a folder of its own.

use domain::library::workshop::{Examined, Made, Workshop as _, WorkshopError};
use model::failure::Problem;
use model::library::FileKind;
use server::workshop::{ChildWorkshop, Limits};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A workshop and the folder of its files, which goes with it.
pub struct Bench {
    pub workshop: ChildWorkshop,
    pub folder: PathBuf,
    count: AtomicUsize,
}

impl Bench {
    /// A workshop of the binary that was built, with `ffmpeg` if the machine has it.
    pub fn new() -> Self {
        static BENCHES: AtomicUsize = AtomicUsize::new(0);
        let number = BENCHES.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("musoya-workshop-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self { workshop: ChildWorkshop::new(program(), ffmpeg()), folder, count: AtomicUsize::new(0) }
    }

    /// The same with other limits.
    pub fn within(limits: Limits) -> Self {
        let mut bench = Self::new();
        bench.workshop = ChildWorkshop::new(program(), ffmpeg()).with_limits(limits);
        bench
    }

    /// A file with these bytes.
    pub fn file(&self, bytes: &[u8]) -> PathBuf {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(format!("sent-{number}"));
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// What these bytes under this name are.
    pub async fn examine(&self, name: &str, bytes: &[u8]) -> Result<Examined, WorkshopError> {
        self.workshop.examine(&self.file(bytes), name).await
    }

    /// Why they are refused.
    pub async fn refusal(&self, name: &str, bytes: &[u8]) -> Problem {
        match self.examine(name, bytes).await {
            Err(WorkshopError::Refused(problem)) => problem,
            other => panic!("{name}: {other:?}"),
        }
    }

    /// What is made of them, and where it is.
    pub async fn make_light(&self, kind: FileKind, bytes: &[u8]) -> Result<(Made, PathBuf), WorkshopError> {
        let file = self.file(bytes);
        let into = file.with_extension("light");
        std::fs::create_dir(&into).unwrap();
        let made = self.workshop.make_light(&file, kind, &into).await?;
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "the original stays as it was");
        Ok((made, into))
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // A story that failed may leave it behind.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_musoya"))
}

/// The `ffmpeg` of this machine.
pub fn ffmpeg() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join("ffmpeg")).find(|path| Path::is_file(path))
}
