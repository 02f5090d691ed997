//! Parts that the forum's pages share: who wrote, a topic in a list, addresses.

use super::follow::unread_mark;
use super::voice;
use crate::accounts::icon_of;
use crate::t;
use crate::t::Locale;
use crate::ui::{date, icon, markdown};
use domain::Error;
use leptos::prelude::*;
use model::forum::{Author, Post, Recording, Revision, SlowMode, Space, Topic, TopicKind, Unread};

/// The address of a space.
pub fn space_path(space: &Space) -> String {
    format!("/forum/{}", space.slug)
}

/// The language of what is written in a space, for its elements where it is not the page's own.
pub fn tongue(locale: Locale, space: &Space) -> Option<&'static str> {
    Some(space.language.code()).filter(|it| *it != locale.code())
}

/// The title of a topic, in its language.
pub fn titled(locale: Locale, space: &Space, title: &str) -> AnyView {
    let title = title.to_owned();
    match tongue(locale, space) {
        Some(lang) => html! { <span lang=lang>{title}</span> },
        None => html! { {title} },
    }
}

/// The address of a topic.
pub fn topic_path(space: &Space, topic: &Topic) -> String {
    topic_address(space, topic.number, topic.title.as_str())
}

/// The address of the topic of this number and title.
pub fn topic_address(space: &Space, number: i64, title: &str) -> String {
    format!("{}/{}", space_path(space), Topic::address_of(number, title))
}

/// The address of a post, which never changes: the page on which it stands, and the place on it.
pub fn post_path(space: &Space, topic: &Topic, number: i64) -> String {
    place_on(&topic_path(space, topic), number)
}

/// The same where the address of the topic is there already.
pub fn place_on(topic: &str, number: i64) -> String {
    match Post::page_of(number) {
        1 => format!("{topic}#m{number}"),
        from => format!("{topic}?message={from}#m{number}"),
    }
}

/// A way to a post for who knows the numbers alone: the number finds the topic in whatever space it stands.
pub fn topic_by_number(topic: i64, post: i64) -> String {
    format!("/forum/sujet/{topic}?message={post}#m{post}")
}

/// The number of the topic in an address.
///
/// # Errors
/// `NotFound`.
pub fn number_in(item: &str) -> Result<i64, Error> {
    Topic::number_in(item).ok_or(Error::NotFound)
}

/// The picture of who wrote, beside her name.
pub fn picture(author: &Author, example: bool) -> AnyView {
    let name = match author {
        Author::Person { icon, .. } => icon_of(*icon),
        Author::Gone if example => "p-star",
        Author::Alias { .. } => "i-hide",
        Author::Gone => "i-user",
    };
    html! { <span class="author-picture" aria-hidden="true">{icon(name)}</span> }
}

/// Her name, or that she is gone, or that nobody wrote this.
pub fn name(locale: Locale, author: &Author, example: bool) -> String {
    match author {
        Author::Person { name, .. } => name.to_string(),
        Author::Alias { name, .. } => t::forum::author_alias(locale, name.as_str()),
        Author::Gone if example => t::forum::author_example(locale).to_owned(),
        Author::Gone => t::forum::author_gone(locale).to_owned(),
    }
}

/// The pictogram of a kind.
pub const fn kind_icon(kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Discussion => "i-message",
        TopicKind::Question => "i-help",
        TopicKind::Experience => "i-doc",
    }
}

/// A kind in a word.
pub const fn kind_name(locale: Locale, kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Discussion => t::forum::kind_discussion(locale),
        TopicKind::Question => t::forum::kind_question(locale),
        TopicKind::Experience => t::experience::kind(locale),
    }
}

/// Until when a post said something, and that it was moderators who put other words in its place.
pub fn revision_word(locale: Locale, it: &Revision) -> String {
    let day = date(locale, it.until.day());
    if it.by_moderator { t::moderation::until_retouched(locale, day) } else { t::forum::until(locale, day) }
}

/// How much time passes between two posts, in words.
pub const fn slow_word(locale: Locale, slow: SlowMode) -> &'static str {
    match slow {
        SlowMode::Off => t::forum::slow_off(locale),
        SlowMode::HalfMinute => t::forum::slow_half_minute(locale),
        SlowMode::Minute => t::forum::slow_minute(locale),
        SlowMode::FiveMinutes => t::forum::slow_five_minutes(locale),
        SlowMode::Quarter => t::forum::slow_quarter(locale),
        SlowMode::Hour => t::forum::slow_hour(locale),
    }
}

/// The same as choices of a list.
pub fn slow_choices(locale: Locale) -> Vec<(String, String)> {
    let choice = |it: &SlowMode| (it.code().to_owned(), slow_word(locale, *it).to_owned());
    SlowMode::ALL.iter().map(choice).collect()
}

/// That time passes between two posts here; the longer of what is asked in the space and in the topic.
pub fn slow_note(locale: Locale, slow: SlowMode) -> Option<AnyView> {
    (slow != SlowMode::Off).then(|| {
        html! { <p class="hint">{icon("i-clock")}" "{t::forum::slow_note(locale, slow_word(locale, slow))}</p> }
    })
}

/// A topic in a list, with what is new in it: one tap opens it there. `place` says where it stands, in a list of several spaces.
pub fn topic_row(
    locale: Locale,
    space: &Space,
    topic: &Topic,
    unread: Option<Unread>,
    place: Option<&str>,
) -> AnyView {
    let href = match unread.map(Unread::first) {
        Some(first) if first > 1 => post_path(space, topic, first),
        _ => topic_path(space, topic),
    };
    let note = t::forum::topic_note(
        locale,
        name(locale, &topic.author, topic.example),
        date(locale, topic.last_at.day()),
        t::forum::replies_count(locale, usize::try_from(topic.replies()).unwrap_or(0)),
    );
    let marks = [
        (topic.pinned, "i-up", t::forum::mark_pinned(locale)),
        (topic.closed, "i-close", t::forum::mark_closed(locale)),
        (topic.answer.is_some(), "i-check", t::forum::mark_answered(locale)),
    ];
    let marks: Vec<_> = marks
        .into_iter()
        .filter(|(there, ..)| *there)
        .map(|(_, pictogram, word)| html! { <span class="topic-mark">{icon(pictogram)}{word}</span> })
        .collect();
    let title = titled(locale, space, topic.title.as_str());
    let new = unread.map(|unread| unread_mark(locale, unread));
    let place = place.map(|name| html! { {name.to_owned()}" · " });
    html! {
        <li>
            <a class="list-item" href=href>
                <span title=kind_name(locale, topic.kind)>{icon(kind_icon(topic.kind))}</span>
                <b>{title}" "<small>{new}" "{place}{note}" "{marks}</small></b>
                {icon("i-next")}
            </a>
        </li>
    }
}

/// A post on a page of its own: who wrote it, and what.
pub fn quoted_post(locale: Locale, author: &Author, example: bool, text: &str) -> AnyView {
    html! {
        <section class="card post stack">
            <p><b>{name(locale, author, example)}</b></p>
            <div class="prose" inner_html=markdown(text)></div>
        </section>
    }
}

/// The voices of a post on a page of its own.
pub fn heard(locale: Locale, voices: &[Recording]) -> Option<AnyView> {
    let players: Vec<_> =
        voices.iter().map(|it| voice::heard(locale, it, t::voice::recording(locale))).collect();
    (!players.is_empty()).then(|| html! { <div class="card stack">{players}</div>{voice::script()} })
}

/// That all of this was written by nobody.
pub fn example_note(locale: Locale, example: bool) -> Option<AnyView> {
    example.then(|| html! { <p class="hint">{icon("i-info")}" "{t::forum::example_note(locale)}</p> })
}
