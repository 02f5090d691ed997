//! `/compte`: who one is here, what one decided, and the end of it.

use super::security::{crumbs, current_passphrase, label_of};
use super::{address, icon_choices, icon_of, join, receipt, sign_in};
use crate::certificates::OWN as CERTIFICATES;
use crate::forum::{OWN_WORDS, UNSENT};
use crate::home::outbox;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::proposals::PATH as PROPOSALS;
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{Form, Tone};
use domain::Error;
use leptos::prelude::*;
use model::accounts::{Account, Role};
use model::directory::Catalogue;
use model::fields::Fields;
use model::id::{OrganizationId, PersonId};

/// The account.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let account = request.platform.account(&right).await?;
    let asked = request.platform.asked(&right).await?;
    let catalogue = request.platform.catalogue().await?;
    let unread = usize::try_from(request.caller.signed_in()?.unread).unwrap_or_default();
    let restrained = request.caller.signed_in()?.is_suspended();
    let kept = !request.platform.own_measures(&request.caller).await?.is_empty();
    let request = request.clone();
    let page = Page::new(t::account::title(locale), move || {
        let person = &account.person;
        let name = person.name.to_string();
        let joined = t::account::joined(locale, ui::date(locale, account.joined_at.day()));
        let welcome = request.query.has("bienvenue").then(|| join::welcome(locale, person.is_member()));
        let saved =
            request.query.has("fait").then(|| ui::alert(Tone::Success, t::account::saved(locale), ()));
        let news = t::account::news_count(locale, unread);
        let help = person.is_member().then(|| {
            ui::list_link(
                "/compte/aider",
                "i-help",
                t::recovery::help_title(locale),
                t::recovery::help_note(locale),
            )
        });
        let publish = person.is_member().then(|| {
            let (title, note) = (t::library::publish_title(locale), t::library::publish_note(locale));
            ui::list_link("/bibliotheque/publier", "i-upload", title, note)
        });
        let decide = person.is_member().then(|| {
            ui::list_link(PROPOSALS, "i-glad", t::proposals::title(locale), t::proposals::note(locale))
        });
        let decided = kept.then(|| {
            ui::list_link(
                "/compte/mesures",
                "i-info",
                t::measures::own_list_title(locale),
                t::measures::own_list_note(locale),
            )
        });
        let suspended = restrained.then(|| {
            let way = html! { <p><a href="/compte/mesures">{t::measures::barrier_open(locale)}</a></p> };
            ui::alert(Tone::Warning, t::errors::suspended_title(locale), way)
        });
        let staff = person.is_staff().then(|| {
            ui::list_link(
                "/admin",
                "i-settings",
                t::common::nav_admin(locale),
                t::account::staff_note(locale),
            )
        });
        html! {
            <div class="wrap stack">
                <header class="page-head account-head">
                    <span class="person-icon">{ui::icon(icon_of(person.icon))}</span>
                    <div><h1>{name}</h1><p class="muted">{joined}</p></div>
                </header>
                {welcome}
                {saved}
                {suspended}
                {address::waits(&request, &account)}
                {organizations(locale, &account, &asked, &catalogue)}
                <ul class="list">
                    {staff}
                    {ui::list_link("/compte/nouvelles", "i-bell", t::account::news_title(locale), news)}
                    {decide}
                    {ui::list_link("/compte/etagere", "i-library", t::library::shelf_title(locale), t::library::shelf_intro(locale))}
                    {publish}
                    {ui::list_link(UNSENT, "i-edit", t::forum_writing::all(locale), t::forum_writing::all_note(locale))}
                    {ui::list_link(OWN_WORDS, "i-message", t::forum_writing::own(locale), t::forum_writing::own_note(locale))}
                    {ui::list_link(CERTIFICATES, "i-doc", t::certificates::own_title(locale), t::certificates::own_note(locale))}
                    {ui::list_link("/compte/profil", "i-user", t::account::profile_title(locale), t::account::profile_note(locale))}
                    {ui::list_link("/compte/securite", "i-verified", t::account::security_title(locale), t::account::security_note(locale))}
                    {ui::list_link("/compte/reglages", "i-settings", t::account::settings_title(locale), t::account::settings_note(locale))}
                    {help}
                    {decided}
                    {ui::list_link("/compte/blocages", "i-hide", t::account::blocked_title(locale), t::account::blocked_note(locale))}
                    {ui::list_link("/compte/donnees", "i-download", t::account::export_title(locale), t::account::export_note(locale))}
                    {ui::list_link("/compte/supprimer", "i-close", t::account::delete_title(locale), t::account::delete_note(locale))}
                </ul>
                {sign_in::sign_out_form(locale)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Her organisations, and those that she asked.
fn organizations(
    locale: Locale,
    account: &Account,
    asked: &[OrganizationId],
    catalogue: &Catalogue,
) -> AnyView {
    let own: Vec<_> = account
        .person
        .affiliations
        .iter()
        .filter_map(|it| Some((catalogue.get(it.organization)?, it.role)))
        .map(|(organization, role)| {
            let href = format!("/annuaire/{}", organization.slug);
            let desk = (role == Role::FocalPoint).then(|| {
                let href = format!("/compte/organisations/{}", organization.slug);
                ui::link_button("btn", href, "i-settings", t::account::look_after(locale))
            });
            let leave = format!("/compte/quitter?organisation={}", organization.slug);
            html! {
                <li class="card stack">
                    <h3><a href=href>{organization.name.to_string()}</a></h3>
                    <p class="muted">{role_name(locale, role)}</p>
                    <div class="row">{desk}<a class="btn btn-quiet" href=leave>{t::account::leave_action(locale)}</a></div>
                </li>
            }
        })
        .collect();
    let waiting: Vec<_> = asked
        .iter()
        .filter_map(|id| catalogue.get(*id))
        .map(|it| html! { <li>{t::account::waits_for(locale, &it.name)}</li> })
        .collect();
    let none = own.is_empty().then(|| html! { <p>{t::account::no_organization(locale)}</p> });
    let waiting = (!waiting.is_empty()).then(|| html! { <ul class="prose-list">{waiting}</ul> });
    html! {
        <section class="stack">
            <h2>{t::account::organizations_title(locale)}</h2>
            {none}
            <ul class="stack">{own}</ul>
            {waiting}
            <p>{ui::link_button("btn", "/rejoindre", "i-add", t::account::join_another(locale))}</p>
        </section>
    }
}

/// What a person is in an organisation.
pub fn role_name(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Member => t::account::role_member(locale),
        Role::FocalPoint => t::account::role_focal_point(locale),
    }
}

/// Name, picture, address.
pub(super) async fn profile_page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let account = request.platform.account(&right).await?;
    let request = request.clone();
    let page = Page::new(t::account::profile_title(locale), move || {
        let form = Form::of(&request, || {
            let mut fields = Fields::default();
            fields.push("nom", account.person.name.as_str());
            fields.push("icone", account.person.icon.code());
            let email = account.wished_email.as_ref().or(account.email.as_ref());
            fields.push_some("courriel", email.map(|it| it.as_str()));
            fields
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::profile_title(locale))}
                {ui::page_head(t::account::profile_title(locale), "")}
                <form class="card form" method="post" action="/compte/profil">
                    {ui::error_summary(&request, &form, |field| match field {
                        "nom" => Some(t::join::name_label(locale)),
                        "courriel" => Some(t::account::email_label(locale)),
                        _ => None,
                    })}
                    {ui::text_input(locale, &form, "nom", "text", t::join::name_label(locale), t::join::name_hint(locale), true)}
                    {ui::choices(locale, &form, "icone", false, t::account::icon_label(locale), t::account::icon_hint(locale), icon_choices(locale))}
                    {ui::text_input(locale, &form, "courriel", "email", t::account::email_label(locale), t::account::email_hint(locale), false)}
                    {ui::action_row(ui::button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Keeps them.
pub(super) async fn set_profile(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    request.platform.set_profile(&request.caller.oneself()?, fields).await?;
    Ok(Done::SeeOther("/compte?fait=1".to_owned()))
}

/// Whom she does not want to read.
pub(super) async fn blocked_page(request: &Request) -> PageResult {
    let right = request.caller.oneself()?;
    let locale = request.locale;
    let blocked = request.platform.blocked(&right).await?;
    let request = request.clone();
    let form = Form::of(&request, Fields::default);
    let page = Page::new(t::account::blocked_title(locale), move || {
        let rows: Vec<_> = blocked
            .iter()
            .map(|person| {
                let id = person.id.to_string();
                html! {
                    <li class="card row">
                        <span>{ui::icon(icon_of(person.icon))}" "{person.name.to_string()}</span>
                        <form method="post" action="/compte/blocages">
                            <input type="hidden" name="debloquer" value=id/>
                            {ui::button("btn", "i-show", t::account::unblock(locale))}
                        </form>
                    </li>
                }
            })
            .collect();
        let none = rows.is_empty().then(|| html! { <p>{t::account::blocked_none(locale)}</p> });
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::blocked_title(locale))}
                {ui::page_head(t::account::blocked_title(locale), t::account::blocked_intro(locale))}
                {none}
                <ul class="stack">{rows}</ul>
                <form class="card form" method="post" action="/compte/blocages">
                    {ui::error_summary(&request, &form, move |_| Some(t::account::block_label(locale)))}
                    {ui::text_input(locale, &form, "nom", "text", t::account::block_label(locale), "", true)}
                    {ui::action_row(ui::button("btn btn-primary", "i-hide", t::account::block(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Blocks or unblocks somebody.
pub(super) async fn block(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.oneself()?;
    match fields.filled("debloquer") {
        Some(id) => {
            let id = PersonId::parse(id).ok_or(Error::NotFound)?;
            request.platform.unblock(&right, id).await?;
        }
        None => request.platform.block(&right, fields.get("nom")).await?,
    }
    Ok(Done::SeeOther("/compte/blocages".to_owned()))
}

/// Asks before she leaves an organisation.
pub(super) async fn leave_page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let wanted = request.rejected.as_ref().map_or(&request.query, |rejected| &rejected.fields);
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(wanted.get("organisation")).cloned();
    let page = Page::new(t::account::leave_title(locale), move || {
        let content = organization.map(|it| {
            html! {
                <form class="card form" method="post" action="/compte/quitter">
                    <p>{t::account::leave_text(locale, &it.name)}</p>
                    <input type="hidden" name="organisation" value=it.slug/>
                    {ui::action_row(ui::button("btn btn-danger", "i-exit", t::account::leave_action(locale)))}
                </form>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::leave_title(locale))}
                {ui::page_head(t::account::leave_title(locale), "")}
                {content}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Leaves it.
pub(super) async fn leave(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.oneself()?;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(fields.get("organisation")).ok_or(Error::NotFound)?;
    request.platform.leave(&right, organization.id).await?;
    Ok(Done::SeeOther("/compte?fait=1".to_owned()))
}

/// Asks before everything goes.
pub(super) async fn delete_page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let request = request.clone();
    let form = Form::of(&request, || Fields::from([("messages", "garder")]));
    let page = Page::new(t::account::delete_title(locale), move || {
        let choice = |code: &str, pictogram: &str, word: &str| {
            (code.to_owned(), pictogram.to_owned(), word.to_owned())
        };
        let posts = vec![
            choice("garder", "i-hide", t::account::delete_posts_keep(locale)),
            choice("effacer", "i-trash", t::account::delete_posts_erase(locale)),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, t::account::delete_title(locale))}
                {ui::page_head(t::account::delete_title(locale), t::account::delete_intro(locale))}
                <form class="card form" method="post" action="/compte/supprimer">
                    {ui::error_summary(&request, &form, label_of(locale))}
                    <ul class="prose-list">
                        <li>{t::account::delete_gone(locale)}</li>
                        <li>{t::account::delete_stays(locale)}</li>
                    </ul>
                    {ui::choices(locale, &form, "messages", false, t::account::delete_posts(locale), "", posts)}
                    {current_passphrase(locale, &form)}
                    <label class="choice" id="sure"><input type="checkbox" name="sure" value="1"/>{t::account::delete_sure(locale)}</label>
                    {outbox::keeping_others()}
                    {ui::action_row(ui::button("btn btn-danger", "i-close", t::account::delete_now(locale)))}
                </form>
                <p>{ui::link_button("btn", "/compte/donnees", "i-download", t::account::export_first(locale))}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Everything goes, now.
pub(super) async fn delete(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let erases_posts = request.platform.delete_account(&request.caller.oneself()?, fields).await?;
    let today = request.platform.clock().now().day();
    Ok(match outbox::kept_of(fields) {
        Some(_) => Done::SignedOutKeeping(receipt::address(today, erases_posts, true)),
        None => Done::SignedOut(receipt::address(today, erases_posts, false)),
    })
}
