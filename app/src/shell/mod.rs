//! The shell: the document around every page.

mod frame;

use crate::assets::Assets;
#[cfg(feature = "ssr")]
use crate::page::Request;
use crate::page::{Display, Page};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::sync::Arc;

/// Where the manifest is.
pub const MANIFEST: &str = "/app.webmanifest";
/// Where the neutral one is.
pub const DISCREET_MANIFEST: &str = "/carnet.webmanifest";
/// Where the quick exit leads: the page that most phones open first, so that nobody wonders why it is on the screen.
pub const NEUTRAL_SITE: &str = "https://www.google.com/";

/// What the document around a page depends on, besides the page.
#[derive(Clone, Debug)]
pub struct Around {
    /// The language of the interface.
    pub locale: Locale,
    /// The path of the address.
    pub path: String,
    /// Scheme and host.
    pub site: String,
    /// How it shall look.
    pub display: Display,
    /// Who is signed in.
    pub person: Option<Present>,
    /// Whether the directory shows example data.
    pub examples: bool,
}

/// What the frame shows of who is signed in.
#[derive(Clone, Debug)]
pub struct Present {
    /// How many of her news are unread.
    pub unread: i64,
    /// Whether she is staff.
    pub is_staff: bool,
    /// Which outbox on this phone is hers.
    pub outbox: String,
}

impl Around {
    /// What is around the page that is asked for.
    #[cfg(feature = "ssr")]
    pub fn of(request: &Request) -> Self {
        let person = request.caller.signed_in().ok().zip(request.caller.oneself().ok());
        Self {
            locale: request.locale,
            path: request.path.clone(),
            site: request.site.clone(),
            display: request.display,
            person: person.map(|(it, right)| Present {
                unread: it.unread,
                is_staff: request.caller.is_staff(),
                outbox: request.platform.outbox_name(&right),
            }),
            examples: request.platform.shows_examples(),
        }
    }
}

/// Draws a page as a whole document.
///
/// There is no inline script and no inline style but the critical CSS, whose hash is in the policy: the bytes are the same
/// for everybody and can be kept (docs/decisions/0005).
pub fn document(around: &Around, page: Page) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        // Only islands are hydrated; nothing outside them carries markers.
        if let Some(shared) = Owner::current_shared_context() {
            shared.set_is_hydrating(false);
        }
        html(around, page).to_html()
    });
    owner.unset_with_forced_cleanup();
    format!("<!DOCTYPE html>{html}")
}

fn html(around: &Around, page: Page) -> AnyView {
    let locale = around.locale;
    let site_name = t::common::site_name(locale);
    let title =
        if around.path == "/" { site_name.to_owned() } else { t::common::page_title(locale, &page.title) };
    let assets = Assets::get();
    let theme = around.display.theme.map(crate::page::Theme::code);
    let economy = around.display.economy.then_some("");
    let canonical = page.indexed.then(|| format!("{}{}", around.site, around.path));
    let json_ld = page.json_ld.as_ref().map(|it| it.to_string().replace('<', "\\u003c"));
    let scripts = (!around.display.economy && !assets.js.is_empty()).then(|| {
        let boot = assets.script("boot").unwrap_or_default().to_owned();
        html! { <script type="module" src=boot data-glue=assets.js.clone() data-wasm=assets.wasm.clone()></script> }
    });
    // Which outbox is hers.
    let me = around.person.as_ref().map(|it| it.outbox.clone());
    let quick_exit = assets.script("quick-exit").map(|src| {
        let after = assets.script("phone").map(str::to_owned);
        html! {
            <script defer="" src=src.to_owned() data-after=after data-build=assets.name().to_owned() data-me=me.clone() data-manifest=MANIFEST
                data-outbox=assets.script("outbox").map(str::to_owned) data-keeper=assets.script("outbox-forms").map(str::to_owned)
                data-version=t::phone::new_version(locale) data-take=t::phone::take_version(locale)
                data-newer=t::phone::newer_page(locale) data-show=t::phone::show_page(locale)
                data-urgent=t::phone::urgent_version(locale) data-again=t::phone::reload(locale)></script>
        }
    });
    let manifest = if page.discreet { DISCREET_MANIFEST } else { MANIFEST };
    // Before anything is painted: a page that is locked must not be seen for a moment.
    let is_locked = page.locked || around.person.is_some();
    let lock = assets.script("lock").filter(|_| is_locked).map(|src| {
        html! {
            <script src=src.to_owned() data-ask=t::lock::ask(locale) data-open=t::lock::open(locale) data-leave=t::lock::leave(locale) data-me=me></script>
        }
    });
    let header = frame::header(around);
    let footer = frame::footer(around);
    let banner = frame::example_banner(around);
    let css = (!assets.css.is_empty()).then(|| html! { <link rel="stylesheet" href=assets.css.clone()/> });
    // In the part that the next page takes the place of, so that it comes and goes with it.
    let style = (page.needs_more_style && !assets.more.is_empty())
        .then(|| html! { <link rel="stylesheet" href=assets.more.clone()/> });
    let body = (page.body)();
    html! {
        <html lang=locale.code() data-theme=theme data-economy=economy>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                // The framework escapes a title's text since 0.9; a test holds it to that.
                <title>{title}</title>
                {(!page.description.is_empty()).then(|| html! { <meta name="description" content=page.description.clone()/> })}
                {(!page.indexed).then(|| html! { <meta name="robots" content="noindex"/> })}
                {page.feed.map(|href| html! { <link rel="alternate" type="application/atom+xml" href=href/> })}
                {canonical.map(|href| html! { <link rel="canonical" href=href/> })}
                <meta name="theme-color" content="#2b2f6b"/>
                <link rel="manifest" href=manifest/>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <style inner_html=assets.critical_css.as_str()></style>
                {json_ld.map(|json| html! { <script type="application/ld+json" inner_html=json></script> })}
                {lock}
                {quick_exit}
                {scripts}
            </head>
            <body>
                <a class="skip" href="#contenu">{t::common::skip_to_content(locale)}</a>
                {header}
                {banner}
                <div class="wrap" hidden="" data-not-sent="">
                    {alert(Tone::Error, t::errors::offline_title(locale), html! { <p>{t::errors::invalid_kept(locale)}</p> })}
                </div>
                <main id="contenu" tabindex="-1">{style}{body}</main>
                {footer}
                // At the end, so that everything above is painted with the critical CSS alone.
                {css}
            </body>
        </html>
    }
}
