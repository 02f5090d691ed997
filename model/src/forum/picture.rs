//! An image in a post: small and without what a camera writes into it, with words for who does not see it.

use crate::failure::Problem;
use crate::id::PictureId;
use crate::library::{Progress, Role, StoredVariant};
use crate::text::Line;

/// The most images of one post.
pub const MOST_PICTURES: usize = 4;
/// What the description of an image is called in a form, before its id.
pub const PICTURE_ALT: &str = "alt.";

/// What an image shows, in words.
pub type PictureAlt = Line<1, 250>;

/// An image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its id.
    pub id: PictureId,
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
        format!("{PICTURE_ALT}{}", self.id)
    }
}
