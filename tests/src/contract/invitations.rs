//! What somebody invited with ends when she may invite no longer, however that came.

use crate::callers::surely;
use crate::people::{House, OWN_WORDS, on_both_engines};
use domain::access::Caller;
use domain::outside::Network;
use model::accounts::{Role, Words};
use model::failure::{Failure, Problem};
use model::fields::Fields;
use model::id::OrganizationId;

/// A group's code that this caller makes for an organisation.
async fn code(house: &House, caller: &Caller, organization: OrganizationId) -> Words {
    let right = caller.focal_point(organization).expect("she looks after it");
    let wish = Fields::from([("pour", "groupe"), ("places", "20"), ("jours", "14")]);
    house.platform.invite(&right, false, &wish).await.expect("an invitation").1
}

/// Whether somebody comes in with a code.
async fn brings(house: &House, code: &Words, name: &str) -> bool {
    let form = Fields::from([("code", code.as_str()), ("nom", name), ("passphrase", OWN_WORDS)]);
    match house.platform.join(&form, Network::default()).await {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.failure(), Failure::field("code", Problem::InvitationOver));
            false
        }
    }
}

/// Two organisations, and Fanta, who is focal point of both, with a code of each.
struct Codes {
    one: OrganizationId,
    other: OrganizationId,
    fanta: Caller,
    of_one: Words,
    of_other: Words,
}

impl Codes {
    async fn of(house: &House) -> Self {
        let one = house.organization("Femmes de Ségou", &[]).await.id;
        let other = house.organization("Femmes de Mopti", &[]).await.id;
        let id = house.member("Fanta", one, Role::FocalPoint).await.id;
        house.platform.set_role(&house.right, id, other, Role::FocalPoint).await.unwrap();
        let fanta = surely(house.known("Fanta").await);
        let (of_one, of_other) = (code(house, &fanta, one).await, code(house, &fanta, other).await);
        assert!(brings(house, &of_one, "Mariam").await && brings(house, &of_other, "Kadia").await);
        Self { one, other, fanta, of_one, of_other }
    }
}

#[tokio::test]
async fn when_she_leaves_one_organisation_her_codes_of_the_other_are_good() {
    on_both_engines(async |house| {
        let it = Codes::of(house).await;
        house.platform.leave(&it.fanta.oneself().unwrap(), it.one).await.unwrap();
        assert!(!brings(house, &it.of_one, "Sira").await);
        assert!(brings(house, &it.of_other, "Oumou").await);
    })
    .await;
}

#[tokio::test]
async fn when_she_is_focal_point_no_longer_her_codes_are_worth_nothing() {
    on_both_engines(async |house| {
        let it = Codes::of(house).await;
        let fanta = it.fanta.person().unwrap().id;
        house.platform.set_role(&house.right, fanta, it.one, Role::Member).await.unwrap();
        assert!(!brings(house, &it.of_one, "Sira").await);
        assert!(brings(house, &it.of_other, "Oumou").await);
        // To be focal point again opens no code that is withdrawn.
        house.platform.set_role(&house.right, fanta, it.one, Role::FocalPoint).await.unwrap();
        assert!(!brings(house, &it.of_one, "Sira").await);
        let right = it.fanta.focal_point(it.one).unwrap();
        let shown = house.platform.invitations(&right).await.unwrap();
        assert!(shown.iter().filter(|it| it.made_by == Some(fanta)).all(|it| it.withdrawn_at.is_some()));
    })
    .await;
}

#[tokio::test]
async fn when_she_deletes_her_account_her_codes_go_with_her() {
    on_both_engines(async |house| {
        let it = Codes::of(house).await;
        let sure = Fields::from([("passphrase_actuelle", OWN_WORDS), ("sure", "1")]);
        house.platform.delete_account(&it.fanta.oneself().unwrap(), &sure).await.unwrap();
        assert!(!brings(house, &it.of_one, "Sira").await);
        assert!(!brings(house, &it.of_other, "Sira").await);
    })
    .await;
}

#[tokio::test]
async fn who_administers_no_longer_keeps_the_codes_of_what_she_looks_after() {
    on_both_engines(async |house| {
        let it = Codes::of(house).await;
        let (awa_id, _) = house.administrator_of("Awa", it.one).await;
        house.platform.set_role(&house.right, awa_id, it.one, Role::FocalPoint).await.unwrap();
        let awa = surely(house.known("Awa").await);
        let (own, others) = (code(house, &awa, it.one).await, code(house, &awa, it.other).await);
        // To moderate as well takes nothing from her.
        let both = Fields::from([("administratrice", "1"), ("modere", "tout")]);
        house.platform.set_standing(&house.right, awa_id, &both).await.unwrap();
        assert!(brings(house, &others, "Sira").await);
        house.platform.set_standing(&house.right, awa_id, &Fields::from([("modere", "rien")])).await.unwrap();
        assert!(brings(house, &own, "Oumou").await);
        assert!(!brings(house, &others, "Nana").await);
    })
    .await;
}
