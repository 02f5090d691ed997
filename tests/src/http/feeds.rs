//! The public catalogue for other programs: only what everybody may read, in the words of each protocol.

use super::accounts::signed_in;
use crate::people::{OWN_WORDS, Person, Site, attributes};
use axum::http::StatusCode;
use model::accounts::Role;
use serde_json::Value;

/// A site with documents for everybody and others that are not.
async fn library(site: &Site) -> Person {
    let organization = site.house.organization("Femmes de Ségou", &[]).await;
    site.house.member("Fanta", organization.id, Role::FocalPoint).await;
    let text = [("texte", "Comment creuser un puits & <le garder> propre.")];
    for title in ["Guide des puits & sources", "Guide des lampes"] {
        site.house.document(organization.id, title, &text).await;
    }
    let private = [text[0], ("public", "reseau")];
    site.house.document(organization.id, "Note du réseau", &private).await;
    let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
    let draft = [
        ("titre", "Un brouillon"),
        ("genre", "guide"),
        ("langues", "fr"),
        ("licence", "cc0"),
        ("public", "public"),
    ];
    fanta.post("/compte/organisations/femmes-de-segou/documents/nouveau", &draft).await;
    fanta
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[tokio::test]
async fn the_feeds_hold_what_everybody_may_read_and_nothing_else() {
    let site = Site::empty().await;
    let fanta = library(&site).await;
    for path in
        ["/bibliotheque.atom", "/bibliotheque.json", "/opds", "/oai?verb=ListRecords&metadataPrefix=oai_dc"]
    {
        for who in [&site.visitor(), &fanta] {
            let text = who.read(path).await;
            assert!(text.contains("Guide des puits") && text.contains("Guide des lampes"), "{path}: {text}");
            assert!(!text.contains("Note du réseau") && !text.contains("Un brouillon"), "{path}");
        }
    }
    let atom = site.visitor().read("/bibliotheque.atom").await;
    assert!(atom.contains("<title>Guide des puits &amp; sources</title>"), "{atom}");
    assert_eq!(
        attributes(&atom, "href").iter().filter(|it| it.ends_with("/bibliotheque/guide-des-lampes")).count(),
        1
    );
    let all = json(&site.visitor().read("/bibliotheque.json").await);
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    assert_eq!(all[0]["publisher"][0], "Femmes de Ségou");
    assert_eq!(all[0]["rights"][0], "https://creativecommons.org/licenses/by/4.0/");
    let html = site.visitor().read("/bibliotheque").await;
    assert!(html.contains("href=\"/bibliotheque.atom\""), "a reader of feeds finds the feed");
}

#[tokio::test]
async fn the_feed_of_news_has_what_every_reader_of_feeds_counts_on_once_in_each_place() {
    let site = Site::empty().await;
    library(&site).await;
    let atom = site.visitor().read("/bibliotheque.atom").await;
    let (feed, entries) = atom.split_once("<entry>").expect("entries");
    let entries: Vec<&str> = entries.split("<entry>").collect();
    assert_eq!(entries.len(), 2);
    // RFC 4287, 4.1.1 and 4.1.2: what must be there once, and what may be there once.
    let once =
        |part: &str, name: &str| assert_eq!(part.matches(&format!("<{name}>")).count(), 1, "{name}: {part}");
    for name in ["id", "title", "updated"] {
        once(feed, name);
        entries.iter().for_each(|entry| once(entry, name));
    }
    for entry in &entries {
        for name in ["published", "rights"] {
            once(entry, name);
        }
        assert!(entry.contains("<author><name>Femmes de Ségou</name></author>"), "{entry}");
        assert_eq!(entry.matches("rel=\"alternate\"").count(), 1, "{entry}");
        for name in ["published", "updated"] {
            let date = inside(entry, name)[0];
            let shape: String = date.chars().map(|it| if it.is_ascii_digit() { '9' } else { it }).collect();
            assert_eq!(shape, "9999-99-99T99:99:99Z");
        }
    }
    let mut ids = inside(&atom, "id");
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((count, ids.len()), (3, 3), "no two have the same name");
    assert_eq!(feed.matches("rel=\"self\"").count(), 1);
}

#[tokio::test]
async fn opds_searches_narrows_and_turns_pages_as_the_list_does() {
    let site = Site::empty().await;
    library(&site).await;
    let visitor = site.visitor();
    let feed = json(&visitor.read("/opds?q=lampes").await);
    assert_eq!(
        (&feed["metadata"]["numberOfItems"], &feed["publications"][0]["metadata"]["title"]),
        (&1.into(), &"Guide des lampes".into())
    );
    let publication = &feed["publications"][0];
    assert_eq!(publication["links"][1]["rel"], "http://opds-spec.org/acquisition/open-access");
    assert!(publication["metadata"]["identifier"].as_str().unwrap().starts_with("urn:uuid:"));
    let search = feed["links"].as_array().unwrap().iter().find(|it| it["rel"] == "search").unwrap();
    assert!(search["href"].as_str().unwrap().ends_with("/opds{?query}") && search["templated"] == true);
    assert_eq!(json(&visitor.read("/opds?query=lampes").await)["publications"], feed["publications"]);
    let organization = site.house.platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
    for number in 0..30 {
        let text = [("texte", "Un texte pour remplir la bibliothèque.")];
        site.house.document(organization, &format!("Cahier {number}"), &text).await;
    }
    let mut seen = 0;
    let mut path = "/opds".to_owned();
    for _ in 0..4 {
        let feed = json(&visitor.read(&path).await);
        seen += feed["publications"].as_array().unwrap().len();
        let next = feed["links"].as_array().unwrap().iter().find(|it| it["rel"] == "next").cloned();
        let Some(next) = next else { break };
        let address = next["href"].as_str().unwrap().to_owned();
        path = address[address.find("/opds").unwrap()..].to_owned();
    }
    assert_eq!(seen, 32, "every document once");
    for strange in ["/opds?q=%00%ff", "/opds?genre=roman&de=personne", "/opds?apres=x.y.z"] {
        let answer = visitor.get(strange).await.status;
        assert!(answer == StatusCode::OK || answer == StatusCode::BAD_REQUEST, "{strange}: {answer}");
    }
}

/// What stands between this tag and its end, each time.
fn inside<'a>(xml: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    xml.split(&open).skip(1).filter_map(|rest| rest.split(&close).next()).collect()
}

#[tokio::test]
async fn oai_hands_out_every_record_once_and_tells_what_is_withdrawn() {
    let site = Site::empty().await;
    let fanta = library(&site).await;
    let visitor = site.visitor();
    let organization = site.house.platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
    for number in 0..230 {
        let kind = [("texte", "Un texte pour remplir la bibliothèque."), ("genre", "rapport")];
        site.house.document(organization, &format!("Cahier {number}"), &kind).await;
    }
    let mut identifiers = Vec::new();
    let mut path = "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc".to_owned();
    loop {
        let xml = visitor.read(&path).await;
        identifiers.extend(inside(&xml, "identifier").into_iter().map(str::to_owned));
        let token =
            xml.split("<resumptionToken completeListSize=\"232\"").nth(1).expect("a token in each part");
        let token = token.split_once('>').unwrap().1.split('<').next().unwrap();
        if token.is_empty() {
            break;
        }
        path = format!("/oai?verb=ListIdentifiers&resumptionToken={token}");
    }
    let count = identifiers.len();
    identifiers.sort();
    identifiers.dedup();
    assert_eq!((count, identifiers.len()), (232, 232));
    let narrowed = visitor.read("/oai?verb=ListRecords&metadataPrefix=oai_dc&set=genre:guide").await;
    assert_eq!(inside(&narrowed, "dc:title"), ["Guide des lampes", "Guide des puits &amp; sources"]);
    fanta.post("/bibliotheque/guide-des-lampes/modifier", &[("acte", "retirer")]).await;
    let narrowed = visitor.read("/oai?verb=ListRecords&metadataPrefix=oai_dc&set=genre:guide").await;
    assert!(narrowed.contains("<header status=\"deleted\">"), "{narrowed}");
    assert_eq!(inside(&narrowed, "dc:title"), ["Guide des puits &amp; sources"]);
    let today = "2026-05-14";
    for (range, there) in [
        ("from=2000-01-01", true),
        ("from=2100-01-01", false),
        ("until=2000-01-01", false),
        ("from=2000-01-01T00:00:00Z&until=2100-01-01T00:00:00Z", true),
    ] {
        let xml = visitor.read(&format!("/oai?verb=ListRecords&metadataPrefix=oai_dc&{range}")).await;
        assert_eq!(xml.contains("<dc:title>"), there, "{today} {range}");
        assert_eq!(xml.contains("noRecordsMatch"), !there, "{range}");
    }
    let form = visitor
        .post("/oai", &[("verb", "GetRecord"), ("metadataPrefix", "oai_dc"), ("identifier", &identifiers[0])])
        .await;
    assert!(form.text().contains("<GetRecord>"), "{}", form.text());
}

#[tokio::test]
async fn oai_answers_each_wrong_question_with_its_own_error() {
    let site = Site::empty().await;
    library(&site).await;
    let long = "a".repeat(20_000);
    for (question, error) in [
        ("", "badVerb"),
        ("verb=Destroy", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=a", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=hier", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-03T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=roman", "noRecordsMatch"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x:1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListMetadataFormats&identifier=oai:x:1", "idDoesNotExist"),
        ("verb=%3Cscript%3E", "badVerb"),
        (&format!("verb=Identify&{long}=1"), "badArgument"),
    ] {
        let answer = site.visitor().get(&format!("/oai?{question}")).await;
        let xml = answer.text();
        assert_eq!(answer.status, StatusCode::OK, "errors of the protocol are not errors of HTTP");
        assert!(xml.contains(&format!("<error code=\"{error}\">")), "{question}: {xml}");
        assert!(!xml.contains("<script>"), "{question}");
    }
    let identify = site.visitor().read("/oai?verb=Identify").await;
    assert!(identify.contains("<deletedRecord>transient</deletedRecord>"));
    assert!(identify.contains("<adminEmail>musoya@localhost.invalid</adminEmail>"), "{identify}");
    assert!(site.visitor().read("/oai?verb=ListSets").await.contains("<setSpec>genre:guide</setSpec>"));
}
