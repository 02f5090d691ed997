//! Entering a plan, changing it, and deciding who sees it. Every step is a plain form.

use super::form::{fields, label_of};
use super::words::state_badge;
use super::{desk_path, plan_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{New, Sheet, acts, own_organization, state_badge as published_badge, work_page};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, button, crumbs, date, error_summary, icon, link_button, page_head};
use domain::plans::{ADVICE_NUMBER, REPORT, TOPIC};
use leptos::prelude::*;
use model::browse;
use model::fields::Fields;
use model::plans::{ActionPlan, MOST_ACTIONS, PlanHolder, follow_field, plan_field as field};
use model::time::Day;

/// The recommendation that goes along until there is a plan for it.
pub fn carried(fields: &Fields) -> Vec<(&'static str, String)> {
    let names = [REPORT, ADVICE_NUMBER, TOPIC].into_iter();
    names.filter_map(|name| Some((name, fields.filled(name)?.to_owned()))).collect()
}

/// `/compte/organisations/{slug}/plans/nouveau`: the empty form.
pub async fn new_page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let names = request.platform.plan_names(&right).await?;
    let form = Form::of(request, || {
        let mut fields = Fields::from([(field::HOLDER, PlanHolder::Organization.code())]);
        carried(&request.query).into_iter().for_each(|(name, value)| fields.push(name, value));
        fields.push_some(field::PROJECT, request.query.filled(field::PROJECT));
        fields
    });
    let carried = carried(&form.fields);
    let new = New {
        title: t::plans::new(locale),
        intro: t::plans::new_intro(locale, &organization.name),
        desk: (desk_path(&organization.slug), t::plans::desk_title(locale)),
        form,
    };
    Ok(new.draw(request, label_of(locale), move |locale, form| {
        let carried: Vec<_> = carried
            .into_iter()
            .map(|(name, value)| html! { <input type="hidden" name=name value=value/> })
            .collect();
        html! { {carried}{fields(locale, form, &names)} }
    }))
}

/// Enters it and leads to its sheet, or to the action that a recommendation begins.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own_organization(request).await?;
    let plan = request.platform.enter_plan(&right, fields).await?;
    let carried = carried(fields);
    Ok(Done::SeeOther(if carried.is_empty() {
        format!("{}/modifier?enregistre=1", plan_path(&plan))
    } else {
        browse::address(&format!("{}/actions/nouvelle", plan_path(&plan)), &carried)
    }))
}

/// `/projets/plans/{slug}/modifier`: everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, plan) = platform.plan_to_change(&request.caller, &request.slug).await?;
    let names = platform.plan_names(&right).await?;
    let kept = names.lend_plan(|context| plan.content.fields(context));
    let seal = (follow_field::SEEN, kept.seal());
    let sheet = Sheet::of(request, kept, seal, t::plans::changed_title(locale), label_of(locale));
    let desk =
        names.names.catalogue.get(right.organization()).map(|it| desk_path(&it.slug)).unwrap_or_default();
    let today = platform.clock().now().day();
    let request = request.clone();
    let title = t::plans::edit_title(locale, &plan.content.title);
    let page = work_page(title.clone(), move || {
        let home = plan_path(&plan);
        let action = format!("{home}/modifier");
        let crumb = vec![
            (Some(desk), t::plans::desk_title(locale).to_owned()),
            (None, plan.content.title.to_string()),
        ];
        let acts = acts::Words::of_sheet(locale, t::plans::wait_text(locale), t::plans::discard_text(locale));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {sheet.said(t::projects::saved(locale))}
                {error_summary(&request, &sheet.form, label_of(locale))}
                {sheet.changed}
                <p class="row">
                    {published_badge(locale, plan.published)}
                    {link_button("btn btn-quiet", home, "i-show", t::plans::see(locale))}
                </p>
                {acts.showing(&action, plan.published, right.decides())}
                {actions(locale, &plan, today)}
                <section class="stack">
                    <h2>{icon("i-edit")}{t::plans::plan(locale)}</h2>
                    <form class="form" method="post" action=action.clone()>
                        <input type="hidden" name=follow_field::SEEN value=sheet.state/>
                        {fields(locale, &sheet.shown, &names)}
                        {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                    </form>
                </section>
                {acts.discarding(&action, plan.published)}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn actions(locale: Locale, plan: &ActionPlan, today: Day) -> AnyView {
    let path = |item: &str| format!("{}/actions/{item}", plan_path(plan));
    let rows: Vec<_> = plan
        .in_order(today)
        .into_iter()
        .map(|it| {
            let (href, what) = (path(&it.number.to_string()), it.content.what.to_string());
            let due = it.due().map(|due| date(locale, due));
            html! {
                <li><a class="list-item" href=href>
                    <span>{icon("i-edit")}</span><b>{what}" "<small>{due}</small>{state_badge(locale, it.state(today))}</b>
                </a></li>
            }
        })
        .collect();
    let more = if plan.takes_actions() {
        html! { <p>{link_button("btn", path("nouvelle"), "i-add", t::plans::action_new(locale))}</p> }
    } else {
        html! { <p class="hint">{t::plans::full(locale, MOST_ACTIONS)}</p> }
    };
    html! {
        <section class="stack">
            <h2>{icon("i-list")}{t::plans::actions(locale)}</h2>
            {(!rows.is_empty()).then(|| html! { <ul class="list">{rows}</ul> })}
            {more}
        </section>
    }
}

/// Keeps what was changed, or does one of the acts of the sheet.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, plan) = platform.plan_to_change(&request.caller, &request.slug).await?;
    let librarian = || request.caller.librarian(plan.organization);
    match fields.get(acts::FIELD) {
        acts::PUBLISH => platform.show_plan(&librarian()?, &plan.slug, true).await?,
        acts::WITHDRAW => platform.show_plan(&librarian()?, &plan.slug, false).await?,
        acts::DISCARD => {
            platform.discard_plan(&right, &plan.slug).await?;
            return acts::thrown_away(request, plan.organization, desk_path).await;
        }
        _ => platform.change_plan(&right, &plan.slug, fields).await?,
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", plan_path(&plan))))
}
