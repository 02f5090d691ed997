//! `/plaidoyer/{slug}/engagements/{item}`: what somebody who decides promised, and what was seen of it since.

use super::form::pledge_label_of;
use super::words::{light_badge, light_words};
use super::{advocacy_page, campaign_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, crumbs, date, error_summary, icon, page_head};
use domain::Error;
use leptos::prelude::*;
use model::advocacy::{Light, Pledge, pledge_field as field};
use model::fields::Fields;
use model::time::Day;

/// What stands in the address of a pledge that is not told yet.
const NEW: &str = "nouveau";

fn number(request: &Request) -> Result<Option<u32>, Error> {
    match request.item.as_str() {
        NEW => Ok(None),
        number => number.parse().map(Some).map_err(|_| Error::NotFound),
    }
}

/// The forms.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (_, campaign) = platform.campaign_to_change(&request.caller, &request.slug).await?;
    let pledge = match number(request)? {
        Some(number) => Some(campaign.pledge(number).ok_or(Error::NotFound)?.clone()),
        None => None,
    };
    let kept = pledge.as_ref().map(Pledge::fields).unwrap_or_default();
    let form = Form::of(request, || kept.clone());
    // The form of what was seen was sent: what was promised is as it is kept.
    let is_followed = form.fields.get("acte") == "suite";
    let told = if is_followed { Form { fields: kept, errors: Vec::new() } } else { form.clone() };
    let seen = if is_followed { form.clone() } else { Form::default() };
    let today = platform.clock().now().day();
    let request = request.clone();
    let title = match &pledge {
        Some(_) => t::advocacy::pledge_edit(locale),
        None => t::advocacy::pledge_new(locale),
    };
    let page = advocacy_page(title, move || {
        let back = format!("{}/modifier", campaign_path(&campaign));
        let crumb = vec![(Some(back), campaign.content.title.to_string()), (None, title.to_owned())];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::projects::saved(locale), ()));
        let action = request.path.clone();
        let once = pledge.is_none().then(|| ui::once(&request.platform));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::advocacy::pledge_intro(locale))}
                {saved}
                {error_summary(&request, &form, pledge_label_of(locale))}
                {pledge.as_ref().map(|it| following(locale, &seen, it, &action, today))}
                <form class="card form" method="post" action=action.clone()>
                    {once}
                    {ui::text_input(locale, &told, field::WHO, "text", t::advocacy::field_who(locale), t::advocacy::field_who_hint(locale), true)}
                    {ui::textarea(locale, &told, field::WHAT, 3, t::advocacy::field_what(locale), "", true)}
                    <div class="pair">
                        {ui::text_input(locale, &told, field::MADE, "text", t::advocacy::field_made(locale), t::projects::field_dates_hint(locale), true)}
                        {ui::text_input(locale, &told, field::DUE, "text", t::advocacy::field_due(locale), t::advocacy::field_due_hint(locale), false)}
                    </div>
                    {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                </form>
                {pledge.is_some().then(|| removing(locale, &action))}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Where it stands, what was seen so far, and the form for more.
fn following(locale: Locale, form: &Form, pledge: &Pledge, action: &str, today: Day) -> AnyView {
    let lights = Light::ALL.iter().map(|it| {
        let (pictogram, word) = light_words(locale, *it);
        (it.code().to_owned(), pictogram.to_owned(), word.to_owned())
    });
    let seen: Vec<_> = pledge
        .follow_ups
        .iter()
        .rev()
        .map(|it| {
            let light = it.light.map(|light| light_badge(locale, light));
            html! { <li><b>{date(locale, it.on)}</b>" "{light}<p>{it.news.to_string()}</p></li> }
        })
        .collect();
    html! {
        <section class="card panel stack">
            <h2>{icon("i-show")}{t::advocacy::follow_heading(locale)}</h2>
            <p class="row">{light_badge(locale, pledge.light(today))}</p>
            {(!seen.is_empty()).then(|| html! { <ul class="seen">{seen}</ul> })}
            <form class="form" method="post" action=action.to_owned()>
                <input type="hidden" name="acte" value="suite"/>
                {ui::text_input(locale, form, field::SEEN, "text", t::advocacy::field_seen(locale), t::advocacy::field_day_hint(locale), true)}
                {ui::textarea(locale, form, field::NEWS, 3, t::advocacy::field_news(locale), t::advocacy::field_news_hint(locale), true)}
                {ui::choices(locale, form, field::LIGHT, false, t::advocacy::field_light(locale), t::advocacy::field_light_hint(locale), lights.collect())}
                {ui::text_input(locale, form, field::LINK, "text", t::advocacy::field_link(locale), "", false)}
                {ui::text_input(locale, form, field::DOCUMENT, "text", t::advocacy::field_document(locale), t::advocacy::field_document_hint(locale), false)}
                {ui::action_row(button("btn btn-primary", "i-add", t::advocacy::follow_add(locale)))}
            </form>
        </section>
    }
}

fn removing(locale: Locale, action: &str) -> AnyView {
    html! {
        <details class="fold">
            <summary>{t::advocacy::pledge_remove(locale)}</summary>
            <form class="stack" method="post" action=action.to_owned()>
                <p>{t::advocacy::pledge_remove_text(locale)}</p>
                <input type="hidden" name="acte" value="retirer"/>
                <p>{button("btn btn-danger", "i-trash", t::advocacy::pledge_remove(locale))}</p>
            </form>
        </details>
    }
}

/// Tells it, or what was seen of it, or takes it away.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, campaign) = platform.campaign_to_change(&request.caller, &request.slug).await?;
    let (slug, home) = (&campaign.slug, campaign_path(&campaign));
    let number = match (fields.get("acte"), number(request)?) {
        ("suite", Some(number)) => {
            platform.follow_pledge(&right, slug, number, fields).await?;
            number
        }
        ("retirer", Some(number)) => {
            platform.remove_pledge(&right, slug, number).await?;
            return Ok(Done::SeeOther(format!("{home}/modifier?enregistre=1")));
        }
        (_, number) => platform.tell_pledge(&right, slug, number, fields).await?,
    };
    Ok(Done::SeeOther(format!("{home}/engagements/{number}?enregistre=1")))
}
