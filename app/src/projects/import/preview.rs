//! What a table would do, line by line, before anything is written; and what taking an import back would do.

use super::{ACT, SEAL, UNDO, crumb, path};
use crate::directory::admin::{import_ignored, import_steps, import_table};
use crate::page::{Page, Request};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Tone, button, icon, link_button, number, page_head};
use domain::projects::import::{PreviewedWorks, UndoableWorks};
use leptos::prelude::*;
use model::directory::{ImportOutcome, Organization, Refusal};
use model::projects::{WorkKind, WorkLine, WorkPreview};

/// The page of a preview; `outdated` if something changed since it was last shown.
pub fn sheet(
    request: &Request,
    organization: Organization,
    previewed: PreviewedWorks,
    outdated: bool,
) -> Page {
    let (locale, once) = (request.locale, ui::once(&request.platform));
    let page = work_page(t::import::preview_title(locale), move || {
        let PreviewedWorks { id, file_name, preview, seal } = previewed;
        let action = format!("{}/{id}", path(&organization));
        let form = (action, html! { {once}<input type="hidden" name=SEAL value=seal/> }.into_any());
        html! {
            <div class="wrap stack">
                {crumb(locale, &organization, Some(t::import::preview_title(locale).to_owned()))}
                {page_head(t::import::preview_title(locale), t::import::preview_file(locale, file_name))}
                {outdated.then(|| warning(locale))}
                {import_steps(locale, 1)}
                {tally(locale, &preview)}
                {verdict(locale, &organization, form, &preview)}
                {import_ignored(locale, &preview.ignored_columns)}
                {refusals(locale, &preview.refusals)}
                {lines(locale, &preview.lines)}
            </div>
        }
    });
    page.unlisted()
}

/// A preview that nobody can confirm any more.
pub fn gone(locale: Locale, organization: &Organization) -> Page {
    let organization = organization.clone();
    let page = work_page(t::import::preview_title(locale), move || {
        html! {
            <div class="wrap stack">
                {crumb(locale, &organization, Some(t::import::preview_title(locale).to_owned()))}
                {page_head(t::import::preview_title(locale), "")}
                {warning(locale)}
                <p>{again(locale, &organization)}</p>
            </div>
        }
    });
    page.unlisted().with_status(404)
}

/// Asks before an import is taken back, or says what of it was changed since.
pub fn undoing(request: &Request, organization: Organization, undoable: UndoableWorks) -> Page {
    let (locale, once) = (request.locale, ui::once(&request.platform));
    let page = work_page(t::works_import::undo(locale), move || {
        let UndoableWorks { record, changed_since } = undoable;
        let text = t::works_import::undo_text(locale, ui::date(locale, record.at.day()), &record.file_name);
        let body = if changed_since.is_empty() {
            let action = format!("{}/{}", path(&organization), record.id);
            html! {
                <form class="card form" method="post" action=action>
                    {once}
                    <input type="hidden" name=ACT value=UNDO/>
                    <p>{text}</p>
                    <p>{t::works_import::undo_effect(locale, record.changed, record.created)}</p>
                    {ui::action_row(button("btn btn-danger", "i-undo", t::import::undo_confirm(locale)))}
                </form>
            }
            .into_any()
        } else {
            let items: Vec<_> = changed_since
                .into_iter()
                .map(|title| {
                    let unnamed = title.is_empty();
                    let title = if unnamed { t::works_import::undo_gone(locale).to_owned() } else { title };
                    html! { <li>{title}</li> }
                })
                .collect();
            let list = html! { <p>{text}</p><ul class="names">{items}</ul> };
            ui::alert(Tone::Warning, t::works_import::undo_changed(locale), list).into_any()
        };
        html! {
            <div class="wrap stack">
                {crumb(locale, &organization, Some(t::works_import::undo(locale).to_owned()))}
                {page_head(t::works_import::undo(locale), "")}
                {body}
            </div>
        }
    });
    page.unlisted()
}

fn again(locale: Locale, organization: &Organization) -> AnyView {
    link_button("btn", path(organization), "i-upload", t::import::start_again(locale)).into_any()
}

fn warning(locale: Locale) -> AnyView {
    let words = html! { <p>{t::works_import::preview_expired(locale)}</p> };
    ui::alert(Tone::Warning, t::errors::conflict_title(locale), words).into_any()
}

/// How many lines come to what.
fn tally(locale: Locale, preview: &WorkPreview) -> AnyView {
    let mut refused: Vec<usize> = preview.refusals.iter().map(|refusal| refusal.line).collect();
    refused.sort_unstable();
    refused.dedup();
    let count = |outcome| preview.count(outcome);
    let (created, changed) = (count(ImportOutcome::Created), count(ImportOutcome::Changed));
    let (same, refused) = (count(ImportOutcome::Unchanged), refused.len());
    let items = [
        ("created", created, t::works_import::preview_created(locale, created)),
        ("changed", changed, t::works_import::preview_changed(locale, changed)),
        ("hidden", same, t::works_import::preview_same(locale, same)),
        ("refused", refused, t::works_import::preview_refused(locale, refused)),
    ];
    let items: Vec<_> = items
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(state, count, words)| html! { <li data-state=state><b>{number(count)}</b>{words}</li> })
        .collect();
    html! { <ul class="tally">{items}</ul> }.into_any()
}

/// What can be done now: confirm, or choose another file.
fn verdict(
    locale: Locale,
    organization: &Organization,
    (action, hidden): (String, AnyView),
    preview: &WorkPreview,
) -> AnyView {
    let again = again(locale, organization);
    if preview.is_acceptable() {
        return html! {
            <form class="form" method="post" action=action>
                {hidden}
                <p class="hint">{t::works_import::confirm_hint(locale)}</p>
                {ui::action_row(html! {
                    {button("btn btn-primary", "i-check", t::import::confirm(locale))}
                    {again}
                })}
            </form>
        }
        .into_any();
    }
    let (tone, words) = if preview.refusals.is_empty() {
        (Tone::Info, t::import::preview_nothing(locale))
    } else {
        (Tone::Error, t::import::all_or_nothing(locale))
    };
    html! { {ui::alert(tone, words, ())}<p>{again}</p> }.into_any()
}

fn refusals(locale: Locale, refusals: &[Refusal]) -> Option<AnyView> {
    let mut refusals: Vec<&Refusal> = refusals.iter().collect();
    refusals.sort_by_key(|refusal| refusal.line);
    let rows: Vec<_> = refusals
        .iter()
        .take(crate::directory::admin::IMPORT_SHOWN)
        .map(|refusal| {
            html! {
                <tr data-state="refused">
                    <td data-label=t::import::preview_row(locale)>{refusal.line}</td>
                    <td data-label=t::import::preview_column(locale)>{refusal.column.clone()}</td>
                    <td class="reason">{ui::problem(locale, &refusal.problem)}</td>
                </tr>
            }
        })
        .collect();
    let heads = [
        t::import::preview_row(locale),
        t::import::preview_column(locale),
        t::import::preview_reason(locale),
    ];
    let caption = t::import::refusals_caption(locale);
    (!rows.is_empty()).then(|| import_table(locale, caption, &heads, rows.into_any(), refusals.len()))
}

fn lines(locale: Locale, lines: &[WorkLine]) -> Option<AnyView> {
    let changing: Vec<_> = lines.iter().filter(|line| line.outcome != ImportOutcome::Unchanged).collect();
    let rows: Vec<_> =
        changing.iter().take(crate::directory::admin::IMPORT_SHOWN).map(|it| row(locale, it)).collect();
    let heads = [
        t::import::preview_row(locale),
        t::import::history_effect(locale),
        t::works_import::line_what(locale),
        t::import::preview_columns(locale),
    ];
    let caption = t::import::lines_caption(locale);
    (!rows.is_empty()).then(|| import_table(locale, caption, &heads, rows.into_any(), changing.len()))
}

fn row(locale: Locale, line: &WorkLine) -> AnyView {
    let created = line.outcome == ImportOutcome::Created;
    let (state, pictogram, word) = if created {
        ("created", "i-add", t::works_import::line_new(locale))
    } else {
        ("changed", "i-edit", t::works_import::line_changed(locale))
    };
    let what = match line.kind {
        WorkKind::Project => t::works_import::line_project(locale),
        WorkKind::Activity => t::works_import::line_activity(locale),
    };
    let shown = if line.published {
        t::works_import::line_published(locale)
    } else {
        t::works_import::line_draft(locale)
    };
    let held: Vec<_> = line
        .held
        .iter()
        .map(|(column, problem)| {
            let reason = ui::problem(locale, problem);
            html! { <p class="hint">{icon("i-alert")}{t::works_import::line_held(locale, column, reason)}</p> }
        })
        .collect();
    let (name, columns) = (line.name.clone(), line.columns.join(", "));
    html! {
        <tr data-state=state>
            <td data-label=t::import::preview_row(locale)>{line.line}</td>
            <td><span class="state" data-state=state>{icon(pictogram)}{word}</span>" "<small>{shown}</small></td>
            <td>{what}" : "{name}{held}</td>
            <td>{columns}</td>
        </tr>
    }
    .into_any()
}
