//! A document in a list: cover, weight before the download, and whether it can be heard.

use super::words::{file_address, kind_icon, kind_name, length, weight};
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, language_in_words};
use domain::library::Passage;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::library::{Content, Document, Role};
use model::search::Piece;

/// What is around the cards of a list.
pub struct Around<'a> {
    /// The language of the interface.
    pub locale: Locale,
    /// For the names of publishers.
    pub directory: &'a Catalogue,
    /// Whether the reader wants no pictures.
    pub economy: bool,
}

/// A card of the list; `passage` says where in it the words of a search stand.
pub fn card(around: &Around<'_>, document: &Document, passage: Option<&Passage>) -> AnyView {
    let locale = around.locale;
    let href = format!("/bibliotheque/{}", document.slug);
    let publisher = around.directory.get(document.publisher).map(|it| it.short_name().to_owned());
    let facts: Vec<_> = facts(locale, document)
        .into_iter()
        .map(|(pictogram, fact)| html! { <li>{icon(pictogram)}{fact}</li> })
        .collect();
    html! {
        <li><article class="card doc-card">
            {cover(around, document)}
            <div>
                <span class="kind">{icon(kind_icon(document.kind))}{kind_name(locale, document.kind)}</span>
                <h2><a href=href>{document.title.to_string()}</a></h2>
                {publisher.map(|name| html! { <p>{name}</p> })}
            </div>
            {passage.map(|it| excerpt(locale, it))}
            <ul class="meta">{facts}</ul>
        </article></li>
    }
}

/// The small cover, or a pictogram in its place.
pub(crate) fn cover(around: &Around<'_>, document: &Document) -> AnyView {
    let thumb = document.picture(Role::Thumb).filter(|_| !around.economy);
    let alt = document.cover.as_ref().and_then(|it| it.shows.as_ref()).filter(|_| thumb.is_some());
    let alt = alt.map(ToString::to_string).unwrap_or_default();
    // What nobody described says nothing that the title beside it does not say.
    let hidden = alt.is_empty().then_some("true");
    let inside = match thumb.and_then(|it| Some((it, it.pixels?))) {
        Some((thumb, pixels)) => {
            let src = file_address(&thumb.blob, thumb.kind);
            let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
            html! { <img src=src alt=alt width=width height=height loading="lazy" decoding="async"/> }
        }
        None => icon(kind_icon(document.kind)),
    };
    html! { <div class="doc-cover" aria-hidden=hidden>{inside}</div> }
}

/// Pages, length, weight and languages, each with its pictogram.
pub fn facts(locale: Locale, document: &Document) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    match &document.content {
        Some(Content::File(file)) => {
            facts.extend(file.given().map(|(_, _, bytes)| ("i-download", weight(locale, bytes))));
            facts.extend(file.pages.map(|pages| ("i-doc", t::library::card_pages(locale, pages as usize))));
            facts.extend(file.duration_ms.map(|it| ("i-clock", length(locale, it))));
        }
        Some(Content::Link(_)) => facts.push(("i-link", t::library::format_link(locale).to_owned())),
        Some(Content::Text(_)) => facts.push(("i-doc", t::library::format_text(locale).to_owned())),
        None => {}
    }
    if !document.spoken.is_empty() {
        let languages = document.spoken.iter().map(|it| language_in_words(locale, it.language));
        let languages = languages.collect::<Vec<_>>().join(", ");
        facts.push(("i-listen", t::library::card_heard(locale, languages)));
    }
    facts
}

/// The words that were found, with what stands around them.
pub fn excerpt(locale: Locale, passage: &Passage) -> AnyView {
    let page = passage.page.map(|page| html! { <b>{t::library::found_on_page(locale, page)}" "</b> });
    html! { <p class="excerpt">{page}{pieces(&passage.pieces)}</p> }
}

/// A text with the words that were found marked.
pub fn pieces(pieces: &[Piece]) -> Vec<AnyView> {
    let shown = |Piece { text, found }| match found {
        true => html! { <mark>{text}</mark> },
        false => text.into_any(),
    };
    pieces.iter().cloned().map(shown).collect()
}
