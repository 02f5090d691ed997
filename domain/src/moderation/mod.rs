//! Moderation: readers point at posts, moderators decide in one queue, authors are told and may ask once for another look.

mod acts;
mod appeal;
mod decide;
mod figures;
mod flag;
mod items;
mod measures;
mod notes;
mod queue;
mod restraint;
mod retouch;

pub use acts::{Act, ActStore, NewAct, Removal};
pub use figures::{Decisions, Figures, FiguresStore};
pub use measures::{MeasureStore, NewMeasure, Outcome, Target, Towards};
pub use queue::{AskedAgain, Decided, WaitingStore};
pub(crate) use queue::{MOST_WAITING, was_published};
pub(crate) use restraint::unrestrained;
pub use retouch::{Retold, Retouch, Retouchable};

use crate::access::{Member, Moderator, Oneself, SpaceModerator, Writer};
use crate::error::StoreError;
use crate::forum::Marked;
use async_trait::async_trait;
use model::audit::Entry;
use model::id::{PersonId, PostId, SpaceId};
use model::moderation::{AppealWords, Case, Decision, Flag, Hold};
use model::time::Moment;

/// How many flags somebody gave, and how many of them pointed at nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagsGiven {
    /// In the last day.
    pub today: i64,
    /// In the last thirty days, those in which a moderator found nothing.
    pub unfounded: i64,
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// How many.
    pub count: usize,
    /// Since when the one that waits longest.
    pub oldest: Option<Moment>,
}

impl Backlog {
    /// Of what waits since these moments.
    pub fn of(moments: impl Iterator<Item = Moment>) -> Self {
        moments.fold(Self::default(), |all, it| all.and(Self { count: 1, oldest: Some(it) }))
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let oldest = self.oldest.into_iter().chain(other.oldest).min();
        Self { count: self.count + other.count, oldest }
    }
}

/// What a flag does beside waiting for somebody's look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagWeight {
    /// Whether it counts with those of others; not of somebody who points at nothing again and again.
    pub counts: bool,
    /// Whether it hides the post at once.
    pub hides: bool,
    /// Whether nothing but the title is left of what it points at.
    pub title_alone: bool,
}

/// Keeps flags, cases and decisions.
#[async_trait]
pub trait ModerationStore: Send + Sync {
    /// How many flags she gave since these two moments, a day and thirty days ago.
    async fn flags_given(&self, right: &Member, day: Moment, month: Moment)
    -> Result<FlagsGiven, StoreError>;

    /// What she pointed at, the oldest first; at most `limit`. Its title is that of a topic that readers of its space see.
    async fn flags_of(&self, right: &Oneself, limit: i64) -> Result<Vec<(Marked, Flag)>, StoreError>;

    /// Keeps a flag, once for each person and post, and lets the post wait; hides it if the flag does, or if it is the last of
    /// enough, and with the post that opens a topic by which somebody may be in danger the topic (docs/decisions/0067). Says whether
    /// something was hidden by it; only then the line is written into the log.
    async fn flag(
        &self,
        right: &Member,
        post: PostId,
        flag: &Flag,
        weight: FlagWeight,
        log: &Entry,
    ) -> Result<bool, StoreError>;

    /// Lets the first post that she ever wrote wait for somebody's look, in full view; one that waits already waits as it does.
    async fn watch_first(&self, right: &Writer, post: PostId, now: Moment) -> Result<(), StoreError>;

    /// Notes what holds a post of hers back that waits for that.
    async fn note_hold(&self, right: &Oneself, post: PostId, hold: &Hold) -> Result<(), StoreError>;

    /// What waits in a space: what is urgent first, then the oldest, without what she left to others since this moment; at most `limit`.
    async fn waiting_cases(
        &self,
        right: &Moderator,
        space: SpaceId,
        left_since: Moment,
        limit: i64,
    ) -> Result<Vec<Case>, StoreError>;

    /// How many posts of a space wait, and since when the first of them does.
    async fn count_cases(&self, right: &Moderator, space: SpaceId) -> Result<Backlog, StoreError>;

    /// A post as a case, also one that nobody pointed at; nothing if there is no such post.
    async fn case(&self, right: &Moderator, topic: i64, number: i64) -> Result<Option<Case>, StoreError>;

    /// The flags of a post, the oldest first, without those who gave them.
    async fn flags(&self, right: &Moderator, post: PostId) -> Result<Vec<Flag>, StoreError>;

    /// Takes a case that waits; `Conflict` if somebody else took it after this moment, or it waits no more.
    async fn claim(
        &self,
        right: &Moderator,
        post: PostId,
        now: Moment,
        free_since: Moment,
    ) -> Result<(), StoreError>;

    /// Lets a case go that she took.
    async fn let_go(&self, right: &Moderator, post: PostId) -> Result<(), StoreError>;

    /// Keeps a decision on the case as the moderator saw it, and shows or hides the post, with the topic that it opens where the title is
    /// a part of it. `Conflict` if somebody decided in between, or the post was changed.
    async fn decide(
        &self,
        right: &SpaceModerator,
        case: &Case,
        decision: &Decision,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Takes the last decision back: the post is seen as before, and waits again. `Conflict` as for `decide`.
    async fn undo(&self, right: &SpaceModerator, case: &Case, log: &Entry) -> Result<(), StoreError>;

    /// Whom a decision about this post concerns, under whatever name she wrote it: to tell her, and for nothing else.
    async fn to_be_told(&self, post: PostId) -> Result<Option<PersonId>, StoreError>;

    /// A post of hers as a case, if something was decided about it.
    async fn own_case(&self, right: &Oneself, topic: i64, number: i64) -> Result<Option<Case>, StoreError>;

    /// Keeps what she says against a decision, once, and lets the post wait again. `Conflict` if she said it before, or the post is
    /// not hidden.
    async fn appeal(
        &self,
        right: &Oneself,
        post: PostId,
        words: &AppealWords,
        now: Moment,
    ) -> Result<(), StoreError>;
}
