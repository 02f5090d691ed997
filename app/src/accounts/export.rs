//! `/compte/donnees`: everything that is hers, to take along.

use super::own::role_name;
use super::security::{crumbs, device_name};
use super::settings::notice_kind;
use crate::moderation::{flag_reason, own_measure_title};
use crate::notices::sentence;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::proposals;
use crate::t;
use crate::t::Locale;
use crate::ui;
use domain::accounts::Belongings;
use domain::forum::Marked;
use leptos::prelude::*;
use model::accounts::Role;
use model::fields::Fields;
use model::forum::Stance;

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

/// Where a post stands that somebody else wrote: its topic, as far as she may read it, and its number.
fn place(locale: Locale, it: &Marked) -> String {
    let title = it.title.clone().unwrap_or_else(|| t::account::export_topic(locale, it.place.topic));
    t::account::export_place(locale, title, it.place.post)
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
    let phones: Vec<_> = belongings
        .phones
        .iter()
        .map(|it| {
            let since = t::push::since(locale, ui::date(locale, it.since.day()));
            let name = it.name.as_ref().map(|name| format!("{} : ", name.as_str()));
            let silent = it.silent.then(|| format!(" ({})", t::push::silent(locale)));
            html! { <li>{name}{device_name(locale, it.device)}", "{since}{silent}</li> }
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
    let articles: Vec<String> = belongings.articles.iter().map(|it| it.content.title.to_string()).collect();
    let articles = titles(&articles);
    let asked = titles(&belongings.asked);
    let meetings: Vec<_> = belongings
        .meetings
        .iter()
        .map(|(title, it)| {
            let (day, title) = (ui::date(locale, it.made_at.day()), title.clone());
            let needs = it.needs.iter().map(|it| html! { ", "{crate::events::need_name(locale, *it)} });
            html! { <li>{day}" · "{title}{needs.collect_view()}</li> }
        })
        .collect();
    let training = belongings.training.iter().map(|(title, it)| {
        let lessons = it.json().into_iter().map(|(number, on)| format!("{number} ({on})"));
        let lessons = lessons.collect::<Vec<_>>().join(", ");
        html! { <li>{title.clone()}" · "{lessons}</li> }
    });
    let training = training.collect_view();
    let certificates: Vec<_> = belongings
        .certificates
        .iter()
        .map(|taken| {
            let it = &taken.certificate;
            let about = [crate::certificates::about(locale, it)].into_iter().chain(taken.by.clone());
            let name = it.name.as_ref().map(ToString::to_string);
            let withdrawn = it
                .withdrawn_at
                .map(|at| format!("{} ({})", t::certificates::withdrawn(locale), ui::date(locale, at.day())));
            let given =
                format!("{} {}", t::certificates::given_on(locale), ui::date(locale, it.given_at.day()));
            let told = about.chain(name).chain([taken.code.to_string(), given]).chain(withdrawn);
            html! { <li>{told.collect::<Vec<_>>().join(" · ")}</li> }
        })
        .collect();
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
    let drafts: Vec<_> = belongings
        .drafts
        .iter()
        .map(|it| {
            let title = it.told.title.as_ref().map(ToString::to_string);
            let texts: Vec<_> =
                it.told.texts.values().map(|text| html! { <br/>{text.to_string()} }).collect();
            html! { <li>{ui::date(locale, it.updated_at.day())}" · "{title}{texts}</li> }
        })
        .collect();
    let follows = belongings.topics.iter().filter(|it| it.reader.stance != Stance::Reads);
    let follows: Vec<_> = follows
        .map(|it| {
            let word = match it.reader.stance {
                Stance::Mutes => t::follow::mutes(locale),
                Stance::Follows | Stance::Reads => t::follow::follows(locale),
            };
            html! { <li>{it.topic.title.to_string()}" · "{word}</li> }
        })
        .collect();
    let thanks: Vec<_> = belongings
        .thanks
        .iter()
        .map(|(it, at)| html! { <li>{ui::date(locale, at.day())}" · "{place(locale, it)}</li> })
        .collect();
    let votes: Vec<_> = belongings
        .votes
        .iter()
        .map(|it| {
            let words = it.words.as_ref().map(|words| format!(" : {words}"));
            let answer = t::account::export_answer(locale, it.option);
            html! { <li>{ui::date(locale, it.at.day())}" · "{place(locale, &it.of)}" · "{answer}{words}</li> }
        })
        .collect();
    let flags: Vec<_> = belongings
        .flags
        .iter()
        .map(|(it, flag)| {
            let (day, reason) = (ui::date(locale, flag.at.day()), flag_reason(locale, flag.reason));
            let words = flag.words.as_ref().map(|words| html! { <br/>{words.to_string()} });
            html! { <li>{day}" · "{place(locale, it)}" · "{reason}{words}</li> }
        })
        .collect();
    let measures: Vec<_> = belongings
        .measures
        .iter()
        .map(|it| {
            let (day, what) = (ui::date(locale, it.at.day()), own_measure_title(locale, it.kind));
            html! { <li>{day}" · "{what}" · "{it.reason.clone()}</li> }
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
                <h2>{t::push::list_title(locale)}</h2>
                <ul>{phones}</ul>
                <h2>{t::account::blocked_title(locale)}</h2>
                <ul>{blocked}</ul>
                <h2>{t::library::desk_title(locale)}</h2>
                <ul>{documents}</ul>
                <ul>{files}</ul>
                {left_out}
                <h2>{t::news::desk_title(locale)}</h2>
                <ul>{articles}</ul>
                <h2>{t::library::shelf_title(locale)}</h2>
                <ul>{shelf}</ul>
                <h2>{t::events::title(locale)}</h2>
                <ul>{meetings}</ul>
                <h2>{t::training::title(locale)}</h2>
                <ul>{training}</ul>
                <h2>{t::certificates::own_title(locale)}</h2>
                <ul>{certificates}</ul>
                <h2>{t::common::nav_forum(locale)}</h2>
                <ul>{posts}</ul>
                <h2>{t::experience::drafts_title(locale)}</h2>
                <ul>{drafts}</ul>
                <ul>{follows}</ul>
                <h2>{t::account::export_thanks(locale)}</h2>
                <ul>{thanks}</ul>
                <h2>{t::account::export_votes(locale)}</h2>
                <ul>{votes}</ul>
                <h2>{t::proposals::export_title(locale)}</h2>
                <ul>{proposals::own_rows(locale, &belongings.proposals)}</ul>
                <h2>{t::account::export_flags(locale)}</h2>
                <ul>{flags}</ul>
                <h2>{t::measures::own_list_title(locale)}</h2>
                <ul>{measures}</ul>
                <h2>{t::account::news_title(locale)}</h2>
                <ul>{news}</ul>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", document.to_html())
}
