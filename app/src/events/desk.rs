//! `/compte/organisations/{slug}/rencontres`: the meetings of an organisation, drafts among them.

use super::words::when_words;
use super::{event_page, event_path};
use crate::page::{PageResult, Request};
use crate::projects::{own_organization, state_badge};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, icon, link_button, page_head};
use leptos::prelude::*;
use model::directory::Catalogue;
use model::events::Event;

/// The desk of an organisation.
pub fn desk_path(organization: &str) -> String {
    crate::accounts::desk::address(organization, "rencontres")
}

/// The ways to the desks of her organisations, for a member.
pub fn ways(request: &Request, catalogue: &Catalogue) -> Vec<AnyView> {
    let person = request.caller.person().into_iter();
    let own = person.flat_map(|it| &it.affiliations).filter_map(|it| catalogue.get(it.organization));
    let own = own.filter(|it| request.caller.contributor(it.id).is_ok());
    own.map(|it| {
        let word = t::events::own_desk(request.locale, it.short_name());
        link_button("btn", desk_path(&it.slug), "i-add", word)
    })
    .collect()
}

/// The desk.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let events = request.platform.events_of(&right).await?;
    let given = request.caller.host(organization.id).ok();
    let given = given.map(|_| format!("/compte/organisations/{}/attestations", organization.slug));
    let discarded = request.query.has("jete");
    let page = event_page(t::events::desk_title(locale), move || {
        let items: Vec<_> = events.iter().map(|it| item(locale, it)).collect();
        let list = if items.is_empty() {
            html! { <p role="status">{t::events::desk_none(locale)}</p> }
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, organization.short_name().to_owned()),
        ];
        let new = format!("{}/nouvelle", desk_path(&organization.slug));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(t::events::desk_title(locale), organization.name.to_string())}
                <p class="hint">{t::events::desk_intro(locale)}</p>
                {discarded.then(|| alert(Tone::Success, t::projects::discarded(locale), ()))}
                <p>{link_button("btn btn-primary", new, "i-add", t::events::new(locale))}</p>
                {list}
                {given.map(|href| html! { <p>{link_button("btn btn-quiet", href, "i-list", t::certificates::given_title(locale))}</p> })}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn item(locale: Locale, it: &Event) -> AnyView {
    let (href, title) = (event_path(it), it.content.title.to_string());
    let when = when_words(locale, &it.content.span);
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon("i-agenda")}</span>
                <b>{title}" "<small>{when}</small></b>
                {state_badge(locale, it.published)}
            </a>
        </li>
    }
}
