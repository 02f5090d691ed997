//! `/compte/etagere`: what she kept, to find it again.

use super::card::{Around, card};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::ui::{crumbs, link_button, page_head};
use leptos::prelude::*;
use model::library::Reader;

/// My shelf.
pub async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let kept = platform.kept_documents(&request.caller).await?;
    let shelves = platform.shelves().await?;
    let directory = platform.catalogue().await?;
    let reader = Reader::of(request.caller.person());
    let around = Around { locale, directory: &directory, economy: request.display.economy };
    let readable = kept.iter().filter_map(|id| shelves.get(*id)).filter(|it| reader.reads(it));
    let cards: Vec<_> = readable.map(|it| card(&around, it, None)).collect();
    let page = Page::new(t::library::shelf_title(locale), move || {
        let crumb = vec![
            (Some("/compte".to_owned()), t::common::nav_account(locale).to_owned()),
            (None, t::library::shelf_title(locale).to_owned()),
        ];
        let list = if cards.is_empty() {
            html! {
                <p>{t::library::shelf_empty(locale)}</p>
                <p>{link_button("btn btn-primary", "/bibliotheque", "i-library", t::library::shelf_open(locale))}</p>
            }
        } else {
            html! { <ul class="results">{cards}</ul> }
        };
        html! {
            <div class="wrap stack">
                {crumbs(locale, crumb)}
                {page_head(t::library::shelf_title(locale), t::library::shelf_intro(locale))}
                {list}
            </div>
        }
    });
    Ok(page.unlisted())
}
