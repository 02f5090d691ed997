//! `/attestation`: somebody was shown a certificate and asks whether it is good.

use super::{PATH, certificate_page, days, kind_words};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{fact, organization_link};
use crate::t;
use crate::ui::{self, Form, Tone, alert, date, link_button, link_out, page_head};
use domain::Error;
use leptos::prelude::*;
use model::certificates::{Certificate, CertificateCode};
use model::failure::Problem;
use model::fields::Fields;

/// The field for the code.
pub async fn form(request: &Request) -> PageResult {
    let locale = request.locale;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::certificates::check_title(locale);
    let page = certificate_page(title, move || {
        html! {
            <div class="wrap stack">
                {page_head(title, t::certificates::check_intro(locale))}
                <form class="card form" method="post" action=PATH>
                    {ui::error_summary(&request, &form, |_| Some(t::certificates::code(locale)))}
                    {ui::code_input(locale, &form, "code", t::certificates::code(locale), t::certificates::code_hint(locale))}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::certificates::check(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Leads to the page of the code.
pub async fn typed(_: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let code = CertificateCode::read(fields.get("code"));
    let code = code.ok_or_else(|| Error::field("code", Problem::NotACertificateCode))?;
    Ok(Done::SeeOther(format!("{PATH}/{code}")))
}

/// Whether it is good: what it says, that it was withdrawn, or that there is none.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let found = platform.check_certificate(&request.slug, request.network).await?;
    let catalogue = platform.catalogue().await?;
    let known = found.is_some();
    let path = request.path.clone();
    let title = t::certificates::check_title(locale);
    let page = certificate_page(title, move || {
        let by = found.as_ref().and_then(|it| organization_link(&catalogue, it.organization));
        let facts = |it: &Certificate| {
            let by = by.map(|by| fact("i-group", t::certificates::given_by(locale), by));
            html! {
                <dl class="sheet-facts">
                    {fact("i-doc", kind_words(locale, it.kind), it.title.to_string())}
                    {fact("i-agenda", t::projects::when(locale), days(locale, it.from, it.to))}
                    {by}
                    {fact("i-clock", t::certificates::given_on(locale), date(locale, it.given_at.day()))}
                </dl>
            }
        };
        let body = match found.as_ref().map(|it| (it, &it.name, it.withdrawn_at)) {
            Some((it, Some(name), None)) => {
                let name = name.to_string();
                html! {
                    {alert(Tone::Success, t::certificates::genuine(locale), html! { <p>{t::certificates::genuine_text(locale)}</p> })}
                    <p class="said"><b>{name}</b></p>
                    {facts(it)}
                    <p>{link_out("btn", format!("{path}/attestation.pdf"), t::certificates::pdf(locale))}</p>
                }
            }
            Some((it, ..)) => {
                let day = date(locale, it.withdrawn_at.unwrap_or(it.given_at).day());
                let text = html! { <p>{t::certificates::withdrawn_text(locale, day)}</p> };
                html! { {alert(Tone::Warning, t::certificates::withdrawn(locale), text)}{facts(it)} }
            }
            None => {
                let text = html! { <p>{t::certificates::unknown_text(locale)}</p> };
                alert(Tone::Error, t::certificates::unknown(locale), text)
            }
        };
        html! {
            <div class="wrap stack">
                {page_head(title, "")}
                {body}
                <p>{link_button("btn btn-quiet", PATH, "i-edit", t::certificates::check_other(locale))}</p>
            </div>
        }
    });
    let page = page.told_once();
    Ok(if known { page } else { page.with_status(404) })
}
