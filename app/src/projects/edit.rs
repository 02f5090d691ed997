//! Entering a project, changing it, and deciding who sees it. Every step is a plain form.

use super::form::{fields, label_of};
use super::sheet::{New, Sheet};
use super::words::{project_path, state_badge};
use super::{acts, album};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::work_page;
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, crumbs, error_summary, link_button, page_head};
use domain::Error;
use domain::access::Contributor;
use leptos::prelude::*;
use model::directory::Organization;
use model::fields::Fields;
use model::projects::{Currency, ProjectStatus, project_field as field};

/// The organisation in the path, with the right to enter things in its name.
pub async fn own(request: &Request) -> Result<(Contributor, Organization), Error> {
    request.caller.member()?;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?;
    Ok((request.caller.contributor(organization.id)?, organization.clone()))
}

/// The desk of an organisation.
pub fn desk_path(organization: &str) -> String {
    crate::accounts::desk::address(organization, "projets")
}

/// `/compte/organisations/{slug}/projets/nouveau`: the empty form.
pub async fn new_page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let locale = request.locale;
    let names = request.platform.names_for(&right).await?;
    let form = Form::of(request, || {
        Fields::from([
            (field::STATUS, ProjectStatus::Implementation.code()),
            (field::LEAD, organization.name.as_str()),
            (field::CURRENCY, Currency::OURS),
        ])
    });
    let new = New {
        title: t::projects::new(locale),
        intro: t::projects::new_intro(locale, &organization.name),
        desk: (desk_path(&organization.slug), t::projects::desk_title(locale)),
        form,
    };
    Ok(new.draw(request, label_of(locale), move |locale, form| fields(locale, form, &names, None)))
}

/// Enters it and leads to its sheet.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own(request).await?;
    let project = request.platform.enter_project(&right, fields).await?;
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", project_path(&project))))
}

/// `/projets/{slug}/modifier`: everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, project) = platform.project_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let kept = names.lend(|naming| project.content.fields(naming));
    let state = ("version", project.version.to_string());
    let sheet = Sheet::of(request, kept, state, t::projects::changed_title(locale), label_of(locale));
    let desk = names.catalogue.get(right.organization()).map(|it| desk_path(&it.slug)).unwrap_or_default();
    let request = request.clone();
    let title = t::projects::edit_title(locale, &project.content.title);
    let page = work_page(title.clone(), move || {
        let home = project_path(&project);
        let action = format!("{home}/modifier");
        let crumb = vec![
            (Some(desk), t::projects::desk_title(locale).to_owned()),
            (None, project.content.title.to_string()),
        ];
        let acts =
            acts::Words::of_sheet(locale, t::projects::wait_text(locale), t::projects::discard_text(locale));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {sheet.said(t::projects::saved(locale))}
                {error_summary(&request, &sheet.form, label_of(locale))}
                {sheet.changed}
                <p class="row">
                    {state_badge(locale, project.published)}
                    {album::link(locale, &home)}
                    {link_button("btn btn-quiet", home, "i-show", t::projects::see(locale))}
                </p>
                {acts.showing(&action, project.published, right.decides())}
                <form class="form" method="post" action=action.clone()>
                    <input type="hidden" name="version" value=sheet.state/>
                    {fields(locale, &sheet.shown, &names, Some(&project.slug))}
                    {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                </form>
                {acts.discarding(&action, project.published)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// What somebody else's version says otherwise.
pub fn difference<'a>(
    locale: Locale,
    title: &'static str,
    typed: &Fields,
    kept: &Fields,
    label: impl Fn(&str) -> Option<&'a str>,
) -> AnyView {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in kept.pairs().iter().chain(typed.pairs()) {
        if label(name).is_some() && !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let said = |fields: &Fields, name: &str| {
        fields.all(name).flat_map(str::lines).map(str::trim).collect::<Vec<_>>().join(", ")
    };
    let lines: Vec<_> = names
        .into_iter()
        .filter(|name| said(typed, name) != said(kept, name))
        .map(|name| {
            let value = said(kept, name);
            let value = if value.is_empty() { t::projects::changed_empty(locale).to_owned() } else { value };
            let label = label(name).unwrap_or_default();
            html! { <p class="kept">{t::projects::changed_line(locale, label, value)}</p> }
        })
        .collect();
    let body = html! { <p>{t::projects::changed_text(locale)}</p>{lines} };
    alert(Tone::Warning, title, body)
}

/// Keeps what was changed, or does one of the acts of the sheet.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, project) = platform.project_to_change(&request.caller, &request.slug).await?;
    let librarian = || request.caller.librarian(project.organization);
    match fields.get(acts::FIELD) {
        acts::PUBLISH => platform.show_project(&librarian()?, &project.slug, true).await?,
        acts::WITHDRAW => platform.show_project(&librarian()?, &project.slug, false).await?,
        acts::DISCARD => {
            platform.discard_project(&right, &project.slug).await?;
            return acts::thrown_away(request, project.organization, desk_path).await;
        }
        _ => {
            let version = fields.get("version").parse().unwrap_or(0);
            platform.change_project(&right, &project.slug, version, fields).await?;
        }
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", project_path(&project))))
}
