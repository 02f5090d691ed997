//! The newest of everything that everybody may read, on the home page.

use crate::forum::topic_path;
use crate::library::document_icon;
use crate::news::article_path;
use crate::t;
use crate::t::Locale;
use crate::ui::{date, list_link};
use domain::news::{Newest, NewestOf};
use leptos::prelude::*;

/// The list; nothing on an empty site.
pub(super) fn list(locale: Locale, newest: &[Newest]) -> Option<AnyView> {
    let rows: Vec<AnyView> = newest.iter().map(|it| row(locale, it)).collect();
    (!rows.is_empty()).then(|| {
        html! {
            <section class="home-section">
                <h2>{t::home::newest_heading(locale)}</h2>
                <ul class="list">{rows}</ul>
                <p><a class="btn" href=crate::news::PATH>{t::home::newest_all(locale)}</a></p>
            </section>
        }
    })
}

fn row(locale: Locale, it: &Newest) -> AnyView {
    let (href, pictogram, title, word) = match &it.of {
        NewestOf::Article(it) => {
            (article_path(it), "i-doc", it.content.title.to_string(), t::news::kind_word(locale))
        }
        NewestOf::Document(it) => (
            format!("/bibliotheque/{}", it.slug),
            document_icon(it.kind),
            it.title.to_string(),
            t::home::newest_document(locale),
        ),
        NewestOf::Topic(it) => {
            (topic_path(&it.0, &it.1), "i-forum", it.1.title.to_string(), t::home::newest_topic(locale))
        }
        NewestOf::Project(it) => (
            format!("/projets/{}", it.slug),
            "i-group",
            it.content.title.to_string(),
            t::projects::kind_word(locale),
        ),
        NewestOf::Activity(it) => (
            format!("/projets/activites/{}", it.slug),
            "i-agenda",
            it.title().to_owned(),
            t::projects::activity(locale),
        ),
        NewestOf::Path(it) => (
            crate::training::path_path(it),
            "i-library",
            it.content.title.to_string(),
            t::training::kind_word(locale),
        ),
    };
    let note = format!("{word} · {}", date(locale, it.at.day()));
    list_link(href, pictogram, title, note)
}
