//! The services in the form: three fields each, one more whenever it is asked for.

use super::form::section as form_section;
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use leptos::prelude::*;
use model::fields::Fields;

/// What was typed about one service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    title: String,
    description: String,
    day: String,
}

impl Row {
    fn is_empty(&self) -> bool {
        self.title.is_empty() && self.description.is_empty() && self.day.is_empty()
    }

    /// Whether the parser counts it: its errors name services by number among these.
    fn counts(&self) -> bool {
        !self.title.is_empty() || !self.description.is_empty()
    }
}

/// The section of the services, with one empty at the end; with `another`, empty ones stay and one joins them.
pub(super) fn section(locale: Locale, form: &Form, another: bool) -> AnyView {
    let mut rows = rows(&form.fields);
    if !another {
        rows.retain(|row| !row.is_empty());
    }
    rows.push(Row::default());
    let mut counted = 0;
    let fieldsets: Vec<_> = rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| {
            let error = row.counts().then(|| form.error(locale, &format!("services.{counted}"))).flatten();
            counted += usize::from(row.counts());
            fieldset(locale, at, row, error)
        })
        .collect();
    let whole = form.errors.iter().find(|error| error.field == "services");
    let whole = whole.map(|error| ui::problem(locale, &error.problem));
    form_section(
        t::admin::section_services(locale),
        html! {
            <p class="hint" id="services">{t::admin::services_hint(locale)}</p>
            {whole.map(|sentence| html! { <p class="field-error">{ui::icon("i-alert")}{sentence}</p> })}
            {fieldsets}
            <div class="row">
                <button class="btn" type="submit" name="ajouter_service" value="1">
                    {ui::icon("i-add")}{t::admin::service_add(locale)}
                </button>
            </div>
        },
    )
}

/// The three parallel fields, put together again.
fn rows(fields: &Fields) -> Vec<Row> {
    let part = |name: &str| -> Vec<String> {
        let named = fields.pairs().iter().filter(|(key, _)| key == name);
        named.map(|(_, value)| value.trim().to_owned()).collect()
    };
    let (descriptions, days) = (part("service_description"), part("service_verifie_le"));
    let other = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
    part("service_titre")
        .into_iter()
        .enumerate()
        .map(|(at, title)| Row { title, description: other(&descriptions, at), day: other(&days, at) })
        .collect()
}

fn fieldset(locale: Locale, at: usize, row: Row, error: Option<String>) -> AnyView {
    let id = |part: &str| format!("service-{at}-{part}");
    let invalid = error.as_ref().map(|_| "true");
    let described = error.as_ref().map(|_| id("erreur"));
    let class = if error.is_some() { "field has-error" } else { "field" };
    let sentence = error.map(|sentence| {
        html! { <p class="field-error" id=id("erreur")>{ui::icon("i-alert")}{sentence}</p> }
    });
    html! {
        <fieldset class=class>
            <legend>{t::admin::service_number(locale, at + 1)}</legend>
            {sentence}
            <label for=id("titre")>{t::admin::service_name_label(locale)}</label>
            <input class="input" id=id("titre") name="service_titre" type="text" value=row.title aria-invalid=invalid
                aria-describedby=described/>
            <label for=id("description")>{t::admin::service_description_label(locale)}</label>
            <textarea class="input" id=id("description") name="service_description" rows="3">{row.description}</textarea>
            <label for=id("jour")>{t::admin::service_verified_label(locale)}</label>
            <input class="input input-short" id=id("jour") name="service_verifie_le" type="date" value=row.day/>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_keeps_its_three_fields_together_even_when_some_are_empty() {
        let fields = Fields::from([
            ("service_titre", "Écoute"),
            ("service_description", ""),
            ("service_verifie_le", "2026-05-14"),
            ("service_titre", "Abri"),
            ("service_description", "Un lieu sûr."),
            ("service_verifie_le", ""),
        ]);
        let rows = rows(&fields);
        assert_eq!(rows[0].day, "2026-05-14");
        assert_eq!(rows[1].description, "Un lieu sûr.");
    }
}
