//! `/agenda/{slug}/inscription`: coming to a meeting, with a first name or as oneself, and what one needs to come.

use super::slip::slip;
use super::words::{place_words, when_words};
use super::{PATH, event_page, event_path};
use crate::certificates::{CLAIM, WITHDRAW, claim, is_claimed};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, action_row, alert, button, crumbs, error_summary, link_button, page_head};
use domain::Error;
use domain::certificates::Holder;
use leptos::prelude::*;
use model::accounts::Words;
use model::certificates::{Certificate, CertificateKind};
use model::events::{Event, Need, Registration, Seats, registration_field as field};
use model::fields::Fields;
use model::forum::forum_field::STAMP;
use model::id::EarnedId;

/// The address of this page.
pub fn register_path(event: &Event) -> String {
    format!("{}/inscription", event_path(event))
}

/// The page at which a visitor comes back.
pub const PLACE: &str = "/agenda/ma-place";

/// A need in words.
pub const fn need_name(locale: Locale, need: Need) -> &'static str {
    match need {
        Need::Childcare => t::registration::need_childcare(locale),
        Need::Transport => t::registration::need_transport(locale),
        Need::Interpretation => t::registration::need_interpretation(locale),
        Need::Wheelchair => t::registration::need_wheelchair(locale),
    }
}

/// A need's pictogram.
pub const fn need_icon(need: Need) -> &'static str {
    match need {
        Need::Childcare => "i-heart",
        Need::Transport => "p-boat",
        Need::Interpretation => "i-message",
        Need::Wheelchair => "i-wheelchair",
    }
}

/// The choices of what one needs.
fn needs(locale: Locale, form: &Form) -> AnyView {
    let list = Need::ALL
        .iter()
        .map(|it| (it.code().to_owned(), need_icon(*it).to_owned(), need_name(locale, *it).to_owned()));
    let (label, hint) = (t::registration::needs(locale), t::registration::needs_hint(locale));
    ui::choices(locale, form, field::NEEDS, true, label, hint, list.collect())
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| match name {
        field::NAME => Some(t::registration::name(locale)),
        field::NEEDS => Some(t::registration::needs(locale)),
        _ => None,
    }
}

/// The form, or how she stands.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let event = platform.visible_event(&request.caller, &request.slug).await?;
    let own = platform.own_registration(&request.caller, event.id).await?;
    let seats = platform.seats(&event).await?;
    let open = event.is_open(platform.clock().now());
    let is_member = request.caller.person().is_some();
    let kept = own.as_ref().map(|it| it.needs.clone()).unwrap_or_default();
    let mut kept_fields = Fields::default();
    kept.iter().for_each(|it| kept_fields.push(field::NEEDS, it.code()));
    let form = Form::of(request, || kept_fields.clone());
    let certificate = certificate_of(request, own.as_ref()).await?;
    // The other form of this page was sent: these fields are as they are kept.
    let claims = is_claimed(request);
    let shown = if claims { Form { fields: kept_fields, errors: Vec::new() } } else { form.clone() };
    // What she waited since her form was first made counts, also where it is shown again.
    let stamp = form.fields.filled(STAMP).map_or_else(|| platform.stamp(), str::to_owned);
    let request = request.clone();
    let title = t::registration::title(locale, &event.content.title);
    let site = request.site.clone();
    let page = event_page(title.clone(), move || {
        let action = register_path(&event);
        let asked = own.as_ref().filter(|it| it.came_at.is_some() || certificate.is_some());
        let asked = asked.map(|_| claim(&request, &form, certificate.as_ref(), &action, ()));
        let form = shown;
        let slip = own.as_ref().and_then(|it| slip(locale, &request.platform, &site, &event, it));
        let crumb = vec![
            (Some(PATH.to_owned()), t::events::title(locale).to_owned()),
            (Some(event_path(&event)), event.content.title.to_string()),
            (None, t::registration::short_title(locale).to_owned()),
        ];
        let about = format!("{} · {}", when_words(locale, &event.content.span), place_words(locale, &event));
        let body = if own.is_none() && !open {
            alert(Tone::Info, t::errors::registration_closed(locale), ())
        } else {
            let name = (!is_member).then(|| {
                html! {
                    {ui::text_input(locale, &form, field::NAME, "text", t::registration::name(locale), t::registration::name_hint(locale), true)}
                    {ui::trap(locale, &form)}
                    <input type="hidden" name=STAMP value=stamp/>
                }
            });
            let word = match (&own, is_full(&event, seats)) {
                (Some(_), _) => t::common::action_save(locale),
                (None, true) => t::registration::wait(locale),
                (None, false) => t::registration::register(locale),
            };
            let back = (!is_member).then(|| {
                html! { <p>{link_button("btn btn-quiet", PLACE, "i-check", t::registration::have_code(locale))}</p> }
            });
            html! {
                {own.as_ref().map(|it| standing(locale, it))}
                {asked}
                {slip}
                {own.is_none().then(|| places(locale, &event, seats))}
                <form class="form" method="post" action=action.clone()>
                    {ui::once(&request.platform)}
                    {(!claims).then(|| error_summary(&request, &form, label_of(locale)))}
                    {name}
                    {needs(locale, &form)}
                    {action_row(button("btn btn-primary", "i-check", word))}
                </form>
                {own.map(|_| leaving(locale, &action, ()))}
                {back}
                <p class="hint">{t::registration::privacy(locale)}</p>
            }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, about)}
                {body}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Whether who comes now waits for a place.
pub fn is_full(event: &Event, seats: Seats) -> bool {
    event.content.capacity.is_some_and(|most| seats.taken >= most)
}

/// How many places are left.
fn places(locale: Locale, event: &Event, seats: Seats) -> Option<AnyView> {
    let most = event.content.capacity?;
    let left = usize::try_from(most.saturating_sub(seats.taken)).unwrap_or_default();
    if left > 0 {
        return Some(html! { <p role="status"><b>{t::registration::places_left(locale, left)}</b></p> });
    }
    let waiting = usize::try_from(seats.waiting).unwrap_or_default();
    let body = html! { <p>{t::registration::full_text(locale, waiting)}</p> };
    Some(alert(Tone::Warning, t::registration::full(locale), body))
}

/// How she stands: a place, or in the line of those who wait.
pub fn standing(locale: Locale, own: &Registration) -> AnyView {
    if own.waiting {
        let text = html! { <p>{t::registration::waiting_text(locale)}</p> };
        return alert(Tone::Info, t::registration::waiting(locale), text);
    }
    alert(Tone::Success, t::registration::registered(locale), ())
}

/// The way out; `inside` is what else its form carries.
pub fn leaving(locale: Locale, action: &str, inside: impl IntoView) -> AnyView {
    html! {
        <form method="post" action=action.to_owned()>
            <input type="hidden" name="acte" value="annuler"/>
            {inside}
            {button("btn", "i-close", t::registration::leave(locale))}
        </form>
    }
}

/// Registers, changes what she needs, or leaves.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    if fields.get("acte") == "annuler" {
        request.caller.signed_in()?;
        let event = platform.visible_event(&request.caller, &request.slug).await?;
        if let Some(own) = platform.own_registration(&request.caller, event.id).await? {
            platform.leave_event(&own).await?;
        }
        return Ok(Done::SeeOther(format!("{}?quittee=1", event_path(&event))));
    }
    if [CLAIM, WITHDRAW].contains(&fields.get("acte")) {
        let right = request.caller.oneself()?;
        let event = platform.visible_event(&request.caller, &request.slug).await?;
        if fields.get("acte") == WITHDRAW {
            platform.withdraw_own_certificate(&right, fields).await?;
        } else {
            let own = platform.own_registration(&request.caller, event.id).await?.ok_or(Error::NotFound)?;
            platform.certify_attendance(&request.caller, &own, None, fields).await?;
        }
        return Ok(Done::SeeOther(format!("{}#{CLAIM}", register_path(&event))));
    }
    let (own, words) = platform.register(&request.caller, &request.slug, fields).await?;
    match words {
        Some(words) => Ok(Done::Page(receipt(request, &own, &words).await?)),
        None => {
            let event = platform.events().await?.get(own.event).cloned().ok_or(Error::NotFound)?;
            Ok(Done::SeeOther(register_path(&event)))
        }
    }
}

/// What a member who registered was given for it.
async fn certificate_of(request: &Request, own: Option<&Registration>) -> Result<Option<Certificate>, Error> {
    let (Some(own), Ok(right)) = (own, request.caller.oneself()) else { return Ok(None) };
    let subject = EarnedId::new(own.event.uuid());
    request.platform.certificate_of(CertificateKind::Meeting, subject, Holder::Person(&right)).await
}

/// The words with which a visitor comes back, told this once.
async fn receipt(request: &Request, own: &Registration, words: &Words) -> Result<Page, Error> {
    let locale = request.locale;
    let event = request.platform.events().await?.get(own.event).cloned().ok_or(Error::NotFound)?;
    let (own, code) = (own.clone(), words.as_str().replace('-', " "));
    let slip = slip(locale, &request.platform, &request.site, &event, &own);
    let title = event.content.title.to_string();
    let page = event_page(title.clone(), move || {
        let about = format!("{} · {}", when_words(locale, &event.content.span), place_words(locale, &event));
        html! {
            <div class="wrap stack">
                {page_head(title, about)}
                {standing(locale, &own)}
                <section class="card stack">
                    <h2>{t::message::code_title(locale)}</h2>
                    <p class="said"><code>{code}</code></p>
                    <p>{t::registration::code_text(locale)}</p>
                    <p>{link_button("btn", PLACE, "i-check", t::registration::place_title(locale))}</p>
                </section>
                {slip}
                <p>{link_button("btn btn-primary", event_path(&event), "i-back", t::events::see(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}
