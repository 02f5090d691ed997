//! `/annuaire`: search, facets with counts, the list, and its next page. Its whole state is its address.

use super::card::card;
use crate::islands::SearchBox;
use crate::page::Page;
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Choice, Facet, active_filters, empty_state, facet_choices, icon, icon_href, ignored,
    keep_directory_lightly, kind_name, language_name, page_head, pager, views,
};
use leptos::prelude::*;
use model::browse::{ActiveFilter, is_too_long};
use model::directory::{Catalogue, Facets, Filter, OrganizationKind, Scheme, Sort, TermId};
use model::fields::Fields;
use model::language::SpokenLanguage;
use model::place::{Commune, Region};
use std::sync::Arc;

const PATH: &str = "/annuaire";

/// The list.
pub(super) fn page(locale: Locale, catalogue: Arc<Catalogue>, query: &Fields) -> Page {
    let (filter, unknown) = Filter::parse(query, catalogue.terms());
    let title = t::directory::title(locale);
    let indexed = filter.is_empty() && filter.after.is_none();
    let too_long = is_too_long(&unknown);
    let page = Page::new(title, move || {
        let answer = catalogue.browse(&filter);
        let cards: Vec<_> = answer.items.iter().map(|it| card(locale, it, catalogue.terms())).collect();
        let next =
            answer.next.clone().map(|after| Filter { after: Some(after), ..filter.clone() }.address(PATH));
        let first = filter.after.is_some().then(|| Filter { after: None, ..filter.clone() }.address(PATH));
        let results = if answer.total == 0 {
            let suggestion = answer.suggestion.as_ref().map(|it| it.text.as_str());
            nothing_found(locale, &catalogue, &filter, suggestion)
        } else {
            let past_the_end =
                cards.is_empty().then(|| html! { <p>{t::directory::past_the_end(locale)}</p> });
            html! { {past_the_end}<ul class="results">{cards}</ul>{pager(locale, first, next)} }
        };
        html! {
            <div class="wrap">
                {page_head(title, t::directory::intro(locale))}
                {views(locale, PATH)}
                {search(locale, &filter)}
                {ignored(locale, &unknown, facet_name)}
                <div class="browse">
                    {facets(locale, &catalogue, &filter, &answer.facets)}
                    <section aria-label=t::directory::results_label(locale)>
                        {active(locale, &catalogue, &filter)}
                        <div class="results-head">
                            <p role="status">{t::directory::results_count(locale, answer.total)}</p>
                            {(answer.total > 1).then(|| sort(locale, &filter))}
                        </div>
                        {results}
                    </section>
                </div>
                {keep_directory_lightly()}
                {exports(locale)}
            </div>
        }
    });
    let page = page.described(t::directory::intro(locale)).cut(too_long);
    if indexed { page } else { page.unlisted() }
}

fn search(locale: Locale, filter: &Filter) -> AnyView {
    let own = |(name, value): (&'static str, String)| (name.to_owned(), value);
    let kept: Vec<_> = filter.choices().into_iter().map(own).collect();
    html! {
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

/// What one chooses by a parameter.
pub(super) fn facet_name(locale: Locale, parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "domaine" => t::directory::facet_domain(locale),
        "region" => t::directory::facet_region(locale),
        "commune" => t::directory::facet_commune(locale),
        "type" => t::directory::facet_kind(locale),
        "public" => t::directory::facet_target(locale),
        "langue" => t::directory::facet_language(locale),
        "tri" => t::common::sort_label(locale),
        _ => return None,
    })
}

/// The choices in force; each is one tap to take away.
fn active(locale: Locale, catalogue: &Catalogue, filter: &Filter) -> Option<AnyView> {
    let chip = |it: &ActiveFilter| {
        (choice_word(locale, catalogue, it), filter.toggled(it.name, &it.value).address(PATH))
    };
    let list = filter.active().iter().map(chip).collect();
    active_filters(locale, list, Filter { sort: filter.sort, ..Filter::default() }.address(PATH))
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

fn sort(locale: Locale, filter: &Filter) -> AnyView {
    let mut orders = vec![
        (Sort::Name, t::directory::sort_name(locale)),
        (Sort::Verified, t::directory::sort_verified(locale)),
    ];
    if filter.text.is_some() {
        orders.insert(0, (Sort::Relevance, t::directory::sort_relevance(locale)));
    }
    let link = |(order, word)| (filter.sorted(order).address(PATH), word, filter.order() == order);
    crate::ui::orders(locale, orders.into_iter().map(link).collect())
}

fn facets(locale: Locale, catalogue: &Catalogue, filter: &Filter, facets: &Facets) -> AnyView {
    let term_word = |id: &TermId| catalogue.terms().get(id).map_or("", |term| term.label(locale)).to_owned();
    let is_narrower = |id: &TermId| catalogue.terms().get(id).is_some_and(|term| term.parent.is_some());
    let group = |name: &'static str, pictogram: &'static str, open: bool, choices: Vec<Choice>| Facet {
        word: facet_name(locale, name).unwrap_or_default(),
        pictogram,
        open,
        choices,
    };
    let to = |name: &str, value: &str| filter.toggled(name, value).address(PATH);
    let domains = facet_choices(&facets.domains, |id| (to("domaine", &id.0), term_word(id), is_narrower(id)));
    let regions = facet_choices(&facets.regions, |it| (to("region", it.slug()), it.name().to_owned(), false));
    let communes =
        facet_choices(&facets.communes, |it| (to("commune", it.key()), it.name().to_owned(), false));
    let kinds =
        facet_choices(&facets.kinds, |it| (to("type", it.code()), kind_name(locale, *it).to_owned(), false));
    let targets = facet_choices(&facets.targets, |id| (to("public", &id.0), term_word(id), is_narrower(id)));
    let languages = facet_choices(&facets.languages, |it| {
        (to("langue", it.code()), language_name(locale, *it).to_owned(), false)
    });
    let groups = vec![
        group("domaine", "d-rights", true, domains),
        group("region", "i-region", true, regions),
        group("commune", "i-region", !filter.communes.is_empty(), communes),
        group("type", "k-network", !filter.kinds.is_empty(), kinds),
        group("public", "i-group", !filter.targets.is_empty(), targets),
        group("langue", "i-globe", !filter.languages.is_empty(), languages),
    ];
    crate::ui::facets(locale, filter.choices().len(), groups)
}

/// The whole directory as files.
fn exports(locale: Locale) -> AnyView {
    html! {
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
) -> AnyView {
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
    let text = match ways.len() {
        1 => t::directory::empty_text_alone(locale),
        _ => t::directory::empty_text(locale),
    };
    empty_state(t::directory::empty_title(locale), text, ways)
}
