//! An answer to what was taken away, hidden or moved elsewhere while somebody wrote it: her words and her voice stay hers.

use super::unsent::PATH as UNSENT;
use super::{attached, voice};
use crate::home::errors;
use crate::page::{Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{Form, link_button, page_head, scripts};
use domain::Error;
use leptos::prelude::*;
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::forum::forum_field as field;

/// Keeps what came with an answer that cannot be given any more, and says what to tell her: where its topic goes on if she reads
/// there, else that it is gone.
pub(super) async fn keep(
    request: &Request,
    topic: i64,
    refusal: Error,
    fields: &Fields,
    upload: Option<&Upload>,
) -> Error {
    if let Err(refused) = attached::keep(request, fields, upload).await {
        return refused;
    }
    let (caller, platform) = (&request.caller, &request.platform);
    if let Error::Moved { topic: into, .. } = &refusal
        && platform.desk_at(caller, *into).await.is_ok()
    {
        return Error::field(field::TEXT, Problem::TopicMerged);
    }
    // Where she may not begin anything any more, her voice waits for her as long as a file on its way does.
    platform.keep_unanswered(caller, &request.slug, topic, fields).await.ok();
    match refusal {
        Error::Moved { .. } => Error::NotFound,
        refusal => refusal,
    }
}

/// The page that she sees then.
pub(super) async fn page(request: &Request, refusal: &Error) -> PageResult {
    let locale = request.locale;
    let failure = refusal.failure();
    let form = Form::of(request, Fields::default);
    let spoken = voice::kept_with(request, &form).await?;
    let id = form.fields.get(field::ID).to_owned();
    let begun = request.platform.all_begun(&request.caller).await?;
    let is_begun = !id.is_empty() && begun.iter().any(|it| it.unsent.fields.get(field::ID) == id);
    let (title, text) = match failure {
        Failure::NotFound => {
            (t::errors::not_found_title(locale), t::errors::not_found_topic(locale).to_owned())
        }
        _ => errors::words(locale, &failure),
    };
    let space = format!("/forum/{}", request.slug);
    let words = form.fields.get(field::TEXT).to_owned();
    let page = Page::new(title, move || {
        let heard = spoken.as_ref().map(|it| {
            let kept =
                if is_begun { t::voice::kept_in_drafts(locale) } else { t::voice::kept_two_days(locale) };
            html! { <p>{kept}</p>{voice::listen(locale, it, t::voice::recording(locale))} }
        });
        let typed = (!words.is_empty()).then(|| {
            html! {
                <p>{if is_begun { t::forum_writing::kept_gone(locale) } else { t::errors::typed_text(locale) }}</p>
                <textarea class="input" rows="5" readonly=true aria-label=t::errors::typed_title(locale)>{words}</textarea>
            }
        });
        html! {
            <div class="wrap stack">
                {page_head(title, text)}
                <section class="stack">
                    <h2>{t::errors::typed_title(locale)}</h2>
                    {typed}
                    {heard}
                </section>
                <p class="row">
                    {is_begun.then(|| link_button("btn", UNSENT, "i-clock", t::forum_writing::all(locale)))}
                    {link_button("btn btn-primary", space, "i-forum", t::errors::not_found_topic_action(locale))}
                </p>
                {scripts(&["player"])}
            </div>
        }
    });
    Ok(page.told_once())
}
