//! `/admin/messages`: what visitors wrote to organisations, and the errors they found.

use super::crumbs;
use crate::accounts::desk::messages::conversation_address;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use domain::Error;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::fields::Fields;
use model::id::MessageId;
use model::message::{Message, MessageKind};

const PATH: &str = "/admin/messages";

/// Messages and reports, those that wait first.
pub(super) async fn page(request: &Request) -> PageResult {
    let right = request.caller.administrator()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let messages = request.platform.messages(&right).await?;
    let page = Page::new(t::admin::messages_title(locale), move || {
        let of = |kind: MessageKind| -> Vec<AnyView> {
            let own = messages.iter().filter(|message| message.kind == kind);
            own.map(|message| card(locale, &catalogue, message)).collect()
        };
        let waiting = messages.iter().filter(|message| message.done_at.is_none()).count();
        let (contacts, reports) = (of(MessageKind::Contact), of(MessageKind::Error));
        html! {
            <div class="wrap stack">
                {crumbs(locale, &[], t::admin::messages_title(locale))}
                {ui::page_head(t::admin::messages_title(locale), t::admin::waiting_count(locale, waiting))}
                {section("i-message", t::admin::messages(locale), t::admin::messages_empty(locale), contacts)}
                {section("i-alert", t::admin::reports_title(locale), t::admin::reports_empty(locale), reports)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Marks one as dealt with.
pub(super) async fn finish(request: &Request, _fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let id = MessageId::parse(&request.slug).ok_or(Error::NotFound)?;
    let messages = request.platform.messages(&right).await?;
    let message = messages.iter().find(|message| message.id == id).ok_or(Error::NotFound)?;
    request.platform.finish_message(&right.focal_point_of(message.organization), id).await?;
    Ok(Done::SeeOther(PATH.to_owned()))
}

fn section(pictogram: &str, title: &'static str, none: &'static str, cards: Vec<AnyView>) -> AnyView {
    let none = cards.is_empty().then(|| html! { <p class="muted">{none}</p> });
    html! {
        <section class="stack">
            <h2>{ui::icon(pictogram)}" "{title}</h2>
            {none}
            {cards}
        </section>
    }
}

fn card(locale: Locale, catalogue: &Catalogue, message: &Message) -> AnyView {
    let about = catalogue.get(message.organization).map(|organization| {
        let href = format!("/annuaire/{}", organization.slug);
        html! { <h3><a href=href>{t::admin::messages_for(locale, &organization.name)}</a></h3> }
    });
    let paragraphs = message.draft.body.as_str().lines().filter(|line| !line.is_empty());
    let paragraphs: Vec<_> = paragraphs.map(|line| html! { <p>{line.to_owned()}</p> }).collect();
    let reply = message.draft.reply_to.as_ref().map_or_else(
        || t::admin::messages_no_reply(locale).to_owned(),
        |contact| t::admin::messages_reply(locale, contact),
    );
    let received = t::admin::messages_received(locale, ui::date(locale, message.received_at.day()));
    let answered = message.answered_at.map(|at| {
        let words = t::admin::messages_answered_on(locale, ui::date(locale, at.day()));
        html! { <p class="muted">{ui::icon("i-message")}" "{words}</p> }
    });
    let desk = catalogue.get(message.organization).filter(|_| message.kind == MessageKind::Contact);
    let desk = desk.map(|organization| {
        let href = conversation_address(&organization.slug, message.id);
        html! { <p>{ui::link_button("btn", href, "i-message", t::admin::messages_conversation(locale))}</p> }
    });
    html! {
        <article class="card stack">
            {about}
            <p class="muted"><time datetime=message.received_at.rfc3339()>{received}</time></p>
            <div class="prose">{paragraphs}</div>
            <p><strong>{reply}</strong></p>
            {answered}
            {desk}
            {end(locale, message)}
        </article>
    }
}

/// The button that deals with it, or the day on which somebody did.
fn end(locale: Locale, message: &Message) -> AnyView {
    if let Some(at) = message.done_at {
        let words = t::admin::messages_done_on(locale, ui::date(locale, at.day()));
        return html! { <p class="muted">{ui::icon("i-check")}" "{words}</p> };
    }
    let action = format!("{PATH}/{}", message.id);
    let word = match message.kind {
        MessageKind::Contact => t::admin::messages_done(locale),
        MessageKind::Error => t::admin::reports_done(locale),
    };
    html! { <form method="post" action=action>{ui::button("btn", "i-check", word)}</form> }
}
