//! `/propositions`: proposed, answered by a face, closed while somebody writes, and concluded, with plain forms.

use super::forum_group::World;
use crate::browser::Answer;
use crate::files::mp3;
use crate::people::{Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::fields::Fields;

const PATH: &str = "/propositions";
const NEW: &str = "/propositions/nouvelle";
const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

/// The value of a hidden field of a page.
fn hidden(html: &str, name: &str) -> String {
    let opening = format!("name=\"{name}\" value=\"");
    html.split(&opening).nth(1).and_then(|it| it.split('"').next()).unwrap_or_default().to_owned()
}

/// What she proposes to the group, until this hour of today.
async fn propose(site: &Site, who: &Person, hour: &str, title: &str) -> Answer {
    let id = hidden(&who.read(NEW).await, "envoi");
    let day = site.house.platform.clock().now().day().iso();
    let fields = [
        ("envoi", id.as_str()),
        ("pour", "groupe:veille-commune"),
        ("titre", title),
        ("texte", "Nous portons **la lettre** <img src=x onerror=alert(1)>."),
        ("jour", day.as_str()),
        ("heure", hour),
    ];
    who.post(NEW, &fields).await
}

fn place(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").split('?').next().unwrap().to_owned()
}

async fn world(site: &Site) -> World<'_> {
    let world = World::of(site).await;
    world.seat("Fanta", "femmes-de-segou").await;
    world.seat("Kadi", "femmes-de-kayes").await;
    world
}

#[tokio::test]
async fn a_proposal_is_made_answered_and_concluded_with_plain_forms() {
    Site::on_both_engines(async |site| {
        let world = world(site).await;
        let at = place(&propose(site, &world.fanta, "10h15", "La lettre <b>au maire</b>").await);
        let page = world.kadi.get(&at).await;
        assert_eq!(page.header("cache-control"), "no-store");
        let html = page.text();
        let shown = main_of(&html);
        assert!(
            shown.contains("<strong>la lettre</strong>") && shown.contains("&lt;b&gt;au maire"),
            "{shown}"
        );
        assert!(!shown.contains("<img") && !shown.contains("<b>au maire"), "{shown}");
        let faces = attributes(shown, "value");
        for face in ["oui", "abstention", "non", "blocage"] {
            assert!(faces.iter().any(|it| it == face), "{faces:?}");
        }
        assert!(!shown.contains("poll-results"), "nobody is told while it is open");

        // A block needs a reason; what she chose and wrote comes back.
        let refused = world.kadi.post(&at, &[("reponse", "blocage"), ("texte", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = refused.text();
        assert!(
            html.contains("Pour bloquer, dites pourquoi") && html.contains("value=\"blocage\" checked"),
            "{html}"
        );
        let script = "<script>alert(1)</script>";
        let done = world.kadi.post(&at, &[("reponse", "non"), ("texte", script)]).await;
        assert_eq!(done.header("location"), format!("{at}?fait=repondu#reponses"));
        let html = world.fanta.read(&at).await;
        assert!(!main_of(&html).contains("alert(1)&lt;/script"), "it is open: {html}");
        world.fanta.post(&at, &[("reponse", "oui")]).await;
        let html = world.fanta.read(&at).await;
        let shown = main_of(&html);
        assert!(shown.contains("2 personnes ont répondu, sur 2.") && !shown.contains(">Kadi<"), "{shown}");
        assert!(!shown.contains("alert(1)&lt;/script") && !shown.contains("poll-results"), "{shown}");

        site.house.clock.advance(2 * HOUR);
        let html = world.fanta.read(&at).await;
        let shown = main_of(&html);
        assert!(
            shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !shown.contains(script),
            "{shown}"
        );
        assert!(shown.contains("poll-results") && shown.contains(">Kadi<"), "{shown}");
        let late = world.kadi.post(&at, &[("reponse", "oui"), ("texte", "J’ai changé d’avis.")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = late.text();
        assert!(
            html.contains("Cette proposition est fermée") && html.contains("J’ai changé d’avis."),
            "{html}"
        );
        assert!(!html.contains("type=\"radio\""), "nothing to answer with: {html}");
        let html = world.kadi.read(&at).await;
        assert!(main_of(&html).contains("Sans accord") && !html.contains("name=\"suite\""), "{html}");
        let refused = world.kadi.post(&at, &[("geste", "conclure"), ("suite", "Je décide seule.")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let words = [("geste", "conclure"), ("suite", "Nous attendons le prochain conseil.")];
        assert!(place(&world.fanta.post(&at, &words).await).ends_with(&at));
        let twice =
            world.fanta.post(&at, &[("geste", "conclure"), ("suite", "Autre chose, vraiment.")]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        let html = twice.text();
        assert!(html.contains("prochain conseil") && html.contains("Autre chose, vraiment."), "{html}");
    })
    .await;
}

#[tokio::test]
async fn who_has_no_place_learns_of_it_at_no_door() {
    let site = Site::open().await;
    let world = world(&site).await;
    let at = place(&propose(&site, &world.fanta, "10h15", "Changer la cachette").await);
    for who in [&world.mariam, &world.nana, &world.awa] {
        assert_eq!(who.get(&at).await.status, StatusCode::NOT_FOUND);
        let answered = who.post(&at, &[("reponse", "oui"), ("texte", "Je garde mes mots.")]).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND);
        assert!(answered.text().contains("Je garde mes mots."));
        assert!(
            !who.read(PATH).await.contains("cachette") && !who.read(NEW).await.contains("Veille commune")
        );
        assert!(!who.read("/compte/nouvelles").await.contains("une proposition attend"));
        let button = format!("{NEW}?pour=groupe:veille-commune");
        assert!(
            !who.get(super::forum_group::SPACE).await.text().contains(&button),
            "she proposes nothing there"
        );
    }
    assert!(world.visitor.get(&at).await.header("location").starts_with("/connexion"));
    // She hears of it without a word of what it is about, also when she has left since.
    let news = world.kadi.read("/compte/nouvelles").await;
    assert!(news.contains("une proposition attend votre réponse"), "{news}");
    let space = world.kadi.read(super::forum_group::SPACE).await;
    let button = attributes(main_of(&space), "href").into_iter().find(|it| it.starts_with(NEW)).unwrap();
    assert!(world.kadi.read(&button).await.contains("value=\"groupe:veille-commune\" checked"));
    assert!(world.kadi.read(PATH).await.contains("Changer la cachette"));
    // Her place is taken while she writes: her words come back, and what she is not to read any more does not.
    let kadi = site.house.known("Kadi").await.id.to_string();
    let taken = [("geste", "retirer"), ("personne", kadi.as_str())];
    world.awa.post(&format!("{}/membres", super::forum_group::SPACE), &taken).await;
    let lost = world.kadi.post(&at, &[("reponse", "non"), ("texte", "Gardez la clé.")]).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    let html = lost.text();
    assert!(html.contains("Gardez la clé.") && !html.contains("Changer la cachette"), "{html}");
    assert_eq!(world.kadi.get(&at).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_spoken() {
    let site = Site::open().await;
    let world = world(&site).await;
    let id = hidden(&world.fanta.read(NEW).await, "envoi");
    let fields = [
        ("envoi", id.as_str()),
        ("pour", "groupe:veille-commune"),
        ("titre", "Un jour de marché"),
        ("jour", "demain"),
        ("heure", "25h"),
    ];
    let refused = world.fanta.upload(NEW, "voix", "a.mp3", &mp3(40), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert_eq!(hidden(&html, "envoi"), id);
    for typed in ["value=\"Un jour de marché\"", "value=\"demain\"", "value=\"25h\"", "/voix/"] {
        assert!(html.contains(typed), "{typed}: {html}");
    }
    assert!(html.contains("value=\"groupe:veille-commune\" checked"), "{html}");
    // The voice says it: no text is needed.
    let day = site.house.platform.clock().now().plus(2 * DAY).day().iso();
    let again = [&fields[..3], &[("jour", day.as_str()), ("heure", "18")]].concat();
    let at = place(&world.fanta.post(NEW, &again).await);
    let html = world.kadi.read(&at).await;
    assert!(html.contains("se prépare"), "her phone's words beside the sound are taken away first: {html}");
    site.house.work().await;
    let html = world.kadi.read(&at).await;
    let voice = attributes(main_of(&html), "src").into_iter().find(|it| it.starts_with("/voix/")).unwrap();
    assert_eq!(world.kadi.get(&voice).await.status, StatusCode::OK);
    for who in [&world.mariam, &world.awa, &world.visitor] {
        assert_eq!(who.get(&voice).await.status, StatusCode::NOT_FOUND);
    }
    // Going back and sending once more proposes nothing anew.
    assert_eq!(place(&world.fanta.post(NEW, &again).await), at);
    assert_eq!(world.kadi.read(PATH).await.matches("Un jour de marché").count(), 1);
}

#[tokio::test]
async fn words_are_taken_back_hidden_and_withdrawn_with_plain_forms() {
    let site = Site::open().await;
    let world = world(&site).await;
    let nana = site.house.known("Nana").await.id;
    let standing = Fields::from([("modere", "espaces"), ("espaces", "veille-commune")]);
    site.house.platform.set_standing(&site.house.right, nana, &standing).await.unwrap();
    world.seat("Nana", "femmes-de-kayes").await;
    let at = place(&propose(&site, &world.fanta, "10h15", "Changer de lieu").await);
    let id = hidden(&world.kadi.read(&at).await, "envoi");
    let block = [("envoi", id.as_str()), ("reponse", "blocage"), ("texte", "Elle dort chez Rokia.")];
    place(&world.kadi.upload(&at, "voix", "a.mp3", &mp3(40), &block).await);
    // What she asked about her voice is there again when the form is refused.
    let refused = world.kadi.post(&at, &[("reponse", ""), ("sans_voix", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("name=\"sans_voix\" value=\"1\" checked"), "{html}");
    world.fanta.post(&at, &[("reponse", "oui"), ("texte", "Oui, lundi.")]).await;
    site.house.clock.advance(2 * HOUR);

    let html = world.fanta.read(&at).await;
    assert!(html.contains("chez Rokia") && !html.contains("value=\"masquer\""), "{html}");
    let kadi = site.house.known("Kadi").await.id.to_string();
    let hide = [("geste", "masquer"), ("personne", kadi.as_str())];
    assert_eq!(world.fanta.post(&at, &hide).await.status, StatusCode::FORBIDDEN);
    assert!(world.nana.read(&at).await.contains("value=\"masquer\""));
    let done = world.nana.post(&at, &hide).await;
    assert_eq!(done.header("location"), format!("{at}?fait=masquee"), "{}", done.text());
    let html = world.fanta.read(&at).await;
    assert!(!html.contains("chez Rokia") && html.contains("Oui, lundi."), "{html}");
    assert!(world.kadi.read(&at).await.contains("a masqué vos mots"));
    let done = world.fanta.post(&at, &[("geste", "taire")]).await;
    assert_eq!(done.header("location"), format!("{at}?fait=tue#reponses"));
    let html = world.kadi.read(&at).await;
    assert!(!html.contains("Oui, lundi.") && html.contains("2 personnes ont répondu, sur 3."), "{html}");
    let why = [("geste", "retirer"), ("motif", "Le texte nomme un lieu.")];
    assert_eq!(place(&world.nana.post(&at, &why).await), at);
    let html = world.kadi.read(&at).await;
    let shown = main_of(&html);
    assert!(shown.contains("Le texte nomme un lieu.") && shown.contains("Retirée par Nana."), "{shown}");
    assert!(!shown.contains("la lettre") && !shown.contains("poll-results"), "{shown}");
}

#[tokio::test]
async fn who_proposed_enough_keeps_her_form() {
    let site = Site::open().await;
    let world = world(&site).await;
    for number in 0..5 {
        place(&propose(&site, &world.fanta, "10h15", &format!("Lettre {number}")).await);
    }
    let refused = propose(&site, &world.fanta, "10h15", "La lettre de trop").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("Trop de propositions attendent déjà"), "{html}");
    assert!(html.contains("value=\"La lettre de trop\"") && html.contains("Nous portons"), "{html}");
}
