//! Words for proposals: the four answers with their faces, when one closes, and what came of it.

use crate::events::hour_words;
use crate::t;
use crate::t::Locale;
use crate::ui::{date, icon};
use domain::proposals::AnswerTold;
use leptos::prelude::*;
use model::events::Hour;
use model::proposals::{Answer, Ended, Outcome, Proposal, Tally};
use model::time::Moment;

/// An answer: its face, and its word.
pub const fn answer_words(locale: Locale, answer: Answer) -> (&'static str, &'static str) {
    match answer {
        Answer::Yes => ("i-glad", t::proposals::answer_yes(locale)),
        Answer::Abstain => ("i-middling", t::proposals::answer_abstain(locale)),
        Answer::No => ("i-sad", t::proposals::answer_no(locale)),
        Answer::Block => ("i-block", t::proposals::answer_block(locale)),
    }
}

/// What came of it: its shape, and its word.
pub const fn outcome_words(locale: Locale, outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Agreed => ("i-check", t::proposals::outcome_agreed(locale)),
        Outcome::NotAgreed => ("i-close", t::proposals::outcome_not_agreed(locale)),
        Outcome::Blocked => ("i-block", t::proposals::outcome_blocked(locale)),
    }
}

/// The same for any proposal that ended.
pub const fn ended_words(locale: Locale, ended: &Ended) -> (&'static str, &'static str) {
    match ended {
        Ended::Counted(tally) => outcome_words(locale, tally.outcome()),
        Ended::Withdrawn { .. } => ("i-undo", t::proposals::withdrawn(locale)),
    }
}

/// A moment in words: the day and the hour, which is the same in Mali as everywhere in this program.
pub fn moment_words(locale: Locale, at: Moment) -> String {
    t::events::day_at(locale, date(locale, at.day()), hour_words(locale, Hour::of(at)))
}

/// How many answered, of how many.
pub fn answered_words(locale: Locale, answered: i64, members: i64) -> String {
    t::proposals::answered(locale, usize::try_from(answered).unwrap_or_default(), members)
}

/// How the answers are divided.
pub fn tally(locale: Locale, it: &Tally) -> AnyView {
    let total = it.answered();
    let rows: Vec<_> = Answer::ALL
        .iter()
        .map(|answer| {
            let (pictogram, word) = answer_words(locale, *answer);
            let votes = it.of(*answer);
            let share = t::forum_poll::share(locale, votes, total);
            let label = format!("{word} : {share}");
            html! {
                <li>
                    <span class="row">{icon(pictogram)}<b>{word}</b>" "<span class="muted">{share}</span></span>
                    <progress max=total.max(1).to_string() value=votes.to_string() aria-label=label></progress>
                </li>
            }
        })
        .collect();
    html! { <ul class="poll-results">{rows}</ul> }
}

/// What closes it, or what it ended with, for a list.
pub fn when(locale: Locale, it: &Proposal) -> String {
    match &it.ended {
        None => t::proposals::closes(locale, moment_words(locale, it.closes_at)),
        Some((at, _)) => t::proposals::ended_on(locale, date(locale, at.day())),
    }
}

/// What somebody proposed, answered and concluded, for the page with all that is hers.
pub fn own_rows(locale: Locale, list: &[AnswerTold]) -> Vec<AnyView> {
    let row = |it: &AnswerTold| {
        let title = it.title.clone().unwrap_or_else(|| t::proposals::closed_to_you(locale).to_owned());
        let proposed = it.proposed.then(|| format!(" · {}", t::proposals::proposed_by_you(locale)));
        let text = it.text.clone().map(|text| html! { <br/>{text} });
        let made = it.named.clone().map_or_else(String::new, |name| format!(" · {name}"));
        let made = format!("{made} · {}", date(locale, it.made_at.day()));
        let concluded = it.concluded.as_deref().map(|words| {
            html! { <br/>{t::proposals::what_follows(locale)}" : "{words.to_owned()} }
        });
        let answer = it.answer.as_ref().map(|(answer, reason, at)| {
            let reason = reason.clone().map(|it| format!(" : {it}"));
            html! { <br/>{date(locale, at.day())}" · "{answer_words(locale, *answer).1}{reason} }
        });
        html! { <li>{title}{made}{proposed}{text}{answer}{concluded}</li> }
    };
    list.iter().map(row).collect()
}
