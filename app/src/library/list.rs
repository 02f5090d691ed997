//! `/bibliotheque`: search inside of documents, facets with counts, the list, and its next page. Its state is its address.

use super::card::{Around, card};
use super::words::{format_name, kind_name};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Choice, Facet, SearchBox, active_filters, empty_state, facet_choices, ignored, language_name,
    link_button, page_head, pager,
};
use leptos::prelude::*;
use model::browse::{ActiveFilter, is_too_long};
use model::directory::{Catalogue, Scheme, TermId};
use model::language::SpokenLanguage;
use model::library::{DocumentFacets, DocumentFilter, DocumentKind, DocumentSort, Format, Reader};
use model::place::Region;

const PATH: &str = "/bibliotheque";

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let directory = platform.catalogue().await?;
    let shelves = platform.shelves().await?;
    let reader = Reader::of(request.caller.person());
    let is_publisher = |slug: &str| directory.find(slug).is_some();
    let (filter, unknown) = DocumentFilter::parse(&request.query, directory.terms(), is_publisher);
    let found = platform.look_inside(&filter).await?;
    let answer = shelves.browse(&filter, &reader, &found, &directory);
    let passages = platform.passages(&filter, &answer).await?;
    let suggestion = match &filter.text {
        Some(text) if answer.total == 0 => platform.suggest_search(text, &shelves, &reader).await?,
        _ => None,
    };
    let around = Around { locale, directory: &directory, economy: request.display.economy };
    let cards: Vec<_> = answer.items.iter().map(|it| card(&around, it, passages.get(&it.id))).collect();
    let (total, next, choices) = (answer.total, answer.next, answer.facets);
    let has_collections = shelves.collections().any(|it| it.published);
    let title = t::library::title(locale);
    let indexed = filter.is_empty() && filter.after.is_none();
    let too_long = is_too_long(&unknown);
    let page = Page::new(title, move || {
        let next = next.map(|after| DocumentFilter { after: Some(after), ..filter.clone() }.address(PATH));
        let first =
            filter.after.is_some().then(|| DocumentFilter { after: None, ..filter.clone() }.address(PATH));
        let results = if total > 0 {
            html! { <ul class="results">{cards}</ul>{pager(locale, first, next)} }
        } else if filter.is_empty() {
            nothing_yet(locale)
        } else {
            nothing_found(locale, &directory, &filter, suggestion.as_deref())
        };
        html! {
            <div class="wrap">
                {page_head(title, t::library::intro(locale))}
                {search(locale, &filter)}
                {has_collections.then(|| link_button("btn btn-quiet", "/bibliotheque/dossiers", "i-library", t::library::collections_open(locale)))}
                {ignored(locale, &unknown, facet_name)}
                <div class="browse">
                    {facets(locale, &directory, &filter, &choices)}
                    <section aria-label=t::library::results_label(locale)>
                        {active(locale, &directory, &filter)}
                        <div class="results-head">
                            <p role="status">{t::library::results_count(locale, total)}</p>
                            {orders(locale, &filter)}
                        </div>
                        {results}
                    </section>
                </div>
                {indexed.then(|| feeds(locale))}
            </div>
        }
    });
    let page = page.described(t::library::intro(locale)).with_feed("/bibliotheque.atom").cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

/// The catalogue for other programs.
fn feeds(locale: Locale) -> AnyView {
    let ways = [
        ("/bibliotheque.atom", "Atom"),
        ("/opds", "OPDS"),
        ("/oai?verb=Identify", "OAI-PMH"),
        ("/bibliotheque.json", "JSON"),
    ];
    // Programs read them; the site's own navigation leaves them to the browser.
    let links = ways.map(|(href, word)| html! { <li><a href=href rel="alternate external">{word}</a></li> });
    html! { <div class="stack hint feeds"><p>{t::library::feeds(locale)}</p><ul class="row">{links.collect_view()}</ul></div> }
}

fn search(locale: Locale, filter: &DocumentFilter) -> AnyView {
    SearchBox {
        action: PATH.to_owned(),
        label: t::library::search_label(locale),
        placeholder: t::library::search_placeholder(locale),
        value: filter.text.clone().unwrap_or_default(),
        kept: filter.choices(),
        quiet: false,
    }
    .draw(locale)
}

fn facet_name(locale: Locale, parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "genre" => t::library::facet_kind(locale),
        "forme" => t::library::facet_format(locale),
        "domaine" => t::library::facet_domain(locale),
        "region" => t::library::facet_region(locale),
        "langue" => t::library::facet_language(locale),
        "de" => t::library::facet_publisher(locale),
        "tri" => t::common::sort_label(locale),
        _ => return None,
    })
}

/// The choices in force; each is one tap to take away.
fn active(locale: Locale, directory: &Catalogue, filter: &DocumentFilter) -> Option<AnyView> {
    let chip = |it: &ActiveFilter| {
        (choice_word(locale, directory, it), filter.toggled(it.name, &it.value).address(PATH))
    };
    let list = filter.active().iter().map(chip).collect();
    let all = DocumentFilter { sort: filter.sort, ..DocumentFilter::default() };
    active_filters(locale, list, all.address(PATH))
}

/// What a choice is called.
fn choice_word(locale: Locale, directory: &Catalogue, it: &ActiveFilter) -> String {
    let word = match it.name {
        "genre" => DocumentKind::parse(&it.value).map(|kind| kind_name(locale, kind).to_owned()),
        "forme" => Format::parse(&it.value).map(|format| format_name(locale, format).to_owned()),
        "domaine" => {
            let term = directory.terms().find(Scheme::Domain, &it.value);
            term.map(|term| term.label(locale).to_owned())
        }
        "region" => Region::parse(&it.value).map(|region| region.name().to_owned()),
        "langue" => SpokenLanguage::parse(&it.value).map(|it| language_name(locale, it).to_owned()),
        "de" => directory.find(&it.value).map(|it| it.short_name().to_owned()),
        _ => None,
    };
    word.unwrap_or_else(|| format!("«\u{202f}{}\u{202f}»", it.value))
}

fn orders(locale: Locale, filter: &DocumentFilter) -> AnyView {
    let mut orders = vec![
        (DocumentSort::Newest, t::library::sort_newest(locale)),
        (DocumentSort::Kept, t::library::sort_kept(locale)),
    ];
    if filter.text.is_some() {
        orders.insert(0, (DocumentSort::Relevance, t::library::sort_relevance(locale)));
    }
    let link = |(order, word)| (filter.sorted(order).address(PATH), word, filter.order() == order);
    crate::ui::orders(locale, orders.into_iter().map(link).collect())
}

fn facets(
    locale: Locale,
    directory: &Catalogue,
    filter: &DocumentFilter,
    facets: &DocumentFacets,
) -> AnyView {
    let terms = directory.terms();
    let term_word = |id: &TermId| terms.get(id).map_or("", |term| term.label(locale)).to_owned();
    let is_narrower = |id: &TermId| terms.get(id).is_some_and(|term| term.parent.is_some());
    let publisher = |slug: &str| directory.find(slug).map_or(slug, |it| it.short_name()).to_owned();
    let to = |name: &str, value: &str| filter.toggled(name, value).address(PATH);
    let group = |name: &'static str, pictogram: &'static str, open: bool, choices: Vec<Choice>| Facet {
        word: facet_name(locale, name).unwrap_or_default(),
        pictogram,
        open,
        choices,
    };
    let kinds =
        facet_choices(&facets.kinds, |it| (to("genre", it.code()), kind_name(locale, *it).to_owned(), false));
    let formats = facet_choices(&facets.formats, |it| {
        (to("forme", it.code()), format_name(locale, *it).to_owned(), false)
    });
    let domains = facet_choices(&facets.domains, |id| (to("domaine", &id.0), term_word(id), is_narrower(id)));
    let regions = facet_choices(&facets.regions, |it| (to("region", it.slug()), it.name().to_owned(), false));
    let languages = facet_choices(&facets.languages, |it| {
        (to("langue", it.code()), language_name(locale, *it).to_owned(), false)
    });
    let publishers = facet_choices(&facets.publishers, |it| (to("de", it), publisher(it), false));
    let groups = vec![
        group("genre", "i-doc", true, kinds),
        group("forme", "i-listen", true, formats),
        group("domaine", "d-rights", !filter.domains.is_empty(), domains),
        group("region", "i-region", !filter.regions.is_empty(), regions),
        group("langue", "i-globe", !filter.languages.is_empty(), languages),
        group("de", "i-group", !filter.publishers.is_empty(), publishers),
    ];
    crate::ui::facets(locale, filter.choices().len(), groups)
}

fn nothing_yet(locale: Locale) -> AnyView {
    let ways = vec![("/annuaire".to_owned(), t::common::soon_action(locale).to_owned())];
    empty_state(t::library::nothing_yet_title(locale), t::library::nothing_yet_text(locale), ways)
}

/// Ways to widen a search that finds nothing.
fn nothing_found(
    locale: Locale,
    directory: &Catalogue,
    filter: &DocumentFilter,
    suggestion: Option<&str>,
) -> AnyView {
    let mut ways = Vec::new();
    if let Some(text) = suggestion {
        let corrected = DocumentFilter { text: Some(text.to_owned()), after: None, ..filter.clone() };
        ways.push((corrected.address(PATH), t::library::did_you_mean(locale, text)));
    }
    if let Some(text) = filter.text.as_ref().filter(|_| !filter.choices().is_empty()) {
        let everywhere = DocumentFilter { text: Some(text.clone()), ..DocumentFilter::default() };
        ways.push((everywhere.address(PATH), t::library::empty_all(locale).to_owned()));
        let without = filter.toggled("q", "").address(PATH);
        ways.push((without, t::library::empty_without_words(locale).to_owned()));
    }
    for it in filter.active().iter().filter(|it| it.name != "q") {
        let href = filter.toggled(it.name, &it.value).address(PATH);
        ways.push((href, t::library::empty_remove_filter(locale, choice_word(locale, directory, it))));
    }
    ways.push((PATH.to_owned(), t::library::empty_show_all(locale).to_owned()));
    empty_state(t::library::empty_title(locale), t::library::empty_text(locale), ways)
}
