//! `/bibliotheque/{slug}/pages`: a document leafed through, page by page, as small images with their text.

use super::media::{ASKED, asked_picture};
use super::words::{download_address, file_address, weight};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::ui::{crumbs, icon, link_button};
use domain::Error;
use leptos::prelude::*;
use model::library::Role;

/// One page; `?page=` says which.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let shelves = platform.shelves().await?;
    let document = platform.readable(&request.caller, &shelves, &request.slug)?.clone();
    let file = document.file().filter(|file| file.previews > 0).cloned().ok_or(Error::NotFound)?;
    let (number, variant, text) = platform.preview(&document, &request.query).await?;
    let total = file.pages.unwrap_or(file.previews);
    let economy = request.display.economy;
    let shows = !economy || request.query.has(ASKED);
    let public = document.is_public();
    let title = t::library::leaf_title(locale, number, &document.title);
    let page = Page::new(title.clone(), move || {
        let home = format!("/bibliotheque/{}", document.slug);
        let at = |page: u32| format!("{home}/pages?page={page}");
        let crumb = vec![
            (Some("/bibliotheque".to_owned()), t::common::nav_library(locale).to_owned()),
            (Some(home.clone()), document.title.to_string()),
            (None, number.to_string()),
        ];
        let before = (number > 1)
            .then(|| link_button("btn", at(number - 1), "i-back", t::library::leaf_previous(locale)));
        let after = (number < file.previews).then(|| {
            let word = t::library::leaf_next(locale);
            html! { <a class="btn btn-primary" rel="next" href=at(number + 1)>{word}{icon("i-next")}</a> }
        });
        let (src, pixels) = (file_address(&variant.blob, variant.kind), variant.pixels);
        let picture = pixels.filter(|_| shows).map(|it| {
            let (width, height) = (it.width.to_string(), it.height.to_string());
            html! { <img class="leaf" src=src alt=t::library::leaf_alt(locale, number) width=width height=height decoding="async"/> }
        });
        let asked = (!shows).then(|| asked_picture(locale, &at(number), variant.bytes));
        let first_only = (number == file.previews && file.previews < total).then(|| {
            let href = download_address(&file.blob, file.kind);
            let word = t::library::download(locale, weight(locale, file.bytes));
            html! {
                <p>{t::library::leaf_first_only(locale, file.previews as usize)}</p>
                <p><a class="btn" href=href download="">{icon("i-download")}{word}</a></p>
            }
        });
        let is_empty = text.is_empty();
        let words = if is_empty { t::library::page_without_text(locale).to_owned() } else { text };
        debug_assert_eq!(variant.role, Role::Page(number));
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                <h1>{title}</h1>
                <p role="status">{t::library::leaf_position(locale, number, total)}</p>
                <nav class="pager" aria-label=t::common::pagination_label(locale)>{before}{after}</nav>
                {picture}
                {asked}
                <details class="fold" open=economy>
                    <summary>{t::library::page_text(locale)}</summary>
                    <p>{words}</p>
                </details>
                {first_only}
            </div>
        }
    });
    Ok(if public { page } else { page.unlisted() })
}
