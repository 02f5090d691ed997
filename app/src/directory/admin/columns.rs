//! The columns of a spreadsheet in words: what each takes, and why a cell was refused. For the page and the command line.

use super::form::label;
use super::list::state_name;
use crate::t;
use crate::t::Locale;
use crate::ui;
use leptos::prelude::*;
use model::directory::{Column, OrganizationKind, Refusal, Scheme, State, Terms};
use model::failure::Problem;
use model::language::SpokenLanguage;

/// Why a cell was refused; where a column takes only some words, which these are.
pub fn reason(locale: Locale, terms: &Terms, refusal: &Refusal) -> String {
    let sentence = ui::problem(locale, &refusal.problem);
    let asked = matches!(refusal.problem, Problem::UnknownValue { .. } | Problem::TermRetired { .. });
    let words = Column::parse(&refusal.column).map(|column| words(locale, terms, column)).unwrap_or_default();
    if asked && !words.is_empty() {
        format!("{sentence} {}", t::import::accepted(locale, words.join(", ")))
    } else {
        sentence
    }
}

/// Every column with what it takes, folded away until somebody prepares her file.
pub(super) fn guide(locale: Locale, terms: &Terms) -> AnyView {
    let rows: Vec<_> = Column::ALL
        .iter()
        .map(|column| {
            let words = words(locale, terms, *column);
            let words = (!words.is_empty()).then(|| t::import::accepted(locale, words.join(", ")));
            let several = column.is_list().then(|| t::import::several(locale));
            let sentences: Vec<String> =
                [Some(takes(locale, *column).to_owned()), words, several.map(str::to_owned)]
                    .into_iter()
                    .flatten()
                    .filter(|sentence| !sentence.is_empty())
                    .collect();
            html! {
                <tr>
                    <th scope="row"><code>{column.code()}</code></th>
                    <td data-label=t::import::guide_meaning(locale)>{label(locale, *column)}</td>
                    <td data-label=t::import::guide_takes(locale)>{sentences.join(" ")}</td>
                </tr>
            }
        })
        .collect();
    html! {
        <details class="fold">
            <summary>{t::import::guide(locale)}</summary>
            <p>{t::import::guide_text(locale)}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=t::import::guide(locale)>
                <table class="table table-cards">
                    <caption class="visually-hidden">{t::import::guide(locale)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t::import::preview_column(locale)}</th>
                            <th scope="col">{t::import::guide_meaning(locale)}</th>
                            <th scope="col">{t::import::guide_takes(locale)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// The only words that a column takes; none if it takes text of its own.
fn words(locale: Locale, terms: &Terms, column: Column) -> Vec<String> {
    let offered = |scheme| terms.offered(scheme).map(|term| term.label(locale).to_owned()).collect();
    let owned = |word: &str| word.to_owned();
    match column {
        Column::Kind => {
            OrganizationKind::ALL.iter().map(|kind| owned(ui::kind_name(locale, *kind))).collect()
        }
        Column::Languages => {
            SpokenLanguage::ALL.iter().map(|it| owned(ui::language_name(locale, *it))).collect()
        }
        Column::Domains => offered(Scheme::Domain),
        Column::Targets => offered(Scheme::Target),
        Column::State => State::ALL.iter().map(|state| owned(state_name(locale, *state))).collect(),
        _ => Vec::new(),
    }
}

/// What to write in a column, where its name does not say it.
const fn takes(locale: Locale, column: Column) -> &'static str {
    match column {
        Column::Name => t::import::takes_name(locale),
        Column::Kind => t::import::takes_kind(locale),
        Column::Founded => t::import::takes_year(locale),
        Column::Web => t::admin::website_hint(locale),
        Column::Phones | Column::Whatsapp => t::import::takes_phone(locale),
        Column::Messages => t::import::takes_yes_or_no(locale),
        Column::Coverage => t::import::takes_places(locale),
        Column::Parents => t::import::takes_parents(locale),
        Column::Services => t::import::takes_services(locale),
        Column::Documents => t::import::takes_documents(locale),
        Column::VerifiedOn => t::import::takes_day(locale),
        Column::Source => t::admin::source_hint(locale),
        Column::Example => t::import::takes_example(locale),
        Column::State => t::import::takes_state(locale),
        Column::Acronym
        | Column::OtherNames
        | Column::Mission
        | Column::LegalStatus
        | Column::Languages
        | Column::Domains
        | Column::Targets => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_that_we_name_is_understood_when_it_is_written() {
        for language in SpokenLanguage::ALL.iter().copied() {
            let name = ui::language_name(Locale::French, language);
            assert_eq!(SpokenLanguage::read(name), Some(language), "{name}");
        }
    }

    #[test]
    fn a_refused_word_names_those_that_are_taken() {
        let problem = Problem::UnknownValue { value: "syndicat".to_owned() };
        let refusal = Refusal { line: 3, column: "type".to_owned(), problem };
        let sentence = reason(Locale::French, &Terms::new(Vec::new()), &refusal);
        assert!(sentence.contains("syndicat") && sentence.contains("Organisation locale"), "{sentence}");
    }
}
