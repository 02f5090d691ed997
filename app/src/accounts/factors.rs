//! `/compte/application` and `/compte/papier`: the second factors of one's own account.

use super::security::{crumbs, current_passphrase, label_of};
use super::sign_in::wanted;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::accounts::TotpOffer;
use leptos::prelude::*;
use model::accounts::Words;
use model::fields::Fields;

const APPLICATION: &str = "/compte/application";
const PAPER: &str = "/compte/papier";

/// Sets up an authenticator, or says that there is one.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let account = request.platform.account(&right).await?;
    let offer = match account.has_totp {
        true => None,
        false => Some(request.platform.offer_totp(&right, account.person.name.as_str()).await?),
    };
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let next = wanted(&request);
    let page = Page::new(t::account::totp_title(locale), move || {
        let content = match offer {
            Some(offer) => set_up(&request, &form, &offer, next),
            None => html! {
                {ui::alert(Tone::Success, t::account::totp_is_on(locale), ())}
                <p>{ui::link_button("btn", "/compte/application/retirer", "i-close", t::account::totp_remove(locale))}</p>
            },
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::totp_title(locale))}
                {ui::page_head(t::account::totp_title(locale), t::account::totp_intro(locale))}
                {content}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn set_up(request: &Request, form: &Form, offer: &TotpOffer, next: Option<String>) -> AnyView {
    let locale = request.locale;
    let secret = offer.secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned());
    let secret = secret.collect::<Vec<_>>().join(" ");
    let address = offer.address.clone();
    html! {
        <ol class="steps-list card">
            <li><b>{t::account::totp_step_install(locale)}</b><p class="hint">{t::account::totp_step_install_hint(locale)}</p></li>
            <li>
                <b>{t::account::totp_step_scan(locale)}</b>
                {ui::qr(&offer.address, t::account::totp_qr(locale))}
                <p><a href=address>{t::account::totp_open(locale)}</a></p>
                <p>{t::account::totp_type(locale)}" "<code class="secret">{secret}</code></p>
            </li>
            <li>
                <b>{t::account::totp_step_code(locale)}</b>
                <form class="form" method="post" action=APPLICATION>
                    {ui::error_summary(request, form, label_of(locale))}
                    {next.map(|next| html! { <input type="hidden" name="suite" value=next/> })}
                    {ui::code_input(locale, form, "code", t::signin::code_label(locale), "")}
                    {current_passphrase(locale, form)}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::account::totp_confirm(locale)))}
                </form>
            </li>
        </ol>
    }
}

/// Takes the authenticator into use; the session is strong from now on.
pub(super) async fn confirm(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.platform.key_holder(&request.caller).await?;
    let stays = request.caller.signed_in()?.stays;
    let sign_in = request.platform.confirm_totp(&right, stays, fields).await?;
    let next = super::local_path(fields.get("suite")).unwrap_or(PAPER).to_owned();
    Ok(Done::SignedIn(sign_in, next))
}

/// Asks for the passphrase before the authenticator goes.
pub(super) async fn remove_page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let page = Page::new(t::account::totp_remove(locale), move || {
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::totp_remove(locale))}
                {ui::page_head(t::account::totp_remove(locale), t::account::totp_remove_text(locale))}
                <form class="card form" method="post" action="/compte/application/retirer">
                    {ui::error_summary(&request, &form, move |_| Some(t::account::current_label(locale)))}
                    {current_passphrase(locale, &form)}
                    {ui::action_row(ui::button("btn btn-danger", "i-close", t::account::totp_remove(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Takes the authenticator away.
pub(super) async fn remove(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let sign_in = request.platform.remove_totp(&request.caller, fields).await?;
    Ok(Done::SignedIn(sign_in, "/compte/securite?fait=1".to_owned()))
}

/// How many codes on paper are left, and the way to new ones.
pub(super) async fn paper_page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let account = request.platform.account(&right).await?;
    let left = usize::try_from(account.paper_codes).unwrap_or_default();
    let first = request.platform.has_just_come(&account);
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let page = Page::new(t::account::paper_title(locale), move || {
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::paper_title(locale))}
                {ui::page_head(t::account::paper_title(locale), t::account::paper_intro(locale))}
                <p>{t::account::paper_left(locale, left)}</p>
                <form class="card form" method="post" action=PAPER>
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, move |_| Some(t::account::current_label(locale)))}
                    {(left > 0).then(|| html! { <p>{t::account::paper_replaces(locale)}</p> })}
                    {(!first).then(|| current_passphrase(locale, &form))}
                    {ui::action_row(ui::button("btn btn-primary", "i-print", t::account::paper_make(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Makes new codes and shows them, this once.
pub(super) async fn new_paper(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.platform.key_holder(&request.caller).await?;
    let account = request.platform.account(&right).await?;
    let codes = if request.platform.has_just_come(&account) {
        request.platform.first_paper_codes(&right).await?
    } else {
        request.platform.new_paper_codes(&right, fields).await?
    };
    Ok(Done::Page(sheet(request.locale, &codes.0)))
}

fn sheet(locale: Locale, codes: &[Words]) -> Page {
    let codes: Vec<String> = codes.iter().map(|code| code.as_str().replace('-', " ")).collect();
    let page = Page::new(t::account::paper_title(locale), move || {
        let rows: Vec<_> = codes.into_iter().map(|code| html! { <li><code>{code}</code></li> }).collect();
        html! {
            <div class="wrap stack">
                <div class="no-print">{crumbs(locale, t::account::paper_title(locale))}</div>
                <article class="card sheet stack">
                    <h1>{t::account::paper_sheet(locale)}</h1>
                    <p>{t::account::paper_sheet_text(locale)}</p>
                    <ol class="paper-codes">{rows}</ol>
                </article>
                {ui::alert(Tone::Warning, t::account::paper_once(locale), ())}
                <p class="no-print">{ui::link_button("btn btn-primary", "/compte", "i-check", t::account::paper_kept(locale))}</p>
            </div>
        }
    });
    page.unlisted()
}
