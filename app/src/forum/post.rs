//! One post on the page of its topic: who wrote it, what it says, and what the reader may do with it.

use super::former::former_path;
use super::mixed;
use super::parts::{name, picture, place_on};
use super::topic::Beside;
use super::voice;
use super::write::QUOTED;
use super::{cards, pictures, polls};
use crate::moderation::{OWN_MEASURES, case_path};
use crate::t;
use crate::t::Locale;
use crate::ui::{Form, date, icon, link_button};
use domain::forum::TopicPage;
use leptos::prelude::*;
use model::forum::{Post, TopicKind, Visible};
use model::id::PersonId;

/// A post in its place.
pub(super) fn post(
    locale: Locale,
    page: &TopicPage,
    it: &Post,
    reader: Option<PersonId>,
    beside: &Beside,
) -> AnyView {
    if it.visible == Visible::Moved {
        return mixed::left(locale, page, it);
    }
    let (id, topic) = (mixed::anchor(page, it), &page.topic);
    let is_hers = reader.is_some_and(|reader| it.author.is(reader));
    let helped = topic.answer == Some(it.number);
    let is_new = !is_hers && beside.is_new(it);
    let written = || said(locale, page, it, is_hers, beside);
    let text = match it.visible {
        Visible::Shown if it.author.person().is_some_and(|author| page.own.blocked.contains(&author)) => {
            html! {
                <details class="fold"><summary>{t::forum::post_blocked(locale)}</summary>{written()}</details>
            }
        }
        Visible::Shown => written(),
        Visible::Withdrawn => html! { <p class="muted">{t::forum::post_withdrawn(locale)}</p> },
        Visible::Removed => {
            let way = if is_hers {
                Some(OWN_MEASURES.to_owned())
            } else {
                page.reading.moderates.then(|| case_path(topic.number, it.number))
            };
            let way = way.map(|href| html! { <p><a href=href>{t::forum::decision_open(locale)}</a></p> });
            html! { <p class="muted">{icon("i-trash")}" "{t::forum::post_removed(locale)}</p>{way} }
        }
        Visible::Hidden if page.reading.moderates => html! {
            <p class="muted">{icon("i-hide")}" "{t::forum::post_hidden(locale)}</p>
            {written()}
        },
        Visible::Hidden if is_hers => html! {
            <p class="muted">{icon("i-hide")}" "{t::forum::post_hidden(locale)}</p>
            <p><a href=format!("/compte/decisions/{}.{}", topic.number, it.number)>{t::forum::decision_open(locale)}</a></p>
        },
        Visible::Hidden | Visible::Moved => html! { <p class="muted">{t::forum::post_hidden(locale)}</p> },
    };
    let class = if helped { "card post stack is-answer" } else { "card post stack" };
    let href = place_on(&beside.path, it.number);
    let changed = |words: String| {
        let way = former_path(&beside.path, it.number);
        html! { <a class="muted" href=way>{words}</a> }
    };
    let edited = it.edited_at.filter(|_| it.visible == Visible::Shown);
    let edited = edited.map(|at| changed(t::forum::edited(locale, date(locale, at.day()))));
    let retouched = it.moderated_at.filter(|_| it.visible == Visible::Shown);
    let retouched = retouched.map(|at| changed(t::forum::retouched(locale, date(locale, at.day()))));
    // Of the words that open a topic its title is left when they are erased.
    let title_left = it.number == 1
        && it.visible.is_erased()
        && reader.is_some_and(|_| !is_hers && !page.reading.moderates);
    html! {
        <li class=class id=id>
            {mixed::came_from(locale, page, it)}
            <header class="author">
                {picture(&it.author, topic.example)}
                <div>
                    <b>{name(locale, &it.author, topic.example)}</b>
                    <a class="muted" href=href>
                        <span>
                            {t::forum::post_number(locale, it.number)}" · "
                            <time datetime=it.created_at.rfc3339()>{date(locale, it.created_at.day())}</time>
                        </span>
                    </a>
                    {edited}
                    {retouched}
                    {is_new.then(|| html! { <span class="fresh">{t::follow::new(locale)}</span> })}
                </div>
            </header>
            {helped.then(|| html! { <p class="topic-mark">{icon("i-check")}{t::forum::post_helped(locale)}</p> })}
            {text}
            {(it.visible == Visible::Shown).then(|| acts(locale, page, it, &beside.path, is_hers, reader.is_some()))}
            {(it.visible == Visible::Hidden && page.reading.moderates).then(|| moderating(locale, page, it))}
            {title_left.then(|| html! { <p class="row post-acts">{flagging(locale, &beside.path, it.number)}</p> })}
        </li>
    }
}

/// What a post says, spoken and written; the first one of an experience is its sheet.
fn said(locale: Locale, page: &TopicPage, it: &Post, is_hers: bool, beside: &Beside) -> AnyView {
    let voices = beside.voices.get(&it.id).map_or(&[][..], Vec::as_slice);
    let caption = (page.reading.moderates || is_hers).then(|| voice::caption_path(&beside.path, it.number));
    let cards = beside.cards.get(&it.number).and_then(|cards| cards::list(locale, cards));
    if let Some(sheet) = beside.sheet.as_ref().filter(|_| it.number == 1) {
        return html! { {sheet.draw(locale, &beside.names, voices, caption.as_deref())}{cards} };
    }
    let heard: Vec<_> = voices
        .iter()
        .map(|it| voice::of_post(locale, it, t::voice::recording(locale), caption.clone()))
        .collect();
    let images = beside.pictures.get(&it.id).and_then(|all| pictures::shown(locale, all, beside.economy));
    let poll = beside.poll.as_ref().filter(|_| it.number == 1).map(|shown| {
        let votes = (page.reading.writes, beside.barrier.as_ref());
        polls::panel(locale, &page.space, &page.topic, shown, votes, &Form::default())
    });
    if heard.is_empty() && it.text.as_str().is_empty() {
        return html! { <p class="muted">{t::voice::gone(locale)}</p>{images}{poll} };
    }
    html! { {heard}{beside.names.written(it.text.as_str())}{images}{cards}{poll} }
}

/// What the reader may do with a post. Each is a button of one form.
fn acts(locale: Locale, page: &TopicPage, it: &Post, path: &str, is_hers: bool, is_person: bool) -> AnyView {
    let action = format!("{path}/message");
    let number = it.number.to_string();
    let thanked = page.own.thanked.contains(&it.id);
    let thanks =
        (it.thanks > 0).then(|| t::forum::thanks_count(locale, usize::try_from(it.thanks).unwrap_or(0)));
    let thank = (!is_hers).then(|| {
        let (value, word) = if thanked {
            ("reprendre-merci", t::forum::thank_no_more(locale))
        } else {
            ("merci", t::forum::thank(locale))
        };
        html! { <button class="btn btn-quiet" type="submit" name="geste" value=value>{icon("i-heart")}{word}</button> }
    });
    let may_mark =
        page.topic.kind == TopicKind::Question && it.number > 1 && (page.reading.moderates || page.is_asker);
    let mark = may_mark.then(|| {
        let (value, word) = if page.topic.answer == Some(it.number) {
            ("pas-la-reponse", t::forum::answer_unmark(locale))
        } else {
            ("la-reponse", t::forum::answer_mark(locale))
        };
        html! { <button class="btn btn-quiet" type="submit" name="geste" value=value>{icon("i-verified")}{word}</button> }
    });
    let edit = (is_hers && page.reading.writes).then(|| {
        let href = format!("{action}?numero={number}");
        link_button("btn btn-quiet", href, "i-edit", t::forum::edit(locale))
    });
    let quote = page.reading.writes.then(|| {
        let href = format!("{path}/repondre?{QUOTED}={number}");
        link_button("btn btn-quiet", href, "i-quote", t::forum_writing::quote(locale))
    });
    let flag = (!is_hers && !page.reading.moderates).then(|| flagging(locale, path, it.number));
    let thanks = thanks.map(|words| html! { <span class="muted">{words}</span> });
    if !is_person {
        return thanks.map_or_else(|| ().into_any(), |words| html! { <p class="row post-acts">{words}</p> });
    }
    html! {
        <form class="row post-acts" method="post" action=action.clone()>
            <input type="hidden" name="numero" value=number.clone()/>
            {thanks}
            {thank}
            {mark}
            {quote}
            {edit}
            {flag}
            {page.reading.moderates.then(|| moderating(locale, page, it))}
        </form>
    }
}

fn flagging(locale: Locale, path: &str, number: i64) -> AnyView {
    let href = format!("{path}/signaler?message={number}");
    link_button("btn btn-quiet", href, "i-alert", t::moderation::flag(locale))
}

fn moderating(locale: Locale, page: &TopicPage, it: &Post) -> AnyView {
    let href = case_path(page.topic.number, it.number);
    link_button("btn btn-quiet", href, "i-settings", t::forum::moderate_post(locale))
}
