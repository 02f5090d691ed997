//! `/projets/activites`: search, facets with counts, the list, and its next page. Its state is its address.

use super::PATH;
use super::words::{activity_path, kind_icon, kind_name, people_of, people_words};
use crate::page::{PageResult, Request};
use crate::projects::narrow::{Narrowed, facet_name};
use crate::projects::words::{period_words, project_path};
use crate::projects::work_page;
use crate::projects::{FEED, PATH as PROJECTS};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, empty_state, icon, ignored, page_head};
use domain::projects::FoundWorks;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::forum::shortened;
use model::projects::{Activity, ActivityKind, Listing, ReportPart, Shown};

/// How much of what was done a card shows, in characters.
const SHOWN: usize = 180;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundWorks { filter, ignored: unknown, found, works } =
        platform.find_works(Listing::Activities, &request.query).await?;
    let catalogue = platform.catalogue().await?;
    let cards: Vec<AnyView> = found
        .page
        .iter()
        .filter_map(|at| works.activity(*at))
        .map(|(activity, shown)| card(locale, activity, shown))
        .collect();
    let projects: Vec<AnyView> = filter
        .projects
        .iter()
        .filter_map(|slug| works.find_project(slug))
        .map(|it| {
            let (href, title) = (project_path(it), it.content.title.to_string());
            html! { <p>{t::activities::of_project(locale)}" "<a href=href>{title}</a></p> }.into_any()
        })
        .collect();
    let all = works.people(&found.all);
    let (total, indexed) = (found.all.len(), filter.is_empty() && filter.after.is_none());
    let too_long = is_too_long(&unknown);
    let title = t::activities::title(locale);
    let page = work_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let results = list.results(total, cards, found.next, || {
            let ways = vec![(PROJECTS.to_owned(), t::projects::title(locale).to_owned())];
            let (title, text) =
                (t::activities::nothing_yet_title(locale), t::activities::nothing_yet_text(locale));
            empty_state(title, text, ways)
        });
        let crumb = vec![
            (Some(PROJECTS.to_owned()), t::projects::title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let people = (all > 0).then(|| format!(" · {}", people_of(locale, all)));
        let count = [t::activities::results_count(locale, total), people.unwrap_or_default()].concat();
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::activities::intro(locale))}
                {projects}
                {list.search(t::activities::search_label(locale), t::activities::search_placeholder(locale))}
                {ignored(locale, &unknown, facet_name)}
                {list.browse(&found.facets, t::activities::results_label(locale), count, results)}
            </div>
        }
    });
    let page = page.described(t::activities::intro(locale)).with_feed(FEED).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

/// An activity as a list shows it.
fn card(locale: Locale, it: &Activity, shown: &Shown) -> AnyView {
    let own = &it.report;
    let kind = own.kind.unwrap_or(ActivityKind::Other);
    let place = own.place.map(|it| html! { <span>{icon("i-region")}{it.label()}</span> });
    let when = own.period().map(|it| html! { <span>{icon("i-agenda")}{period_words(locale, it)}</span> });
    let people = shown.total.map(|_| {
        html! { <span>{icon("i-group")}{people_words(locale, shown.total)}</span> }
    });
    let plain = crate::forum::experience::words::plain(own.text(ReportPart::Done));
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    let (href, title) = (activity_path(it), it.title().to_owned());
    html! {
        <li><article class="card stack work-card">
            <span class="kind">{icon(kind_icon(kind))}{kind_name(locale, kind)}</span>
            <h2><a href=href>{title}</a></h2>
            <p class="meta">{place}{when}{people}</p>
            <p>{shortened(&plain, SHOWN)}</p>
            {example}
        </article></li>
    }
}
