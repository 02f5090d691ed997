//! `/compte/organisations/{slug}/documents`: what an organisation has in the library, whatever its state.

use super::words::{kind_icon, progress_word, state_words};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, link_button, list_link, page_head};
use domain::Error;
use domain::access::{Caller, Contributor};
use leptos::prelude::*;
use model::directory::Organization;
use model::library::{Collection, Document, DocumentState, Progress, Shelves};

/// The organisation in the path and the right to enter documents in its name.
pub(super) async fn own(request: &Request) -> Result<(Contributor, Organization), Error> {
    request.caller.member()?;
    let catalogue = request.platform.catalogue().await?;
    let organization = catalogue.find(&request.slug).ok_or(Error::NotFound)?;
    Ok((request.caller.contributor(organization.id)?, organization.clone()))
}

/// The list: all documents for who decides, her own for a member.
pub async fn page(request: &Request) -> PageResult {
    let (right, organization) = own(request).await?;
    let locale = request.locale;
    let shelves = request.platform.shelves().await?;
    let hers =
        |it: &&Document| it.publisher == organization.id && request.platform.may_work_on(&request.caller, it);
    let mut documents: Vec<Document> = shelves.all().filter(hers).cloned().collect();
    // What waits for a decision comes first.
    documents.sort_by_key(|it| it.state != DocumentState::Proposed);
    let decides = right.decides();
    let ours = |it: &&Collection| decides && it.publisher == organization.id;
    let collections: Vec<Collection> = shelves.collections().filter(ours).cloned().collect();
    let page = Page::new(t::library::desk_title(locale), move || {
        let items: Vec<_> = documents.iter().map(|it| item(locale, it)).collect();
        let list = if items.is_empty() {
            html! { <p>{t::library::desk_empty(locale)}</p> }
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        let new = format!("/compte/organisations/{}/documents/nouveau", organization.slug);
        let note = (!decides).then(|| html! { <p class="hint">{t::library::propose_note(locale)}</p> });
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, organization.short_name().to_owned()),
        ];
        html! {
            <div class="wrap stack">
                {crate::ui::crumbs(locale, crumb)}
                {page_head(t::library::desk_title(locale), organization.name.to_string())}
                <p>{link_button("btn btn-primary", new, "i-add", t::library::enter(locale))}</p>
                {note}
                {list}
                {decides.then(|| collections_of(locale, &organization.slug, &collections))}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The proposals that this caller decides about, the oldest first.
fn proposed<'a>(caller: &Caller, shelves: &'a Shelves) -> Vec<&'a Document> {
    let hers = |it: &&Document| it.state == DocumentState::Proposed && caller.librarian(it.publisher).is_ok();
    let mut list: Vec<&Document> = shelves.all().filter(hers).collect();
    list.sort_by_key(|it| it.updated_at);
    list
}

/// `/admin/documents`: what members of any organisation would like to be published.
pub async fn proposals(request: &Request) -> PageResult {
    request.caller.moderator()?;
    let locale = request.locale;
    let shelves = request.platform.shelves().await?;
    let items: Vec<_> = proposed(&request.caller, &shelves).iter().map(|it| item(locale, it)).collect();
    let title = t::library::proposals_title(locale);
    let page = Page::new(title, move || {
        let list = if items.is_empty() {
            html! { <p role="status">{t::library::proposals_none(locale)}</p> }
        } else {
            html! { <ul class="list">{items}</ul> }
        };
        html! {
            <div class="wrap stack">
                {crate::directory::admin::crumbs(locale, &[], title)}
                {page_head(title, t::library::proposals_intro(locale))}
                {list}
            </div>
        }
    });
    Ok(page.unlisted())
}

/// The way from the start page of staff to the proposals, with how many wait.
///
/// # Errors
/// `Store`.
pub async fn way_of_staff(request: &Request) -> Result<AnyView, Error> {
    let (locale, shelves) = (request.locale, request.platform.shelves().await?);
    let waiting = t::library::desk_count(locale, proposed(&request.caller, &shelves).len());
    Ok(list_link("/admin/documents", "i-library", t::library::proposals_title(locale), waiting))
}

/// The organisation's collections, for who decides.
fn collections_of(locale: Locale, organization: &str, collections: &[Collection]) -> AnyView {
    let items: Vec<_> = collections
        .iter()
        .map(|it| {
            let (code, pictogram, word) = if it.published {
                ("published", "i-show", t::library::state_published(locale))
            } else {
                ("draft", "i-edit", t::library::state_draft(locale))
            };
            let href = format!("/bibliotheque/dossiers/{}/modifier", it.slug);
            html! {
                <li>
                    <a class="list-item" href=href>
                        <span>{icon("i-library")}</span>
                        <b>{it.title.to_string()}" "<small>{t::library::desk_count(locale, it.documents.len())}</small></b>
                        <span class="state" data-state=code>{icon(pictogram)}{word}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let new = format!("/compte/organisations/{organization}/dossiers/nouveau");
    html! {
        <section class="stack">
            <h2>{t::library::collections_title(locale)}</h2>
            <p class="hint">{t::library::collections_intro(locale)}</p>
            {(!items.is_empty()).then(|| html! { <ul class="list">{items}</ul> })}
            <p>{link_button("btn", new, "i-add", t::library::collection_new(locale))}</p>
        </section>
    }
}

fn item(locale: Locale, it: &Document) -> AnyView {
    let (code, pictogram, word) = state_words(locale, it.state);
    let progress = it.file().map(|file| file.progress).filter(|it| *it != Progress::Done);
    let note = progress.map(|it| html! { <small>{progress_word(locale, it)}</small> });
    let href = format!("/bibliotheque/{}/modifier", it.slug);
    let title = it.title.to_string();
    html! {
        <li>
            <a class="list-item" href=href>
                <span>{icon(kind_icon(it.kind))}</span>
                <b>{title}" "{note}</b>
                <span class="state" data-state=code>{icon(pictogram)}{word}</span>
            </a>
        </li>
    }
}
