//! `/forum/{space}/{topic}`: what is written, twenty posts on a page, and the way to reply.

use super::cards::{self, LinkCard};
use super::drawn::Reading;
use super::experience::{Sheet, badge, example_note as experience_note, sheet_of};
use super::follow::{announcement, go_on, stance_form};
use super::form::PostForm;
use super::former::former_path;
use super::json_ld::json_ld;
use super::mixed;
use super::names::Names;
use super::parts::{
    example_note, kind_icon, kind_name, number_in, post_path, slow_note, space_path, tongue, topic_path,
};
use super::spaces::join;
use super::voice;
use super::write::reply_form;
use crate::moderation;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{Tone, alert, crumbs, date, icon, link_button};
use domain::Error;
use domain::forum::{Desk, Pictures, PollShown, TopicPage, Voices};
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{POSTS_ON_A_PAGE, Post, TopicReader, Visible, forum_field as field};
use model::id::PersonId;
use model::moderation::Measure;
use std::collections::HashMap;
use std::sync::Arc;

/// The page; `message` is a number on it.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let number = number_in(&request.item)?;
    // Read before the posts are: at worst newer ones are kept under an older version, and drawn again.
    let version = platform.version_with_forum().await?;
    let message = request.query.get("message").parse().unwrap_or(1);
    let mut found = platform.topic_page(&request.caller, number, message).await?;
    found.mix.asked = request.query.get(mixed::FROM).parse().ok();
    if request.is_opened {
        platform.open_page(&request.caller, &found).await;
    }
    let read_to = found.own.reader.map(|(reader, _)| reader);
    let indexed = found.space.is_public() && found.from == 1 && found.topic.visible == Visible::Shown;
    let sheet = sheet_of(request, &found).await?;
    let voices = platform.voices_on(&found).await?;
    let reader = request.caller.person().map(|it| it.id);
    let cards = cards::of(request, &found.posts).await?;
    let form = reply(request, &found).await?;
    let pictures = platform.pictures_on(&found).await?;
    let poll = platform.poll_on(&request.caller, &found).await?;
    let title = found.topic.title.to_string();
    // It says everything a second time, for search engines, which are not signed in.
    let json_ld =
        (found.space.is_public() && reader.is_none()).then(|| json_ld(locale, &found, &request.site));
    let first = found.posts.first().filter(|it| it.visible == Visible::Shown);
    let description: String =
        first.map_or_else(String::new, |it| it.text.as_str().chars().take(200).collect());
    let told = sheet.as_ref().filter(|_| first.is_some());
    let description = told.map_or(description, Sheet::description);
    // The id of a reply is made with the form, so a page with a form is for one reader, once.
    let writes = found.reading.writes;
    let flagged = request.query.has("signale");
    let barrier = platform.barrier(&request.caller, found.space.id).await?;
    let beside = Beside {
        path: topic_path(&found.space, &found.topic),
        read_to,
        names: Names::of(request).await?.in_language(tongue(locale, &found.space)),
        cards,
        pictures,
        economy: request.display.economy,
        poll,
        form,
        barrier,
        sheet,
        voices,
    };
    let drawn = Arc::clone(&request.drawn);
    let reading = Reading { version, locale, page: &found, reader, beside: &beside };
    let known = drawn.known(&reading);
    let stretch = known.clone();
    let page = Page::new(title, move || {
        let reading = Reading { version, locale, page: &found, reader, beside: &beside };
        let posts = known.map_or_else(|| drawn.draw(&reading), |it| it.html().to_owned());
        body(locale, &found, reader, &beside, posts, flagged)
    })
    .described(description);
    let page = match stretch {
        Some(it) => page.with_stretch(it),
        None => page,
    };
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
pub(super) struct Beside {
    /// The address of the topic.
    pub path: String,
    /// How far she read before she opened it.
    pub read_to: Option<TopicReader>,
    /// What the names in them mean to her.
    pub names: Names,
    /// What their links lead to.
    pub cards: HashMap<i64, Vec<LinkCard>>,
    /// Their images.
    pub pictures: Pictures,
    /// Whether the reader wants no images.
    pub economy: bool,
    /// The poll below the first one.
    pub poll: Option<PollShown>,
    /// The form of a reply, with what she began.
    pub form: Option<(PostForm, Desk)>,
    /// What keeps her from replying.
    pub barrier: Option<Measure>,
    /// The experience that stands in the place of the first one.
    pub sheet: Option<Sheet>,
    /// What is heard in them.
    pub voices: Voices,
}

impl Beside {
    /// Whether a post came since she was here.
    pub(super) fn is_new(&self, post: &Post) -> bool {
        self.read_to.is_some_and(|reader| reader.seen > 0 && post.number > reader.seen)
    }

    /// Whether more than its words stands in a post.
    pub(super) fn has_more(&self, post: &Post) -> bool {
        self.cards.contains_key(&post.number)
            || self.pictures.contains_key(&post.id)
            || self.voices.contains_key(&post.id)
            || (post.number == 1 && (self.poll.is_some() || self.sheet.is_some()))
    }
}

/// The form of a reply, if she may write here.
async fn reply(request: &Request, page: &TopicPage) -> Result<Option<(PostForm, Desk)>, Error> {
    if !page.reading.writes {
        return Ok(None);
    }
    let desk = Desk { space: page.space.clone(), topic: Some(page.topic.clone()) };
    let unsent = match page.own.begun {
        true => request.platform.unsent(&request.caller, &desk).await?,
        false => None,
    };
    let id = request.platform.next_post_id().to_string();
    let begun = unsent.is_some();
    let form = PostForm::begun(&desk, unsent, Fields::from([(field::ID, id.as_str())]));
    // Nothing can be attached to an id that was made just now.
    let form = if begun { form.attached(request).await? } else { form.sealed(request) };
    Ok(Some((form, desk)))
}

fn body(
    locale: Locale,
    page: &TopicPage,
    reader: Option<PersonId>,
    beside: &Beside,
    posts: String,
    flagged: bool,
) -> AnyView {
    let (space, topic, sheet) = (&page.space, &page.topic, beside.sheet.as_ref());
    let crumb = vec![
        (Some("/forum".to_owned()), t::forum::title(locale).to_owned()),
        (Some(space_path(space)), space.name.to_string()),
    ];
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
                <h1 lang=tongue(locale, space)>{topic.title.to_string()}</h1>
                {topic.retitled_at.map(|at| {
                    let way = former_path(&beside.path, 1);
                    let words = t::forum::retitled(locale, date(locale, at.day()));
                    html! { <p>{link_button("btn btn-quiet", way, "i-edit", words)}</p> }
                })}
                {sheet.filter(|it| it.is_practice()).map(|_| html! { <p>{badge(locale)}</p> })}
            </header>
            {(topic.visible == Visible::Hidden).then(|| alert(Tone::Warning, t::forum::topic_hidden(locale), ()))}
            {flagged.then(|| html! { <div id="signale">{alert(Tone::Success, t::moderation::flag_sent(locale), ())}</div> })}
            {mixed::arrival(locale, page)}
            {sheet.map_or_else(|| example_note(locale, topic.example), |_| experience_note(locale, topic.example))}
            {reader.map(|_| stance_form(locale, page, beside.read_to))}
            {go_on(locale, page, beside.read_to)}
            {slow_note(locale, space.slow.max(topic.slow))}
            {answer_way(locale, page)}
            {pages(locale, page)}
            <ol class=if sheet.is_some() { "posts has-sheet" } else { "posts" } start=page.from.to_string() inner_html=posts></ol>
            {pages(locale, page)}
            {end}
            {(beside.form.is_some() || !beside.voices.is_empty()).then(voice::script)}
            {announcement(locale, page)}
            {page.reading.moderates.then(|| {
                let href = format!("{}/moderer", topic_path(space, topic));
                let practice = sheet.map(|_| {
                    let href = format!("{}/pratique", topic_path(space, topic));
                    link_button("btn btn-quiet", href, "i-verified", t::experience::practice_title(locale))
                });
                html! { <p class="row">{link_button("btn btn-quiet", href, "i-settings", t::forum::moderate_topic(locale))}{practice}</p> }
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
