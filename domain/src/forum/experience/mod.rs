//! Experiences: told step by step, published as topics, found, corrected, and marked as good practices.

mod browse;
mod example;
mod practice;
mod publish;
mod tell;

pub use browse::FoundExperiences;
pub use practice::PRACTICE_KINDS;

use super::Place;
use crate::access::{Administrator, Oneself, SpaceModerator, Writer};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::directory::Terms;
use model::forum::{Experience, ExperienceDraft, KeptExperience, Listed, Post, Topic};
use model::id::{DocumentId, PostId, SpaceId, TopicId};
use model::time::Moment;

/// Writes an experience down as the text of its post, in the words of a language.
pub type Scribe<'a> = &'a (dyn Fn(&Experience, &Terms) -> String + Send + Sync);

/// Where an experience that is seen stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The number of its topic.
    pub topic: i64,
    /// The space in which it stands.
    pub space: SpaceId,
    /// Whether it is a good practice.
    pub practice: bool,
}

/// What a moderator decides about a good practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is one since then, and this document of the library says it.
    Since(Moment, DocumentId),
    /// It is none any more; its document is withdrawn.
    Lifted,
}

/// Keeps experiences and those that are being told.
#[async_trait]
pub trait ExperienceStore: Send + Sync {
    /// Hers that are being told, the last changed first.
    async fn drafts(&self, right: &Oneself) -> Result<Vec<ExperienceDraft>, StoreError>;

    /// One of hers.
    async fn draft(&self, right: &Oneself, id: PostId) -> Result<Option<ExperienceDraft>, StoreError>;

    /// Keeps one of hers; `replaces` is the version that it takes the place of, nothing for a new one. `Conflict` if it was changed
    /// in between, or is somebody else's.
    async fn put_draft(
        &self,
        right: &Oneself,
        draft: &ExperienceDraft,
        replaces: Option<i64>,
    ) -> Result<(), StoreError>;

    /// Throws one of hers away; says whether it was there.
    async fn remove_draft(&self, right: &Oneself, id: PostId) -> Result<bool, StoreError>;

    /// Where a post of hers stands, if it was published.
    async fn published(&self, right: &Oneself, id: PostId) -> Result<Option<Place>, StoreError>;

    /// The experience that a topic begins with, if its author did not erase it.
    async fn experience(&self, topic: TopicId) -> Result<Option<KeptExperience>, StoreError>;

    /// Keeps a new topic with its first post and the experience that it tells, in the place of the draft; gives its number.
    async fn open_experience(
        &self,
        right: &Writer,
        topic: &Topic,
        post: &Post,
        experience: &Experience,
    ) -> Result<i64, StoreError>;

    /// Puts another title, text and experience in the place of hers, keeps the old text, and removes the draft; a good practice is
    /// none any more until somebody has read it again, of which `log` is the line. `replaces` is the version of the experience that
    /// she saw; `Conflict` if that or the post was changed in between.
    async fn correct_experience(
        &self,
        right: &Writer,
        topic: &Topic,
        post: &Post,
        experience: &Experience,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// A number that grows with every experience that is published, corrected or erased.
    async fn experiences_version(&self) -> Result<i64, StoreError>;

    /// Every experience with what a list shows of it, whether it is seen or not, in no order.
    async fn experiences(&self) -> Result<Vec<(Listed, Experience)>, StoreError>;

    /// Where those stand that are seen.
    async fn standings(&self) -> Result<Vec<Standing>, StoreError>;

    /// Marks the experience of a topic as a good practice, or no longer. `Conflict` if somebody did so in between.
    async fn mark_experience(
        &self,
        right: &SpaceModerator,
        topic: TopicId,
        mark: Mark,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Marks an example, which nobody decides about.
    async fn mark_example(
        &self,
        right: &Administrator,
        topic: TopicId,
        since: Moment,
        document: DocumentId,
    ) -> Result<(), StoreError>;

    /// The topics of good practices that are no longer seen by those who read their documents: hidden, erased or moved.
    async fn unseen_practices(&self) -> Result<Vec<i64>, StoreError>;

    /// Lifts the mark of such a topic and withdraws its document.
    async fn lift_unseen(&self, topic: i64, log: &Entry) -> Result<(), StoreError>;

    /// The number of the topic whose experience a document says, if it is a good practice.
    async fn topic_of_document(&self, document: DocumentId) -> Result<Option<i64>, StoreError>;

    /// The numbers, in the index of full texts, of the documents that say experiences of hers, or that of one post of hers.
    async fn documents_told(&self, right: &Oneself, post: Option<PostId>) -> Result<Vec<i64>, StoreError>;
}
