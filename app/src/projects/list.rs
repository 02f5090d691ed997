//! `/projets`: search, facets with counts, the list, and its next page. Its state is its address.

use super::PATH;
use super::narrow::{Narrowed, facet_name};
use super::words::{domain_names, period_words, project_path, status_icon, status_name};
use crate::accounts::desk;
use crate::page::{PageResult, Request};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{empty_state, icon, ignored, link_button, page_head};
use domain::projects::FoundWorks;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::directory::Catalogue;
use model::forum::shortened;
use model::projects::{Listing, Project};

/// How much of a description a card shows, in characters.
const SHOWN: usize = 180;
/// How many places a card names.
const PLACES: usize = 4;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundWorks { filter, ignored: unknown, found, works } =
        platform.find_works(Listing::Projects, &request.query).await?;
    let catalogue = platform.catalogue().await?;
    let cards: Vec<AnyView> =
        found.page.iter().filter_map(|at| Some(card(locale, &catalogue, works.project_at(*at)?))).collect();
    let desks = desk::ways_of(request, &catalogue, "projets", t::projects::own_desk);
    let (total, indexed) = (found.all.len(), filter.is_empty() && filter.after.is_none());
    let too_long = is_too_long(&unknown);
    let title = t::projects::title(locale);
    let page = work_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let results = list.results(total, cards, found.next, || {
            let ways = vec![("/annuaire".to_owned(), t::common::nav_directory(locale).to_owned())];
            empty_state(t::projects::nothing_yet_title(locale), t::projects::nothing_yet_text(locale), ways)
        });
        html! {
            <div class="wrap">
                {page_head(title, t::projects::intro(locale))}
                {list.search(t::projects::search_label(locale), t::projects::search_placeholder(locale))}
                <p class="row">
                    {link_button("btn btn-quiet", super::lessons::PATH, "i-sun", t::projects::open_lessons(locale))}
                    {link_button("btn btn-quiet", super::figures::PATH, "i-matrix", t::projects::open_figures(locale))}
                    {link_button("btn btn-quiet", super::map::PATH, "i-map", t::gaps::open(locale))}
                    {link_button("btn btn-quiet", super::report::PATH, "i-agenda", t::projects::open_activities(locale))}
                    {link_button("btn btn-quiet", crate::plans::PATH, "i-list", t::plans::open(locale))}
                    {link_button("btn btn-quiet", super::swot::PATH, "i-matrix", t::swot::open(locale))}
                </p>
                {(!desks.is_empty()).then(|| html! { <p class="row">{desks}</p> })}
                {ignored(locale, &unknown, facet_name)}
                {list.browse(&found.facets, t::projects::results_label(locale), t::projects::results_count(locale, total), results)}
            </div>
        }
    });
    let page = page.described(t::projects::intro(locale)).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

fn card(locale: Locale, catalogue: &Catalogue, it: &Project) -> AnyView {
    let own = &it.content;
    let domains: Vec<_> = domain_names(locale, catalogue, &own.domains)
        .into_iter()
        .map(|name| html! { <li class="chip">{name}</li> })
        .collect();
    let names: Vec<&str> = own.regions().iter().map(|it| it.name()).take(PLACES).collect();
    let more = if own.regions().len() > PLACES { " …" } else { "" };
    let places = (!names.is_empty()).then(|| {
        html! { <span>{icon("i-region")}{names.join(", ")}{more}</span> }
    });
    let period = own.period().map(|it| html! { <span>{icon("i-agenda")}{period_words(locale, it)}</span> });
    let text = own.general.as_ref().or(own.objectives.as_ref());
    let text = text.map(|it| {
        let plain = crate::forum::experience::words::plain(it.as_str());
        html! { <p>{shortened(&plain, SHOWN)}</p> }
    });
    let (href, title) = (project_path(it), own.title.to_string());
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    html! {
        <li><article class="card stack work-card">
            <h2><a href=href>{title}</a></h2>
            <p class="meta">
                <span>{icon(status_icon(own.status))}{status_name(locale, own.status)}</span>
                {period}{places}
            </p>
            {text}
            <ul class="chips">{domains}</ul>
            {example}
        </article></li>
    }
}
