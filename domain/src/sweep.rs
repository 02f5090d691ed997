//! What is removed because nobody needs it any more.

use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::moderation::UNDO_WITHIN;
use model::time::Moment;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// A letter is kept so long after it was handed over or given up, to answer "did you write to me?".
const LETTERS: i64 = 7 * DAY;
/// A recovery is kept so long after its time was over, so that who was recovered against her will can have it looked into.
const RECOVERIES: i64 = 30 * DAY;
/// A phone sleeps so long before it is forgotten that it rang: as long as somebody stays signed in.
const SLEEPERS: i64 = 60 * DAY;
/// An address that nobody confirmed is forgotten after so long.
const WISHES: i64 = 30 * DAY;
/// That a letter went to such an address is known for so long, to send no more of them.
const ADDRESS_LETTERS: i64 = DAY;
/// That a form came is known for so long: a phone without network sends it again when it has one.
const FORMS: i64 = 7 * DAY;
/// The same of what came out of the outbox of a phone, which may lie in a drawer in between.
const SENDINGS: i64 = 365 * DAY;
/// A visitor's message and its answers are kept so long after they were dealt with.
const MESSAGES: i64 = 365 * DAY;

/// Who came to a meeting is known for so long after it.
const GUESTS: i64 = 30 * DAY;
/// Decisions are counted for so long.
const DECISIONS: i64 = 400 * DAY;

/// Until when things are removed, in each case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outdated {
    /// Sessions that were over by then.
    pub sessions: Moment,
    /// Phones that sleep since then.
    pub sleepers: Moment,
    /// Letters that were handed over or given up by then.
    pub letters: Moment,
    /// Recoveries whose time was over by then.
    pub recoveries: Moment,
    /// Messages that were dealt with by then.
    pub messages: Moment,
    /// What was needed to take a decision back that was made by then.
    pub undone: Moment,
    /// What was taken, or left to others, of the queue by then.
    pub claims: Moment,
    /// Decisions that figures are no longer made of.
    pub decisions: Moment,
    /// Forms that came by then.
    pub forms: Moment,
    /// What came out of an outbox by then.
    pub sendings: Moment,
    /// Addresses that were wished by then.
    pub wishes: Moment,
    /// Letters that went to wished addresses by then.
    pub address_letters: Moment,
    /// Who registered for meetings that were over by then.
    pub guests: Moment,
}

/// Removes what is over.
#[async_trait]
pub trait SweepStore: Send + Sync {
    /// Removes all of it, and says how many rows that were.
    async fn sweep(&self, outdated: &Outdated) -> Result<u64, StoreError>;
}

impl Platform {
    /// Removes what nobody needs any more, and says how many rows that were.
    ///
    /// # Errors
    /// `Store`.
    pub async fn sweep(&self) -> Result<u64, Error> {
        self.lift_unseen_practices().await?;
        self.forget_recordings().await?;
        self.forget_sheets().await?;
        self.forget_pictures().await?;
        let now = self.clock.now();
        let outdated = Outdated {
            sessions: now,
            sleepers: now.plus(-SLEEPERS),
            letters: now.plus(-LETTERS),
            recoveries: now.plus(-RECOVERIES),
            messages: now.plus(-MESSAGES),
            undone: now.plus(-UNDO_WITHIN),
            claims: now.plus(-DAY),
            decisions: now.plus(-DECISIONS),
            forms: now.plus(-FORMS),
            sendings: now.plus(-SENDINGS),
            wishes: now.plus(-WISHES),
            address_letters: now.plus(-ADDRESS_LETTERS),
            guests: now.plus(-GUESTS),
        };
        Ok(self.stores.sweep.sweep(&outdated).await?)
    }
}
