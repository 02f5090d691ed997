//! Somebody else changed the word in between: what was typed stays, and the differences are shown.

use super::sheet::{icon_word, label};
use crate::t;
use crate::t::Locale;
use crate::ui;
use leptos::prelude::*;
use model::directory::{DomainIcon, Term, TermId, Terms, term_field};
use model::fields::Fields;

const FIELDS: [&str; 6] = [
    term_field::FRENCH,
    term_field::BAMBARA,
    term_field::ENGLISH,
    term_field::PARENT,
    term_field::ICON,
    term_field::CODE,
];

/// Says that the word was changed, and lists what differs between the kept word and the form.
pub(super) fn differences(locale: Locale, terms: &Terms, own: &Term, typed: &Fields) -> AnyView {
    let kept = own.fields();
    let items: Vec<_> = FIELDS
        .iter()
        .filter(|field| kept.get(field) != typed.get(field))
        .map(|field| {
            let said = |fields: &Fields| word(locale, terms, field, fields.get(field));
            html! {
                <li>
                    <strong>{label(locale, field)}</strong>
                    <p>{t::admin::conflict_theirs(locale, said(&kept))}</p>
                    <p>{t::admin::conflict_yours(locale, said(typed))}</p>
                </li>
            }
        })
        .collect();
    let same = items.is_empty().then(|| html! { <p>{t::admin::conflict_same(locale)}</p> });
    html! {
        <div class="error-summary" role="alert" tabindex="-1" id="erreurs">
            <h2>{ui::icon("i-alert")}{t::admin::conflict_title(locale)}</h2>
            <p>{t::admin::conflict_text(locale)}</p>
            {same}
            <ul>{items}</ul>
            <p><a href=super::address(&own.id)>{t::admin::conflict_reload(locale)}</a></p>
        </div>
    }
}

/// A value as the form shows it.
fn word(locale: Locale, terms: &Terms, field: &str, value: &str) -> String {
    let found = match field {
        term_field::PARENT => terms.get(&TermId(value.to_owned())).map(|term| term.label(locale)),
        term_field::ICON => DomainIcon::parse(value).map(|icon| icon_word(locale, icon)),
        _ => None,
    };
    match found.unwrap_or(value) {
        "" => t::common::word_unknown(locale).to_owned(),
        word => word.to_owned(),
    }
}
