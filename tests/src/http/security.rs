//! What every answer promises to the browser, and what no other site can do in her name.

use crate::people::{House, Person, Site, root};
use app::door::{OpenTo, doors};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

#[tokio::test]
async fn every_answer_tells_the_browser_what_it_may_do() {
    let site = Site::open().await;
    let visitor = site.visitor();
    for path in
        ["/", "/annuaire", "/nulle-part", "/admin", "/api/hsds/", "/annuaire.csv", "/robots.txt", "/quitter"]
    {
        let answer = visitor.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        assert!(answer.header("permissions-policy").contains("geolocation=()"), "{path}");
        let policy = answer.header("content-security-policy");
        for rule in ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert!(!policy.contains("http:") && !policy.contains("https:") && !policy.contains('*'), "{policy}");
    }
}

#[tokio::test]
async fn what_a_page_shows_says_nothing_that_only_a_page_needs_and_can_do_nothing() {
    let site = Site::open().await;
    site.house.work().await;
    let html = site.visitor().read("/bibliotheque").await;
    let cover = crate::people::attributes(&html, "src").into_iter().find(|it| it.starts_with("/fichiers/"));
    let answer = site.visitor().get(&cover.expect("a cover")).await;
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("permissions-policy", ""),
        ("referrer-policy", ""),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
}

#[tokio::test]
async fn the_only_inline_style_is_the_one_whose_hash_is_in_the_policy() {
    let site = Site::open().await;
    site.house.organization("Une organisation", &[]).await;
    for door in doors().filter(|door| door.open_to == OpenTo::Visitor && door.path != "/connexion/code") {
        let answer = site.visitor().get(&door.path.replace("{slug}", "une-organisation")).await;
        let html = answer.text();
        let styles: Vec<&str> =
            html.split("<style>").skip(1).map(|rest| rest.split("</style>").next().unwrap()).collect();
        assert_eq!(styles.len(), 1, "{}", door.path);
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(styles[0].as_bytes())));
        assert!(answer.header("content-security-policy").contains(&hash), "{}", door.path);
        assert!(!html.contains(" style=\"") && !html.contains(" onclick="), "{}", door.path);
        for script in html.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains("src=") || tag.contains("application/ld+json"), "{}: {tag}", door.path);
        }
        for address in ["src", "action"].iter().flat_map(|name| crate::people::attributes(&html, name)) {
            assert!(address.starts_with('/') && !address.starts_with("//"), "{}: {address}", door.path);
        }
    }
}

#[tokio::test]
async fn reading_leaves_nothing_on_her_phone() {
    let site = Site::open().await;
    let visitor = site.visitor();
    visitor.take_cookie("sid", "AAAAAAAAAAAAAAAAAAAAAA");
    visitor.take_cookie("sid", "");
    for door in doors().filter(|door| door.open_to == OpenTo::Visitor) {
        let answer = visitor.get(&door.path.replace("{slug}", "rejefpo")).await;
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{}", door.path);
    }
}

#[tokio::test]
async fn what_staff_see_is_kept_nowhere() {
    let site = Site::open().await;
    let (visitor, awa) = (site.visitor(), site.awa().await);
    for path in ["/", "/annuaire", "/annuaire/rejefpo", "/admin", "/admin/messages", "/nulle-part"] {
        let answer = awa.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(answer.headers.get(header::ETAG).is_none(), "{path}");
        assert!(answer.text().contains("/deconnexion"), "{path}");
        let open = visitor.get(path).await;
        assert!(open.status == StatusCode::SEE_OTHER || !open.text().contains("/deconnexion"), "{path}");
        assert!(open.header("vary").contains("cookie") || open.status == StatusCode::SEE_OTHER, "{path}");
    }
}

async fn from_elsewhere(person: &Person, path: &str, header: (&str, &str)) -> crate::people::Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header.0, header.1);
    person.send(request, Body::from("etat=masque&texte=Bonjour+bonjour")).await
}

#[tokio::test]
async fn another_site_does_nothing_in_her_name() {
    let site = Site::open().await;
    let awa = site.awa().await;
    for door in doors().filter(|door| door.post.is_some()) {
        let path = door.path.replace("{slug}", "rejefpo");
        for header in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://exemple.ml"),
            ("origin", "null"),
        ] {
            let answer = from_elsewhere(&awa, &path, header).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {header:?}");
            assert!(answer.is_a_page(), "{path} {header:?}");
        }
    }
    assert!(site.visitor().read("/annuaire/rejefpo").await.contains("REJEFPO"));
    let own =
        from_elsewhere(&awa, "/admin/organisations/rejefpo/etat", ("origin", "http://musoya.test")).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "her own page may");
}

#[tokio::test]
async fn https_is_held_to_and_its_cookie_belongs_to_the_host_alone() {
    let house = House::on_sqlite().await;
    let (_, passphrase) = house.platform.add_administrator(&house.right, "Awa").await.unwrap();
    let site = Site::of(house, |settings| settings.public_url = Some("https://musoya.ml".to_owned()));
    let visitor = site.visitor();
    let page = visitor.get("/annuaire").await;
    assert!(page.header("strict-transport-security").starts_with("max-age=63072000"));
    assert!(
        page.text().contains("href=\"https://musoya.ml/annuaire\""),
        "the canonical address is the public one"
    );
    let answer = visitor.post("/connexion", &[("nom", "Awa"), ("passphrase", &passphrase)]).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-sid=") && cookie.contains("Secure") && !cookie.contains("Domain"),
        "{cookie}"
    );
    assert_eq!(visitor.get("/compte").await.status, StatusCode::OK);
    let saved = visitor.post("/reglages", &[("theme", "dark")]).await;
    assert!(saved.header("set-cookie").contains("Secure"));
    let plain = Site::empty().await;
    assert!(plain.visitor().get("/").await.headers.get("strict-transport-security").is_none());
}

#[tokio::test]
async fn leaving_fast_clears_what_the_site_kept_and_names_nothing() {
    let site = Site::open().await;
    let answer = site.visitor().get("/quitter").await;
    assert!(answer.header("clear-site-data").contains("\"cookies\""));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("refresh").contains(app::home::NEUTRAL_SITE));
    for path in ["/", "/annuaire", "/carte", "/annuaire/rejefpo", "/connexion", "/nulle-part"] {
        assert!(site.visitor().get(path).await.text().contains("href=\"/quitter\""), "{path}");
    }
}

#[test]
fn no_address_of_a_person_is_written_anywhere() {
    for engine in ["sqlite", "postgres"] {
        let folder = root().join("store/migrations").join(engine);
        for entry in std::fs::read_dir(folder).unwrap() {
            let sql = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for word in ["address", " ip", "user_agent", "remote", "inet"] {
                assert!(!sql.contains(word), "{engine}: {word}");
            }
        }
    }
    for (path, text) in crate::invariants::sources("server/src") {
        let logs = text.lines().filter(|line| line.contains("eprintln!"));
        for line in logs {
            assert!(
                !line.contains("peer") && !line.contains("ConnectInfo") && !line.contains("forwarded"),
                "{path}"
            );
        }
    }
}
