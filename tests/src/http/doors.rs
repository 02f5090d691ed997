//! Every front door, read from the list that the server itself reads.

use crate::contract::library::paper;
use crate::five::{Who, opens};
use crate::papers;
use crate::people::Site;
use app::door::{Door, OpenTo, doors};
use app::page::{Display, Request};
use axum::http::StatusCode;
use domain::Error;
use domain::access::Caller;
use domain::outside::Network;
use model::fields::Fields;
use model::library::{Collect, Part, Reader};
use std::sync::Arc;

/// The forms that anybody may send; a new one is a decision.
const OPEN_FORMS: [&str; 19] = [
    "/reglages",
    "/annuaire/{slug}/message",
    "/annuaire/{slug}/erreur",
    "/plaidoyer/{slug}/soutenir",
    "/formation/{slug}/{item}/quiz",
    "/formation/{slug}/attestation",
    "/reponse",
    "/agenda/ma-place",
    "/agenda/{slug}/inscription",
    "/attestation",
    "/connexion",
    "/connexion/cle",
    "/connexion/code",
    "/deconnexion",
    "/rejoindre",
    "/rejoindre/demande",
    "/retrouver",
    "/retrouver/papier",
    "/retrouver/{slug}",
];

/// The parts of the design, shown only while developing.
const STYLE: &str = "/style";

/// An id that nothing has.
const NO_ID: &str = "00000000-0000-7000-8000-000000000000";
/// A document of REJEFPO with pages.
const DOCUMENT: &str = "un-document";
/// A collection of REJEFPO that holds it.
const COLLECTION: &str = "un-dossier";
/// An experience of the example data.
const EXPERIENCE: &str = "41-capitaliser";
/// Doors that lead on even when they are open to somebody: to the sign-in, or nowhere without a secret of one's own.
const LEADING_ON: [&str; 3] = ["/connexion/code", "/retrouver/{slug}", "/attestation/{slug}"];

fn slug(door: &Door) -> &'static str {
    let by_id = [
        "/admin/import/",
        "/admin/messages/",
        "/admin/personnes/",
        "/admin/accords/",
        "/moderation/personnes/",
        "/moderation/mesures/",
        "/moderation/documents/",
        "/moderation/articles/",
        "/moderation/demandes/",
        "/compte/mesures/",
        "/forum/brouillons/",
        "/propositions/{",
    ];
    if by_id.iter().any(|start| door.path.starts_with(start)) {
        NO_ID
    } else if door.path.starts_with("/admin/vocabulaires/") {
        "paix"
    } else if door.path.starts_with("/bibliotheque/dossiers/") {
        COLLECTION
    } else if door.path == "/agenda/{slug}/modifier" {
        "une-rencontre-a-venir"
    } else if door.path.starts_with("/agenda/{slug}") {
        "une-rencontre"
    } else if door.path.starts_with("/plaidoyer/{slug}/modifier")
        || door.path.starts_with("/plaidoyer/{slug}/engagements")
    {
        "une-campagne-a-venir"
    } else if door.path.starts_with("/plaidoyer/{slug}") {
        "une-campagne"
    } else if super::rights::OF_A_DRAFT.iter().any(|start| door.path.starts_with(start)) {
        "un-parcours-a-venir"
    } else if door.path.starts_with("/formation/{slug}") {
        "un-parcours"
    } else if door.path.starts_with("/actualites/{slug}/modifier") {
        "un-article-a-venir"
    } else if door.path.starts_with("/actualites/{slug}") {
        "un-article"
    } else if door.path.starts_with("/projets/activites/{slug}/modifier") {
        "une-session-a-venir"
    } else if door.path.starts_with("/projets/activites/{slug}") {
        "une-session"
    } else if door.path == "/projets/plans/{slug}" {
        "un-plan"
    } else if door.path.starts_with("/projets/plans/{slug}/") {
        "un-plan-a-venir"
    } else if super::rights::OF_A_SWOT.contains(&door.path) {
        "un-comite-a-venir-2025"
    } else if door.path.starts_with("/projets/ffom/") {
        "un-comite-2025"
    } else if door.path.starts_with("/projets/{slug}/modifier") {
        "un-projet-a-venir"
    } else if door.path.starts_with("/projets/{slug}") {
        "un-projet"
    } else if door.path.starts_with("/bibliotheque/") {
        DOCUMENT
    } else if ["/moderation/", "/compte/decisions/", "/compte/ecrits/"]
        .iter()
        .any(|start| door.path.starts_with(start))
    {
        "4.1"
    } else if door.path == "/forum/{slug}/membres" {
        "groupe-plaidoyer"
    } else if door.path.starts_with("/forum/") || door.path.starts_with("/admin/forum/") {
        "plaidoyer"
    } else {
        "rejefpo"
    }
}

/// The variable part below: a topic of the example space, or an experience where only one will do.
fn item(door: &Door) -> &'static str {
    if door.path.ends_with("/pratique") {
        EXPERIENCE
    } else if door.path.starts_with("/projets/series/") {
        "des-sessions"
    } else if door.path == "/projets/ffom/{slug}/lignes/{item}" {
        "1"
    } else if door.path == "/formation/{slug}/questions/{item}" {
        "1-1"
    } else if ["/formation/", "/projets/plans/"].iter().any(|start| door.path.starts_with(start)) {
        "1"
    } else if door.path.starts_with("/plaidoyer/") {
        "nouveau"
    } else if door.path.starts_with("/projets/") {
        "lieu"
    } else if door.path.contains("{item}") {
        "9-que-faire"
    } else {
        ""
    }
}

/// The site with a document that has pages.
async fn site() -> Site {
    let site = Site::open().await;
    let house = &site.house;
    let organization = house.platform.catalogue().await.unwrap().find("rejefpo").unwrap().id;
    let librarian = house.right.librarian_of(organization);
    let draft =
        house.platform.enter_document(&librarian.contributor(), &paper("Un document", &[])).await.unwrap();
    let path = house.folder.0.join("un-document.pdf");
    std::fs::write(&path, papers::written(&["Une page.", "Une autre."])).unwrap();
    house
        .platform
        .attach_file(&librarian.contributor(), &draft.slug, Part::Content, "a.pdf", &path)
        .await
        .unwrap();
    house.platform.publish_document(&librarian, &draft.slug).await.unwrap();
    let fields = Fields::from([("titre", "Un dossier")]);
    let collection = house.platform.begin_collection(&librarian, &fields).await.unwrap();
    let (add, visitor) = (Collect::Add, Reader::Visitor);
    house.platform.collect(&librarian, &visitor, &collection.slug, add, &draft.slug).await.unwrap();
    house.platform.show_collection(&librarian, &collection.slug, true).await.unwrap();
    super::behind::works(&site, organization).await;
    super::agenda::meetings(&site, organization).await;
    house.work().await;
    site
}

fn path(door: &Door) -> String {
    door.path.replace("{slug}", slug(door)).replace("{item}", item(door))
}

fn request(site: &Site, door: &Door, caller: &Caller) -> Request {
    Request {
        platform: site.house.platform.clone(),
        drawn: Arc::default(),
        caller: caller.clone(),
        network: Network::default(),
        locale: app::t::Locale::French,
        display: Display::default(),
        path: path(door),
        query: Fields::default(),
        slug: slug(door).to_owned(),
        item: item(door).to_owned(),
        site: String::new(),
        passkey_ticket: None,
        is_opened: true,
        rejected: None,
    }
}

fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::SignIn | Error::NotAllowed | Error::SecondFactor)
}

#[tokio::test]
async fn a_form_of_somebody_without_the_right_is_refused_by_the_deed_itself() {
    let site = site().await;
    let own = site.house.platform.catalogue().await.unwrap().find("rejefpo").unwrap().id;
    let mut people = Vec::new();
    for who in Who::ALL {
        people.push((who, who.comes(&site.house, own).await));
    }
    let before = site.house.platform.versioned_catalogue().await.unwrap().0;
    for door in doors().filter(|door| door.post.is_some() && !LEADING_ON.contains(&door.path)) {
        for (who, caller) in people.iter().filter(|(_, caller)| !opens(door.open_to, caller, own)) {
            let fields =
                Fields::from([("nom", "Intruse"), ("type", "reseau"), ("etat", "masque"), ("sure", "1")]);
            let done = (door.post_of())(&request(&site, door, caller), &fields, None).await;
            assert!(done.as_ref().is_err_and(is_refusal), "{} sends {}", who.title(), door.path);
        }
    }
    assert_eq!(site.house.platform.versioned_catalogue().await.unwrap().0, before);
}

#[tokio::test]
async fn a_visitor_reads_every_open_page_and_is_led_to_the_sign_in_from_the_others() {
    let site = site().await;
    let visitor = site.visitor();
    for door in doors().filter(|door| door.path != STYLE && !LEADING_ON.contains(&door.path)) {
        let path = path(door);
        let answer = visitor.get(&path).await;
        match door.open_to {
            OpenTo::Visitor => {
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                assert!(answer.is_a_page(), "{path}");
            }
            _ => {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
                assert!(answer.header("location").starts_with("/connexion?suite=%2F"), "{path}");
                assert!(answer.bytes.is_empty(), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn an_administrator_reads_every_page() {
    let site = site().await;
    let awa = site.awa().await;
    // Leaving fast ends her session; she wrote nothing here that she could correct, or about which something was decided; nobody
    // wrote the examples, and none is hidden. Other stories tell these.
    let not_here = [
        STYLE,
        "/quitter",
        "/forum/{slug}/{item}/message",
        "/forum/{slug}/{item}/voix",
        "/compte/decisions/{slug}",
        "/compte/ecrits/{slug}",
        "/moderation/auteure/{slug}",
        "/moderation/avant/{slug}",
        "/moderation/effacer/{slug}",
        // She belongs to no organisation.
        "/agenda/{slug}/inscrites",
        "/compte/organisations/{slug}/groupes",
        "/compte/organisations/{slug}/groupes/nouveau",
        "/compte/organisations/{slug}/groupes/{item}",
        "/agenda/{slug}/entrees",
        "/agenda/{slug}/attestations",
        "/compte/organisations/{slug}/attestations",
        // No table waits for her word.
        "/compte/organisations/{slug}/projets/import/{item}",
    ];
    let read = |door: &&Door| !not_here.contains(&door.path) && !LEADING_ON.contains(&door.path);
    for door in doors().filter(read).filter(|door| slug(door) != NO_ID) {
        let answer = awa.get(&path(door)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", door.path);
    }
}

#[tokio::test]
async fn every_form_behind_a_door_refuses_a_visitor_before_it_is_read() {
    let site = site().await;
    let before = site.house.platform.versioned_catalogue().await.unwrap().0;
    let visitor = site.visitor();
    for door in doors().filter(|door| door.post.is_some() && door.open_to != OpenTo::Visitor) {
        let path = path(door);
        let fields = [("nom", "Intruse"), ("type", "reseau"), ("etat", "masque"), ("version", "1")];
        let answer = visitor.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.header("location").starts_with("/connexion"), "{path}");
        let file = visitor.upload(&path, "fichier", "liste.csv", b"nom,type\nA B,reseau\n", &fields).await;
        assert!(file.header("location").starts_with("/connexion"), "{path}");
    }
    assert_eq!(site.house.platform.versioned_catalogue().await.unwrap().0, before);
    assert!(site.house.platform.messages(&site.house.right).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_forms_that_anybody_may_send_are_those_on_the_list() {
    let open: Vec<_> = doors()
        .filter(|door| door.post.is_some() && door.open_to == OpenTo::Visitor)
        .map(|door| door.path)
        .collect();
    for path in &open {
        assert!(OPEN_FORMS.contains(path), "{path} accepts forms of visitors: is that meant?");
    }
    assert_eq!(open.len(), OPEN_FORMS.len());
}

#[tokio::test]
async fn suggestions_are_the_only_server_function_and_say_only_what_the_list_says() {
    let site = Site::open().await;
    site.house.organization("Rejet secret", &[("etat", "brouillon")]).await;
    let answer = site.visitor().get("/api/suggestions?q=reje").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let hits = answer.json();
    let slugs: Vec<&str> = hits.as_array().unwrap().iter().filter_map(|hit| hit["slug"].as_str()).collect();
    assert_eq!(slugs, ["rejefpo"]);
    for path in ["/api/autre", "/api/", "/api/suggestions/x", "/api/create_organization"] {
        assert_eq!(site.visitor().post(path, &[("nom", "x")]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Whoever adds a server function adds it to this list.
    let declared = crate::invariants::sources("app/src")
        .flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| line.trim_start().starts_with("#[server"));
    assert_eq!(declared.count(), 1);
}

#[tokio::test]
async fn the_parts_of_the_design_are_shown_only_while_developing() {
    let site = Site::open().await;
    assert_eq!(site.visitor().get(STYLE).await.status, StatusCode::NOT_FOUND);
}
