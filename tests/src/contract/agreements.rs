//! What nobody does alone.

use crate::callers::surely;
use crate::people::{HOUR, House, on_both_engines};
use domain::Error;
use domain::StoreError;
use model::accounts::Role;
use model::agreement::AgreementState;
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::id::{AgreementId, OrganizationId};

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
        house.clock.advance(31 * 24 * HOUR);
        let later = platform.ask_agreement(&awa, &wish()).await.unwrap();
        platform.agree(&strings, later).await.unwrap();
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
