//! The forum's rows: spaces, topics, and what people write in them.

mod along;
mod experience_drafts;
pub(crate) mod experiences;
mod following;
mod gate;
mod groups;
mod mix;
mod own_words;
pub(crate) mod pictures;
pub(crate) mod polls;
pub(crate) mod posts;
pub(crate) mod practices;
pub(crate) mod recordings;
mod spaces;
mod telling;
pub(crate) mod texts;
mod titles;
mod topics;
mod unsent;

pub(crate) use posts::{marked, marked_columns};
pub(crate) use spaces::BUMP as SPACES;
pub(crate) use topics::{COUNT as COUNT_TOPICS, author};

use crate::directory::Statements;
use crate::engine::{Store, reading};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Oneself, SpaceModerator, Writer};
use domain::forum::{ForumStore, Marked, OwnPost, Place, PostsRead};
use model::audit::Entry;
use model::forum::{Bookmark, OwnWords, OwnWordsPlace, Post, Revision, Space, Topic};
use model::id::{PostId, SpaceId, TopicId};
use model::time::Moment;

/// The statements of every file of this folder.
pub(crate) const ALL_STATEMENTS: &[Statements] = &[
    STATEMENTS,
    along::STATEMENTS,
    experience_drafts::STATEMENTS,
    experiences::STATEMENTS,
    following::STATEMENTS,
    gate::STATEMENTS,
    groups::STATEMENTS,
    mix::STATEMENTS,
    own_words::STATEMENTS,
    pictures::STATEMENTS,
    polls::STATEMENTS,
    posts::STATEMENTS,
    practices::STATEMENTS,
    recordings::STATEMENTS,
    spaces::STATEMENTS,
    telling::STATEMENTS,
    texts::STATEMENTS,
    titles::STATEMENTS,
    topics::STATEMENTS,
    unsent::STATEMENTS,
];

statements! {
    VERSION = "select value from counter where name = 'forum'";
    POSTS_VERSION = "select value from counter where name = 'post'";
    /// Everything that is written or decided counts.
    pub(crate) TOUCH = "update counter set value = value + 1 where name = 'post'";
}

#[async_trait]
impl ForumStore for Store {
    async fn spaces_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn posts_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(POSTS_VERSION).fetch_one(db).await)
    }

    async fn spaces(&self) -> Result<Vec<Space>, StoreError> {
        spaces::all(self).await
    }

    async fn put_space(
        &self,
        _: &Administrator,
        space: &Space,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError> {
        spaces::put(self, space, replaces, log).await
    }

    async fn conduct_space(
        &self,
        right: &SpaceModerator,
        space: &Space,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        if right.space() != space.id {
            return Err(StoreError::Conflict);
        }
        spaces::put(self, space, Some(replaces), log).await
    }

    async fn remove_example_spaces(&self, _: &Administrator) -> Result<(), StoreError> {
        spaces::remove_examples(self).await
    }

    async fn topics_in(&self, space: SpaceId) -> Result<i64, StoreError> {
        spaces::topics(self, space).await
    }

    async fn pinned_topics(&self, space: SpaceId) -> Result<Vec<Topic>, StoreError> {
        topics::pinned(self, space).await
    }

    async fn topics(
        &self,
        space: SpaceId,
        after: Option<Bookmark>,
        limit: i64,
    ) -> Result<Vec<Topic>, StoreError> {
        topics::list(self, space, after, limit).await
    }

    async fn topic(&self, number: i64) -> Result<Option<Topic>, StoreError> {
        topics::one(self, number).await
    }

    async fn posts(&self, topic: TopicId, from: i64, limit: i64) -> Result<PostsRead, StoreError> {
        posts::read(self, topic, from, limit).await
    }

    async fn post(&self, topic: TopicId, number: i64) -> Result<Option<Post>, StoreError> {
        posts::one(self, topic, number).await
    }

    async fn posts_of(&self, right: &Oneself, limit: i64) -> Result<Vec<OwnPost>, StoreError> {
        posts::of(self, right, limit).await
    }

    async fn own_words(
        &self,
        right: &Oneself,
        before: Option<OwnWordsPlace>,
        limit: i64,
    ) -> Result<Vec<OwnWords>, StoreError> {
        own_words::page(self, right, before, limit).await
    }

    async fn own_words_at(
        &self,
        right: &Oneself,
        topic: i64,
        number: i64,
    ) -> Result<Option<OwnWords>, StoreError> {
        own_words::at(self, right, topic, number).await
    }

    async fn thanks_of(&self, right: &Oneself, limit: i64) -> Result<Vec<(Marked, Moment)>, StoreError> {
        posts::thanks_of(self, right, limit).await
    }

    async fn place(&self, right: &Writer, id: PostId) -> Result<Option<Place>, StoreError> {
        posts::place(self, right, id).await
    }

    async fn open_topic(&self, right: &Writer, topic: &Topic, post: &Post) -> Result<i64, StoreError> {
        topics::open(self, right, topic, post).await
    }

    async fn reply(&self, right: &Writer, topic: TopicId, post: &Post) -> Result<i64, StoreError> {
        posts::reply(self, right, topic, post).await
    }

    async fn edit_post(
        &self,
        right: &Writer,
        topic: TopicId,
        post: &Post,
        withholds: bool,
    ) -> Result<(), StoreError> {
        posts::edit(self, right, topic, post, withholds).await
    }

    async fn withhold_former(&self, right: &Oneself, post: PostId) -> Result<(), StoreError> {
        posts::withhold(self, right, post).await
    }

    async fn withdraw_post(&self, right: &Oneself, topic: TopicId, post: &Post) -> Result<(), StoreError> {
        posts::withdraw(self, right, topic, post).await
    }

    async fn revisions(&self, post: PostId) -> Result<Vec<Revision>, StoreError> {
        posts::revisions(self, post).await
    }

    async fn thank(
        &self,
        right: &Oneself,
        post: PostId,
        thanks: bool,
        now: Moment,
    ) -> Result<(), StoreError> {
        posts::thank(self, right, post, thanks, now).await
    }

    async fn answer(
        &self,
        _: &Oneself,
        topic: &Topic,
        answer: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        topics::answer(self, topic, answer, log).await
    }

    async fn moderate_topic(
        &self,
        right: &SpaceModerator,
        topic: &Topic,
        log: &Entry,
    ) -> Result<(), StoreError> {
        topics::moderate(self, right, topic, log).await
    }
}
