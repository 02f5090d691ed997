//! `/api/hsds/…`: HSDS 3.1 for machines.

use crate::people::{Person, Site};
use axum::http::StatusCode;
use serde_json::Value;

async fn list(person: &Person, path: &str) -> Vec<Value> {
    let answer = person.get(&format!("/api/hsds/{path}")).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::OK, "application/json"),
        "{path}"
    );
    answer.json()["contents"].as_array().unwrap_or_else(|| panic!("{path}")).clone()
}

fn has(object: &Value, fields: &[&str]) {
    for field in fields {
        assert!(object[*field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {object}");
    }
}

fn without_nulls(value: &Value, path: &str) {
    match value {
        Value::Null => panic!("{path}: the standard knows no null"),
        Value::Array(items) => items.iter().for_each(|item| without_nulls(item, path)),
        Value::Object(map) => {
            map.iter().for_each(|(key, item)| without_nulls(item, &format!("{path}.{key}")));
        }
        _ => {}
    }
}

async fn site() -> Site {
    let site = Site::open().await;
    let fields = [
        ("mission", "Aider celles qui cherchent de l’aide."),
        ("telephones", "20 00 00 01"),
        ("whatsapp", "76 00 00 02"),
        ("zones", "Ségou\nKolondiéba"),
        ("domaines", "prevention-communautaire"),
        ("langues", "bm"),
        ("service_titre", "Écoute zénithale"),
        ("service_description", "Chaque mardi"),
        ("service_verifie_le", "2026-05-14"),
        ("membre_de", "REJEFPO"),
    ];
    site.house.organization("Une organisation", &fields).await;
    site
}

#[tokio::test]
async fn the_paths_that_the_standard_requires_answer_with_the_fields_it_requires() {
    let site = site().await;
    let visitor = site.visitor();
    let root = visitor.get("/api/hsds/").await.json();
    has(&root, &["version", "profile", "openapi_url"]);
    assert!(root["version"].as_str().unwrap().starts_with("3.1"));
    let service = list(&visitor, "services?search=zenithale").await.remove(0);
    has(&service, &["id", "name", "status"]);
    for (path, required) in [
        ("services", &["id", "name", "status"][..]),
        ("organizations", &["id", "name", "description"]),
        ("taxonomies", &["id", "name", "description"]),
        ("taxonomy_terms", &["id", "code", "name", "description"]),
        ("service_at_locations", &["id", "service_id", "location_id"]),
    ] {
        for query in ["", "?full=true", "?minimal=true"] {
            let items = list(&visitor, &format!("{path}{query}")).await;
            assert!(!items.is_empty(), "{path}");
            for item in &items {
                has(item, required);
                without_nulls(item, path);
                assert!(uuid::Uuid::parse_str(item["id"].as_str().unwrap()).is_ok());
            }
        }
        let id = list(&visitor, path).await[0]["id"].as_str().unwrap().to_owned();
        let one = visitor.get(&format!("/api/hsds/{path}/{id}")).await.json();
        assert_eq!(one["id"], id.as_str());
        has(&one, required);
        without_nulls(&one, path);
    }
}

#[tokio::test]
async fn a_service_comes_with_what_belongs_to_it() {
    let site = site().await;
    let visitor = site.visitor();
    let id = list(&visitor, "services?search=zenithale").await[0]["id"].as_str().unwrap().to_owned();
    let service = visitor.get(&format!("/api/hsds/services/{id}")).await.json();
    assert_eq!(service["organization"]["name"], "Une organisation");
    assert_eq!(service["organization"]["uri"], "http://musoya.test/annuaire/une-organisation");
    assert_eq!(service["assured_date"], "2026-05-14");
    assert_eq!(service["phones"].as_array().unwrap().len(), 2);
    assert_eq!(service["service_areas"].as_array().unwrap().len(), 2);
    assert_eq!(service["service_at_locations"].as_array().unwrap().len(), 2);
    assert_eq!(service["attributes"][0]["taxonomy_term"]["name"], "Prévention communautaire");
    let again = visitor.get(&format!("/api/hsds/services/{id}")).await.json();
    assert_eq!(service, again, "ids stay");
}

#[tokio::test]
async fn pages_visit_everything_once_and_say_where_they_are() {
    let site = site().await;
    let visitor = site.visitor();
    let mut ids = Vec::new();
    for number in 1..=5 {
        let page = visitor.get(&format!("/api/hsds/organizations?per_page=10&page={number}")).await.json();
        assert_eq!((page["total_items"].as_u64(), page["total_pages"].as_u64()), (Some(41), Some(5)));
        assert_eq!(page["page_number"].as_u64(), Some(number));
        assert_eq!(page["first_page"].as_bool(), Some(number == 1));
        assert_eq!(page["last_page"].as_bool(), Some(number == 5));
        ids.extend(page["contents"].as_array().unwrap().iter().map(|it| it["id"].to_string()));
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 41);
    for query in [
        "page=99",
        "page=0",
        "page=-1",
        "per_page=0",
        "per_page=100000",
        "page=x&per_page=y",
        "page=18446744073709551615",
    ] {
        let page = visitor.get(&format!("/api/hsds/organizations?{query}")).await.json();
        assert!(page["size"].as_u64().unwrap() <= 100, "{query}");
    }
    let lines = visitor.read("/api/hsds/organizations?format=ndjson").await;
    assert_eq!(lines.lines().count(), 41);
}

#[tokio::test]
async fn filters_narrow_and_combine() {
    let site = site().await;
    let visitor = site.visitor();
    let terms = list(&visitor, "taxonomy_terms?per_page=100").await;
    let term = terms.iter().find(|it| it["name"] == "Prévention communautaire").unwrap();
    let (term, parent) = (term["id"].as_str().unwrap(), term["parent_id"].as_str().unwrap());
    assert!(terms.iter().any(|it| it["id"] == parent));
    let organization = list(&visitor, "organizations?search=zenithale").await.remove(0);
    let id = organization["id"].as_str().unwrap();
    for query in [
        format!("taxonomy_term_id={term}&search=zenithale"),
        format!("organization_id={id}"),
        format!("organization_id={id}&taxonomy_term_id={term}&modified_after=2026-11-21"),
    ] {
        let services = list(&visitor, &format!("services?{query}")).await;
        assert_eq!(services.len(), 1, "{query}");
        assert_eq!(services[0]["organization_id"], id);
    }
    assert!(
        list(&visitor, &format!("services?organization_id={id}&modified_after=2026-11-22")).await.is_empty()
    );
}

#[tokio::test]
async fn what_is_not_there_is_a_404_for_machines() {
    let site = Site::open().await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    for path in ["services", "organizations", "taxonomies", "taxonomy_terms", "service_at_locations"] {
        for id in [nobody, "x", "%00", "%FF"] {
            let answer = site.visitor().get(&format!("/api/hsds/{path}/{id}")).await;
            assert!(answer.status.is_client_error(), "{path}/{id}: {}", answer.status);
        }
        let answer = site.visitor().get(&format!("/api/hsds/{path}/{nobody}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.json()["status"], 404);
    }
}

#[tokio::test]
async fn no_contact_that_is_not_public_is_told_to_machines() {
    let site = Site::empty().await;
    let it =
        site.house.organization("Sans numéro public", &[("service_titre", "Écoute"), ("zones", "Gao")]).await;
    let visitor = site.visitor();
    visitor
        .post(
            &format!("/annuaire/{}/message", it.slug),
            &[("texte", "Rappelez-moi"), ("reponse", "76 12 34 56")],
        )
        .await;
    site.awa().await;
    for path in
        ["organizations", "services", "service_at_locations", "../../annuaire.csv", "../../annuaire.geojson"]
    {
        let path = match path.strip_prefix("../../") {
            Some(file) => format!("/{file}"),
            None => format!("/api/hsds/{path}?full=true&format=ndjson"),
        };
        let text = visitor.read(&path).await;
        for secret in ["76 12 34 56", "76123456", "Rappelez-moi", "Awa", "argon2", "+223"] {
            assert!(!text.contains(secret), "{path}: {secret}");
        }
    }
}
