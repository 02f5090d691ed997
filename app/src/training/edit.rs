//! Entering a path, changing it, putting its lessons into their order, and deciding who sees it. Every step is a plain form.

use super::desk::desk_path;
use super::form::{fields, label_of};
use super::{path_path, training_page};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{acts, difference, own_organization, state_badge};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, crumbs, error_summary, icon, link_button, page_head};
use domain::Error;
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;
use model::language::SpokenLanguage;
use model::training::{Path, path_field as field};

/// What is done with a lesson or a question.
pub const UP: &str = "monter";
/// The same, towards the end.
pub const DOWN: &str = "descendre";
/// It is taken away.
pub const TAKE: &str = "oter";
/// With which one.
pub const WHICH: &str = "numero";

/// `/compte/organisations/{slug}/formation/nouveau`: the empty form.
pub async fn new_page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let names = request.platform.names_for(&right).await?;
    let form = Form::of(request, || Fields::from([(field::LANGUAGE, SpokenLanguage::French.code())]));
    let request = request.clone();
    let title = t::training::new(locale);
    let page = training_page(title, move || {
        let desk = desk_path(&organization.slug);
        let crumb =
            vec![(Some(desk.clone()), t::training::desk_title(locale).to_owned()), (None, title.to_owned())];
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::training::new_intro(locale, &organization.name))}
                <form class="form" method="post" action=request.path.clone()>
                    {ui::once(&request.platform)}
                    {error_summary(&request, &form, label_of(locale))}
                    {fields(locale, &form, &names)}
                    {ui::action_row(html! {
                        {button("btn btn-primary", "i-check", t::common::action_save(locale))}
                        {link_button("btn btn-quiet", desk, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Enters it and leads to its sheet.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own_organization(request).await?;
    let path = request.platform.enter_path(&right, fields).await?;
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", path_path(&path))))
}

/// `/formation/{slug}/modifier`: everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, path) = platform.path_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let kept = path.content.fields();
    let form = Form::of(request, || kept.clone());
    let failure = request.rejected.as_ref().map(|it| &it.failure);
    // One of the other forms of this page was sent: the fields are as they are kept.
    let is_acted = form.fields.has(acts::FIELD);
    let changed = (matches!(failure, Some(Failure::Conflict)) && !is_acted).then(|| {
        difference(locale, t::training::changed_title(locale), &form.fields, &kept, label_of(locale))
    });
    let typed = form.fields.filled("version").filter(|_| changed.is_none() && !is_acted).map(str::to_owned);
    let version = typed.unwrap_or_else(|| path.version.to_string());
    let shown = if is_acted { Form { fields: kept, errors: Vec::new() } } else { form.clone() };
    let desk = names.catalogue.get(right.organization()).map(|it| desk_path(&it.slug)).unwrap_or_default();
    let request = request.clone();
    let title = t::training::edit_title(locale, &path.content.title);
    let page = training_page(title.clone(), move || {
        let home = path_path(&path);
        let action = format!("{home}/modifier");
        let crumb = vec![
            (Some(desk), t::training::desk_title(locale).to_owned()),
            (None, path.content.title.to_string()),
        ];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::projects::saved(locale), ()));
        let acts =
            acts::Words::of_sheet(locale, t::training::wait_text(locale), t::training::discard_text(locale));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {saved}
                {error_summary(&request, &form, label_of(locale))}
                {changed}
                <p class="row">
                    {state_badge(locale, path.published)}
                    {link_button("btn btn-quiet", home, "i-show", t::training::see(locale))}
                </p>
                {acts.showing(&action, path.published, right.decides())}
                {lessons(locale, &path, &action)}
                <section class="stack">
                    <h2>{icon("i-edit")}{t::training::path(locale)}</h2>
                    <form class="form" method="post" action=action.clone()>
                        <input type="hidden" name="version" value=version/>
                        {fields(locale, &shown, &names)}
                        {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                    </form>
                </section>
                {acts.discarding(&action, path.published)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The lessons in their order, each with the ways to move it, and the way to add one.
fn lessons(locale: Locale, path: &Path, action: &str) -> AnyView {
    let to = |item: &str| format!("{}/lecons/{item}", path_path(path));
    let last = path.lessons.len().saturating_sub(1);
    let rows: Vec<_> = path
        .lessons
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let note = t::training::questions(locale, it.questions.len());
            let loss = t::training::take_lesson_text(locale);
            let row = Row { at, last, number: it.number, title: it.content.title.to_string(), note, loss };
            row.draw(locale, action, path.version, to(&it.number.to_string()))
        })
        .collect();
    let list = if rows.is_empty() {
        html! { <p role="status">{t::training::lessons_none(locale)}</p> }
    } else {
        html! { <ol class="list arranged">{rows}</ol> }
    };
    html! {
        <section class="stack" id=field::LESSONS>
            <h2>{icon("i-list")}{t::training::lessons_heading(locale)}</h2>
            {path.published.then(|| html! { <p class="hint">{t::training::change_note(locale)}</p> })}
            {list}
            <p>{link_button("btn", to("nouvelle"), "i-add", t::training::lesson_new(locale))}</p>
        </section>
    }
}

/// Something in a list whose order is chosen.
pub struct Row {
    /// Its place from 0.
    pub at: usize,
    /// The place of the last one.
    pub last: usize,
    /// Its number.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// What else is told of it.
    pub note: String,
    /// What goes with it when it is taken away.
    pub loss: &'static str,
}

impl Row {
    /// The way to it, and the buttons that move it or take it away.
    pub fn draw(self, locale: Locale, action: &str, version: i64, href: String) -> AnyView {
        let Self { at, last, number, title, note, loss } = self;
        let act = |act: &'static str, pictogram: &str, word: &'static str, label: String| {
            html! { <button class="btn btn-quiet" type="submit" name=acts::FIELD value=act aria-label=label>{icon(pictogram)}{word}</button> }
        };
        let up = t::training::move_up_of(locale, &title);
        let up = (at > 0).then(|| act(UP, "i-up", t::training::move_up(locale), up));
        let down = t::training::move_down_of(locale, &title);
        let down = (at < last).then(|| act(DOWN, "i-down", t::training::move_down(locale), down));
        let take = t::training::take_away_of(locale, &title);
        let (version, number) = (version.to_string(), number.to_string());
        let hidden = || {
            html! {
                <input type="hidden" name="version" value=version.clone()/>
                <input type="hidden" name=WHICH value=number.clone()/>
            }
        };
        html! {
            <li class="card">
                <a class="list-item" href=href><span>{icon("i-edit")}</span><b>{title}" "<small>{note}</small></b></a>
                <form class="row" method="post" action=action.to_owned()>
                    {hidden()}
                    {up}{down}
                </form>
                <details class="fold">
                    <summary>{take.clone()}</summary>
                    <form class="stack" method="post" action=action.to_owned()>
                        {hidden()}
                        <p>{loss}</p>
                        <p>
                            <button class="btn btn-danger" type="submit" name=acts::FIELD value=TAKE aria-label=take>
                                {icon("i-trash")}{t::training::take_away(locale)}
                            </button>
                        </p>
                    </form>
                </details>
            </li>
        }
    }
}

/// The number of what a form moves.
pub fn which(fields: &Fields) -> Result<u32, Error> {
    fields.get(WHICH).parse().map_err(|_| Error::Unreadable)
}

/// The version that a form was made of.
pub fn version(fields: &Fields) -> i64 {
    fields.get("version").parse().unwrap_or(0)
}

/// Keeps what was changed, or does one of the acts of the sheet.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, path) = platform.path_to_change(&request.caller, &request.slug).await?;
    let (librarian, slug) = (|| request.caller.librarian(path.organization), &path.slug);
    let version = version(fields);
    match fields.get(acts::FIELD) {
        acts::PUBLISH => platform.show_path(&librarian()?, slug, true).await?,
        acts::WITHDRAW => platform.show_path(&librarian()?, slug, false).await?,
        act @ (UP | DOWN) => {
            let (number, up) = (which(fields)?, act == UP);
            platform.rearrange_path(&right, slug, version, |it| it.move_lesson(number, up)).await?;
        }
        TAKE => {
            let number = which(fields)?;
            platform.rearrange_path(&right, slug, version, |it| it.drop_lesson(number)).await?;
        }
        acts::DISCARD => {
            platform.discard_path(&right, slug).await?;
            return acts::thrown_away(request, path.organization, desk_path).await;
        }
        _ => platform.change_path(&right, slug, version, fields).await?,
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", path_path(&path))))
}
