//! `/agenda`: what comes month by month, what is over, and what narrows it. Its state is its address.

use super::words::{badges, day_tile, month_words, place_words, when_words};
use super::{FEED, PATH, desk, event_page, event_path};
use crate::page::{PageResult, Request};
use crate::projects::{domain_names, kind_icon, kind_name};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Choice, Facet, active_filters, empty_state, facet_choices, icon, ignored, link_button, page_head,
    pager,
};
use domain::events::FoundMeetings;
use leptos::prelude::*;
use model::browse::{ActiveFilter, is_too_long};
use model::directory::{Catalogue, Scheme, TermId};
use model::events::{Event, EventFacets, EventFilter, Month};
use model::place::Region;
use model::projects::ActivityKind;
use model::time::Moment;

/// The list.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let FoundMeetings { filter, ignored: unknown, found, events } =
        platform.find_events(&request.caller, &request.query).await?;
    let catalogue = platform.catalogue().await?;
    let now = platform.clock().now();
    let months = months(locale, &catalogue, found.page.iter().map(|at| &events.all()[*at]), now);
    let desks = desk::ways(request, &catalogue);
    let (total, indexed) = (found.all.len(), filter.is_empty() && !filter.past && filter.after.is_none());
    let too_long = is_too_long(&unknown);
    let title = t::events::title(locale);
    let page = event_page(title, move || {
        let list = List { locale, filter: &filter, catalogue: &catalogue };
        let first = filter.after.is_some().then(|| filter.from_page(None).address(PATH));
        let next = found.next.map(|after| filter.from_page(Some(after)).address(PATH));
        let results = if total > 0 {
            html! { {months}{pager(locale, first, next)} }
        } else {
            list.nothing()
        };
        let count = if filter.past {
            t::events::past_count(locale, total)
        } else {
            t::events::coming_count(locale, total)
        };
        let feed = filter.when(false).address("/agenda.ics");
        let tab = |past: bool, word: &'static str| {
            let here = (filter.past == past).then_some("page");
            let href = filter.when(past).address(PATH);
            html! { <li><a href=href aria-current=here>{word}</a></li> }
        };
        html! {
            <div class="wrap">
                {page_head(title, t::events::intro(locale))}
                <nav class="views" aria-label=t::events::views_label(locale)><ul>
                    {tab(false, t::events::coming(locale))}
                    {tab(true, t::events::past(locale))}
                </ul></nav>
                {(!desks.is_empty()).then(|| html! { <p class="row">{desks}</p> })}
                {ignored(locale, &unknown, facet_name)}
                <div class="browse">
                    {list.facets(&found.facets)}
                    <section class="stack" aria-label=title>
                        {list.active()}
                        <div class="results-head"><p role="status">{count}</p></div>
                        {results}
                        <p class="row">{link_button("btn btn-quiet", feed, "i-download", t::events::feed(locale))}</p>
                        <p class="hint">{t::events::feed_hint(locale)}</p>
                        <p class="feeds hint"><a href=FEED rel="alternate external">{icon("i-link")}" "{t::events::atom(locale)}</a></p>
                        <p class="hint"><a href=crate::certificates::PATH>{t::certificates::check_title(locale)}</a></p>
                    </section>
                </div>
            </div>
        }
    });
    let page = page.described(t::events::intro(locale)).with_feed(FEED).cut(too_long);
    Ok(if indexed { page } else { page.unlisted() })
}

/// The cards under the month in which they begin.
fn months<'a>(
    locale: Locale,
    catalogue: &Catalogue,
    events: impl Iterator<Item = &'a Event>,
    now: Moment,
) -> Vec<AnyView> {
    let mut months: Vec<(Month, Vec<AnyView>)> = Vec::new();
    for it in events {
        let month = Month::of(it.content.span.from);
        let card = card(locale, catalogue, it, now);
        match months.last_mut().filter(|(own, _)| *own == month) {
            Some((_, cards)) => cards.push(card),
            None => months.push((month, vec![card])),
        }
    }
    let section = |(month, cards): (Month, Vec<AnyView>)| {
        html! {
            <section class="stack">
                <h2 class="month">{month_words(locale, month)}</h2>
                <ul class="results">{cards}</ul>
            </section>
        }
    };
    months.into_iter().map(section).collect()
}

fn card(locale: Locale, catalogue: &Catalogue, it: &Event, now: Moment) -> AnyView {
    let own = &it.content;
    let (href, title) = (event_path(it), own.title.to_string());
    let by = catalogue.get_published(it.organization).map(|it| it.short_name().to_owned());
    let domains: Vec<_> = domain_names(locale, catalogue, &own.domains)
        .into_iter()
        .map(|name| html! { <li class="chip">{name}</li> })
        .collect();
    let place = if own.place.is_some() { "i-region" } else { "i-globe" };
    let example = it.example.then(|| html! { <span class="badge">{t::common::example_badge(locale)}</span> });
    html! {
        <li><article class="card stack work-card event-card">
            {day_tile(locale, &own.span)}
            <h3><a href=href>{title}</a></h3>
            <p class="meta">
                <span>{icon("i-clock")}{when_words(locale, &own.span)}</span>
                <span>{icon(place)}{place_words(locale, it)}</span>
                <span>{icon(kind_icon(own.kind))}{kind_name(locale, own.kind)}</span>
                {by.map(|by| html! { <span>{icon("i-group")}{by}</span> })}
            </p>
            <ul class="chips">{domains}</ul>
            <p class="row">{badges(locale, it, now)}{example}</p>
        </article></li>
    }
}

/// What one chooses by a parameter.
fn facet_name(locale: Locale, parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "genre" => t::projects::facet_kind(locale),
        "domaine" => t::projects::facet_domain(locale),
        "region" => t::projects::facet_region(locale),
        "mois" => t::events::facet_month(locale),
        "quand" => t::projects::when(locale),
        _ => return None,
    })
}

struct List<'a> {
    locale: Locale,
    filter: &'a EventFilter,
    catalogue: &'a Catalogue,
}

impl List<'_> {
    fn facets(&self, facets: &EventFacets) -> AnyView {
        let (locale, terms) = (self.locale, self.catalogue.terms());
        let term_word = |id: &TermId| terms.get(id).map_or("", |term| term.label(locale)).to_owned();
        let is_narrower = |id: &TermId| terms.get(id).is_some_and(|term| term.parent.is_some());
        let to = |name: &str, value: &str| self.filter.toggled(name, value).address(PATH);
        let group = |name: &'static str, pictogram: &'static str, open: bool, choices: Vec<Choice>| Facet {
            word: facet_name(locale, name).unwrap_or_default(),
            pictogram,
            open,
            choices,
        };
        let months = facet_choices(&facets.months, |it| {
            (to("mois", &it.to_string()), month_words(locale, *it), false)
        });
        let kinds = facet_choices(&facets.kinds, |it| {
            (to("genre", it.code()), kind_name(locale, *it).to_owned(), false)
        });
        let regions =
            facet_choices(&facets.regions, |it| (to("region", it.slug()), it.name().to_owned(), false));
        let domains =
            facet_choices(&facets.domains, |id| (to("domaine", &id.0), term_word(id), is_narrower(id)));
        let groups = vec![
            group("region", "i-region", true, regions),
            group("mois", "i-agenda", true, months),
            group("genre", "i-doc", true, kinds),
            group("domaine", "d-rights", !self.filter.domains.is_empty(), domains),
        ];
        ui::facets(locale, self.filter.active().len(), groups)
    }

    /// The choices in force; each is one tap to take away.
    fn active(&self) -> Option<AnyView> {
        let chip = |it: &ActiveFilter| (self.choice_word(it), self.without(it));
        let bare = EventFilter { past: self.filter.past, ..EventFilter::default() };
        active_filters(self.locale, self.filter.active().iter().map(chip).collect(), bare.address(PATH))
    }

    /// Ways on where nothing stands.
    fn nothing(&self) -> AnyView {
        let locale = self.locale;
        let mut ways = Vec::new();
        for it in &self.filter.active() {
            let word = t::projects::empty_remove_filter(locale, self.choice_word(it));
            ways.push((self.without(it), word));
        }
        let other = self.filter.when(!self.filter.past).address(PATH);
        let word = if self.filter.past { t::events::coming(locale) } else { t::events::past(locale) };
        ways.push((other, word.to_owned()));
        let (title, text) = if self.filter.past {
            (t::events::none_past_title(locale), t::events::none_past_text(locale))
        } else {
            (t::events::none_title(locale), t::events::none_text(locale))
        };
        empty_state(title, text, ways)
    }

    fn without(&self, it: &ActiveFilter) -> String {
        self.filter.toggled(it.name, &it.value).address(PATH)
    }

    fn choice_word(&self, it: &ActiveFilter) -> String {
        let locale = self.locale;
        let word = match it.name {
            "q" => None,
            "genre" => ActivityKind::parse(&it.value).map(|it| kind_name(locale, it).to_owned()),
            "domaine" => {
                let term = self.catalogue.terms().find(Scheme::Domain, &it.value);
                term.map(|term| term.label(locale).to_owned())
            }
            "region" => Region::parse(&it.value).map(|region| region.name().to_owned()),
            _ => Month::parse(&it.value).map(|month| month_words(locale, month)),
        };
        word.unwrap_or_else(|| it.value.clone())
    }
}
