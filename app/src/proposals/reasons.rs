//! Why members answered as they did, and the forms that take such words back, or out of the circle's sight.

use super::proposal_path;
use super::words::answer_words;
use crate::forum::voice;
use crate::t;
use crate::t::Locale;
use crate::ui::{action_row, button, icon};
use domain::proposals::{ProposalShown, ReasonGiven};
use leptos::prelude::*;
use model::forum::Recording;
use model::id::PostId;
use model::proposals::{Ended, proposal_field as field};

/// What a form of the page asks.
pub const GESTURE: &str = "geste";
/// Her own words are taken back.
pub const TAKE_BACK: &str = "taire";
/// Somebody's words are hidden.
pub const HIDE: &str = "masquer";

/// The voice with this id.
pub fn voice_of(voices: &[Recording], spoken: Option<PostId>) -> Option<&Recording> {
    voices.iter().rev().find(|it| Some(it.post) == spoken)
}

/// The reasons, each with the way to hide it for who runs the circle.
pub fn list(locale: Locale, found: &ProposalShown) -> Option<AnyView> {
    let row = |it: &ReasonGiven| {
        let (pictogram, word) = answer_words(locale, it.answer);
        let heard = voice_of(&found.voices, it.voice)
            .map(|voice| voice::heard(locale, voice, t::voice::recording(locale)));
        let said = it.reason.as_deref().map(|text| {
            let lines: Vec<_> = text.lines().map(|line| html! { <p>{line.to_owned()}</p> }).collect();
            lines
        });
        let person = it.person.to_string();
        let hide = found.may.hide.then(|| {
            html! {
                <details class="fold no-print">
                    <summary>{t::proposals::hide(locale)}</summary>
                    <form class="form" method="post" action=proposal_path(&found.proposal)>
                        <input type="hidden" name=GESTURE value=HIDE/>
                        <input type="hidden" name=field::PERSON value=person/>
                        <p class="hint">{t::proposals::hide_text(locale)}</p>
                        {action_row(button("btn btn-danger", "i-hide", t::proposals::hide_now(locale)))}
                    </form>
                </details>
            }
        });
        html! {
            <li class="stack">
                <p>{icon(pictogram)}" "<b>{it.name.clone()}</b>" · "{word}</p>
                {said}
                {heard}
                {hide}
            </li>
        }
    };
    let rows: Vec<_> = found.reasons.iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        html! {
            <section class="stack" id="raisons">
                <h2>{t::proposals::reasons(locale)}</h2>
                <ul class="seen">{rows}</ul>
            </section>
        }
    })
}

/// The way to take back why she answered so, while others read it or will.
pub fn taking_back(locale: Locale, found: &ProposalShown) -> Option<AnyView> {
    let own = found.own.as_ref().filter(|it| it.reason.is_some() || it.voice.is_some())?;
    if matches!(found.proposal.ended, Some((_, Ended::Withdrawn { .. }))) {
        return None;
    }
    let hidden = own.hidden.then(|| html! { <p>{icon("i-hide")}" "{t::proposals::own_hidden(locale)}</p> });
    Some(html! {
        {hidden}
        <details class="fold">
            <summary>{t::proposals::take_back(locale)}</summary>
            <form class="form" method="post" action=proposal_path(&found.proposal)>
                <input type="hidden" name=GESTURE value=TAKE_BACK/>
                <p class="hint">{t::proposals::take_back_text(locale)}</p>
                {action_row(button("btn btn-danger", "i-undo", t::proposals::withdraw_now(locale)))}
            </form>
        </details>
    })
}
