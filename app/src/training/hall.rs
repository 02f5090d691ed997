//! `/formation/{slug}/salle`: a path for a room: one lesson on each page, in large letters, and answers that are shown when the group has
//! chosen. Nothing is kept of it; what is counted is counted elsewhere (`group.rs`).

use super::lesson::content;
use super::{PATH, path_path, training_page};
use crate::page::{PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{crumbs, icon, link_button};
use leptos::prelude::*;
use model::library::{Reader, Role, Shelves};
use model::training::{Asked, Lesson, Question};

/// The lesson that the address asks for; the first without one.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let path = platform.visible_path(&request.caller, &request.slug).await?;
    let shelves = platform.shelves().await?;
    let economy = request.display.economy;
    let reader = Reader::of(request.caller.person());
    let asked = request.query.filled("lecon").and_then(|it| it.parse().ok());
    let at = asked.and_then(|number| path.lesson(number)).map_or(0, |(at, _)| at);
    let title = format!("{} – {}", t::training::hall_title(locale), path.content.title);
    let page = training_page(title, move || {
        let home = path_path(&path);
        let crumb = vec![
            (Some(PATH.to_owned()), t::training::title(locale).to_owned()),
            (Some(home.clone()), path.content.title.to_string()),
            (None, t::training::hall_title(locale).to_owned()),
        ];
        let to = |at: usize| path.lessons.get(at).map(|it| format!("{home}/salle?lecon={}", it.number));
        let before = at.checked_sub(1).and_then(to);
        let before = before.map(|href| link_button("btn", href, "i-back", t::training::previous(locale)));
        let after = to(at + 1);
        let after =
            after.map(|href| link_button("btn btn-primary", href, "i-next", t::training::next(locale)));
        let shown = path.lessons.get(at).map(|lesson| {
            let number = t::training::lesson_of(locale, path.lessons.len(), at + 1);
            let questions: Vec<_> =
                lesson.questions.iter().map(|it| question(locale, economy, it, &shelves)).collect();
            html! {
                {head(lesson, number)}
                {content(locale, economy, lesson, &shelves, &reader)}
                {questions}
            }
        });
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                <div class="hall stack">{shown}</div>
                <nav class="row" aria-label=t::training::lessons_heading(locale)>
                    {before}{after}
                    {link_button("btn btn-quiet", home, "i-list", t::training::back_to_path(locale))}
                </nav>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Which lesson this is.
pub fn head(lesson: &Lesson, number: String) -> AnyView {
    let title = lesson.content.title.to_string();
    html! {
        <header class="stack">
            <p class="kind">{icon("i-library")}{number}</p>
            <h1>{title}</h1>
        </header>
    }
}

fn question(locale: Locale, economy: bool, it: &Question, shelves: &Shelves) -> AnyView {
    let why = it.content.why.as_ref().map(|it| html! { <p>{it.to_string()}</p> });
    html! {
        <section class="card panel stack">
            <h2>{it.content.text.to_string()}</h2>
            {answers(locale, economy, it, shelves)}
            <details class="fold">
                <summary>{t::training::show_answer(locale)}</summary>
                <div class="stack">{right(locale, it)}{why}</div>
            </details>
        </section>
    }
}

/// The answers to choose among, without what is right.
fn answers(locale: Locale, economy: bool, it: &Question, shelves: &Shelves) -> AnyView {
    let line = |text: String| html! { <li>{text}</li> };
    match &it.content.asked {
        Asked::Choice(list) => {
            let lines: Vec<_> = list.iter().map(|it| line(it.text.to_string())).collect();
            html! { <ol class="prose-list numbered">{lines}</ol> }
        }
        Asked::Truth(_) => {
            html! { <p class="row"><span>{icon("i-check")}{t::training::word_true(locale)}</span><span>{icon("i-close")}{t::training::word_false(locale)}</span></p> }
        }
        Asked::Order(_) => {
            let steps = it.content.asked.shown_steps();
            let lines: Vec<_> = steps.into_iter().map(|(_, it)| line(it.to_string())).collect();
            html! { <ul class="prose-list">{lines}</ul> }
        }
        Asked::Picture(list) => {
            let lines: Vec<_> = list
                .iter()
                .map(|it| {
                    let picture = shelves.get(it.document).and_then(|it| it.picture(Role::Medium));
                    let picture = picture.filter(|_| !economy).and_then(|it| Some((it, it.pixels?)));
                    let shows = it.shows.to_string();
                    let drawn = picture.map(|(picture, pixels)| {
                        let src = crate::library::file_address(&picture.blob, picture.kind);
                        let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
                        html! { <img src=src alt="" width=width height=height loading="lazy" decoding="async"/> }
                    });
                    html! { <li>{drawn}<span>{shows}</span></li> }
                })
                .collect();
            html! { <ol class="prose-list numbered quiz-pictures">{lines}</ol> }
        }
    }
}

/// What is right.
fn right(locale: Locale, it: &Question) -> AnyView {
    let answers: Vec<String> = match &it.content.asked {
        Asked::Choice(list) => list.iter().filter(|it| it.right).map(|it| it.text.to_string()).collect(),
        Asked::Picture(list) => list.iter().filter(|it| it.right).map(|it| it.shows.to_string()).collect(),
        Asked::Order(steps) => steps.iter().map(ToString::to_string).collect(),
        Asked::Truth(true) => vec![t::training::word_true(locale).to_owned()],
        Asked::Truth(false) => vec![t::training::word_false(locale).to_owned()],
    };
    let lines: Vec<_> = answers.into_iter().map(|it| html! { <li><b>{it}</b></li> }).collect();
    // Steps are in their order; the right ones of a choice are in none.
    let class =
        if matches!(it.content.asked, Asked::Order(_)) { "prose-list numbered" } else { "prose-list" };
    html! { <ol class=class>{lines}</ol> }
}
