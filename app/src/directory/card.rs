//! An organisation in a list.

use crate::t;
use crate::t::Locale;
use crate::ui::{date, icon, kind_badge, language_name, monogram};
use leptos::prelude::*;
use model::directory::{Organization, Scheme, Term, Terms};
use model::place::Place;

/// How many domains and places a card names.
const SHOWN: usize = 3;

/// The terms of one taxonomy that an organisation has, in order.
pub fn terms_of<'a>(organization: &Organization, terms: &'a Terms, scheme: Scheme) -> Vec<&'a Term> {
    let mut list: Vec<&Term> = organization
        .terms
        .iter()
        .filter_map(|id| terms.get(id))
        .filter(|term| term.scheme == scheme)
        .collect();
    list.sort_by_key(|term| terms.position(&term.id));
    list
}

/// The names of the places where it works, communes without their region.
pub fn places(organization: &Organization) -> Vec<&'static str> {
    let mut names: Vec<&str> = organization
        .coverage
        .iter()
        .map(|place| place.commune.map_or(place.region.name(), |it| it.name()))
        .collect();
    names.dedup();
    names
}

/// A place as people say it, a commune with its region behind: `Kolondiéba (Bougouni)`.
pub fn place_words(place: Place) -> String {
    match place.commune {
        Some(commune) => format!("{} ({})", commune.name(), place.region.name()),
        None => place.region.name().to_owned(),
    }
}

/// A row of a list of facts, if there is something to be said.
pub fn row(word: &'static str, text: String) -> Option<AnyView> {
    (!text.is_empty()).then(|| html! { <div><dt>{word}</dt><dd>{text}</dd></div> })
}

/// What an organisation does, where, and in which languages: rows of a list of facts.
pub fn facts(locale: Locale, organization: &Organization, terms: &Terms) -> AnyView {
    let domains = terms_of(organization, terms, Scheme::Domain).into_iter();
    let domains: Vec<&str> = domains.map(|term| term.label(locale)).collect();
    let places: Vec<String> = organization.coverage.iter().copied().map(place_words).collect();
    let languages = organization.languages.iter();
    let languages: Vec<&str> = languages.map(|language| language_name(locale, *language)).collect();
    html! {
        {row(t::organization::what_heading(locale), domains.join(", "))}
        {row(t::organization::where_heading(locale), places.join(", "))}
        {row(t::organization::languages_heading(locale), languages.join(", "))}
    }
}

/// A card of the list of results.
pub fn card(locale: Locale, organization: &Organization, terms: &Terms) -> AnyView {
    let href = format!("/annuaire/{}", organization.slug);
    let domains = terms_of(organization, terms, Scheme::Domain);
    let more = domains.len().saturating_sub(SHOWN);
    let chips = domains.iter().take(SHOWN).map(|term| {
        html! { <li class="chip">{icon(&term.icon)}{term.label(locale).to_owned()}</li> }
    });
    let chips = chips.collect_view();
    let places = places(organization);
    let place_words = match places.len() {
        0 => t::directory::card_no_coverage(locale).to_owned(),
        count if count <= SHOWN => places.join(", "),
        count => {
            let more = t::directory::card_more_zones(locale, count - SHOWN);
            format!("{} {more}", places[..SHOWN].join(", "))
        }
    };
    let verified = organization.verified_on.map(|day| {
        html! { <li class="verified">{icon("i-verified")}{t::organization::verified_on(locale, date(locale, day))}</li> }
    });
    html! {
        <li><article class="card org-card">
            {monogram(organization)}
            <div>
                {kind_badge(locale, organization.kind)}
                // The name by which the list is sorted.
                <h2><a href=href>{organization.name.to_string()}</a></h2>
                {organization.acronym.as_ref().map(|acronym| html! { <p>{acronym.to_string()}</p> })}
            </div>
            {(!domains.is_empty()).then(|| html! {
                <ul class="chips">{chips}{(more > 0).then(|| html! { <li class="chip">"+"{more}</li> })}</ul>
            })}
            <ul class="meta"><li>{icon("i-region")}{place_words}</li>{verified}</ul>
        </article></li>
    }
}
