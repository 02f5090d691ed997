//! `/actualites` and what organisations write there, with plain forms, and its feed.

use super::accounts::signed_in;
use crate::people::{OWN_WORDS, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;

const DESK: &str = "/compte/organisations/femmes-de-segou/actualites";
const TEXT: &str = "Des **mots** que je ne veux pas perdre.";

#[tokio::test]
async fn a_member_writes_and_proposes_an_article_and_the_focal_point_publishes_it() {
    let site = Site::empty().await;
    let own = site.house.organization("Femmes de Ségou", &[]).await.id;
    site.house.member("Mariam", own, Role::Member).await;
    site.house.member("Fanta", own, Role::FocalPoint).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    let wrong = [("titre", ""), ("resume", "Court."), ("texte", TEXT), ("lieux", "Atlantide")];
    let refused = mariam.post(&format!("{DESK}/nouvelle"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    for said in
        ["Ce champ est obligatoire.", "Nous ne connaissons pas ce lieu", TEXT, ">Atlantide</textarea>"]
    {
        assert!(html.contains(said), "{said}: {}", main_of(&html));
    }
    let link = format!("{TEXT}\n\nhttp://musoya.test/annuaire/femmes-de-segou");
    let form = [
        ("titre", "Le puits </title><script>"),
        ("resume", "Le puits est ouvert depuis lundi."),
        ("texte", link.as_str()),
        ("lieux", "Ségou > Markala"),
    ];
    let entered = mariam.post(&format!("{DESK}/nouvelle"), &form).await;
    let sheet = "/actualites/le-puits-title-script/modifier";
    assert_eq!(entered.header("location"), format!("{sheet}?enregistre=1"), "{}", entered.text());
    let path = "/actualites/le-puits-title-script";
    assert_eq!(site.visitor().get(path).await.status, StatusCode::NOT_FOUND);
    assert!(!mariam.read(sheet).await.contains("value=\"publier\""));
    assert_eq!(mariam.post(sheet, &[("acte", "publier")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(mariam.post(sheet, &[("acte", "proposer")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        mariam.post(sheet, &[("acte", "epingler"), ("jusque", "2026-12-31")]).await.status,
        StatusCode::FORBIDDEN
    );
    assert!(fanta.read("/compte/nouvelles").await.contains("Un article attend votre avis"));
    let silent = fanta.post(sheet, &[("acte", "rendre")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fanta.post(sheet, &[("acte", "publier")]).await.status, StatusCode::SEE_OTHER);
    let html = site.visitor().read(path).await;
    for said in [
        "<strong>mots</strong>",
        "Markala",
        "NewsArticle",
        "Femmes de Ségou",
        "Le puits est ouvert depuis lundi.",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(!html.contains("</title><script>"), "what is a title stays text");
    let list = site.visitor().read("/actualites?region=segou").await;
    assert!(list.contains("1 article<") && list.contains(path), "{list}");
    assert!(site.visitor().read("/").await.contains(path), "the home page tells of it");
    let feed = site.visitor().get("/actualites.atom").await;
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    assert!(
        feed.text().contains("<name>Femmes de Ségou</name>") && feed.text().contains(path),
        "{}",
        feed.text()
    );
    assert!(site.visitor().read("/sitemap.xml").await.contains(path));
    let version = attributes(&fanta.read(sheet).await, "value").into_iter().find(|it| it == "3");
    let change = [
        ("titre", "Le puits"),
        ("resume", "Le puits est fermé pour travaux."),
        ("texte", TEXT),
        ("version", "1"),
    ];
    let late = fanta.post(sheet, &change).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text().contains("Quelqu’un d’autre a modifié cet article")
            && late.text().contains("fermé pour travaux")
    );
    assert!(version.is_some());
    assert_eq!(fanta.post(sheet, &[("acte", "retirer")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.visitor().get(path).await.status, StatusCode::NOT_FOUND);
    assert!(!site.visitor().read("/actualites.atom").await.contains(path));
}

#[tokio::test]
async fn a_moderator_decides_about_an_article_from_the_queue_and_an_administrator_pins_it() {
    let site = Site::empty().await;
    let own = site.house.organization("Femmes de Ségou", &[]).await.id;
    site.house.member("Mariam", own, Role::Member).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let form = [("titre", "Une fête"), ("resume", "La fête est samedi."), ("texte", TEXT)];
    mariam.post(&format!("{DESK}/nouvelle"), &form).await;
    mariam.post("/actualites/une-fete/modifier", &[("acte", "proposer")]).await;
    let (awa, _, _) = site.administrator("Awa").await;
    let queue = awa.read("/moderation").await;
    let place = attributes(&queue, "href").into_iter().find(|it| it.starts_with("/moderation/articles/"));
    let place = place.expect("it waits");
    let page = awa.read(&place).await;
    assert!(main_of(&page).contains("<strong>mots</strong>") && page.contains("Écrit par Mariam"), "{page}");
    let done = awa.post(&place, &[("geste", "publier"), ("version", "2")]).await;
    assert!(done.header("location").contains("fait=article-"), "{}", done.text());
    assert!(site.visitor().read("/actualites/une-fete").await.contains("La fête est samedi."));
    let sheet = "/actualites/une-fete/modifier";
    let wrong = awa.post(sheet, &[("acte", "epingler"), ("jusque", "hier")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(attributes(&wrong.text(), "value").contains(&"hier".to_owned()), "what she typed is still there");
    let today = site.house.platform.clock().now().day().iso();
    let pinned = awa.post(sheet, &[("acte", "epingler"), ("jusque", today.as_str())]).await;
    assert_eq!(pinned.status, StatusCode::SEE_OTHER, "{}", pinned.text());
    assert!(site.visitor().read("/actualites").await.contains("À la une"));
}

#[tokio::test]
async fn the_example_articles_say_that_they_are_and_go_with_the_others() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let list = visitor.read("/actualites").await;
    assert!(main_of(&list).matches("(exemple)").count() >= 4, "{list}");
    assert!(visitor.read("/").await.contains("/actualites/"));
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    assert!(visitor.read("/actualites").await.contains("Pas encore d’article"));
}
