//! Callers as the edge makes them of people, for deeds that are told without HTTP.

use crate::people::House;
use domain::access::{Administrator, Caller, Moderator, Restraint, SessionSeen};
use model::accounts::{Moderates, Person, Role, Strength};
use model::fields::Fields;
use model::id::{OrganizationId, PersonId};

/// She, signed in with both her keys.
pub fn surely(person: Person) -> Caller {
    signed_in(person, Strength::SecondFactor)
}

/// She, signed in as surely as this.
pub fn signed_in(person: Person, strength: Strength) -> Caller {
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

impl House {
    /// Somebody of this name as she is kept now.
    pub async fn known(&self, name: &str) -> Person {
        let everybody = self.platform.everybody(&self.right).await.expect("a list");
        let found = everybody.into_iter().find(|it| it.person.name.as_str() == name);
        found.unwrap_or_else(|| panic!("nobody is called {name}")).person
    }

    /// A new administrator of this name who belongs to this organisation.
    pub async fn administrator_of(
        &self,
        name: &str,
        organization: OrganizationId,
    ) -> (PersonId, Administrator) {
        let id = self.member(name, organization, Role::Member).await.id;
        let fields = Fields::from([("administratrice", "1"), ("modere", "rien")]);
        self.platform.set_standing(&self.right, id, &fields).await.expect("rights");
        (id, surely(self.known(name).await).administrator().expect("an administrator"))
    }

    /// A new moderator of everything who belongs to this organisation.
    pub async fn moderator_of(&self, name: &str, organization: OrganizationId) -> Moderator {
        let person = self.member(name, organization, Role::Member).await;
        let fields = Fields::from([("modere", "tout")]);
        self.platform.set_standing(&self.right, person.id, &fields).await.expect("rights");
        let person = self.known(name).await;
        assert_eq!(person.moderates, Moderates::Everything);
        surely(person).moderator().expect("a moderator")
    }
}
