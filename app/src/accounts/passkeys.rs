//! `/compte/cles`: the keys that her devices hold, and the way in with one. `script/passkey.js` speaks with the browser and
//! sends what it says in the page's own forms; without it nothing of this is shown.

use super::security::{crumbs, current_passphrase};
use super::sign_in::{wanted, with_next};
use crate::assets::Assets;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::accounts::{PasskeyOffer, RelyingParty};
use leptos::prelude::*;
use model::accounts::Passkey;
use model::browse::address;
use model::fields::Fields;

/// Her passkeys.
pub(super) const PATH: &str = "/compte/cles";
const ADD: &str = "/compte/cles/ajouter";
const NEW: &str = "/compte/cles/nouvelle";
const RENAME: &str = "/compte/cles/renommer";
const REMOVE: &str = "/compte/cles/retirer";

/// How many passkeys she has, in words.
pub(super) fn count(locale: Locale, passkeys: i64) -> String {
    match usize::try_from(passkeys) {
        Ok(0) | Err(_) => t::passkey::none(locale).to_owned(),
        Ok(count) => t::passkey::count(locale, count),
    }
}

/// Her passkeys, and the way to another one.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let passkeys = request.platform.passkeys(&right).await?;
    let request = request.clone();
    let page = Page::new(t::passkey::title(locale), move || {
        let done = request.query.has("fait").then(|| ui::alert(Tone::Success, t::account::saved(locale), ()));
        let cards: Vec<_> = passkeys.iter().map(|passkey| card(locale, passkey)).collect();
        let add = has_address(&request).then(|| {
            let button = ui::link_button("btn btn-primary", ADD, "i-add", t::passkey::add(locale));
            html! { <p class="needs-passkey">{button}</p> }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::passkey::title(locale))}
                {ui::page_head(t::passkey::title(locale), t::passkey::intro(locale))}
                {done}
                {limits(&request)}
                <ul class="stack">{cards}</ul>
                {add}
                <p class="hint">{t::passkey::own_device(locale)}</p>
                {script()}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn card(locale: Locale, passkey: &Passkey) -> AnyView {
    let added = t::passkey::added_on(locale, ui::date(locale, passkey.made_at.day()));
    let used = match passkey.used_at {
        Some(at) => t::passkey::used_on(locale, ui::date(locale, at.day())),
        None => t::passkey::never_used(locale).to_owned(),
    };
    let to = |path: &str| address(path, &[("cle", passkey.id.clone())]);
    html! {
        <li class="card stack">
            <h2>{ui::icon("i-phone")}" "{passkey.name.to_string()}</h2>
            <p class="muted">{added}", "{used}"."</p>
            <p class="actions">
                {ui::link_button("btn", to(RENAME), "i-edit", t::passkey::rename(locale))}
                {ui::link_button("btn", to(REMOVE), "i-close", t::passkey::remove(locale))}
            </p>
        </li>
    }
}

/// Whether keys can be bound to this site's address.
fn has_address(request: &Request) -> bool {
    RelyingParty::of(&request.site).is_some()
}

/// Why there are no passkeys here, where there are none.
fn limits(request: &Request) -> AnyView {
    let locale = request.locale;
    if !has_address(request) {
        return ui::alert(Tone::Info, t::passkey::no_address(locale), ());
    }
    html! {
        <noscript>{ui::alert(Tone::Info, t::passkey::needs_script(locale), ())}</noscript>
        <div class="lacks-passkey">{ui::alert(Tone::Info, t::passkey::not_here(locale), ())}</div>
    }
}

/// A name and her passphrase, before her device is asked.
pub(super) async fn add_page(request: &Request) -> PageResult {
    request.platform.key_holder(&request.caller).await?;
    let locale = request.locale;
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let next = wanted(&request);
    let page = Page::new(t::passkey::add(locale), move || {
        let fields = has_address(&request).then(|| {
            html! {
                <form class="card form needs-passkey" method="post" action=ADD id="cle">
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {next.map(|next| html! { <input type="hidden" name="suite" value=next/> })}
                    {name_input(locale, &form)}
                    {current_passphrase(locale, &form)}
                    {ui::action_row(ui::button("btn btn-primary", "i-next", t::passkey::go_on(locale)))}
                </form>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::passkey::add(locale))}
                {ui::page_head(t::passkey::add(locale), t::passkey::add_intro(locale))}
                {limits(&request)}
                {fields}
                <p class="hint">{t::passkey::own_device(locale)}</p>
                {script()}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn name_input(locale: Locale, form: &Form) -> AnyView {
    let (label, hint) = (t::passkey::name_label(locale), t::passkey::name_hint(locale));
    ui::text_input(locale, form, "nom", "text", label, hint, true)
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |field| match field {
        "nom" => Some(t::passkey::name_label(locale)),
        "passphrase_actuelle" => Some(t::account::current_label(locale)),
        _ => None,
    }
}

/// Shows, once, what her browser is asked.
pub(super) async fn offer(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let party = RelyingParty::of(&request.site);
    let offer = request.platform.offer_passkey(&request.caller, party.as_ref(), fields).await?;
    Ok(Done::Page(ready(request.locale, offer, fields)))
}

fn ready(locale: Locale, offer: PasskeyOffer, fields: &Fields) -> Page {
    let name = fields.get("nom").to_owned();
    let next = fields.filled("suite").map(str::to_owned);
    Page::new(t::passkey::ready_title(locale), move || {
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::passkey::add(locale))}
                {ui::page_head(t::passkey::ready_title(locale), t::passkey::ready_text(locale))}
                <form class="card form" method="post" action=NEW data-passkey="make" data-challenge=offer.challenge
                    data-party=offer.party data-user=offer.user data-name=offer.name data-known=offer.known.join(" ")>
                    {said(locale)}
                    <input type="hidden" name="nom" value=name/>
                    <input type="hidden" name="jeton" value=offer.ticket/>
                    {next.map(|next| html! { <input type="hidden" name="suite" value=next/> })}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::passkey::make(locale)))}
                </form>
                {script()}
            </div>
        }
    })
}

/// Keeps the new key; the session is strong from now on.
pub(super) async fn add(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let party = RelyingParty::of(&request.site);
    let sign_in = request.platform.add_passkey(&request.caller, party.as_ref(), fields).await?;
    let next = super::local_path(fields.get("suite")).map_or_else(|| format!("{PATH}?fait=1"), str::to_owned);
    Ok(Done::SignedIn(sign_in, next))
}

/// The passkey that an address or a refused form names, if it is hers.
async fn named(request: &Request) -> Result<Option<Passkey>, domain::Error> {
    let right = request.caller.oneself()?;
    let fields = request.rejected.as_ref().map_or(&request.query, |rejected| &rejected.fields);
    let passkeys = request.platform.passkeys(&right).await?;
    Ok(passkeys.into_iter().find(|it| it.id == fields.get("cle")))
}

/// Another name for a passkey.
pub(super) async fn rename_page(request: &Request) -> PageResult {
    let passkey = named(request).await?;
    let locale = request.locale;
    let request = request.clone();
    let page = Page::new(t::passkey::rename_title(locale), move || {
        let content = passkey.map(|it| {
            let form = Form::of(&request, || Fields::from([("nom", it.name.as_str())]));
            html! {
                <form class="card form" method="post" action=RENAME>
                    {ui::error_summary(&request, &form, label_of(locale))}
                    <input type="hidden" name="cle" value=it.id/>
                    {name_input(locale, &form)}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::passkey::rename(locale)))}
                </form>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::passkey::rename_title(locale))}
                {ui::page_head(t::passkey::rename_title(locale), "")}
                {content}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Gives it that name.
pub(super) async fn rename(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    request.platform.rename_passkey(&request.caller.oneself()?, fields).await?;
    Ok(Done::SeeOther(format!("{PATH}?fait=1")))
}

/// Asks for the passphrase before a passkey goes.
pub(super) async fn remove_page(request: &Request) -> PageResult {
    let passkey = named(request).await?;
    let locale = request.locale;
    let is_staff = request.caller.is_staff();
    let request = request.clone();
    let page = Page::new(t::passkey::remove_title(locale), move || {
        let content = passkey.map(|it| {
            let form = Form::of(&request, Fields::default);
            html! {
                <form class="card form" method="post" action=REMOVE>
                    {ui::error_summary(&request, &form, label_of(locale))}
                    <h2>{it.name.to_string()}</h2>
                    <p>{t::passkey::remove_text(locale)}</p>
                    {is_staff.then(|| html! { <p>{t::passkey::remove_staff(locale)}</p> })}
                    <input type="hidden" name="cle" value=it.id/>
                    {current_passphrase(locale, &form)}
                    {ui::action_row(ui::button("btn btn-danger", "i-close", t::passkey::remove(locale)))}
                </form>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::passkey::remove_title(locale))}
                {ui::page_head(t::passkey::remove_title(locale), "")}
                {content}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Takes it away; the session is only as strong as what is left.
pub(super) async fn remove(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let sign_in = request.platform.remove_passkey(&request.caller, fields).await?;
    Ok(Done::SignedIn(sign_in, format!("{PATH}?fait=1")))
}

/// The button that opens without name and passphrase, where the browser has passkeys.
pub(super) fn way_in(request: &Request, next: Option<&str>) -> AnyView {
    let locale = request.locale;
    if !has_address(request) {
        return ().into_any();
    }
    let next = next.map(str::to_owned);
    html! {
        <form class="card form needs-passkey" method="post" action="/connexion/cle" data-passkey="enter" id="cle">
            {said(locale)}
            {next.map(|next| html! { <input type="hidden" name="suite" value=next/> })}
            {ui::button("btn", "i-phone", t::passkey::sign_in(locale))}
            <p class="hint">{t::passkey::sign_in_hint(locale)}</p>
        </form>
        {script()}
    }
}

/// The way to a first passkey, for staff who have no second factor yet.
pub(super) fn way_to_one(request: &Request, next: Option<&str>) -> AnyView {
    let locale = request.locale;
    if !has_address(request) {
        return ().into_any();
    }
    html! {
        <p class="needs-passkey">{ui::link_button("btn", with_next(ADD, next), "i-phone", t::passkey::add(locale))}</p>
        {script()}
    }
}

/// What can go wrong between browser and device, for the script to choose from; an alert only once it says something.
fn said(locale: Locale) -> AnyView {
    html! {
        <p class="field-error" data-said="" hidden="" data-stopped=t::passkey::said_stopped(locale)
            data-known=t::passkey::said_known(locale) data-unable=t::passkey::said_unable(locale)
            data-failed=t::passkey::said_failed(locale)></p>
    }
}

/// Inside the main part, so that it comes along when a page is put in place without reload.
fn script() -> Option<AnyView> {
    Assets::get().script("passkey").map(|src| html! { <script type="module" src=src.to_owned()></script> })
}
