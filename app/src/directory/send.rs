//! Writing to an organisation, and saying that something on its page is wrong.

use crate::home::outbox::{Kind, kept_notice};
use crate::islands::MessageBox;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui;
use crate::ui::{
    Form, Tone, action_row, alert, button, crumbs, error_summary, icon, link_button, page_head, text_input,
};
use domain::{Error, Platform};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::forum_field;
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
    match request.platform.send_message(&request.slug, kind, fields).await? {
        Some(words) => Ok(Done::Page(receipt(request, Some(&words)).await?)),
        None => Ok(Done::SeeOther(format!("{}?envoye=1", request.path))),
    }
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
                intro: t::message::report_intro(locale, name),
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
    let (name, slug) = (organization.short_name().to_owned(), organization.slug.clone());
    if kind == MessageKind::Error && request.query.has("envoye") {
        return receipt(request, None).await;
    }
    let refused = match kind {
        MessageKind::Contact if organization.is_invented() => Some(t::message::example_refused(locale)),
        MessageKind::Contact if !organization.accepts_messages => Some(t::message::not_available(locale)),
        _ => None,
    };
    let words = Words::of(locale, kind, &name);
    let about = about_a_document(request, kind).await?;
    let form = Form::of(request, || {
        let mut fields = Fields::default();
        fields.push_some("texte", about);
        fields
    });
    let summary = error_summary(request, &form, |field| match field {
        "texte" => Some(words.body),
        "reponse" => Some(words.reply),
        forum_field::TRAP => Some(t::common::trap_label(locale)),
        _ => None,
    });
    let here = match kind {
        MessageKind::Contact => t::organization::message(locale),
        MessageKind::Error => t::message::report_title(locale),
    };
    let (action, platform) = (request.path.clone(), request.platform.clone());
    let page = Page::new(words.title.clone(), move || {
        let content = match refused {
            Some(sentence) => {
                html! { {page_head(words.title, "")}{alert(Tone::Info, sentence, ())} }
            }
            None => {
                html! { {summary}{message_form(&platform, locale, kind, &form, words, action, (&name, &slug))} }
            }
        };
        let crumb = vec![(Some(format!("/annuaire/{slug}")), name), (None, here.to_owned())];
        html! { <div class="wrap">{crumbs(locale, crumb)}{content}</div> }
    });
    Ok(page.told_once())
}

/// The first words of a report about one of the organisation's documents, which `document` names by its slug.
async fn about_a_document(request: &Request, kind: MessageKind) -> Result<Option<String>, Error> {
    let Some(slug) = request.query.filled("document").filter(|_| kind == MessageKind::Error) else {
        return Ok(None);
    };
    let shelves = request.platform.shelves().await?;
    let found = request.platform.readable(&request.caller, &shelves, slug).ok();
    Ok(found.map(|it| format!("{}\n\n", t::library::report_about(request.locale, &it.title))))
}

fn message_form(
    platform: &Platform,
    locale: Locale,
    kind: MessageKind,
    form: &Form,
    words: Words,
    action: String,
    (name, slug): (&str, &str),
) -> AnyView {
    let error = form.error(locale, "texte");
    let safety = (kind == MessageKind::Contact).then(|| {
        let body =
            html! { <p>{t::message::safety_text(locale)}</p><p>{t::message::safety_emergency(locale)}</p> };
        alert(Tone::Warning, t::message::safety_heading(locale), body)
    });
    let answers = (kind == MessageKind::Contact).then(
        || html! { <p>{link_button("btn", "/reponse", "i-message", t::message::code_open(locale))}</p> },
    );
    let kept = if kind == MessageKind::Contact { Kind::Message } else { Kind::Error };
    let described = if error.is_some() { "texte-aide texte-erreur" } else { "texte-aide" };
    let class = if error.is_some() { "field has-error" } else { "field" };
    html! {
        {page_head(words.title, words.intro)}
        {safety}
        <form class="form" method="post" action=action data-outbox=kept.code() data-about=name.to_owned()>
            {ui::once(platform)}
            <div class=class>
                <label for="texte">{words.body}</label>
                <p class="hint" id="texte-aide">{words.body_hint}</p>
                {error.clone().map(|error| html! { <p class="field-error" id="texte-erreur">{icon("i-alert")}{error}</p> })}
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
            {ui::trap(locale, form)}
            {action_row(button("btn btn-primary", "i-message", words.send))}
        </form>
        {kept_notice(locale)}
        {answers}
    }
}

/// After a message, the code with which its writer comes back for the answer, told this once; after a report, thanks.
async fn receipt(request: &Request, words: Option<&model::accounts::Words>) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find_published(&request.slug).ok_or(Error::NotFound)?;
    let (name, href) = (organization.short_name().to_owned(), format!("/annuaire/{}", organization.slug));
    let code = words.map(|words| words.as_str().replace('-', " "));
    let (title, text, back) = match code {
        Some(_) => (
            t::message::receipt_title(locale),
            t::message::receipt_text(locale, &name),
            t::message::receipt_back(locale, &name),
        ),
        None => (
            t::message::report_receipt_title(locale),
            t::message::report_receipt_text(locale).to_owned(),
            t::message::report_receipt_back(locale, &name),
        ),
    };
    let page = Page::new(title, move || {
        let code = code.map(|code| {
            html! {
                <section class="card stack">
                    <h2>{t::message::code_title(locale)}</h2>
                    <p class="said"><code>{code}</code></p>
                    <p>{t::message::code_text(locale)}</p>
                    <p>{link_button("btn", "/reponse", "i-message", t::message::code_open(locale))}</p>
                </section>
            }
        });
        html! {
            <div class="wrap stack">
                {page_head(title, text)}
                {code}
                <p>{link_button("btn btn-primary", href, "i-back", back)}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}
