//! `/projets/{slug}/photos` and `/projets/activites/{slug}/photos`: the photos of common work, each with its caption; and how they are shown.

use super::report::{PATH as ACTIVITIES, activity_path};
use super::words::{part, project_path};
use super::{PATH as PROJECTS, work_page};
use crate::forum::pictures::{ACCEPT, HEAVIEST_PICTURE, album, small};
use crate::page::{Done, DoneResult, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, error_summary, icon, link_button, page_head,
};
use domain::Error;
use domain::access::Contributor;
use leptos::prelude::*;
use model::fields::Fields;
use model::forum::Picture;
use model::id::FileId;
use model::projects::{Activity, AlbumOf, MOST_PHOTOS, Project, album_field as field};

/// The most bytes of the form with a photo.
pub const BYTES: usize = HEAVIEST_PICTURE + 64 * 1024;
/// The field that says which of the acts on a photo is asked.
const ACT: &str = "geste";
const SAY: &str = "legende";
const REMOVE: &str = "retirer";

/// What the page is about.
struct About {
    of: AlbumOf,
    title: String,
    home: String,
    list: (&'static str, &'static str),
}

impl About {
    fn project(locale: Locale, it: &Project) -> Self {
        let list = (PROJECTS, t::projects::title(locale));
        let title = it.content.title.to_string();
        Self { of: AlbumOf::Project(it.id), title, home: project_path(it), list }
    }

    fn activity(locale: Locale, it: &Activity) -> Self {
        let list = (ACTIVITIES, t::activities::title(locale));
        Self { of: AlbumOf::Activity(it.id), title: it.title().to_owned(), home: activity_path(it), list }
    }

    fn action(&self) -> String {
        format!("{}/photos", self.home)
    }
}

async fn of_project(request: &Request) -> Result<(Contributor, About), Error> {
    let (right, project) = request.platform.project_to_change(&request.caller, &request.slug).await?;
    Ok((right, About::project(request.locale, &project)))
}

async fn of_activity(request: &Request) -> Result<(Contributor, About), Error> {
    let (right, activity) = request.platform.activity_to_change(&request.caller, &request.slug).await?;
    Ok((right, About::activity(request.locale, &activity)))
}

/// The photos of a project.
pub async fn project_page(request: &Request) -> PageResult {
    let (_, about) = of_project(request).await?;
    page(request, about).await
}

/// The photos of an activity.
pub async fn activity_page(request: &Request) -> PageResult {
    let (_, about) = of_activity(request).await?;
    page(request, about).await
}

/// Keeps one more of a project, or does one of the acts on one.
pub async fn project_act(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (right, about) = of_project(request).await?;
    act(request, &right, &about, fields, upload).await
}

/// The same for an activity.
pub async fn activity_act(request: &Request, fields: &Fields, upload: Option<&Upload>) -> DoneResult {
    let (right, about) = of_activity(request).await?;
    act(request, &right, &about, fields, upload).await
}

async fn page(request: &Request, about: About) -> PageResult {
    let locale = request.locale;
    let photos = request.platform.album(about.of).await?;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::album::title(locale);
    let page = work_page(title, move || {
        let (list, list_name) = about.list;
        let crumb = vec![
            (Some(list.to_owned()), list_name.to_owned()),
            (Some(about.home.clone()), about.title.clone()),
            (None, title.to_owned()),
        ];
        let action = about.action();
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::album::saved(locale), ()));
        // What was typed into the form of one photo is not what was typed for a new one.
        let changed = FileId::parse(form.fields.get(field::ID));
        let new = if changed.is_some() { Form::default() } else { form.clone() };
        let rows: Vec<_> = (1..)
            .zip(&photos)
            .map(|(number, it)| row(locale, &form.fields, changed == Some(it.id), number, it, &action))
            .collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, about.title.clone())}
                {saved}
                {error_summary(&request, &form, label_of(locale))}
                {(!rows.is_empty()).then(|| html! { <ul class="stack picture-rows">{rows}</ul> })}
                {more(locale, &new, photos.len(), &action)}
                <p>{link_button("btn btn-quiet", about.home, "i-show", t::album::back(locale))}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::PHOTO => t::album::photo(locale),
            field::CAPTION => t::album::caption(locale),
            field::AGREED => t::album::agreed(locale),
            _ => return None,
        })
    }
}

/// The form for one more.
fn more(locale: Locale, form: &Form, count: usize, action: &str) -> AnyView {
    if count >= MOST_PHOTOS {
        return html! { <p class="hint">{t::album::full(locale, MOST_PHOTOS)}</p> };
    }
    let agree = vec![("1".to_owned(), "i-check".to_owned(), t::album::agreed_yes(locale).to_owned())];
    html! {
        <form class="form" method="post" action=action.to_owned() enctype="multipart/form-data">
            <h2>{icon("i-add")}{t::album::new(locale)}</h2>
            {ui::file(locale, form, field::PHOTO, ACCEPT, t::album::photo(locale), t::album::photo_hint(locale), true)}
            {ui::text_input(locale, form, field::CAPTION, "text", t::album::caption(locale), t::album::caption_hint(locale), true)}
            {ui::choices(locale, form, field::AGREED, true, t::album::agreed(locale), t::album::agreed_hint(locale), agree)}
            {action_row(button("btn btn-primary", "i-add", t::album::add(locale)))}
        </form>
    }
}

/// One that is there, with its caption to change and the way to take it away.
fn row(
    locale: Locale,
    typed: &Fields,
    is_typed: bool,
    number: usize,
    photo: &Picture,
    action: &str,
) -> AnyView {
    let id = photo.id.to_string();
    let kept = photo.alt.as_ref().map(ToString::to_string).unwrap_or_default();
    let value = if is_typed { typed.get(field::CAPTION).to_owned() } else { kept };
    let input = format!("legende-{number}");
    let removed = format!("{} : {}", t::album::remove(locale), t::forum_picture::number(locale, number));
    html! {
        <li><form class="card stack" method="post" action=action.to_owned()>
            {small(locale, number, photo)}
            <input type="hidden" name=field::ID value=id/>
            <div class="field">
                <label for=input.clone()>{t::album::caption(locale)}</label>
                <input class="input" id=input name=field::CAPTION type="text" maxlength="250" value=value/>
            </div>
            <p class="row">
                <button class="btn" type="submit" name=ACT value=SAY>{icon("i-check")}{t::common::action_save(locale)}</button>
                <button class="btn btn-quiet" type="submit" name=ACT value=REMOVE aria-label=removed>{icon("i-trash")}{t::album::remove(locale)}</button>
            </p>
        </form></li>
    }
}

async fn act(
    request: &Request,
    right: &Contributor,
    about: &About,
    fields: &Fields,
    upload: Option<&Upload>,
) -> DoneResult {
    let platform = &request.platform;
    let id = || FileId::parse(fields.get(field::ID)).ok_or(Error::Unreadable);
    match fields.get(ACT) {
        SAY => platform.caption_photo(right, about.of, id()?, fields).await?,
        REMOVE => platform.remove_photo(right, about.of, id()?).await?,
        _ => {
            let photo = upload.filter(|it| it.field == field::PHOTO);
            let photo = photo.and_then(|it| Some((it.file_name.as_str(), it.path.as_deref()?)));
            platform.keep_photo(right, about.of, fields, photo).await?;
        }
    }
    Ok(Done::SeeOther(format!("{}?enregistre=1", about.action())))
}

/// The part of the page of a project or an activity with its photos.
pub fn shown(locale: Locale, photos: &[Picture], economy: bool) -> Option<AnyView> {
    album(locale, photos, economy).map(|it| part("i-show", t::album::title(locale), it))
}

/// The way to them from where it is changed.
pub fn link(locale: Locale, home: &str) -> AnyView {
    link_button("btn btn-quiet", format!("{home}/photos"), "i-show", t::album::title(locale))
}
