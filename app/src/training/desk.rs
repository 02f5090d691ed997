//! `/compte/organisations/{slug}/formation`: the paths that an organisation entered, drafts among them.

use super::{path_path, training_page};
use crate::accounts::desk;
use crate::page::{PageResult, Request};
use crate::projects::{own_organization, state_badge};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, icon, link_button, page_head};
use leptos::prelude::*;
use model::training::Path;

/// The desk of an organisation.
pub fn desk_path(organization: &str) -> String {
    desk::address(organization, "formation")
}

/// The desk.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let paths = request.platform.paths_of(&right).await?;
    let is_host = request.caller.host(organization.id).is_ok();
    let discarded = request.query.has("jete");
    let title = t::training::desk_title(locale);
    let page = training_page(title, move || {
        let items: Vec<_> = paths.iter().map(|it| item(locale, it)).collect();
        let list = if items.is_empty() {
            html! { <p role="status">{t::training::desk_none(locale)}</p> }
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        let new = format!("{}/nouveau", desk_path(&organization.slug));
        let groups = is_host.then(|| {
            let href = desk::address(&organization.slug, "groupes");
            link_button("btn", href, "i-group", t::training::groups_title(locale))
        });
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, organization.short_name().to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, organization.name.to_string())}
                <p class="hint">{t::projects::desk_intro(locale)}</p>
                {discarded.then(|| alert(Tone::Success, t::projects::discarded(locale), ()))}
                <p class="row">{link_button("btn btn-primary", new, "i-add", t::training::new(locale))}{groups}</p>
                {list}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn item(locale: Locale, it: &Path) -> AnyView {
    let (href, title) = (format!("{}/modifier", path_path(it)), it.content.title.to_string());
    let lessons = t::training::lessons(locale, it.lessons.len());
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon("i-library")}</span>
                <b>{title}" "<small>{lessons}</small></b>
                {state_badge(locale, it.published)}
            </a>
        </li>
    }
}
