//! `/forum/{space}/{topic}/message?numero=`: what a reader does with one post: correct or erase her own, thank for another, mark
//! the one that helped.

use super::experience::draft_path;
use super::form::text;
use super::former::{WITHHOLD, former_path, withhold_form};
use super::parts::{number_in, post_path, revision_word, space_path, topic_path};
use super::pictures;
use super::write::label_of;
use crate::door::{Both, Standing};
use crate::home::outbox::{Kind, kept_notice};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, action_row, button, crumbs, error_summary, icon, link_button, markdown, page_head,
};
use domain::Error;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{Picture, Post, Revision, TopicKind, forum_field as field};

/// The name of the field with the number of the post.
const NUMBER: &str = "numero";
/// The name of the field with the version that she saw.
const VERSION: &str = "version";
/// The name of the field with what is to be done, and what a correction is called in it.
const GESTURE: &str = "geste";
const CORRECT: &str = "corriger";

/// Her own post, to be corrected.
pub async fn page(request: &Request) -> PageResult {
    request.caller.member()?;
    let (locale, platform) = (request.locale, &request.platform);
    let sent = request.rejected.as_ref().map_or(&request.query, |it| &it.fields);
    let (topic, number) = (number_in(&request.item)?, post_number(sent)?);
    let (_, _, post) = platform.own_post(&request.caller, topic, number).await?;
    let found = platform.topic_page(&request.caller, topic, number).await?;
    let pictures = platform.pictures_of(&request.caller, topic, number).await?;
    let before = platform.said_before(&request.caller, topic, number).await?;
    let form = Form::of(request, || kept(&post));
    // Her phone may tell what she changed from what stood there, unless the form has what was refused.
    let merges = request.rejected.is_none().then_some("");
    // Whoever has read what stands there now sends hers in its place; until then the version is the one that she saw.
    let changed = ui::changed_meanwhile(request, post.text.as_str());
    let version =
        if changed.is_some() { post.version.to_string() } else { form.fields.get(VERSION).to_owned() };
    let request = request.clone();
    let title = t::forum::edit_title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let back = post_path(&found.space, &found.topic, number);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, title.to_owned()),
        ];
        let action = format!("{home}/message");
        let about = found.topic.title.to_string();
        let summary = changed.unwrap_or_else(|| error_summary(&request, &form, label_of(locale)));
        let correct = if number == 1 && found.topic.kind == TopicKind::Experience {
            step_by_step(locale, &action, back)
        } else {
            html! {
                <form class="form" method="post" action=action.clone() data-outbox=Kind::Correction.code() data-about=about data-merge=merges>
                    {summary}
                    <input type="hidden" name=NUMBER value=number.to_string()/>
                    <input type="hidden" name=VERSION value=version/>
                    {text(locale, &form, 10)}
                    {withholds(locale, &form)}
                    {action_row(html! {
                        <button class="btn btn-primary" type="submit" name=GESTURE value=CORRECT data-waits="">{icon("i-check")}{t::forum::edit_save(locale)}</button>
                        {link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
                    })}
                </form>
                {kept_notice(locale)}
            }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::forum::edit_intro(locale))}
                {correct}
                {own_pictures(locale, &action, number, &pictures)}
                {withhold_form(locale, action.clone(), number, &before)}
                {history(locale, before)}
                <form class="card panel stack" method="post" action=action>
                    <h2>{t::forum::erase_title(locale)}</h2>
                    <p>{t::forum::erase_text(locale)}</p>
                    <input type="hidden" name=NUMBER value=number.to_string()/>
                    <input type="hidden" name="geste" value="effacer"/>
                    <p>{button("btn btn-danger", "i-trash", t::forum::erase(locale))}</p>
                </form>
            </div>
        }
    });
    Ok(page.told_once())
}

/// Her own post as it stands there, for a phone that corrected it without network.
pub async fn standing(request: &Request, fields: &Fields) -> Result<Standing, Error> {
    let (topic, number) = (number_in(&request.item)?, post_number(fields)?);
    let (_, _, post) = request.platform.own_post(&request.caller, topic, number).await?;
    Ok(Standing {
        fields: Fields::from([(field::TEXT, post.text.as_str())]),
        state: (VERSION, post.version.to_string()),
        label: |locale, name| label_of(locale)(name),
        words: Box::new(|_, value| value.to_owned()),
        both: |_| Some(Both::Below),
    })
}

/// The correction of a post that stands there, for a phone that wrote it anew after it had arrived: where it is sent to, and what its form
/// says beside the text.
pub fn correction_of(place: &str) -> Option<(String, Fields)> {
    let (path, number) = place.rsplit_once("#m")?;
    let path = path.split('?').next().unwrap_or_default();
    let fields = Fields::from([(NUMBER, number), (GESTURE, CORRECT)]);
    (path.starts_with("/forum/") && post_number(&fields).is_ok()).then(|| (format!("{path}/message"), fields))
}

/// Does what a button says.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    caller.member()?;
    let (mut topic, mut number) = (number_in(&request.item)?, post_number(fields)?);
    match fields.get(GESTURE) {
        CORRECT => {
            let version = fields.get(VERSION).parse().map_err(|_| Error::Unreadable)?;
            platform.edit_post(caller, topic, number, version, fields).await?;
        }
        "fiche" => {
            let draft = platform.begin_correction(caller, topic).await?;
            return Ok(Done::SeeOther(draft_path(draft.id)));
        }
        WITHHOLD => {
            platform.withhold_own_former(caller, topic, number).await?;
            let found = platform.topic_page(caller, topic, number).await?;
            return Ok(Done::SeeOther(former_path(&topic_path(&found.space, &found.topic), number)));
        }
        "effacer" => platform.withdraw_post(caller, topic, number).await?,
        gesture @ ("merci" | "reprendre-merci") => {
            // It may have become part of another topic since she opened the page.
            let place = platform.thank(caller, topic, number, gesture == "merci").await?;
            (topic, number) = (place.topic, place.post);
        }
        "la-reponse" => platform.mark_answer(caller, topic, Some(number)).await?,
        "pas-la-reponse" => platform.mark_answer(caller, topic, None).await?,
        _ => {
            let image = pictures::to_remove(fields).ok_or(Error::Unreadable)?;
            platform.remove_picture(caller, topic, number, image).await?;
        }
    }
    let found = platform.topic_page(caller, topic, number).await?;
    Ok(Done::SeeOther(post_path(&found.space, &found.topic, number)))
}

/// That nobody else reads what it said before.
fn withholds(locale: Locale, form: &Form) -> AnyView {
    let list = vec![("1".to_owned(), "i-hide".to_owned(), t::forum::label_withholds(locale).to_owned())];
    let label = t::forum::former_title(locale);
    ui::choices(locale, form, field::WITHHOLDS, true, label, t::forum::hint_withholds(locale), list)
}

/// The images of her post, each to be taken away.
fn own_pictures(locale: Locale, action: &str, number: i64, all: &[Picture]) -> Option<AnyView> {
    let rows: Vec<_> = (1..)
        .zip(all)
        .map(|(place, it)| {
            html! { <li class="stack">{pictures::small(locale, place, it)}<p>{pictures::remove_button(locale, place, it)}</p></li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        html! {
            <form class="card panel stack" method="post" action=action.to_owned()>
                <h2>{t::forum_picture::own_title(locale)}</h2>
                <input type="hidden" name=NUMBER value=number.to_string()/>
                <ul class="stack picture-rows">{rows}</ul>
            </form>
        }
    })
}

/// An experience is corrected with the steps in which it was told.
fn step_by_step(locale: Locale, action: &str, back: String) -> AnyView {
    html! {
        <form class="card panel stack" method="post" action=action.to_owned()>
            <h2>{t::experience::correct(locale)}</h2>
            <p>{t::experience::correct_text(locale)}</p>
            <input type="hidden" name=NUMBER value="1"/>
            {action_row(html! {
                <button class="btn btn-primary" type="submit" name="geste" value="fiche">{icon("i-edit")}{t::experience::correct(locale)}</button>
                {link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
            })}
        </form>
    }
}

/// What it said before it was corrected, and by whom: by her, or by moderators.
fn history(locale: Locale, before: Vec<Revision>) -> Option<AnyView> {
    let shown = |it: Revision| {
        html! {
            <details class="fold">
                <summary>{revision_word(locale, &it)}</summary>
                <div class="prose" inner_html=markdown(&it.text)></div>
            </details>
        }
    };
    let shown: Vec<_> = before.into_iter().rev().map(shown).collect();
    (!shown.is_empty()).then(|| {
        html! {
            <section class="card panel stack">
                <h2>{t::forum_writing::before_title(locale)}</h2>
                <p class="hint">{t::forum_writing::before_intro(locale)}</p>
                {shown}
            </section>
        }
    })
}

fn kept(post: &Post) -> Fields {
    let (version, number) = (post.version.to_string(), post.number.to_string());
    Fields::from([(field::TEXT, post.text.as_str()), (VERSION, version.as_str()), (NUMBER, number.as_str())])
}

fn post_number(fields: &Fields) -> Result<i64, Error> {
    fields.get(NUMBER).parse().map_err(|_| Error::NotFound)
}
