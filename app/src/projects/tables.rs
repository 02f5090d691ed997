//! The tables of a project: what was measured, and the parts of a programme with what was planned and reached.

use super::words::{or_dash, part, period_words, project_path, status_name, table};
use crate::t;
use crate::t::Locale;
use crate::ui::number;
use leptos::prelude::*;
use model::projects::{Indicator, Measure, Project, Works};

/// What was measured, period by period.
pub fn indicators(locale: Locale, list: &[Indicator]) -> Option<AnyView> {
    let rows: Vec<AnyView> = list.iter().flat_map(|it| rows_of(locale, it)).collect();
    let heads = [
        (t::projects::indicator(locale), false),
        (t::projects::period(locale), false),
        (t::projects::baseline(locale), true),
        (t::projects::target(locale), true),
        (t::projects::actual(locale), true),
    ];
    (!rows.is_empty()).then(|| {
        let name = t::projects::indicators(locale);
        part("i-matrix", name, table(name, t::projects::indicators_caption(locale), &heads, rows))
    })
}

/// An indicator with each of its periods; one without any stands alone.
fn rows_of(locale: Locale, it: &Indicator) -> Vec<AnyView> {
    let value = |value: Option<i64>| or_dash(value.map(|count| value_words(locale, it.measure, count)));
    let row = |first: bool, period: String, target: Option<i64>, actual: Option<i64>| {
        let (title, baseline) = (it.title.to_string(), value(it.baseline.filter(|_| first)));
        html! {
            <tr>
                <th scope="row">{title}</th>
                <td>{period}</td>
                <td class="num">{baseline}</td>
                <td class="num">{value(target)}</td>
                <td class="num"><b>{value(actual)}</b></td>
            </tr>
        }
    };
    if it.periods.is_empty() {
        return vec![row(true, or_dash(None), None, None)];
    }
    let rows = it.periods.iter().enumerate();
    rows.map(|(at, own)| row(at == 0, period_words(locale, own.period), own.target, own.actual)).collect()
}

fn value_words(locale: Locale, measure: Measure, value: i64) -> String {
    let count = number(usize::try_from(value).unwrap_or(0));
    match measure {
        Measure::Number => count,
        Measure::Percentage => t::projects::percent(locale, count),
    }
}

/// The projects of a programme, each with its last values.
pub fn parts(locale: Locale, works: &Works, project: &Project) -> Option<AnyView> {
    let rows: Vec<AnyView> = works.parts_of(project.id).flat_map(|it| parts_rows(locale, it)).collect();
    let heads = [
        (t::projects::parts_project(locale), false),
        (t::projects::parts_indicator(locale), false),
        (t::projects::target(locale), true),
        (t::projects::actual(locale), true),
    ];
    (!rows.is_empty()).then(|| {
        let name = t::projects::parts(locale);
        part("i-group", name, table(name, t::projects::parts_caption(locale), &heads, rows))
    })
}

/// A project of a programme, with each of its indicators.
fn parts_rows(locale: Locale, it: &Project) -> Vec<AnyView> {
    let regions: Vec<&str> = it.content.regions().iter().map(|it| it.name()).collect();
    let note = [status_name(locale, it.content.status), &regions.join(", ")].join(" · ");
    let head = || {
        let (href, title, note) = (project_path(it), it.content.title.to_string(), note.clone());
        html! { <th scope="row"><a href=href>{title}</a><br/><small>{note}</small></th> }
    };
    if it.content.indicators.is_empty() {
        let dash = or_dash(None);
        return vec![html! {
            <tr>{head()}<td>{dash.clone()}</td><td class="num">{dash.clone()}</td><td class="num">{dash}</td></tr>
        }];
    }
    let row = |own: &Indicator| {
        let last = own.periods.last();
        let value = |value: Option<i64>| or_dash(value.map(|it| value_words(locale, own.measure, it)));
        let (target, actual) = (value(last.and_then(|it| it.target)), value(last.and_then(|it| it.actual)));
        let title = own.title.to_string();
        html! { <tr>{head()}<td>{title}</td><td class="num">{target}</td><td class="num"><b>{actual}</b></td></tr> }
    };
    it.content.indicators.iter().map(row).collect()
}
