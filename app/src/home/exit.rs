//! Leaving fast: the page through which people leave, and the page that says what the quick exit does and does not.

use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::ui::{icon, page_head};
use leptos::prelude::*;

pub use crate::shell::NEUTRAL_SITE;

/// `/quitter`: the server's edge clears what this site left on the device and opens the neutral site.
///
/// It names nothing: somebody may be looking at the screen.
pub async fn leaving(request: &Request) -> PageResult {
    let locale = request.locale;
    let page = Page::new(t::common::loading(locale), move || {
        html! {
            <div class="wrap stack">
                {page_head(t::common::loading(locale), t::exit::leaving(locale))}
                <p>
                    <a class="btn btn-primary" href=NEUTRAL_SITE rel="noreferrer external">
                        {t::exit::continue_link(locale)}{icon("i-next")}
                    </a>
                </p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// `/sortie-rapide`: what the quick exit does, and that it leaves the browser's history alone.
pub async fn explanation(request: &Request) -> PageResult {
    let locale = request.locale;
    let page = Page::new(t::exit::learn_more(locale), move || {
        html! {
            <div class="wrap stack">
                {page_head(t::exit::what_heading(locale), t::exit::what_leave(locale))}
                <section class="card panel">
                    <h2>{icon("i-exit")}{t::exit::learn_more(locale)}</h2>
                    <div class="prose">
                        <ul>
                            <li>{t::exit::what_back(locale)}</li>
                            <li>{t::exit::what_erase(locale)}</li>
                            <li>{t::exit::what_offline(locale)}</li>
                        </ul>
                        <p>{t::exit::keyboard_hint(locale)}</p>
                    </div>
                </section>
                <section class="card panel">
                    <h2>{icon("i-alert")}{t::exit::history_heading(locale)}</h2>
                    <div class="prose">
                        <p>{t::exit::history_text(locale)}</p>
                        <p>{t::exit::history_how(locale)}</p>
                        <p>{t::exit::private_hint(locale)}</p>
                        <p>{t::exit::calls_hint(locale)}</p>
                    </div>
                </section>
            </div>
        }
    });
    Ok(page.described(t::exit::what_leave(locale)))
}
