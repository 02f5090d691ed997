//! `/fichiers`: what readers get of a file, and what only those get who work on its document.

use super::accounts::signed_in;
use super::bibliotheque::{DRAFT, FILE, SHEET, fanta};
use crate::media::{FILM, TONE, recorded};
use crate::people::{OWN_WORDS, Person, Site, attributes};
use crate::{files, papers};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::files::hash_of;
use model::accounts::Role;
use std::io::{Cursor, Read as _};

/// What a camera and a recorder wrote beside what is seen and heard.
const TOLD: [&[u8]; 3] = [b"BAMAKO GPS", b"Exif", b"FANTA DIARRA"];
const HOME: &str = "/bibliotheque/guide-des-puits";
const ZIP: &str = "/bibliotheque/dossiers/boite-a-puits/dossier.zip";

/// A published photograph with a spoken summary, in a collection that everybody sees.
async fn photograph(fanta: &Person) -> (Vec<u8>, Vec<u8>) {
    let (photograph, voice) = (files::photograph(2_400, 1_600), files::tagged_mp3(40, "FANTA DIARRA"));
    for (field, name, bytes, more) in [
        ("fichier", "photo.jpg", &photograph, [].as_slice()),
        ("resume_audio", "voix.mp3", &voice, &[("langue", "bm")]),
    ] {
        let sent = fanta.upload(FILE, field, name, bytes, more).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    }
    fanta.post(SHEET, &[("acte", "publier")]).await;
    let new = "/compte/organisations/femmes-de-segou/dossiers/nouveau";
    fanta.post(new, &[("titre", "Boîte à puits"), ("resume", "Tout pour creuser un puits.")]).await;
    let sheet = "/bibliotheque/dossiers/boite-a-puits/modifier";
    fanta.post(sheet, &[("acte", "ajouter"), ("document", "guide-des-puits")]).await;
    fanta.post(sheet, &[("acte", "montrer")]).await;
    (photograph, voice)
}

/// The addresses of files that a text names.
fn named(text: &str) -> Vec<String> {
    let rest = text.split("/fichiers/").skip(1);
    let names = rest.map(|it| it.split(['"', '<', '?', '\\', '&', ' ']).next().unwrap_or_default());
    names.map(|it| format!("/fichiers/{it}")).collect()
}

fn address(bytes: &[u8], extension: &str) -> String {
    format!("/fichiers/{}.{extension}", hash_of(bytes))
}

fn tells(bytes: &[u8]) -> bool {
    TOLD.iter().any(|told| bytes.windows(told.len()).any(|it| it == *told))
}

#[tokio::test]
async fn what_a_photograph_tells_beside_the_picture_reaches_nobody_but_those_who_work_on_it() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let (photograph, voice) = photograph(&fanta).await;
    let originals = [address(&photograph, "jpg"), address(&voice, "mp3")];
    let organization = site.house.platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
    site.house.member("Mariam", organization, Role::Member).await;
    let (visitor, mariam) = (site.visitor(), signed_in(&site, "Mariam", OWN_WORDS).await);
    let pages = [
        HOME,
        "/bibliotheque",
        "/bibliotheque/dossiers/boite-a-puits",
        "/bibliotheque.atom",
        "/bibliotheque.json",
        "/opds",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    ];
    // As long as nothing was made for them, readers get nothing, and are told.
    for page in pages {
        assert!(named(&visitor.read(page).await).is_empty(), "{page}");
    }
    assert!(visitor.read(HOME).await.contains("Ce fichier est en préparation."));
    site.house.work().await;
    let mut seen = 0;
    for page in pages {
        for who in [&visitor, &mariam] {
            for path in named(&who.read(page).await) {
                let file = who.get(&path).await;
                assert_eq!(file.status, StatusCode::OK, "{page} {path}");
                assert!(!tells(&file.bytes) && !originals.contains(&path), "{page} {path}");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
    let mut archive = zip::ZipArchive::new(Cursor::new(visitor.get(ZIP).await.bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|it| it.unwrap().into_owned()).collect();
    assert_eq!(names, ["LISEZ-MOI.html", "01-guide-des-puits-resume-bm.mp3", "01-guide-des-puits.webp"]);
    for name in &names {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        assert!(!tells(&bytes), "{name}");
    }
    for (path, whole) in originals.iter().zip([&photograph, &voice]) {
        for who in [&visitor, &mariam] {
            assert_eq!(who.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let own = fanta.get(path).await;
        assert_eq!((own.status, &own.bytes), (StatusCode::OK, whole));
        assert_eq!(own.header("cache-control"), "private, no-store, no-cache");
    }
}

#[tokio::test]
async fn a_reader_sees_the_weight_of_what_she_gets_and_who_works_on_it_finds_the_original_beside() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let (photograph, _) = photograph(&fanta).await;
    site.house.work().await;
    let html = site.visitor().read(HOME).await;
    let downloads: Vec<String> =
        attributes(&html, "href").into_iter().filter(|it| it.ends_with("?telecharger=1")).collect();
    let [download] = downloads.as_slice() else { panic!("one download: {downloads:?}") };
    let file = site.visitor().get(download).await;
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"photo.webp\""));
    let weight = format!("Télécharger ({} ko)", file.bytes.len().div_ceil(1_000));
    assert!(html.replace(['\u{a0}', '\u{202f}'], " ").contains(&weight), "{html}");
    assert!(html.contains("Fichier allégé, sans données cachées."));
    assert!(!html.contains("L’original"));
    let html = fanta.read(HOME).await;
    assert!(html.contains("L’original (") && html.contains("où, quand et par qui"), "{html}");
    assert!(named(&html).contains(&address(&photograph, "jpg")));
}

#[tokio::test]
async fn a_film_is_seen_and_taken_along_small_and_a_programme_heard_and_taken_along_small() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let folder = &site.house.folder.0;
    let sound = ["-f", "lavfi", "-i", "sine=duration=4", "-shortest"];
    let film =
        [&FILM[..], &sound, &["-c:v", "libx264", "-b:v", "2M", "-minrate", "2M", "-pix_fmt", "yuv420p"]];
    let programme = [&TONE[..], &["-b:a", "128k", "-metadata", "title=FANTA DIARRA"]];
    for (name, extension, bytes, player) in [
        ("film.mp4", "mp4", recorded(folder, "film.mp4", &film.concat()), "<video "),
        ("radio.mp3", "mp3", recorded(folder, "radio.mp3", &programme.concat()), "<audio "),
    ] {
        fanta.post(SHEET, &[("acte", "retirer")]).await;
        let sent = fanta.upload(FILE, "fichier", name, &bytes, &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        fanta.post(SHEET, &[("acte", "publier")]).await;
        site.house.work_with_ffmpeg().await;
        let visitor = site.visitor();
        let html = visitor.read(HOME).await;
        let tag = html.split(player).nth(1).and_then(|it| it.split('>').next()).expect(player);
        assert!(
            tag.contains("controls") && tag.contains("preload=\"none\"") && !tag.contains("autoplay"),
            "{tag}"
        );
        for poster in attributes(&format!(" {tag}"), "poster") {
            let picture = visitor.get(&poster).await;
            assert!(picture.header("content-type").starts_with("image/"), "{poster}");
        }
        assert_eq!(tag.contains("poster="), player == "<video ", "{tag}");
        let download =
            attributes(&html, "href").into_iter().find(|it| it.ends_with("?telecharger=1")).unwrap();
        let shown = attributes(&html, "src").into_iter().find(|it| it.starts_with("/fichiers/")).unwrap();
        assert!(download.starts_with(&shown), "what is played is what is taken along");
        let light = visitor.get(&download).await;
        assert!(light.bytes.len() * 2 < bytes.len(), "{name}: {} of {}", light.bytes.len(), bytes.len());
        assert!(!tells(&light.bytes), "{name}");
        let weight = format!("Télécharger ({} ko)", light.bytes.len().div_ceil(1_000));
        assert!(html.replace(['\u{a0}', '\u{202f}'], " ").contains(&weight), "{weight}: {html}");
        let part = visitor.send(Request::get(&shown).header("range", "bytes=0-99"), Body::empty()).await;
        assert_eq!((part.status, part.bytes.as_slice()), (StatusCode::PARTIAL_CONTENT, &light.bytes[..100]));
        assert_eq!(visitor.get(&address(&bytes, extension)).await.status, StatusCode::NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn a_cover_is_seen_in_lists_on_the_page_and_in_feeds_without_what_it_tells_and_can_be_taken_away() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let text =
        [&DRAFT[1..], &[("titre", "Un texte"), ("texte", "Comment creuser un puits qui dure.")]].concat();
    fanta.post("/compte/organisations/femmes-de-segou/documents/nouveau", &text).await;
    let (sheet, file) = ("/bibliotheque/un-texte/modifier", "/bibliotheque/un-texte/fichier");
    let photograph = files::photograph(800, 600);
    let cover = [("de_couverture", "1"), ("montre", "Deux femmes au puits.")];
    let refused =
        fanta.upload(file, "couverture", "a.pdf", &papers::written(&["Pas une image."]), &cover).await;
    let words = refused.text();
    let error = words.split("id=\"couverture-erreur\"").nth(1).expect("an error at the field");
    assert!(error.contains("n’est pas une image") && !words.contains("id=\"fichier-erreur\""), "{error}");
    let sent = fanta.upload(file, "couverture", "photo.jpg", &photograph, &cover).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    fanta.post(sheet, &[("acte", "publier")]).await;
    site.house.work().await;
    let visitor = site.visitor();
    let page = visitor.read("/bibliotheque/un-texte").await;
    assert!(page.contains("doc-cover-large") && !page.contains("?telecharger=1"), "{page}");
    for path in ["/bibliotheque/un-texte", "/bibliotheque", "/recherche?q=puits"] {
        assert!(visitor.read(path).await.contains("alt=\"Deux femmes au puits.\""), "{path}");
    }
    for path in ["/bibliotheque/un-texte", "/bibliotheque", "/opds"] {
        let pictures = named(&visitor.read(path).await);
        assert!(!pictures.is_empty(), "{path}");
        for picture in pictures {
            let picture = visitor.get(&picture).await;
            assert!(picture.status == StatusCode::OK && !tells(&picture.bytes), "{path}");
        }
    }
    assert_eq!(visitor.get(&address(&photograph, "jpg")).await.status, StatusCode::NOT_FOUND);
    assert!(fanta.read(sheet).await.contains("Retirer la couverture"));
    fanta.post(file, &[("retirer", "couverture")]).await;
    assert!(named(&visitor.read("/bibliotheque").await).is_empty());
    assert_eq!(fanta.post(file, &[("retirer", "couverture")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_member_s_programme_is_proposed_published_listened_to_and_found_by_who_looks_for_what_is_heard() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let organization = site.house.platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
    site.house.member("Mariam", organization, Role::Member).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let programme = [&DRAFT[2..], &[("titre", "La voix des puits"), ("genre", "emission")]].concat();
    let programme: Vec<_> = programme.into_iter().filter(|it| it.1 != "guide").collect();
    mariam.post("/compte/organisations/femmes-de-segou/documents/nouveau", &programme).await;
    let (home, sheet) = ("/bibliotheque/la-voix-des-puits", "/bibliotheque/la-voix-des-puits/modifier");
    let sound = recorded(&site.house.folder.0, "voix.ogg", &[&TONE[..], &["-c:a", "libopus"]].concat());
    let sent = mariam.upload(&format!("{home}/fichier"), "fichier", "enregistrement.ogg", &sound, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    mariam.post(sheet, &[("acte", "proposer")]).await;
    assert_eq!(site.visitor().get(home).await.status, StatusCode::NOT_FOUND);
    fanta.post(sheet, &[("acte", "publier")]).await;
    site.house.work_with_ffmpeg().await;
    let visitor = site.visitor();
    let page = visitor.read(home).await;
    assert!(page.contains("<audio controls") && page.contains("type=\"audio/mp4\""), "{page}");
    for path in [
        "/bibliotheque?genre=emission",
        "/bibliotheque?forme=ecouter",
        "/bibliotheque?q=voix",
        "/recherche?q=puits",
        "/opds?genre=emission",
        "/bibliotheque.atom",
        "/bibliotheque.json",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=genre:emission",
    ] {
        assert!(visitor.read(path).await.contains("La voix des puits"), "{path}");
    }
    for path in
        ["/opds", "/bibliotheque.atom", "/bibliotheque.json", "/oai?verb=ListRecords&metadataPrefix=oai_dc"]
    {
        let heard: std::collections::BTreeSet<String> =
            named(&visitor.read(path).await).into_iter().filter(|it| it.ends_with(".m4a")).collect();
        assert_eq!(heard.len(), 1, "{path}");
        assert_eq!(visitor.get(heard.first().unwrap()).await.header("content-type"), "audio/mp4");
    }
}

#[tokio::test]
async fn a_word_file_is_given_without_its_author_and_a_pdf_as_it_came() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let core = b"<cp:coreProperties><dc:creator>FANTA DIARRA</dc:creator></cp:coreProperties>";
    let word = files::word(&[("docProps/core.xml", core)]);
    fanta.upload(FILE, "fichier", "guide.docx", &word, &[]).await;
    fanta.post(SHEET, &[("acte", "publier")]).await;
    site.house.work().await;
    let html = site.visitor().read(HOME).await;
    assert!(html.contains("Sans le nom de qui l’a écrit"), "{html}");
    let download = attributes(&html, "href").into_iter().find(|it| it.ends_with("?telecharger=1")).unwrap();
    let given = site.visitor().get(&download).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(given.bytes)).unwrap();
    let mut properties = String::new();
    archive.by_name("docProps/core.xml").unwrap().read_to_string(&mut properties).unwrap();
    assert!(!properties.contains("FANTA"));
    assert_eq!(site.visitor().get(&address(&word, "docx")).await.status, StatusCode::NOT_FOUND);
    // The same bytes, entered elsewhere as they came, are an original there.
    let clean = site.visitor().get(&download).await.bytes;
    let draft: Vec<_> = DRAFT.into_iter().filter(|it| it.0 != "titre").chain([("titre", "Autre")]).collect();
    fanta.post("/compte/organisations/femmes-de-segou/documents/nouveau", &draft).await;
    fanta.upload("/bibliotheque/autre/fichier", "fichier", "b.docx", &clean, &[]).await;
    fanta.post("/bibliotheque/autre/modifier", &[("acte", "publier")]).await;
    fanta.post(SHEET, &[("acte", "retirer")]).await;
    assert_eq!(
        site.visitor().get(&download).await.status,
        StatusCode::NOT_FOUND,
        "an original is not given because something equal was"
    );
}
