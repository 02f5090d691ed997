//! A document, or an article, on its way to its readers: proposed, published, given back with a reason, withdrawn.

use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, icon};
use leptos::prelude::*;
use model::library::{Document, DocumentState, Remark, document_field};

/// Where something stands on that way.
pub struct OnItsWay<'a> {
    /// Its state.
    pub state: DocumentState,
    /// Whether it was never published.
    pub is_new: bool,
    /// Why it was given back.
    pub remark: Option<&'a Remark>,
    /// That it was.
    pub given_back: &'static str,
    /// The address of its own page.
    pub home: &'a str,
    /// Whether she publishes.
    pub decides: bool,
}

impl<'a> OnItsWay<'a> {
    /// A document's.
    pub(super) fn of(locale: Locale, document: &'a Document, home: &'a str, decides: bool) -> Self {
        Self {
            state: document.state,
            is_new: document.published_at.is_none(),
            remark: document.remark.as_ref(),
            given_back: t::library::given_back(locale),
            home,
            decides,
        }
    }
}

/// The acts that are open to her, in the order of the way.
pub fn section(locale: Locale, form: &Form, it: &OnItsWay<'_>) -> Option<AnyView> {
    let decides = it.decides;
    let mut acts: Vec<(&str, &str, &str, &'static str)> = Vec::new();
    match (it.state, decides) {
        (DocumentState::Draft | DocumentState::Proposed | DocumentState::Withdrawn, true) => {
            acts.push(("publier", "btn btn-primary", "i-show", t::library::act_publish(locale)));
        }
        (DocumentState::Draft, false) => {
            acts.push(("proposer", "btn btn-primary", "i-next", t::library::act_propose(locale)));
        }
        (DocumentState::Published, true) => {
            acts.push(("retirer", "btn", "i-hide", t::library::act_withdraw(locale)));
        }
        _ => {}
    }
    if it.is_new {
        acts.push(("jeter", "btn btn-quiet", "i-trash", t::library::act_discard(locale)));
    }
    let buttons: Vec<_> = acts
        .into_iter()
        .map(|(act, class, pictogram, word)| {
            let (class, act) = (class.to_owned(), act.to_owned());
            html! { <button class=class type="submit" name="acte" value=act>{icon(pictogram)}{word}</button> }
        })
        .collect();
    let note = (!decides).then(|| html! { <p class="hint">{t::library::propose_note(locale)}</p> });
    let action = format!("{}/modifier", it.home);
    let remark =
        it.remark.map(|remark| alert(Tone::Warning, it.given_back, html! { <p>{remark.to_string()}</p> }));
    let give_back = (decides && it.state == DocumentState::Proposed).then(|| {
        html! {
            <form class="form" method="post" action=action.clone()>
                <input type="hidden" name="acte" value="rendre"/>
                {ui::textarea(locale, form, document_field::REMARK, 3, t::library::field_remark(locale), t::library::field_remark_hint(locale), true)}
                {ui::action_row(button("btn", "i-back", t::library::act_give_back(locale)))}
            </form>
        }
    });
    (!buttons.is_empty()).then(|| {
        html! {
            <section class="card panel stack">
                <h2>{icon("i-show")}{t::library::state_heading(locale)}</h2>
                {remark}
                {note}
                <form method="post" action=action class="row">{buttons}</form>
                {give_back}
            </section>
        }
    })
}
