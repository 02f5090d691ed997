//! A message with its answers, one below the other.

use crate::t::Locale;
use leptos::prelude::*;
use model::message::{Body, Conversation};
use model::time::Moment;

/// The whole conversation; `who` says who wrote, of whether it was the organisation and of the day in words.
pub fn conversation(
    locale: Locale,
    conversation: &Conversation,
    who: impl Fn(bool, String) -> String,
) -> AnyView {
    let part = |by_organization: bool, body: &Body, at: Moment| {
        let side = if by_organization { "organization" } else { "visitor" };
        let lines = body.as_str().lines().filter(|line| !line.is_empty());
        let lines: Vec<_> = lines.map(|line| html! { <p>{line.to_owned()}</p> }).collect();
        html! {
            <li class="card stack" data-by=side>
                <p class="muted"><time datetime=at.rfc3339()>{who(by_organization, super::date(locale, at.day()))}</time></p>
                <div class="prose">{lines}</div>
            </li>
        }
    };
    let message = &conversation.message;
    let first = part(false, &message.draft.body, message.received_at);
    let answers: Vec<_> =
        conversation.answers.iter().map(|it| part(it.by_organization, &it.body, it.made_at)).collect();
    html! { <ol class="stack conversation">{first}{answers}</ol> }
}
