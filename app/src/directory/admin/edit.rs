//! Entering and changing an organisation: the pages around the form, and its deeds.

use super::conflict::differences;
use super::form::{Sheet, kept, label_of};
use super::{crumbs, list};
use crate::accounts::desk;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Crumb, Form, Tone};
use domain::Error;
use domain::access::FocalPoint;
use leptos::prelude::*;
use model::directory::{Organization, State};
use model::failure::Failure;
use model::fields::Fields;

const NEW: &str = "/admin/organisations/nouvelle";

/// The empty form.
pub(super) async fn new_page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let form = Form::of(request, || Fields::from([("messages", "oui"), ("etat", State::Draft.code())]));
    new_sheet(request, form, false).await
}

/// Enters a new organisation.
pub(super) async fn create(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    if fields.has("ajouter_service") {
        let form = Form { fields: fields.clone(), errors: Vec::new() };
        return Ok(Done::Page(new_sheet(request, form, true).await?));
    }
    let organization = request.platform.create_organization(&right, fields, logo(upload)).await?;
    Ok(Done::SeeOther(format!("{}?enregistre=1", address(&organization))))
}

/// The form with what is kept.
pub(super) async fn page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?;
    edit_page(request, Around::of_administrator(request.locale, organization), false).await
}

/// Keeps what was changed.
pub(super) async fn save(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?;
    let around = Around::of_administrator(request.locale, organization);
    edit(request, &right.focal_point_of(organization.id), around, fields, upload).await
}

/// What stands around the form of an organisation that is there already.
pub(crate) struct Around {
    /// Where the page with the form is.
    pub action: String,
    /// Where one goes who does not want to save.
    pub back: String,
    /// The way to the page.
    pub crumbs: Vec<Crumb>,
    /// Whether an administrator fills it in: only she decides what is shown and what is an example.
    pub by_administrator: bool,
}

impl Around {
    fn of_administrator(locale: Locale, organization: &Organization) -> Self {
        let between = (Some(list::PATH.to_owned()), t::admin::heading(locale).to_owned());
        Self {
            action: address(organization),
            back: list::PATH.to_owned(),
            crumbs: vec![
                (Some("/admin".to_owned()), t::admin::title(locale).to_owned()),
                between,
                (None, organization.name.to_string()),
            ],
            by_administrator: true,
        }
    }
}

/// The page of somebody who may change the organisation in the path; with `another_service`, one more empty one.
pub(crate) async fn edit_page(request: &Request, around: Around, another_service: bool) -> PageResult {
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?;
    let form = Form::of(request, || kept(&catalogue, organization));
    edit_sheet(request, form, around, another_service).await
}

/// Keeps what somebody changed who may.
pub(crate) async fn edit(
    request: &Request,
    right: &FocalPoint,
    around: Around,
    fields: &Fields,
    upload: Option<&Upload>,
) -> DoneResult {
    if fields.has("ajouter_service") {
        let form = Form { fields: fields.clone(), errors: Vec::new() };
        return Ok(Done::Page(edit_sheet(request, form, around, true).await?));
    }
    let (version, logo) = (version(fields), logo(upload));
    request.platform.edit_organization(right, around.by_administrator, version, fields, logo).await?;
    Ok(Done::SeeOther(format!("{}?enregistre=1", around.action)))
}

/// The version that the person saw; a form without one saw none, which is a conflict.
fn version(fields: &Fields) -> i64 {
    fields.get("version").parse().unwrap_or(0)
}

fn logo(upload: Option<&Upload>) -> Option<&[u8]> {
    let logo = upload.filter(|upload| upload.field == "logo" && !upload.content.is_empty());
    logo.map(|upload| upload.content.as_slice())
}

fn address(organization: &Organization) -> String {
    format!("{}/{}", list::PATH, organization.slug)
}

async fn new_sheet(request: &Request, form: Form, another_service: bool) -> PageResult {
    let locale = request.locale;
    let request = request.clone();
    let catalogue = request.platform.catalogue().await?;
    let page = Page::new(t::admin::create_title(locale), move || {
        let summary = ui::error_summary(&request, &form, label_of(locale));
        let shown_again = request.rejected.is_some() || another_service;
        let by_administrator = true;
        let sheet =
            Sheet { locale, catalogue, form, by_administrator, stored: None, another_service, shown_again };
        html! {
            <div class="wrap">
                {crumbs(locale, &[(list::PATH, t::admin::heading(locale))], t::admin::create_title(locale))}
                {ui::page_head(t::admin::create_title(locale), "")}
                <form class="form" method="post" action=NEW enctype="multipart/form-data">
                    {ui::once(&request.platform)}
                    {summary}
                    {buttons(locale, list::PATH.to_owned(), false)}
                    {sheet.draw()}
                    {buttons(locale, list::PATH.to_owned(), false)}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

async fn edit_sheet(request: &Request, form: Form, around: Around, another_service: bool) -> PageResult {
    let locale = request.locale;
    let request = request.clone();
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?.clone();
    let failure = request.rejected.as_ref().map(|rejected| &rejected.failure);
    let conflict = matches!(failure, Some(Failure::Conflict));
    let shown_again = request.rejected.is_some() || another_service;
    // After a conflict the person has seen both versions: saving again overwrites knowingly.
    let seen = if shown_again && !conflict { version(&form.fields) } else { organization.version };
    let page = Page::new(t::admin::edit_title(locale, &organization.name), move || {
        let notice = if conflict {
            differences(locale, &catalogue, &organization, &form.fields, &around)
        } else {
            ui::error_summary(&request, &form, label_of(locale))
        };
        let just_saved = request.query.has("enregistre") && !shown_again;
        let name = organization.name.as_str().to_owned();
        let Around { action, back, crumbs, by_administrator } = around;
        let public = (organization.state == State::Published || by_administrator)
            .then(|| format!("/annuaire/{}", organization.slug));
        let view_public = move || {
            let public = public.clone();
            public.map(|href| ui::link_button("btn", href, "i-show", t::admin::view_public(locale)))
        };
        let success = just_saved
            .then(|| ui::alert(Tone::Success, t::admin::saved(locale), html! { <p>{view_public()}</p> }));
        let badge = ui::state_badge(locale, organization.state);
        let desk = by_administrator.then(|| desk::way(locale, &organization));
        let stored = Some(organization);
        let sheet = Sheet { locale, catalogue, form, by_administrator, stored, another_service, shown_again };
        html! {
            <div class="wrap">
                {ui::crumbs(locale, crumbs)}
                {ui::page_head(t::admin::edit_title(locale, &name), "")}
                {success}
                <p class="row">{badge}{(!just_saved).then(view_public)}{desk}</p>
                <form class="form" method="post" action=action enctype="multipart/form-data">
                    {notice}
                    <input type="hidden" name="version" value=seen.to_string()/>
                    {buttons(locale, back.clone(), conflict)}
                    {sheet.draw()}
                    {buttons(locale, back.clone(), conflict)}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Above and below the form: the first button of a form is the one that the Enter key presses.
fn buttons(locale: Locale, back: String, conflict: bool) -> AnyView {
    let word = if conflict { t::admin::conflict_keep_mine(locale) } else { t::common::action_save(locale) };
    ui::action_row(html! {
        {ui::button("btn btn-primary", "i-check", word)}
        {ui::link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
    })
}
