//! What other programs take over of the spaces that everybody reads.

use crate::error::Error;
use crate::platform::Platform;
use model::forum::{Post, Space, Topic, Visible};

/// How many topics a feed tells of.
const TOLD: i64 = 30;
/// How many numbers of topics one part of the list for search engines spans.
const IN_A_PART: i64 = 10_000;

/// Among so many of the last topics those of public spaces are looked for.
const LOOKED_AT: i64 = 20;

/// A space with the topics that were last written in, each with its first post if that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceFeed {
    /// The space.
    pub space: Space,
    /// Its topics.
    pub topics: Vec<(Topic, Option<Post>)>,
}

impl Platform {
    /// The feed of a space that everybody reads.
    ///
    /// # Errors
    /// `NotFound` for every other.
    pub async fn space_feed(&self, slug: &str) -> Result<SpaceFeed, Error> {
        let spaces = self.spaces().await?;
        let space =
            spaces.iter().find(|it| it.slug == slug && it.is_public()).ok_or(Error::NotFound)?.clone();
        let forum = &self.stores.forum;
        let pinned = forum.pinned_topics(space.id).await?.into_iter();
        let mut newest: Vec<Topic> = pinned.chain(forum.topics(space.id, None, TOLD).await?).collect();
        newest.sort_by_key(|it| std::cmp::Reverse((it.last_at, it.number)));
        let mut topics = Vec::new();
        for topic in newest.into_iter().take(usize::try_from(TOLD).unwrap_or(0)) {
            let first = forum.post(topic.id, 1).await?.filter(|it| it.visible == Visible::Shown);
            topics.push((topic, first));
        }
        Ok(SpaceFeed { space, topics })
    }

    /// The topics that were opened last in spaces that everybody reads, the newest first.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn newest_topics(&self) -> Result<Vec<(Space, Topic)>, Error> {
        let last = self.stores.forum_texts.last_topic().await?;
        let topics = self.stores.forum_texts.topics_between(last + 1 - LOOKED_AT, last + 1).await?;
        let spaces = self.spaces().await?;
        let public = |it: Topic| {
            let space = spaces.iter().find(|space| space.id == it.space && space.is_public())?;
            Some((space.clone(), it))
        };
        Ok(topics.into_iter().rev().filter_map(public).collect())
    }

    /// How many parts the list of public topics has.
    ///
    /// # Errors
    /// `Store`.
    pub async fn parts_of_public_topics(&self) -> Result<i64, Error> {
        Ok((self.stores.forum_texts.last_topic().await? + IN_A_PART - 1) / IN_A_PART)
    }

    /// The topics that everybody reads, by ten thousand numbers: a part never changes its place.
    ///
    /// # Errors
    /// `NotFound` for a part that is not there.
    pub async fn public_topics(&self, part: i64) -> Result<Vec<(Space, Topic)>, Error> {
        if !(1..=self.parts_of_public_topics().await?).contains(&part) {
            return Err(Error::NotFound);
        }
        let from = (part - 1) * IN_A_PART + 1;
        let topics = self.stores.forum_texts.topics_between(from, from + IN_A_PART).await?;
        let spaces = self.spaces().await?;
        let public = |it: Topic| {
            let space = spaces.iter().find(|space| space.id == it.space && space.is_public())?;
            Some((space.clone(), it))
        };
        Ok(topics.into_iter().filter_map(public).collect())
    }
}
