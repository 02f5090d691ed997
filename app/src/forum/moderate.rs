//! `/forum/{space}/{topic}/moderer`: what a moderator decides about a topic, with a reason that can be told.

use super::merge::sure;
use super::parts::{number_in, slow_choices, space_path, topic_path};
use super::write::label_of;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, action_row, crumbs, error_summary, icon, link_button, list_link, page_head};
use domain::Error;
use domain::forum::{TopicChange, TopicPage};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{SlowMode, Space, TopicKind, Visible, forum_field as field};
use model::id::SpaceId;

/// The acts.
pub async fn page(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let (locale, platform) = (request.locale, &request.platform);
    let found = platform.topic_page(&request.caller, number_in(&request.item)?, 1).await?;
    request.caller.space_moderator(&found.space)?;
    let spaces: Vec<Space> = platform
        .spaces()
        .await?
        .iter()
        .filter(|it| it.id != found.space.id && request.caller.space_moderator(it).is_ok())
        .cloned()
        .collect();
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::forum::moderate_topic(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, title.to_owned()),
        ];
        let action = format!("{home}/moderer");
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::moderate_intro(locale))}
                <form class="form" method="post" action=action>
                    {error_summary(&request, &form, label_of(locale))}
                    {on_topic(locale, &form, &found, &spaces)}
                </form>
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
    let change = match fields.get("geste") {
        "epingler" => TopicChange::Pin(true),
        "desepingler" => TopicChange::Pin(false),
        "fermer" => TopicChange::Close(true),
        "rouvrir" => TopicChange::Close(false),
        "masquer" => TopicChange::Hide(true),
        "montrer" => TopicChange::Hide(false),
        "ralentir" => TopicChange::Slow(SlowMode::parse(fields.get(field::SLOW)).ok_or(Error::Unreadable)?),
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
    // Until she chose something, what holds is chosen.
    let chosen = Fields::from([(field::SLOW, topic.slow.code())]);
    let slow =
        if form.fields.has(field::SLOW) { form.clone() } else { Form { fields: chosen, errors: Vec::new() } };
    let options: Vec<_> = spaces.iter().map(|it| (it.id.to_string(), it.name.to_string())).collect();
    let elsewhere = (!options.is_empty()).then(|| {
        html! {
            {ui::select(locale, form, "vers", t::forum::move_to(locale), "", false, options)}
            {sure(locale, form)}
            {action_row(act_button("btn", "deplacer", "i-next", t::forum::move_topic(locale)))}
        }
    });
    let home = topic_path(&page.space, topic);
    html! {
        {reason(locale, form)}
        {action_row(html! { {pin}{close}{hide} })}
        {ui::select(locale, &slow, field::SLOW, t::forum::label_slow(locale), "", true, slow_choices(locale))}
        {action_row(act_button("btn", "ralentir", "i-clock", t::forum::slow_set(locale)))}
        {elsewhere}
        <ul class="list">
            {(topic.kind != TopicKind::Experience).then(|| list_link(format!("{home}/reunir"), "i-network", t::forum::merge_title(locale), t::forum::merge_note(locale)))}
            {(topic.posts > 1).then(|| list_link(format!("{home}/separer"), "i-matrix", t::forum::split_title(locale), t::forum::split_note(locale)))}
        </ul>
    }
}
