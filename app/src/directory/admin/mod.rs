//! What staff do with the directory: enter, correct, publish, hide, import, and answer what visitors wrote.

mod columns;
mod conflict;
pub(crate) mod edit;
mod form;
mod gap;
mod import;
mod list;
mod messages;
mod preview;
mod services;
pub(crate) mod vocabulary;

use crate::door::{Door, door};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui;
pub use columns::reason;
use domain::Error;
use domain::access::Administrator;
use domain::directory::{MAX_IMPORT_BYTES, MAX_LOGO_BYTES};
use gap::Gap;
use leptos::prelude::*;
use model::browse::address;
use model::directory::State;
pub(crate) use preview::{
    SHOWN as IMPORT_SHOWN, ignored as import_ignored, steps as import_steps, table as import_table,
};

/// Room for a form's other fields beside its logo.
pub(crate) const EDIT_BYTES: usize = MAX_LOGO_BYTES + 256 * 1024;
/// Room for a multipart envelope around a spreadsheet.
const IMPORT_BYTES: usize = MAX_IMPORT_BYTES + 64 * 1024;

/// The front doors of those who look after the directory.
pub static DOORS: &[Door] = &[
    door!("/admin", Moderator, No, sitemap: false, start),
    door!("/admin/organisations", Administrator, No, sitemap: false, list::page),
    door!("/admin/organisations/nouvelle", Administrator, No, sitemap: false, edit::new_page, post: edit::create, bytes: EDIT_BYTES),
    door!("/admin/organisations/{slug}", Administrator, No, sitemap: false, edit::page, post: edit::save, bytes: EDIT_BYTES),
    door!("/admin/organisations/{slug}/etat", Administrator, No, sitemap: false, list::state_page, post: list::set_state),
    door!("/admin/import", Administrator, No, sitemap: false, import::page, post: import::upload, bytes: IMPORT_BYTES),
    door!("/admin/import/annuler", Administrator, No, sitemap: false, import::undo_page, post: import::undo),
    door!("/admin/import/{slug}", Administrator, No, sitemap: false, preview::page, post: preview::confirm),
    door!("/admin/vocabulaires", Administrator, No, sitemap: false, vocabulary::page),
    door!("/admin/vocabulaires/ajouter", Administrator, No, sitemap: false, vocabulary::add::page, post: vocabulary::add::add),
    door!("/admin/vocabulaires/{slug}", Administrator, No, sitemap: false, vocabulary::term::page, post: vocabulary::term::change),
    door!("/admin/vocabulaires/{slug}/remplacer", Administrator, No, sitemap: false, vocabulary::merge::page, post: vocabulary::merge::merge),
    door!("/admin/messages", Administrator, No, sitemap: false, messages::page),
    door!("/admin/messages/{slug}", Administrator, No, sitemap: false, messages::page, post: messages::finish),
];

/// `/admin`: the ways in, and what waits for somebody; a moderator sees what she may open.
async fn start(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let locale = request.locale;
    let directory = match request.caller.administrator() {
        Ok(right) => Some(of_directory(request, &right).await?),
        Err(_) => None,
    };
    let people = crate::accounts::staff::ways(request).await?;
    let library = crate::library::way_of_staff(request).await?;
    let queue = crate::moderation::way_of_staff(request).await?;
    let requests = crate::accounts::staff::requests_to_decide(request).await?;
    let page = Page::new(t::admin::title(locale), move || {
        let (ways, to_do) = directory.unzip();
        let ways: Vec<_> = ways.into_iter().flatten().chain([queue, library]).chain(people).collect();
        html! {
            <div class="wrap">
                {ui::page_head(t::admin::title(locale), "")}
                {requests}
                <div class="two-up">
                    <section><ul class="list">{ways}</ul></section>
                    {to_do}
                </div>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The administrators' ways into the directory, and what is to be done there.
async fn of_directory(request: &Request, right: &Administrator) -> Result<(Vec<AnyView>, AnyView), Error> {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let today = request.platform.clock().now().day();
    let messages = request.platform.messages(right).await?;
    let waiting = messages.iter().filter(|message| message.done_at.is_none()).count();
    let all = catalogue.all().count();
    let drafts = catalogue.all().filter(|it| it.state == State::Draft).count();
    let gaps = Gap::ALL.map(|gap| (gap, catalogue.all().filter(|it| gap.concerns(it, today)).count()));
    let ways = vec![
        ui::list_link(
            "/admin/organisations",
            "i-directory",
            t::admin::heading(locale),
            t::common::organization_count(locale, all),
        ),
        ui::list_link(
            "/admin/organisations/nouvelle",
            "i-add",
            t::admin::create(locale),
            t::admin::intro(locale),
        ),
        ui::list_link("/admin/import", "i-upload", t::admin::import(locale), t::import::formats(locale)),
        ui::list_link(
            "/admin/messages",
            "i-message",
            t::admin::messages(locale),
            t::admin::waiting_count(locale, waiting),
        ),
        ui::list_link(vocabulary::PATH, "i-edit", t::vocabulary::title(locale), t::vocabulary::note(locale)),
        ui::list_link(
            crate::forum::DESK,
            "i-forum",
            t::forum::desk_title(locale),
            t::forum::desk_intro(locale),
        ),
        ui::list_link("/annuaire.csv", "i-download", t::admin::export(locale), t::admin::export_note(locale)),
    ];
    Ok((ways, to_do(locale, drafts, &gaps)))
}

/// What would make the directory better, each with the list of pages concerned.
fn to_do(locale: Locale, drafts: usize, gaps: &[(Gap, usize)]) -> AnyView {
    let drafts = (drafts > 0).then(|| {
        let href = address(list::PATH, &[("etat", State::Draft.code().to_owned())]);
        (href, t::admin::drafts_count(locale, drafts))
    });
    let gaps = gaps.iter().filter(|(_, count)| *count > 0).map(|(gap, count)| {
        (address(list::PATH, &[("manque", gap.code().to_owned())]), gap.words(locale, *count))
    });
    let items: Vec<_> = drafts
        .into_iter()
        .chain(gaps)
        .map(|(href, words)| {
            html! { <li><a class="list-item" href=href><span>{ui::icon("i-edit")}</span><b>{words}</b>{ui::icon("i-next")}</a></li> }
        })
        .collect();
    let content = if items.is_empty() {
        html! { <p>{t::admin::to_do_nothing(locale)}</p> }
    } else {
        html! { <ul class="list">{items}</ul> }
    };
    html! {
        <section class="card panel">
            <h2>{ui::icon("i-verified")}{t::admin::to_do_heading(locale)}</h2>
            {content}
        </section>
    }
}

/// The way back from a page of staff to the start; `between` are the steps in the middle.
pub(crate) fn crumbs(locale: Locale, between: &[(&str, &str)], here: impl Into<String>) -> AnyView {
    let mut steps = vec![(Some("/admin".to_owned()), t::admin::title(locale).to_owned())];
    steps.extend(between.iter().map(|(href, word)| (Some((*href).to_owned()), (*word).to_owned())));
    steps.push((None, here.into()));
    ui::crumbs(locale, steps)
}
