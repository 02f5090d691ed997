//! What stands around every page: the header with its navigation and quick exit, the banner of the example data, the footer.

use super::{Around, NEUTRAL_SITE};
use crate::t;
use crate::ui::icon;
use leptos::prelude::*;

/// The header.
pub fn header(around: &Around) -> AnyView {
    let locale = around.locale;
    let tabs = [
        ("/", "i-home", t::common::nav_home(locale), ""),
        ("/annuaire", "i-directory", t::common::nav_directory(locale), ""),
        ("/carte", "i-map", t::common::nav_map(locale), ""),
        ("/bibliotheque", "i-library", t::common::nav_library(locale), ""),
        ("/forum", "i-forum", t::common::nav_forum(locale), ""),
        ("/agenda", "i-agenda", t::common::nav_events(locale), "nav-wide"),
    ];
    let path = around.path.clone();
    let tabs = tabs.map(|(href, pictogram, word, class)| {
        let here = if href == "/" { path == "/" } else { path == href || path.starts_with(&format!("{href}/")) };
        let current = here.then_some(if path == href { "page" } else { "true" });
        let class = (!class.is_empty()).then_some(class);
        html! { <li class=class><a href=href aria-current=current>{icon(pictogram)}<span>{word}</span></a></li> }
    });
    let menu = menu(around);
    // On the narrowest screens the bell takes the place of the sign.
    let bar = if around.person.is_some() { "wrap site-bar has-bell" } else { "wrap site-bar" };
    html! {
        <header class="site-header">
            <div class=bar>
                <a class="brand" href="/">
                    <svg class="brand-mark" viewBox="0 0 36 36" aria-hidden="true">
                        <path d="M6 31V13l12 12 12-12v18"></path>
                        <circle cx="18" cy="8.5" r="4.5"></circle>
                    </svg>
                    <span>{t::common::site_name(locale)}" "<small>{t::common::site_tagline(locale)}</small></span>
                </a>
                <nav class="site-nav" aria-label=t::common::nav_label(locale)><ul>{tabs.into_iter().collect_view()}</ul></nav>
                {bell(around)}
                {menu}
                <a class="quick-exit" href="/quitter" rel="nofollow noreferrer external"
                    aria-label=t::exit::button_label(locale) data-neutral=NEUTRAL_SITE
                    data-one=t::exit::keyboard_progress(locale, 1) data-other=t::exit::keyboard_progress(locale, 2)>
                    {icon("i-exit")}<span>{t::exit::button(locale)}</span>
                </a>
            </div>
            <div class="motif band" aria-hidden="true"></div>
        </header>
    }
}

/// The way to the news, with how many are unread; it lives while somebody is signed in.
fn bell(around: &Around) -> Option<impl IntoView + use<>> {
    let unread = around.person.as_ref()?.unread;
    let locale = around.locale;
    Some(html! {
        <a class="bell" href="/compte/nouvelles" data-bell="/compte/nouvelles/flux">
            {icon("i-bell")}<span class="sr">{t::notices::bell(locale)}" "</span>
            <b data-count="" hidden={unread == 0}>{unread}</b>
        </a>
    })
}

fn menu(around: &Around) -> AnyView {
    let locale = around.locale;
    let mut links = vec![
        ("/recherche", "i-search", t::search::open(locale)),
        ("/actualites", "i-doc", t::common::nav_news(locale)),
        ("/projets", "i-group", t::common::nav_projects(locale)),
        ("/plaidoyer", "i-share", t::common::nav_advocacy(locale)),
        ("/formation", "i-library", t::common::nav_training(locale)),
        ("/annuaire/qui-fait-quoi", "i-matrix", t::common::nav_matrix(locale)),
        ("/annuaire/reseau", "i-network", t::common::nav_network(locale)),
        ("/agenda", "i-agenda", t::common::nav_events(locale)),
        ("/reglages", "i-settings", t::common::nav_settings(locale)),
    ];
    match &around.person {
        Some(person) => {
            if person.is_staff {
                links.push(("/admin", "i-settings", t::common::nav_admin(locale)));
            }
            links.push(("/envois", "i-clock", t::outbox::title(locale)));
            links.push(("/compte", "i-user", t::common::nav_account(locale)));
            links.push(("/deconnexion", "i-exit", t::common::nav_sign_out(locale)));
        }
        None => {
            links.push(("/rejoindre", "i-add", t::common::nav_join(locale)));
            links.push(("/connexion", "i-user", t::common::nav_sign_in(locale)));
        }
    }
    let links = links.into_iter().map(|(href, pictogram, word)| {
        html! { <li><a href=href>{icon(pictogram)}{word}</a></li> }
    });
    html! {
        <details class="menu">
            <summary>{icon("i-menu")}{t::common::nav_menu(locale)}</summary>
            <div class="menu-panel"><ul>{links.collect_view()}</ul></div>
        </details>
    }
}

/// Says that example data is on the site, on the pages of the directory, for as long as there is any.
pub fn example_banner(around: &Around) -> Option<AnyView> {
    let of_directory = around.path == "/" || around.path.starts_with("/annuaire") || around.path == "/carte";
    let locale = around.locale;
    (of_directory && around.examples).then(|| {
        html! {
            <aside class="example-banner" aria-label=t::common::example_badge(locale)>
                <div class="wrap">{icon("i-info")}<p>{t::common::example_banner(locale)}</p></div>
            </aside>
        }
    })
}

/// The footer.
pub fn footer(around: &Around) -> AnyView {
    let locale = around.locale;
    html! {
        <footer class="site-footer">
            <div class="motif" aria-hidden="true"></div>
            <div class="wrap">
                <div class="footer-cols">
                    <section>
                        <h2>{t::common::site_name(locale)}</h2>
                        <p>{t::common::footer_safety(locale)}</p>
                    </section>
                    <nav aria-label=t::common::footer_open_data(locale)>
                        <h2>{t::common::footer_open_data(locale)}</h2>
                        <ul>
                            <li><a href="/annuaire.csv" download="">{icon("i-download")}{t::common::footer_csv(locale)}</a></li>
                            <li><a href="/api/hsds/" rel="external">{icon("i-link")}{t::common::footer_api(locale)}</a></li>
                        </ul>
                    </nav>
                    <nav aria-label=t::common::footer_phone(locale)>
                        <h2>{t::common::footer_phone(locale)}</h2>
                        <ul>
                            <li><a href="/sortie-rapide">{icon("i-exit")}{t::exit::learn_more(locale)}</a></li>
                            <li><a href="/installer">{icon("i-install")}{t::phone::install_nav(locale)}</a></li>
                            <li><a href="/sans-reseau">{icon("i-info")}{t::phone::offline_title(locale)}</a></li>
                            <li><a href="/reglages">{icon("i-settings")}{t::common::nav_settings(locale)}</a></li>
                        </ul>
                    </nav>
                </div>
            </div>
        </footer>
    }
}
