//! The directory's pages drawn from a copy, as a phone keeps it: at the same addresses, by the same code as on the server.

use super::{leaflet, list, map, matrix, network, show};
use crate::page::Page;
use crate::shell::{self, Around};
use model::directory::Catalogue;
use model::fields::Fields;
use std::sync::Arc;

/// The document at an address, as the server sends it to a visitor; nothing if the copy does not hold it.
pub fn drawn(around: &Around, catalogue: Arc<Catalogue>, query: &Fields) -> Option<String> {
    if let Some(slug) = around.path.strip_prefix("/annuaire/").and_then(|it| it.strip_suffix("/carte.html")) {
        let organization = catalogue.find_published(slug)?;
        return Some(leaflet(around.locale, &catalogue, organization, &around.site));
    }
    let page = page(around, catalogue, query)?;
    Some(shell::document(around, page))
}

fn page(around: &Around, catalogue: Arc<Catalogue>, query: &Fields) -> Option<Page> {
    let locale = around.locale;
    Some(match around.path.as_str() {
        "/annuaire" => list::page(locale, catalogue, query),
        "/carte" => map::page(locale, catalogue, query),
        "/annuaire/qui-fait-quoi" => matrix::page(locale, catalogue, query),
        "/annuaire/reseau" => network::page(locale, catalogue),
        path => {
            let organization = catalogue.find_published(path.strip_prefix("/annuaire/")?)?.clone();
            show::page(locale, catalogue, organization, &around.site, |_| Vec::new())
        }
    })
}
