//! `/api/hsds/…` held to HSDS 3.1's own schema (Open Referral, CC BY-SA 4.0, <https://docs.openreferral.org>): the fields of each
//! object, their kinds, and which of them must be there.

use crate::people::{Person, Site};
use crate::shape::Kind::{
    Anything, AtLeast, Day, Filled, Flag, Language, ListOf, Moment, Number, Object, OneOf, Text, Uri, Uuid,
};
use crate::shape::Shape;
use serde_json::{Value, json};

static ORGANIZATION: Shape = Shape {
    name: "organization",
    required: &["id", "name", "description"],
    fields: &[
        ("id", Uuid),
        ("name", Filled),
        ("alternate_name", Text),
        ("description", Filled),
        ("email", Filled),
        ("website", Uri),
        ("year_incorporated", Number),
        ("legal_status", Text),
        ("logo", Uri),
        ("uri", Uri),
        ("parent_organization_id", Uuid),
        ("phones", ListOf(&Object(&PHONE))),
        ("locations", ListOf(&Object(&LOCATION))),
        ("organization_identifiers", ListOf(&Object(&IDENTIFIER))),
        ("attributes", ListOf(&Object(&ATTRIBUTE))),
        // Of the compiled schema, which the paths of the API name.
        ("services", ListOf(&Object(&SERVICE))),
    ],
};

static SERVICE: Shape = Shape {
    name: "service",
    required: &["id", "name", "status"],
    fields: &[
        ("id", Uuid),
        ("organization_id", Uuid),
        ("name", Filled),
        ("description", Text),
        ("status", OneOf(&["active", "inactive", "defunct", "temporarily closed"])),
        ("assured_date", Day),
        ("last_modified", Moment),
        ("phones", ListOf(&Object(&PHONE))),
        ("service_areas", ListOf(&Object(&AREA))),
        ("service_at_locations", ListOf(&Object(&AT_LOCATION))),
        ("languages", ListOf(&Object(&LANGUAGE))),
        ("organization", Object(&ORGANIZATION)),
        ("attributes", ListOf(&Object(&ATTRIBUTE))),
    ],
};

static AT_LOCATION: Shape = Shape {
    name: "service_at_location",
    required: &["id"],
    fields: &[
        ("id", Uuid),
        ("service_id", Uuid),
        ("location_id", Uuid),
        ("location", Object(&LOCATION)),
        // Of the compiled schema.
        ("service", Object(&SERVICE)),
    ],
};

static LOCATION: Shape = Shape {
    name: "location",
    required: &["id", "location_type"],
    fields: &[
        ("id", Uuid),
        ("location_type", OneOf(&["physical", "postal", "virtual"])),
        ("name", Filled),
        ("latitude", Number),
        ("longitude", Number),
        ("external_identifier", Filled),
        ("external_identifier_type", Filled),
    ],
};

static PHONE: Shape = Shape {
    name: "phone",
    required: &["id", "number"],
    fields: &[
        ("id", Uuid),
        ("organization_id", Uuid),
        ("number", Filled),
        ("type", OneOf(&["text", "voice", "fax", "cell", "video", "pager", "textphone"])),
        ("description", Text),
    ],
};

static LANGUAGE: Shape = Shape {
    name: "language",
    required: &["id"],
    fields: &[("id", Uuid), ("name", Text), ("code", Language)],
};

static AREA: Shape = Shape {
    name: "service_area",
    required: &["id"],
    fields: &[
        ("id", Uuid),
        ("name", Filled),
        ("extent", Filled),
        ("extent_type", OneOf(&["geojson", "topojson", "kml", "text"])),
    ],
};

static IDENTIFIER: Shape = Shape {
    name: "organization_identifier",
    required: &["id", "identifier_type", "identifier"],
    fields: &[("id", Uuid), ("organization_id", Uuid), ("identifier_type", Filled), ("identifier", Filled)],
};

static ATTRIBUTE: Shape = Shape {
    name: "attribute",
    required: &["id"],
    fields: &[
        ("id", Uuid),
        ("link_id", Uuid),
        ("link_entity", OneOf(&["organization", "service"])),
        ("taxonomy_term_id", Uuid),
        ("value", Text),
        ("label", Text),
        ("taxonomy_term", Object(&TERM)),
    ],
};

static TERM: Shape = Shape {
    name: "taxonomy_term",
    required: &["id", "name", "description"],
    fields: &[
        ("id", Uuid),
        ("code", Filled),
        ("name", Filled),
        ("description", Filled),
        ("parent_id", Uuid),
        ("taxonomy", Filled),
        ("taxonomy_detail", Object(&TAXONOMY)),
        ("language", Language),
    ],
};

static TAXONOMY: Shape = Shape {
    name: "taxonomy",
    required: &["id", "name", "description"],
    fields: &[("id", Uuid), ("name", Filled), ("description", Filled), ("version", Text)],
};

static ROOT: Shape = Shape {
    name: "/",
    required: &["version", "profile", "openapi_url"],
    fields: &[
        ("version", Filled),
        ("profile", Uri),
        ("openapi_url", Uri),
        ("publisher", Object(&PUBLISHER)),
        // Ours: where to begin.
        ("services", Uri),
    ],
};

static PUBLISHER: Shape =
    Shape { name: "publisher", required: &["name"], fields: &[("name", Filled), ("website", Uri)] };

/// A page of a list, whose items are looked at by themselves.
static PAGE: Shape = Shape {
    name: "page",
    required: &["empty", "contents"],
    fields: &[
        ("total_items", AtLeast(0)),
        ("total_pages", AtLeast(0)),
        ("page_number", AtLeast(1)),
        ("size", AtLeast(0)),
        ("first_page", Flag),
        ("last_page", Flag),
        ("empty", Flag),
        ("contents", ListOf(&Anything)),
    ],
};

async fn read(person: &Person, path: &str) -> Value {
    person.get(&format!("/api/hsds/{path}")).await.json()
}

#[tokio::test]
async fn every_answer_keeps_to_the_standard_s_schema_and_knows_no_field_beside_it() {
    let site = Site::open().await;
    let fields = [
        ("mission", "Aider celles qui cherchent de l’aide."),
        ("sigle", "UO"),
        ("site", "https://exemple.ml/nous?a=1"),
        ("annee_creation", "2014"),
        ("telephones", "20 00 00 01"),
        ("whatsapp", "76 00 00 02"),
        ("zones", "Ségou\nKolondiéba"),
        ("domaines", "prevention-communautaire"),
        ("langues", "bm\nfr"),
        ("service_titre", "Écoute"),
        ("service_description", "Chaque mardi"),
        ("service_verifie_le", "2026-05-14"),
        ("membre_de", "REJEFPO"),
    ];
    site.house.organization("Une organisation", &fields).await;
    let visitor = site.visitor();
    assert_eq!(ROOT.complaints(&read(&visitor, "").await), [""; 0]);
    let mut looked = 0;
    for (path, shape) in [
        ("organizations", &ORGANIZATION),
        ("services", &SERVICE),
        ("service_at_locations", &AT_LOCATION),
        ("taxonomies", &TAXONOMY),
        ("taxonomy_terms", &TERM),
    ] {
        for query in ["per_page=100", "per_page=100&full=true", "minimal=true", "page=9999"] {
            let page = read(&visitor, &format!("{path}?{query}")).await;
            assert_eq!(PAGE.complaints(&page), [""; 0], "{path}?{query}");
            for item in page["contents"].as_array().unwrap() {
                assert_eq!(shape.complaints(item), [""; 0], "{path}?{query}");
                let id = item["id"].as_str().unwrap();
                if query == "minimal=true" {
                    let one = read(&visitor, &format!("{path}/{id}")).await;
                    assert_eq!(shape.complaints(&one), [""; 0], "{path}/{id}");
                }
                looked += 1;
            }
        }
    }
    assert!(looked > 200, "{looked}");
}

#[test]
fn what_the_standard_does_not_know_would_be_said() {
    let id = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610";
    let phone = json!({ "id": "1", "type": "sms", "numero": "20" });
    let wrong = json!({ "id": id, "name": "", "website": "exemple.ml", "phones": [phone], "logo": null });
    let complaints = ORGANIZATION.complaints(&wrong);
    for place in
        ["description is", ".name:", ".website:", ".id:", ".type:", ".numero:", "number is", ".logo:"]
    {
        assert!(complaints.iter().any(|it| it.contains(place)), "{place}: {complaints:?}");
    }
    assert_eq!(complaints.len(), 8, "{complaints:?}");
}
