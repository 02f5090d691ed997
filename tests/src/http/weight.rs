//! What a page weighs on the way to a phone.

use crate::contract::library::paper;
use crate::papers;
use crate::people::{Person, Site, attributes};
use axum::body::Body;
use axum::http::Request;
use model::browse::PAGE;
use model::library::Part;
use std::io::Write as _;

/// The most bytes of HTML with its inline CSS, compressed.
const MOST: usize = 20 * 1024;

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

async fn compressed(person: &Person, path: &str, encoding: &str) -> Vec<u8> {
    let answer = person.send(Request::get(path).header("accept-encoding", encoding), Body::empty()).await;
    assert_eq!(answer.header("content-encoding"), encoding);
    assert!(answer.header("vary").contains("accept-encoding"));
    answer.bytes
}

#[tokio::test]
async fn the_first_view_of_a_public_page_is_light() {
    let site = Site::open().await;
    let visitor = site.visitor();
    for path in ["/", "/annuaire", "/carte", "/annuaire/rejefpo", "/annuaire/reseau", "/annuaire?q=femmes"] {
        for encoding in ["br", "gzip"] {
            let size = compressed(&visitor, path, encoding).await.len();
            assert!(size <= MOST, "{path}: {size} bytes with {encoding}");
        }
    }
}

#[tokio::test]
async fn a_list_of_documents_is_light_with_a_crowded_cover_on_each_card_and_has_none_in_economy_mode() {
    let site = Site::empty().await;
    let house = &site.house;
    let organization = house.organization("Femmes de Ségou", &[]).await.id;
    let librarian = house.right.librarian_of(organization);
    let path = house.folder.0.join("guide.pdf");
    for number in (1..).take(PAGE) {
        let title = format!("Guide numéro {number} pour préparer une rencontre avec les élus de la commune");
        let summary = [("resume", "Deux ou trois phrases qui disent simplement de quoi parle ce document.")];
        let draft =
            house.platform.enter_document(&librarian.contributor(), &paper(&title, &summary)).await.unwrap();
        std::fs::write(&path, papers::drawn(&[papers::crowded(number)], "", &[])).unwrap();
        let contributor = librarian.contributor();
        house
            .platform
            .attach_file(&contributor, &draft.slug, Part::Content, "guide.pdf", &path)
            .await
            .unwrap();
        house.platform.publish_document(&librarian, &draft.slug).await.unwrap();
    }
    house.work().await;
    let visitor = site.visitor();
    let html = visitor.read("/bibliotheque").await;
    let covers: Vec<String> =
        attributes(&html, "src").into_iter().filter(|it| it.starts_with("/fichiers/")).collect();
    assert_eq!(covers.len(), PAGE);
    let mut bytes = compressed(&visitor, "/bibliotheque", "br").await.len();
    for cover in &covers {
        let answer = visitor.get(cover).await;
        let headers: usize =
            answer.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        assert!(answer.bytes.len() > 600, "{cover}: an empty page");
        assert!(headers < 450, "{:?}", answer.headers);
        bytes += answer.bytes.len() + headers;
    }
    // 60 kB in all, of which styles, scripts and pictograms take less than 15.
    assert!(bytes <= 45_000, "{bytes} bytes");
    let economy = visitor.post("/reglages", &[("economie", "oui")]).await;
    assert_eq!(economy.status.as_u16(), 303, "{}", economy.text());
    assert!(!visitor.read("/bibliotheque").await.contains("src=\"/fichiers/"));
}

#[tokio::test]
async fn every_encoding_holds_the_same_page() {
    use std::io::Read as _;
    let site = Site::open().await;
    let visitor = site.visitor();
    for path in ["/annuaire", "/annuaire?q=femmes", "/bibliotheque?q=plaidoyer", "/recherche?q=plaidoyer"] {
        let plain = visitor.get(path).await;
        assert_eq!(plain.header("content-encoding"), "");
        let (mut brotli, mut gzip) = (Vec::new(), Vec::new());
        let bytes = compressed(&visitor, path, "br").await;
        brotli::Decompressor::new(&*bytes, 4096).read_to_end(&mut brotli).unwrap();
        let bytes = compressed(&visitor, path, "gzip").await;
        flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut gzip).unwrap();
        assert!(brotli == plain.bytes && gzip == plain.bytes, "{path}");
    }
}

#[tokio::test]
async fn a_page_that_did_not_change_is_not_sent_twice_and_one_that_did_is() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let first = visitor.get("/annuaire").await;
    let tag = first.header("etag").to_owned();
    assert!(!tag.is_empty());
    let again =
        async || visitor.send(Request::get("/annuaire").header("if-none-match", &tag), Body::empty()).await;
    let same = again().await;
    assert_eq!((same.status.as_u16(), same.bytes.len()), (304, 0));
    assert_eq!(same.header("etag"), tag);
    site.house.organization("Aa toute nouvelle", &[]).await;
    let changed = again().await;
    assert_eq!(changed.status.as_u16(), 200);
    assert!(changed.text().contains("Aa toute nouvelle"), "a change is seen at once");
    assert_ne!(changed.header("etag"), tag);
}

#[tokio::test]
async fn after_an_edit_on_the_site_the_visitor_sees_the_new_page() {
    let site = Site::open().await;
    let (visitor, awa) = (site.visitor(), site.awa().await);
    assert!(visitor.read("/annuaire/rejefpo").await.contains("REJEFPO"));
    let hidden = awa.post("/admin/organisations/rejefpo/etat", &[("etat", "masque")]).await;
    assert_eq!(hidden.status.as_u16(), 303);
    assert_eq!(visitor.get("/annuaire/rejefpo").await.status.as_u16(), 404);
    assert!(!visitor.read("/annuaire").await.contains(">REJEFPO<"));
    awa.post("/admin/organisations/rejefpo/etat", &[("etat", "publie")]).await;
    assert!(visitor.read("/annuaire/rejefpo").await.contains("REJEFPO"));
}

#[tokio::test]
async fn the_economy_mode_sends_no_wasm_and_is_remembered_on_her_phone_alone() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let saved =
        visitor.post("/reglages", &[("theme", "dark"), ("economie", "oui"), ("suite", "/carte")]).await;
    assert_eq!((saved.status.as_u16(), saved.header("location")), (303, "/carte"));
    assert_eq!(visitor.cookie("affichage").as_deref(), Some("dark.economie"));
    let html = visitor.read("/carte").await;
    assert!(html.contains("data-theme=\"dark\"") && html.contains("data-economy"));
    assert!(!html.contains("type=\"module\""));
    let other = site.visitor().read("/carte").await;
    assert!(other.contains("<html lang=\"fr\">"), "nobody else's page changes");
    visitor.post("/reglages", &[("theme", "auto")]).await;
    assert_eq!(visitor.cookie("affichage"), None);
}
