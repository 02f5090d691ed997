//! Links of a text that lead to organisations and documents of this site, as small cards below it: what the reader may see, and nothing
//! of what she may not.

use crate::library::card::facts;
use crate::library::document_icon;
use crate::page::Request;
use crate::t;
use crate::t::Locale;
use crate::ui::{icon, kind_name, kind_tone, links_in};
use domain::Error;
use leptos::prelude::*;
use model::directory::{Catalogue, State};
use model::forum::{Post, Visible};
use model::library::{Reader, Shelves};
use std::collections::HashMap;
use std::sync::Arc;

/// The most cards of one post.
const MOST: usize = 4;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkCard {
    href: String,
    pictogram: String,
    what: String,
    title: String,
    note: Option<String>,
}

/// The cards of these posts, by their numbers.
pub async fn of(request: &Request, posts: &[Post]) -> Result<HashMap<i64, Vec<LinkCard>>, Error> {
    let shown = posts.iter().filter(|it| it.visible == Visible::Shown);
    let linked = shown.map(|it| (it.number, paths(&request.site, it.text.as_str())));
    let linked: Vec<(i64, Vec<String>)> = linked.filter(|(_, paths)| !paths.is_empty()).collect();
    if linked.is_empty() {
        return Ok(HashMap::new());
    }
    let site = Site::of(request).await?;
    let cards = linked.into_iter().map(|(number, paths)| {
        let cards = paths.iter().filter_map(|path| site.card(path)).take(MOST).collect();
        (number, cards)
    });
    Ok(cards.collect())
}

/// The cards of a text that is no post.
pub async fn of_text(request: &Request, text: &str) -> Result<Vec<LinkCard>, Error> {
    let site = Site::of(request).await?;
    Ok(paths(&request.site, text).iter().filter_map(|path| site.card(path)).take(MOST).collect())
}

/// The cards of a post.
pub fn list(locale: Locale, cards: &[LinkCard]) -> Option<AnyView> {
    let rows: Vec<_> = cards
        .iter()
        .cloned()
        .map(|LinkCard { href, pictogram, what, title, note }| {
            let note = note.map(|note| format!(" · {note}"));
            html! {
                <li><a class="list-item link-card" href=href>
                    <span>{icon(&pictogram)}</span><b>{title}" "<small>{what}{note}</small></b>{icon("i-next")}
                </a></li>
            }
        })
        .collect();
    (!rows.is_empty()).then(
        || html! { <ul class="list link-cards" aria-label=t::forum_writing::cards_label(locale)>{rows}</ul> },
    )
}

/// The paths of this site that a text links to, each once.
fn paths(site: &str, text: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for link in links_in(text) {
        let path = link.strip_prefix(site).filter(|path| path.starts_with('/'));
        let path = path.map(|path| path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/'));
        if let Some(path) = path.filter(|path| !paths.iter().any(|it| it == path)) {
            paths.push(path.to_owned());
        }
    }
    paths
}

/// What the site holds, for this reader.
struct Site {
    locale: Locale,
    reader: Reader,
    directory: Arc<Catalogue>,
    shelves: Arc<Shelves>,
}

impl Site {
    async fn of(request: &Request) -> Result<Self, Error> {
        Ok(Self {
            locale: request.locale,
            reader: Reader::of(request.caller.person()),
            directory: request.platform.catalogue().await?,
            shelves: request.platform.shelves().await?,
        })
    }

    fn card(&self, path: &str) -> Option<LinkCard> {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match parts[..] {
            ["annuaire", slug] => self.organization(slug),
            ["bibliotheque", "dossiers", slug] => self.collection(slug),
            ["bibliotheque", slug] => self.document(slug),
            _ => None,
        }
    }

    fn organization(&self, slug: &str) -> Option<LinkCard> {
        let it = self.directory.find(slug).filter(|it| it.state == State::Published)?;
        Some(LinkCard {
            href: format!("/annuaire/{}", it.slug),
            pictogram: format!("k-{}", kind_tone(it.kind)),
            what: t::forum_writing::card_organization(self.locale).to_owned(),
            title: it.name.to_string(),
            note: Some(kind_name(self.locale, it.kind).to_owned()),
        })
    }

    fn document(&self, slug: &str) -> Option<LinkCard> {
        let it = self.shelves.find(slug).filter(|it| self.reader.reads(it))?;
        Some(LinkCard {
            href: format!("/bibliotheque/{}", it.slug),
            pictogram: document_icon(it.kind).to_owned(),
            what: t::forum_writing::card_document(self.locale).to_owned(),
            title: it.title.to_string(),
            note: facts(self.locale, it).into_iter().next().map(|(_, fact)| fact),
        })
    }

    fn collection(&self, slug: &str) -> Option<LinkCard> {
        let it = self.shelves.collection(slug).filter(|it| it.published)?;
        Some(LinkCard {
            href: format!("/bibliotheque/dossiers/{}", it.slug),
            pictogram: "i-library".to_owned(),
            what: t::forum_writing::card_collection(self.locale).to_owned(),
            title: it.title.to_string(),
            note: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn only_addresses_of_this_site_are_looked_up_and_each_once() {
        let text = "https://m.ml/annuaire/a?x=1#y [b](https://m.ml/annuaire/a/) https://m.ml.evil/annuaire/b \
            https://autre.ml/annuaire/c https://m.mlx/d https://m.ml@evil.ml/annuaire/e";
        assert_eq!(paths("https://m.ml", text), ["/annuaire/a"]);
    }
}
