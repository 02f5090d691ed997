//! `/projets/ffom`: collected with a group in a room, with plain forms, published, printed and compared.

use super::projets::site;
use crate::people::{Site, attributes, main_of};
use axum::http::StatusCode;
use server::workshop::pages_of;

const NEW: &str = "/compte/organisations/femmes-de-segou/ffom/nouveau";
const ABOUT: [(&str, &str); 4] =
    [("sujet", "mecanisme"), ("mecanisme", "Comité de veille"), ("region", "segou"), ("commune", "Markala")];

#[tokio::test]
async fn a_facilitator_collects_counts_and_the_focal_point_publishes_what_is_compared_with_last_year() {
    let (site, mariam, fanta) = site().await;
    let visitor = site.visitor();
    let last_year = [&ABOUT[..], &[("date", "2024-05-02"), ("forces", "Le thé.\nLa paix.")]].concat();
    let begun = mariam.post(NEW, &last_year).await;
    let old = "/projets/ffom/comite-de-veille-2024";
    assert_eq!(begun.header("location"), format!("{old}/modifier?enregistre=1"), "{}", begun.text());
    mariam.post(&format!("{old}/salle"), &[("case", "forces"), ("m1", "6"), ("m1-vu", "")]).await;
    fanta.post(&format!("{old}/modifier"), &[("acte", "publier")]).await;
    assert!(visitor.read(&format!("{old}/comparer")).await.contains("Il n’y a qu’un FFOM"));

    mariam.post(NEW, &[&ABOUT[..], &[("date", "2025-05-02")]].concat()).await;
    let path = "/projets/ffom/comite-de-veille-2025";
    let hall = format!("{path}/salle");
    let page = mariam.read(&hall).await;
    assert!(page.contains("Qu’est-ce qui marche bien chez nous") && page.contains("Case 1 sur 4"), "{page}");
    let said = mariam.post(&hall, &[("case", "forces"), ("nouvelles", "La radio.\nLe thé")]).await;
    assert_eq!(said.header("location"), format!("{hall}?case=forces&enregistre=1"), "{}", said.text());
    mariam.post(&hall, &[("case", "menaces"), ("nouvelles", "<b>La pluie</b>")]).await;
    let counted = [("case", "forces"), ("m1", "3"), ("m1-vu", ""), ("m2", "14"), ("m2-vu", "")];
    mariam.post(&hall, &counted).await;
    let all = mariam.read(&format!("{hall}?case=tout")).await;
    let (tea, radio) = (all.find("Le thé").unwrap(), all.find("La radio.").unwrap());
    assert!(
        tea < radio && all.contains("14 mains") && all.contains("3 mains"),
        "who works on it is told all"
    );
    let sheet = mariam.read(&format!("{path}/modifier")).await;
    assert!(sheet.contains("Le point focal de votre organisation publie ce FFOM."), "{sheet}");
    assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        mariam.post(&format!("{path}/modifier"), &[("acte", "publier")]).await.status,
        StatusCode::FORBIDDEN
    );
    let shown = fanta.post(&format!("{path}/modifier"), &[("acte", "publier")]).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());

    let html = visitor.read(path).await;
    let main = main_of(&html);
    for said in ["Comité de veille", "Markala", "14 mains", "moins de 5 mains", "data-square=\"menaces\""] {
        assert!(main.contains(said), "{said}: {main}");
    }
    assert!(!main.contains("3 mains") && !main.contains("<b>La pluie"), "{main}");
    let compared = visitor.read(&format!("{path}/comparer")).await;
    let main = main_of(&compared);
    for said in ["Resté", "6 mains puis 14 mains", "Nouveau", "N’y est plus", "<del>La paix.</del>"] {
        assert!(main.contains(said), "{said}: {main}");
    }
    let list = visitor.read("/projets/ffom").await;
    assert!(list.contains(&format!("href=\"{path}\"")) && list.contains("Comparer dans le temps"), "{list}");
    let pdf = visitor.get(&format!("{path}/ffom.pdf")).await;
    let text = pages_of(&pdf.bytes).unwrap().join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["Comité de veille", "• Le thé · 14 mains", "moins de 5 mains", "Menaces"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("· 3 mains"), "{text}");
}

#[tokio::test]
async fn the_example_says_that_it_is_one_and_goes_with_the_others() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let list = visitor.read("/projets/ffom").await;
    assert!(main_of(&list).contains("Comité de veille (exemple)"), "{list}");
    let compared = visitor.read("/projets/ffom/comite-de-veille-exemple-2025/comparer").await;
    assert!(main_of(&compared).contains("moins de 5 mains"), "{compared}");
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    assert!(visitor.read("/projets/ffom").await.contains("Pas encore de FFOM"));
}

#[tokio::test]
async fn what_is_refused_or_counted_elsewhere_loses_nothing_that_she_typed() {
    let (_site, mariam, _) = site().await;
    let refused = mariam
        .post(NEW, &[("sujet", "mecanisme"), ("date", "2099-01-01"), ("forces", "Une idée à garder.")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(
        html.contains(">Une idée à garder.</textarea>") && html.contains("Cette date est dans le futur.")
    );
    for name in ["mecanisme", "region", "date"] {
        assert!(html.contains(&format!("href=\"#{name}\"")), "the error leads to {name}: {html}");
    }
    mariam
        .post(NEW, &[&ABOUT[..], &[("date", "2025-05-02"), ("forces", "Le thé.\nLa radio.")]].concat())
        .await;
    let path = "/projets/ffom/comite-de-veille-2025";
    let hall = format!("{path}/salle");
    let wrong = [("case", "forces"), ("m1", "beaucoup"), ("m1-vu", ""), ("nouvelles", "Le puits.")];
    let refused = mariam.post(&hall, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(
        html.contains(">Le puits.</textarea>") && html.contains("Écrivez un nombre entre 0 et"),
        "{html}"
    );
    assert!(attributes(&html, "value").contains(&"beaucoup".to_owned()));
    // Two facilitators, each with her own phone, opened the same square.
    mariam.post(&hall, &[("case", "forces"), ("m1", "12"), ("m1-vu", ""), ("m2", ""), ("m2-vu", "")]).await;
    let late = [
        ("case", "forces"),
        ("m1", "30"),
        ("m1-vu", ""),
        ("m2", "5"),
        ("m2-vu", ""),
        ("nouvelles", "Le puits."),
    ];
    let told = mariam.post(&hall, &late).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let html = told.text();
    assert!(html.contains("Le thé.\u{a0}: 12 mains") && html.contains(">Le puits.</textarea>"), "{html}");
    let values = attributes(&html, "value");
    for typed in ["30", "5", "12"] {
        assert!(values.contains(&typed.to_owned()), "{typed}: {html}");
    }
    let again = [
        ("case", "forces"),
        ("m1", "30"),
        ("m1-vu", "12"),
        ("m2", "5"),
        ("m2-vu", ""),
        ("nouvelles", "Le puits."),
    ];
    assert_eq!(mariam.post(&hall, &again).await.status, StatusCode::SEE_OTHER);
    let line = format!("{path}/lignes/3");
    assert!(mariam.read(&line).await.contains(">Le puits.</textarea>"));
    let short = mariam.post(&line, &[("texte", ""), ("case", "forces"), ("mains", "-2")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(attributes(&short.text(), "value").contains(&"-2".to_owned()));
    let corrected = [("texte", "Le puits neuf."), ("case", "opportunites"), ("mains", "8")];
    assert_eq!(mariam.post(&line, &corrected).await.status, StatusCode::SEE_OTHER);
    let sheet = mariam.read(&format!("{path}/modifier")).await;
    assert!(sheet.contains("Le puits neuf.") && sheet.contains("8 mains"), "{sheet}");
    assert_eq!(mariam.post(&line, &[("acte", "jeter")]).await.status, StatusCode::SEE_OTHER);
    for gone in [line.as_str(), "/projets/ffom/rien", "/projets/ffom/comite-de-veille-2025/lignes/x"] {
        assert_eq!(mariam.get(gone).await.status, StatusCode::NOT_FOUND, "{gone}");
    }
    let nowhere = mariam.post(&hall, &[("case", "fait"), ("nouvelles", "Un mot.")]).await;
    assert_ne!(nowhere.status, StatusCode::SEE_OTHER);
    let thrown = mariam.post(&format!("{path}/modifier"), &[("acte", "jeter")]).await;
    assert_eq!(thrown.header("location"), "/compte/organisations/femmes-de-segou/projets?jete=1");
}
