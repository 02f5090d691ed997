//! `/agenda/ma-place`: a visitor who registered comes back with her words, reads where exactly it is, or leaves her place to somebody else.

use super::register::{PLACE, leaving, need_icon, need_name, standing};
use super::slip::slip;
use super::words::{badges, place_words, when_words};
use super::{event_page, event_path};
use crate::certificates::{CLAIM, WITHDRAW, claim, is_claimed};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::projects::fact;
use crate::t;
use crate::ui::{self, Form, Tone, alert, icon, link_button, page_head};
use domain::Error;
use leptos::prelude::*;
use model::accounts::Words;
use model::certificates::Certificate;
use model::events::{Event, Registration};
use model::failure::Problem;
use model::fields::Fields;

/// The field for the words. They are sent in a form's body, so that no history of the phone holds them.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let form = Form::of(request, Fields::default);
    // The name on a certificate was refused: she finds it where she wrote it.
    if is_claimed(request)
        && let Ok(found) = request.platform.registration_by_code(form.fields.get("code")).await
    {
        return opened(request, found, form).await;
    }
    let request = request.clone();
    let (left, withdrawn) = (request.query.has("quittee"), request.query.has("retiree"));
    let title = t::registration::place_title(locale);
    let page = event_page(title, move || {
        html! {
            <div class="wrap stack">
                {page_head(title, t::registration::place_intro(locale))}
                {left.then(|| alert(Tone::Success, t::registration::left(locale), ()))}
                {withdrawn.then(|| alert(Tone::Success, t::certificates::withdrawn_now(locale), ()))}
                <form class="card form" method="post" action=PLACE>
                    {ui::error_summary(&request, &form, |_| Some(t::answer::code_label(locale)))}
                    {ui::code_input(locale, &form, "code", t::answer::code_label(locale), t::answer::code_hint(locale))}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::registration::place_open(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Opens it, asks for the certificate or takes it back, or leaves the place.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let code = fields.get("code");
    let words = Words::read(code);
    let act = fields.get("acte");
    // What her words open may be forgotten by now; her certificate is hers to take back all the same.
    if act == WITHDRAW {
        let done = match &words {
            Some(words) => platform.withdraw_certificate_of_words(words).await?,
            None => false,
        };
        let wrong = || Error::field("code", Problem::WrongCode);
        return if done { Ok(Done::SeeOther(format!("{PLACE}?retiree=1"))) } else { Err(wrong()) };
    }
    let found = platform.registration_by_code(code).await;
    let form = Form { fields: Fields::from([("code", code)]), errors: Vec::new() };
    let (own, event) = match (found, &words) {
        // Who came is forgotten after a month, her certificate is not.
        (Err(Error::Invalid(errors)), Some(words)) => {
            let certificate = platform.certificate_by_words(words).await?;
            let certificate = certificate.ok_or(Error::Invalid(errors))?;
            return Ok(Done::Page(alone(request, certificate, form)));
        }
        (found, _) => found?,
    };
    if act == "annuler" {
        platform.leave_event(&own).await?;
        return Ok(Done::SeeOther(format!("{PLACE}?quittee=1")));
    }
    if act == CLAIM {
        platform.certify_attendance(&request.caller, &own, words.as_ref(), fields).await?;
    }
    Ok(Done::Page(opened(request, (own, event), form).await?))
}

/// The certificate of whoever has its words, when nothing else is known of her.
fn alone(request: &Request, certificate: Certificate, form: Form) -> Page {
    let title = t::registration::place_title(request.locale);
    let request = request.clone();
    let page = event_page(title, move || {
        let code = code_field(&form);
        html! {
            <div class="wrap stack">
                {page_head(title, "")}
                {claim(&request, &form, Some(&certificate), PLACE, code)}
            </div>
        }
    });
    page.told_once()
}

/// Her words, for the next form.
fn code_field(form: &Form) -> AnyView {
    let code = form.fields.get("code").to_owned();
    html! { <input type="hidden" name="code" value=code/> }
}

async fn opened(request: &Request, found: (Registration, Option<Event>), form: Form) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (own, event) = found;
    let certificate = match Words::read(form.fields.get("code")) {
        Some(words) => platform.certificate_by_words(&words).await?,
        None => None,
    };
    let request = request.clone();
    let now = request.platform.clock().now();
    let title = event.as_ref().map(|it| it.content.title.to_string());
    let title = title.unwrap_or_else(|| t::registration::gone(locale).to_owned());
    let page = event_page(title.clone(), move || {
        let name = own.name.as_ref().map(ToString::to_string).unwrap_or_default();
        let needs: Vec<_> = own
            .needs
            .iter()
            .map(|it| html! { <li class="chip">{icon(need_icon(*it))}{need_name(locale, *it)}</li> })
            .collect();
        let about = event.as_ref().map(|it| {
            let told = !own.waiting || it.tells_everybody();
            let venue = it.content.venue.as_ref().filter(|_| told).map(|it| html! { <br/>{it.to_string()} });
            let link = it.content.link.as_ref().filter(|_| told).map(|it| {
                let (href, host) = (it.to_string(), it.spoken().to_owned());
                let link = html! { <a href=href rel="nofollow noopener noreferrer external">{host}</a> };
                fact("i-link", t::events::join_link(locale), link)
            });
            let cancelled = it.content.cancelled.as_ref().map(|reason| {
                alert(Tone::Error, t::events::cancelled_title(locale), html! { <p>{reason.to_string()}</p> })
            });
            html! {
                {cancelled}
                <p class="row">{badges(locale, it, now)}</p>
                <dl class="sheet-facts">
                    {fact("i-clock", t::projects::when(locale), when_words(locale, &it.content.span))}
                    {fact("i-region", t::projects::where_(locale), html! { {place_words(locale, it)}{venue} })}
                    {link}
                </dl>
                <p>{link_button("btn", event_path(it), "i-show", t::events::see(locale))}</p>
            }
        });
        let asked = (own.came_at.is_some() || certificate.is_some())
            .then(|| claim(&request, &form, certificate.as_ref(), PLACE, code_field(&form)));
        let slip = event.as_ref().and_then(|it| slip(locale, &request.platform, &request.site, it, &own));
        html! {
            <div class="wrap stack">
                {page_head(title, name)}
                {standing(locale, &own)}
                {asked}
                {about}
                <ul class="chips">{needs}</ul>
                {slip}
                {leaving(locale, PLACE, code_field(&form))}
            </div>
        }
    });
    Ok(page.told_once())
}
