//! Beginning a topic, and replying: each a plain form that loses nothing when it is refused.

use super::parts::{kind_icon, kind_name, number_in, post_path, space_path, topic_path};
use crate::moderation;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, action_row, button, crumbs, error_summary, link_button, page_head};
use domain::Error;
use domain::forum::Place;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Post, Space, TopicKind, Visible, forum_field as field};

/// `/forum/{space}/nouveau`: the form of a topic.
pub async fn page(request: &Request) -> PageResult {
    let space = request.platform.space(&request.caller, &request.slug).await?;
    request.caller.writer(&space)?;
    let locale = request.locale;
    let id = request.platform.next_post_id().to_string();
    let form = Form::of(request, || {
        Fields::from([(field::KIND, TopicKind::Discussion.code()), (field::ID, id.as_str())])
    });
    let barrier = request.platform.barrier(&request.caller, space.id).await?;
    let request = request.clone();
    let title = t::forum::topic_new(locale);
    let page = Page::new(title, move || {
        let home = space_path(&space);
        let crumb = vec![
            (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
            (Some(home.clone()), space.name.to_string()),
            (None, title.to_owned()),
        ];
        let kinds = TopicKind::ALL
            .iter()
            .map(|it| (it.code().to_owned(), kind_icon(*it).to_owned(), kind_name(locale, *it).to_owned()));
        let action = format!("{home}/nouveau");
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::topic_intro(locale))}
                {barrier.map(|it| moderation::barrier(locale, &it))}
                <form class="form" method="post" action=action>
                    {error_summary(&request, &form, label_of(locale))}
                    {hidden_id(&form)}
                    {ui::choices(locale, &form, field::KIND, false, t::forum::label_kind(locale), "", kinds.collect())}
                    {ui::text_input(locale, &form, field::TITLE, "text", t::forum::label_title(locale), t::forum::hint_title(locale), true)}
                    {text(locale, &form, 10)}
                    {alias(locale, &form, &space)}
                    {ui::trap(locale, &form)}
                    {action_row(html! {
                        {button("btn btn-primary", "i-check", t::forum::topic_publish(locale))}
                        {link_button("btn btn-quiet", home, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Begins it.
pub async fn open(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let place = request.platform.open_topic(&request.caller, &request.slug, fields).await?;
    lead_to(request, place).await
}

/// `/forum/{space}/{topic}/repondre`: the form alone, where a refused reply stands again.
pub async fn reply_page(request: &Request) -> PageResult {
    let locale = request.locale;
    let number = number_in(&request.item)?;
    let found = match request.platform.topic_page(&request.caller, number, 1).await {
        // Her words go where the topic stands now, if she sends them again.
        Err(Error::Moved { topic, .. }) if request.rejected.is_some() => {
            request.platform.topic_page(&request.caller, topic, 1).await?
        }
        found => found?,
    };
    request.caller.writer(&found.space)?;
    let id = request.platform.next_post_id().to_string();
    let form = Form::of(request, || Fields::from([(field::ID, id.as_str())]));
    let barrier = request.platform.barrier(&request.caller, found.space.id).await?;
    let request = request.clone();
    let title = t::forum::reply_to(locale, &found.topic.title);
    let page = Page::new(title.clone(), move || {
        let home = topic_path(&found.space, &found.topic);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, t::forum::reply_title(locale).to_owned()),
        ];
        let summary = error_summary(&request, &form, label_of(locale));
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {barrier.map(|it| moderation::barrier(locale, &it))}
                {reply_form(locale, &form, &found.space, &format!("{home}/repondre"), summary)}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Keeps it.
pub async fn reply(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let place = request.platform.reply(&request.caller, number_in(&request.item)?, fields).await?;
    lead_to(request, place).await
}

/// The form of a reply.
pub(super) fn reply_form(
    locale: Locale,
    form: &Form,
    space: &Space,
    action: &str,
    before: impl IntoView,
) -> AnyView {
    html! {
        <form class="form" method="post" action=action.to_owned()>
            {before}
            {hidden_id(form)}
            {text(locale, form, 6)}
            {alias(locale, form, space)}
            {ui::trap(locale, form)}
            {action_row(button("btn btn-primary", "i-check", t::forum::reply_send(locale)))}
        </form>
    }
}

/// The field of what is written.
pub(super) fn text(locale: Locale, form: &Form, rows: u8) -> AnyView {
    ui::textarea(
        locale,
        form,
        field::TEXT,
        rows,
        t::forum::label_text(locale),
        t::forum::hint_text(locale),
        true,
    )
}

/// The field of another first name, folded away until she wants it, where a space allows one. It stays where none is allowed any
/// more, with what she typed.
fn alias(locale: Locale, form: &Form, space: &Space) -> Option<AnyView> {
    let typed = form.fields.has(field::ALIAS);
    (space.aliases || typed).then(|| {
        html! {
            <details class="fold" open=typed>
                <summary>{t::forum::alias_open(locale)}</summary>
                {ui::text_input(locale, form, field::ALIAS, "text", t::forum::label_alias(locale), t::forum::hint_alias(locale), false)}
            </details>
        }
    })
}

/// The names of the fields, for the list of what is wrong.
pub(super) fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| match name {
        field::TITLE => Some(t::forum::label_title(locale)),
        field::KIND => Some(t::forum::label_kind(locale)),
        field::TEXT => Some(t::forum::label_text(locale)),
        field::ALIAS => Some(t::forum::label_alias(locale)),
        field::TRAP => Some(t::common::trap_label(locale)),
        field::HELD => Some(t::forum::label_held(locale)),
        field::REASON => Some(t::forum::label_reason(locale)),
        field::NAME => Some(t::forum::label_name(locale)),
        field::ABOUT => Some(t::forum::label_about(locale)),
        field::RULES => Some(t::forum::rules(locale)),
        field::AUDIENCE => Some(t::forum::label_audience(locale)),
        field::ORGANIZATION => Some(t::forum::label_organization(locale)),
        _ => None,
    }
}

/// The id under which what is written is kept once, however often the form comes.
fn hidden_id(form: &Form) -> AnyView {
    let id = form.fields.get(field::ID).to_owned();
    html! { <input type="hidden" name=field::ID value=id/> }
}

async fn lead_to(request: &Request, place: Place) -> DoneResult {
    let found = request.platform.topic_page(&request.caller, place.topic, place.post).await;
    // What waits for a moderator is read where she learns that it does.
    let waits = || Ok(Done::SeeOther(format!("/compte/decisions/{}.{}", place.topic, place.post)));
    let hidden = |it: &Post| it.number == place.post && it.visible == Visible::Hidden;
    match found {
        Ok(found) if found.posts.iter().any(hidden) => waits(),
        Err(Error::NotFound)
            if request.platform.own_case(&request.caller, place.topic, place.post).await.is_ok() =>
        {
            waits()
        }
        Ok(found) => Ok(Done::SeeOther(post_path(&found.space, &found.topic, place.post))),
        Err(Error::NotFound) => Ok(Done::SeeOther(format!("/forum/{}", request.slug))),
        Err(error) => Err(error),
    }
}
