//! `/compte/organisations/{slug}/attestations`: what an organisation certified, for its own members, who may take it back.

use super::{WITHDRAW, about, certificate_page, certificate_path, paper_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, button, crumbs, date, link_button, link_out, page_head};
use domain::access::Host;
use domain::{Error, Platform};
use leptos::prelude::*;
use model::certificates::{Certificate, certificate_field as field};
use model::directory::Organization;
use model::fields::Fields;

/// The organisation in the path, for whoever belongs to it.
async fn hers(request: &Request) -> Result<(Host, Organization), Error> {
    request.caller.signed_in()?;
    let catalogue = request.platform.catalogue().await?;
    let it = catalogue.find(&request.slug).ok_or(Error::NotFound)?;
    Ok((request.caller.host(it.id)?, it.clone()))
}

/// All of them.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, request.platform.clone());
    let (right, organization) = hers(request).await?;
    let certificates = platform.certificates_of(&right).await?;
    let (path, done) = (request.path.clone(), request.query.has("retiree"));
    let title = t::certificates::given_title(locale);
    let page = certificate_page(title, move || {
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, organization.short_name().to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, organization.name.to_string())}
                <p class="hint">{t::certificates::given_intro(locale)}</p>
                {done.then(|| alert(Tone::Success, t::certificates::withdrawn_now(locale), ()))}
                {list(locale, &platform, &certificates, &path)}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Takes one back.
pub async fn withdraw(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = hers(request).await?;
    request.platform.withdraw_given_certificate(&right, &request.caller, fields).await?;
    Ok(Done::SeeOther(format!("{}?retiree=1", request.path)))
}

/// Certificates as lines, each with its ways; `action` takes one back.
pub fn list(locale: Locale, platform: &Platform, list: &[Certificate], action: &str) -> AnyView {
    let items: Vec<_> = list.iter().map(|it| item(locale, platform, it, action)).collect();
    if items.is_empty() {
        return html! { <p role="status">{t::certificates::given_none(locale)}</p> };
    }
    html! { <ul class="results">{items}</ul> }
}

fn item(locale: Locale, platform: &Platform, it: &Certificate, action: &str) -> AnyView {
    let about = about(locale, it);
    if it.withdrawn_at.is_some() {
        return html! { <li class="card"><p><b>{t::certificates::withdrawn(locale)}</b><br/>{about}</p></li> };
    }
    // Whose name is forgotten here, her paper is not for the organisation either: it bears that name.
    let ways = it.name.as_ref().map(|_| {
        html! {
            <p class="row">
                {link_out("btn", paper_path(platform, it), t::certificates::pdf(locale))}
                {link_button("btn btn-quiet", certificate_path(platform, it), "i-check", t::certificates::check_page(locale))}
            </p>
        }
    });
    let given = date(locale, it.given_at.day());
    let name =
        it.name.as_ref().map_or_else(|| t::certificates::name_forgotten(locale, given), ToString::to_string);
    let (id, action) = (it.id.to_string(), action.to_owned());
    html! {
        <li class="card stack">
            <p><b>{name}</b><br/>{about}</p>
            {ways}
            <details class="fold">
                <summary>{t::certificates::withdraw(locale)}</summary>
                <form method="post" action=action>
                    <input type="hidden" name="acte" value=WITHDRAW/>
                    <input type="hidden" name=field::ID value=id/>
                    <p>{t::certificates::withdraw_given_text(locale)}</p>
                    {button("btn", "i-close", t::certificates::withdraw_sure(locale))}
                </form>
            </details>
        </li>
    }
}
