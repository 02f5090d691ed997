//! Polls: asked with a topic, one vote for each member until the end, and totals at the end.

use super::Marked;
use crate::access::{Caller, Oneself, Writer};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Poll, Post, Space, Topic, poll_field as field};
use model::id::TopicId;
use model::moderation::Case;
use model::time::Moment;

/// A poll as somebody sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollShown {
    /// It.
    pub poll: Poll,
    /// How the votes were divided, as far as it can be told now.
    pub split: Option<Vec<i64>>,
    /// Whether it came to its end.
    pub over: bool,
    /// Whether one may vote in it: it goes on, and its topic is open.
    pub open: bool,
    /// What the reader voted, by its place from 1.
    pub own: Option<i64>,
    /// Whether the reader may end it.
    pub may_close: bool,
}

/// A vote of hers, as she takes it along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnVote {
    /// The first post of the topic with the poll.
    pub of: Marked,
    /// What she voted, by its place from 1.
    pub option: i64,
    /// What that says, as far as she may read it now; nothing for a face.
    pub words: Option<String>,
    /// When.
    pub at: Moment,
}

/// Keeps polls and votes.
#[async_trait]
pub trait PollStore: Send + Sync {
    /// Keeps a new topic with its first post and a poll, and gives its number.
    async fn open_topic_with_poll(
        &self,
        right: &Writer,
        topic: &Topic,
        post: &Post,
        poll: &Poll,
    ) -> Result<i64, StoreError>;

    /// The poll of a topic.
    async fn poll(&self, topic: TopicId) -> Result<Option<Poll>, StoreError>;

    /// What she voted in a poll, by its place from 1.
    async fn own_vote(&self, right: &Oneself, topic: TopicId) -> Result<Option<i64>, StoreError>;

    /// What she voted in all polls, the oldest first.
    async fn votes_of(&self, right: &Oneself, limit: i64) -> Result<Vec<OwnVote>, StoreError>;

    /// Counts her vote in the place of the one before. `Conflict` if nobody votes there any more, or there is no such answer.
    async fn vote(&self, right: &Writer, topic: TopicId, option: i64, now: Moment) -> Result<(), StoreError>;

    /// Ends a poll of hers, unless it is over.
    async fn close_poll(&self, right: &Writer, topic: TopicId, now: Moment) -> Result<(), StoreError>;
}

impl Platform {
    /// The poll of a topic that this caller reads.
    ///
    /// # Errors
    /// `Store`.
    pub async fn poll_of(
        &self,
        caller: &Caller,
        space: &Space,
        topic: &Topic,
    ) -> Result<Option<PollShown>, Error> {
        let Some(poll) = self.stores.polls.poll(topic.id).await? else { return Ok(None) };
        let now = self.clock.now();
        let own = match caller.oneself() {
            Ok(right) => self.stores.polls.own_vote(&right, topic.id).await?,
            Err(_) => None,
        };
        let over = poll.is_over(now);
        let asked = caller.person().is_some_and(|it| topic.author.is(it.id));
        let may_close = !over && asked && caller.writer(space).is_ok();
        Ok(Some(PollShown {
            split: poll.split(now),
            over,
            open: !over && !topic.closed,
            own,
            may_close,
            poll,
        }))
    }

    /// The poll that stands below a post that a moderator decides about.
    ///
    /// # Errors
    /// As `case`.
    pub async fn poll_of_case(&self, caller: &Caller, case: &Case) -> Result<Option<PollShown>, Error> {
        let (space, topic) = self.topic_in_space(caller, case.topic).await?;
        self.poll_of(caller, &space, &topic).await
    }

    /// A topic that this caller reads, with its poll.
    ///
    /// # Errors
    /// `NotFound`, also if it has none; as `space`.
    pub async fn topic_with_poll(
        &self,
        caller: &Caller,
        topic: i64,
    ) -> Result<(Space, Topic, PollShown), Error> {
        let (space, topic) = self.topic_in_space(caller, topic).await?;
        // Its words are those of the first post: where that is hidden, they are too.
        if self.shown_post(&topic, 1).await.is_err() && caller.space_moderator(&space).is_err() {
            return Err(Error::NotFound);
        }
        let poll = self.poll_of(caller, &space, &topic).await?.ok_or(Error::NotFound)?;
        Ok((space, topic, poll))
    }

    /// Votes, or votes otherwise.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who may not write here, `NotFound`; `Invalid` on the vote if none was chosen, or nobody votes
    /// any more.
    pub async fn vote(&self, caller: &Caller, topic: i64, fields: &Fields) -> Result<(), Error> {
        let (space, topic, shown) = self.topic_with_poll(caller, topic).await?;
        let right = caller.writer(&space)?;
        let refused = |problem| Error::field(field::VOTE, problem);
        let options = i64::try_from(shown.poll.counts.len()).unwrap_or(0);
        let option = fields.get(field::VOTE).parse().ok().filter(|it| (1..=options).contains(it));
        let option = option.ok_or_else(|| refused(Problem::Required))?;
        match self.stores.polls.vote(&right, topic.id, option, self.clock.now()).await {
            Err(StoreError::Conflict) => Err(refused(Problem::PollClosed)),
            voted => {
                voted?;
                self.written.doubt();
                Ok(())
            }
        }
    }

    /// Ends a poll of hers before its time. Moderators close its topic instead, and say why.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who did not ask it, `NotFound`.
    pub async fn close_poll(&self, caller: &Caller, topic: i64) -> Result<(), Error> {
        let (space, topic, _) = self.topic_with_poll(caller, topic).await?;
        let right = caller.writer(&space)?;
        if !right.person().is_some_and(|it| topic.author.is(it)) {
            return Err(Error::NotAllowed);
        }
        self.stores.polls.close_poll(&right, topic.id, self.clock.now()).await?;
        self.written.doubt();
        Ok(())
    }
}
