//! `/compte/organisations/{slug}/projets/import`: a table of projects and activities, what it would do, and the way back.

mod guide;
mod preview;

use super::edit::desk_path;
use crate::directory::admin::import_steps;
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, button, crumbs, icon, page_head};
use domain::Error;
use domain::access::Librarian;
use domain::directory::MAX_IMPORT_BYTES;
use leptos::prelude::*;
use model::directory::{ImportRecord, Organization};
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::id::{ImportId, OrganizationId};

/// The largest request: the file and what stands around it.
pub const BYTES: usize = MAX_IMPORT_BYTES + 64 * 1024;
/// What a spreadsheet may be called; what it is, its bytes say.
const ACCEPT: &str = ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The field of the file.
const FILE: &str = "fichier";
/// What is done about an import.
const ACT: &str = "acte";
const UNDO: &str = "annuler";
/// That what is confirmed is what was shown.
const SEAL: &str = "apercu";

/// Whoever decides for the organisation.
async fn own(request: &Request) -> Result<(Librarian, Organization), Error> {
    request.caller.signed_in()?;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?;
    Ok((request.caller.librarian(organization.id)?, organization.clone()))
}

/// Where imports of an organisation are.
fn path(organization: &Organization) -> String {
    format!("{}/import", desk_path(&organization.slug))
}

/// The address of the desk and of the imports above what is shown.
fn crumb(locale: Locale, organization: &Organization, here: Option<String>) -> AnyView {
    let mut way = vec![(Some(desk_path(&organization.slug)), t::projects::desk_title(locale).to_owned())];
    match here {
        None => way.push((None, t::works_import::title(locale).to_owned())),
        Some(here) => {
            way.push((Some(path(organization)), t::works_import::title(locale).to_owned()));
            way.push((None, here));
        }
    }
    crumbs(locale, way)
}

/// The form, and the imports that were done.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let locale = request.locale;
    let imports = request.platform.work_imports(&right).await?;
    let request = request.clone();
    let page = work_page(t::works_import::title(locale), move || {
        let form = Form::of(&request, Fields::default);
        let done = imports.iter().find(|it| request.query.get("fait") == it.id.to_string()).map(|it| {
            let words = html! { <p>{t::works_import::done_text(locale, it.changed, it.created)}</p> };
            ui::alert(Tone::Success, t::import::done_title(locale), words)
        });
        let undone = request
            .query
            .has("annule")
            .then(|| ui::alert(Tone::Success, t::works_import::undo_done(locale), ()));
        let hint = t::import::file_hint(locale, MAX_IMPORT_BYTES / (1024 * 1024));
        html! {
            <div class="wrap stack">
                {crumb(locale, &organization, None)}
                {page_head(t::works_import::title(locale), t::works_import::intro(locale))}
                {request.rejected.is_none().then_some((done, undone))}
                {import_steps(locale, 0)}
                <form class="form" method="post" action=path(&organization) enctype="multipart/form-data">
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, move |_| Some(t::import::file_label(locale)))}
                    {why_refused(&request)}
                    {ui::file(locale, &form, FILE, ACCEPT, t::import::file_label(locale), &hint, true)}
                    <p class="hint">
                        {t::works_import::template_hint(locale)}" "
                        <a href=format!("/projets.csv?de={}", organization.slug) rel="external">
                            {t::works_import::template_link(locale)}
                        </a>
                    </p>
                    {ui::action_row(button("btn btn-primary", "i-upload", t::import::upload(locale)))}
                </form>
                {guide::guide(locale)}
                {history(locale, &organization, &imports)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Reads the file and shows what it would do; nothing is written.
pub async fn upload(request: &Request, _: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (right, organization) = own(request).await?;
    let file = upload.filter(|upload| upload.field == FILE && !upload.file_name.is_empty());
    let file = file.ok_or_else(|| Error::field(FILE, Problem::Required))?;
    if file.content.is_empty() {
        return Err(Error::field(FILE, Problem::EmptyFile));
    }
    let rights = |id: OrganizationId| request.caller.librarian(id).ok();
    let platform = &request.platform;
    let previewed = platform.preview_works(&right, &rights, &file.file_name, &file.content).await?;
    Ok(Done::Page(preview::sheet(request, organization, previewed, false)))
}

/// What a file that waits would do, or the way back from an import that was done.
pub async fn one_page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let id = ImportId::parse(&request.item).ok_or(Error::NotFound)?;
    let rights = |id: OrganizationId| request.caller.librarian(id).ok();
    let refused = matches!(request.rejected.as_ref().map(|it| &it.failure), Some(Failure::Conflict));
    match request.platform.previewed_works(&right, &rights, id).await {
        Ok(previewed) => return Ok(preview::sheet(request, organization, previewed, refused)),
        Err(Error::NotFound) => {}
        Err(error) => return Err(error),
    }
    match request.platform.undoable_works(&right, id).await {
        Ok(undoable) => Ok(preview::undoing(request, organization, undoable)),
        Err(Error::NotFound) => Ok(preview::gone(request.locale, &organization)),
        Err(error) => Err(error),
    }
}

/// Does what the preview said, or takes an import back.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, organization) = own(request).await?;
    let id = ImportId::parse(&request.item).ok_or(Error::NotFound)?;
    let rights = |id: OrganizationId| request.caller.librarian(id).ok();
    let home = path(&organization);
    if fields.get(ACT) == UNDO {
        request.platform.undo_works(&right, &rights, id).await?;
        return Ok(Done::SeeOther(format!("{home}?annule=1")));
    }
    request.platform.confirm_works(&right, &rights, id, fields.get(SEAL)).await?;
    Ok(Done::SeeOther(format!("{home}?fait={id}")))
}

/// What to do about a file that cannot be read or is too large.
fn why_refused(request: &Request) -> Option<AnyView> {
    let locale = request.locale;
    let words = match request.rejected.as_ref()?.failure {
        Failure::Unreadable => t::import::file_unreadable(locale).to_owned(),
        Failure::TooLarge => t::import::file_too_large(locale, MAX_IMPORT_BYTES / (1024 * 1024)),
        _ => return None,
    };
    Some(html! { <p class="field-error">{icon("i-alert")}{words}</p> })
}

fn history(locale: Locale, organization: &Organization, imports: &[ImportRecord]) -> AnyView {
    let rows: Vec<_> = imports
        .iter()
        .map(|it| {
            let effect = t::works_import::done_text(locale, it.changed, it.created);
            let date = ui::date(locale, it.at.day());
            let state = match it.undone_at {
                Some(at) => {
                    html! { {t::works_import::history_undone(locale, ui::date(locale, at.day()))} }.into_any()
                }
                None => {
                    let href = format!("{}/{}", path(organization), it.id);
                    html! { <a href=href>{t::works_import::undo(locale)}</a> }.into_any()
                }
            };
            let file = it.file_name.clone();
            html! { <li class="stack"><b>{file}</b><span>{date}" · "{effect}</span><span>{state}</span></li> }
        })
        .collect();
    let list = if rows.is_empty() {
        html! { <p>{t::works_import::none_done(locale)}</p> }.into_any()
    } else {
        html! { <ul class="names">{rows}</ul> }.into_any()
    };
    html! { <section class="stack"><h2>{t::works_import::history(locale)}</h2>{list}</section> }.into_any()
}
