//! The application on the phone: its manifests, its worker, and the page of what works without network.

use crate::http::bibliotheque::fanta;
use crate::people::{House, Site, attributes, root};
use app::door::{Offline, OpenTo, doors};
use app::home::PAGES_KEPT;
use app::t::{self, Locale};
use axum::body::Body;
use axum::http::Request;

const LOCALE: Locale = Locale::French;

#[tokio::test]
async fn the_application_is_installed_under_its_name_or_under_one_that_tells_nothing() {
    let visitor = Site::open().await.visitor();
    let mut ids = Vec::new();
    for path in ["/app.webmanifest", "/carnet.webmanifest"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.header("content-type"), "application/manifest+json");
        let manifest = answer.json();
        for member in ["id", "name", "short_name", "start_url", "scope", "theme_color", "background_color"] {
            assert!(manifest[member].as_str().is_some_and(|it| !it.is_empty()), "{path}: {member}");
        }
        assert_eq!((&manifest["lang"], &manifest["display"]), (&"fr".into(), &"standalone".into()));
        assert!(manifest["short_name"].as_str().unwrap().chars().count() <= 12);
        let icons = manifest["icons"].as_array().unwrap();
        let kinds: Vec<_> = icons.iter().map(|it| (it["sizes"].as_str(), it["purpose"].as_str())).collect();
        for size in ["192x192", "512x512"] {
            for purpose in ["any", "maskable"] {
                assert!(kinds.contains(&(Some(size), Some(purpose))), "{path}: {size} {purpose}");
            }
        }
        for icon in icons {
            let name = icon["src"].as_str().unwrap().trim_start_matches('/');
            let bytes = std::fs::read(root().join("public").join(name)).expect(name);
            let side = u32::from_be_bytes(bytes[16..20].try_into().unwrap());
            assert_eq!(icon["sizes"], format!("{side}x{side}"), "{name}");
        }
        for view in manifest["screenshots"].as_array().into_iter().flatten() {
            let name = view["src"].as_str().unwrap().trim_start_matches('/');
            let bytes = std::fs::read(root().join("public").join(name)).expect(name);
            assert_eq!(&bytes[8..16], b"WEBPVP8X", "{name}");
            let side = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], 0]) + 1;
            assert_eq!(view["sizes"], format!("{}x{}", side(24), side(27)), "{name}");
            assert!(bytes.len() < 50_000 && !view["label"].as_str().unwrap().is_empty(), "{name}");
            assert_eq!(visitor.get(&format!("/{name}")).await.status.as_u16(), 200, "{name}");
        }
        for shortcut in manifest["shortcuts"].as_array().into_iter().flatten() {
            visitor.read(shortcut["url"].as_str().unwrap()).await;
        }
        ids.push(manifest["id"].clone());
    }
    assert_ne!(ids[0], ids[1], "a phone takes them for two");
    let neutral = visitor.read("/carnet.webmanifest").await.to_lowercase();
    for word in ["musoya", "femme", "fille", "droit", "violence"] {
        assert!(!neutral.contains(word), "{word}");
    }
}

#[tokio::test]
async fn files_are_shared_to_the_application_under_its_own_name_alone_and_the_server_keeps_none() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let manifest = visitor.get("/app.webmanifest").await.json();
    let target = &manifest["share_target"];
    assert_eq!((&target["method"], &target["enctype"]), (&"POST".into(), &"multipart/form-data".into()));
    assert!(manifest["screenshots"].as_array().is_some_and(|it| it.len() > 1));
    let discreet = visitor.get("/carnet.webmanifest").await.json();
    assert!(discreet.get("share_target").is_none() && discreet.get("screenshots").is_none());
    let path = target["action"].as_str().unwrap();
    let field = target["params"]["files"][0]["name"].as_str().unwrap();
    assert!(visitor.read(path).await.contains(t::share::title(LOCALE)));
    // Also one that is larger than any form of this site.
    for bytes in [10, 1024 * 1024] {
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"a.pdf\"\r\n\r\n{}\r\n--x--\r\n",
            "a".repeat(bytes)
        );
        let answer = visitor.post_raw(path, "multipart/form-data; boundary=x", body).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/partager?perdu=1"));
    }
    assert!(visitor.read("/partager?perdu=1").await.contains(t::share::lost(LOCALE)));
    let kept = std::fs::read_dir(&site.house.folder.0).unwrap().count();
    visitor.post_raw(path, "multipart/form-data; boundary=x", "nothing of a form".to_owned()).await;
    assert_eq!(std::fs::read_dir(&site.house.folder.0).unwrap().count(), kept);
}

#[tokio::test]
async fn only_the_page_of_the_discreet_installation_names_the_neutral_manifest_and_it_warns_first() {
    let visitor = Site::open().await.visitor();
    let manifest = |html: &str| {
        let link = html.split("rel=\"manifest\"").nth(1).expect("a manifest").to_owned();
        attributes(link.split('>').next().unwrap(), "href").remove(0)
    };
    for path in ["/", "/installer", "/annuaire/rejefpo"] {
        assert_eq!(manifest(&visitor.read(path).await), "/app.webmanifest", "{path}");
    }
    let page = visitor.read("/installer/discrete").await;
    assert_eq!(manifest(&page), "/carnet.webmanifest");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at(t::phone::discreet_inside(LOCALE)) < at(t::phone::install_chrome_add(LOCALE)));
    for path in ["/", "/reglages"] {
        let links = attributes(&visitor.read(path).await, "href");
        assert!(links.iter().any(|it| it == "/installer") && links.iter().any(|it| it == "/sans-reseau"));
    }
}

#[tokio::test]
async fn the_worker_is_small_asked_about_each_time_and_keeps_no_page_that_needs_the_network() {
    let visitor = Site::open().await.visitor();
    let answer = visitor.get("/sw.js").await;
    assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert!(answer.header("content-security-policy").contains("default-src 'self'"));
    let script = answer.text();
    assert!(script.contains(&format!("const PAGES = {PAGES_KEPT};")));
    let again = Request::get("/sw.js").header("if-none-match", answer.header("etag"));
    assert_eq!(visitor.send(again, Body::empty()).await.status.as_u16(), 304);
    let line = |name: &str| {
        let start = format!("const {name} = ");
        let line = script.lines().find_map(|line| line.strip_prefix(start.as_str())).expect(name);
        serde_json::from_str::<Vec<String>>(line.trim_end_matches(';')).expect("a list")
    };
    for address in line("SHELL").iter().filter(|it| !it.starts_with("/pkg/") && *it != "/favicon.svg") {
        assert!(visitor.read(address).await.contains("<main"), "{address}");
    }
}

#[tokio::test]
async fn a_page_that_needs_the_network_says_that_no_phone_keeps_it() {
    let site = Site::open().await;
    site.house.organization("Une organisation", &[]).await;
    let visitor = site.visitor();
    let is_open = |door: &&app::door::Door| door.open_to == OpenTo::Visitor && door.path != "/quitter";
    for door in doors().filter(is_open) {
        let answer = visitor.get(&door.path.replace("{slug}", "une-organisation")).await;
        if answer.status.is_success() {
            assert_eq!(answer.header("x-passe").is_empty(), door.offline == Offline::Read, "{}", door.path);
        }
    }
    for path in ["/connexion", "/reglages", "/quitter", "/annuaire/une-organisation/message"] {
        assert_eq!(visitor.get(path).await.header("x-passe"), "1", "{path}");
    }
}

#[tokio::test]
async fn every_answer_says_that_it_is_ours_and_what_is_for_one_person_is_kept_nowhere() {
    let site = Site::open().await;
    let (visitor, awa) = (site.visitor(), site.awa().await);
    for path in ["/", "/nulle-part", "/annuaire.csv", "/sw.js", "/app.webmanifest", "/icon-192.png"] {
        assert!(!visitor.get(path).await.header("x-musoya").is_empty(), "{path}");
    }
    for path in ["/", "/annuaire", "/sans-reseau"] {
        assert_eq!(awa.get(path).await.header("cache-control"), "no-store", "{path}");
        assert_eq!(visitor.get(path).await.header("cache-control"), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn what_is_for_one_member_says_for_whom_and_nothing_of_those_who_moderate_stays_on_a_phone() {
    let site = Site::open().await;
    let (visitor, fanta, staff) = (site.visitor(), fanta(&site).await, site.awa().await);
    let hers = fanta.get("/annuaire").await.header("x-pour").to_owned();
    assert!(!hers.is_empty());
    for path in ["/", "/compte/etagere", "/forum", "/forum/partage/nouveau"] {
        assert!(visitor.get(path).await.header("x-pour").is_empty(), "{path}");
        let own = fanta.get(path).await;
        assert_eq!((own.header("x-pour"), own.header("x-passe")), (hers.as_str(), ""), "{path}");
        let other = staff.get(path).await;
        assert!(![hers.as_str(), ""].contains(&other.header("x-pour")), "{path}");
        assert_eq!(other.header("x-passe"), "1", "{path}");
    }
    for path in ["/compte", "/compte/securite", "/compte/nouvelles", "/compte/donnees", "/forum/brouillons"] {
        let own = fanta.get(path).await;
        assert_eq!((own.header("x-pour"), own.header("x-passe")), (hers.as_str(), "1"), "{path}");
    }
}

#[tokio::test]
async fn the_operator_takes_the_worker_away_again() {
    let house = House::on_sqlite().await;
    let visitor = Site::of(house, |settings| settings.worker = false).visitor();
    let script = visitor.read("/sw.js").await;
    assert!(script.contains("unregister()") && script.contains("caches.delete"));
    assert!(!script.contains("'fetch'"), "nothing is answered by it");
}

#[tokio::test]
async fn what_is_kept_on_purpose_is_named_with_its_weight_and_only_what_everybody_may_read() {
    let site = Site::open().await;
    site.house.work().await;
    let visitor = site.visitor();
    let folders = attributes(&visitor.read("/bibliotheque/dossiers").await, "href");
    let folder =
        folders.into_iter().find(|it| it.starts_with("/bibliotheque/dossiers/")).expect("a collection");
    for home in ["/bibliotheque/qu-est-ce-qu-un-par", folder.as_str()] {
        let html = visitor.read(home).await;
        let pages = attributes(&html, "data-pages").concat();
        assert_eq!(pages.split(' ').next(), Some(home));
        for page in pages.split(' ') {
            assert_eq!(visitor.get(page).await.header("cache-control"), "no-cache", "{page}");
        }
        let (choices, weights) = (attributes(&html, "data-files"), attributes(&html, "data-bytes"));
        assert!(!choices.is_empty() && choices.len() == weights.len(), "{home}");
        for (files, weight) in choices.iter().zip(&weights) {
            let mut bytes = 0;
            for file in files.split(' ') {
                let answer = visitor.get(file).await;
                assert!(answer.header("cache-control").starts_with("public"), "{file}");
                bytes += answer.bytes.len();
            }
            assert_eq!(weight, &bytes.to_string(), "{home}");
        }
    }
    let folder = visitor.read(&folder).await;
    assert!(
        attributes(&folder, "data-pages").concat().split(' ').count() > 1,
        "with the page of each document"
    );
}

/// The six promises of `/sans-reseau`, and the tests that hold them: files of `end2end/tests/`, and how the test begins.
const CONTRACT: [(&str, &[(&str, &str)]); 6] = [
    (
        t::phone::contract_open(LOCALE),
        &[
            (
                "phone.hydrate",
                "a page that she read is there with its style when the server is stopped; another says what is missing",
            ),
            ("story-phone.hydrate", "from the first page, opened once, to a receipt"),
        ],
    ),
    (
        t::phone::contract_directory(LOCALE),
        &[
            ("keep.hydrate", "she opened the first page once and kept the directory"),
            ("keep.hydrate", "a new version of the site draws the directory that an old one kept"),
        ],
    ),
    (
        t::phone::contract_pages(LOCALE),
        &[
            ("private.hydrate", "a member reads her shelf and a topic without network"),
            ("phone.hydrate", "a recording that she listened to is wound without network"),
            ("kept-media.hydrate", "a collection that she kept is opened with its documents"),
        ],
    ),
    (
        t::phone::contract_write(LOCALE),
        &[
            ("outbox-many.hydrate", "of every kind that is kept one is done once"),
            ("conflict.hydrate", "what was corrected on two phones is asked in plain words"),
            ("outbox.hydrate", "all of it is saved in a file that a passphrase shuts"),
        ],
    ),
    (
        t::phone::contract_fails(LOCALE),
        &[(
            "phone.hydrate",
            "a page that needs the network is not kept, nor what somebody reads who signed in",
        )],
    ),
    (
        t::phone::contract_update(LOCALE),
        &[
            ("update.hydrate", "an update brings what changed and nothing else"),
            ("update.hydrate", "a version that mends a hole takes over by itself"),
            ("phone.hydrate", "a new version waits for her word"),
        ],
    ),
];

#[tokio::test]
async fn each_promise_of_what_works_without_network_is_on_its_page_and_held_by_tests() {
    let html = Site::open().await.visitor().read("/sans-reseau").await;
    let contract = html.split("data-contract=\"\"").nth(1).expect("the promises");
    let contract = contract.split("</ol>").next().unwrap();
    assert_eq!(contract.matches("<strong>").count(), CONTRACT.len(), "{contract}");
    for (promise, held) in CONTRACT {
        assert!(contract.contains(&format!("<strong>{promise}</strong>")), "{promise}");
        for (file, begins) in held {
            let path = root().join(format!("end2end/tests/{file}.spec.ts"));
            let tests = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));
            assert!(tests.contains(&format!("test(\"{begins}")), "{file}: {begins}");
        }
    }
}
