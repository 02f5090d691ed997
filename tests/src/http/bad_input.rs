//! What is broken, too long or of the wrong kind: a clear page, a 4xx, and nothing half-done.

use crate::people::{Person, Site, multipart};
use app::t::{self, Locale};
use axum::http::StatusCode;

const FORM: &str = "application/x-www-form-urlencoded";

async fn refused(person: &Person, path: &str, kind: &str, body: Vec<u8>, status: StatusCode) {
    let answer = person.post_raw(path, kind, body).await;
    assert_eq!(answer.status, status, "{path} {kind}");
    assert!(answer.is_a_page(), "{path} {kind}");
}

#[tokio::test]
async fn a_search_of_ten_thousand_characters_is_refused_with_what_its_beginning_finds() {
    let site = Site::open().await;
    let long = t::common::search_too_long(Locale::French, 200);
    for text in ["a".repeat(10_000), "%C3%A9".repeat(10_000), "sante+".repeat(1_700)] {
        for list in ["/annuaire", "/bibliotheque", "/recherche", "/forum/recherche", "/forum/experiences"] {
            let answer = site.visitor().get(&format!("{list}?q={text}")).await;
            assert_eq!(answer.status, StatusCode::URI_TOO_LONG, "{list}");
            let html = answer.text();
            assert!(html.contains(&long) || list.starts_with("/forum"), "{list}");
            assert!(html.len() < 100_000, "{list} {}", html.len());
        }
    }
    let answer = site.visitor().get(&format!("/api/hsds/organizations?search={}", "a".repeat(10_000))).await;
    assert_eq!(answer.status, StatusCode::URI_TOO_LONG);
    // Words that are only typed and not yet sent: their beginning is enough for a suggestion.
    site.visitor().read(&format!("/api/suggestions?q={}", "a".repeat(10_000))).await;
}

#[tokio::test]
async fn what_is_no_text_is_refused_with_a_page() {
    let site = Site::open().await;
    let visitor = site.visitor();
    for path in ["/annuaire?q=%FF%FE", "/carte?domaine=%C3", "/annuaire/rejefpo?x=%80"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.is_a_page(), "{path}");
    }
    let path = "/annuaire/rejefpo/erreur";
    refused(&visitor, path, FORM, b"texte=%FF%FE".to_vec(), StatusCode::BAD_REQUEST).await;
    refused(&visitor, path, FORM, b"texte=\xff\xfe".to_vec(), StatusCode::BAD_REQUEST).await;
    let answer = visitor.get("/api/hsds/organizations?search=%FF").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn a_form_of_the_wrong_kind_is_refused() {
    let site = Site::open().await;
    let visitor = site.visitor();
    for kind in ["application/json", "text/plain", "", "multipart/form-data", "image/png"] {
        refused(&visitor, "/annuaire/rejefpo/erreur", kind, b"{}".to_vec(), StatusCode::BAD_REQUEST).await;
    }
    let awa = site.awa().await;
    refused(&awa, "/admin/import", "application/json", b"[]".to_vec(), StatusCode::BAD_REQUEST).await;
    let other = visitor.post("/annuaire", &[("q", "x")]).await;
    assert!(other.status.is_client_error() && other.is_a_page(), "a page that takes no form");
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused_before_it_fills_the_memory() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let large = format!("texte={}", "a".repeat(300 * 1024)).into_bytes();
    refused(&visitor, "/annuaire/rejefpo/erreur", FORM, large, StatusCode::PAYLOAD_TOO_LARGE).await;
    let many = "a=1&".repeat(3_000).into_bytes();
    refused(&visitor, "/annuaire/rejefpo/erreur", FORM, many, StatusCode::PAYLOAD_TOO_LARGE).await;
    let awa = site.awa().await;
    let kind = "multipart/form-data; boundary=LIMIT";
    let huge = multipart("fichier", "liste.csv", &vec![b'a'; 6 * 1024 * 1024], &[]);
    refused(&awa, "/admin/import", kind, huge, StatusCode::PAYLOAD_TOO_LARGE).await;
    let logo = multipart("logo", "logo.png", &vec![0; 3 * 1024 * 1024], &[("nom", "x")]);
    refused(&awa, "/admin/organisations/nouvelle", kind, logo, StatusCode::PAYLOAD_TOO_LARGE).await;
    assert!(site.house.platform.messages(&site.house.right).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_form_that_breaks_off_is_refused_and_nothing_of_it_is_kept() {
    let site = Site::open().await;
    let awa = site.awa().await;
    let before = site.house.platform.versioned_catalogue().await.unwrap().0;
    let whole = multipart("logo", "logo.png", &[1; 500], &[("nom", "À moitié"), ("type", "reseau")]);
    let kind = "multipart/form-data; boundary=LIMIT";
    for cut in [0, 10, 60, 120, whole.len() / 2, whole.len() - 20] {
        let part = whole[..cut].to_vec();
        refused(&awa, "/admin/organisations/nouvelle", kind, part, StatusCode::BAD_REQUEST).await;
    }
    assert_eq!(site.house.platform.versioned_catalogue().await.unwrap().0, before);
}

#[tokio::test]
async fn a_logo_that_is_no_image_is_refused_next_to_its_field_and_the_rest_is_kept() {
    let site = Site::empty().await;
    let awa = site.awa().await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let fields = [("nom", "Avec un logo"), ("type", "reseau")];
    let answer = awa.upload("/admin/organisations/nouvelle", "logo", "logo.svg", svg, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = answer.text();
    assert!(html.contains("id=\"logo-erreur\"") && html.contains("value=\"Avec un logo\""));
    assert!(site.house.platform.catalogue().await.unwrap().all().next().is_none());
}
