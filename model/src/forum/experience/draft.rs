//! An experience that is being told: kept on the server for her alone, step by step, until it is published or thrown away.

use super::Told;
use crate::id::{PostId, SpaceId};
use crate::time::Moment;

/// The most drafts of one person.
pub const MOST_DRAFTS: usize = 20;

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExperienceDraft {
    /// The id of the post that it becomes, or corrects: what is published twice is there once.
    pub id: PostId,
    /// The space that it was begun for, if that is still there.
    pub space: Option<SpaceId>,
    /// The version of the experience that it corrects; nothing for a new one.
    pub corrects: Option<i64>,
    /// What was told so far.
    pub told: Told,
    /// When it was begun.
    pub created_at: Moment,
    /// When something was last told.
    pub updated_at: Moment,
    /// How often it was changed.
    pub version: i64,
}
