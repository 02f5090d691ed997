//! The phones that ring, below the choices of `/compte/reglages` and on a page of their own, to which their forms come.
//! `script/push.js` speaks with the browser and sends what it says in the page's own form.

use super::security::{crumbs, device_name};
use crate::assets::Assets;
use crate::notices::words_of_ring;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::Error;
use domain::push::{DeviceShown, Outcome};
use leptos::prelude::*;
use model::fields::Fields;

const PATH: &str = "/compte/telephone";

/// What the forms ask for.
const DEED: &str = "geste";
const KEEP: &str = "garder";
const REMOVE: &str = "retirer";
const TRY: &str = "essai";
const SET: &str = "regler";

/// The phones that ring, alone.
pub(super) async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let phones = Phones::of(request).await?;
    let request = request.clone();
    let page = Page::new(t::push::title(locale), move || {
        let form = Form::of(&request, Fields::default);
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::push::title(locale))}
                {ui::page_head(t::push::title(locale), "")}
                {ui::error_summary(&request, &form, |name| (name == "nom").then(|| t::push::name(locale)))}
                {done(&request)}
                {phones.map_or_else(|| html! { <p>{t::push::off(locale)}</p> }, |it| section(locale, it))}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// What was just done.
fn done(request: &Request) -> Option<AnyView> {
    let locale = request.locale;
    let (tone, words) = match request.query.get("fait") {
        "garde" => (Tone::Success, t::push::kept(locale)),
        "retire" => (Tone::Success, t::push::removed(locale)),
        "regle" => (Tone::Success, t::push::set(locale)),
        "essai" => (Tone::Success, t::push::try_sent(locale)),
        "tard" => (Tone::Warning, t::push::try_later(locale)),
        "refus" => (Tone::Warning, t::push::try_refused(locale)),
        "parti" => (Tone::Warning, t::push::try_gone(locale)),
        _ => return None,
    };
    request.rejected.is_none().then(|| ui::alert(tone, words, ()))
}

/// Her phones that ring.
pub(super) struct Phones {
    /// The site's key, for the browser.
    key: String,
    devices: Vec<DeviceShown>,
    /// Which of them she called otherwise than may be, and how.
    typed: Option<(String, String)>,
}

impl Phones {
    /// Nothing where no phone rings.
    pub(super) async fn of(request: &Request) -> Result<Option<Self>, Error> {
        let right = request.caller.oneself()?;
        let Some(key) = request.platform.push_key().map(str::to_owned) else { return Ok(None) };
        let devices = request.platform.devices(&right, &request.caller.signed_in()?.session).await?;
        let typed = request
            .rejected
            .as_ref()
            .map(|it| ["appareil", "nom"].map(|name| it.fields.get(name).to_owned()));
        Ok(Some(Self { key, devices, typed: typed.map(Into::into) }))
    }
}

/// The phones, with the button that turns on the one that she holds.
pub(super) fn section(locale: Locale, Phones { key, devices, typed }: Phones) -> AnyView {
    let typed = |it: &DeviceShown| {
        typed.as_ref().filter(|(id, _)| *id == it.id.to_string()).map(|(_, name)| name.clone())
    };
    let cards: Vec<_> = devices.iter().map(|device| card(locale, device, typed(device))).collect();
    let list = if cards.is_empty() {
        html! { <p>{t::push::none(locale)}</p> }
    } else {
        html! { <ul class="stack">{cards}</ul> }
    };
    let rings_here = devices.iter().any(|it| it.is_this);
    let script =
        Assets::get().script("push").map(|src| html! { <script type="module" src=src.to_owned()></script> });
    let name = t::phone::discreet_name(locale);
    html! {
        <section class="card panel stack" id="telephone">
            <h2>{ui::icon("i-bell")}{t::push::heading(locale)}</h2>
            <div class="prose">
                <p>{t::push::intro(locale)}</p>
                <p>{t::push::caution(locale)}</p>
                <p>{t::push::carrier(locale)}</p>
                <p>{t::push::lasts(locale)}</p>
            </div>
            <noscript>{ui::alert(Tone::Info, t::push::needs_script(locale), ())}</noscript>
            <div class="lacks-push">{ui::alert(Tone::Info, t::push::not_here(locale), ())}</div>
            {(!rings_here).then(|| html! {
                <form class="form needs-push" method="post" action=PATH data-phone="on" data-key=key id="abonnement">
                    <p class="field-error" data-said="" hidden="" data-refused=t::push::said_refused(locale)
                        data-failed=t::push::said_failed(locale)></p>
                    <input type="hidden" name="abonnement" value=""/>
                    <label class="choice"><input type="checkbox" name="carnet" value="1"/>{t::push::under_other_name(locale, name)}</label>
                    <p>{ui::button("btn btn-primary", "i-bell", t::push::turn_on(locale))}</p>
                    <input type="hidden" name=DEED value=KEEP/>
                </form>
            })}
            <h3>{t::push::list_title(locale)}</h3>
            {list}
            {script}
        </section>
    }
}

fn card(locale: Locale, it: &DeviceShown, typed: Option<String>) -> AnyView {
    let since = t::push::since(locale, ui::date(locale, it.since.day()));
    let this = it.is_this.then(|| html! { <p><strong>{t::push::this(locale)}</strong></p> });
    let named = it
        .discreet
        .then(|| html! { <p class="hint">{t::push::named(locale, t::phone::discreet_name(locale))}</p> });
    let (off, id) = (it.is_this.then_some("off"), it.id.to_string());
    let own = it.name.as_ref().map(|it| html! { <strong>{it.as_str().to_owned()}</strong>" : " });
    let silent = it.silent.then(|| html! { <p><strong>{t::push::silent(locale)}</strong></p> });
    let (field, name) =
        (format!("nom-{id}"), typed.or_else(|| it.name.as_ref().map(|it| it.as_str().to_owned())));
    html! {
        <li class="stack">
            <p>{ui::icon("i-phone")}" "{own}{device_name(locale, it.device)}", "{since}</p>
            {this}
            {named}
            {silent}
            <form method="post" action=PATH class="actions" data-phone=off>
                <input type="hidden" name="appareil" value=id/>
                <button class="btn" type="submit" name=DEED value=TRY>{ui::icon("i-bell")}{t::push::try_out(locale)}</button>
                <button class="btn" type="submit" name=DEED value=REMOVE>{ui::icon("i-close")}{t::push::remove(locale)}</button>
            </form>
            <form method="post" action=PATH class="form">
                <input type="hidden" name="appareil" value=it.id.to_string()/>
                <div class="field">
                    <label for=field.clone()>{t::push::name(locale)}</label>
                    <input class="input" id=field name="nom" type="text" autocomplete="off" value=name/>
                </div>
                <label class="choice"><input type="checkbox" name="muet" value="1" checked=it.silent/>{t::push::silence(locale)}</label>
                <p><button class="btn" type="submit" name=DEED value=SET>{ui::icon("i-check")}{t::push::save(locale)}</button></p>
            </form>
        </li>
    }
}

/// Turns this phone on, tries one, names or silences one, or takes one away.
pub(super) async fn act(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.oneself()?;
    let session = &request.caller.signed_in()?.session;
    let (platform, locale) = (&request.platform, request.locale);
    let done = match fields.get(DEED) {
        KEEP => {
            let token = platform.keep_device(&right, session, fields).await?;
            return Ok(Done::Ringing { token, path: format!("{PATH}?fait=garde") });
        }
        REMOVE => {
            platform.remove_device(&right, fields).await?;
            "retire"
        }
        SET => {
            platform.set_device(&right, fields).await?;
            "regle"
        }
        TRY => {
            let words = |discreet| words_of_ring(locale, discreet);
            match platform.test_device(&right, session, fields, &words).await? {
                Outcome::Taken => "essai",
                Outcome::Later(_) => "tard",
                Outcome::Refused => "refus",
                Outcome::Gone => "parti",
            }
        }
        _ => return Err(Error::NotFound),
    };
    Ok(Done::SeeOther(format!("{PATH}?fait={done}")))
}

/// For each kind of news, whether a phone rings for it; folded away, for most need no such choice.
pub(super) fn kinds(locale: Locale, form: &Form, kinds: Vec<(String, String, String)>) -> AnyView {
    let (label, hint) = (t::push::kinds_label(locale), t::push::kinds_hint(locale));
    html! {
        <details class="fold">
            <summary>{t::push::kinds_fold(locale)}</summary>
            <input type="hidden" name="sonneries" value="1"/>
            {ui::choices(locale, form, "sonne", true, label, hint, kinds)}
        </details>
    }
}
