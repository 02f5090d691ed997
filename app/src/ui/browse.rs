//! Moving through lists: view tabs, breadcrumbs, pages, and the state in which nothing was found.

use super::icon;
use crate::t;
use crate::t::Locale;
use leptos::prelude::*;

/// A step of the breadcrumb: address (none for the page itself) and word.
pub type Crumb = (Option<String>, String);

/// Where the reader is.
pub fn crumbs(locale: Locale, steps: Vec<Crumb>) -> AnyView {
    // An arrow leads back; it stands at the beginning or not at all.
    let only_link = steps.iter().filter(|(href, _)| href.is_some()).count() == 1;
    let steps = steps.into_iter().enumerate().map(|(at, (href, word))| match href {
        Some(href) => {
            let arrow = (only_link && at == 0).then(|| icon("i-back"));
            html! { <li><a href=href>{arrow}{word}</a></li> }
        }
        None => html! { <li aria-current="page">{word}</li> },
    });
    html! {
        <nav class="crumbs" aria-label=t::common::nav_breadcrumb(locale)><ol>{steps.collect_view()}</ol></nav>
    }
}

/// The four views of the directory.
pub fn views(locale: Locale, current: &str) -> AnyView {
    let list = [
        ("/annuaire", "i-directory", t::common::nav_directory(locale)),
        ("/carte", "i-map", t::common::nav_map(locale)),
        ("/annuaire/qui-fait-quoi", "i-matrix", t::common::nav_matrix(locale)),
        ("/annuaire/reseau", "i-network", t::common::nav_network(locale)),
    ];
    let tabs = list.map(|(href, pictogram, word)| {
        let here = (href == current).then_some("page");
        html! { <li><a href=href aria-current=here>{icon(pictogram)}{word}</a></li> }
    });
    html! { <nav class="views" aria-label=t::directory::views_label(locale)><ul>{tabs.into_iter().collect_view()}</ul></nav> }
}

/// First page and next page.
pub fn pager(locale: Locale, first: Option<String>, next: Option<String>) -> Option<AnyView> {
    (first.is_some() || next.is_some()).then(|| {
        html! {
            <nav class="pager" aria-label=t::common::pagination_label(locale)>
                {first.map(|href| html! { <a class="btn" href=href>{icon("i-back")}{t::common::pagination_first(locale)}</a> })}
                {next.map(|href| html! { <a class="btn btn-primary" rel="next" href=href>{t::common::pagination_next(locale)}{icon("i-next")}</a> })}
            </nav>
        }
    })
}

/// Nothing found, with ways to go on: address and word of each.
pub fn empty_state(title: &'static str, text: &'static str, ways: Vec<(String, String)>) -> AnyView {
    let ways = ways.into_iter().map(|(href, word)| html! { <li><a class="btn" href=href>{word}</a></li> });
    html! {
        <div class="empty">
            <div class="motif" aria-hidden="true"></div>
            <h2>{title}</h2>
            <p>{text}</p>
            <ul class="row">{ways.collect_view()}</ul>
        </div>
    }
}
