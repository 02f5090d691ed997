//! `/admin/import`: choosing a spreadsheet, the imports that were done, and the way back from the last one.

use super::{columns, crumbs, list, preview};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::Error;
use domain::directory::MAX_IMPORT_BYTES;
use leptos::prelude::*;
use model::accounts::Person;
use model::directory::ImportRecord;
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::id::ImportId;

/// Where imports begin.
pub(super) const PATH: &str = "/admin/import";
const UNDO: &str = "/admin/import/annuler";
/// What a spreadsheet may be called; what it is, its bytes say.
const ACCEPT: &str = ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The form, and the imports that were done.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let locale = request.locale;
    let imports = request.platform.imports(&right).await?;
    let people = request.platform.people_of(imports.iter().filter_map(|it| it.by).collect()).await?;
    let catalogue = request.platform.catalogue().await?;
    let request = request.clone();
    let page = Page::new(t::import::title(locale), move || {
        let form = Form::of(&request, Fields::default);
        let last = imports.iter().find(|import| import.undone_at.is_none());
        let taken = last.filter(|_| request.query.has("fait")).map(|import| done(locale, import));
        let undone =
            request.query.has("annule").then(|| ui::alert(Tone::Success, t::import::undo_done(locale), ()));
        let notices = request.rejected.is_none().then_some((taken, undone));
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[], t::import::title(locale))}
                {ui::page_head(t::import::title(locale), t::import::intro(locale))}
                {notices}
                {preview::steps(locale, 0)}
                <form class="form" method="post" action=PATH enctype="multipart/form-data">
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, move |_| Some(t::import::file_label(locale)))}
                    {why_refused(&request)}
                    {choose(locale, &form)}
                    {ui::action_row(ui::button("btn btn-primary", "i-upload", t::import::upload(locale)))}
                </form>
                {columns::guide(locale, catalogue.terms())}
                {last.map(|import| undo_last(locale, import))}
                {done_imports(locale, &imports, &people)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Reads the file and shows what it would do; nothing is written.
pub(super) async fn upload(request: &Request, _fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let file = upload.filter(|upload| upload.field == "fichier" && !upload.file_name.is_empty());
    let file = file.ok_or_else(|| Error::field("fichier", Problem::Required))?;
    if file.content.is_empty() {
        return Err(Error::field("fichier", Problem::EmptyFile));
    }
    let previewed = request.platform.preview_import(&right, &file.file_name, &file.content).await?;
    let catalogue = request.platform.catalogue().await?;
    Ok(Done::Page(preview::sheet(request.locale, catalogue, previewed, false)))
}

/// Asks before the last import is taken back.
pub(super) async fn undo_page(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let locale = request.locale;
    let imports = request.platform.imports(&right).await?;
    let failure = request.rejected.as_ref().map(|rejected| rejected.failure.clone());
    let page = Page::new(t::import::undo(locale), move || {
        let refused = failure.map(|failure| {
            let why = match failure {
                Failure::Conflict => t::import::undo_changed(locale),
                Failure::NotFound => t::import::undo_none(locale),
                _ => t::errors::unavailable_text(locale),
            };
            ui::alert(Tone::Error, t::import::undo_refused(locale), html! { <p>{why}</p> })
        });
        let content = match imports.iter().find(|import| import.undone_at.is_none()) {
            Some(import) => undo_form(locale, import),
            None => html! { <p>{t::import::undo_none(locale)}</p> },
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[(PATH, t::import::title(locale))], t::import::undo(locale))}
                {ui::page_head(t::import::undo(locale), "")}
                {refused}
                {content}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Takes the last import back.
pub(super) async fn undo(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let seen = ImportId::parse(fields.get("import")).ok_or(Error::Unreadable)?;
    request.platform.undo_last_import(&right, seen).await?;
    Ok(Done::SeeOther(format!("{PATH}?annule=1")))
}

fn choose(locale: Locale, form: &Form) -> AnyView {
    let hint = t::import::file_hint(locale, megabytes());
    let label = t::import::file_label(locale);
    html! {
        {ui::file(locale, form, "fichier", ACCEPT, label, &hint, true)}
        <p class="hint">
            {t::import::template_hint(locale)}" "<a href="/annuaire.csv">{t::admin::export(locale)}</a>
        </p>
    }
}

/// What to do about a file that cannot be read or is too large.
fn why_refused(request: &Request) -> Option<AnyView> {
    let locale = request.locale;
    let words = match request.rejected.as_ref()?.failure {
        Failure::Unreadable => t::import::file_unreadable(locale).to_owned(),
        Failure::TooLarge => t::import::file_too_large(locale, megabytes()),
        _ => return None,
    };
    Some(html! { <p class="field-error">{ui::icon("i-alert")}{words}</p> })
}

const fn megabytes() -> usize {
    MAX_IMPORT_BYTES / (1024 * 1024)
}

fn done(locale: Locale, import: &ImportRecord) -> AnyView {
    let body = html! {
        <p>{t::import::done_text(locale, import.changed, import.created)}</p>
        <p><a href=list::PATH>{t::import::done_see(locale)}</a></p>
    };
    ui::alert(Tone::Success, t::import::done_title(locale), body)
}

/// Folded, because it takes away what others may already read.
fn undo_last(locale: Locale, import: &ImportRecord) -> AnyView {
    html! {
        <details class="fold">
            <summary>{t::import::undo(locale)}</summary>
            {undo_form(locale, import)}
        </details>
    }
}

fn undo_form(locale: Locale, import: &ImportRecord) -> AnyView {
    let date = ui::date(locale, import.at.day());
    html! {
        <form class="card form" method="post" action=UNDO>
            <input type="hidden" name="import" value=import.id.to_string()/>
            <p>{t::import::undo_text(locale, date, &import.file_name)}</p>
            <p>{t::import::undo_effect(locale, import.changed, import.created)}</p>
            {ui::action_row(ui::button("btn btn-danger", "i-undo", t::import::undo_confirm(locale)))}
        </form>
    }
}

fn done_imports(locale: Locale, imports: &[ImportRecord], people: &[Person]) -> Option<AnyView> {
    let rows: Vec<_> = imports.iter().map(|import| record(locale, import, people)).collect();
    if rows.is_empty() {
        return None;
    }
    let table = html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t::import::history_caption(locale)>
            <table class="table table-cards">
                <caption>{t::import::history_caption(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::import::file_label(locale)}</th>
                        <th scope="col">{t::import::history_date(locale)}</th>
                        <th scope="col">{t::import::history_by(locale)}</th>
                        <th scope="col">{t::import::history_effect(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(table)
}

fn record(locale: Locale, import: &ImportRecord, people: &[Person]) -> AnyView {
    let by = match import.by {
        None => t::import::history_command_line(locale).to_owned(),
        Some(id) => people
            .iter()
            .find(|person| person.id == id)
            .map_or_else(|| t::common::word_unknown(locale).to_owned(), |person| person.name.to_string()),
    };
    let effect = match import.undone_at {
        Some(at) => t::import::history_undone(locale, ui::date(locale, at.day())),
        None => t::import::done_text(locale, import.changed, import.created),
    };
    let file = import.file_name.clone();
    html! {
        <tr>
            <th scope="row">{file}</th>
            <td data-label=t::import::history_date(locale)>
                <time datetime=import.at.rfc3339()>{ui::date(locale, import.at.day())}</time>
            </td>
            <td data-label=t::import::history_by(locale)>{by}</td>
            <td data-label=t::import::history_effect(locale)>{effect}</td>
        </tr>
    }
}
