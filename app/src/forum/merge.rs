//! `/forum/{space}/{topic}/reunir`: a topic becomes one with another; `/forum/{space}/{topic}/separer`: some of its posts become a topic.

use super::parts::{kind_icon, kind_name, name, number_in, space_path, topic_by_number, topic_path};
use super::write::label_of;
use crate::moderation::{reasons, why_fields, why_label, with_listed};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, action_row, button, crumbs, error_summary, icon, link_button, page_head};
use domain::Error;
use domain::forum::TopicPage;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{POSTS_ON_A_PAGE, Post, Topic, TopicKind, Visible, forum_field as field};
use model::moderation::{MeasureKind, Motive};

/// The name of the buttons that turn the pages of the posts to choose from.
const TURN: &str = "message";
/// For which reasons of the list.
const MERGING: &[Motive] = MeasureKind::TopicMerged.motives();
const SPLITTING: &[Motive] = MeasureKind::PostMoved.motives();
/// How much of a post is shown to choose it by.
const EXCERPT: usize = 160;

/// The topic with which this one becomes one.
pub async fn page(request: &Request) -> PageResult {
    let found = moderated(request, 1).await?;
    let (locale, platform) = (request.locale, &request.platform);
    let neighbours = platform.space_page(&request.caller, &found.space.slug, None).await?;
    let others: Vec<Topic> = neighbours
        .pinned
        .into_iter()
        .chain(neighbours.topics)
        .filter(|it| it.number != found.topic.number)
        .collect();
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::forum::merge_title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let action = format!("{home}/reunir");
        let options = others
            .iter()
            .map(|it| (it.number.to_string(), t::forum::topic_numbered(locale, it.number, &it.title)))
            .collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb(&found, title))}
                {page_head(title, t::forum::merge_text(locale))}
                <form class="form" method="post" action=action>
                    {error_summary(&request, &form, mix_label(locale))}
                    {ui::select(locale, &form, "sujet", t::forum::label_neighbour(locale), "", false, options)}
                    {ui::text_input(locale, &form, field::INTO, "text", t::forum::label_into(locale), t::forum::hint_into(locale), false)}
                    {sure(locale, &form)}
                    {why_fields(locale, &form, MERGING)}
                    {action_row(html! {
                        {button("btn btn-primary", "i-check", t::forum::merge(locale))}
                        {link_button("btn btn-quiet", home, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Makes them one, and leads to where the posts stand now.
pub async fn merge(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let number = number_in(&request.item)?;
    let mut fields = with_listed(fields, &reasons(request.locale, MERGING));
    if fields.filled(field::INTO).is_none()
        && let Some(chosen) = fields.filled("sujet").map(str::to_owned)
    {
        fields = without(&fields, field::INTO);
        fields.push(field::INTO, chosen);
    }
    request.platform.merge_topics(&request.caller, number, &fields).await?;
    // Its own address leads there.
    Ok(Done::SeeOther(topic_by_number(number, 1)))
}

/// The posts that become a topic.
pub async fn split_page(request: &Request) -> PageResult {
    let kept = request.rejected.as_ref().map_or(&request.query, |it| &it.fields).clone();
    let at = kept.get(TURN).parse().unwrap_or(1);
    let found = moderated(request, at).await?;
    let locale = request.locale;
    let form = Form::of(request, || {
        let mut fields = kept.clone();
        if !fields.has(field::KIND) {
            fields.push(field::KIND, TopicKind::Discussion.code());
        }
        fields
    });
    let request = request.clone();
    let title = t::forum::split_title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let action = format!("{home}/separer");
        let kinds = TopicKind::ALL
            .iter()
            .filter(|it| **it != TopicKind::Experience)
            .map(|it| (it.code().to_owned(), kind_icon(*it).to_owned(), kind_name(locale, *it).to_owned()))
            .collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb(&found, title))}
                {page_head(title, t::forum::split_text(locale))}
                <form class="form" method="post" action=action>
                    {error_summary(&request, &form, mix_label(locale))}
                    {choices(locale, &form, &found)}
                    {ui::text_input(locale, &form, field::TITLE, "text", t::forum::label_title(locale), t::forum::hint_title(locale), true)}
                    {ui::choices(locale, &form, field::KIND, false, t::forum::label_kind(locale), "", kinds)}
                    {why_fields(locale, &form, SPLITTING)}
                    {action_row(html! {
                        {button("btn btn-primary", "i-check", t::forum::split(locale))}
                        {link_button("btn btn-quiet", home, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Makes the topic, or turns the page with what is chosen and typed so far.
pub async fn split(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    request.caller.moderator()?;
    let number = number_in(&request.item)?;
    if fields.has(TURN) {
        let pairs: Vec<_> =
            fields.pairs().iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        return Ok(Done::SeeOther(model::browse::address(&request.path, &pairs)));
    }
    let fields = with_listed(fields, &reasons(request.locale, SPLITTING));
    let new = request.platform.split_topic(&request.caller, number, &fields).await?;
    Ok(Done::SeeOther(topic_by_number(new, 1)))
}

/// The names of the fields, for the list of what is wrong.
fn mix_label(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| match name {
        field::INTO => Some(t::forum::label_into(locale)),
        field::CHOSEN => Some(t::forum::label_chosen(locale)),
        field::WIDER => Some(t::forum::label_sure(locale)),
        _ => why_label(locale, name).or_else(|| label_of(locale)(name)),
    }
}

/// That she knows that more people will read it; asked where it is so.
pub(super) fn sure(locale: Locale, form: &Form) -> Option<AnyView> {
    let ticked = form.fields.has(field::WIDER);
    (ticked || form.error(locale, field::WIDER).is_some()).then(|| {
        html! {
            <label class="choice" id=field::WIDER><input type="checkbox" name=field::WIDER value="1" checked=ticked/>{t::forum::label_sure(locale)}</label>
        }
    })
}

/// The topic, if the caller moderates it.
async fn moderated(request: &Request, post: i64) -> Result<TopicPage, Error> {
    request.caller.moderator()?;
    let found = request.platform.topic_page(&request.caller, number_in(&request.item)?, post).await?;
    request.caller.space_moderator(&found.space)?;
    Ok(found)
}

fn crumb(found: &TopicPage, title: &'static str) -> Vec<ui::Crumb> {
    vec![
        (Some(space_path(&found.space)), found.space.name.to_string()),
        (Some(topic_path(&found.space, &found.topic)), found.topic.title.to_string()),
        (None, title.to_owned()),
    ]
}

/// The posts of a page, each to be ticked; what is ticked on other pages goes along unseen.
fn choices(locale: Locale, form: &Form, found: &TopicPage) -> AnyView {
    let chosen: Vec<&str> = form.fields.all(field::CHOSEN).collect();
    let there = |it: &&Post| it.number > 1 && it.visible != Visible::Moved;
    let rows: Vec<_> = found
        .posts
        .iter()
        .filter(there)
        .map(|it| {
            let number = it.number.to_string();
            let checked = chosen.contains(&number.as_str());
            let excerpt: String = it.text.as_str().chars().take(EXCERPT).collect();
            let who = format!("{number} · {}", name(locale, &it.author, found.topic.example));
            html! {
                <label class="choice">
                    <input type="checkbox" name=field::CHOSEN value=number checked=checked/>
                    <span><b>{who}</b><br/><span class="hint">{excerpt}</span></span>
                </label>
            }
        })
        .collect();
    let here = |number: &&&str| {
        number.parse().is_ok_and(|it: i64| (found.from..found.from + POSTS_ON_A_PAGE).contains(&it))
    };
    let elsewhere: Vec<_> = chosen
        .iter()
        .filter(|number| !here(number))
        .map(|number| {
            let number = (*number).to_owned();
            html! { <input type="hidden" name=field::CHOSEN value=number/> }
        })
        .collect();
    let turn = |to: i64, pictogram: &str, word: &'static str| {
        let to = to.to_string();
        html! { <button class="btn" type="submit" name=TURN value=to>{icon(pictogram)}{word}</button> }
    };
    let error = form.error(locale, field::CHOSEN);
    let last = Post::page_of(found.topic.posts.max(1));
    html! {
        <fieldset class="field" id=field::CHOSEN>
            <legend>{t::forum::label_chosen(locale)}</legend>
            {error.map(|error| html! { <p class="field-error">{icon("i-alert")}{error}</p> })}
            {elsewhere}
            <div class="stack">{rows}</div>
            <div class="row">
                {(found.from > 1).then(|| turn(found.from - POSTS_ON_A_PAGE, "i-back", t::forum::page_before(locale)))}
                {(found.from < last).then(|| turn(found.from + POSTS_ON_A_PAGE, "i-next", t::forum::page_after(locale)))}
            </div>
        </fieldset>
    }
}

fn without(fields: &Fields, name: &str) -> Fields {
    Fields::new(fields.pairs().iter().filter(|(own, _)| own != name).cloned().collect())
}
