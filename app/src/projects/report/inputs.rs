//! The inputs of each screen.

use super::counts;
use super::words::{kind_icon, kind_name, part_name};
use crate::projects::programme;
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form};
use domain::projects::Names;
use leptos::prelude::*;
use model::directory::Scheme;
use model::place::Region;
use model::projects::{ActivityKind, ReportStep, report_field as field};

/// The most projects that one is offered to belong to.
const MOST_OFFERED: usize = 80;

/// The inputs of a screen.
pub fn of(locale: Locale, form: &Form, step: ReportStep, names: &Names) -> AnyView {
    let line =
        |name, label, hint, required| ui::text_input(locale, form, name, "text", label, hint, required);
    let lines = |name, rows, label, hint| ui::textarea(locale, form, name, rows, label, hint, false);
    match step {
        ReportStep::What => what(locale, form, names),
        ReportStep::Place => {
            let regions = Region::all().map(|it| (it.slug().to_owned(), it.name().to_owned())).collect();
            html! {
                {ui::select(locale, form, field::REGION, t::activities::field_region(locale), "", false, regions)}
                {line(field::COMMUNE, t::activities::field_commune(locale), t::activities::field_commune_hint(locale), false)}
            }
        }
        ReportStep::When => html! {
            {line(field::FROM, t::activities::field_from(locale), "", false)}
            {line(field::TO, t::activities::field_to(locale), "", false)}
            {programme::input(locale, form)}
        },
        ReportStep::With => html! {
            {lines(field::ORGANIZERS, 3, t::activities::field_organizers(locale), "")}
            {lines(field::PARTNERS, 3, t::activities::field_partners(locale), "")}
        },
        ReportStep::People => counts::input(locale, form),
        ReportStep::Done | ReportStep::Swot | ReportStep::Learnt => {
            let rows = if step == ReportStep::Done { 5 } else { 4 };
            let texts: Vec<_> =
                step.parts().iter().map(|it| lines(it.code(), rows, part_name(locale, *it), "")).collect();
            let class = if step == ReportStep::Swot { "swot" } else { "stack" };
            let learnt = (step == ReportStep::Learnt).then(|| {
                html! {
                    {lines(field::ADVICE, 5, t::activities::field_advice(locale), t::activities::field_advice_hint(locale))}
                    {line(field::SOURCE, t::activities::field_source(locale), t::activities::field_source_hint(locale), false)}
                }
            });
            html! { <div class=class>{texts}</div>{learnt} }
        }
    }
}

fn what(locale: Locale, form: &Form, names: &Names) -> AnyView {
    let kinds = ActivityKind::ALL
        .iter()
        .map(|it| (it.code().to_owned(), kind_icon(*it).to_owned(), kind_name(locale, *it).to_owned()));
    let projects: Vec<(String, String)> = names
        .offered(form.fields.get(field::PROJECT), MOST_OFFERED)
        .map(|it| (it.slug.clone(), it.content.title.to_string()))
        .collect();
    let project = (!projects.is_empty()).then(|| {
        ui::select(locale, form, field::PROJECT, t::activities::field_project(locale), "", false, projects)
    });
    let terms = names.catalogue.terms();
    let chosen = |id: &str| form.fields.all(field::DOMAINS).any(|it| it == id);
    let domains = terms.of(Scheme::Domain).filter(|it| terms.is_offered(it) || chosen(&it.id.0));
    let domains = domains.map(|it| (it.id.0.clone(), it.icon.clone(), it.label(locale).to_owned())).collect();
    html! {
        {ui::text_input(locale, form, field::TITLE, "text", t::activities::field_title(locale), t::activities::field_title_hint(locale), true)}
        {ui::choices(locale, form, field::KIND, false, t::activities::field_kind(locale), "", kinds.collect())}
        {project}
        {ui::text_input(locale, form, field::SERIES, "text", t::activities::field_series(locale), t::activities::field_series_hint(locale), false)}
        {ui::text_input(locale, form, field::SERIES_ALL, "text", t::activities::field_series_all(locale), t::activities::field_series_all_hint(locale), false)}
        {ui::choices(locale, form, field::DOMAINS, true, t::activities::field_domains(locale), t::experience::hint_domains(locale), domains)}
    }
}
