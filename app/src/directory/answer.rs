//! `/reponse`: whoever wrote to an organisation comes back for the answer, with her words and without an account.

use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui;
use crate::ui::{Form, Tone};
use leptos::prelude::*;
use model::fields::Fields;
use model::message::Conversation;

const PATH: &str = "/reponse";

/// The field for the words. They are sent in a form's body, so that no history of the phone holds them.
pub async fn page(request: &Request) -> PageResult {
    let form = Form::of(request, Fields::default);
    // What she wrote further was refused: it is still there, below the conversation.
    if form.fields.has("ecrire")
        && let Ok(conversation) = request.platform.conversation_by_code(form.fields.get("code")).await
    {
        return opened(request, form, conversation, false).await;
    }
    let locale = request.locale;
    let request = request.clone();
    let page = Page::new(t::answer::title(locale), move || {
        html! {
            <div class="wrap stack">
                {ui::page_head(t::answer::title(locale), t::answer::intro(locale))}
                <form class="card form" method="post" action=PATH>
                    {ui::error_summary(&request, &form, |_| Some(t::answer::code_label(locale)))}
                    {ui::code_input(locale, &form, "code", t::answer::code_label(locale), t::answer::code_hint(locale))}
                    {ui::action_row(ui::button("btn btn-primary", "i-message", t::answer::open(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Opens the conversation of these words, and keeps what she writes further.
pub async fn open(request: &Request, fields: &Fields, _upload: Option<&Upload>) -> DoneResult {
    let writes = fields.has("ecrire");
    if writes {
        request.platform.write_further(fields).await?;
    }
    let code = fields.get("code");
    let conversation = request.platform.conversation_by_code(code).await?;
    let form = Form { fields: Fields::from([("code", code)]), errors: Vec::new() };
    Ok(Done::Page(opened(request, form, conversation, writes).await?))
}

/// The conversation, with room to write further.
async fn opened(request: &Request, form: Form, conversation: Conversation, is_sent: bool) -> PageResult {
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let name = catalogue.get(conversation.message.organization).map(|it| it.short_name().to_owned());
    let name = name.unwrap_or_else(|| t::answer::organization_gone(locale).to_owned());
    let title = t::answer::conversation_title(locale, name);
    let request = request.clone();
    let page = Page::new(title.clone(), move || {
        let sent = is_sent.then(|| ui::alert(Tone::Success, t::answer::sent(locale), ()));
        let is_answered = conversation.answers.iter().any(|it| it.by_organization);
        let waits = (!is_answered).then(|| ui::alert(Tone::Info, t::answer::no_answer(locale), ()));
        let code = form.fields.get("code").to_owned();
        html! {
            <div class="wrap stack">
                {ui::page_head(title, t::answer::leave(locale))}
                {sent}
                {ui::conversation(locale, &conversation, |by_organization, date| {
                    if by_organization { t::answer::it_answered(locale, date) } else { t::answer::you_wrote(locale, date) }
                })}
                {waits}
                <form class="card form" method="post" action=PATH>
                    {ui::error_summary(&request, &form, |_| Some(t::answer::more_label(locale)))}
                    {ui::once(&request.platform)}
                    <input type="hidden" name="code" value=code/>
                    <input type="hidden" name="ecrire" value="1"/>
                    {ui::textarea(locale, &form, "texte", 4, t::answer::more_label(locale), t::answer::more_hint(locale), true)}
                    {ui::action_row(ui::button("btn btn-primary", "i-message", t::answer::more_send(locale)))}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}
