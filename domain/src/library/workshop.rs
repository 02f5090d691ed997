//! The workshop: where a file that somebody sent is recognised, read and made light, away from everything else.

use async_trait::async_trait;
use model::failure::Problem;
use model::library::{FileKind, Pixels, Role};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// The most pages of one document.
pub const MAX_PAGES: u32 = 2_000;
/// The most pixels of one image, in millions.
pub const MAX_MEGAPIXELS: u32 = 64;
/// The longest sound or video, in minutes.
pub const MAX_MINUTES: u32 = 360;
/// The first so many pages get a preview; who wants to read more has decided and downloads.
pub const PREVIEW_PAGES: u32 = 40;
/// The heaviest cover of a list, in bytes: a list shows 24 of them, and weighs 60 kB with all of them and all that goes with them.
pub const MAX_THUMB_BYTES: usize = 1_150;
/// The heaviest cover of a document's own page, in bytes.
pub const MAX_COVER_BYTES: usize = 16_000;

/// Examines files and makes light variants of them.
#[async_trait]
pub trait Workshop: Send + Sync {
    /// Says what a file is. Quick: bytes are counted and structures walked, nothing is drawn.
    ///
    /// `name` is the name under which it was sent, of which only the extension counts: it has to go with the content.
    ///
    /// # Errors
    /// [`WorkshopError::Refused`] with the reason for her who sent it; [`WorkshopError::Unavailable`] if it could not be
    /// tried, now.
    async fn examine(&self, file: &Path, name: &str) -> Result<Examined, WorkshopError>;

    /// Reads the text of an examined file and writes its variants into a folder that exists and is empty. The file itself
    /// stays untouched. What cannot be made (no program for sound and video, a page that cannot be drawn) is not in the
    /// answer and is no error. After an error the folder may hold rests; the caller sweeps it.
    ///
    /// # Errors
    /// As [`Workshop::examine`].
    async fn make_light(&self, file: &Path, kind: FileKind, into: &Path) -> Result<Made, WorkshopError>;

    /// The same for a voice: always small sound, also if the file weighs less, and cut after [`LONGEST_VOICE`](model::forum::LONGEST_VOICE) minutes, because
    /// what its phone wrote beside the sound must not go on with it.
    ///
    /// # Errors
    /// As [`Workshop::examine`].
    async fn make_voice(&self, file: &Path, kind: FileKind, into: &Path) -> Result<Made, WorkshopError>;
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// The kind, by the bytes.
    pub kind: FileKind,
    /// How much it weighs, in bytes.
    pub bytes: u64,
    /// The SHA-256 of the bytes in lower-case hexadecimal: the name of the blob.
    pub sha256: String,
    /// How many pages a PDF has.
    pub pages: Option<u32>,
    /// How long sound or video lasts, in milliseconds; nothing if the file does not say it.
    pub duration_ms: Option<u64>,
    /// The size of an image or a video.
    pub pixels: Option<Pixels>,
}

/// What was made of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The text of every page of a PDF, in order, ready to be searched and quoted: NFC, single spaces, no control
    /// characters, words whole that were parted at the end of a line. Empty for other kinds.
    pub pages: Vec<String>,
    /// The variants, in the order in which they were made.
    pub variants: Vec<Variant>,
}

impl Made {
    /// Whether a document has pages but no text on any of them: a scan, which nobody can search or have read aloud.
    pub fn has_no_text_layer(&self) -> bool {
        !self.pages.is_empty() && self.pages.iter().all(String::is_empty)
    }
}

/// A light variant of a file. None carries metadata of the original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// What it is for.
    pub role: Role,
    /// Its name in the folder.
    pub file: String,
    /// What it is: JPEG or WebP, M4a, Mp4.
    pub kind: FileKind,
    /// How much it weighs, in bytes.
    pub bytes: u64,
    /// The size of an image or a video.
    pub pixels: Option<Pixels>,
    /// How long sound or video lasts, in milliseconds.
    pub duration_ms: Option<u64>,
}

/// Why the workshop gave nothing.
#[derive(Debug)]
pub enum WorkshopError {
    /// The file cannot be accepted; trying again changes nothing.
    Refused(Problem),
    /// The workshop could not do its work (no room on the disk, no process); the same file may pass later.
    Unavailable(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for WorkshopError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(problem) => write!(formatter, "refused: {problem:?}"),
            Self::Unavailable(cause) => write!(formatter, "{cause}"),
        }
    }
}

impl std::error::Error for WorkshopError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_told_from_a_text_and_from_a_photograph() {
        let of = |pages: &[&str]| Made {
            pages: pages.iter().map(|&page| page.to_owned()).collect(),
            variants: Vec::new(),
        };
        assert!(of(&["", ""]).has_no_text_layer());
        assert!(!of(&["", "Plaidoyer"]).has_no_text_layer());
        assert!(!of(&[]).has_no_text_layer());
    }
}
