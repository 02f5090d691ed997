//! The pages of moderation: pointing at a post, the one queue of what waits, deciding, and asking for another look.

mod article;
mod author;
mod case;
mod document;
mod figures;
mod flag;
mod former;
mod joining;
mod measure;
mod measures;
mod next;
mod own;
mod own_measures;
mod person;
mod proposal;
mod queue;
mod remove;
mod retouch;
mod words;

pub use measures::{barrier, barrier_note};
pub use own_measures::title_of as own_measure_title;
pub use person::person_path;
pub use words::{because, reason as flag_reason, reasons, why_fields, why_label, with_listed};

use crate::door::{Door, door};
use crate::page::Request;
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, list_link};
use domain::Error;
use leptos::prelude::AnyView;
use model::fields::Fields;
use model::moderation::Case;

/// The front doors of moderation.
pub static DOORS: &[Door] = &[
    door!("/forum/{slug}/{item}/signaler", Member, Kept, sitemap: false, flag::page, post: flag::send),
    door!("/moderation", Moderator, No, sitemap: false, queue::page, post: queue::next),
    door!("/moderation/{slug}", Moderator, No, sitemap: false, case::page, post: case::act),
    door!("/moderation/chiffres", Moderator, No, sitemap: false, figures::page),
    door!("/moderation/documents/{slug}", Moderator, No, sitemap: false, document::page, post: document::act),
    door!("/moderation/articles/{slug}", Moderator, No, sitemap: false, article::page, post: article::act),
    door!("/moderation/demandes/{slug}/{item}", Moderator, No, sitemap: false, joining::page, post: joining::act),
    door!("/moderation/auteure/{slug}", Moderator, No, sitemap: false, author::page, post: author::act),
    door!("/moderation/texte/{slug}", Moderator, No, sitemap: false, retouch::page, post: retouch::act),
    door!("/moderation/avant/{slug}", Moderator, No, sitemap: false, former::page, post: former::act),
    door!("/moderation/effacer/{slug}", Moderator, No, sitemap: false, remove::page, post: remove::act),
    door!("/moderation/personnes/{slug}", Moderator, No, sitemap: false, person::page, post: person::act),
    door!("/moderation/mesures/{slug}", Moderator, No, sitemap: false, measure::page, post: measure::act),
    door!("/compte/mesures", Oneself, No, sitemap: false, own_measures::list),
    door!("/compte/mesures/{slug}", Oneself, No, sitemap: false, own_measures::page, post: own_measures::answer),
    door!("/compte/decisions/{slug}", Oneself, No, sitemap: false, own::page, post: own::appeal),
];

/// Where the queue stands.
pub const QUEUE: &str = "/moderation";

/// Where somebody reads what was decided towards her.
pub const OWN_MEASURES: &str = "/compte/mesures";

/// Where a post is decided about.
pub fn case_path(topic: i64, number: i64) -> String {
    format!("{QUEUE}/{topic}.{number}")
}

/// The way from the start page of staff to the queue, with how much waits.
///
/// # Errors
/// `Store`.
pub async fn way_of_staff(request: &Request) -> Result<AnyView, Error> {
    let waiting = request.platform.waiting(&request.caller).await?;
    let locale = request.locale;
    Ok(list_link(
        QUEUE,
        "i-verified",
        t::moderation::title(locale),
        t::moderation::waiting_count(locale, waiting),
    ))
}

/// The numbers of the topic and of the post in an address.
fn numbers(request: &Request) -> Result<(i64, i64), Error> {
    Case::parse(&request.slug).ok_or(Error::NotFound)
}

/// The name of the field with the version of what she saw.
const VERSION: &str = "version";

/// The version of what she saw when she decided.
fn version_in(fields: &Fields) -> Result<i64, Error> {
    fields.get(VERSION).parse().map_err(|_| Error::Unreadable)
}

/// The way back from a page below the case of a post.
fn crumbs_below(locale: Locale, case: &Case, title: &str) -> AnyView {
    let crumb = vec![
        (Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()),
        (Some(case_path(case.topic, case.number)), t::moderation::case_title(locale, case.number)),
        (None, title.to_owned()),
    ];
    crumbs(locale, crumb)
}
