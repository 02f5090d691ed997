//! `/recherche`: one search box over the whole site; each part shows its best answers and the way to all of them.

mod works;

use crate::directory::card as organization_card;
use crate::door::{Door, door};
use crate::forum::search as forum;
use crate::library::card::{Around, card as document_card};
use crate::page::{Page, PageResult, Request};
use crate::t;
use crate::t::Locale;
use crate::ui::{SearchBox, empty_state, icon, ignored, page_head};
use leptos::prelude::*;
use model::browse::{self, Ignored, address};
use model::directory::Filter;
use model::forum::ForumFilter;
use model::library::{DocumentFilter, Reader};

const PATH: &str = "/recherche";
/// How many answers of each part are shown.
const BEST: usize = 6;

/// The front door.
pub static DOORS: &[Door] = &[door!("/recherche", Visitor, Read, sitemap: false, page)];

/// The answers to `q`.
async fn page(request: &Request) -> PageResult {
    let (locale, platform) = (request.locale, &request.platform);
    let (text, whole) = browse::text(request.query.get("q"));
    let asked = (!text.is_empty()).then(|| text.clone());
    let directory = platform.catalogue().await?;
    let shelves = platform.shelves().await?;
    let reader = Reader::of(request.caller.person());
    let filter = Filter { text: asked.clone(), ..Filter::default() };
    let documents = DocumentFilter { text: asked.clone(), ..DocumentFilter::default() };
    let around = Around { locale, directory: &directory, economy: request.display.economy };
    let mut parts: Vec<Part> = Vec::new();
    let mut suggestion = None;
    if asked.is_some() {
        let answer = directory.browse(&filter);
        suggestion = answer.suggestion.as_ref().map(|it| it.text.clone());
        let cards: Vec<AnyView> = answer
            .items
            .iter()
            .take(BEST)
            .map(|it| organization_card(locale, it, directory.terms()))
            .collect();
        let (word, all) = (t::common::nav_directory(locale), filter.address("/annuaire"));
        let count = t::directory::results_count(locale, answer.total);
        parts.push(Part { word, pictogram: "i-directory", count, all, class: "results", cards });
        let found = platform.look_inside(&documents).await?;
        let mut answer = shelves.browse(&documents, &reader, &found, &directory);
        answer.items.truncate(BEST);
        let passages = platform.passages(&documents, &answer).await?;
        if answer.total == 0 && suggestion.is_none() {
            suggestion = platform.suggest_search(&text, &shelves, &reader).await?;
        }
        let cards: Vec<AnyView> =
            answer.items.iter().map(|it| document_card(&around, it, passages.get(&it.id))).collect();
        let (word, all) = (t::common::nav_library(locale), documents.address("/bibliotheque"));
        let count = t::library::results_count(locale, answer.total);
        parts.push(Part { word, pictogram: "i-library", count, all, class: "results", cards });
        let topics = ForumFilter { text: asked.clone(), ..ForumFilter::default() };
        let answer = platform.search_forum(&request.caller, &topics).await?;
        let count = match answer.next {
            Some(_) => t::forum_search::found_more(locale, answer.topics.len()),
            None => t::forum_search::found(locale, answer.topics.len()),
        };
        let cards: Vec<AnyView> = answer.topics.iter().take(BEST).map(|it| forum::card(locale, it)).collect();
        let (word, all) = (t::common::nav_forum(locale), topics.address(forum::PATH));
        parts.push(Part { word, pictogram: "i-forum", count, all, class: "results", cards });
        parts.extend(works::found(request, &directory, &text).await?);
    }
    let long = || Ignored { name: "q".to_owned(), value: String::new(), is_long: true };
    let unknown: Vec<Ignored> = (!whole).then(long).into_iter().collect();
    let page = Page::new(t::search::title(locale), move || {
        let nothing = asked.is_some() && parts.iter().all(|it| it.cards.is_empty());
        let sections: Vec<_> = parts.into_iter().filter(|it| !it.cards.is_empty()).map(Part::draw).collect();
        html! {
            <div class="wrap stack">
                {page_head(t::search::title(locale), t::search::intro(locale))}
                {search_form(locale, &text)}
                {ignored(locale, &unknown, |_, _| None)}
                {nothing.then(|| nothing_found(locale, suggestion.as_deref()))}
                {sections}
            </div>
        }
    });
    Ok(page.unlisted().cut(!whole))
}

/// One part of the site with its best answers.
struct Part {
    word: &'static str,
    pictogram: &'static str,
    count: String,
    /// The address of all answers.
    all: String,
    /// How the list is drawn.
    class: &'static str,
    cards: Vec<AnyView>,
}

impl Part {
    fn draw(self) -> AnyView {
        let Self { word, pictogram, count, all, class, cards } = self;
        html! {
            <section class="stack">
                <h2>{icon(pictogram)}" "{word}</h2>
                <p role="status"><a class="btn" href=all>{count}{icon("i-next")}</a></p>
                <ul class=class>{cards}</ul>
            </section>
        }
    }
}

fn search_form(locale: Locale, text: &str) -> AnyView {
    let (action, value) = (PATH.to_owned(), text.to_owned());
    SearchBox { action, label: t::search::label(locale), value, ..SearchBox::default() }.draw(locale)
}

fn nothing_found(locale: Locale, suggestion: Option<&str>) -> AnyView {
    let mut ways = Vec::new();
    if let Some(text) = suggestion {
        ways.push((address(PATH, &[("q", text.to_owned())]), t::library::did_you_mean(locale, text)));
    }
    ways.push(("/annuaire".to_owned(), t::directory::empty_show_all(locale).to_owned()));
    ways.push(("/bibliotheque".to_owned(), t::library::empty_show_all(locale).to_owned()));
    ways.push(("/forum".to_owned(), t::forum_search::empty_ask(locale).to_owned()));
    empty_state(t::library::empty_title(locale), t::library::empty_text(locale), ways)
}
