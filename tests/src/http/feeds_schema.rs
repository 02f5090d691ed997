//! `/opds` held to the schemas of OPDS 2.0 (<https://drafts.opds.io/schema>) and of the web publications that it rests on
//! (<https://readium.org/webpub-manifest/schema>): the fields of each object, their kinds, and which of them must be there.

use super::bibliotheque::{FILE, SHEET, fanta};
use crate::files;
use crate::media::{TONE, recorded};
use crate::people::{Person, Site};
use crate::shape::Kind::{
    AtLeast, Day, Either, Filled, Flag, Language, ListOf, Moment, Number, Object, OneOf, Text, Uri,
};
use crate::shape::Shape;
use axum::http::StatusCode;
use serde_json::{Value, json};

static FEED: Shape = Shape {
    name: "feed",
    required: &["metadata", "links", "publications"],
    fields: &[
        ("metadata", Object(&FEED_METADATA)),
        ("links", ListOf(&Object(&LINK))),
        ("facets", ListOf(&Object(&FACET))),
        ("publications", ListOf(&Object(&PUBLICATION))),
    ],
};

static FEED_METADATA: Shape = Shape {
    name: "feed metadata",
    required: &["title"],
    fields: &[
        ("title", Filled),
        ("itemsPerPage", AtLeast(1)),
        ("currentPage", AtLeast(1)),
        ("numberOfItems", AtLeast(0)),
    ],
};

static FACET: Shape = Shape {
    name: "facet",
    required: &["metadata", "links"],
    fields: &[("metadata", Object(&FEED_METADATA)), ("links", ListOf(&Object(&LINK)))],
};

static LINK: Shape = Shape {
    name: "link",
    required: &["href"],
    fields: &[
        ("href", Either(&[Uri, Text])),
        ("type", Filled),
        ("templated", Flag),
        ("title", Text),
        ("rel", Either(&[Filled, ListOf(&Filled)])),
        ("properties", Object(&PROPERTIES)),
        ("height", AtLeast(1)),
        ("width", AtLeast(1)),
        ("duration", Number),
        // Ours, in the word that newer drafts have: the weight in bytes.
        ("size", AtLeast(1)),
    ],
};

static PROPERTIES: Shape =
    Shape { name: "properties", required: &[], fields: &[("numberOfItems", AtLeast(0))] };

static PUBLICATION: Shape = Shape {
    name: "publication",
    required: &["metadata", "links", "images"],
    fields: &[
        ("metadata", Object(&METADATA)),
        ("links", ListOf(&Object(&LINK))),
        ("images", ListOf(&Object(&LINK))),
    ],
};

static METADATA: Shape = Shape {
    name: "metadata",
    required: &["title"],
    fields: &[
        ("identifier", Uri),
        ("@type", Uri),
        ("title", Filled),
        ("modified", Moment),
        ("published", Either(&[Day, Moment])),
        ("language", Either(&[Language, ListOf(&Language)])),
        ("author", ListOf(&Filled)),
        ("publisher", Filled),
        ("subject", ListOf(&Object(&SUBJECT))),
        ("description", Text),
        ("duration", Number),
        ("numberOfPages", AtLeast(1)),
    ],
};

static SUBJECT: Shape =
    Shape { name: "subject", required: &["name"], fields: &[("name", Filled), ("code", Filled)] };

/// What the oldest programs draw.
static OLD_IMAGE: Shape = Shape {
    name: "image",
    required: &["type"],
    fields: &[("type", OneOf(&["image/jpeg", "image/png", "image/gif"]))],
};

/// Whether one of these links has this relation, and which.
fn related<'a>(links: &'a Value, rel: &str) -> Option<&'a Value> {
    links.as_array()?.iter().find(|it| it["rel"] == rel)
}

/// The rules of the schemas that are about several fields at once.
fn complaints(feed: &Value) -> Vec<String> {
    let mut complaints = FEED.complaints(feed);
    if related(&feed["links"], "self").is_none() {
        complaints.push("the feed does not say where it is".to_owned());
    }
    for link in feed["links"].as_array().unwrap() {
        let is_template = link["href"].as_str().unwrap().contains('{');
        if is_template != (link["templated"] == true) {
            complaints.push(format!("a template that is not called so: {link}"));
        }
    }
    for publication in feed["publications"].as_array().unwrap() {
        let mut images = publication["images"].as_array().unwrap().iter();
        let drawn = images.any(|it| OLD_IMAGE.complaints(&json!({ "type": it["type"] })).is_empty());
        let acquired = related(&publication["links"], "http://opds-spec.org/acquisition/open-access");
        let itself = related(&publication["links"], "self");
        if !drawn || acquired.is_none() || itself.is_none() {
            complaints.push(format!("no picture, nothing to have, or no name: {publication}"));
        }
    }
    complaints
}

async fn read(person: &Person, address: &str) -> Value {
    let path = &address[address.find("/opds").expect("an address of ours")..];
    person.get(path).await.json()
}

#[tokio::test]
async fn every_page_of_the_catalogue_keeps_to_the_schemas_whatever_its_documents_are_made_of() {
    let site = Site::open().await;
    let fanta = fanta(&site).await;
    // A programme that is only heard, with a picture that stands for it.
    let sent = fanta
        .upload(FILE, "fichier", "emission.mp3", &recorded(&site.house.folder.0, "emission.mp3", &TONE), &[])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let cover = [("de_couverture", "1"), ("montre", "Un puits couvert, au bord du village.")];
    fanta.upload(FILE, "couverture", "photo.jpg", &files::photograph(800, 600), &cover).await;
    fanta.post(SHEET, &[("acte", "publier")]).await;
    let organization = site.house.platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
    for (title, content) in [
        ("Un texte", ("texte", "De quoi préparer une réunion.")),
        ("Un lien", ("lien", "https://exemple.ml/é")),
    ] {
        site.house.document(organization, title, &[content, ("date", "2025")]).await;
    }
    let visitor = site.visitor();
    // Before the workshop made anything of them, and after.
    for ready in [false, true] {
        if ready {
            site.house.work_with_ffmpeg().await;
        }
        let first = read(&visitor, "/opds").await;
        let facets = first["facets"].as_array().unwrap().iter();
        let links = facets.flat_map(|facet| facet["links"].as_array().unwrap());
        let mut ways: Vec<String> = links.map(|link| link["href"].as_str().unwrap().to_owned()).collect();
        ways.extend(["/opds", "/opds?query=puits", "/opds?query=introuvable"].map(str::to_owned));
        for way in &ways {
            assert_eq!(complaints(&read(&visitor, way).await), [""; 0], "{way}");
        }
        let publications = first["publications"].as_array().unwrap();
        assert!(ways.len() > 10 && publications.len() > 10);
        for publication in publications {
            let own = related(&publication["links"], "self").unwrap();
            let answer = visitor.get(&own["href"].as_str().unwrap().replace("http://musoya.test", "")).await;
            assert_eq!(answer.header("content-type"), own["type"], "{own}");
            assert_eq!(&answer.json(), publication);
        }
        let heard = publications.iter().find(|it| it["metadata"]["title"] == "Guide des puits").unwrap();
        let kinds: Vec<&Value> = heard["links"].as_array().unwrap().iter().map(|it| &it["type"]).collect();
        assert_eq!(kinds.contains(&&json!("audio/mp4")), ready, "{heard}");
        let first = &heard["images"][0]["type"];
        assert_eq!(first != "image/png", ready, "{heard}");
    }
    fanta.post(SHEET, &[("acte", "retirer")]).await;
    assert_eq!(visitor.get("/opds/guide-des-puits").await.status, StatusCode::NOT_FOUND);
}

#[test]
fn what_the_schemas_forbid_would_be_said() {
    let link = json!({ "rel": "self", "href": "https://exemple.ml/{?q}", "poids": 3 });
    let metadata = json!({ "titel": "?", "modified": "hier", "language": "français", "numberOfPages": 0 });
    let publication = json!({ "metadata": metadata, "links": [], "images": [{ "href": "a", "width": 0 }] });
    let feed = json!({ "metadata": { "title": "" }, "links": [link], "publications": [publication] });
    let complaints = complaints(&feed);
    for place in [
        ".poids:",
        ".titel:",
        ".modified:",
        ".language:",
        ".numberOfPages:",
        ".width:",
        ".title:",
        "title is",
    ] {
        assert!(complaints.iter().any(|it| it.contains(place)), "{place}: {complaints:?}");
    }
    assert_eq!(complaints.len(), 10, "{complaints:?}");
}
