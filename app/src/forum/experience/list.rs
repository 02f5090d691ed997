//! `/forum/experiences`: search, facets with counts, the list, and its next page. Its state is its address.

use super::PATH;
use super::sheet::badge;
use super::words::{part_icon, part_name, period_words, plain};
use crate::forum::topic_address;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Choice, Facet, SearchBox, active_filters, crumbs, empty_state, facet_choices, icon, ignored, page_head,
    pager,
};
use leptos::prelude::*;
use model::browse::{ActiveFilter, is_too_long};
use model::directory::{Catalogue, Scheme, TermId};
use model::forum::{ExperienceFacets, ExperienceFilter, Listed, Part, Step};
use model::place::Region;
use model::search::{Piece, QueryTerm, excerpt, query_terms};

/// How much of a part a card shows, in characters.
const SHOWN: usize = 140;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let found = platform.find_experiences(&request.caller, &request.query).await?;
    let catalogue = platform.catalogue().await?;
    let drafts = match request.caller.person() {
        Some(_) => platform.experience_drafts(&request.caller).await?.len(),
        None => 0,
    };
    let filter = found.filter.clone();
    let indexed = filter.is_empty() && filter.after.is_none();
    let too_long = is_too_long(&found.ignored);
    let title = t::experience::title(locale);
    let page = Page::new(title, move || {
        let query = filter.text.as_deref().map(query_terms).unwrap_or_default();
        let cards = found.answer.items.iter().filter_map(|it| {
            let space = found.spaces.get(&it.topic)?;
            Some(card(locale, &catalogue, it, topic_address(space, it.topic, it.title.as_str()), &query))
        });
        let cards: Vec<_> = cards.collect();
        let next = found.answer.next.clone();
        let next = next.map(|after| ExperienceFilter { after: Some(after), ..filter.clone() }.address(PATH));
        let first =
            filter.after.is_some().then(|| ExperienceFilter { after: None, ..filter.clone() }.address(PATH));
        let results = if found.answer.total > 0 {
            html! { <ul class="results">{cards}</ul>{pager(locale, first, next)} }
        } else if filter.is_empty() {
            let ways = vec![("/forum".to_owned(), t::experience::drafts_forum(locale).to_owned())];
            empty_state(
                t::experience::nothing_yet_title(locale),
                t::experience::nothing_yet_text(locale),
                ways,
            )
        } else {
            nothing_found(locale, &catalogue, &filter)
        };
        let crumb =
            vec![(Some("/forum".to_owned()), t::forum::title(locale).to_owned()), (None, title.to_owned())];
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::experience::intro(locale))}
                {search(locale, &filter)}
                {super::begin::drafts_way(locale, drafts)}
                {ignored(locale, &found.ignored, facet_name)}
                <div class="browse">
                    {facets(locale, &catalogue, &filter, &found.answer.facets)}
                    <section aria-label=t::experience::results_label(locale)>
                        {active(locale, &catalogue, &filter)}
                        <div class="results-head">
                            <p role="status">{t::experience::results_count(locale, found.answer.total)}</p>
                        </div>
                        {results}
                    </section>
                </div>
            </div>
        }
    });
    let page = page.described(t::experience::intro(locale)).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

fn card(locale: Locale, catalogue: &Catalogue, it: &Listed, href: String, query: &[QueryTerm]) -> AnyView {
    let domains = super::words::domain_names(locale, &it.domains, catalogue.terms());
    let domains: Vec<_> = domains.into_iter().map(|name| html! { <li class="chip">{name}</li> }).collect();
    let parts = ExperienceFilter::PARTS.into_iter().filter_map(|part| line(locale, it, part, query));
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    html! {
        <li><article class="card stack experience-card">
            <h2><a href=href>{it.title.to_string()}</a></h2>
            <p class="meta">
                <span>{icon("i-region")}{it.place.label()}</span>
                <span>{icon("i-agenda")}{period_words(locale, it.period)}</span>
                {it.heard.then(|| html! { <span>{icon("i-listen")}{t::voice::heard(locale)}</span> })}
            </p>
            {it.practice.then(|| html! { <p>{badge(locale)}</p> })}
            <p>{plain(&it.lede)}</p>
            <dl>{parts.collect_view()}</dl>
            <ul class="chips">{domains}</ul>
            {example}
        </article></li>
    }
}

/// What helped, or stood in the way: around the words that were looked for, or from its beginning.
fn line(locale: Locale, it: &Listed, part: Part, query: &[QueryTerm]) -> Option<AnyView> {
    let step = Step::parse(part.code())?;
    let text = plain(it.part(part));
    if text.is_empty() {
        return None;
    }
    let pieces = excerpt(&text, query, SHOWN);
    let said = if pieces.is_empty() {
        let short: String = text.chars().take(SHOWN).collect();
        let more = if short.len() < text.len() { " …" } else { "" };
        format!("{}{more}", short.trim_end()).into_any()
    } else {
        let piece = |Piece { text, found }| {
            if found {
                html! { <mark>{text}</mark> }
            } else {
                text.into_any()
            }
        };
        pieces.into_iter().map(piece).collect_view().into_any()
    };
    Some(html! {
        <div><dt>{icon(part_icon(step))}{part_name(locale, step)}</dt><dd>{said}</dd></div>
    })
}

fn search(locale: Locale, filter: &ExperienceFilter) -> AnyView {
    SearchBox {
        action: PATH.to_owned(),
        label: t::experience::search_label(locale),
        placeholder: t::experience::search_placeholder(locale),
        value: filter.text.clone().unwrap_or_default(),
        kept: filter.choices(),
        quiet: false,
    }
    .draw(locale)
}

fn facet_name(locale: Locale, parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "dans" => t::experience::facet_part(locale),
        "domaine" => t::experience::facet_domain(locale),
        "region" => t::experience::facet_region(locale),
        "pratique" => t::experience::facet_practice(locale),
        _ => return None,
    })
}

/// The choices in force; each is one tap to take away.
fn active(locale: Locale, catalogue: &Catalogue, filter: &ExperienceFilter) -> Option<AnyView> {
    let chip = |it: &ActiveFilter| {
        (choice_word(locale, catalogue, it), filter.toggled(it.name, &it.value).address(PATH))
    };
    let list = filter.active().iter().map(chip).collect();
    active_filters(locale, list, PATH.to_owned())
}

/// What a choice is called.
fn choice_word(locale: Locale, catalogue: &Catalogue, it: &ActiveFilter) -> String {
    let word = match it.name {
        "dans" => Step::parse(&it.value).map(|step| part_name(locale, step).to_owned()),
        "domaine" => {
            let term = catalogue.terms().find(Scheme::Domain, &it.value);
            term.map(|term| term.label(locale).to_owned())
        }
        "region" => Region::parse(&it.value).map(|region| region.name().to_owned()),
        "pratique" => Some(t::experience::facet_practice(locale).to_owned()),
        _ => None,
    };
    word.unwrap_or_else(|| format!("«\u{202f}{}\u{202f}»", it.value))
}

fn facets(
    locale: Locale,
    catalogue: &Catalogue,
    filter: &ExperienceFilter,
    facets: &ExperienceFacets,
) -> AnyView {
    let terms = catalogue.terms();
    let term_word = |id: &TermId| terms.get(id).map_or("", |term| term.label(locale)).to_owned();
    let is_narrower = |id: &TermId| terms.get(id).is_some_and(|term| term.parent.is_some());
    let to = |name: &str, value: &str| filter.toggled(name, value).address(PATH);
    let group = |name: &'static str, pictogram: &'static str, open: bool, choices: Vec<Choice>| Facet {
        word: facet_name(locale, name).unwrap_or_default(),
        pictogram,
        open,
        choices,
    };
    let part_word =
        |part: &Part| Step::parse(part.code()).map_or("", |step| part_name(locale, step)).to_owned();
    let parts = facet_choices(&facets.parts, |it| (to("dans", it.code()), part_word(it), false));
    let domains = facet_choices(&facets.domains, |id| (to("domaine", &id.0), term_word(id), is_narrower(id)));
    let regions = facet_choices(&facets.regions, |it| (to("region", it.slug()), it.name().to_owned(), false));
    let practice = facet_choices(&facets.practice, |_| {
        (to("pratique", "bonne"), t::experience::facet_practice(locale).to_owned(), false)
    });
    let groups = vec![
        group("dans", "i-search", true, parts),
        group("domaine", "d-rights", true, domains),
        group("region", "i-region", !filter.regions.is_empty(), regions),
        group("pratique", "i-verified", true, practice),
    ];
    crate::ui::facets(locale, filter.choices().len(), groups)
}

/// Ways to widen a search that finds nothing.
fn nothing_found(locale: Locale, catalogue: &Catalogue, filter: &ExperienceFilter) -> AnyView {
    let mut ways = Vec::new();
    if filter.text.is_some() && !filter.choices().is_empty() {
        ways.push((
            filter.toggled("q", "").address(PATH),
            t::experience::empty_without_words(locale).to_owned(),
        ));
    }
    for it in filter.active().iter().filter(|it| it.name != "q") {
        let href = filter.toggled(it.name, &it.value).address(PATH);
        ways.push((href, t::experience::empty_remove_filter(locale, choice_word(locale, catalogue, it))));
    }
    ways.push((PATH.to_owned(), t::experience::empty_show_all(locale).to_owned()));
    empty_state(t::experience::empty_title(locale), t::experience::empty_text(locale), ways)
}
