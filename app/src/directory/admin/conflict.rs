//! Somebody else changed the page in between: what was typed stays, and the differences are shown.

use super::edit::Around;
use super::form::{kept, label};
use super::list;
use crate::t;
use crate::t::Locale;
use crate::ui;
use leptos::prelude::*;
use model::directory::{Catalogue, Column, Organization, OrganizationKind, State, TermId};
use model::fields::Fields;
use model::language::SpokenLanguage;

/// What only an administrator decides; a focal point's form does not have it.
const DECIDED: [Column; 2] = [Column::Example, Column::State];

/// Says that the page was changed, and lists what differs between the stored page and the form.
pub(super) fn differences(
    locale: Locale,
    catalogue: &Catalogue,
    stored: &Organization,
    typed: &Fields,
    around: &Around,
) -> AnyView {
    let theirs = kept(catalogue, stored);
    let words = |fields: &Fields, column: Column| -> Vec<String> {
        values(fields, column).iter().map(|value| word(locale, catalogue, column, value)).collect()
    };
    let asked = |column: &Column| around.by_administrator || !DECIDED.contains(column);
    let items: Vec<_> = Column::ALL
        .iter()
        .filter(|column| asked(column))
        .filter(|column| values(&theirs, **column) != values(typed, **column))
        .map(|column| {
            let (theirs, yours) = (words(&theirs, *column), words(typed, *column));
            html! {
                <li>
                    <strong>{label(locale, *column)}</strong>
                    <p>{t::admin::conflict_theirs(locale, listed(locale, &theirs))}</p>
                    <p>{t::admin::conflict_yours(locale, listed(locale, &yours))}</p>
                </li>
            }
        })
        .collect();
    let same = items.is_empty().then(|| html! { <p>{t::admin::conflict_same(locale)}</p> });
    let stored = around.action.clone();
    html! {
        <div class="error-summary" role="alert" tabindex="-1" id="erreurs">
            <h2>{ui::icon("i-alert")}{t::admin::conflict_title(locale)}</h2>
            <p>{t::admin::conflict_text(locale)}</p>
            {same}
            <ul>{items}</ul>
            <p><a href=stored>{t::admin::conflict_reload(locale)}</a></p>
        </div>
    }
}

/// The values of a column in an order of their own, so that the order of boxes makes no difference.
fn values(fields: &Fields, column: Column) -> Vec<String> {
    if column == Column::Services {
        return services(fields);
    }
    let lines = fields.all(column.code()).flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
    let mut values: Vec<String> = lines.map(str::to_owned).collect();
    values.sort();
    values
}

fn services(fields: &Fields) -> Vec<String> {
    let part = |name: &str| -> Vec<String> {
        let named = fields.pairs().iter().filter(|(key, _)| key == name);
        named.map(|(_, value)| value.trim().replace("\r\n", "\n")).collect()
    };
    let (descriptions, days) = (part("service_description"), part("service_verifie_le"));
    part("service_titre")
        .into_iter()
        .enumerate()
        .map(|(at, title)| {
            let parts = [Some(&title), descriptions.get(at), days.get(at)];
            parts
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        })
        .filter(|service| !service.is_empty())
        .collect()
}

/// A value as the form shows it.
fn word(locale: Locale, catalogue: &Catalogue, column: Column, value: &str) -> String {
    let known = match column {
        Column::Kind => OrganizationKind::parse(value).map(|kind| ui::kind_name(locale, kind)),
        Column::State => State::parse(value).map(|state| list::state_name(locale, state)),
        Column::Languages => SpokenLanguage::parse(value).map(|language| ui::language_name(locale, language)),
        Column::Domains | Column::Targets => {
            catalogue.terms().get(&TermId(value.to_owned())).map(|term| term.label(locale))
        }
        _ => None,
    };
    known.unwrap_or(value).to_owned()
}

fn listed(locale: Locale, values: &[String]) -> String {
    if values.is_empty() { t::common::word_unknown(locale).to_owned() } else { values.join(" ; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_boxes_and_the_line_ends_of_a_browser_are_no_difference() {
        let stored = Fields::from([("langues", "bm"), ("langues", "fr"), ("zones", "Kayes\nSikasso")]);
        let typed = Fields::from([("langues", "fr"), ("langues", "bm"), ("zones", "Kayes\r\nSikasso")]);
        for column in [Column::Languages, Column::Coverage] {
            assert_eq!(values(&stored, column), values(&typed, column));
        }
    }
}
