//! Groups that are counted, and what becomes of forms when a path or its questions change meanwhile.

use super::accounts::signed_in;
use super::formation::{PATH, QUESTION, SHEET, hidden, seal, site};
use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;

const GROUPS: &str = "/compte/organisations/femmes-de-segou/groupes";

/// Changes a question of the first lesson, as its form does.
async fn ask_otherwise(person: &Person, question: &str, fields: &[(&str, &str)]) {
    let page = format!("{PATH}/questions/{question}");
    let seen = hidden(&person.read(&page).await, "vu");
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("vu", seen.as_str())]).collect();
    let told = person.post(&page, &fields).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text());
}

#[tokio::test]
async fn answers_to_other_words_are_not_taken_for_answers_to_these() {
    let (site, _, fanta) = site().await;
    let choice =
        [("question", "Que faire ?"), ("reponse-1", "Payer"), ("reponse-2", "Refuser"), ("juste", "2")];
    let asked = fanta.post(&format!("{PATH}/questions/2-choix"), &choice).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text());
    let visitor = site.visitor();
    let html = visitor.read(&format!("{PATH}/2")).await;
    let (quiz, seen) = (seal(&html), hidden(&html, "q1-vu"));
    let swapped = [choice[0], ("reponse-1", "Refuser"), ("reponse-2", "Payer"), ("juste", "1")];
    let page = format!("{PATH}/questions/2-1");
    let vu = hidden(&fanta.read(&page).await, "vu");
    let told = fanta.post(&page, &[swapped[0], swapped[1], swapped[2], swapped[3], ("vu", &vu)]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text());
    let late = visitor
        .post(&format!("{PATH}/2/quiz"), &[("quiz", quiz.as_str()), ("q1", "2"), ("q1-vu", seen.as_str())])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(!main_of(&html).contains(" checked"), "« Payer » was never chosen: {html}");
    assert!(html.contains("Cette question a changé. Répondez-y de nouveau."));
}

/// A group of twelve, entered by a member.
async fn group(site: &Site, person: &Person) -> String {
    let today = site.house.platform.clock().now().day().iso();
    let met = [("parcours", "nos-droits"), ("date", &today), ("f-18-35", "12")];
    let entered = person.post(&format!("{GROUPS}/nouveau"), &met).await;
    entered.header("location").split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn hands_are_counted_for_the_question_for_which_they_were_raised() {
    let (site, mariam, fanta) = site().await;
    let group = group(&site, &mariam).await;
    let html = mariam.read(&format!("{group}?lecon=1")).await;
    let (one, two) = (hidden(&html, "n1-vu"), hidden(&html, "n2-vu"));
    let form = |version: &'static str, hands: &'static str| {
        [
            ("lecon", "1"),
            ("version", version),
            ("n1-vu", one.as_str()),
            ("n2-vu", two.as_str()),
            ("n1-1", hands),
        ]
    };
    assert_eq!(mariam.post(&group, &form("1", "10")).await.status, StatusCode::SEE_OTHER);
    // The second one is shown what the first one kept before she sends again.
    let mut late = form("1", "").to_vec();
    late.push(("n2-1", "7"));
    let late = fanta.post(&group, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let kept = format!("{QUESTION} – Mains levées pour « Vrai »\u{a0}: 10");
    assert!(late.text().contains(&kept), "{}", late.text());
    assert!(attributes(&late.text(), "value").contains(&"7".to_owned()));
    // The author asks the contrary while hands are counted.
    ask_otherwise(&fanta, "1-1", &[("question", "Une demande n’a pas de date ?"), ("vrai", "non")]).await;
    let other = mariam.post(&group, &form("2", "9")).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.text());
    let html = other.text();
    assert!(
        html.contains("Vous aviez écrit : 9, –.") && !attributes(&html, "value").contains(&"9".to_owned())
    );
    assert!(!html.contains("Quelqu’un d’autre a modifié ce groupe"), "nobody changed the group");
    // What was counted then is not offered as what is asked now, and stays.
    let html = mariam.read(&format!("{group}?lecon=1")).await;
    assert!(!attributes(&html, "value").contains(&"10".to_owned()));
    let one = hidden(&html, "n1-vu");
    let hands = [("lecon", "1"), ("version", "2"), ("n1-vu", one.as_str()), ("n2-vu", &two), ("n2-1", "8")];
    assert_eq!(mariam.post(&group, &hands).await.status, StatusCode::SEE_OTHER);
    let html = mariam.read(&group).await;
    for said in [QUESTION, ">10<", ">8<"] {
        assert!(main_of(&html).contains(said), "{said}: {html}");
    }
    assert!(!main_of(&html).contains("Une demande n’a pas de date"));
    // Each error says of which question and answer, at its field too.
    let many =
        [("lecon", "1"), ("version", "3"), ("n1-vu", one.as_str()), ("n2-vu", &two), ("n1-2", "beaucoup")];
    let many = mariam.post(&group, &many).await.text();
    assert!(many.contains("Une demande n’a pas de date ? – Mains levées pour « Faux »"), "{many}");
    assert!(many.contains("aria-invalid=\"true\""));
}

#[tokio::test]
async fn what_is_typed_about_a_path_that_is_withdrawn_meanwhile_is_not_lost() {
    let (site, mariam, fanta) = site().await;
    let new = format!("{GROUPS}/nouveau");
    for nothing in ["", "inconnu"] {
        let wrong = [("parcours", nothing), ("date", "2199-01-01"), ("f-18-35", "12")];
        let refused = mariam.post(&new, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = refused.text();
        assert!(html.contains("href=\"#parcours\"") && html.contains("href=\"#date\""), "{html}");
        assert!(attributes(&html, "value").contains(&"12".to_owned()));
    }
    let group = group(&site, &mariam).await;
    let html = mariam.read(&format!("{group}?lecon=1")).await;
    let (one, two) = (hidden(&html, "n1-vu"), hidden(&html, "n2-vu"));
    fanta.post(SHEET, &[("acte", "retirer")]).await;
    assert_eq!(site.visitor().get(PATH).await.status, StatusCode::NOT_FOUND);
    let hands = [("lecon", "1"), ("version", "1"), ("n1-vu", one.as_str()), ("n2-vu", &two), ("n1-1", "9")];
    let told = mariam.post(&group, &hands).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text());
    let html = told.text();
    assert!(html.contains("Question 1, réponse 1 : 9"), "{html}");
    assert!(
        attributes(&html, "value").contains(&"12".to_owned()),
        "the people of the group stand in their form"
    );
}

#[tokio::test]
async fn progress_on_a_path_that_is_withdrawn_can_be_forgotten() {
    let (site, mariam, fanta) = site().await;
    let other = site.house.organization("Femmes de Gao", &[]).await.id;
    site.house.member("Nana", other, Role::Member).await;
    let nana = signed_in(&site, "Nana", OWN_WORDS).await;
    let seal = seal(&nana.read(&format!("{PATH}/1")).await);
    let right = [("quiz", seal.as_str()), ("q1", "vrai"), ("q2-1", "2"), ("q2-2", "1")];
    assert_eq!(nana.post(&format!("{PATH}/1/quiz"), &right).await.status, StatusCode::SEE_OTHER);
    fanta.post(SHEET, &[("acte", "retirer")]).await;
    let forget = format!("{PATH}/avancement");
    assert!(nana.read(&forget).await.contains("Effacer mon avancement"));
    let forgotten = nana.post(&forget, &[]).await;
    assert_eq!(forgotten.header("location"), "/formation?oublie=1");
    assert!(nana.read("/formation?oublie=1").await.contains("Votre avancement est effacé."));
    assert_eq!(nana.get(&forget).await.status, StatusCode::NOT_FOUND, "nothing is left of it");
    assert!(mariam.read(&forget).await.contains("Effacer mon avancement"), "whoever works on it reads it");
}

#[tokio::test]
async fn a_group_is_counted_in_a_room_and_nobody_else_reads_of_it() {
    let (site, mariam, fanta) = site().await;
    let room = site.visitor().read(&format!("{PATH}/salle")).await;
    assert!(
        room.contains("class=\"hall")
            && room.contains("Montrer la réponse")
            && room.contains("Leçon 1 sur 2")
    );
    assert!(mariam.read(PATH).await.contains(&format!("{GROUPS}/nouveau?parcours=nos-droits")));
    let new = format!("{GROUPS}/nouveau");
    let wrong = [("parcours", "nos-droits"), ("date", "2199-01-01"), ("f-18-35", "12"), ("femmes", "9")];
    let refused = mariam.post(&new, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(attributes(&refused.text(), "value").contains(&"12".to_owned()));
    let today = site.house.platform.clock().now().day().iso();
    let met = [("parcours", "nos-droits"), ("date", &today), ("region", "segou"), ("f-18-35", "12")];
    let entered = mariam.post(&new, &met).await;
    let group = entered.header("location").split('?').next().unwrap().to_owned();
    assert!(group.starts_with(GROUPS), "{}", entered.text());
    let html = mariam.read(&format!("{group}?lecon=1")).await;
    assert!(html.contains(QUESTION) && html.contains("name=\"n1-1\""), "{html}");
    let (one, two) = (hidden(&html, "n1-vu"), hidden(&html, "n2-vu"));
    let form = |pairs: &[(&'static str, &'static str)]| {
        let own = [("lecon", "1"), ("version", "1"), ("n1-vu", one.as_str()), ("n2-vu", two.as_str())];
        own.into_iter().chain(pairs.iter().copied()).map(|(a, b)| (a, b.to_owned())).collect::<Vec<_>>()
    };
    let send = async |person: &Person, pairs: &[(&'static str, &'static str)]| {
        let form = form(pairs);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        person.post(&group, &form).await
    };
    let many = send(&mariam, &[("n1-1", "beaucoup")]).await;
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(attributes(&many.text(), "value").contains(&"beaucoup".to_owned()));
    let hands = [("n1-1", "10"), ("n1-2", "2"), ("n2-1", "7")];
    assert_eq!(send(&mariam, &hands).await.status, StatusCode::SEE_OTHER);
    let late = send(&fanta, &hands).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(attributes(&late.text(), "value").contains(&"7".to_owned()), "what she counted is still there");
    let html = fanta.read(&group).await;
    for said in ["12 personnes", "Ségou", QUESTION, "Le bon ordre", ">10<"] {
        assert!(main_of(&html).contains(said), "{said}: {html}");
    }
    assert!(main_of(&mariam.read(GROUPS).await).contains("Nos droits"));
    let other = site.house.organization("Femmes de Gao", &[]).await.id;
    site.house.member("Nana", other, Role::FocalPoint).await;
    let nana = signed_in(&site, "Nana", OWN_WORDS).await;
    assert_eq!(nana.get(&group).await.status, StatusCode::FORBIDDEN);
    let theirs = group.replace("femmes-de-segou", "femmes-de-gao");
    assert_eq!(nana.get(&theirs).await.status, StatusCode::NOT_FOUND);
    let gone = mariam.post(&group, &[("acte", "jeter")]).await;
    assert_eq!(gone.header("location"), format!("{GROUPS}?efface=1"));
    assert_eq!(mariam.get(&group).await.status, StatusCode::NOT_FOUND);
}
