//! What moderators decide about topics, each time with a line in the log, and told to her who began it.

use crate::access::Caller;
use crate::error::Error;
use crate::moderation::Act;
use crate::platform::Platform;
use model::audit::Subject;
use model::fields::Fields;
use model::forum::{SlowMode, Topic, Visible};
use model::id::SpaceId;
use model::moderation::{MeasureKind, Why};

/// What a moderator decides about a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicChange {
    /// It stands above the others, or no longer.
    Pin(bool),
    /// Nobody replies any more, or everybody again.
    Close(bool),
    /// Nobody but moderators sees it, or everybody again.
    Hide(bool),
    /// Time passes in it between two posts of one person.
    Slow(SlowMode),
    /// It stands in another space.
    Move(SpaceId),
}

impl TopicChange {
    /// What she who began it is told.
    pub const fn kind(self) -> MeasureKind {
        match self {
            Self::Pin(true) => MeasureKind::TopicPinned,
            Self::Pin(false) => MeasureKind::TopicUnpinned,
            Self::Close(true) => MeasureKind::TopicClosed,
            Self::Close(false) => MeasureKind::TopicReopened,
            Self::Hide(true) => MeasureKind::TopicHidden,
            Self::Hide(false) => MeasureKind::TopicShown,
            Self::Slow(_) => MeasureKind::TopicSlowed,
            Self::Move(_) => MeasureKind::TopicMoved,
        }
    }

    fn of(self, topic: &Topic) -> Topic {
        let mut topic = topic.clone();
        match self {
            Self::Pin(pinned) => topic.pinned = pinned,
            Self::Close(closed) => topic.closed = closed,
            Self::Hide(hidden) => topic.visible = if hidden { Visible::Hidden } else { Visible::Shown },
            Self::Slow(slow) => topic.slow = slow,
            Self::Move(space) => topic.space = space,
        }
        topic
    }
}

impl Platform {
    /// Decides something about a topic, with a reason that is told to her who began it.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`, `NotFound`; `Invalid` on the reason; `Conflict` if somebody decided in between.
    pub async fn moderate_topic(
        &self,
        caller: &Caller,
        number: i64,
        change: TopicChange,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (space, topic) = self.topic_in_space(caller, number).await?;
        let right = caller.space_moderator(&space)?;
        if let TopicChange::Move(to) = change {
            let spaces = self.spaces().await?;
            let to = spaces.iter().find(|it| it.id == to).ok_or(Error::NotFound)?;
            caller.space_moderator(to)?;
            self.knows_who_reads(&space, to, fields)?;
        }
        let kind = change.kind();
        let why = Why::parse(fields, kind.motives())?;
        let new = change.of(&topic);
        if new == topic {
            return Ok(());
        }
        let log = self.line_of_act(&right, kind, Subject::Topic(topic.number), &why);
        self.stores.forum.moderate_topic(&right, &Topic { version: topic.version + 1, ..new }, &log).await?;
        self.written.doubt();
        self.index_forum().await?;
        if let Some(opening) = self.stores.forum.post(topic.id, 1).await? {
            self.tell_of_act(&right, Act { kind, post: opening.id, why: &why }).await;
        }
        self.follow_unseen_practices().await;
        Ok(())
    }
}
