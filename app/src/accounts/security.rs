//! `/compte/securite` and `/compte/appareils`: the passphrase, the second factors, and where one is signed in.

use super::passkeys;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use leptos::prelude::*;
use model::accounts::{Browser, Device, SessionShown, System};
use model::fields::Fields;

const SECURITY: &str = "/compte/securite";
const DEVICES: &str = "/compte/appareils";

/// The passphrase and what stands beside it.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let account = request.platform.account(&right).await?;
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let page = Page::new(t::account::security_title(locale), move || {
        let done = (request.query.has("fait") && request.rejected.is_none())
            .then(|| ui::alert(Tone::Success, t::account::saved(locale), ()));
        let totp =
            if account.has_totp { t::account::totp_is_on(locale) } else { t::account::totp_is_off(locale) };
        let paper = t::account::paper_left(locale, usize::try_from(account.paper_codes).unwrap_or_default());
        let keys = passkeys::count(locale, account.passkeys);
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::security_title(locale))}
                {ui::page_head(t::account::security_title(locale), "")}
                {done}
                <ul class="list">
                    {ui::list_link("/compte/application", "i-verified", t::account::totp_title(locale), totp)}
                    {ui::list_link(passkeys::PATH, "i-phone", t::passkey::title(locale), keys)}
                    {ui::list_link("/compte/papier", "i-print", t::account::paper_title(locale), paper)}
                    {ui::list_link("/compte/verrou", "i-hide", t::lock::title(locale), t::lock::note(locale))}
                    {ui::list_link("/compte/securite/arreter", "i-alert", t::recovery::stop_title(locale), t::recovery::stop_note(locale))}
                    {ui::list_link(DEVICES, "i-phone", t::account::devices_title(locale), t::account::devices_intro(locale))}
                </ul>
                <h2>{t::account::passphrase_title(locale)}</h2>
                <form class="card form" method="post" action=SECURITY>
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {current_passphrase(locale, &form)}
                    {new_passphrase(locale, &form)}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::account::passphrase_change(locale)))}
                </form>
                <p class="hint">{t::account::passphrase_ends(locale)}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Gives her another passphrase.
pub(super) async fn change_passphrase(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let right = request.caller.oneself()?;
    let session = &request.caller.signed_in()?.session;
    request.platform.change_passphrase(&right, session, fields).await?;
    Ok(Done::SeeOther(format!("{SECURITY}?fait=1")))
}

/// The fields of a new passphrase, typed twice.
pub(super) fn new_passphrase(locale: Locale, form: &Form) -> AnyView {
    html! {
        {ui::passphrase_input(locale, form, "passphrase", "new-password", t::account::new_label(locale), t::account::new_hint(locale))}
        {ui::passphrase_input(locale, form, "passphrase_encore", "new-password", t::account::again_label(locale), "")}
    }
}

/// The field of the passphrase in use.
pub(super) fn current_passphrase(locale: Locale, form: &Form) -> AnyView {
    let label = t::account::current_label(locale);
    ui::passphrase_input(locale, form, "passphrase_actuelle", "current-password", label, "")
}

/// The labels of these fields.
pub(super) fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |field| match field {
        "passphrase_actuelle" => Some(t::account::current_label(locale)),
        "passphrase" => Some(t::account::new_label(locale)),
        "passphrase_encore" => Some(t::account::again_label(locale)),
        "code" => Some(t::signin::code_label(locale)),
        "nom" => Some(t::signin::name_label(locale)),
        _ => None,
    }
}

/// Where she is signed in.
pub(super) async fn devices(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let this = request.caller.signed_in()?.session.clone();
    let sessions = request.platform.sessions(&right, &this).await?;
    let page = Page::new(t::account::devices_title(locale), move || {
        let others = sessions.iter().filter(|session| !session.is_this).count();
        let cards: Vec<_> = sessions.iter().map(|session| device_card(locale, session)).collect();
        let all = (others > 0).then(|| {
            html! {
                <form method="post" action=DEVICES>
                    {ui::button("btn", "i-exit", t::account::devices_end_all(locale))}
                </form>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::devices_title(locale))}
                {ui::page_head(t::account::devices_title(locale), t::account::devices_intro(locale))}
                <ul class="stack">{cards}</ul>
                {all}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn device_card(locale: Locale, session: &SessionShown) -> AnyView {
    let since = t::account::device_since(locale, ui::date(locale, session.created_at.day()));
    let seen = t::account::device_seen(locale, ui::date(locale, session.seen_at.day()));
    let handle = session.handle.clone();
    let end = if session.is_this {
        html! { <p><strong>{t::account::device_this(locale)}</strong></p> }
    } else {
        html! {
            <form method="post" action=DEVICES>
                <input type="hidden" name="appareil" value=handle/>
                {ui::button("btn", "i-exit", t::account::device_end(locale))}
            </form>
        }
    };
    let stays = session.stays.then(|| html! { <p class="hint">{t::account::device_stays(locale)}</p> });
    html! {
        <li class="card stack">
            <h2>{ui::icon("i-phone")}" "{device_name(locale, session.device)}</h2>
            <p class="muted">{since}" · "{seen}</p>
            {stays}
            {end}
        </li>
    }
}

pub(super) fn device_name(locale: Locale, device: Device) -> String {
    let system = match device.system {
        System::Android => t::account::system_android(locale),
        System::Ios => t::account::system_ios(locale),
        System::Windows => t::account::system_windows(locale),
        System::Mac => t::account::system_mac(locale),
        System::Linux => t::account::system_linux(locale),
        System::Other => t::account::system_other(locale),
    };
    let browser = match device.browser {
        Browser::Firefox => "Firefox",
        Browser::Edge => "Edge",
        Browser::Opera => "Opera",
        Browser::Samsung => "Samsung Internet",
        Browser::Chrome => "Chrome",
        Browser::Safari => "Safari",
        Browser::Other => return system.to_owned(),
    };
    format!("{system}, {browser}")
}

/// Ends one session or all others.
pub(super) async fn end_sessions(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let right = request.caller.oneself()?;
    let this = &request.caller.signed_in()?.session;
    request.platform.end_sessions(&right, this, fields.filled("appareil")).await?;
    Ok(Done::SeeOther(DEVICES.to_owned()))
}

/// The way back to the account.
pub fn crumbs(locale: Locale, here: impl Into<String>) -> AnyView {
    let account = t::common::nav_account(locale).to_owned();
    ui::crumbs(locale, vec![(Some("/compte".to_owned()), account), (None, here.into())])
}
