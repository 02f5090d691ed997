//! People and their sessions.

use crate::people::{HOUR, on_both_engines};
use domain::accounts::{AccountStore, SESSION_IDLE, SessionRow, SessionStore};
use domain::outside::Network;
use domain::{Error, Platform};
use model::accounts::{Device, Person, Strength};
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::time::Moment;

async fn sign_in(platform: &Platform, name: &str, passphrase: &str) -> Result<Person, Error> {
    platform
        .sign_in(&Fields::from([("nom", name), ("passphrase", passphrase)]), Network::default())
        .await
        .map(|it| it.person)
}

fn session(name: &str, person: &Person, now: Moment) -> SessionRow {
    let expires_at = now.plus(SESSION_IDLE);
    let data = "{\"person\":\"x\"}".to_owned();
    SessionRow {
        id_hash: name.to_owned(),
        handle: format!("handle of {name}"),
        data,
        person: Some(person.id),
        strength: Strength::Passphrase,
        device: Device::of("Android Firefox"),
        stays: false,
        rights_version: 0,
        created_at: now,
        seen_at: now,
        expires_at,
    }
}

#[tokio::test]
async fn the_first_administrator_signs_in_with_the_passphrase_that_was_printed_once() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        assert_eq!(platform.everybody(right).await.unwrap(), []);
        let (awa, passphrase) = platform.add_administrator(right, "Awa Traoré").await.unwrap();
        assert!(awa.administrator);
        assert_eq!(sign_in(platform, "awa traore", &passphrase).await.unwrap(), awa);
        assert_eq!(platform.person(awa.id).await.unwrap(), Some(awa.clone()));
        let kept = house.store.credentials("awa traore", "").await.unwrap().unwrap().passphrase_hash;
        assert!(kept.starts_with("$argon2id$") && !kept.contains(&passphrase));
        let again = platform.add_administrator(right, "AWA  Traoré").await.unwrap_err();
        assert_eq!(again.failure(), Failure::field("nom", Problem::Taken));
        let everybody = platform.everybody(right).await.unwrap();
        assert_eq!(everybody.into_iter().map(|it| it.person).collect::<Vec<_>>(), [awa]);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_passphrase_and_an_unknown_name_get_the_same_answer() {
    on_both_engines(async |house| {
        let (_, passphrase) = house.platform.add_administrator(&house.right, "Awa").await.unwrap();
        let wrong = Failure::field("passphrase", Problem::WrongSignIn);
        let tries = [
            ("Awa", "une autre phrase"),
            ("Personne", passphrase.as_str()),
            ("Awa\0", "x"),
            ("\0", passphrase.as_str()),
            ("", passphrase.as_str()),
            ("Awa", ""),
            ("Awa", &"a".repeat(10_000)),
        ];
        for (name, passphrase) in tries {
            let refused = sign_in(&house.platform, name, passphrase).await.unwrap_err();
            assert_eq!(refused.failure(), wrong, "{name:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_its_time_is_over_and_when_she_leaves() {
    on_both_engines(async |house| {
        let (platform, store, clock) = (&house.platform, &house.store, &house.clock);
        let (awa, _) = platform.add_administrator(&house.right, "Awa").await.unwrap();
        let now = || platform.clock().now();
        let phone = session("phone", &awa, now());
        assert!(store.add_session(&phone).await.unwrap());
        let same_id = SessionRow { person: None, ..phone.clone() };
        assert!(!store.add_session(&same_id).await.unwrap(), "an id is one person's");
        assert_eq!(store.session("phone", now()).await.unwrap(), Some(phone.clone()));
        assert_eq!(store.session("other", now()).await.unwrap(), None);
        let changed = SessionRow { data: "{}".to_owned(), strength: Strength::SecondFactor, ..phone };
        store.save_session(&changed).await.unwrap();
        assert_eq!(store.session("phone", now()).await.unwrap(), Some(changed));
        clock.advance(HOUR);
        store.save_session(&session("library", &awa, now())).await.unwrap();
        clock.advance(11 * HOUR);
        assert_eq!(store.session("phone", now()).await.unwrap(), None, "twelve hours are over");
        assert_eq!(platform.sweep().await.unwrap(), 1);
        assert!(store.session("library", now()).await.unwrap().is_some());
        store.delete_session("library").await.unwrap();
        assert_eq!(store.session("library", now()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_session_that_was_ended_is_not_brought_back_by_a_request_under_way() {
    on_both_engines(async |house| {
        let (awa, _) = house.platform.add_administrator(&house.right, "Awa").await.unwrap();
        let now = house.platform.clock().now();
        house.store.save_session(&session("phone", &awa, now)).await.unwrap();
        house.store.touch_session("phone", now, now.plus(20 * HOUR)).await.unwrap();
        assert!(house.store.session("phone", now.plus(15 * HOUR)).await.unwrap().is_some());
        house.store.delete_session("phone").await.unwrap();
        house.store.touch_session("phone", now, now.plus(20 * HOUR)).await.unwrap();
        assert_eq!(house.store.session("phone", now).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_new_passphrase_ends_every_session_of_hers_and_of_nobody_else() {
    on_both_engines(async |house| {
        let (platform, store) = (&house.platform, &house.store);
        let (awa, old) = platform.add_administrator(&house.right, "Awa").await.unwrap();
        let (fanta, _) = platform.add_administrator(&house.right, "Fanta").await.unwrap();
        let now = platform.clock().now();
        for (name, person) in [("a1", &awa), ("a2", &awa), ("f1", &fanta)] {
            store.save_session(&session(name, person, now)).await.unwrap();
        }
        let new = platform.reset_passphrase(&house.right, "awa").await.unwrap();
        assert_ne!(old, new);
        for (name, there) in [("a1", false), ("a2", false), ("f1", true)] {
            assert_eq!(store.session(name, now).await.unwrap().is_some(), there, "{name}");
        }
        assert!(sign_in(platform, "Awa", &old).await.is_err());
        assert_eq!(sign_in(platform, "Awa", &new).await.unwrap(), awa);
        let nobody = platform.reset_passphrase(&house.right, "Personne").await;
        assert!(matches!(nobody, Err(Error::NotFound)));
    })
    .await;
}
