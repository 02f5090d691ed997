//! `/formation` and what organisations enter and count there, with plain forms.

use super::accounts::signed_in;
use super::outbox::{id, parcel, send};
use crate::people::{OWN_WORDS, Person, Site, attributes, main_of};
use axum::http::StatusCode;
use model::accounts::Role;

const DESK: &str = "/compte/organisations/femmes-de-segou/formation";
pub const PATH: &str = "/formation/nos-droits";
pub const SHEET: &str = "/formation/nos-droits/modifier";
pub const QUESTION: &str = "Une demande a une date ?";

/// A site with a published path of two lessons, its focal point and a member.
pub async fn site() -> (Site, Person, Person) {
    let site = Site::empty().await;
    let own = site.house.organization("Femmes de Ségou", &[]).await.id;
    site.house.member("Mariam", own, Role::Member).await;
    site.house.member("Fanta", own, Role::FocalPoint).await;
    let mariam = signed_in(&site, "Mariam", OWN_WORDS).await;
    let fanta = signed_in(&site, "Fanta", OWN_WORDS).await;
    let form = [("titre", "Nos droits"), ("but", "Savoir **demander**."), ("langue", "bm")];
    let entered = mariam.post(&format!("{DESK}/nouveau"), &form).await;
    assert_eq!(entered.header("location"), format!("{SHEET}?enregistre=1"), "{}", entered.text());
    for title in ["Une demande claire", "Suivre une promesse"] {
        let form = [("titre", title), ("minutes", "8"), ("texte", "Dire **quoi** et pour quand.")];
        let told = mariam.post(&format!("{PATH}/lecons/nouvelle"), &form).await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text());
    }
    let truth = [("question", QUESTION), ("vrai", "oui"), ("pourquoi", "Sans date, elle s’oublie.")];
    let asked = mariam.post(&format!("{PATH}/questions/1-vrai-faux"), &truth).await;
    assert_eq!(asked.header("location"), format!("{PATH}/lecons/1?enregistre=1"), "{}", asked.text());
    let steps = [("question", "Dans quel ordre ?"), ("reponse-1", "Saluer"), ("reponse-2", "Demander")];
    assert_eq!(mariam.post(&format!("{PATH}/questions/1-ordre"), &steps).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.visitor().get(PATH).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mariam.post(SHEET, &[("acte", "publier")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(fanta.post(SHEET, &[("acte", "publier")]).await.status, StatusCode::SEE_OTHER);
    (site, mariam, fanta)
}

/// The hidden value of the form of a quiz.
pub fn seal(html: &str) -> String {
    let at = html.split("name=\"quiz\"").nth(1).expect("a quiz");
    attributes(at, "value")[0].clone()
}

/// The value of a hidden field.
pub fn hidden(html: &str, name: &str) -> String {
    let at = html.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("{name}: {html}"));
    attributes(at, "value")[0].clone()
}

#[tokio::test]
async fn a_path_is_read_lesson_by_lesson_and_a_visitor_carries_what_she_passed_in_her_address() {
    let (site, _, _) = site().await;
    let visitor = site.visitor();
    let html = visitor.read(PATH).await;
    for said in [
        "Nos droits",
        "<strong>demander</strong>",
        "2 leçons",
        "16 minutes",
        "Bambara",
        "\"Course\"",
        "Une demande claire",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(html.contains("Pour répondre aux quiz, attendez le réseau."), "what is kept is read alone");
    assert!(visitor.read("/formation?q=promesse").await.contains(PATH));
    assert!(visitor.read("/sitemap.xml").await.contains(PATH));
    assert!(visitor.read("/").await.contains(PATH), "the newest of everything");
    let lesson = format!("{PATH}/1");
    let html = visitor.read(&lesson).await;
    assert!(html.contains("Leçon 1 sur 2") && html.contains(QUESTION) && !html.contains("Sans date"));
    assert!(!html.contains("data-outbox=\"quiz\""), "nothing of a visitor waits on a phone");
    let (quiz, seal) = (format!("{lesson}/quiz"), seal(&html));
    // Nothing, nonsense and doubled places are answered by sentences, and what was right stays chosen.
    let tried = visitor.post(&quiz, &[("quiz", &seal), ("q1", "vrai"), ("q2-1", "1"), ("q2-2", "1")]).await;
    assert_eq!(tried.status, StatusCode::OK);
    let html = tried.text();
    for said in
        ["Réponses justes : 1 sur 2", "C’est juste.", "Sans date, elle s’oublie.", "la même place", "checked"]
    {
        assert!(html.contains(said), "{said}: {html}");
    }
    let html_of_tried = tried.text();
    for said in [
        "<title>Réponses justes : 1 sur 2 – ",
        "class=\"error-summary\"",
        "href=\"#q2\"",
        "aria-invalid=\"true\"",
        "La même place qu’une autre étape.",
    ] {
        assert!(html_of_tried.contains(said), "{said}: {html_of_tried}");
    }
    assert!(!html_of_tried.contains("href=\"#q1\""), "what is right is not to be repaired");
    let empty = visitor.post(&quiz, &[("quiz", &seal)]).await.text();
    assert!(!empty.contains("Presque"), "nothing right is not almost all");
    assert!(empty.contains("Il manque une réponse ici.") && !empty.contains("Sans date"));
    let odd = visitor.post(&quiz, &[("quiz", &seal), ("q1", "<script>"), ("q2-1", "9"), ("q2-2", "1")]).await;
    assert!(odd.text().contains("Nous n’avons pas compris") && !odd.text().contains("<script>\""));
    let seen = hidden(&html, "q1-vu");
    let stale =
        [("quiz", "vieux"), ("q1", "vrai"), ("q1-vu", seen.as_str()), ("q2-1", "1"), ("q2-vu", "autre")];
    let stale = visitor.post(&quiz, &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("checked"), "what she chose is still there");
    assert!(!stale.text().contains("<option value=\"1\" selected"), "other steps have no places yet");
    assert!(stale.text().contains("Cette question a changé"));
    assert_eq!(
        visitor.post(&format!("{PATH}/77/quiz"), &[("q1", "vrai")]).await.status,
        StatusCode::NOT_FOUND
    );
    // The steps are shown in the other order.
    let right = [("quiz", seal.as_str()), ("q1", "vrai"), ("q2-1", "2"), ("q2-2", "1")];
    let passed = visitor.post(&quiz, &right).await;
    let place = passed.header("location").to_owned();
    assert!(place.starts_with(&format!("{lesson}?carnet=")), "{place} {}", passed.text());
    assert!(place.contains("_1-"), "what she passed follows the mark of her address: {place}");
    let answer = visitor.get(place.split('#').next().unwrap()).await;
    assert!(answer.text().contains("Leçon acquise") && answer.header("cache-control").contains("no-store"));
    let next =
        attributes(&answer.text(), "href").into_iter().find(|it| it.starts_with(&format!("{PATH}/2?carnet")));
    let next = next.expect("the next lesson carries it on");
    let html = visitor.read(&next.replace("&amp;", "&")).await;
    let carnet = next.split("carnet=").nth(1).unwrap();
    assert!(html.contains("J’ai terminé cette leçon"), "a lesson without questions ends by a button");
    let end = [("quiz", self::seal(&html)), ("carnet", carnet.to_owned())];
    let end: Vec<(&str, &str)> = end.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = visitor.post(&format!("{PATH}/2/quiz"), &end).await;
    let carnet = done.header("location").split(['=', '#']).nth(1).unwrap().to_owned();
    let html = visitor.read(&format!("{PATH}?carnet={carnet}")).await;
    assert!(!html.contains("/salle\""), "a room carries nobody's progress");
    assert!(html.contains("ne passe pas dans votre compte"));
    assert!(html.contains("Parcours terminé") && html.contains("2 leçons acquises sur 2"), "{html}");
    assert!(!visitor.read(PATH).await.contains("acquise"), "without it nothing is known");
    let ask = format!("{PATH}/attestation");
    let first = "Terminez d’abord chaque leçon";
    assert!(visitor.read(&ask).await.contains(first));
    let named = |name: &str| {
        [("carnet", carnet.clone()), ("acte", "attestation".into()), ("nom_attestation", name.into())]
    };
    let send = async |fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.post(&ask, &fields).await
    };
    let refused = send(&named("Awa 76 12 34 56")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("value=\"Awa 76 12 34 56\""));
    assert_eq!(send(&named("Étoile du marché")[1..]).await.status, StatusCode::NOT_FOUND, "not without it");
    let given = send(&named("Étoile du marché")).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
    let hers = format!("{ask}?carnet={carnet}");
    let html = visitor.read(&hers).await;
    let check = attributes(&html, "href")
        .into_iter()
        .find(|it| it.starts_with("/attestation/") && !it.ends_with(".pdf"));
    let check = check.expect("the page that checks it");
    let told = site.visitor().read(&check).await;
    assert!(told.contains("Étoile du marché") && told.contains("Nos droits"), "{told}");
    assert_eq!(send(&named("Une autre")).await.status, StatusCode::SEE_OTHER);
    assert!(visitor.read(&hers).await.contains("Étoile du marché"), "one address, one certificate");
    let back = send(&[("carnet", carnet.clone()), ("acte", "retirer-attestation".into())]).await;
    assert!(back.header("location").contains("retiree=1"), "{}", back.text());
    assert!(!visitor.read(&hers).await.contains("Étoile du marché"));
    let forged = visitor.read(&format!("{PATH}?carnet={}", carnet.replace("1-", "2-"))).await;
    assert!(!forged.contains("acquise"));
}

#[tokio::test]
async fn a_member_s_progress_is_kept_with_her_account_and_forgotten_when_she_says_so() {
    let (site, mariam, _) = site().await;
    let html = mariam.read(&format!("{PATH}/1")).await;
    assert!(html.contains("data-outbox=\"quiz\"") && html.contains("name=\"formulaire\""));
    let seal = seal(&html);
    let right = [("quiz", seal.as_str()), ("q1", "vrai"), ("q2-1", "2"), ("q2-2", "1")];
    let passed = mariam.post(&format!("{PATH}/1/quiz"), &right).await;
    assert_eq!(passed.header("location"), format!("{PATH}/1#quiz"), "no address carries it");
    assert!(mariam.read(PATH).await.contains("1 leçon acquise sur 2"));
    let early = [("acte", "attestation"), ("nom_attestation", "Mariam")];
    assert_eq!(mariam.post(&format!("{PATH}/attestation"), &early).await.status, StatusCode::NOT_FOUND);
    assert!(!site.visitor().read(PATH).await.contains("acquise"));
    assert!(mariam.read(&format!("{PATH}/avancement")).await.contains("Effacer mon avancement"));
    let forgotten = mariam.post(&format!("{PATH}/avancement"), &[]).await;
    assert_eq!(forgotten.header("location"), format!("{PATH}?oublie=1"));
    assert!(!mariam.read(PATH).await.contains("acquise"));
}

#[tokio::test]
async fn forms_of_lessons_and_questions_say_what_is_wrong_and_lose_nothing() {
    let (_site, mariam, fanta) = site().await;
    let wrong = [("titre", ""), ("but", "Des mots que je garde."), ("langue", "klingon")];
    let refused = mariam.post(&format!("{DESK}/nouveau"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(">Des mots que je garde.</textarea>"));
    let lesson = format!("{PATH}/lecons/1");
    let wrong =
        [("titre", "Une leçon"), ("minutes", "mille"), ("texte", "Je garde ceci."), ("documents", "inconnu")];
    let refused = fanta.post(&format!("{PATH}/lecons/nouvelle"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains(">Je garde ceci.</textarea>") && refused.text().contains("entre 1 et 240")
    );
    let wrong = [("question", "Que faire ?"), ("reponse-1", "Écouter"), ("reponse-2", "écouter")];
    let refused = fanta.post(&format!("{PATH}/questions/1-choix"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.text();
    for said in [
        "Réponse 2",
        "disent la même chose",
        "Lesquelles sont justes",
        "Il en faut au moins 1",
        "value=\"Écouter\"",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
    let picture = fanta
        .post(&format!("{PATH}/questions/1-image"), &[("question", "Laquelle ?"), ("image-1", "x")])
        .await;
    assert!(picture.text().contains("Ce que montre l’image 1"), "{}", picture.text());
    // Two people in one lesson: the second one is shown what the first one wrote, and keeps her own words.
    let html = fanta.read(&lesson).await;
    let at = html.split("name=\"vu\"").nth(1).expect("a seal");
    let seen = attributes(at, "value")[0].clone();
    let form = |title: &'static str| {
        [
            ("vu", seen.clone()),
            ("titre", title.to_owned()),
            ("minutes", "9".to_owned()),
            ("texte", "Autre chose.".to_owned()),
        ]
    };
    let first = form("La première");
    let first: Vec<(&str, &str)> = first.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(fanta.post(&lesson, &first).await.status, StatusCode::SEE_OTHER);
    let second = form("La seconde");
    let second: Vec<(&str, &str)> = second.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let told = fanta.post(&lesson, &second).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let html = told.text();
    assert!(
        html.contains("modifié cette leçon")
            && html.contains("La première")
            && html.contains("value=\"La seconde\"")
    );
    for nothing in ["99", "01", "x", "1-99", "1-x", "9-choix"] {
        for way in ["lecons", "questions"] {
            assert_eq!(
                fanta.get(&format!("{PATH}/{way}/{nothing}")).await.status,
                StatusCode::NOT_FOUND,
                "{nothing}"
            );
        }
    }
    assert_eq!(fanta.get(&format!("{PATH}/01")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn lessons_and_questions_are_moved_by_buttons() {
    let (_site, _, fanta) = site().await;
    let version = |html: &str| {
        let at = html.split("name=\"version\"").nth(1).expect("a version");
        attributes(at, "value")[0].clone()
    };
    let seen = version(&fanta.read(SHEET).await);
    let up = [("acte", "monter"), ("numero", "2"), ("version", seen.as_str())];
    assert_eq!(fanta.post(SHEET, &up).await.status, StatusCode::SEE_OTHER);
    assert_eq!(fanta.post(SHEET, &up).await.status, StatusCode::CONFLICT, "a second press is told");
    let html = fanta.read(PATH).await;
    assert!(html.find("Suivre une promesse") < html.find("Une demande claire"));
    let lesson = format!("{PATH}/lecons/1");
    let seen = version(&fanta.read(&lesson).await);
    let down = [("acte", "descendre"), ("numero", "1"), ("version", seen.as_str())];
    assert_eq!(fanta.post(&lesson, &down).await.status, StatusCode::SEE_OTHER);
    let html = fanta.read(&lesson).await;
    assert!(html.find("Dans quel ordre ?") < html.find(QUESTION));
    // What is taken away is gone, so it asks first.
    for page in [&html, &fanta.read(SHEET).await] {
        let fold =
            main_of(page).split("<details").find(|it| it.contains("value=\"oter\"")).map(str::to_owned);
        let fold = fold.expect("a fold around the button");
        assert!(fold.contains("pour toujours"), "{fold}");
        assert!(!main_of(page).split("<details").next().unwrap().contains("value=\"oter\""));
    }
    let seen = version(&html);
    let take = [("acte", "oter"), ("numero", "2"), ("version", seen.as_str())];
    assert_eq!(fanta.post(&lesson, &take).await.status, StatusCode::SEE_OTHER);
    assert!(!fanta.read(&lesson).await.contains("Dans quel ordre ?"));
}

#[tokio::test]
async fn a_meeting_of_the_agenda_names_the_path_and_stands_on_its_page() {
    let (site, _, fanta) = site().await;
    let day = site.house.platform.clock().now().plus(3 * 24 * 60 * 60 * 1000).day().iso();
    let form = [
        ("titre", "Nos droits, ensemble"),
        ("genre", "formation"),
        ("pour", "tous"),
        ("du", &day),
        ("region", "segou"),
        ("adresse", "tous"),
        ("inscription", "non"),
        ("parcours", "nos-droits"),
    ];
    let new = "/compte/organisations/femmes-de-segou/rencontres/nouvelle";
    assert!(fanta.read(new).await.contains("name=\"parcours\""));
    let entered = fanta.post(new, &form).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text());
    let meeting = "/agenda/nos-droits-ensemble";
    assert!(!fanta.read(PATH).await.contains(meeting), "a draft is nobody's");
    fanta.post(&format!("{meeting}/modifier"), &[("acte", "publier")]).await;
    assert!(site.visitor().read(PATH).await.contains(meeting));
    assert!(site.visitor().read(meeting).await.contains(&format!("href=\"{PATH}\"")));
    // The path is withdrawn for a week; meanwhile somebody corrects the title of the meeting.
    fanta.post(SHEET, &[("acte", "retirer")]).await;
    let sheet = format!("{meeting}/modifier");
    let version = hidden(&fanta.read(&sheet).await, "version");
    let mut without: Vec<(&str, &str)> = form[1..7].to_vec();
    without.extend([("titre", "Nos droits, à plusieurs"), ("version", version.as_str())]);
    let changed = fanta.post(&sheet, &without).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    fanta.post(SHEET, &[("acte", "publier")]).await;
    let html = fanta.read(PATH).await;
    assert!(html.contains("Nos droits, à plusieurs"), "it still names the path: {html}");
    let wrong = fanta.post(new, &[form[0], form[1], form[3], form[4], ("parcours", "inconnu")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_example_path_says_that_it_is_one_and_goes_with_the_others() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let list = visitor.read("/formation").await;
    assert!(main_of(&list).contains("(exemple)"), "{list}");
    site.house.platform.remove_example(&site.house.right).await.unwrap();
    assert!(visitor.read("/formation").await.contains("Pas encore de parcours"));
}

#[tokio::test]
async fn what_a_member_answered_without_network_is_judged_once_when_it_arrives() {
    let (_site, mariam, _) = site().await;
    let quiz = format!("{PATH}/1/quiz");
    let seal = seal(&mariam.read(&format!("{PATH}/1")).await);
    let wrong = [("quiz", seal.as_str()), ("q1", "faux"), ("q2-1", "2"), ("q2-2", "1")];
    let told = send(&mariam, &[parcel(&id(), &quiz, &wrong)]).await;
    assert_eq!(told[0]["etat"], "page", "there is something to read: {told:?}");
    assert!(!mariam.read(PATH).await.contains("acquise"));
    let right = [("quiz", seal.as_str()), ("q1", "vrai"), ("q2-1", "2"), ("q2-2", "1")];
    let parcels = [parcel(&id(), &quiz, &right)];
    let first = send(&mariam, &parcels).await;
    assert_eq!((&first[0]["etat"], &first[0]["ou"]), (&"recu".into(), &format!("{PATH}/1#quiz").into()));
    assert_eq!(send(&mariam, &parcels).await, first, "the receipt stays the same");
    assert!(mariam.read(PATH).await.contains("1 leçon acquise sur 2"));
    let stale = [("quiz", "vieux"), ("q1", "vrai")];
    let told = send(&mariam, &[parcel(&id(), &quiz, &stale)]).await;
    assert_eq!(told[0]["etat"], "refus", "{told:?}");
}
