//! `/projets/activites`: reports of activities, told screen by screen with plain forms, read, and told on in the forum.

use super::accounts::signed_in;
use super::projets::{BEGIN, site};
use crate::people::{OWN_WORDS, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;
use model::fields::Fields;

const PROGRAMME: &str = "Jour 1 : Lire\n9 h – 10 h : Panel : La loi\n- une juge\nJour 2\nTravaux de groupe";

#[tokio::test]
async fn a_report_is_told_screen_by_screen_and_read_without_a_group_that_is_too_small() {
    let (site, mariam, fanta) = site().await;
    let page = mariam.read(BEGIN).await;
    assert!(page.contains("data-outbox=\"rapport\""), "without a network it waits on the phone");
    let begun = mariam.post(BEGIN, &[("titre", "Session de Ségou"), ("genre", "session-technique")]).await;
    let whole = "/projets/activites/session-de-segou/modifier";
    assert_eq!(begun.header("location"), format!("{whole}/lieu"), "{}", begun.text());
    for (step, answer, next) in [
        ("lieu", &[("region", "segou"), ("commune", "Markala")][..], "date"),
        ("date", &[("du", "09/12/2025"), ("au", "10/12/2025"), ("programme", PROGRAMME)], "avec"),
        ("avec", &[("organisateurs", "Femmes de Ségou\nLa mairie")], "combien"),
        // Sums that do not add up are said at once, and kept.
        ("combien", &[("f-18-35", "20"), ("femmes", "22")], "combien"),
        ("combien", &[("f-18-35", "20"), ("h-18-35-pdi", "3")], "recit"),
        ("recit", &[("fait", "Deux **jours**."), ("aide", "Le thé.")], "ffom"),
        ("ffom", &[("forces", "Le groupe."), ("menaces", "La pluie.")], "lecons"),
    ] {
        let told = mariam.post(&format!("{whole}/{step}"), answer).await;
        assert_eq!(told.header("location"), format!("{whole}/{next}"), "{step}: {}", told.text());
        if step == next {
            let html = mariam.read(&format!("{whole}/combien")).await;
            assert!(
                html.contains("Les nombres ne vont pas ensemble") && html.contains("Continuer quand même")
            );
            assert!(attributes(&html, "value").contains(&"22".to_owned()), "it is kept");
        }
    }
    let last = mariam.post(&format!("{whole}/lecons"), &[("recommandations", "Former.\nÉcouter.")]).await;
    assert_eq!(last.header("location"), whole);
    assert_eq!(mariam.post(whole, &[("acte", "publier")]).await.status, StatusCode::FORBIDDEN);
    let shown = fanta.post(whole, &[("acte", "publier")]).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());
    let path = "/projets/activites/session-de-segou";
    let html = site.visitor().read(path).await;
    let main = main_of(&html);
    for said in [
        "Markala",
        "<strong>jours</strong>",
        "23 personnes",
        "Écouter.",
        "Le groupe.",
        "data-square=\"menaces\"",
        "Jour 1\u{a0}: Lire",
        "9 h – 10 h",
        "<b>Panel : La loi</b>",
        "<li>une juge</li>",
    ] {
        assert!(main.contains(said), "{said}: {main}");
    }
    // Neither the three men, nor what would tell them, nor their situation.
    assert!(!main.contains(">20<") && !main.contains(">3<") && !main.contains("PDI"), "{main}");
    let figures = site.visitor().read("/chiffres?region=segou").await;
    assert!(main_of(&figures).contains("23 personnes") && !main_of(&figures).contains(">20<"), "{figures}");
    for file in ["/projets.csv", "/projets.json"] {
        let text = site.visitor().get(file).await.text();
        assert!(text.contains("Session de Ségou") && text.contains("23"), "{file}");
        assert!(
            !text.contains("\"people\":20") && !text.contains(",20,") && !text.contains("\"people\":3"),
            "{text}"
        );
    }
    let json: serde_json::Value =
        serde_json::from_slice(&site.visitor().get("/projets.json").await.bytes).unwrap();
    let day = &json["activities"][0]["programme"][0];
    assert_eq!((&day["day"], &day["title"]), (&1.into(), &"Lire".into()));
    let session = &day["sessions"][0];
    assert_eq!((&session["kind"], &session["from"]), (&"panel".into(), &"09:00".into()));
    assert_eq!(session["speakers"], serde_json::json!(["une juge"]));
    let lessons = site.visitor().read("/capitalisation?dans=aide").await;
    assert!(lessons.contains("Le thé.") && lessons.contains(path), "{lessons}");
}

#[tokio::test]
async fn a_report_becomes_a_draft_for_the_forum_once_and_without_its_counts() {
    let (site, mariam, fanta) = site().await;
    let space = Fields::from([("nom", "Partage"), ("public", "public")]);
    let space = site.house.platform.make_space(&site.house.right, &space).await.unwrap().slug;
    let everything = [
        ("titre", "Session de Ségou"),
        ("genre", "session-technique"),
        ("region", "segou"),
        ("commune", "Markala"),
        ("du", "09/12/2025"),
        ("organisateurs", "La mairie"),
        ("f-18-35", "77"),
        ("fait", "Deux jours."),
        ("aide", "Le thé."),
        ("appris", "Compter ensemble."),
        ("recommandations", "Former.\nÉcouter."),
    ];
    assert_eq!(mariam.post(BEGIN, &everything).await.status, StatusCode::SEE_OTHER);
    let path = "/projets/activites/session-de-segou";
    assert!(mariam.read(path).await.contains("En faire une fiche d’expérience"));
    assert!(mariam.read(&format!("{path}/fiche")).await.contains("Partage"));
    let made = mariam.post(&format!("{path}/fiche"), &[("espace", &space)]).await;
    let draft = made.header("location").to_owned();
    assert!(draft.starts_with("/forum/brouillons/"), "{}", made.text());
    let again = mariam.post(&format!("{path}/fiche"), &[("espace", &space)]).await;
    assert_eq!(again.header("location"), draft, "who taps twice has one draft");
    let told = main_of(&mariam.read(&draft).await).to_owned();
    for said in [
        "Session de Ségou",
        "Markala",
        "La mairie",
        "Deux jours.",
        "Le thé.",
        "Compter ensemble.",
        "Écouter.",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!told.contains("77"), "{told}");
    // Nobody else has it, and who is of another organisation makes none.
    assert_eq!(fanta.get(&draft).await.status, StatusCode::NOT_FOUND);
    let elsewhere = site.house.organization("Femmes de Gao", &[]).await.id;
    site.house.member("Oumou", elsewhere, Role::Member).await;
    let oumou = signed_in(&site, "Oumou", OWN_WORDS).await;
    assert_eq!(
        fanta.post(&format!("{path}/modifier"), &[("acte", "publier")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(!oumou.read(path).await.contains("En faire une fiche"));
    assert_eq!(
        oumou.post(&format!("{path}/fiche"), &[("espace", &space)]).await.status,
        StatusCode::FORBIDDEN
    );
    let nowhere = mariam.post(&format!("{path}/fiche"), &[("espace", "nulle-part")]).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_screen_that_is_refused_or_told_elsewhere_loses_nothing() {
    let (_site, mariam, _) = site().await;
    mariam.post(BEGIN, &[("titre", "Session"), ("genre", "atelier")]).await;
    let whole = "/projets/activites/session/modifier";
    for (step, answer, sentence) in [
        ("lieu", &[("region", "segou"), ("commune", "Kadiolo")][..], "Une commune de ce nom est dans"),
        ("date", &[("du", "31/02/2025")], "Cette date n’existe pas"),
        ("date", &[("du", "2099")], "Cette date est dans le futur."),
        ("date", &[("du", "06/2025"), ("au", "05/2025")], "La fin vient avant le début."),
        (
            "combien",
            &[("f-18-35", "-3"), ("h-inconnu-pdi", "99999999999999999999")],
            "Écrivez un nombre entre 0 et 1000000.",
        ),
        ("quoi", &[("titre", "ab"), ("genre", "fête")], "C’est trop court"),
    ] {
        let refused = mariam.post(&format!("{whole}/{step}"), answer).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        let html = refused.text();
        assert!(html.contains(sentence), "{step}: {}", main_of(&html));
        for (name, typed) in answer.iter().filter(|(name, _)| !["region", "genre"].contains(name)) {
            assert!(attributes(&html, "value").contains(&(*typed).to_owned()), "{step}: {typed}");
            assert!(html.contains(&format!("id=\"{name}\"")), "{step}: the error leads to {name}");
        }
    }
    let hour = mariam.post(&format!("{whole}/date"), &[("programme", "31 h : Clôture")]).await;
    assert_eq!(hour.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = hour.text();
    assert!(html.contains("Cette heure n’est pas lisible") && html.contains(">31 h : Clôture</textarea>"));
    let step = format!("{whole}/recit");
    let seen = attributes(&mariam.read(&step).await, "value").into_iter().find(|it| it.len() == 16).unwrap();
    mariam.post(&step, &[("fait", "De la maison."), ("vu", &seen)]).await;
    let late = mariam.post(&step, &[("fait", "Du marché."), ("vu", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let html = late.text();
    assert!(html.contains(">Du marché.</textarea>") && html.contains("De la maison."), "{html}");
    let now = attributes(&html, "value").into_iter().find(|it| it.len() == 16).unwrap();
    let taken = mariam.post(&step, &[("fait", "Du marché."), ("vu", &now)]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert_eq!(mariam.get(&format!("{whole}/inconnu")).await.status, StatusCode::NOT_FOUND);
    let early = mariam.post(BEGIN, &[("titre", ""), ("fait", "Des mots à garder.")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains(">Des mots à garder.</textarea>"));
}
