//! Figures for staff: what waits, how long people wait for a decision, and what became of appeals.

use super::Backlog;
use crate::access::{Caller, Moderator};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::forum::Space;
use model::id::SpaceId;
use model::time::Moment;

const HOUR: i64 = 60 * 60 * 1000;
/// The figures are about so many milliseconds before now: thirty days.
pub const FIGURES_OF: i64 = 30 * 24 * HOUR;

/// What was decided since a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// How many.
    pub all: i64,
    /// How many of them within a day.
    pub within_a_day: i64,
    /// How many about an appeal.
    pub appeals: i64,
    /// In how many of those she who asked was right.
    pub changed: i64,
}

/// The figures of a space, or of what belongs to none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The space.
    pub space: Option<Space>,
    /// How much waits.
    pub waiting: usize,
    /// Since when the oldest of it does.
    pub oldest: Option<Moment>,
    /// What was decided in thirty days.
    pub decisions: Decisions,
    /// After how many hours half of it was decided.
    pub median_hours: Option<i64>,
}

/// Counts what was decided.
#[async_trait]
pub trait FiguresStore: Send + Sync {
    /// What was decided since this moment in a space, or in none.
    async fn decisions(
        &self,
        right: &Moderator,
        space: Option<SpaceId>,
        since: Moment,
        in_time: i64,
    ) -> Result<Decisions, StoreError>;

    /// How long the one waited that stands in this place, if all of them stood in order, in milliseconds.
    async fn nth_wait(
        &self,
        right: &Moderator,
        space: Option<SpaceId>,
        since: Moment,
        place: i64,
    ) -> Result<Option<i64>, StoreError>;
}

impl Platform {
    /// The figures of the spaces that the caller moderates, and for who decides everywhere those of documents and requests.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`.
    pub async fn figures(&self, caller: &Caller) -> Result<Vec<Figures>, Error> {
        let right = caller.moderator()?;
        let spaces = self.spaces().await?;
        let own = spaces.iter().filter(|it| caller.space_moderator(it).is_ok()).cloned().map(Some);
        let mut figures = Vec::new();
        for space in own.chain(right.everywhere().then_some(None)) {
            let backlog = match &space {
                Some(space) => self.backlog_in(caller, space.id).await?,
                None => self.backlog_elsewhere(caller).await?,
            };
            figures.push(self.figures_of(&right, space, backlog).await?);
        }
        Ok(figures)
    }

    async fn figures_of(
        &self,
        right: &Moderator,
        space: Option<Space>,
        backlog: Backlog,
    ) -> Result<Figures, Error> {
        let id = space.as_ref().map(|it| it.id);
        let since = self.clock.now().plus(-FIGURES_OF);
        let decisions = self.stores.figures.decisions(right, id, since, 24 * HOUR).await?;
        let median = match decisions.all {
            0 => None,
            all => self.stores.figures.nth_wait(right, id, since, (all - 1) / 2).await?,
        };
        Ok(Figures {
            waiting: backlog.count,
            oldest: backlog.oldest,
            space,
            decisions,
            median_hours: median.map(|it| (it + HOUR / 2) / HOUR),
        })
    }
}
