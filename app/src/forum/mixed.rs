//! What a page of posts says of those that came from another topic, and of those that went to one.

use super::parts::topic_by_number;
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, icon};
use domain::forum::{Origin, TopicPage};
use leptos::prelude::*;
use model::forum::{Post, Topic};

/// The name of the part of an address that says from which topic one was led here.
pub const FROM: &str = "de";

/// Where a post stands now that was asked for in a topic that became one with another. The browser keeps the place on the page that
/// the old address named, and `anchor` answers to it.
pub fn moved_path(topic: i64, post: i64, asked: &str) -> String {
    match Topic::number_in(asked) {
        Some(old) => format!("/forum/sujet/{topic}?message={post}&{FROM}={old}"),
        None => topic_by_number(topic, post),
    }
}

/// The place of a post on its page. Who was led here from another topic asked for a number of there: the post that had it answers
/// to it, and no other does.
pub(super) fn anchor(page: &TopicPage, post: &Post) -> Option<String> {
    let Some(asked) = page.mix.asked else { return Some(format!("m{}", post.number)) };
    let of_there = |it: &&Origin| it.topic == asked;
    let there = page.mix.came.iter().filter(of_there).find(|it| it.number == post.number);
    match there {
        Some(origin) => Some(format!("m{}", origin.post)),
        None if page.mix.came.iter().filter(of_there).any(|it| it.post == post.number) => None,
        None => Some(format!("m{}", post.number)),
    }
}

/// What she is told who asked for a topic that became one with this.
pub(super) fn arrival(locale: Locale, page: &TopicPage) -> Option<AnyView> {
    let asked = page.mix.asked?;
    let first = page.mix.came.iter().find(|it| it.topic == asked)?;
    let words = match &first.title {
        Some(title) => t::forum::merged_arrival(locale, title),
        None => t::forum::merged_arrival_untitled(locale).to_owned(),
    };
    let href = format!("#m{}", first.post);
    let way = html! { <p><a href=href>{t::forum::merged_begin(locale)}</a></p> };
    Some(alert(Tone::Info, words, way))
}

/// Before the first of several posts that came together: from where.
pub(super) fn came_from(locale: Locale, page: &TopicPage, post: &Post) -> Option<AnyView> {
    let of = |number: i64| page.mix.came.iter().rfind(|it| it.number == number);
    let origin = of(post.number)?;
    // The one before it came from there too, and says it.
    if post.number > page.from && of(post.number - 1).is_some_and(|it| it.topic == origin.topic) {
        return None;
    }
    let words = match &origin.title {
        Some(title) => t::forum::came_from(locale, title),
        None => t::forum::came_from_elsewhere(locale).to_owned(),
    };
    Some(html! { <p class="hint">{icon("i-next")}" "{words}</p> })
}

/// What stands in the place of a post that went.
pub(super) fn left(locale: Locale, page: &TopicPage, post: &Post) -> AnyView {
    let way = page.mix.went.get(&post.number).map(|(topic, number)| {
        let href = topic_by_number(*topic, *number);
        html! { " "<a href=href>{t::forum::moved_open(locale)}</a> }
    });
    html! {
        <li class="card post" id=anchor(page, post)>
            <p class="muted">{icon("i-next")}" "{t::forum::post_number(locale, post.number)}" · "{t::forum::post_moved(locale)}{way}</p>
        </li>
    }
}
