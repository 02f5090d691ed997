//! Action plans: what is to be done, by whom, where, by when, how far it is, and where it comes from.

mod action;
mod follow;
mod list;
mod origin;
mod plan;
mod state;

pub use action::{ActionContent, ActionContext, Milestone, PlanAction, action_field};
pub use follow::{FollowContext, FollowUp, follow_field};
pub use list::{ActionPlans, Became};
pub use origin::{Origin, OriginKind, OriginPage};
pub use plan::{ActionPlan, MOST_ACTIONS, PlanContent, PlanContext, PlanHolder, plan_field};
pub use state::{ActionState, Progress, Reminder, count};
