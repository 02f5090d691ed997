//! `/compte/organisations/{slug}/membres`: for whom the organisation answers.

use super::{address, said, steps, tended};
use crate::accounts::icon_of;
use crate::accounts::own::role_name;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use domain::Error;
use leptos::prelude::*;
use model::accounts::{OrganizationMember, Role};
use model::directory::Organization;
use model::fields::Fields;
use model::id::PersonId;

/// The members.
pub(super) async fn page(request: &Request) -> PageResult {
    let (right, organization) = tended(request).await?;
    let locale = request.locale;
    let members = request.platform.members(&right).await?;
    let may_appoint = request.caller.administrator().is_ok();
    let own = right.person();
    let request = request.clone();
    let page = Page::new(t::desk::members_title(locale), move || {
        let form = Form::of(&request, Fields::default);
        let done = match request.query.get("fait") {
            "retiree" => Some(t::desk::withdrawn(locale)),
            "role" => Some(t::desk::role_changed(locale)),
            _ => None,
        };
        let cards: Vec<_> = members
            .iter()
            .map(|member| card(locale, &organization, member, own == Some(member.person), may_appoint))
            .collect();
        let none = cards.is_empty().then(|| html! { <p>{t::desk::members_none(locale)}</p> });
        let invite = address(&organization.slug, "invitations");
        html! {
            <div class="wrap stack">
                {ui::crumbs(locale, steps(locale, &organization, t::desk::members_title(locale)))}
                {ui::page_head(t::desk::members_title(locale), t::desk::members_intro(locale))}
                {said(done)}
                {ui::error_summary(&request, &form, |_| None)}
                {none}
                <ul class="stack">{cards}</ul>
                <p>{ui::link_button("btn btn-primary", invite, "i-add", t::desk::new_title(locale))}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// One member.
fn card(
    locale: Locale,
    organization: &Organization,
    member: &OrganizationMember,
    is_own: bool,
    may_appoint: bool,
) -> AnyView {
    let name = member.name.to_string();
    let since = t::desk::member_since(locale, ui::date(locale, member.since.day()));
    let appoint = (may_appoint && !is_own).then(|| {
        let (other, word) = if member.role == Role::FocalPoint {
            (Role::Member, t::desk::make_member(locale))
        } else {
            (Role::FocalPoint, t::desk::make_focal_point(locale))
        };
        let (action, id) = (address(&organization.slug, "membres"), member.person.to_string());
        html! {
            <form method="post" action=action>
                <input type="hidden" name="membre" value=id/>
                <input type="hidden" name="role" value=other.code()/>
                {ui::button("btn", "i-verified", word)}
            </form>
        }
    });
    let end = if is_own {
        let leave = format!("/compte/quitter?organisation={}", organization.slug);
        html! {
            <p><strong>{t::desk::yourself(locale)}</strong></p>
            <p><a class="btn btn-quiet" href=leave>{t::account::leave_action(locale)}</a></p>
        }
    } else {
        let (action, id) = (address(&organization.slug, "membres"), member.person.to_string());
        html! {
            <details class="fold">
                <summary>{t::desk::withdraw_member(locale)}</summary>
                <form class="stack" method="post" action=action>
                    <p>{t::desk::withdraw_text(locale, &name)}</p>
                    <input type="hidden" name="retirer" value=id/>
                    <p>{ui::button("btn btn-danger", "i-close", t::desk::withdraw_now(locale, &name))}</p>
                </form>
            </details>
        }
    };
    html! {
        <li class="card stack">
            <h2><span class="person-icon">{ui::icon(icon_of(member.icon))}</span>" "{name}</h2>
            <p class="muted">{role_name(locale, member.role)}" · "{since}</p>
            {appoint}
            {end}
        </li>
    }
}

/// Withdraws a member; an administrator also says what she is.
pub(super) async fn change(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let (right, organization) = tended(request).await?;
    let platform = &request.platform;
    let done = if let Some(person) = fields.filled("retirer") {
        let person = PersonId::parse(person).ok_or(Error::NotFound)?;
        platform.withdraw_member(&right, person).await?;
        "retiree"
    } else {
        let administrator = request.caller.administrator()?;
        let person = PersonId::parse(fields.get("membre")).ok_or(Error::NotFound)?;
        let role = Role::parse(fields.get("role")).ok_or(Error::NotFound)?;
        // Here she says what a member is; whom the organisation does not know comes by invitation.
        let members = platform.members(&right).await?;
        members.iter().find(|member| member.person == person).ok_or(Error::Conflict)?;
        platform.set_role(&administrator, person, organization.id, role).await?;
        "role"
    };
    Ok(Done::SeeOther(format!("{}?fait={done}", address(&organization.slug, "membres"))))
}
