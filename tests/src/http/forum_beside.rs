//! What stands beside the words of a post: images and polls, sent and answered without JavaScript.

use super::forum::{TOPIC, forum};
use crate::people::{PIXEL, attributes, main_of};
use axum::http::StatusCode;

const NEW: &str = "/forum/plaidoyer/nouveau";
const PATH: &str = "/forum/plaidoyer/1-une-promesse-en-retard";

#[tokio::test]
async fn an_image_is_added_described_published_and_left_out_where_data_is_dear() {
    let (site, fanta, mariam) = forum().await;
    let typed = [TOPIC[0], TOPIC[1], TOPIC[2], ("geste", "image")];
    let added = fanta.upload(NEW, "fichier", "IMG_Segou.png", &PIXEL, &typed).await;
    assert_eq!(added.header("location"), format!("{NEW}?fait=image#images"));
    let form = fanta.read(NEW).await;
    assert!(
        form.contains("Image en préparation") && form.contains("value=\"Une promesse en retard\""),
        "{form}"
    );
    site.house.work().await;
    let form = fanta.read(NEW).await;
    let alt = attributes(&form, "name")
        .into_iter()
        .find(|it| it.starts_with("alt."))
        .expect("a field for its words");
    let fields = [TOPIC[0], TOPIC[1], TOPIC[2], (alt.as_str(), "Un séchoir <neuf>")];
    assert_eq!(fanta.post(NEW, &fields).await.header("location"), format!("{PATH}#m1"));
    let visitor = site.visitor();
    let html = visitor.read(PATH).await;
    assert!(html.contains("alt=\"Un séchoir &lt;neuf&gt;\"") && html.contains("loading=\"lazy\""), "{html}");
    let src = attributes(main_of(&html), "src").into_iter().find(|it| it.starts_with("/fichiers/")).unwrap();
    let image = visitor.get(&src).await;
    assert_eq!(
        (image.status, image.header("content-security-policy")),
        (StatusCode::OK, "default-src 'none'; sandbox")
    );
    assert!(!html.contains("IMG_Segou") && fanta.read(NEW).await.matches("name=\"alt.").count() == 0);
    visitor.post("/reglages", &[("economie", "oui")]).await;
    let light = visitor.read(PATH).await;
    assert!(
        !main_of(&light).contains("<img") && light.contains("Voir l’image : Un séchoir &lt;neuf&gt;"),
        "{light}"
    );
    // She takes it away again, and with it the way to its bytes.
    let id = alt.trim_start_matches("alt.").to_owned();
    assert!(fanta.read(&format!("{PATH}/message?numero=1")).await.contains("Images de ce message"));
    for (who, status) in [(&mariam, StatusCode::NOT_FOUND), (&fanta, StatusCode::SEE_OTHER)] {
        let answer = who.post(&format!("{PATH}/message"), &[("numero", "1"), ("retirer", &id)]).await;
        assert_eq!(answer.status, status);
    }
    assert!(!fanta.read(PATH).await.contains("/fichiers/"));
    assert_eq!(fanta.get(&src).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_refused_image_leaves_what_is_written_where_it_was() {
    let (_site, fanta, _) = forum().await;
    let typed = [TOPIC[0], TOPIC[1], TOPIC[2]];
    let refused = fanta.upload(NEW, "fichier", "note.txt", b"Bonjour", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(
        html.contains("Une promesse en retard") && html.contains("Une image de votre téléphone"),
        "{html}"
    );
    let none = fanta.post(NEW, &[TOPIC[0], TOPIC[1], TOPIC[2], ("geste", "image")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    // An image that comes with the words is published with them.
    let sent = fanta.upload(NEW, "fichier", "a.png", &PIXEL, &typed).await;
    assert_eq!(sent.header("location"), format!("{PATH}#m1"), "{}", sent.text());
    assert!(fanta.read(PATH).await.contains("Image en préparation"));
}

#[tokio::test]
async fn a_poll_is_asked_voted_in_and_ended_without_javascript() {
    let (site, fanta, mariam) = forum().await;
    let poll = [
        ("sondage", "visages"),
        ("sondage_question", "La réunion vous a-t-elle plu ?"),
        ("sondage_jours", "3"),
    ];
    let form = [TOPIC.as_slice(), &poll].concat();
    fanta.post(NEW, &form).await;
    let html = mariam.read(PATH).await;
    assert!(
        html.contains("La réunion vous a-t-elle plu ?")
            && html.contains("i-glad")
            && html.contains("Pas content")
    );
    let vote = format!("{PATH}/sondage");
    let voted = mariam.post(&vote, &[("vote", "3")]).await;
    assert_eq!(voted.header("location"), format!("{PATH}#sondage"));
    assert!(mariam.read(PATH).await.contains("Vous avez voté : Pas content."));
    for who in [&site.visitor(), &fanta] {
        let html = who.read(PATH).await;
        assert!(
            html.contains("Moins de 5 votes")
                && !html.contains("Vous avez voté")
                && !html.contains("<progress")
        );
    }
    assert!(site.visitor().read(PATH).await.contains("Pour voter, il faut être membre"));
    let nothing = mariam.post(&vote, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(mariam.post(&vote, &[("geste", "finir")]).await.status, StatusCode::FORBIDDEN);
    fanta.post(&vote, &[("geste", "finir")]).await;
    let late = mariam.post(&vote, &[("vote", "1")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains("Ce sondage est fini"));
    assert!(!mariam.read(PATH).await.contains("name=\"vote\""));
}

#[tokio::test]
async fn a_poll_that_is_not_ready_comes_back_with_everything_typed() {
    let (_site, fanta, _) = forum().await;
    let poll = [("sondage", "choix"), ("sondage_choix", "Un seul"), ("sondage_jours", "7")];
    let refused = fanta.post(NEW, &[TOPIC.as_slice(), &poll].concat()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(
        html.contains("Il en faut au moins 2")
            && html.contains("Un seul")
            && html.contains("Une promesse en retard"),
        "{html}"
    );
    // What is begun with a poll comes back with it.
    fanta.post(NEW, &[TOPIC.as_slice(), &poll, &[("geste", "brouillon")]].concat()).await;
    assert!(fanta.read(NEW).await.contains("Un seul"));
}
