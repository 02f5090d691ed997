//! `/formation/{slug}/questions/{item}`: a question of a lesson (`3-2`), or a new one of a kind (`3-ordre`).

use super::form::{kind_words, question_fields, question_label};
use super::{named, path_path, training_page};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, Tone, alert, button, crumbs, error_summary, link_button, page_head};
use domain::Error;
use domain::training::SEEN;
use leptos::prelude::*;
use model::failure::{Failure, FieldError};
use model::fields::Fields;
use model::training::{Lesson, Path, Question, QuestionKind};

/// What an address names: a lesson, and a question of it or the kind of a new one.
fn asked<'a>(path: &'a Path, item: &str) -> Result<(&'a Lesson, Option<&'a Question>, QuestionKind), Error> {
    let (lesson, rest) = item.split_once('-').ok_or(Error::NotFound)?;
    let (_, lesson) = named(path, lesson)?;
    if let Some(kind) = QuestionKind::parse(rest) {
        return Ok((lesson, None, kind));
    }
    let question = rest.parse().ok().and_then(|number| lesson.question(number)).ok_or(Error::NotFound)?;
    Ok((lesson, Some(question), question.content.asked.kind()))
}

/// The question.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, path) = platform.path_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let (lesson, question, kind) = asked(&path, &request.item)?;
    let slug = |id| names.shelves.get(id).map(|it| it.slug.clone());
    let kept = question.map(|it| it.content.fields(slug)).unwrap_or_default();
    let form = Form::of(request, || kept.clone());
    let is_conflict = request.rejected.as_ref().is_some_and(|it| it.failure == Failure::Conflict);
    let changed = is_conflict.then(|| {
        let lines = kept.pairs().iter().filter_map(|(name, value)| {
            let label = question_label(locale, kind, name)?;
            Some(html! { <p class="kept">{t::projects::changed_line(locale, label, value)}</p> })
        });
        let lines: Vec<_> = lines.collect();
        let body = html! { <p>{t::projects::changed_text(locale)}</p>{lines} };
        alert(Tone::Warning, t::training::question_changed(locale), body)
    });
    let typed = form.fields.filled(SEEN).filter(|_| changed.is_none()).map(str::to_owned);
    let seen = typed.unwrap_or_else(|| kept.seal());
    let is_new = question.is_none();
    let lesson = (lesson.number, lesson.content.title.to_string());
    let request = request.clone();
    let title = t::training::question_title(locale);
    let page = training_page(title, move || {
        let back = format!("{}/lecons/{}", path_path(&path), lesson.0);
        let crumb = vec![
            (Some(format!("{}/modifier", path_path(&path))), path.content.title.to_string()),
            (Some(back.clone()), lesson.1.clone()),
            (None, title.to_owned()),
        ];
        let labels: Vec<(String, String)> = form
            .errors
            .iter()
            .filter_map(|it: &FieldError| Some((it.field.clone(), question_label(locale, kind, &it.field)?)))
            .collect();
        let label = |name: &str| labels.iter().find(|(own, _)| own == name).map(|(_, label)| label.as_str());
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(kind_words(locale, kind).1, lesson.1)}
                {error_summary(&request, &form, label)}
                {changed}
                <form class="form" method="post" action=request.path.clone()>
                    {is_new.then(|| ui::once(&request.platform))}
                    <input type="hidden" name=SEEN value=seen/>
                    {question_fields(locale, &form, kind)}
                    {ui::action_row(html! {
                        {button("btn btn-primary", "i-check", t::common::action_save(locale))}
                        {link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Keeps it.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, path) = platform.path_to_change(&request.caller, &request.slug).await?;
    let (lesson, question, kind) = asked(&path, &request.item)?;
    let asked = (question.map(|it| it.number), kind);
    platform.tell_question(&right, &path.slug, lesson.number, asked, fields).await?;
    Ok(Done::SeeOther(format!("{}/lecons/{}?enregistre=1", path_path(&path), lesson.number)))
}
