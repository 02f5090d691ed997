//! `/compte/organisations/{slug}/plans`: what presses first, then the plans that an organisation entered, drafts among them.

use super::plan_path;
use super::words::{counted, state_badge};
use crate::page::{PageResult, Request};
use crate::projects::{own_organization, state_badge as published_badge, work_page};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, page_head};
use leptos::prelude::*;
use model::plans::{ActionPlan, PlanAction, count};
use model::time::Day;

/// How many actions that press the desk names.
const MOST_URGENT: usize = 30;

/// The desk.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let (locale, platform) = (request.locale, &request.platform);
    let plans = platform.plans_of(&right).await?;
    let today = platform.clock().now().day();
    let decides = right.decides();
    let discarded = request.query.has("jete");
    let title = t::plans::desk_title(locale);
    let page = work_page(title, move || {
        let mut urgent: Vec<(&ActionPlan, &PlanAction)> = plans
            .iter()
            .flat_map(|plan| plan.actions.iter().map(move |it| (plan, it)))
            .filter(|(_, it)| it.state(today).reminder().is_some())
            .collect();
        urgent.sort_by_cached_key(|(_, it)| it.rank(today));
        let urgent: Vec<_> = urgent
            .iter()
            .take(MOST_URGENT)
            .map(|(plan, it)| pressing(locale, plan, it, today, decides))
            .collect();
        let urgent = if urgent.is_empty() {
            html! { <p role="status">{t::plans::desk_urgent_none(locale)}</p> }
        } else {
            html! { <ul class="list">{urgent}</ul> }
        };
        let items: Vec<_> = plans.iter().map(|it| item(locale, it, today, decides)).collect();
        let list = if items.is_empty() {
            html! { <p role="status">{t::plans::desk_none(locale)}</p> }
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        let new = format!("{}/nouveau", super::desk_path(&organization.slug));
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, organization.short_name().to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, organization.name.to_string())}
                <p class="hint">{t::projects::desk_intro(locale)}</p>
                {discarded.then(|| alert(Tone::Success, t::projects::discarded(locale), ()))}
                <section class="stack">
                    <h2>{icon("i-alert")}{t::plans::desk_urgent(locale)}</h2>
                    {urgent}
                </section>
                <section class="stack">
                    <h2>{icon("i-list")}{t::plans::desk_all(locale)}</h2>
                    {list}
                    <p>{link_button("btn btn-primary", new, "i-add", t::plans::new(locale))}</p>
                </section>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// An action that is late or due soon, with the way to tell what was done, or to read it where that is not hers.
fn pressing(locale: Locale, plan: &ActionPlan, it: &PlanAction, today: Day, decides: bool) -> AnyView {
    let (href, pictogram) = if decides || !plan.published {
        (format!("{}/actions/{}", plan_path(plan), it.number), "i-edit")
    } else {
        (format!("{}#action-{}", plan_path(plan), it.number), "i-show")
    };
    let (what, title) = (it.content.what.to_string(), plan.content.title.to_string());
    let due = it.due().map(|due| date(locale, due));
    html! {
        <li><a class="list-item" href=href>
            <span>{icon(pictogram)}</span>
            <b>{what}" "<small>{due}" · "{title}</small>{state_badge(locale, it.state(today))}</b>
        </a></li>
    }
}

/// A plan, with the way to change it, or to read it where that is not hers.
fn item(locale: Locale, it: &ActionPlan, today: Day, decides: bool) -> AnyView {
    let (home, title) = (plan_path(it), it.content.title.to_string());
    let href = if decides || !it.published { format!("{home}/modifier") } else { home };
    let counts = count(it.actions.iter().map(|it| it.state(today)));
    let note =
        if counts.is_empty() { t::plans::actions_none(locale).to_owned() } else { counted(locale, &counts) };
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon("i-list")}</span>
                <b>{title}" "<small>{note}</small></b>
                {published_badge(locale, it.published)}
            </a>
        </li>
    }
}
