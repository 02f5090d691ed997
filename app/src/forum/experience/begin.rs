//! `/forum/{space}/experience`: what telling is like, and its beginning.

use super::drafts::rows;
use super::words::label_of;
use super::{DRAFTS, draft_path, text};
use crate::forum::{space_path, topic_by_number, voice};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{Form, Tone, action_row, alert, button, crumbs, error_summary, link_button, page_head};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Experience, Step, experience_field as field, forum_field};

/// What it is like.
pub async fn page(request: &Request) -> PageResult {
    let platform = &request.platform;
    let space = platform.space(&request.caller, &request.slug).await?;
    request.caller.writer(&space)?;
    let (locale, drafts) = (request.locale, platform.experience_drafts(&request.caller).await?);
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::experience::begin(locale);
    let page = Page::new(title, move || {
        let home = space_path(&space);
        let action = format!("{home}/experience");
        let crumb = vec![
            (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
            (Some(home.clone()), space.name.to_string()),
            (None, title.to_owned()),
        ];
        let own = (!drafts.is_empty()).then(|| {
            html! {
                <section class="stack">
                    <h2>{t::experience::drafts_title(locale)}</h2>
                    <ul class="list">{rows(locale, &drafts)}</ul>
                </section>
            }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::experience::begin_intro(locale))}
                {alert(Tone::Warning, t::experience::begin_rule(locale), ())}
                <form class="form" method="post" action=action>
                    {error_summary(&request, &form, label_of(locale))}
                    {action_row(html! {
                        {button("btn btn-primary", "i-next", t::experience::begin_now(locale))}
                        {link_button("btn btn-quiet", home, "", t::common::action_cancel(locale))}
                    })}
                </form>
                {own}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Begins, and leads to the first step; or keeps what was told without network, and publishes it if nothing is missing.
pub async fn begin(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    if fields.has(field::TITLE) {
        return at_once(request, fields, upload).await;
    }
    let draft = request.platform.begin_experience(&request.caller, &request.slug).await?;
    Ok(Done::SeeOther(format!("{}/{}", draft_path(draft.id), Step::Title.code())))
}

async fn at_once(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (caller, platform, locale) = (&request.caller, &request.platform, request.locale);
    let id = fields.get(forum_field::ID);
    if let Some(place) = platform.published_experience(caller, id).await? {
        return Ok(Done::SeeOther(topic_by_number(place.topic, place.post)));
    }
    platform.tell_at_once(caller, &request.slug, fields).await?;
    if let Some(sound) = voice::sound(upload) {
        platform.speak_step(caller, id, Step::Done, Some(sound)).await?;
    }
    let scribe = |it: &Experience, terms: &_| text::written(locale, it, terms);
    match platform.publish_experience(caller, id, fields, &scribe).await {
        Ok(place) => Ok(Done::SeeOther(topic_by_number(place.topic, place.post))),
        // What is missing she tells there.
        Err(Error::Invalid(_)) => Ok(Done::SeeOther(format!("{DRAFTS}/{id}"))),
        Err(error) => Err(error),
    }
}

/// The way to hers, if she has any.
pub fn drafts_way(locale: Locale, count: usize) -> Option<AnyView> {
    (count > 0)
        .then(|| link_button("btn btn-quiet", DRAFTS, "i-edit", t::experience::drafts_count(locale, count)))
}
