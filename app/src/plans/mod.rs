//! The pages of action plans: what is to be done, by whom, by when, how far it is, and what a recommendation became.

mod action;
mod add;
mod became;
mod desk;
mod edit;
mod form;
mod list;
mod show;
mod words;

pub use became::{Advice, Became};
pub(crate) use words::state_name;

use crate::door::{Door, door};
use model::plans::ActionPlan;

/// Where plans are.
pub const PATH: &str = "/projets/plans";

/// The front doors of action plans.
pub static DOORS: &[Door] = &[
    door!("/projets/plans", Visitor, Read, sitemap: true, list::page),
    door!("/projets/plans/ajouter", Member, No, sitemap: false, add::page),
    door!("/projets/plans/{slug}", Visitor, Read, sitemap: false, show::page),
    door!("/projets/plans/{slug}/modifier", Contributor, No, sitemap: false, edit::page, post: edit::save),
    door!("/projets/plans/{slug}/actions/{item}", Contributor, No, sitemap: false, action::page, post: action::save),
    door!("/compte/organisations/{slug}/plans", Contributor, No, sitemap: false, desk::page),
    door!("/compte/organisations/{slug}/plans/nouveau", Contributor, No, sitemap: false, edit::new_page, post: edit::enter),
];

/// The address of a plan.
pub fn plan_path(plan: &ActionPlan) -> String {
    format!("{PATH}/{}", plan.slug)
}

/// The address of the desk on which an organisation's plans lie.
fn desk_path(organization: &str) -> String {
    crate::accounts::desk::address(organization, "plans")
}
