//! Files that are kept, and the light variants that were made of them.

use super::kinds::{FileKind, Pixels};
use crate::blob::BlobHash;
use crate::coded::coded;
use crate::failure::Problem;
use crate::id::FileId;
use crate::language::SpokenLanguage;
use crate::text::Line;
use serde::{Deserialize, Serialize};

coded!(
    /// How far the workshop is with a file.
    Progress {
        /// It waits for its turn.
        Waiting = "attend",
        /// It is being read.
        Working = "en-cours",
        /// Everything was made of it that can be made.
        Done = "fait",
        /// Nothing could be made of it; it is kept as it came.
        Failed = "echec",
    }
);

/// What a variant is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A cover in a list.
    Thumb,
    /// The cover of the document's own page.
    Cover,
    /// The preview of a page; the first is 1.
    Page(u32),
    /// An image for a small screen.
    Small,
    /// An image for a page.
    Medium,
    /// An image to be looked at closely.
    Large,
    /// Small mono sound.
    Audio,
    /// A small video.
    Video,
    /// The picture that stands for a video until it is played.
    Poster,
    /// The same without what nobody sees of it: for what could not be made light.
    Clean,
}

impl Role {
    /// Its stable code, and the page for a preview.
    pub const fn code(self) -> (&'static str, i64) {
        match self {
            Self::Thumb => ("thumb", 0),
            Self::Cover => ("cover", 0),
            Self::Page(page) => ("page", page as i64),
            Self::Small => ("small", 0),
            Self::Medium => ("medium", 0),
            Self::Large => ("large", 0),
            Self::Audio => ("audio", 0),
            Self::Video => ("video", 0),
            Self::Poster => ("poster", 0),
            Self::Clean => ("clean", 0),
        }
    }

    /// The role with this code.
    pub fn parse(code: &str, page: i64) -> Option<Self> {
        Some(match code {
            "thumb" => Self::Thumb,
            "cover" => Self::Cover,
            "page" => Self::Page(u32::try_from(page).ok()?),
            "small" => Self::Small,
            "medium" => Self::Medium,
            "large" => Self::Large,
            "audio" => Self::Audio,
            "video" => Self::Video,
            "poster" => Self::Poster,
            "clean" => Self::Clean,
            _ => return None,
        })
    }
}

/// Which part of a document a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the document is made of.
    Content,
    /// A summary to listen to, in this language.
    Summary(SpokenLanguage),
    /// The picture that stands for it.
    Cover,
}

/// What a picture shows, in words.
pub type Shown = Line<3, 200>;

/// A file that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its id.
    pub id: FileId,
    /// The name under which it is downloaded, with its extension.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes as they came.
    pub blob: BlobHash,
    /// How many they are.
    pub bytes: u64,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// How long it lasts, in milliseconds.
    pub duration_ms: Option<u64>,
    /// The size of an image or a video.
    pub pixels: Option<Pixels>,
    /// What it shows, for those who do not see it: said of a cover.
    pub shows: Option<Shown>,
    /// How far the workshop is with it.
    pub progress: Progress,
    /// Why nothing could be made of it.
    pub problem: Option<Problem>,
    /// Whether its pages hold text that can be searched and read aloud; unknown until it was read.
    pub has_text: Option<bool>,
    /// How many of its pages can be leafed through.
    pub previews: u32,
    /// What was made of it, without the previews of pages.
    pub variants: Vec<StoredVariant>,
}

impl StoredFile {
    /// The variant for this purpose.
    pub fn variant(&self, role: Role) -> Option<&StoredVariant> {
        self.variants.iter().find(|variant| variant.role == role)
    }

    /// What readers get of it: bytes, what they are, how many. Nothing as long as it was not made ready for them.
    pub fn given(&self) -> Option<(&BlobHash, FileKind, u64)> {
        if self.kind.is_given_as_it_came() {
            return Some(self.original());
        }
        let light = [Role::Large, Role::Audio, Role::Video, Role::Clean];
        let made = light.into_iter().find_map(|role| self.variant(role))?;
        Some((&made.blob, made.kind, made.bytes))
    }

    /// What those get who work on it: the bytes as they came.
    pub const fn original(&self) -> (&BlobHash, FileKind, u64) {
        (&self.blob, self.kind, self.bytes)
    }
}

/// A light variant of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredVariant {
    /// What it is for.
    pub role: Role,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub blob: BlobHash,
    /// How many they are.
    pub bytes: u64,
    /// The size of an image or a video.
    pub pixels: Option<Pixels>,
    /// How long sound or video lasts, in milliseconds.
    pub duration_ms: Option<u64>,
}

/// A summary to listen to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudioSummary {
    /// The language that is spoken.
    pub language: SpokenLanguage,
    /// The recording.
    pub file: StoredFile,
}
