//! Guessing, and what is far too long to be meant: answered soon, the same for everybody, and slower each time.

use super::accounts::{is_wrong, mariam, rejefpo};
use crate::counting;
use crate::people::{House, OWN_WORDS, Site};
use app::t::{self, Locale};
use axum::http::StatusCode;
use domain::Error;
use domain::outside::{Clock as _, Network};
use model::accounts::{PASSPHRASE_MAX, Words};
use model::fields::Fields;

/// Words that open nothing, another code for each number.
fn wrong(number: u32) -> String {
    let syllable = |at: u32| u8::try_from(number >> (5 * at) & 31).unwrap();
    let bytes = [syllable(0), syllable(1), syllable(2), 0, 0, 0, 0, 0, 0, 0];
    Words::from_bytes(&bytes).as_str().to_owned()
}

async fn invitation(house: &House, organization: model::id::OrganizationId) -> String {
    let wish = Fields::from([("pour", "groupe"), ("places", "20"), ("jours", "14")]);
    let right = house.right.focal_point_of(organization);
    house.platform.invite(&right, false, &wish).await.unwrap().1.as_str().to_owned()
}

#[tokio::test]
async fn wrong_words_of_an_invitation_make_their_network_wait_by_whatever_form_they_come() {
    Site::on_both_engines(async |site| {
        let code = invitation(&site.house, rejefpo(site).await).await;
        let guesser = site.visitor();
        for guess in 0..20 {
            let words = wrong(guess);
            let answer = match guess % 2 {
                0 => guesser.get(&format!("/rejoindre?code={words}")).await,
                _ => {
                    guesser
                        .post("/rejoindre", &[("code", &words), ("nom", "Kadia"), ("passphrase", OWN_WORDS)])
                        .await
                }
            };
            assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{guess}");
            assert!(answer.text().contains(t::errors::invitation_over(Locale::French)), "{guess}");
        }
        // What cannot be words of ours is a slip of the finger, and no guess.
        assert_eq!(guesser.get("/rejoindre?code=bon").await.status, StatusCode::OK);
        guesser.get(&format!("/rejoindre?code={}", wrong(20))).await;
        for path in [format!("/rejoindre?code={}", wrong(21)), format!("/rejoindre?code={code}")] {
            let answer = guesser.get(&path).await;
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "good words neither");
            assert!(answer.is_a_page() && !answer.header("retry-after").is_empty());
        }
        let fields = [("code", code.as_str()), ("nom", "Kadia"), ("passphrase", OWN_WORDS)];
        assert_eq!(guesser.post("/rejoindre", &fields).await.status, StatusCode::TOO_MANY_REQUESTS);
        let far = site.visitor_from([198, 51, 100, 9]);
        assert_eq!(
            far.get(&format!("/rejoindre?code={code}")).await.status,
            StatusCode::OK,
            "elsewhere nobody waits"
        );
        site.house.clock.advance(60_000);
        assert_eq!(guesser.post("/rejoindre", &fields).await.header("location"), "/compte?bienvenue=1");
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_guesses_in_an_hour_try_a_hundred_codes() {
    let house = House::on_sqlite().await;
    let it = house.organization("Femmes de Ségou", &[]).await.id;
    let code = invitation(&house, it).await;
    let start = house.clock.now();
    let mut tried = 0;
    for guess in 0..10_000 {
        house.clock.advance(360);
        match house.platform.invitation(&wrong(guess), Network::default()).await {
            Err(Error::TooMany) => {}
            Err(Error::Invalid(_)) => tried += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(house.clock.now(), start.plus(3_600_000));
    assert!((20..100).contains(&tried), "{tried}");
    house.clock.advance(60_000);
    assert!(house.platform.invitation(&code, Network::default()).await.is_ok(), "never for good");
}

#[tokio::test]
async fn a_passphrase_of_a_megabyte_is_refused_before_it_is_read_or_hashed() {
    Site::on_both_engines(async |site| {
        let mariam = mariam(site).await;
        let code = invitation(&site.house, rejefpo(site).await).await;
        let (huge, long) = ("a".repeat(1_000_000), "a".repeat(PASSPHRASE_MAX + 1));
        let visitor = site.visitor();
        for (person, path, fields) in [
            (&visitor, "/connexion", vec![("nom", "Mariam")]),
            (&visitor, "/rejoindre", vec![("code", code.as_str()), ("nom", "Kadia")]),
            (&visitor, "/retrouver/papier", vec![("nom", "Mariam"), ("code", "bamo-kisu-lafi-nado")]),
            (&mariam, "/compte/securite", vec![("passphrase_actuelle", OWN_WORDS)]),
        ] {
            let sent = async |passphrase: &str| {
                let twice = [("passphrase", passphrase), ("passphrase_encore", passphrase)];
                person.post(path, &[fields.as_slice(), &twice].concat()).await
            };
            // Whoever is signed in is recognised first, by what the cache knows of her; nothing is asked about a passphrase.
            person.get("/compte").await;
            let (answer, said) = counting::statements(sent(&huge)).await;
            assert_eq!(
                said,
                Vec::<String>::new(),
                "{path}: nothing to compare it with, so nothing is hashed"
            );
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
            assert!(answer.is_a_page() && !answer.text().contains("aaaa"), "{path}");
            assert!(
                answer.text().contains(t::errors::too_large_title(Locale::French)),
                "{path}: a clear sentence"
            );
            let answer = sent(&long).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(!answer.text().contains("aaaa"), "{path}: no passphrase is shown again");
        }
        // One that nobody can have is answered as one that is wrong, for a name that somebody has and for one that nobody has.
        for name in ["Mariam", "Personne"] {
            assert!(is_wrong(&visitor.post("/connexion", &[("nom", name), ("passphrase", &long)]).await));
        }
        assert_eq!(mariam.get("/compte").await.status, StatusCode::OK);
    })
    .await;
}
