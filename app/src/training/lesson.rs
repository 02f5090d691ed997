//! `/formation/{slug}/{item}`: a lesson with its words, what there is to hear, see and read, and its quiz.

use super::learner::carrying;
use super::{PATH, lesson_path, named, path_path, quiz, training_page};
use crate::library::embedded;
use crate::page::{PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, markdown};
use domain::training::Learner;
use leptos::prelude::*;
use model::fields::Fields;
use model::library::{Reader, Shelves};
use model::training::{Lesson, Path};

/// The lesson.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let path = platform.visible_path(&request.caller, &request.slug).await?;
    let (at, lesson) = named(&path, &request.item)?;
    let lesson = lesson.clone();
    let learner = platform.learner(&request.caller, &path, &request.query).await?;
    let carnet = platform.carnet(&path, &learner);
    let shelves = platform.shelves().await?;
    let economy = request.display.economy;
    let reader = Reader::of(request.caller.person());
    let asks = quiz::Asks::of(request, &shelves, carnet.clone());
    let (published, carries) = (path.published, carnet.is_some());
    let title = lesson.content.title.to_string();
    let page = training_page(format!("{title} – {}", path.content.title), move || {
        let crumb = vec![
            (Some(PATH.to_owned()), t::training::title(locale).to_owned()),
            (Some(carrying(path_path(&path), carnet.as_deref())), path.content.title.to_string()),
            (None, title.clone()),
        ];
        let minutes = usize::try_from(lesson.content.minutes).unwrap_or_default();
        let number = t::training::lesson_of(locale, path.lessons.len(), at + 1);
        let heading = format!("{number} · {}", t::training::minutes(locale, minutes));
        let form = asks.form(&path, &lesson, &Fields::default(), None);
        let passed = learner.progress.has(&lesson);
        let (has_quiz, heading_of_end) = if lesson.questions.is_empty() {
            (false, t::training::end_heading(locale))
        } else {
            (true, t::training::quiz(locale))
        };
        let quiz = if passed {
            // What has no question is done once.
            let again = has_quiz.then(|| {
                html! { <details class="fold"><summary>{t::training::again(locale)}</summary>{form}</details> }
            });
            html! {
                {done(locale, &path, &lesson, &learner)}
                {again}
            }
        } else {
            form
        };
        html! {
            <div class="wrap stack work">
                {crumbs(locale, crumb)}
                <header class="stack">
                    <p class="kind">{icon("i-library")}{heading}</p>
                    <h1>{title.clone()}</h1>
                </header>
                {content(locale, economy, &lesson, &shelves, &reader)}
                <section class="sheet-part stack" id="quiz">
                    <h2>{icon("i-check")}{heading_of_end}</h2>
                    {quiz}
                </section>
                {around(locale, &path, at, carnet.as_deref())}
            </div>
        }
    });
    let page = if carries { page.told_once() } else { page };
    Ok(if published { page } else { page.unlisted() })
}

/// What is said, shown and played in a lesson.
pub fn content(
    locale: Locale,
    economy: bool,
    lesson: &Lesson,
    shelves: &Shelves,
    reader: &Reader,
) -> AnyView {
    let own = &lesson.content;
    let text = own.text.as_ref().map(|it| {
        let text = markdown(it.as_str());
        html! { <div class="prose" inner_html=text></div> }
    });
    let documents = own.documents.iter().filter_map(|id| shelves.get(*id)).filter(|it| reader.reads(it));
    let documents: Vec<_> = documents.map(|it| embedded(locale, economy, it)).collect();
    let link = own.link.as_ref().map(|it| {
        let (href, host) = (it.to_string(), it.host().to_owned());
        html! { <p><a class="btn" href=href rel="nofollow noopener noreferrer external">{icon("i-link")}{t::training::elsewhere(locale, host)}</a></p> }
    });
    html! { {text}{documents}{link} }
}

/// That it is passed.
fn done(locale: Locale, path: &Path, lesson: &Lesson, learner: &Learner) -> AnyView {
    let all = learner.progress.finished(path).map(|on| {
        html! { <p><b>{t::training::finished_title(locale)}</b>" "{t::training::finished_text(locale, date(locale, on))}</p> }
    });
    let text = if lesson.questions.is_empty() {
        t::training::ended_text(locale)
    } else {
        t::training::passed_text(locale)
    };
    let body = html! { <p>{text}</p>{all} };
    alert(Tone::Success, t::training::passed_title(locale), body)
}

/// The lessons before and after, and the path.
fn around(locale: Locale, path: &Path, at: usize, carnet: Option<&str>) -> AnyView {
    let to = |at: usize| path.lessons.get(at).map(|it| carrying(lesson_path(path, it.number), carnet));
    let before = at.checked_sub(1).and_then(to);
    let before = before.map(|href| link_button("btn", href, "i-back", t::training::previous(locale)));
    let after = to(at + 1).map(|href| link_button("btn", href, "i-next", t::training::next(locale)));
    let home = carrying(path_path(path), carnet);
    html! {
        <nav class="row" aria-label=t::training::lessons_heading(locale)>
            {before}{after}
            {link_button("btn btn-quiet", home, "i-list", t::training::back_to_path(locale))}
        </nav>
    }
}
