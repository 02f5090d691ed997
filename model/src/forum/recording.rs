//! A recording ("enregistrement"): somebody's voice, as a post or as a part of an experience.

use super::experience::Step;
use crate::blob::BlobHash;
use crate::failure::Problem;
use crate::id::{FileId, PostId};
use crate::library::{FileKind, Progress, StoredFile};
use crate::text::Line;

/// The longest recording, in minutes.
pub const LONGEST_VOICE: u32 = 3;
/// The same in milliseconds, with a breath more: a phone stops when the clock has passed.
pub const LONGEST_VOICE_MS: u64 = (LONGEST_VOICE as u64 * 60 + 5) * 1000;
/// The most bytes of a recording as it comes: three minutes of a phone that wastes room.
pub const HEAVIEST_VOICE: u64 = 20 * 1024 * 1024;
/// The most recordings that one person may have that belong to nothing published.
pub const MOST_WAITING: i64 = 60;

/// A line of text that says what is heard.
pub type Caption = Line<2, 280>;

/// A recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Its id.
    pub id: FileId,
    /// The post that it belongs to, or will.
    pub post: PostId,
    /// The step of an experience that it tells; nothing for a whole post.
    pub part: Option<Step>,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub blob: BlobHash,
    /// How many they are.
    pub bytes: u64,
    /// How long it lasts, in milliseconds, if that is known.
    pub duration_ms: Option<u64>,
    /// What is heard, in a line.
    pub caption: Option<Caption>,
    /// How far the workshop is with it.
    pub progress: Progress,
    /// Why nothing could be made of it.
    pub problem: Option<Problem>,
}

impl Recording {
    /// Whether others than its author hear it: once the workshop took away what its phone wrote beside the sound.
    pub fn is_ready(&self) -> bool {
        self.progress == Progress::Done
    }

    /// As a file of the workshop's queue.
    pub fn file(&self) -> StoredFile {
        StoredFile {
            id: self.id,
            name: format!("voix.{}", self.kind.extension()),
            kind: self.kind,
            blob: self.blob.clone(),
            bytes: self.bytes,
            pages: None,
            duration_ms: self.duration_ms,
            pixels: None,
            progress: self.progress,
            problem: self.problem.clone(),
            shows: None,
            has_text: None,
            previews: 0,
            variants: Vec::new(),
        }
    }
}
