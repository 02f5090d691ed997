//! `/compte/organisations/{slug}/groupes/{item}`: what a group answered, counted by raised hands; `?lecon=2` counts that lesson, in large
//! letters.

use super::groups::{fields, label_of, list_path, own};
use super::hall::head;
use super::lesson::content;
use super::training_page;
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{acts, difference, people_of};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, alert, button, crumbs, date, error_summary, hands_input, icon, link_button, number,
    page_head,
};
use domain::Error;
use leptos::prelude::*;
use model::failure::Failure;
use model::fields::Fields;
use model::library::{Reader, Shelves};
use model::training::{Asked, Group, Lesson, Path, Question, QuestionKind, Tally};

/// The parameter, and the field, that names a lesson.
const LESSON: &str = "lecon";

/// What was counted, or the lesson that is counted.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let (group, path) = request.platform.path_group(&right, &request.item).await?;
    let list = list_path(&organization.slug);
    let sent = request.rejected.as_ref().map(|it| it.fields.get(LESSON)).filter(|it| !it.is_empty());
    let asked = sent.or_else(|| request.query.filled(LESSON));
    let counted = asked.and_then(|number| path.as_ref()?.lesson(number.parse().ok()?));
    if let Some((at, lesson)) = counted {
        let number =
            t::training::lesson_of(request.locale, path.as_ref().map_or(0, |it| it.lessons.len()), at + 1);
        let shelves = request.platform.shelves().await?;
        return Ok(count_page(request, &group, lesson.clone(), number, list, &shelves));
    }
    sheet(request, group, path, list)
}

fn sheet(request: &Request, group: Group, path: Option<Path>, list: String) -> PageResult {
    let locale = request.locale;
    let kept = group.content.fields();
    let sent = Form::of(request, || kept.clone());
    // Another form of this organisation's groups was sent: the fields are as they are kept.
    let is_other = sent.fields.has(LESSON) || sent.fields.has(acts::FIELD);
    let lost = sent.fields.has(LESSON).then(|| not_kept(locale, &sent.fields));
    let form = if is_other { Form { fields: kept.clone(), errors: Vec::new() } } else { sent };
    let is_conflict =
        !is_other && request.rejected.as_ref().is_some_and(|it| it.failure == Failure::Conflict);
    let changed = is_conflict.then(|| {
        difference(locale, t::training::group_changed(locale), &form.fields, &kept, label_of(locale))
    });
    let typed = form.fields.filled("version").filter(|_| !is_conflict).map(str::to_owned);
    let version = typed.unwrap_or_else(|| group.version.to_string());
    let request = request.clone();
    let title = t::training::group_title(locale, date(locale, group.content.on));
    let page = training_page(title.clone(), move || {
        let crumb =
            vec![(Some(list.clone()), t::training::groups_title(locale).to_owned()), (None, title.clone())];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::projects::saved(locale), ()));
        let own = &group.content;
        let people = people_of(locale, u64::from(own.people.total().unwrap_or(0)));
        let place = own.place.map(|it| html! { <p>{icon("i-region")}" "{it.label()}</p> });
        let ways: Vec<_> = path
            .iter()
            .flat_map(|it| (1..).zip(&it.lessons))
            .map(|(at, it): (usize, _)| {
                let href = format!("{}?{LESSON}={}", request.path, it.number);
                ui::list_link(
                    href,
                    "i-edit",
                    t::training::group_lesson(locale, at),
                    it.content.title.to_string(),
                )
            })
            .collect();
        let gone =
            path.is_none().then(|| html! { <p class="hint">{t::training::group_path_gone(locale)}</p> });
        let answers: Vec<_> = own.tallies.iter().map(|it| tally(locale, it)).collect();
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {page_head(title, own.title.to_string())}
                {saved}
                {error_summary(&request, &form, label_of(locale))}
                {lost}
                {changed}
                <p class="sum"><b>{people}</b></p>
                {place}
                <section class="sheet-part stack">
                    <h2>{icon("i-check")}{t::training::group_answers(locale)}</h2>
                    {gone}
                    <ul class="list">{ways}</ul>
                    {answers}
                </section>
                <section class="sheet-part stack">
                    <h2>{icon("i-edit")}{t::training::group_when(locale)}</h2>
                    <form class="form" method="post" action=request.path.clone()>
                        <input type="hidden" name="version" value=version/>
                        {fields(locale, &form)}
                        {ui::action_row(button("btn btn-primary", "i-check", t::training::group_save(locale)))}
                    </form>
                </section>
                <details class="fold">
                    <summary>{t::training::group_remove(locale)}</summary>
                    <form class="stack" method="post" action=request.path.clone()>
                        <p>{t::training::group_remove_text(locale)}</p>
                        <input type="hidden" name=acts::FIELD value=acts::DISCARD/>
                        <p>{button("btn btn-danger", "i-trash", t::training::group_remove_now(locale))}</p>
                    </form>
                </details>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// What was typed into the form of a lesson that is not there any more, to be written down elsewhere.
fn not_kept(locale: Locale, typed: &Fields) -> AnyView {
    let lines: Vec<_> = typed
        .pairs()
        .iter()
        .filter_map(|(name, value)| {
            let (question, answer) = name.strip_prefix('n')?.split_once('-')?;
            let (question, answer): (u32, u32) = (question.parse().ok()?, answer.parse().ok()?);
            let value = Some(value.trim()).filter(|it| !it.is_empty())?;
            let line = t::training::group_typed_line(locale, answer, question, value);
            Some(html! { <p class="kept">{line}</p> })
        })
        .collect();
    let text = html! { <p>{t::training::group_lost_text(locale)}</p>{lines} };
    alert(Tone::Warning, t::training::group_lost_title(locale), text)
}

/// What an answer that has no words of its own is called.
fn answer_word(locale: Locale, kind: QuestionKind, answer: usize) -> &'static str {
    match (kind, answer) {
        (QuestionKind::Order, 1) => t::training::group_right_order(locale),
        (QuestionKind::Order, _) => t::training::group_other_order(locale),
        (_, 1) => t::training::word_true(locale),
        _ => t::training::word_false(locale),
    }
}

fn tally(locale: Locale, it: &Tally) -> AnyView {
    let rows: Vec<_> = (1..)
        .zip(&it.counts)
        .map(|(answer, count): (usize, _)| {
            let word = it.answers.get(answer - 1).cloned();
            let word = word.unwrap_or_else(|| answer_word(locale, it.kind, answer).to_owned());
            let right = it.right.contains(&answer).then(|| {
                html! { " "<span class="badge">{icon("i-check")}{t::training::good_answer(locale)}</span> }
            });
            let count = count.map_or_else(|| "–".to_owned(), |it| number(it as usize));
            html! { <tr><th scope="row">{word}{right}</th><td class="num">{count}</td></tr> }
        })
        .collect();
    html! { <table class="table counts"><caption>{it.text.clone()}</caption><tbody>{rows}</tbody></table> }
}

fn count_page(
    request: &Request,
    group: &Group,
    lesson: Lesson,
    number: String,
    list: String,
    shelves: &Shelves,
) -> crate::page::Page {
    let (locale, economy) = (request.locale, request.display.economy);
    let kept = group.content.clone();
    let stored = counted(&kept.tallies, &lesson);
    let form = Form::of(request, || stored.clone());
    let is_conflict = request.rejected.as_ref().is_some_and(|it| it.failure == Failure::Conflict);
    let labels = labels(locale, &lesson);
    let is_late = is_conflict && super::edit::version(&form.fields) != group.version;
    let changed = is_late.then(|| {
        let label = |name: &str| labels.iter().find(|(own, _)| own == name).map(|(_, it)| it.as_str());
        difference(locale, t::training::group_changed(locale), &form.fields, &stored, label)
    });
    let typed = form.fields.filled("version").filter(|_| !is_conflict).map(str::to_owned);
    let version = typed.unwrap_or_else(|| group.version.to_string());
    let reader = Reader::of(request.caller.person());
    let text = content(locale, economy, &lesson, shelves, &reader);
    let title = t::training::group_title(locale, date(locale, kept.on));
    let request = request.clone();
    let page = training_page(title.clone(), move || {
        let crumb = vec![
            (Some(list), t::training::groups_title(locale).to_owned()),
            (Some(request.path.clone()), title),
            (None, lesson.content.title.to_string()),
        ];
        let questions: Vec<_> = lesson
            .questions
            .iter()
            .map(|it| {
                let seen = form.fields.get(&Tally::seen_field(it.number));
                hands(locale, &form, it, is_conflict && seen != it.seal())
            })
            .collect();
        let counting = (!questions.is_empty()).then(|| {
            html! {
                <form class="stack" method="post" action=request.path.clone()>
                    <input type="hidden" name="version" value=version/>
                    <input type="hidden" name=LESSON value=lesson.number.to_string()/>
                    <p class="hint">{t::training::group_count_note(locale)}</p>
                    {questions}
                    {ui::action_row(button("btn btn-primary", "i-check", t::training::group_save(locale)))}
                </form>
            }
        });
        let label = |name: &str| labels.iter().find(|(own, _)| own == name).map(|(_, it)| it.as_str());
        let back =
            link_button("btn btn-quiet", request.path.clone(), "i-back", t::training::group_answers(locale));
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {error_summary(&request, &form, label)}
                {changed}
                <div class="hall stack">{head(&lesson, number)}{text}{counting}</div>
                <p>{back}</p>
            </div>
        }
    });
    page.unlisted()
}

/// The label of each field: the question and the answer.
fn labels(locale: Locale, lesson: &Lesson) -> Vec<(String, String)> {
    let of = |it: &Question| {
        let words = (1..).zip(words(locale, &it.content.asked));
        let label = |(answer, word): (usize, String)| {
            let hands = t::training::group_hands(locale, &word);
            (Tally::field(it.number, answer), format!("{} – {hands}", it.content.text))
        };
        words.map(label).collect::<Vec<_>>()
    };
    lesson.questions.iter().flat_map(of).collect()
}

/// What was counted of the questions that a lesson asks today, as its form says it.
fn counted(tallies: &[Tally], lesson: &Lesson) -> Fields {
    let mut fields = Fields::default();
    for it in tallies.iter().filter(|it| it.is_of_today(lesson)) {
        for (answer, count) in (1..).zip(&it.counts) {
            fields.push_some(&Tally::field(it.question, answer), count.map(|it| it.to_string()));
        }
    }
    fields
}

/// The answers of a question in words.
fn words(locale: Locale, asked: &Asked) -> Vec<String> {
    match asked {
        Asked::Choice(list) => list.iter().map(|it| it.text.to_string()).collect(),
        Asked::Picture(list) => list.iter().map(|it| it.shows.to_string()).collect(),
        Asked::Truth(_) | Asked::Order(_) => {
            (1..=2).map(|answer| answer_word(locale, asked.kind(), answer).to_owned()).collect()
        }
    }
}

/// A question with a field for the hands of each answer. Of one that is asked otherwise than when hands were raised, what was typed is told
/// and stands in no field: it was said to other words.
fn hands(locale: Locale, form: &Form, it: &Question, is_other: bool) -> AnyView {
    let words = words(locale, &it.content.asked);
    let other = is_other.then(|| {
        let typed = (1..=words.len()).map(|answer| form.fields.get(&Tally::field(it.number, answer)));
        let typed: Vec<&str> = typed.map(|it| if it.is_empty() { "–" } else { it }).collect();
        let text = t::training::group_asked_anew(locale, typed.join(", "));
        html! { <p class="field-error">{icon("i-alert")}{text}</p> }
    });
    let rows: Vec<_> = (1..)
        .zip(words)
        .map(|(answer, word): (usize, String)| {
            let name = Tally::field(it.number, answer);
            let label = t::training::group_hands(locale, &word);
            let value = if is_other { "" } else { form.fields.get(&name) }.to_owned();
            hands_input(locale, form, name, value, label, word)
        })
        .collect();
    html! {
        <fieldset class="card panel stack">
            <legend>{it.content.text.to_string()}</legend>
            <input type="hidden" name=Tally::seen_field(it.number) value=it.seal()/>
            {other}
            <ul class="ordering">{rows}</ul>
        </fieldset>
    }
}

/// Keeps what was counted or changed, or takes the group away.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, organization) = own(request).await?;
    let platform = &request.platform;
    let version = super::edit::version(fields);
    let (id, list) = (&request.item, list_path(&organization.slug));
    if fields.get(acts::FIELD) == acts::DISCARD {
        platform.remove_path_group(&right, id).await?;
        return Ok(Done::SeeOther(format!("{list}?efface=1")));
    }
    match fields.filled(LESSON) {
        Some(lesson) => {
            let lesson = lesson.parse().map_err(|_| Error::NotFound)?;
            platform.count_answers(&right, id, lesson, version, fields).await?;
        }
        None => platform.change_path_group(&right, id, version, fields).await?,
    }
    Ok(Done::SeeOther(format!("{}?enregistre=1", request.path)))
}
