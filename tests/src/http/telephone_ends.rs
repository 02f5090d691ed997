//! A phone rings for who holds it: what ends its session silences it, and who signs in on it takes it over.

use super::accounts::{mariam, rejefpo, signed_in};
use crate::people::{HOUR, OWN_WORDS, Person, Site};
use crate::ringing::{Browser, Service};
use axum::http::StatusCode;
use model::accounts::Role;

/// Her phone, turned on, and another of hers that does not ring.
async fn two_phones(site: &Site) -> (Person, Person) {
    let other = mariam(site).await;
    (another(site).await, other)
}

async fn another(site: &Site) -> Person {
    let phone = signed_in(site, "Mariam", OWN_WORDS).await;
    let kept = phone.turns_on(&site.house, &Browser::at("/w/mariam"), &[]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    phone
}

/// Something new comes, and nothing rings; the row is gone after the next sweep at the latest.
async fn is_silent(site: &Site, service: &Service, why: &str) {
    site.house.announces("La rencontre est samedi.").await;
    assert_eq!((site.house.rings().await, service.taken().len()), (0, 0), "{why}");
    site.house.platform.sweep().await.unwrap();
    assert_eq!(site.house.phones().await, 0, "{why}");
}

#[tokio::test]
async fn whatever_ends_a_session_silences_its_phone() {
    Site::ringing(async |site, service| {
        let (phone, other) = two_phones(site).await;
        phone.post("/deconnexion", &[]).await;
        assert_eq!(site.house.phones().await, 0, "at once");
        is_silent(site, service, "she signed out").await;

        let phone = another(site).await;
        phone.get("/quitter").await;
        assert_eq!(site.house.phones().await, 0, "at once");
        is_silent(site, service, "she left fast").await;

        // The same where she wants to stay signed in.
        let phone = another(site).await;
        phone.post("/compte/reglages", &[("nouvelles", "annonce")]).await;
        phone.get("/quitter").await;
        assert_eq!(phone.get("/compte").await.status, StatusCode::OK);
        is_silent(site, service, "she left fast and stays").await;

        another(site).await;
        other.post("/compte/appareils", &[]).await;
        is_silent(site, service, "she ended all others").await;

        let phone = another(site).await;
        let words =
            [("passphrase_actuelle", OWN_WORDS), ("passphrase", OWN_WORDS), ("passphrase_encore", OWN_WORDS)];
        assert_eq!(other.post("/compte/securite", &words).await.status, StatusCode::SEE_OTHER);
        assert_eq!(phone.get("/compte").await.status, StatusCode::SEE_OTHER, "her session is over");
        is_silent(site, service, "she has another passphrase").await;

        let phone = another(site).await;
        let sure = [("passphrase_actuelle", OWN_WORDS), ("sure", "1")];
        assert_eq!(phone.post("/compte/supprimer", &sure).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.house.phones().await, 0, "at once");
    })
    .await;
}

#[tokio::test]
async fn somebody_who_was_shut_out_hears_nothing_more() {
    Site::ringing(async |site, service| {
        another_of(site, "Fanta").await;
        let person = site.house.known("Fanta").await;
        let moderator = site.house.moderator_of("Oumou", rejefpo(site).await).await;
        let platform = &site.house.platform;
        platform.set_shut_out(&moderator, false, person.id, true, "Des menaces.").await.unwrap();
        is_silent(site, service, "she was shut out").await;
    })
    .await;
}

async fn another_of(site: &Site, name: &str) -> Person {
    site.house.member(name, rejefpo(site).await, Role::Member).await;
    let phone = signed_in(site, name, OWN_WORDS).await;
    phone.turns_on(&site.house, &Browser::at("/w/telephone"), &[]).await;
    phone
}

#[tokio::test]
async fn who_signs_in_on_a_phone_takes_it_over() {
    Site::ringing(async |site, service| {
        let phone = another_of(site, "Fanta").await;
        // She closed the browser: her session is forgotten here, and goes on for us.
        phone.take_cookie("sid", "");
        site.house.announces("La rencontre est samedi.").await;
        assert_eq!(site.house.rings().await, 1);
        service.taken();
        site.house.member("Mariam", rejefpo(site).await, Role::Member).await;
        let sign_in = [("nom", "Mariam"), ("passphrase", OWN_WORDS)];
        assert_eq!(phone.post("/connexion", &sign_in).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.house.phones().await, 0, "what was Fanta's rings for nobody");
        is_silent(site, service, "somebody else holds it").await;
        // A browser has one address, whoever turns it on.
        let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
        let browser = Browser::at("/w/telephone");
        fanta.turns_on(&site.house, &browser, &[]).await;
        phone.turns_on(&site.house, &browser, &[]).await;
        assert_eq!(site.house.phones().await, 1);
        assert!(!fanta.read("/compte/telephone").await.contains("name=\"appareil\""));
        assert!(phone.read("/compte/telephone").await.contains("C’est cet appareil."));
    })
    .await;
}

#[tokio::test]
async fn a_phone_whose_session_ran_out_sleeps_until_she_signs_in_again() {
    Site::ringing(async |site, service| {
        let phone = another_of(site, "Fanta").await;
        site.house.clock.advance(13 * HOUR);
        site.house.is_at(24 + 9);
        site.house.announces("La rencontre est samedi.").await;
        assert_eq!((site.house.rings().await, service.taken().len()), (0, 0), "nobody is signed in");
        site.house.platform.sweep().await.unwrap();
        assert_eq!(site.house.phones().await, 1);
        let sign_in = [("nom", "Fanta"), ("passphrase", OWN_WORDS)];
        assert_eq!(phone.post("/connexion", &sign_in).await.status, StatusCode::SEE_OTHER);
        assert!(phone.read("/compte/telephone").await.contains("C’est cet appareil."));
        assert_eq!((site.house.rings().await, service.taken().len()), (1, 1));
        // For two months.
        site.house.clock.advance(13 * HOUR);
        site.house.platform.sweep().await.unwrap();
        site.house.clock.advance(61 * 24 * HOUR);
        site.house.platform.sweep().await.unwrap();
        assert_eq!(site.house.phones().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_phone_goes_on_ringing_when_her_rights_change() {
    Site::ringing(async |site, service| {
        let phone = another_of(site, "Fanta").await;
        let person = site.house.known("Fanta").await;
        let fields = model::fields::Fields::from([("modere", "tout")]);
        site.house.platform.set_standing(&site.house.right, person.id, &fields).await.unwrap();
        let before = phone.cookie("sid");
        phone.get("/compte").await;
        assert_ne!(phone.cookie("sid"), before, "her session has another id");
        site.house.platform.sweep().await.unwrap();
        site.house.announces("La rencontre est samedi.").await;
        assert_eq!((site.house.rings().await, service.taken().len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_copy_of_the_database_tells_no_address_and_what_she_takes_along_names_her_phones() {
    let service = Service::open().await;
    let house = service.ringing(crate::people::House::furnished_on_sqlite().await);
    let site = Site::of(house, |_| {});
    let phone = another_of(&site, "Fanta").await;
    site.house.announces("La rencontre est samedi.").await;
    site.house.platform.write_rings().await.unwrap();
    let path = site.house.url.strip_prefix("sqlite:").unwrap();
    for file in [path.to_owned(), format!("{path}-wal")] {
        let bytes = std::fs::read(file).unwrap_or_default();
        for words in ["push.exemple.ml", "/w/telephone", "p256dh"] {
            assert!(!bytes.windows(words.len()).any(|it| it == words.as_bytes()), "{words}");
        }
    }
    let archive = phone.post("/compte/donnees", &[]).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("compte.json").unwrap(), &mut text).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["phones_that_ring"].as_array().map(Vec::len), Some(1), "{text}");
    assert!(!text.contains("push.exemple.ml"), "{text}");
}
