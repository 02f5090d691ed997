//! The workshop: a process of this same program that reads one file within limits, while the server goes on.

mod child;
mod clean;
mod ebml;
mod examine;
mod ffmpeg;
mod job;
mod jpeg;
mod kind;
mod light;
mod mp3;
mod mp4;
mod office;
mod ogg;
mod pdf;
mod picture;
mod text;

pub use child::work;
pub use pdf::pages_of;

use async_trait::async_trait;
use domain::library::workshop::{Examined, Made, Workshop, WorkshopError};
use job::{Answer, Job};
use model::failure::Problem;
use model::library::{Family, FileKind};
use rustix::process::{Pid, Signal, kill_process_group};
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf, absolute};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::sync::Mutex;

/// The longest answer, in bytes: the text of the largest document as JSON, and room.
const MAX_ANSWER: u64 = 64 * 1024 * 1024;

/// What one process may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Address space, in bytes (`RLIMIT_AS`): more than what is ever used at once, because libraries reserve.
    pub memory: u64,
    /// Time of the processor, in seconds (`RLIMIT_CPU`).
    pub cpu: u64,
    /// Time by the clock, until the process and all it started are ended.
    pub wall: Duration,
}

impl Limits {
    /// For reading a document or an image.
    pub const READING: Self = Self { memory: 1024 * 1024 * 1024, cpu: 120, wall: Duration::from_secs(300) };
    /// For sound and video: half an hour of the processor, because there can be hours to encode.
    pub const ENCODING: Self =
        Self { memory: 1536 * 1024 * 1024, cpu: 1800, wall: Duration::from_secs(3600) };
}

/// The workshop in child processes: one that looks at a file, one that makes another light.
pub struct ChildWorkshop {
    program: PathBuf,
    ffmpeg: Option<PathBuf>,
    reading: Limits,
    encoding: Limits,
    /// Looking at a file is quick and somebody waits for it; making it light is not, and nobody does.
    looking: Mutex<()>,
    making: Mutex<()>,
}

impl ChildWorkshop {
    /// A workshop that starts this binary of `musoya`; sound and video are made light only if an `ffmpeg` is named.
    pub fn new(program: PathBuf, ffmpeg: Option<PathBuf>) -> Self {
        let (reading, encoding) = (Limits::READING, Limits::ENCODING);
        Self { program, ffmpeg, reading, encoding, looking: Mutex::new(()), making: Mutex::new(()) }
    }

    /// A workshop that starts the program that is running.
    ///
    /// # Errors
    /// If the system does not say where that is.
    pub fn of_this_program(ffmpeg: Option<PathBuf>) -> io::Result<Self> {
        Ok(Self::new(std::env::current_exe()?, ffmpeg))
    }

    /// The same with other limits, for every kind of work.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        (self.reading, self.encoding) = (limits, limits);
        self
    }

    async fn give(&self, job: &Job, limits: Limits) -> Result<Answer, WorkshopError> {
        let line = serde_json::to_vec(job).map_err(|cause| WorkshopError::Unavailable(cause.into()))?;
        let mut child = Command::new(&self.program)
            .arg("work")
            .args(["--memory", &limits.memory.to_string(), "--cpu", &limits.cpu.to_string()])
            .env_clear()
            // What the allocator sets aside ahead counts as taken, and would be all that the process may take.
            .env("MIMALLOC_ARENA_RESERVE", "0")
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(unavailable)?;
        let mut group = Group(child.id().and_then(|id| Pid::from_raw(id.cast_signed())));
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(unavailable(io::Error::other("a process without pipes")));
        };
        let conversation = async {
            // A process that ended before it read its job says why by its status.
            let sent = async {
                stdin.write_all(&line).await?;
                stdin.write_all(b"\n").await?;
                stdin.flush().await
            };
            drop(sent.await);
            let mut answer = Vec::new();
            stdout.take(MAX_ANSWER).read_to_end(&mut answer).await?;
            io::Result::Ok((answer, child.wait().await?))
        };
        let ended = tokio::time::timeout(limits.wall, conversation).await;
        if matches!(ended, Ok(Ok(_))) {
            group.0 = None;
        }
        // Its end is the sign for the process to end, so the pipe stays open until here.
        drop(stdin);
        match ended {
            Err(_) => Err(WorkshopError::Refused(Problem::TooMuchWork)),
            Ok(Err(cause)) => Err(unavailable(cause)),
            Ok(Ok((answer, status))) => understand(&answer, status),
        }
    }
}

impl ChildWorkshop {
    async fn make(
        &self,
        file: &Path,
        kind: FileKind,
        into: &Path,
        voice: bool,
    ) -> Result<Made, WorkshopError> {
        let (file, into) = (absolute(file).map_err(unavailable)?, absolute(into).map_err(unavailable)?);
        let limits = match kind.family() {
            Family::Audio | Family::Video => self.encoding,
            Family::Pages | Family::Image | Family::Office => self.reading,
        };
        let (ffmpeg, seconds) = (self.ffmpeg.clone(), limits.cpu);
        let job = Job::MakeLight { file, kind, into, ffmpeg, seconds, voice };
        let _turn = self.making.lock().await;
        match self.give(&job, limits).await? {
            Answer::Made(made) => Ok(made),
            _ => Err(unavailable(io::Error::other("an answer to another question"))),
        }
    }
}

#[async_trait]
impl Workshop for ChildWorkshop {
    async fn examine(&self, file: &Path, name: &str) -> Result<Examined, WorkshopError> {
        let file = absolute(file).map_err(unavailable)?;
        let extension = Path::new(name).extension().map(|it| it.to_string_lossy().into_owned());
        let _turn = self.looking.lock().await;
        match self.give(&Job::Examine { file, extension }, self.reading).await? {
            Answer::Examined(examined) => Ok(examined),
            _ => Err(unavailable(io::Error::other("an answer to another question"))),
        }
    }

    async fn make_light(&self, file: &Path, kind: FileKind, into: &Path) -> Result<Made, WorkshopError> {
        self.make(file, kind, into, false).await
    }

    async fn make_voice(&self, file: &Path, kind: FileKind, into: &Path) -> Result<Made, WorkshopError> {
        self.make(file, kind, into, true).await
    }
}

fn understand(answer: &[u8], status: ExitStatus) -> Result<Answer, WorkshopError> {
    // What a limit ends, and what a stack or a memory that is used up ends, dies by a signal.
    if status.signal().is_some() {
        return Err(WorkshopError::Refused(Problem::TooMuchWork));
    }
    match serde_json::from_slice(answer) {
        Ok(Answer::Refused(problem)) => Err(WorkshopError::Refused(problem)),
        Ok(Answer::Failed(cause)) => Err(unavailable(io::Error::other(cause))),
        Ok(answer) => Ok(answer),
        Err(_) => Err(unavailable(io::Error::other(format!("the workshop's process ended with {status}")))),
    }
}

fn unavailable(cause: io::Error) -> WorkshopError {
    WorkshopError::Unavailable(cause.into())
}

/// A process with all it started, ended when nobody waits for it any more.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.0 {
            // It may have ended by itself in between.
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }
}
