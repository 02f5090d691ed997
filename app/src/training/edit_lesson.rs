//! `/formation/{slug}/lecons/{item}`: a lesson and the questions of its quiz, in their order.

use super::edit::{DOWN, Row, TAKE, UP, version, which};
use super::form::{kind_words, lesson_fields, lesson_label_of};
use super::{lesson_path, named, path_path, training_page};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{Sheet, acts};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, button, crumbs, error_summary, icon, link_button, page_head};
use domain::training::SEEN;
use leptos::prelude::*;
use model::fields::Fields;
use model::training::{Lesson, Path, QuestionKind};

/// The item of a lesson that is not there yet.
pub const NEW: &str = "nouvelle";

/// The lesson.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, path) = platform.path_to_change(&request.caller, &request.slug).await?;
    let lesson = if request.item == NEW { None } else { Some(named(&path, &request.item)?.1.clone()) };
    let names = platform.names_for(&right).await?;
    let slug = |id| names.shelves.get(id).map(|it| it.slug.clone());
    let kept = lesson.as_ref().map(|it| it.content.fields(slug)).unwrap_or_default();
    let state = (SEEN, kept.seal());
    let sheet = Sheet::of(request, kept, state, t::training::lesson_changed(locale), lesson_label_of(locale));
    let request = request.clone();
    let title = match &lesson {
        Some(it) => it.content.title.to_string(),
        None => t::training::lesson_new(locale).to_owned(),
    };
    let page = training_page(title.clone(), move || {
        let whole = format!("{}/modifier", path_path(&path));
        let crumb = vec![(Some(whole.clone()), path.content.title.to_string()), (None, title.clone())];
        let once = lesson.is_none().then(|| ui::once(&request.platform));
        let see = lesson.as_ref().map(|it| {
            let href = lesson_path(&path, it.number);
            html! { <p>{link_button("btn btn-quiet", href, "i-show", t::training::see(locale))}</p> }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, path.content.title.to_string())}
                {sheet.said(t::training::saved_lesson(locale))}
                {error_summary(&request, &sheet.form, lesson_label_of(locale))}
                {sheet.changed}
                {see}
                {lesson.as_ref().map(|it| questions(locale, &path, it, &request.path))}
                <section class="stack">
                    <h2>{icon("i-edit")}{t::training::lesson_edit(locale)}</h2>
                    <form class="form" method="post" action=request.path.clone()>
                        {once}
                        <input type="hidden" name=SEEN value=sheet.state/>
                        {lesson_fields(locale, &sheet.shown)}
                        {ui::action_row(html! {
                            {button("btn btn-primary", "i-check", t::common::action_save(locale))}
                            {link_button("btn btn-quiet", whole, "", t::common::action_cancel(locale))}
                        })}
                    </form>
                </section>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The questions in their order, each with the ways to move it, and the ways to add one.
fn questions(locale: Locale, path: &Path, lesson: &Lesson, action: &str) -> AnyView {
    let to = |item: &str| format!("{}/questions/{}-{item}", path_path(path), lesson.number);
    let last = lesson.questions.len().saturating_sub(1);
    let rows: Vec<_> = lesson
        .questions
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let note = kind_words(locale, it.content.asked.kind()).1.to_owned();
            let loss = t::training::take_question_text(locale);
            let row = Row { at, last, number: it.number, title: it.content.text.to_string(), note, loss };
            row.draw(locale, action, path.version, to(&it.number.to_string()))
        })
        .collect();
    let list = if rows.is_empty() {
        html! { <p role="status">{t::training::questions_none(locale)}</p> }
    } else {
        html! { <ol class="list arranged">{rows}</ol> }
    };
    let kinds: Vec<_> = QuestionKind::ALL
        .iter()
        .map(|it| {
            let (pictogram, word) = kind_words(locale, *it);
            link_button("btn", to(it.code()), pictogram, word)
        })
        .collect();
    html! {
        <section class="stack">
            <h2>{icon("i-check")}{t::training::questions_heading(locale)}</h2>
            {list}
            <h3>{t::training::question_add(locale)}</h3>
            <p class="row">{kinds}</p>
        </section>
    }
}

/// Keeps the lesson, or moves one of its questions.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, path) = platform.path_to_change(&request.caller, &request.slug).await?;
    let number = if request.item == NEW { None } else { Some(named(&path, &request.item)?.1.number) };
    let act = fields.get(acts::FIELD);
    let number = match number {
        Some(number) if [UP, DOWN, TAKE].contains(&act) => {
            let question = which(fields)?;
            let change = |path: &mut Path| {
                let Some(lesson) = path.lessons.iter_mut().find(|it| it.number == number) else {
                    return false;
                };
                if act == TAKE {
                    lesson.drop_question(question)
                } else {
                    lesson.move_question(question, act == UP)
                }
            };
            platform.rearrange_path(&right, &path.slug, version(fields), change).await?;
            number
        }
        number => platform.tell_lesson(&right, &path.slug, number, fields).await?,
    };
    Ok(Done::SeeOther(format!("{}/lecons/{number}?enregistre=1", path_path(&path))))
}
