//! Writing in the forum without JavaScript: quotes, cards of what a text links to, and what was begun.

use super::forum::{TOPIC, forum};
use crate::people::{attributes, element, main_of};
use axum::http::StatusCode;

const PATH: &str = "/forum/plaidoyer/1-une-promesse-en-retard";

#[tokio::test]
async fn a_post_is_quoted_with_a_link_and_nothing_else_is() {
    let (site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let answer = "> **Fanta** :\n>\n> Que faites-vous ?\n\nNous y retournons.";
    mariam.post(&format!("{PATH}/repondre"), &[("texte", answer)]).await;
    let html = mariam.read(PATH).await;
    assert!(attributes(&html, "href").contains(&format!("{PATH}/repondre?citer=2")));
    assert!(!site.visitor().read(PATH).await.contains("citer="));
    let form = fanta.read(&format!("{PATH}/repondre?citer=2")).await;
    assert_eq!(
        crate::people::resolved(element(&form, "textarea", "texte").split_once('>').unwrap().1),
        "> **Mariam** :\n>\n> Nous y retournons.\n\n"
    );
    for none in ["99", "0", "-1"] {
        let answer = fanta.get(&format!("{PATH}/repondre?citer={none}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{none}");
    }
    mariam.post(&format!("{PATH}/message"), &[("geste", "effacer"), ("numero", "2")]).await;
    assert_eq!(fanta.get(&format!("{PATH}/repondre?citer=2")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_begun_comes_back_is_quoted_into_and_is_gone_once_it_is_sent() {
    let (_site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = format!("{PATH}/repondre");
    let kept = mariam.post(&form, &[("texte", "Je commence <ici>."), ("geste", "brouillon")]).await;
    assert_eq!(kept.header("location"), format!("{form}?fait=brouillon"));
    assert!(mariam.read(kept.header("location")).await.contains("Votre brouillon est gardé."));
    for path in [form.as_str(), PATH] {
        assert!(mariam.read(path).await.contains("Je commence &lt;ici&gt;."), "{path}");
        assert!(!fanta.read(path).await.contains("Je commence"), "{path}");
    }
    let quoted = mariam.read(&format!("{form}?citer=1")).await;
    assert!(quoted.contains("Je commence &lt;ici&gt;.\n\n&gt; **Fanta** :"), "{quoted}");
    let list = mariam.read("/compte/brouillons").await;
    assert!(
        list.contains("Réponse à « Une promesse en retard »") && list.contains("Je commence &lt;ici&gt;.")
    );
    assert!(mariam.read("/compte").await.contains("/compte/brouillons"));
    mariam.post(&form, &[("texte", "Je finis.")]).await;
    assert!(mariam.read("/compte/brouillons").await.contains("Pas de brouillon"));
    // A topic, with everything that belongs to it, and thrown away from the list.
    let topic =
        [("titre", "Un sujet"), ("genre", "question"), ("texte", "Et voilà."), ("geste", "brouillon")];
    mariam.post("/forum/plaidoyer/nouveau", &topic).await;
    let html = mariam.read("/forum/plaidoyer/nouveau").await;
    assert!(html.contains("value=\"Un sujet\"") && html.contains("Et voilà."));
    let list = mariam.read("/compte/brouillons").await;
    let space = list.split("name=\"espace\" value=\"").nth(1).and_then(|it| it.split('"').next()).unwrap();
    assert_eq!(mariam.post("/compte/brouillons", &[("espace", space)]).await.status, StatusCode::SEE_OTHER);
    assert!(mariam.read("/compte/brouillons").await.contains("Pas de brouillon"));
    mariam.post(&form, &[("texte", "Encore un."), ("geste", "brouillon")]).await;
    let thrown = mariam.post(&form, &[("texte", "Encore un."), ("geste", "jeter")]).await;
    assert!(mariam.read(thrown.header("location")).await.contains("Le brouillon est jeté."));
}

#[tokio::test]
async fn the_script_keeps_what_is_typed_and_is_told_nothing() {
    let (site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let kept = mariam.post("/forum/brouillon?sujet=1", &[("texte", "Au fil des mots")]).await;
    assert_eq!((kept.status, kept.bytes.len()), (StatusCode::NO_CONTENT, 0));
    assert!(mariam.read(PATH).await.contains("Au fil des mots"));
    assert_eq!(
        mariam.post("/forum/brouillon?espace=plaidoyer", &[("titre", "Un titre")]).await.status,
        StatusCode::NO_CONTENT
    );
    for (who, path, status) in [
        (&site.visitor(), "/forum/brouillon?sujet=1", StatusCode::UNAUTHORIZED),
        (&mariam, "/forum/brouillon?sujet=9", StatusCode::NOT_FOUND),
        (&mariam, "/forum/brouillon", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(who.post(path, &[("texte", "Un mot")]).await.status, status, "{path}");
    }
    let huge = "a".repeat(2_000_000);
    let refused = mariam.post("/forum/brouillon?sujet=1", &[("texte", &huge)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(mariam.read(PATH).await.contains("Au fil des mots"));
}

#[tokio::test]
async fn what_a_text_links_to_stands_below_it_as_far_as_the_reader_may_see_it() {
    let (site, fanta, _) = forum().await;
    let organization = site.house.platform.catalogue().await.unwrap().find("femmes-de-segou").unwrap().id;
    let words = [("texte", "Comment creuser un puits & <le garder> propre.")];
    site.house.document(organization, "Guide des puits", &words).await;
    site.house.document(organization, "Note du réseau", &[words[0], ("public", "reseau")]).await;
    let text = "Lisez http://musoya.test/bibliotheque/guide-des-puits, [ceci](http://musoya.test/bibliotheque/note-du-reseau) \
        et http://musoya.test/annuaire/femmes-de-segou ; non http://ailleurs.test/annuaire/femmes-de-segou";
    fanta.post("/forum/plaidoyer/nouveau", &[TOPIC[0], TOPIC[1], ("texte", text)]).await;
    let cards = |html: &str| {
        let mut cards = attributes(main_of(html).split("link-cards").nth(1).unwrap_or_default(), "href");
        cards.retain(|it| it.starts_with("/bibliotheque/") || it.starts_with("/annuaire/"));
        cards
    };
    let visitor = site.visitor();
    let seen = cards(&visitor.read(PATH).await);
    assert_eq!(seen, ["/bibliotheque/guide-des-puits", "/annuaire/femmes-de-segou"]);
    assert!(!visitor.read(PATH).await.contains("Note du réseau"));
    assert_eq!(cards(&fanta.read(PATH).await)[1], "/bibliotheque/note-du-reseau");
    // What is taken away is on no page that was drawn before.
    let awa = site.awa().await;
    awa.post("/admin/organisations/femmes-de-segou/etat", &[("etat", "masque")]).await;
    assert_eq!(cards(&visitor.read(PATH).await), ["/bibliotheque/guide-des-puits"]);
}

#[tokio::test]
async fn she_sees_what_her_post_said_before_on_the_page_where_she_corrects_it() {
    let (_site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let corrected = [("geste", "corriger"), ("numero", "1"), ("version", "1"), ("texte", "Autrement.")];
    fanta.post(&format!("{PATH}/message"), &corrected).await;
    let html = fanta.read(&format!("{PATH}/message?numero=1")).await;
    assert!(
        html.contains("Ce que ce message disait avant")
            && html.contains("quand <strong>rien</strong> ne vient")
    );
    let page = mariam.read(PATH).await;
    assert!(page.contains("corrigé le") && !page.contains("rien</strong>"));
}

/// The id of the post that a form is for, and our seal on it.
fn hidden(html: &str) -> [String; 2] {
    ["envoi", "sceau"].map(|name| {
        let value = html.split(&format!("name=\"{name}\" value=\"")).nth(1);
        value.and_then(|it| it.split('"').next()).expect("a form of ours").to_owned()
    })
}

#[tokio::test]
async fn every_form_of_a_post_carries_our_seal_on_its_id() {
    let (_site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    for path in ["/forum/plaidoyer/nouveau", PATH, &format!("{PATH}/repondre")] {
        let [id, seal] = hidden(&mariam.read(path).await);
        assert!(!id.is_empty() && seal.len() > 60, "{path}: {id} {seal}");
        // What is sealed for this post comes back as it was; for another it would not.
        let form = [("envoi", id.as_str()), ("sceau", seal.as_str()), ("titre", "x"), ("texte", "")];
        let refused = mariam.post("/forum/plaidoyer/nouveau", &form).await;
        assert_eq!(hidden(&refused.text()), [id.clone(), seal.clone()], "{path}");
    }
}

#[tokio::test]
async fn a_form_that_comes_back_is_still_the_one_that_was_made() {
    let (_site, fanta, mariam) = forum().await;
    let path = "/forum/plaidoyer/nouveau";
    let made = hidden(&fanta.read(path).await);
    let form =
        [("envoi", made[0].as_str()), ("sceau", made[1].as_str()), ("titre", "x"), ("texte", "Un mot.")];
    let refused = fanta.post(path, &form).await;
    assert_eq!((refused.status, hidden(&refused.text())), (StatusCode::UNPROCESSABLE_ENTITY, made.clone()));
    fanta.post(path, &[&form[..], &[("geste", "brouillon")]].concat()).await;
    assert_eq!(hidden(&fanta.read(path).await), made, "kept as a draft");
    // What is no seal of ours for this post is none: the form gets one of its own.
    let forged = [form[0], ("sceau", "1.deadbeef"), form[2], form[3]];
    let again = hidden(&mariam.post(path, &forged).await.text());
    assert!(again[0] == made[0] && again[1].len() > 60, "{again:?}");
}

#[tokio::test]
async fn who_corrects_a_post_that_changed_meanwhile_reads_it_and_puts_hers_in_its_place() {
    let (_site, fanta, _) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let form = format!("{PATH}/message");
    let correct = |version: &'static str, text: &'static str| {
        [("geste", "corriger"), ("numero", "1"), ("version", version), ("texte", text)]
    };
    let first = fanta.post(&form, &correct("1", "De mon téléphone.")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let late = fanta.post(&form, &correct("1", "De la tablette.")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    for said in ["Quelqu’un a modifié cette page avant vous", "De mon téléphone.", "De la tablette."] {
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(attributes(&html, "value").contains(&"2".to_owned()), "{html}");
    let again = fanta.post(&form, &correct("2", "De la tablette.")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    assert!(fanta.read(PATH).await.contains("De la tablette."));
}

#[tokio::test]
async fn who_answers_to_a_topic_that_is_no_more_hers_to_read_learns_it_and_keeps_her_words() {
    let (site, fanta, mariam) = forum().await;
    let awa = site.awa().await;
    let words = [("texte", "Ma réponse, longue et réfléchie.")];
    let gone = async |path: &str| {
        let answer = mariam.post(&format!("{path}/repondre"), &words).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let html = answer.text();
        let said = ["Ce sujet n’est plus là", words[0].1, "href=\"/forum/plaidoyer\""];
        assert!(said.iter().all(|it| html.contains(it)), "{html}");
    };
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    let hidden = awa.post(&format!("{PATH}/moderer"), &[("geste", "masquer"), ("raison", "À relire.")]).await;
    assert_eq!(hidden.status, StatusCode::SEE_OTHER, "{}", hidden.text());
    gone(PATH).await;
}

#[tokio::test]
async fn all_that_she_wrote_stands_on_one_page_and_is_erased_there_with_plain_forms() {
    let (_site, fanta, mariam) = forum().await;
    fanta.post("/forum/plaidoyer/nouveau", &TOPIC).await;
    mariam.post(&format!("{PATH}/repondre"), &[("texte", "Je m’y rends **demain**.")]).await;
    assert!(mariam.read("/compte").await.contains("/compte/ecrits"));
    let list = mariam.read("/compte/ecrits").await;
    for part in ["Mes écrits", "Je m’y rends demain.", "Réponse dans Plaidoyer", "Ce message est visible."]
    {
        assert!(list.contains(part), "{part}: {list}");
    }
    assert!(!list.contains("Que faites-vous quand"), "what Fanta wrote is not hers");
    let links = attributes(&list, "href");
    let erase = "/compte/ecrits/1.2";
    assert!(links.contains(&format!("{PATH}#m2")) && links.contains(&erase.to_owned()), "{links:?}");
    for (who, path) in [(&fanta, erase), (&mariam, "/compte/ecrits/1.1"), (&mariam, "/compte/ecrits/deux")] {
        assert_eq!(who.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(who.post(path, &[("sans", "rien")]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let asks = mariam.read(erase).await;
    assert!(asks.contains("<strong>demain</strong>") && asks.contains("Effacer mon message"), "{asks}");
    let done = mariam.post(erase, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let list = mariam.read(done.header("location")).await;
    assert!(list.contains("Votre message est effacé.") && list.contains("Rien d’écrit"), "{list}");
    assert_eq!(mariam.get(erase).await.status, StatusCode::NOT_FOUND);
    let topic = fanta.read(PATH).await;
    assert!(topic.contains("Message effacé par son auteure.") && !topic.contains("m’y rends"), "{topic}");
}
