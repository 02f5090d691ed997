//! `/compte/attestations`: hers who signed in; and the part of a page on which somebody asks for a certificate, or takes hers back.

use super::{CLAIM, WITHDRAW, about, certificate_page, certificate_path, paper_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, crumbs, link_button, link_out, page_head};
use domain::Platform;
use leptos::prelude::*;
use model::certificates::{Certificate, certificate_field as field};
use model::fields::Fields;

/// Where hers are.
pub const OWN: &str = "/compte/attestations";

/// All of hers.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, request.platform.clone());
    let own = platform.own_certificates(&request.caller.oneself()?).await?;
    let done = request.query.has("retiree");
    let title = t::certificates::own_title(locale);
    let page = certificate_page(title, move || {
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let items: Vec<_> = own.iter().map(|it| card(locale, &platform, it, OWN, ())).collect();
        let none =
            items.is_empty().then(|| html! { <p role="status">{t::certificates::own_none(locale)}</p> });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::certificates::own_intro(locale))}
                {done.then(|| alert(Tone::Success, t::certificates::withdrawn_now(locale), ()))}
                {none}
                {items}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Takes one of hers back.
pub async fn withdraw(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.platform.withdraw_own_certificate(&request.caller.oneself()?, fields).await?;
    Ok(Done::SeeOther(format!("{OWN}?retiree=1")))
}

/// What somebody who came has, or asks for: her certificate with its ways, or the form for the name on it. `inside` is what else its
/// forms carry.
pub fn claim(
    request: &Request,
    form: &Form,
    own: Option<&Certificate>,
    action: &str,
    inside: impl IntoView + 'static,
) -> AnyView {
    let (locale, platform) = (request.locale, &request.platform);
    if let Some(it) = own {
        let title = t::certificates::own_one(locale);
        return html! { <section class="stack" id=CLAIM><h2>{title}</h2>{card(locale, platform, it, action, inside)}</section> };
    }
    let label = |_: &str| Some(t::certificates::name(locale));
    let summary = is_claimed(request).then(|| ui::error_summary(request, form, label));
    html! {
        <section class="stack" id=CLAIM>
            <h2>{t::certificates::claim_title(locale)}</h2>
            <p>{t::certificates::claim_text(locale)}</p>
            <form class="form" method="post" action=action.to_owned()>
                {ui::once(platform)}
                <input type="hidden" name="acte" value=CLAIM/>
                {inside}
                {summary}
                {ui::text_input(locale, form, field::NAME, "text", t::certificates::name(locale), t::certificates::name_hint(locale), true)}
                {ui::action_row(button("btn btn-primary", "i-doc", t::certificates::claim(locale)))}
            </form>
        </section>
    }
}

/// Whether it is this form that was sent and refused.
pub fn is_claimed(request: &Request) -> bool {
    request.rejected.as_ref().is_some_and(|it| it.fields.get("acte") == CLAIM)
}

/// A certificate with its ways.
fn card(
    locale: Locale,
    platform: &Platform,
    it: &Certificate,
    action: &str,
    inside: impl IntoView + 'static,
) -> AnyView {
    let about = about(locale, it);
    let Some(name) = &it.name else {
        let text = html! { <p>{about}</p> };
        return html! { <div class="card">{alert(Tone::Info, t::certificates::withdrawn(locale), text)}</div> };
    };
    let (name, id) = (name.to_string(), it.id.to_string());
    let again = it.is_remembered(platform.clock().now());
    let again = again.then(|| html! { " "{t::certificates::withdraw_own_again(locale)} });
    html! {
        <div class="card stack">
            <p class="said"><b>{name}</b></p>
            <p>{about}</p>
            <p class="row">
                {link_out("btn btn-primary", paper_path(platform, it), t::certificates::pdf(locale))}
                {link_button("btn", certificate_path(platform, it), "i-check", t::certificates::check_page(locale))}
            </p>
            <details class="fold">
                <summary>{t::certificates::withdraw(locale)}</summary>
                <form method="post" action=action.to_owned()>
                    <input type="hidden" name="acte" value=WITHDRAW/>
                    <input type="hidden" name=field::ID value=id/>
                    {inside}
                    <p>{t::certificates::withdraw_own_text(locale)}{again}</p>
                    {button("btn", "i-close", t::certificates::withdraw_sure(locale))}
                </form>
            </details>
        </div>
    }
}
