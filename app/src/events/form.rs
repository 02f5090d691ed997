//! The form of a meeting: what is needed first, the rest in folds.

use crate::projects::{kind_icon, kind_name, programme_input};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form};
use domain::projects::Names;
use leptos::prelude::*;
use model::directory::Scheme;
use model::events::{Access, EventAudience, event_field as field};
use model::place::Region;
use model::projects::ActivityKind;

/// The most projects that one is offered.
const MOST_OFFERED: usize = 80;

/// The label of a field, for the list of errors and of what somebody else changed.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::TITLE => t::events::field_title(locale),
            field::KIND => t::projects::facet_kind(locale),
            field::AUDIENCE => t::events::field_audience(locale),
            field::FROM => t::events::field_from(locale),
            field::FROM_AT => t::events::field_from_at(locale),
            field::TO => t::events::field_to(locale),
            field::TO_AT => t::events::field_to_at(locale),
            field::REGION => t::activities::field_region(locale),
            field::COMMUNE => t::activities::field_commune(locale),
            field::VENUE => t::events::field_venue(locale),
            field::LINK => t::events::field_link(locale),
            field::ACCESS => t::events::field_access(locale),
            field::REGISTERS => t::events::field_registers(locale),
            field::CAPACITY => t::events::field_capacity(locale),
            field::DOMAINS => t::projects::field_domains(locale),
            field::SERIES => t::activities::field_series(locale),
            field::PROJECT => t::activities::field_project(locale),
            field::PATH => t::training::kind_word(locale),
            field::CAMPAIGN => t::advocacy::campaign(locale),
            field::PROGRAMME => t::programme::title(locale),
            field::ABOUT => t::events::field_about(locale),
            field::SOURCE => t::projects::field_source(locale),
            field::REASON => t::events::field_reason(locale),
            _ => return None,
        })
    }
}

/// The fields, without the form around them and its buttons.
pub fn fields(locale: Locale, form: &Form, names: &Names) -> AnyView {
    let line = |name: &'static str, kind: &'static str, hint: &str, required: bool| {
        let label = label_of(locale)(name).unwrap_or_default();
        ui::text_input(locale, form, name, kind, label, hint, required)
    };
    let select = |name: &'static str, hint: &str, required: bool, list: Vec<(String, String)>| {
        ui::select(locale, form, name, label_of(locale)(name).unwrap_or_default(), hint, required, list)
    };
    let kinds = ActivityKind::ALL
        .iter()
        .map(|it| (it.code().to_owned(), kind_icon(*it).to_owned(), kind_name(locale, *it).to_owned()));
    let audiences = vec![
        (EventAudience::Public.code().to_owned(), t::events::audience_public(locale).to_owned()),
        (EventAudience::Members.code().to_owned(), t::events::for_members(locale).to_owned()),
    ];
    let access = vec![
        (Access::Registered.code().to_owned(), t::events::access_registered(locale).to_owned()),
        (Access::Everybody.code().to_owned(), t::events::access_everybody(locale).to_owned()),
    ];
    let registers = vec![
        ("oui".to_owned(), t::events::registers_yes(locale).to_owned()),
        ("non".to_owned(), t::events::registers_no(locale).to_owned()),
    ];
    let regions = Region::all().map(|it| (it.slug().to_owned(), it.name().to_owned())).collect();
    let projects: Vec<(String, String)> = names
        .offered(form.fields.get(field::PROJECT), MOST_OFFERED)
        .map(|it| (it.slug.clone(), it.content.title.to_string()))
        .collect();
    let project = (!projects.is_empty()).then(|| select(field::PROJECT, "", false, projects));
    // What was chosen is offered, also if many others were changed since.
    let held = names.paths.find(form.fields.get(field::PATH));
    let others = names.paths.all().iter().filter(|it| held.is_none_or(|held| held.id != it.id));
    let paths: Vec<(String, String)> = held
        .into_iter()
        .chain(others)
        .map(|it| (it.slug.clone(), it.content.title.to_string()))
        .take(MOST_OFFERED)
        .collect();
    let path =
        (!paths.is_empty()).then(|| select(field::PATH, t::events::field_path_hint(locale), false, paths));
    let held = names.campaigns.find(form.fields.get(field::CAMPAIGN));
    let others = names.campaigns.all().iter().filter(|it| held.is_none_or(|held| held.id != it.id));
    let campaigns: Vec<(String, String)> = held
        .into_iter()
        .chain(others)
        .map(|it| (it.slug.clone(), it.content.title.to_string()))
        .take(MOST_OFFERED)
        .collect();
    let campaign = (!campaigns.is_empty())
        .then(|| select(field::CAMPAIGN, t::events::field_campaign_hint(locale), false, campaigns));
    let terms = names.catalogue.terms();
    let chosen = |id: &str| form.fields.all(field::DOMAINS).any(|it| it == id);
    let domains = terms.of(Scheme::Domain).filter(|it| terms.is_offered(it) || chosen(&it.id.0));
    let domains = domains.map(|it| (it.id.0.clone(), it.icon.clone(), it.label(locale).to_owned())).collect();
    // What was refused in it must not stand in a closed fold.
    let folded = [field::DOMAINS, field::SERIES, field::PROJECT, field::PATH, field::CAMPAIGN, field::SOURCE];
    let open = folded.iter().any(|it| form.error(locale, it).is_some());
    html! {
        {line(field::TITLE, "text", t::events::field_title_hint(locale), true)}
        {ui::choices(locale, form, field::KIND, false, t::projects::facet_kind(locale), "", kinds.collect())}
        <fieldset class="stack">
            <legend>{t::projects::when(locale)}</legend>
            <p class="hint">{t::events::when_hint(locale)}</p>
            <div class="pair">
                {line(field::FROM, "date", "", true)}
                {line(field::FROM_AT, "time", "", false)}
                {line(field::TO, "date", "", false)}
                {line(field::TO_AT, "time", "", false)}
            </div>
        </fieldset>
        <fieldset class="stack">
            <legend>{t::projects::where_(locale)}</legend>
            <p class="hint">{t::events::where_hint(locale)}</p>
            {select(field::REGION, "", false, regions)}
            {line(field::COMMUNE, "text", t::activities::field_commune_hint(locale), false)}
            {line(field::VENUE, "text", t::events::field_venue_hint(locale), false)}
            {line(field::LINK, "text", "", false)}
            {select(field::ACCESS, t::events::field_access_hint(locale), true, access)}
        </fieldset>
        <fieldset class="stack">
            <legend>{t::events::who(locale)}</legend>
            {select(field::AUDIENCE, "", true, audiences)}
            {select(field::REGISTERS, t::events::field_registers_hint(locale), true, registers)}
            {line(field::CAPACITY, "text", t::events::field_capacity_hint(locale), false)}
        </fieldset>
        {ui::textarea(locale, form, field::ABOUT, 6, t::events::field_about(locale), t::events::field_about_hint(locale), false)}
        {programme_input(locale, form)}
        <details class="fold" open=open>
            <summary>{t::events::more(locale)}</summary>
            <div class="form">
                {ui::choices(locale, form, field::DOMAINS, true, t::projects::field_domains(locale), t::experience::hint_domains(locale), domains)}
                {line(field::SERIES, "text", t::activities::field_series_hint(locale), false)}
                {project}
                {path}
                {campaign}
                {line(field::SOURCE, "text", t::activities::field_source_hint(locale), false)}
            </div>
        </details>
    }
}
