//! `/forum/{space}/{topic}/moderer`: what a moderator decides about a topic, or about one of its posts, each with a reason that can
//! be told.

use super::parts::{name, number_in, post_path, space_path, topic_path};
use super::write::label_of;
use crate::accounts::staff::AGREEMENTS;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, action_row, crumbs, date, error_summary, icon, link_button, markdown, page_head,
};
use domain::Error;
use domain::forum::{TopicChange, TopicPage};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Post, Space, Visible, forum_field as field};
use model::id::SpaceId;
use model::time::Moment;

/// The name of the field with the number of the post.
const POST: &str = "message";

/// The acts; with `message` those on a post, else those on the topic.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let sent = request.rejected.as_ref().map_or(&request.query, |it| &it.fields);
    let number: Option<i64> = sent.filled(POST).and_then(|it| it.parse().ok());
    let found = platform.topic_page(&request.caller, number_in(&request.item)?, number.unwrap_or(1)).await?;
    request.caller.space_moderator(&found.space)?;
    let post = match number {
        Some(number) => {
            Some(found.posts.iter().find(|it| it.number == number).cloned().ok_or(Error::NotFound)?)
        }
        None => None,
    };
    let before = match &post {
        Some(post) => platform.revisions(&request.caller, &found.space, post).await?,
        None => Vec::new(),
    };
    let spaces: Vec<Space> = platform
        .spaces()
        .await?
        .iter()
        .filter(|it| it.id != found.space.id && request.caller.space_moderator(it).is_ok())
        .cloned()
        .collect();
    let form = Form::of(request, Fields::default);
    let administers = request.caller.administrator().is_ok();
    let request = request.clone();
    let title = match &post {
        Some(post) => t::forum::moderate_post_title(locale, post.number),
        None => t::forum::moderate_topic(locale).to_owned(),
    };
    let page = Page::new(title.clone(), move || {
        let home = topic_path(&found.space, &found.topic);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, title.clone()),
        ];
        let action = format!("{home}/moderer");
        let acts = match &post {
            Some(post) => on_post(locale, &form, post),
            None => on_topic(locale, &form, &found, &spaces),
        };
        let shown = post.as_ref().map(|it| quoted(locale, &found, it, before));
        let opens = post.as_ref().filter(|it| administers && it.author.alias().is_some()).map(|it| {
            let href = format!("{AGREEMENTS}?acte=prenom&message={}.{}", found.topic.number, it.number);
            html! { <p>{link_button("btn btn-quiet", href, "i-group", t::forum::alias_ask(locale))}</p> }
        });
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::moderate_intro(locale))}
                {shown}
                <form class="form" method="post" action=action>
                    {error_summary(&request, &form, label_of(locale))}
                    {acts}
                </form>
                {opens}
                <p>{link_button("btn btn-quiet", home, "i-back", t::forum::back_to_topic(locale))}</p>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Does what a button says.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    caller.moderator()?;
    let topic = number_in(&request.item)?;
    if let Some(number) = fields.filled(POST) {
        let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
        let hides = match fields.get("geste") {
            "masquer" => true,
            "montrer" => false,
            _ => return Err(Error::Unreadable),
        };
        platform.hide_post(caller, topic, number, hides, fields).await?;
        let found = platform.topic_page(caller, topic, number).await?;
        return Ok(Done::SeeOther(post_path(&found.space, &found.topic, number)));
    }
    let change = match fields.get("geste") {
        "epingler" => TopicChange::Pin(true),
        "desepingler" => TopicChange::Pin(false),
        "fermer" => TopicChange::Close(true),
        "rouvrir" => TopicChange::Close(false),
        "masquer" => TopicChange::Hide(true),
        "montrer" => TopicChange::Hide(false),
        "deplacer" => TopicChange::Move(SpaceId::parse(fields.get("vers")).ok_or(Error::NotFound)?),
        _ => return Err(Error::Unreadable),
    };
    platform.moderate_topic(caller, topic, change, fields).await?;
    // She may not moderate where it stands now, but she reads it there.
    let found = platform.topic_page(caller, topic, 1).await?;
    Ok(Done::SeeOther(topic_path(&found.space, &found.topic)))
}

fn act_button(class: &'static str, value: &'static str, pictogram: &str, word: &'static str) -> AnyView {
    html! { <button class=class type="submit" name="geste" value=value>{icon(pictogram)}{word}</button> }
}

fn reason(locale: Locale, form: &Form) -> AnyView {
    ui::text_input(
        locale,
        form,
        field::REASON,
        "text",
        t::forum::label_reason(locale),
        t::forum::hint_reason(locale),
        false,
    )
}

fn on_post(locale: Locale, form: &Form, post: &Post) -> AnyView {
    let act = match post.visible {
        Visible::Shown => act_button("btn btn-danger", "masquer", "i-hide", t::forum::hide_post(locale)),
        Visible::Hidden => act_button("btn btn-primary", "montrer", "i-show", t::forum::show_post(locale)),
        Visible::Withdrawn => html! { <p>{t::forum::post_withdrawn(locale)}</p> },
    };
    html! {
        <input type="hidden" name=POST value=post.number.to_string()/>
        {reason(locale, form)}
        {action_row(act)}
    }
}

fn on_topic(locale: Locale, form: &Form, page: &TopicPage, spaces: &[Space]) -> AnyView {
    let topic = &page.topic;
    let pin = if topic.pinned {
        act_button("btn", "desepingler", "i-down", t::forum::unpin(locale))
    } else {
        act_button("btn", "epingler", "i-up", t::forum::pin(locale))
    };
    let close = if topic.closed {
        act_button("btn", "rouvrir", "i-undo", t::forum::reopen(locale))
    } else {
        act_button("btn", "fermer", "i-close", t::forum::close(locale))
    };
    let hide = if topic.visible == Visible::Hidden {
        act_button("btn btn-primary", "montrer", "i-show", t::forum::show_topic(locale))
    } else {
        act_button("btn btn-danger", "masquer", "i-hide", t::forum::hide_topic(locale))
    };
    let options: Vec<_> = spaces.iter().map(|it| (it.id.to_string(), it.name.to_string())).collect();
    let elsewhere = (!options.is_empty()).then(|| {
        html! {
            {ui::select(locale, form, "vers", t::forum::move_to(locale), "", false, options)}
            {action_row(act_button("btn", "deplacer", "i-next", t::forum::move_topic(locale)))}
        }
    });
    html! {
        {reason(locale, form)}
        {action_row(html! { {pin}{close}{hide} })}
        {elsewhere}
    }
}

/// The post as it stands, and what it said before.
fn quoted(locale: Locale, page: &TopicPage, post: &Post, before: Vec<(Moment, String)>) -> AnyView {
    let before: Vec<_> = before
        .into_iter()
        .map(|(until, text)| {
            html! {
                <details class="fold">
                    <summary>{t::forum::until(locale, date(locale, until.day()))}</summary>
                    <div class="prose" inner_html=markdown(&text)></div>
                </details>
            }
        })
        .collect();
    html! {
        <section class="card post stack">
            <p><b>{name(locale, &post.author, page.topic.example)}</b></p>
            <div class="prose" inner_html=markdown(post.text.as_str())></div>
            {before}
        </section>
    }
}
