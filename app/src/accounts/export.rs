//! `/compte/donnees`: everything that is hers, to take along.

use super::own::role_name;
use super::security::{crumbs, device_name};
use super::settings::notice_kind;
use crate::notices::sentence;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use domain::accounts::Belongings;
use leptos::prelude::*;
use model::accounts::Role;
use model::fields::Fields;

const PATH: &str = "/compte/donnees";

/// What she would take along.
pub(super) async fn page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let page = Page::new(t::account::export_title(locale), move || {
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::export_title(locale))}
                {ui::page_head(t::account::export_title(locale), t::account::export_intro(locale))}
                // The browser itself takes the file: what is fetched cannot be saved.
                <form class="card form" method="post" action=PATH target="_self">
                    <p>{t::account::export_content(locale)}</p>
                    <p class="hint">{t::account::export_shared(locale)}</p>
                    {ui::action_row(ui::button("btn btn-primary", "i-download", t::account::export_now(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The ZIP.
pub(super) async fn take(request: &Request, _fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let belongings = request.platform.belongings(&request.caller).await?;
    let page = readable(request.locale, &belongings);
    Ok(Done::Archive { name: "musoya-compte.zip".to_owned(), parts: belongings.archive(page)? })
}

/// The page for people: plain HTML that any phone opens, without anything from the site.
fn readable(locale: Locale, belongings: &Belongings) -> String {
    let account = &belongings.account;
    let email = account.email.as_ref().map(|it| it.as_str().to_owned());
    let joined = t::account::joined(locale, ui::date(locale, account.joined_at.day()));
    let organizations: Vec<_> = belongings
        .organizations
        .iter()
        .map(|(name, role)| {
            let role = role_name(locale, Role::parse(role).unwrap_or(Role::Member));
            html! { <li>{name.clone()}" ("{role}")"</li> }
        })
        .collect();
    let devices: Vec<_> = belongings
        .sessions
        .iter()
        .map(|it| {
            let since = t::account::device_since(locale, ui::date(locale, it.created_at.day()));
            html! { <li>{device_name(locale, it.device)}", "{since}</li> }
        })
        .collect();
    let passkeys: Vec<_> = belongings
        .passkeys
        .iter()
        .map(|it| {
            let since = t::passkey::added_on(locale, ui::date(locale, it.made_at.day()));
            html! { <li>{it.name.to_string()}", "{since}</li> }
        })
        .collect();
    let blocked: Vec<_> = belongings.blocked.iter().map(|name| html! { <li>{name.clone()}</li> }).collect();
    let titles = |list: &[String]| list.iter().map(|it| html! { <li>{it.clone()}</li> }).collect_view();
    let (documents, shelf) = (titles(&belongings.documents), titles(&belongings.shelf));
    let asked = titles(&belongings.asked);
    let files: Vec<_> = belongings
        .files
        .iter()
        .map(|(name, _)| html! { <li><a href=name.clone()>{name.clone()}</a></li> })
        .collect();
    let left_out = (!belongings.left_out.is_empty()).then(|| {
        let names = titles(&belongings.left_out);
        html! { <p>{t::account::export_left_out(locale)}</p><ul>{names}</ul> }
    });
    let posts: Vec<_> = belongings
        .posts
        .iter()
        .map(|it| {
            let (day, title) = (ui::date(locale, it.created_at.day()), it.title.clone());
            let alias = it.alias.as_ref().map(|name| format!(" · {name}"));
            html! { <li>{day}" · "{title}{alias}<br/>{it.text.clone()}</li> }
        })
        .collect();
    let news: Vec<_> = belongings
        .notices
        .iter()
        .map(|it| {
            let day = ui::date(locale, it.made_at.day());
            html! { <li>{day}" · "{notice_kind(locale, it.kind)}" · "{sentence(locale, it)}</li> }
        })
        .collect();
    let title = account.person.name.to_string();
    let document = html! {
        <html lang=locale.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width"/>
                <title>{title.clone()}</title>
            </head>
            <body>
                <h1>{title}</h1>
                <p>{joined}</p>
                {email.map(|email| html! { <p>{email}</p> })}
                <h2>{t::account::organizations_title(locale)}</h2>
                <ul>{organizations}</ul>
                <h2>{t::account::asked_title(locale)}</h2>
                <ul>{asked}</ul>
                <h2>{t::passkey::title(locale)}</h2>
                <ul>{passkeys}</ul>
                <h2>{t::account::devices_title(locale)}</h2>
                <ul>{devices}</ul>
                <h2>{t::account::blocked_title(locale)}</h2>
                <ul>{blocked}</ul>
                <h2>{t::library::desk_title(locale)}</h2>
                <ul>{documents}</ul>
                <ul>{files}</ul>
                {left_out}
                <h2>{t::library::shelf_title(locale)}</h2>
                <ul>{shelf}</ul>
                <h2>{t::common::nav_forum(locale)}</h2>
                <ul>{posts}</ul>
                <h2>{t::account::news_title(locale)}</h2>
                <ul>{news}</ul>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", document.to_html())
}
