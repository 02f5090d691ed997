//! The files of a document on its sheet: what it is made of, its summaries to listen to, and the picture that stands for it.

use super::sheet::own;
use super::words::{file_address, progress_word, weight};
use crate::home::share;
use crate::page::{Done, DoneResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, alert, button, icon, language_in_words, language_name, progress_panel, recorder,
};
use domain::Error;
use domain::library::MAX_UPLOAD_BYTES;
use leptos::prelude::*;
use model::failure::Problem;
use model::fields::Fields;
use model::language::SpokenLanguage;
use model::library::{Content, Document, Family, Part, Role, StoredFile, document_field as field};

/// What a file field takes; the workshop looks at what really comes.
pub(super) const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.webp,.mp3,.m4a,.ogg,.opus,.webm,.mp4,.docx,.xlsx,.pptx,.odt,.ods,.odp,image/*,audio/*,video/*";

/// What says that a form is the one of the cover.
const COVER_FORM: &str = "de_couverture";

/// Takes a file that was sent, or takes a summary or the cover away.
pub async fn send(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (right, document) = own(request).await?;
    let back = format!("/bibliotheque/{}/modifier?enregistre=1", document.slug);
    if let Some(part) = fields.filled(field::REMOVE) {
        let summary = || SpokenLanguage::parse(part).map(Part::Summary).ok_or(Error::NotFound);
        let part = if part == field::COVER { Part::Cover } else { summary()? };
        request.platform.remove_file(&right, &document.slug, part).await?;
        return Ok(Done::SeeOther(back));
    }
    let (platform, slug) = (&request.platform, &document.slug);
    let sent = upload.and_then(|it| Some((it.file_name.as_str(), it.path.as_deref()?)));
    match (part_of(fields)?, sent) {
        (Part::Cover, Some((name, path))) => {
            platform.attach_cover(&right, slug, name, path, fields.get(field::SHOWS)).await.map(drop)?;
        }
        (part, Some((name, path))) => platform.attach_file(&right, slug, part, name, path).await.map(drop)?,
        (Part::Cover, None) if document.cover.is_some() => {
            platform.describe_cover(&right, slug, fields.get(field::SHOWS)).await?;
        }
        _ => return Err(Error::field(field_of(fields), Problem::Required)),
    }
    Ok(Done::SeeOther(back))
}

/// Which part of the document the file of this form is.
fn part_of(fields: &Fields) -> Result<Part, Error> {
    match field_of(fields) {
        field::SPOKEN => {
            let code = fields.get(field::SPOKEN_LANGUAGE);
            let value = code.chars().take(80).collect();
            let unknown = || Error::field(field::SPOKEN_LANGUAGE, Problem::UnknownValue { value });
            SpokenLanguage::parse(code).map(Part::Summary).ok_or_else(unknown)
        }
        field::COVER => Ok(Part::Cover),
        _ => Ok(Part::Content),
    }
}

/// A file that came and could not be kept: it is offered again to the form that it came with.
pub(super) struct Offered {
    file: domain::library::Upload,
    field: &'static str,
}

pub(super) async fn offered(request: &Request) -> Option<Offered> {
    let fields = &request.rejected.as_ref()?.fields;
    let file = request.platform.upload(&request.caller, fields.filled(field::UPLOAD)?).await.ok()?;
    Some(Offered { file, field: field_of(fields) })
}

/// The field that the file of this form stands in.
fn field_of(fields: &Fields) -> &'static str {
    if fields.has(field::SPOKEN_LANGUAGE) {
        field::SPOKEN
    } else if fields.has(COVER_FORM) {
        field::COVER
    } else {
        field::FILE
    }
}

/// What a cover shows, in words; nothing if nobody said it.
pub(super) fn shows(cover: Option<&StoredFile>) -> String {
    cover.and_then(|it| it.shows.as_ref()).map(ToString::to_string).unwrap_or_default()
}

pub(super) fn file_section(
    locale: Locale,
    form: &Form,
    document: &Document,
    home: &str,
    offered: Option<&Offered>,
    most: u64,
) -> Option<AnyView> {
    if matches!(document.content, Some(Content::Text(_) | Content::Link(_))) {
        return None;
    }
    let kept = document.file().map(|file| {
        let progress = progress_word(locale, file.progress);
        let problem = file.problem.as_ref().map(|it| html! { <p class="hint">{ui::problem(locale, it)}</p> });
        html! {
            <p>{icon("i-doc")}<b>{file.name.clone()}</b>" · "{weight(locale, file.bytes)}" · "{progress}</p>
            {problem}
        }
    });
    let none = document.file().is_none().then(|| html! { <p>{t::library::file_none(locale)}</p> });
    let word = if document.file().is_some() {
        t::library::file_replace(locale)
    } else {
        t::library::file_send(locale)
    };
    let hint = t::library::file_hint(locale, weight(locale, MAX_UPLOAD_BYTES));
    let is_heard = document.family().is_none_or(|family| family == Family::Audio);
    let action = format!("{home}/fichier");
    Some(html! {
        <section class="card panel stack">
            <h2>{icon("i-upload")}{t::library::file_heading(locale)}</h2>
            {kept}
            {none}
            <form class="form" method="post" action=action enctype="multipart/form-data" data-upload="">
                {offered.filter(|it| it.field == field::FILE).map(|it| offer(locale, it))}
                {share::takes(locale, share::Use::Document)}
                {ui::file(locale, form, field::FILE, ACCEPT, t::library::file_choose(locale), &hint, true)}
                <p class="hint">{t::library::file_given(locale)}</p>
                {is_heard.then(|| recorder(locale, t::library::record_document(locale), "enregistrement", 60))}
                {progress_panel(locale, weight(locale, most))}
                {ui::action_row(button("btn btn-primary", "i-upload", word))}
            </form>
        </section>
    })
}

pub(super) fn summary_section(
    locale: Locale,
    form: &Form,
    document: &Document,
    home: &str,
    offered: Option<&Offered>,
    most: u64,
) -> AnyView {
    let action = format!("{home}/fichier");
    let there: Vec<_> = document
        .spoken
        .iter()
        .map(|it| {
            let name = language_name(locale, it.language);
            let action = action.clone();
            html! {
                <li class="row">
                    <span>{icon("i-listen")}<b>{name}</b>" · "{weight(locale, it.file.bytes)}" · "{progress_word(locale, it.file.progress)}</span>
                    <form method="post" action=action>
                        <input type="hidden" name=field::REMOVE value=it.language.code()/>
                        {button("btn btn-quiet", "i-trash", t::library::summary_remove(locale, language_in_words(locale, it.language)))}
                    </form>
                </li>
            }
        })
        .collect();
    let languages = SpokenLanguage::ALL.iter();
    let languages = languages.map(|it| (it.code().to_owned(), language_name(locale, *it).to_owned()));
    let (language, choose) = (t::library::summary_language(locale), t::library::file_choose(locale));
    html! {
        <section class="card panel stack">
            <h2>{icon("i-listen")}{t::library::summaries_heading(locale)}</h2>
            <p class="hint">{t::library::summaries_hint(locale)}</p>
            {(!there.is_empty()).then(|| html! { <ul class="stack">{there}</ul> })}
            <form class="form" method="post" action=action enctype="multipart/form-data" data-upload="">
                {ui::select(locale, form, field::SPOKEN_LANGUAGE, language, "", true, languages.collect())}
                {offered.filter(|it| it.field == field::SPOKEN).map(|it| offer(locale, it))}
                {ui::file(locale, form, field::SPOKEN, "audio/*", choose, "", true)}
                {recorder(locale, t::library::record_start(locale), "resume", 10)}
                {progress_panel(locale, weight(locale, most))}
                {ui::action_row(button("btn", "i-add", t::library::summary_send(locale)))}
            </form>
        </section>
    }
}

/// The picture that stands for the document in lists and on its page: its own first page does, unless one is given.
pub(super) fn cover_section(
    locale: Locale,
    form: &Form,
    document: &Document,
    home: &str,
    offered: Option<&Offered>,
    most: u64,
    economy: bool,
) -> AnyView {
    let action = format!("{home}/fichier");
    let there = document.cover.as_ref().map(|file| {
        let picture = file.variant(Role::Small).filter(|_| !economy).and_then(|it| {
            let (src, pixels) = (file_address(&it.blob, it.kind), it.pixels?);
            let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
            let alt = shows(Some(file));
            Some(html! { <img class="doc-cover-large" src=src alt=alt width=width height=height loading="lazy"/> })
        });
        html! {
            {picture}
            <div class="row">
                <span><b>{file.name.clone()}</b>" · "{weight(locale, file.bytes)}" · "{progress_word(locale, file.progress)}</span>
                <form method="post" action=action.clone()>
                    <input type="hidden" name=field::REMOVE value=field::COVER/>
                    {button("btn btn-quiet", "i-trash", t::library::cover_remove(locale))}
                </form>
            </div>
        }
    });
    let word =
        if there.is_some() { t::library::cover_replace(locale) } else { t::library::cover_send(locale) };
    let (choose, hint) = (t::library::cover_choose(locale), t::library::cover_hint(locale));
    let words = (t::library::field_shows(locale), t::library::field_shows_hint(locale));
    // The words that were refused are shown again; else those that are kept.
    let described = if form.fields.has(COVER_FORM) {
        form.clone()
    } else {
        Form {
            fields: Fields::from([(field::SHOWS, shows(document.cover.as_ref()).as_str())]),
            errors: Vec::new(),
        }
    };
    html! {
        <section class="card panel stack">
            <h2>{icon("i-show")}{t::library::field_cover(locale)}</h2>
            {there}
            <form class="form" method="post" action=action enctype="multipart/form-data" data-upload="">
                <input type="hidden" name=COVER_FORM value="1"/>
                {offered.filter(|it| it.field == field::COVER).map(|it| offer(locale, it))}
                {ui::file(locale, form, field::COVER, "image/*", choose, hint, document.cover.is_none())}
                {ui::text_input(locale, &described, field::SHOWS, "text", words.0, words.1, false)}
                {progress_panel(locale, weight(locale, most))}
                {ui::action_row(button("btn", "i-upload", word))}
            </form>
        </section>
    }
}

/// A file that is here already; another one may be chosen in its place.
fn offer(locale: Locale, it: &Offered) -> AnyView {
    let sentence = t::library::file_waits(locale, &it.file.name, weight(locale, it.file.bytes));
    let id = it.file.id.to_string();
    html! {
        <input type="hidden" name=field::UPLOAD value=id/>
        {alert(Tone::Info, sentence, ())}
    }
}
