//! Speaking in the forum with plain forms: a voice beside a text or alone, with a draft, listened to, and described in a line.

use super::accounts::signed_in;
use super::forum::{TOPIC, forum};
use crate::files::mp3;
use crate::people::{HOUR, OWN_WORDS, attributes, element};
use axum::http::StatusCode;

const PATH: &str = "/forum/plaidoyer/1-une-promesse-en-retard";

fn heard(html: &str) -> Vec<String> {
    attributes(html, "src").into_iter().filter(|it| it.starts_with("/voix/")).collect()
}

/// The id that a form sends, and the addresses of the voices on its page.
fn on(html: &str) -> (String, Vec<String>) {
    let id = html.split("name=\"envoi\" value=\"").nth(1).and_then(|it| it.split('"').next());
    (id.expect("a form").to_owned(), heard(html))
}

#[tokio::test]
async fn a_text_and_a_voice_are_kept_together_and_sent_together() {
    let (site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = format!("{PATH}/repondre");
    let html = mariam.read(PATH).await;
    assert!(html.contains("enctype=\"multipart/form-data\"") && html.contains("data-unsent="), "{html}");
    let (id, _) = on(&html);
    let begun = [("envoi", id.as_str()), ("texte", "Je commence."), ("geste", "brouillon")];
    let kept = mariam.upload(&form, "voix", "voix.mp3", &mp3(40), &begun).await;
    assert_eq!(kept.header("location"), format!("{form}?fait=brouillon"), "{}", kept.text());
    for path in [form.as_str(), PATH] {
        let html = mariam.read(path).await;
        let (again, voices) = on(&html);
        assert_eq!((again, voices.len()), (id.clone(), 1), "{path}");
        assert!(element(&html, "textarea", "texte").contains("Je commence."), "{path}");
        assert!(html.contains("Votre enregistrement est gardé."), "{path}");
    }
    assert!(on(&fanta.read(PATH).await).1.is_empty(), "it is hers alone");
    // No file this time: the one that is kept goes with the text.
    let sent = mariam.post(&form, &[("envoi", id.as_str()), ("texte", "Je finis.")]).await;
    assert_eq!(sent.header("location"), format!("{PATH}#m2"), "{}", sent.text());
    assert!(mariam.read("/compte/brouillons").await.contains("Pas de brouillon"));
    assert!(heard(&site.visitor().read(PATH).await).is_empty(), "it is made ready first");
    site.house.work().await;
    let html = site.visitor().read(PATH).await;
    let voices = heard(&html);
    assert!(html.contains("Je finis.") && voices.len() == 1, "{html}");
    let heard = site.visitor().get(&voices[0]).await;
    assert_eq!((heard.status, heard.header("cache-control")), (StatusCode::OK, "public, no-cache"));
    // What she said is hers to take along, and nobody else's.
    for (who, hers) in [(&mariam, true), (&fanta, false)] {
        let archive = who.post("/compte/donnees", &[]).await.bytes;
        let name = b"forum/voix-1.";
        assert_eq!(archive.windows(name.len()).any(|it| it == name), hers);
    }
}

#[tokio::test]
async fn who_points_at_a_voice_says_at_which_second() {
    let (site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let (id, _) = on(&fanta.read(PATH).await);
    fanta
        .upload(
            &format!("{PATH}/repondre"),
            "voix",
            "voix.mp3",
            &mp3(40),
            &[("envoi", id.as_str()), ("texte", "")],
        )
        .await;
    site.house.work().await;
    let flag = format!("{PATH}/signaler");
    let form = mariam.read(&format!("{flag}?message=2")).await;
    assert_eq!(heard(&form).len(), 1, "she hears it again where she points at it: {form}");
    assert!(form.contains("name=\"instant\""), "{form}");
    assert!(!mariam.read(&format!("{flag}?message=1")).await.contains("name=\"instant\""));
    let wrong =
        mariam.post(&flag, &[("message", "2"), ("motif", "insulte"), ("instant", "une minute")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = wrong.text();
    assert!(html.contains("Ce moment n’est pas lisible") && html.contains("value=\"une minute\""), "{html}");
    let sent = mariam.post(&flag, &[("message", "2"), ("motif", "insulte"), ("instant", "1:05")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let awa = site.awa().await;
    let case = awa.read("/moderation/1.2").await;
    assert!(case.contains("à 1:05 de l’enregistrement"), "{case}");
}

#[tokio::test]
async fn a_voice_that_is_refused_or_thrown_away_takes_no_text_with_it() {
    let (_site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = format!("{PATH}/repondre");
    let (id, _) = on(&mariam.read(&form).await);
    let words = [("envoi", id.as_str()), ("texte", "Mes mots.")];
    let refused = mariam.upload(&form, "voix", "voix.mp3", b"<!doctype html><p>Non", &words).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Mes mots.") && refused.text().contains("href=\"#voix\""));
    // Too short a text is refused, and the voice that came with it waits.
    let short = [("envoi", id.as_str()), ("texte", "a")];
    let refused = mariam.upload(&form, "voix", "voix.mp3", &mp3(40), &short).await;
    assert_eq!((refused.status, on(&refused.text()).1.len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let without =
        [("envoi", id.as_str()), ("texte", "Sans voix."), ("sans_voix", "1"), ("geste", "brouillon")];
    mariam.post(&form, &without).await;
    let html = mariam.read(&form).await;
    assert!(html.contains("Sans voix.") && on(&html).1.is_empty());
    let nothing = mariam.post(&form, &[("envoi", id.as_str()), ("texte", "")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "a post says something");
    // Thrown away with its draft.
    let begun = [("envoi", id.as_str()), ("texte", ""), ("geste", "brouillon")];
    mariam.upload(&form, "voix", "voix.mp3", &mp3(40), &begun).await;
    assert_eq!(on(&mariam.read(&form).await).1.len(), 1);
    mariam.post(&form, &[("envoi", id.as_str()), ("geste", "jeter")]).await;
    assert!(on(&mariam.read(&form).await).1.is_empty());
    assert!(mariam.read("/compte/brouillons").await.contains("Pas de brouillon"));
}

#[tokio::test]
async fn a_topic_is_begun_with_a_voice_once_she_saw_those_that_are_like_it() {
    let (site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = "/forum/plaidoyer/nouveau";
    let (id, _) = on(&mariam.read(form).await);
    let topic =
        [("envoi", id.as_str()), ("titre", "Une promesse en retard"), ("genre", "question"), ("texte", "")];
    let similar = mariam.upload(form, "voix", "voix.mp3", &mp3(40), &topic).await;
    assert_eq!(similar.status, StatusCode::OK, "{}", similar.text());
    let html = similar.text();
    assert!(html.contains(PATH) && on(&html).1.len() == 1, "{html}");
    let sure = [&topic[..], &[("quand_meme", "1")]].concat();
    let sent = mariam.post(form, &sure).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let place = sent.header("location").split('#').next().unwrap().to_owned();
    assert!(mariam.read(&place).await.contains("Cet enregistrement se prépare."));
    site.house.work().await;
    assert_eq!(on(&mariam.read(&place).await).1.len(), 1);
    // She says in a line what is heard; others do not.
    let line = [("numero", "1"), ("ligne", "Le maire a promis une <salle>")];
    assert_eq!(fanta.post(&format!("{place}/voix"), &line).await.status, StatusCode::FORBIDDEN);
    assert_eq!(mariam.get(&format!("{place}/voix?numero=1")).await.status, StatusCode::OK);
    assert_eq!(mariam.post(&format!("{place}/voix"), &line).await.status, StatusCode::SEE_OTHER);
    let html = site.visitor().read(&place).await;
    assert!(
        html.contains("On entend\u{a0}: Le maire a promis une &lt;salle&gt;")
            || html.contains("On entend : Le maire a promis une &lt;salle&gt;"),
        "{html}"
    );
}

#[tokio::test]
async fn a_voice_that_answers_to_what_was_taken_away_comes_back_with_the_words() {
    let (site, fanta, mariam) = forum().await;
    let awa = site.awa().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = format!("{PATH}/repondre");
    let (id, _) = on(&mariam.read(PATH).await);
    let hide = [("geste", "masquer"), ("raison", "À relire.")];
    assert_eq!(awa.post(&format!("{PATH}/moderer"), &hide).await.status, StatusCode::SEE_OTHER);
    let words = [("envoi", id.as_str()), ("texte", "Ma réponse, longue et <réfléchie>.")];
    let late = mariam.upload(&form, "voix", "voix.mp3", &mp3(40), &words).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    let html = late.text();
    for said in [
        "Ce sujet n’est plus là",
        "Ma réponse, longue et &lt;réfléchie&gt;.",
        "Votre enregistrement n’est pas perdu",
        "il est gardé dans vos brouillons",
        "href=\"/compte/brouillons\"",
        "href=\"/forum/plaidoyer\"",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
    let voices = heard(&html);
    assert_eq!(voices.len(), 1, "{html}");
    // Two days later it is still there, to her and to nobody else.
    site.house.clock.advance(3 * 24 * HOUR);
    site.house.platform.sweep().await.unwrap();
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let awa = site.administrator("Ténin").await.0;
    let again = mariam.read("/compte/brouillons").await;
    assert!(again.contains("Ma réponse, longue et &lt;réfléchie&gt;."), "{again}");
    assert_eq!(heard(&again), voices, "{again}");
    assert_eq!(mariam.get(&voices[0]).await.status, StatusCode::OK);
    for other in [&fanta, &awa, &site.visitor()] {
        assert_eq!(other.get(&voices[0]).await.status, StatusCode::NOT_FOUND);
    }
    // Once the topic is back she goes on where she was.
    let show = [("geste", "montrer"), ("raison", "Relu.")];
    assert_eq!(awa.post(&format!("{PATH}/moderer"), &show).await.status, StatusCode::SEE_OTHER);
    let (back, with) = on(&mariam.read(&form).await);
    assert_eq!((back, with), (id.clone(), voices.clone()));
    let sent = mariam.post(&form, &words).await;
    assert_eq!(sent.header("location"), format!("{PATH}#m2"), "{}", sent.text());
    assert!(mariam.read("/compte/brouillons").await.contains("Pas de brouillon"));
}

#[tokio::test]
async fn a_voice_comes_back_also_where_she_may_begin_nothing_any_more() {
    let (site, fanta, mariam) = forum().await;
    let awa = site.awa().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = format!("{PATH}/repondre");
    let (id, _) = on(&mariam.read(PATH).await);
    let lock = [("geste", "fermer"), ("raison", "Pour la nuit.")];
    assert_eq!(awa.post("/forum/plaidoyer/reglages", &lock).await.status, StatusCode::SEE_OTHER);
    let words = [("envoi", id.as_str()), ("texte", "Mes mots.")];
    let late = mariam.upload(&form, "voix", "voix.mp3", &mp3(40), &words).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    let html = late.text();
    assert!(html.contains("Mes mots.") && html.contains("pendant deux jours"), "{html}");
    let voices = heard(&html);
    assert_eq!(mariam.get(&voices[0]).await.status, StatusCode::OK);
    // What never was is answered like what is gone, and nothing is kept of it.
    let never = mariam.post("/forum/plaidoyer/77/repondre", &[("texte", "À qui ?")]).await;
    assert_eq!(never.status, StatusCode::NOT_FOUND);
    assert!(never.text().contains("À qui ?"));
    assert!(mariam.read("/compte/brouillons").await.contains("Pas de brouillon"));
}

#[tokio::test]
async fn a_voice_of_more_than_three_minutes_is_refused_with_a_sentence_and_the_words_stay() {
    let (_site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = format!("{PATH}/repondre");
    let (id, _) = on(&mariam.read(PATH).await);
    let words = [("envoi", id.as_str()), ("texte", "Beaucoup à dire.")];
    // A frame of our sound lasts 26 ms: this is more than three minutes and a breath.
    let long = mp3(7_200);
    let refused = mariam.upload(&form, "voix", "voix.mp3", &long, &words).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    assert!(html.contains("Beaucoup à dire.") && html.contains("href=\"#voix\""), "{html}");
    assert!(html.contains("3 minutes") && heard(&html).is_empty(), "{html}");
    let just = mariam.upload(&form, "voix", "voix.mp3", &mp3(6_800), &words).await;
    assert_eq!(just.status, StatusCode::SEE_OTHER, "{}", just.text());
}

#[tokio::test]
async fn a_voice_says_how_long_and_how_heavy_it_is_and_what_a_moderator_heard_is_found() {
    let (site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = format!("{PATH}/repondre");
    let (id, _) = on(&mariam.read(PATH).await);
    let spoken = [("envoi", id.as_str()), ("texte", "")];
    mariam.upload(&form, "voix", "voix.mp3", &mp3(2_400), &spoken).await;
    site.house.work().await;
    let html = site.visitor().read(PATH).await;
    let label = html.split("<audio").nth(1).and_then(|it| it.split('>').next()).expect("a player");
    assert!(label.contains("1:02") || label.contains("1 min"), "how long: {label}");
    assert!(label.contains("ko") || label.contains("Mo"), "how heavy: {label}");
    let find =
        async |word: &str| site.visitor().read(&format!("/forum/recherche?q={word}")).await.contains(PATH);
    assert!(!find("forage").await);
    let line = [("numero", "2"), ("ligne", "Le forage de Markala est réparé")];
    assert_eq!(fanta.post(&format!("{PATH}/voix"), &line).await.status, StatusCode::FORBIDDEN);
    let awa = site.awa().await;
    assert_eq!(awa.post(&format!("{PATH}/voix"), &line).await.header("location"), format!("{PATH}#m2"));
    assert!(find("forage").await && find("markala").await);
    assert!(site.visitor().read(PATH).await.contains("Le forage de Markala est réparé"));
    assert!(awa.read("/admin/journal").await.contains("Enregistrement décrit"), "it leaves its line");
}
