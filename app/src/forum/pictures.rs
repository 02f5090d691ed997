//! Images of posts: small ones on the page, loaded when they come into view; words in their place where data is dear; and in the form
//! a file at a time.

use crate::library::{file_address, weight};
use crate::page::{Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, icon};
use domain::Error;
use leptos::prelude::*;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{HeldWords, MOST_PICTURES, Picture, forum_field as field};
use model::id::{FileId, PostId};
use model::library::{Progress, Role, StoredVariant};

/// What a file field takes; the workshop looks at what really comes.
pub const ACCEPT: &str = "image/jpeg,image/png,image/webp";
/// The button that takes an image away; its value is the image's id.
const REMOVE: &str = "retirer";
/// What the button asks that sends an image.
pub const ADD: &str = "image";
/// The most bytes of an image as it comes: a photograph of a phone that wastes room.
pub const HEAVIEST_PICTURE: usize = 20 * 1024 * 1024;

/// Keeps the image that came with the form of a post, and what those show that came before. The post's id is the form's.
///
/// # Errors
/// As `Platform::keep_picture`; `Invalid` if she asks for an image to be added and chose none; `Unreadable` if the form has no id.
pub async fn keep(request: &Request, fields: &Fields, upload: Option<&Upload>) -> Result<(), Error> {
    let (caller, platform) = (&request.caller, &request.platform);
    let image = [upload, upload.and_then(|it| it.beside.as_deref())].into_iter().flatten();
    let image = image.into_iter().find(|it| it.field == field::PICTURE);
    let Some(post) = PostId::parse(fields.get(field::ID)) else {
        return if image.is_some() { Err(Error::Unreadable) } else { Ok(()) };
    };
    platform.describe_pictures(caller, post, fields).await?;
    match image.and_then(|it| Some((it.file_name.as_str(), it.path.as_deref()?))) {
        Some((name, path)) => platform.keep_picture(caller, post, name, path).await,
        None if fields.get("geste") == ADD => Err(Error::field(field::PICTURE, Problem::Required)),
        None => Ok(()),
    }
}

/// Removes one that came before, if a button asks for it; says whether it did.
///
/// # Errors
/// `SignIn`.
pub async fn leave_out(request: &Request, fields: &Fields) -> Result<bool, Error> {
    let (Some(id), Some(post)) = (to_remove(fields), PostId::parse(fields.get(field::ID))) else {
        return Ok(false);
    };
    request.platform.drop_pictures(&request.caller, post, Some(id)).await?;
    Ok(true)
}

/// Removes all that came before.
///
/// # Errors
/// `SignIn`.
pub async fn forget(request: &Request, fields: &Fields) -> Result<(), Error> {
    match PostId::parse(fields.get(field::ID)) {
        Some(post) => request.platform.drop_pictures(&request.caller, post, None).await,
        None => Ok(()),
    }
}

/// Hers that were kept with a form that came back.
///
/// # Errors
/// `Store`.
pub async fn kept_with(request: &Request, form: &Form) -> Result<Vec<Picture>, Error> {
    match PostId::parse(form.fields.get(field::ID)) {
        Some(post) => request.platform.own_pictures(&request.caller, post).await,
        None => Ok(Vec::new()),
    }
}

/// The image that a button takes away.
pub fn to_remove(fields: &Fields) -> Option<FileId> {
    FileId::parse(fields.get(REMOVE))
}

/// The images of a post.
pub fn shown(locale: Locale, pictures: &[Picture], economy: bool) -> Option<AnyView> {
    let items: Vec<_> = pictures.iter().filter_map(|it| one(locale, it, economy)).collect();
    (!items.is_empty()).then(|| html! { <ul class="pictures">{items}</ul> })
}

fn one(locale: Locale, picture: &Picture, economy: bool) -> Option<AnyView> {
    if matches!(picture.progress, Progress::Waiting | Progress::Working) {
        return Some(html! { <li class="hint">{icon("i-clock")}" "{t::forum_picture::waiting(locale)}</li> });
    }
    let medium = picture.variant(Role::Medium)?;
    let large = picture.variant(Role::Large).unwrap_or(medium);
    let href = address(large);
    if economy {
        let (alt, weight) = (alt(locale, picture), weight(locale, medium.bytes));
        let words = t::forum_picture::show(locale, alt, weight);
        return Some(
            html! { <li><a class="btn btn-quiet" href=address(medium) rel="external">{icon("i-show")}{words}</a></li> },
        );
    }
    Some(html! { <li><a class="picture-link" href=href rel="external">{drawn(locale, picture)?}</a></li> })
}

/// Photos with their captions below.
pub fn album(locale: Locale, pictures: &[Picture], economy: bool) -> Option<AnyView> {
    let items: Vec<_> = pictures
        .iter()
        .filter(|it| it.progress != Progress::Failed)
        .map(|it| {
            let caption = it.alt.as_ref().map(ToString::to_string);
            html! { <li><figure>{one(locale, it, economy)}<figcaption>{caption}</figcaption></figure></li> }
        })
        .collect();
    (!items.is_empty()).then(|| html! { <ul class="pictures">{items}</ul> })
}

/// The images of a post that a moderator decides about: small ones that can be opened, each beside the words that stand for it, with
/// these words marked.
pub fn described(locale: Locale, pictures: &[Picture], economy: bool, held: &HeldWords) -> Option<AnyView> {
    let items: Vec<_> = pictures
        .iter()
        .map(|it| {
            let words = it.alt.as_ref().map_or_else(
                || html! { <span class="muted">{t::forum_picture::no_alt(locale)}</span> },
                |alt| html! { <span>{ui::marked(alt.as_str(), held)}</span> },
            );
            html! { <li>{opened(locale, it, economy)}{words}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| html! { <ul class="described">{items}</ul> })
}

/// A small image that leads to the large one; its words stand beside it.
fn opened(locale: Locale, picture: &Picture, economy: bool) -> AnyView {
    let small = picture.variant(Role::Small).or_else(|| picture.variant(Role::Medium));
    let large = picture.variant(Role::Large).or_else(|| picture.variant(Role::Medium)).or(small);
    let (Some(small), Some(large)) = (small, large) else {
        let word = if picture.progress == Progress::Failed {
            t::forum_picture::failed(locale)
        } else {
            t::forum_picture::waiting(locale)
        };
        return html! { <span class="hint">{icon("i-clock")}" "{word}</span> };
    };
    let (href, open) = (address(large), t::forum_picture::open(locale));
    if economy {
        let weight = weight(locale, large.bytes);
        return html! { <a class="btn btn-quiet" href=href rel="external">{icon("i-show")}{format!("{open} ({weight})")}</a> };
    }
    html! {
        <a class="picture-link" href=href rel="external">
            <img src=address(small) alt=open width="72" height="72" loading="lazy" decoding="async"/>
        </a>
    }
}

/// The image in the size that fits the screen.
fn drawn(locale: Locale, picture: &Picture) -> Option<AnyView> {
    let medium = picture.variant(Role::Medium)?;
    let pixels = medium.pixels?;
    let sizes = [Role::Small, Role::Medium].into_iter().filter_map(|role| picture.variant(role));
    let sizes = sizes.filter_map(|it| Some(format!("{} {}w", address(it), it.pixels?.width)));
    let sizes: Vec<String> = sizes.collect();
    let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
    Some(html! {
        <img src=address(medium) srcset=sizes.join(", ") sizes="(max-width: 40rem) 92vw, 36rem" alt=alt(locale, picture)
            width=width height=height loading="lazy" decoding="async"/>
    })
}

fn address(variant: &StoredVariant) -> String {
    file_address(&variant.blob, variant.kind)
}

fn alt(locale: Locale, picture: &Picture) -> String {
    picture.alt.as_ref().map_or_else(|| t::forum_picture::no_alt(locale).to_owned(), ToString::to_string)
}

/// The part of the form for images: those that were sent, each with its words, and the way to send one more.
pub fn in_form(locale: Locale, form: &Form, pictures: &[Picture]) -> AnyView {
    let error = form.error(locale, field::PICTURE).is_some();
    let open = error || !pictures.is_empty();
    let rows: Vec<_> = (1..).zip(pictures).map(|(number, it)| row(locale, form, number, it)).collect();
    let more = (pictures.len() < MOST_PICTURES).then(|| {
        html! {
            {ui::file(locale, form, field::PICTURE, ACCEPT, t::forum_picture::file(locale), t::forum_picture::file_hint(locale), false)}
            <p><button class="btn" type="submit" name="geste" value=ADD>{icon("i-add")}{t::forum_picture::add(locale)}</button></p>
        }
    });
    html! {
        <details class="fold" open=open id="images">
            <summary>{t::forum_picture::fold(locale)}</summary>
            <div class="stack">
                <p class="hint">{t::forum_picture::hint(locale)}</p>
                {(!rows.is_empty()).then(|| html! { <ul class="stack picture-rows">{rows}</ul> })}
                {more}
            </div>
        </details>
    }
}

fn row(locale: Locale, form: &Form, number: usize, picture: &Picture) -> AnyView {
    let name = picture.alt_field();
    let typed = form.fields.filled(&name).map(str::to_owned);
    let value = typed.or_else(|| picture.alt.as_ref().map(ToString::to_string)).unwrap_or_default();
    let hint = format!("{name}-aide");
    html! {
        <li class="card stack">
            {small(locale, number, picture)}
            <div class="field">
                <label for=name.clone()>{t::forum_picture::alt(locale)}" "<span class="optional">"("{t::common::word_optional(locale)}")"</span></label>
                <p class="hint" id=hint.clone()>{t::forum_picture::alt_hint(locale)}</p>
                <input class="input" id=name.clone() name=name type="text" maxlength="250" value=value aria-describedby=hint/>
            </div>
            <p>{remove_button(locale, number, picture)}</p>
        </li>
    }
}

/// An image as she who sent it sees it in a form.
pub fn small(locale: Locale, number: usize, picture: &Picture) -> AnyView {
    let state = match picture.progress {
        Progress::Failed => Some(t::forum_picture::failed(locale)),
        Progress::Waiting | Progress::Working => Some(t::forum_picture::waiting(locale)),
        Progress::Done => None,
    };
    let image = picture.variant(Role::Small).and_then(|it| {
        let pixels = it.pixels?;
        let (width, height) = (pixels.width.to_string(), pixels.height.to_string());
        Some(html! { <img src=address(it) alt=alt(locale, picture) width=width height=height loading="lazy"/> })
    });
    html! {
        <p><b>{t::forum_picture::number(locale, number)}</b></p>
        {image}
        {state.map(|sentence| html! { <p class="hint">{icon("i-clock")}" "{sentence}</p> })}
    }
}

/// The button that takes it away.
pub fn remove_button(locale: Locale, number: usize, picture: &Picture) -> AnyView {
    let label =
        format!("{} : {}", t::forum_picture::remove(locale), t::forum_picture::number(locale, number));
    let id = picture.id.to_string();
    html! {
        <button class="btn btn-quiet" type="submit" name=REMOVE value=id aria-label=label>{icon("i-trash")}{t::forum_picture::remove(locale)}</button>
    }
}
