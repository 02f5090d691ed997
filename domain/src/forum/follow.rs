//! Keeping up: following a topic or not wanting to hear of it, what is new, and going on where one was.

use super::{OwnMarks, SpacePage, TopicPage};
use crate::access::{Caller, Oneself};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::forum::{
    Followed, FollowedPlace, Space, Stance, TOPICS_ON_A_PAGE, Topic, TopicReader, Unread, Visible,
};
use model::id::{NoticeId, SpaceId, TopicId};
use model::time::Moment;
use std::collections::HashMap;

/// How many topics of a space are looked at to say that something is new there: those that were last written in.
const LOOKED_AT: i64 = 50;
/// How many followed topics with something new are counted; more are as many.
const MOST_FRESH: i64 = 100;

/// A page of a topic that somebody opened.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    /// The topic.
    pub topic: TopicId,
    /// Where it stands.
    pub space: SpaceId,
    /// The last post of the page.
    pub upto: i64,
    /// How many posts the topic had when the page was made: what came since is still new.
    pub posts: i64,
}

/// Topics of a list: a range of those that stand above the others, or of those that do not.
#[derive(Clone, Copy, Debug)]
pub struct TopicRange {
    /// Their space.
    pub space: SpaceId,
    /// Whether they stand above the others.
    pub pinned: bool,
    /// When the last of them was last written in.
    pub from: Moment,
    /// When the first of them was.
    pub to: Moment,
}

/// A topic of a list as somebody stands to it.
#[derive(Clone, Copy, Debug)]
pub struct TopicMark {
    /// Its number.
    pub topic: i64,
    /// How many posts it has.
    pub posts: i64,
    /// When it was begun.
    pub created_at: Moment,
    /// How far she read it, if she opened it.
    pub reader: Option<TopicReader>,
}

/// Keeps how far everybody read. A topic's posts are never looked at for it: each has its number.
#[async_trait]
pub trait FollowStore: Send + Sync {
    /// What the posts of a topic from one number to another are to her alone.
    async fn own_marks(
        &self,
        right: &Oneself,
        topic: TopicId,
        from: i64,
        upto: i64,
    ) -> Result<OwnMarks, StoreError>;

    /// Since when topics of a space that she never opened are new to her.
    async fn reads_since(&self, right: &Oneself, space: SpaceId) -> Result<Option<Moment>, StoreError>;

    /// She is in a space for the first time.
    async fn enter_space(&self, right: &Oneself, space: SpaceId, now: Moment) -> Result<(), StoreError>;

    /// She opened a page, and with it the news that lead there; says how many these were. `news` is the id of news to come.
    async fn open(
        &self,
        right: &Oneself,
        opened: &Opened,
        news: NoticeId,
        now: Moment,
    ) -> Result<u64, StoreError>;

    /// She follows a topic, or no longer, or does not want to hear of it: then news of replies are read, and it says how many.
    async fn set_stance(
        &self,
        right: &Oneself,
        topic: &Topic,
        stance: Stance,
        news: NoticeId,
        now: Moment,
    ) -> Result<u64, StoreError>;

    /// The topics of a range, the last written in first; at most `limit`.
    async fn marks(
        &self,
        right: &Oneself,
        range: &TopicRange,
        limit: i64,
    ) -> Result<Vec<TopicMark>, StoreError>;

    /// She read everything in a space, also what she never opened.
    async fn read_space(&self, right: &Oneself, space: SpaceId, now: Moment) -> Result<u64, StoreError>;

    /// The topics to which she stands like this, those with something new first, after this place; at most `limit`.
    async fn followed(
        &self,
        right: &Oneself,
        stance: Stance,
        after: Option<&FollowedPlace>,
        limit: i64,
    ) -> Result<Vec<Followed>, StoreError>;

    /// The spaces of the topics that she follows and in which something is new, once for each topic; at most `limit`.
    async fn fresh(&self, right: &Oneself, limit: i64) -> Result<Vec<SpaceId>, StoreError>;
}

/// What is new to somebody in the topics of a list.
#[derive(Clone, Debug, Default)]
pub struct Unreads(HashMap<i64, Unread>);

impl Unreads {
    /// What is new in this topic.
    pub fn of(&self, topic: &Topic) -> Option<Unread> {
        self.0.get(&topic.number).copied()
    }

    /// Whether anything is.
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }
}

/// A page of the topics that somebody follows.
#[derive(Clone, Debug)]
pub struct FollowedPage {
    /// The topics with their spaces, those with something new first.
    pub topics: Vec<(Space, Followed)>,
    /// Where the next page begins.
    pub next: Option<FollowedPlace>,
}

impl Platform {
    /// Remembers that the caller opened a page of a topic. Reading is never refused because this cannot be kept.
    pub async fn open_page(&self, caller: &Caller, page: &TopicPage) {
        let Ok(right) = caller.oneself() else { return };
        let upto = page.posts.last().map_or(0, |it| it.number);
        if page.own.reader.is_some_and(|(reader, news)| reader.seen >= upto && news == 0) {
            return;
        }
        let now = self.clock.now();
        let opened = Opened { topic: page.topic.id, space: page.space.id, upto, posts: page.topic.posts };
        let read = self.stores.following.open(&right, &opened, self.next_news(now), now).await;
        if read.is_ok_and(|read| read > 0) {
            self.have_news(&[right.person()]);
        }
    }

    /// What is new to the caller in a page of a space's topics; nothing for a visitor.
    ///
    /// # Errors
    /// `Store`.
    pub async fn unread_on(&self, caller: &Caller, page: &SpacePage) -> Result<Unreads, Error> {
        let Ok(right) = caller.oneself() else { return Ok(Unreads::default()) };
        let range = |topics: &[Topic], pinned| {
            let (first, last) = (topics.first()?, topics.last()?);
            Some(TopicRange { space: page.space.id, pinned, from: last.last_at, to: first.last_at })
        };
        let ranges = [range(&page.pinned, true), range(&page.topics, false)];
        self.unread_in(&right, page.space.id, ranges.into_iter().flatten()).await
    }

    /// What is new to the caller in the topics of a space that were last written in; nothing for a visitor.
    ///
    /// # Errors
    /// `Store`.
    pub async fn newest_unread(&self, caller: &Caller, space: SpaceId) -> Result<Unreads, Error> {
        let Ok(right) = caller.oneself() else { return Ok(Unreads::default()) };
        let whole = |pinned| TopicRange { space, pinned, from: Moment(0), to: Moment(i64::MAX) };
        self.unread_in(&right, space, [whole(true), whole(false)].into_iter()).await
    }

    async fn unread_in(
        &self,
        right: &Oneself,
        space: SpaceId,
        ranges: impl Iterator<Item = TopicRange> + Send,
    ) -> Result<Unreads, Error> {
        let since = self.stores.following.reads_since(right, space).await?;
        let mut unread = HashMap::new();
        for range in ranges {
            for it in self.stores.following.marks(right, &range, LOOKED_AT).await? {
                let new = Unread::of(it.reader, it.posts, it.created_at, since);
                unread.extend(new.map(|new| (it.topic, new)));
            }
        }
        Ok(Unreads(unread))
    }

    /// Remembers that the caller was in a space: what is begun there from now on is new to her.
    pub async fn enter_space(&self, caller: &Caller, space: SpaceId) {
        let Ok(right) = caller.oneself() else { return };
        if let Ok(None) = self.stores.following.reads_since(&right, space).await {
            // If it cannot be kept, she is here for the first time once more.
            drop(self.stores.following.enter_space(&right, space, self.clock.now()).await);
        }
    }

    /// Follows a topic, or no longer, or does not want to hear of it any more; gives it with its space.
    ///
    /// # Errors
    /// `SignIn`, `NotFound`.
    pub async fn set_stance(
        &self,
        caller: &Caller,
        topic: i64,
        stance: Stance,
    ) -> Result<(Space, Topic), Error> {
        let right = caller.oneself()?;
        let (space, topic) = self.topic_in_space(caller, topic).await?;
        let now = self.clock.now();
        let news = self.next_news(now);
        if self.stores.following.set_stance(&right, &topic, stance, news, now).await? > 0 {
            self.have_news(&[right.person()]);
        }
        Ok((space, topic))
    }

    /// Says that the caller read everything in a space, and gives it.
    ///
    /// # Errors
    /// `SignIn`, `NotFound`.
    pub async fn read_space(&self, caller: &Caller, slug: &str) -> Result<Space, Error> {
        let right = caller.oneself()?;
        let space = self.space(caller, slug).await?;
        if self.stores.following.read_space(&right, space.id, self.clock.now()).await? > 0 {
            self.have_news(&[right.person()]);
        }
        Ok(space)
    }

    /// A page of the topics to which the caller stands like this, as far as she may still read them.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn followed(
        &self,
        caller: &Caller,
        stance: Stance,
        mut after: Option<FollowedPlace>,
    ) -> Result<FollowedPage, Error> {
        let right = caller.oneself()?;
        let spaces = self.spaces().await?;
        let mut topics = Vec::new();
        loop {
            let limit = TOPICS_ON_A_PAGE as i64 + 1;
            let found = self.stores.following.followed(&right, stance, after.as_ref(), limit).await?;
            let is_last = found.len() <= TOPICS_ON_A_PAGE;
            for it in found {
                if topics.len() == TOPICS_ON_A_PAGE {
                    return Ok(FollowedPage { topics, next: after });
                }
                after = Some(it.place.clone());
                let space = spaces.iter().find(|space| space.id == it.topic.space);
                let readable = |space: &&Space| space.is_read_by(caller.person());
                if let Some(space) = space.filter(readable).filter(|_| it.topic.visible == Visible::Shown) {
                    topics.push((space.clone(), it));
                }
            }
            if is_last {
                return Ok(FollowedPage { topics, next: None });
            }
        }
    }

    /// In how many of the topics that the caller follows and may read something is new.
    ///
    /// # Errors
    /// `Store`.
    pub async fn fresh_topics(&self, caller: &Caller) -> Result<usize, Error> {
        let Ok(right) = caller.oneself() else { return Ok(0) };
        let spaces = self.spaces().await?;
        let reads =
            |id: &SpaceId| spaces.iter().any(|space| space.id == *id && space.is_read_by(caller.person()));
        Ok(self.stores.following.fresh(&right, MOST_FRESH).await?.iter().filter(|id| reads(id)).count())
    }

    pub(super) fn next_news(&self, now: Moment) -> NoticeId {
        NoticeId::new(self.chance.uuid(now))
    }
}
