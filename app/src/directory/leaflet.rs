//! `/annuaire/{slug}/carte.html`: an organisation on one small file, which goes from phone to phone without network and opens anywhere.
//!
//! It is a page and no contact card: nothing enters the address book of a phone that others look at, and browsers share pages but
//! hardly contact cards (docs/decisions/0040).

use super::card::facts;
use crate::t;
use crate::t::Locale;
use crate::ui::{date, kind_name};
use leptos::prelude::*;
use model::directory::{Catalogue, Organization};

/// It looks the same wherever it arrives, so its style is inside.
const STYLE: &str = ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1rem;\
                     overflow-wrap:anywhere}h1{font-size:1.5rem;line-height:1.2;margin:.25rem 0 1rem}h2{font-size:1.1rem;margin:1.25rem 0 .25rem}\
                     a.call{display:inline-block;margin:0 .5rem .5rem 0;padding:.75rem 1rem;border:2px solid;border-radius:.75rem;\
                     font-weight:700;text-decoration:none}dt{font-weight:700}dd{margin:0 0 .75rem}small{opacity:.8}";

/// The file; it says what the page of the organisation says.
pub fn leaflet(locale: Locale, catalogue: &Catalogue, it: &Organization, site: &str) -> String {
    let calls = it.phones.iter().map(|phone| {
        let (href, number) = (format!("tel:{}", phone.number), phone.number.spaced());
        html! { <a class="call" href=href>{number}</a> }
    });
    let services: Vec<_> = it
        .services
        .iter()
        .map(|service| {
            let text = service.description.as_ref().map(|text| html! { <p>{text.to_string()}</p> });
            html! { <li><b>{service.title.to_string()}</b>{text}</li> }
        })
        .collect();
    let mission = it.mission.as_ref().map(|text| html! { <p>{text.to_string()}</p> });
    let invented =
        it.is_invented().then(|| html! { <p><b>{t::organization::example_notice(locale)}</b></p> });
    let verified = it.verified_on.map(|day| t::organization::verified_on(locale, date(locale, day)));
    let updated = t::organization::updated_on(locale, date(locale, it.updated_at.day()));
    let source = it.source.as_ref().map(|source| t::organization::source_line(locale, source));
    let trust: Vec<String> = verified.into_iter().chain([updated]).chain(source).collect();
    let trust = trust.join(" · ");
    let name =
        it.acronym.as_ref().map_or_else(|| it.name.to_string(), |acronym| format!("{} ({acronym})", it.name));
    let address = format!("{site}/annuaire/{}", it.slug);
    let body = html! {
        <small>{kind_name(locale, it.kind)}</small>
        <h1>{name.clone()}</h1>
        {invented}
        <p>{calls.collect_view()}</p>
        {mission}
        <dl>{facts(locale, it, catalogue.terms())}</dl>
        {(!services.is_empty()).then(|| html! {
            <h2>{t::organization::services_heading(locale)}</h2>
            <ul>{services}</ul>
            <p><small>{t::organization::service_confirm(locale)}</small></p>
        })}
        <p><small>{trust}</small></p>
        <p><small>{t::common::site_name(locale)}" "<a href=address.clone()>{address.clone()}</a></small></p>
    };
    let (body, title) = (body.to_html(), html! { <title>{name}</title> }.to_html());
    let file = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"robots\" content=\"noindex\">{title}<style>{STYLE}</style></head><body>{body}</body></html>",
        locale.code()
    );
    // Nothing of the framework's own goes along.
    file.replace("<!>", "")
}
