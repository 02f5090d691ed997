//! Certificates with plain forms: the slip at the door, hers who came, the page that checks one, the paper, and taking it back.

use super::accounts::signed_in;
use super::agenda::{DESK, published, site};
use super::outbox::{id, parcel, send};
use crate::people::{HOUR, OWN_WORDS, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;
use server::workshop::pages_of;

/// What stands in the `<code>` at this place of a page.
fn code(html: &str, at: usize) -> String {
    html.split("<code>").nth(at).and_then(|rest| rest.split('<').next()).expect("a code").to_owned()
}

/// The address of the first link to a certificate.
fn led(html: &str) -> String {
    let found = attributes(html, "href")
        .into_iter()
        .find(|it| it.starts_with("/attestation/") && !it.ends_with(".pdf"));
    found.unwrap_or_else(|| panic!("no certificate: {}", main_of(html)))
}

#[tokio::test]
async fn whoever_shows_her_slip_gets_a_certificate_that_anybody_can_check_and_she_takes_back() {
    let (site, mariam, fanta) = site().await;
    let path = published((&mariam, &fanta), "Lire le budget", &[("du", "2026-11-21")]).await;
    let visitor = site.visitor();
    let receipt = visitor.post(&format!("{path}/inscription"), &[("prenom", "Awa")]).await.text();
    let (words, slip) = (code(&receipt, 1), code(&receipt, 2));
    assert!(!slip.contains("Awa") && slip.len() == 11, "{slip}");
    let place = [("code", words.as_str())];
    assert!(!visitor.post("/agenda/ma-place", &place).await.text().contains("nom_attestation"), "not yet");
    let door = format!("{path}/entrees");
    let page = mariam.get(&format!("{door}?fiche={}", slip.replace('-', ""))).await;
    assert!(page.header("permissions-policy").contains("camera=(self)"));
    assert_eq!(page.header("x-passe"), "1", "a phone keeps no page for each slip");
    assert_eq!(mariam.get(&format!("{door}?fait=encore")).await.header("x-passe"), "1");
    assert_eq!(mariam.get(&door).await.header("x-passe"), "", "it keeps the door itself");
    assert!(!page.text().contains("Awa"), "no name stands on what a phone keeps");
    assert!(mariam.get(&path).await.header("permissions-policy").contains("camera=()"));
    let wrong = mariam.post(&door, &[("fiche", "AAAAA-AAAAA")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"AAAAA-AAAAA\""), "what was typed is still there");
    assert_eq!(
        mariam.post(&door, &[("fiche", &slip)]).await.header("location"),
        format!("{door}?fait=premiere")
    );
    assert_eq!(
        mariam.post(&door, &[("fiche", &slip)]).await.header("location"),
        format!("{door}?fait=encore")
    );
    assert!(main_of(&mariam.read(&door).await).contains("1 personne venue avec sa fiche"));
    let close = mariam.read(&format!("{path}/bilan")).await;
    assert!(close.contains("Fiches : 1 personne. Compteur : 0 personne"), "{}", main_of(&close));
    let asked = [("acte", "attestation"), ("code", words.as_str()), ("nom_attestation", "76 12 34 56")];
    let refused = visitor.post("/agenda/ma-place", &asked).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("value=\"76 12 34 56\"") && html.contains("value=\"attestation\""), "{html}");
    let asked = [asked[0], asked[1], ("nom_attestation", "Étoile <b>du</b> Nord")];
    let given = visitor.post("/agenda/ma-place", &asked).await.text();
    let certificate = led(&given);
    let stranger = site.visitor_from([198, 51, 100, 7]);
    let checked = stranger.get(&certificate).await;
    assert_eq!(checked.status, StatusCode::OK);
    let html = checked.text();
    assert!(
        html.contains("Étoile &lt;b&gt;du&lt;/b&gt; Nord") && html.contains("Cette attestation est bonne")
    );
    assert!(html.contains("Lire le budget") && html.contains("Femmes de Ségou") && html.contains("noindex"));
    assert!(checked.header("cache-control").contains("no-store"), "{}", checked.header("cache-control"));
    let typed = stranger.post("/attestation", &[("code", &certificate[13..].to_lowercase())]).await;
    assert_eq!(typed.header("location"), certificate);
    let short = stranger.post("/attestation", &[("code", "ABCD")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let pdf = stranger.get(&format!("{certificate}/attestation.pdf")).await;
    assert_eq!((pdf.status, pdf.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert_eq!(pdf.header("cache-control"), "no-store");
    let pages = pages_of(&pdf.bytes).expect("a PDF");
    assert_eq!(pages.len(), 1);
    for words in ["Étoile <b>du</b> Nord", "Lire le budget", "Femmes de Ségou", &certificate[13..]] {
        let seen = pages[0].split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(seen.contains(words), "{words}: {seen}");
    }
    assert!(main_of(&mariam.read(&format!("{path}/attestations")).await).contains("Étoile"));
    let back = [("acte", "retirer-attestation"), ("code", words.as_str())];
    visitor.post("/agenda/ma-place", &back).await;
    let html = stranger.get(&certificate).await.text();
    assert!(html.contains("Attestation retirée") && !html.contains("Étoile"), "{}", main_of(&html));
    let gone = stranger.get(&format!("{certificate}/attestation.pdf")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn her_words_take_her_certificate_back_also_when_it_is_forgotten_that_she_came() {
    let (site, mariam, fanta) = site().await;
    let path = published((&mariam, &fanta), "Lire le budget", &[("du", "2026-11-21")]).await;
    let visitor = site.visitor();
    let place = "/agenda/ma-place";
    let receipt = visitor.post(&format!("{path}/inscription"), &[("prenom", "Awa")]).await.text();
    let (words, slip) = (code(&receipt, 1), code(&receipt, 2));
    mariam.post(&format!("{path}/entrees"), &[("fiche", &slip)]).await;
    let asked = [("acte", "attestation"), ("code", words.as_str()), ("nom_attestation", "Étoile")];
    let given = visitor.post(place, &asked).await.text();
    assert!(given.contains("Vous pourrez demander une autre attestation"));
    let certificate = led(&given);
    site.house.clock.advance(40 * 24 * HOUR);
    site.house.platform.sweep().await.unwrap();
    let alone = visitor.post(place, &[("code", words.as_str())]).await.text();
    assert!(alone.contains("Étoile") && !alone.contains("Vous pourrez demander une autre"), "{alone}");
    let desk = "/compte/organisations/femmes-de-segou/attestations";
    let page = signed_in(&site, "Mariam", OWN_WORDS).await.read(desk).await;
    let list = main_of(&page);
    assert!(!list.contains("Étoile") && !list.contains(&certificate), "{list}");
    let back = [("acte", "retirer-attestation"), ("code", words.as_str())];
    let done = visitor.post(place, &back).await;
    assert_eq!(done.header("location"), format!("{place}?retiree=1"), "{}", done.status);
    let said = visitor.read(&format!("{place}?retiree=1")).await;
    assert!(said.contains("L’attestation est retirée, son nom est effacé."));
    assert!(site.visitor().get(&certificate).await.text().contains("Attestation retirée"));
    assert_eq!(visitor.post(place, &back).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn there_is_no_slip_for_whoever_waits_nor_for_a_meeting_that_is_over_or_called_off() {
    let (site, mariam, fanta) = site().await;
    let path = published((&mariam, &fanta), "Petite salle", &[("places", "1")]).await;
    let visitor = site.visitor();
    let form = format!("{path}/inscription");
    let first = visitor.post(&form, &[("prenom", "Awa")]).await.text();
    assert!(first.contains("Votre fiche"));
    let second = visitor.post(&form, &[("prenom", "Bintou")]).await.text();
    assert!(second.contains("Vous attendez une place") && !second.contains("Votre fiche"));
    let words = code(&first, 1);
    let opened = async || visitor.post("/agenda/ma-place", &[("code", words.as_str())]).await.text();
    assert!(opened().await.contains("Votre fiche"));
    fanta
        .post(&format!("{path}/modifier"), &[("acte", "annuler"), ("raison", "Les routes sont coupées.")])
        .await;
    let called_off = opened().await;
    assert!(called_off.contains("Les routes sont coupées.") && !called_off.contains("Votre fiche"));
    let path = published((&mariam, &fanta), "Autre salle", &[]).await;
    let third = visitor.post(&format!("{path}/inscription"), &[("prenom", "Awa")]).await.text();
    assert!(third.contains("Votre fiche"));
    let words = code(&third, 1);
    site.house.clock.advance(15 * 24 * HOUR);
    let over = visitor.post("/agenda/ma-place", &[("code", words.as_str())]).await.text();
    assert!(over.contains("Autre salle") && !over.contains("Votre fiche"));
}

#[tokio::test]
async fn a_member_has_hers_and_the_organisation_names_others_and_takes_back() {
    let (site, mariam, fanta) = site().await;
    let elsewhere = site.house.organization("Femmes de Gao", &[]).await.id;
    site.house.member("Oumou", elsewhere, Role::Member).await;
    let oumou = signed_in(&site, "Oumou", OWN_WORDS).await;
    let path = published((&mariam, &fanta), "Lire le budget", &[("du", "2026-11-21")]).await;
    let form = format!("{path}/inscription");
    oumou.post(&form, &[]).await;
    let list = format!("{path}/inscrites");
    let id =
        attributes(&mariam.read(&list).await, "value").into_iter().find(|it| it.len() == 36).expect("an id");
    assert_eq!(oumou.post(&list, &[("inscription", &id)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(mariam.post(&list, &[("inscription", &id)]).await.header("location"), list);
    assert!(main_of(&mariam.read(&list).await).contains("1 personne venue avec sa fiche"));
    assert!(oumou.read(&form).await.contains("nom_attestation"));
    let refused = oumou.post(&form, &[("acte", "attestation"), ("nom_attestation", "O")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.text().matches("id=\"erreurs\"").count(), 1, "said once, where it was written");
    oumou.post(&form, &[("acte", "attestation"), ("nom_attestation", "Oumou Sangaré")]).await;
    let own = oumou.read("/compte/attestations").await;
    let certificate = led(&own);
    let id = attributes(&own, "value").into_iter().find(|it| it.len() == 36).expect("an id");
    let archive = oumou.post("/compte/donnees", &[]).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes)).unwrap();
    let json: serde_json::Value = serde_json::from_reader(zip.by_name("compte.json").unwrap()).unwrap();
    let told = &json["certificates"][0];
    for (key, value) in [
        ("kind", "rencontre"),
        ("title", "Lire le budget"),
        ("organization", "Femmes de Ségou"),
        ("from", "2026-11-21"),
        ("to", "2026-11-21"),
        ("name", "Oumou Sangaré"),
        ("code", &certificate[13..]),
    ] {
        assert_eq!(told[key], value, "{told}");
    }
    assert!(told["withdrawn"].is_null());
    let html = std::io::read_to_string(zip.by_name("compte.html").unwrap()).unwrap();
    assert!(html.contains(&certificate[13..]), "the code that checks it");
    assert!(mariam.read(DESK).await.contains("href=\"/compte/organisations/femmes-de-segou/attestations\""));
    // Nobody takes back what is somebody else's.
    assert_eq!(
        fanta.post("/compte/attestations", &[("attestation", &id)]).await.status,
        StatusCode::NOT_FOUND
    );
    let desk = "/compte/organisations/femmes-de-gao/attestations";
    assert_eq!(oumou.post(desk, &[("attestation", &id)]).await.status, StatusCode::NOT_FOUND);
    let certify = format!("{path}/attestations");
    assert_eq!(oumou.get(&certify).await.status, StatusCode::FORBIDDEN);
    for name in ["", "a@b.ml", &"a".repeat(5_000)] {
        let refused = mariam.post(&certify, &[("nom_attestation", name)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:.10}");
    }
    assert_eq!(mariam.post(&certify, &[("nom_attestation", "Kadia")]).await.header("location"), certify);
    assert!(main_of(&mariam.read(&certify).await).contains("Kadia"));
    let desk = "/compte/organisations/femmes-de-segou/attestations";
    assert!(main_of(&mariam.read(desk).await).contains("Oumou Sangaré"));
    assert_eq!(
        mariam.post(desk, &[("attestation", &id)]).await.header("location"),
        format!("{desk}?retiree=1")
    );
    assert!(site.visitor().get(&certificate).await.text().contains("Attestation retirée"));
    let again = oumou.post(&form, &[("acte", "attestation"), ("nom_attestation", "Oumou")]).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN, "what the organisation withdrew is not asked for again");
}

#[tokio::test]
async fn guessing_certificates_is_slow_for_a_network_and_tells_nothing() {
    let (site, _, _) = site().await;
    let guesser = site.visitor();
    for number in 0..=20 {
        let answer = guesser.get(&format!("/attestation/0000-0000-0000-{number:04}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text().contains("Aucune attestation n’a ce code"), "{number}");
    }
    for path in ["/attestation/0000-0000-0000-0099", "/attestation/0000-0000-0000-0099/attestation.pdf"] {
        assert_eq!(guesser.get(path).await.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
    let elsewhere = site.visitor_from([198, 51, 100, 9]);
    assert_eq!(elsewhere.get("/attestation/0000-0000-0000-0099").await.status, StatusCode::NOT_FOUND);
    for path in ["/attestation/x", "/attestation/%3Cscript%3E", "/attestation/x/attestation.pdf"] {
        let answer = elsewhere.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().contains("<script>"));
    }
}

#[tokio::test]
async fn slips_that_were_read_without_network_come_later_and_count_once() {
    let (site, mariam, fanta) = site().await;
    let path = published((&mariam, &fanta), "Lire le budget", &[("du", "2026-11-21")]).await;
    let door = format!("{path}/entrees");
    assert!(mariam.read(&door).await.contains("data-outbox=\"entree\""));
    let visitor = site.visitor();
    let mut slips = Vec::new();
    for name in ["Awa", "Bintou"] {
        let receipt = visitor.post(&format!("{path}/inscription"), &[("prenom", name)]).await.text();
        slips.push(code(&receipt, 2));
    }
    // The first was read twice, by two phones; one was read wrongly.
    let read = [&slips[0], &slips[1], &slips[0], &"AAAAA-AAAAA".to_owned()];
    let parcels: Vec<_> = read.iter().map(|slip| parcel(&id(), &door, &[("fiche", slip)])).collect();
    let first = send(&mariam, &parcels).await;
    let states: Vec<_> = first.iter().map(|it| it["etat"].as_str().unwrap_or_default()).collect();
    assert_eq!(states[..3], ["recu"; 3], "{first:?}");
    assert_eq!(states[3], "refus", "{first:?}");
    assert_eq!(send(&mariam, &parcels[..3]).await, first[..3]);
    assert!(main_of(&mariam.read(&door).await).contains("2 personnes venues avec leur fiche"));
}
