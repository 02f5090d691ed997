//! How to keep the site on a phone's home screen, under its name or another, and when it is wiser not to.

use super::install_picture::{Touch, picture};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, icon, link_button, page_head};
use leptos::prelude::*;

/// `/installer`.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let page = Page::new(t::home::install_heading(locale), move || {
        html! {
            <div class="wrap stack">
                {page_head(t::home::install_heading(locale), t::home::install_text(locale))}
                <section class="card panel">
                    <h2>{icon("i-alert")}{t::home::safety_heading(locale)}</h2>
                    <div class="prose">
                        <p>{t::phone::install_caution(locale)}</p>
                        <p><a href="/installer/discrete">{t::phone::install_discreet(locale)}</a></p>
                        <p><a href="/sortie-rapide">{t::exit::learn_more(locale)}</a></p>
                    </div>
                </section>
                {browsers(locale)}
                <p>{t::phone::install_open(locale)}</p>
                <p class="row">{link_button("btn", "/sans-reseau", "i-info", t::phone::offline_title(locale))}</p>
            </div>
        }
    });
    Ok(page.described(t::home::install_text(locale)).with_more_style())
}

/// `/installer/discrete`: the page that names the neutral manifest, so that a browser installs what it describes; no phone keeps that page.
pub async fn discreet(request: &Request) -> PageResult {
    let locale = request.locale;
    let page = Page::new(t::phone::discreet_title(locale), move || {
        let warnings = [
            t::phone::discreet_inside(locale),
            t::phone::discreet_traces(locale),
            t::phone::discreet_watched(locale),
            t::phone::discreet_stays(locale),
        ];
        let warnings = warnings.map(|text| html! { <p>{text}</p> });
        html! {
            <div class="wrap stack" data-manifest=crate::shell::DISCREET_MANIFEST>
                {page_head(t::phone::discreet_title(locale), t::phone::discreet_lede(locale))}
                {alert(Tone::Warning, t::phone::discreet_warning(locale), warnings.into_iter().collect_view())}
                <p>{t::phone::discreet_here(locale)}</p>
                {browsers(locale)}
                <p>{t::phone::discreet_open(locale)}</p>
                <p class="row">{link_button("btn", "/installer", "i-back", t::phone::install_nav(locale))}</p>
            </div>
        }
    });
    Ok(page.discreet().unlisted().with_more_style())
}

/// The steps in each browser that people have, each with a drawing of where it is.
fn browsers(locale: Locale) -> AnyView {
    let browsers = [
        (
            t::phone::install_chrome(locale),
            [
                (Touch::DotsAbove, t::phone::install_chrome_menu(locale)),
                (Touch::MenuAbove, t::phone::install_chrome_add(locale)),
                (Touch::Question, t::phone::install_chrome_confirm(locale)),
            ],
        ),
        (
            t::phone::install_firefox(locale),
            [
                (Touch::DotsBelow, t::phone::install_firefox_menu(locale)),
                (Touch::MenuBelow, t::phone::install_firefox_add(locale)),
                (Touch::Question, t::phone::install_firefox_confirm(locale)),
            ],
        ),
        (
            t::phone::install_samsung(locale),
            [
                (Touch::LinesBelow, t::phone::install_samsung_menu(locale)),
                (Touch::MenuBelow, t::phone::install_samsung_add(locale)),
                (Touch::Question, t::phone::install_samsung_confirm(locale)),
            ],
        ),
        (
            t::phone::install_safari(locale),
            [
                (Touch::Share, t::phone::install_safari_share(locale)),
                (Touch::MenuBelow, t::phone::install_safari_add(locale)),
                (Touch::Corner, t::phone::install_safari_confirm(locale)),
            ],
        ),
    ];
    let browsers = browsers.map(|(name, steps)| {
        let steps = steps.map(|(touch, step)| {
            html! { <li><div class="install-step">{picture(locale, touch)}<span>{step}</span></div></li> }
        });
        html! {
            <section class="card panel">
                <h2>{icon("i-install")}{name}</h2>
                <ol class="steps-list">{steps.into_iter().collect_view()}</ol>
            </section>
        }
    });
    browsers.into_iter().collect_view().into_any()
}
