//! `/compte/organisations/{slug}/projets`: what an organisation entered of its work, drafts among it.

use super::edit::own;
use super::report::{activity_path, kind_icon};
use super::swot::{named as swot_name_for, note_of, swot_path};
use super::words::{project_path, state_badge};
use crate::page::{PageResult, Request};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, page_head};
use leptos::prelude::*;
use model::projects::{Activity, ActivityKind, Project, ReportStep, Swot};

/// The desk.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let locale = request.locale;
    let (projects, activities) = request.platform.works_of(&right).await?;
    let swots = request.platform.swots_of(&right).await?;
    let (catalogue, works) = (request.platform.catalogue().await?, request.platform.works().await?);
    let decides = right.decides();
    let discarded = request.query.has("jete");
    let page = work_page(t::projects::desk_title(locale), move || {
        let items: Vec<_> = projects.iter().map(|it| item(locale, it)).collect();
        let list = if items.is_empty() {
            html! { <p role="status">{t::projects::desk_none_projects(locale)}</p> }
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        let told: Vec<_> = activities.iter().map(|it| activity(locale, it)).collect();
        let told = if told.is_empty() {
            html! { <p role="status">{t::projects::desk_none_activities(locale)}</p> }
        } else {
            html! { <ul class="list">{told}</ul> }
        };
        let collected: Vec<_> = swots
            .iter()
            .map(|it| {
                let own = |id| projects.iter().find(|it| it.id == id).map(|it| it.content.title.to_string());
                let title = |id| own(id).or_else(|| works.project(id).map(|it| it.content.title.to_string()));
                swot(locale, swot_name_for(locale, &catalogue, it, title), it)
            })
            .collect();
        let collected = if collected.is_empty() {
            html! { <p role="status">{t::swot::desk_none(locale)}</p> }
        } else {
            html! { <ul class="list">{collected}</ul> }
        };
        let swot_new = format!("/compte/organisations/{}/ffom/nouveau", organization.slug);
        let new = format!("/compte/organisations/{}/projets/nouveau", organization.slug);
        let begin = format!("/compte/organisations/{}/activites/nouvelle", organization.slug);
        let import = format!("/compte/organisations/{}/projets/import", organization.slug);
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, organization.short_name().to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(t::projects::desk_title(locale), organization.name.to_string())}
                <p class="hint">{t::projects::desk_intro(locale)}</p>
                {discarded.then(|| alert(Tone::Success, t::projects::discarded(locale), ()))}
                <section class="stack">
                    <h2>{t::activities::title(locale)}</h2>
                    {told}
                    <p>{link_button("btn btn-primary", begin, "i-add", t::activities::begin(locale))}</p>
                </section>
                <section class="stack">
                    <h2>{t::projects::title(locale)}</h2>
                    {list}
                    <p>{link_button("btn", new, "i-add", t::projects::new(locale))}</p>
                    {decides.then(|| html! { <p>{link_button("btn btn-quiet", import, "i-upload", t::works_import::open(locale))}</p> })}
                </section>
                <section class="stack">
                    <h2>{t::swot::title(locale)}</h2>
                    {collected}
                    <p>{link_button("btn", swot_new, "i-add", t::swot::new(locale))}</p>
                </section>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn swot(locale: Locale, name: String, it: &Swot) -> AnyView {
    let (href, note) = (format!("{}/modifier", swot_path(it)), note_of(locale, it));
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon("i-matrix")}</span>
                <b>{name}" "<small>{note}</small></b>
                {state_badge(locale, it.published)}
            </a>
        </li>
    }
}

fn item(locale: Locale, it: &Project) -> AnyView {
    let (href, title) = (format!("{}/modifier", project_path(it)), it.content.title.to_string());
    let changed = date(locale, it.updated_at.day());
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon("i-group")}</span>
                <b>{title}" "<small>{changed}</small></b>
                {state_badge(locale, it.published)}
            </a>
        </li>
    }
}

fn activity(locale: Locale, it: &Activity) -> AnyView {
    let (href, title) = (format!("{}/modifier", activity_path(it)), it.title().to_owned());
    let told = ReportStep::ALL.iter().filter(|step| !it.report.lacks(**step)).count();
    let changed = date(locale, it.updated_at.day());
    let note = t::activities::draft_note(locale, ReportStep::ALL.len(), changed, told);
    let pictogram = kind_icon(it.report.kind.unwrap_or(ActivityKind::Other));
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon(pictogram)}</span>
                <b>{title}" "<small>{note}</small></b>
                {state_badge(locale, it.published)}
            </a>
        </li>
    }
}
