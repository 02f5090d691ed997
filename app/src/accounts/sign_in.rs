//! `/connexion`, `/connexion/code` and `/deconnexion`: in with a name and a passphrase, further with a second factor, and out.

use super::{icon_of, local_path, passkeys};
use crate::home::outbox;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::Error;
use domain::access::Caller;
use domain::accounts::RelyingParty;
use leptos::prelude::*;
use model::accounts::{Person, Strength};
use model::browse::address;
use model::fields::Fields;

/// Where a second factor is given.
const CODE: &str = "/connexion/code";

/// The form to sign in, or who is signed in already.
pub(super) async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let person = request.caller.person().filter(|_| request.rejected.is_none());
    if let Some(person) = person {
        return Ok(signed_in(locale, person));
    }
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let next = wanted(&request);
    let page = Page::new(t::signin::title(locale), move || {
        let asked_for = (next.is_some() && request.rejected.is_none()).then(|| {
            let text = html! { <p>{t::errors::sign_in_text(locale)}</p> };
            ui::alert(Tone::Info, t::errors::sign_in_title(locale), text)
        });
        let recovered = request.query.has("retrouve").then(|| {
            ui::alert(
                Tone::Success,
                t::recovery::done_title(locale),
                html! { <p>{t::recovery::done_text(locale)}</p> },
            )
        });
        let stays = form.fields.has("rester");
        let passkey = passkeys::way_in(&request, next.as_deref());
        html! {
            <div class="wrap">
                <div class="auth">
                    {ui::page_head(t::signin::title(locale), t::signin::intro(locale))}
                    {asked_for}
                    {recovered}
                    <form class="card form" method="post" action="/connexion">
                        {ui::error_summary(&request, &form, label_of(locale))}
                        {next.map(|next| html! { <input type="hidden" name="suite" value=next/> })}
                        {ui::text_input(locale, &form, "nom", "text", t::signin::name_label(locale), "", true)}
                        {ui::text_input(locale, &form, "passphrase", "password", t::signin::password_label(locale), "", true)}
                        <label class="choice"><input type="checkbox" name="rester" value="1" checked=stays/>{t::signin::stay(locale)}</label>
                        {ui::button("btn btn-primary", "i-user", t::signin::submit(locale))}
                    </form>
                    {passkey}
                    <p class="hint">{t::signin::shared_phone(locale)}</p>
                    <ul class="list">
                        {ui::list_link("/retrouver", "i-undo", t::signin::forgotten(locale), t::signin::forgotten_text(locale))}
                        {ui::list_link("/rejoindre", "i-add", t::join::title(locale), t::join::invite_note(locale))}
                    </ul>
                </div>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |field| match field {
        "nom" => Some(t::signin::name_label(locale)),
        "passphrase" => Some(t::signin::password_label(locale)),
        "code" => Some(t::signin::code_label(locale)),
        _ => None,
    }
}

/// Signs in, and leads on to the second factor or to the page that was wanted.
pub(super) async fn sign_in(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let sign_in = request.platform.sign_in(fields, request.network).await?;
    let next = local_path(fields.get("suite"));
    let next = match sign_in.strength {
        Strength::Halfway => with_next(CODE, next),
        Strength::Passphrase | Strength::SecondFactor => {
            next.unwrap_or_else(|| home_of(&sign_in.person)).to_owned()
        }
    };
    Ok(Done::SignedIn(sign_in, next))
}

/// Signs in with a passkey, which is two factors, and leads on.
pub(super) async fn with_passkey(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let party = RelyingParty::of(&request.site);
    let stays = fields.has("rester") || matches!(request.caller, Caller::Halfway { stays: true, .. });
    let ticket = request.passkey_ticket.as_deref();
    let sign_in = request.platform.sign_in_with_passkey(party.as_ref(), ticket, stays, fields).await?;
    let next = local_path(fields.get("suite")).unwrap_or_else(|| home_of(&sign_in.person)).to_owned();
    Ok(Done::SignedIn(sign_in, next))
}

/// The code of a second factor, for whoever has one; whoever has none sets one up.
pub(super) async fn code_page(request: &Request) -> PageResult {
    let locale = request.locale;
    let (has_one, signed_in) = match &request.caller {
        Caller::Visitor => return Err(Error::SignIn),
        Caller::Halfway { .. } => (true, false),
        Caller::Person(_) => {
            let account = request.platform.account(&request.caller.oneself()?).await?;
            (account.has_totp || account.passkeys > 0, true)
        }
    };
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let next = wanted(&request);
    let page = Page::new(t::signin::code_title(locale), move || {
        let content = if has_one {
            let passkey = passkeys::way_in(&request, next.as_deref());
            html! {
                <form class="card form" method="post" action=CODE>
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {next.map(|next| html! { <input type="hidden" name="suite" value=next/> })}
                    {ui::code_input(locale, &form, "code", t::signin::code_label(locale), t::signin::code_hint(locale))}
                    {ui::button("btn btn-primary", "i-check", t::signin::code_submit(locale))}
                </form>
                {passkey}
                <p class="hint">{t::signin::code_lost(locale)}</p>
            }
        } else {
            let href = with_next("/compte/application", next.as_deref());
            let passkey = passkeys::way_to_one(&request, next.as_deref());
            html! {
                <div class="card stack">
                    <p>{t::signin::code_needed(locale)}</p>
                    <p>{ui::link_button("btn btn-primary", href, "i-add", t::signin::code_set_up(locale))}</p>
                    {passkey}
                </div>
            }
        };
        let out = (!signed_in).then(|| {
            html! {
                <form method="post" action="/deconnexion">
                    {ui::button("btn btn-quiet", "", t::common::action_cancel(locale))}
                </form>
            }
        });
        html! {
            <div class="wrap">
                <div class="auth">
                    {ui::page_head(t::signin::code_title(locale), "")}
                    {content}
                    {out}
                </div>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Takes the code, and leads on.
pub(super) async fn give_code(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let (person, stays) = match &request.caller {
        Caller::Visitor => return Err(Error::SignIn),
        Caller::Halfway { person, stays } => (*person, *stays),
        Caller::Person(signed_in) => (signed_in.person().id, false),
    };
    let sign_in = request.platform.sign_in_with_second_factor(person, stays, fields).await?;
    let next = local_path(fields.get("suite")).unwrap_or_else(|| home_of(&sign_in.person)).to_owned();
    Ok(Done::SignedIn(sign_in, next))
}

/// Asks before signing out: a link alone signs nobody out.
pub(super) async fn leaving(request: &Request) -> PageResult {
    let locale = request.locale;
    let title = t::common::nav_sign_out(locale);
    let person = request.caller.person().cloned();
    let kept = request.query.get(outbox::KEEPS).to_owned();
    let page = Page::new(title, move || {
        let content = match person {
            Some(person) => who(locale, &person),
            None => html! {
                <p data-signed-out=(!kept.is_empty()).then_some("")>{t::signin::signed_out(locale)}</p>
                {(kept == outbox::HERS).then(|| html! { <p>{t::outbox::sign_out_done(locale)}</p> })}
            },
        };
        html! {
            <div class="wrap">
                <div class="auth">
                    {ui::page_head(title, "")}
                    <div class="card stack">{content}</div>
                    <p><a href="/">{t::signin::back_home(locale)}</a></p>
                </div>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Signs out.
pub(super) async fn sign_out(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    // Who gives up before the second key was never in: nothing on this phone became hers, and all of it is somebody's.
    if matches!(request.caller, Caller::Halfway { .. }) {
        return Ok(Done::SignedOutKeeping("/".to_owned()));
    }
    // What else was hers on this phone is forgotten by the script of the page that she comes to.
    Ok(match outbox::kept_of(fields) {
        Some(kept) => Done::SignedOutKeeping(format!("/deconnexion?{}={kept}", outbox::KEEPS)),
        None => Done::SignedOut("/".to_owned()),
    })
}

fn signed_in(locale: Locale, person: &Person) -> Page {
    let person = person.clone();
    let page = Page::new(t::signin::title(locale), move || {
        let home = home_of(&person);
        html! {
            <div class="wrap">
                <div class="auth">
                    {ui::page_head(t::signin::title(locale), "")}
                    <div class="card stack">
                        {who(locale, &person)}
                        {ui::link_button("btn btn-primary", home, "i-user", t::common::nav_account(locale))}
                    </div>
                </div>
            </div>
        }
    });
    page.unlisted()
}

/// Who is signed in, with the button that ends it.
fn who(locale: Locale, person: &Person) -> AnyView {
    html! {
        <p>{ui::icon(icon_of(person.icon))}" "{t::signin::signed_in_as(locale, &person.name)}</p>
        {sign_out_form(locale)}
        <p class="hint">{t::signin::shared_phone(locale)}</p>
    }
}

/// Ends the session; where something of hers waits on this phone, it asks what becomes of it.
pub(super) fn sign_out_form(locale: Locale) -> AnyView {
    html! {
        <form class="stack" method="post" action="/deconnexion">
            {outbox::at_sign_out(locale)}
            {ui::button("btn", "i-exit", t::common::nav_sign_out(locale))}
        </form>
    }
}

/// Where somebody goes who wanted nowhere in particular.
fn home_of(person: &Person) -> &'static str {
    if person.administrator { "/admin" } else { "/compte" }
}

/// The page that was wanted, if it is one of ours.
pub(super) fn wanted(request: &Request) -> Option<String> {
    let fields = request.rejected.as_ref().map_or(&request.query, |rejected| &rejected.fields);
    local_path(fields.get("suite")).map(str::to_owned)
}

/// A path that remembers where to go on.
pub(super) fn with_next(path: &str, next: Option<&str>) -> String {
    next.map_or_else(|| path.to_owned(), |next| address(path, &[("suite", next.to_owned())]))
}
