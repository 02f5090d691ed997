//! `/bibliotheque/{slug}/modifier`: everything about a document that can be changed: what it is, its file, its spoken
//! summaries, and whether its readers see it.

use super::state;
use super::words::{
    audience_choice, kind_icon, kind_name, licence_icon, licence_words, progress_word, state_words, weight,
};
use crate::assets::Assets;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, alert, button, crumbs, icon, language_in_words, language_name, link_button, page_head,
};
use domain::Error;
use domain::access::Contributor;
use domain::library::MAX_UPLOAD_BYTES;
use leptos::prelude::*;
use model::directory::{Catalogue, Scheme};
use model::failure::Problem;
use model::fields::Fields;
use model::id::OrganizationId;
use model::language::SpokenLanguage;
use model::library::{Audience, Content, Document, DocumentKind, Licence, Shelves, document_field as field};
use model::place::Region;

/// What a file field takes; the workshop looks at what really comes.
pub(super) const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.webp,.mp3,.m4a,.ogg,.opus,.webm,.mp4,.docx,.xlsx,.pptx,.odt,.ods,.odp,image/*,audio/*,video/*";

/// The label of a form field, for the list of errors.
pub(super) fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::REMARK => t::library::field_remark(locale),
            field::TITLE => t::library::field_title(locale),
            field::SUMMARY => t::library::field_summary(locale),
            field::KIND => t::library::field_kind(locale),
            field::DOMAINS => t::library::field_domains(locale),
            field::REGIONS => t::library::field_regions(locale),
            field::LANGUAGES => t::library::field_languages(locale),
            field::AUTHORS => t::library::field_authors(locale),
            field::ISSUED => t::library::field_issued(locale),
            field::LICENCE => t::library::field_licence(locale),
            field::AUDIENCE => t::library::field_audience(locale),
            field::LINK => t::library::field_link(locale),
            field::TEXT => t::library::field_text(locale),
            field::REPLACES => t::library::field_replaces(locale),
            field::FILE => t::library::field_file(locale),
            field::SPOKEN => t::library::field_spoken(locale),
            _ => return None,
        })
    }
}

/// The fields of a document, without the form around them and its buttons.
pub(super) fn fields(
    locale: Locale,
    form: &Form,
    directory: &Catalogue,
    shelves: &Shelves,
    publisher: OrganizationId,
    own: Option<&Document>,
) -> AnyView {
    let kinds = DocumentKind::ALL.iter().map(|kind| {
        (kind.code().to_owned(), kind_icon(*kind).to_owned(), kind_name(locale, *kind).to_owned())
    });
    let domains = directory.terms().offered(Scheme::Domain);
    let domains =
        domains.map(|term| (term.id.0.clone(), term.icon.clone(), term.label(locale).to_owned())).collect();
    let regions = Region::all().map(|it| (it.slug().to_owned(), String::new(), it.name().to_owned()));
    let languages = SpokenLanguage::ALL
        .iter()
        .map(|it| (it.code().to_owned(), String::new(), language_name(locale, *it).to_owned()));
    let licences = Licence::ALL.iter().map(|it| {
        let (name, text) = licence_words(locale, *it);
        (it.code().to_owned(), licence_icon(*it).to_owned(), format!("{name}. {text}"))
    });
    let audiences = Audience::ALL.iter().map(|it| {
        let (pictogram, word) = audience_choice(locale, *it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    let older: Vec<(String, String)> = shelves
        .all()
        .filter(|it| it.publisher == publisher && it.published_at.is_some())
        .filter(|it| own.is_none_or(|own| own.id != it.id))
        .map(|it| (it.slug.clone(), it.title.to_string()))
        .collect();
    let has_file = own.is_some_and(|it| matches!(it.content, Some(Content::File(_))));
    let content = (!has_file).then(|| {
        html! {
            <fieldset class="stack">
                <legend>{t::library::field_content(locale)}</legend>
                <p class="hint">{t::library::field_content_hint(locale)}</p>
                {ui::text_input(locale, form, field::LINK, "url", t::library::field_link(locale), t::library::field_link_hint(locale), false)}
                {ui::textarea(locale, form, field::TEXT, 10, t::library::field_text(locale), t::library::field_text_hint(locale), false)}
            </fieldset>
        }
    });
    let replaces = (!older.is_empty()).then(|| {
        ui::select(
            locale,
            form,
            field::REPLACES,
            t::library::field_replaces(locale),
            t::library::field_replaces_hint(locale),
            false,
            older,
        )
    });
    html! {
        {ui::text_input(locale, form, field::TITLE, "text", t::library::field_title(locale), t::library::field_title_hint(locale), true)}
        {ui::choices(locale, form, field::KIND, false, t::library::field_kind(locale), "", kinds.collect())}
        {ui::textarea(locale, form, field::SUMMARY, 4, t::library::field_summary(locale), t::library::field_summary_hint(locale), false)}
        {content}
        {ui::choices(locale, form, field::LANGUAGES, true, t::library::field_languages(locale), "", languages.collect())}
        {ui::choices(locale, form, field::DOMAINS, true, t::library::field_domains(locale), "", domains)}
        {ui::choices(locale, form, field::REGIONS, true, t::library::field_regions(locale), t::library::field_regions_hint(locale), regions.collect())}
        {ui::textarea(locale, form, field::AUTHORS, 2, t::library::field_authors(locale), t::library::field_authors_hint(locale), false)}
        {ui::text_input(locale, form, field::ISSUED, "text", t::library::field_issued(locale), t::library::field_issued_hint(locale), false)}
        {replaces}
        {ui::choices(locale, form, field::AUDIENCE, false, t::library::field_audience(locale), "", audiences.collect())}
        {ui::choices(locale, form, field::LICENCE, false, t::library::field_licence(locale), "", licences.collect())}
    }
}

/// The document in the path, with the right to work on it.
async fn own(request: &Request) -> Result<(Contributor, Document), Error> {
    request.caller.member()?;
    let shelves = request.platform.shelves().await?;
    let document = shelves.find(&request.slug).ok_or(Error::NotFound)?;
    if !request.platform.may_work_on(&request.caller, document) {
        // Of what she may read she is told that it is not hers; of anything else nothing.
        request.platform.readable(&request.caller, &shelves, &request.slug)?;
        return Err(Error::NotAllowed);
    }
    Ok((request.caller.contributor(document.publisher)?, document.clone()))
}

/// Everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (right, document) = own(request).await?;
    let locale = request.locale;
    let request = request.clone();
    let directory = request.platform.catalogue().await?;
    let shelves = request.platform.shelves().await?;
    let replaced = document.replaces.and_then(|id| shelves.get(id)).map(|it| it.slug.clone());
    let mut kept = document.fields();
    kept.push_some(field::REPLACES, replaced);
    // Several forms stand on this page; one that was refused leaves the others as they are.
    let form = Form::of(&request, Fields::default);
    let details = form.fields.has("version");
    let described = if details { form.clone() } else { Form { fields: kept, errors: Vec::new() } };
    let offered = offered(&request).await;
    let title = t::library::edit_title(locale, &document.title);
    let page = Page::new(title.clone(), move || {
        let organization = directory.get(document.publisher);
        let desk = organization
            .map(|it| format!("/compte/organisations/{}/documents", it.slug))
            .unwrap_or_else(|| "/bibliotheque".to_owned());
        let home = format!("/bibliotheque/{}", document.slug);
        let crumb =
            vec![(Some(desk), t::library::desk_title(locale).to_owned()), (None, document.title.to_string())];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::library::saved(locale), ()));
        let (code, pictogram, word) = state_words(locale, document.state);
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {saved}
                {ui::error_summary(&request, &form, label_of(locale))}
                <p class="row">
                    <span class="state" data-state=code>{icon(pictogram)}{word}</span>
                    {link_button("btn btn-quiet", home.clone(), "i-show", t::library::public_page(locale))}
                </p>
                {file_section(locale, &form, &document, &home, offered.as_ref())}
                {summary_section(locale, &form, &document, &home, offered.as_ref())}
                {state::section(locale, &form, &document, &home, right.decides())}
                <details class="fold" open=details || document.file().is_none()>
                    <summary>{t::common::action_edit(locale)}</summary>
                    <form class="form" method="post" action=format!("{home}/modifier")>
                        <input type="hidden" name="version" value=document.version.to_string()/>
                        {fields(locale, &described, &directory, &shelves, document.publisher, Some(&document))}
                        {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                    </form>
                </details>
                {scripts()}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// A file that came and could not be kept: it is offered again to the form that it came with.
struct Offered {
    file: domain::library::Upload,
    is_summary: bool,
}

async fn offered(request: &Request) -> Option<Offered> {
    let fields = &request.rejected.as_ref()?.fields;
    let file = request.platform.upload(&request.caller, fields.filled(field::UPLOAD)?).await.ok()?;
    Some(Offered { file, is_summary: fields.has(field::SPOKEN_LANGUAGE) })
}

fn file_section(
    locale: Locale,
    form: &Form,
    document: &Document,
    home: &str,
    offered: Option<&Offered>,
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
    let action = format!("{home}/fichier");
    Some(html! {
        <section class="card panel stack">
            <h2>{icon("i-upload")}{t::library::file_heading(locale)}</h2>
            {kept}
            {none}
            <form class="form" method="post" action=action enctype="multipart/form-data" data-upload="">
                {offered.filter(|it| !it.is_summary).map(|it| offer(locale, it))}
                {ui::file(locale, form, field::FILE, ACCEPT, t::library::file_choose(locale), &hint, true)}
                <p class="hint">{t::library::file_given(locale)}</p>
                {progress_panel(locale)}
                {ui::action_row(button("btn btn-primary", "i-upload", word))}
            </form>
        </section>
    })
}

fn summary_section(
    locale: Locale,
    form: &Form,
    document: &Document,
    home: &str,
    offered: Option<&Offered>,
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
                        <input type="hidden" name="retirer" value=it.language.code()/>
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
                {offered.filter(|it| it.is_summary).map(|it| offer(locale, it))}
                {ui::file(locale, form, field::SPOKEN, "audio/*", choose, "", true)}
                {recorder(locale)}
                {progress_panel(locale)}
                {ui::action_row(button("btn", "i-add", t::library::summary_send(locale)))}
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

/// How far a file is on its way; shown by `script/upload.js`, which also reads its words from here.
fn progress_panel(locale: Locale) -> AnyView {
    html! {
        <div class="sending" data-progress="" hidden="" data-pause=t::library::upload_pause(locale)
            data-resume=t::library::upload_resume(locale) data-paused=t::library::upload_paused(locale)
            data-sent=t::library::upload_sent(locale, "{percent}") data-waiting=t::library::upload_waiting(locale)
            data-done=t::library::upload_done(locale) data-failed=t::library::upload_failed(locale)
            data-large=t::library::upload_large(locale)>
            <progress class="progress" max="1" value="0" aria-label=t::library::upload_label(locale)></progress>
            <p data-said="" role="status"></p>
            <button class="btn btn-quiet" type="button">{t::library::upload_pause(locale)}</button>
        </div>
    }
}

/// Recording in the page; shown by `script/record.js` where the phone can do it.
fn recorder(locale: Locale) -> AnyView {
    html! {
        <div class="recorder" data-recorder="" hidden="" data-start=t::library::record_again(locale)
            data-stop=t::library::record_stop(locale) data-denied=t::library::record_denied(locale)>
            <button class="btn" type="button">{icon("i-listen")}<span>{t::library::record_start(locale)}</span></button>
            <p data-time="" role="status"></p>
            <audio controls=true hidden="" aria-label=t::library::record_listen(locale)></audio>
        </div>
    }
}

/// The scripts of this page; without them every form works in one piece.
fn scripts() -> Vec<Option<AnyView>> {
    ["upload", "record"]
        .map(|name| {
            Assets::get().script(name).map(|src| html! { <script type="module" src=src.to_owned()></script> })
        })
        .into_iter()
        .collect_view()
}

/// Keeps what was changed, or moves the document on its way.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, document) = own(request).await?;
    let (platform, slug) = (&request.platform, &document.slug);
    let librarian = || request.caller.librarian(document.publisher);
    match fields.get("acte") {
        "proposer" => platform.propose_document(&right, slug).await?,
        "publier" => drop(platform.publish_document(&librarian()?, slug).await?),
        "retirer" => drop(platform.withdraw_document(&librarian()?, slug).await?),
        "rendre" => drop(platform.give_back_document(&librarian()?, slug, fields).await?),
        "jeter" => {
            platform.discard_document(&right, slug).await?;
            return Ok(Done::SeeOther("/bibliotheque/publier".to_owned()));
        }
        _ => {
            let version = fields.get("version").parse().unwrap_or(0);
            platform.change_document(&right, slug, version, fields).await?;
        }
    }
    Ok(Done::SeeOther(format!("/bibliotheque/{slug}/modifier?enregistre=1")))
}

/// Takes a file that was sent with a plain form, or takes a spoken summary away.
pub async fn send(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (right, document) = own(request).await?;
    let back = format!("/bibliotheque/{}/modifier?enregistre=1", document.slug);
    if let Some(language) = SpokenLanguage::parse(fields.get("retirer")) {
        request.platform.remove_summary(&right, &document.slug, language).await?;
        return Ok(Done::SeeOther(back));
    }
    let language = fields.filled(field::SPOKEN_LANGUAGE).map(|code| {
        let value = code.chars().take(80).collect();
        let unknown = || Error::field(field::SPOKEN_LANGUAGE, Problem::UnknownValue { value });
        SpokenLanguage::parse(code).ok_or_else(unknown)
    });
    let here = if language.is_some() { field::SPOKEN } else { field::FILE };
    let sent = upload.and_then(|it| Some((it.file_name.as_str(), it.path.as_deref()?)));
    let (name, path) = sent.ok_or_else(|| Error::field(here, Problem::Required))?;
    request.platform.attach_file(&right, &document.slug, language.transpose()?, name, path).await?;
    Ok(Done::SeeOther(back))
}
