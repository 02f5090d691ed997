//! Posts as most readers see them, drawn once: what is nobody's own about a post is the same to all who read it.

use super::post::post;
use super::topic::Beside;
use crate::page::Stretch;
use crate::t::Locale;
use domain::cache::Versioned;
use domain::forum::TopicPage;
use leptos::prelude::*;
use model::forum::{Post, TopicKind, Visible};
use model::id::{PersonId, PostId, TopicId};
use std::sync::Arc;

/// The most that is kept of whole pages, and of single posts, in bytes: the first is what 500 pages of 20 posts weigh, those of a forum of
/// 1,000 topics (README.md, figures).
const MOST: (usize, usize) = (48 * 1024 * 1024, 8 * 1024 * 1024);

/// Posts that were drawn, until anything changes that pages of the forum show.
pub struct DrawnPosts {
    /// Those of a page, which begins with the post of this number, if they all are the same to all.
    pages: Versioned<(TopicId, i64, Sight), Arc<Stretch>>,
    posts: Versioned<(PostId, Sight), Arc<str>>,
}

/// How a post is seen by all to whom it is nothing in particular.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Sight {
    locale: Locale,
    /// Whether they are signed in, and so may thank.
    is_person: bool,
    /// Whether they may reply.
    writes: bool,
}

/// A page of posts before one reader.
pub(super) struct Reading<'a> {
    /// The version of everything that a page of the forum shows, read before the page was.
    pub version: i64,
    /// The language.
    pub locale: Locale,
    /// The page.
    pub page: &'a TopicPage,
    /// Who reads.
    pub reader: Option<PersonId>,
    /// What stands on it beside the posts.
    pub beside: &'a Beside,
}

impl Default for DrawnPosts {
    fn default() -> Self {
        Self { pages: Versioned::new(MOST.0), posts: Versioned::new(MOST.1) }
    }
}

impl DrawnPosts {
    /// The posts as they were drawn for others, if none of them is anything in particular to this reader.
    pub(super) fn known(&self, it: &Reading<'_>) -> Option<Arc<Stretch>> {
        let key = (it.page.topic.id, it.page.from, it.sight());
        self.pages.get(&key, it.version).filter(|_| it.page.posts.iter().all(|post| it.is_common(post)))
    }

    /// The posts, one after the other, as HTML.
    pub(super) fn draw(&self, it: &Reading<'_>) -> String {
        let mut html = String::new();
        let mut are_common = true;
        for post in it.page.posts.iter() {
            if it.is_common(post) {
                html.push_str(&self.common(it, post));
            } else {
                are_common = false;
                html.push_str(&it.draw(post));
            }
        }
        if are_common {
            let key = (it.page.topic.id, it.page.from, it.sight());
            // With room for what it becomes compressed.
            let weight = html.len() + html.len() / 4;
            self.pages.put(key, it.version, weight, Arc::new(Stretch::new(html.as_str())));
        }
        html
    }

    fn common(&self, it: &Reading<'_>, post: &Post) -> Arc<str> {
        let key = (post.id, it.sight());
        self.posts.get(&key, it.version).unwrap_or_else(|| {
            let drawn: Arc<str> = it.draw(post).into();
            self.posts.put(key, it.version, drawn.len(), Arc::clone(&drawn));
            drawn
        })
    }
}

impl Reading<'_> {
    fn sight(&self) -> Sight {
        Sight { locale: self.locale, is_person: self.reader.is_some(), writes: self.page.reading.writes }
    }

    fn draw(&self, it: &Post) -> String {
        post(self.locale, self.page, it, self.reader, self.beside).to_html()
    }

    /// Whether nothing about a post depends on who reads it, or on more than its words: all who may do the same see the same.
    fn is_common(&self, it: &Post) -> bool {
        let (page, beside) = (self.page, self.beside);
        let is_hers = self.reader.is_some_and(|reader| it.author.is(reader));
        let is_marked = page.own.thanked.contains(&it.id)
            || it.author.person().is_some_and(|author| page.own.blocked.contains(&author))
            || beside.is_new(it);
        let may_decide = page.reading.moderates || (page.topic.kind == TopicKind::Question && page.is_asker);
        let is_mixed = page.mix.asked.is_some() || !page.mix.came.is_empty() || !page.mix.went.is_empty();
        it.visible == Visible::Shown
            && !is_hers
            && !is_marked
            && !may_decide
            && !is_mixed
            && page.topic.answer != Some(it.number)
            // Her own name is marked for her alone.
            && !it.text.as_str().contains('@')
            && !beside.has_more(it)
    }
}
