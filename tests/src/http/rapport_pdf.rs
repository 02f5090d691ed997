//! The PDF of a report and of a project: what the page says, for whoever reads the page, and nothing more.

use super::projets::{BEGIN, site};
use crate::people::{Answer, Site, main_of};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use server::workshop::pages_of;

/// What stands on the pages of a PDF, with plain spaces.
fn said(answer: &Answer) -> String {
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/pdf"));
    let pages = pages_of(&answer.bytes).expect("a PDF");
    pages.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_report_leaves_as_a_pdf_that_says_what_its_page_says_and_hides_what_it_hides() {
    let (site, mariam, fanta) = site().await;
    mariam.post(BEGIN, &[("titre", "Session de Ségou"), ("genre", "session-technique")]).await;
    let path = "/projets/activites/session-de-segou";
    for (step, answer) in [
        ("lieu", &[("region", "segou"), ("commune", "Markala")][..]),
        (
            "date",
            &[("du", "09/12/2025"), ("au", "10/12/2025"), ("programme", "9h30 Panel : La loi\n- une juge")],
        ),
        ("avec", &[("organisateurs", "Femmes de Ségou\nLa mairie")]),
        ("combien", &[("f-18-35", "20"), ("h-18-35-pdi", "3")]),
        ("recit", &[("fait", "Deux **jours** : « lire » !\n\n- un\n- deux"), ("aide", "Le thé.")]),
        ("ffom", &[("forces", "Le groupe."), ("menaces", "La pluie.")]),
        ("lecons", &[("recommandations", "Former.\nÉcouter ɲɔgɔn.")]),
    ] {
        mariam.post(&format!("{path}/modifier/{step}"), answer).await;
    }
    let pdf = format!("{path}/rapport.pdf");
    let visitor = site.visitor();
    assert_eq!(visitor.get(&pdf).await.status, StatusCode::NOT_FOUND, "a draft is not told");
    let draft = mariam.get(&pdf).await;
    assert_eq!(draft.header("cache-control"), "no-store");
    assert!(said(&draft).contains("Session de Ségou"));
    fanta.post(&format!("{path}/modifier"), &[("acte", "publier")]).await;
    let page = visitor.read(path).await;
    assert!(page.contains(&format!("href=\"{pdf}\"")), "{}", main_of(&page));
    let answer = visitor.get(&pdf).await;
    assert_eq!(answer.header("content-disposition"), "inline; filename=\"rapport-session-de-segou.pdf\"");
    let text = said(&answer);
    for words in [
        "Session technique",
        "Session de Ségou",
        "Markala",
        "Organisé par : Femmes de Ségou, La mairie",
        "9 h 30 · Panel : La loi",
        "– une juge",
        "23 personnes",
        "Deux jours : « lire » !",
        "• un",
        "Le thé.",
        "Forces",
        "La pluie.",
        "Écouter ɲɔgɔn.",
        "Page 1 sur 1",
        path,
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // Neither the three men, nor what would tell them, nor their situation.
    assert!(!text.contains(" 20 ") && !text.contains(" 3 ") && !text.contains("PDI"), "{text}");
    assert!(answer.bytes.len() < 60_000, "{} bytes", answer.bytes.len());
    let again = Request::get(&pdf).header("if-none-match", answer.header("etag"));
    assert_eq!(visitor.send(again, Body::empty()).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn the_example_data_leaves_as_papers_with_its_figures() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let works = site.house.platform.works().await.unwrap();
    assert!(works.activities().next().is_some());
    for it in works.activities() {
        let answer = visitor.get(&format!("/projets/activites/{}/rapport.pdf", it.slug)).await;
        assert!(said(&answer).len() > 80 && answer.bytes.len() < 60_000, "{}", it.slug);
    }
    let mut programmes = 0;
    for it in works.projects() {
        let answer = visitor.get(&format!("/projets/{}/projet.pdf", it.slug)).await;
        let text = said(&answer);
        programmes += usize::from(works.parts_of(it.id).next().is_some());
        assert!(answer.bytes.len() < 100_000, "{}: {} bytes", it.slug, answer.bytes.len());
        assert!(text.contains("Page 1 sur"), "{text}");
    }
    assert!(programmes > 0);
    for path in ["/projets/rien/projet.pdf", "/projets/activites/rien/rapport.pdf"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND);
    }
}
