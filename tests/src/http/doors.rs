//! Every front door, read from the list that the server itself reads.

use crate::people::Site;
use app::door::{Door, OpenTo, doors};
use axum::http::StatusCode;

/// The forms that anybody may send; a new one is a decision.
const OPEN_FORMS: [&str; 5] =
    ["/reglages", "/annuaire/{slug}/message", "/annuaire/{slug}/erreur", "/connexion", "/deconnexion"];

/// The parts of the design, shown only while developing.
const STYLE: &str = "/style";

fn path(door: &Door) -> String {
    let slug = if door.path.starts_with("/admin/import") || door.path.starts_with("/admin/messages") {
        "00000000-0000-7000-8000-000000000000"
    } else {
        "rejefpo"
    };
    door.path.replace("{slug}", slug)
}

#[tokio::test]
async fn a_visitor_reads_every_open_page_and_is_led_to_the_sign_in_from_the_others() {
    let site = Site::open().await;
    let visitor = site.visitor();
    for door in doors().filter(|door| door.path != STYLE) {
        let path = path(door);
        let answer = visitor.get(&path).await;
        match door.open_to {
            OpenTo::Visitor => {
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                assert!(answer.is_a_page(), "{path}");
            }
            OpenTo::Administrator => {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
                assert!(answer.header("location").starts_with("/connexion?suite=%2Fadmin"), "{path}");
                assert!(answer.bytes.is_empty(), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn an_administrator_reads_every_page() {
    let site = Site::open().await;
    let awa = site.awa().await;
    for door in doors().filter(|door| door.path != STYLE && !door.path.starts_with("/admin/import/{")) {
        let answer = awa.get(&path(door)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", door.path);
    }
}

#[tokio::test]
async fn every_form_of_staff_refuses_a_visitor_and_changes_nothing() {
    let site = Site::open().await;
    let before = site.house.platform.versioned_catalogue().await.unwrap().0;
    let visitor = site.visitor();
    for door in doors().filter(|door| door.post.is_some() && door.open_to == OpenTo::Administrator) {
        let path = path(door);
        let fields = [("nom", "Intruse"), ("type", "reseau"), ("etat", "masque"), ("version", "1")];
        let answer = visitor.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.header("location").starts_with("/connexion"), "{path}");
        let file = visitor.upload(&path, "fichier", "liste.csv", b"nom,type\nA B,reseau\n", &fields).await;
        assert!(file.header("location").starts_with("/connexion"), "{path}");
    }
    assert_eq!(site.house.platform.versioned_catalogue().await.unwrap().0, before);
    assert!(site.house.platform.messages(&site.house.right).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_forms_that_anybody_may_send_are_those_on_the_list() {
    let open: Vec<_> = doors()
        .filter(|door| door.post.is_some() && door.open_to == OpenTo::Visitor)
        .map(|door| door.path)
        .collect();
    for path in &open {
        assert!(OPEN_FORMS.contains(path), "{path} accepts forms of visitors: is that meant?");
    }
    assert_eq!(open.len(), OPEN_FORMS.len());
}

#[tokio::test]
async fn a_door_of_staff_asks_for_its_right_itself_and_not_only_at_the_edge() {
    use app::page::{Display, Request};
    let site = Site::open().await;
    for door in doors().filter(|door| door.open_to == OpenTo::Administrator) {
        let request = Request {
            platform: site.house.platform.clone(),
            caller: domain::access::Caller::Visitor,
            locale: app::t::Locale::French,
            display: Display::default(),
            path: path(door),
            query: model::fields::Fields::default(),
            slug: "rejefpo".to_owned(),
            site: String::new(),
            rejected: None,
        };
        let page = (door.get)(&request).await;
        assert!(matches!(page, Err(domain::Error::SignIn)), "{}", door.path);
        if door.post.is_some() {
            let fields =
                model::fields::Fields::from([("nom", "Intruse"), ("type", "reseau"), ("etat", "masque")]);
            let done = (door.post_of())(&request, &fields, None).await;
            assert!(matches!(done, Err(domain::Error::SignIn)), "{}", door.path);
        }
    }
}

#[tokio::test]
async fn suggestions_are_the_only_server_function_and_say_only_what_the_list_says() {
    let site = Site::open().await;
    site.house.organization("Rejet secret", &[("etat", "brouillon")]).await;
    let answer = site.visitor().get("/api/suggestions?q=reje").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let hits = answer.json();
    let slugs: Vec<&str> = hits.as_array().unwrap().iter().filter_map(|hit| hit["slug"].as_str()).collect();
    assert_eq!(slugs, ["rejefpo"]);
    for path in ["/api/autre", "/api/", "/api/suggestions/x", "/api/create_organization"] {
        assert_eq!(site.visitor().post(path, &[("nom", "x")]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Whoever adds a server function adds it to this list.
    let declared = crate::invariants::sources("app/src")
        .flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| line.trim_start().starts_with("#[server"));
    assert_eq!(declared.count(), 1);
}

#[tokio::test]
async fn the_parts_of_the_design_are_shown_only_while_developing() {
    let site = Site::open().await;
    assert_eq!(site.visitor().get(STYLE).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_that_is_not_open_yet_says_so_and_shows_a_way() {
    let site = Site::open().await;
    for path in ["/bibliotheque", "/forum", "/agenda"] {
        let html = site.visitor().read(path).await;
        assert!(html.contains(app::t::common::soon_title(app::t::Locale::French)), "{path}");
        assert!(html.contains("noindex"), "{path}");
    }
}
