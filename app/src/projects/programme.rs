//! A programme as one enters it, reads it and prints it: of an activity that took place, and of a meeting that is still to come.

use super::words::part;
use crate::events::hour_words;
use crate::paper::{Block, Run};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, icon};
use leptos::prelude::*;
use model::programme::{Programme, ProgrammeDay, Session, SessionKind};
use model::projects::report_field as field;

/// The field of its lines.
pub fn input(locale: Locale, form: &Form) -> AnyView {
    let (label, hint) = (t::programme::title(locale), t::programme::hint(locale));
    ui::textarea(locale, form, field::PROGRAMME, 6, label, hint, false)
}

/// A part of a page with its days and their sessions.
pub fn shown(locale: Locale, programme: &Programme) -> Option<AnyView> {
    (!programme.is_empty()).then(|| part("i-list", t::programme::title(locale), days(locale, programme)))
}

/// Its days and their sessions.
pub fn days(locale: Locale, programme: &Programme) -> AnyView {
    let days = programme.days.iter().map(|it| {
        let head = day_words(locale, it).map(|it| html! { <h3>{it}</h3> });
        let sessions: Vec<_> = it.sessions.iter().map(|it| session(locale, it)).collect();
        html! { {head}<ol class="seen">{sessions}</ol> }
    });
    days.collect_view().into_any()
}

fn session(locale: Locale, it: &Session) -> AnyView {
    let hours = hours(locale, it).map(|it| html! { <p class="kind">{icon("i-clock")}{it}</p> });
    let kind = it.kind().map(|it| icon(kind_icon(it)));
    let title = it.title.to_string();
    let speakers: Vec<_> = it.speakers.iter().map(|it| html! { <li>{it.to_string()}</li> }).collect();
    let speakers = (!speakers.is_empty()).then(|| html! { <ul class="prose-list">{speakers}</ul> });
    html! { <li>{hours}<p>{kind}" "<b>{title}</b></p>{speakers}</li> }
}

/// The same on paper.
pub fn blocks(locale: Locale, programme: &Programme) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !programme.is_empty() {
        blocks.push(Block::Heading(2, t::programme::title(locale).to_owned()));
    }
    let item = |depth: u8, mark: &str, runs: Vec<Run>| Block::Item { depth, mark: mark.to_owned(), runs };
    for day in &programme.days {
        blocks.extend(day_words(locale, day).map(|it| Block::Heading(3, it)));
        for it in &day.sessions {
            let hours = hours(locale, it).map(|it| Run::plain(format!("{it} · ")));
            let title = Run { text: it.title.to_string(), bold: true };
            blocks.push(item(0, "•", hours.into_iter().chain([title]).collect()));
            blocks.extend(it.speakers.iter().map(|it| item(1, "–", vec![Run::plain(it.to_string())])));
        }
    }
    blocks
}

/// Which day it is; nothing if that was not said.
fn day_words(locale: Locale, day: &ProgrammeDay) -> Option<String> {
    Some(match (day.number?, &day.title) {
        (number, Some(title)) => t::programme::day_titled(locale, number, title),
        (number, None) => t::programme::day(locale, number),
    })
}

fn hours(locale: Locale, it: &Session) -> Option<String> {
    let from = hour_words(locale, it.from?);
    Some(match it.to {
        Some(to) => t::programme::from_to(locale, from, hour_words(locale, to)),
        None => from,
    })
}

const fn kind_icon(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Opening => "i-sun",
        SessionKind::Panel => "i-forum",
        SessionKind::Plenary => "i-group",
        SessionKind::Groups => "i-network",
        SessionKind::Break => "i-pause",
        SessionKind::Closing => "i-verified",
    }
}
