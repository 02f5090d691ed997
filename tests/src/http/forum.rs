//! `/forum`: read by visitors, written by members, moderated by few; everything with plain forms.

use super::accounts::signed_in;
use crate::people::{OWN_WORDS, Person, Site};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;

/// A site with a space for everybody, one for members, and two members who signed in.
pub async fn forum() -> (Site, Person, Person) {
    let site = Site::empty().await;
    let organization = site.house.organization("Femmes de Ségou", &[]).await;
    for (name, audience) in [("Plaidoyer", "public"), ("Points focaux", "membres")] {
        let fields = Fields::from([("nom", name), ("public", audience), ("regles", "On s’écoute.")]);
        site.house.platform.make_space(&site.house.right, &fields).await.unwrap();
    }
    for name in ["Fanta", "Mariam"] {
        site.house.member(name, organization.id, Role::Member).await;
    }
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    (site, fanta, mariam)
}

pub const TOPIC: [(&str, &str); 3] = [
    ("titre", "Une promesse en retard"),
    ("genre", "question"),
    ("texte", "Que faites-vous quand **rien** ne vient ?"),
];

#[tokio::test]
async fn a_member_asks_another_answers_and_a_visitor_reads_it_at_once() {
    let (site, fanta, mariam) = forum().await;
    let visitor = site.visitor();
    assert!(visitor.read("/forum").await.contains("Plaidoyer"));
    let asked = fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let path = "/forum/plaidoyer/1-une-promesse-en-retard";
    assert_eq!(asked.header("location"), format!("{path}#m1"));
    let html = visitor.read(path).await;
    assert!(html.contains("quand <strong>rien</strong> ne vient") && html.contains("Fanta"), "{html}");
    // She reads the same address again after somebody wrote: no page of before is shown.
    let answered = mariam.post(&format!("{path}/repondre"), &[("texte", "Retournez-y avec la date.")]).await;
    assert_eq!(answered.header("location"), format!("{path}#m2"));
    assert!(visitor.read(path).await.contains("Retournez-y avec la date."));
    assert!(visitor.read("/forum/plaidoyer").await.contains("1 réponse"));
    let message = format!("{path}/message");
    for (who, act) in [(&fanta, "merci"), (&fanta, "la-reponse"), (&mariam, "merci")] {
        let number = if act == "merci" && std::ptr::eq(who, &mariam) { "1" } else { "2" };
        let done = who.post(&message, &[("geste", act), ("numero", number)]).await;
        assert_eq!(done.header("location"), format!("{path}#m{number}"), "{act}");
    }
    let html = visitor.read(path).await;
    assert!(html.contains("Cette réponse a aidé") && html.contains("1 merci"), "{html}");
    assert!(
        !html.contains("<form class=\"row post-acts\"") || !html.contains("value=\"merci\""),
        "a visitor has no buttons"
    );
}

#[tokio::test]
async fn a_refused_topic_or_reply_comes_back_with_everything_typed() {
    let (_site, fanta, _) = forum().await;
    let refused =
        fanta.post("/forum/plaidoyer/nouveau", &[("titre", "ab"), ("texte", "Un long message <b>")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("Un long message &lt;b&gt;") && html.contains("value=\"ab\""), "{html}");
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let empty = fanta.post("/forum/plaidoyer/1/repondre", &[("texte", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = "é".repeat(20_001);
    let long = fanta.post("/forum/plaidoyer/1/repondre", &[("texte", long.as_str())]).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.text().contains("ééé"));
    let huge = "a".repeat(300_000);
    let huge = fanta.post("/forum/plaidoyer/1/repondre", &[("texte", huge.as_str())]).await;
    assert_eq!(huge.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(huge.text().len() > 300_000, "all of it comes back");
}

#[tokio::test]
async fn what_is_written_runs_nowhere() {
    let (site, fanta, _) = forum().await;
    let evil = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>";
    let title = "</title><script>alert(1)</script>";
    let fields = [("titre", title), ("genre", "discussion"), ("texte", evil)];
    assert_eq!(fanta.post("/forum/plaidoyer/nouveau", &fields).await.status, StatusCode::SEE_OTHER);
    for path in ["/forum", "/forum/plaidoyer", "/forum/plaidoyer/1"] {
        let html = site.visitor().read(path).await;
        for bad in ["<script>alert", "<img src=x", "href=\"javascript:"] {
            assert!(!html.contains(bad), "{path}: {bad}");
        }
    }
    // The words about the page cannot end their own script element.
    let html = site.visitor().read("/forum/plaidoyer/1").await;
    let json = html.split("application/ld+json").nth(1).and_then(|it| it.split("</script>").next()).unwrap();
    assert!(json.contains("alert(1)") && json.trim_end().ends_with('}'), "{json}");
}

#[tokio::test]
async fn a_space_of_members_is_shown_to_no_visitor_in_any_way() {
    let (site, fanta, _) = forum().await;
    let posted = fanta.post("/forum/points-focaux/nouveau", &TOPIC).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER);
    let visitor = site.visitor();
    assert!(!visitor.read("/forum").await.contains("Points focaux"));
    for path in ["/forum/points-focaux", "/forum/points-focaux/1", "/forum/plaidoyer/1", "/forum/x/1-autre"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.header("location").starts_with("/connexion"), "{path}");
    }
    let own = fanta.get("/forum/points-focaux/1").await;
    assert!(own.text().contains("Que faites-vous") && own.header("cache-control").contains("no-store"));
    for path in ["/forum/inconnu", "/forum/plaidoyer/99", "/forum/plaidoyer/abc", "/forum/plaidoyer/0-x"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn an_administrator_makes_a_space_and_moderates_in_it() {
    let (site, fanta, _) = forum().await;
    let awa = site.awa().await;
    let refused = awa.post("/admin/forum/nouveau", &[("nom", "x"), ("public", "organisation")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = awa.post("/admin/forum/nouveau", &[("nom", "Épargne"), ("public", "public")]).await;
    assert_eq!(made.header("location"), "/admin/forum/epargne?enregistre=1");
    assert!(site.visitor().read("/forum").await.contains("Épargne"), "a visitor sees it at once");
    fanta.post("/forum/epargne/nouveau", &TOPIC).await;
    let path = "/forum/epargne/1-une-promesse-en-retard";
    let silent = awa.post(&format!("{path}/moderer"), &[("geste", "fermer")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let closed =
        awa.post(&format!("{path}/moderer"), &[("geste", "fermer"), ("raison", "Réponse trouvée.")]).await;
    assert_eq!(closed.header("location"), path);
    let late =
        fanta.post(&format!("{path}/repondre"), &[("texte", "Un mot que je ne veux pas perdre.")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains("Un mot que je ne veux pas perdre."));
    let moderates = fanta.post(&format!("{path}/moderer"), &[("geste", "rouvrir")]).await;
    assert_eq!(moderates.status, StatusCode::FORBIDDEN);
    let log = awa.read("/admin/journal").await;
    assert!(log.contains("Sujet fermé") && log.contains("Réponse trouvée."), "{log}");
    let hidden =
        awa.post(&format!("{path}/moderer"), &[("geste", "masquer"), ("raison", "Pour essayer.")]).await;
    assert_eq!(hidden.status, StatusCode::SEE_OTHER);
    assert_eq!(site.visitor().get(path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(awa.get(path).await.status, StatusCode::OK);
}
