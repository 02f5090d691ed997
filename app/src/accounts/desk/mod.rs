//! `/compte/organisations/{slug}`: the focal point's desk, where she looks after one organisation.

mod edit;
mod invitations;
mod members;
pub(crate) mod messages;
mod requests;
mod slip;

use crate::directory::admin::EDIT_BYTES;
use crate::door::{Door, door};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Tone;
use domain::Error;
use domain::access::FocalPoint;
use leptos::prelude::*;
use model::directory::{Catalogue, Organization, State};
use model::library::DocumentState;
use model::plans::ActionState;

/// The desk's front doors.
pub static DOORS: &[Door] = &[
    door!("/compte/organisations/{slug}", FocalPoint, No, sitemap: false, page),
    door!("/compte/organisations/{slug}/modifier", FocalPoint, No, sitemap: false, edit::page, post: edit::save, bytes: EDIT_BYTES),
    door!("/compte/organisations/{slug}/membres", FocalPoint, No, sitemap: false, members::page, post: members::change),
    door!("/compte/organisations/{slug}/invitations", FocalPoint, No, sitemap: false, invitations::page, post: invitations::make),
    door!("/compte/organisations/{slug}/demandes", Receiver, No, sitemap: false, requests::page, post: requests::decide),
    door!("/compte/organisations/{slug}/messages", FocalPoint, No, sitemap: false, messages::page, post: messages::act),
];

/// The address of a page of this organisation's desk; without a name, its start.
pub fn address(slug: &str, page: &str) -> String {
    let slash = if page.is_empty() { "" } else { "/" };
    format!("/compte/organisations/{slug}{slash}{page}")
}

/// The way to an organisation's desk, from where those who look after it come by.
pub fn way(locale: Locale, organization: &Organization) -> AnyView {
    ui::link_button("btn", address(&organization.slug, ""), "i-group", t::desk::way(locale))
}

/// The ways to a page of the desks of her organisations, for a member; `word` says what it is called, of the one with this name.
pub fn ways_of(
    request: &Request,
    catalogue: &Catalogue,
    page: &str,
    word: impl Fn(Locale, String) -> String,
) -> Vec<AnyView> {
    let person = request.caller.person().into_iter();
    let own = person.flat_map(|it| &it.affiliations).filter_map(|it| catalogue.get(it.organization));
    let own = own.filter(|it| request.caller.contributor(it.id).is_ok());
    let way = |it: &Organization| {
        ui::link_button(
            "btn",
            address(&it.slug, page),
            "i-edit",
            word(request.locale, it.short_name().to_owned()),
        )
    };
    own.map(way).collect()
}

/// The organisation in the path. Whoever did not sign in is told nothing about it, not even whether it is there.
async fn organization(request: &Request) -> Result<Organization, Error> {
    request.caller.signed_in()?;
    let catalogue = request.platform.catalogue().await?;
    catalogue.find(&request.slug).cloned().ok_or(Error::NotFound)
}

/// The organisation in the path, and the proof that the caller looks after it.
async fn tended(request: &Request) -> Result<(FocalPoint, Organization), Error> {
    let organization = organization(request).await?;
    Ok((request.caller.focal_point(organization.id)?, organization))
}

/// The way from the account to a page of the desk.
fn steps(locale: Locale, organization: &Organization, here: &str) -> Vec<ui::Crumb> {
    vec![
        (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
        (Some(address(&organization.slug, "")), organization.short_name().to_owned()),
        (None, here.to_owned()),
    ]
}

/// What was just done, said once.
fn said(text: Option<&'static str>) -> Option<AnyView> {
    text.map(|text| ui::alert(Tone::Success, text, ()))
}

/// The start of the desk: what waits, and the ways on.
async fn page(request: &Request) -> PageResult {
    let (right, organization) = tended(request).await?;
    let (locale, platform) = (request.locale, &request.platform);
    let requests = platform.requests(&request.caller.receiver(organization.id)?).await?.len();
    let messages = platform.messages_to(&right).await?;
    let messages = messages.iter().filter(|it| it.done_at.is_none()).count();
    let members = platform.members(&right).await?.len();
    let shelves = platform.shelves().await?;
    let ours = || shelves.all().filter(|it| it.publisher == organization.id);
    let (documents, proposals) =
        (ours().count(), ours().filter(|it| it.state == DocumentState::Proposed).count());
    let (projects, activities) = platform.works_of(&request.caller.contributor(organization.id)?).await?;
    let articles = platform.articles_of(&request.caller.contributor(organization.id)?).await?;
    let waiting_articles = articles.iter().filter(|it| it.state == DocumentState::Proposed).count();
    let articles = articles.len();
    let campaigns = platform.campaigns_of(&request.caller.contributor(organization.id)?).await?.len();
    let plans = platform.plans_of(&request.caller.contributor(organization.id)?).await?;
    let today = platform.clock().now().day();
    let late = plans.iter().flat_map(|it| &it.actions).filter(|it| it.state(today) == ActionState::Late);
    let plans_note = match late.count() {
        0 => t::plans::desk_count(locale, plans.len()),
        late => [t::plans::desk_count(locale, plans.len()), t::plans::desk_late(locale, late)].join(", "),
    };
    let paths = platform.paths_of(&request.caller.contributor(organization.id)?).await?.len();
    let works_note = t::projects::desk_note(
        locale,
        t::projects::desk_activities(locale, activities.len()),
        t::projects::desk_projects(locale, projects.len()),
    );
    let events = platform.events_of(&request.caller.contributor(organization.id)?).await?.len();
    let now = platform.clock().now();
    let open = platform.invitations(&right).await?.iter().filter(|it| it.is_open(now)).count();
    let page = Page::new(organization.name.to_string(), move || {
        let at = |page: &str| address(&organization.slug, page);
        let requests_note = t::desk::requests_count(locale, requests);
        let messages_note = t::desk::messages_count(locale, messages);
        let proposals_note = t::desk::proposals_count(locale, proposals);
        let articles_note = t::news::waiting_count(locale, waiting_articles);
        let all = [
            (waiting_articles, "actualites", "i-doc", t::news::waiting_title(locale), articles_note),
            (proposals, "documents", "i-library", t::library::proposals_title(locale), proposals_note),
            (requests, "demandes", "i-group", t::desk::requests_title(locale), requests_note),
            (messages, "messages", "i-message", t::desk::messages_title(locale), messages_note),
        ];
        let (waiting, quiet): (Vec<_>, Vec<_>) = all.into_iter().partition(|(count, ..)| *count > 0);
        // Documents and articles have a line of their own, whether one of them waits or none.
        let quiet = quiet.into_iter().filter(|(_, page, ..)| !["documents", "actualites"].contains(page));
        let link = |(_, page, pictogram, title, note): (usize, &str, &str, &'static str, String)| {
            ui::list_link(at(page), pictogram, title, note)
        };
        let waiting: Vec<_> = waiting.into_iter().map(link).collect();
        let quiet: Vec<_> = quiet.map(link).collect();
        let waiting = if waiting.is_empty() {
            html! { <p>{t::desk::nothing_waits(locale)}</p> }
        } else {
            html! { <ul class="list">{waiting}</ul> }
        };
        let public = (organization.state == State::Published).then(|| {
            let href = format!("/annuaire/{}", organization.slug);
            html! { <p>{ui::link_button("btn", href, "i-show", t::desk::public_page(locale))}</p> }
        });
        let crumbs = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, organization.short_name().to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {ui::crumbs(locale, crumbs)}
                {ui::page_head(organization.name.to_string(), t::desk::intro(locale))}
                <section class="stack">
                    <h2>{t::desk::waiting_title(locale)}</h2>
                    {waiting}
                </section>
                <ul class="list">
                    {ui::list_link(at("invitations"), "i-add", t::desk::invitations_title(locale), t::desk::open_count(locale, open))}
                    {ui::list_link(at("membres"), "i-user", t::desk::members_title(locale), t::desk::members_count(locale, members))}
                    {quiet}
                    {ui::list_link(at("documents"), "i-library", t::library::desk_title(locale), t::library::desk_count(locale, documents))}
                    {ui::list_link(at("projets"), "i-group", t::projects::desk_title(locale), works_note)}
                    {ui::list_link(at("rencontres"), "i-agenda", t::events::desk_title(locale), t::events::desk_note(locale, events))}
                    {ui::list_link(at("actualites"), "i-doc", t::news::desk_title(locale), t::news::desk_count(locale, articles))}
                    {ui::list_link(at("plaidoyer"), "i-share", t::advocacy::desk_title(locale), t::advocacy::desk_count(locale, campaigns))}
                    {ui::list_link(at("plans"), "i-list", t::plans::desk_title(locale), plans_note)}
                    {ui::list_link(at("formation"), "i-library", t::training::desk_title(locale), t::training::desk_count(locale, paths))}
                    {ui::list_link(at("modifier"), "i-edit", t::desk::edit_title(locale), t::desk::edit_note(locale))}
                </ul>
                {public}
            </div>
        }
    });
    Ok(page.unlisted())
}
