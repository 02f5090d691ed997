//! `/forum/recherche` and the forum's part of `/recherche`.

use super::forum::{TOPIC, forum};
use crate::people::{attributes, main_of};
use axum::http::StatusCode;

#[tokio::test]
async fn a_visitor_finds_the_post_with_its_words_marked_and_the_way_to_it() {
    let (site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let path = "/forum/plaidoyer/1-une-promesse-en-retard";
    mariam.post(&format!("{path}/repondre"), &[("texte", "Retournez-y avec la **date** écrite.")]).await;
    let visitor = site.visitor();
    let html = visitor.read("/forum/recherche?q=date").await;
    assert!(html.contains("avec la <mark>date</mark> écrite."), "{html}");
    assert!(attributes(&html, "href").contains(&format!("{path}#m2")));
    assert!(html.contains("noindex") && html.contains("1 sujet trouvé"));
    let narrowed = visitor.read("/forum/recherche?q=date&genre=discussion").await;
    assert!(narrowed.contains("Rien trouvé") && narrowed.contains("Chercher dans tous les espaces"));
    assert!(
        visitor
            .read("/forum/recherche?q=date&espace=plaidoyer&reponse=non")
            .await
            .contains("<mark>date</mark>")
    );
    assert!(
        visitor.read("/forum/recherche?espace=points-focaux&q=x").await.contains("Nous ne connaissons pas")
    );
    let everything = visitor.read("/recherche?q=date").await;
    assert!(everything.contains("<mark>date</mark>") && everything.contains("/forum/recherche?q=date"));
    assert!(visitor.read("/forum").await.contains("action=\"/forum/recherche\""));
}

#[tokio::test]
async fn a_post_that_was_hidden_is_on_no_page_of_results_that_was_drawn_before() {
    let (site, fanta, _) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let (visitor, awa) = (site.visitor(), site.awa().await);
    let pages = ["/forum/recherche?q=promesse", "/recherche?q=promesse"];
    for path in pages {
        assert!(visitor.read(path).await.contains("Une promesse en retard"), "{path}");
    }
    let hide = [("geste", "masquer"), ("raison", "Pour essayer.")];
    assert_eq!(awa.post("/forum/plaidoyer/1/moderer", &hide).await.status, StatusCode::SEE_OTHER);
    for path in pages {
        assert!(!visitor.read(path).await.contains("Une promesse en retard"), "{path}");
    }
}

#[tokio::test]
async fn ten_thousand_letters_and_what_is_no_text_are_answered_with_a_page() {
    let (site, fanta, _) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let visitor = site.visitor();
    let long = format!("/forum/recherche?q={}", "a%20".repeat(3_000));
    let answer = visitor.get(&long).await;
    assert_eq!(answer.status, StatusCode::URI_TOO_LONG);
    assert!(answer.text().contains("Nous avons gardé les 200 premiers caractères"));
    for strange in [
        "apres=0",
        "apres=-1",
        "apres=99999999999999999999",
        "q=%22%20OR%20*&apres=1",
        "genre=a&espace=b&reponse=c&q=d",
    ] {
        let answer = visitor.get(&format!("/forum/recherche?{strange}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{strange}");
    }
    let evil = "%3Cscript%3Ealert(1)%3C/script%3E%22%20onx=1";
    let html = visitor.read(&format!("/forum/recherche?q={evil}")).await;
    let main = main_of(&html);
    assert!(!main.contains("<script") && !main.contains("\" onx"), "{main}");
    assert_eq!(visitor.get("/forum/recherche?q=%FF").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_asks_what_was_asked_is_shown_it_first_and_publishes_all_the_same() {
    let (_site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let again = [
        ("titre", "Promesses en retard"),
        ("genre", "question"),
        ("texte", "Mon <long> texte."),
        ("envoi", ID),
    ];
    let shown = mariam.post("/forum/plaidoyer/nouveau", &again).await;
    assert_eq!(shown.status, StatusCode::OK);
    let html = shown.text();
    assert!(
        html.contains("Ces sujets ressemblent au vôtre")
            && html.contains("/forum/plaidoyer/1-une-promesse-en-retard")
    );
    assert!(
        html.contains("Mon &lt;long&gt; texte.") && html.contains("value=\"Promesses en retard\""),
        "nothing is lost"
    );
    assert!(html.contains("Publier quand même") && html.contains(ID));
    let sure = [again.as_slice(), &[("quand_meme", "1")]].concat();
    let published = mariam.post("/forum/plaidoyer/nouveau", &sure).await;
    assert_eq!(published.header("location"), "/forum/plaidoyer/2-promesses-en-retard#m1");
    // Sent once more by a phone that had no network, it leads to its place and not to itself.
    let late = mariam.post("/forum/plaidoyer/nouveau", &again).await;
    assert_eq!(late.header("location"), "/forum/plaidoyer/2-promesses-en-retard#m1");
    // What is not ready is told so first.
    let empty = mariam
        .post("/forum/plaidoyer/nouveau", &[("titre", "Promesse en retard"), ("genre", "question")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
}

const ID: &str = "01930000-0000-7000-8000-00000000000a";

#[tokio::test]
async fn titles_like_the_one_that_is_typed_are_told_to_members() {
    let (site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    fanta
        .post("/forum/points-focaux/nouveau", &[("titre", "Retard des comptes rendus"), TOPIC[1], TOPIC[2]])
        .await;
    let near = mariam.get("/forum/semblables?titre=Promesse%20en%20retard").await.json();
    assert_eq!(near[0]["adresse"], "/forum/plaidoyer/1-une-promesse-en-retard");
    assert_eq!(near.as_array().map(Vec::len), Some(1));
    let visitor = site.visitor().get("/forum/semblables?titre=Promesse").await;
    assert_eq!(visitor.status, StatusCode::UNAUTHORIZED);
    let long = format!("/forum/semblables?titre={}", "a%20".repeat(3_000));
    assert_eq!(mariam.get(&long).await.status, StatusCode::OK);
}
