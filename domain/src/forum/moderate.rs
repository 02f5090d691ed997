//! What moderators decide about topics, each time with a line in the log.

use crate::access::Caller;
use crate::error::Error;
use crate::moderation::Act;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{SlowMode, Topic, Visible, forum_field as field};
use model::id::SpaceId;
use model::moderation::{MeasureKind, Reason};

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
    const fn deed(self) -> Deed {
        match self {
            Self::Pin(true) => Deed::TopicPinned,
            Self::Pin(false) => Deed::TopicUnpinned,
            Self::Close(true) => Deed::TopicClosed,
            Self::Close(false) => Deed::TopicReopened,
            Self::Hide(true) => Deed::TopicHidden,
            Self::Hide(false) => Deed::TopicShown,
            Self::Slow(_) => Deed::TopicSlowed,
            Self::Move(_) => Deed::TopicMoved,
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

    /// What she who began it is told, if it is told.
    const fn told(self) -> Option<MeasureKind> {
        match self {
            Self::Close(true) => Some(MeasureKind::TopicClosed),
            Self::Hide(true) => Some(MeasureKind::TopicHidden),
            Self::Move(_) => Some(MeasureKind::TopicMoved),
            Self::Pin(_) | Self::Close(false) | Self::Hide(false) | Self::Slow(_) => None,
        }
    }

    /// What takes something away from others needs a reason that can be told.
    const fn needs_a_reason(self) -> bool {
        match self {
            Self::Close(takes) | Self::Hide(takes) => takes,
            Self::Slow(slow) => !matches!(slow, SlowMode::Off),
            Self::Move(_) => true,
            Self::Pin(_) => false,
        }
    }
}

impl Platform {
    /// Decides something about a topic.
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
        let reason = reason(fields, change.needs_a_reason())?;
        let new = change.of(&topic);
        if new == topic {
            return Ok(());
        }
        let subject = Subject::Topic(topic.number);
        let log = self.entry_of_act(&right, change.deed(), subject, reason.as_deref(), fields);
        self.stores.forum.moderate_topic(&right, &Topic { version: topic.version + 1, ..new }, &log).await?;
        self.written.doubt();
        self.index_forum().await?;
        if let (Some(kind), Some(opening)) = (change.told(), self.stores.forum.post(topic.id, 1).await?) {
            self.tell_of_act(&right, Act { kind, post: opening.id, reason: reason.as_deref() }).await;
        }
        self.follow_unseen_practices().await;
        Ok(())
    }
}

/// Why, in words that can be told.
pub(super) fn reason(fields: &Fields, required: bool) -> Result<Option<String>, Error> {
    let reason = Reason::parse_optional(fields.get(field::REASON))
        .map_err(|problem| Error::field(field::REASON, problem))?;
    if required && reason.is_none() {
        return Err(Error::field(field::REASON, Problem::Required));
    }
    Ok(reason.map(|it| it.as_str().to_owned()))
}
