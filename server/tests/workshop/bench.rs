//! A workshop with a folder of its own.

use crate::media;
use domain::library::workshop::{Examined, Made, Workshop as _, WorkshopError};
use model::failure::Problem;
use model::library::FileKind;
use server::workshop::{ChildWorkshop, Limits};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A workshop and the folder of its files, which goes with it.
pub struct Bench {
    pub workshop: ChildWorkshop,
    pub folder: PathBuf,
    count: AtomicUsize,
}

impl Bench {
    /// A workshop of the binary that was built, with the `ffmpeg` of the machine.
    pub fn new() -> Self {
        static BENCHES: AtomicUsize = AtomicUsize::new(0);
        let number = BENCHES.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("musoya-workshop-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self {
            workshop: ChildWorkshop::new(program(), Some(media::ffmpeg())),
            folder,
            count: AtomicUsize::new(0),
        }
    }

    /// The same on a machine without `ffmpeg`.
    pub fn without_ffmpeg() -> Self {
        let mut bench = Self::new();
        bench.workshop = ChildWorkshop::new(program(), None);
        bench
    }

    /// The same with other limits.
    pub fn within(limits: Limits) -> Self {
        let mut bench = Self::new();
        bench.workshop = ChildWorkshop::new(program(), Some(media::ffmpeg())).with_limits(limits);
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

    /// Bytes that `ffmpeg` makes of these words.
    pub fn recorded(&self, name: &str, words: &[&str]) -> Vec<u8> {
        media::recorded(&self.folder, name, words)
    }

    /// What is heard and seen in a file, as a sum.
    pub fn played(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut command = Command::new(media::ffmpeg());
        command.args(["-nostdin", "-loglevel", "error", "-i"]).arg(path).args(["-f", "md5", "-"]);
        let output = command.output().unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && complaints.is_empty(), "{name}: {complaints}");
        String::from_utf8(output.stdout).unwrap()
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
