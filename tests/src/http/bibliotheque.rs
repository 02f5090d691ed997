//! `/bibliotheque` and its files through HTTP: forms, pieces of files, parts of files, and everybody kept out who should be.

use super::accounts::signed_in;
use crate::contract::library::paper;
use crate::papers;
use crate::people::{Answer, OWN_WORDS, Person, Site, attributes};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use model::accounts::Role;
use std::io::Cursor;

pub(super) const DRAFT: [(&str, &str); 5] = [
    ("titre", "Guide des puits"),
    ("genre", "guide"),
    ("langues", "fr"),
    ("licence", "cc-by"),
    ("public", "public"),
];
pub(super) const SHEET: &str = "/bibliotheque/guide-des-puits/modifier";
pub(super) const FILE: &str = "/bibliotheque/guide-des-puits/fichier";

/// A site with an organisation and its focal point, who entered a draft.
pub(super) async fn fanta(site: &Site) -> Person {
    let organization = site.house.organization("Femmes de Ségou", &[]).await;
    site.house.member("Fanta", organization.id, Role::FocalPoint).await;
    let fanta = signed_in(site, "Fanta", OWN_WORDS).await;
    let entered = fanta.post("/compte/organisations/femmes-de-segou/documents/nouveau", &DRAFT).await;
    assert_eq!(entered.header("location"), format!("{SHEET}?enregistre=1"), "{}", entered.text());
    fanta
}

/// A request of the protocol for files in pieces.
pub(super) async fn piece(
    person: &Person,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Vec<u8>,
) -> Answer {
    let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path);
    for (name, value) in [("tus-resumable", "1.0.0")].iter().chain(headers) {
        request = request.header(*name, *value);
    }
    person.send(request, Body::from(body)).await
}

pub(super) async fn begin(person: &Person, bytes: usize) -> Answer {
    let length = bytes.to_string();
    let headers = [("upload-length", length.as_str()), ("upload-metadata", "filename Z3VpZGUucGRm")];
    piece(person, "POST", "/envois", &headers, Vec::new()).await
}

pub(super) async fn patch(person: &Person, path: &str, offset: usize, body: &[u8]) -> Answer {
    let offset = offset.to_string();
    let kind = "application/offset+octet-stream";
    let headers = [("upload-offset", offset.as_str()), ("content-type", kind)];
    piece(person, "PATCH", path, &headers, body.to_vec()).await
}

async fn part(person: &Person, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.send(request, Body::empty()).await
}

#[tokio::test]
async fn a_focal_point_publishes_a_pdf_with_plain_forms_and_a_visitor_finds_and_downloads_it() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let visitor = site.visitor();
    assert_eq!(visitor.get("/bibliotheque/guide-des-puits").await.status, StatusCode::NOT_FOUND);
    let pdf = papers::written(&["Creuser un puits.", "Le protéger.", "La margelle se nettoie chaque jour."]);
    let sent = fanta.upload(FILE, "fichier", "mon guide.pdf", &pdf, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let published = fanta.post(SHEET, &[("acte", "publier")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text());
    let html = visitor.read("/bibliotheque/guide-des-puits").await;
    assert!(html.contains("en préparation"), "the original is there before the workshop is done");
    site.house.work().await;
    let list = visitor.read("/bibliotheque?q=margelles").await;
    assert!(list.contains("Guide des puits") && list.contains("<mark>margelle</mark>"), "{list}");
    let html = visitor.read("/bibliotheque/guide-des-puits").await;
    let download =
        attributes(&html, "href").into_iter().find(|it| it.ends_with("telecharger=1")).expect("a download");
    let file = visitor.get(&download).await;
    assert_eq!((file.status, file.bytes == pdf), (StatusCode::OK, true));
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"mon guide.pdf\""));
    let page = visitor.read("/bibliotheque/guide-des-puits/pages?page=3").await;
    assert!(page.contains("La margelle se nettoie") && page.contains("/fichiers/"));
    for missing in ["?page=4", "?page=0", "?page=x", "?page=-1", "?page=99999999999999"] {
        let path = format!("/bibliotheque/guide-des-puits/pages{missing}");
        assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn a_file_is_sent_whole_in_parts_or_not_again_and_can_do_nothing() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    fanta.upload(FILE, "fichier", "guide.pdf", &pdf, &[]).await;
    let html = fanta.read("/bibliotheque/guide-des-puits").await;
    let download = attributes(&html, "href").into_iter().find(|it| it.starts_with("/fichiers/")).unwrap();
    let path = download.trim_end_matches("?telecharger=1").to_owned();
    assert_eq!(site.visitor().get(&path).await.status, StatusCode::NOT_FOUND, "a draft is hers");
    let own = fanta.get(&path).await;
    assert_eq!(own.header("cache-control"), "private, no-store, no-cache");
    fanta.post(SHEET, &[("acte", "publier")]).await;
    let visitor = site.visitor();
    let whole = visitor.get(&path).await;
    assert_eq!(whole.bytes, pdf);
    assert!(whole.header("cache-control").contains("immutable"));
    assert_eq!(whole.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert_eq!(whole.header("content-type"), "application/pdf");
    let etag = whole.header("etag").to_owned();
    assert_eq!(part(&visitor, &path, &[("if-none-match", &etag)]).await.status, StatusCode::NOT_MODIFIED);
    let some = part(&visitor, &path, &[("range", "bytes=5-9"), ("if-range", &etag)]).await;
    assert_eq!((some.status, some.bytes.as_slice()), (StatusCode::PARTIAL_CONTENT, &pdf[5..10]));
    assert_eq!(some.header("content-range"), format!("bytes 5-9/{}", pdf.len()));
    let other = part(&visitor, &path, &[("range", "bytes=5-9"), ("if-range", "\"other\"")]).await;
    assert_eq!((other.status, other.bytes.len()), (StatusCode::OK, pdf.len()));
    let beyond = part(&visitor, &path, &[("range", "bytes=999999-")]).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    for strange in ["/fichiers/", "/fichiers/..%2f..%2fetc", "/fichiers/0a.pdf", "/fichiers/%00.pdf"] {
        assert_eq!(visitor.get(strange).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
    fanta.post(SHEET, &[("acte", "retirer")]).await;
    assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_comes_in_pieces_over_a_network_that_breaks() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    let begun = begin(&fanta, pdf.len()).await;
    assert_eq!(begun.status, StatusCode::CREATED);
    let place = begun.header("location").to_owned();
    assert!(begun.header("upload-expires").ends_with("GMT"));
    let first = patch(&fanta, &place, 0, &pdf[..100]).await;
    assert_eq!((first.status, first.header("upload-offset")), (StatusCode::NO_CONTENT, "100"));
    // What has come is not sent again, and nothing is left out or overtaken.
    for wrong in [0, 50, 101, 5000] {
        let answer = patch(&fanta, &place, wrong, &pdf[100..]).await;
        assert_eq!((answer.status, answer.header("upload-offset")), (StatusCode::CONFLICT, "100"), "{wrong}");
    }
    let asked = piece(&fanta, "HEAD", &place, &[], Vec::new()).await;
    assert_eq!(asked.header("upload-offset"), "100");
    assert_eq!(asked.header("upload-length"), pdf.len().to_string());
    let id = place.trim_start_matches("/envois/").to_owned();
    let early = fanta.post(FILE, &[("fichier_envoye", &id)]).await;
    assert_eq!(early.status, StatusCode::BAD_REQUEST, "not everything has come");
    let too_much = patch(&fanta, &place, 100, &vec![0; pdf.len()]).await;
    assert_eq!(too_much.status, StatusCode::PAYLOAD_TOO_LARGE);
    let asked = piece(&fanta, "HEAD", &place, &[], Vec::new()).await;
    assert_eq!(asked.header("upload-offset"), "100", "what was too much left nothing");
    patch(&fanta, &place, 100, &pdf[100..]).await;
    let done = fanta.post(FILE, &[("fichier_envoye", &id)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert!(fanta.read(SHEET).await.contains("guide.pdf"));
    // It became the document's file and is an upload no longer.
    assert_eq!(piece(&fanta, "HEAD", &place, &[], Vec::new()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(std::fs::read_dir(site.house.folder.0.join("coming")).unwrap().count(), 0);
}

#[tokio::test]
async fn nobody_sends_or_asks_in_somebody_elses_name_and_nobody_without_an_organisation() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let place = begin(&fanta, 1000).await.header("location").to_owned();
    let organization = site.house.organization("Femmes de Gao", &[]).await;
    site.house.member("Awa Gao", organization.id, Role::FocalPoint).await;
    let other = signed_in(&site, "Awa Gao", OWN_WORDS).await;
    let visitor = site.visitor();
    for (person, status) in [(&other, StatusCode::NOT_FOUND), (&visitor, StatusCode::UNAUTHORIZED)] {
        for method in ["HEAD", "DELETE"] {
            assert_eq!(piece(person, method, &place, &[], Vec::new()).await.status, status, "{method}");
        }
        assert_eq!(patch(person, &place, 0, b"x").await.status, status);
    }
    assert_eq!(begin(&visitor, 10).await.status, StatusCode::UNAUTHORIZED);
    let id = place.trim_start_matches("/envois/").to_owned();
    assert_eq!(other.post(FILE, &[("fichier_envoye", &id)]).await.status, StatusCode::NOT_FOUND);
    // Another organisation's document is not hers to fill, with a form either.
    let pdf = papers::written(&["a"]);
    let sent = other.upload(FILE, "fichier", "a.pdf", &pdf, &[]).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    assert_eq!(piece(&fanta, "DELETE", &place, &[], Vec::new()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(piece(&fanta, "HEAD", &place, &[], Vec::new()).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_too_large_or_of_another_protocol_is_refused_before_it_is_sent() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    for length in ["5368709120", "18446744073709551615"] {
        let answer = piece(&fanta, "POST", "/envois", &[("upload-length", length)], Vec::new()).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{length}");
    }
    for length in ["", "-1", "beaucoup"] {
        let answer = piece(&fanta, "POST", "/envois", &[("upload-length", length)], Vec::new()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{length}");
    }
    let old = Request::post("/envois").header("tus-resumable", "0.2.2").header("upload-length", "10");
    assert_eq!(fanta.send(old, Body::empty()).await.status, StatusCode::PRECONDITION_FAILED);
    let place = begin(&fanta, 10).await.header("location").to_owned();
    let wrong_kind = [("upload-offset", "0"), ("content-type", "application/octet-stream")];
    let answer = piece(&fanta, "PATCH", &place, &wrong_kind, vec![0; 10]).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let half = 512 * 1024 * 1024;
    assert_eq!(begin(&fanta, half).await.status, StatusCode::CREATED);
    assert_eq!(begin(&fanta, half).await.status, StatusCode::TOO_MANY_REQUESTS, "a disk is for everybody");
    let can = piece(&fanta, "OPTIONS", "/envois", &[], Vec::new()).await;
    assert_eq!(can.header("tus-version"), "1.0.0");
}

#[tokio::test]
async fn a_refused_file_is_answered_in_words_and_what_was_there_stays() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    fanta.upload(FILE, "fichier", "guide.pdf", &pdf, &[]).await;
    let both = [&pdf[..9], b"<script>alert(1)</script>", &pdf[9..]].concat();
    for (name, bytes, words) in [
        ("vide.pdf", Vec::new(), "Ce fichier est vide."),
        ("page.html", b"<!doctype html><p>Bonjour".to_vec(), "Ce genre de fichier"),
        ("deux.pdf", both, "en cache un autre"),
        ("secret.pdf", papers::locked(), "mot de passe"),
        ("coupe.pdf", pdf[..pdf.len() / 2].to_vec(), "abîmé"),
    ] {
        let answer = fanta.upload(FILE, "fichier", name, &bytes, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains(words), "{name}: {}", answer.text());
        assert!(answer.text().contains("guide.pdf"), "{name}: the file before is still there");
    }
    let nothing = fanta.upload(FILE, "fichier", "", b"", &[]).await;
    assert!(nothing.text().contains("Ce champ est obligatoire."), "no file was chosen: {}", nothing.text());
    for (bytes, words) in
        [(&b"<!doctype html><p>Bonjour"[..], "Ce genre de fichier"), (b"", "Ce fichier est vide.")]
    {
        let place = begin(&fanta, bytes.len()).await.header("location").to_owned();
        patch(&fanta, &place, 0, bytes).await;
        let id = place.trim_start_matches("/envois/").to_owned();
        let answer = fanta.post(FILE, &[("fichier_envoye", &id)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
    }
    assert_eq!(std::fs::read_dir(site.house.folder.0.join("coming")).unwrap().count(), 0);
}

#[tokio::test]
async fn abandoned_pieces_are_forgotten_after_two_days() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let place = begin(&fanta, 1000).await.header("location").to_owned();
    patch(&fanta, &place, 0, b"abc").await;
    site.house.clock.advance(47 * crate::people::HOUR);
    assert!(site.house.platform.forget_abandoned_uploads().await.unwrap().is_empty());
    site.house.clock.advance(crate::people::HOUR + 1);
    let forgotten = site.house.platform.forget_abandoned_uploads().await.unwrap();
    assert_eq!(forgotten.len(), 1);
    site.house.coming().forget_upload(forgotten[0]);
    assert_eq!(std::fs::read_dir(site.house.folder.0.join("coming")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_draft_with_errors_comes_back_whole() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let fields = [
        ("titre", ""),
        ("resume", "Un résumé qui reste."),
        ("genre", "guide"),
        ("lien", "javascript:alert(1)"),
    ];
    let answer = fanta.post("/compte/organisations/femmes-de-segou/documents/nouveau", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Un résumé qui reste.") && answer.text().contains("#titre"));
}

#[tokio::test]
async fn a_focal_point_puts_a_collection_together_and_a_visitor_takes_it_along_over_a_network_that_breaks() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    fanta.upload(FILE, "fichier", "guide.pdf", &papers::written(&["Creuser un puits."]), &[]).await;
    fanta.post(SHEET, &[("acte", "publier")]).await;
    let new = "/compte/organisations/femmes-de-segou/dossiers/nouveau";
    let refused = fanta.post(new, &[("titre", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let begun =
        fanta.post(new, &[("titre", "Boîte à puits"), ("resume", "Tout pour creuser un puits.")]).await;
    let sheet = "/bibliotheque/dossiers/boite-a-puits/modifier";
    assert_eq!(begun.header("location"), format!("{sheet}?enregistre=1"), "{}", begun.text());
    let offered = fanta.read(&format!("{sheet}?q=puits")).await;
    assert!(offered.contains("value=\"guide-des-puits\""), "{offered}");
    let added = fanta.post(sheet, &[("acte", "ajouter"), ("document", "guide-des-puits")]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let visitor = site.visitor();
    let (home, zip) =
        ("/bibliotheque/dossiers/boite-a-puits", "/bibliotheque/dossiers/boite-a-puits/dossier.zip");
    assert_eq!(visitor.get(home).await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get(zip).await.status, StatusCode::NOT_FOUND);
    assert_eq!(fanta.get(zip).await.header("cache-control"), "private, no-store, no-cache");
    fanta.post(sheet, &[("acte", "montrer")]).await;
    assert!(visitor.read("/bibliotheque/dossiers").await.contains("Boîte à puits"));
    assert!(visitor.read(home).await.contains("Guide des puits"));
    assert!(visitor.read("/bibliotheque/guide-des-puits").await.contains("Boîte à puits"));
    let whole = visitor.get(zip).await;
    assert_eq!((whole.status, whole.header("content-type")), (StatusCode::OK, "application/zip"));
    assert_eq!(whole.header("content-length"), whole.bytes.len().to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(whole.bytes.clone())).unwrap();
    let names: Vec<String> = archive.file_names().map(|it| it.unwrap().into_owned()).collect();
    assert_eq!(names, ["LISEZ-MOI.html", "01-guide-des-puits.pdf"]);
    let mut contents = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("LISEZ-MOI.html").unwrap(), &mut contents).unwrap();
    assert!(
        contents.contains("Guide des puits") && contents.contains("CC BY") && !contents.contains("<script")
    );
    let etag = whole.header("etag").to_owned();
    let cut = whole.bytes.len() / 3;
    let range = format!("bytes={cut}-");
    let rest = part(&visitor, zip, &[("range", &range), ("if-range", &etag)]).await;
    assert_eq!((rest.status, rest.bytes.as_slice()), (StatusCode::PARTIAL_CONTENT, &whole.bytes[cut..]));
    assert_eq!(part(&visitor, zip, &[("if-none-match", &etag)]).await.status, StatusCode::NOT_MODIFIED);
    // Once it holds something else, what was cut begins anew.
    fanta
        .post(
            "/compte/organisations/femmes-de-segou/documents/nouveau",
            &[
                ("titre", "Note du réseau"),
                ("genre", "rapport"),
                ("langues", "fr"),
                ("licence", "cc-by"),
                ("public", "reseau"),
                ("texte", "Une note que seuls les membres lisent."),
            ],
        )
        .await;
    fanta.post("/bibliotheque/note-du-reseau/modifier", &[("acte", "publier")]).await;
    fanta.post(sheet, &[("acte", "ajouter"), ("document", "note-du-reseau")]).await;
    let hers = fanta.get(zip).await;
    assert!(hers.header("etag") != etag && hers.header("cache-control").starts_with("private"));
    assert_eq!(visitor.get(zip).await.header("etag"), etag, "the note is not hers to read");
    // What another organisation keeps to itself from now on is told no more.
    let elsewhere = site.house.organization("Femmes de Gao", &[]).await.id;
    let text = [("texte", "Un texte assez long qui vient de Gao.")];
    let theirs = site.house.document(elsewhere, "Guide de Gao", &text).await;
    fanta.post(sheet, &[("acte", "ajouter"), ("document", &theirs.slug)]).await;
    let right = site.house.right.librarian_of(elsewhere).contributor();
    let secret = paper("Un titre secret", &[text[0], ("public", "organisation")]);
    site.house.platform.change_document(&right, &theirs.slug, 2, &secret).await.unwrap();
    let told = fanta.read(sheet).await;
    assert!(!told.contains("Un titre secret") && told.contains("qui n’est plus public"), "{told}");
    fanta.post(sheet, &[("acte", "cacher")]).await;
    assert_eq!(visitor.get(home).await.status, StatusCode::NOT_FOUND);
    for (act, document) in [("ajouter", "rien"), ("oter", ""), ("avancer", "../..")] {
        let strange = fanta.post(sheet, &[("acte", act), ("document", document)]).await;
        assert_eq!(strange.status, StatusCode::NOT_FOUND, "{act}");
    }
    let gone = fanta.post(sheet, &[("acte", "jeter")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(fanta.get(home).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_report_names_the_document_unless_it_is_not_hers_to_read_and_what_is_kept_leaves_with_the_account()
{
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let visitor = site.visitor();
    let report = "/annuaire/femmes-de-segou/erreur?document=guide-des-puits";
    assert!(!visitor.read(report).await.contains("Guide des puits"), "a draft is not told of");
    fanta.upload(FILE, "fichier", "guide.pdf", &papers::written(&["Creuser un puits."]), &[]).await;
    fanta.post(SHEET, &[("acte", "publier")]).await;
    assert!(visitor.read(report).await.contains("À propos du document «\u{202f}Guide des puits\u{202f}»"));
    fanta.post("/bibliotheque/guide-des-puits/garder", &[("garder", "1")]).await;
    let export = fanta.post("/compte/donnees", &[]).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(export.bytes)).unwrap();
    let json: serde_json::Value = serde_json::from_reader(archive.by_name("compte.json").unwrap()).unwrap();
    assert_eq!(
        (&json["shelf"][0], &json["documents"][0]),
        (&"Guide des puits".into(), &"Guide des puits".into())
    );
}
