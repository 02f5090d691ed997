//! Keys that devices hold.

use crate::callers::{signed_in, surely};
use crate::device::{Answer, Device};
use crate::people::{HOUR, House, MINUTE, OWN_WORDS, on_both_engines};
use domain::Error;
use domain::access::{Caller, Oneself};
use domain::accounts::{PasskeyStore, RelyingParty, SignIn};
use domain::outside::Network;
use model::accounts::{NoticeKind, Person, Role, Strength};
use model::failure::{Failure, Problem};
use model::fields::Fields;

const SITE: &str = "https://musoya.ml";

fn party() -> Option<RelyingParty> {
    RelyingParty::of(SITE)
}

fn fields(answer: Answer, more: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in more {
        fields.push(*name, *value);
    }
    for (name, value) in answer {
        fields.push(name, value);
    }
    fields
}

fn refused() -> Failure {
    Failure::field("cle", Problem::WrongPasskey)
}

async fn mariam(house: &House) -> Person {
    let organization = house.organization("Femmes de Ségou", &[]).await.id;
    house.member("Mariam", organization, Role::Member).await
}

fn oneself(person: &Person) -> Oneself {
    surely(person.clone()).oneself().unwrap()
}

/// Adds the key of a device as the pages do.
async fn add(house: &House, caller: &Caller, device: &mut Device) -> Result<SignIn, Error> {
    let wish = Fields::from([("nom", "Mon téléphone"), ("passphrase_actuelle", OWN_WORDS)]);
    let offer = house.platform.offer_passkey(caller, party().as_ref(), &wish).await?;
    let answer = device.make(&offer.challenge, &offer.user);
    let form = fields(answer, &[("nom", "Mon téléphone"), ("jeton", &offer.ticket)]);
    house.platform.add_passkey(caller, party().as_ref(), &form).await
}

/// Asks for a question and answers it.
async fn enter(house: &House, device: &mut Device) -> Result<SignIn, Error> {
    let question = house.platform.ask_for_passkey(party().as_ref()).unwrap();
    let form = fields(device.enter(&question.challenge), &[]);
    house.platform.sign_in_with_passkey(party().as_ref(), Some(&question.ticket), false, &form).await
}

#[tokio::test]
async fn a_device_of_hers_opens_her_account_without_name_and_passphrase() {
    on_both_engines(async |house| {
        let mariam = mariam(house).await;
        let (right, mut phone) = (oneself(&mariam), Device::at(SITE, 1));
        assert_eq!(enter(house, &mut phone).await.unwrap_err().failure(), refused(), "nobody knows it yet");
        let weak = signed_in(mariam.clone(), Strength::Passphrase);
        let added = add(house, &weak, &mut phone).await.unwrap();
        assert_eq!((added.person.id, added.strength), (mariam.id, Strength::SecondFactor));
        house.clock.advance(HOUR);
        let entered = enter(house, &mut phone).await.unwrap();
        assert_eq!((entered.person.id, entered.strength), (mariam.id, Strength::SecondFactor));
        let [kept] = &house.platform.passkeys(&right).await.unwrap()[..] else { panic!("one passkey") };
        assert_eq!(kept.name.as_str(), "Mon téléphone");
        assert_eq!(kept.used_at, Some(house.platform.clock().now()));
        assert_eq!(house.platform.account(&right).await.unwrap().passkeys, 1);
        let news = house.platform.notices(&right, None).await.unwrap();
        let told = news.iter().any(|it| it.kind == NoticeKind::Security && it.what == "passkey_on");
        assert!(told, "{news:?}");
        phone.counter = 1;
        assert_eq!(
            enter(house, &mut phone).await.unwrap_err().failure(),
            refused(),
            "a copy that counted less"
        );
        phone.counter = 9;
        assert!(enter(house, &mut phone).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_question_is_answered_once_by_the_browser_that_asked_and_within_five_minutes() {
    on_both_engines(async |house| {
        let (mariam, mut phone) = (mariam(house).await, Device::at(SITE, 1));
        add(house, &surely(mariam), &mut phone).await.unwrap();
        let (platform, party) = (&house.platform, party());
        let question = platform.ask_for_passkey(party.as_ref()).unwrap();
        let form = fields(phone.enter(&question.challenge), &[]);
        let other = platform.ask_for_passkey(party.as_ref()).unwrap();
        let longer = format!("{}0", question.ticket);
        let later = format!("9{}", question.ticket);
        for ticket in [None, Some(""), Some("."), Some(&*other.ticket), Some(&longer), Some(&later)] {
            let outcome = platform.sign_in_with_passkey(party.as_ref(), ticket, false, &form).await;
            assert_eq!(outcome.unwrap_err().failure(), refused(), "{ticket:?}");
        }
        let ticket = Some(question.ticket.as_str());
        assert!(platform.sign_in_with_passkey(party.as_ref(), ticket, true, &form).await.unwrap().stays);
        let again = platform.sign_in_with_passkey(party.as_ref(), ticket, false, &form).await;
        assert_eq!(again.unwrap_err().failure(), refused(), "sent twice");
        let question = platform.ask_for_passkey(party.as_ref()).unwrap();
        let form = fields(phone.enter(&question.challenge), &[]);
        house.clock.advance(5 * MINUTE);
        let late = platform.sign_in_with_passkey(party.as_ref(), Some(&question.ticket), false, &form).await;
        assert_eq!(late.unwrap_err().failure(), refused(), "five minutes are over");
        assert!(matches!(platform.ask_for_passkey(None), Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_shut_out_or_is_somebody_else_hears_what_a_stranger_hears() {
    on_both_engines(async |house| {
        let mariam = mariam(house).await;
        let organization = house.organization("Femmes de Mopti", &[]).await.id;
        let fanta = house.member("Fanta", organization, Role::Member).await;
        let moderator = house.moderator_of("Oumou", organization).await;
        let (mut hers, mut other) = (Device::at(SITE, 1), Device::at(SITE, 2));
        add(house, &surely(mariam.clone()), &mut hers).await.unwrap();
        add(house, &surely(fanta), &mut other).await.unwrap();
        let own = std::mem::replace(&mut hers.user, other.user.clone());
        assert_eq!(enter(house, &mut hers).await.unwrap_err().failure(), refused(), "made for somebody else");
        hers.user = own;
        let id = std::mem::replace(&mut hers.id, other.id.clone());
        assert_eq!(enter(house, &mut hers).await.unwrap_err().failure(), refused(), "another key's name");
        hers.id = vec![3; 32];
        assert_eq!(enter(house, &mut hers).await.unwrap_err().failure(), refused(), "unknown");
        hers.id = id;
        for (origin, party) in [("https://exemple.ml", "musoya.ml"), (SITE, "exemple.ml")] {
            (hers.origin, hers.party) = (origin.to_owned(), party.to_owned());
            assert_eq!(enter(house, &mut hers).await.unwrap_err().failure(), refused(), "{origin} {party}");
        }
        (hers.origin, hers.party) = (SITE.to_owned(), "musoya.ml".to_owned());
        assert!(enter(house, &mut hers).await.is_ok());
        let reason = "Elle a menacé une autre membre.";
        house.platform.set_shut_out(&moderator, false, mariam.id, true, reason).await.unwrap();
        assert_eq!(enter(house, &mut hers).await.unwrap_err().failure(), refused(), "shut out");
    })
    .await;
}

#[tokio::test]
async fn a_key_is_added_by_her_alone_after_her_passphrase_and_belongs_to_one_person() {
    on_both_engines(async |house| {
        let mariam = mariam(house).await;
        let organization = house.organization("Femmes de Mopti", &[]).await.id;
        let fanta = house.member("Fanta", organization, Role::Member).await;
        let (platform, party, own) = (&house.platform, party(), surely(mariam));
        let wrong = Fields::from([("nom", "Mon téléphone"), ("passphrase_actuelle", "un autre mot")]);
        let outcome = platform.offer_passkey(&own, party.as_ref(), &wrong).await.unwrap_err();
        assert_eq!(outcome.failure(), Failure::field("passphrase_actuelle", Problem::WrongPassphrase));
        let nameless = Fields::from([("nom", " "), ("passphrase_actuelle", OWN_WORDS)]);
        let outcome = platform.offer_passkey(&own, party.as_ref(), &nameless).await.unwrap_err();
        assert_eq!(outcome.failure(), Failure::field("nom", Problem::Required));
        let wish = Fields::from([("nom", "Mon téléphone"), ("passphrase_actuelle", OWN_WORDS)]);
        let offer = platform.offer_passkey(&own, party.as_ref(), &wish).await.unwrap();
        let mut phone = Device::at(SITE, 1);
        let answer = phone.make(&offer.challenge, &offer.user);
        let form = fields(answer, &[("nom", "Mon téléphone"), ("jeton", &offer.ticket)]);
        let stolen = platform.add_passkey(&surely(fanta.clone()), party.as_ref(), &form).await;
        assert_eq!(stolen.unwrap_err().failure(), refused(), "her question is nobody else's");
        platform.add_passkey(&own, party.as_ref(), &form).await.unwrap();
        let again = platform.add_passkey(&own, party.as_ref(), &form).await;
        assert_eq!(again.unwrap_err().failure(), refused(), "once");
        let taken = add(house, &surely(fanta), &mut phone).await.unwrap_err();
        assert_eq!(taken.failure(), refused(), "a key is one person's");
        for number in 2..=10 {
            add(house, &own, &mut Device::at(SITE, number)).await.unwrap();
        }
        let many = add(house, &own, &mut Device::at(SITE, 11)).await.unwrap_err();
        assert_eq!(many.failure(), Failure::field("nom", Problem::TooManyValues { max: 10 }));
    })
    .await;
}

#[tokio::test]
async fn a_key_gets_another_name_and_goes_when_she_says_so_and_never_by_somebody_else() {
    on_both_engines(async |house| {
        let (mariam, mut phone) = (mariam(house).await, Device::at(SITE, 1));
        let organization = house.organization("Femmes de Mopti", &[]).await.id;
        let fanta = house.member("Fanta", organization, Role::Member).await;
        let (platform, own, right) = (&house.platform, surely(mariam.clone()), oneself(&mariam));
        add(house, &own, &mut phone).await.unwrap();
        let id = platform.passkeys(&right).await.unwrap()[0].id.clone();
        let named = Fields::from([("cle", id.as_str()), ("nom", "Vieux téléphone")]);
        let other = surely(fanta);
        assert!(matches!(
            platform.rename_passkey(&other.oneself().unwrap(), &named).await,
            Err(Error::NotFound)
        ));
        let gone = Fields::from([("cle", id.as_str()), ("passphrase_actuelle", OWN_WORDS)]);
        assert!(matches!(platform.remove_passkey(&other, &gone).await, Err(Error::NotFound)));
        platform.rename_passkey(&right, &named).await.unwrap();
        assert_eq!(platform.passkeys(&right).await.unwrap()[0].name.as_str(), "Vieux téléphone");
        let without = Fields::from([("cle", id.as_str())]);
        assert!(platform.remove_passkey(&own, &without).await.is_err(), "her passphrase is asked");
        assert!(enter(house, &mut phone).await.is_ok());
        let left = platform.remove_passkey(&own, &gone).await.unwrap();
        assert_eq!(left.strength, Strength::Passphrase, "nothing but her passphrase is left");
        assert_eq!(enter(house, &mut phone).await.unwrap_err().failure(), refused());
        assert!(matches!(platform.remove_passkey(&own, &gone).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn for_staff_a_key_is_the_second_factor_and_nothing_goes_round_it() {
    on_both_engines(async |house| {
        let (mariam, mut phone) = (mariam(house).await, Device::at(SITE, 1));
        let platform = &house.platform;
        add(house, &surely(mariam.clone()), &mut phone).await.unwrap();
        let typed = Fields::from([("nom", "Mariam"), ("passphrase", OWN_WORDS)]);
        let strength = platform.sign_in(&typed, Network::default()).await.unwrap().strength;
        assert_eq!(strength, Strength::Passphrase, "a member's passphrase opens as before");
        let rights = Fields::from([("administratrice", "1"), ("modere", "rien")]);
        platform.set_standing(&house.right, mariam.id, &rights).await.unwrap();
        assert_eq!(platform.sign_in(&typed, Network::default()).await.unwrap().strength, Strength::Halfway);
        let old = signed_in(house.known("Mariam").await, Strength::Passphrase);
        assert!(matches!(platform.key_holder(&old).await, Err(Error::SecondFactor)));
        assert!(matches!(add(house, &old, &mut Device::at(SITE, 2)).await, Err(Error::SecondFactor)));
        let sure = surely(enter(house, &mut phone).await.unwrap().person);
        assert!(sure.administrator().is_ok());
        assert!(house.platform.everybody(&house.right).await.unwrap()[0].has_second_factor);
        // Two codes of one sheet are not two keys.
        let codes = Fields::from([("passphrase_actuelle", OWN_WORDS)]);
        let right = sure.oneself().unwrap();
        let codes = platform.new_paper_codes(&right, &codes).await.unwrap().0;
        let new = "trois mots sans lien";
        let lost =
            [("nom", "Mariam"), ("code", codes[0].as_str()), ("passphrase", new), ("passphrase_encore", new)];
        platform.recover_on_paper(&Fields::from(lost), Network::default()).await.unwrap();
        assert_eq!(platform.account(&right).await.unwrap().paper_codes, 0);
        assert_eq!(platform.passkeys(&right).await.unwrap().len(), 1, "her key stays");
    })
    .await;
}

#[tokio::test]
async fn the_operators_help_and_the_end_of_her_account_take_her_keys_away() {
    on_both_engines(async |house| {
        let (mariam, mut phone, mut old) = (mariam(house).await, Device::at(SITE, 1), Device::at(SITE, 2));
        let (platform, own, right) = (&house.platform, surely(mariam.clone()), oneself(&mariam));
        add(house, &own, &mut old).await.unwrap();
        let passphrase = platform.reset_passphrase(&house.right, "Mariam").await.unwrap();
        assert_eq!(platform.passkeys(&right).await.unwrap(), []);
        assert_eq!(enter(house, &mut old).await.unwrap_err().failure(), refused());
        let wish = Fields::from([("nom", "Mon téléphone"), ("passphrase_actuelle", passphrase.as_str())]);
        let offer = platform.offer_passkey(&own, party().as_ref(), &wish).await.unwrap();
        let answer = phone.make(&offer.challenge, &offer.user);
        let form = fields(answer, &[("nom", "Mon téléphone"), ("jeton", &offer.ticket)]);
        platform.add_passkey(&own, party().as_ref(), &form).await.unwrap();
        let sure = Fields::from([("sure", "1"), ("passphrase_actuelle", passphrase.as_str())]);
        platform.delete_account(&right, &sure).await.unwrap();
        let id = phone.enter("")[0].1.clone();
        assert_eq!(house.store.passkey(&id).await.unwrap(), None, "no row stays");
        assert_eq!(enter(house, &mut phone).await.unwrap_err().failure(), refused());
    })
    .await;
}

#[tokio::test]
async fn two_answers_with_one_count_get_in_once() {
    on_both_engines(async |house| {
        let (mariam, mut phone) = (mariam(house).await, Device::at(SITE, 1));
        add(house, &surely(mariam), &mut phone).await.unwrap();
        let id = phone.enter("")[0].1.clone();
        let kept = house.store.passkey(&id).await.unwrap().unwrap();
        let now = house.platform.clock().now();
        let counted = kept.data.replace("\"counter\":0", "\"counter\":1");
        assert_ne!(counted, kept.data);
        assert!(house.store.use_passkey(&id, &kept.data, &counted, now).await.unwrap());
        assert!(!house.store.use_passkey(&id, &kept.data, &counted, now).await.unwrap());
    })
    .await;
}
