//! The forum: spaces in which members begin topics, reply, and are moderated.

mod browse;
mod conduct;
mod example;
mod experience;
mod follow;
mod former;
mod gate;
mod group;
mod journal;
mod live;
mod mix;
mod moderate;
mod own_words;
mod pace;
mod pictures;
mod polls;
mod public;
mod recording;
mod search;
mod spaces;
mod tell;
mod titles;
mod unsent;
mod write;

pub use browse::{Attachments, OwnMarks, PostsRead, Reading, SpacePage, TopicPage};
pub(crate) use browse::{MOST_KEPT, PostsKept};
pub use conduct::SpaceChange;
pub use experience::{ExperienceStore, FoundExperiences, Mark, PRACTICE_KINDS, Scribe, Standing};
pub use follow::{FollowStore, FollowedPage, Opened, TopicMark, TopicRange, Unreads};
pub use former::Former;
pub use gate::{Acquaintance, GateStore, Lately, Recent, Window};
pub use group::{GroupPage, GroupStore, GroupWords, Seated, Team};
pub use journal::JournalLine;
pub use live::{Happened, Heard, Writings, Written};
pub use mix::{Mix, MixStore, Origin, Splitting};
pub use moderate::TopicChange;
pub use own_words::OwnWordsPage;
pub use pace::{Pace, Rate};
pub use pictures::{KeptPicture, NewPicture, PictureStore, Pictures};
pub use polls::{OwnVote, PollShown, PollStore};
pub use public::SpaceFeed;
pub use recording::{KeptVoice, RecordingStore, Voices};
pub use search::{ForumTextStore, Found, FoundTopic, Hit};
pub use tell::{NewPost, TellStore};
pub use titles::{TitleChange, TitleStore};
pub use unsent::{Begun, Desk, UnsentStore};

use crate::access::{Administrator, Oneself, SpaceModerator, Writer};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::forum::{Bookmark, OwnWords, OwnWordsPlace, Post, Revision, Space, Topic};
use model::id::{PostId, SpaceId, TopicId};
use model::time::Moment;

/// Where a post stands that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of its topic.
    pub topic: i64,
    /// Its number in it.
    pub post: i64,
}

/// A post of hers, as she takes it along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPost {
    /// The number of its topic.
    pub topic: i64,
    /// The title of its topic.
    pub title: String,
    /// Its number.
    pub number: i64,
    /// The other first name under which she wrote it.
    pub alias: Option<String>,
    /// What she wrote.
    pub text: String,
    /// When.
    pub created_at: Moment,
}

/// A post for which she thanked, or at which she pointed, as she takes that along: whoever wrote it, and what, is not hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Where it stands.
    pub place: Place,
    /// The space of its topic.
    pub space: SpaceId,
    /// The title of its topic, as far as she may read it now.
    pub title: Option<String>,
}

/// Keeps spaces, topics and posts. Every list is a range of an index, however much was written.
#[async_trait]
pub trait ForumStore: Send + Sync {
    /// A number that grows with every change of a space.
    async fn spaces_version(&self) -> Result<i64, StoreError>;

    /// A number that grows with everything that is written or decided in a space.
    async fn posts_version(&self) -> Result<i64, StoreError>;

    /// All spaces, in their order.
    async fn spaces(&self) -> Result<Vec<Space>, StoreError>;

    /// Keeps a space; `replaces` is the version that it takes the place of, nothing for a new one. `Conflict` if it was changed in
    /// between, or its slug is taken.
    async fn put_space(
        &self,
        right: &Administrator,
        space: &Space,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Keeps what a moderator of a space decided about it, in the place of this version. `Conflict` if it was changed in between.
    async fn conduct_space(
        &self,
        right: &SpaceModerator,
        space: &Space,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes the topics that are example data, and the example spaces in which nothing else was written; the others stay and are
    /// no longer examples.
    async fn remove_example_spaces(&self, right: &Administrator) -> Result<(), StoreError>;

    /// How many topics of a space are shown.
    async fn topics_in(&self, space: SpaceId) -> Result<i64, StoreError>;

    /// The topics of a space that are shown and stand above the others, the last written in first.
    async fn pinned_topics(&self, space: SpaceId) -> Result<Vec<Topic>, StoreError>;

    /// The other topics that are shown, after this bookmark, the last written in first; at most `limit`.
    async fn topics(
        &self,
        space: SpaceId,
        after: Option<Bookmark>,
        limit: i64,
    ) -> Result<Vec<Topic>, StoreError>;

    /// The topic of this number, whatever became of it.
    async fn topic(&self, number: i64) -> Result<Option<Topic>, StoreError>;

    /// The posts of a topic from this number on, in order; at most `limit`.
    async fn posts(&self, topic: TopicId, from: i64, limit: i64) -> Result<PostsRead, StoreError>;

    /// One post.
    async fn post(&self, topic: TopicId, number: i64) -> Result<Option<Post>, StoreError>;

    /// What she wrote and did not erase, the oldest first; at most `limit`.
    async fn posts_of(&self, right: &Oneself, limit: i64) -> Result<Vec<OwnPost>, StoreError>;

    /// What she wrote and did not erase, hidden posts among it, before this place, the newest first; at most `limit`.
    async fn own_words(
        &self,
        right: &Oneself,
        before: Option<OwnWordsPlace>,
        limit: i64,
    ) -> Result<Vec<OwnWords>, StoreError>;

    /// One of them.
    async fn own_words_at(
        &self,
        right: &Oneself,
        topic: i64,
        number: i64,
    ) -> Result<Option<OwnWords>, StoreError>;

    /// What she thanked for and when, the oldest first; at most `limit`. The title is that of a topic that readers of its space see.
    async fn thanks_of(&self, right: &Oneself, limit: i64) -> Result<Vec<(Marked, Moment)>, StoreError>;

    /// Where a post of hers stands, if it was kept before.
    async fn place(&self, right: &Writer, id: PostId) -> Result<Option<Place>, StoreError>;

    /// Keeps a new topic with its first post, and gives its number.
    async fn open_topic(&self, right: &Writer, topic: &Topic, post: &Post) -> Result<i64, StoreError>;

    /// Keeps a reply, and gives its number. `Conflict` if nobody replies to this topic any more.
    async fn reply(&self, right: &Writer, topic: TopicId, post: &Post) -> Result<i64, StoreError>;

    /// Puts another text in the place of hers, and keeps the old one; `withholds` says that readers are shown none of the old ones.
    /// `Conflict` if it was changed in between.
    async fn edit_post(
        &self,
        right: &Writer,
        topic: TopicId,
        post: &Post,
        withholds: bool,
    ) -> Result<(), StoreError>;

    /// Shows readers no more what a post of hers said before.
    async fn withhold_former(&self, right: &Oneself, post: PostId) -> Result<(), StoreError>;

    /// Erases what she wrote in a post of hers that has this version; its place stays. `Conflict` if it was changed in between.
    async fn withdraw_post(&self, right: &Oneself, topic: TopicId, post: &Post) -> Result<(), StoreError>;

    /// The texts that a post had before, the oldest first. None is shown to readers while somebody says that a person is in danger by
    /// the post.
    async fn revisions(&self, post: PostId) -> Result<Vec<Revision>, StoreError>;

    /// Says thank you for a post, or no longer.
    async fn thank(&self, right: &Oneself, post: PostId, thanks: bool, now: Moment)
    -> Result<(), StoreError>;

    /// Marks a reply as the one that helped, or none; what a moderator says of somebody else's question leaves a line in the log.
    async fn answer(
        &self,
        right: &Oneself,
        topic: &Topic,
        answer: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// Changes what moderators decide about a topic: its space, its place, whether it is open and seen.
    async fn moderate_topic(
        &self,
        right: &SpaceModerator,
        topic: &Topic,
        log: &Entry,
    ) -> Result<(), StoreError>;
}
