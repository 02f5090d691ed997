//! The fields of a word's form.

use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use leptos::prelude::*;
use model::directory::{DomainIcon, Scheme, Term, Terms, term_field};

/// The fields; `own` is the word as it is kept, nothing for a new one.
pub(super) fn fields(
    locale: Locale,
    terms: &Terms,
    scheme: Scheme,
    own: Option<&Term>,
    form: &Form,
) -> AnyView {
    let domain = (scheme == Scheme::Domain).then(|| of_domain(locale, terms, own, form));
    html! {
        {ui::text_input(locale, form, term_field::FRENCH, "text", t::vocabulary::french_label(locale), t::vocabulary::french_hint(locale), true)}
        {ui::text_input(locale, form, term_field::BAMBARA, "text", t::vocabulary::bambara_label(locale), "", false)}
        {ui::text_input(locale, form, term_field::ENGLISH, "text", t::vocabulary::english_label(locale), "", false)}
        {domain}
    }
}

fn of_domain(locale: Locale, terms: &Terms, own: Option<&Term>, form: &Form) -> AnyView {
    let icons = DomainIcon::ALL
        .iter()
        .map(|icon| (icon.code().to_owned(), icon.code().to_owned(), icon_word(locale, *icon).to_owned()));
    html! {
        {parent(locale, terms, own, form)}
        {ui::choices(locale, form, term_field::ICON, false, t::vocabulary::icon_label(locale), t::vocabulary::icon_hint(locale), icons.collect())}
        {ui::text_input(locale, form, term_field::CODE, "text", t::vocabulary::code_label(locale), t::vocabulary::code_hint(locale), false)}
    }
}

/// The broader word, among those that may be chosen and the one that it has already.
fn parent(locale: Locale, terms: &Terms, own: Option<&Term>, form: &Form) -> AnyView {
    if own.is_some_and(|own| terms.narrower(&own.id).next().is_some()) {
        return html! { <p class="hint">{t::vocabulary::parent_fixed(locale)}</p> };
    }
    let fits = |term: &&Term| {
        let is_own = own.is_some_and(|own| own.id == term.id);
        let stays = own.is_some_and(|own| own.parent.as_ref() == Some(&term.id));
        !is_own && (stays || terms.is_offered(term))
    };
    let options = terms
        .roots(Scheme::Domain)
        .filter(fits)
        .map(|term| (term.id.as_str().to_owned(), term.label(locale).to_owned()));
    let (label, hint) = (t::vocabulary::parent_label(locale), t::vocabulary::parent_hint(locale));
    ui::select(locale, form, term_field::PARENT, label, hint, false, options.collect())
}

/// The label of a field, for the list of errors.
pub(super) fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |field| match field {
        "raison" => Some(t::staff::reason(locale)),
        "par" => Some(t::vocabulary::merge_into(locale)),
        field => label(locale, field),
    }
}

/// What a field of the form is called.
pub(super) fn label(locale: Locale, field: &str) -> Option<&'static str> {
    match field {
        term_field::FRENCH => Some(t::vocabulary::french_label(locale)),
        term_field::BAMBARA => Some(t::vocabulary::bambara_label(locale)),
        term_field::ENGLISH => Some(t::vocabulary::english_label(locale)),
        term_field::PARENT => Some(t::vocabulary::parent_label(locale)),
        term_field::ICON => Some(t::vocabulary::icon_label(locale)),
        term_field::CODE => Some(t::vocabulary::code_label(locale)),
        _ => None,
    }
}

/// A pictogram in a word.
pub(super) const fn icon_word(locale: Locale, icon: DomainIcon) -> &'static str {
    match icon {
        DomainIcon::Violence => t::vocabulary::icon_violence(locale),
        DomainIcon::Rights => t::vocabulary::icon_rights(locale),
        DomainIcon::Politics => t::vocabulary::icon_politics(locale),
        DomainIcon::Justice => t::vocabulary::icon_justice(locale),
        DomainIcon::HumanRights => t::vocabulary::icon_human_rights(locale),
        DomainIcon::Peace => t::vocabulary::icon_peace(locale),
        DomainIcon::Health => t::vocabulary::icon_health(locale),
        DomainIcon::Education => t::vocabulary::icon_education(locale),
        DomainIcon::Economy => t::vocabulary::icon_economy(locale),
        DomainIcon::Training => t::vocabulary::icon_training(locale),
        DomainIcon::Agriculture => t::vocabulary::icon_agriculture(locale),
        DomainIcon::ChildMarriage => t::vocabulary::icon_child_marriage(locale),
        DomainIcon::Emergency => t::vocabulary::icon_emergency(locale),
        DomainIcon::Media => t::vocabulary::icon_media(locale),
    }
}
