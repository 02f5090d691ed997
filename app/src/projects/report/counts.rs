//! How many people came: small tables to fill in, and the tables that everybody sees.

use super::words::{cell_name, group_name, heads, label_of, people_words, situation_name};
use crate::paper::{Block, Run};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, icon, link_button, number};
use leptos::prelude::*;
use model::forum::{Age, FEWEST, Sex};
use model::projects::{People, Shown, Situation, report_field as field};

/// The tables to fill in; what is wrong stands above the one that it is in, and the wrong cells are marked.
pub fn input(locale: Locale, form: &Form) -> AnyView {
    let main = table(locale, form, Situation::Other);
    let others = [Situation::Disabled, Situation::Displaced].map(|it| {
        let open = cells().any(|(sex, age)| {
            let name = People::field(sex, age, it);
            form.fields.filled(&name).is_some() || form.error(locale, &name).is_some()
        });
        html! {
            <details class="fold" open=open>
                <summary>{situation_name(locale, it)}</summary>
                {table(locale, form, it)}
            </details>
        }
    });
    let sum = |name: &'static str, label: &'static str| {
        ui::text_input(locale, form, name, "text", label, "", false)
    };
    html! {
        <p class="hint">{t::activities::situation_hint(locale)}</p>
        {main}
        {others.into_iter().collect_view()}
        <fieldset class="stack">
            <legend>{t::activities::sums_legend(locale)}</legend>
            <p class="hint">{t::activities::sums_hint(locale)}</p>
            <div class="pair">
                {sum(field::WOMEN, t::activities::field_women(locale))}
                {sum(field::MEN, t::activities::field_men(locale))}
            </div>
            {sum(field::ALL, t::activities::field_all(locale))}
        </fieldset>
    }
}

fn cells() -> impl Iterator<Item = (Sex, Age)> {
    Sex::ALL.iter().flat_map(|sex| Age::ALL.iter().map(|age| (*sex, *age)))
}

fn table(locale: Locale, form: &Form, situation: Situation) -> AnyView {
    let mut errors = Vec::new();
    let mut rows = Vec::new();
    for age in Age::ALL {
        let mut cells = Vec::new();
        for sex in Sex::ALL {
            let name = People::field(*sex, *age, situation);
            let label = cell_name(locale, *sex, *age, situation);
            let error = form.error(locale, &name);
            let described = error.as_ref().map(|_| format!("{name}-erreur"));
            let invalid = error.as_ref().map(|_| "true");
            if let Some((sentence, id)) = error.zip(described.clone()) {
                let sentence = t::errors::in_field(locale, &label, sentence);
                errors.push(html! { <p class="field-error" id=id>{icon("i-alert")}{sentence}</p> });
            }
            let value = form.fields.get(&name).to_owned();
            cells.push(html! {
                <td><input class="input" id=name.clone() name=name type="text" inputmode="numeric" maxlength="20" value=value
                    autocomplete="off" aria-label=label aria-describedby=described aria-invalid=invalid/></td>
            });
        }
        let head = heads(locale, Sex::Female, *age).1;
        rows.push(html! { <tr><th scope="row">{head}</th>{cells}</tr> });
    }
    let columns: Vec<_> = Sex::ALL
        .iter()
        .map(|sex| html! { <th scope="col">{heads(locale, *sex, Age::Child).0}</th> })
        .collect();
    html! {
        <div class="field">
            {errors}
            <table class="table counts">
                <caption class="sr">{situation_name(locale, situation)}</caption>
                <thead><tr><th scope="col">{t::experience::age(locale)}</th>{columns}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// That sums do not add up, with the way on.
pub fn mismatches(locale: Locale, people: &People, go_on: String) -> Option<AnyView> {
    let label = label_of(locale);
    let lines: Vec<_> = people
        .mismatches()
        .into_iter()
        .map(|it| {
            let (counted, said) = (number(it.counted as usize), number(it.said as usize));
            let label = label(it.field).unwrap_or_default();
            html! { <p>{t::activities::sums_line(locale, counted, label, said)}</p> }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        let body = html! {
            {lines}
            <p>{t::activities::sums_text(locale)}</p>
            <p>{link_button("btn", go_on, "i-next", t::activities::sums_go_on(locale))}</p>
        };
        alert(Tone::Warning, t::activities::sums_title(locale), body)
    })
}

/// The tables as everybody sees them; nothing if nobody was counted.
pub fn shown(locale: Locale, it: &Shown) -> Option<AnyView> {
    it.total?;
    let tables = tables(locale, it).into_iter().map(|(title, list)| rows(locale, title, list));
    let hidden = it.hides.then(|| {
        html! { <p class="hint">{icon("i-hide")}" "{t::activities::people_hidden(locale, FEWEST)}</p> }
    });
    Some(html! {
        <p><b>{people_words(locale, it.total)}</b></p>
        {tables.collect_view()}
        {hidden}
    })
}

/// What everybody sees of the counts: each way to part them, with its groups.
fn tables(locale: Locale, it: &Shown) -> [(&'static str, Vec<(&'static str, u32)>); 2] {
    let by_age = it.people.iter().any(|(group, _)| group.age.is_some());
    let title =
        if by_age { t::activities::people_by_age(locale) } else { t::activities::people_by_sex(locale) };
    let groups = it.people.iter().map(|(group, count)| (group_name(locale, *group), *count)).collect();
    let situations = it.situations.iter().map(|(it, count)| (situation_name(locale, *it), *count)).collect();
    [(title, groups), (t::activities::people_by_situation(locale), situations)]
}

/// The same on paper.
pub fn blocks(locale: Locale, it: &Shown) -> Vec<Block> {
    if it.total.is_none() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Text(vec![Run { text: people_words(locale, it.total), bold: true }])];
    for (title, list) in tables(locale, it).into_iter().filter(|(_, list)| !list.is_empty()) {
        let heads = [(t::activities::people(locale), false), (t::projects::total(locale), true)];
        let row = |(name, count): (&'static str, u32)| vec![name.to_owned(), number(count as usize)];
        blocks.push(Block::Table {
            caption: title.to_owned(),
            heads: heads.map(|(word, is_number)| (word.to_owned(), is_number)).to_vec(),
            rows: list.into_iter().map(row).collect(),
        });
    }
    if it.hides {
        blocks.push(Block::Hint(t::activities::people_hidden(locale, FEWEST)));
    }
    blocks
}

/// A table of names and numbers.
pub fn rows(locale: Locale, title: &'static str, list: Vec<(&'static str, u32)>) -> Option<AnyView> {
    let rows: Vec<_> = list
        .into_iter()
        .map(|(name, count)| {
            html! { <tr><th scope="row">{name}</th><td class="num">{number(count as usize)}</td></tr> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        html! {
            <table class="table counts">
                <caption>{title}</caption>
                <thead><tr>
                    <th scope="col">{t::activities::people(locale)}</th>
                    <th scope="col" class="num">{t::projects::total(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
}
