//! The pages of news: the list, an article, and what organisations write, propose and publish.

mod desk;
mod edit;
mod form;
mod list;
mod show;

use crate::door::{Door, door};
use crate::page::Page;
use leptos::prelude::AnyView;
use model::news::Article;

/// Where news are.
pub const PATH: &str = "/actualites";
/// Their feed.
pub const FEED: &str = "/actualites.atom";

/// The front doors of news.
pub static DOORS: &[Door] = &[
    door!("/actualites", Visitor, Read, sitemap: true, list::page),
    door!("/actualites/{slug}", Visitor, Read, sitemap: false, show::page),
    door!("/actualites/{slug}/modifier", Contributor, No, sitemap: false, edit::page, post: edit::save),
    door!("/compte/organisations/{slug}/actualites", Contributor, No, sitemap: false, desk::page),
    door!("/compte/organisations/{slug}/actualites/nouvelle", Contributor, No, sitemap: false, edit::new_page, post: edit::enter),
];

/// The address of an article.
pub fn article_path(article: &Article) -> String {
    format!("{PATH}/{}", article.slug)
}

/// A page of news.
fn news_page(title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Page {
    Page::new(title, body).with_more_style()
}
