//! The tables of a project: what was measured, and the parts of a programme with what was planned and reached.

use super::words::{or_dash, part, period_words, project_path, status_name, table};
use crate::t;
use crate::t::Locale;
use crate::ui::number;
use leptos::prelude::*;
use model::projects::{Indicator, Measure, Project, Works};

/// The words of columns, those of numbers marked, and the rows below them.
pub type Cells = (Vec<(&'static str, bool)>, Vec<Vec<String>>);

/// What was measured, period by period.
pub fn indicators(locale: Locale, list: &[Indicator]) -> Option<AnyView> {
    let (heads, rows) = indicator_cells(locale, list);
    (!rows.is_empty()).then(|| {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        let name = t::projects::indicators(locale);
        part("i-matrix", name, table(name, t::projects::indicators_caption(locale), &heads, rows))
    })
}

/// A row with its head, the period, and three numbers of which the last counts most.
fn row(cells: Vec<String>) -> AnyView {
    let mut cells = cells.into_iter();
    let mut next = || cells.next().unwrap_or_default();
    html! {
        <tr>
            <th scope="row">{next()}</th>
            <td>{next()}</td>
            <td class="num">{next()}</td>
            <td class="num">{next()}</td>
            <td class="num"><b>{next()}</b></td>
        </tr>
    }
}

/// The same as words.
pub fn indicator_cells(locale: Locale, list: &[Indicator]) -> Cells {
    let heads = vec![
        (t::projects::indicator(locale), false),
        (t::projects::period(locale), false),
        (t::projects::baseline(locale), true),
        (t::projects::target(locale), true),
        (t::projects::actual(locale), true),
    ];
    (heads, list.iter().flat_map(|it| cells_of(locale, it)).collect())
}

/// An indicator with each of its periods; one without any stands alone.
fn cells_of(locale: Locale, it: &Indicator) -> Vec<Vec<String>> {
    let value = |value: Option<i64>| or_dash(value.map(|count| value_words(locale, it.measure, count)));
    let row = |first: bool, period: String, target: Option<i64>, actual: Option<i64>| {
        let baseline = value(it.baseline.filter(|_| first));
        vec![it.title.to_string(), period, baseline, value(target), value(actual)]
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
    (!rows.is_empty()).then(|| {
        let name = t::projects::parts(locale);
        part("i-group", name, table(name, t::projects::parts_caption(locale), &parts_heads(locale), rows))
    })
}

/// The same as words.
pub fn part_cells(locale: Locale, works: &Works, project: &Project) -> Cells {
    let rows = works.parts_of(project.id).flat_map(|it| {
        let head = format!("{} – {}", it.content.title, parts_note(locale, it));
        let lines = last_values(locale, it).into_iter();
        lines.map(move |values| [head.clone()].into_iter().chain(values).collect())
    });
    (parts_heads(locale).to_vec(), rows.collect())
}

const fn parts_heads(locale: Locale) -> [(&'static str, bool); 4] {
    [
        (t::projects::parts_project(locale), false),
        (t::projects::parts_indicator(locale), false),
        (t::projects::target(locale), true),
        (t::projects::actual(locale), true),
    ]
}

/// Where a project stands, and where it is.
fn parts_note(locale: Locale, it: &Project) -> String {
    let regions: Vec<&str> = it.content.regions().iter().map(|it| it.name()).collect();
    [status_name(locale, it.content.status), &regions.join(", ")].join(" · ")
}

/// Each of its indicators with what was planned and reached last; one line of dashes if there is none.
fn last_values(locale: Locale, it: &Project) -> Vec<[String; 3]> {
    if it.content.indicators.is_empty() {
        return vec![[(); 3].map(|()| or_dash(None))];
    }
    let line = |own: &Indicator| {
        let last = own.periods.last();
        let value = |value: Option<i64>| or_dash(value.map(|it| value_words(locale, own.measure, it)));
        let (target, actual) = (value(last.and_then(|it| it.target)), value(last.and_then(|it| it.actual)));
        [own.title.to_string(), target, actual]
    };
    it.content.indicators.iter().map(line).collect()
}

/// A project of a programme, with each of its indicators.
fn parts_rows(locale: Locale, it: &Project) -> Vec<AnyView> {
    let row = |[title, target, actual]: [String; 3]| {
        let (href, name, note) = (project_path(it), it.content.title.to_string(), parts_note(locale, it));
        html! {
            <tr>
                <th scope="row"><a href=href>{name}</a><br/><small>{note}</small></th>
                <td>{title}</td>
                <td class="num">{target}</td>
                <td class="num"><b>{actual}</b></td>
            </tr>
        }
    };
    last_values(locale, it).into_iter().map(row).collect()
}
