//! The home page: one sentence, one voice, and doors to everything.

use super::{newest, search_box};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Tone, date, icon, monogram};
use leptos::prelude::*;
use model::directory::{Catalogue, Organization, Scheme};
use model::library::Reader;
use model::time::Day;
use serde_json::json;
use std::cmp::Reverse;

/// How many changes of the directory it shows.
const LATEST: usize = 4;
/// The kinds that together are the PAR.
const PAR_LIST: &str = "/annuaire?type=plateforme&type=alliance&type=reseau&type=par";

/// `/`.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let all = catalogue.published().count();
    let documents = request.platform.shelves().await?.read_by(&Reader::Visitor).count();
    let now = request.platform.clock().now();
    let events = request.platform.events().await?.coming(now, false).count();
    let par = catalogue.published().filter(|it| it.kind.is_par()).count();
    let domains = domains(locale, &catalogue);
    let latest = latest(locale, &catalogue);
    let newest = request.platform.newest().await?;
    let word = request.platform.site_settings().await?.word.clone();
    let page = Page::new(t::home::title(locale), move || {
        html! {
            {hero(locale)}
            <div class="wrap">
                {word.map(|word| ui::alert(Tone::Info, word.to_string(), ()))}
                {doors(locale, all, par, documents, events)}
                <div class="home-section">{search_box(locale)}</div>
                {newest::list(locale, &newest)}
                <section class="home-section">
                    <h2>{t::home::domains_heading(locale)}</h2>
                    {domain_list(domains)}
                </section>
                <div class="two-up home-section">
                    <section>
                        <h2>{t::home::latest_heading(locale)}</h2>
                        {latest_list(locale, latest)}
                        <p><a class="btn" href="/annuaire">{t::common::action_see_all(locale)}</a></p>
                    </section>
                    <div class="stack">{install_hint(locale)}{ui::keep_directory_lightly()}{safety_note(locale)}</div>
                </div>
            </div>
        }
    });
    Ok(page.described(t::home::intro(locale)).with_json_ld(json_ld(request)))
}

/// A domain of intervention: slug, pictogram, label.
type Domain = (String, String, String);

fn domains(locale: Locale, catalogue: &Catalogue) -> Vec<Domain> {
    let roots = catalogue.terms().offered(Scheme::Domain).filter(|term| term.parent.is_none());
    roots.map(|term| (term.id.0.clone(), term.icon.clone(), term.label(locale).to_owned())).collect()
}

/// What changed last: the organisation, and what happened to its page.
fn latest(locale: Locale, catalogue: &Catalogue) -> Vec<(Organization, String)> {
    let mut published: Vec<&Organization> = catalogue.published().collect();
    published.sort_by_key(|it| Reverse((last_day(it), it.updated_at)));
    published.into_iter().take(LATEST).map(|it| (it.clone(), what_happened(locale, it))).collect()
}

fn last_day(organization: &Organization) -> Day {
    let changed = organization.updated_at.day();
    organization.verified_on.map_or(changed, |verified| verified.max(changed))
}

fn what_happened(locale: Locale, organization: &Organization) -> String {
    let day = last_day(organization);
    let words = date(locale, day);
    if organization.created_at.day() == day {
        t::home::latest_added(locale, words)
    } else if organization.verified_on == Some(day) {
        t::home::latest_verified(locale, words)
    } else {
        t::home::latest_changed(locale, words)
    }
}

fn json_ld(request: &Request) -> serde_json::Value {
    let site = &request.site;
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": t::common::site_name(request.locale),
        "description": t::home::intro(request.locale),
        "url": format!("{site}/"),
        "inLanguage": request.locale.code(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": format!("{site}/annuaire?q={{search_term_string}}") },
            "query-input": "required name=search_term_string",
        },
    })
}

/// The sentence and the voice. The voice is a machine's and says so; the words are there to be read too.
fn hero(locale: Locale) -> AnyView {
    html! {
        <section class="hero">
            <div class="motif" aria-hidden="true"></div>
            <div class="wrap">
                <h1>
                    {t::home::heading_start(locale)}" "<em>{t::home::heading_main(locale)}</em>" "
                    {t::home::heading_end(locale)}
                </h1>
                <div class="listen">
                    <div class="listen-label">
                        {icon("i-listen")}
                        <p>{t::home::audio_title(locale)}" "<small>{t::home::audio_note(locale)}</small></p>
                    </div>
                    <audio controls=true preload="none" aria-label=t::home::audio_title(locale)>
                        <source src="/audio/accueil-fr.ogg" type="audio/ogg; codecs=opus"/>
                        <source src="/audio/accueil-fr.mp3" type="audio/mpeg"/>
                    </audio>
                    <details class="fold">
                        <summary>{t::home::audio_transcript(locale)}</summary>
                        <p>{t::home::audio_text(locale)}</p>
                    </details>
                </div>
            </div>
        </section>
    }
}

fn doors(locale: Locale, all: usize, par: usize, documents: usize, events: usize) -> AnyView {
    let small = [
        ("indigo", PAR_LIST, "i-group", t::home::door_par(locale), t::home::door_par_text(locale, par)),
        (
            "ochre",
            "/bibliotheque",
            "i-library",
            t::home::door_library(locale),
            t::home::door_library_text(locale, documents),
        ),
        (
            "clay",
            "/forum",
            "i-forum",
            t::home::door_forum(locale),
            t::home::door_forum_text(locale).to_owned(),
        ),
        (
            "sand",
            "/agenda",
            "i-agenda",
            t::home::door_events(locale),
            t::events::coming_count(locale, events),
        ),
    ];
    let small = small.into_iter().map(|(tone, href, pictogram, name, note)| {
        html! {
            <a class="door" data-tone=tone href=href>
                <span class="door-arch">{icon(pictogram)}</span>
                <b>{name}</b>
                <span class="door-note">{note}</span>
            </a>
        }
    });
    html! {
        <nav class="doors" aria-label=t::home::doors_label(locale)>
            <a class="door door-main" data-tone="leaf" href="/carte">
                <span class="door-arch">{icon("i-help")}</span>
                <div>
                    <b>{t::home::door_help(locale)}</b>
                    <span class="door-note">{t::home::door_help_text(locale, all)}</span>
                </div>
            </a>
            {small.collect_view()}
        </nav>
    }
}

fn domain_list(domains: Vec<Domain>) -> AnyView {
    let links = domains.into_iter().map(|(slug, pictogram, label)| {
        let href = format!("/annuaire?domaine={slug}");
        html! { <li><a href=href>{icon(&pictogram)}{label}</a></li> }
    });
    html! { <ul class="needs">{links.collect_view()}</ul> }
}

fn latest_list(locale: Locale, latest: Vec<(Organization, String)>) -> AnyView {
    if latest.is_empty() {
        return html! { <p class="muted">{t::home::latest_empty(locale)}</p> };
    }
    let items = latest.into_iter().map(|(organization, what)| {
        let href = format!("/annuaire/{}", organization.slug);
        let name = organization.name.as_str().to_owned();
        html! {
            <li>
                <a class="list-item" href=href>
                    {monogram(&organization)}<b>{name}" "<small>{what}</small></b>{icon("i-next")}
                </a>
            </li>
        }
    });
    html! { <ul class="list">{items.collect_view()}</ul> }
}

fn install_hint(locale: Locale) -> AnyView {
    html! {
        <section class="install-hint">
            {icon("i-install")}
            <h2>{t::home::install_heading(locale)}</h2>
            <p>{t::home::install_text(locale)}</p>
            <p><a class="btn" href="/installer">{t::home::install_how(locale)}</a></p>
        </section>
    }
}

fn safety_note(locale: Locale) -> AnyView {
    html! {
        <section class="card panel">
            <h2>{icon("i-exit")}{t::home::safety_heading(locale)}</h2>
            <p>{t::home::safety_text(locale)}</p>
            <p><a href="/sortie-rapide">{t::exit::learn_more(locale)}</a></p>
        </section>
    }
}
