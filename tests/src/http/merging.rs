//! `/envois/lot`, where what a phone changed without network was changed on the site meanwhile: different fields are merged, the same
//! field is asked, and the question ends.

use super::forum::TOPIC;
use super::outbox::{NEW, REPLY, id, members, parcel, send};
use super::projets::{BEGIN, site};
use crate::people::{Person, Site};
use serde_json::{Value, json};

const OWN: &str = "/forum/plaidoyer/1-une-promesse-en-retard/message";
const PLACE: &str = "/forum/plaidoyer/1-une-promesse-en-retard";
const WHOLE: &str = "/projets/activites/session-de-segou/modifier";

/// A correction of Mariam's reply, which she saw in its first version.
fn correction<'a>(text: &'a str, version: &'a str) -> [(&'a str, &'a str); 5] {
    let seen = ("vu:texte", "Bonne idée.");
    [("numero", "2"), ("version", version), ("geste", "corriger"), ("texte", text), seen]
}

/// What her phone sends once she has answered every question with the same word.
fn answered(id: &str, outcome: &Value, word: &str) -> Value {
    let choice = &outcome["choix"];
    let mut fields = choice["champs"].as_array().expect("fields").clone();
    for question in choice["parmi"].as_array().expect("questions") {
        let values = question["valeurs"][word].as_array().unwrap_or_else(|| panic!("{word}: {question}"));
        fields.extend(values.iter().map(|value| json!([question["nom"], value])));
    }
    json!({ "id": id, "ou": choice["ou"], "champs": fields })
}

/// Mariam, who wrote the second post of a topic.
async fn writer(site: &Site) -> (Person, Person) {
    let (fanta, mariam) = members(site).await;
    send(&fanta, &[parcel(&id(), NEW, &TOPIC)]).await;
    let first = send(&mariam, &[parcel(&id(), REPLY, &[("texte", "Bonne idée.")])]).await;
    assert_eq!(first[0]["ou"], format!("{PLACE}#m2"), "{first:?}");
    (fanta, mariam)
}

#[tokio::test]
async fn a_correction_that_waited_is_kept_once_and_where_she_corrected_it_elsewhere_meanwhile_she_is_asked() {
    Site::empty_on_both_engines(async |site| {
        let (fanta, mariam) = writer(site).await;
        let plain = [parcel(&id(), OWN, &correction("Très bonne idée.", "1"))];
        let first = send(&mariam, &plain).await;
        assert_eq!(first[0]["etat"], "recu", "{first:?}");
        assert_eq!(send(&mariam, &plain).await, first, "once, however often it comes");
        for (word, stands) in [
            ("mienne", "Du téléphone mienne."),
            ("la", "Très bonne idée."),
            ("deux", "Très bonne idée.\n\nDu téléphone deux."),
        ] {
            // Of another phone of hers, which saw the first version.
            let (own, text) = (id(), format!("Du téléphone {word}."));
            let late = parcel(&own, OWN, &correction(&text, "1"));
            let asked = send(&mariam, std::slice::from_ref(&late)).await;
            assert_eq!(asked[0]["etat"], "autre", "{asked:?}");
            let [question] = asked[0]["choix"]["parmi"].as_array().unwrap().as_slice() else {
                panic!("{asked:?}")
            };
            assert_eq!((&question["mienne"], &question["nom"]), (&json!(text), &json!("texte")));
            assert!(!question["titre"].as_str().unwrap().is_empty());
            assert_eq!(send(&mariam, &[late]).await, asked, "nothing is decided for her");
            let answer = answered(&own, &asked[0], word);
            let ended = send(&mariam, std::slice::from_ref(&answer)).await;
            assert_eq!(ended[0]["etat"], "recu", "{ended:?}");
            assert_eq!(send(&mariam, &[answer]).await, ended);
            let (_, _, post) = site
                .house
                .platform
                .own_post(&crate::callers::surely(site.house.known("Mariam").await), 1, 2)
                .await
                .unwrap();
            assert_eq!(post.text.as_str(), stands, "{word}");
            let back = parcel(
                &id(),
                OWN,
                &[
                    ("numero", "2"),
                    ("version", &post.version.to_string()),
                    ("geste", "corriger"),
                    ("texte", "Très bonne idée."),
                ],
            );
            assert_eq!(send(&mariam, &[back]).await[0]["etat"], "recu");
        }
        // Nobody corrects what is another's, whatever her phone says that she saw.
        let stolen = send(&fanta, &[parcel(&id(), OWN, &correction("Volé.", "1"))]).await;
        assert_eq!(stolen[0]["etat"], "refus", "{stolen:?}");
        assert!(!site.visitor().read(PLACE).await.contains("Volé."));
    })
    .await;
}

#[tokio::test]
async fn what_she_changed_after_it_had_arrived_is_asked_as_a_correction_and_where_none_is_possible_stays() {
    Site::empty_on_both_engines(async |site| {
        let (_, mariam) = writer(site).await;
        let own = id();
        let first = send(&mariam, &[parcel(&own, REPLY, &[("texte", "La première fois.")])]).await;
        let asked = send(&mariam, &[parcel(&own, REPLY, &[("texte", "Mieux dit.")])]).await;
        assert_eq!((&asked[0]["etat"], &asked[0]["numero"]), (&json!("autre"), &first[0]["numero"]));
        let question = &asked[0]["choix"]["parmi"][0];
        assert_eq!(
            (&question["mienne"], &question["la"]),
            (&json!("Mieux dit."), &json!("La première fois."))
        );
        let ended = send(&mariam, &[answered(&own, &asked[0], "mienne")]).await;
        assert_eq!((&ended[0]["etat"], &ended[0]["numero"]), (&json!("recu"), &first[0]["numero"]));
        let topic = site.house.platform.topic_page(&domain::access::Caller::Visitor, 1, 1).await.unwrap();
        assert_eq!(topic.posts.len(), 3, "no second one");
        assert_eq!(topic.posts[2].text.as_str(), "Mieux dit.");
        // A message to an organisation cannot be taken back: there is no question with a text of it.
        let (own, place) = (id(), "/annuaire/femmes-de-segou/message");
        send(&mariam, &[parcel(&own, place, &[("texte", "Où êtes-vous le samedi ?")])]).await;
        let other = send(&mariam, &[parcel(&own, place, &[("texte", "Où êtes-vous le dimanche ?")])]).await;
        assert_eq!((&other[0]["etat"], &other[0]["choix"]), (&json!("autre"), &Value::Null));
        // Erased meanwhile, it is not there to be asked about.
        let (own, text) = (id(), [("texte", "Bientôt effacé.")]);
        send(&mariam, &[parcel(&own, REPLY, &text)]).await;
        mariam.post(OWN, &[("numero", "4"), ("geste", "effacer")]).await;
        let gone = send(&mariam, &[parcel(&own, REPLY, &[("texte", "Effacé, et écrit encore.")])]).await;
        assert_eq!((&gone[0]["etat"], &gone[0]["choix"]), (&json!("autre"), &Value::Null), "{gone:?}");
    })
    .await;
}

#[tokio::test]
async fn two_who_tell_one_screen_of_a_report_have_both_what_each_told_and_are_asked_where_they_differ() {
    let (_site, mariam, fanta) = site().await;
    mariam.post(BEGIN, &[("titre", "Session de Ségou"), ("genre", "session-technique")]).await;
    let (screen, list) = (format!("{WHOLE}/recit"), format!("{WHOLE}/avec"));
    let seen = crate::people::attributes(&mariam.read(&screen).await, "value");
    let empty = seen.iter().find(|it| it.len() == 16).expect("the seal of the screen").clone();
    let html = mariam.read(&screen).await;
    assert!(html.contains("data-outbox=\"suite\"") && html.contains("data-merge=\"\""), "{html}");
    // Fanta tells two parts of it while Mariam has no network.
    fanta.post(&screen, &[("fait", "Deux jours."), ("aide", "Le thé."), ("vu", &empty)]).await;
    let told = [
        ("resultats", "Dix personnes formées."),
        ("frein", ""),
        ("vu", empty.as_str()),
        ("vu:fait", ""),
        ("vu:aide", ""),
        ("vu:resultats", ""),
        ("vu:frein", ""),
    ];
    let merged = send(&mariam, &[parcel(&id(), &screen, &told)]).await;
    assert_eq!((&merged[0]["etat"], &merged[0]["choix"]), (&json!("recu"), &Value::Null), "{merged:?}");
    let html = mariam.read(&screen).await;
    for said in ["Deux jours.", "Le thé.", "Dix personnes formées."] {
        assert!(html.contains(said), "{said}: {html}");
    }
    // The same part, and who worked along: two questions, of which lists can say both.
    let list_of = |names: &'static str| [("organisateurs", names), ("vu:organisateurs", "Femmes de Ségou")];
    fanta.post(&list, &list_of("Femmes de Ségou\nLa mairie")[..1]).await;
    let (own, hers) = (id(), list_of("Femmes de Ségou\nLa radio"));
    let place = parcel(&own, &list, &[hers[0], hers[1], ("vu", "0000000000000000")]);
    let asked = send(&mariam, &[place]).await;
    let question = &asked[0]["choix"]["parmi"][0];
    assert_eq!(question["valeurs"]["deux"], json!(["Femmes de Ségou", "La mairie", "La radio"]), "{asked:?}");
    let ended = send(&mariam, &[answered(&own, &asked[0], "deux")]).await;
    assert_eq!(ended[0]["etat"], "recu", "{ended:?}");
    let html = mariam.read(&list).await;
    assert!(html.contains("La mairie\nLa radio"), "{html}");
    // A date cannot be two, and is asked in words.
    let date = format!("{WHOLE}/date");
    fanta.post(&date, &[("du", "2025-12-09")]).await;
    let asked =
        send(&mariam, &[parcel(&id(), &date, &[("du", "2025-12-10"), ("vu", "0000000000000000")])]).await;
    let question = &asked[0]["choix"]["parmi"][0];
    assert_eq!(
        (&question["valeurs"]["deux"], &question["la"]),
        (&Value::Null, &json!("2025-12-09")),
        "{asked:?}"
    );
}
