//! What staff do with people: shut out, give rights, agree in twos, read the log, tell everybody.

mod agreements;
mod announce;
mod health;
mod log;
mod people;
mod person;
mod requests;
mod site;

pub use agreements::PATH as AGREEMENTS;
pub use log::deed_words;
pub use requests::requests_to_decide;

use crate::directory::admin::crumbs;
use crate::door::{Door, door};
use crate::page::Request;
use crate::t;
use crate::t::Locale;
use crate::ui;
use domain::Error;
use leptos::prelude::*;
use model::agreement::AgreementState;
use model::id::PersonId;

/// The front doors of those who look after people.
pub static DOORS: &[Door] = &[
    door!("/admin/personnes", Moderator, No, sitemap: false, people::page),
    door!("/admin/personnes/{slug}", Moderator, No, sitemap: false, person::page, post: person::change),
    door!("/admin/accords", Administrator, No, sitemap: false, agreements::page, post: agreements::ask),
    door!("/admin/accords/{slug}", Administrator, No, sitemap: false, agreements::one, post: agreements::act),
    door!("/admin/journal", Administrator, No, sitemap: false, log::page),
    door!("/admin/sante", Administrator, No, sitemap: false, health::page),
    door!("/admin/reglages", Administrator, No, sitemap: false, site::page, post: site::keep),
    door!("/admin/annonce", Administrator, No, sitemap: false, announce::page, post: announce::send),
];

/// The ways from the start page of staff to these pages, as many as the caller may go.
///
/// # Errors
/// `Store`.
pub async fn ways(request: &Request) -> Result<Vec<AnyView>, Error> {
    let locale = request.locale;
    let people =
        ui::list_link(people::PATH, "i-group", t::staff::people_title(locale), t::staff::people_note(locale));
    let Ok(right) = request.caller.administrator() else { return Ok(vec![people]) };
    let now = request.platform.clock().now();
    let open = |state| matches!(state, AgreementState::Waiting | AgreementState::Agreed);
    let agreements = request.platform.agreements(&right).await?;
    let agreements = agreements.iter().filter(|it| open(it.state(now))).count();
    Ok(vec![
        people,
        ui::list_link(
            agreements::PATH,
            "i-verified",
            t::staff::agreements_title(locale),
            t::staff::agreements_note(locale, agreements),
        ),
        ui::list_link(
            announce::PATH,
            "i-message",
            t::staff::announce_title(locale),
            t::staff::announce_note(locale),
        ),
        ui::list_link(site::PATH, "i-settings", t::staff::site_title(locale), t::staff::site_note(locale)),
        ui::list_link(log::PATH, "i-doc", t::staff::log_title(locale), t::staff::log_note(locale)),
        ui::list_link(health::PATH, "i-info", t::staff::health_title(locale), t::staff::health_note(locale)),
    ])
}

/// Somebody's name, or that she is here no longer.
async fn name_of(request: &Request, id: PersonId) -> Result<String, Error> {
    let found = request.platform.person(id).await?;
    let gone = || t::staff::unknown_person(request.locale).to_owned();
    Ok(found.map_or_else(gone, |person| person.name.to_string()))
}

/// The way back to the start page of staff.
fn back(locale: Locale, here: &str) -> AnyView {
    crumbs(locale, &[], here)
}
