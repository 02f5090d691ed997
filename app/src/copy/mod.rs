//! What only a copy of the site on a memory card has (docs/decisions/0040): its search page, the page in the place of one that it lacks,
//! the words around every page, and its first file.

use crate::page::Page;
use crate::shell::NEUTRAL_SITE;
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, date, icon, link_button, number, page_head};
use leptos::prelude::*;
use model::directory::{Catalogue, Filter};
use model::time::Day;
use std::sync::Arc;

/// The page on which the directory is searched; `script` draws the answer in its place, and without it the lists lead to everybody.
pub fn search_page(locale: Locale, catalogue: Arc<Catalogue>) -> Page {
    let title = t::copy::search_title(locale);
    Page::new(title, move || {
        let facets = catalogue.browse(&Filter::default()).facets;
        let entry = |href: String, word: &str, count: usize| {
            let (word, count) = (word.to_owned(), number(count));
            html! { <li><a href=href>{word}" "<span class="count">{count}</span></a></li> }
        };
        let regions: Vec<_> = facets
            .regions
            .iter()
            .map(|it| entry(format!("/annuaire?region={}", it.value.slug()), it.value.name(), it.count))
            .collect();
        let domains: Vec<_> = facets
            .domains
            .iter()
            .map(|it| {
                let word = catalogue.terms().get(&it.value).map_or("", |term| term.label(locale));
                entry(format!("/annuaire?domaine={}", it.value.as_str()), word, it.count)
            })
            .collect();
        html! {
            <div class="wrap stack">
                {page_head(title, t::copy::search_intro(locale))}
                {crate::home::search_box(locale)}
                <noscript><p>{t::copy::search_without_script(locale)}</p></noscript>
                <div data-failed="" hidden="">{alert(Tone::Info, t::copy::search_failed(locale), ())}</div>
                <section class="card panel">
                    <h2>{icon("i-region")}{t::directory::facet_region(locale)}</h2>
                    <ul class="prose">{regions}</ul>
                </section>
                <section class="card panel">
                    <h2>{icon("d-rights")}{t::directory::facet_domain(locale)}</h2>
                    <ul class="prose">{domains}</ul>
                </section>
                <p><a class="btn" href="/annuaire">{icon("i-directory")}{t::copy::search_all(locale)}</a></p>
            </div>
        }
    })
}

/// The page in the place of one that the copy lacks; `site` is where it can be read with a network.
pub fn absent_page(locale: Locale, site: Option<String>) -> Page {
    let title = t::copy::absent_title(locale);
    Page::new(title, move || {
        let ways = [
            link_button("btn btn-primary", "/", "i-home", t::common::nav_home(locale)),
            link_button("btn", "/annuaire", "i-directory", t::common::nav_directory(locale)),
        ];
        let ways = ways.map(|way| html! { <li>{way}</li> }).into_iter();
        let site = site.map(|site| html! { <p>{t::copy::absent_site(locale, site)}</p> });
        html! {
            <div class="wrap stack">
                {page_head(title, t::copy::absent_text(locale))}
                {site}
                <ul class="row">{ways.collect_view()}</ul>
            </div>
        }
    })
}

/// What is put around every page of a copy, as HTML with the site's own addresses.
pub struct Words {
    /// Of which day the copy is.
    pub banner: String,
    /// The entries of the menu.
    pub menu: String,
    /// What stands in the footer.
    pub footer: String,
    /// In the place of a search that needs the server.
    pub search: String,
    /// In the place of a sound or a film that was left out.
    pub file: String,
    /// Where the quick exit leads.
    pub exit: &'static str,
}

impl Words {
    /// Those of a copy of this day.
    pub fn of(locale: Locale, day: Day) -> Self {
        let links = [
            (SEARCH, "i-search", t::search::open(locale)),
            ("/annuaire/qui-fait-quoi", "i-matrix", t::common::nav_matrix(locale)),
            ("/annuaire/reseau", "i-network", t::common::nav_network(locale)),
            ("/agenda", "i-agenda", t::common::nav_events(locale)),
            ("/sortie-rapide", "i-exit", t::exit::learn_more(locale)),
        ];
        let links =
            links.map(|(href, pictogram, word)| html! { <li><a href=href>{icon(pictogram)}{word}</a></li> });
        let banner = t::copy::banner(locale, date(locale, day));
        let drawn = |view: AnyView| view.to_html();
        Self {
            banner: drawn(html! {
                <aside class="example-banner" aria-label=t::copy::banner_label(locale)>
                    <div class="wrap">{icon("i-info")}<p>{banner.clone()}</p></div>
                </aside>
            }),
            menu: drawn(html! { {links.into_iter().collect_view()} }),
            footer: drawn(html! {
                <section>
                    <h2>{t::common::site_name(locale)}</h2>
                    <p>{banner}</p>
                    <p>{t::common::footer_safety(locale)}</p>
                </section>
                <nav aria-label=t::common::footer_open_data(locale)>
                    <h2>{t::common::footer_open_data(locale)}</h2>
                    <ul>
                        <li><a href="/annuaire.csv">{icon("i-download")}{t::common::footer_csv(locale)}</a></li>
                        <li><a href="/sortie-rapide">{icon("i-exit")}{t::exit::learn_more(locale)}</a></li>
                    </ul>
                </nav>
            }),
            search: drawn(html! { <p class="hint">{t::copy::search_elsewhere(locale)}</p> }),
            file: drawn(html! { <p class="hint">{t::copy::file_left(locale)}</p> }),
            exit: NEUTRAL_SITE,
        }
    }
}

/// The address under which pages of a copy name its search page; the site has another page there.
pub const SEARCH: &str = "/recherche";

/// `LISEZ-MOI.txt`: how the copy of this day is opened, on any machine.
pub fn read_me(locale: Locale, day: Day, site: Option<&str>) -> String {
    let mut lines = vec![
        t::copy::read_me_what(locale, date(locale, day)),
        t::copy::read_me_open(locale).to_owned(),
        t::copy::read_me_unpack(locale).to_owned(),
        t::copy::read_me_search(locale).to_owned(),
        t::copy::read_me_phone(locale).to_owned(),
        t::copy::read_me_inside(locale).to_owned(),
        t::copy::read_me_outside(locale).to_owned(),
        t::copy::read_me_safety(locale).to_owned(),
    ];
    lines.extend(site.map(|site| t::copy::read_me_site(locale, site)));
    // Old programs of Windows need the mark and their own ends of lines.
    format!("\u{feff}{}\r\n", lines.join("\r\n\r\n"))
}
