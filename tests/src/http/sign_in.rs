//! `/connexion`: signing in, staying signed in, and leaving.

use super::accounts::rejefpo;
use crate::counting;
use crate::people::{HOUR, House, OWN_WORDS, Person, Site};
use axum::http::StatusCode;
use model::accounts::Role;
use sqlx::{Connection as _, SqliteConnection};

async fn try_to_sign_in(person: &Person, name: &str, passphrase: &str) -> crate::people::Answer {
    person
        .post("/connexion", &[("nom", name), ("passphrase", passphrase), ("suite", "/admin/messages")])
        .await
}

#[tokio::test]
async fn she_is_led_to_the_page_she_wanted() {
    Site::empty_on_both_engines(async |site| {
        let (_, passphrase) = site.house.platform.add_administrator(&site.house.right, "Awa").await.unwrap();
        let visitor = site.visitor();
        let led = visitor.get("/admin/messages").await;
        assert_eq!(led.header("location"), "/connexion?suite=%2Fadmin%2Fmessages");
        let form = visitor.read(led.header("location")).await;
        assert!(form.contains("name=\"suite\" value=\"/admin/messages\""));
        let answer = try_to_sign_in(&visitor, "awa", &passphrase).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/admin/messages"));
        let cookie = answer.header("set-cookie");
        for word in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(word), "{cookie}");
        }
        let led = visitor.get("/admin/messages").await;
        assert_eq!(
            led.header("location"),
            "/connexion/code?suite=%2Fadmin%2Fmessages",
            "staff give a second factor"
        );
        assert!(
            visitor
                .read(led.header("location"))
                .await
                .contains("/compte/application?suite=%2Fadmin%2Fmessages")
        );
        site.set_up_authenticator(&visitor, &passphrase).await;
        assert_eq!(visitor.get("/admin/messages").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_passphrase_and_an_unknown_name_look_alike_and_a_passphrase_is_never_shown() {
    Site::empty_on_both_engines(async |site| {
        site.awa().await;
        let visitor = site.visitor();
        let mut pages = Vec::new();
        for name in ["Awa", "Oumou"] {
            let answer = try_to_sign_in(&visitor, name, "une phrase très secrète").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.headers.get("set-cookie").is_none());
            let html = answer.text();
            assert!(!html.contains("très secrète") && html.contains(&format!("value=\"{name}\"")));
            assert!(html.contains("value=\"/admin/messages\""), "where she wanted to go is kept");
            pages.push(html.replace(name, "X"));
        }
        assert!(pages[0] == pages[1]);
    })
    .await;
}

#[tokio::test]
async fn a_form_leads_nobody_to_another_site() {
    Site::empty_on_both_engines(async |site| {
        let (_, passphrase) = site.house.platform.add_administrator(&site.house.right, "Awa").await.unwrap();
        for elsewhere in
            ["https://exemple.ml/", "//exemple.ml", "/\\exemple.ml", "/\t/exemple.ml", "javascript:alert(1)"]
        {
            let fields = [("nom", "Awa"), ("passphrase", passphrase.as_str()), ("suite", elsewhere)];
            let answer = site.visitor().post("/connexion", &fields).await;
            assert_eq!(answer.header("location"), "/admin", "{elsewhere:?}");
            let answer = site.visitor().post("/reglages", &[("suite", elsewhere)]).await;
            assert!(answer.header("location").starts_with("/reglages"), "{elsewhere:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_id_of_her_session_is_new_whatever_she_came_with() {
    Site::empty_on_both_engines(async |site| {
        let (_, passphrase) = site.house.platform.add_administrator(&site.house.right, "Awa").await.unwrap();
        let stranger = "AAAAAAAAAAAAAAAAAAAAAA";
        let visitor = site.visitor();
        visitor.take_cookie("sid", stranger);
        try_to_sign_in(&visitor, "Awa", &passphrase).await;
        let first = visitor.cookie("sid").expect("a session");
        assert_ne!(first, stranger);
        try_to_sign_in(&visitor, "Awa", &passphrase).await;
        let second = visitor.cookie("sid").expect("a session");
        assert_ne!(first, second);
        for old in [stranger, &first] {
            let thief = site.visitor();
            thief.take_cookie("sid", old);
            assert_eq!(thief.get("/admin").await.status, StatusCode::SEE_OTHER, "an old id opens nothing");
        }
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_costs_two_statements_and_four_with_a_session_that_ends() {
    Site::on_both_engines(async |site| {
        site.house.member("Mariam", rejefpo(site).await, Role::Member).await;
        let visitor = site.visitor();
        let come_in = async || {
            let (answer, statements) =
                counting::statements(try_to_sign_in(&visitor, "Mariam", OWN_WORDS)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            statements
        };
        let first = come_in().await;
        assert_eq!(first.len(), 2, "who she is, and her session: {first:#?}");
        let second = come_in().await;
        assert_eq!(second.len(), 4, "and the session before, read and ended: {second:#?}");
        let (page, read) = counting::statements(visitor.get("/compte/reglages")).await;
        assert!(page.status == StatusCode::OK && read.len() > 1, "what a page reads is seen: {read:#?}");
        let stranger = site.visitor();
        let nobody = counting::statements(try_to_sign_in(&stranger, "Personne", OWN_WORDS)).await.1;
        assert_eq!(nobody.len(), 1, "a name that nobody has: {nobody:#?}");
        stranger.read("/annuaire").await;
        let again = counting::statements(stranger.get("/annuaire")).await.1;
        assert_eq!(again.len(), 0, "a page that is drawn already: {again:#?}");
    })
    .await;
}

#[tokio::test]
async fn who_cannot_be_given_a_session_is_told_to_come_back() {
    let site = Site::open().await;
    site.house.member("Mariam", rejefpo(&site).await, Role::Member).await;
    let mut database =
        SqliteConnection::connect(site.house.url.strip_prefix("sqlite:").unwrap()).await.unwrap();
    let mut rename = async |sql: &'static str| sqlx::query(sql).execute(&mut database).await.unwrap();
    rename("alter table session rename to session_away").await;
    let visitor = site.visitor();
    let answer = try_to_sign_in(&visitor, "Mariam", OWN_WORDS).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.is_a_page() && !answer.header("retry-after").is_empty());
    assert_eq!(visitor.cookie("sid"), None);
    rename("alter table session_away rename to session").await;
    try_to_sign_in(&visitor, "Mariam", OWN_WORDS).await;
    assert_eq!(visitor.get("/compte").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too_and_a_link_signs_nobody_out() {
    Site::empty_on_both_engines(async |site| {
        let awa = site.awa().await;
        let id = awa.cookie("sid").unwrap();
        awa.read("/deconnexion").await;
        awa.read("/admin").await;
        let answer = awa.post("/deconnexion", &[]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
        assert_eq!(awa.cookie("sid"), None);
        awa.take_cookie("sid", &id);
        assert_eq!(awa.get("/admin").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn who_works_stays_signed_in_and_who_left_the_phone_does_not() {
    Site::empty_on_both_engines(async |site| {
        let awa = site.awa().await;
        for _ in 0..4 {
            site.house.clock.advance(11 * HOUR);
            assert_eq!(awa.get("/admin").await.status, StatusCode::OK);
        }
        site.house.clock.advance(12 * HOUR);
        assert_eq!(awa.get("/admin").await.status, StatusCode::SEE_OTHER, "twelve hours without a request");
    })
    .await;
}

#[tokio::test]
async fn after_seven_days_everybody_signs_in_again() {
    Site::empty_on_both_engines(async |site| {
        let awa = site.awa().await;
        for _ in 0..15 {
            site.house.clock.advance(11 * HOUR);
            assert_eq!(awa.get("/admin").await.status, StatusCode::OK);
        }
        site.house.clock.advance(4 * HOUR);
        assert_eq!(awa.get("/admin").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_new_passphrase_signs_her_out_everywhere() {
    Site::empty_on_both_engines(async |site| {
        let awa = site.awa().await;
        site.house.platform.reset_passphrase(&site.house.right, "Awa").await.unwrap();
        assert_eq!(awa.get("/admin").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn who_tries_too_often_waits_and_is_told_so() {
    let site = Site::of(House::on_sqlite().await, |settings| settings.tries_per_minute = 3);
    let visitor = site.visitor();
    for _ in 0..3 {
        assert_eq!(try_to_sign_in(&visitor, "Awa", "x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = try_to_sign_in(&visitor, "Awa", "x").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.is_a_page());
    assert!(!answer.header("retry-after").is_empty());
    assert_eq!(visitor.get("/connexion").await.status, StatusCode::OK, "reading is never limited");
}
