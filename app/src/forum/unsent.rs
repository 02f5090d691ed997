//! `/compte/brouillons`: what somebody began to write in the forum, to go on with it or to throw it away.

use super::form::address;
use super::voice;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{button, crumbs, date, empty_state, link_button, page_head, scripts};
use domain::Error;
use domain::forum::Begun;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Recording, UnsentPlace, forum_field as field, plain, shortened};
use model::id::{PostId, SpaceId, TopicId};

/// The address.
pub const PATH: &str = "/compte/brouillons";
/// The fields that say which one is thrown away.
const SPACE: &str = "espace";
const TOPIC: &str = "sujet";
/// How much of each is shown, in characters.
const SHOWN: usize = 160;

/// All of them.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let all = request.platform.all_begun(&request.caller).await?;
    let mut voices = Vec::new();
    for it in &all {
        // Where she goes on writing she hears it; where she cannot, here.
        let id = PostId::parse(it.unsent.fields.get(field::ID)).filter(|_| it.desk.is_none());
        voices.push(match id {
            Some(id) => request.platform.own_recordings(&request.caller, id).await?,
            None => Vec::new(),
        });
    }
    let title = t::forum_writing::all(locale);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some("/compte".to_owned()), t::account::title(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let rows: Vec<_> = all.iter().zip(&voices).map(|(it, voices)| row(locale, it, voices)).collect();
        let content = if rows.is_empty() {
            let ways = vec![("/forum".to_owned(), t::common::nav_forum(locale).to_owned())];
            empty_state(t::forum_writing::all_none(locale), t::forum_writing::all_none_text(locale), ways)
        } else {
            html! { <ul class="stack">{rows}</ul> }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum_writing::all_intro(locale))}
                {content}
                {voices.iter().any(|it| !it.is_empty()).then(|| scripts(&["player"]))}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Throws one away.
pub async fn throw(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.oneself()?;
    let space = SpaceId::parse(fields.get(SPACE)).ok_or(Error::NotFound)?;
    let place = UnsentPlace { space, topic: TopicId::parse(fields.get(TOPIC)) };
    request.platform.throw_unsent(&request.caller, place).await?;
    Ok(Done::SeeOther(PATH.to_owned()))
}

fn row(locale: Locale, it: &Begun, voices: &[Recording]) -> AnyView {
    let place = it.unsent.place;
    let (title, text) = (it.unsent.fields.get(field::TITLE).to_owned(), it.unsent.fields.get(field::TEXT));
    let heading = match &it.desk {
        Some(desk) => match &desk.topic {
            Some(topic) => t::forum_writing::answers(locale, &topic.title),
            None if title.is_empty() => t::forum_writing::new_in(locale, &desk.space.name),
            None => title,
        },
        None => t::forum_writing::answers(locale, "…"),
    };
    // Where she cannot go on writing it, all of it stands here.
    let words = match &it.desk {
        Some(_) => html! { <p>{shortened(&plain(text), SHOWN)}</p> },
        None => {
            html! { <p class="hint">{t::forum_writing::gone(locale)}</p><p class="as-written">{text.to_owned()}</p> }
        }
    };
    let go_on = it
        .desk
        .as_ref()
        .map(|desk| link_button("btn btn-primary", address(desk), "i-edit", t::forum_writing::go_on(locale)));
    html! {
        <li class="card stack">
            <h2>{heading}</h2>
            <p class="muted">{t::forum_writing::begun(locale, date(locale, it.unsent.saved_at.day()))}</p>
            {words}
            {voices.iter().map(|it| voice::listen(locale, it, t::voice::recording(locale))).collect_view()}
            <form class="row" method="post" action=PATH>
                <input type="hidden" name=SPACE value=place.space.to_string()/>
                {place.topic.map(|topic| html! { <input type="hidden" name=TOPIC value=topic.to_string()/> })}
                {go_on}
                {button("btn btn-quiet", "i-trash", t::forum_writing::throw(locale))}
            </form>
        </li>
    }
}
