//! Putting a collection together: what it is called, its documents in order, and who sees it. Every step is a plain form.

use super::collections::PATH;
use super::desk::own as organization_of;
use super::words::{kind_icon, weight};
use crate::page::{Done, DoneResult, Page, PageResult, Request, Upload};
use crate::t;
use crate::t::Locale;
use crate::ui::{self, Form, SearchBox, Tone, alert, button, crumbs, icon, link_button, page_head};
use domain::Error;
use domain::access::{Caller, Librarian};
use leptos::prelude::*;
use model::fields::Fields;
use model::library::{
    Collect, Collection, Document, DocumentFilter, Reader, Shelves, document_field as field,
};

/// How many documents a search in the page offers.
const OFFERED: usize = 8;

/// `/compte/organisations/{slug}/dossiers/nouveau`: the empty form.
pub async fn page(request: &Request) -> PageResult {
    let (_, organization) = organization_of(request).await?;
    request.caller.librarian(organization.id)?;
    let locale = request.locale;
    let form = Form::of(request, Fields::default);
    let request = request.clone();
    let title = t::library::collection_new(locale);
    let page = Page::new(title, move || {
        let desk = format!("/compte/organisations/{}/documents", organization.slug);
        let crumb =
            vec![(Some(desk.clone()), t::library::desk_title(locale).to_owned()), (None, title.to_owned())];
        html! {
            <div class="wrap">
                {crumbs(locale, crumb)}
                {page_head(title, t::library::publish_as(locale, &organization.name))}
                <form class="form" method="post" action=request.path.clone()>
                    {ui::once(&request.platform)}
                    {ui::error_summary(&request, &form, label_of(locale))}
                    {fields(locale, &form)}
                    {ui::action_row(html! {
                        {button("btn btn-primary", "i-next", t::library::step_next(locale))}
                        {link_button("btn btn-quiet", desk, "", t::common::action_cancel(locale))}
                    })}
                </form>
            </div>
        }
    });
    Ok(page.unlisted())
}

/// Begins it and leads to its documents.
pub async fn begin(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let (_, organization) = organization_of(request).await?;
    let right = request.caller.librarian(organization.id)?;
    let collection = request.platform.begin_collection(&right, fields).await?;
    Ok(Done::SeeOther(format!("{PATH}/{}/modifier?enregistre=1", collection.slug)))
}

/// The collection in the path, with the right to change it.
fn own(caller: &Caller, shelves: &Shelves, slug: &str) -> Result<(Librarian, Collection), Error> {
    caller.member()?;
    let collection = shelves.collection(slug).ok_or(Error::NotFound)?;
    match caller.librarian(collection.publisher) {
        Ok(right) => Ok((right, collection.clone())),
        // Of what she may not see she is told nothing.
        Err(refusal) => Err(if collection.published { refusal } else { Error::NotFound }),
    }
}

/// `/bibliotheque/dossiers/{slug}/modifier`: everything about it; `q` looks for documents to add.
pub async fn sheet(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let shelves = platform.shelves().await?;
    let (_, collection) = own(&request.caller, &shelves, &request.slug)?;
    let directory = platform.catalogue().await?;
    let reader = Reader::of(request.caller.person());
    let (filter, _) = DocumentFilter::parse(&request.query, directory.terms(), |_| false);
    let inside = platform.look_inside(&filter).await?;
    let answer = shelves.browse(&filter, &reader, &inside, &directory);
    let others = answer.items.into_iter().filter(|it| !collection.documents.contains(&it.id));
    let offered: Vec<Document> = others.take(OFFERED).cloned().collect();
    // Of what became somebody else's alone she is told nothing new, only that it can be taken out.
    let documents: Vec<(Document, bool)> = collection
        .documents
        .iter()
        .filter_map(|id| shelves.get(*id))
        .map(|it| (it.clone(), reader.reads(it) || platform.may_work_on(&request.caller, it)))
        .collect();
    let form = Form::of(request, || collection.fields());
    let request = request.clone();
    let title = t::library::edit_title(locale, &collection.title);
    let desk = directory.get(collection.publisher).map_or_else(
        || "/bibliotheque".to_owned(),
        |it| format!("/compte/organisations/{}/documents", it.slug),
    );
    let page = Page::new(title.clone(), move || {
        let home = format!("{PATH}/{}", collection.slug);
        let action = format!("{home}/modifier");
        let crumb = vec![
            (Some(desk), t::library::desk_title(locale).to_owned()),
            (None, collection.title.to_string()),
        ];
        let saved = (request.query.has("enregistre") && request.rejected.is_none())
            .then(|| alert(Tone::Success, t::library::saved(locale), ()));
        let last = documents.len().saturating_sub(1);
        let rows: Vec<_> = documents
            .iter()
            .enumerate()
            .map(|(at, (it, told))| row(locale, &action, it, *told, at == 0, at == last))
            .collect();
        let list = if rows.is_empty() {
            html! { <p>{t::library::collection_empty(locale)}</p> }
        } else {
            html! { <ol class="list ordered">{rows}</ol> }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, "")}
                {saved}
                {ui::error_summary(&request, &form, label_of(locale))}
                <section class="card panel stack" id="documents">
                    <h2>{icon("i-doc")}{t::library::collection_documents(locale)}</h2>
                    {list}
                </section>
                {adding(locale, &action, &filter, &offered)}
                {showing(locale, &action, &home, &collection)}
                <details class="fold" open=request.rejected.is_some()>
                    <summary>{t::library::collection_words(locale)}</summary>
                    <form class="form" method="post" action=action.clone()>
                        <input type="hidden" name="version" value=collection.version.to_string()/>
                        {fields(locale, &form)}
                        {ui::action_row(button("btn btn-primary", "i-check", t::common::action_save(locale)))}
                    </form>
                </details>
            </div>
        }
    });
    Ok(page.unlisted())
}

fn fields(locale: Locale, form: &Form) -> AnyView {
    html! {
        {ui::text_input(locale, form, field::TITLE, "text", t::library::field_title(locale), t::library::collection_title_hint(locale), true)}
        {ui::textarea(locale, form, field::SUMMARY, 4, t::library::collection_summary(locale), t::library::collection_summary_hint(locale), false)}
    }
}

fn label_of(locale: Locale) -> impl Fn(&str) -> Option<&'static str> {
    move |name| {
        Some(match name {
            field::TITLE => t::library::field_title(locale),
            field::SUMMARY => t::library::collection_summary(locale),
            field::DOCUMENT => t::library::collection_documents(locale),
            _ => return None,
        })
    }
}

/// A document of the collection, and what can be done with it; `told` says whether she may know what it is.
fn row(locale: Locale, action: &str, it: &Document, told: bool, first: bool, last: bool) -> AnyView {
    let act = |act: &'static str, pictogram: &'static str, word: String| {
        html! {
            <button class="btn btn-quiet" type="submit" name="acte" value=act aria-label=word.clone() title=word>
                {icon(pictogram)}
            </button>
        }
    };
    let title = if told { it.title.as_str() } else { t::library::collection_not_yours(locale) };
    let earlier = (!first).then(|| act("avancer", "i-up", t::library::collection_earlier(locale, title)));
    let later = (!last).then(|| act("reculer", "i-down", t::library::collection_later(locale, title)));
    let remove = act("oter", "i-trash", t::library::collection_remove(locale, title));
    let (pictogram, words) = if told {
        let href = format!("/bibliotheque/{}", it.slug);
        let words =
            html! { <a href=href>{title.to_owned()}</a>" "<small>{weight(locale, it.weight())}</small> };
        (kind_icon(it.kind), words.into_any())
    } else {
        ("i-hide", title.to_owned().into_any())
    };
    html! {
        <li class="list-item">
            <span>{icon(pictogram)}</span>
            <b>{words}</b>
            <form class="row" method="post" action=action.to_owned()>
                <input type="hidden" name=field::DOCUMENT value=it.slug.clone()/>
                {earlier}{later}{remove}
            </form>
        </li>
    }
}

/// A search of the library whose finds can be added.
fn adding(locale: Locale, action: &str, filter: &DocumentFilter, offered: &[Document]) -> AnyView {
    let items: Vec<_> = offered
        .iter()
        .map(|it| {
            html! {
                <li class="list-item">
                    <span>{icon(kind_icon(it.kind))}</span>
                    <b>{it.title.to_string()}" "<small>{weight(locale, it.weight())}</small></b>
                    {add(action.to_owned(), &it.slug, t::library::collection_add(locale).to_owned(), it.title.as_str())}
                </li>
            }
        })
        .collect();
    let list = if items.is_empty() {
        html! { <p role="status">{t::library::collection_nothing_to_add(locale)}</p> }
    } else {
        html! { <ul class="list ordered">{items}</ul> }
    };
    let search = SearchBox {
        action: format!("{action}#ajouter"),
        label: t::library::search_label(locale),
        placeholder: t::library::search_placeholder(locale),
        value: filter.text.clone().unwrap_or_default(),
        kept: Vec::new(),
        quiet: true,
    };
    html! {
        <section class="card panel stack" id="ajouter">
            <h2>{icon("i-add")}{t::library::collection_adding(locale)}</h2>
            {search.draw(locale)}
            {list}
        </section>
    }
}

/// The form that adds one document to one collection.
fn add(action: String, slug: &str, word: String, title: &str) -> AnyView {
    let label = format!("{word} – {title}");
    html! {
        <form method="post" action=action>
            <input type="hidden" name=field::DOCUMENT value=slug.to_owned()/>
            <button class="btn" type="submit" name="acte" value="ajouter" aria-label=label>{icon("i-add")}{word}</button>
        </form>
    }
}

fn showing(locale: Locale, action: &str, home: &str, it: &Collection) -> AnyView {
    let (act, class, pictogram, word, state) = if it.published {
        ("cacher", "btn", "i-hide", t::library::collection_hide(locale), t::library::collection_shown(locale))
    } else {
        let (word, state) = (t::library::collection_show(locale), t::library::collection_hidden(locale));
        ("montrer", "btn btn-primary", "i-show", word, state)
    };
    html! {
        <section class="card panel stack">
            <h2>{icon("i-show")}{t::library::state_heading(locale)}</h2>
            <p>{state}</p>
            <form class="row" method="post" action=action.to_owned()>
                <button class=class type="submit" name="acte" value=act>{icon(pictogram)}{word}</button>
                {link_button("btn btn-quiet", home.to_owned(), "i-library", t::library::collection_open(locale))}
                <button class="btn btn-quiet" type="submit" name="acte" value="jeter">
                    {icon("i-trash")}{t::library::collection_discard(locale)}
                </button>
            </form>
        </section>
    }
}

/// For who decides: this document into one of her organisations' collections.
pub(super) fn adding_to(
    locale: Locale,
    caller: &Caller,
    shelves: &Shelves,
    document: &Document,
) -> Option<AnyView> {
    let lacks =
        |it: &&Collection| !it.documents.contains(&document.id) && caller.librarian(it.publisher).is_ok();
    let forms: Vec<_> = shelves
        .collections()
        .filter(lacks)
        .map(|it| {
            let action = format!("{PATH}/{}/modifier", it.slug);
            add(action, &document.slug, it.title.to_string(), document.title.as_str())
        })
        .collect();
    (!forms.is_empty()).then(|| {
        html! {
            <details class="fold">
                <summary>{t::library::collection_add_to(locale)}</summary>
                <div class="stack">{forms}</div>
            </details>
        }
    })
}

/// Does one of the acts of the sheet.
pub async fn save(request: &Request, fields: &Fields, _: Option<&Upload>) -> DoneResult {
    let platform = &request.platform;
    let shelves = platform.shelves().await?;
    let (right, collection) = own(&request.caller, &shelves, &request.slug)?;
    let slug = collection.slug.as_str();
    let change = match fields.get("acte") {
        "ajouter" => Some(Collect::Add),
        "oter" => Some(Collect::Remove),
        "avancer" => Some(Collect::Earlier),
        "reculer" => Some(Collect::Later),
        _ => None,
    };
    match (change, fields.get("acte")) {
        (Some(change), _) => {
            let reader = Reader::of(request.caller.person());
            platform.collect(&right, &reader, slug, change, fields.get(field::DOCUMENT)).await?;
        }
        (None, "montrer") => platform.show_collection(&right, slug, true).await?,
        (None, "cacher") => platform.show_collection(&right, slug, false).await?,
        (None, "jeter") => {
            platform.discard_collection(&right, slug).await?;
            return Ok(Done::SeeOther(PATH.to_owned()));
        }
        _ => {
            let version = fields.get("version").parse().unwrap_or(0);
            platform.change_collection(&right, slug, version, fields).await?;
        }
    }
    Ok(Done::SeeOther(format!("{PATH}/{slug}/modifier?enregistre=1")))
}
