//! The directory's front doors for everybody.

use super::{answer, list, map, matrix, network, printable, send, show};
use crate::accounts::desk;
use crate::door::{Door, door};
use crate::page::{PageResult, Request};
use crate::t;
use crate::ui::link_button;
use domain::Error;
use model::directory::{Organization, State};

/// The doors.
pub static DOORS: &[Door] = &[
    door!("/annuaire", Visitor, Read, sitemap: true, all),
    door!("/carte", Visitor, Read, sitemap: true, on_the_map),
    door!("/annuaire/qui-fait-quoi", Visitor, Read, sitemap: true, who_does_what),
    door!("/annuaire/reseau", Visitor, Read, sitemap: true, who_belongs_to_whom),
    door!("/annuaire/{slug}", Visitor, Read, sitemap: false, one),
    door!("/annuaire/{slug}/fiche", Visitor, Read, sitemap: false, printable::page),
    door!("/annuaire/{slug}/message", Visitor, Kept, sitemap: false, send::contact_page, post: send::contact),
    door!("/reponse", Visitor, No, sitemap: false, answer::page, post: answer::open),
    door!("/annuaire/{slug}/erreur", Visitor, Kept, sitemap: false, send::error_page, post: send::error),
];

async fn all(request: &Request) -> PageResult {
    Ok(list::page(request.locale, request.platform.catalogue().await?, &request.query))
}

async fn on_the_map(request: &Request) -> PageResult {
    Ok(map::page(request.locale, request.platform.catalogue().await?, &request.query))
}

async fn who_does_what(request: &Request) -> PageResult {
    Ok(matrix::page(request.locale, request.platform.catalogue().await?, &request.query))
}

async fn who_belongs_to_whom(request: &Request) -> PageResult {
    Ok(network::page(request.locale, request.platform.catalogue().await?))
}

/// An organisation; what is not published is for staff.
async fn one(request: &Request) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let staff = request.caller.administrator().is_ok();
    let found = catalogue.find(&request.slug).filter(|it| it.state == State::Published || staff);
    let organization = found.cloned().ok_or(Error::NotFound)?;
    let tends = request.caller.focal_point(organization.id).is_ok();
    let own = move |it: &Organization| {
        let desk = tends.then(|| desk::way(locale, it));
        let edit = staff.then(|| {
            let href = format!("/admin/organisations/{}", it.slug);
            link_button("btn", href, "i-edit", t::organization::edit(locale))
        });
        desk.into_iter().chain(edit).collect()
    };
    Ok(show::page(locale, catalogue, organization, &request.site, own))
}
