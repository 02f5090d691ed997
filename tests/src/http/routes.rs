//! Every route that is no door, read and written to as each of the five persons, and as staff with their passphrase alone.

use super::rights::{World, document};
use crate::five::Who;
use crate::people::Site;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use model::id::OrganizationId;

/// What a route answers to one of them.
type Expected = fn(Who) -> u16;

const EVERYBODY: Expected = |_| 200;
const SIGNED_IN: Expected = |who| if who == Who::Visitor { 401 } else { 200 };
const MEMBERS: Expected = |who| if who == Who::Visitor { 404 } else { 200 };
const WHO_DECIDES_FOR_ALL: Expected = |who| match who {
    Who::Moderator | Who::Administrator => 200,
    _ => 404,
};
const WHO_DECIDES_HERE: Expected = |who| match who {
    Who::FocalPoint | Who::Moderator | Who::Administrator => 200,
    _ => 404,
};

/// The files of documents: for everybody, for members, for her organisation, for another's, and a draft of another's.
async fn files(site: &Site, own: OrganizationId) -> [String; 5] {
    let other = site.house.organization("Femmes de Mopti", &[]).await.id;
    [
        document(site, own, "Pour toutes", "public", true).await,
        document(site, own, "Entre membres", "reseau", true).await,
        document(site, own, "Entre nous", "organisation", true).await,
        document(site, other, "Entre elles", "organisation", true).await,
        document(site, other, "Pas encore", "public", false).await,
    ]
}

/// Every route beside the doors, with an address of it and what reading it answers. A new one is a decision.
fn others(organization: &str, files: [String; 5]) -> Vec<(&'static str, String, Expected)> {
    let at = |path: &str| path.to_owned();
    let [public, network, own, others, draft] = files;
    let zip = |slug: &str| format!("/bibliotheque/dossiers/{slug}/dossier.zip");
    vec![
        ("/agenda.ics", at("/agenda.ics?region=segou"), EVERYBODY),
        ("/agenda/{slug}/rencontre.ics", at("/agenda/une-rencontre/rencontre.ics"), EVERYBODY),
        ("/agenda.atom", at("/agenda.atom"), EVERYBODY),
        ("/activites.atom", at("/activites.atom"), EVERYBODY),
        // Whoever has its code; `tests/src/http/attestation.rs` tells the rest.
        ("/attestation/{slug}/attestation.pdf", at("/attestation/rien/attestation.pdf"), |_| 404),
        ("/actualites.atom", at("/actualites.atom"), EVERYBODY),
        ("/annuaire.csv", at("/annuaire.csv"), EVERYBODY),
        ("/annuaire.geojson", at("/annuaire.geojson"), EVERYBODY),
        ("/annuaire.json", at("/annuaire.json"), EVERYBODY),
        ("/annuaire/{slug}/carte.html", at("/annuaire/rejefpo/carte.html"), EVERYBODY),
        ("/api/hsds", at("/api/hsds"), EVERYBODY),
        ("/api/hsds/", at("/api/hsds/"), EVERYBODY),
        ("/api/hsds/organizations", at("/api/hsds/organizations"), EVERYBODY),
        ("/api/hsds/organizations/{id}", format!("/api/hsds/organizations/{organization}"), EVERYBODY),
        ("/api/hsds/service_at_locations", at("/api/hsds/service_at_locations"), EVERYBODY),
        ("/api/hsds/service_at_locations/{id}", at("/api/hsds/service_at_locations/rien"), |_| 404),
        ("/api/hsds/services", at("/api/hsds/services"), EVERYBODY),
        ("/api/hsds/services/{id}", at("/api/hsds/services/rien"), |_| 404),
        ("/api/hsds/taxonomies", at("/api/hsds/taxonomies"), EVERYBODY),
        ("/api/hsds/taxonomies/{id}", at("/api/hsds/taxonomies/rien"), |_| 404),
        ("/api/hsds/taxonomy_terms", at("/api/hsds/taxonomy_terms"), EVERYBODY),
        ("/api/hsds/taxonomy_terms/{id}", at("/api/hsds/taxonomy_terms/rien"), |_| 404),
        ("/api/suggestions", at("/api/suggestions?q=reje"), EVERYBODY),
        ("/app.webmanifest", at("/app.webmanifest"), EVERYBODY),
        ("/bibliotheque.atom", at("/bibliotheque.atom"), EVERYBODY),
        ("/bibliotheque.json", at("/bibliotheque.json"), EVERYBODY),
        ("/bibliotheque/dossiers/{slug}/dossier.zip", zip("un-dossier"), EVERYBODY),
        ("/bibliotheque/dossiers/{slug}/dossier.zip", zip("un-brouillon"), WHO_DECIDES_HERE),
        ("/carnet.webmanifest", at("/carnet.webmanifest"), EVERYBODY),
        ("/compte/nouvelles/flux", at("/compte/nouvelles/flux"), SIGNED_IN),
        // Only by HTTPS, and only with a form; `tests/src/http/passkeys.rs` tells the rest.
        ("/connexion/defi", at("/connexion/defi"), |_| 404),
        // A page for everybody; written to only with the protocol for files in pieces, below.
        ("/envois", at("/envois"), EVERYBODY),
        // To each her own key; `tests/src/http/outbox.rs` tells the rest.
        ("/envois/cle", at("/envois/cle"), EVERYBODY),
        // Only what comes out of an outbox.
        ("/envois/lot", at("/envois/lot"), |_| 404),
        ("/envois/{id}", at("/envois/rien"), |_| 412),
        // Only what is typed in a form comes there.
        ("/forum/brouillon", at("/forum/brouillon"), |_| 404),
        // Only of a topic that is there; `tests/src/http/forum_follow.rs` tells the rest.
        ("/forum/flux", at("/forum/flux"), |_| 404),
        ("/forum/semblables", at("/forum/semblables?titre=vendredi"), |who| {
            if who == Who::Visitor { 401 } else { 200 }
        }),
        ("/forum/{slug}/flux.atom", at("/forum/plaidoyer/flux.atom"), EVERYBODY),
        ("/fichiers/{name}", public, EVERYBODY),
        ("/fichiers/{name}", network, MEMBERS),
        ("/fichiers/{name}", own, MEMBERS),
        ("/fichiers/{name}", others, WHO_DECIDES_FOR_ALL),
        ("/fichiers/{name}", draft, WHO_DECIDES_FOR_ALL),
        ("/logo/{file}", at("/logo/rien.png"), |_| 404),
        ("/oai", at("/oai?verb=Identify"), EVERYBODY),
        ("/opds", at("/opds"), EVERYBODY),
        ("/opds/{slug}", at("/opds/rien"), |_| 404),
        // A page for everybody; what is sent there is for the worker of a phone, and is kept nowhere.
        ("/partager", at("/partager"), EVERYBODY),
        (
            "/projets/activites/{slug}/rapport.pdf",
            at("/projets/activites/une-session/rapport.pdf"),
            EVERYBODY,
        ),
        ("/projets/ffom/{slug}/ffom.pdf", at("/projets/ffom/un-comite-2025/ffom.pdf"), EVERYBODY),
        ("/projets/plans/{slug}/plan.csv", at("/projets/plans/un-plan/plan.csv"), EVERYBODY),
        ("/projets/plans/{slug}/plan.json", at("/projets/plans/un-plan/plan.json"), EVERYBODY),
        ("/projets/{slug}/projet.pdf", at("/projets/un-projet/projet.pdf"), EVERYBODY),
        ("/projets.csv", at("/projets.csv"), EVERYBODY),
        ("/projets.json", at("/projets.json?region=segou"), EVERYBODY),
        ("/projets.xlsx", at("/projets.xlsx"), EVERYBODY),
        ("/annuaire/{slug}/iati.xml", at("/annuaire/rejefpo/iati.xml"), EVERYBODY),
        ("/robots.txt", at("/robots.txt"), EVERYBODY),
        ("/sitemap-forum/{file}", at("/sitemap-forum/1.xml"), EVERYBODY),
        ("/sitemap.xml", at("/sitemap.xml"), EVERYBODY),
        ("/sw.js", at("/sw.js"), EVERYBODY),
        ("/voix/{id}", at("/voix/rien"), |_| 404),
        ("/feuilles/{id}", at("/feuilles/rien"), |_| 404),
    ]
}

#[tokio::test]
async fn every_other_route_gives_each_of_them_what_is_hers_and_no_more() {
    World::on_each_engine(async |world| {
        let people = world.people().await;
        let files = files(&world.site, world.own).await;
        for (pattern, path, expected) in others(&world.own.to_string(), files) {
            let mut written = Vec::new();
            for it in &people {
                let read = it.status(Method::GET, &path, &[]).await;
                assert_eq!(read.as_u16(), expected(it.who), "{} reads {path} ({pattern})", it.who.title());
                let form = [("content-type", "application/x-www-form-urlencoded")];
                written.push(it.status(Method::POST, &path, &form).await);
            }
            if pattern == "/forum/brouillon" {
                // A visitor is nobody whose words are kept; members are asked for which topic.
                assert_eq!(written[0], StatusCode::UNAUTHORIZED);
                assert!(written[1..].iter().all(|status| *status == StatusCode::NOT_FOUND), "{written:?}");
                continue;
            }
            // Nothing is written by a route that reads; files in pieces are told of below.
            assert!(written.iter().all(|status| *status == written[0]), "{path}: {written:?}");
            let reads_by_form = ["/oai", "/api/suggestions", "/partager"].contains(&pattern);
            assert!(reads_by_form || written[0].is_client_error(), "{path}: {}", written[0]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_in_pieces_is_sent_by_members_and_is_nobody_elses() {
    World::on_each_engine(async |world| {
        let people = world.people().await;
        let tus = ("tus-resumable", "1.0.0");
        for it in &people {
            let begun = Request::post("/envois").header(tus.0, tus.1).header("upload-length", "5");
            let begun = it.browser.send(begun, Body::empty()).await;
            let expected =
                if it.who == Who::Visitor { StatusCode::UNAUTHORIZED } else { StatusCode::CREATED };
            assert_eq!(begun.status, expected, "{}", it.who.title());
            if it.who == Who::Visitor {
                continue;
            }
            let place = begun.header("location").to_owned();
            let piece = [tus, ("upload-offset", "0"), ("content-type", "application/offset+octet-stream")];
            for other in people.iter().filter(|other| other.who != it.who) {
                for method in [Method::HEAD, Method::PATCH, Method::DELETE, Method::GET] {
                    let status = other.status(method.clone(), &place, &piece).await.as_u16();
                    let expected = if other.who == Who::Visitor { 401 } else { 404 };
                    assert_eq!(
                        status,
                        expected,
                        "{} asks {method} for {}'s",
                        other.who.title(),
                        it.who.title()
                    );
                }
            }
            assert_eq!(it.status(Method::HEAD, &place, &[tus]).await, StatusCode::OK);
            assert_eq!(it.status(Method::DELETE, &place, &[tus]).await, StatusCode::NO_CONTENT);
        }
    })
    .await;
}

#[test]
fn no_route_is_left_out() {
    let listed = others("", Default::default()).into_iter().map(|(pattern, ..)| pattern.to_owned());
    let mut listed: Vec<String> = listed.collect();
    listed.sort();
    listed.dedup();
    let mut declared: Vec<String> = Vec::new();
    for (_, text) in crate::invariants::sources("server/src/http") {
        let literals = text.split(".route(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
        declared.extend(literals.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    // The one that is named by a constant.
    declared.push("/connexion/defi".to_owned());
    declared.sort();
    assert_eq!(declared, listed, "whoever adds a route says here whom it is for");
    // The others are the doors, and the files that the build makes, which are everybody's.
    let routes =
        crate::invariants::sources("server/src/http").map(|(_, text)| text.matches(".route(").count());
    assert_eq!(routes.sum::<usize>(), declared.len() + 2, "and each is written down as a text");
}
