//! `/retrouver`: back in without the passphrase, by a code on paper or by two vouchers; and `/compte/aider`, where they vouch.

use super::security::{crumbs, label_of, new_passphrase};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui;
use crate::ui::{Form, Tone};
use leptos::prelude::*;
use model::fields::Fields;

const PATH: &str = "/retrouver";
const PAPER: &str = "/retrouver/papier";
const HELP: &str = "/compte/aider";

/// The two ways.
pub(super) async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let page = Page::new(t::recovery::title(locale), move || {
        html! {
            <div class="wrap stack">
                {ui::page_head(t::recovery::title(locale), t::recovery::intro(locale))}
                <section class="card stack">
                    <h2>{t::recovery::paper_title(locale)}</h2>
                    <p>{t::recovery::paper_text(locale)}</p>
                    <p>{ui::link_button("btn", PAPER, "i-print", t::recovery::paper_action(locale))}</p>
                </section>
                <form class="card form" method="post" action=PATH>
                    {ui::once(&request.platform)}
                    <h2>{t::recovery::vouchers_title(locale)}</h2>
                    <p>{t::recovery::vouchers_text(locale)}</p>
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {ui::text_input(locale, &form, "nom", "text", t::signin::name_label(locale), "", true)}
                    {ui::action_row(ui::button("btn btn-primary", "i-next", t::recovery::start(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Begins, and shows the words and the way back, this once; the same for any name.
pub(super) async fn start(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let locale = request.locale;
    let started = request.platform.start_recovery(fields, request.network).await?;
    let address = format!("{}{PATH}/{}", request.site, started.secret);
    let page = Page::new(t::recovery::started_title(locale), move || {
        let words = started.words.as_str().replace('-', " ");
        let href = format!("{PATH}/{}", started.secret);
        html! {
            <div class="wrap stack">
                {ui::page_head(t::recovery::started_title(locale), "")}
                <ol class="steps-list card">
                    <li><b>{t::recovery::step_words(locale)}</b><p class="said"><code>{words}</code></p></li>
                    <li><b>{t::recovery::step_vouchers(locale)}</b><p>{t::recovery::step_vouchers_text(locale)}</p></li>
                    <li>
                        <b>{t::recovery::step_back(locale)}</b>
                        <p>{t::recovery::step_back_text(locale)}</p>
                        <p class="address">{address}</p>
                        <p>{ui::link_button("btn btn-primary", href, "i-next", t::recovery::open_page(locale))}</p>
                    </li>
                </ol>
            </div>
        }
    });
    Ok(Done::Page(page.unlisted()))
}

/// How far it is; once two vouched, the form of a new passphrase.
pub(super) async fn waiting(request: &Request) -> PageResult {
    let locale = request.locale;
    let recovery = request.platform.recovery(&request.slug).await?;
    let vouched = recovery.vouched();
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let page = Page::new(t::recovery::title(locale), move || {
        let action = request.path.clone();
        let content = if vouched == 2 {
            html! {
                {ui::alert(Tone::Success, t::recovery::both_vouched(locale), ())}
                <form class="card form" method="post" action=action>
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {new_passphrase(locale, &form)}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::recovery::finish(locale)))}
                </form>
            }
        } else {
            let day = ui::date(locale, recovery.expires_at.day());
            html! {
                <div class="card stack">
                    <p><strong>{t::recovery::vouched_count(locale, vouched)}</strong></p>
                    <p>{t::recovery::waiting_text(locale)}</p>
                    <p class="muted">{t::recovery::until(locale, day)}</p>
                    <p>{ui::link_button("btn", action, "i-undo", t::common::action_retry(locale))}</p>
                </div>
            }
        };
        html! { <div class="wrap stack">{ui::page_head(t::recovery::title(locale), "")}{content}</div> }
    });
    Ok(page.told_once())
}

/// Opens the account with a new passphrase.
pub(super) async fn finish(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    request.platform.recover(&request.slug, fields).await?;
    Ok(Done::SeeOther("/connexion?retrouve=1".to_owned()))
}

/// The form of a code on paper.
pub(super) async fn paper_page(request: &Request) -> PageResult {
    let locale = request.locale;
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let page = Page::new(t::recovery::paper_title(locale), move || {
        html! {
            <div class="wrap stack">
                {ui::page_head(t::recovery::paper_title(locale), t::recovery::paper_text(locale))}
                <form class="card form" method="post" action=PAPER>
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {ui::text_input(locale, &form, "nom", "text", t::signin::name_label(locale), "", true)}
                    {ui::code_input(locale, &form, "code", t::recovery::paper_label(locale), "")}
                    {new_passphrase(locale, &form)}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::recovery::finish(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Sets a new passphrase with a code on paper.
pub(super) async fn with_paper(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    request.platform.recover_on_paper(fields, request.network).await?;
    Ok(Done::SeeOther("/connexion?retrouve=1".to_owned()))
}

/// Where a member vouches for somebody of her organisation: first the words, then for whom, then yes.
pub(super) async fn vouch_page(request: &Request) -> PageResult {
    let right = request.caller.member()?;
    let locale = request.locale;
    let form = Form::of(request, || request.query.clone());
    let found = match (form.fields.filled("code"), request.caller.person()) {
        (Some(code), Some(person)) if request.rejected.is_none() => {
            Some(request.platform.recovery_to_vouch(&right, person, code).await)
        }
        _ => None,
    };
    let (mut form, request) = (form, request.clone());
    let mut about = None;
    match found {
        Some(Ok((_, person))) => about = Some(person),
        Some(Err(domain::Error::Invalid(errors))) => form.errors.extend(errors),
        Some(Err(error)) => return Err(error),
        None => {}
    }
    let page = Page::new(t::recovery::help_title(locale), move || {
        let done =
            request.query.has("fait").then(|| ui::alert(Tone::Success, t::recovery::help_done(locale), ()));
        let content = match about {
            Some(person) => {
                let code = form.fields.get("code").to_owned();
                html! {
                    <form class="card form" method="post" action=HELP>
                        <p><strong>{t::recovery::help_about(locale, &person.name)}</strong></p>
                        {ui::alert(Tone::Warning, t::recovery::help_warning(locale), html! { <p>{t::recovery::help_warning_text(locale)}</p> })}
                        <input type="hidden" name="code" value=code/>
                        <label class="choice"><input type="checkbox" name="sure" value="1"/>{t::recovery::help_sure(locale)}</label>
                        {ui::action_row(ui::button("btn btn-primary", "i-check", t::recovery::help_yes(locale)))}
                    </form>
                }
            }
            None => html! {
                <form class="card form" method="get" action=HELP>
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {ui::code_input(locale, &form, "code", t::recovery::help_label(locale), t::recovery::help_hint(locale))}
                    {ui::action_row(ui::button("btn btn-primary", "i-next", t::recovery::help_next(locale)))}
                </form>
            },
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::recovery::help_title(locale))}
                {ui::page_head(t::recovery::help_title(locale), t::recovery::help_intro(locale))}
                {done}
                {content}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Vouches.
pub(super) async fn vouch(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.member()?;
    let person = request.caller.signed_in()?.person();
    request.platform.vouch(&right, person, fields).await?;
    Ok(Done::SeeOther(format!("{HELP}?fait=1")))
}

/// Asks before a recovery that somebody began in her name is ended.
pub(super) async fn stop_page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let page = Page::new(t::recovery::stop_title(locale), move || {
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::recovery::stop_title(locale))}
                {ui::page_head(t::recovery::stop_title(locale), t::recovery::stop_text(locale))}
                <form class="card form" method="post" action="/compte/securite/arreter">
                    {ui::action_row(ui::button("btn btn-danger", "i-close", t::recovery::stop_now(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Ends it.
pub(super) async fn stop(request: &Request, _fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    request.platform.stop_recovery(&request.caller.oneself()?).await?;
    Ok(Done::SeeOther("/compte/securite?fait=1".to_owned()))
}
