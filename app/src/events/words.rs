//! Words for meetings: when, where, for whom, and how they stand.

use super::event_path;
use crate::t;
use crate::t::Locale;
use crate::ui::{date, icon, month};
use leptos::prelude::*;
use model::events::{Event, EventAudience, Hour, Month, Span};
use model::time::{Day, Moment};

/// An hour in words: «9 h», «9 h 30».
pub fn hour_words(locale: Locale, hour: Hour) -> String {
    match hour.parts() {
        (hours, 0) => t::events::hour(locale, hours),
        (hours, minutes) => t::events::hour_and_minutes(locale, hours, format!("{minutes:02}")),
    }
}

/// When it is, in words.
pub fn when_words(locale: Locale, span: &Span) -> String {
    let day = |day: Day, hour: Option<Hour>| match hour {
        Some(hour) => t::events::day_at(locale, date(locale, day), hour_words(locale, hour)),
        None => date(locale, day),
    };
    match (span.from_at, span.to_at) {
        (Some(from), Some(to)) if span.from == span.to => {
            let (from, to) = (hour_words(locale, from), hour_words(locale, to));
            t::events::day_from_to(locale, date(locale, span.from), from, to)
        }
        _ if span.from == span.to => day(span.from, span.from_at),
        (from, to) => t::events::from_to(locale, day(span.from, from), day(span.to, to)),
    }
}

/// The day on which it begins, to be seen at once; its words stand beside it.
pub fn day_tile(locale: Locale, span: &Span) -> AnyView {
    let (number, name) = (span.from.day(), month(locale, span.from.month()));
    html! { <span class="day-tile" aria-hidden="true"><b>{number}</b>{name}</span> }
}

/// A month in words.
pub fn month_words(locale: Locale, of: Month) -> String {
    t::events::month_of(locale, month(locale, of.month), of.year)
}

/// Where it is: the commune, or from afar.
pub fn place_words(locale: Locale, event: &Event) -> String {
    match (event.content.place, event.content.link.is_some()) {
        (Some(place), true) => t::events::place_and_online(locale, place.label()),
        (Some(place), false) => place.label(),
        (None, _) => t::events::online(locale).to_owned(),
    }
}

/// Badges that say what a reader must know first: cancelled, over, for members.
pub fn badges(locale: Locale, event: &Event, now: Moment) -> AnyView {
    let cancelled = event.content.cancelled.is_some().then(|| {
        html! { <span class="state" data-state="hidden">{icon("i-close")}{t::events::cancelled(locale)}</span> }
    });
    let over = (event.is_over(now) && event.content.cancelled.is_none()).then(|| {
        html! { <span class="state" data-state="draft">{icon("i-check")}{t::events::over(locale)}</span> }
    });
    let members = (event.content.audience == EventAudience::Members).then(|| {
        html! { <span class="chip">{icon("i-group")}{t::events::for_members(locale)}</span> }
    });
    html! { {cancelled}{over}{members} }
}

/// Meetings as lines of a list, for the page of their series.
pub fn session_rows(locale: Locale, events: &[Event]) -> Vec<AnyView> {
    events
        .iter()
        .map(|it| {
            let note = format!("{} · {}", when_words(locale, &it.content.span), place_words(locale, it));
            crate::ui::list_link(event_path(it), "i-agenda", it.content.title.to_string(), note)
        })
        .collect()
}
