//! `/annuaire`: search, facets with counts, the list, and its next page. Its whole state is its address.

use super::card::card;
use crate::islands::SearchBox;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{empty_state, icon, icon_href, kind_name, language_name, number, page_head, pager, views};
use leptos::prelude::*;
use model::directory::{
    ActiveFilter, Catalogue, FacetOption, Facets, Filter, Ignored, OrganizationKind, Scheme, Sort, TermId,
};
use model::language::SpokenLanguage;
use model::place::{Commune, Region};

const PATH: &str = "/annuaire";

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let (filter, ignored) = Filter::parse(&request.query, catalogue.terms());
    let title = t::directory::title(locale);
    let indexed = filter.is_empty() && filter.after.is_none();
    let page = Page::new(title, move || {
        let answer = catalogue.browse(&filter);
        let cards: Vec<_> = answer.items.iter().map(|it| card(locale, it, catalogue.terms())).collect();
        let next =
            answer.next.clone().map(|after| Filter { after: Some(after), ..filter.clone() }.address(PATH));
        let first = filter.after.is_some().then(|| Filter { after: None, ..filter.clone() }.address(PATH));
        let results = if answer.total == 0 {
            let suggestion = answer.suggestion.as_ref().map(|it| it.text.as_str());
            nothing_found(locale, &catalogue, &filter, suggestion).into_any()
        } else {
            view! { <ul class="results">{cards}</ul>{pager(locale, first, next)} }.into_any()
        };
        view! {
            <div class="wrap">
                {page_head(title, t::directory::intro(locale))}
                {views(locale, PATH)}
                {search(locale, &filter).into_any()}
                {notices(locale, &ignored).into_any()}
                <div class="browse">
                    {facets(locale, &catalogue, &filter, &answer.facets).into_any()}
                    <section aria-label=t::directory::results_label(locale)>
                        {active(locale, &catalogue, &filter).into_any()}
                        <div class="results-head">
                            <p role="status">{t::directory::results_count(locale, answer.total)}</p>
                            {sort(locale, &filter).into_any()}
                        </div>
                        {results}
                    </section>
                </div>
                {exports(locale).into_any()}
            </div>
        }
        .into_any()
    });
    let page = page.described(t::directory::intro(locale));
    Ok(if indexed { page } else { page.unlisted() })
}

fn search(locale: Locale, filter: &Filter) -> impl IntoView + use<> {
    let own = |(name, value): (&'static str, String)| (name.to_owned(), value);
    let kept: Vec<_> = filter.choices().into_iter().map(own).collect();
    view! {
        <SearchBox
            action=PATH.to_owned()
            label=t::directory::search_label(locale).to_owned()
            placeholder=t::directory::search_placeholder(locale).to_owned()
            pictogram=icon_href("i-search")
            button=t::directory::search_button(locale).to_owned()
            value=filter.text.clone().unwrap_or_default()
            kept=kept
        />
    }
}

fn notices(locale: Locale, ignored: &[Ignored]) -> impl IntoView + use<> {
    let sentences = ignored.iter().map(|it| {
        let sentence = match facet_name(locale, &it.name) {
            _ if it.name == "q" => t::directory::search_too_long(locale, 200),
            Some(facet) => t::directory::filter_ignored(locale, facet, &it.value),
            None => t::directory::filter_unknown_ignored(locale).to_owned(),
        };
        view! { <div class="alert alert-info" role="status">{icon("i-info")}<div><p>{sentence}</p></div></div> }
    });
    sentences.collect_view()
}

fn facet_name(locale: Locale, parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "domaine" => t::directory::facet_domain(locale),
        "region" => t::directory::facet_region(locale),
        "commune" => t::directory::facet_commune(locale),
        "type" => t::directory::facet_kind(locale),
        "public" => t::directory::facet_target(locale),
        "langue" => t::directory::facet_language(locale),
        "tri" => t::directory::sort_label(locale),
        _ => return None,
    })
}

/// The choices in force; each is one tap to take away.
fn active(locale: Locale, catalogue: &Catalogue, filter: &Filter) -> impl IntoView + use<> {
    let list = filter.active();
    let all = (list.len() > 1).then(|| {
        let href = Filter { sort: filter.sort, ..Filter::default() }.address(PATH);
        view! { <li><a class="btn btn-quiet" href=href>{t::directory::filter_remove_all(locale)}</a></li> }
    });
    let chips: Vec<_> = list
        .iter()
        .map(|it| {
            let word = choice_word(locale, catalogue, it);
            let href = filter.toggled(it.name, &it.value).address(PATH);
            let label = t::directory::filter_remove(locale, &word);
            view! { <li><a class="filter-chip" href=href aria-label=label><span>{word}</span>{icon("i-close")}</a></li> }
        })
        .collect();
    (!chips.is_empty()).then(|| {
        view! { <ul class="filters" aria-label=t::directory::filters_active(locale)>{chips}{all}</ul> }
    })
}

/// What a choice is called.
fn choice_word(locale: Locale, catalogue: &Catalogue, it: &ActiveFilter) -> String {
    let term = |scheme| catalogue.terms().find(scheme, &it.value).map(|term| term.label(locale).to_owned());
    let word = match it.name {
        "domaine" => term(Scheme::Domain),
        "public" => term(Scheme::Target),
        "region" => Region::parse(&it.value).map(|region| region.name().to_owned()),
        "commune" => Commune::parse_key(&it.value).map(|commune| commune.name().to_owned()),
        "type" => OrganizationKind::parse(&it.value).map(|kind| kind_name(locale, kind).to_owned()),
        "langue" => {
            SpokenLanguage::parse(&it.value).map(|language| language_name(locale, language).to_owned())
        }
        _ => None,
    };
    word.unwrap_or_else(|| format!("« {} »", it.value))
}

fn sort(locale: Locale, filter: &Filter) -> impl IntoView + use<> {
    let mut orders = vec![
        (Sort::Name, t::directory::sort_name(locale)),
        (Sort::Verified, t::directory::sort_verified(locale)),
    ];
    if filter.text.is_some() {
        orders.insert(0, (Sort::Relevance, t::directory::sort_relevance(locale)));
    }
    let links = orders.into_iter().map(|(order, word)| {
        let href = filter.sorted(order).address(PATH);
        let current = (filter.order() == order).then_some("true");
        view! { <a href=href rel="nofollow" aria-current=current>{word}</a> }
    });
    view! { <p class="sort">{t::directory::sort_label(locale)}" "{links.collect_view()}</p> }
}

fn facets(locale: Locale, catalogue: &Catalogue, filter: &Filter, facets: &Facets) -> impl IntoView + use<> {
    let term_word = |id: &TermId| catalogue.terms().get(id).map_or("", |term| term.label(locale)).to_owned();
    let is_narrower = |id: &TermId| catalogue.terms().get(id).is_some_and(|term| term.parent.is_some());
    let group = |name: &'static str, pictogram: &'static str, open: bool, items: Vec<Choice>| {
        facet(locale, filter, name, pictogram, open, items)
    };
    let chosen = filter.choices().len();
    let domains = choices(&facets.domains, |id| (id.0.clone(), term_word(id), is_narrower(id)));
    let regions = choices(&facets.regions, |it| (it.slug().to_owned(), it.name().to_owned(), false));
    let communes = choices(&facets.communes, |it| (it.key().to_owned(), it.name().to_owned(), false));
    let kinds = choices(&facets.kinds, |it| (it.code().to_owned(), kind_name(locale, *it).to_owned(), false));
    let targets = choices(&facets.targets, |id| (id.0.clone(), term_word(id), is_narrower(id)));
    let languages =
        choices(&facets.languages, |it| (it.code().to_owned(), language_name(locale, *it).to_owned(), false));
    let groups = vec![
        group("domaine", "d-rights", true, domains),
        group("region", "i-region", true, regions),
        group("commune", "i-region", !filter.communes.is_empty(), communes),
        group("type", "k-network", !filter.kinds.is_empty(), kinds),
        group("public", "i-group", !filter.targets.is_empty(), targets),
        group("langue", "i-globe", !filter.languages.is_empty(), languages),
    ];
    let word = if chosen == 0 {
        t::directory::filters_open(locale).to_owned()
    } else {
        format!("{} ({})", t::directory::filters_open(locale), number(chosen))
    };
    view! {
        <details class="facets">
            <summary><span class="btn">{icon("i-filter")}{word}</span></summary>
            <div class="facet-groups">{groups}</div>
        </details>
    }
}

/// One choice of a facet: value, word, whether it is a narrower term, count, whether it is chosen.
struct Choice {
    value: String,
    word: String,
    narrower: bool,
    count: usize,
    selected: bool,
}

fn choices<T>(options: &[FacetOption<T>], words: impl Fn(&T) -> (String, String, bool)) -> Vec<Choice> {
    let choice = |option: &FacetOption<T>| {
        let (value, word, narrower) = words(&option.value);
        Choice { value, word, narrower, count: option.count, selected: option.selected }
    };
    options.iter().map(choice).collect()
}

fn facet(
    locale: Locale,
    filter: &Filter,
    name: &'static str,
    pictogram: &'static str,
    open: bool,
    items: Vec<Choice>,
) -> Option<impl IntoView + use<>> {
    /// Past so many choices a facet scrolls by itself.
    const LONG: usize = 10;
    if items.is_empty() {
        return None;
    }
    let class = if items.len() > LONG { "facet is-long" } else { "facet" };
    let links: Vec<_> = items
        .into_iter()
        .map(|choice| {
            let href = filter.toggled(name, &choice.value).address(PATH);
            let current = choice.selected.then_some("true");
            let class = if choice.narrower { "facet-option is-narrower" } else { "facet-option" };
            let mark = choice.selected.then(|| icon("i-check"));
            view! {
                <li><a class=class href=href rel="nofollow" aria-current=current>
                    {mark}{choice.word}" "<span class="count">{number(choice.count)}</span>
                </a></li>
            }
        })
        .collect();
    Some(view! {
        <details class=class open=open>
            <summary>{icon(pictogram)}{facet_name(locale, name).unwrap_or_default()}</summary>
            <ul>{links}</ul>
        </details>
    })
}

/// The whole directory as files.
fn exports(locale: Locale) -> impl IntoView + use<> {
    view! {
        <section class="card panel no-print">
            <h2>{icon("i-download")}{t::directory::export_heading(locale)}</h2>
            <ul class="row">
                <li><a class="btn" href="/annuaire.csv" download="">{t::directory::export_csv(locale)}</a></li>
                <li><a class="btn" href="/annuaire.geojson" download="">{t::directory::export_geojson(locale)}</a></li>
            </ul>
        </section>
    }
}

/// Ways to widen a search that finds nothing.
fn nothing_found(
    locale: Locale,
    catalogue: &Catalogue,
    filter: &Filter,
    suggestion: Option<&str>,
) -> impl IntoView + use<> {
    let mut ways = Vec::new();
    if let Some(text) = suggestion {
        let corrected = Filter { text: Some(text.to_owned()), after: None, ..filter.clone() };
        ways.push((corrected.address(PATH), t::directory::did_you_mean(locale, text)));
    }
    if let Some(text) = filter.text.as_ref().filter(|_| !filter.choices().is_empty()) {
        let everywhere = Filter { text: Some(text.clone()), ..Filter::default() };
        ways.push((everywhere.address(PATH), t::directory::empty_all_regions(locale).to_owned()));
        ways.push((
            filter.toggled("q", "").address(PATH),
            t::directory::empty_without_words(locale).to_owned(),
        ));
    }
    for it in filter.active().iter().filter(|it| it.name != "q") {
        let href = filter.toggled(it.name, &it.value).address(PATH);
        ways.push((href, t::directory::empty_remove_filter(locale, choice_word(locale, catalogue, it))));
    }
    ways.push((PATH.to_owned(), t::directory::empty_show_all(locale).to_owned()));
    empty_state(t::directory::empty_title(locale), t::directory::empty_text(locale), ways)
}
