//! Who may do what. A right is a value that only this file makes and that the store demands.

use crate::error::Error;
use model::accounts::{Moderates, Person, Strength};
use model::id::{OrganizationId, PersonId};

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

/// Somebody who signed in, and how surely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// She.
    pub person: Person,
    /// How surely it is she.
    pub strength: Strength,
    /// The hashed id of her session.
    pub session: String,
    /// Whether she stays signed in there.
    pub stays: bool,
    /// How many of her news are unread.
    pub unread: i64,
    /// Whether leaving fast also ends her session.
    pub exit_ends_session: bool,
}

/// Proof that the caller is this person; it opens her own account and nothing else.
#[derive(Clone, Debug)]
pub struct Oneself {
    person: PersonId,
}

/// Proof that some organisation vouches for the caller, or that she is staff.
#[derive(Clone, Debug)]
pub struct Member {
    person: PersonId,
}

/// Proof that the caller looks after this organisation: its focal point, or an administrator.
#[derive(Clone, Debug)]
pub struct FocalPoint {
    person: Option<PersonId>,
    organization: OrganizationId,
}

/// Proof that the caller may decide who joins this organisation: its focal point, a moderator of everything, an administrator.
#[derive(Clone, Debug)]
pub struct Receiver {
    person: Option<PersonId>,
    organization: OrganizationId,
}

/// Proof that the caller may enter documents in this organisation's name: its members, and its librarians.
#[derive(Clone, Debug)]
pub struct Contributor {
    person: Option<PersonId>,
    organization: OrganizationId,
    decides: bool,
}

/// Proof that the caller decides what this organisation publishes: its focal point, a moderator of everything, an
/// administrator.
#[derive(Clone, Debug)]
pub struct Librarian {
    person: Option<PersonId>,
    organization: OrganizationId,
}

/// Proof that the caller moderates, whatever it is that she moderates.
#[derive(Clone, Debug)]
pub struct Moderator {
    person: PersonId,
    moderates: Moderates,
}

/// Proof that the caller administers the site.
#[derive(Clone, Debug)]
pub struct Administrator {
    person: Option<PersonId>,
}

/// Proof that two administrators of different organisations agreed to one deed.
#[derive(Clone, Debug)]
pub struct TwoPeople {
    first: PersonId,
    second: PersonId,
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
    /// `SignIn` for a visitor, `NotAllowed` for somebody whom no organisation vouches for.
    pub fn member(&self) -> Result<Member, Error> {
        let signed_in = self.signed_in()?;
        allowed(signed_in.person.is_member())?;
        Ok(Member { person: signed_in.person.id })
    }

    /// The proof that this caller looks after an organisation.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `SecondFactor` for an administrator without one, `NotAllowed` for everybody else.
    pub fn focal_point(&self, organization: OrganizationId) -> Result<FocalPoint, Error> {
        let signed_in = self.signed_in()?;
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
        let signed_in = self.signed_in()?;
        let person = Some(signed_in.person.id);
        match self.decides_for(organization) {
            Err(refusal) if !signed_in.person.belongs_to(organization) => Err(refusal),
            decides => Ok(Contributor { person, organization, decides: decides.is_ok() }),
        }
    }

    /// Focal points decide for their organisation; moderators of everything and administrators for each.
    fn decides_for(&self, organization: OrganizationId) -> Result<PersonId, Error> {
        let signed_in = self.signed_in()?;
        if !signed_in.person.is_focal_point_of(organization) {
            let decides =
                signed_in.person.administrator || matches!(signed_in.person.moderates, Moderates::Everything);
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
        let signed_in = self.signed_in()?;
        let moderates = if signed_in.person.administrator {
            Moderates::Everything
        } else {
            signed_in.person.moderates.clone()
        };
        allowed(moderates != Moderates::Nothing)?;
        surely(signed_in)?;
        Ok(Moderator { person: signed_in.person.id, moderates })
    }

    /// The proof that this caller administers the site.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `NotAllowed` for anybody who does not, `SecondFactor` if she gave none.
    pub fn administrator(&self) -> Result<Administrator, Error> {
        let signed_in = self.signed_in()?;
        allowed(signed_in.person.administrator)?;
        surely(signed_in)?;
        Ok(Administrator { person: Some(signed_in.person.id) })
    }

    /// The person, if somebody signed in.
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
}

const fn allowed(allowed: bool) -> Result<(), Error> {
    if allowed { Ok(()) } else { Err(Error::NotAllowed) }
}

/// Staff act only in a session that a second factor opened (ASVS 5.0, 6.3.3).
fn surely(signed_in: &SignedIn) -> Result<(), Error> {
    if signed_in.strength == Strength::SecondFactor { Ok(()) } else { Err(Error::SecondFactor) }
}

impl Oneself {
    /// Who she is.
    pub const fn person(&self) -> PersonId {
        self.person
    }
}

impl Member {
    /// Who she is.
    pub const fn person(&self) -> PersonId {
        self.person
    }
}

impl FocalPoint {
    /// Who it is; nobody for the command line.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// What she looks after.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }
}

impl Receiver {
    /// Who it is; nobody for the command line.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// Whom she lets people into.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }
}

impl Contributor {
    /// Who it is; nobody for the command line.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// In whose name she enters documents.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// Whether she also decides what is published.
    pub const fn decides(&self) -> bool {
        self.decides
    }
}

impl Librarian {
    /// Who it is; nobody for the command line.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// What she decides for.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// Who decides what is published may also enter it.
    pub const fn contributor(&self) -> Contributor {
        Contributor { person: self.person, organization: self.organization, decides: true }
    }
}

impl Moderator {
    /// Who she is.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// What she moderates.
    pub const fn moderates(&self) -> &Moderates {
        &self.moderates
    }

    /// Whether it is the whole site; who moderates single spaces decides there alone.
    pub const fn everywhere(&self) -> bool {
        matches!(self.moderates, Moderates::Everything)
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

    /// With another administrator, the proof that two people agreed.
    ///
    /// # Errors
    /// `NotAllowed` if they are one person, or belong to no two different organisations.
    pub fn together_with(&self, own: &Person, first: &Person) -> Result<TwoPeople, Error> {
        let differ = |one: &Person, other: &Person| {
            one.affiliations.iter().any(|it| !other.belongs_to(it.organization))
        };
        let are_two =
            self.person == Some(own.id) && own.id != first.id && own.administrator && first.administrator;
        allowed(are_two && differ(own, first) && differ(first, own))?;
        Ok(TwoPeople { first: first.id, second: own.id })
    }
}

impl TwoPeople {
    /// Who asked, and who agreed.
    pub const fn both(&self) -> (PersonId, PersonId) {
        (self.first, self.second)
    }
}

#[cfg(test)]
mod tests;
