//! `/admin/import/{slug}`: what a spreadsheet would do, line by line, before anything is written.

use super::form::label;
use super::{columns, crumbs, import};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Tone;
use domain::Error;
use domain::directory::PreviewedImport;
use leptos::prelude::*;
use model::directory::{Catalogue, ImportLine, ImportOutcome, ImportPreview, Refusal, Terms};
use model::failure::Failure;
use model::fields::Fields;
use model::id::ImportId;
use std::sync::Arc;

/// How many lines of each table are shown; the counts tell the rest.
pub const SHOWN: usize = 300;

/// The preview of a file that waits for a word.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let id = ImportId::parse(&request.slug).ok_or(Error::NotFound)?;
    let failure = request.rejected.as_ref().map(|rejected| &rejected.failure);
    match request.platform.previewed_import(&right, id).await {
        Ok(previewed) => {
            let catalogue = request.platform.catalogue().await?;
            Ok(sheet(request.locale, catalogue, previewed, matches!(failure, Some(Failure::Conflict))))
        }
        Err(Error::NotFound) => Ok(gone(request.locale)),
        Err(error) => Err(error),
    }
}

/// Does what the preview said.
pub(super) async fn confirm(request: &Request, _fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let id = ImportId::parse(&request.slug).ok_or(Error::NotFound)?;
    request.platform.confirm_import(&right, id).await?;
    Ok(Done::SeeOther(format!("{}?fait=1", import::PATH)))
}

/// The page of a preview; `outdated` if the directory changed since it was last shown.
pub(super) fn sheet(
    locale: Locale,
    catalogue: Arc<Catalogue>,
    previewed: PreviewedImport,
    outdated: bool,
) -> Page {
    let page = Page::new(t::import::preview_title(locale), move || {
        let PreviewedImport { id, file_name, preview } = previewed;
        let notice = outdated.then(|| warning(locale));
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[(import::PATH, t::import::title(locale))], t::import::preview_title(locale))}
                {ui::page_head(t::import::preview_title(locale), t::import::preview_file(locale, file_name))}
                {notice}
                {steps(locale, 1)}
                {tally(locale, &preview)}
                {verdict(locale, id, &preview)}
                {ignored(locale, &preview.ignored_columns)}
                {refusals(locale, catalogue.terms(), &preview.refusals)}
                {lines(locale, &preview.lines)}
            </div>
        }
    });
    page.unlisted()
}

/// The three steps of an import; `here` counts from 0.
pub fn steps(locale: Locale, here: usize) -> AnyView {
    let words =
        [t::import::step_upload(locale), t::import::step_preview(locale), t::import::step_done(locale)];
    let items: Vec<_> = words
        .into_iter()
        .enumerate()
        .map(|(at, word)| {
            let current = (at == here).then_some("step");
            html! { <li aria-current=current>{word}</li> }
        })
        .collect();
    html! { <ol class="steps">{items}</ol> }
}

/// A preview that nobody can confirm any more.
fn gone(locale: Locale) -> Page {
    let page = Page::new(t::import::preview_title(locale), move || {
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[(import::PATH, t::import::title(locale))], t::import::preview_title(locale))}
                {ui::page_head(t::import::preview_title(locale), "")}
                {warning(locale)}
                <p>{ui::link_button("btn btn-primary", import::PATH, "i-upload", t::import::start_again(locale))}</p>
            </div>
        }
    });
    page.unlisted().with_status(404)
}

fn warning(locale: Locale) -> AnyView {
    ui::alert(
        Tone::Warning,
        t::errors::conflict_title(locale),
        html! { <p>{t::import::preview_expired(locale)}</p> },
    )
}

/// How many lines come to what.
fn tally(locale: Locale, preview: &ImportPreview) -> AnyView {
    let mut refused: Vec<usize> = preview.refusals.iter().map(|refusal| refusal.line).collect();
    refused.sort_unstable();
    refused.dedup();
    let count = |outcome| preview.count(outcome);
    let (created, changed) = (count(ImportOutcome::Created), count(ImportOutcome::Changed));
    let (same, refused) = (count(ImportOutcome::Unchanged), refused.len());
    let items = [
        ("created", created, t::import::preview_created(locale, created)),
        ("changed", changed, t::import::preview_changed(locale, changed)),
        ("hidden", same, t::import::preview_same(locale, same)),
        ("refused", refused, t::import::preview_refused(locale, refused)),
    ];
    let items: Vec<_> = items
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(state, count, words)| html! { <li data-state=state><b>{ui::number(count)}</b>{words}</li> })
        .collect();
    html! { <ul class="tally">{items}</ul> }
}

/// What can be done now: confirm, or choose another file.
fn verdict(locale: Locale, id: ImportId, preview: &ImportPreview) -> AnyView {
    let again = ui::link_button("btn", import::PATH, "i-upload", t::import::start_again(locale));
    if preview.is_acceptable() {
        let action = format!("{}/{id}", import::PATH);
        return html! {
            <form class="form" method="post" action=action>
                <p class="hint">{t::import::confirm_hint(locale)}</p>
                {ui::action_row(html! {
                    {ui::button("btn btn-primary", "i-check", t::import::confirm(locale))}
                    {again}
                })}
            </form>
        };
    }
    let (tone, words) = if preview.refusals.is_empty() {
        (Tone::Info, t::import::preview_nothing(locale))
    } else {
        (Tone::Error, t::import::all_or_nothing(locale))
    };
    html! { {ui::alert(tone, words, ())}<p>{again}</p> }
}

/// The columns that were left out.
pub fn ignored(locale: Locale, columns: &[String]) -> Option<AnyView> {
    let items: Vec<_> = columns
        .iter()
        .map(|column| html! { <p>{t::import::notice_unknown_column(locale, column)}</p> })
        .collect();
    let title = t::import::ignored_columns(locale);
    (!items.is_empty()).then(|| ui::alert(Tone::Warning, title, items))
}

fn refusals(locale: Locale, terms: &Terms, refusals: &[Refusal]) -> Option<AnyView> {
    let mut refusals: Vec<&Refusal> = refusals.iter().collect();
    refusals.sort_by_key(|refusal| refusal.line);
    let rows: Vec<_> = refusals
        .iter()
        .take(SHOWN)
        .map(|refusal| {
            html! {
                <tr data-state="refused">
                    <td data-label=t::import::preview_row(locale)>{refusal.line}</td>
                    <td data-label=t::import::preview_column(locale)>{refusal.column.clone()}</td>
                    <td class="reason">{columns::reason(locale, terms, refusal)}</td>
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
    (!rows.is_empty()).then(|| table(locale, caption, &heads, rows.into_any(), refusals.len()))
}

fn lines(locale: Locale, lines: &[ImportLine]) -> Option<AnyView> {
    let changing: Vec<_> = lines.iter().filter(|line| line.outcome != ImportOutcome::Unchanged).collect();
    let rows: Vec<_> = changing.iter().take(SHOWN).map(|line| row(locale, line)).collect();
    let heads = [
        t::import::preview_row(locale),
        t::import::history_effect(locale),
        t::common::organization(locale),
        t::import::preview_columns(locale),
    ];
    let caption = t::import::lines_caption(locale);
    (!rows.is_empty()).then(|| table(locale, caption, &heads, rows.into_any(), changing.len()))
}

fn row(locale: Locale, line: &ImportLine) -> AnyView {
    let created = line.outcome == ImportOutcome::Created;
    let (state, pictogram, word) = if created {
        ("created", "i-add", t::import::outcome_created(locale))
    } else {
        ("changed", "i-edit", t::import::outcome_changed(locale))
    };
    let columns: Vec<_> = line.columns.iter().map(|column| label(locale, *column)).collect();
    let name = line.name.clone();
    html! {
        <tr data-state=state>
            <td data-label=t::import::preview_row(locale)>{line.line}</td>
            <td><span class="state" data-state=state>{ui::icon(pictogram)}{word}</span></td>
            <td>{name}</td>
            <td>{columns.join(", ")}</td>
        </tr>
    }
}

/// A table of lines, of which there may be more.
pub fn table(
    locale: Locale,
    caption: &'static str,
    heads: &[&'static str],
    rows: AnyView,
    total: usize,
) -> AnyView {
    let heads: Vec<_> = heads.iter().map(|head| html! { <th scope="col">{*head}</th> }).collect();
    let more = total.checked_sub(SHOWN).filter(|more| *more > 0);
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=caption>
            <table class="table table-cards import-table">
                <caption>{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more.map(|more| html! { <p class="hint">{t::import::preview_more(locale, more)}</p> })}
    }
}
