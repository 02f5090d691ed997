//! The design system's parts, as the server writes them; each is shown on `/style` in development.

mod browse;
#[cfg(feature = "ssr")]
mod conversation;
mod facets;
#[cfg(feature = "ssr")]
mod field;
mod keep;
#[cfg(feature = "ssr")]
mod markdown;
#[cfg(feature = "ssr")]
mod marked;
#[cfg(feature = "ssr")]
mod qr;
mod region_map;
mod search;
mod share;
mod sound;
mod text;

pub use browse::{Crumb, crumbs, empty_state, pager, views};
#[cfg(feature = "ssr")]
pub use conversation::conversation;
pub use facets::{Choice, Facet, active_filters, facet_choices, facets, ignored, orders};
#[cfg(feature = "ssr")]
pub use field::{
    Form, action_row, changed_meanwhile, choices, code_input, error_summary, file, hands_input,
    instant_input, passphrase_input, select, text_input, textarea, trap,
};
pub use keep::{Keepable, keep_directory, keep_directory_lightly, keep_pages, kept_on_purpose, used_today};
#[cfg(feature = "ssr")]
pub use markdown::{held_together, links_in, markdown, markdown_with_names, paper_blocks};
#[cfg(feature = "ssr")]
pub use marked::{marked, marked_html};
#[cfg(feature = "ssr")]
pub use qr::{qr, qr_modules};
pub use region_map::{BAMAKO, OnMap, inset_leader, map_legend, map_level, region_map};
pub use search::SearchBox;
pub use share::{Shared, SharedPart, share_file};
pub use sound::{player, progress_panel, recorder, scripts};
pub use text::{date, language_in_words, language_name, month, number, plural_kind, problem};

use crate::assets::Assets;
use crate::t;
use crate::t::Locale;
#[cfg(feature = "ssr")]
use domain::{Platform, receipts::FORM_ID};
use leptos::prelude::*;
use model::directory::{Organization, OrganizationKind, State};

/// A pictogram of the sprite; always beside a word.
pub fn icon(name: &str) -> AnyView {
    html! { <svg class="icon" aria-hidden="true"><use href=icon_href(name)></use></svg> }
}

/// The pictogram's address, for an island that draws it.
pub fn icon_href(name: &str) -> String {
    let icons = &Assets::get().icons;
    format!("{}#{name}", if icons.is_empty() { "/icons.svg" } else { icons })
}

/// A link that looks like a button.
pub fn link_button(
    class: &'static str,
    href: impl Into<String>,
    pictogram: &str,
    label: impl Into<String>,
) -> AnyView {
    let (href, label): (String, String) = (href.into(), label.into());
    let drawn = icon_for(pictogram);
    html! { <a class=class href=href>{drawn}{label}</a> }
}

/// The same to a file: no page that the navigation could put in place.
pub fn link_out(class: &'static str, href: impl Into<String>, label: impl Into<String>) -> AnyView {
    let (href, label): (String, String) = (href.into(), label.into());
    html! { <a class=class href=href rel="external">{icon("i-download")}{label}</a> }
}

/// A button of a form.
pub fn button(class: &'static str, pictogram: &str, label: impl Into<String>) -> AnyView {
    let label: String = label.into();
    let drawn = icon_for(pictogram);
    html! { <button class=class type="submit">{drawn}{label}</button> }
}

/// The id of a form that makes something new: what is sent twice is done once. No two readers may be given the same, so a page that
/// visitors read with such a form in it is `told_once`.
#[cfg(feature = "ssr")]
pub fn once(platform: &Platform) -> AnyView {
    html! { <input type="hidden" name=FORM_ID value=platform.form_id()/> }
}

/// A way on in a list of ways: pictogram, word, note.
pub fn list_link(
    href: impl Into<String>,
    pictogram: &str,
    word: impl Into<String>,
    note: impl Into<String>,
) -> AnyView {
    let (href, word, note): (String, String, String) = (href.into(), word.into(), note.into());
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon(pictogram)}</span>
                <b>{word}" "<small>{note}</small></b>
                {icon("i-next")}
            </a>
        </li>
    }
}

fn icon_for(pictogram: &str) -> Option<AnyView> {
    (!pictogram.is_empty()).then(|| icon(pictogram))
}

/// The tones of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Done.
    Success,
    /// Look out.
    Warning,
    /// Not done.
    Error,
}

/// A notice with a title and what it says.
pub fn alert(tone: Tone, title: impl Into<String>, body: impl IntoView) -> AnyView {
    let (class, pictogram, role) = match tone {
        Tone::Info => ("alert alert-info", "i-info", "status"),
        Tone::Success => ("alert alert-success", "i-check", "status"),
        Tone::Warning => ("alert alert-warning", "i-alert", "status"),
        Tone::Error => ("alert alert-error", "i-alert", "alert"),
    };
    let title: String = title.into();
    html! { <div class=class role=role>{icon(pictogram)}<div><strong>{title}</strong>{body}</div></div> }
}

/// A page's heading with one sentence.
pub fn page_head(title: impl Into<String>, lede: impl Into<String>) -> AnyView {
    let (title, lede): (String, String) = (title.into(), lede.into());
    html! {
        <header class="page-head">
            <h1>{title}</h1>
            {(!lede.is_empty()).then(|| html! { <p class="lede">{lede}</p> })}
        </header>
    }
}

/// The kind's `data-kind`, which colours it.
pub const fn kind_tone(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Platform => "platform",
        OrganizationKind::Alliance => "alliance",
        OrganizationKind::Network | OrganizationKind::Grouping => "network",
        OrganizationKind::Local => "local",
        OrganizationKind::Partner => "partner",
    }
}

/// The kind in words.
pub const fn kind_name(locale: Locale, kind: OrganizationKind) -> &'static str {
    text::kind_name(locale, kind)
}

/// The kind with its pictogram.
pub fn kind_badge(locale: Locale, kind: OrganizationKind) -> AnyView {
    let tone = kind_tone(kind);
    html! { <span class="kind" data-kind=tone>{icon(&format!("k-{tone}"))}{kind_name(locale, kind)}</span> }
}

/// The state with its pictogram.
pub fn state_badge(locale: Locale, state: State) -> AnyView {
    let (code, pictogram, word) = match state {
        State::Draft => ("draft", "i-edit", t::common::state_draft(locale)),
        State::Published => ("published", "i-show", t::common::state_published(locale)),
        State::Hidden => ("hidden", "i-hide", t::common::state_hidden(locale)),
    };
    html! { <span class="state" data-state=code>{icon(pictogram)}{word}</span> }
}

/// The logo, or two letters in its place.
pub fn monogram(organization: &Organization) -> AnyView {
    let tone = kind_tone(organization.kind);
    let inside = match &organization.logo {
        Some(hash) => {
            let src = format!("/logo/{hash}.png");
            html! { <img class="picture" src=src alt="" width="56" height="56" loading="lazy"/> }
        }
        None => organization.monogram().into_any(),
    };
    html! { <div class="monogram" data-kind=tone aria-hidden="true">{inside}</div> }
}
