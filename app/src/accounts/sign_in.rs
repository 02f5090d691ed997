//! `/connexion` and `/deconnexion`: the doors of those who look after the directory.

use super::local_path;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use leptos::prelude::*;
use model::accounts::Person;
use model::fields::Fields;

/// Where somebody goes who wanted nowhere in particular.
const HOME_OF_STAFF: &str = "/admin";

/// The form to sign in, or who is signed in already.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let person = request.caller.person().filter(|_| request.rejected.is_none());
    if let Some(person) = person {
        return Ok(signed_in(locale, person));
    }
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let wanted = if request.rejected.is_some() { &form.fields } else { &request.query };
    let next = local_path(wanted.get("suite")).map(str::to_owned);
    let page = Page::new(t::signin::title(locale), move || {
        let asked_for = (next.is_some() && request.rejected.is_none()).then(|| {
            let text = view! { <p>{t::errors::sign_in_text(locale)}</p> };
            ui::alert(Tone::Info, t::errors::sign_in_title(locale), text)
        });
        view! {
            <div class="wrap">
                <div class="auth">
                    {ui::page_head(t::signin::title(locale), t::signin::intro(locale))}
                    {asked_for}
                    <form class="card form" method="post" action="/connexion">
                        {ui::error_summary(&request, &form)}
                        {next.map(|next| view! { <input type="hidden" name="suite" value=next/> })}
                        {ui::text_input(locale, &form, "nom", "text", t::signin::name_label(locale), "", true)}
                        {ui::text_input(locale, &form, "passphrase", "password", t::signin::password_label(locale), "", true)}
                        {ui::button("btn btn-primary", "i-user", t::signin::submit(locale))}
                    </form>
                    <p class="hint">{t::signin::shared_phone(locale)}</p>
                    <details>
                        <summary>{t::signin::forgotten(locale)}</summary>
                        <p>{t::signin::forgotten_text(locale)}</p>
                    </details>
                </div>
            </div>
        }
        .into_any()
    });
    Ok(page.unlisted())
}

/// Signs in, and leads on to the page that was wanted.
pub async fn sign_in(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let person = request.platform.sign_in(fields).await?;
    let next = local_path(fields.get("suite")).unwrap_or(HOME_OF_STAFF);
    Ok(Done::SignedIn(person.id, next.to_owned()))
}

/// Asks before signing out: a link alone signs nobody out.
pub async fn leaving(request: &Request) -> PageResult {
    let locale = request.locale;
    let title = t::common::nav_sign_out(locale);
    let person = request.caller.person().cloned();
    let page = Page::new(title, move || {
        let content = match person {
            Some(person) => who(locale, &person).into_any(),
            None => view! { <p>{t::signin::signed_out(locale)}</p> }.into_any(),
        };
        view! {
            <div class="wrap">
                <div class="auth">
                    {ui::page_head(title, "")}
                    <div class="card stack">{content}</div>
                    <p><a href="/">{t::signin::back_home(locale)}</a></p>
                </div>
            </div>
        }
        .into_any()
    });
    Ok(page.unlisted())
}

/// Signs out.
pub async fn sign_out(_request: &Request, _fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    Ok(Done::SignedOut("/".to_owned()))
}

fn signed_in(locale: Locale, person: &Person) -> Page {
    let person = person.clone();
    let page = Page::new(t::signin::title(locale), move || {
        let admin = person.administrator.then(|| {
            ui::link_button("btn btn-primary", HOME_OF_STAFF, "i-settings", t::common::nav_admin(locale))
        });
        view! {
            <div class="wrap">
                <div class="auth">
                    {ui::page_head(t::signin::title(locale), "")}
                    <div class="card stack">{who(locale, &person)}{admin}</div>
                </div>
            </div>
        }
        .into_any()
    });
    page.unlisted()
}

/// Who is signed in, with the button that ends it.
fn who(locale: Locale, person: &Person) -> impl IntoView + use<> {
    view! {
        <p>{t::signin::signed_in_as(locale, &person.name)}</p>
        <form method="post" action="/deconnexion">
            {ui::button("btn", "i-exit", t::common::nav_sign_out(locale))}
        </form>
        <p class="hint">{t::signin::shared_phone(locale)}</p>
    }
}
