//! What a document is made of, on its page: the browser's own players, pages to leaf through, and the weight of each download.

use super::words::{download_address, file_address, length, weight};
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, language_in_words, link_button, markdown, player, scripts};
use leptos::prelude::*;
use model::blob::BlobHash;
use model::library::{Content, Document, Family, FileKind, Progress, Role, StoredFile};

/// In the address of a page: without pictures otherwise, she asked for the one that it is about.
pub(super) const ASKED: &str = "image";

/// Who looks at a document: those who work on it get its files as they came too.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    /// The language of the interface.
    pub locale: Locale,
    /// Whether she wants no pictures.
    pub economy: bool,
    /// Whether she asked for the picture that the document is.
    pub asked: bool,
    /// Whether she works on it.
    pub works_on_it: bool,
}

impl Looking {
    /// What she hears, sees or takes along of a file.
    fn gets(self, file: &StoredFile) -> Option<(&BlobHash, FileKind, u64)> {
        file.given().or_else(|| self.works_on_it.then(|| file.original()))
    }
}

/// Summaries to listen to, first of all.
pub(super) fn summaries(looking: Looking, it: &Document) -> Option<AnyView> {
    let locale = looking.locale;
    let players: Vec<_> = it
        .spoken
        .iter()
        .filter_map(|summary| {
            let (blob, kind, bytes) = looking.gets(&summary.file)?;
            let long = summary.file.duration_ms.map(|it| length(locale, it)).unwrap_or_default();
            let language = language_in_words(locale, summary.language);
            let label = t::library::listen_in(locale, language, long, weight(locale, bytes));
            Some(player(locale, file_address(blob, kind), kind.media_type(), label))
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
pub(super) fn content(looking: Looking, it: &Document) -> AnyView {
    let locale = looking.locale;
    match &it.content {
        Some(Content::File(file)) => of_file(looking, it, file),
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

/// A document in another page: its summaries and what it is made of, below its title, which leads to its own page.
pub fn embedded(locale: Locale, economy: bool, it: &Document) -> AnyView {
    let looking = Looking { locale, economy, asked: false, works_on_it: false };
    let (href, title) = (format!("/bibliotheque/{}", it.slug), it.title.to_string());
    html! {
        <section class="stack">
            <h2><a href=href>{title}</a></h2>
            {summaries(looking, it)}
            {content(looking, it)}
            {script(it)}
        </section>
    }
}

/// What there is to hear of a document in another page, below its title, which leads to its own page.
pub fn heard(locale: Locale, economy: bool, it: &Document) -> AnyView {
    let looking = Looking { locale, economy, asked: false, works_on_it: false };
    let (href, title) = (format!("/bibliotheque/{}", it.slug), it.title.to_string());
    let recording = (it.family() == Some(Family::Audio)).then(|| content(looking, it));
    html! {
        <section class="stack">
            <h2><a href=href>{title}</a></h2>
            {summaries(looking, it)}
            {recording}
            {script(it)}
        </section>
    }
}

fn of_file(looking: Looking, it: &Document, file: &StoredFile) -> AnyView {
    let Looking { locale, economy, .. } = looking;
    let gets = looking.gets(file);
    let (pictogram, heading) = match file.kind.family() {
        Family::Audio => ("i-listen", t::library::hear_heading(locale)),
        Family::Video => ("i-play", t::library::watch_heading(locale)),
        Family::Image => ("i-show", t::library::look_heading(locale)),
        Family::Pages | Family::Office => ("i-doc", t::library::read_heading(locale)),
    };
    let shown = match file.kind.family() {
        Family::Audio => {
            let synthetic =
                it.example.then(|| html! { <p class="hint">{t::library::listen_synthetic(locale)}</p> });
            gets.map(|(blob, kind, _)| {
                let heard = player(locale, file_address(blob, kind), kind.media_type(), it.title.to_string());
                html! { {heard}{synthetic} }
            })
        }
        Family::Video => {
            let given = it.cover.as_ref().and_then(|cover| cover.variant(Role::Medium));
            let poster = given.or_else(|| file.variant(Role::Poster)).filter(|_| !economy);
            let poster = poster.map(|it| file_address(&it.blob, it.kind));
            gets.map(|(blob, kind, _)| video(file_address(blob, kind), kind, poster, it.title.to_string()))
        }
        Family::Image if economy && !looking.asked => file
            .variant(Role::Medium)
            .map(|medium| asked_picture(locale, &format!("/bibliotheque/{}", it.slug), medium.bytes)),
        Family::Image => image(file, it.title.to_string()),
        Family::Pages => leaf(locale, it, file),
        Family::Office => Some(html! { <p class="hint">{t::library::office_note(locale)}</p> }),
    };
    let state = state(locale, file).map(|sentence| html! { <p class="hint">{sentence}</p> });
    html! {
        <section class="card panel stack">
            <h2>{icon(pictogram)}{heading}</h2>
            {shown}
            {state}
            {downloads(looking, file)}
        </section>
    }
}

/// How far the workshop is, where it matters to a reader.
fn state(locale: Locale, file: &StoredFile) -> Option<&'static str> {
    let is_there = file.given().is_some();
    match file.progress {
        Progress::Waiting | Progress::Working if is_there => Some(t::library::in_preparation(locale)),
        Progress::Waiting | Progress::Working => Some(t::library::not_yet_there(locale)),
        Progress::Failed if is_there => Some(t::library::failed(locale)),
        Progress::Done if is_there => (file.has_text == Some(false)).then(|| t::library::no_text(locale)),
        Progress::Failed | Progress::Done => Some(t::library::not_there(locale)),
    }
}

/// What readers take along, and the file as it came for those who work on it.
fn downloads(looking: Looking, file: &StoredFile) -> AnyView {
    let locale = looking.locale;
    let given = file.given().map(|(blob, kind, bytes)| {
        let (href, word) =
            (download_address(blob, kind), t::library::download(locale, weight(locale, bytes)));
        html! { <a class="btn btn-primary" href=href download="">{icon("i-download")}{word}</a> }
    });
    let is_remade = !file.kind.is_given_as_it_came();
    let note = (is_remade && given.is_some()).then(|| match file.kind.family() {
        Family::Office => t::library::given_clean(locale),
        _ => t::library::given_light(locale),
    });
    let original = (is_remade && looking.works_on_it).then(|| {
        let href = download_address(&file.blob, file.kind);
        let word = t::library::download_original(locale, weight(locale, file.bytes));
        html! {
            <p class="row"><a class="btn btn-quiet" href=href download="">{icon("i-hide")}{word}</a></p>
            <p class="hint">{t::library::original_note(locale)}</p>
        }
    });
    html! {
        {given.map(|link| html! { <p class="row">{link}</p> })}
        {note.map(|sentence| html! { <p class="hint">{sentence}</p> })}
        {original}
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

fn video(src: String, kind: FileKind, poster: Option<String>, label: String) -> AnyView {
    html! {
        <video class="doc-video" controls=true preload="none" playsinline="" poster=poster aria-label=label>
            <source src=src type=kind.media_type()/>
        </video>
    }
}

/// The picture that a document is, or that stands for it, in another page; in economy mode the way to it.
pub fn figure(locale: Locale, economy: bool, it: &Document) -> Option<AnyView> {
    let medium = it.picture(Role::Medium)?;
    let home = format!("/bibliotheque/{}", it.slug);
    if economy {
        return Some(html! { <p>{asked_picture(locale, &home, medium.bytes)}</p> });
    }
    let shows = it.cover.as_ref().and_then(|cover| cover.shows.as_ref()).map(ToString::to_string);
    let (alt, src) = (shows.unwrap_or_else(|| it.title.to_string()), file_address(&medium.blob, medium.kind));
    let pixels = medium.pixels?;
    let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
    Some(html! {
        <a class="doc-image" href=home><img src=src alt=alt width=width height=height loading="lazy" decoding="async"/></a>
    })
}

/// Where there would be a picture: the way to it, with what it weighs.
pub(super) fn asked_picture(locale: Locale, page: &str, bytes: u64) -> AnyView {
    let joint = if page.contains('?') { '&' } else { '?' };
    let word = t::library::picture_asked(locale, weight(locale, bytes));
    link_button("btn", format!("{page}{joint}{ASKED}=oui"), "i-show", word)
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
