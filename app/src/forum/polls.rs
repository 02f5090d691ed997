//! Polls: asked in the form of a topic, voted in below its first post, and told as totals.

use super::parts::{number_in, space_path, topic_path};
use super::write::label_of;
use crate::moderation;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, button, crumbs, date, error_summary, icon, link_button, page_head};
use domain::forum::PollShown;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{FEWEST_VOTES, HeldWords, POLL_DAYS, PollStyle, Space, Topic, poll_field as field};
use model::moderation::Measure;

/// What the forms below a poll ask.
const GESTURE: &str = "geste";
const CLOSE: &str = "finir";

/// The part of a topic's form that asks a poll, folded away until it is wanted.
pub fn in_form(locale: Locale, form: &Form) -> AnyView {
    let styles = [
        ("", "i-close", t::forum_poll::style_none(locale)),
        (PollStyle::Faces.code(), "i-glad", t::forum_poll::style_faces(locale)),
        (PollStyle::Words.code(), "i-list", t::forum_poll::style_words(locale)),
    ];
    let styles =
        styles.map(|(code, pictogram, word)| (code.to_owned(), pictogram.to_owned(), word.to_owned()));
    let days = POLL_DAYS
        .map(|it| (it.to_string(), t::forum_poll::days_count(locale, usize::try_from(it).unwrap_or(0))));
    let names = [field::STYLE, field::QUESTION, field::OPTIONS, field::DAYS];
    let wrong = names.iter().any(|name| form.error(locale, name).is_some());
    let open = wrong || form.fields.filled(field::STYLE).is_some();
    html! {
        <details class="fold" open=open>
            <summary>{t::forum_poll::fold(locale)}</summary>
            <div class="stack">
                {ui::choices(locale, form, field::STYLE, false, t::forum_poll::style(locale), "", styles.into())}
                {ui::text_input(locale, form, field::QUESTION, "text", t::forum_poll::question(locale), t::forum_poll::question_hint(locale), false)}
                {ui::textarea(locale, form, field::OPTIONS, 4, t::forum_poll::options(locale), t::forum_poll::options_hint(locale), false)}
                {ui::select(locale, form, field::DAYS, t::forum_poll::days(locale), "", true, days.into())}
            </div>
        </details>
    }
}

/// The poll below the first post of its topic; who is kept from writing there by a measure reads why she does not vote.
pub fn panel(
    locale: Locale,
    space: &Space,
    topic: &Topic,
    shown: &PollShown,
    (writes, barrier): (bool, Option<&Measure>),
    form: &Form,
) -> AnyView {
    let question = shown.poll.question.as_ref().map_or_else(|| topic.title.to_string(), ToString::to_string);
    let ends = match (shown.over, shown.open) {
        (true, _) => t::forum_poll::over(locale).to_owned(),
        (false, true) => t::forum_poll::until(locale, date(locale, shown.poll.ends_at.day())),
        (false, false) => t::forum_poll::paused(locale).to_owned(),
    };
    let action = format!("{}/sondage", topic_path(space, topic));
    let kept = barrier.filter(|_| shown.open && writes).map(|it| moderation::barrier_note(locale, it));
    let choose = (shown.open && writes && kept.is_none()).then(|| voting(locale, shown, form, &action));
    let listed =
        (choose.is_none() && shown.split.is_none()).then(|| answers(locale, shown, &HeldWords::default()));
    let join = (shown.open && !writes).then(|| html! { <p class="hint">{t::forum_poll::join(locale)}</p> });
    let own = shown.own.map(|at| {
        let words = t::forum_poll::voted(locale, option_word(locale, shown, at));
        html! { <p>{icon("i-check")}" "{words}</p> }
    });
    let close = (shown.may_close && kept.is_none()).then(|| {
        html! {
            <form method="post" action=action.clone()>
                <button class="btn btn-quiet" type="submit" name=GESTURE value=CLOSE>{icon("i-close")}{t::forum_poll::close(locale)}</button>
            </form>
        }
    });
    html! {
        <section class="poll stack" id="sondage" aria-label=t::forum_poll::title(locale)>
            <h2>{icon(if shown.poll.style == PollStyle::Faces { "i-glad" } else { "i-list" })}" "{question}</h2>
            <p class="muted">{ends}</p>
            {own}
            {listed}
            {results(locale, shown)}
            {choose}
            {kept}
            {join}
            {close}
        </section>
    }
}

/// What a poll asks, without what was voted, with these words marked.
pub fn asked(locale: Locale, shown: &PollShown, held: &HeldWords) -> AnyView {
    let question = shown.poll.question.as_ref().map(|it| ui::marked(it.as_str(), held));
    html! {
        <section class="card stack">
            <h2>{t::forum_poll::title(locale)}</h2>
            {question.map(|words| html! { <p>{words}</p> })}
            {answers(locale, shown, held)}
        </section>
    }
}

/// The answers, for who does not choose one.
fn answers(locale: Locale, shown: &PollShown, held: &HeldWords) -> AnyView {
    let count = i64::try_from(shown.poll.counts.len()).unwrap_or(0);
    let list: Vec<_> = (1..=count)
        .map(|at| {
            let pictogram = (shown.poll.style == PollStyle::Faces).then(|| icon(face(at)));
            html! { <li>{pictogram}" "{ui::marked(&option_word(locale, shown, at), held)}</li> }
        })
        .collect();
    html! { <ul class="poll-answers">{list}</ul> }
}

fn voting(locale: Locale, shown: &PollShown, form: &Form, action: &str) -> AnyView {
    let count = i64::try_from(shown.poll.counts.len()).unwrap_or(0);
    let options = (1..=count).map(|at| {
        let pictogram = if shown.poll.style == PollStyle::Faces { face(at) } else { "" };
        (at.to_string(), pictogram.to_owned(), option_word(locale, shown, at))
    });
    let mut form = form.clone();
    if form.fields.filled(field::VOTE).is_none() {
        form.fields.push_some(field::VOTE, shown.own.map(|it| it.to_string()));
    }
    let word =
        if shown.own.is_some() { t::forum_poll::vote_again(locale) } else { t::forum_poll::vote(locale) };
    html! {
        <form class="stack" method="post" action=action.to_owned()>
            {ui::choices(locale, &form, field::VOTE, false, t::forum_poll::vote_label(locale), t::forum_poll::secret(locale), options.collect())}
            <p>{button("btn btn-primary", "i-check", word)}</p>
        </form>
    }
}

/// Totals, once they can be told; else why they are not.
fn results(locale: Locale, shown: &PollShown) -> AnyView {
    let votes = t::forum_poll::votes(locale, usize::try_from(shown.poll.votes).unwrap_or(0));
    let Some(split) = &shown.split else {
        let why = if shown.over {
            t::forum_poll::few(locale, FEWEST_VOTES)
        } else {
            t::forum_poll::later(locale, FEWEST_VOTES)
        };
        return html! { <p class="hint">{format!("{votes}. {why}")}</p> };
    };
    let total: i64 = split.iter().sum();
    let rows: Vec<_> = (1..)
        .zip(split)
        .map(|(at, votes)| {
            let word = option_word(locale, shown, at);
            let pictogram = (shown.poll.style == PollStyle::Faces).then(|| icon(face(at)));
            let share = t::forum_poll::share(locale, votes, total);
            let label = format!("{word} : {share}");
            html! {
                <li>
                    <span class="row">{pictogram}<b>{word}</b>" "<span class="muted">{share}</span></span>
                    <progress max=total.to_string() value=votes.to_string() aria-label=label></progress>
                </li>
            }
        })
        .collect();
    html! {
        <ul class="poll-results">{rows}</ul>
        <p class="hint">{format!("{votes}.")}</p>
    }
}

/// The picture of a face, from glad to sad.
const fn face(at: i64) -> &'static str {
    match at {
        1 => "i-glad",
        2 => "i-middling",
        _ => "i-sad",
    }
}

/// An answer in words: a face, or its number and what it says.
fn option_word(locale: Locale, shown: &PollShown, at: i64) -> String {
    let index = usize::try_from(at - 1).unwrap_or(usize::MAX);
    match shown.poll.counts.get(index).and_then(|it| it.option.as_ref()) {
        Some(words) => format!("{at}. {words}"),
        None => match at {
            1 => t::forum_poll::face_glad(locale),
            2 => t::forum_poll::face_middling(locale),
            _ => t::forum_poll::face_sad(locale),
        }
        .to_owned(),
    }
}

/// `/forum/{space}/{topic}/sondage`: the poll alone, where a refused vote stands again.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (space, topic, shown) = platform.topic_with_poll(&request.caller, number_in(&request.item)?).await?;
    request.caller.writer(&space)?;
    let barrier = platform.barrier(&request.caller, space.id).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::forum_poll::title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&space, &topic);
        let crumb = vec![
            (Some(space_path(&space)), space.name.to_string()),
            (Some(home.clone()), topic.title.to_string()),
            (None, title.to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {error_summary(&request, &form, label_of(locale))}
                {panel(locale, &space, &topic, &shown, (true, barrier.as_ref()), &form)}
                <p>{link_button("btn btn-quiet", home, "i-back", t::forum_poll::back(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Counts a vote, or ends the poll.
pub async fn vote(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    let number = number_in(&request.item)?;
    match fields.get(GESTURE) {
        CLOSE => platform.close_poll(caller, number).await?,
        _ => platform.vote(caller, number, fields).await?,
    }
    let (space, topic, _) = platform.topic_with_poll(caller, number).await?;
    Ok(Done::SeeOther(format!("{}#sondage", topic_path(&space, &topic))))
}
