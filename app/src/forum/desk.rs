//! `/admin/forum`: the spaces as administrators make them, change them and close them.

use super::group::members_path;
use super::write::label_of;
use crate::moderation::{because, reasons, why_label, with_listed};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    self, Form, Tone, action_row, alert, button, crumbs, error_summary, link_button, list_link, page_head,
};
use domain::Error;
use domain::forum::SpaceChange;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::fields::Fields;
use model::forum::{Space, SpaceAudience, forum_field as field};
use model::language::SpokenLanguage;
use model::moderation::moderation_field;

/// The door of the list.
pub const PATH: &str = "/admin/forum";

/// All spaces.
pub async fn list(request: &Request) -> PageResult {
    let locale = request.locale;
    let spaces = request.platform.all_spaces(&request.caller).await?;
    let title = t::forum::desk_title(locale);
    let page = Page::new(title, move || {
        let rows: Vec<_> = spaces
            .iter()
            .map(|it| {
                let note = if it.locked {
                    t::forum::space_locked(locale)
                } else {
                    audience_word(locale, it.audience)
                };
                list_link(format!("{PATH}/{}", it.slug), "i-forum", it.name.to_string(), note)
            })
            .collect();
        html! {
            <div class="wrap stack">
                {crumbs(locale, vec![(Some("/admin".to_owned()), t::admin::title(locale).to_owned()), (None, title.to_owned())])}
                {page_head(title, t::forum::desk_intro(locale))}
                <ul class="list">{rows}</ul>
                <p>{link_button("btn btn-primary", format!("{PATH}/nouveau"), "i-add", t::forum::space_new(locale))}</p>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The form of a new space.
pub async fn page(request: &Request) -> PageResult {
    request.caller.administrator()?;
    let catalogue = request.platform.catalogue().await?;
    let locale = request.locale;
    let form = Form::of(request, || {
        Fields::from([
            (field::AUDIENCE, SpaceAudience::Public.code()),
            (field::LANGUAGE, SpokenLanguage::French.code()),
        ])
    });
    let title = t::forum::space_new(locale).to_owned();
    Ok(sheet_page(request, title, form, &catalogue, None))
}

/// Makes it.
pub async fn make(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let space = request.platform.make_space(&right, fields).await?;
    Ok(Done::SeeOther(format!("{PATH}/{}?enregistre=1", space.slug)))
}

/// A space, to be changed.
pub async fn sheet(request: &Request) -> PageResult {
    let spaces = request.platform.all_spaces(&request.caller).await?;
    let space = spaces.into_iter().find(|it| it.slug == request.slug).ok_or(Error::NotFound)?;
    let catalogue = request.platform.catalogue().await?;
    let form = Form::of(request, || kept(&space, &catalogue));
    Ok(sheet_page(request, space.name.to_string(), form, &catalogue, Some(space)))
}

/// Changes it.
pub async fn change(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let right = request.caller.administrator()?;
    let version = fields.get("version").parse().map_err(|_| Error::Unreadable)?;
    let motives = SpaceChange::Lock(fields.has(field::LOCKED)).motives();
    let fields = with_listed(fields, &reasons(request.locale, motives));
    request.platform.change_space(&right, &request.slug, version, &fields).await?;
    Ok(Done::SeeOther(format!("{PATH}/{}?enregistre=1", request.slug)))
}

/// The reasons for closing a space and for opening it again.
fn listed(locale: Locale) -> Vec<(String, String)> {
    let motives = [true, false].into_iter().flat_map(|it| SpaceChange::Lock(it).motives());
    motives.map(|it| (it.code().to_owned(), because(locale, *it).to_owned())).collect()
}

fn kept(space: &Space, catalogue: &Catalogue) -> Fields {
    let mut fields = Fields::default();
    fields.push(field::NAME, space.name.as_str());
    fields.push_some(field::ABOUT, space.about.as_ref().map(|it| it.as_str()));
    fields.push_some(field::RULES, space.rules.as_ref().map(|it| it.as_str()));
    fields.push(field::AUDIENCE, space.audience.code());
    fields.push(field::LANGUAGE, space.language.code());
    let organization = space.organization.and_then(|id| catalogue.get(id));
    fields.push_some(field::ORGANIZATION, organization.map(|it| it.slug.as_str()));
    for (name, chosen) in [(field::LOCKED, space.locked), (field::ALIASES, space.aliases)] {
        fields.push_some(name, chosen.then_some("1"));
    }
    fields.push("version", space.version.to_string());
    fields
}

fn sheet_page(
    request: &Request,
    title: String,
    form: Form,
    catalogue: &Catalogue,
    space: Option<Space>,
) -> Page {
    let locale = request.locale;
    let options: Vec<_> = catalogue.all().map(|it| (it.slug.clone(), it.name.to_string())).collect();
    let request = request.clone();
    let page = Page::new(title.clone(), move || {
        let crumb =
            vec![(Some(PATH.to_owned()), t::forum::desk_title(locale).to_owned()), (None, title.clone())];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::forum::space_saved(locale), ()));
        let audiences = SpaceAudience::ALL.iter().map(|it| {
            let pictogram = if *it == SpaceAudience::Public { "i-globe" } else { "i-group" };
            (it.code().to_owned(), pictogram.to_owned(), audience_word(locale, *it).to_owned())
        });
        let languages = SpokenLanguage::ALL
            .iter()
            .map(|it| (it.code().to_owned(), ui::language_name(locale, *it).to_owned()));
        let (locked, aliases) = (form.fields.has(field::LOCKED), form.fields.has(field::ALIASES));
        let version = form.fields.get("version").to_owned();
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {saved}
                <form class="form" method="post" action=request.path.clone()>
                    {space.is_none().then(|| ui::once(&request.platform))}
                    {error_summary(&request, &form, |name| label_of(locale)(name).or_else(|| why_label(locale, name)))}
                    <input type="hidden" name="version" value=version/>
                    {ui::text_input(locale, &form, field::NAME, "text", t::forum::label_name(locale), "", true)}
                    {ui::text_input(locale, &form, field::ABOUT, "text", t::forum::label_about(locale), t::forum::hint_about(locale), false)}
                    {ui::textarea(locale, &form, field::RULES, 5, t::forum::rules(locale), t::forum::hint_text(locale), false)}
                    {ui::select(locale, &form, field::LANGUAGE, t::forum::label_language(locale), "", true, languages.collect())}
                    {ui::choices(locale, &form, field::AUDIENCE, false, t::forum::label_audience(locale), "", audiences.collect())}
                    {ui::select(locale, &form, field::ORGANIZATION, t::forum::label_organization(locale), t::forum::hint_organization(locale), false, options)}
                    <label class="choice"><input type="checkbox" name=field::ALIASES value="1" checked=aliases/>{t::forum::label_aliases(locale)}</label>
                    {space.is_some().then(|| html! {
                        <label class="choice"><input type="checkbox" name=field::LOCKED value="1" checked=locked/>{t::forum::label_locked(locale)}</label>
                        {ui::select(locale, &form, moderation_field::REASON, t::forum::label_listed(locale), "", false, listed(locale))}
                        {ui::text_input(locale, &form, field::REASON, "text", t::forum::label_reason(locale), t::forum::hint_lock(locale), false)}
                    })}
                    {action_row(button("btn btn-primary", "i-check", t::forum::space_save(locale)))}
                </form>
                {space.as_ref().filter(|it| it.audience == SpaceAudience::Group).map(|it| html! {
                    <p>{link_button("btn", members_path(it), "i-group", t::group::open(locale))}</p>
                })}
                {space.map(|it| html! { <p>{link_button("btn btn-quiet", format!("/forum/{}", it.slug), "i-forum", t::forum::space_open(locale))}</p> })}
            </div>
        }
    });
    page.unlisted()
}

const fn audience_word(locale: Locale, audience: SpaceAudience) -> &'static str {
    match audience {
        SpaceAudience::Public => t::forum::audience_public(locale),
        SpaceAudience::Members => t::forum::audience_members(locale),
        SpaceAudience::Organization => t::forum::audience_organization(locale),
        SpaceAudience::Group => t::forum::audience_group(locale),
    }
}
