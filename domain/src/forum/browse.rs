//! Reading the forum: the spaces somebody may read, their topics, and what is written in them.

use super::{Mix, Pictures, PollShown, Voices};
use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::forum::{Bookmark, POSTS_ON_A_PAGE, Post, Space, TOPICS_ON_A_PAGE, Topic, TopicReader, Visible};
use model::id::{PersonId, PostId};
use std::collections::HashSet;
use std::sync::Arc;

/// How many topics of each space the front page of the forum shows.
const NEWEST: i64 = 3;

/// What somebody may do where she reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Whether she may write.
    pub writes: bool,
    /// Whether she moderates.
    pub moderates: bool,
}

/// A space with a page of its topics.
#[derive(Clone, Debug)]
pub struct SpacePage {
    /// The space.
    pub space: Space,
    /// What the reader may do in it.
    pub reading: Reading,
    /// How many topics are shown in it.
    pub total: i64,
    /// Topics that stand above the others; on the first page alone.
    pub pinned: Vec<Topic>,
    /// The others.
    pub topics: Vec<Topic>,
    /// Where the next page begins.
    pub next: Option<Bookmark>,
}

/// Posts as they are to everybody.
#[derive(Clone, Debug, Default)]
pub struct PostsRead {
    /// The posts, hidden and withdrawn ones among them.
    pub posts: Vec<Post>,
    /// What there is besides their words.
    pub has: Attachments,
}

/// What a page of a topic is to one reader alone.
#[derive(Clone, Debug, Default)]
pub struct OwnMarks {
    /// The posts that she thanked for.
    pub thanked: HashSet<PostId>,
    /// Those whose words she does not want to see.
    pub blocked: HashSet<PersonId>,
    /// How far she read the topic before she opened this page, and how many of her unread news lead to it, as far as its last post;
    /// nothing if she was never here.
    pub reader: Option<(TopicReader, i64)>,
    /// Whether she began a reply.
    pub begun: bool,
}

/// A page of posts as it is to everybody, kept in memory until something in the forum changes: it is what members open most.
#[derive(Clone, Debug)]
pub(crate) struct PostsKept {
    posts: Arc<Vec<Post>>,
    has: Attachments,
    mix: Mix,
}

/// The most that is kept of pages of posts, and of topics, in bytes.
pub(crate) const MOST_KEPT: (usize, usize) = (16 * 1024 * 1024, 2 * 1024 * 1024);

/// What there is besides the words of posts. What is not there is not looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attachments {
    /// Whether something can be heard.
    pub voices: bool,
    /// Whether something can be seen.
    pub pictures: bool,
    /// Whether a poll stands below the first post of the topic, and that one is among them.
    pub poll: bool,
}

/// A topic with a page of its posts.
#[derive(Clone, Debug)]
pub struct TopicPage {
    /// The space.
    pub space: Space,
    /// The topic.
    pub topic: Topic,
    /// What the reader may do in it.
    pub reading: Reading,
    /// Whether the reader began it.
    pub is_asker: bool,
    /// The number of the first post of the page.
    pub from: i64,
    /// The posts, hidden and withdrawn ones among them.
    pub posts: Arc<Vec<Post>>,
    /// What there is besides their words.
    pub has: Attachments,
    /// What it is to this reader alone.
    pub own: OwnMarks,
    /// Which of the posts came from elsewhere, and where those went that stood here.
    pub mix: Mix,
}

impl Platform {
    /// All spaces, in their order.
    ///
    /// # Errors
    /// `Store`.
    pub async fn spaces(&self) -> Result<Arc<Vec<Space>>, Error> {
        let ask = || async { Ok(self.stores.forum.spaces_version().await?) };
        let load = || async { Ok(self.stores.forum.spaces().await?) };
        Ok(self.spaces.get(self.clock.as_ref(), 0, ask, load).await?.1)
    }

    /// The version of everything that the forum's pages are made of: it grows with every change.
    ///
    /// # Errors
    /// `Store`.
    pub async fn version_of_forum(&self) -> Result<i64, Error> {
        let now = self.clock.now();
        if let Some(version) = self.written.fresh_version(0, now) {
            return Ok(version);
        }
        let ask = || async {
            let forum = &self.stores.forum;
            Ok(forum.spaces_version().await? + forum.posts_version().await?)
        };
        Ok(self.written.get(self.clock.as_ref(), 0, ask, || async { Ok(()) }).await?.0)
    }

    /// The version of everything that a page of the forum shows: it names organisations and documents too.
    ///
    /// # Errors
    /// `Store`.
    pub async fn version_with_forum(&self) -> Result<i64, Error> {
        Ok(self.version_of_forum().await? + self.version_of_pages().await?)
    }

    /// The spaces that this caller may read, each with its newest topics and how many it has.
    ///
    /// # Errors
    /// `Store`.
    pub async fn forum(&self, caller: &Caller) -> Result<Vec<SpacePage>, Error> {
        let mut pages = Vec::new();
        for space in self.spaces().await?.iter().filter(|it| it.is_read_by(caller.person())) {
            let topics = self.stores.forum.topics(space.id, None, NEWEST).await?;
            pages.push(SpacePage {
                reading: reading(caller, space),
                total: self.stores.forum.topics_in(space.id).await?,
                space: space.clone(),
                pinned: Vec::new(),
                topics,
                next: None,
            });
        }
        Ok(pages)
    }

    /// The space of this address, if the caller may read it.
    ///
    /// # Errors
    /// `NotFound`, `SignIn` for a visitor before a space of members.
    pub async fn space(&self, caller: &Caller, slug: &str) -> Result<Space, Error> {
        let spaces = self.spaces().await?;
        let space = spaces.iter().find(|it| it.slug == slug).ok_or(Error::NotFound)?;
        readable(caller, space)?;
        Ok(space.clone())
    }

    /// A page of a space's topics.
    ///
    /// # Errors
    /// As `space`.
    pub async fn space_page(
        &self,
        caller: &Caller,
        slug: &str,
        after: Option<Bookmark>,
    ) -> Result<SpacePage, Error> {
        let space = self.space(caller, slug).await?;
        let forum = &self.stores.forum;
        let pinned = match after {
            None => forum.pinned_topics(space.id).await?,
            Some(_) => Vec::new(),
        };
        let limit = TOPICS_ON_A_PAGE as i64;
        let mut topics = forum.topics(space.id, after, limit + 1).await?;
        let next = (topics.len() > TOPICS_ON_A_PAGE).then(|| {
            topics.truncate(TOPICS_ON_A_PAGE);
            topics.last().map(Bookmark::after)
        });
        let total = forum.topics_in(space.id).await?;
        let reading = reading(caller, &space);
        Ok(SpacePage { space, reading, total, pinned, topics, next: next.flatten() })
    }

    /// A page of a topic's posts: the one on which the post of this number stands.
    ///
    /// # Errors
    /// `NotFound`, also for a hidden topic unless the caller moderates it; `Moved`, with the place, if it became one with another;
    /// as `space`.
    pub async fn topic_page(&self, caller: &Caller, number: i64, post: i64) -> Result<TopicPage, Error> {
        let read = self.topic_kept(number).await?.ok_or(Error::NotFound)?;
        let (space, topic) = match self.in_space(caller, read).await {
            Err(moved @ Error::Moved { .. }) => {
                return Err(self.now_at(number, post).await?.unwrap_or(moved));
            }
            found => found?,
        };
        let from = Post::page_of(post.clamp(1, topic.posts.max(1)));
        let PostsKept { posts, has, mix } = self.posts_kept(&topic, from).await?;
        let own = match (caller.oneself(), posts.last()) {
            (Ok(reader), Some(last)) => {
                self.stores.following.own_marks(&reader, topic.id, from, last.number).await?
            }
            _ => OwnMarks::default(),
        };
        let reading = reading(caller, &space);
        let writes = reading.writes && !topic.closed && topic.visible == Visible::Shown;
        let is_asker = caller.person().is_some_and(|it| topic.author.is(it.id));
        let reading = Reading { writes, ..reading };
        Ok(TopicPage { space, topic, is_asker, reading, from, posts, has, own, mix })
    }

    /// The topic of this number, whatever became of it, as it was when the forum last changed.
    async fn topic_kept(&self, number: i64) -> Result<Option<Topic>, Error> {
        let version = self.version_of_forum().await?;
        if let Some(topic) = self.topics_kept.get(&number, version) {
            return Ok(Some(topic));
        }
        let topic = self.stores.forum.topic(number).await?;
        if let Some(topic) = &topic {
            self.topics_kept.put(number, version, size_of::<Topic>(), topic.clone());
        }
        Ok(topic)
    }

    /// The posts of a topic from this one on, as they are to everybody.
    async fn posts_kept(&self, topic: &Topic, from: i64) -> Result<PostsKept, Error> {
        // Read before the posts are: at worst newer ones are kept under an older version, and read again.
        let version = self.version_of_forum().await?;
        let key = (topic.id, from);
        if let Some(kept) = self.posts_kept.get(&key, version) {
            return Ok(kept);
        }
        let PostsRead { posts, has } = self.stores.forum.posts(topic.id, from, POSTS_ON_A_PAGE).await?;
        let mix = self.mix(topic, from, POSTS_ON_A_PAGE).await?;
        let weight = posts.iter().map(|it| size_of::<Post>() + it.text.as_str().len()).sum();
        let kept = PostsKept { posts: Arc::new(posts), has, mix };
        self.posts_kept.put(key, version, weight, kept.clone());
        Ok(kept)
    }

    /// What can be heard on a page of a topic.
    ///
    /// # Errors
    /// `Store`.
    pub async fn voices_on(&self, page: &TopicPage) -> Result<Voices, Error> {
        if !page.has.voices {
            return Ok(Voices::new());
        }
        self.voices(&page.topic, page.from, POSTS_ON_A_PAGE).await
    }

    /// What can be seen on it.
    ///
    /// # Errors
    /// `Store`.
    pub async fn pictures_on(&self, page: &TopicPage) -> Result<Pictures, Error> {
        if !page.has.pictures {
            return Ok(Pictures::new());
        }
        self.pictures(&page.topic, page.from, POSTS_ON_A_PAGE).await
    }

    /// The poll that stands on it, for this reader.
    ///
    /// # Errors
    /// `Store`.
    pub async fn poll_on(&self, caller: &Caller, page: &TopicPage) -> Result<Option<PollShown>, Error> {
        if !page.has.poll {
            return Ok(None);
        }
        self.poll_of(caller, &page.space, &page.topic).await
    }

    /// A topic with its space, if the caller may read it.
    pub(crate) async fn topic_in_space(&self, caller: &Caller, number: i64) -> Result<(Space, Topic), Error> {
        let topic = self.stores.forum.topic(number).await?.ok_or(Error::NotFound)?;
        self.in_space(caller, topic).await
    }

    /// The same topic with its space, if the caller may read it.
    async fn in_space(&self, caller: &Caller, topic: Topic) -> Result<(Space, Topic), Error> {
        let spaces = self.spaces().await?;
        let space = spaces.iter().find(|it| it.id == topic.space).ok_or(Error::NotFound)?;
        readable(caller, space)?;
        if let Some(into) = topic.merged_into {
            let first = self.now_at(topic.number, 1).await?;
            return Err(first.unwrap_or(Error::Moved { topic: into, post: 1 }));
        }
        if topic.visible != Visible::Shown && caller.space_moderator(space).is_err() {
            return Err(Error::NotFound);
        }
        Ok((space.clone(), topic))
    }
}

/// A visitor before a space of members is asked to sign in; of a space that is not hers a member learns nothing.
fn readable(caller: &Caller, space: &Space) -> Result<(), Error> {
    if space.is_read_by(caller.person()) {
        return Ok(());
    }
    caller.oneself()?;
    Err(Error::NotFound)
}

fn reading(caller: &Caller, space: &Space) -> Reading {
    Reading { writes: caller.writer(space).is_ok(), moderates: caller.space_moderator(space).is_ok() }
}
