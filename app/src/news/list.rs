//! `/actualites`: what stands above the others, search, facets with counts, the list, and its next page. Its state is its address.

use super::{FEED, PATH, article_path, news_page};
use crate::accounts::desk;
use crate::library::card::{Around, cover};
use crate::page::{PageResult, Request};
use crate::projects::{Narrowed, domain_names, facet_name};
use crate::t;
use crate::ui::{date, empty_state, icon, ignored, page_head};
use domain::news::FoundNews;
use leptos::prelude::*;
use model::browse::is_too_long;
use model::library::{Reader, Shelves};
use model::news::Article;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundNews { filter, ignored: unknown, found, news } = platform.find_news(&request.query).await?;
    let (catalogue, shelves) = (platform.catalogue().await?, platform.shelves().await?);
    let economy = request.display.economy;
    let indexed = filter.is_empty() && filter.after.is_none();
    let now = platform.clock().now();
    let (pinned, page): (Vec<&Article>, Vec<&Article>) = match indexed {
        true => {
            let others = found.page.iter().map(|at| &news.all()[*at]).filter(|it| !it.is_pinned(now));
            (news.pinned(now).collect(), others.collect())
        }
        false => (Vec::new(), found.page.iter().map(|at| &news.all()[*at]).collect()),
    };
    let around = Around { locale, directory: &catalogue, economy };
    let draw = |list: &[&Article], pinned: bool| -> Vec<AnyView> {
        list.iter().map(|it| card(&around, &shelves, it, pinned)).collect()
    };
    let (pinned, cards) = (draw(&pinned, true), draw(&page, false));
    let desks = desk::ways_of(request, &catalogue, "actualites", t::news::own_desk);
    let total = found.all.len();
    let too_long = is_too_long(&unknown);
    let title = t::news::title(locale);
    let page = news_page(title, move || {
        let list = Narrowed { locale, path: PATH, filter: &filter, catalogue: &catalogue };
        let results = list.results(total, cards, found.next, || {
            let ways = vec![("/annuaire".to_owned(), t::common::nav_directory(locale).to_owned())];
            empty_state(t::news::nothing_yet_title(locale), t::news::nothing_yet_text(locale), ways)
        });
        let above = (!pinned.is_empty()).then(|| {
            html! {
                <section class="stack" aria-label=t::news::pinned(locale)><ul class="results">{pinned}</ul></section>
            }
        });
        html! {
            <div class="wrap">
                {page_head(title, t::news::intro(locale))}
                {list.search(t::news::search_label(locale), t::news::search_placeholder(locale))}
                {(!desks.is_empty()).then(|| html! { <p class="row">{desks}</p> })}
                {ignored(locale, &unknown, facet_name)}
                {above}
                {list.browse(&found.facets, t::news::results_label(locale), t::news::results_count(locale, total), results)}
                <p class="feeds hint"><a href=FEED rel="alternate external">{icon("i-link")}" "{t::news::feed(locale)}</a></p>
            </div>
        }
    });
    let page = page.described(t::news::intro(locale)).with_feed(FEED).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

fn card(around: &Around<'_>, shelves: &Shelves, it: &Article, pinned: bool) -> AnyView {
    let locale = around.locale;
    let own = &it.content;
    let picture = own.picture.and_then(|id| shelves.get(id)).filter(|it| Reader::Visitor.reads(it));
    let picture = picture.map(|it| cover(around, it));
    let class = if picture.is_some() { "card doc-card" } else { "card stack work-card" };
    let by = around.directory.get_published(it.organization).map(|it| it.short_name().to_owned());
    let by = by.map(|name| html! { <li>{icon("i-group")}{name}</li> });
    let day = date(locale, it.told_at().day());
    let domains: Vec<_> = domain_names(locale, around.directory, &own.domains)
        .into_iter()
        .map(|name| html! { <li class="chip">{name}</li> })
        .collect();
    let (href, title, summary) = (article_path(it), own.title.to_string(), own.summary.to_string());
    let badge = pinned.then(|| html! { <span class="badge">{t::news::pinned(locale)}</span> });
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    html! {
        <li><article class=class>
            {picture}
            <div class="stack">
                {badge}
                <h2><a href=href>{title}</a></h2>
                <p>{summary}</p>
            </div>
            <ul class="meta"><li>{icon("i-clock")}{day}</li>{by}</ul>
            {(!domains.is_empty()).then(|| html! { <ul class="chips">{domains}</ul> })}
            {example}
        </article></li>
    }
}
