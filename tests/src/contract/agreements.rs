//! What nobody does alone.

use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::Error;
use domain::StoreError;
use domain::access::Administrator;
use domain::outside::Network;
use model::accounts::Role;
use model::agreement::AgreementState;
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::id::{AgreementId, OrganizationId};

const DAY: i64 = 24 * HOUR;

fn wish() -> Fields {
    Fields::from([("acte", "liste"), ("raison", "rapport annuel au bailleur")])
}

async fn two_organizations(house: &House) -> (OrganizationId, OrganizationId) {
    let one = house.organization("Femmes de Ségou", &[]).await.id;
    (one, house.organization("Femmes de Mopti", &[]).await.id)
}

/// Whether somebody was quicker, as the domain or the store says it.
pub fn is_conflict<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Conflict | Error::Store(StoreError::Conflict)))
}

#[tokio::test]
async fn two_administrators_of_two_organisations_take_the_list_once() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        let (awa_id, awa) = house.administrator_of("Awa", one).await;
        let (oumou_id, oumou) = house.administrator_of("Oumou", other).await;
        house.member("=Kadi", other, Role::FocalPoint).await;
        let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
        assert!(
            matches!(platform.export_people(&awa, id).await, Err(Error::NotAllowed)),
            "nobody agreed yet"
        );
        platform.agree(&oumou, id).await.unwrap();
        let agreement = platform.agreement(&awa, id).await.unwrap();
        assert_eq!((agreement.asked_by, agreement.agreed_by), (awa_id, Some(oumou_id)));
        assert_eq!(agreement.state(platform.clock().now()), AgreementState::Agreed);
        let list = String::from_utf8(platform.export_people(&awa, id).await.unwrap()).unwrap();
        let lines: Vec<&str> = list.lines().collect();
        assert_eq!(lines[0], "nom,organisations,role,depuis");
        assert!(lines.contains(&"'=Kadi,Femmes de Mopti,point-focal,2026-11-21"), "{list}");
        assert_eq!(lines.len(), 4);
        assert!(!list.contains('@'), "no address leaves the site");
        for right in [&awa, &oumou] {
            assert!(is_conflict(&platform.export_people(right, id).await), "once is once");
        }
        let log = platform.audit(&house.right, None).await.unwrap();
        let deeds: Vec<&str> = log.iter().map(|line| line.deed.as_str()).take(3).collect();
        assert_eq!(deeds, ["liste-exportee", "accord-donne", "accord-demande"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_agrees_with_herself_or_for_her_own_organisation() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        let (_, awa) = house.administrator_of("Awa", one).await;
        let (_, sister) = house.administrator_of("Fanta", one).await;
        let (_, oumou) = house.administrator_of("Oumou", other).await;
        let (_, third) = house.administrator_of("Kadia", other).await;
        let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
        for right in [&awa, &sister, &house.right] {
            assert!(matches!(platform.agree(right, id).await, Err(Error::NotAllowed)));
        }
        platform.agree(&oumou, id).await.unwrap();
        assert!(is_conflict(&platform.agree(&third, id).await), "one agreement is enough");
        for right in [&sister, &third, &house.right] {
            assert!(matches!(platform.export_people(right, id).await, Err(Error::NotAllowed)));
        }
        let nothing = AgreementId::parse("00000000-0000-7000-8000-000000000000").unwrap();
        assert!(matches!(platform.agree(&oumou, nothing).await, Err(Error::NotFound)));
        platform.export_people(&oumou, id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_agreement_holds_for_a_day_and_a_wish_for_a_week() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        let (_, awa) = house.administrator_of("Awa", one).await;
        let (_, oumou) = house.administrator_of("Oumou", other).await;
        let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
        house.clock.advance(6 * 24 * HOUR);
        platform.agree(&oumou, id).await.unwrap();
        house.clock.advance(24 * HOUR);
        assert!(is_conflict(&platform.export_people(&awa, id).await), "a day is over");
        let late = platform.ask_agreement(&awa, &wish()).await.unwrap();
        house.clock.advance(7 * 24 * HOUR);
        assert!(is_conflict(&platform.agree(&oumou, late).await), "a week is over");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_shut_out_or_lost_her_rights_in_between_takes_no_list() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        let (awa_id, awa) = house.administrator_of("Awa", one).await;
        let (oumou_id, oumou) = house.administrator_of("Oumou", other).await;
        let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
        platform.agree(&oumou, id).await.unwrap();
        let moderator = surely(house.known("Awa").await).moderator().unwrap();
        platform.set_shut_out(&moderator, true, oumou_id, true, "téléphone volé").await.unwrap();
        assert!(matches!(platform.export_people(&awa, id).await, Err(Error::NotAllowed)));
        platform.set_shut_out(&moderator, true, oumou_id, false, "retrouvé").await.unwrap();
        platform.set_standing(&house.right, awa_id, &Fields::default()).await.unwrap();
        for right in [&awa, &oumou] {
            assert!(matches!(platform.export_people(right, id).await, Err(Error::NotAllowed)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_puppet_is_no_second_person() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        let (_, awa) = house.administrator_of("Awa", one).await;
        let puppet = house.member("Marionnette", other, Role::Member).await;
        let wish_of_awa = platform.ask_agreement(&awa, &wish()).await.unwrap();
        let rights = Fields::from([("administratrice", "1"), ("modere", "rien")]);
        platform.set_standing(&awa, puppet.id, &rights).await.unwrap();
        let caller = surely(house.known("Marionnette").await);
        let strings = caller.administrator().unwrap();
        assert!(matches!(platform.agree(&strings, wish_of_awa).await, Err(Error::NotAllowed)));
        house.clock.advance(31 * DAY);
        let later = platform.ask_agreement(&awa, &wish()).await.unwrap();
        platform.agree(&strings, later).await.unwrap();
    })
    .await;
}

/// Raises a member as a form of this administrator's asks.
async fn raise(house: &House, by: &Administrator, name: &str) -> Administrator {
    let rights = Fields::from([("administratrice", "1"), ("modere", "rien")]);
    let id = house.known(name).await.id;
    house.platform.set_standing(by, id, &rights).await.unwrap();
    surely(house.known(name).await).administrator().unwrap()
}

#[tokio::test]
async fn a_puppet_of_a_puppet_is_no_second_person_either() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        let (_, awa) = house.administrator_of("Awa", one).await;
        for name in ["Marionnette", "Pantin"] {
            house.member(name, other, Role::Member).await;
        }
        house.clock.advance(31 * DAY);
        let puppet = raise(house, &awa, "Marionnette").await;
        let second = raise(house, &puppet, "Pantin").await;
        let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
        assert!(matches!(platform.agree(&second, id).await, Err(Error::NotAllowed)));
        assert!(matches!(platform.export_people(&awa, id).await, Err(Error::NotAllowed)));
        // To be given again what she has makes her no older and no younger.
        house.clock.advance(29 * DAY);
        raise(house, &awa, "Pantin").await;
        house.clock.advance(DAY);
        let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
        platform.agree(&second, id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_goes_to_another_organisation_waits_before_she_agrees_with_the_first() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        let (awa_id, awa) = house.administrator_of("Awa", one).await;
        let (_, sister) = house.administrator_of("Fanta", one).await;
        let (_, oumou) = house.administrator_of("Oumou", other).await;
        let oneself = surely(house.known("Awa").await).oneself().unwrap();
        let agrees = async |right: &Administrator| {
            let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
            platform.agree(right, id).await.is_ok()
        };
        // She leaves, and comes into another one by its invitation.
        platform.leave(&oneself, one).await.unwrap();
        let of_other = house.right.focal_point_of(other);
        let (_, words) = platform.invite(&of_other, false, &Fields::from([("pour", "une")])).await.unwrap();
        platform
            .join_too(&oneself, &Fields::from([("code", words.as_str())]), Network::default())
            .await
            .unwrap();
        assert!(!agrees(&sister).await);
        house.clock.advance(30 * DAY);
        assert!(agrees(&sister).await);
        // A focal point takes her out again, and another administrator lets her into the first.
        platform.withdraw_member(&of_other, awa_id).await.unwrap();
        platform.set_role(&sister, awa_id, one, Role::Member).await.unwrap();
        assert!(!agrees(&oumou).await);
        house.clock.advance(30 * DAY - 1);
        platform.set_role(&sister, awa_id, one, Role::FocalPoint).await.unwrap();
        assert!(!agrees(&oumou).await);
        house.clock.advance(1);
        assert!(agrees(&oumou).await, "what she is in her organisation does not matter");
        // A request that is accepted counts as the rest does.
        let asks = Fields::from([("organisation", "femmes-de-mopti")]);
        platform.ask_too(&oneself, &house.known("Awa").await, &asks).await.unwrap();
        let receiver = surely(house.known("Oumou").await).receiver(other).unwrap();
        platform.decide_request(&receiver, awa_id, true).await.unwrap();
        platform.leave(&oneself, one).await.unwrap();
        assert!(!agrees(&sister).await);
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_her_own_role_or_organisation() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        let (awa_id, awa) = house.administrator_of("Awa", one).await;
        let caller = surely(house.known("Awa").await);
        let oneself = caller.oneself().unwrap();
        for organization in [one, other] {
            let placed = platform.set_role(&awa, awa_id, organization, Role::FocalPoint).await;
            assert!(matches!(placed, Err(Error::NotAllowed)));
        }
        let wish = Fields::from([("pour", "une"), ("role", "point-focal")]);
        let (_, words) = platform.invite(&awa.focal_point_of(other), true, &wish).await.unwrap();
        let joined =
            platform.join_too(&oneself, &Fields::from([("code", words.as_str())]), Network::default()).await;
        assert_eq!(joined.unwrap_err().failure(), Failure::field("code", Problem::OwnInvitation));
        let asks = Fields::from([("organisation", "femmes-de-mopti")]);
        platform.ask_too(&oneself, &house.known("Awa").await, &asks).await.unwrap();
        let receiver = caller.receiver(other).unwrap();
        for accepted in [true, false] {
            let decided = platform.decide_request(&receiver, awa_id, accepted).await;
            assert!(matches!(decided, Err(Error::NotAllowed)));
        }
        assert!(!house.known("Awa").await.belongs_to(other));
        assert!(!house.known("Awa").await.is_focal_point_of(one));
    })
    .await;
}

#[tokio::test]
async fn two_administrators_whom_the_operator_made_need_not_wait_for_their_first_organisations() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let (one, other) = two_organizations(house).await;
        for name in ["Awa", "Oumou"] {
            platform.add_administrator(&house.right, name).await.unwrap();
        }
        let by_name = async |name| surely(house.known(name).await).administrator().unwrap();
        let (awa, oumou) = (by_name("Awa").await, by_name("Oumou").await);
        let (awa_id, oumou_id) = (awa.person().unwrap(), oumou.person().unwrap());
        platform.set_role(&oumou, awa_id, one, Role::Member).await.unwrap();
        platform.set_role(&awa, oumou_id, other, Role::Member).await.unwrap();
        let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
        platform.agree(&oumou, id).await.unwrap();
        // A second organisation is a change as any other.
        platform.set_role(&oumou, awa_id, other, Role::Member).await.unwrap();
        assert!(matches!(platform.export_people(&oumou, id).await, Err(Error::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn whose_organisation_is_removed_does_not_begin_anew() {
    on_both_engines(async |house| {
        let platform = &house.platform;
        let table = b"nom,type\nFemmes de Kayes,organisation-locale\n";
        let (_, import) = platform.import_at_once(&house.right, "liste.csv", table).await.unwrap();
        let gone = platform.catalogue().await.unwrap().find("femmes-de-kayes").unwrap().id;
        let (one, other) = two_organizations(house).await;
        let (awa_id, awa) = house.administrator_of("Awa", gone).await;
        let (_, sister) = house.administrator_of("Fanta", one).await;
        platform.undo_last_import(&house.right, import.unwrap().id).await.unwrap();
        assert_eq!(house.known("Awa").await.affiliations, []);
        platform.set_role(&sister, awa_id, other, Role::Member).await.unwrap();
        let id = platform.ask_agreement(&awa, &wish()).await.unwrap();
        assert!(matches!(platform.agree(&sister, id).await, Err(Error::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn the_whole_list_is_nobodys_alone() {
    on_both_engines(async |house| {
        let (one, _) = two_organizations(house).await;
        let (_, awa) = house.administrator_of("Awa", one).await;
        assert!(matches!(house.platform.everybody(&awa).await, Err(Error::NotAllowed)));
        let refused = house.platform.ask_agreement(&awa, &Fields::default()).await.unwrap_err();
        let Failure::Invalid { errors } = refused.failure() else { panic!("{refused}") };
        assert_eq!(errors.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["acte", "raison"]);
        assert_eq!(errors[0].problem, Problem::Required);
    })
    .await;
}
