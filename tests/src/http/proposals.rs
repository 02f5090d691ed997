//! What members propose to the library, on the desk of those who decide.

use super::accounts::signed_in;
use super::bibliotheque::{DRAFT, fanta};
use crate::people::{OWN_WORDS, Site};
use axum::http::StatusCode;
use model::accounts::Role;

#[tokio::test]
async fn a_member_s_proposal_waits_in_a_list_and_comes_back_with_the_reason() {
    let site = Site::empty().await;
    let fanta = fanta(&site).await;
    let organization = site.house.platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
    site.house.member("Mariam", organization, Role::Member).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let text = [DRAFT.as_slice(), &[("texte", "Comment creuser un puits qui dure.")]].concat();
    let text: Vec<_> =
        text.into_iter().filter(|it| it.0 != "titre").chain([("titre", "Mon cahier")]).collect();
    mariam.post("/compte/organisations/femmes-de-segou/documents/nouveau", &text).await;
    let sheet = "/bibliotheque/mon-cahier/modifier";
    assert_eq!(mariam.post(sheet, &[("acte", "publier")]).await.status, StatusCode::FORBIDDEN);
    mariam.post(sheet, &[("acte", "proposer")]).await;
    let desk = fanta.read("/compte/organisations/femmes-de-segou").await;
    assert!(desk.contains("1 document attend votre décision") && !desk.contains("Rien n’attend."), "{desk}");
    let documents = fanta.read("/compte/organisations/femmes-de-segou/documents").await;
    assert!(documents.find("Mon cahier") < documents.find("Guide des puits"), "what waits comes first");
    let (awa, _, _) = site.administrator("Awa").await;
    assert!(awa.read("/admin/documents").await.contains("Mon cahier"));
    assert!(!awa.read("/admin/documents").await.contains("Guide des puits"), "a draft is no proposal");
    let silent = fanta.post(sheet, &[("acte", "rendre"), ("raison", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    fanta.post(sheet, &[("acte", "rendre"), ("raison", "Il manque un dessin du puits.")]).await;
    assert!(fanta.read("/compte/organisations/femmes-de-segou").await.contains("Rien n’attend."));
    assert!(mariam.read(sheet).await.contains("Il manque un dessin du puits."));
    assert!(mariam.read("/compte/nouvelles").await.contains("Mon cahier"));
    assert!(!awa.read("/admin/documents").await.contains("Mon cahier"));
}
