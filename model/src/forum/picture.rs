//! An image in a post: small and without what a camera writes into it, with words for who does not see it.

use super::draft::forum_field as field;
use crate::blob::BlobHash;
use crate::failure::Problem;
use crate::id::{FileId, PostId};
use crate::library::{FileKind, Progress, Role, StoredFile, StoredVariant};
use crate::text::Line;

/// The most images of one post.
pub const MOST_PICTURES: usize = 4;

/// What an image shows, in words.
pub type PictureAlt = Line<1, 250>;

/// An image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its id.
    pub id: FileId,
    /// The post that it belongs to, or will.
    pub post: PostId,
    /// What it shows.
    pub alt: Option<PictureAlt>,
    /// How far the workshop is with it.
    pub progress: Progress,
    /// Why nothing could be made of it.
    pub problem: Option<Problem>,
    /// What was made of it; the image as it came is shown to nobody.
    pub variants: Vec<StoredVariant>,
}

impl Picture {
    /// The variant for this purpose.
    pub fn variant(&self, role: Role) -> Option<&StoredVariant> {
        self.variants.iter().find(|it| it.role == role)
    }

    /// The name of the field with its description.
    pub fn alt_field(&self) -> String {
        format!("{}{}", field::ALT, self.id)
    }

    /// An image as it came, as a file of the workshop's queue.
    pub fn raw(id: FileId, kind: FileKind, blob: BlobHash, bytes: u64) -> StoredFile {
        StoredFile {
            id,
            name: format!("image.{}", kind.extension()),
            kind,
            blob,
            bytes,
            pages: None,
            duration_ms: None,
            pixels: None,
            progress: Progress::Waiting,
            problem: None,
            shows: None,
            has_text: None,
            previews: 0,
            variants: Vec::new(),
        }
    }
}
