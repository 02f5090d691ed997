//! Voices: the part of a form that takes one, how one is heard, and `/forum/{space}/{topic}/voix`, where somebody says in a line
//! what is heard.

use super::parts::{number_in, post_path, space_path, topic_path};
use crate::library::{length, weight};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, action_row, button, crumbs, error_summary, icon, link_button, page_head, player,
    progress_panel, recorder, scripts,
};
use domain::Error;
use domain::library::ROOM;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::{HEAVIEST_VOICE, LONGEST_VOICE, Recording, Step, forum_field as field};
use model::id::PostId;
use model::library::Progress;

/// The most bytes of a form with a voice.
pub const FORM_WITH_VOICE: usize = HEAVIEST_VOICE as usize + 512 * 1024;
/// The name of the field with the number of the post.
const NUMBER: &str = "numero";
/// The name of the field with the part of the experience.
const PART: &str = "partie";

/// Keeps the voice that came with the form of a post, or removes the one that came before. The post's id is the form's.
///
/// # Errors
/// As `Platform::keep_recording`; `Unreadable` if the form has no id.
pub async fn keep(request: &Request, fields: &Fields, upload: Option<&Upload>) -> Result<(), Error> {
    let (caller, platform) = (&request.caller, &request.platform);
    if fields.has(field::NO_VOICE) {
        forget(request, fields).await?;
    }
    if let Some((name, path)) = sound(upload) {
        let post = PostId::parse(fields.get(field::ID)).ok_or(Error::Unreadable)?;
        platform.keep_recording(caller, post, None, name, path).await?;
    }
    Ok(())
}

/// Removes the one that came before.
///
/// # Errors
/// `SignIn`.
pub async fn forget(request: &Request, fields: &Fields) -> Result<(), Error> {
    match PostId::parse(fields.get(field::ID)) {
        Some(post) => request.platform.drop_recordings(&request.caller, post).await,
        None => Ok(()),
    }
}

/// The file with sound that came with a form; beside it may come an image.
pub fn sound(upload: Option<&Upload>) -> Option<(&str, &std::path::Path)> {
    let sound = upload.filter(|it| it.field != field::PICTURE);
    sound.and_then(|it| Some((it.file_name.as_str(), it.path.as_deref()?)))
}

/// Hers that was kept with a form that came back.
///
/// # Errors
/// `Store`.
pub async fn kept_with(request: &Request, form: &Form) -> Result<Option<Recording>, Error> {
    match PostId::parse(form.fields.get(field::ID)) {
        Some(post) => Ok(request.platform.own_recordings(&request.caller, post).await?.pop()),
        None => Ok(None),
    }
}

/// The part of a form that takes a voice: recorded in the page, or a file; `kept` is what came before, with what is said of it.
pub fn input(locale: Locale, form: &Form, kept: Option<(&Recording, &'static str)>) -> AnyView {
    let error = form.error(locale, field::VOICE);
    let class = if error.is_some() { "field voice has-error" } else { "field voice" };
    let error = error.map(|sentence| html! { <p class="field-error">{icon("i-alert")}{sentence}</p> });
    let without = form.fields.has(field::NO_VOICE);
    let kept = kept.map(|(it, words)| {
        html! {
            <p>{words}</p>
            {listen(locale, it, t::voice::recording(locale))}
            <label class="choice"><input type="checkbox" name=field::NO_VOICE value="1" checked=without/>{t::voice::without(locale)}</label>
        }
    });
    html! {
        <fieldset class=class id=field::VOICE>
            <legend>{icon("i-listen")}{t::voice::field(locale)}" " <span class="optional">"("{t::common::word_optional(locale)}")"</span></legend>
            <p class="hint">{t::voice::hint(locale)}</p>
            {error}
            {kept}
            {recorder(locale, t::library::record_start(locale), "voix", LONGEST_VOICE)}
            <label for="voix-fichier">{t::voice::file(locale)}</label>
            <input class="input" id="voix-fichier" name=field::VOICE type="file" accept="audio/*" capture="user"/>
        </fieldset>
        {progress_panel(locale, weight(locale, ROOM))}
    }
}

/// The scripts of a page on which one speaks or listens.
pub fn script() -> Vec<AnyView> {
    scripts(&["upload", "record", "player"])
}

/// A recording to listen to, with what is heard in it, for her whose voice it is.
pub fn listen(locale: Locale, it: &Recording, label: &str) -> AnyView {
    if it.progress == Progress::Failed && it.problem.is_some() {
        return html! { <p class="muted">{t::voice::failed(locale)}</p> };
    }
    let label = match it.duration_ms {
        Some(long) => t::voice::recording_of(locale, label, length(locale, long), weight(locale, it.bytes)),
        None => t::voice::recording_weight(locale, label, weight(locale, it.bytes)),
    };
    let caption =
        it.caption.as_ref().map(|line| html! { <p class="caption">{t::voice::caption(locale, line)}</p> });
    html! { {player(locale, format!("/voix/{}", it.id), it.kind.media_type(), label)}{caption} }
}

/// The same for everybody who reads its post: it is heard once it is ready.
pub fn heard(locale: Locale, it: &Recording, label: &str) -> AnyView {
    if it.is_ready() || it.progress == Progress::Failed && it.problem.is_some() {
        return listen(locale, it, label);
    }
    html! { <p class="muted">{icon("i-clock")}" "{t::voice::waits(locale)}</p> }
}

/// A recording of a post that was published, with the way to say what is heard for who may.
pub fn of_post(locale: Locale, it: &Recording, label: &str, caption: Option<String>) -> AnyView {
    let way = caption.map(|href| {
        let part = it.part.map_or(String::new(), |part| format!("&{PART}={}", part.code()));
        html! { <p class="no-print">{link_button("btn btn-quiet", format!("{href}{part}"), "i-edit", t::voice::caption_add(locale))}</p> }
    });
    html! { {heard(locale, it, label)}{way} }
}

/// Where somebody says what is heard in a post.
pub fn caption_path(topic: &str, number: i64) -> String {
    format!("{topic}/voix?{NUMBER}={number}")
}

/// The form of the line.
pub async fn page(request: &Request) -> PageResult {
    request.caller.member()?;
    let (locale, platform) = (request.locale, &request.platform);
    let sent = request.rejected.as_ref().map_or(&request.query, |it| &it.fields);
    let (number, part) = place(sent)?;
    let item = number_in(&request.item)?;
    let (_, post, recording) = platform.recording_to_caption(&request.caller, item, number, part).await?;
    let found = platform.topic_page(&request.caller, item, post.number).await?;
    let form = Form::of(request, || {
        let mut fields = Fields::default();
        fields.push_some(field::CAPTION, recording.caption.as_ref().map(|it| it.as_str()));
        fields
    });
    let request = request.clone();
    let title = t::voice::caption_title(locale);
    let page = Page::new(title, move || {
        let home = topic_path(&found.space, &found.topic);
        let back = post_path(&found.space, &found.topic, number);
        let crumb = vec![
            (Some(space_path(&found.space)), found.space.name.to_string()),
            (Some(home.clone()), found.topic.title.to_string()),
            (None, title.to_owned()),
        ];
        let label = |name: &str| (name == field::CAPTION).then(|| t::voice::label_caption(locale));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::voice::caption_intro(locale))}
                {listen(locale, &recording, t::voice::recording(locale))}
                <form class="form" method="post" action=format!("{home}/voix")>
                    {error_summary(&request, &form, label)}
                    <input type="hidden" name=NUMBER value=number.to_string()/>
                    <input type="hidden" name=PART value=part.map(Step::code)/>
                    {ui::text_input(locale, &form, field::CAPTION, "text", t::voice::label_caption(locale), t::voice::hint_caption(locale), false)}
                    {action_row(html! {
                        {button("btn btn-primary", "i-check", t::common::action_save(locale))}
                        {link_button("btn btn-quiet", back, "", t::common::action_cancel(locale))}
                    })}
                </form>
                {scripts(&["player"])}
            </div>
        }
    });
    Ok(page.told_once())
}

/// Keeps the line.
pub async fn act(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (caller, platform) = (&request.caller, &request.platform);
    caller.member()?;
    let topic = number_in(&request.item)?;
    let (number, part) = place(fields)?;
    platform.caption_recording(caller, topic, number, part, fields).await?;
    let found = platform.topic_page(caller, topic, number).await?;
    Ok(Done::SeeOther(post_path(&found.space, &found.topic, number)))
}

fn place(fields: &Fields) -> Result<(i64, Option<Step>), Error> {
    let number = fields.get(NUMBER).parse().map_err(|_| Error::NotFound)?;
    Ok((number, Step::parse(fields.get(PART))))
}
