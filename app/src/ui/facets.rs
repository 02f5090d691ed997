//! Narrowing a list: the choices in force, the facets with their counts, the order; the same for everything that is listed.

use super::{icon, number};
use crate::t;
use crate::t::Locale;
use leptos::prelude::*;
use model::browse::{FacetOption, Ignored, MAX_TEXT};

/// One choice of a facet: where it leads, its word, whether it is a narrower term, count, whether it is chosen.
pub struct Choice {
    /// The list with this choice, or without it if it is chosen.
    pub href: String,
    /// What it is called.
    pub word: String,
    /// Whether it belongs to the choice before.
    pub narrower: bool,
    /// How many things it has, if that is known.
    pub count: Option<usize>,
    /// Whether it is chosen.
    pub selected: bool,
}

/// One group of choices.
pub struct Facet {
    /// What it is called.
    pub word: &'static str,
    /// Its pictogram.
    pub pictogram: &'static str,
    /// Whether its choices are shown from the start.
    pub open: bool,
    /// Its choices.
    pub choices: Vec<Choice>,
}

/// The choices of a facet; `words` says of each where it leads, its word, and whether it is a narrower term.
pub fn facet_choices<T>(
    options: &[FacetOption<T>],
    words: impl Fn(&T) -> (String, String, bool),
) -> Vec<Choice> {
    let choice = |option: &FacetOption<T>| {
        let (href, word, narrower) = words(&option.value);
        Choice { href, word, narrower, count: Some(option.count), selected: option.selected }
    };
    options.iter().map(choice).collect()
}

/// The facets of a list, folded on a phone; `chosen` says how many choices are in force.
pub fn facets(locale: Locale, chosen: usize, groups: Vec<Facet>) -> AnyView {
    let word = if chosen == 0 {
        t::common::filters_open(locale).to_owned()
    } else {
        format!("{} ({})", t::common::filters_open(locale), number(chosen))
    };
    let groups: Vec<_> = groups.into_iter().filter(|it| !it.choices.is_empty()).map(group).collect();
    html! {
        <details class="facets">
            <summary><span class="btn">{icon("i-filter")}{word}</span></summary>
            <div class="facet-groups">{groups}</div>
        </details>
    }
}

fn group(facet: Facet) -> AnyView {
    /// Past so many choices a facet scrolls by itself.
    const LONG: usize = 10;
    let class = if facet.choices.len() > LONG { "facet is-long" } else { "facet" };
    let links: Vec<_> = facet
        .choices
        .into_iter()
        .map(|choice| {
            let current = choice.selected.then_some("true");
            let class = if choice.narrower { "facet-option is-narrower" } else { "facet-option" };
            let mark = choice.selected.then(|| icon("i-check"));
            let count = choice.count.map(|it| html! { " "<span class="count">{number(it)}</span> });
            html! {
                <li><a class=class href=choice.href rel="nofollow" aria-current=current>
                    {mark}{choice.word}{count}
                </a></li>
            }
        })
        .collect();
    html! {
        <details class=class open=facet.open>
            <summary>{icon(facet.pictogram)}{facet.word}</summary>
            <ul>{links}</ul>
        </details>
    }
}

/// The choices in force, each word with the address that takes it away, and the address that takes all away.
pub fn active_filters(locale: Locale, list: Vec<(String, String)>, without_all: String) -> Option<AnyView> {
    let all = (list.len() > 1).then(|| {
        html! { <li><a class="btn btn-quiet" href=without_all>{t::common::filter_remove_all(locale)}</a></li> }
    });
    let chips: Vec<_> = list
        .into_iter()
        .map(|(word, href)| {
            let label = t::common::filter_remove(locale, &word);
            html! { <li><a class="filter-chip" href=href aria-label=label><span>{word}</span>{icon("i-close")}</a></li> }
        })
        .collect();
    (!chips.is_empty()).then(|| {
        html! { <ul class="filters" aria-label=t::common::filters_active(locale)>{chips}{all}</ul> }
    })
}

/// The orders of a list: address, word, whether it is in force.
pub fn orders(locale: Locale, list: Vec<(String, &'static str, bool)>) -> AnyView {
    let links = list.into_iter().map(|(href, word, current)| {
        let current = current.then_some("true");
        html! { <a href=href rel="nofollow" aria-current=current>{word}</a> }
    });
    html! { <p class="sort">{t::common::sort_label(locale)}" "{links.collect_view()}</p> }
}

/// What of the address of a list was not understood, in sentences; `facet` names what one chooses by a parameter.
pub fn ignored(
    locale: Locale,
    unknown: &[Ignored],
    facet: impl Fn(Locale, &str) -> Option<&'static str>,
) -> Vec<AnyView> {
    let sentence = |it: &Ignored| match facet(locale, &it.name) {
        _ if it.is_long_search() => t::common::search_too_long(locale, MAX_TEXT),
        Some(facet) => t::common::filter_ignored(locale, facet, &it.value),
        None => t::common::filter_unknown_ignored(locale).to_owned(),
    };
    let alerts = unknown.iter().map(sentence).map(|sentence| {
        html! { <div class="alert alert-info" role="status">{icon("i-info")}<div><p>{sentence}</p></div></div> }
    });
    alerts.collect_view()
}
