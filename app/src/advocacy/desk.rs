//! `/compte/organisations/{slug}/plaidoyer`: the campaigns that an organisation entered, drafts among them.

use super::{advocacy_page, campaign_path};
use crate::page::{PageResult, Request};
use crate::projects::{own_organization, state_badge};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, page_head};
use leptos::prelude::*;
use model::advocacy::Campaign;

/// The desk.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let campaigns = request.platform.campaigns_of(&right).await?;
    let discarded = request.query.has("jete");
    let title = t::advocacy::desk_title(locale);
    let page = advocacy_page(title, move || {
        let items: Vec<_> = campaigns.iter().map(|it| item(locale, it)).collect();
        let list = if items.is_empty() {
            html! { <p role="status">{t::advocacy::desk_none(locale)}</p> }
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        let new = format!("/compte/organisations/{}/plaidoyer/nouveau", organization.slug);
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
                <p>{link_button("btn btn-primary", new, "i-add", t::advocacy::new(locale))}</p>
                {list}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn item(locale: Locale, it: &Campaign) -> AnyView {
    let (href, title) = (format!("{}/modifier", campaign_path(it)), it.content.title.to_string());
    let changed = date(locale, it.updated_at.day());
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon("i-share")}</span>
                <b>{title}" "<small>{changed}</small></b>
                {state_badge(locale, it.published)}
            </a>
        </li>
    }
}
