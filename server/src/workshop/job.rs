//! What is said between the server and the workshop's process: one job as a line of JSON, one answer.

use domain::library::workshop::{Examined, Made};
use model::failure::Problem;
use model::library::FileKind;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;

/// What is to be done.
#[derive(Serialize, Deserialize)]
pub enum Job {
    /// Say what a file is.
    Examine {
        /// Where it is.
        file: PathBuf,
        /// The extension of the name it was sent under.
        extension: Option<String>,
    },
    /// Read it and make its variants.
    MakeLight {
        /// Where it is.
        file: PathBuf,
        /// What it is.
        kind: FileKind,
        /// The folder for the variants.
        into: PathBuf,
        /// The program for sound and video.
        ffmpeg: Option<PathBuf>,
        /// The processor's seconds after which no more is begun that can be left out.
        seconds: u64,
        /// Whether it is a voice: always made, and cut after a few minutes.
        voice: bool,
    },
}

/// What came of it.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    /// What the file is.
    Examined(Examined),
    /// What was made.
    Made(Made),
    /// Why the file is not accepted.
    Refused(Problem),
    /// Why the work could not be done, for the log.
    Failed(String),
}

/// Why a job is left.
#[derive(Debug)]
pub enum Stop {
    /// The file is not accepted.
    Refuse(Problem),
    /// The machine failed.
    Fail(io::Error),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Refuse(problem)
    }
}

impl From<io::Error> for Stop {
    /// A file that is shorter than it says is broken; anything else is the machine's fault.
    fn from(cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::UnexpectedEof => Self::Refuse(Problem::BrokenFile),
            _ => Self::Fail(cause),
        }
    }
}
