//! When the database is locked, the program has a fault, or everybody comes at once.

use crate::doubles::{Mood, Moody};
use crate::people::{House, Person, platform, router};
use axum::Router;
use axum::http::StatusCode;
use domain::Stores;
use server::settings::Settings;
use std::sync::Arc;
use tokio::sync::Semaphore;

async fn moody_site(change: impl FnOnce(&mut Settings)) -> (House, Arc<Moody>, Router) {
    let house = House::furnished_on_sqlite().await;
    let moody = Moody::of(&house.store);
    let stores = Stores { directory: moody.clone(), ..Stores::of(house.store.clone(), house.files.clone()) };
    let platform = platform(stores, &house.clock, 5);
    let router = router(&house, platform, change);
    (house, moody, router)
}

#[tokio::test]
async fn a_locked_database_is_a_polite_503_and_the_site_comes_back() {
    let (house, moody, router) = moody_site(|_| {}).await;
    let visitor = Person::at(&router);
    visitor.read("/annuaire").await;
    moody.is(Mood::Unavailable);
    house.clock.advance(5_000);
    for path in ["/", "/annuaire", "/annuaire/rejefpo", "/annuaire.csv", "/sitemap.xml"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.is_a_page() && !answer.text().contains("locked"), "{path}: no cause on a screen");
        assert!(!answer.header("retry-after").is_empty(), "{path}");
    }
    assert_eq!(visitor.get("/api/hsds/services").await.status, StatusCode::SERVICE_UNAVAILABLE);
    moody.is(Mood::Well);
    visitor.read("/annuaire").await;
}

#[tokio::test]
async fn what_was_typed_is_not_lost_when_the_database_is_locked() {
    let (house, moody, router) = moody_site(|_| {}).await;
    let visitor = Person::at(&router);
    visitor.read("/annuaire/rejefpo/erreur").await;
    moody.is(Mood::Unavailable);
    // The pages are known; only the writing fails.
    let fields = [("texte", "Le numéro a changé depuis mai."), ("reponse", "76 00 00 00")];
    let answer = visitor.post("/annuaire/rejefpo/erreur", &fields).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let html = answer.text();
    assert!(html.contains("Le numéro a changé depuis mai.") && html.contains("value=\"76 00 00 00\""));
    moody.is(Mood::Well);
    let sent = visitor.post("/annuaire/rejefpo/erreur", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(house.platform.messages(&house.right).await.unwrap().len(), 1, "and it is kept once");
}

#[tokio::test]
async fn a_fault_of_ours_is_a_500_page_and_the_server_lives() {
    let (house, moody, router) = moody_site(|_| {}).await;
    let visitor = Person::at(&router);
    moody.is(Mood::Panics);
    for path in ["/annuaire", "/carte", "/api/hsds/services"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(answer.is_a_page() && !answer.text().contains("on purpose"), "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'self'"), "{path}");
    }
    moody.is(Mood::Well);
    house.clock.advance(5_000);
    for _ in 0..3 {
        visitor.read("/annuaire").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_comes_when_all_places_are_taken_is_asked_to_come_back() {
    let (_house, moody, router) = moody_site(|settings| settings.at_once = 1).await;
    let gate = Arc::new(Semaphore::new(0));
    moody.is(Mood::Waits(Arc::clone(&gate)));
    let inside = {
        let router = router.clone();
        tokio::spawn(async move { Person::at(&router).get("/annuaire").await.status })
    };
    moody.until_waiting(1).await;
    let visitor = Person::at(&router);
    let turned_away = visitor.get("/carte").await;
    assert_eq!(turned_away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(turned_away.is_a_page() && !turned_away.header("retry-after").is_empty());
    moody.is(Mood::Well);
    gate.add_permits(1);
    assert_eq!(inside.await.unwrap(), StatusCode::OK, "whoever was inside is served");
    visitor.read("/carte").await;
}

#[tokio::test]
async fn a_session_that_cannot_be_read_is_a_503_and_not_a_fault() {
    let site = crate::people::Site::open().await;
    let awa = site.awa().await;
    site.house.store.close().await;
    let answer = awa.get("/admin").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.is_a_page());
}

#[tokio::test]
async fn an_address_with_a_slash_too_many_leads_on_and_never_to_another_site() {
    let site = crate::people::Site::empty().await;
    let visitor = site.visitor();
    let answer = visitor.get("/annuaire/?region=gao").await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.header("location"), "/annuaire?region=gao");
    for path in ["//example.org/", "//annuaire/", "/nulle-part/", "/fichiers/"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
