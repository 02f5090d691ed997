//! `/forum/{space}/{topic}`: what is written, twenty posts on a page, and the way to reply.

use super::cards::{self, LinkCard};
use super::form::PostForm;
use super::json_ld::json_ld;
use super::mixed;
use super::parts::{
    example_note, kind_icon, kind_name, name, number_in, picture, post_path, slow_note, space_path,
    topic_path,
};
use super::spaces::join;
use super::write::{QUOTED, reply_form};
use crate::moderation::{self, case_path};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button, markdown};
use domain::Error;
use domain::forum::{Desk, TopicPage};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{POSTS_ON_A_PAGE, Post, TopicKind, Visible, forum_field as field};
use model::id::PersonId;
use model::moderation::Measure;
use std::collections::HashMap;

/// The page; `message` is a number on it.
pub async fn page(request: &Request) -> PageResult {
    let locale = request.locale;
    let number = number_in(&request.item)?;
    let post = request.query.get("message").parse().unwrap_or(1);
    let mut found = request.platform.topic_page(&request.caller, number, post).await?;
    found.mix.asked = request.query.get(mixed::FROM).parse().ok();
    let indexed = found.space.is_public() && found.from == 1 && found.topic.visible == Visible::Shown;
    let reader = request.caller.person().map(|it| it.id);
    let cards = cards::of(request, &found.posts).await?;
    let form = reply(request, &found).await?;
    let title = found.topic.title.to_string();
    let json_ld = found.space.is_public().then(|| json_ld(locale, &found, &request.site));
    let first = found.posts.first().filter(|it| it.visible == Visible::Shown);
    let description: String =
        first.map_or_else(String::new, |it| it.text.as_str().chars().take(200).collect());
    // The id of a reply is made with the form, so a page with a form is for one reader, once.
    let writes = found.reading.writes;
    let flagged = request.query.has("signale");
    let barrier = request.platform.barrier(&request.caller, found.space.id).await?;
    let beside = Beside { cards, form, barrier };
    let page =
        Page::new(title, move || body(locale, &found, reader, &beside, flagged)).described(description);
    let page = match json_ld {
        Some(it) => page.with_json_ld(it),
        None => page,
    };
    Ok(match (writes, indexed) {
        (true, _) => page.told_once(),
        (false, true) => page,
        (false, false) => page.unlisted(),
    })
}

/// What stands on the page beside the posts.
struct Beside {
    /// What their links lead to.
    cards: HashMap<i64, Vec<LinkCard>>,
    /// The form of a reply, with what she began.
    form: Option<(PostForm, Desk)>,
    /// What keeps her from replying.
    barrier: Option<Measure>,
}

/// The form of a reply, if she may write here.
async fn reply(request: &Request, page: &TopicPage) -> Result<Option<(PostForm, Desk)>, Error> {
    if !page.reading.writes {
        return Ok(None);
    }
    let desk = Desk { space: page.space.clone(), topic: Some(page.topic.clone()) };
    let unsent = request.platform.unsent(&request.caller, &desk).await?;
    let id = request.platform.next_post_id().to_string();
    let form = PostForm::begun(&desk, unsent, Fields::from([(field::ID, id.as_str())]));
    Ok(Some((form, desk)))
}

fn body(
    locale: Locale,
    page: &TopicPage,
    reader: Option<PersonId>,
    beside: &Beside,
    flagged: bool,
) -> AnyView {
    let (space, topic) = (&page.space, &page.topic);
    let crumb = vec![
        (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
        (Some(space_path(space)), space.name.to_string()),
    ];
    let posts: Vec<_> = page.posts.iter().map(|it| post(locale, page, it, reader, beside)).collect();
    let end = if let Some(measure) = beside.barrier.as_ref().filter(|_| page.reading.writes) {
        moderation::barrier(locale, measure)
    } else if let Some((form, desk)) = &beside.form {
        html! {
            <section class="stack" id="repondre">
                <h2>{t::forum::reply_title(locale)}</h2>
                {reply_form(locale, form, desk, ())}
            </section>
        }
    } else if topic.closed {
        alert(Tone::Info, t::forum::topic_closed(locale), ())
    } else if reader.is_none() {
        join(locale)
    } else {
        html! { <p class="muted">{t::forum::cannot_write(locale)}</p> }
    };
    html! {
        <div class="wrap stack">
            {crumbs(locale, crumb)}
            <header class="page-head">
                <p class="kicker">{icon(kind_icon(topic.kind))}" "{kind_name(locale, topic.kind)}</p>
                <h1>{topic.title.to_string()}</h1>
            </header>
            {(topic.visible == Visible::Hidden).then(|| alert(Tone::Warning, t::forum::topic_hidden(locale), ()))}
            {flagged.then(|| html! { <div id="signale">{alert(Tone::Success, t::moderation::flag_sent(locale), ())}</div> })}
            {mixed::arrival(locale, page)}
            {example_note(locale, topic.example)}
            {slow_note(locale, space.slow.max(topic.slow))}
            {answer_way(locale, page)}
            {pages(locale, page)}
            <ol class="posts" start=page.from.to_string()>{posts}</ol>
            {pages(locale, page)}
            {end}
            {page.reading.moderates.then(|| {
                let href = format!("{}/moderer", topic_path(space, topic));
                html! { <p>{link_button("btn btn-quiet", href, "i-settings", t::forum::moderate_topic(locale))}</p> }
            })}
        </div>
    }
}

/// A short way to the answer that helped.
fn answer_way(locale: Locale, page: &TopicPage) -> Option<AnyView> {
    let number = page.topic.answer?;
    let href = post_path(&page.space, &page.topic, number);
    Some(html! { <p>{link_button("btn", href, "i-check", t::forum::answer_open(locale))}</p> })
}

fn pages(locale: Locale, page: &TopicPage) -> Option<AnyView> {
    let last = Post::page_of(page.topic.posts.max(1));
    let path = topic_path(&page.space, &page.topic);
    let at = |from: i64| if from == 1 { path.clone() } else { format!("{path}?message={from}") };
    let current = (page.from - 1) / POSTS_ON_A_PAGE + 1;
    let all = (last - 1) / POSTS_ON_A_PAGE + 1;
    (last > 1).then(|| {
        html! {
            <nav class="pager" aria-label=t::common::pagination_label(locale)>
                {(page.from > 1).then(|| link_button("btn", at(page.from - POSTS_ON_A_PAGE), "i-back", t::forum::page_before(locale)))}
                <span role="status">{t::forum::page_of(locale, current, all)}</span>
                {(page.from < last).then(|| link_button("btn", at(page.from + POSTS_ON_A_PAGE), "i-next", t::forum::page_after(locale)))}
            </nav>
        }
    })
}

fn post(locale: Locale, page: &TopicPage, it: &Post, reader: Option<PersonId>, beside: &Beside) -> AnyView {
    if it.visible == Visible::Moved {
        return mixed::left(locale, page, it);
    }
    let (id, topic) = (mixed::anchor(page, it), &page.topic);
    let is_hers = reader.is_some_and(|reader| it.author.is(reader));
    let helped = topic.answer == Some(it.number);
    let written = |it: &Post| {
        let cards = beside.cards.get(&it.number).and_then(|cards| cards::list(locale, cards));
        html! { {written(it)}{cards} }
    };
    let text = match it.visible {
        Visible::Shown if it.author.person().is_some_and(|author| page.blocked.contains(&author)) => html! {
            <details class="fold"><summary>{t::forum::post_blocked(locale)}</summary>{written(it)}</details>
        },
        Visible::Shown => written(it),
        Visible::Withdrawn => html! { <p class="muted">{t::forum::post_withdrawn(locale)}</p> },
        Visible::Hidden if page.reading.moderates => html! {
            <p class="muted">{icon("i-hide")}" "{t::forum::post_hidden(locale)}</p>
            {written(it)}
        },
        Visible::Hidden if is_hers => html! {
            <p class="muted">{icon("i-hide")}" "{t::forum::post_hidden(locale)}</p>
            <p><a href=format!("/compte/decisions/{}.{}", topic.number, it.number)>{t::forum::decision_open(locale)}</a></p>
        },
        Visible::Hidden | Visible::Moved => html! { <p class="muted">{t::forum::post_hidden(locale)}</p> },
    };
    let class = if helped { "card post stack is-answer" } else { "card post stack" };
    let href = post_path(&page.space, topic, it.number);
    let edited = it.edited_at.filter(|_| it.visible == Visible::Shown).map(|at| {
        html! { " · "{t::forum::edited(locale, date(locale, at.day()))} }
    });
    let retouched = it.moderated_at.filter(|_| it.visible == Visible::Shown).map(|at| {
        html! { " · "{t::forum::retouched(locale, date(locale, at.day()))} }
    });
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
                    <small class="muted">{edited}{retouched}</small>
                </div>
            </header>
            {helped.then(|| html! { <p class="topic-mark">{icon("i-check")}{t::forum::post_helped(locale)}</p> })}
            {text}
            {(it.visible == Visible::Shown).then(|| acts(locale, page, it, is_hers, reader.is_some()))}
            {(it.visible == Visible::Hidden && page.reading.moderates).then(|| moderating(locale, page, it))}
        </li>
    }
}

fn written(it: &Post) -> AnyView {
    html! { <div class="prose" inner_html=markdown(it.text.as_str())></div> }
}

/// What the reader may do with a post. Each is a button of one form.
fn acts(locale: Locale, page: &TopicPage, it: &Post, is_hers: bool, is_person: bool) -> AnyView {
    let action = format!("{}/message", topic_path(&page.space, &page.topic));
    let number = it.number.to_string();
    let thanked = page.thanked.contains(&it.id);
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
        let href = format!("{}/repondre?{QUOTED}={number}", topic_path(&page.space, &page.topic));
        link_button("btn btn-quiet", href, "i-quote", t::forum_writing::quote(locale))
    });
    let flag = (!is_hers && !page.reading.moderates).then(|| {
        let href = format!("{}/signaler?message={number}", topic_path(&page.space, &page.topic));
        link_button("btn btn-quiet", href, "i-alert", t::moderation::flag(locale))
    });
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

fn moderating(locale: Locale, page: &TopicPage, it: &Post) -> AnyView {
    let href = case_path(page.topic.number, it.number);
    link_button("btn btn-quiet", href, "i-settings", t::forum::moderate_post(locale))
}
