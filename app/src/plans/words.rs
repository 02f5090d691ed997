//! Words for where actions stand, how far they are and what they come from.

use crate::t;
use crate::t::Locale;
use crate::ui::icon;
use leptos::prelude::*;
use model::plans::{ActionState, OriginKind, PlanHolder, Progress};

/// Where an action stands, in words.
pub const fn state_name(locale: Locale, state: ActionState) -> &'static str {
    state_words(locale, state).1
}

/// A shape, a word, and the colour that goes along.
const fn state_words(locale: Locale, state: ActionState) -> (&'static str, &'static str, &'static str) {
    match state {
        ActionState::Late => ("i-alert", t::plans::state_late(locale), "en-retard"),
        ActionState::Soon => ("i-clock", t::plans::state_soon(locale), "en-cours"),
        ActionState::UnderWay => ("i-next", t::plans::state_under_way(locale), "en-cours"),
        ActionState::ToDo => ("i-list", t::plans::state_to_do(locale), "en-cours"),
        ActionState::Done => ("i-check", t::plans::state_done(locale), "tenu"),
        ActionState::GivenUp => ("i-close", t::plans::state_given_up(locale), "rompu"),
    }
}

/// Where an action stands: a shape and a word; the colour only goes along.
pub fn state_badge(locale: Locale, state: ActionState) -> AnyView {
    let (pictogram, word, light) = state_words(locale, state);
    html! { <span class="light" data-light=light>{icon(pictogram)}{word}</span> }
}

/// So many that stand so, for a sentence: « 2 en retard ».
fn state_word(locale: Locale, state: ActionState, count: usize) -> String {
    match state {
        ActionState::Late => t::plans::count_late(locale, count),
        ActionState::Soon => t::plans::count_soon(locale, count),
        ActionState::UnderWay => t::plans::count_under_way(locale, count),
        ActionState::ToDo => t::plans::count_to_do(locale, count),
        ActionState::Done => t::plans::count_done(locale, count),
        ActionState::GivenUp => t::plans::count_given_up(locale, count),
    }
}

/// How many actions there are, and where they stand: « 3 actions : 2 faites, 1 en retard ».
pub fn counted(locale: Locale, counts: &[(ActionState, usize)]) -> String {
    let words: Vec<String> = counts.iter().map(|(state, count)| state_word(locale, *state, *count)).collect();
    let all = counts.iter().map(|(_, count)| count).sum();
    t::plans::counted(locale, t::plans::actions_count(locale, all), words.join(", "))
}

/// Where several of them stand, counted.
pub fn states(locale: Locale, counts: &[(ActionState, usize)]) -> Option<AnyView> {
    let items: Vec<_> = counts
        .iter()
        .map(|(state, count)| {
            let (pictogram, _, light) = state_words(locale, *state);
            let word = state_word(locale, *state, *count);
            html! { <li><span class="light" data-light=light>{icon(pictogram)}{word}</span></li> }
        })
        .collect();
    (!items.is_empty()).then(|| html! { <ul class="chips">{items}</ul> })
}

/// How far an action is, with its pictogram.
pub const fn progress_words(locale: Locale, progress: Progress) -> (&'static str, &'static str) {
    match progress {
        Progress::NotBegun => ("i-list", t::plans::progress_not_begun(locale)),
        Progress::Begun => ("i-next", t::plans::progress_begun(locale)),
        Progress::Half => ("i-next", t::plans::progress_half(locale)),
        Progress::Nearly => ("i-next", t::plans::progress_nearly(locale)),
        Progress::Done => ("i-check", t::plans::progress_done(locale)),
        Progress::GivenUp => ("i-close", t::plans::progress_given_up(locale)),
    }
}

/// What an action comes from, with its pictogram.
pub const fn origin_words(locale: Locale, kind: OriginKind) -> (&'static str, &'static str) {
    match kind {
        OriginKind::Advice => ("i-share", t::plans::origin_advice(locale)),
        OriginKind::Decision => ("i-verified", t::plans::origin_decision(locale)),
        OriginKind::Conflict => ("i-group", t::plans::origin_conflict(locale)),
    }
}

/// Whose a plan is, with its pictogram.
pub const fn holder_words(locale: Locale, holder: PlanHolder) -> (&'static str, &'static str) {
    match holder {
        PlanHolder::Organization => ("i-group", t::plans::holder_organization(locale)),
        PlanHolder::Mechanism => ("i-region", t::plans::holder_mechanism(locale)),
    }
}
