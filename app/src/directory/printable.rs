//! `/annuaire/{slug}/fiche`: one organisation on one sheet of paper, with a QR code that leads back.

use super::card::{facts, row};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::ui;
use crate::ui::{crumbs, date, kind_badge};
use domain::Error;
use leptos::prelude::*;

/// The sheet.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let it = catalogue.find_published(&request.slug).ok_or(Error::NotFound)?.clone();
    let address = format!("{}/annuaire/{}", request.site, it.slug);
    let today = request.platform.clock().now().day();
    let title = t::organization::print_title(locale, it.short_name());
    let page = Page::new(title, move || {
        let phones: Vec<String> = it.phones.iter().map(|phone| phone.number.spaced()).collect();
        let verified = it.verified_on.map(|day| t::organization::verified_on(locale, date(locale, day)));
        let services: Vec<_> = it
            .services
            .iter()
            .map(|service| {
                let description =
                    service.description.as_ref().map(|text| html! { <p>{text.to_string()}</p> });
                html! { <li><h3>{service.title.to_string()}</h3>{description}</li> }
            })
            .collect();
        let crumb = vec![
            (Some(format!("/annuaire/{}", it.slug)), t::organization::print_back(locale).to_owned()),
            (None, t::organization::print(locale).to_owned()),
        ];
        let qr = html! {
            {ui::qr(&address, t::organization::print_qr(locale))}
            <p class="address">{address}</p>
        };
        html! {
            <div class="wrap">
                <div class="no-print">{crumbs(locale, crumb)}</div>
                <article class="card sheet stack">
                    {kind_badge(locale, it.kind)}
                    <h1>{it.name.to_string()}{it.acronym.as_ref().map(|acronym| format!(" ({acronym})"))}</h1>
                    {it.mission.as_ref().map(|mission| html! { <p>{mission.to_string()}</p> })}
                    <dl class="facts">
                        {row(t::organization::reach_heading(locale), phones.join(" · "))}
                        {facts(locale, &it, catalogue.terms())}
                    </dl>
                    {(!services.is_empty()).then(|| html! {
                        <h2>{t::organization::services_heading(locale)}</h2>
                        <ul class="services">{services}</ul>
                    })}
                    {qr}
                    <p class="muted">{verified.map(|text| format!("{text} · "))}{t::organization::print_date(locale, date(locale, today))}</p>
                </article>
            </div>
        }
    });
    Ok(page.unlisted())
}
