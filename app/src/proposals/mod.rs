//! Deciding together: what is proposed to a working group or an organisation, answered by faces and voices, and what came of it.

mod list;
mod propose;
mod reasons;
mod show;
mod words;

use crate::door::{Door, door};
use crate::forum::voice::FORM_WITH_VOICE;
use crate::page::Page;
use leptos::prelude::AnyView;
use model::proposals::{Proposal, proposal_field};
pub use words::own_rows;

/// Where proposals are.
pub const PATH: &str = "/propositions";

/// The front doors of proposals.
pub static DOORS: &[Door] = &[
    door!("/propositions", Oneself, No, sitemap: false, list::page),
    door!("/propositions/nouvelle", Member, No, sitemap: false, propose::page, post: propose::send, bytes: FORM_WITH_VOICE),
    door!("/propositions/{slug}", Oneself, No, sitemap: false, show::page, post: show::act, bytes: FORM_WITH_VOICE),
];

/// Where something is proposed to the group with this slug.
pub fn proposing_to_group(slug: &str) -> String {
    format!("{PATH}/nouvelle?{}=groupe:{slug}", proposal_field::CIRCLE)
}

/// The address of a proposal.
fn proposal_path(it: &Proposal) -> String {
    format!("{PATH}/{}", it.id)
}

/// A page about proposals: it is for one reader, and kept by nobody.
fn proposal_page(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Page {
    Page::new(title, body).with_more_style().told_once()
}
