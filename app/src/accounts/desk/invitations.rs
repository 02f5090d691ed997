//! `/compte/organisations/{slug}/invitations`: the organisation's invitations, and a new one.

use super::slip::slip;
use super::{address, said, steps, tended};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use domain::Error;
use leptos::prelude::*;
use model::accounts::{Invitation, InvitationKind, MAX_GROUP, MAX_INVITATION_DAYS, Role};
use model::fields::Fields;
use model::id::InvitationId;
use model::time::Moment;

/// The invitations and the form of a new one.
pub(super) async fn page(request: &Request) -> PageResult {
    let (right, organization) = tended(request).await?;
    let locale = request.locale;
    let invitations = request.platform.invitations(&right).await?;
    let now = request.platform.clock().now();
    let proposed = request.platform.site_settings().await?.invitation_days;
    let request = request.clone();
    let page = Page::new(t::desk::invitations_title(locale), move || {
        let action = address(&organization.slug, "invitations");
        let done = (request.query.get("fait") == "retiree").then(|| t::desk::invitation_withdrawn(locale));
        let cards: Vec<_> = invitations.iter().map(|it| card(locale, it, now, action.clone())).collect();
        let list = if cards.is_empty() {
            html! { <p>{t::desk::invitations_none(locale)}</p> }
        } else {
            html! { <ul class="stack">{cards}</ul> }
        };
        html! {
            <div class="wrap stack">
                {ui::crumbs(locale, steps(locale, &organization, t::desk::invitations_title(locale)))}
                {ui::page_head(t::desk::invitations_title(locale), t::desk::invitations_intro(locale))}
                {said(done)}
                {new_form(&request, action, proposed)}
                <section class="stack">
                    <h2>{t::desk::invitations_list(locale)}</h2>
                    {list}
                </section>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn new_form(request: &Request, action: String, proposed: i64) -> AnyView {
    let locale = request.locale;
    let first = || {
        let mut fields = Fields::from([("pour", InvitationKind::Single.code()), ("places", "20")]);
        fields.push("jours", proposed.to_string());
        fields.push("role", Role::Member.code());
        fields
    };
    let mut form = Form::of(request, first);
    if form.fields.has("retirer") {
        // What was refused is a withdrawal: this form was not filled in.
        form.fields = first();
    }
    let kinds = vec![
        (InvitationKind::Single.code().to_owned(), "i-user".to_owned(), t::desk::for_one(locale).to_owned()),
        (
            InvitationKind::Group.code().to_owned(),
            "i-group".to_owned(),
            t::desk::for_group(locale).to_owned(),
        ),
    ];
    let roles = request.caller.administrator().is_ok().then(|| {
        let role = |role: Role| {
            (role.code().to_owned(), String::new(), crate::accounts::own::role_name(locale, role).to_owned())
        };
        let roles = Role::ALL.iter().copied().map(role).collect();
        let (label, hint) = (t::desk::role_label(locale), t::desk::role_hint(locale));
        ui::choices(locale, &form, "role", false, label, hint, roles)
    });
    let places = t::desk::places_hint(locale, MAX_GROUP);
    let days = t::desk::days_hint(locale, MAX_INVITATION_DAYS);
    html! {
        <form class="card form" method="post" action=action>
            {ui::once(&request.platform)}
            <h2>{t::desk::new_title(locale)}</h2>
            {ui::error_summary(request, &form, |field| match field {
                "places" => Some(t::desk::places_label(locale)),
                "jours" => Some(t::desk::days_label(locale)),
                _ => None,
            })}
            {ui::choices(locale, &form, "pour", false, t::desk::for_label(locale), "", kinds)}
            {ui::text_input(locale, &form, "places", "number", t::desk::places_label(locale), &places, true)}
            {ui::text_input(locale, &form, "jours", "number", t::desk::days_label(locale), &days, true)}
            {roles}
            {ui::action_row(ui::button("btn btn-primary", "i-add", t::desk::make(locale)))}
        </form>
    }
}

fn card(locale: Locale, invitation: &Invitation, now: Moment, action: String) -> AnyView {
    let date = |moment: Moment| ui::date(locale, moment.day());
    let is_open = invitation.is_open(now);
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    let (tone, state) = match invitation.withdrawn_at {
        Some(at) => ("hidden", t::desk::state_withdrawn(locale, date(at))),
        None if is_open => {
            let left = count(invitation.places - invitation.used);
            ("published", t::desk::state_open(locale, left, date(invitation.expires_at)))
        }
        None if invitation.used >= invitation.places => ("hidden", t::desk::state_used(locale).to_owned()),
        None => ("hidden", t::desk::state_over(locale, date(invitation.expires_at))),
    };
    let kind = match invitation.kind {
        InvitationKind::Single => t::desk::for_one(locale),
        InvitationKind::Group => t::desk::for_group(locale),
    };
    let role = (invitation.role == Role::FocalPoint)
        .then(|| html! { <p><strong>{t::desk::for_focal_point(locale)}</strong></p> });
    let used = (invitation.kind == InvitationKind::Group)
        .then(|| html! { <p>{t::desk::used_places(locale, count(invitation.used))}</p> });
    let id = invitation.id.to_string();
    let withdraw = is_open.then(|| {
        html! {
            <form method="post" action=action>
                <input type="hidden" name="retirer" value=id/>
                {ui::button("btn", "i-close", t::desk::withdraw_invitation(locale))}
            </form>
        }
    });
    html! {
        <li class="card stack">
            <h3>{kind}</h3>
            <p><span class="state desk-state" data-state=tone>{state}</span></p>
            {role}
            {used}
            <p class="muted">{t::desk::made_on(locale, date(invitation.made_at))}</p>
            {withdraw}
        </li>
    }
}

/// Makes an invitation and shows its words, this once; or withdraws one.
pub(super) async fn make(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let (right, organization) = tended(request).await?;
    if let Some(id) = fields.filled("retirer") {
        let id = InvitationId::parse(id).ok_or(Error::NotFound)?;
        request.platform.withdraw_invitation(&right, id).await?;
        let path = address(&organization.slug, "invitations");
        return Ok(Done::SeeOther(format!("{path}?fait=retiree")));
    }
    let by_administrator = request.caller.administrator().is_ok();
    let (invitation, words) = request.platform.invite(&right, by_administrator, fields).await?;
    Ok(Done::Page(slip(request, organization, &invitation, &words)))
}
