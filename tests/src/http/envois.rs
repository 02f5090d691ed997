//! `/envois`, and the forms that files come with, when the network breaks, the disk is full, or somebody comes twice.

use super::bibliotheque::{FILE, SHEET, begin, fanta, patch, piece};
use crate::doubles::Disk;
use crate::papers;
use crate::people::{House, Person, Site, multipart, platform, router};
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use domain::Stores;
use futures_util::{StreamExt as _, stream};
use std::io;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::oneshot;

/// A site whose disk can be full.
async fn on_a_disk() -> (Site, Arc<Disk>) {
    let house = House::on_sqlite().await;
    let disk = Disk::of(&house.files);
    let platform = platform(Stores::of(house.store.clone(), disk.clone()), &house.clock, 5);
    (Site { router: router(&house, platform, |_| {}), house }, disk)
}

fn coming(site: &Site) -> PathBuf {
    site.house.folder.0.join("coming")
}

/// What lies where files come in.
fn left(site: &Site) -> usize {
    std::fs::read_dir(coming(site)).unwrap().count()
}

/// A request that goes on with an upload, with a body that comes as it comes.
async fn go_on(person: &Person, place: &str, offset: usize, body: Body) -> crate::people::Answer {
    let request = Request::patch(place)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", offset.to_string())
        .header("content-type", "application/offset+octet-stream");
    person.send(request, body).await
}

async fn offset(person: &Person, place: &str) -> String {
    piece(person, "HEAD", place, &[], Vec::new()).await.header("upload-offset").to_owned()
}

fn id_of(place: &str) -> String {
    place.trim_start_matches("/envois/").to_owned()
}

#[tokio::test]
async fn what_came_is_not_lost_when_the_disk_is_full_and_is_offered_again() {
    let (site, disk) = on_a_disk().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    let place = begin(&fanta, pdf.len()).await.header("location").to_owned();
    patch(&fanta, &place, 0, &pdf).await;
    let id = id_of(&place);
    disk.is_full(true);
    for _ in 0..2 {
        let refused = fanta.post(FILE, &[("fichier_envoye", &id)]).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
        let html = refused.text();
        assert!(
            html.contains("guide.pdf\u{202f}» est arrivé") && html.contains(&format!("value=\"{id}\"")),
            "{html}"
        );
        assert!(html.contains("value=\"Guide des puits\""), "the other forms of the page are as they were");
        assert_eq!(offset(&fanta, &place).await, pdf.len().to_string(), "all of it is still here");
    }
    assert!(site.house.files.all().await.unwrap().is_empty());
    disk.is_full(false);
    let kept = fanta.post(FILE, &[("fichier_envoye", &id)]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    assert!(fanta.read(SHEET).await.contains("guide.pdf"));
    assert_eq!(left(&site), 0);
}

#[tokio::test]
async fn a_file_of_a_plain_form_waits_too_until_the_disk_has_room() {
    let (site, disk) = on_a_disk().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    disk.is_full(true);
    let refused = fanta.upload(FILE, "fichier", "puits.pdf", &pdf, &[]).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    let html = refused.text();
    assert!(html.contains("puits.pdf\u{202f}» est arrivé"), "{html}");
    let id = html
        .split("name=\"fichier_envoye\" value=\"")
        .nth(1)
        .and_then(|it| it.split('"').next())
        .unwrap()
        .to_owned();
    // A refused summary is offered to the form of summaries, not to the other.
    let voice = crate::files::mp3(40);
    let summary = fanta.upload(FILE, "resume_audio", "voix.mp3", &voice, &[("langue", "bm")]).await.text();
    let (before, after) = summary.split_once("name=\"fichier_envoye\"").expect("an offer");
    assert!(before.contains("name=\"fichier\"") && after.contains("name=\"resume_audio\""), "{summary}");
    disk.is_full(false);
    // She chose another one instead: what stands in the form was chosen later.
    let other = papers::written(&["Un autre puits."]);
    let sent = fanta.upload(FILE, "fichier", "autre.pdf", &other, &[("fichier_envoye", &id)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    assert!(fanta.read(SHEET).await.contains("autre.pdf"));
    assert_eq!(fanta.post(FILE, &[("fichier_envoye", &id)]).await.status, StatusCode::SEE_OTHER);
    assert!(fanta.read(SHEET).await.contains("puits.pdf"));
}

#[tokio::test]
async fn a_disk_that_is_full_in_the_middle_of_a_piece_is_said_and_what_came_before_counts() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    let place = begin(&fanta, pdf.len()).await.header("location").to_owned();
    let file = coming(&site).join(format!("envoi-{}", id_of(&place)));
    std::fs::remove_file(&file).unwrap();
    symlink("/dev/full", &file).unwrap();
    let full = patch(&fanta, &place, 0, &pdf).await;
    assert_eq!(full.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(fanta.post(FILE, &[("fichier_envoye", &id_of(&place))]).await.status, StatusCode::BAD_REQUEST);
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, b"").unwrap();
    assert_eq!(patch(&fanta, &place, 0, &pdf).await.status, StatusCode::NO_CONTENT);
    assert_eq!(fanta.post(FILE, &[("fichier_envoye", &id_of(&place))]).await.status, StatusCode::SEE_OTHER);
    // A plain form finds no place at all.
    std::fs::remove_dir_all(coming(&site)).unwrap();
    let nowhere = fanta.upload(FILE, "fichier", "autre.pdf", &pdf, &[]).await;
    assert!(nowhere.status == StatusCode::SERVICE_UNAVAILABLE && nowhere.is_a_page());
    assert_eq!(site.house.files.all().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_piece_that_breaks_off_in_the_middle_leaves_what_came_and_the_file_is_whole_in_the_end() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    let place = begin(&fanta, pdf.len()).await.header("location").to_owned();
    let mut at = 0;
    for cut in [1, 100, 333] {
        let some = Ok(Bytes::copy_from_slice(&pdf[at..cut]));
        let torn = stream::iter([some, Err(io::Error::from(io::ErrorKind::ConnectionReset))]);
        go_on(&fanta, &place, at, Body::from_stream(torn)).await;
        assert_eq!(offset(&fanta, &place).await, cut.to_string());
        at = cut;
    }
    patch(&fanta, &place, at, &pdf[at..]).await;
    assert_eq!(fanta.post(FILE, &[("fichier_envoye", &id_of(&place))]).await.status, StatusCode::SEE_OTHER);
    let kept = site.house.files.all().await.unwrap();
    assert_eq!(kept[0].hash, domain::files::hash_of(&pdf));
}

#[tokio::test]
async fn who_comes_back_before_her_cut_was_noticed_goes_on_at_once_and_no_byte_is_lost_or_doubled() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    let place = begin(&fanta, pdf.len()).await.header("location").to_owned();
    // The first hundred bytes come, then nothing, and nobody says that nothing more will.
    let (_silence, never) = oneshot::channel::<()>();
    let first = stream::iter([Ok::<_, io::Error>(Bytes::copy_from_slice(&pdf[..100]))]);
    let rest = stream::once(async move {
        drop(never.await);
        Ok(Bytes::new())
    });
    let silent = go_on(&fanta, &place, 0, Body::from_stream(first.chain(rest)));
    let again = async {
        while offset(&fanta, &place).await != "100" {
            tokio::task::yield_now().await;
        }
        patch(&fanta, &place, 100, &pdf[100..]).await
    };
    let (silent, again) = tokio::join!(silent, again);
    assert_eq!(silent.status, StatusCode::LOCKED, "somebody else goes on");
    assert_eq!(
        (again.status, again.header("upload-offset")),
        (StatusCode::NO_CONTENT, &*pdf.len().to_string())
    );
    assert_eq!(fanta.post(FILE, &[("fichier_envoye", &id_of(&place))]).await.status, StatusCode::SEE_OTHER);
    let kept = site.house.files.all().await.unwrap();
    assert_eq!(kept[0].hash, domain::files::hash_of(&pdf));
}

#[tokio::test]
async fn a_form_with_a_document_that_breaks_off_is_refused_and_nothing_of_it_is_kept() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    let whole = multipart("fichier", "guide.pdf", &pdf, &[]);
    for cut in [0, 10, 60, 160, whole.len() / 2, whole.len() - 20] {
        let kind = "multipart/form-data; boundary=LIMIT";
        let short = fanta.post_raw(FILE, kind, whole[..cut].to_vec()).await;
        assert_eq!(short.status, StatusCode::BAD_REQUEST, "{cut}");
        // The same when the connection breaks, and no end comes at all.
        let some = Ok(Bytes::copy_from_slice(&whole[..cut]));
        let torn = stream::iter([some, Err(io::Error::from(io::ErrorKind::ConnectionReset))]);
        let torn = fanta.post_raw(FILE, kind, Body::from_stream(torn)).await;
        assert_eq!(torn.status, StatusCode::BAD_REQUEST, "{cut}");
        assert_eq!(left(&site), 0, "{cut}");
    }
    assert!(fanta.read(SHEET).await.contains("Aucun fichier pour le moment."));
    assert!(site.house.files.all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_refused_summary_says_so_at_its_own_field_and_keeps_the_language() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Pas un son."]);
    let refused = fanta.upload(FILE, "resume_audio", "a.pdf", &pdf, &[("langue", "bm")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    let error = html.split("id=\"resume_audio-erreur\"").nth(1).expect("an error at the field");
    assert!(error.split("</p>").next().unwrap().contains("n’est pas un enregistrement"), "{error}");
    assert!(html.contains("href=\"#resume_audio\"") && !html.contains("id=\"fichier-erreur\""), "{html}");
    assert!(html.contains("<option value=\"bm\" selected"), "{html}");
    for (name, bytes) in [("", &b""[..]), ("vide.mp3", b"")] {
        let nothing = fanta.upload(FILE, "resume_audio", name, bytes, &[("langue", "taq")]).await.text();
        assert!(nothing.contains("id=\"resume_audio-erreur\""), "{name}");
        assert!(nothing.contains("<option value=\"taq\" selected"), "{name}");
    }
    let strange =
        fanta.upload(FILE, "resume_audio", "a.mp3", &crate::files::mp3(40), &[("langue", "x")]).await;
    assert!(strange.text().contains("id=\"langue-erreur\""));
}

#[tokio::test]
async fn a_scan_says_on_its_page_that_nobody_can_search_in_it_or_have_it_read() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    fanta.upload(FILE, "fichier", "scan.pdf", &papers::scanned(), &[]).await;
    fanta.post(SHEET, &[("acte", "publier")]).await;
    let words = "Ce document est fait d’images de pages";
    let visitor = site.visitor();
    assert!(!visitor.read("/bibliotheque/guide-des-puits").await.contains(words), "nobody knows it yet");
    site.house.work().await;
    assert!(visitor.read("/bibliotheque/guide-des-puits").await.contains(words));
    let page = visitor.read("/bibliotheque/guide-des-puits/pages").await;
    assert!(page.contains("Cette page n’a pas de texte à lire.") && page.contains("class=\"leaf\""));
}

#[tokio::test]
async fn who_keeps_as_much_as_one_person_may_is_told_so_in_a_sentence_before_and_after_she_sends() {
    let house = House::on_sqlite().await;
    let stores = Stores::of(house.store.clone(), Arc::clone(&house.files));
    let platform = platform(stores, &house.clock, 5).with_room(2_000);
    let site = Site { router: router(&house, platform, |_| {}), house };
    let fanta = fanta(&site).await;
    assert!(!fanta.read("/bibliotheque/publier").await.contains("Vos fichiers prennent"));
    let begun = begin(&fanta, 3_000).await;
    assert_eq!(begun.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fanta.read(SHEET).await.contains("data-full=\"Il n’y a plus assez de place"));
    let photograph = crate::files::photograph(600, 400);
    assert!(photograph.len() > 2_000);
    let refused = fanta.upload(FILE, "fichier", "photo.jpg", &photograph, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    let error = html.split("id=\"fichier-erreur\"").nth(1).expect("an error at the field");
    assert!(error.contains("Vous gardez déjà 0 Mo de fichiers ici"), "{error}");
    assert_eq!(left(&site), 0);
    let pdf = papers::written(&["Du mil."]);
    assert!(pdf.len() < 2_000);
    let sent = fanta.upload(FILE, "fichier", "a.pdf", &pdf, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    assert!(fanta.read("/bibliotheque/publier").await.contains("Vos fichiers prennent"));
    let (awa, _, _) = site.administrator("Awa").await;
    assert!(awa.read("/admin/sante").await.contains("Le plus de fichiers d’une seule personne"));
}

#[tokio::test]
async fn one_person_sends_two_large_forms_at_once_and_a_third_when_one_is_over() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let pdf = papers::written(&["Creuser un puits."]);
    let whole = multipart("fichier", "guide.pdf", &pdf, &[]);
    let kind = "multipart/form-data; boundary=LIMIT";
    let begun = || {
        let (end, ended) = oneshot::channel::<()>();
        let first = stream::iter([Ok::<_, io::Error>(Bytes::copy_from_slice(&whole[..200]))]);
        let rest = stream::once(async move {
            drop(ended.await);
            Err(io::Error::from(io::ErrorKind::ConnectionReset))
        });
        (end, fanta.post_raw(FILE, kind, Body::from_stream(first.chain(rest))))
    };
    let ((one, first), (two, second)) = (begun(), begun());
    let story = async {
        while left(&site) < 2 {
            tokio::task::yield_now().await;
        }
        let third = fanta.post_raw(FILE, kind, whole.clone()).await;
        assert_eq!(third.status, StatusCode::TOO_MANY_REQUESTS, "{}", third.text());
        assert!(third.is_a_page() && left(&site) == 2);
        drop((one, two));
    };
    let (first, second, ()) = tokio::join!(first, second, story);
    assert_eq!((first.status, second.status), (StatusCode::BAD_REQUEST, StatusCode::BAD_REQUEST));
    let sent = fanta.post_raw(FILE, kind, whole.clone()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
}

#[tokio::test]
async fn words_that_are_refused_do_not_cost_the_picture_that_came_with_them() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let photograph = crate::files::photograph(600, 400);
    let long = "a".repeat(300);
    let cover = [("de_couverture", "1"), ("montre", long.as_str())];
    let refused = fanta.upload(FILE, "couverture", "photo.jpg", &photograph, &cover).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("id=\"montre-erreur\"") && html.contains(&long), "{html}");
    assert!(html.contains("photo.jpg\u{202f}» est arrivé"), "{html}");
    let id = html
        .split("name=\"fichier_envoye\" value=\"")
        .nth(1)
        .and_then(|it| it.split('"').next())
        .unwrap()
        .to_owned();
    let again = [("de_couverture", "1"), ("montre", "Un puits."), ("fichier_envoye", &*id)];
    assert_eq!(fanta.post(FILE, &again).await.status, StatusCode::SEE_OTHER);
    assert!(fanta.read(SHEET).await.contains("value=\"Un puits.\""));
    // Words alone, of the picture that is there.
    let words = [("de_couverture", "1"), ("montre", "Un puits couvert.")];
    assert_eq!(fanta.upload(FILE, "couverture", "", b"", &words).await.status, StatusCode::SEE_OTHER);
    assert!(fanta.read(SHEET).await.contains("value=\"Un puits couvert.\""));
}
