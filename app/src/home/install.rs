//! How to keep the site on a phone's home screen, and when it is wiser not to.

use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::ui::{icon, page_head};
use leptos::prelude::*;

/// `/installer`.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let page = Page::new(t::home::install_heading(locale), move || {
        html! {
            <div class="wrap stack">
                {page_head(t::home::install_heading(locale), t::home::install_text(locale))}
                <section class="card panel">
                    <h2>{icon("i-install")}{t::home::install_android(locale)}</h2>
                    <ol class="steps-list">
                        <li>{t::home::install_step_menu(locale)}</li>
                        <li>{t::home::install_step_add(locale)}</li>
                        <li>{t::home::install_step_open(locale)}</li>
                    </ol>
                </section>
                <section class="card panel">
                    <h2>{icon("i-share")}{t::home::install_iphone(locale)}</h2>
                    <ol class="steps-list">
                        <li>{t::home::install_step_share(locale)}</li>
                        <li>{t::home::install_step_home_screen(locale)}</li>
                        <li>{t::home::install_step_open(locale)}</li>
                    </ol>
                </section>
                <section class="card panel">
                    <h2>{icon("i-alert")}{t::home::safety_heading(locale)}</h2>
                    <div class="prose">
                        <p>{t::home::install_caution(locale)}</p>
                        <p><a href="/sortie-rapide">{t::exit::learn_more(locale)}</a></p>
                    </div>
                </section>
            </div>
        }
    });
    Ok(page.described(t::home::install_text(locale)))
}
