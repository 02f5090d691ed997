//! Photos of common work, each with a caption.

use crate::id::{ActivityId, ProjectId};

/// The most photos of one project, and of one activity.
pub const MOST_PHOTOS: usize = 12;

/// The names of the form's fields.
pub mod album_field {
    /// The photo that comes.
    pub const PHOTO: &str = "photo";
    /// What it shows.
    pub const CAPTION: &str = "legende";
    /// That those who can be recognised agree.
    pub const AGREED: &str = "accord";
    /// One that is there.
    pub const ID: &str = "image";
}

/// What an album belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlbumOf {
    /// A project.
    Project(ProjectId),
    /// An activity.
    Activity(ActivityId),
}
