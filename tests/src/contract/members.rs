//! Coming in, belonging and leaving, and the conversation of a visitor with an organisation.

use crate::callers::signed_in;
use crate::people::{HOUR, House, OWN_WORDS, on_both_engines};
use domain::access::{Caller, FocalPoint};
use domain::outside::Network;
use domain::{Error, Platform};
use model::accounts::{Person, Role, Strength, Words};
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::id::OrganizationId;
use model::message::MessageKind;
use tokio::task::JoinSet;

const DAY: i64 = 24 * HOUR;

/// The form of somebody who comes.
fn comer(code: &str, name: &str) -> Fields {
    Fields::from([("code", code), ("nom", name), ("passphrase", OWN_WORDS)])
}

/// The form of somebody who asks an organisation.
fn asker(slug: &str, name: &str) -> Fields {
    Fields::from([("organisation", slug), ("nom", name), ("passphrase", OWN_WORDS)])
}

/// The words of a new invitation for a group of so many.
async fn group(house: &House, organization: OrganizationId, places: &str) -> Words {
    let right = house.right.focal_point_of(organization);
    let wish = Fields::from([("pour", "groupe"), ("places", places), ("jours", "2")]);
    house.platform.invite(&right, false, &wish).await.expect("an invitation").1
}

async fn single(house: &House, right: &FocalPoint) -> Words {
    house.platform.invite(right, false, &Fields::from([("pour", "une")])).await.expect("an invitation").1
}

fn caller(person: Person) -> Caller {
    signed_in(person, Strength::Passphrase)
}

async fn names(platform: &Platform, right: &FocalPoint) -> Vec<String> {
    platform.members(right).await.unwrap().into_iter().map(|it| it.name.to_string()).collect()
}

fn refused<T>(result: Result<T, Error>) -> Failure {
    result.err().expect("a refusal").failure()
}

fn over() -> Failure {
    Failure::field("code", Problem::InvitationOver)
}

#[tokio::test]
async fn a_recovery_is_kept_a_month_after_its_time_and_then_forgotten() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let name = Fields::from([("nom", "Personne")]);
        platform.start_recovery(&name, Network::default()).await.unwrap();
        house.clock.advance(30 * 24 * HOUR);
        assert_eq!(platform.sweep().await.unwrap(), 0);
        house.clock.advance(30 * 24 * HOUR);
        assert_eq!(platform.sweep().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_for_one_person_brings_one_person() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let right = house.right.focal_point_of(it.id);
        let words = single(house, &right).await;
        let mariam =
            platform.join(&comer(words.as_str(), "Mariam"), Network::default()).await.unwrap().person;
        assert!(mariam.belongs_to(it.id) && !mariam.is_focal_point_of(it.id));
        assert_eq!(refused(platform.join(&comer(words.as_str(), "Kadia"), Network::default()).await), over());
        assert_eq!(names(platform, &right).await, ["Mariam"]);
        assert_eq!(platform.invitations(&right).await.unwrap()[0].used, 1);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_for_a_group_brings_as_many_as_it_says_and_no_more() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let words = group(house, it.id, "2").await;
        for name in ["Mariam", "Kadia"] {
            platform.join(&comer(words.as_str(), name), Network::default()).await.unwrap();
        }
        assert_eq!(refused(platform.join(&comer(words.as_str(), "Awa"), Network::default()).await), over());
        let right = house.right.focal_point_of(it.id);
        assert_eq!(names(platform, &right).await, ["Kadia", "Mariam"]);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_that_is_over_withdrawn_or_invented_opens_nothing() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let right = house.right.focal_point_of(it.id);
        let late = group(house, it.id, "5").await;
        let withdrawn = single(house, &right).await;
        let id = platform.invitations(&right).await.unwrap().iter().find(|it| it.places == 1).unwrap().id;
        platform.withdraw_invitation(&right, id).await.unwrap();
        assert_eq!(refused(platform.withdraw_invitation(&right, id).await), Failure::Conflict);
        house.clock.advance(2 * DAY);
        for code in [late.as_str(), withdrawn.as_str(), "bamo-kisu-lafi-nado-sumi", "", "été"] {
            assert_eq!(
                refused(platform.join(&comer(code, "Mariam"), Network::default()).await),
                over(),
                "{code}"
            );
        }
        assert_eq!(names(platform, &right).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn an_organisation_does_not_withdraw_the_invitation_of_another() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let own = house.right.focal_point_of(house.organization("La nôtre", &[]).await.id);
        let other = house.right.focal_point_of(house.organization("Une autre", &[]).await.id);
        let words = single(house, &own).await;
        let id = platform.invitations(&own).await.unwrap()[0].id;
        assert_eq!(refused(platform.withdraw_invitation(&other, id).await), Failure::Conflict);
        assert!(platform.invitations(&other).await.unwrap().is_empty());
        platform.join(&comer(words.as_str(), "Mariam"), Network::default()).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_people_who_race_for_the_last_place_one_comes_and_the_other_is_told() {
    on_both_engines(async |house| {
        let it = house.organization("Une organisation", &[]).await;
        let right = house.right.focal_point_of(it.id);
        let words = single(house, &right).await;
        let mut racers = JoinSet::new();
        for name in ["Mariam", "Kadia"] {
            let (platform, form) = (house.platform.clone(), comer(words.as_str(), name));
            racers.spawn(async move { platform.join(&form, Network::default()).await });
        }
        let (came, late): (Vec<_>, Vec<_>) = racers.join_all().await.into_iter().partition(Result::is_ok);
        assert_eq!((came.len(), late.len()), (1, 1));
        assert_eq!(refused(late.into_iter().next().unwrap()), over());
        assert_eq!(names(&house.platform, &right).await.len(), 1);
        assert_eq!(house.platform.everybody(&house.right).await.unwrap().len(), 1, "nobody is left half in");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_presses_twice_comes_once_and_is_signed_in_both_times() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let right = house.right.focal_point_of(it.id);
        // One after the other, and both at the same moment.
        let words = single(house, &right).await;
        let first = platform.join(&comer(words.as_str(), "Mariam"), Network::default()).await.unwrap().person;
        assert_eq!(
            platform.join(&comer(words.as_str(), "Mariam"), Network::default()).await.unwrap().person.id,
            first.id
        );
        let words = single(house, &right).await;
        let mut presses = JoinSet::new();
        for _ in 0..2 {
            let (platform, form) = (platform.clone(), comer(words.as_str(), "Kadia"));
            presses.spawn(async move { platform.join(&form, Network::default()).await });
        }
        let both = presses.join_all().await;
        let ids: Vec<_> = both.into_iter().map(|it| it.expect("signed in").person.id).collect();
        assert_eq!(ids[0], ids[1]);
        assert_eq!(names(platform, &right).await, ["Kadia", "Mariam"]);
        // The same form with another passphrase, or much later, is somebody else's.
        let guessed =
            Fields::from([("code", words.as_str()), ("nom", "Kadia"), ("passphrase", "une autre phrase")]);
        assert_eq!(refused(platform.join(&guessed, Network::default()).await), over());
        house.clock.advance(HOUR);
        assert_eq!(refused(platform.join(&comer(words.as_str(), "Kadia"), Network::default()).await), over());
    })
    .await;
}

#[tokio::test]
async fn a_member_who_presses_twice_takes_one_place_of_the_group() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let other = house.organization("Une autre", &[]).await;
        let mariam = house.member("Mariam", other.id, Role::Member).await;
        let words = group(house, it.id, "2").await;
        let oneself = caller(mariam).oneself().unwrap();
        for _ in 0..3 {
            platform
                .join_too(&oneself, &Fields::from([("code", words.as_str())]), Network::default())
                .await
                .unwrap();
        }
        platform.join(&comer(words.as_str(), "Kadia"), Network::default()).await.unwrap();
        let right = house.right.focal_point_of(it.id);
        assert_eq!(names(platform, &right).await, ["Kadia", "Mariam"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_takes_a_name_that_the_eye_cannot_tell_from_another() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let words = group(house, it.id, "9").await;
        platform.join(&comer(words.as_str(), "Mariam Traoré"), Network::default()).await.unwrap();
        house.clock.advance(HOUR);
        // Cyrillic а, capitals, another space, an invisible character.
        for alike in ["M\u{430}riam Traoré", "MARIAM TRAORE", "MariamTraoré", "Mari\u{200b}am Traoré"] {
            let refusal = refused(platform.join(&comer(words.as_str(), alike), Network::default()).await);
            assert_eq!(refusal, Failure::field("nom", Problem::TooAlike), "{alike}");
        }
        let right = house.right.focal_point_of(it.id);
        assert_eq!(platform.invitations(&right).await.unwrap()[0].used, 1, "a refusal takes no place");
    })
    .await;
}

#[tokio::test]
async fn a_name_is_kept_without_what_cannot_be_seen_and_is_never_a_number() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let words = group(house, it.id, "9").await;
        let came = platform
            .join(&comer(words.as_str(), "Ma\u{200b}ri\u{202e}am\u{feff}"), Network::default())
            .await
            .unwrap();
        assert_eq!(came.person.name.as_str(), "Mariam");
        for (name, problem) in [
            ("76 12 34 56", Problem::LooksLikeAPhone),
            ("Awa 7612-3456", Problem::LooksLikeAPhone),
            ("awa@exemple.ml", Problem::LooksLikeAnAddress),
            ("\u{200b}\u{200b}", Problem::Required),
        ] {
            let refusal = refused(platform.join(&comer(words.as_str(), name), Network::default()).await);
            assert_eq!(refusal, Failure::field("nom", problem), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_request_makes_a_member_only_when_it_is_accepted_and_is_answered_once() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let fanta = caller(house.member("Fanta", it.id, Role::FocalPoint).await);
        let (receiver, right) = (fanta.receiver(it.id).unwrap(), fanta.focal_point(it.id).unwrap());
        let mariam = platform.ask_to_join(&asker(&it.slug, "Mariam")).await.unwrap().person;
        let kadia = platform.ask_to_join(&asker(&it.slug, "Kadia")).await.unwrap().person;
        assert!(!mariam.is_member());
        let better = Fields::from([("organisation", it.slug.as_str()), ("texte", "Je connais Fanta.")]);
        platform.ask_too(&caller(mariam.clone()).oneself().unwrap(), &mariam, &better).await.unwrap();
        let requests = platform.requests(&receiver).await.unwrap();
        let said = requests.iter().map(|it| it.words.as_ref().map(ToString::to_string));
        assert_eq!(
            said.collect::<Vec<_>>(),
            [Some("Je connais Fanta.".to_owned()), None],
            "the first, as now"
        );
        platform.decide_request(&receiver, mariam.id, true).await.unwrap();
        platform.decide_request(&receiver, kadia.id, false).await.unwrap();
        for accepted in [true, false] {
            for person in [mariam.id, kadia.id] {
                let again = platform.decide_request(&receiver, person, accepted).await;
                assert_eq!(refused(again), Failure::Conflict);
            }
        }
        assert_eq!(names(platform, &right).await, ["Fanta", "Mariam"]);
        let mariam = platform.person(mariam.id).await.unwrap().unwrap();
        assert!(mariam.belongs_to(it.id) && !mariam.is_focal_point_of(it.id));
        assert!(!platform.person(kadia.id).await.unwrap().unwrap().is_member());
        assert!(platform.requests(&receiver).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_organisation_answers_only_the_requests_that_it_was_asked() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (own, other) =
            (house.organization("La nôtre", &[]).await, house.organization("Une autre", &[]).await);
        let fanta = caller(house.member("Fanta", own.id, Role::FocalPoint).await);
        let mariam = platform.ask_to_join(&asker(&other.slug, "Mariam")).await.unwrap().person;
        let receiver = fanta.receiver(own.id).unwrap();
        let answered = platform.decide_request(&receiver, mariam.id, true).await;
        assert_eq!(refused(answered), Failure::Conflict);
        assert!(!platform.person(mariam.id).await.unwrap().unwrap().is_member());
        assert!(matches!(fanta.receiver(other.id), Err(Error::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn only_an_administrator_invites_a_focal_point_and_only_one_at_a_time() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let right = house.right.focal_point_of(it.id);
        let wish = |kind| Fields::from([("pour", kind), ("role", "point-focal")]);
        for (by_administrator, kind) in [(false, "une"), (false, "groupe"), (true, "groupe")] {
            let refusal = refused(platform.invite(&right, by_administrator, &wish(kind)).await);
            assert_eq!(refusal, Failure::NotAllowed, "{by_administrator} {kind}");
        }
        assert!(platform.invitations(&right).await.unwrap().is_empty());
        let (_, words) = platform.invite(&right, true, &wish("une")).await.unwrap();
        let fanta = platform.join(&comer(words.as_str(), "Fanta"), Network::default()).await.unwrap().person;
        assert!(fanta.is_focal_point_of(it.id));
    })
    .await;
}

#[tokio::test]
async fn a_member_is_taken_out_once_and_nobody_takes_herself_out_here() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let other = house.organization("Une autre", &[]).await;
        let fanta = house.member("Fanta", it.id, Role::FocalPoint).await;
        let right = caller(fanta.clone()).focal_point(it.id).unwrap();
        let mariam = house.member("Mariam", it.id, Role::Member).await;
        let stranger = house.member("Kadia", other.id, Role::Member).await;
        platform.withdraw_member(&right, mariam.id).await.unwrap();
        assert_eq!(refused(platform.withdraw_member(&right, mariam.id).await), Failure::Conflict);
        assert_eq!(refused(platform.withdraw_member(&right, stranger.id).await), Failure::Conflict);
        assert_eq!(refused(platform.withdraw_member(&right, fanta.id).await), Failure::NotAllowed);
        assert_eq!(names(platform, &right).await, ["Fanta"]);
        assert!(platform.person(stranger.id).await.unwrap().unwrap().belongs_to(other.id));
    })
    .await;
}

#[tokio::test]
async fn a_visitor_and_an_organisation_talk_with_a_code_and_nobody_else_listens() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let right = house.right.focal_point_of(it.id);
        let other = house.right.focal_point_of(house.organization("Une autre", &[]).await.id);
        let text = |text| Fields::from([("texte", text)]);
        let letter = text("Bonjour, quand êtes-vous ouvertes ?");
        let words = platform.send_message(&it.slug, MessageKind::Contact, &letter).await.unwrap().unwrap();
        let id = platform.messages_to(&right).await.unwrap()[0].id;
        house.clock.advance(HOUR);
        for _ in 0..2 {
            // A form that was sent twice says one thing.
            platform.answer_message(&right, id, &text("Chaque mardi matin.")).await.unwrap();
        }
        let said = words.as_str().replace('-', " ").to_uppercase();
        let read = platform.conversation_by_code(&said).await.unwrap();
        assert_eq!((read.answers.len(), read.answers[0].by_organization), (1, true));
        assert_eq!(read.message.answered_at, Some(platform.clock().now()));
        assert!(read.message.done_at.is_some());
        house.clock.advance(HOUR);
        let more = Fields::from([("code", said.as_str()), ("texte", "Merci, je viendrai.")]);
        for _ in 0..2 {
            platform.write_further(&more).await.unwrap();
        }
        let waiting = &platform.messages_to(&right).await.unwrap()[0];
        assert_eq!(waiting.done_at, None, "who writes further waits again");
        assert_eq!(platform.conversation(&right, id).await.unwrap().answers.len(), 2);
        // Another organisation and another code get nothing.
        assert_eq!(refused(platform.conversation(&other, id).await), Failure::NotFound);
        let intruding = platform.answer_message(&other, id, &text("Ne venez pas ici.")).await;
        assert_eq!(refused(intruding), Failure::NotFound);
        let wrong = Failure::field("code", Problem::WrongCode);
        for code in ["bamo kisu lafi nado sumi", "", "%", &said[..19]] {
            assert_eq!(refused(platform.conversation_by_code(code).await), wrong, "{code}");
            let more = Fields::from([("code", code), ("texte", "Une intruse écrit.")]);
            assert_eq!(refused(platform.write_further(&more).await), wrong, "{code}");
        }
        assert_eq!(platform.conversation(&right, id).await.unwrap().answers.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_report_of_an_error_is_read_and_closed_and_has_no_answer() {
    on_both_engines(async |house| {
        let (platform, it) = (&house.platform, house.organization("Une organisation", &[]).await);
        let right = house.right.focal_point_of(it.id);
        let report = Fields::from([("texte", "Le numéro est faux.")]);
        platform.send_message(&it.slug, MessageKind::Error, &report).await.unwrap();
        let id = platform.messages_to(&right).await.unwrap()[0].id;
        let answered = platform.answer_message(&right, id, &report).await;
        assert_eq!(refused(answered), Failure::NotAllowed);
        platform.finish_message(&right, id).await.unwrap();
        let closed = &platform.messages_to(&right).await.unwrap()[0];
        assert!(closed.done_at.is_some() && closed.answered_at.is_none());
    })
    .await;
}
