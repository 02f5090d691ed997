//! What of the site a copy holds: the doors that everybody may open and read, with the lists whose addresses are finite.

use app::copy;
use app::door::{Door, Offline, OpenTo, doors};
use model::browse;
use model::forum::Post;

/// Pages that speak of this phone and of the site's own server.
const LEFT: [&str; 4] = ["/installer", "/sans-reseau", "/recherche", "/forum/recherche"];
/// The sheet to print leads back to the site by a code, so it needs the site's address.
const SHEET: &str = "/annuaire/{slug}/fiche";
/// By what a list is narrowed in a copy, one at a time.
const NARROWED: [(&str, &[&str]); 15] = [
    ("/agenda", &["region", "genre", "quand"]),
    ("/annuaire", &["region", "domaine"]),
    ("/carte", &["region"]),
    ("/bibliotheque", &["genre", "forme", "domaine", "region", "langue", "de"]),
    ("/bibliotheque/{slug}/pages", &["page"]),
    ("/forum/experiences", &["domaine", "region", "pratique"]),
    ("/forum/{slug}/{item}", &["message"]),
    ("/actualites", &["region", "domaine"]),
    ("/plaidoyer", &["region", "domaine"]),
    ("/formation", &["domaine"]),
    ("/formation/{slug}/salle", &["lecon"]),
    ("/projets", &["region", "statut"]),
    ("/projets/activites", &["region", "genre"]),
    ("/projets/plans", &["region", "etat"]),
    ("/capitalisation", &["region", "dans"]),
];
/// What the copy's own search draws, however it is narrowed, and how its address says which.
const SEARCHED: [(&str, &str); 3] =
    [("/annuaire", ""), ("/carte", "page=carte&"), ("/annuaire/qui-fait-quoi", "page=qui-fait-quoi&")];
/// The name of the page that searches.
pub const SEARCH: &str = "recherche.html";

/// Where an address of the site leads in a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// To a page, named by the address that all its addresses come to.
    Page(String),
    /// To the page that searches, with this query.
    Search(String),
    /// To a file of a document, a voice, a picture.
    Medium(String),
    /// To data that is always there.
    Data(String),
    /// Nowhere.
    Left,
}

/// Where this address leads, without its fragment; `has_site` says whether the address of the site is known.
pub fn place(address: &str, has_site: bool) -> Place {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if ["/fichiers/", "/voix/", "/logo/", "/audio/"].iter().any(|folder| path.starts_with(folder)) {
        return Place::Medium(path.to_owned());
    }
    if ["/annuaire.csv", "/annuaire.geojson"].contains(&path) {
        return Place::Data(path.to_owned());
    }
    if path == copy::SEARCH {
        return Place::Search(String::new());
    }
    let Some(door) = door(path) else { return Place::Left };
    let is_read = door.open_to == OpenTo::Visitor && door.offline == Offline::Read;
    if !is_read || LEFT.contains(&door.path) || (door.path == SHEET && !has_site) {
        return Place::Left;
    }
    if let Some(address) = listed(door, path, query) {
        return Place::Page(address);
    }
    let searched = SEARCHED.iter().find(|(searched, _)| *searched == path);
    searched.map_or(Place::Left, |(_, page)| Place::Search(format!("?{page}{query}")))
}

/// The door that the server's routes would choose.
fn door(path: &str) -> Option<&'static Door> {
    doors().filter(|door| door.is_at(path)).min_by_key(|door| door.path.matches('{').count())
}

/// The addresses that a copy begins with: every door without a variable part.
pub fn seeds() -> impl Iterator<Item = String> {
    doors().filter(|door| !door.path.contains('{')).filter_map(|door| match place(door.path, true) {
        Place::Page(address) => Some(address),
        _ => None,
    })
}

/// The address of a list or a page that is drawn beforehand, written in one way; nothing if it is one of those without end.
fn listed(door: &Door, path: &str, query: &str) -> Option<String> {
    let allowed = NARROWED.iter().find(|(path, _)| *path == door.path).map_or(&[][..], |(_, names)| *names);
    let (mut narrowed, mut after) = (Vec::new(), Vec::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()).filter(|(_, value)| !value.is_empty()) {
        let name = allowed.iter().copied().chain(["apres"]).find(|it| *it == name)?;
        let value = match name {
            // Every number of a message leads to the page on which it stands.
            "message" => Post::page_of(value.parse().ok()?).to_string(),
            _ => value.into_owned(),
        };
        match (name, value.as_str()) {
            ("message" | "page", "1") => {}
            ("apres", _) => after.push((name, value)),
            _ => narrowed.push((name, value)),
        }
    }
    let is_one = narrowed.len() <= 1 && after.len() <= 1;
    narrowed.extend(after);
    is_one.then(|| browse::address(path, &narrowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Place {
        place(address, true)
    }

    fn page(address: &str) -> Place {
        Place::Page(address.to_owned())
    }

    #[test]
    fn what_everybody_reads_has_a_page_and_the_rest_has_none() {
        for address in [
            "/",
            "/annuaire",
            "/annuaire/rejefpo",
            "/annuaire/qui-fait-quoi",
            "/annuaire/rejefpo/fiche",
            "/annuaire?region=kayes",
            "/annuaire?region=kayes&apres=abc",
            "/carte?region=bougouni",
            "/bibliotheque/dossiers/un-dossier",
            "/forum/partage/3-comment-compter",
        ] {
            assert_eq!(at(address), page(address), "{address}");
        }
        for address in [
            "/connexion",
            "/compte",
            "/admin",
            "/moderation",
            "/annuaire/rejefpo/message",
            "/annuaire/rejefpo/erreur",
            "/forum/partage/journal",
            "/forum/partage/nouveau",
            "/bibliotheque?q=tontine",
            "/bibliotheque?genre=guide&forme=ecouter",
            "/bibliotheque/dossiers/un-dossier/dossier.zip",
            "/opds",
            "/sw.js",
            "/installer",
            "/nulle-part",
        ] {
            assert_eq!(at(address), Place::Left, "{address}");
        }
        assert_eq!(place("/annuaire/rejefpo/fiche", false), Place::Left);
    }

    #[test]
    fn an_address_without_end_is_searched() {
        let search = |query: &str| Place::Search(query.to_owned());
        assert_eq!(at("/annuaire?q=mariage"), search("?q=mariage"));
        assert_eq!(at("/annuaire?region=kayes&domaine=paix"), search("?region=kayes&domaine=paix"));
        assert_eq!(at("/carte?domaine=paix"), search("?page=carte&domaine=paix"));
        assert_eq!(at("/recherche"), search(""));
    }

    #[test]
    fn a_page_has_one_address() {
        assert_eq!(at("/annuaire?q="), page("/annuaire"));
        assert_eq!(at("/forum/a/3-b?message=7"), page("/forum/a/3-b"));
        assert_eq!(at("/forum/a/3-b?message=47"), page("/forum/a/3-b?message=41"));
        assert_eq!(at("/forum/a/3-b?message=x"), Place::Left);
        assert_eq!(at("/bibliotheque/a/pages?page=1"), page("/bibliotheque/a/pages"));
        assert_eq!(at("/fichiers/ab.pdf?telecharger=1"), Place::Medium("/fichiers/ab.pdf".to_owned()));
    }
}
