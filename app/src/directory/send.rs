//! Writing to an organisation, and saying that something on its page is wrong.

use crate::islands::MessageBox;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Form, Tone, action_row, alert, button, crumbs, error_summary, icon, link_button, page_head, text_input,
};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::message::MessageKind;

/// The most characters of a message (`model::message::Body`).
const MAX: usize = 2000;

/// The form for a message to the organisation.
pub async fn contact_page(request: &Request) -> PageResult {
    form_page(request, MessageKind::Contact).await
}

/// Sends a message to the organisation.
pub async fn contact(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    send(request, fields, MessageKind::Contact).await
}

/// The form for a report of an error.
pub async fn error_page(request: &Request) -> PageResult {
    form_page(request, MessageKind::Error).await
}

/// Sends a report of an error.
pub async fn error(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    send(request, fields, MessageKind::Error).await
}

async fn send(request: &Request, fields: &Fields, kind: MessageKind) -> DoneResult {
    request.platform.send_message(&request.slug, kind, fields).await?;
    let answered = if fields.filled("reponse").is_some() { "1" } else { "0" };
    Ok(Done::SeeOther(format!("{}?envoye={answered}", request.path)))
}

/// The words of one kind of form.
struct Words {
    title: String,
    intro: String,
    body: &'static str,
    body_hint: &'static str,
    reply: &'static str,
    reply_hint: &'static str,
    send: &'static str,
}

impl Words {
    fn of(locale: Locale, kind: MessageKind, name: &str) -> Self {
        match kind {
            MessageKind::Contact => Self {
                title: t::message::title(locale, name),
                intro: t::message::intro(locale).to_owned(),
                body: t::message::body_label(locale),
                body_hint: t::message::body_hint(locale),
                reply: t::message::reply_label(locale),
                reply_hint: t::message::reply_hint(locale),
                send: t::message::send(locale),
            },
            MessageKind::Error => Self {
                title: t::message::report_title(locale).to_owned(),
                intro: format!(
                    "{} {}",
                    t::message::report_about(locale, name),
                    t::message::report_intro(locale)
                ),
                body: t::message::report_body_label(locale),
                body_hint: t::message::report_body_hint(locale),
                reply: t::message::report_reply_label(locale),
                reply_hint: t::message::report_reply_hint(locale),
                send: t::message::report_send(locale),
            },
        }
    }
}

async fn form_page(request: &Request, kind: MessageKind) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find_published(&request.slug).ok_or(Error::NotFound)?;
    let (name, slug) = (organization.name.to_string(), organization.slug.clone());
    if let Some(sent) = request.query.filled("envoye") {
        return Ok(receipt(locale, kind, &name, &slug, sent == "1"));
    }
    let refused = match kind {
        MessageKind::Contact if organization.is_invented() => Some(t::message::example_refused(locale)),
        MessageKind::Contact if !organization.accepts_messages => Some(t::message::not_available(locale)),
        _ => None,
    };
    let words = Words::of(locale, kind, &name);
    let form = Form::of(request, Fields::default);
    let summary = error_summary(request, &form).into_any();
    let action = request.path.clone();
    let page = Page::new(words.title.clone(), move || {
        let content = match refused {
            Some(sentence) => {
                view! { {page_head(words.title, "")}{alert(Tone::Info, sentence, ())} }.into_any()
            }
            None => view! { {summary}{message_form(locale, kind, &form, words, action, &slug)} }.into_any(),
        };
        let crumb = vec![
            (Some(format!("/annuaire/{slug}")), name),
            (None, t::organization::message(locale).to_owned()),
        ];
        view! { <div class="wrap">{crumbs(locale, crumb)}{content}</div> }.into_any()
    });
    Ok(page.unlisted())
}

fn message_form(
    locale: Locale,
    kind: MessageKind,
    form: &Form,
    words: Words,
    action: String,
    slug: &str,
) -> impl IntoView + use<> {
    let error = form.error(locale, "texte");
    let safety = (kind == MessageKind::Contact).then(|| {
        let body =
            view! { <p>{t::message::safety_text(locale)}</p><p>{t::message::safety_emergency(locale)}</p> };
        alert(Tone::Warning, t::message::safety_heading(locale), body)
    });
    let described = if error.is_some() { "texte-aide texte-erreur" } else { "texte-aide" };
    let class = if error.is_some() { "field has-error" } else { "field" };
    view! {
        {page_head(words.title, words.intro)}
        {safety}
        <form class="form" method="post" action=action>
            <div class=class>
                <label for="texte">{words.body}</label>
                <p class="hint" id="texte-aide">{words.body_hint}</p>
                {error.clone().map(|error| view! { <p class="field-error" id="texte-erreur">{icon("i-alert")}{error}</p> })}
                <MessageBox
                    name="texte".to_owned()
                    value=form.fields.get("texte").to_owned()
                    describedby=described.to_owned()
                    invalid=error.is_some()
                    max=MAX
                    left=t::message::left(locale, "{count}")
                    draft=format!("{}/{slug}", kind.code())
                />
            </div>
            {text_input(locale, form, "reponse", "text", words.reply, words.reply_hint, false)}
            {action_row(button("btn btn-primary", "i-message", words.send))}
        </form>
    }
}

fn receipt(locale: Locale, kind: MessageKind, name: &str, slug: &str, can_be_answered: bool) -> Page {
    let (title, text, back) = match kind {
        MessageKind::Contact => (
            t::message::receipt_title(locale),
            t::message::receipt_text(locale, name),
            t::message::receipt_back(locale, name),
        ),
        MessageKind::Error => (
            t::message::report_receipt_title(locale),
            t::message::report_receipt_text(locale).to_owned(),
            t::message::report_receipt_back(locale, name),
        ),
    };
    let href = format!("/annuaire/{slug}");
    let no_reply = kind == MessageKind::Contact && !can_be_answered;
    Page::new(title, move || {
        view! {
            <div class="wrap">
                {page_head(title, "")}
                <div class="card stack">
                    <p>{text}</p>
                    {no_reply.then(|| view! { <p>{t::message::receipt_no_reply(locale)}</p> })}
                    <p>{link_button("btn btn-primary", href, "i-back", back)}</p>
                </div>
            </div>
        }
        .into_any()
    })
    .unlisted()
}
