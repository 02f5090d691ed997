//! `/forum/{space}/{topic}/signaler?message=`: a reader points at a post, with a picture for each reason.

use super::words::{reason, reason_icon};
use crate::forum::{heard, number_in, post_path, quoted_post, space_path, topic_path};
use crate::home::outbox::{Kind, kept_notice};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, action_row, button, crumbs, error_summary, link_button, page_head};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::forum_field;
use model::moderation::{FlagReason, moderation_field as field};

/// The name of the field with the number of the post.
const POST: &str = "message";

/// The form.
pub async fn page(request: &Request) -> PageResult {
    request.caller.member()?;
    let (locale, platform) = (request.locale, &request.platform);
    let sent = request.rejected.as_ref().map_or(&request.query, |it| &it.fields);
    // Without a number it is the post that opens the topic.
    let (topic, number) = (number_in(&request.item)?, post_number(sent).unwrap_or(1));
    let (topic, post) = platform.post_to_flag(&request.caller, topic, number).await?;
    let number = post.number;
    let found = platform.topic_page(&request.caller, topic.number, number).await?;
    let voices = platform.voices_of(&request.caller, topic.number, number).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::moderation::flag_title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, title.to_owned()),
        ];
        let reasons = FlagReason::ALL
            .iter()
            .map(|it| (it.code().to_owned(), reason_icon(*it).to_owned(), reason(locale, *it).to_owned()))
            .collect();
        let words = if post.visible.is_erased() { found.topic.title.as_str() } else { post.text.as_str() };
        let back = post_path(&found.space, &found.topic, number);
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::moderation::flag_intro(locale))}
                {quoted_post(locale, &post.author, found.topic.example, words)}
                {heard(locale, &voices)}
                <form class="form" method="post" action=format!("{home}/signaler") data-outbox=Kind::Flag.code()
                    data-about=found.topic.title.to_string()>
                    {error_summary(&request, &form, |name| match name {
                        field::REASON => Some(t::moderation::label_reason(locale)),
                        field::INSTANT => Some(t::moderation::label_instant(locale)),
                        forum_field::TRAP => Some(t::common::trap_label(locale)),
                        _ => Some(t::moderation::label_words(locale)),
                    })}
                    <input type="hidden" name=POST value=number.to_string()/>
                    {ui::choices(locale, &form, field::REASON, false, t::moderation::label_reason(locale), "", reasons)}
                    {(!voices.is_empty()).then(|| ui::instant_input(locale, &form, field::INSTANT, t::moderation::label_instant(locale), t::moderation::hint_instant(locale)))}
                    {ui::text_input(locale, &form, field::WORDS, "text", t::moderation::label_words(locale), t::moderation::hint_words(locale), false)}
                    {ui::trap(locale, &form)}
                    {action_row(html! {
                        {button("btn btn-primary", "i-alert", t::moderation::flag_send(locale))}
                        {link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
                    })}
                </form>
                {kept_notice(locale)}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Keeps it, and leads back to the topic, or to the space where the topic is hidden by it.
pub async fn send(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    caller.member()?;
    let (topic, number) = (number_in(&request.item)?, post_number(fields)?);
    let place = platform.flag_post(caller, topic, number, fields).await?;
    let found = match platform.topic_page(caller, place.topic, place.post).await {
        Err(Error::NotFound) => {
            return Ok(Done::SeeOther(format!("/forum/{}?signale=1#signale", request.slug)));
        }
        found => found?,
    };
    let path = topic_path(&found.space, &found.topic);
    Ok(Done::SeeOther(format!("{path}?message={}&signale=1#signale", place.post)))
}

fn post_number(fields: &Fields) -> Result<i64, Error> {
    fields.get(POST).parse().map_err(|_| Error::NotFound)
}
