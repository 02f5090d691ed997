//! Entering a document: in whose name, then what it is; its file comes in the next step.

use super::desk::own;
use super::sheet::{fields, label_of};
use super::words::weight;
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::ui::{self, Form, Tone, alert, crumbs, link_button, list_link, page_head};
use leptos::prelude::*;
use model::directory::Organization;
use model::fields::Fields;
use model::library::{Audience, Licence, document_field as field};

/// `/bibliotheque/publier`: the organisations in whose name she may enter documents.
pub async fn choose(request: &Request) -> PageResult {
    request.caller.member()?;
    let locale = request.locale;
    let catalogue = request.platform.catalogue().await?;
    let mine = |it: &&Organization| request.caller.contributor(it.id).is_ok();
    let own: Vec<Organization> = catalogue.all().filter(mine).cloned().collect();
    let room = request.platform.own_room(&request.caller.oneself()?).await?;
    let page = Page::new(t::library::publish_title(locale), move || {
        let items: Vec<_> = own
            .iter()
            .map(|it| {
                let href = format!("/compte/organisations/{}/documents/nouveau", it.slug);
                list_link(href, "i-upload", it.name.to_string(), "")
            })
            .collect();
        let list = if items.is_empty() {
            alert(Tone::Info, t::library::publish_none(locale), ())
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        let crumb = vec![
            (Some("/bibliotheque".to_owned()), t::common::nav_library(locale).to_owned()),
            (None, t::library::publish_title(locale).to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(t::library::publish_title(locale), t::library::publish_intro(locale))}
                {list}
                {(room.used > 0).then(|| {
                    let (used, most) = (weight(locale, room.used), weight(locale, room.most));
                    let sentence = t::library::room_used(locale, most, used);
                    if room.is_nearly_full() {
                        alert(Tone::Warning, sentence, html! { <p>{t::library::room_free(locale)}</p> })
                    } else {
                        html! { <p class="hint">{sentence}</p> }
                    }
                })}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The empty form.
pub async fn page(request: &Request) -> PageResult {
    let (_, organization) = own(request).await?;
    let locale = request.locale;
    let form = Form::of(request, || {
        Fields::from([
            (field::LANGUAGES, "fr"),
            (field::AUDIENCE, Audience::Public.code()),
            (field::LICENCE, Licence::BySa.code()),
        ])
    });
    let request = request.clone();
    let catalogue = request.platform.catalogue().await?;
    let shelves = request.platform.shelves().await?;
    let page = Page::new(t::library::enter_title(locale), move || {
        let summary = ui::error_summary(&request, &form, label_of(locale));
        let desk = format!("/compte/organisations/{}/documents", organization.slug);
        let action = format!("{desk}/nouveau");
        let crumb = vec![
            (Some(desk.clone()), t::library::desk_title(locale).to_owned()),
            (None, t::library::enter_title(locale).to_owned()),
        ];
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(t::library::enter_title(locale), t::library::publish_as(locale, &organization.name))}
                <form class="form" method="post" action=action>
                    {ui::once(&request.platform)}
                    {summary}
                    {fields(locale, &form, &catalogue, &shelves, organization.id, None)}
                    {ui::action_row(html! {
                        {ui::button("btn btn-primary", "i-next", t::library::step_next(locale))}
                        {link_button("btn btn-quiet", desk, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Enters it and leads to the next step.
pub async fn enter(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (right, _) = own(request).await?;
    let document = request.platform.enter_document(&right, fields).await?;
    Ok(Done::SeeOther(format!("/bibliotheque/{}/modifier?enregistre=1", document.slug)))
}
