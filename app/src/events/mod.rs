//! The agenda: meetings, their pages, and what organisations enter and publish of them.

mod attendance;
mod certify;
mod close;
mod desk;
mod edit;
mod entry;
mod form;
mod guests;
mod json_ld;
mod list;
mod place;
mod register;
mod show;
mod slip;
mod words;

use crate::door::{Door, door};
use crate::page::Page;
use leptos::prelude::AnyView;
use model::events::Event;
pub use register::need_name;
pub use words::{hour_words, session_rows, when_words};

/// Where the agenda is.
pub const PATH: &str = "/agenda";

/// The Atom feed.
pub const FEED: &str = "/agenda.atom";

/// The front doors of the agenda.
pub static DOORS: &[Door] = &[
    door!("/agenda", Visitor, Read, sitemap: true, list::page),
    door!("/agenda/{slug}", Visitor, Read, sitemap: false, show::page),
    door!("/agenda/ma-place", Visitor, No, sitemap: false, place::page, post: place::act),
    door!("/agenda/{slug}/inscription", Visitor, No, sitemap: false, register::page, post: register::act),
    door!("/agenda/{slug}/presences", Contributor, No, sitemap: false, attendance::page, post: attendance::count),
    door!("/agenda/{slug}/entrees", Host, Kept, sitemap: false, entry::page, post: entry::admit),
    door!("/agenda/{slug}/attestations", Host, No, sitemap: false, certify::page, post: certify::act),
    door!("/agenda/{slug}/bilan", Contributor, No, sitemap: false, close::page, post: close::close),
    door!("/agenda/{slug}/inscrites", Host, No, sitemap: false, guests::page, post: guests::mark),
    door!("/agenda/{slug}/modifier", Contributor, No, sitemap: false, edit::page, post: edit::save),
    door!("/compte/organisations/{slug}/rencontres", Contributor, No, sitemap: false, desk::page),
    door!("/compte/organisations/{slug}/rencontres/nouvelle", Contributor, No, sitemap: false, edit::new_page, post: edit::enter),
];

/// A page about meetings.
fn event_page(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Page {
    Page::new(title, body).with_more_style()
}

/// The address of a meeting.
pub fn event_path(event: &Event) -> String {
    format!("{PATH}/{}", event.slug)
}
