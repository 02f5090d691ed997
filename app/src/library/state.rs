//! A document on its way to its readers: proposed, published, given back with a reason, withdrawn.

use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, icon};
use leptos::prelude::*;
use model::library::{Document, DocumentState, document_field};

/// The acts that are open to her, in the order of the way; `decides` says whether she publishes.
pub(super) fn section(
    locale: Locale,
    form: &Form,
    document: &Document,
    home: &str,
    decides: bool,
) -> Option<AnyView> {
    let mut acts: Vec<(&str, &str, &str, &'static str)> = Vec::new();
    match (document.state, decides) {
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
    if document.published_at.is_none() {
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
    let action = format!("{home}/modifier");
    let remark = document
        .remark
        .as_ref()
        .map(|it| alert(Tone::Warning, t::library::given_back(locale), html! { <p>{it.to_string()}</p> }));
    let give_back = (decides && document.state == DocumentState::Proposed).then(|| {
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
