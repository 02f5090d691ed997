//! Training: paths that members enter and who decides publishes; quizzes that are passed; groups that are counted.

mod attest;
mod browse;
mod example;
mod group;
mod keep;
mod learn;
mod lessons;

pub use browse::FoundPaths;
pub use group::GroupOfPathStore;
pub use learn::{Answered, CARNET, Finished, Learner, QUIZ};
pub use lessons::SEEN;

use crate::access::{Administrator, Contributor, Librarian, Oneself};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::id::PathId;
use model::training::{Passed, Path, Progress};
use std::collections::BTreeMap;

/// The most paths, and the most groups, that an organisation's desk lists.
pub const MOST_ON_A_DESK: i64 = 200;

/// Keeps paths, and which quizzes members passed.
#[async_trait]
pub trait TrainingStore: Send + Sync {
    /// A number that grows with every change of what is published; who passes what does not change it.
    async fn paths_version(&self) -> Result<i64, StoreError>;

    /// Every published path, in no order.
    async fn published_paths(&self) -> Result<Vec<Path>, StoreError>;

    /// The path with this slug, published or not.
    async fn path(&self, slug: &str) -> Result<Option<Path>, StoreError>;

    /// The slugs that are this one or this one with a number.
    async fn path_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError>;

    /// The paths of an organisation, the last changed first.
    async fn paths_of(&self, right: &Contributor) -> Result<Vec<Path>, StoreError>;

    /// Keeps a path of the organisation that the right is about; `replaces` is the version that it takes the place of, nothing for a
    /// new one. `Conflict` if it was changed in between, if its slug is taken, or if it is published and not hers to decide about.
    async fn put_path(
        &self,
        right: &Contributor,
        path: &Path,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// The same for a path that its readers see from now on, or no longer.
    async fn publish_path(
        &self,
        right: &Librarian,
        path: &Path,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes a draft of a path. `Conflict` if it is none.
    async fn remove_path(&self, right: &Contributor, id: PathId, log: &Entry) -> Result<(), StoreError>;

    /// Keeps that she passed the quiz of a lesson; who passed it before keeps that day.
    async fn pass(
        &self,
        right: &Oneself,
        path: PathId,
        lesson: u32,
        passed: Passed,
    ) -> Result<(), StoreError>;

    /// The quizzes of a path that she passed.
    async fn own_progress(&self, right: &Oneself, path: PathId) -> Result<Progress, StoreError>;

    /// The quizzes of all paths that she passed.
    async fn all_own_progress(&self, right: &Oneself) -> Result<BTreeMap<PathId, Progress>, StoreError>;

    /// Forgets what she passed of a path.
    async fn forget_progress(&self, right: &Oneself, path: PathId) -> Result<(), StoreError>;

    /// Removes the paths that are example data.
    async fn remove_example_paths(&self, right: &Administrator) -> Result<(), StoreError>;
}
