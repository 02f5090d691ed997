//! `/formation`: search, facets with counts, the list, and its next page. Its state is its address.

use super::{PATH, path_path, training_page};
use crate::accounts::desk;
use crate::page::{PageResult, Request};
use crate::projects::{Narrowed, domain_names, facet_name};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, empty_state, icon, ignored, language_name, page_head};
use domain::training::FoundPaths;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::directory::Catalogue;
use model::forum::shortened;
use model::training::Path;

/// How much of a goal a card shows, in characters.
const SHOWN: usize = 200;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundPaths { filter, ignored: unknown, found, paths } = platform.find_paths(&request.query).await?;
    let catalogue = platform.catalogue().await?;
    let found_here = found.page.iter().map(|at| &paths.all()[*at]);
    let cards: Vec<AnyView> = found_here.map(|it| card(locale, &catalogue, it)).collect();
    let desks = desk::ways_of(request, &catalogue, "formation", t::training::own_desk);
    let (total, indexed) = (found.all.len(), filter.is_empty() && filter.after.is_none());
    let too_long = is_too_long(&unknown);
    let title = t::training::title(locale);
    let forgotten = request.query.has("oublie");
    let page = training_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let results = list.results(total, cards, found.next, || {
            let ways = vec![("/bibliotheque".to_owned(), t::common::nav_library(locale).to_owned())];
            empty_state(t::training::nothing_yet_title(locale), t::training::nothing_yet_text(locale), ways)
        });
        html! {
            <div class="wrap">
                {page_head(title, t::training::intro(locale))}
                {forgotten.then(|| alert(Tone::Success, t::training::forgotten(locale), ()))}
                {list.search(t::training::search_label(locale), t::training::search_placeholder(locale))}
                {(!desks.is_empty()).then(|| html! { <p class="row">{desks}</p> })}
                {ignored(locale, &unknown, facet_name)}
                {list.browse(&found.facets, t::training::results_label(locale), t::training::results_count(locale, total), results)}
            </div>
        }
    });
    let page = page.described(t::training::intro(locale)).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

/// How many lessons, how long, and in which language.
pub fn measures(locale: Locale, it: &Path) -> AnyView {
    let minutes = usize::try_from(it.minutes()).unwrap_or_default();
    html! {
        <span>{icon("i-list")}{t::training::lessons(locale, it.lessons.len())}</span>
        <span>{icon("i-clock")}{t::training::minutes(locale, minutes)}</span>
        <span>{icon("i-globe")}{language_name(locale, it.content.language)}</span>
    }
}

fn card(locale: Locale, catalogue: &Catalogue, it: &Path) -> AnyView {
    let own = &it.content;
    let by = catalogue.get_published(it.organization).map(|it| it.short_name().to_owned());
    let by = by.map(|name| html! { <span>{icon("i-group")}{name}</span> });
    let domains: Vec<_> = domain_names(locale, catalogue, &own.domains)
        .into_iter()
        .map(|name| html! { <li class="chip">{name}</li> })
        .collect();
    let (href, title) = (path_path(it), own.title.to_string());
    let goal = shortened(&crate::projects::plain(own.goal.as_str()), SHOWN);
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    html! {
        <li><article class="card stack work-card">
            <h2><a href=href>{title}</a></h2>
            <p class="meta">{measures(locale, it)}{by}</p>
            <p>{goal}</p>
            {(!domains.is_empty()).then(|| html! { <ul class="chips">{domains}</ul> })}
            {example}
        </article></li>
    }
}
