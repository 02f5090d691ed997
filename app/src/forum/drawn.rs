//! Posts as most readers see them, drawn once: what is nobody's own about a post is the same to all who read it.

use super::post::post;
use super::topic::Beside;
use crate::t::Locale;
use domain::cache::Versioned;
use domain::forum::TopicPage;
use leptos::prelude::*;
use model::forum::{Post, TopicKind, Visible};
use model::id::{PersonId, PostId};
use std::sync::Arc;

/// The most that is kept, in bytes.
const MOST: usize = 16 * 1024 * 1024;

/// Posts that were drawn, until anything changes that pages of the forum show.
pub struct DrawnPosts(Versioned<(PostId, Sight), Arc<str>>);

/// How a post is seen by all to whom it is nothing in particular.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Sight {
    locale: Locale,
    /// Whether they are signed in, and so may thank.
    is_person: bool,
    /// Whether they may reply.
    writes: bool,
}

impl Default for DrawnPosts {
    fn default() -> Self {
        Self(Versioned::new(MOST))
    }
}

impl DrawnPosts {
    /// The posts of a page, one after the other, as HTML; `version` is that of everything a page of the forum shows, read before the
    /// page was.
    pub(super) fn html(
        &self,
        version: i64,
        locale: Locale,
        page: &TopicPage,
        reader: Option<PersonId>,
        beside: &Beside,
    ) -> String {
        let sight = Sight { locale, is_person: reader.is_some(), writes: page.reading.writes };
        let mut html = String::new();
        for it in page.posts.iter() {
            if !is_the_same_to_all(page, it, reader, beside) {
                html.push_str(&post(locale, page, it, reader, beside).to_html());
                continue;
            }
            let key = (it.id, sight);
            let drawn = self.0.get(&key, version).unwrap_or_else(|| {
                let drawn: Arc<str> = post(locale, page, it, reader, beside).to_html().into();
                self.0.put(key, version, drawn.len(), Arc::clone(&drawn));
                drawn
            });
            html.push_str(&drawn);
        }
        html
    }
}

/// Whether nothing about a post depends on who reads it, or on more than its words: then all who may do the same see the same.
fn is_the_same_to_all(page: &TopicPage, it: &Post, reader: Option<PersonId>, beside: &Beside) -> bool {
    let author = it.author.person();
    let is_hers = reader.is_some_and(|reader| it.author.is(reader));
    let is_marked = page.own.thanked.contains(&it.id)
        || author.is_some_and(|author| page.own.blocked.contains(&author))
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
