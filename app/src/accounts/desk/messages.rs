//! `/compte/organisations/{slug}/messages`: what visitors wrote to the organisation, and its answers.

use super::{address, said, steps, tended};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::Form;
use domain::Error;
use domain::access::FocalPoint;
use leptos::prelude::*;
use model::directory::Organization;
use model::fields::Fields;
use model::id::MessageId;
use model::message::{Conversation, Message, MessageKind};

/// The list, or the conversation that `message` names.
pub(super) async fn page(request: &Request) -> PageResult {
    let (right, organization) = tended(request).await?;
    let named = match &request.rejected {
        Some(rejected) => rejected.fields.filled("message"),
        None => request.query.filled("message"),
    };
    match named {
        Some(id) => {
            let id = MessageId::parse(id).ok_or(Error::NotFound)?;
            let conversation = request.platform.conversation(&right, id).await?;
            Ok(conversation_page(request, organization, conversation))
        }
        None => list_page(request, &right, organization).await,
    }
}

async fn list_page(request: &Request, right: &FocalPoint, organization: Organization) -> PageResult {
    let locale = request.locale;
    let messages = request.platform.messages_to(right).await?;
    let done = (request.query.get("fait") == "traite").then(|| t::desk::finished(locale));
    let page = Page::new(t::desk::messages_title(locale), move || {
        let of = |kind: MessageKind| -> Vec<AnyView> {
            let own = messages.iter().filter(|message| message.kind == kind);
            own.map(|message| card(locale, &organization, message)).collect()
        };
        let (contacts, errors) = (of(MessageKind::Contact), of(MessageKind::Error));
        let none = contacts.is_empty().then(|| html! { <p>{t::desk::messages_none(locale)}</p> });
        let errors = (!errors.is_empty()).then(|| {
            html! {
                <section class="stack">
                    <h2>{t::desk::errors_title(locale)}</h2>
                    <ul class="stack">{errors}</ul>
                </section>
            }
        });
        html! {
            <div class="wrap stack">
                {ui::crumbs(locale, steps(locale, &organization, t::desk::messages_title(locale)))}
                {ui::page_head(t::desk::messages_title(locale), t::desk::messages_intro(locale))}
                {said(done)}
                {none}
                <ul class="stack">{contacts}</ul>
                {errors}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The address of one conversation on the organisation's desk.
pub fn conversation_address(slug: &str, id: MessageId) -> String {
    format!("{}?message={id}", address(slug, "messages"))
}

fn card(locale: Locale, organization: &Organization, message: &Message) -> AnyView {
    /// So much of a message is read before it is opened.
    const FIRST: usize = 120;
    let text = message.draft.body.as_str().replace('\n', " ");
    let mut first: String = text.chars().take(FIRST).collect();
    if first.len() < text.len() {
        first.push('…');
    }
    let href = conversation_address(&organization.slug, message.id);
    let word = match message.kind {
        MessageKind::Contact => t::desk::read_message(locale),
        MessageKind::Error => t::desk::read_error(locale),
    };
    let date = ui::date(locale, message.received_at.day());
    html! {
        <li class="card stack">
            <p class="row">{state(locale, message)}<time class="muted" datetime=message.received_at.rfc3339()>{date}</time></p>
            <p>{first}</p>
            <p>{ui::link_button("btn", href, "i-message", word)}</p>
        </li>
    }
}

/// Whether it waits, was answered or dealt with.
fn state(locale: Locale, message: &Message) -> AnyView {
    let date = |moment: model::time::Moment| ui::date(locale, moment.day());
    let (tone, pictogram, word) = match (message.done_at, message.answered_at) {
        (None, _) => ("draft", "i-clock", t::desk::waits(locale).to_owned()),
        (Some(_), Some(at)) => ("published", "i-check", t::desk::answered_on(locale, date(at))),
        (Some(at), None) => ("published", "i-check", t::desk::done_on(locale, date(at))),
    };
    html! { <span class="state" data-state=tone>{ui::icon(pictogram)}{word}</span> }
}

fn conversation_page(request: &Request, organization: Organization, conversation: Conversation) -> Page {
    let (locale, request) = (request.locale, request.clone());
    let is_contact = conversation.message.kind == MessageKind::Contact;
    let title = if is_contact { t::desk::message_title(locale) } else { t::desk::error_title(locale) };
    let page = Page::new(title, move || {
        let form = Form::of(&request, Fields::default);
        let message = &conversation.message;
        let action = address(&organization.slug, "messages");
        let mut crumbs = steps(locale, &organization, title);
        crumbs.insert(2, (Some(action.clone()), t::desk::messages_title(locale).to_owned()));
        let reaches = message.draft.reply_to.as_ref();
        let reaches = reaches.map(|it| html! { <p><strong>{t::desk::reaches(locale, it)}</strong></p> });
        let sent = request.query.has("fait").then(|| t::desk::answer_sent(locale));
        let id = message.id.to_string();
        let answer = is_contact.then(|| {
            html! {
                <form class="card form" method="post" action=action.clone()>
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, |_| Some(t::desk::answer_label(locale)))}
                    <input type="hidden" name="message" value=id.clone()/>
                    {ui::textarea(locale, &form, "texte", 6, t::desk::answer_label(locale), t::desk::answer_hint(locale), true)}
                    {ui::action_row(ui::button("btn btn-primary", "i-message", t::desk::answer_send(locale)))}
                </form>
            }
        });
        let finish = message.done_at.is_none().then(|| {
            html! {
                <form method="post" action=action>
                    <input type="hidden" name="message" value=id/>
                    <input type="hidden" name="fini" value="1"/>
                    {ui::button("btn", "i-check", t::desk::finish(locale))}
                </form>
            }
        });
        html! {
            <div class="wrap stack">
                {ui::crumbs(locale, crumbs)}
                {ui::page_head(title, "")}
                {said(sent)}
                <p>{state(locale, message)}</p>
                {reaches}
                {ui::conversation(locale, &conversation, |by_organization, date| {
                    if by_organization { t::desk::we_answered(locale, date) } else { t::desk::wrote(locale, date) }
                })}
                {answer}
                {finish}
            </div>
        }
    });
    page.unlisted()
}

/// Answers a message, or marks it as dealt with.
pub(super) async fn act(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let (right, organization) = tended(request).await?;
    let id = MessageId::parse(fields.get("message")).ok_or(Error::NotFound)?;
    if fields.has("fini") {
        request.platform.conversation(&right, id).await?;
        request.platform.finish_message(&right, id).await?;
        return Ok(Done::SeeOther(format!("{}?fait=traite", address(&organization.slug, "messages"))));
    }
    request.platform.answer_message(&right, id, fields).await?;
    Ok(Done::SeeOther(format!("{}&fait=repondu", conversation_address(&organization.slug, id))))
}
