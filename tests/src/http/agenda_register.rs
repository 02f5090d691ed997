//! Registering for a meeting with plain forms: a visitor with a first name and words to come back with, a member with one touch.

use super::agenda::{published, site};
use crate::people::{Site, attributes, main_of};
use axum::http::StatusCode;

/// The words that a receipt tells.
fn code(html: &str) -> String {
    html.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).expect("words").to_owned()
}

#[tokio::test]
async fn a_visitor_registers_with_a_first_name_and_comes_back_with_her_words() {
    let (site, mariam, fanta) = site().await;
    let more = [("salle", "Maison des femmes"), ("places", "1")];
    let path = published((&mariam, &fanta), "Lire le budget", &more).await;
    let visitor = site.visitor();
    let page = visitor.read(&path).await;
    assert!(page.contains(&format!("href=\"{path}/inscription\"")) && !page.contains("Maison des femmes"));
    let form = format!("{path}/inscription");
    assert!(visitor.read(&form).await.contains("Il reste 1 place."));
    for (name, sentence) in
        [("", "Ce champ est obligatoire."), ("76 12 34 56", "numéro"), ("a@b.ml", "adresse")]
    {
        let refused = visitor.post(&form, &[("prenom", name), ("besoins", "enfants")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let html = refused.text();
        assert!(html.contains(sentence), "{sentence}: {}", main_of(&html));
        assert!(html.contains("value=\"enfants\" checked"), "what she chose is still chosen");
        assert!(name.is_empty() || attributes(&html, "value").contains(&name.to_owned()));
    }
    let first = visitor.post(&form, &[("prenom", "Awa")]).await;
    assert_eq!(first.status, StatusCode::OK);
    let words = code(&first.text());
    assert!(first.text().contains("Vous êtes inscrite"));
    let second = visitor.post(&form, &[("prenom", "Bintou"), ("besoins", "transport")]).await;
    assert!(second.text().contains("Vous attendez une place"), "{}", main_of(&second.text()));
    let place = visitor.post("/agenda/ma-place", &[("code", &words)]).await.text();
    assert!(place.contains("Maison des femmes") && place.contains("Awa"), "{}", main_of(&place));
    let waits = visitor.post("/agenda/ma-place", &[("code", &code(&second.text()))]).await.text();
    assert!(!waits.contains("Maison des femmes"), "the exact place is for those who have one");
    let list = mariam.read(&format!("{path}/inscrites")).await;
    assert!(main_of(&list).contains("Bintou") && main_of(&list).contains("1 personne inscrite"), "{list}");
    let leave = visitor.post("/agenda/ma-place", &[("code", &words), ("acte", "annuler")]).await;
    assert_eq!(leave.header("location"), "/agenda/ma-place?quittee=1");
    let moved = visitor.post("/agenda/ma-place", &[("code", &code(&second.text()))]).await.text();
    assert!(moved.contains("Vous êtes inscrite") && moved.contains("Maison des femmes"));
    let wrong = visitor.post("/agenda/ma-place", &[("code", &words)]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    fanta.post(&format!("{path}/modifier"), &[("acte", "annuler"), ("raison", "La pluie.")]).await;
    let told = visitor.post("/agenda/ma-place", &[("code", &code(&second.text()))]).await.text();
    assert!(told.contains("Cette rencontre n’a pas lieu") && told.contains("La pluie."));
    assert!(visitor.read(&form).await.contains("Les inscriptions sont fermées"));
}

#[tokio::test]
async fn a_member_registers_with_one_touch_says_what_she_needs_and_leaves() {
    let (site, mariam, fanta) = site().await;
    let path =
        published((&mariam, &fanta), "Entre nous", &[("pour", "membres"), ("salle", "Chez nous")]).await;
    let form = format!("{path}/inscription");
    assert_eq!(site.visitor().get(&form).await.status, StatusCode::NOT_FOUND);
    let hidden = site.visitor().post(&form, &[("prenom", "Awa")]).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert!(mariam.read(&path).await.contains("Je viens"));
    assert_eq!(mariam.post(&form, &[]).await.header("location"), form);
    assert!(mariam.read(&path).await.contains("Vous êtes inscrite"));
    mariam.post(&form, &[("besoins", "fauteuil"), ("besoins", "enfants")]).await;
    assert!(mariam.read(&form).await.contains("value=\"fauteuil\" checked"));
    let list = fanta.read(&format!("{path}/inscrites")).await;
    assert!(main_of(&list).contains("Mariam") && main_of(&list).contains("Fauteuil roulant"));
    let wrong = mariam.post(&form, &[("besoins", "avion")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    mariam.post(&form, &[("acte", "annuler")]).await;
    assert!(mariam.read(&path).await.contains("Je viens"));
}

#[tokio::test]
async fn a_program_registers_nobody() {
    let site = Site::open().await;
    let path = "/agenda/lire-le-budget-de-la-commune-exemple/inscription";
    let page = site.visitor().read(path).await;
    let trap = attributes(&page, "name").into_iter().find(|name| {
        page.contains(&format!("<input id=\"{name}\" name=\"{name}\" type=\"text\" tabindex=\"-1\""))
    });
    let caught = site.visitor().post(path, &[("prenom", "Robot"), (&trap.expect("a trap"), "x")]).await;
    assert_eq!(caught.status, StatusCode::UNPROCESSABLE_ENTITY);
    let staff = site.awa().await;
    let refused = staff.get("/agenda/lire-le-budget-de-la-commune-exemple/inscrites").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "who administers the site does not read who comes");
}

#[tokio::test]
async fn who_comes_is_counted_at_the_door_and_becomes_a_report_of_the_series() {
    let (site, mariam, fanta) = site().await;
    let serie = ("serie", "Les marchés");
    let path = published(
        (&mariam, &fanta),
        "Au marché de Ségou",
        &[serie, ("du", "2026-11-20"), ("programme", "9 h : Ouverture\n- une commerçante")],
    )
    .await;
    published((&mariam, &fanta), "Au marché de Gao", &[serie, ("region", "gao")]).await;
    let visitor = site.visitor();
    let page = "/projets/series/femmes-de-segou/les-marches";
    let before = visitor.read(page).await;
    assert!(before.contains("Au marché de Ségou") && before.contains("Au marché de Gao"), "{before}");
    for name in ["f-18-35", "f-18-35", "h-plus-35"] {
        let counted = mariam.post(&format!("{path}/presences"), &[("plus", name)]).await;
        assert_eq!(counted.header("location"), format!("{path}/presences"), "{}", counted.text());
    }
    let door = mariam.read(&format!("{path}/presences")).await;
    assert!(main_of(&door).contains("3 personnes"), "{}", main_of(&door));
    let form = mariam.read(&format!("{path}/bilan")).await;
    assert!(attributes(&form, "value").contains(&"2".to_owned()), "what was counted stands in the form");
    let wrong = mariam
        .post(&format!("{path}/bilan"), &[("f-18-35", "beaucoup"), ("fait", "Des mots à garder.")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains(">Des mots à garder.</textarea>"));
    let closed = mariam.post(&format!("{path}/bilan"), &[("f-18-35", "20"), ("fait", "Une heure.")]).await;
    let whole = "/projets/activites/au-marche-de-segou/modifier";
    assert_eq!(closed.header("location"), whole, "{}", closed.text());
    assert!(mariam.read(&format!("{path}/bilan")).await.contains(&format!("href=\"{whole}\"")));
    assert!(!visitor.read(&path).await.contains("Lire ce qui s’y est passé"), "a draft is not told");
    fanta.post(whole, &[("acte", "publier")]).await;
    assert!(visitor.read(&path).await.contains("Lire ce qui s’y est passé"));
    let report = visitor.read("/projets/activites/au-marche-de-segou").await;
    assert!(report.contains(&format!("href=\"{path}\"")), "and back");
    for page in [&visitor.read(&path).await, &report] {
        assert!(page.contains("<b>Ouverture</b>") && page.contains("<li>une commerçante</li>"), "{page}");
    }
    let after = visitor.read(page).await;
    assert!(after.contains("20 personnes") && after.contains("Au marché de Gao"), "{}", main_of(&after));
}
