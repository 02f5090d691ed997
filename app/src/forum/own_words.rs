//! `/compte/ecrits`: all that somebody wrote in the forum and did not erase, wherever it stands, each with a way to erase it.

use super::parts::{heard, kind_name, place_on, titled, tongue, topic_address};
use crate::accounts::crumbs as account_crumbs;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Tone, action_row, alert, button, crumbs, date, empty_state, icon, link_button, markdown, page_head, pager,
};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{OwnWords, OwnWordsPlace, Space, WordsState, plain, shortened};
use model::moderation::Case;

/// The address.
pub const PATH: &str = "/compte/ecrits";
/// What says where the page before ended.
const BEFORE: &str = "avant";
/// What says that something was erased just now.
const ERASED: &str = "efface";
/// How much of each is shown, in characters.
const SHOWN: usize = 240;

/// All of it, page by page.
pub async fn list(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let before = OwnWordsPlace::parse(request.query.get(BEFORE));
    let found = request.platform.own_words(&request.caller, before).await?;
    let erased = request.query.has(ERASED);
    let title = t::forum_writing::own(locale);
    let page = Page::new(title, move || {
        let rows: Vec<_> = found.words.iter().map(|(space, it)| row(locale, space.as_ref(), it)).collect();
        let content = if rows.is_empty() && before.is_none() {
            let ways = vec![("/forum".to_owned(), t::common::nav_forum(locale).to_owned())];
            empty_state(t::forum_writing::own_none(locale), t::forum_writing::own_none_text(locale), ways)
        } else {
            html! { <ul class="stack">{rows}</ul> }
        };
        html! {
            <div class="wrap stack">
                {account_crumbs(locale, title)}
                {page_head(title, t::forum_writing::own_intro(locale))}
                {erased.then(|| alert(Tone::Success, t::forum_writing::own_erased(locale), ()))}
                {content}
                {pager(
                    locale,
                    before.map(|_| PATH.to_owned()),
                    found.next.map(|it| format!("{PATH}?{BEFORE}={}", it.code())),
                )}
            </div>
        }
    });
    Ok(page.told_once())
}

/// One of them whole, before it is erased.
pub async fn page(request: &Request) -> PageResult {
    request.caller.oneself()?;
    let locale = request.locale;
    let (topic, number) = numbers(request)?;
    let (space, it) = request.platform.own_words_at(&request.caller, topic, number).await?;
    let voices = request.platform.own_recordings(&request.caller, it.id).await?;
    let action = request.path.clone();
    let title = t::forum::erase_title(locale);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some("/compte".to_owned()), t::account::title(locale).to_owned()),
            (Some(PATH.to_owned()), t::forum_writing::own(locale).to_owned()),
            (None, title.to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, stands(locale, space.as_ref(), &it))}
                <p class="hint">{state(locale, space.as_ref(), &it)}</p>
                <section class="card post">
                    <div class="prose" lang=space.as_ref().and_then(|it| tongue(locale, it)) inner_html=markdown(&it.text)></div>
                </section>
                {heard(locale, &voices)}
                <form class="card panel stack" method="post" action=action>
                    <p>{t::forum::erase_text(locale)}</p>
                    {action_row(html! {
                        {button("btn btn-danger", "i-trash", t::forum::erase(locale))}
                        {link_button("btn btn-quiet", PATH, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Erases it.
pub async fn erase(request: &Request, _: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.oneself()?;
    let (topic, number) = numbers(request)?;
    request.platform.erase_own_words(&request.caller, topic, number).await?;
    Ok(Done::SeeOther(format!("{PATH}?{ERASED}=1")))
}

/// The numbers of the topic and of the post in an address.
fn numbers(request: &Request) -> Result<(i64, i64), Error> {
    Case::parse(&request.slug).ok_or(Error::NotFound)
}

fn row(locale: Locale, space: Option<&Space>, it: &OwnWords) -> AnyView {
    let (own, decision) = (own_path(it), format!("/compte/decisions/{}.{}", it.topic, it.number));
    let alias = it.alias.as_ref().map(|name| {
        html! { <p class="muted">{icon("i-hide")}" "{t::forum_writing::own_alias(locale, name)}</p> }
    });
    let text = match it.text.is_empty() {
        true => t::voice::recording(locale).to_owned(),
        false => shortened(&plain(&it.text), SHOWN),
    };
    let kept = matches!(it.state, WordsState::Held | WordsState::Looked | WordsState::Hidden)
        .then(|| html! { <p><a href=decision>{t::forum::decision_open(locale)}</a></p> });
    html! {
        <li class="card stack">
            <h2>{heading(locale, space, it)}</h2>
            <p class="muted">{stands(locale, space, it)}</p>
            {alias}
            <p lang=space.and_then(|it| tongue(locale, it))>{text}</p>
            <p class="hint">{state(locale, space, it)}</p>
            {kept}
            <p>{link_button("btn btn-quiet", own, "i-trash", t::forum::erase_title(locale))}</p>
        </li>
    }
}

fn own_path(it: &OwnWords) -> String {
    format!("{PATH}/{}.{}", it.topic, it.number)
}

/// The title of its topic, with a way there if she still reads it.
fn heading(locale: Locale, space: Option<&Space>, it: &OwnWords) -> AnyView {
    let (Some(space), Some(title)) = (space, &it.title) else {
        return html! { {t::forum_writing::own_untitled(locale)} };
    };
    let words = titled(locale, space, title);
    if it.state == WordsState::TopicHidden {
        return words;
    }
    let href = place_on(&topic_address(space, it.topic, title), it.number);
    html! { <a href=href>{words}</a> }
}

/// What it is, where it stands as far as she may know it, and since when.
fn stands(locale: Locale, space: Option<&Space>, it: &OwnWords) -> String {
    let what = if it.number == 1 { kind_name(locale, it.kind) } else { t::forum_writing::own_reply(locale) };
    let day = date(locale, it.created_at.day());
    match space {
        Some(space) => t::forum_writing::own_stands(locale, day, &space.name, what),
        None => t::forum_writing::own_stands_elsewhere(locale, day, what),
    }
}

/// How others see it, in plain words.
fn state(locale: Locale, space: Option<&Space>, it: &OwnWords) -> &'static str {
    match it.state {
        WordsState::Held => t::moderation::own_held(locale),
        WordsState::Looked => t::moderation::own_waits(locale),
        WordsState::Hidden => t::moderation::own_hidden(locale),
        WordsState::TopicHidden => t::forum_writing::own_topic_hidden(locale),
        WordsState::Closed | WordsState::Read if space.is_none() => t::forum_writing::own_left(locale),
        WordsState::Closed => t::forum_writing::own_closed(locale),
        WordsState::Read if space.is_some_and(|it| it.locked) => t::forum_writing::own_locked(locale),
        WordsState::Read => t::moderation::own_shown(locale),
    }
}
