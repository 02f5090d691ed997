//! The gate before which every post stands: whether its author may write here, now.

use crate::access::{Caller, Writer};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::failure::Problem;
use model::forum::{Post, SlowMode, Space, Topic, forum_field as field};
use model::id::{PostId, SpaceId, TopicId};
use model::time::Moment;

const HOUR: i64 = 60 * 60 * 1000;
/// How many of her last posts are looked at.
const MOST_RECENT: i64 = 200;

/// A post that somebody wrote a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecentPost {
    /// The post.
    pub id: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Its space.
    pub space: SpaceId,
    /// When she wrote it.
    pub at: Moment,
}

/// Knows what somebody wrote lately.
#[async_trait]
pub trait GateStore: Send + Sync {
    /// What she wrote after this moment, under whatever name, the newest first; at most `limit`.
    async fn recent_posts(
        &self,
        right: &Writer,
        since: Moment,
        limit: i64,
    ) -> Result<Vec<RecentPost>, StoreError>;
}

impl Platform {
    /// That a new post may be kept: no measure keeps its author from writing, and enough time passed since her last one. Who
    /// moderates here is not slowed.
    ///
    /// # Errors
    /// `Invalid` on the text, with what is to be waited for.
    pub(super) async fn gate(
        &self,
        caller: &Caller,
        right: &Writer,
        space: &Space,
        topic: Option<&Topic>,
        post: &Post,
    ) -> Result<(), Error> {
        self.unrestrained(caller, space.id).await?;
        if caller.space_moderator(space).is_ok() {
            return Ok(());
        }
        let slow = topic.map_or(SlowMode::Off, |it| it.slow);
        if slow == SlowMode::Off && space.slow == SlowMode::Off {
            return Ok(());
        }
        let recent = self.stores.gate.recent_posts(right, post.created_at.plus(-HOUR), MOST_RECENT).await?;
        // The same form that came twice is answered with its place, not with a refusal.
        if recent.iter().any(|it| it.id == post.id) {
            return Ok(());
        }
        let last = |mode: SlowMode, here: &dyn Fn(&&RecentPost) -> bool| {
            let last = recent.iter().find(here)?;
            let left = last.at.0 + mode.seconds() * 1000 - post.created_at.0;
            (left > 0).then(|| (left + 999) / 1000)
        };
        let in_space = last(space.slow, &|it| it.space == space.id);
        let in_topic = last(slow, &|it| topic.is_some_and(|topic| it.topic == topic.id));
        match in_space.max(in_topic) {
            Some(seconds) => Err(Error::field(field::TEXT, Problem::TooSoon { seconds })),
            None => Ok(()),
        }
    }
}
