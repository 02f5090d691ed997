//! `/formation/{slug}/{item}/quiz`: the questions of a lesson, and what is said to their answers.

use super::learner::carrying;
use super::{PATH, lesson_path, named, path_path, training_page};
use crate::home::outbox::{Kind, kept_notice};
use crate::library::file_address;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, crumbs, error_summary, icon, link_button, page_head};
use domain::Platform;
use domain::training::{CARNET, QUIZ};
use leptos::prelude::*;
use model::fields::Fields;
use model::library::{Role, Shelves};
use model::training::{Answer, Asked, Lesson, Marked, Path, Question, Verdict};
use std::sync::Arc;

/// What the form of a quiz is drawn with.
pub struct Asks {
    locale: Locale,
    platform: Platform,
    shelves: Arc<Shelves>,
    economy: bool,
    member: bool,
    carnet: Option<String>,
    /// The questions that are asked otherwise than when they were answered.
    anew: Vec<u32>,
}

/// The quiz alone.
pub async fn page(request: &Request) -> PageResult {
    let platform = &request.platform;
    let path = platform.visible_path(&request.caller, &request.slug).await?;
    let (_, lesson) = named(&path, &request.item)?;
    let lesson = lesson.clone();
    // A form that was refused carries what the address does not.
    let form = Form::of(request, || request.query.clone());
    let learner = platform.learner(&request.caller, &path, &form.fields).await?;
    let mut asks = Asks::of(request, &platform.shelves().await?, platform.carnet(&path, &learner));
    let summary = error_summary(request, &form, |_| None);
    // Numbers that were chosen among other answers choose nothing here.
    asks.anew = if request.rejected.is_some() {
        let others = lesson.questions.iter().filter(|it| form.fields.get(&it.seen_field()) != it.seal());
        others.map(|it| it.number).collect()
    } else {
        Vec::new()
    };
    let standing = lesson.answers_that_stand(&form.fields);
    Ok(drawn(request, asks, path, lesson, (standing, None), summary))
}

/// Judges the answers.
pub async fn answer(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (locale, platform) = (request.locale, &request.platform);
    let path = platform.visible_path(&request.caller, &request.slug).await?;
    let (_, lesson) = named(&path, &request.item)?;
    let answered = platform.answer_quiz(&request.caller, &path.slug, lesson.number, fields).await?;
    let (marked, lesson) = (answered.marked, lesson.clone());
    let carnet = platform.carnet(&path, &answered.learner);
    if marked.is_passed() && path.published {
        let href = carrying(lesson_path(&path, lesson.number), carnet.as_deref());
        return Ok(Done::SeeOther(format!("{href}#quiz")));
    }
    let asks = Asks::of(request, &platform.shelves().await?, carnet);
    let said = if marked.is_passed() {
        alert(Tone::Success, t::training::draft_passed(locale), ())
    } else {
        to_repair(locale, &lesson, &marked)
    };
    let page = drawn(request, asks, path, lesson, (fields.clone(), Some(marked)), said);
    Ok(Done::Page(page))
}

fn drawn(
    request: &Request,
    asks: Asks,
    path: Path,
    lesson: Lesson,
    (typed, marked): (Fields, Option<Marked>),
    said: AnyView,
) -> Page {
    let locale = request.locale;
    let title = t::training::quiz_of(locale, &lesson.content.title);
    let score = marked.as_ref().filter(|it| !it.is_passed()).map(|it| score(locale, &lesson, it));
    let in_tab = score.map_or_else(|| title.clone(), |score| format!("{score} – {title}"));
    let page = training_page(in_tab, move || {
        let back = carrying(lesson_path(&path, lesson.number), asks.carnet.as_deref());
        let crumb = vec![
            (Some(PATH.to_owned()), t::training::title(locale).to_owned()),
            (Some(carrying(path_path(&path), asks.carnet.as_deref())), path.content.title.to_string()),
            (Some(back.clone()), lesson.content.title.to_string()),
            (None, t::training::quiz(locale).to_owned()),
        ];
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {said}
                {asks.form(&path, &lesson, &typed, marked.as_ref())}
                <p>{link_button("btn btn-quiet", back, "i-back", t::training::read_again(locale))}</p>
            </div>
        }
    });
    page.told_once()
}

fn score(locale: Locale, lesson: &Lesson, marked: &Marked) -> String {
    t::training::score(locale, lesson.questions.len(), marked.right())
}

/// How many answers are right, and the way to each question that is not.
fn to_repair(locale: Locale, lesson: &Lesson, marked: &Marked) -> AnyView {
    let title =
        if marked.right() == 0 { t::training::score_none(locale) } else { t::training::score_title(locale) };
    let wrong = lesson.questions.iter().filter(|it| marked.of(it.number) != Some(Verdict::Right));
    let items: Vec<_> = wrong
        .map(|it| html! { <li><a href=format!("#{}", it.field())>{it.content.text.to_string()}</a></li> })
        .collect();
    html! {
        <div class="error-summary" role="alert" tabindex="-1" id="erreurs">
            <h2>{icon("i-info")}{title}</h2>
            <p>{score(locale, lesson, marked)}" "{t::training::score_text(locale)}</p>
            <ul>{items}</ul>
        </div>
    }
}

impl Asks {
    /// For whoever asks.
    pub fn of(request: &Request, shelves: &Arc<Shelves>, carnet: Option<String>) -> Self {
        Self {
            locale: request.locale,
            platform: request.platform.clone(),
            shelves: shelves.clone(),
            economy: request.display.economy,
            member: request.caller.oneself().is_ok(),
            carnet,
            anew: Vec::new(),
        }
    }

    /// The form, with what was answered and how it was judged.
    pub fn form(&self, path: &Path, lesson: &Lesson, typed: &Fields, marked: Option<&Marked>) -> AnyView {
        let locale = self.locale;
        let questions: Vec<_> = lesson
            .questions
            .iter()
            .map(|it| self.question(it, typed, marked.and_then(|marked| marked.of(it.number))))
            .collect();
        let action = format!("{}/quiz", lesson_path(path, lesson.number));
        // What a member answers without network waits on her phone; a visitor's progress stands nowhere but in her address.
        let outbox = self.member.then(|| Kind::Quiz.code());
        let about = self.member.then(|| lesson.content.title.to_string());
        let once = self.member.then(|| html! { {ui::once(&self.platform)}{kept_notice(locale)} });
        let carnet = self.carnet.clone();
        let carnet = carnet.map(|it| html! { <input type="hidden" name=CARNET value=it/> });
        let (intro, word) = if lesson.questions.is_empty() {
            (None, t::training::lesson_end(locale))
        } else {
            (Some(t::training::quiz_intro(locale)), t::training::check(locale))
        };
        html! {
            <form class="form quiz" method="post" action=action data-outbox=outbox data-about=about>
                <input type="hidden" name=QUIZ value=lesson.quiz_seal()/>
                {carnet}
                {once}
                {intro.map(|it| html! { <p class="hint">{it}</p> })}
                {questions}
                {ui::action_row(button("btn btn-primary", "i-check", word))}
            </form>
        }
    }

    fn question(&self, it: &Question, typed: &Fields, verdict: Option<Verdict>) -> AnyView {
        let locale = self.locale;
        let (name, text) = (it.field(), it.content.text.to_string());
        let said = verdict.map(|verdict| said(locale, it, verdict));
        let anew = self.anew.contains(&it.number).then(|| {
            html! { <p class="field-error">{icon("i-alert")}{t::training::asked_anew(locale)}</p> }
        });
        let described = verdict.map(|_| format!("{name}-dit"));
        let hint = match &it.content.asked {
            Asked::Order(_) => Some(t::training::order_hint(locale)),
            asked if asked.has_several() => Some(t::training::several(locale)),
            _ => None,
        };
        let class = match verdict {
            None | Some(Verdict::Right) => "field question",
            Some(_) => "field question has-error",
        };
        html! {
            <fieldset class=class id=name aria-describedby=described>
                <legend>{text}</legend>
                <input type="hidden" name=it.seen_field() value=it.seal()/>
                {hint.map(|it| html! { <p class="hint">{it}</p> })}
                {anew}
                {said}
                {self.answers(it, typed, verdict)}
            </fieldset>
        }
    }

    fn answers(&self, it: &Question, typed: &Fields, verdict: Option<Verdict>) -> AnyView {
        let locale = self.locale;
        let (name, answer) = (it.field(), it.answer(typed));
        let kind = if it.content.asked.has_several() { "checkbox" } else { "radio" };
        let is_chosen = |number: usize| matches!(&answer, Answer::Chosen(list) if list.contains(&number));
        let (invalid, described) = judged(it, verdict);
        let choice = |value: String, checked: bool, inside: AnyView| {
            let described = described.clone();
            html! {
                <label class="choice">
                    <input type=kind name=name.clone() value=value checked=checked aria-invalid=invalid aria-describedby=described/>
                    {inside}
                </label>
            }
        };
        match &it.content.asked {
            Asked::Choice(list) => {
                let cards = (1..).zip(list).map(|(number, it): (usize, _)| {
                    let text = it.text.to_string();
                    choice(number.to_string(), is_chosen(number), html! { <span>{text}</span> })
                });
                html! { <div class="choices">{cards.collect_view()}</div> }
            }
            Asked::Truth(_) => {
                let one = |value: &str, is_true: bool, pictogram: &str, word: &'static str| {
                    let inside = html! { {icon(pictogram)}{word} };
                    choice(value.to_owned(), answer == Answer::Said(is_true), inside)
                };
                html! {
                    <div class="choices">
                        {one("vrai", true, "i-check", t::training::word_true(locale))}
                        {one("faux", false, "i-close", t::training::word_false(locale))}
                    </div>
                }
            }
            Asked::Picture(list) => {
                let cards = (1..).zip(list).map(|(number, it): (usize, _)| {
                    let picture = self.shelves.get(it.document).and_then(|it| it.picture(Role::Medium));
                    let picture = picture.filter(|_| !self.economy);
                    let shows = it.shows.to_string();
                    let inside = match picture.and_then(|it| Some((it, it.pixels?))) {
                        Some((picture, pixels)) => {
                            let src = file_address(&picture.blob, picture.kind);
                            let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
                            html! { <img src=src alt=shows width=width height=height loading="lazy" decoding="async"/> }
                        }
                        // Without the picture, its words can be chosen.
                        None => html! { <span>{shows}</span> },
                    };
                    choice(number.to_string(), is_chosen(number), inside)
                });
                html! { <div class="choices quiz-pictures">{cards.collect_view()}</div> }
            }
            Asked::Order(_) => self.steps(it, typed, verdict),
        }
    }

    fn steps(&self, it: &Question, typed: &Fields, verdict: Option<Verdict>) -> AnyView {
        let locale = self.locale;
        let shown = it.content.asked.shown_steps();
        let count = shown.len();
        let (invalid, described) = judged(it, verdict);
        let places: Vec<String> = (1..=count).map(|at| typed.get(&it.step_field(at)).to_owned()).collect();
        let rows = (1..).zip(shown).map(|(at, (_, step)): (usize, _)| {
            let name = it.step_field(at);
            let chosen = typed.get(&name).to_owned();
            let options = (1..=count).map(|place| {
                let (value, selected) = (place.to_string(), place.to_string() == chosen);
                html! { <option value=value.clone() selected=selected>{value.clone()}</option> }
            });
            let label = t::training::place_of(locale, step);
            // Of places that are given twice, those alone are wrong.
            let is_doubled = places.iter().filter(|place| **place == chosen).count() > 1;
            let invalid = invalid.filter(|_| verdict != Some(Verdict::Doubled) || is_doubled);
            let mark = (verdict == Some(Verdict::Doubled) && is_doubled).then(|| {
                html! { <small class="field-error">{icon("i-alert")}{t::training::same_place(locale)}</small> }
            });
            let described = described.clone();
            html! {
                <li class="ordering-step">
                    <select class="input input-short" name=name aria-label=label aria-invalid=invalid aria-describedby=described>
                        <option value=""></option>
                        {options.collect_view()}
                    </select>
                    <span>{step.to_string()}</span>{mark}
                </li>
            }
        });
        html! { <ul class="ordering">{rows.collect_view()}</ul> }
    }
}

/// Whether the controls of a question are marked as wrong, and what tells why.
fn judged(it: &Question, verdict: Option<Verdict>) -> (Option<&'static str>, Option<String>) {
    let wrong = verdict.filter(|it| *it != Verdict::Right);
    (wrong.map(|_| "true"), wrong.map(|_| format!("{}-dit", it.field())))
}

/// What is said to an answer: kindly, and why it is so.
fn said(locale: Locale, it: &Question, verdict: Verdict) -> AnyView {
    let (class, pictogram, sentence) = match verdict {
        Verdict::Right => ("answered", "i-verified", t::training::right(locale)),
        Verdict::Wrong => ("field-error", "i-undo", t::training::wrong(locale)),
        Verdict::Missing => ("field-error", "i-info", t::training::missing(locale)),
        Verdict::Doubled => ("field-error", "i-alert", t::training::doubled(locale)),
        Verdict::Senseless => ("field-error", "i-alert", t::training::senseless(locale)),
    };
    let why = it.content.why.as_ref().filter(|_| matches!(verdict, Verdict::Right | Verdict::Wrong));
    let why = why.map(|it| html! { <p class="hint">{it.to_string()}</p> });
    let id = format!("{}-dit", it.field());
    html! { <div class="stack" id=id><p class=class>{icon(pictogram)}{sentence}</p>{why}</div> }
}
