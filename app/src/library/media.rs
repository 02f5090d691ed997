//! What a document is made of, on its page: the browser's own players, pages to leaf through, and the weight of each download.

use super::words::{download_address, file_address, length, weight};
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, language_in_words, markdown, player, scripts};
use leptos::prelude::*;
use model::library::{Content, Document, Family, Progress, Role, StoredFile};

/// Summaries to listen to, first of all.
pub(super) fn summaries(locale: Locale, it: &Document) -> Option<AnyView> {
    let players: Vec<_> = it
        .spoken
        .iter()
        .map(|summary| {
            let (blob, kind, bytes) = summary.file.lightest();
            let long = summary.file.duration_ms.map(|it| length(locale, it)).unwrap_or_default();
            let language = language_in_words(locale, summary.language);
            let label = t::library::listen_in(locale, language, long, weight(locale, bytes));
            player(locale, file_address(blob, kind), kind.media_type(), label)
        })
        .collect();
    (!players.is_empty()).then(|| {
        let synthetic =
            it.example.then(|| html! { <p class="hint">{t::library::listen_synthetic(locale)}</p> });
        html! {
            <section class="card panel stack">
                <h2>{icon("i-listen")}{t::library::listen_heading(locale)}</h2>
                {players}
                {synthetic}
            </section>
        }
    })
}

/// The script of the player, where there is something to hear.
pub(super) fn script(it: &Document) -> Vec<AnyView> {
    if it.is_heard() { scripts(&["player"]) } else { Vec::new() }
}

/// What the document is made of, to be read, heard, looked at or downloaded.
pub(super) fn content(locale: Locale, it: &Document, economy: bool) -> AnyView {
    match &it.content {
        Some(Content::File(file)) => of_file(locale, it, file, economy),
        Some(Content::Link(link)) => {
            let (href, host) = (link.as_str().to_owned(), link.host().to_owned());
            html! {
                <section class="card panel">
                    <h2>{icon("i-link")}{t::library::read_heading(locale)}</h2>
                    <p><a class="btn btn-primary" href=href rel="noreferrer external">{icon("i-next")}{t::library::open_link(locale)}</a></p>
                    <p class="hint">{t::library::open_link_note(locale, host)}</p>
                </section>
            }
        }
        Some(Content::Text(text)) => {
            html! { <section class="card panel prose" inner_html=markdown(text.as_str())></section> }
        }
        None => ().into_any(),
    }
}

fn of_file(locale: Locale, it: &Document, file: &StoredFile, economy: bool) -> AnyView {
    let (pictogram, heading) = match file.kind.family() {
        Family::Audio => ("i-listen", t::library::hear_heading(locale)),
        Family::Video => ("i-play", t::library::watch_heading(locale)),
        Family::Image => ("i-show", t::library::look_heading(locale)),
        Family::Pages | Family::Office => ("i-doc", t::library::read_heading(locale)),
    };
    let shown = match file.kind.family() {
        Family::Audio => {
            let (blob, kind, _) = file.lightest();
            Some(player(locale, file_address(blob, kind), kind.media_type(), it.title.to_string()))
        }
        Family::Video => Some(video(file, it.title.to_string(), economy)),
        Family::Image => (!economy).then(|| image(file, it.title.to_string())).flatten(),
        Family::Pages => leaf(locale, it, file),
        Family::Office => Some(html! { <p class="hint">{t::library::office_note(locale)}</p> }),
    };
    let state = match (file.progress, file.has_text) {
        (Progress::Waiting | Progress::Working, _) => Some(t::library::in_preparation(locale)),
        (Progress::Failed, _) => Some(t::library::failed(locale)),
        (Progress::Done, Some(false)) => Some(t::library::no_text(locale)),
        (Progress::Done, _) => None,
    };
    let (light, kind, bytes) = file.lightest();
    let original = download_address(&file.blob, file.kind);
    let downloads = if *light == file.blob {
        let word = t::library::download(locale, weight(locale, file.bytes));
        html! { <a class="btn btn-primary" href=original download="">{icon("i-download")}{word}</a> }
    } else {
        let small = download_address(light, kind);
        html! {
            <a class="btn btn-primary" href=small download="">{icon("i-download")}{t::library::download_small(locale, weight(locale, bytes))}</a>
            <a class="btn btn-quiet" href=original download="">{t::library::download_original(locale, weight(locale, file.bytes))}</a>
        }
    };
    html! {
        <section class="card panel stack">
            <h2>{icon(pictogram)}{heading}</h2>
            {shown}
            {state.map(|sentence| html! { <p class="hint">{sentence}</p> })}
            <p class="row">{downloads}</p>
        </section>
    }
}

fn leaf(locale: Locale, it: &Document, file: &StoredFile) -> Option<AnyView> {
    let count = file.previews as usize;
    (count > 0).then(|| {
        let href = format!("/bibliotheque/{}/pages", it.slug);
        html! {
            <p><a class="btn" href=href>{icon("i-doc")}{t::library::leaf_through(locale, count)}</a></p>
            <p class="hint">{t::library::leaf_note(locale)}</p>
        }
    })
}

fn video(file: &StoredFile, label: String, economy: bool) -> AnyView {
    let (blob, kind, _) = file.lightest();
    let src = file_address(blob, kind);
    let poster = file.variant(Role::Poster).filter(|_| !economy).map(|it| file_address(&it.blob, it.kind));
    html! {
        <video class="doc-video" controls=true preload="none" playsinline="" poster=poster aria-label=label>
            <source src=src type=kind.media_type()/>
        </video>
    }
}

fn image(file: &StoredFile, label: String) -> Option<AnyView> {
    let medium = file.variant(Role::Medium)?;
    let large = file.variant(Role::Large).unwrap_or(medium);
    let (src, href) = (file_address(&medium.blob, medium.kind), file_address(&large.blob, large.kind));
    let pixels = medium.pixels?;
    let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
    Some(html! {
        <a class="doc-image" href=href rel="external">
            <img src=src alt=label width=width height=height loading="lazy" decoding="async"/>
        </a>
    })
}
