//! `/compte/organisations/{slug}/projets/import`: a table of work, previewed, taken whole, and taken back.

use crate::people::{Answer, Person, attributes, main_of};
use axum::http::StatusCode;

const FILE: &str = "projet;statut;region;etat\nLa paix au marché;en-cours;Ségou;publié\n";

/// Does what the form of a page says.
async fn press(person: &Person, page: &str, fields: &[(&str, &str)]) -> Answer {
    let actions = attributes(main_of(page), "action");
    let action =
        actions.iter().find(|it| it.contains("/projets/import/")).unwrap_or_else(|| panic!("{page}"));
    let hidden: Vec<(String, String)> = main_of(page)
        .split("<input type=\"hidden\"")
        .skip(1)
        .filter_map(|it| {
            Some((attributes(it, "name").into_iter().next()?, attributes(it, "value").into_iter().next()?))
        })
        .filter(|(name, _)| !fields.iter().any(|(own, _)| own == name))
        .collect();
    let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<(&str, &str)> = fields.iter().copied().chain(hidden).collect();
    person.post(action, &all).await
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
    assert_eq!(again.header("location"), done.header("location"), "a second tap is told what the first did");
    let later = press(&fanta, &shown, &[("formulaire", "une autre fois")]).await;
    assert_eq!(later.status, StatusCode::NOT_FOUND, "it waits no more");
    let list = fanta.read(path).await;
    let links = attributes(main_of(&list), "href");
    let undo = links.iter().find(|it| it.contains("/projets/import/")).unwrap();
    let asked = fanta.read(undo).await;
    let undone = press(&fanta, &asked, &[("acte", "annuler")]).await;
    assert_eq!(undone.header("location"), format!("{path}?annule=1"));
    let twice = press(&fanta, &asked, &[("acte", "annuler")]).await;
    assert_eq!(twice.header("location"), undone.header("location"), "a second tap here too");
    assert_eq!(fanta.get("/projets/la-paix-au-marche").await.status, StatusCode::NOT_FOUND);
    assert_eq!(fanta.get(undo).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_somebody_edits_after_the_preview_is_shown_before_it_is_replaced() {
    let (_site, _, fanta) = super::agenda::site().await;
    let path = "/compte/organisations/femmes-de-segou/projets/import";
    let first = fanta.upload(path, "fichier", "t.csv", FILE.as_bytes(), &[]).await.text();
    press(&fanta, &first, &[]).await;
    let other = |status: &str| FILE.replace("en-cours", status);
    let slow = fanta.upload(path, "fichier", "a.csv", other("suspendu").as_bytes(), &[]).await.text();
    let quick = fanta.upload(path, "fichier", "b.csv", other("termine").as_bytes(), &[]).await.text();
    assert_eq!(press(&fanta, &quick, &[]).await.status, StatusCode::SEE_OTHER);
    let told = press(&fanta, &slow, &[]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let told = told.text();
    assert!(told.contains("quelque chose a changé"));
    // What is shown now can be confirmed.
    assert_eq!(press(&fanta, &told, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_project_without_a_report_is_work_on_the_map_whatever_is_narrowed() {
    let (_site, _, fanta) = super::agenda::site().await;
    let path = "/compte/organisations/femmes-de-segou/projets/import";
    let file =
        "projet;statut;region;domaine;etat\nMédiation;en-cours;Ségou;Paix et cohésion sociale;publié\n";
    let shown = fanta.upload(path, "fichier", "t.csv", file.as_bytes(), &[]).await.text();
    press(&fanta, &shown, &[]).await;
    let cell = "Paix et cohésion sociale, Ségou : aucune activité publiée, 1 projet";
    for (address, narrowed) in [("/projets/carte", false), ("/projets/carte?region=kayes", true)] {
        let page = fanta.read(address).await;
        assert!(attributes(main_of(&page), "aria-label").iter().any(|it| it == cell), "{address}");
        assert_eq!(page.contains("Ce tableau ne suit pas les filtres"), narrowed);
    }
}
