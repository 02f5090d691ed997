//! `/rejoindre`: what is kept and what is not, then in with an invitation's code, or with a request to an organisation.

use super::icon_choices;
use super::settings::listens_in;
use crate::home::outbox::{Kind, kept_notice, kept_without_passphrase};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::Error;
use leptos::prelude::*;
use model::accounts::Words;
use model::fields::Fields;
use model::forum::forum_field as field;

const JOIN: &str = "/rejoindre";
/// Where somebody asks an organisation to be let in.
pub const ASK: &str = "/rejoindre/demande";

/// The door: with a code that is good, the form; else what joining means and a field for the code.
pub(super) async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let form = Form::of(request, || request.query.clone());
    let code = form.fields.filled("code").map(str::to_owned);
    // A code that was just refused is not tried a second time, to be shown.
    let is_refused = form.errors.iter().any(|it| it.field == "code");
    let invited = match &code {
        Some(code) if !is_refused => match request.platform.invitation(code, request.network).await {
            Ok((_, organization)) => Some(Ok((code.clone(), organization))),
            Err(Error::Invalid(errors)) => Some(Err(errors)),
            Err(error) => return Err(error),
        },
        _ => None,
    };
    let request_has_code = code.is_some();
    let takes_requests = request.platform.site_settings().await?.takes_requests;
    let request = request.clone();
    let page = match invited {
        Some(Ok((code, organization))) => {
            let name = organization.name.to_string();
            let known = request.caller.person().cloned();
            Page::new(t::join::invited_title(locale, &name), move || {
                let shown_code = Words::read(&code).map_or(code, |words| words.as_str().to_owned());
                let content = match known {
                    Some(person) => join_too(&request, &form, &shown_code, person.name.as_str()),
                    None => new_account(&request, &form, JOIN, &[("code", shown_code)], ()),
                };
                html! {
                    <div class="wrap stack">
                        {ui::page_head(t::join::invited_title(locale, &name), t::join::invited_intro(locale))}
                        {what_is_kept(locale)}
                        {content}
                    </div>
                }
            })
        }
        other => {
            let refused = other.and_then(Result::err);
            Page::new(t::join::title(locale), move || {
                let mut form = form;
                form.errors.extend(refused.unwrap_or_default());
                html! {
                    <div class="wrap stack">
                        {ui::page_head(t::join::title(locale), t::join::intro(locale))}
                        {what_is_kept(locale)}
                        <form class="card form" method="get" action=JOIN>
                            <h2>{t::join::with_code(locale)}</h2>
                            {ui::code_input(locale, &form, "code", t::join::code_label(locale), t::join::code_hint(locale))}
                            {ui::action_row(ui::button("btn btn-primary", "i-next", t::join::code_submit(locale)))}
                        </form>
                        <section class="card stack">
                            <h2>{t::join::without_code(locale)}</h2>
                            {without_code(locale, takes_requests)}
                        </section>
                    </div>
                }
            })
        }
    };
    // With a code, the page says whether it is still good.
    let page = page.described(t::join::intro(locale));
    Ok(if request_has_code { page.told_once() } else { page })
}

/// What she can do who has no code.
fn without_code(locale: Locale, takes_requests: bool) -> AnyView {
    if !takes_requests {
        return html! {
            <p>{t::join::closed_text(locale)}</p>
            <p>{ui::link_button("btn", "/annuaire", "i-search", t::join::closed_action(locale))}</p>
        };
    }
    html! {
        <p>{t::join::without_code_text(locale)}</p>
        <p>{ui::link_button("btn", ASK, "i-message", t::join::ask_action(locale))}</p>
    }
}

/// In plain words, and to be heard where there is a recording.
fn what_is_kept(locale: Locale) -> AnyView {
    html! {
        <section class="card stack kept">
            <h2>{ui::icon("i-verified")}" "{t::join::kept_title(locale)}</h2>
            <ul class="prose-list">
                <li>{t::join::kept_name(locale)}</li>
                <li>{t::join::kept_voucher(locale)}</li>
                <li>{t::join::kept_not(locale)}</li>
                <li>{t::join::kept_seen(locale)}</li>
                <li>{t::join::kept_delete(locale)}</li>
            </ul>
            <div class="listen">
                <p class="listen-label">{ui::icon("i-listen")}{t::join::kept_listen(locale)}</p>
                <audio controls=true preload="none" aria-label=t::join::kept_listen(locale)>
                    <source src="/audio/rejoindre-fr.ogg" type="audio/ogg; codecs=opus"/>
                    <source src="/audio/rejoindre-fr.mp3" type="audio/mpeg"/>
                </audio>
            </div>
        </section>
    }
}

/// The fields of somebody new.
fn new_account(
    request: &Request,
    form: &Form,
    action: &'static str,
    hidden: &[(&'static str, String)],
    before: impl IntoView,
) -> AnyView {
    let locale = request.locale;
    let hidden: Vec<_> = hidden
        .iter()
        .map(|(name, value)| html! { <input type="hidden" name=*name value=value.clone()/> })
        .collect();
    let stays = form.fields.has("rester");
    html! {
        <form class="card form" method="post" action=action data-outbox=(action == ASK).then(|| Kind::Join.code())>
            {ui::error_summary(request, form, label_of(locale))}
            {hidden}
            {before}
            {ui::text_input(locale, form, "nom", "text", t::join::name_label(locale), t::join::name_hint(locale), true)}
            {ui::passphrase_input(locale, form, "passphrase", "new-password", t::account::new_label(locale), t::account::new_hint(locale))}
            {ui::choices(locale, form, "icone", false, t::account::icon_label(locale), t::account::icon_hint(locale), icon_choices(locale))}
            {listens_in(locale, form)}
            {ui::text_input(locale, form, "courriel", "email", t::account::email_label(locale), t::account::email_hint(locale), false)}
            <label class="choice"><input type="checkbox" name="rester" value="1" checked=stays/>{t::signin::stay(locale)}</label>
            {ui::action_row(ui::button("btn btn-primary", "i-add", t::join::submit(locale)))}
        </form>
    }
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |field| match field {
        "nom" => Some(t::join::name_label(locale)),
        "passphrase" => Some(t::account::new_label(locale)),
        "courriel" => Some(t::account::email_label(locale)),
        "code" => Some(t::join::code_label(locale)),
        "organisation" => Some(t::join::organization_label(locale)),
        "texte" => Some(t::join::words_label(locale)),
        field::TRAP => Some(t::common::trap_label(locale)),
        _ => None,
    }
}

/// For somebody who is here already: one tap.
fn join_too(request: &Request, form: &Form, code: &str, name: &str) -> AnyView {
    let locale = request.locale;
    let code = code.to_owned();
    html! {
        <form class="card form" method="post" action=JOIN>
            {ui::error_summary(request, form, label_of(locale))}
            <input type="hidden" name="code" value=code/>
            <p>{t::join::as_yourself(locale, name)}</p>
            {ui::action_row(ui::button("btn btn-primary", "i-add", t::join::join_too(locale)))}
        </form>
    }
}

/// Comes with an invitation.
pub(super) async fn join(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    if request.caller.person().is_some() {
        request.platform.join_too(&request.caller.oneself()?, fields, request.network).await?;
        return Ok(Done::SeeOther("/compte?bienvenue=1".to_owned()));
    }
    let sign_in = request.platform.join(fields, request.network).await?;
    Ok(Done::SignedIn(sign_in, "/compte?bienvenue=1".to_owned()))
}

/// The form of a request.
pub(super) async fn request_page(request: &Request) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let mut options: Vec<(String, String)> = catalogue
        .published()
        .filter(|it| !it.is_invented() || it.example)
        .map(|it| (it.slug.clone(), it.name.to_string()))
        .collect();
    options.sort_by_key(|(_, name)| model::search::fold(name));
    options.insert(0, (String::new(), t::join::choose(locale).to_owned()));
    let request = request.clone();
    let form = Form::of(&request, || request.query.clone());
    let known = request.caller.person().is_some();
    // A form that was refused keeps its own: she need not wait again.
    let stamp = form.fields.filled(field::STAMP).map_or_else(|| request.platform.stamp(), str::to_owned);
    // Whoever was refused because it was closed meanwhile keeps what she wrote.
    if !request.platform.site_settings().await?.takes_requests && request.rejected.is_none() {
        return Ok(closed(locale));
    }
    let page = Page::new(t::join::ask_title(locale), move || {
        let what = html! {
            {ui::select(locale, &form, "organisation", t::join::organization_label(locale), "", true, options)}
            {ui::textarea(locale, &form, "texte", 3, t::join::words_label(locale), t::join::words_hint(locale), false)}
        };
        let content = if known {
            html! {
                <form class="card form" method="post" action=ASK data-outbox=Kind::Join.code() data-about="">
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {what}
                    {ui::action_row(ui::button("btn btn-primary", "i-message", t::join::ask_submit(locale)))}
                </form>
                {kept_notice(locale)}
            }
        } else {
            let kept = what_is_kept(locale);
            let what = html! { {what}{ui::trap(locale, &form)} };
            html! { {kept}{new_account(&request, &form, ASK, &[(field::STAMP, stamp)], what)}{kept_without_passphrase(locale)} }
        };
        html! {
            <div class="wrap stack">
                {ui::page_head(t::join::ask_title(locale), t::join::ask_intro(locale))}
                {content}
            </div>
        }
    });
    Ok(page.told_once())
}

/// While organisations cannot be asked.
fn closed(locale: Locale) -> Page {
    let page = Page::new(t::join::ask_title(locale), move || {
        html! {
            <div class="wrap stack">
                {ui::page_head(t::join::ask_title(locale), "")}
                {ui::alert(Tone::Info, t::join::closed_title(locale), without_code(locale, false))}
            </div>
        }
    });
    page.unlisted()
}

/// Asks an organisation.
pub(super) async fn ask(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    if let Some(person) = request.caller.person() {
        request.platform.ask_too(&request.caller.oneself()?, person, fields).await?;
        return Ok(Done::SeeOther("/compte".to_owned()));
    }
    let sign_in = request.platform.ask_to_join(fields).await?;
    Ok(Done::SignedIn(sign_in, "/compte?bienvenue=1".to_owned()))
}

/// A note that somebody new was welcomed.
pub(super) fn welcome(locale: Locale, is_member: bool) -> AnyView {
    let text = if is_member { t::join::welcome_member(locale) } else { t::join::welcome_waiting(locale) };
    ui::alert(
        Tone::Success,
        t::join::welcome_title(locale),
        html! {
            <p>{text}</p>
            <p>{t::join::welcome_paper(locale)}</p>
            <p>{ui::link_button("btn btn-primary", "/compte/papier", "i-print", t::account::paper_make(locale))}</p>
        },
    )
}
