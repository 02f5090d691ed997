//! `musoya export`: the site as files. All that everybody reads is in it and nothing else, and every link leads to a file of it.

use super::rights::{World, document};
use crate::people::{Answer, PIXEL, Person, Site, attributes, element, resolved};
use app::assets::Assets;
use axum::http::StatusCode;
use model::directory::{Organization, Scheme};
use server::export::{Export, Limit, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// A copy: its files by name, and their names in the order of the archive.
struct Copy {
    files: BTreeMap<String, Vec<u8>>,
    order: Vec<String>,
    bytes: Vec<u8>,
    report: Report,
}

impl Copy {
    async fn of(site: &Site, public: Option<&str>, limit: Limit) -> Self {
        let export = Export::new(&site.house.platform, Assets::get(), site.router.clone(), public);
        let (report, written) = export.write(Cursor::new(Vec::new()), limit).await.expect("a copy");
        let bytes = written.into_inner();
        let mut zip = ZipArchive::new(Cursor::new(bytes.clone())).expect("a ZIP");
        let (mut files, mut order) = (BTreeMap::new(), Vec::new());
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).expect("a file");
            let name = file.name().expect("a name").into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("its bytes");
            order.push(name.clone());
            assert!(files.insert(name.clone(), content).is_none(), "{name} is there twice");
        }
        Self { files, order, bytes, report }
    }

    fn text(&self, name: &str) -> String {
        let bytes = self.files.get(name).unwrap_or_else(|| panic!("{name} in {:#?}", self.order));
        String::from_utf8(bytes.clone()).expect("a text")
    }

    fn pages(&self) -> impl Iterator<Item = (&str, String)> {
        let pages = self.files.keys().filter(|it| it.ends_with(".html"));
        pages.map(|name| (name.as_str(), self.text(name)))
    }

    /// All words of all files.
    fn words(&self) -> String {
        self.files.values().map(|it| String::from_utf8_lossy(it).into_owned()).collect()
    }

    /// What the unpacked files weigh.
    fn weight(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }
}

/// The main heading of a page.
fn heading(html: &str) -> String {
    element(html, "h1", "").replace("<!>", "")
}

/// Every address that search engines are told.
async fn public_addresses(visitor: &Person) -> Vec<String> {
    let mut addresses = Vec::new();
    for list in ["/sitemap.xml", "/sitemap-forum/1.xml"] {
        let xml = visitor.read(list).await;
        let places = xml.split("<loc>").skip(1).filter_map(|it| it.split("</loc>").next());
        addresses.extend(places.map(|it| it.replace("http://musoya.test", "")));
    }
    addresses
}

/// What nobody without a name reads, each with a word that is nowhere else; the bytes of a file that members alone have.
async fn secrets(world: &World) -> (Vec<&'static str>, Vec<u8>) {
    let (site, house) = (&world.site, &world.site.house);
    house.organization("Ébauche zorglub", &[("etat", "brouillon")]).await;
    house.organization("Refuge wazabou", &[("etat", "masque")]).await;
    let file = document(site, world.own, "Entre membres kikafou", "reseau", true).await;
    document(site, world.own, "Entre nous balambe", "organisation", true).await;
    document(site, world.own, "Pas encore tirobi", "public", false).await;
    let awa = site.awa().await;
    let write = async |path: &str, title: &str| {
        let fields = [("titre", title), ("genre", "discussion"), ("texte", "Un texte pour cet essai.")];
        let answer = awa.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.header("location").split('#').next().unwrap().to_owned()
    };
    write("/forum/points-focaux/nouveau", "Réservé marabika").await;
    let hidden = write("/forum/plaidoyer/nouveau", "Retiré folibou").await;
    let hide = [("geste", "masquer"), ("raison", "Pour essayer.")];
    assert_eq!(awa.post(&format!("{hidden}/moderer"), &hide).await.status, StatusCode::SEE_OTHER);
    let words = vec![
        "zorglub",
        "wazabou",
        "kikafou",
        "balambe",
        "tirobi",
        "marabika",
        "folibou",
        // A request to join, a message, a hidden collection, and what is written between members.
        "Rokia",
        "Le numéro a changé",
        "Un brouillon",
        "Sept lignes",
    ];
    let bytes = awa.get(&file).await.bytes;
    assert!(bytes.starts_with(b"%PDF"));
    (words, bytes)
}

#[tokio::test]
async fn all_that_everybody_reads_is_in_the_copy_and_nothing_else() {
    World::on_each_engine(async |world| {
        let (secrets, secret_file) = secrets(&world).await;
        let visitor = world.site.visitor();
        let copy = Copy::of(&world.site, None, Limit::None).await;
        let headings: BTreeSet<String> = copy.pages().map(|(_, html)| heading(&html)).collect();
        let catalogue = world.site.house.platform.catalogue().await.unwrap();
        let organizations = catalogue.published().map(|it| format!("/annuaire/{}", it.slug));
        let addresses: Vec<String> =
            public_addresses(&visitor).await.into_iter().chain(organizations).collect();
        assert!(addresses.len() > 100, "{}", addresses.len());
        for address in &addresses {
            // They say of this phone and of the server what is not true of a copy, or are read by programs.
            if ["/installer", "/sans-reseau", "/rejoindre"].contains(&address.as_str()) {
                continue;
            }
            let html = visitor.read(address).await;
            assert!(headings.contains(&heading(&html)), "{address}: {}", heading(&html));
        }
        let words = copy.words();
        for secret in secrets {
            assert!(!words.contains(secret), "{secret}");
        }
        assert!(copy.files.values().all(|it| *it != secret_file), "a file of members");
        // What a visitor reads of a document is in it: the page, and the very bytes of its file.
        let page = visitor.read("/bibliotheque/un-document").await;
        let file = attributes(&page, "href").into_iter().find(|it| it.starts_with("/fichiers/")).unwrap();
        let bytes = visitor.get(&file).await.bytes;
        assert_eq!(copy.files.values().filter(|it| **it == bytes).count(), 1, "once");
        assert!(
            copy.text("annuaire.csv").contains("rejefpo") || copy.text("annuaire.csv").contains("REJEFPO")
        );
    })
    .await;
}

/// Where a relative link of a file leads, without query and place.
fn resolved_link(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split(['?', '#']).next().unwrap_or_default().split('/') {
        match part {
            ".." => drop(parts.pop().expect("not above the copy")),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[tokio::test]
async fn every_link_leads_to_a_file_of_the_copy_and_nothing_is_fetched_or_sent_elsewhere() {
    World::on_each_engine(async |world| {
        world.site.house.work().await;
        for public in [None, Some("http://musoya.test")] {
            let copy = Copy::of(&world.site, public, Limit::None).await;
            assert!(copy.files.keys().any(|it| it.ends_with(".mp3")), "something is heard");
            for (name, html) in copy.pages() {
                let (mut links, mut parts) = (attributes(&html, "href"), attributes(&html, "src"));
                parts.extend(attributes(&html, "poster"));
                let ids: BTreeSet<String> = attributes(&html, "id").into_iter().collect();
                for part in &parts {
                    assert!(!part.contains(':') && !part.starts_with('/'), "{name}: {part}");
                }
                links.extend(parts);
                links.extend(attributes(&html, "action"));
                for link in links {
                    let scheme = link.split(':').next().filter(|it| it.len() < link.len());
                    if scheme.is_some_and(|it| ["https", "http", "tel", "sms", "mailto"].contains(&it)) {
                        assert!(
                            !link.starts_with("http://musoya.test") && !link.contains("copie.invalid"),
                            "{name}: {link}"
                        );
                    } else if let Some(id) = link.strip_prefix('#') {
                        assert!(ids.contains(id), "{name}: {link}");
                    } else {
                        assert!(!link.starts_with('/'), "{name}: {link}");
                        let file = resolved_link(name, &link);
                        assert!(copy.files.contains_key(&file), "{name}: {link}");
                    }
                }
                for gone in [
                    "type=\"module\"",
                    "method=\"post\"",
                    "<style",
                    "rel=\"canonical\"",
                    "ld+json",
                    "rel=\"manifest\"",
                ] {
                    assert!(!html.contains(gone), "{name}: {gone}");
                }
                assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{name}");
                assert!(html.contains("Copie du 21 novembre 2026"), "{name}: of which day it is");
                assert!(html.contains("href=\"https://www.google.com/\""), "{name}: the way out");
            }
            assert!(!copy.words().contains("copie.invalid"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_copy_opens_anywhere_is_the_same_each_time_and_begins_with_how_to_open_it() {
    let site = Site::open().await;
    let copy = Copy::of(&site, None, Limit::None).await;
    assert_eq!(copy.order[..2], ["LISEZ-MOI.txt", "index.html"]);
    assert!(copy.text("LISEZ-MOI.txt").contains("index.html") && copy.text("LISEZ-MOI.txt").contains("\r\n"));
    let mut folded = BTreeSet::new();
    for name in &copy.order {
        assert!(
            name.len() <= 120 && name.is_ascii() && !name.contains([':', '?', '*', '"', '\\', '|', '<', '>']),
            "{name}"
        );
        assert!(folded.insert(name.to_lowercase()), "{name}: FAT32 knows no capitals");
    }
    assert_eq!(copy.report.files, copy.order.len());
    assert_eq!(copy.report.bytes, copy.weight() as u64);
    assert_eq!(copy.report.pages, copy.pages().count());
    assert!(
        Copy::of(&site, None, Limit::None).await.bytes == copy.bytes,
        "the same site and day, the same bytes"
    );
}

#[tokio::test]
async fn a_small_card_gets_the_pages_and_the_lightest_files() {
    let site = Site::open().await;
    site.house.work().await;
    let own = site.house.platform.catalogue().await.unwrap().find("rejefpo").unwrap().clone();
    let (awa, version) = (site.awa().await, own.version.to_string());
    let fields = [("nom", own.name.as_str()), ("type", "reseau"), ("etat", "publie"), ("version", &version)];
    let sent = awa.upload("/admin/organisations/rejefpo", "logo", "logo.png", &PIXEL, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let whole = Copy::of(&site, None, Limit::None).await;
    let bare = Copy::of(&site, None, Limit::WithoutMedia).await;
    assert_eq!(whole.pages().count(), bare.pages().count());
    let is_medium = |it: &&String| it.starts_with("fichiers/");
    assert!(whole.files.keys().filter(is_medium).count() > 10);
    assert_eq!(bare.files.keys().filter(is_medium).count(), 1, "the logo");
    assert!(bare.report.left > 10 && whole.report.left == 0);
    for (name, html) in bare.pages() {
        assert!(!html.contains("<audio") && !html.contains("<video"), "{name}");
    }
    assert!(bare.words().contains("Ce fichier n’est pas dans la copie."));
    for most in [bare.weight() + 200_000, (bare.weight() + whole.weight()) / 2] {
        let small = Copy::of(&site, None, Limit::Bytes(most as u64)).await;
        assert!(small.weight() <= most, "{} of {most}", small.weight());
        let heaviest = small.files.iter().filter(|(name, _)| is_medium(name)).map(|(_, it)| it.len()).max();
        let left = whole.files.iter().filter(|(name, _)| is_medium(name) && !small.files.contains_key(*name));
        let lightest = left.map(|(_, it)| it.len()).min();
        assert!(lightest.is_none() || heaviest <= lightest, "{heaviest:?} {lightest:?}");
        assert!(lightest.is_none() || small.report.left > 0);
    }
    let export = Export::new(&site.house.platform, Assets::get(), site.router.clone(), None);
    let refused = export.write(Cursor::new(Vec::new()), Limit::Bytes(1000)).await;
    assert!(refused.err().is_some_and(|it| it.contains("pages alone")));
}

#[tokio::test]
async fn without_scripts_every_organisation_is_reached_by_its_region_and_by_its_domain() {
    let site = Site::open().await;
    let copy = Copy::of(&site, None, Limit::None).await;
    let lists = attributes(&copy.text("recherche.html"), "href");
    for start in ["annuaire_region-", "annuaire_domaine-"] {
        let mut reached = BTreeSet::new();
        let mut open: Vec<String> = lists.iter().filter(|it| it.starts_with(start)).cloned().collect();
        let mut seen: BTreeSet<String> = open.iter().cloned().collect();
        assert!(open.len() > 5, "{lists:#?}");
        while let Some(name) = open.pop() {
            let html = copy.text(&name);
            for link in attributes(&html, "href") {
                if link.starts_with("annuaire/") {
                    reached.insert(link);
                } else if link.starts_with(start) && link.contains("_apres-") && seen.insert(link.clone()) {
                    open.push(link);
                }
            }
        }
        let catalogue = site.house.platform.catalogue().await.unwrap();
        let has = |it: &&Organization| match start {
            "annuaire_region-" => !it.coverage.is_empty(),
            _ => it
                .terms
                .iter()
                .any(|id| catalogue.terms().get(id).is_some_and(|term| term.scheme == Scheme::Domain)),
        };
        for it in catalogue.published().filter(has) {
            let name = resolved(&it.slug);
            assert!(name.len() > 40 || reached.contains(&format!("annuaire/{name}.html")), "{start}{name}");
        }
    }
}

#[tokio::test]
async fn a_site_in_trouble_makes_no_copy_with_holes() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let before: Answer = visitor.get("/annuaire").await;
    assert_eq!(before.status, StatusCode::OK);
    site.house.store.close().await;
    let export = Export::new(&site.house.platform, Assets::get(), site.router.clone(), None);
    assert!(export.write(Cursor::new(Vec::new()), Limit::None).await.is_err());
}
