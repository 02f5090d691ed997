//! Who may do what. A right is a value that only this file makes and that the store demands.

mod rights;
mod signed_in;

pub use rights::{
    Administrator, Contributor, FocalPoint, Host, Librarian, Member, Moderator, Oneself, Receiver,
    SpaceModerator, TwoPeople, Voter, Warden, Writer,
};
pub use signed_in::{SessionSeen, SignedIn};

use crate::accounts::Credentials;
use crate::error::Error;
use crate::proposals::CircleOf;
use model::accounts::{Moderates, Person, Strength};
use model::forum::Space;
use model::id::{OrganizationId, PersonId, SpaceId};
use model::time::Moment;

/// Who became administrator or whose organisations changed counts as one of two after so many milliseconds: 30 days
/// (docs/decisions/0026).
pub const SETTLES_IN: i64 = 30 * 24 * 60 * 60 * 1000;

/// The person behind a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Nobody in particular: no account is needed to read.
    Visitor,
    /// Somebody whose passphrase was right and whose second factor is awaited; nothing is open to her yet.
    Halfway {
        /// Who she says she is.
        person: PersonId,
        /// Whether she wants to stay signed in.
        stays: bool,
    },
    /// Somebody who signed in.
    Person(SignedIn),
}

/// Until when somebody is kept from writing; nothing if she is not, or no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restraint {
    /// Anywhere: she was suspended.
    pub suspended_until: Option<Moment>,
    /// In some space or in all.
    pub muted_until: Option<Moment>,
}

impl Caller {
    /// The proof that somebody signed in.
    ///
    /// # Errors
    /// `SignIn`.
    pub fn oneself(&self) -> Result<Oneself, Error> {
        self.signed_in().map(|it| Oneself { person: it.person.id })
    }

    /// The same proof, of a session that a second factor opened.
    ///
    /// # Errors
    /// `SignIn`, `SecondFactor`.
    pub fn surely_oneself(&self) -> Result<Oneself, Error> {
        surely(self.signed_in()?)?;
        self.oneself()
    }

    /// The proof that this caller is a member.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `Suspended`, `NotAllowed` for somebody whom no organisation vouches for, `SecondFactor` for whoever is
    /// a member as staff alone and gave none.
    pub fn member(&self) -> Result<Member, Error> {
        let signed_in = self.acting()?;
        if !signed_in.person.is_member() {
            allowed(signed_in.whole().is_member())?;
            surely(signed_in)?;
        }
        Ok(Member { person: signed_in.person.id })
    }

    /// The proof that this caller looks after an organisation.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `SecondFactor` for an administrator without one, `NotAllowed` for everybody else.
    pub fn focal_point(&self, organization: OrganizationId) -> Result<FocalPoint, Error> {
        let signed_in = self.acting()?;
        if !signed_in.person.is_focal_point_of(organization) {
            self.administrator()?;
        }
        Ok(FocalPoint { person: Some(signed_in.person.id), organization })
    }

    /// The proof that this caller may decide who joins an organisation.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `SecondFactor` for staff without one, `NotAllowed` for everybody else.
    pub fn receiver(&self, organization: OrganizationId) -> Result<Receiver, Error> {
        let person = Some(self.decides_for(organization)?);
        Ok(Receiver { person, organization })
    }

    /// The proof that this caller decides what an organisation publishes.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `SecondFactor` for staff without one, `NotAllowed` for everybody else.
    pub fn librarian(&self, organization: OrganizationId) -> Result<Librarian, Error> {
        let person = Some(self.decides_for(organization)?);
        Ok(Librarian { person, organization })
    }

    /// The proof that this caller may enter documents in an organisation's name.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `SecondFactor` for staff of elsewhere without one, `NotAllowed` for everybody else.
    pub fn contributor(&self, organization: OrganizationId) -> Result<Contributor, Error> {
        let signed_in = self.acting()?;
        let person = Some(signed_in.person.id);
        match self.decides_for(organization) {
            Err(refusal) if !signed_in.person.belongs_to(organization) => Err(refusal),
            decides => Ok(Contributor { person, organization, decides: decides.is_ok() }),
        }
    }

    /// The proof that this caller belongs to an organisation herself.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `NotAllowed` for everybody of elsewhere, staff among them.
    pub fn host(&self, organization: OrganizationId) -> Result<Host, Error> {
        allowed(self.acting()?.person.belongs_to(organization))?;
        Ok(Host { organization })
    }

    /// The proof that this caller has a place of her own in a circle: in a working group, or in an organisation. Staff of elsewhere
    /// have none, whatever they may read. Who runs the circle is its moderator, or the organisation's focal point.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `Suspended`, `NotAllowed` for everybody else.
    pub fn voter(&self, of: &CircleOf<'_>) -> Result<Voter, Error> {
        let person = &self.acting()?.person;
        allowed(of.holds(person))?;
        let runs = match of {
            CircleOf::Group(space) => self.space_moderator(space).is_ok(),
            CircleOf::Organization(id) => person.is_focal_point_of(*id),
        };
        Ok(Voter { person: person.id, circle: of.circle(), runs })
    }

    /// Focal points decide for their organisation; moderators of everything and administrators for each.
    fn decides_for(&self, organization: OrganizationId) -> Result<PersonId, Error> {
        let signed_in = self.acting()?;
        if !signed_in.person.is_focal_point_of(organization) {
            let decides = signed_in.whole().administrator
                || matches!(signed_in.whole().moderates, Moderates::Everything);
            allowed(decides)?;
            surely(signed_in)?;
        }
        Ok(signed_in.person.id)
    }

    /// The proof that this caller moderates.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `NotAllowed` for anybody who does not, `SecondFactor` if she gave none.
    pub fn moderator(&self) -> Result<Moderator, Error> {
        let signed_in = self.acting()?;
        let moderates = if signed_in.whole().administrator {
            Moderates::Everything
        } else {
            signed_in.whole().moderates.clone()
        };
        allowed(moderates != Moderates::Nothing)?;
        surely(signed_in)?;
        Ok(Moderator { person: signed_in.person.id, moderates })
    }

    /// The proof that this caller may write in a space. Those who moderate it write also while it is locked. Whether a measure keeps
    /// her from it is asked where she writes, so that her form comes back with what she typed.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `NotAllowed` for who is no member, does not read the space, or finds it locked; `SecondFactor` for
    /// whoever would write as staff and gave none.
    pub fn writer(&self, space: &Space) -> Result<Writer, Error> {
        let signed_in = self.signed_in()?;
        let reads = |person: &Person| person.is_member() && space.is_read_by(Some(person));
        let person = &signed_in.person;
        if !reads(person) {
            allowed(reads(signed_in.whole()))?;
            surely(signed_in)?;
        }
        allowed(!space.locked || self.space_moderator(space).is_ok())?;
        Ok(Writer { person: Some(person.id), space: space.id })
    }

    /// The proof that this caller moderates a space.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `NotAllowed` for anybody who does not, `SecondFactor` if she gave none.
    pub fn space_moderator(&self, space: &Space) -> Result<SpaceModerator, Error> {
        let signed_in = self.acting()?;
        allowed(space.is_moderated_by(signed_in.whole()))?;
        surely(signed_in)?;
        Ok(SpaceModerator { person: signed_in.person.id, space: space.id })
    }

    /// The proof that this caller may take measures towards people: in a space that she moderates, or everywhere.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `NotAllowed` for anybody who does not moderate there, `SecondFactor` if she gave none.
    pub fn warden(&self, space: Option<&Space>) -> Result<Warden, Error> {
        let signed_in = self.acting()?;
        let person = signed_in.whole();
        let everywhere = person.administrator || matches!(person.moderates, Moderates::Everything);
        allowed(everywhere || space.is_some_and(|it| it.is_moderated_by(person)))?;
        surely(signed_in)?;
        Ok(Warden { person: person.id, administers: person.administrator, space: space.map(|it| it.id) })
    }

    /// The proof that this caller administers the site.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `NotAllowed` for anybody who does not, `SecondFactor` if she gave none.
    pub fn administrator(&self) -> Result<Administrator, Error> {
        let signed_in = self.acting()?;
        allowed(signed_in.whole().administrator)?;
        surely(signed_in)?;
        Ok(Administrator { person: Some(signed_in.person.id) })
    }

    /// Whether she moderates or administers, also while her second factor is awaited: to be shown the way, not to go it.
    pub fn is_staff(&self) -> bool {
        self.signed_in().is_ok_and(|it| it.whole().is_staff())
    }

    /// The person, if somebody signed in, as her session knows her: whoever reads as staff gave her second factor.
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::Visitor | Self::Halfway { .. } => None,
            Self::Person(signed_in) => Some(&signed_in.person),
        }
    }

    /// Whoever signed in.
    ///
    /// # Errors
    /// `SignIn`.
    pub const fn signed_in(&self) -> Result<&SignedIn, Error> {
        match self {
            Self::Visitor | Self::Halfway { .. } => Err(Error::SignIn),
            Self::Person(signed_in) => Ok(signed_in),
        }
    }

    /// Whoever signed in and was not suspended: every right but that to her own account begins here.
    fn acting(&self) -> Result<&SignedIn, Error> {
        let signed_in = self.signed_in()?;
        if signed_in.is_suspended() { Err(Error::Suspended) } else { Ok(signed_in) }
    }
}

const fn allowed(allowed: bool) -> Result<(), Error> {
    if allowed { Ok(()) } else { Err(Error::NotAllowed) }
}

/// Staff act only in a session that a second factor opened (ASVS 5.0, 6.3.3).
fn surely(signed_in: &SignedIn) -> Result<(), Error> {
    if signed_in.strength == Strength::SecondFactor { Ok(()) } else { Err(Error::SecondFactor) }
}

impl Warden {
    /// Whether she may take a measure towards this person, or lift one.
    ///
    /// # Errors
    /// `NotAllowed` towards herself and towards an administrator; towards other staff, administrators alone may.
    pub fn towards(&self, person: &Person) -> Result<(), Error> {
        allowed(person.id != self.person && !person.administrator)?;
        allowed(self.administers || !person.is_staff())
    }
}

impl Administrator {
    /// The operator at the machine's own command line, who holds the database file anyway.
    ///
    /// Only the subcommands of the binary call this; no request can reach it.
    pub const fn at_the_command_line() -> Self {
        Self { person: None }
    }

    /// Who it is; nobody for the command line.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// An administrator looks after every organisation.
    pub const fn focal_point_of(&self, organization: OrganizationId) -> FocalPoint {
        FocalPoint { person: self.person, organization }
    }

    /// An administrator decides what every organisation publishes.
    pub const fn librarian_of(&self, organization: OrganizationId) -> Librarian {
        Librarian { person: self.person, organization }
    }

    /// An administrator writes in every space.
    pub const fn writer_in(&self, space: SpaceId) -> Writer {
        Writer { person: self.person, space }
    }

    /// With another administrator, the proof that two people agreed.
    ///
    /// # Errors
    /// `NotAllowed` if they are one person, belong to no two different organisations, or if one of them has not been what she
    /// is for long enough, whoever made her so: a puppet is no second person, nor a puppet's puppet.
    pub fn together_with(
        &self,
        own: &Credentials,
        first: &Credentials,
        now: Moment,
    ) -> Result<TwoPeople, Error> {
        let is_settled = |it: &Credentials| it.settled_since.plus(SETTLES_IN) <= now;
        let settled = is_settled(own) && is_settled(first);
        let (own, first) = (&own.person, &first.person);
        let differ = |one: &Person, other: &Person| {
            one.affiliations.iter().any(|it| !other.belongs_to(it.organization))
        };
        let are_two =
            self.person == Some(own.id) && own.id != first.id && own.administrator && first.administrator;
        allowed(settled && are_two && differ(own, first) && differ(first, own))?;
        Ok(TwoPeople { first: first.id, second: own.id })
    }
}

#[cfg(test)]
mod tests;
