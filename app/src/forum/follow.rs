//! Keeping up: what is new on the forum's pages, `/forum/suivis`, following a topic, and marking a space as read.

use super::parts::{number_in, post_path, space_path, topic_path, topic_row};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{button, crumbs, empty_state, icon, link_button, page_head, pager};
use domain::Error;
use domain::forum::{FollowedPage, TopicPage};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Followed, FollowedPlace, Post, Space, Stance, TopicReader, Unread, Visible};

const PATH: &str = "/forum/suivis";
/// What the list shows instead of the topics that she follows.
const MUTED: (&str, &str) = ("quoi", "sourdine");

/// `/forum/suivis`: the topics that she follows, those with something new first; or those of which she does not want to hear.
pub async fn page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let muted = request.query.get(MUTED.0) == MUTED.1;
    let stance = if muted { Stance::Mutes } else { Stance::Follows };
    let after = FollowedPlace::parse(request.query.get("apres"));
    let goes_on = after.is_some();
    let found = request.platform.followed(&request.caller, stance, after).await?;
    let (title, intro) = match muted {
        true => (t::follow::muted_title(locale), t::follow::muted_intro(locale)),
        false => (t::follow::title(locale), t::follow::intro(locale)),
    };
    let page = Page::new(title, move || {
        let crumb =
            vec![(Some("/forum".to_owned()), t::forum::title(locale).to_owned()), (None, title.to_owned())];
        let other = match muted {
            true => link_button("btn btn-quiet", PATH, "i-bell", t::follow::title(locale)),
            false => link_button("btn btn-quiet", muted_path(), "i-hide", t::follow::muted_title(locale)),
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, intro)}
                {list(locale, &found, muted, goes_on)}
                <p>{other}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn muted_path() -> String {
    format!("{PATH}?{}={}", MUTED.0, MUTED.1)
}

fn list(locale: Locale, page: &FollowedPage, muted: bool, goes_on: bool) -> AnyView {
    let rows: Vec<_> = page.topics.iter().map(|(space, it)| row(locale, space, it)).collect();
    let path = if muted { muted_path() } else { PATH.to_owned() };
    if rows.is_empty() && !goes_on {
        let ways = vec![("/forum".to_owned(), t::forum::all_spaces(locale).to_owned())];
        return match muted {
            true => empty_state(t::follow::muted_none(locale), t::follow::muted_none_text(locale), ways),
            false => empty_state(t::follow::none(locale), t::follow::none_text(locale), ways),
        };
    }
    let join = if muted { '&' } else { '?' };
    let next = page.next.as_ref().map(|it| format!("{path}{join}apres={}", it.code()));
    let first = goes_on.then_some(path);
    html! {
        <ul class="list">{rows}</ul>
        {pager(locale, first, next)}
    }
}

fn row(locale: Locale, space: &Space, it: &Followed) -> AnyView {
    let unread = Unread::of(Some(it.reader), it.topic.posts, it.topic.created_at, None);
    topic_row(locale, space, &it.topic, unread, Some(space.name.as_str()))
}

/// The way to that list, with how many of its topics have something new.
pub fn way(locale: Locale, fresh: usize) -> AnyView {
    let mark = (fresh > 0).then(|| html! { " "<b class="fresh">{t::follow::fresh(locale, fresh)}</b> });
    html! { <p><a class="btn" href=PATH>{icon("i-bell")}<span>{t::follow::title(locale)}{mark}</span></a></p> }
}

/// What is new, in a row of a list.
pub fn unread_mark(locale: Locale, unread: Unread) -> AnyView {
    let words = match unread {
        Unread::Topic => t::follow::new_topic(locale).to_owned(),
        Unread::Posts { count, .. } => t::follow::new_posts(locale, usize::try_from(count).unwrap_or(0)),
    };
    html! { <span class="fresh">{words}</span> }
}

/// That something is new in a space.
pub fn space_mark(locale: Locale) -> AnyView {
    html! { <p><span class="fresh">{t::follow::has_new(locale)}</span></p> }
}

/// The button that marks a whole space as read.
pub fn read_form(locale: Locale, space: &Space) -> AnyView {
    let action = format!("{}/lu", space_path(space));
    html! { <form method="post" action=action>{button("btn btn-quiet", "i-check", t::follow::read_space(locale))}</form> }
}

/// `/forum/{space}/lu`: says what the button does.
pub async fn read_page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let space = request.platform.space(&request.caller, &request.slug).await?;
    let title = t::follow::read_space(locale);
    let page = Page::new(title, move || {
        let crumb = vec![(Some(space_path(&space)), space.name.to_string()), (None, title.to_owned())];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::follow::read_intro(locale))}
                {read_form(locale, &space)}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Marks it as read.
pub async fn read(request: &Request, _: &Fields, _: Option<&Upload>) -> DoneResult {
    let space = request.platform.read_space(&request.caller, &request.slug).await?;
    Ok(Done::SeeOther(space_path(&space)))
}

/// `/forum/{space}/{topic}/suivre`: says what following and its opposite are.
pub async fn stance_page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let found = request.platform.topic_page(&request.caller, number_in(&request.item)?, 1).await?;
    let title = t::follow::stance_title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home), found.topic.title.to_string()),
            (None, title.to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::follow::stance_intro(locale))}
                {stance_form(locale, &found, found.own.reader.map(|(reader, _)| reader))}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Stands to it as the button says.
pub async fn stand(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.oneself()?;
    let stance = Stance::parse(fields.get("geste")).ok_or(Error::Unreadable)?;
    let topic = number_in(&request.item)?;
    let (space, topic) = request.platform.set_stance(&request.caller, topic, stance).await?;
    let from = Post::page_of(fields.get("message").parse().unwrap_or(1));
    let path = topic_path(&space, &topic);
    Ok(Done::SeeOther(if from > 1 { format!("{path}?message={from}") } else { path }))
}

/// One tap to follow a topic, to stop, or not to hear of it any more.
pub fn stance_form(locale: Locale, page: &TopicPage, reader: Option<TopicReader>) -> AnyView {
    let action = format!("{}/suivre", topic_path(&page.space, &page.topic));
    let tap = |stance: Stance, pictogram: &'static str, word: &'static str| {
        html! { <button class="btn btn-quiet" type="submit" name="geste" value=stance.code()>{icon(pictogram)}{word}</button> }
    };
    let follow = || tap(Stance::Follows, "i-bell", t::follow::follow(locale));
    let mute = || tap(Stance::Mutes, "i-hide", t::follow::mute(locale));
    let (state, taps) = match reader.map(|it| it.stance) {
        None | Some(Stance::Reads) => (None, [follow(), mute()]),
        Some(Stance::Follows) => {
            let state = html! { <p class="topic-mark">{icon("i-bell")}{t::follow::follows(locale)}</p> };
            (Some(state), [tap(Stance::Reads, "i-close", t::follow::stop(locale)), mute()])
        }
        Some(Stance::Mutes) => {
            let state = html! { <p class="muted">{icon("i-hide")}" "{t::follow::mutes(locale)}</p> };
            (Some(state), [tap(Stance::Reads, "i-undo", t::follow::unmute(locale)), follow()])
        }
    };
    html! {
        <form class="stance" method="post" action=action>
            <input type="hidden" name="message" value=page.from.to_string()/>
            {state}
            {taps.into_iter().collect_view()}
        </form>
    }
}

/// The way to where she was, if it is not on this page.
pub fn go_on(locale: Locale, page: &TopicPage, reader: Option<TopicReader>) -> Option<AnyView> {
    let seen = reader?.seen;
    let (first, count) = (seen + 1, page.topic.posts - seen);
    let is_here = Post::page_of(first) == page.from;
    (seen > 0 && count > 0 && !is_here).then(|| {
        let words = t::follow::go_on(locale, usize::try_from(count).unwrap_or(0));
        html! { <p>{link_button("btn btn-primary", post_path(&page.space, &page.topic, first), "i-down", words)}</p> }
    })
}

/// Where new replies are announced while the page is open; without JavaScript nothing stands there.
pub fn announcement(locale: Locale, page: &TopicPage) -> Option<AnyView> {
    let topic = &page.topic;
    (topic.visible == Visible::Shown && !topic.closed).then(|| {
        html! {
            <p class="announcement" role="status" data-topic=topic.number.to_string() data-last=topic.posts.to_string()
                data-stream="/forum/flux" data-one=t::follow::live_one(locale) data-other=t::follow::live_many(locale, "{count}")
                data-merged=t::follow::live_merged(locale)>
                <a class="btn btn-primary" href=post_path(&page.space, topic, topic.posts) hidden=""></a>
            </p>
        }
    })
}
