//! `/moderation/demandes/{organization}/{person}`: somebody who asks to join an organisation, answered in one tap.

use super::QUEUE;
use super::next::{PASS, UNDO, WISH, item_path, on_to_next, pass, undo, undo_form};
use super::words::{listed, with_listed};
use crate::accounts::icon_of;
use crate::page::{DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, Tone, action_row, alert, button, crumbs, date, error_summary, icon};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::forum_field;
use model::id::{OrganizationId, PersonId};
use model::moderation::ItemId;

/// The reasons for refusing, by their codes.
const fn reasons(locale: Locale) -> [(&'static str, &'static str); 3] {
    [
        ("inconnue", t::moderation::join_unknown(locale)),
        ("complet", t::moderation::join_full(locale)),
        ("publicite", t::moderation::join_spam(locale)),
    ]
}

/// The request.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let (organization, person) = ids_in(request)?;
    let item = ItemId::Request(organization, person);
    request.caller.receiver(organization)?;
    let asked = match platform.request(&request.caller, organization, person).await {
        // It was answered: what can be taken back is shown, and else nothing is here any more.
        Err(Error::NotFound) if platform.can_be_undone(&request.caller, item).await? => None,
        found => Some(found?),
    };
    let taken = platform.is_claimed(&request.caller, item).await?;
    let undo = undo_form(request, Some(item).filter(|_| asked.is_none())).await?;
    let catalogue = platform.catalogue().await?;
    let name = catalogue.get(organization).map(|it| it.name.to_string()).unwrap_or_default();
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = asked
        .as_ref()
        .map_or_else(|| t::moderation::kind_request(locale).to_owned(), |it| it.name.to_string());
    let page = Page::new(title.clone(), move || {
        let crumb = vec![
            (Some(QUEUE.to_owned()), t::moderation::title(locale).to_owned()),
            (None, t::moderation::kind_request(locale).to_owned()),
        ];
        let head = asked.as_ref().map(|it| {
            let since = date(locale, it.asked_at.day());
            let words = it.words.as_ref().map(|words| html! { <blockquote>{words.to_string()}</blockquote> });
            html! {
                <header class="page-head account-head">
                    <span class="person-icon">{icon(icon_of(it.icon))}</span>
                    <div><h1>{title}</h1><p class="muted">{t::moderation::asks_to_join(locale, name)}" · "{since}</p></div>
                </header>
                {words}
                <p class="hint">{t::moderation::join_hint(locale)}</p>
            }
        });
        let decide = if asked.is_some() {
            decide_form(&request, &form, item)
        } else {
            html! { <h1>{t::moderation::kind_request(locale)}</h1><p class="muted">{t::moderation::no_longer_waits(locale)}</p> }
        };
        html! {
            <div class="wrap stack">
                {undo}
                {crumbs(locale, crumb)}
                {taken.then(|| alert(Tone::Warning, t::moderation::taken(locale), ()))}
                {head}
                {decide}
            </div>
        }
    });
    Ok(page.told_once().with_more_style())
}

/// Answers, takes back or passes on, and leads to the next one.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let (organization, person) = ids_in(request)?;
    let item = ItemId::Request(organization, person);
    let accepted = match fields.get(WISH) {
        PASS => return pass(request, item).await,
        UNDO => return undo(request, item).await,
        "accepter" => true,
        "refuser" => false,
        _ => return Err(Error::Unreadable),
    };
    let fields = with_listed(fields, &reasons(request.locale));
    request.platform.decide_join(&request.caller, (organization, person), accepted, &fields).await?;
    on_to_next(request, item).await
}

fn decide_form(request: &Request, form: &Form, item: ItemId) -> AnyView {
    let locale = request.locale;
    let action = item_path(item);
    let typed = form.fields.has(forum_field::REASON) || !form.errors.is_empty();
    let hidden = [(WISH, "refuser".to_owned())];
    html! {
        <section class="verdict stack" id="decider">
            {error_summary(request, form, |_| Some(t::forum::label_reason(locale)))}
            <form class="row" method="post" action=action.clone()>
                <button class="btn btn-primary btn-wide" type="submit" name=WISH value="accepter">{icon("i-check")}{t::moderation::accept(locale)}</button>
                <button class="btn btn-quiet" type="submit" name=WISH value=PASS>{icon("i-next")}{t::moderation::pass(locale)}</button>
            </form>
            <h2>{t::moderation::refuse(locale)}</h2>
            {listed(&action, &hidden, &reasons(locale), "i-close")}
            <details class="fold" open=typed>
                <summary>{t::moderation::own_words(locale)}</summary>
                <form class="form" method="post" action=action.clone()>
                    <input type="hidden" name=WISH value="refuser"/>
                    {ui::text_input(locale, form, forum_field::REASON, "text", t::forum::label_reason(locale), t::moderation::hint_told_member(locale), true)}
                    {action_row(button("btn", "i-close", t::moderation::refuse_now(locale)))}
                </form>
            </details>
        </section>
    }
}

fn ids_in(request: &Request) -> Result<(OrganizationId, PersonId), Error> {
    let organization = OrganizationId::parse(&request.slug).ok_or(Error::NotFound)?;
    Ok((organization, PersonId::parse(&request.item).ok_or(Error::NotFound)?))
}
