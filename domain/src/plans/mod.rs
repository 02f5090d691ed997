//! Action plans: members enter them, who decides publishes, what is late reminds its organisation.

mod actions;
mod advice;
mod browse;
mod example;
pub mod export;
mod keep;
mod names;
mod remind;

pub use advice::{ADVICE_NUMBER, OwnPlans, REPORT, TOPIC};
pub use browse::FoundPlans;
pub use names::PlanNames;

use crate::access::{Administrator, Contributor, Librarian};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::id::{ActionPlanId, PersonId};
use model::notice::Notice;
use model::plans::{ActionPlan, Reminder};
use model::time::{Day, Moment};

/// The most plans that an organisation's desk lists.
pub const MOST_ON_A_DESK: i64 = 200;

/// Of what an organisation was reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reminded {
    /// The plan.
    pub plan: ActionPlanId,
    /// The number of its action.
    pub action: u32,
    /// That it is due soon, or late.
    pub kind: Reminder,
    /// For which day.
    pub due: Day,
}

/// Keeps action plans.
#[async_trait]
pub trait PlanStore: Send + Sync {
    /// A number that grows with every change of what is published.
    async fn plans_version(&self) -> Result<i64, StoreError>;

    /// Every published plan, in no order.
    async fn published_plans(&self) -> Result<Vec<ActionPlan>, StoreError>;

    /// The plan with this slug, published or not.
    async fn plan(&self, slug: &str) -> Result<Option<ActionPlan>, StoreError>;

    /// The slugs that are this one or this one with a number.
    async fn plan_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError>;

    /// The plans of an organisation, the last changed first.
    async fn plans_of(&self, right: &Contributor) -> Result<Vec<ActionPlan>, StoreError>;

    /// The slugs of the plans of an organisation that are hers to change, two at most: it is asked whether there is one, or several.
    async fn slugs_to_change(&self, right: &Contributor) -> Result<Vec<String>, StoreError>;

    /// Keeps a plan of the organisation that the right is about; `replaces` is the version that it takes the place of, nothing for a
    /// new one. `Conflict` if it was changed in between, if its slug is taken, or if it is published and not hers to decide about.
    async fn put_plan(
        &self,
        right: &Contributor,
        plan: &ActionPlan,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// The same for a plan that its readers see from now on, or no longer.
    async fn publish_plan(
        &self,
        right: &Librarian,
        plan: &ActionPlan,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes a draft. `Conflict` if it is none.
    async fn remove_plan(&self, right: &Contributor, id: ActionPlanId, log: &Entry)
    -> Result<(), StoreError>;

    /// Of what was reminded so far.
    async fn reminders_made(&self) -> Result<Vec<Reminded>, StoreError>;

    /// Marks that these are reminded of and keeps the news that tell it, all or nothing; says how many were not marked before. Without
    /// any there is nothing new to tell.
    async fn remind(
        &self,
        of: &[Reminded],
        notices: &[(PersonId, Notice)],
        now: Moment,
    ) -> Result<usize, StoreError>;

    /// Removes the plans that are example data.
    async fn remove_example_plans(&self, right: &Administrator) -> Result<(), StoreError>;
}
