//! The names of a copy's files: what Windows, FAT32 and people can read, short, and different in whatever case.

use domain::outside::hex;
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet};

/// The longest part of a name, in bytes; with it no path is longer than 120.
const LONGEST: usize = 40;
/// What Windows takes for a device, whatever comes after the point.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The names that were given, by what has them.
#[derive(Default)]
pub struct Names {
    by_key: HashMap<String, String>,
    taken: HashSet<String>,
}

impl Names {
    /// The name of a page by its address, the same each time.
    pub fn of_page(&mut self, address: &str) -> String {
        self.of(address, &page(address))
    }

    /// The name of what has this key, the same each time: the wished one, or one beside it if another has it.
    pub fn of(&mut self, key: &str, wished: &str) -> String {
        if let Some(name) = self.by_key.get(key) {
            return name.clone();
        }
        let mut name = wished.to_owned();
        if !self.taken.insert(name.to_lowercase()) {
            let (stem, extension) = wished.rsplit_once('.').unwrap_or((wished, ""));
            name = format!("{stem}-{}.{extension}", short(key));
            self.taken.insert(name.to_lowercase());
        }
        self.by_key.insert(key.to_owned(), name.clone());
        name
    }

    /// The name that this key was given.
    pub fn given(&self, key: &str) -> Option<&String> {
        self.by_key.get(key)
    }
}

/// The name that says where a page stood: `/annuaire?region=kayes` → `annuaire_region-kayes.html`.
fn page(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts: Vec<String> = path.split('/').filter(|it| !it.is_empty()).map(part).collect();
    let mut name = if parts.is_empty() { "index".to_owned() } else { parts.join("/") };
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        // The mark after which a page of a list begins is long and says nothing.
        let value = if key == "apres" { short(&value) } else { part(&value) };
        name.push_str(&format!("_{}-{value}", part(&key)));
    }
    name.push_str(".html");
    name
}

/// One part of a name: small letters, digits and hyphens.
fn part(text: &str) -> String {
    let allowed = |it: char| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '-' };
    let mut part: String = text.chars().map(allowed).collect();
    if part.len() > LONGEST {
        part.truncate(LONGEST - 9);
        part.push_str(&format!("-{}", short(text)));
    }
    if DEVICES.contains(&part.as_str()) {
        part.push('-');
    }
    part
}

/// Eight letters that stand for a text.
fn short(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..4])
}

/// The way from a file to where all begin.
pub fn up(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_where_the_page_stood() {
        let mut names = Names::default();
        let mut name = |address| names.of_page(address);
        assert_eq!(name("/"), "index.html");
        assert_eq!(name("/annuaire/rejefpo"), "annuaire/rejefpo.html");
        assert_eq!(name("/annuaire?region=kayes"), "annuaire_region-kayes.html");
        assert_eq!(name("/bibliotheque/a/pages?page=3"), "bibliotheque/a/pages_page-3.html");
        let next = name("/annuaire?region=kayes&apres=Lala%00lala");
        assert!(next.starts_with("annuaire_region-kayes_apres-") && next.len() < 50, "{next}");
    }

    #[test]
    fn every_name_can_be_written_on_any_card() {
        let long = "a".repeat(200);
        let mut names = Names::default();
        let mut seen = HashSet::new();
        for address in [
            format!("/forum/{long}/{long}?message=20001"),
            format!("/forum/{long}/{long}b"),
            format!("/bibliotheque?de={long}&apres={long}"),
            "/annuaire/con".to_owned(),
            "/annuaire/Aux".to_owned(),
            "/annuaire/aux-".to_owned(),
            "/annuaire/A".to_owned(),
            "/annuaire/a".to_owned(),
            "/annuaire/a:b*c?".to_owned(),
            "/annuaire/é".to_owned(),
            "/annuaire/..".to_owned(),
        ] {
            let name = names.of_page(&address);
            assert!(name.len() <= 120, "{name}");
            assert!(name.chars().all(|it| it.is_ascii_alphanumeric() || "-_./".contains(it)), "{name}");
            assert!(!name.contains("..") && !name.starts_with('/'), "{name}");
            let parts = || name.split(['/', '.']);
            assert!(parts().all(|it| !it.is_empty() && !DEVICES.contains(&it)), "{name}");
            assert!(seen.insert(name.to_lowercase()), "{name}");
            assert_eq!(names.of_page(&address), name, "the same each time");
        }
    }

    #[test]
    fn every_file_knows_the_way_to_the_first() {
        assert_eq!(up("index.html"), "");
        assert_eq!(up("forum/a/b.html"), "../../");
    }
}
