//! What stands beside the words of a post: images and polls, sent and answered without JavaScript.

use super::forum::{TOPIC, forum};
use crate::files::mp3;
use crate::people::{Answer, PIXEL, Person, attributes, main_of, multipart};
use axum::http::StatusCode;

const NEW: &str = "/forum/plaidoyer/nouveau";
const PATH: &str = "/forum/plaidoyer/1-une-promesse-en-retard";

/// The id that a form sends.
fn form_id(html: &str) -> String {
    let id = html.split("name=\"envoi\" value=\"").nth(1).and_then(|it| it.split('"').next());
    id.expect("a form").to_owned()
}

/// The names of the fields that say what an image shows.
fn alts(html: &str) -> Vec<String> {
    attributes(html, "name").into_iter().filter(|it| it.starts_with("alt.")).collect()
}

/// Sends a form with a voice and an image.
async fn send_both(who: &Person, voice: &[u8], image: &[u8], fields: &[(&str, &str)]) -> Answer {
    let mut body = multipart("voix", "voix.mp3", voice, fields);
    body.truncate(body.len() - b"--LIMIT--\r\n".len());
    body.extend(multipart("image", "a.png", image, &[]));
    who.post_raw(NEW, "multipart/form-data; boundary=LIMIT", body).await
}

#[tokio::test]
async fn an_image_is_added_described_published_and_left_out_where_data_is_dear() {
    let (site, fanta, mariam) = forum().await;
    let id = form_id(&fanta.read(NEW).await);
    let typed = [("envoi", id.as_str()), TOPIC[0], TOPIC[1], TOPIC[2]];
    let added = [&typed[..], &[("geste", "image")]].concat();
    let added = fanta.upload(NEW, "image", "IMG_Segou.png", &PIXEL, &added).await;
    assert_eq!(added.header("location"), format!("{NEW}?fait=image#images"), "{}", added.text());
    let form = fanta.read(NEW).await;
    assert!(
        form.contains("Image en préparation") && form.contains("value=\"Une promesse en retard\""),
        "{form}"
    );
    assert!(mariam.read(NEW).await.matches("name=\"alt.").count() == 0, "it is hers alone");
    site.house.work().await;
    let alt = alts(&fanta.read(NEW).await).remove(0);
    let fields = [&typed[..], &[(alt.as_str(), "Un séchoir <neuf>")]].concat();
    // What she says of it is kept with what she began.
    fanta.post(NEW, &[&fields[..], &[("geste", "brouillon")]].concat()).await;
    assert!(fanta.read(NEW).await.contains("Un séchoir &lt;neuf&gt;"));
    assert_eq!(fanta.post(NEW, &fields).await.header("location"), format!("{PATH}#m1"));
    let visitor = site.visitor();
    let html = visitor.read(PATH).await;
    assert!(html.contains("alt=\"Un séchoir &lt;neuf&gt;\"") && html.contains("loading=\"lazy\""), "{html}");
    let src = attributes(main_of(&html), "src").into_iter().find(|it| it.starts_with("/fichiers/")).unwrap();
    let image = visitor.get(&src).await;
    assert_eq!((image.status, image.header("cache-control")), (StatusCode::OK, "public, no-cache"));
    assert_eq!(image.header("content-security-policy"), "default-src 'none'; sandbox");
    assert!(!html.contains("IMG_Segou") && alts(&fanta.read(NEW).await).is_empty());
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
    let id = form_id(&fanta.read(NEW).await);
    let typed = [("envoi", id.as_str()), TOPIC[0], TOPIC[1], TOPIC[2]];
    let refused = fanta.upload(NEW, "image", "note.txt", b"Bonjour", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("Une promesse en retard") && html.contains("href=\"#image\""), "{html}");
    assert!(html.contains("Choisissez une photo ou un dessin") && !html.contains("Word"), "{html}");
    let none = fanta.post(NEW, &[&typed[..], &[("geste", "image")]].concat()).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    // One is added and taken away before anything is sent.
    let add = [&typed[..], &[("geste", "image")]].concat();
    fanta.upload(NEW, "image", "a.png", &PIXEL, &add).await;
    let alt = alts(&fanta.read(NEW).await).remove(0);
    let left = fanta.post(NEW, &[&typed[..], &[("retirer", alt.trim_start_matches("alt."))]].concat()).await;
    assert_eq!(left.header("location"), format!("{NEW}#images"));
    let form = fanta.read(NEW).await;
    assert!(alts(&form).is_empty() && form.contains("value=\"Une promesse en retard\""));
    // An image that comes with the words is published with them.
    let sent = fanta.upload(NEW, "image", "a.png", &PIXEL, &typed).await;
    assert_eq!(sent.header("location"), format!("{PATH}#m1"), "{}", sent.text());
    assert!(fanta.read(PATH).await.contains("Image en préparation"));
    // What is thrown away goes with its images.
    let id = form_id(&fanta.read(NEW).await);
    let begun = [("envoi", id.as_str()), ("geste", "image")];
    fanta.upload(NEW, "image", "a.png", &PIXEL, &begun).await;
    assert_eq!(alts(&fanta.read(NEW).await).len(), 1, "an image alone is worth keeping");
    fanta.post(NEW, &[("envoi", &id), ("geste", "jeter")]).await;
    let form = fanta.read(NEW).await;
    assert!(alts(&form).is_empty() && form_id(&form) != id);
}

#[tokio::test]
async fn a_voice_and_an_image_come_with_one_form_and_neither_takes_the_other_with_it() {
    let (site, fanta, _) = forum().await;
    let id = form_id(&fanta.read(NEW).await);
    let typed = [("envoi", id.as_str()), TOPIC[0], TOPIC[1], TOPIC[2]];
    let refused = send_both(&fanta, b"<!doctype html><p>Non", &PIXEL, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(alts(&refused.text()).len(), 1, "{}", refused.text());
    let sent = send_both(&fanta, &mp3(40), b"Bonjour", &typed).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = sent.text();
    assert!(html.contains("src=\"/voix/") && html.contains("Une promesse en retard"), "{html}");
    let sent = send_both(&fanta, &mp3(40), &PIXEL, &typed).await;
    assert_eq!(sent.header("location"), format!("{PATH}#m1"), "{}", sent.text());
    site.house.work().await;
    let html = site.visitor().read(PATH).await;
    assert_eq!((html.matches("<audio").count(), main_of(&html).matches("<img").count()), (1, 2), "{html}");
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
            && html.contains("Pas bien")
    );
    let vote = format!("{PATH}/sondage");
    let voted = mariam.post(&vote, &[("vote", "3")]).await;
    assert_eq!(voted.header("location"), format!("{PATH}#sondage"));
    assert!(mariam.read(PATH).await.contains("Vous avez voté : Pas bien."));
    for who in [&site.visitor(), &fanta] {
        let html = who.read(PATH).await;
        assert!(
            html.contains("vote. Les résultats sont montrés à la fin")
                && !html.contains("Vous avez voté")
                && !html.contains("poll-results")
        );
    }
    let html = site.visitor().read(PATH).await;
    assert!(html.contains("Pour voter, il faut être membre") && html.contains("Entre les deux"));
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
    let alike = [("sondage", "choix"), ("sondage_choix", "Marché\r\nmarche"), ("sondage_jours", "7")];
    let refused = fanta.post(NEW, &[TOPIC.as_slice(), &alike].concat()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("« Marché » et « marche » disent la même chose."), "{html}");
    // What is begun with a poll comes back with it.
    fanta.post(NEW, &[TOPIC.as_slice(), &poll, &[("geste", "brouillon")]].concat()).await;
    assert!(fanta.read(NEW).await.contains("Un seul"));
}
