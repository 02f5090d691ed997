//! How many people took part: a small table to fill in, and the table that everybody sees.

use super::words::{age_name, count_words, figure_name, people_words, sex_name, total_words};
use crate::t;
use crate::t::Locale;
use crate::ui::{Form, icon};
use leptos::prelude::*;
use model::forum::{Age, FEWEST, Figures, Sex};

/// The table to fill in; what is wrong stands above it, and the wrong cells are marked.
pub fn input(locale: Locale, form: &Form) -> AnyView {
    let mut errors = Vec::new();
    let mut rows = Vec::new();
    for age in Age::ALL {
        let mut cells = Vec::new();
        for sex in Sex::ALL {
            let (name, label) = (age.field(*sex), figure_name(locale, *sex, *age));
            let error = form.error(locale, name);
            let described = error.as_ref().map(|_| format!("{name}-erreur"));
            let invalid = error.as_ref().map(|_| "true");
            if let Some((sentence, id)) = error.zip(described.clone()) {
                let sentence = t::errors::in_field(locale, label, sentence);
                errors.push(html! { <p class="field-error" id=id>{icon("i-alert")}{sentence}</p> });
            }
            let value = form.fields.get(name).to_owned();
            cells.push(html! {
                <td><input class="input" id=name name=name type="text" inputmode="numeric" maxlength="20" value=value
                    autocomplete="off" aria-label=label aria-describedby=described aria-invalid=invalid/></td>
            });
        }
        rows.push(html! { <tr><th scope="row">{age_name(locale, *age)}</th>{cells}</tr> });
    }
    let heads: Vec<_> =
        Sex::ALL.iter().map(|sex| html! { <th scope="col">{sex_name(locale, *sex)}</th> }).collect();
    html! {
        <div class="field">
            {errors}
            <table class="table counts">
                <thead><tr><th scope="col">{t::experience::age(locale)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The table as everybody sees it; nothing if nobody was counted.
pub fn table(locale: Locale, figures: &Figures) -> Option<AnyView> {
    if figures.is_empty() {
        return None;
    }
    let counted = |sex: &Sex| Age::ALL.iter().any(|age| figures.counted(*sex, *age).is_some());
    let sexes: Vec<Sex> = Sex::ALL.iter().copied().filter(counted).collect();
    let heads: Vec<_> =
        sexes.iter().map(|sex| html! { <th class="num" scope="col">{sex_name(locale, *sex)}</th> }).collect();
    let is_counted = |age: &&Age| sexes.iter().any(|sex| figures.counted(*sex, **age).is_some());
    let rows: Vec<_> = Age::ALL
        .iter()
        .filter(is_counted)
        .map(|age| {
            let cells = sexes.iter().map(|sex| {
                let count = figures.shown(*sex, *age).map(|count| count_words(locale, count));
                html! { <td class="num">{count}</td> }
            });
            let cells: Vec<_> = cells.collect();
            html! { <tr><th scope="row">{age_name(locale, *age)}</th>{cells}</tr> }
        })
        .collect();
    let sums = sexes.iter().map(|sex| {
        let total = figures.total(Some(*sex)).map(|total| total_words(locale, total));
        html! { <td class="num"><b>{total}</b></td> }
    });
    let sums: Vec<_> = sums.collect();
    let people = figures.total(None).map(|total| html! { <p><b>{people_words(locale, total)}</b></p> });
    let all_shown = figures.total(None).is_some_and(|total| !total.or_more);
    Some(html! {
        {people}
        <table class="table counts">
            <thead><tr><th scope="col">{t::experience::age(locale)}</th>{heads}</tr></thead>
            <tbody>
                {rows}
                <tr><th scope="row">{t::experience::total(locale)}</th>{sums}</tr>
            </tbody>
        </table>
        {(!all_shown).then(|| html! { <p class="hint">{t::experience::figures_note(locale, FEWEST)}</p> })}
    })
}
