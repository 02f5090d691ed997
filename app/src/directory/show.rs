//! `/annuaire/{slug}`: one organisation: who, what, where, how to reach it, and whether that was verified.

use super::card::{place_words, terms_of};
use super::map::mini_map;
use crate::islands::ShareButton;
use crate::page::Page;
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Shared, Tone, alert, crumbs, date, icon, kind_badge, language_name, link_button, monogram, share_file,
};
use leptos::prelude::*;
use model::directory::{Catalogue, Organization, Scheme, State};
use serde_json::{Value, json};
use std::sync::Arc;

/// The page, for whoever may see it; `own` draws the ways of those who look after the organisation.
pub(super) fn page(
    locale: Locale,
    catalogue: Arc<Catalogue>,
    organization: Organization,
    site: &str,
    own: impl FnOnce(&Organization) -> Vec<AnyView> + Send + 'static,
) -> Page {
    let title = organization.name.to_string();
    let description = organization.mission.as_ref().map_or_else(
        || t::directory::card_open(locale, &title),
        |mission| mission.as_str().split(['.', '\n']).next().unwrap_or_default().chars().take(200).collect(),
    );
    let json_ld = json_ld(&catalogue, &organization, site);
    let published = organization.state == State::Published;
    let site = site.to_owned();
    let page = Page::new(title, move || body(locale, &catalogue, &organization, own(&organization), &site));
    let page = page.described(description).with_json_ld(json_ld);
    if published { page } else { page.unlisted() }
}

fn body(locale: Locale, catalogue: &Catalogue, it: &Organization, own: Vec<AnyView>, site: &str) -> AnyView {
    let crumb = vec![
        (Some("/annuaire".to_owned()), t::common::nav_directory(locale).to_owned()),
        (None, it.short_name().to_owned()),
    ];
    let state = match it.state {
        State::Published => None,
        State::Draft => Some(t::organization::draft_notice(locale)),
        State::Hidden => Some(t::organization::hidden_notice(locale)),
    };
    html! {
        <div class="wrap">
            {crumbs(locale, crumb)}
            {state.map(|sentence| alert(Tone::Warning, sentence, ()))}
            {it.is_invented().then(|| alert(Tone::Info, t::common::example_badge(locale), html! { <p>{t::organization::example_notice(locale)}</p> }))}
            {head(locale, it)}
            <div class="split">
                <div class="stack">
                    {about(locale, it)}
                    {what(locale, catalogue, it)}
                    {services(locale, it).into_any()}
                    {documents(locale, it)}
                </div>
                <aside class="stack" aria-label=t::organization::where_heading(locale)>
                    {place(locale, it)}
                    {links(locale, catalogue, it)}
                    {trust(locale, it, site)}
                    {own}
                </aside>
            </div>
        </div>
    }
}

fn head(locale: Locale, it: &Organization) -> AnyView {
    let (title, small) = match &it.acronym {
        Some(acronym) => (acronym.to_string(), Some(it.name.to_string())),
        None => (it.name.to_string(), None),
    };
    let verified = it.verified_on.map_or_else(
        || t::organization::verified_never(locale).to_owned(),
        |day| t::organization::verified_on(locale, date(locale, day)),
    );
    let calls = it.phones.iter().map(|phone| {
        let number = phone.number.spaced();
        let href = format!("tel:{}", phone.number);
        let label = t::organization::call_number(locale, &number);
        html! { <a class="btn btn-primary" href=href aria-label=label>{icon("i-phone")}{number}</a> }
    });
    let whatsapp = it.phones.iter().filter(|phone| phone.whatsapp).map(|phone| {
        let href = format!("https://wa.me/{}", phone.number.digits());
        let label = t::organization::whatsapp_number(locale, phone.number.spaced());
        html! {
            <a class="btn" href=href rel="noreferrer external" aria-label=label>
                {icon("i-whatsapp")}{t::organization::whatsapp(locale)}
            </a>
        }
    });
    let write = (it.accepts_messages && !it.is_invented()).then(|| {
        let href = format!("/annuaire/{}/message", it.slug);
        let class = if it.phones.is_empty() { "btn btn-primary" } else { "btn" };
        link_button(class, href, "i-message", t::organization::message(locale))
    });
    let verified_class = it.verified_on.map(|_| "verified");
    let file = (it.state == State::Published).then(|| {
        let file = Shared {
            href: format!("/annuaire/{}/carte.html", it.slug),
            name: format!("{}.html", it.slug),
            media_type: "text/html",
            title: t::organization::share_text(locale, &it.name),
            word: Some(t::phone::share_card(locale)),
            parts: Vec::new(),
        };
        share_file(locale, file)
    });
    html! {
        <header class="org-head">
            {monogram(it)}
            <div>
                {kind_badge(locale, it.kind)}
                <h1>{title}{small.map(|name| html! { " "<small>{name}</small> })}</h1>
                <ul class="meta"><li class=verified_class>{icon("i-verified")}{verified}</li></ul>
            </div>
            <div class="contact-row">
                {calls.collect_view()}
                {whatsapp.collect_view()}
                {write}
                <ShareButton
                    label=t::organization::share(locale).to_owned()
                    copied=t::organization::share_copied(locale).to_owned()
                    title=t::organization::share_text(locale, &it.name)
                >{icon("i-share")}</ShareButton>
                {file}
            </div>
        </header>
    }
}

fn about(locale: Locale, it: &Organization) -> AnyView {
    let mission = it.mission.as_ref().map_or_else(
        || vec![t::organization::no_mission(locale).to_owned()],
        |mission| mission.as_str().split("\n\n").map(str::to_owned).collect(),
    );
    let mission: Vec<_> = mission.into_iter().map(|text| html! { <p>{text}</p> }).collect();
    let names: Vec<&str> = it.other_names.iter().map(model::text::Line::as_str).collect();
    let languages: Vec<&str> = it.languages.iter().map(|language| language_name(locale, *language)).collect();
    let mut facts = Vec::new();
    if !names.is_empty() {
        facts.push(t::organization::also_known_as(locale, names.join(", ")));
    }
    facts.extend(it.founded.map(|year| t::organization::founded(locale, year)));
    facts.extend(it.legal_status.as_ref().map(|status| t::organization::legal_status(locale, status)));
    if !languages.is_empty() {
        facts.push(format!("{} : {}", t::organization::languages_heading(locale), languages.join(", ")));
    }
    let facts: Vec<_> = facts.into_iter().map(|fact| html! { <li>{fact}</li> }).collect();
    let web = it.web.as_ref().map(|web| {
        let (href, word) = (web.to_string(), web.spoken().to_owned());
        html! {
            <p>
                <a href=href rel="noreferrer noopener external">{icon("i-link")}{word}</a>" "
                <span class="muted">{t::organization::website_caution(locale)}</span>
            </p>
        }
    });
    html! {
        <section class="card panel">
            <h2>{icon("i-info")}{t::organization::about_heading(locale)}</h2>
            <div class="prose">{mission}</div>
            {(!facts.is_empty()).then(|| html! { <ul class="meta">{facts}</ul> })}
            {web}
        </section>
    }
}

fn what(locale: Locale, catalogue: &Catalogue, it: &Organization) -> AnyView {
    let chips = |scheme: Scheme, parameter: &str| -> Vec<_> {
        terms_of(it, catalogue.terms(), scheme)
            .into_iter()
            .map(|term| {
                let href = format!("/annuaire?{parameter}={}", term.id.as_str());
                let drawn = (!term.icon.is_empty()).then(|| icon(&term.icon));
                html! { <li><a class="chip" href=href>{drawn}{term.label(locale).to_owned()}</a></li> }
            })
            .collect()
    };
    let (domains, targets) = (chips(Scheme::Domain, "domaine"), chips(Scheme::Target, "public"));
    let none =
        domains.is_empty().then(|| html! { <p class="muted">{t::organization::no_domains(locale)}</p> });
    html! {
        <section class="card panel">
            <h2>{icon("d-rights")}{t::organization::what_heading(locale)}</h2>
            {none}
            {(!domains.is_empty()).then(|| html! { <ul class="chips">{domains}</ul> })}
            {(!targets.is_empty()).then(|| html! {
                <h3>{t::organization::who_heading(locale)}</h3>
                <ul class="chips">{targets}</ul>
            })}
        </section>
    }
}

fn services(locale: Locale, it: &Organization) -> Option<AnyView> {
    let list: Vec<_> = it
        .services
        .iter()
        .map(|service| {
            let verified = service.verified_on.map(|day| {
                let words = t::organization::service_verified_on(locale, date(locale, day));
                html! { <ul class="meta"><li class="verified">{icon("i-verified")}{words}</li></ul> }
            });
            let description = service.description.as_ref().map(|text| html! { <p>{text.to_string()}</p> });
            html! { <li><h3>{service.title.to_string()}</h3>{description}{verified}</li> }
        })
        .collect();
    (!list.is_empty()).then(|| {
        html! {
            <section class="card panel">
                <h2>{icon("i-help")}{t::organization::services_heading(locale)}</h2>
                <ul class="services">{list}</ul>
                <p class="muted">{t::organization::service_confirm(locale)}</p>
            </section>
        }
    })
}

fn documents(locale: Locale, it: &Organization) -> Option<AnyView> {
    let list: Vec<_> = it
        .documents
        .iter()
        .map(|document| {
            let (href, title, host) =
                (document.url.to_string(), document.title.to_string(), document.url.spoken().to_owned());
            let label = t::organization::documents_open(locale, &title);
            html! {
                <li><a class="list-item" href=href rel="noreferrer noopener external" aria-label=label>
                    <span>{icon("i-doc")}</span><b>{title}" "<small>{host}</small></b>{icon("i-next")}
                </a></li>
            }
        })
        .collect();
    (!list.is_empty()).then(|| {
        html! {
            <section class="card panel">
                <h2>{icon("i-doc")}{t::organization::documents_heading(locale)}</h2>
                <ul class="list">{list}</ul>
            </section>
        }
    })
}

fn place(locale: Locale, it: &Organization) -> AnyView {
    let labels: Vec<_> = it
        .coverage
        .iter()
        .map(|place| {
            let href = match place.commune {
                Some(commune) => format!("/annuaire?commune={}", commune.key()),
                None => format!("/annuaire?region={}", place.region.slug()),
            };
            html! { <li><a class="chip" href=href>{place_words(*place)}</a></li> }
        })
        .collect();
    let content = if labels.is_empty() {
        html! { <p class="muted">{t::organization::no_coverage(locale)}</p> }
    } else {
        html! { {mini_map(locale, it)}<ul class="chips">{labels}</ul> }
    };
    html! {
        <section class="card panel">
            <h2>{icon("i-region")}{t::organization::where_heading(locale)}</h2>
            {content}
        </section>
    }
}

/// Its members and the PAR it belongs to.
fn links(locale: Locale, catalogue: &Catalogue, it: &Organization) -> AnyView {
    let list = |heading: &'static str, pictogram: &'static str, list: Vec<&Organization>| {
        let items: Vec<_> = list
            .into_iter()
            .map(|other| {
                let href = format!("/annuaire/{}", other.slug);
                let name =
                    other.acronym.as_ref().map(|_| html! { " "<small>{other.name.to_string()}</small> });
                html! {
                    <li><a class="list-item" href=href>
                        {monogram(other)}<b>{other.short_name().to_owned()}{name}</b>{icon("i-next")}
                    </a></li>
                }
            })
            .collect();
        (!items.is_empty()).then(|| {
            html! { <section class="card panel"><h2>{icon(pictogram)}{heading}</h2><ul class="list">{items}</ul></section> }
        })
    };
    let parents =
        list(t::organization::parents_heading(locale), "i-network", catalogue.parents(it).collect());
    let members =
        list(t::organization::members_heading(locale), "i-group", catalogue.members(it.id).collect());
    html! { {parents}{members} }
}

/// Where the facts come from, and what to do if they are wrong.
fn trust(locale: Locale, it: &Organization, site: &str) -> AnyView {
    let source =
        it.source.as_ref().map(|source| html! { <p>{t::organization::source_line(locale, source)}</p> });
    let updated = t::organization::updated_on(locale, date(locale, it.updated_at.day()));
    let (report, sheet) = (format!("/annuaire/{}/erreur", it.slug), format!("/annuaire/{}/fiche", it.slug));
    // RFC 5724; works without JavaScript on every phone.
    let address = format!("{} {site}/annuaire/{}", t::organization::share_text(locale, &it.name), it.slug);
    let sms = model::browse::address("sms:", &[("body", address)]);
    html! {
        <section class="card panel">
            <h2>{icon("i-verified")}{t::organization::actions_label(locale)}</h2>
            {source}
            <p class="muted">{updated}</p>
            <ul class="list">
                <li><a class="list-item" href=sheet><span>{icon("i-print")}</span><b>{t::organization::print(locale)}</b>{icon("i-next")}</a></li>
                <li><a class="list-item" href=sms rel="external"><span>{icon("i-share")}</span><b>{t::organization::share_sms(locale)}</b>{icon("i-next")}</a></li>
                <li><a class="list-item" href=report rel="nofollow"><span>{icon("i-alert")}</span><b>{t::organization::report_error(locale)}</b>{icon("i-next")}</a></li>
            </ul>
        </section>
    }
}

/// schema.org `Organization`.
fn json_ld(catalogue: &Catalogue, it: &Organization, site: &str) -> Value {
    let areas: Vec<Value> = it
        .coverage
        .iter()
        .map(|place| json!({ "@type": "AdministrativeArea", "name": place_words(*place) }))
        .collect();
    let parents: Vec<Value> = catalogue
        .parents(it)
        .map(|parent| json!({ "@type": "Organization", "name": parent.name.as_str(), "url": format!("{site}/annuaire/{}", parent.slug) }))
        .collect();
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": it.name.as_str(),
        "url": format!("{site}/annuaire/{}", it.slug),
        "areaServed": areas,
    });
    let mut put = |key: &str, content: Value| {
        let empty = content.is_null() || content.as_array().is_some_and(Vec::is_empty);
        if let Some(map) = value.as_object_mut().filter(|_| !empty) {
            map.insert(key.to_owned(), content);
        }
    };
    put("alternateName", json!(it.acronym.as_ref().map(|acronym| acronym.as_str())));
    put("description", json!(it.mission.as_ref().map(|mission| mission.as_str())));
    put("foundingDate", json!(it.founded.map(|year| year.to_string())));
    put("sameAs", json!(it.web.as_ref().map(|web| web.as_str())));
    put("telephone", json!(it.phones.iter().map(|phone| phone.number.as_str()).collect::<Vec<_>>()));
    put("memberOf", json!(parents));
    value
}
