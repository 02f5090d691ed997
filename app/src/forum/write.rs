//! Beginning a topic, and replying: each a plain form that loses nothing when it is refused.

use super::form::{PostForm, address, beside_sending, keep_button, said};
use super::parts::{kind_icon, kind_name, name, number_in, post_path, space_path, topic_path};
use super::{attached, gone, polls, similar, voice};
use crate::home::outbox::{Kind, kept_notice};
use crate::moderation;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, action_row, button, crumbs, error_summary, link_button, page_head};
use domain::Error;
use domain::forum::{Desk, Place};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Space, Topic, TopicKind, Visible, forum_field as field, poll_field, quote};
use model::moderation::Measure;

/// The number of the post that is answered, in the address.
pub(super) const QUOTED: &str = "citer";

/// `/forum/{space}/nouveau`: the form of a topic.
pub async fn page(request: &Request) -> PageResult {
    let desk = request.platform.desk_in(&request.caller, &request.slug).await?;
    let id = request.platform.next_post_id().to_string();
    let fresh = Fields::from([
        (field::KIND, TopicKind::Discussion.code()),
        (field::ID, id.as_str()),
        (poll_field::DAYS, "7"),
    ]);
    let form = PostForm::of(request, &desk, fresh).await?;
    let barrier = request.platform.barrier(&request.caller, desk.space.id).await?;
    Ok(topic_page(request, desk, form, Vec::new(), barrier))
}

/// The form of a topic, with topics that are like it, and with what keeps her from writing.
fn topic_page(
    request: &Request,
    desk: Desk,
    form: PostForm,
    similar: Vec<(Space, Topic)>,
    barrier: Option<Measure>,
) -> Page {
    let locale = request.locale;
    let request = request.clone();
    let title = t::forum::topic_new(locale);
    let page = Page::new(title, move || {
        let home = space_path(&desk.space);
        let crumb = vec![
            (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
            (Some(home.clone()), desk.space.name.to_string()),
            (None, title.to_owned()),
        ];
        // An experience is told on its own way.
        let kinds = TopicKind::ALL
            .iter()
            .filter(|it| **it != TopicKind::Experience)
            .map(|it| (it.code().to_owned(), kind_icon(*it).to_owned(), kind_name(locale, *it).to_owned()));
        let publish = if similar.is_empty() {
            t::forum::topic_publish(locale)
        } else {
            t::forum_search::similar_publish(locale)
        };
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::topic_intro(locale))}
                {said(&request)}
                {barrier.map(|it| moderation::barrier(locale, &it))}
                <form class="form" method="post" action=address(&desk) enctype="multipart/form-data" data-upload="voix"
                    data-outbox=Kind::Topic.code() data-about=desk.space.name.to_string()>
                    {error_summary(&request, &form.form, label_of(locale))}
                    {form.head(locale, publish)}
                    {similar::notice(locale, &similar)}
                    {ui::choices(locale, &form.form, field::KIND, false, t::forum::label_kind(locale), "", kinds.collect())}
                    {ui::text_input(locale, &form.form, field::TITLE, "text", t::forum::label_title(locale), t::forum::hint_title(locale), true)}
                    {similar::while_typing(locale)}
                    {form.text(locale, 10)}
                    {form.voice(locale)}
                    {form.pictures(locale)}
                    {polls::in_form(locale, &form.form)}
                    {form.alias(locale, &desk.space)}
                    {ui::trap(locale, &form.form)}
                    {action_row(html! {
                        {button("btn btn-primary", "i-check", publish)}
                        {keep_button(locale)}
                        {link_button("btn btn-quiet", home, "", t::common::action_cancel(locale))}
                    })}
                </form>
                {kept_notice(locale)}
                {voice::script()}
            </div>
        }
    });
    page.told_once()
}

/// Begins it, once she has seen what is like it; what she wrote is kept while she looks there.
pub async fn open(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    let desk = platform.desk_in(caller, &request.slug).await?;
    attached::keep(request, fields, upload).await?;
    if let Some(done) = beside_sending(request, &desk, fields).await? {
        return Ok(done);
    }
    let similar = platform.topics_like(caller, &request.slug, fields).await?;
    if !similar.is_empty() {
        platform.keep_unsent(caller, &desk, fields).await?;
        let form = PostForm::sent(&desk, fields).attached(request).await?;
        let barrier = platform.barrier(caller, desk.space.id).await?;
        return Ok(Done::Page(topic_page(request, desk, form, similar, barrier)));
    }
    let place = platform.open_topic(caller, &request.slug, fields).await?;
    lead_to(request, place).await
}

/// `/forum/{space}/{topic}/repondre`: the form alone, where a refused reply stands again, and a quote to answer to.
pub async fn reply_page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let desk = match platform.desk_at(&request.caller, number_in(&request.item)?).await {
        // Her words go where the topic stands now, if she sends them again.
        Err(Error::Moved { topic, .. }) if request.rejected.is_some() => {
            platform.desk_at(&request.caller, topic).await
        }
        desk => desk,
    };
    let desk = match desk {
        Err(refusal @ (Error::NotFound | Error::NotAllowed)) if request.rejected.is_some() => {
            return gone::page(request, &refusal).await;
        }
        desk => desk?,
    };
    let topic = desk.topic.clone().ok_or(Error::NotFound)?;
    let id = platform.next_post_id().to_string();
    let mut form = PostForm::of(request, &desk, Fields::from([(field::ID, id.as_str())])).await?;
    if let (Ok(number), None) = (request.query.get(QUOTED).parse(), &request.rejected) {
        let post = platform.post_to_quote(&request.caller, topic.number, number).await?;
        form.quote(&quote(&name(locale, &post.author, topic.example), post.text.as_str()));
    }
    let barrier = platform.barrier(&request.caller, desk.space.id).await?;
    let request = request.clone();
    let title = t::forum::reply_to(locale, &topic.title);
    let page = Page::new(title.clone(), move || {
        let home = topic_path(&desk.space, &topic);
        let crumb = vec![
            (Some(space_path(&desk.space)), desk.space.name.to_string()),
            (Some(home), topic.title.to_string()),
            (None, t::forum::reply_title(locale).to_owned()),
        ];
        let summary = error_summary(&request, &form.form, label_of(locale));
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {said(&request)}
                {barrier.map(|it| moderation::barrier(locale, &it))}
                {reply_form(locale, &form, &desk, summary)}
                {voice::script()}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Keeps it.
pub async fn reply(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    let topic = number_in(&request.item)?;
    let desk = match platform.desk_at(caller, topic).await {
        // It was taken away, or became one with another, while she wrote: her form comes back, with her voice and her image.
        Err(refusal @ (Error::Moved { .. } | Error::NotFound | Error::NotAllowed)) => {
            return Err(gone::keep(request, topic, refusal, fields, upload).await);
        }
        desk => desk?,
    };
    attached::keep(request, fields, upload).await?;
    if let Some(done) = beside_sending(request, &desk, fields).await? {
        return Ok(done);
    }
    let place = platform.reply(caller, topic, fields).await?;
    lead_to(request, place).await
}

/// The form of a reply.
pub(super) fn reply_form(locale: Locale, form: &PostForm, desk: &Desk, before: impl IntoView) -> AnyView {
    html! {
        <form class="form" method="post" action=address(desk) enctype="multipart/form-data" data-upload="voix"
            data-outbox=Kind::Reply.code() data-about=desk.topic.as_ref().map(|it| it.title.to_string())>
            {before}
            {form.head(locale, t::forum::reply_send(locale))}
            {form.text(locale, 6)}
            {form.voice(locale)}
            {form.pictures(locale)}
            {form.alias(locale, &desk.space)}
            {ui::trap(locale, &form.form)}
            {action_row(html! {
                {button("btn btn-primary", "i-check", t::forum::reply_send(locale))}
                {keep_button(locale)}
            })}
        </form>
        {kept_notice(locale)}
    }
}

/// The names of the fields, for the list of what is wrong.
pub(super) fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| match name {
        field::TITLE => Some(t::forum::label_title(locale)),
        field::KIND => Some(t::forum::label_kind(locale)),
        field::TEXT => Some(t::forum::label_text(locale)),
        field::PICTURE => Some(t::forum_picture::file(locale)),
        field::ALIAS => Some(t::forum::label_alias(locale)),
        field::TRAP => Some(t::common::trap_label(locale)),
        field::HELD => Some(t::forum::label_held(locale)),
        field::VOICE => Some(t::voice::field(locale)),
        poll_field::STYLE => Some(t::forum_poll::style(locale)),
        poll_field::QUESTION => Some(t::forum_poll::question(locale)),
        poll_field::OPTIONS => Some(t::forum_poll::options(locale)),
        poll_field::DAYS => Some(t::forum_poll::days(locale)),
        poll_field::VOTE => Some(t::forum_poll::vote_label(locale)),
        field::REASON => Some(t::forum::label_reason(locale)),
        field::NAME => Some(t::forum::label_name(locale)),
        field::ABOUT => Some(t::forum::label_about(locale)),
        field::RULES => Some(t::forum::rules(locale)),
        field::AUDIENCE => Some(t::forum::label_audience(locale)),
        field::LANGUAGE => Some(t::forum::label_language(locale)),
        field::ORGANIZATION => Some(t::forum::label_organization(locale)),
        _ => None,
    }
}

async fn lead_to(request: &Request, place: Place) -> DoneResult {
    let found = request.platform.post_stands(&request.caller, place).await;
    // What waits for a moderator is read where she learns that it does.
    let waits = || Ok(Done::SeeOther(format!("/compte/decisions/{}.{}", place.topic, place.post)));
    match found {
        Ok((_, _, Visible::Hidden)) => waits(),
        Err(Error::NotFound)
            if request.platform.own_case(&request.caller, place.topic, place.post).await.is_ok() =>
        {
            waits()
        }
        Ok((space, topic, _)) => Ok(Done::SeeOther(post_path(&space, &topic, place.post))),
        Err(Error::NotFound) => Ok(Done::SeeOther(format!("/forum/{}", request.slug))),
        Err(error) => Err(error),
    }
}
