//! `/bibliotheque/dossiers` and `/bibliotheque/dossiers/{slug}`: documents that somebody put together, to take along at once.

use super::card::{Around, card};
use super::keeping;
use super::words::{file_address, licence_words, weight};
use crate::islands::ShareButton;
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{
    Shared, SharedPart, Tone, alert, crumbs, empty_state, icon, link_button, list_link, page_head, share_file,
};
use domain::library::Package;
use leptos::prelude::*;
use model::directory::Catalogue;
use model::library::{Collection, Content, Document, Reader, Shelves};

/// Where they are.
pub(super) const PATH: &str = "/bibliotheque/dossiers";

/// An archive that weighs more cannot be read by every program, nor brought to an end by a phone.
pub const MAX_PACKAGE_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// All that are shown, with what each weighs.
pub async fn list(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let shelves = platform.shelves().await?;
    let directory = platform.catalogue().await?;
    let reader = Reader::of(request.caller.person());
    let shown: Vec<AnyView> = shelves
        .collections()
        .filter(|it| it.published)
        .map(|it| entry(locale, &directory, &shelves, &reader, it))
        .collect();
    let title = t::library::collections_title(locale);
    let page = Page::new(title, move || {
        let crumb = vec![
            (Some("/bibliotheque".to_owned()), t::common::nav_library(locale).to_owned()),
            (None, title.to_owned()),
        ];
        let list = if shown.is_empty() {
            let ways = vec![("/bibliotheque".to_owned(), t::library::empty_show_all(locale).to_owned())];
            let (title, text) =
                (t::library::collections_none(locale), t::library::collections_none_text(locale));
            empty_state(title, text, ways)
        } else {
            html! { <ul class="results">{shown}</ul> }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(title, t::library::collections_intro(locale))}
                {list}
            </div>
        }
    });
    Ok(page.described(t::library::collections_intro(locale)))
}

fn entry(
    locale: Locale,
    directory: &Catalogue,
    shelves: &Shelves,
    reader: &Reader,
    it: &Collection,
) -> AnyView {
    let documents = shelves.collected(it, reader);
    let href = format!("{PATH}/{}", it.slug);
    let publisher = directory.get(it.publisher).map(|it| it.short_name().to_owned());
    let facts = facts(locale, &documents);
    html! {
        <li><article class="card doc-card">
            <div class="doc-cover" aria-hidden="true">{icon("i-library")}</div>
            <div>
                <span class="kind">{icon("i-library")}{t::library::collection(locale)}</span>
                <h2><a href=href>{it.title.to_string()}</a></h2>
                {publisher.map(|name| html! { <p>{name}</p> })}
            </div>
            {facts}
        </article></li>
    }
}

/// How many documents, what they weigh together, and whether something can be heard.
fn facts(locale: Locale, documents: &[&Document]) -> AnyView {
    let bytes = documents.iter().map(|it| it.weight()).sum();
    let heard = documents.iter().filter(|it| it.is_heard()).count();
    let heard = (heard > 0)
        .then(|| html! { <li>{icon("i-listen")}{t::library::collection_heard(locale, heard)}</li> });
    html! {
        <ul class="meta">
            <li>{icon("i-doc")}{t::library::desk_count(locale, documents.len())}</li>
            <li>{icon("i-download")}{weight(locale, bytes)}</li>
            {heard}
        </ul>
    }
}

/// One collection.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let shelves = platform.shelves().await?;
    let directory = platform.catalogue().await?;
    let collection = platform.visible_collection(&request.caller, &shelves, &request.slug)?.clone();
    let reader = Reader::of(request.caller.person());
    let documents = shelves.collected(&collection, &reader);
    let around = Around { locale, directory: &directory, economy: request.display.economy };
    let cards: Vec<_> = documents.iter().map(|it| card(&around, it, None)).collect();
    let facts = facts(locale, &documents);
    let bytes: u64 = documents.iter().map(|it| it.weight()).sum();
    let kept = keeping::keeping(locale, &format!("{PATH}/{}", collection.slug), &documents)
        .filter(|_| collection.published);
    let parts: Vec<SharedPart> =
        documents.iter().filter(|it| it.is_public()).filter_map(|it| part(it)).collect();
    let works_on_it = request.caller.librarian(collection.publisher).is_ok();
    let publisher = directory.get(collection.publisher).map(|it| {
        let href = format!("/annuaire/{}", it.slug);
        html! { <p><a href=href>{it.name.to_string()}</a></p> }
    });
    let title = collection.title.to_string();
    let description = collection.summary.as_ref().map(|it| it.as_str().chars().take(200).collect::<String>());
    let published = collection.published;
    let page = Page::new(title.clone(), move || {
        let home = format!("{PATH}/{}", collection.slug);
        let crumb = vec![
            (Some("/bibliotheque".to_owned()), t::common::nav_library(locale).to_owned()),
            (Some(PATH.to_owned()), t::library::collections_title(locale).to_owned()),
            (None, title.clone()),
        ];
        let hidden =
            (!collection.published).then(|| alert(Tone::Warning, t::library::collection_hidden(locale), ()));
        let example = collection.example.then(|| {
            alert(
                Tone::Info,
                t::common::example_badge(locale),
                html! { <p>{t::library::collection_example(locale)}</p> },
            )
        });
        let href = format!("{home}/dossier.zip");
        let can_be_taken = !cards.is_empty() && bytes <= MAX_PACKAGE_BYTES;
        let file = (can_be_taken && collection.published).then(|| {
            let file = Shared {
                href: href.clone(),
                name: format!("{}.zip", collection.slug),
                media_type: "application/zip",
                title: title.clone(),
                word: None,
                parts,
            };
            share_file(locale, file)
        });
        let take = (!cards.is_empty()).then(|| {
            if !can_be_taken {
                html! { <p class="hint">{t::library::collection_too_heavy(locale)}</p> }
            } else {
                let word = t::library::collection_download(locale, weight(locale, bytes));
                html! {
                    <a class="btn btn-primary" href=href download="">{icon("i-download")}{word}</a>
                }
            }
        });
        let edit = works_on_it.then(|| {
            link_button("btn", format!("{home}/modifier"), "i-edit", t::common::action_edit(locale))
        });
        let summary = collection.summary.as_ref().map(|it| {
            let paragraphs: Vec<_> =
                it.as_str().split("\n\n").map(|text| html! { <p>{text.to_owned()}</p> }).collect();
            html! { <div class="prose">{paragraphs}</div> }
        });
        let list = if cards.is_empty() {
            html! { <p>{t::library::collection_empty(locale)}</p> }
        } else {
            html! { <ol class="results">{cards}</ol> }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {hidden}
                {example}
                <header class="stack">
                    <span class="kind">{icon("i-library")}{t::library::collection(locale)}</span>
                    <h1>{title.clone()}</h1>
                    {publisher}
                    {summary}
                    {facts}
                    <div class="row">
                        {take}
                        <ShareButton
                            label=t::library::share(locale).to_owned()
                            copied=t::library::share_copied(locale).to_owned()
                            title=t::library::share_text(locale, &title)
                        >{icon("i-share")}</ShareButton>
                        {file}
                        {edit}
                    </div>
                </header>
                {kept}
                {list}
            </div>
        }
    });
    let page = page.described(description.unwrap_or_default());
    Ok(if published { page } else { page.unlisted() })
}

/// The file of a document among those that are shared together.
fn part(it: &Document) -> Option<SharedPart> {
    let (blob, kind, _) = it.file()?.given()?;
    let name = format!("{}.{}", it.slug, kind.extension());
    Some(SharedPart { href: file_address(blob, kind), name, media_type: kind.media_type() })
}

/// The collections that this document is in, for those who read it.
pub(super) fn holding(locale: Locale, shelves: &Shelves, document: &Document) -> Option<AnyView> {
    let holds = |it: &&Collection| it.published && it.documents.contains(&document.id);
    let links: Vec<_> = shelves
        .collections()
        .filter(holds)
        .map(|it| list_link(format!("{PATH}/{}", it.slug), "i-library", it.title.to_string(), ""))
        .collect();
    (!links.is_empty()).then(|| {
        html! {
            <section class="card panel">
                <h2>{icon("i-library")}{t::library::collection_holding(locale)}</h2>
                <ul class="list">{links}</ul>
            </section>
        }
    })
}

/// The first page of the archive: what is in it, whose it is and what may be done with it, for any phone without network.
pub fn contents(locale: Locale, package: &Package, directory: &Catalogue, site: &str) -> String {
    let items: Vec<_> = package
        .documents
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let files: Vec<_> = package
                .parts
                .iter()
                .filter(|part| part.document == at)
                .map(|part| html! { <li><a href=part.name.clone()>{part.name.clone()}</a></li> })
                .collect();
            let link = match &it.content {
                Some(Content::Link(link)) => {
                    let (href, word) = (link.to_string(), link.to_string());
                    Some(html! { <p><a href=href>{word}</a></p> })
                }
                _ => None,
            };
            let publisher = directory.get(it.publisher).map(|it| it.name.to_string());
            let (licence, allowed) = licence_words(locale, it.licence);
            let address = format!("{site}/bibliotheque/{}", it.slug);
            html! {
                <li>
                    <h2>{it.title.to_string()}</h2>
                    <p>{publisher}" · "{licence}" · "{allowed}</p>
                    {it.summary.as_ref().map(|it| html! { <p>{it.to_string()}</p> })}
                    <ul>{files}</ul>
                    {link}
                    <p><a href=address.clone()>{address.clone()}</a></p>
                </li>
            }
        })
        .collect();
    let title = package.collection.title.to_string();
    let summary = package.collection.summary.as_ref().map(|it| html! { <p>{it.to_string()}</p> });
    let body = html! { <h1>{title.clone()}</h1>{summary}<ol>{items}</ol> }.to_html();
    let head = html! { <title>{title}</title> }.to_html();
    format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\">\
        <meta name=\"viewport\" content=\"width=device-width\">{head}</head>\
        <body style=\"font:1rem/1.5 sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem\">{body}</body></html>"
    )
}
