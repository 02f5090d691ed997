//! `/compte/organisations/{slug}/projets/import`: a table of work, previewed, taken whole, and taken back.

use crate::people::{Answer, Person, attributes, main_of};
use axum::http::StatusCode;

const FILE: &str = "projet;statut;region;etat\nLa paix au marché;en-cours;Ségou;publié\n";

/// Does what the form of a page says.
async fn press(person: &Person, page: &str, fields: &[(&str, &str)]) -> Answer {
    let actions = attributes(main_of(page), "action");
    let action =
        actions.iter().find(|it| it.contains("/projets/import/")).unwrap_or_else(|| panic!("{page}"));
    person.post(action, fields).await
}

#[tokio::test]
async fn who_decides_imports_a_table_and_takes_it_back() {
    let (_site, mariam, fanta) = super::agenda::site().await;
    let path = "/compte/organisations/femmes-de-segou/projets/import";
    assert_eq!(mariam.get(path).await.status, StatusCode::FORBIDDEN);
    assert!(!mariam.read("/compte/organisations/femmes-de-segou/projets").await.contains("projets/import"));
    assert!(fanta.read("/compte/organisations/femmes-de-segou/projets").await.contains("projets/import"));
    assert!(fanta.read(path).await.contains("<code>code_activite</code>"));
    let nothing = fanta.upload(path, "fichier", "vide.csv", b"", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let picture = fanta.upload(path, "fichier", "photo.csv", b"%PDF-1.7\0\0", &[]).await;
    assert!(picture.status.is_client_error(), "{}", picture.status);
    let wrong = FILE.replace("Ségou", "Atlantide");
    let refused = fanta.upload(path, "fichier", "t.csv", wrong.as_bytes(), &[]).await.text();
    assert!(refused.contains("Atlantide") && !main_of(&refused).contains("/projets/import/"));
    let shown = fanta.upload(path, "fichier", "t.csv", FILE.as_bytes(), &[]).await;
    assert_eq!(shown.status, StatusCode::OK);
    let shown = shown.text();
    assert!(shown.contains("La paix au marché") && shown.contains("tout le monde le lira"));
    assert_eq!(fanta.get("/projets/la-paix-au-marche").await.status, StatusCode::NOT_FOUND, "only a preview");
    let done = press(&fanta, &shown, &[]).await;
    assert!(done.header("location").starts_with(&format!("{path}?fait=")));
    assert!(fanta.read(done.header("location")).await.contains("Import terminé"));
    assert_eq!(fanta.get("/projets/la-paix-au-marche").await.status, StatusCode::OK);
    let again = press(&fanta, &shown, &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "it waits no more");
    let list = fanta.read(path).await;
    let links = attributes(main_of(&list), "href");
    let undo = links.iter().find(|it| it.contains("/projets/import/")).unwrap();
    let asked = fanta.read(undo).await;
    let undone = press(&fanta, &asked, &[("acte", "annuler")]).await;
    assert_eq!(undone.header("location"), format!("{path}?annule=1"));
    assert_eq!(fanta.get("/projets/la-paix-au-marche").await.status, StatusCode::NOT_FOUND);
    assert_eq!(fanta.get(undo).await.status, StatusCode::NOT_FOUND);
}
