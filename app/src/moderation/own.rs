//! `/compte/decisions/{topic.post}`: what was decided about a post of hers, why, and her one way to have it looked at again.

use super::{OWN_MEASURES, numbers};
use crate::accounts::crumbs;
use crate::forum::{heard, quoted_post, topic_by_number};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, Tone, action_row, alert, button, error_summary, page_head};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::Visible;
use model::moderation::{Case, Cause, moderation_field as field};

/// The decision.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let (topic, number) = numbers(request)?;
    let case = request.platform.own_case(&request.caller, topic, number).await?;
    let voices = request.platform.own_recordings(&request.caller, case.post).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::moderation::own_title(locale);
    let page = Page::new(title, move || {
        let state = match (case.visible, case.waiting) {
            (Visible::Hidden, true) if case.cause == Cause::Held => t::moderation::own_held(locale),
            (Visible::Hidden, true) => t::moderation::own_waits(locale),
            (Visible::Hidden, false) => t::moderation::own_hidden(locale),
            (Visible::Removed, _) => t::moderation::own_removed(locale),
            (Visible::Withdrawn, _) => t::moderation::own_withdrawn(locale),
            _ => t::moderation::own_shown(locale),
        };
        let unseen = matches!(case.visible, Visible::Hidden | Visible::Removed);
        let tone = if unseen { Tone::Warning } else { Tone::Success };
        let reason = case.decision.as_ref().and_then(|it| it.reason.clone());
        let seen = (case.visible == Visible::Shown).then(
            || html! { <p><a href=topic_by_number(topic, number)>{t::moderation::own_open(locale)}</a></p> },
        );
        let removed = (case.visible == Visible::Removed)
            .then(|| html! { <p><a href=OWN_MEASURES>{t::measures::own_list_title(locale)}</a></p> });
        html! {
            <div class="wrap stack">
                {crumbs(locale, title)}
                {page_head(title, case.title.to_string())}
                {alert(tone, state, reason.map(|words| html! { <p>{t::moderation::own_reason(locale, words)}</p> }))}
                {quoted_post(locale, &case.author, case.example, case.text.as_str())}
                {heard(locale, &voices)}
                {seen}
                {removed}
                {appeal_form(&request, &form, &case)}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Asks for another look.
pub async fn appeal(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (topic, number) = numbers(request)?;
    request.platform.appeal(&request.caller, topic, number, fields).await?;
    Ok(Done::SeeOther(request.path.clone()))
}

fn appeal_form(request: &Request, form: &Form, case: &Case) -> Option<AnyView> {
    let locale = request.locale;
    if let Some(words) = &case.appeal {
        return Some(html! {
            <section class="stack">
                <h2>{t::moderation::appeal_sent(locale)}</h2>
                <blockquote>{words.to_string()}</blockquote>
            </section>
        });
    }
    (case.visible == Visible::Hidden && !case.waiting).then(|| {
        html! {
            <form class="card form" method="post" action=request.path.clone()>
                <h2>{t::moderation::appeal_title(locale)}</h2>
                <p>{t::moderation::appeal_text(locale)}</p>
                {error_summary(request, form, |_| Some(t::moderation::appeal_words(locale)))}
                {ui::textarea(locale, form, field::WORDS, 4, t::moderation::appeal_words(locale), "", true)}
                {action_row(button("btn btn-primary", "i-check", t::moderation::appeal_send(locale)))}
            </form>
        }
    })
}
