//! Form fields: label, hint, error and control belong together, and what was typed is always there again.

use super::{Tone, alert, icon, problem};
use crate::page::Request;
use crate::t;
use crate::t::Locale;
use leptos::prelude::*;
use model::failure::{Failure, FieldError};
use model::fields::Fields;
use model::forum::forum_field;
use std::collections::BTreeSet;

/// What the fields of a form show: values and errors.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// What was typed, or what is kept.
    pub fields: Fields,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

impl Form {
    /// The form as it was sent and refused, or else with these values.
    pub fn of(request: &Request, kept: impl FnOnce() -> Fields) -> Self {
        match &request.rejected {
            Some(rejected) => Self { fields: rejected.fields.clone(), errors: rejected.errors().to_vec() },
            None => Self { fields: kept(), errors: Vec::new() },
        }
    }

    /// The sentence for what is wrong with a field.
    pub fn error(&self, locale: Locale, name: &str) -> Option<String> {
        let own = |error: &&FieldError| error.field == name || error.field.split('.').next() == Some(name);
        let sentences: Vec<String> =
            self.errors.iter().filter(own).map(|error| problem(locale, &error.problem)).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// All values of a field as lines, each as it was typed.
    fn text(&self, name: &str) -> String {
        let values =
            self.fields.pairs().iter().filter(|(own, value)| own == name && !value.trim().is_empty());
        values.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// Label, hint, error and control in one block; `describedby` for the control.
fn wrapped(
    locale: Locale,
    form: &Form,
    name: &str,
    label: String,
    hint: &str,
    required: bool,
    control: impl FnOnce(Option<String>, Option<&'static str>) -> AnyView,
) -> AnyView {
    let error = form.error(locale, name);
    let hint_id = (!hint.is_empty()).then(|| format!("{name}-aide"));
    let error_id = error.as_ref().map(|_| format!("{name}-erreur"));
    let ids: Vec<&str> = [&hint_id, &error_id].into_iter().flatten().map(String::as_str).collect();
    let described = (!ids.is_empty()).then(|| ids.join(" "));
    let control = control(described, error.as_ref().map(|_| "true"));
    let class = if error.is_some() { "field has-error" } else { "field" };
    let (name, hint) = (name.to_owned(), hint.to_owned());
    html! {
        <div class=class>
            <label for=name>
                {label}
                {(!required).then(|| html! { " " <span class="optional">"(" {t::common::word_optional(locale)} ")"</span> })}
            </label>
            {hint_id.map(|id| html! { <p class="hint" id=id>{hint}</p> })}
            {error.zip(error_id).map(|(error, id)| html! { <p class="field-error" id=id>{icon("i-alert")}{error}</p> })}
            {control}
        </div>
    }
}

/// A one-line field; `kind` is the `type` of the input. A passphrase is never shown again.
pub fn text_input(
    locale: Locale,
    form: &Form,
    name: &'static str,
    kind: &'static str,
    label: &str,
    hint: &str,
    required: bool,
) -> AnyView {
    let value = (kind != "password").then(|| form.fields.get(name).to_owned());
    let complete = match (kind, name) {
        ("password", _) => Some("current-password"),
        (_, "nom") if label == t::signin::name_label(locale) => Some("username"),
        _ => None,
    };
    let class = if matches!(kind, "number" | "date") { "input input-short" } else { "input" };
    let required_mark = required.then_some("true");
    wrapped(locale, form, name, label.to_owned(), hint, required, move |described, invalid| {
        html! {
            <input class=class id=name name=name type=kind value=value autocomplete=complete
                aria-required=required_mark aria-describedby=described aria-invalid=invalid/>
        }
    })
}

/// A passphrase, never shown again; `complete` is what a password manager makes of it.
pub fn passphrase_input(
    locale: Locale,
    form: &Form,
    name: &'static str,
    complete: &'static str,
    label: &str,
    hint: &str,
) -> AnyView {
    wrapped(locale, form, name, label.to_owned(), hint, true, move |described, invalid| {
        html! {
            <input class="input" id=name name=name type="password" autocomplete=complete aria-required="true"
                aria-describedby=described aria-invalid=invalid maxlength="256"/>
        }
    })
}

/// A code that is typed from paper, from a screen or by ear: digits or words.
pub fn code_input(locale: Locale, form: &Form, name: &'static str, label: &str, hint: &str) -> AnyView {
    let value = form.fields.get(name).to_owned();
    wrapped(locale, form, name, label.to_owned(), hint, true, move |described, invalid| {
        html! {
            <input class="input code-input" id=name name=name type="text" value=value autocomplete="one-time-code"
                autocapitalize="none" spellcheck="false" maxlength="60" aria-required="true"
                aria-describedby=described aria-invalid=invalid/>
        }
    })
}

/// An instant of a recording that stands on the page: where somebody stops the voice, the script writes it for her.
pub fn instant_input(locale: Locale, form: &Form, name: &'static str, label: &str, hint: &str) -> AnyView {
    let value = form.fields.get(name).to_owned();
    wrapped(locale, form, name, label.to_owned(), hint, false, move |described, invalid| {
        html! {
            <input class="input input-short" id=name name=name type="text" value=value maxlength="6" autocomplete="off"
                placeholder="0:00" data-instant="" aria-describedby=described aria-invalid=invalid/>
        }
    })
}

/// A field of several lines; several values of one name stand one below the other.
pub fn textarea(
    locale: Locale,
    form: &Form,
    name: &'static str,
    rows: u8,
    label: &str,
    hint: &str,
    required: bool,
) -> AnyView {
    let value = form.text(name);
    let required_mark = required.then_some("true");
    wrapped(locale, form, name, label.to_owned(), hint, required, move |described, invalid| {
        html! {
            <textarea class="input" id=name name=name rows=rows.to_string() aria-required=required_mark
                aria-describedby=described aria-invalid=invalid>{value}</textarea>
        }
    })
}

/// A line for which hands are raised, with the short field of how many there were.
pub fn hands_input(
    locale: Locale,
    form: &Form,
    name: String,
    value: String,
    label: String,
    word: String,
) -> AnyView {
    let error = form.error(locale, &name);
    let described = error.as_ref().map(|_| format!("{name}-erreur"));
    let invalid = error.is_some().then_some("true");
    let error = error.zip(described.clone()).map(|(error, id)| {
        html! { <p class="field-error" id=id>{icon("i-alert")}{error}</p> }
    });
    html! {
        <li class="ordering-step">
            <input class="input input-short" id=name.clone() name=name type="text" inputmode="numeric" maxlength="20"
                autocomplete="off" value=value aria-label=label aria-invalid=invalid aria-describedby=described/>
            <span>{word}</span>{error}
        </li>
    }
}

/// A list to choose one of; the first option is empty unless the field is required.
pub fn select(
    locale: Locale,
    form: &Form,
    name: &'static str,
    label: &str,
    hint: &str,
    required: bool,
    options: Vec<(String, String)>,
) -> AnyView {
    let chosen = form.fields.get(name).to_owned();
    wrapped(locale, form, name, label.to_owned(), hint, required, move |described, invalid| {
        let options = options.into_iter().map(|(value, word)| {
            let selected = value == chosen;
            html! { <option value=value selected=selected>{word}</option> }
        });
        html! {
            <select class="input" id=name name=name aria-describedby=described aria-invalid=invalid>
                {(!required).then(|| html! { <option value=""></option> })}
                {options.collect_view()}
            </select>
        }
    })
}

/// A file to send.
pub fn file(
    locale: Locale,
    form: &Form,
    name: &'static str,
    accept: &'static str,
    label: &str,
    hint: &str,
    required: bool,
) -> AnyView {
    wrapped(locale, form, name, label.to_owned(), hint, required, move |described, invalid| {
        html! {
            <input class="input" id=name name=name type="file" accept=accept aria-describedby=described
                aria-invalid=invalid/>
        }
    })
}

/// Choice cards with pictograms: `many` makes boxes to tick, else one of them. Each choice is value, pictogram, word.
pub fn choices(
    locale: Locale,
    form: &Form,
    name: &'static str,
    many: bool,
    label: &str,
    hint: &str,
    list: Vec<(String, String, String)>,
) -> AnyView {
    let error = form.error(locale, name);
    let kind = if many { "checkbox" } else { "radio" };
    let class = if error.is_some() { "field has-error" } else { "field" };
    let chosen: Vec<String> = form.fields.all(name).flat_map(str::lines).map(str::to_owned).collect();
    let described = error.as_ref().map(|_| format!("{name}-erreur"));
    let cards = list.into_iter().map(|(value, pictogram, word)| {
        let checked = chosen.contains(&value);
        let drawn = (!pictogram.is_empty()).then(|| icon(&pictogram));
        html! { <label class="choice"><input type=kind name=name value=value checked=checked/>{drawn}{word}</label> }
    });
    let (label, hint, describedby) = (label.to_owned(), hint.to_owned(), described.clone());
    html! {
        <fieldset class=class id=name aria-describedby=describedby>
            <legend>{label}</legend>
            {(!hint.is_empty()).then(|| html! { <p class="hint">{hint}</p> })}
            {error.zip(described).map(|(error, id)| html! { <p class="field-error" id=id>{icon("i-alert")}{error}</p> })}
            <div class="choices">{cards.collect_view()}</div>
        </fieldset>
    }
}

/// What is wrong with the whole form, first in it: a link to each field by its label, or the refusal in words.
pub fn error_summary<'a>(request: &Request, form: &Form, label: impl Fn(&str) -> Option<&'a str>) -> AnyView {
    let locale = request.locale;
    let refusal = request.rejected.as_ref().map(|rejected| {
        if matches!(rejected.failure, Failure::Invalid { .. }) {
            let fields: BTreeSet<&str> = form.errors.iter().map(|error| error.field.as_str()).collect();
            let count = fields.len();
            let items = form.errors.iter().map(|error| {
                let field = error.field.split('.').next().unwrap_or_default();
                let mut sentence = problem(locale, &error.problem);
                if let Some(label) = label(field) {
                    sentence = t::errors::in_field(locale, label, sentence);
                }
                html! { <li><a href=format!("#{field}")>{sentence}</a></li> }
            });
            let items: Vec<_> = items.collect();
            html! {
                <h2>{icon("i-alert")}{t::errors::invalid_count(locale, count)}</h2>
                <ul>{items}</ul>
                <p>{t::errors::invalid_kept(locale)}</p>
            }
        } else {
            let (title, text) = crate::home::errors::words(locale, &rejected.failure);
            html! { <h2>{icon("i-alert")}{title}</h2><p>{text}</p><p>{t::errors::invalid_kept(locale)}</p> }
        }
    });
    refusal
        .map(|refusal| {
            html! { <div class="error-summary" role="alert" tabindex="-1" id="erreurs">{refusal}</div> }
        })
        .into_any()
}

/// What is said above a form whose text somebody else changed meanwhile, with what stands there now: what is sent again takes its place.
/// Nothing unless that is why the form came back.
pub fn changed_meanwhile(request: &Request, now: &str) -> Option<AnyView> {
    let locale = request.locale;
    request.rejected.as_ref().filter(|it| it.failure == Failure::Conflict)?;
    let (text, now) = (t::admin::conflict_text(locale), now.to_owned());
    let body = html! { <p>{text}</p><blockquote class="kept">{now}</blockquote> };
    Some(alert(Tone::Warning, t::admin::conflict_title(locale), body))
}

/// A field that nobody sees who looks at the page: what is written into it was written by a program. Where somebody filled it in all
/// the same, it is shown, so that she can empty it.
pub fn trap(locale: Locale, form: &Form) -> AnyView {
    let name = forum_field::TRAP;
    if form.error(locale, name).is_some() {
        return text_input(locale, form, name, "text", t::common::trap_label(locale), "", false);
    }
    html! {
        <div class="trap" aria-hidden="true">
            <label for=name>{t::common::trap_label(locale)}</label>
            <input id=name name=name type="text" tabindex="-1" autocomplete="off"/>
        </div>
    }
}

/// The row of buttons at the end of a form.
pub fn action_row(buttons: impl IntoView) -> AnyView {
    html! { <div class="actions">{buttons}</div> }
}
