//! What works without network, and the page in the place of one that is not on the phone.

use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Tone, alert, icon, keep_directory, kept_on_purpose, link_button, page_head, scripts, used_today,
};
use leptos::prelude::*;

/// How many pages the worker keeps on a phone.
pub const PAGES_KEPT: usize = 60;

/// `/sans-reseau`: all that works without network today, and nothing else.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let page = Page::new(t::phone::offline_title(locale), move || {
        let not_ready = html! { <p>{t::phone::offline_not_ready_text(locale)}</p> };
        html! {
            <div class="wrap stack">
                {page_head(t::phone::offline_title(locale), t::phone::offline_lede(locale))}
                // Our script takes it away where the worker is there.
                <div data-not-ready="">{alert(Tone::Info, t::phone::offline_not_ready(locale), not_ready)}</div>
                <section class="card panel">
                    <h2>{icon("i-check")}{t::phone::offline_works(locale)}</h2>
                    <div class="prose">
                        <ol data-contract="">{contract(locale)}</ol>
                        <p>{t::phone::offline_works_exit(locale)}</p>
                        <p>{t::phone::offline_may_go(locale)}</p>
                    </div>
                </section>
                {keep_directory(locale)}
                {used_today(locale)}
                {kept_on_purpose(locale)}
                {kept(locale)}
                <p class="row">{link_button("btn", "/installer", "i-install", t::phone::install_nav(locale))}</p>
            </div>
        }
    });
    Ok(page.described(t::phone::offline_lede(locale)))
}

/// The six lines of what is promised, each with what it means; each is held by tests that `tests/src/http/phone.rs` names.
fn contract(locale: Locale) -> AnyView {
    let outbox = html! { <p>{t::phone::offline_works_write(locale)}" "<a href="/envois">{t::outbox::title(locale)}</a></p> };
    let words = |all: &[String]| {
        let lines: Vec<_> = all.iter().map(|it| html! { <p>{it.clone()}</p> }).collect();
        lines.into_any()
    };
    let own = str::to_owned;
    let lines = [
        (t::phone::contract_open(locale), words(&[own(t::phone::offline_works_open(locale))])),
        (t::phone::contract_directory(locale), words(&[own(t::phone::offline_works_directory(locale))])),
        (
            t::phone::contract_pages(locale),
            words(&[
                t::phone::offline_works_pages(locale, PAGES_KEPT),
                own(t::phone::offline_works_kept(locale)),
                own(t::phone::offline_works_media(locale)),
                own(t::phone::offline_works_own(locale)),
            ]),
        ),
        (t::phone::contract_write(locale), outbox),
        (
            t::phone::contract_fails(locale),
            words(&[
                own(t::phone::offline_fails_new(locale)),
                own(t::phone::offline_fails_write(locale)),
                own(t::phone::offline_fails_account(locale)),
            ]),
        ),
        (t::phone::contract_update(locale), words(&[own(t::phone::offline_update(locale))])),
    ];
    let lines = lines.map(|(promise, more)| html! { <li><p><strong>{promise}</strong></p>{more}</li> });
    lines.into_iter().collect_view().into_any()
}

/// `/hors-ligne`: what the worker answers in the place of a page that it cannot have.
pub async fn missing(request: &Request) -> PageResult {
    let locale = request.locale;
    let page = Page::new(t::phone::missing_title(locale), move || {
        html! {
            <div class="wrap stack">
                {page_head(t::phone::missing_title(locale), t::phone::missing_text(locale))}
                <p data-asked="" hidden="">{t::phone::missing_address(locale)}" "<code></code></p>
                <p data-needs="" hidden="">{t::phone::missing_needs(locale)}</p>
                <p>{t::phone::missing_portal(locale)}</p>
                {keep_directory(locale)}
                {kept(locale)}
                {rolled_back(locale)}
                {lost(locale)}
                <p class="row">
                    {link_button("btn", "/envois", "i-edit", t::outbox::compose(locale))}
                    {link_button("btn", "/sans-reseau", "i-info", t::phone::offline_title(locale))}
                </p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// What the worker says above a page of an older build, which it shows because those of the new one do not start on this phone
/// (docs/decisions/0041).
fn rolled_back(locale: Locale) -> AnyView {
    let again =
        html! { <a href="/?nouvelle-version" rel="external">{t::phone::rolled_back_again(locale)}</a> };
    let body = html! { <p>{t::phone::rolled_back_text(locale)}" "{again}</p> };
    let notice = alert(Tone::Warning, t::phone::rolled_back(locale), body);
    html! { <template data-notice=""><div class="wrap">{notice}</div></template> }
}

/// What a page says above itself where a script or the WASM could not be had: it works without, and what is on the phone is named
/// (`script/quick-exit.js`).
fn lost(locale: Locale) -> AnyView {
    let body = html! {
        <p>{t::phone::lost_text(locale)}</p>
        <p class="row">
            // To where she is.
            <a class="btn" href="" rel="external">{icon("i-undo")}{t::phone::lost_again(locale)}</a>
            {link_button("btn", "/sans-reseau", "i-info", t::phone::offline_title(locale))}
        </p>
    };
    let notice = alert(Tone::Info, t::phone::lost(locale), body);
    html! { <template data-lost=""><div class="wrap">{notice}</div></template> }
}

/// The pages that are kept on the phone, which `script/offline.js` fills in.
fn kept(locale: Locale) -> AnyView {
    html! {
        <section class="stack">
            <h2>{t::phone::kept_heading(locale)}</h2>
            // The list leaves out what each title ends with.
            <ul class="list" data-kept=t::common::page_title(locale, "") hidden=""></ul>
            <p class="muted">{t::phone::kept_seen(locale)}</p>
            <p data-kept-none="">{t::phone::kept_none(locale)}</p>
            {scripts(&["offline"])}
        </section>
    }
}
