//! Entering a campaign, changing it, counting sheets of paper, and deciding who sees it. Every step is a plain form.

use super::form::{fields, label_of, paper};
use super::words::{light_badge, people};
use super::{advocacy_page, campaign_path};
use crate::accounts::desk;
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{New, Sheet, acts, own_organization, state_badge};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, button, crumbs, date, error_summary, icon, link_button, page_head};
use domain::Error;
use domain::advocacy::{SHEETS_STAY, SignedSheet};
use leptos::prelude::*;
use model::advocacy::{Campaign, CampaignStatus, Paper, campaign_field as field, paper_field};
use model::fields::Fields;
use model::time::Day;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn desk_path(organization: &str) -> String {
    desk::address(organization, "plaidoyer")
}

/// `/compte/organisations/{slug}/plaidoyer/nouveau`: the empty form.
pub async fn new_page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let names = request.platform.names_for(&right).await?;
    let form = Form::of(request, || Fields::from([(field::STATUS, CampaignStatus::Running.code())]));
    let new = New {
        title: t::advocacy::new(locale),
        intro: t::advocacy::new_intro(locale, &organization.name),
        desk: (desk_path(&organization.slug), t::advocacy::desk_title(locale)),
        form,
    };
    Ok(new.draw(request, label_of(locale), move |locale, form| fields(locale, form, &names)))
}

/// Enters it and leads to its sheet.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own_organization(request).await?;
    let campaign = request.platform.enter_campaign(&right, fields).await?;
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", campaign_path(&campaign))))
}

/// `/plaidoyer/{slug}/modifier`: everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, campaign) = platform.campaign_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let kept = campaign.content.fields(
        |id| names.catalogue.get(id).map(|it| it.name.to_string()),
        |id| names.shelves.collections().find(|it| it.id == id).map(|it| it.slug.clone()),
        |id| names.shelves.get(id).map(|it| it.slug.clone()),
    );
    let state = ("version", campaign.version.to_string());
    let sheet = Sheet::of(request, kept, state, t::advocacy::changed_title(locale), label_of(locale));
    let desk = names.catalogue.get(right.organization()).map(|it| desk_path(&it.slug)).unwrap_or_default();
    let today = platform.clock().now().day();
    // Who does not see the photos is not told that there are some.
    let sheets = platform.sheets(&request.caller, &campaign).await.ok();
    let request = request.clone();
    let title = t::advocacy::edit_title(locale, &campaign.content.title);
    let page = advocacy_page(title.clone(), move || {
        let home = campaign_path(&campaign);
        let action = format!("{home}/modifier");
        let crumb = vec![
            (Some(desk), t::advocacy::desk_title(locale).to_owned()),
            (None, campaign.content.title.to_string()),
        ];
        let acts =
            acts::Words::of_sheet(locale, t::advocacy::wait_text(locale), t::advocacy::discard_text(locale));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {sheet.said(t::projects::saved(locale))}
                {error_summary(&request, &sheet.form, label_of(locale))}
                {sheet.changed}
                <p class="row">
                    {state_badge(locale, campaign.published)}
                    {link_button("btn btn-quiet", home, "i-show", t::advocacy::see(locale))}
                </p>
                {acts.showing(&action, campaign.published, right.decides())}
                {pledges(locale, &campaign, today)}
                {signed(locale, &sheet.acted, &campaign, &action, sheets.as_deref())}
                <section class="stack">
                    <h2>{icon("i-edit")}{t::advocacy::campaign(locale)}</h2>
                    <form class="form" method="post" action=action.clone()>
                        <input type="hidden" name="version" value=sheet.state/>
                        {fields(locale, &sheet.shown, &names)}
                        {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                    </form>
                </section>
                {acts.discarding(&action, campaign.published)}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn pledges(locale: Locale, campaign: &Campaign, today: Day) -> AnyView {
    let path = |item: &str| format!("{}/engagements/{item}", campaign_path(campaign));
    let rows: Vec<_> = campaign
        .pledges
        .iter()
        .map(|it| {
            let (href, who, what) = (path(&it.number.to_string()), it.who.to_string(), it.what.to_string());
            html! {
                <li><a class="list-item" href=href>
                    <span>{icon("i-verified")}</span><b>{who}" "<small>{what}</small></b>{light_badge(locale, it.light(today))}
                </a></li>
            }
        })
        .collect();
    html! {
        <section class="stack">
            <h2>{icon("i-verified")}{t::advocacy::pledges(locale)}</h2>
            {(!rows.is_empty()).then(|| html! { <ul class="list">{rows}</ul> })}
            <p>{link_button("btn", path("nouveau"), "i-add", t::advocacy::pledge_new(locale))}</p>
        </section>
    }
}

/// The sheets that were counted, each with the way to take it back, and the form for more.
fn signed(
    locale: Locale,
    form: &Form,
    campaign: &Campaign,
    action: &str,
    sheets: Option<&[SignedSheet]>,
) -> AnyView {
    let photo = |paper: &Paper| {
        let sheet = sheets?.iter().find(|it| Some(it.id) == paper.photo)?;
        let until = date(locale, sheet.kept_at.plus(SHEETS_STAY * DAY).day());
        if !sheet.ready {
            return Some(html! { <p class="hint">{t::advocacy::paper_photo_waits(locale)}</p> });
        }
        let href = format!("/feuilles/{}", sheet.id);
        Some(html! {
            <p class="hint"><a class="btn btn-quiet" href=href rel="external">{icon("i-show")}{t::advocacy::paper_photo(locale)}</a>" "{t::advocacy::paper_photo_until(locale, until)}</p>
        })
    };
    let rows: Vec<_> = campaign
        .paper
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let count = t::advocacy::supported_paper(locale, people(u64::from(it.count)));
            let note = it.note.as_ref().map(|it| html! { <small>" · "{it.to_string()}</small> });
            let (day, version, at) = (date(locale, it.on), campaign.version.to_string(), at.to_string());
            html! {
                <li class="row">
                    {photo(it)}
                    <span>{day}" · "{count}{note}</span>
                    <form method="post" action=action.to_owned()>
                        <input type="hidden" name="acte" value="retirer-papier"/>
                        <input type="hidden" name="version" value=version/>
                        <input type="hidden" name="feuilles" value=at/>
                        {button("btn btn-quiet", "i-undo", t::advocacy::paper_remove(locale))}
                    </form>
                </li>
            }
        })
        .collect();
    html! {
        <section class="stack">
            <h2>{icon("i-doc")}{t::advocacy::paper_heading(locale)}</h2>
            <p class="hint">{t::advocacy::paper_note(locale)}</p>
            {(!rows.is_empty()).then(|| html! { <ul class="stack">{rows}</ul> })}
            {campaign.takes_paper().then(|| paper(locale, form, action, sheets.is_some()))}
        </section>
    }
}

/// Keeps what was changed, or does one of the acts of the sheet.
pub async fn save(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, campaign) = platform.campaign_to_change(&request.caller, &request.slug).await?;
    let (librarian, slug) = (|| request.caller.librarian(campaign.organization), &campaign.slug);
    let version = fields.get("version").parse().unwrap_or(0);
    match fields.get(acts::FIELD) {
        acts::PUBLISH => platform.show_campaign(&librarian()?, slug, true).await?,
        acts::WITHDRAW => platform.show_campaign(&librarian()?, slug, false).await?,
        "papier" => {
            let photo = upload.filter(|it| it.field == paper_field::PHOTO);
            match photo.and_then(|it| Some((it.file_name.as_str(), it.path.as_deref()?))) {
                Some(photo) => {
                    platform.count_paper_with_photo(&request.caller, &right, slug, fields, photo).await?;
                }
                None => platform.count_paper(&right, slug, fields).await?,
            }
        }
        "retirer-papier" => {
            let at = fields.get("feuilles").parse().map_err(|_| Error::Unreadable)?;
            platform.uncount_paper(&right, slug, version, at).await?;
        }
        acts::DISCARD => {
            platform.discard_campaign(&right, slug).await?;
            return acts::thrown_away(request, campaign.organization, desk_path).await;
        }
        _ => platform.change_campaign(&right, slug, version, fields).await?,
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", campaign_path(&campaign))))
}
