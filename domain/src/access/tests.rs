//! Every right against every kind of person.

use super::*;
use model::accounts::{Affiliation, DisplayName, Icon, Role};

fn organization(number: u128) -> OrganizationId {
    OrganizationId::new(uuid::Uuid::from_u128(number))
}

fn person(number: u128) -> Person {
    Person {
        id: PersonId::new(uuid::Uuid::from_u128(number)),
        name: DisplayName::parse("Awa").unwrap(),
        icon: Icon::Sun,
        administrator: false,
        moderates: Moderates::Nothing,
        affiliations: Vec::new(),
    }
}

fn at(person: Person, number: u128, role: Role) -> Person {
    let mut person = person;
    person.affiliations.push(Affiliation { organization: organization(number), role });
    person
}

fn caller(person: Person, strength: Strength) -> Caller {
    let session = String::new();
    Caller::recognised(
        person,
        SessionSeen {
            strength,
            session,
            stays: false,
            unread: 0,
            exit_ends_session: true,
            restraint: Restraint::default(),
        },
    )
}

fn administrator(number: u128, organization: u128) -> Person {
    Person { administrator: true, ..at(person(number), organization, Role::Member) }
}

#[test]
fn whoever_is_only_halfway_in_may_do_nothing() {
    let halfway = caller(administrator(1, 1), Strength::Halfway);
    assert!(matches!(halfway.oneself(), Err(Error::SignIn)));
    assert!(matches!(halfway.administrator(), Err(Error::SignIn)));
    assert!(halfway.person().is_none());
}

#[test]
fn staff_without_a_second_factor_hold_no_right_of_staff() {
    let moderator = Person { moderates: Moderates::Everything, ..person(1) };
    for person in [administrator(1, 1), moderator] {
        let weak = caller(person.clone(), Strength::Passphrase);
        assert!(matches!(weak.moderator(), Err(Error::SecondFactor)));
        assert!(matches!(weak.receiver(organization(9)), Err(Error::SecondFactor)));
        assert!(weak.oneself().is_ok());
        // Who is a member only because she is staff is none before her second factor.
        let belongs = !person.affiliations.is_empty();
        assert!(if belongs {
            weak.member().is_ok()
        } else {
            matches!(weak.member(), Err(Error::SecondFactor))
        });
        let strong = caller(person, Strength::SecondFactor);
        assert!(strong.moderator().is_ok());
        assert!(strong.receiver(organization(9)).is_ok());
    }
    let weak = caller(administrator(1, 1), Strength::Passphrase);
    assert!(matches!(weak.administrator(), Err(Error::SecondFactor)));
    assert!(matches!(weak.focal_point(organization(9)), Err(Error::SecondFactor)));
}

#[test]
fn staff_without_a_second_factor_read_what_their_organisations_read() {
    let moderator = Person { moderates: Moderates::Everything, ..at(person(1), 1, Role::FocalPoint) };
    for whole in [administrator(1, 1), moderator] {
        let weak = caller(whole.clone(), Strength::Passphrase);
        let seen = weak.person().unwrap();
        assert!(!seen.is_staff() && seen.belongs_to(organization(1)));
        assert!(weak.is_staff(), "she is shown the way to her second factor");
        assert!(weak.contributor(organization(1)).is_ok());
        let strong = caller(whole.clone(), Strength::SecondFactor);
        assert_eq!(strong.person(), Some(&whole));
    }
    let alone = Person { administrator: true, ..person(2) };
    assert!(matches!(caller(alone.clone(), Strength::Passphrase).member(), Err(Error::SecondFactor)));
    assert!(caller(alone, Strength::SecondFactor).member().is_ok());
}

#[test]
fn a_focal_point_looks_after_her_own_organisation_and_no_other() {
    let awa = caller(at(at(person(1), 1, Role::FocalPoint), 2, Role::Member), Strength::Passphrase);
    assert!(awa.focal_point(organization(1)).is_ok());
    assert!(awa.receiver(organization(1)).is_ok());
    for other in [2, 3] {
        assert!(matches!(awa.focal_point(organization(other)), Err(Error::NotAllowed)));
        assert!(matches!(awa.receiver(organization(other)), Err(Error::NotAllowed)));
    }
    assert!(matches!(awa.moderator(), Err(Error::NotAllowed)));
    assert!(matches!(awa.administrator(), Err(Error::NotAllowed)));
}

#[test]
fn a_moderator_of_spaces_decides_about_nobody_who_joins() {
    let spaces = Person { moderates: Moderates::Spaces(vec!["plaidoyer".into()]), ..person(1) };
    let caller = caller(spaces, Strength::SecondFactor);
    assert_eq!(*caller.moderator().unwrap().moderates(), Moderates::Spaces(vec!["plaidoyer".into()]));
    assert!(matches!(caller.receiver(organization(1)), Err(Error::NotAllowed)));
}

#[test]
fn somebody_whom_nobody_vouches_for_has_only_her_account() {
    let alone = caller(person(1), Strength::SecondFactor);
    assert!(alone.oneself().is_ok());
    assert!(matches!(alone.member(), Err(Error::NotAllowed)));
}

/// Two administrators as they are checked: this one, settled since then.
fn settled(person: Person, since: i64) -> Credentials {
    Credentials {
        person,
        passphrase_hash: String::new(),
        has_totp: true,
        has_passkey: false,
        is_shut_out: false,
        joined_at: Moment(0),
        rights_version: 0,
        settled_since: Moment(since),
    }
}

#[test]
fn two_people_are_two_administrators_of_two_organisations() {
    let now = Moment(SETTLES_IN);
    let at_once = |person: &Person| settled(person.clone(), 0);
    let (one, other) = (administrator(1, 1), administrator(2, 2));
    let right = caller(other.clone(), Strength::SecondFactor).administrator().unwrap();
    let two = right.together_with(&at_once(&other), &at_once(&one), now);
    assert_eq!(two.unwrap().both(), (one.id, other.id));
    let alone = Person { administrator: true, ..person(3) };
    for first in [&other, &administrator(1, 2), &at(person(1), 1, Role::FocalPoint), &alone] {
        let two = right.together_with(&at_once(&other), &at_once(first), now);
        assert!(matches!(two, Err(Error::NotAllowed)));
    }
    assert!(matches!(right.together_with(&at_once(&one), &at_once(&one), now), Err(Error::NotAllowed)));
}

#[test]
fn nobody_is_one_of_two_who_has_not_been_what_she_is_for_thirty_days() {
    let now = Moment(2 * SETTLES_IN);
    let (one, other) = (administrator(1, 1), administrator(2, 2));
    let right = caller(other.clone(), Strength::SecondFactor).administrator().unwrap();
    for (own, first, are_two) in [
        (SETTLES_IN, SETTLES_IN, true),
        (SETTLES_IN + 1, SETTLES_IN, false),
        (SETTLES_IN, SETTLES_IN + 1, false),
        // A clock that went back makes nobody older.
        (SETTLES_IN, 3 * SETTLES_IN, false),
    ] {
        let two = right.together_with(&settled(other.clone(), own), &settled(one.clone(), first), now);
        assert_eq!(two.is_ok(), are_two, "{own} {first}");
    }
}

fn space(slug: &str) -> Space {
    Space {
        id: SpaceId::new(uuid::Uuid::from_u128(9)),
        slug: slug.to_owned(),
        name: model::forum::SpaceName::parse("Plaidoyer").unwrap(),
        about: None,
        rules: None,
        audience: model::forum::SpaceAudience::Public,
        seats: std::sync::Arc::default(),
        language: model::language::SpokenLanguage::French,
        organization: None,
        locked: false,
        aliases: false,
        slow: model::forum::SlowMode::Off,
        held_words: model::forum::HeldWords::default(),
        position: 1,
        example: false,
        created_at: Moment(0),
        version: 1,
    }
}

#[test]
fn measures_are_taken_where_one_moderates_and_towards_no_administrator_nor_oneself() {
    let (here, elsewhere) = (space("plaidoyer"), space("droits"));
    let of_spaces = Person { moderates: Moderates::Spaces(vec!["plaidoyer".into()]), ..person(1) };
    let of_everything = Person { moderates: Moderates::Everything, ..person(2) };
    let single = caller(of_spaces.clone(), Strength::SecondFactor);
    let right = single.warden(Some(&here)).unwrap();
    for place in [Some(&elsewhere), None] {
        assert!(matches!(single.warden(place), Err(Error::NotAllowed)));
    }
    assert!(matches!(caller(of_spaces, Strength::Passphrase).warden(Some(&here)), Err(Error::SecondFactor)));
    right.towards(&person(5)).unwrap();
    for untouched in [person(1), of_everything.clone(), administrator(4, 1)] {
        assert!(matches!(right.towards(&untouched), Err(Error::NotAllowed)));
    }
    let right = caller(administrator(3, 1), Strength::SecondFactor).warden(None).unwrap();
    right.towards(&of_everything).unwrap();
    assert!(matches!(right.towards(&administrator(4, 1)), Err(Error::NotAllowed)));
}

#[test]
fn whoever_was_suspended_has_her_own_account_and_nothing_else() {
    let suspended = |person: Person| {
        let restraint = Restraint { suspended_until: Some(Moment(1)), muted_until: None };
        let session = String::new();
        let (strength, stays) = (Strength::SecondFactor, false);
        let seen = SessionSeen { strength, session, stays, unread: 0, exit_ends_session: true, restraint };
        Caller::recognised(person, seen)
    };
    let moderator = Person { moderates: Moderates::Everything, ..at(person(1), 1, Role::FocalPoint) };
    let it = suspended(moderator);
    assert!(it.oneself().is_ok());
    let refused = [
        it.member().err(),
        it.focal_point(organization(1)).err(),
        it.receiver(organization(1)).err(),
        it.librarian(organization(1)).err(),
        it.contributor(organization(1)).err(),
        it.moderator().err(),
        it.space_moderator(&space("plaidoyer")).err(),
        it.warden(None).err(),
    ];
    assert!(refused.iter().all(|it| matches!(it, Some(Error::Suspended))), "{refused:?}");
    assert!(suspended(administrator(2, 1)).administrator().is_ok(), "an administrator never is");
}
