//! Entering a meeting, changing it, deciding who sees it, and calling it off. Every step is a plain form.

use super::desk::desk_path;
use super::form::{fields, label_of};
use super::{event_page, event_path};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::projects::{acts, difference, own_organization, state_badge};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, alert, button, crumbs, error_summary, link_button, page_head};
use leptos::prelude::*;
use model::events::{Access, EventAudience, event_field as field};
use model::failure::Failure;
use model::fields::Fields;

/// `/compte/organisations/{slug}/rencontres/nouvelle`: the empty form.
pub async fn new_page(request: &Request) -> PageResult {
    let (right, organization) = own_organization(request).await?;
    let locale = request.locale;
    let names = request.platform.names_for(&right).await?;
    let form = Form::of(request, || {
        Fields::from([
            (field::AUDIENCE, EventAudience::Public.code()),
            (field::ACCESS, Access::Registered.code()),
            (field::REGISTERS, "oui"),
        ])
    });
    let request = request.clone();
    let title = t::events::new(locale);
    let page = event_page(title, move || {
        let desk = desk_path(&organization.slug);
        let crumb =
            vec![(Some(desk.clone()), t::events::desk_title(locale).to_owned()), (None, title.to_owned())];
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::events::new_intro(locale, &organization.name))}
                <form class="form" method="post" action=request.path.clone()>
                    {ui::once(&request.platform)}
                    {error_summary(&request, &form, label_of(locale))}
                    {fields(locale, &form, &names)}
                    {ui::action_row(html! {
                        {button("btn btn-primary", "i-check", t::common::action_save(locale))}
                        {link_button("btn btn-quiet", desk, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Enters it and leads to its sheet.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own_organization(request).await?;
    let event = request.platform.enter_event(&right, fields).await?;
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", event_path(&event))))
}

/// `/agenda/{slug}/modifier`: everything about it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (right, event) = platform.event_to_change(&request.caller, &request.slug).await?;
    let names = platform.names_for(&right).await?;
    let kept = names.lend(|naming| event.content.fields(naming));
    let form = Form::of(request, || kept.clone());
    let failure = request.rejected.as_ref().map(|it| &it.failure);
    let is_conflict = matches!(failure, Some(Failure::Conflict));
    let changed = is_conflict.then(|| {
        difference(locale, t::projects::changed_title(locale), &form.fields, &kept, label_of(locale))
    });
    // Whoever has read what somebody else changed sends hers in its place; until then the version is the one that she saw.
    let typed = form.fields.filled("version").filter(|_| changed.is_none()).map(str::to_owned);
    let version = typed.unwrap_or_else(|| event.version.to_string());
    // One of the other forms of this page was sent: the fields are as they are kept.
    let is_acted = form.fields.has("acte");
    let shown = if is_acted { Form { fields: kept, errors: Vec::new() } } else { form.clone() };
    let desk = names.catalogue.get(right.organization()).map(|it| desk_path(&it.slug)).unwrap_or_default();
    let request = request.clone();
    let title = t::events::edit_title(locale, &event.content.title);
    let page = event_page(title.clone(), move || {
        let home = event_path(&event);
        let action = format!("{home}/modifier");
        let crumb = vec![
            (Some(desk), t::events::desk_title(locale).to_owned()),
            (None, event.content.title.to_string()),
        ];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::projects::saved(locale), ()));
        let cancelling = (event.published && event.content.cancelled.is_none() && right.decides())
            .then(|| cancelling(locale, &action, &form));
        let acts = act_words(locale);
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {saved}
                {error_summary(&request, &form, label_of(locale))}
                {changed}
                <p class="row">
                    {state_badge(locale, event.published)}
                    {link_button("btn btn-quiet", home, "i-show", t::events::see(locale))}
                </p>
                {acts.showing(&action, event.published, right.decides())}
                <form class="form" method="post" action=action.clone()>
                    <input type="hidden" name="version" value=version/>
                    {fields(locale, &shown, &names)}
                    {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                </form>
                {cancelling}
                {acts.discarding(&action, event.published)}
            </div>
        }
    });
    Ok(page.unlisted())
}

fn act_words(locale: Locale) -> acts::Words {
    acts::Words {
        wait: t::events::wait_text(locale),
        publish: (t::events::publish(locale), t::events::publish_text(locale).to_owned()),
        withdraw: (t::projects::withdraw(locale), t::events::withdraw_text(locale).to_owned()),
        discard: [
            t::projects::discard(locale),
            t::events::discard_text(locale),
            t::projects::discard_now(locale),
        ],
    }
}

/// Calling it off, with the reason that everybody who wanted to come is told.
fn cancelling(locale: Locale, action: &str, form: &Form) -> AnyView {
    let open = form.error(locale, field::REASON).is_some();
    html! {
        <details class="fold" open=open>
            <summary>{t::events::cancel(locale)}</summary>
            <form class="form" method="post" action=action.to_owned()>
                <p>{t::events::cancel_text(locale)}</p>
                <input type="hidden" name="acte" value="annuler"/>
                {ui::text_input(locale, form, field::REASON, "text", t::events::field_reason(locale), t::events::field_reason_hint(locale), true)}
                <p>{button("btn btn-danger", "i-close", t::events::cancel_now(locale))}</p>
            </form>
        </details>
    }
}

/// Keeps what was changed, or does one of the acts of the sheet.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let (right, event) = platform.event_to_change(&request.caller, &request.slug).await?;
    let librarian = || request.caller.librarian(event.organization);
    match fields.get(acts::FIELD) {
        acts::PUBLISH => platform.show_event(&librarian()?, &event.slug, true).await?,
        acts::WITHDRAW => platform.show_event(&librarian()?, &event.slug, false).await?,
        "annuler" => platform.cancel_event(&librarian()?, &event.slug, fields).await?,
        acts::DISCARD => {
            platform.discard_event(&right, &event.slug).await?;
            return acts::thrown_away(request, event.organization, desk_path).await;
        }
        _ => {
            let version = fields.get("version").parse().unwrap_or(0);
            platform.change_event(&right, &event.slug, version, fields).await?;
        }
    }
    Ok(Done::SeeOther(format!("{}/modifier?enregistre=1", event_path(&event))))
}
