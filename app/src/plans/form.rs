//! The forms of a plan and of its actions.

use super::words::{holder_words, origin_words, progress_words};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form};
use domain::plans::PlanNames;
use leptos::prelude::*;
use model::id::{CampaignId, ProjectId};
use model::place::Region;
use model::plans::{OriginKind, PlanAction, PlanHolder, Progress, action_field, follow_field, plan_field};

/// The most projects, and the most campaigns, that one is offered to belong to.
const MOST_OFFERED: usize = 60;

/// The label of a field of a plan, for the list of errors and of what somebody else changed.
pub fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            plan_field::TITLE => t::plans::field_title(locale),
            plan_field::HOLDER => t::plans::field_holder(locale),
            plan_field::REGION => t::activities::field_region(locale),
            plan_field::COMMUNE => t::activities::field_commune(locale),
            plan_field::ABOUT => t::plans::field_about(locale),
            plan_field::PROJECT => t::plans::field_project(locale),
            plan_field::CAMPAIGN => t::plans::field_campaign(locale),
            plan_field::SOURCE => t::projects::field_source(locale),
            _ => return None,
        })
    }
}

/// The same for an action and what was done of it.
pub fn action_label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            action_field::WHAT => t::plans::field_what(locale),
            action_field::WHO => t::plans::who(locale),
            action_field::REGION => t::activities::field_region(locale),
            action_field::COMMUNE => t::activities::field_commune(locale),
            action_field::DUE => t::plans::due(locale),
            action_field::MILESTONES => t::plans::field_milestones(locale),
            action_field::ORIGIN => t::plans::field_origin(locale),
            action_field::WORDS => t::plans::field_words(locale),
            action_field::PAGE => t::plans::field_page(locale),
            follow_field::ON => t::plans::field_on(locale),
            follow_field::PROGRESS => t::plans::field_progress(locale),
            follow_field::DONE => t::plans::field_done(locale),
            follow_field::REACHED => t::plans::field_reached(locale),
            follow_field::LINK => t::plans::field_link(locale),
            follow_field::DOCUMENT => t::plans::field_document(locale),
            _ => return None,
        })
    }
}

/// A region and a commune.
fn place(locale: Locale, form: &Form) -> AnyView {
    let regions = Region::all().map(|it| (it.slug().to_owned(), it.name().to_owned())).collect();
    let hint = t::activities::field_commune_hint(locale);
    html! {
        {ui::select(locale, form, plan_field::REGION, t::activities::field_region(locale), "", false, regions)}
        {ui::text_input(locale, form, plan_field::COMMUNE, "text", t::activities::field_commune(locale), hint, false)}
    }
}

/// The fields of a plan, without the form around them and its buttons.
pub fn fields(locale: Locale, form: &Form, names: &PlanNames) -> AnyView {
    let holders = PlanHolder::ALL.iter().map(|it| {
        let (pictogram, word) = holder_words(locale, *it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    let projects = names.names.projects().map(|it| (it.slug.clone(), it.content.title.to_string()));
    let campaigns = names.campaigns().map(|it| (it.slug.clone(), it.content.title.to_string()));
    // What was chosen is offered, also if many others were changed since.
    // What was chosen and is withdrawn now stands there by its id, and stays.
    let offered = |all: Vec<(String, String)>, name: &str| {
        let chosen = form.fields.get(name).to_owned();
        let (mut held, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(slug, _)| *slug == chosen);
        let withdrawn = ProjectId::parse(&chosen).is_some() || CampaignId::parse(&chosen).is_some();
        if held.is_empty() && withdrawn {
            held.push((chosen, t::plans::field_withdrawn(locale).to_owned()));
        }
        held.extend(others.into_iter().take(MOST_OFFERED));
        held
    };
    let projects = offered(projects.collect(), plan_field::PROJECT);
    let campaigns = offered(campaigns.collect(), plan_field::CAMPAIGN);
    let project = (!projects.is_empty()).then(|| {
        ui::select(locale, form, plan_field::PROJECT, t::plans::field_project(locale), "", false, projects)
    });
    let campaign = (!campaigns.is_empty()).then(|| {
        ui::select(locale, form, plan_field::CAMPAIGN, t::plans::field_campaign(locale), "", false, campaigns)
    });
    html! {
        {ui::text_input(locale, form, plan_field::TITLE, "text", t::plans::field_title(locale), t::plans::field_title_hint(locale), true)}
        {ui::choices(locale, form, plan_field::HOLDER, false, t::plans::field_holder(locale), t::plans::field_holder_hint(locale), holders.collect())}
        {place(locale, form)}
        {ui::textarea(locale, form, plan_field::ABOUT, 4, t::plans::field_about(locale), "", false)}
        {project}
        {campaign}
        {ui::text_input(locale, form, plan_field::SOURCE, "text", t::projects::field_source(locale), t::projects::field_source_hint(locale), false)}
    }
}

/// The fields of an action.
pub fn action_fields(locale: Locale, form: &Form) -> AnyView {
    let kinds =
        OriginKind::ALL.iter().map(|it| (it.code().to_owned(), origin_words(locale, *it).1.to_owned()));
    let from = [action_field::ORIGIN, action_field::WORDS, action_field::PAGE];
    let open = from.iter().any(|it| form.error(locale, it).is_some() || form.fields.filled(it).is_some());
    html! {
        {ui::textarea(locale, form, action_field::WHAT, 3, t::plans::field_what(locale), t::plans::field_what_hint(locale), true)}
        {ui::text_input(locale, form, action_field::WHO, "text", t::plans::who(locale), t::plans::field_who_hint(locale), true)}
        {ui::text_input(locale, form, action_field::DUE, "text", t::plans::due(locale), t::plans::field_due_hint(locale), true)}
        {place(locale, form)}
        {ui::textarea(locale, form, action_field::MILESTONES, 3, t::plans::field_milestones(locale), t::plans::field_milestones_hint(locale), false)}
        <details class="fold" open=open>
            <summary>{t::plans::field_origin(locale)}</summary>
            <div class="form">
                {ui::select(locale, form, action_field::ORIGIN, t::plans::field_origin(locale), "", false, kinds.collect())}
                {ui::textarea(locale, form, action_field::WORDS, 3, t::plans::field_words(locale), t::plans::field_words_hint(locale), false)}
                {ui::text_input(locale, form, action_field::PAGE, "text", t::plans::field_page(locale), t::plans::field_page_hint(locale), false)}
            </div>
        </details>
    }
}

/// The fields of what was done of an action.
pub fn follow_fields(locale: Locale, form: &Form, action: &PlanAction) -> AnyView {
    let steps = Progress::ALL.iter().map(|it| {
        let (pictogram, word) = progress_words(locale, *it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    let milestones = action.content.milestones.iter().enumerate().filter(|(_, it)| it.reached.is_none());
    let milestones: Vec<(String, String, String)> =
        milestones.map(|(at, it)| (at.to_string(), String::new(), it.what.to_string())).collect();
    let reached = (!milestones.is_empty()).then(|| {
        ui::choices(
            locale,
            form,
            follow_field::REACHED,
            true,
            t::plans::field_reached(locale),
            "",
            milestones,
        )
    });
    html! {
        {ui::choices(locale, form, follow_field::PROGRESS, false, t::plans::field_progress(locale), "", steps.collect())}
        {ui::textarea(locale, form, follow_field::DONE, 3, t::plans::field_done(locale), t::plans::field_done_hint(locale), true)}
        {ui::text_input(locale, form, follow_field::ON, "text", t::plans::field_on(locale), t::plans::field_on_hint(locale), true)}
        {reached}
        {ui::text_input(locale, form, follow_field::LINK, "text", t::plans::field_link(locale), "", false)}
        {ui::text_input(locale, form, follow_field::DOCUMENT, "text", t::plans::field_document(locale), t::plans::field_document_hint(locale), false)}
    }
}
