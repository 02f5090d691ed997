//! The form of a project: what is needed first, the rest in folds, and rows for partners and indicators.

use super::words::{role_name, status_icon, status_name};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, icon};
use domain::projects::Names;
use leptos::prelude::*;
use model::directory::Scheme;
use model::library::Audience;
use model::projects::{Measure, PartnerRole, ProjectStatus, project_field as field};

/// How many empty rows wait at the end.
const EMPTY_ROWS: usize = 2;
/// The most projects that one is offered to be a part of.
const MOST_OFFERED: usize = 80;

/// The label of a field, for the list of errors and of what somebody else changed.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::TITLE => t::projects::field_title(locale),
            field::STATUS => t::projects::field_status(locale),
            field::LEAD => t::projects::field_lead(locale),
            field::PARTNERS | field::PARTNER => t::projects::field_partners(locale),
            field::ROLE => t::projects::field_role(locale),
            field::PLANNED_FROM | field::PLANNED_TO => t::projects::field_planned(locale),
            field::ACTUAL_FROM | field::ACTUAL_TO => t::projects::field_actual(locale),
            field::DOMAINS => t::projects::field_domains(locale),
            field::PLACES => t::projects::field_places(locale),
            field::GENERAL => t::projects::field_general(locale),
            field::OBJECTIVES => t::projects::field_objectives(locale),
            field::TARGETS => t::projects::field_targets(locale),
            field::PARENT => t::projects::field_parent(locale),
            field::INDICATORS | field::INDICATOR => t::projects::field_indicators(locale),
            field::MEASURE => t::projects::field_measure(locale),
            field::BASELINE => t::projects::field_baseline(locale),
            field::PERIOD_FROM => t::projects::field_period_from(locale),
            field::PERIOD_TO => t::projects::field_period_to(locale),
            field::TARGET => t::projects::field_target(locale),
            field::ACTUAL => t::projects::field_actual_value(locale),
            field::BUDGET => t::projects::field_budget(locale),
            field::CURRENCY => t::projects::field_currency(locale),
            field::BUDGET_AUDIENCE => t::projects::field_budget_audience(locale),
            field::DOCUMENTS => t::projects::field_documents(locale),
            field::LINKS => t::projects::field_links(locale),
            field::REFERENCE => t::projects::field_reference(locale),
            field::SOURCE => t::projects::field_source(locale),
            _ => return None,
        })
    }
}

/// The fields, without the form around them and its buttons.
pub fn fields(locale: Locale, form: &Form, names: &Names, own: Option<&str>) -> AnyView {
    let statuses = ProjectStatus::ALL
        .iter()
        .map(|it| (it.code().to_owned(), status_icon(*it).to_owned(), status_name(locale, *it).to_owned()));
    let parents: Vec<(String, String)> = names
        .offered(form.fields.get(field::PARENT), MOST_OFFERED)
        .filter(|it| Some(it.slug.as_str()) != own)
        .map(|it| (it.slug.clone(), it.content.title.to_string()))
        .collect();
    let parent = (!parents.is_empty()).then(|| {
        ui::select(locale, form, field::PARENT, t::projects::field_parent(locale), "", false, parents)
    });
    let date = |name, label, hint| ui::text_input(locale, form, name, "text", label, hint, false);
    html! {
        {ui::text_input(locale, form, field::TITLE, "text", t::projects::field_title(locale), t::projects::field_title_hint(locale), true)}
        {ui::choices(locale, form, field::STATUS, false, t::projects::field_status(locale), "", statuses.collect())}
        {ui::text_input(locale, form, field::LEAD, "text", t::projects::field_lead(locale), t::projects::field_lead_hint(locale), false)}
        {partners(locale, form)}
        <fieldset class="stack">
            <legend>{t::projects::field_planned(locale)}</legend>
            <p class="hint">{t::projects::field_dates_hint(locale)}</p>
            <div class="pair">
                {date(field::PLANNED_FROM, t::projects::field_from(locale), "")}
                {date(field::PLANNED_TO, t::projects::field_to(locale), "")}
            </div>
        </fieldset>
        <fieldset class="stack">
            <legend>{t::projects::field_actual(locale)}</legend>
            <div class="pair">
                {date(field::ACTUAL_FROM, t::projects::field_from(locale), "")}
                {date(field::ACTUAL_TO, t::projects::field_to(locale), "")}
            </div>
        </fieldset>
        {about(locale, form, names)}
        {ui::textarea(locale, form, field::GENERAL, 5, t::projects::field_general(locale), t::projects::field_general_hint(locale), false)}
        {ui::textarea(locale, form, field::OBJECTIVES, 3, t::projects::field_objectives(locale), "", false)}
        {ui::textarea(locale, form, field::TARGETS, 2, t::projects::field_targets(locale), t::projects::field_targets_hint(locale), false)}
        {parent}
        {indicators(locale, form)}
        {more(locale, form)}
    }
}

/// Domains and places, which are asked for in one way of whatever is published.
pub fn about(locale: Locale, form: &Form, names: &Names) -> AnyView {
    let terms = names.catalogue.terms();
    let chosen = |id: &str| form.fields.all(field::DOMAINS).any(|it| it == id);
    let domains = terms.of(Scheme::Domain).filter(|it| terms.is_offered(it) || chosen(&it.id.0));
    let domains = domains.map(|it| (it.id.0.clone(), it.icon.clone(), it.label(locale).to_owned())).collect();
    html! {
        {ui::choices(locale, form, field::DOMAINS, true, t::projects::field_domains(locale), "", domains)}
        {ui::textarea(locale, form, field::PLACES, 3, t::projects::field_places(locale), t::projects::field_places_hint(locale), false)}
    }
}

/// What is asked of few.
fn more(locale: Locale, form: &Form) -> AnyView {
    let names = [
        field::BUDGET,
        field::CURRENCY,
        field::BUDGET_AUDIENCE,
        field::DOCUMENTS,
        field::LINKS,
        field::REFERENCE,
        field::SOURCE,
    ];
    // The currency alone, which stands there from the start, says nothing.
    let says = |name: &str| name != field::CURRENCY && form.fields.filled(name).is_some();
    let open = names.iter().any(|name| form.error(locale, name).is_some() || says(name));
    let audiences = Audience::ALL.iter().map(|it| {
        let (pictogram, word) = crate::library::audience_choice(locale, *it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    html! {
        <details class="fold" open=open>
            <summary>{t::projects::more(locale)}</summary>
            <div class="form">
                <div class="pair">
                    {ui::text_input(locale, form, field::BUDGET, "text", t::projects::field_budget(locale), t::projects::field_budget_hint(locale), false)}
                    {ui::text_input(locale, form, field::CURRENCY, "text", t::projects::field_currency(locale), t::projects::field_currency_hint(locale), false)}
                </div>
                {ui::choices(locale, form, field::BUDGET_AUDIENCE, false, t::projects::field_budget_audience(locale), "", audiences.collect())}
                {ui::textarea(locale, form, field::DOCUMENTS, 2, t::projects::field_documents(locale), t::projects::field_documents_hint(locale), false)}
                {ui::textarea(locale, form, field::LINKS, 2, t::projects::field_links(locale), t::projects::field_links_hint(locale), false)}
                {ui::text_input(locale, form, field::REFERENCE, "text", t::projects::field_reference(locale), t::projects::field_reference_hint(locale), false)}
                {ui::text_input(locale, form, field::SOURCE, "text", t::projects::field_source(locale), t::projects::field_source_hint(locale), false)}
            </div>
        </details>
    }
}

/// The rows of parallel fields as they were typed, with empty ones at the end.
fn rows<const N: usize>(form: &Form, names: [&str; N]) -> Vec<[String; N]> {
    let columns = names.map(|name| {
        let own = form.fields.pairs().iter().filter(move |(key, _)| key == name);
        own.map(|(_, value)| value.trim().to_owned()).collect::<Vec<_>>()
    });
    let typed = columns.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| columns.each_ref().map(|column| column.get(at).cloned().unwrap_or_default());
    let mut rows: Vec<[String; N]> = (0..typed).map(row).collect();
    let is_empty = |row: &[String; N]| row[0].is_empty();
    // What was refused is shown where it stood: the errors count rows.
    while form.errors.is_empty() && rows.last().is_some_and(is_empty) {
        rows.pop();
    }
    let waiting = rows.iter().rev().take_while(|row| is_empty(row)).count();
    rows.extend((waiting..EMPTY_ROWS).map(|_| std::array::from_fn(|_| String::new())));
    rows
}

/// What is wrong with a row.
fn error_of(locale: Locale, form: &Form, name: &str, at: usize) -> Option<AnyView> {
    let own = format!("{name}.{at}");
    let error = form.errors.iter().find(|it| it.field == own)?;
    let sentence = ui::problem(locale, &error.problem);
    Some(html! { <p class="field-error">{icon("i-alert")}{sentence}</p> })
}

/// One input of a row.
fn input(name: &'static str, at: usize, label: &'static str, numeric: bool, value: String) -> AnyView {
    let (id, mode) = (format!("{name}-{at}"), if numeric { "numeric" } else { "text" });
    html! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input class="input" id=id name=name type="text" inputmode=mode value=value/>
        </div>
    }
}

/// One choice of a row.
fn choice(
    name: &'static str,
    at: usize,
    label: &'static str,
    chosen: &str,
    options: Vec<(&'static str, &'static str)>,
) -> AnyView {
    let id = format!("{name}-{at}");
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, word)| html! { <option value=value selected={value == chosen}>{word}</option> })
        .collect();
    html! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name>{options}</select>
        </div>
    }
}

fn partners(locale: Locale, form: &Form) -> AnyView {
    let roles = || {
        let all = PartnerRole::ALL.iter().map(|it| (it.code(), role_name(locale, *it)));
        std::iter::once(("", "")).chain(all).collect::<Vec<_>>()
    };
    let rows: Vec<_> = rows(form, [field::PARTNER, field::ROLE])
        .into_iter()
        .enumerate()
        .map(|(at, [name, role])| {
            html! {
                <fieldset class="work-row">
                    <legend>{t::projects::row_of(locale, at + 1)}</legend>
                    {error_of(locale, form, field::PARTNERS, at)}
                    {input(field::PARTNER, at, t::projects::field_partner(locale), false, name)}
                    {choice(field::ROLE, at, t::projects::field_role(locale), &role, roles())}
                </fieldset>
            }
        })
        .collect();
    html! {
        <fieldset class="stack" id=field::PARTNERS>
            <legend>{t::projects::field_partners(locale)}</legend>
            <p class="hint">{t::projects::field_partners_hint(locale)}</p>
            {rows}
        </fieldset>
    }
}

fn indicators(locale: Locale, form: &Form) -> AnyView {
    let names = [
        field::INDICATOR,
        field::MEASURE,
        field::BASELINE,
        field::PERIOD_FROM,
        field::PERIOD_TO,
        field::TARGET,
        field::ACTUAL,
    ];
    let measures = || {
        vec![
            (Measure::Number.code(), t::projects::measure_number(locale)),
            (Measure::Percentage.code(), t::projects::measure_percentage(locale)),
        ]
    };
    let rows: Vec<_> = rows(form, names)
        .into_iter()
        .enumerate()
        .map(|(at, [title, measure, baseline, from, to, target, actual])| {
            html! {
                <fieldset class="work-row is-wide">
                    <legend>{t::projects::row_of(locale, at + 1)}</legend>
                    {error_of(locale, form, field::INDICATORS, at)}
                    {input(field::INDICATOR, at, t::projects::field_indicator(locale), false, title)}
                    {choice(field::MEASURE, at, t::projects::field_measure(locale), &measure, measures())}
                    {input(field::BASELINE, at, t::projects::field_baseline(locale), true, baseline)}
                    {input(field::PERIOD_FROM, at, t::projects::field_period_from(locale), false, from)}
                    {input(field::PERIOD_TO, at, t::projects::field_period_to(locale), false, to)}
                    {input(field::TARGET, at, t::projects::field_target(locale), true, target)}
                    {input(field::ACTUAL, at, t::projects::field_actual_value(locale), true, actual)}
                </fieldset>
            }
        })
        .collect();
    html! {
        <fieldset class="stack" id=field::INDICATORS>
            <legend>{t::projects::field_indicators(locale)}</legend>
            <p class="hint">{t::projects::field_indicators_hint(locale)}</p>
            {rows}
        </fieldset>
    }
}
