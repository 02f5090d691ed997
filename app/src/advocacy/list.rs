//! `/plaidoyer`: search, facets with counts, the list, and its next page. Its state is its address.

use super::words::{lights, status_words, supported_words};
use super::{PATH, advocacy_page, campaign_path};
use crate::accounts::desk;
use crate::page::{PageResult, Request};
use crate::projects::{Narrowed, domain_names, facet_name};
use crate::t;
use crate::t::Locale;
use crate::ui::{empty_state, icon, ignored, page_head};
use domain::advocacy::FoundCampaigns;
use leptos::prelude::*;
use model::advocacy::{Campaign, Light, Support};
use model::browse::is_too_long;
use model::directory::Catalogue;
use model::forum::shortened;
use model::time::Day;

/// How much of a demand a card shows, in characters.
const SHOWN: usize = 200;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundCampaigns { filter, ignored: unknown, found, campaigns } =
        platform.find_campaigns(&request.query).await?;
    let catalogue = platform.catalogue().await?;
    let support = platform.all_support().await?;
    let today = platform.clock().now().day();
    let cards: Vec<AnyView> = found
        .page
        .iter()
        .map(|at| &campaigns.all()[*at])
        .map(|it| card(locale, &catalogue, it, support.get(&it.id), today))
        .collect();
    let desks = desk::ways_of(request, &catalogue, "plaidoyer", t::advocacy::own_desk);
    let (total, indexed) = (found.all.len(), filter.is_empty() && filter.after.is_none());
    let too_long = is_too_long(&unknown);
    let title = t::advocacy::title(locale);
    let page = advocacy_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let results = list.results(total, cards, found.next, || {
            let ways = vec![("/annuaire".to_owned(), t::common::nav_directory(locale).to_owned())];
            empty_state(t::advocacy::nothing_yet_title(locale), t::advocacy::nothing_yet_text(locale), ways)
        });
        html! {
            <div class="wrap">
                {page_head(title, t::advocacy::intro(locale))}
                {list.search(t::advocacy::search_label(locale), t::advocacy::search_placeholder(locale))}
                {(!desks.is_empty()).then(|| html! { <p class="row">{desks}</p> })}
                {ignored(locale, &unknown, facet_name)}
                {list.browse(&found.facets, t::advocacy::results_label(locale), t::advocacy::results_count(locale, total), results)}
            </div>
        }
    });
    let page = page.described(t::advocacy::intro(locale)).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

/// How many pledges stand how.
pub fn counted(campaign: &Campaign, today: Day) -> Vec<(Light, usize)> {
    let now: Vec<Light> = campaign.pledges.iter().map(|it| it.light(today)).collect();
    let count = |light: &Light| (*light, now.iter().filter(|it| *it == light).count());
    Light::ALL.iter().map(count).filter(|(_, count)| *count > 0).collect()
}

fn card(
    locale: Locale,
    catalogue: &Catalogue,
    it: &Campaign,
    support: Option<&Support>,
    today: Day,
) -> AnyView {
    let own = &it.content;
    let (pictogram, status) = status_words(locale, own.status);
    let supported = support.cloned().unwrap_or_default().shown(&it.paper);
    let supported = supported_words(locale, &supported);
    let by = catalogue.get_published(it.organization).map(|it| it.short_name().to_owned());
    let by = by.map(|name| html! { <span>{icon("i-group")}{name}</span> });
    let domains: Vec<_> = domain_names(locale, catalogue, &own.domains)
        .into_iter()
        .map(|name| html! { <li class="chip">{name}</li> })
        .collect();
    let (href, title) = (campaign_path(it), own.title.to_string());
    let demand = shortened(&crate::projects::plain(own.demand.as_str()), SHOWN);
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    html! {
        <li><article class="card stack work-card">
            <h2><a href=href>{title}</a></h2>
            <p class="meta"><span>{icon(pictogram)}{status}</span>{by}<span>{icon("i-heart")}{supported}</span></p>
            <p>{demand}</p>
            {lights(locale, &counted(it, today))}
            {(!domains.is_empty()).then(|| html! { <ul class="chips">{domains}</ul> })}
            {example}
        </article></li>
    }
}
