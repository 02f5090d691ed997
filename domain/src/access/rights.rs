//! The rights as values: what each proves, and about whom. Only `access` makes them.

use model::accounts::Moderates;
use model::id::{OrganizationId, PersonId, SpaceId};
use model::proposals::Circle;

/// Proof that the caller is this person; it opens her own account and nothing else.
#[derive(Clone, Debug)]
pub struct Oneself {
    pub(super) person: PersonId,
}

/// Proof that some organisation vouches for the caller, or that she is staff.
#[derive(Clone, Debug)]
pub struct Member {
    pub(super) person: PersonId,
}

/// Proof that the caller looks after this organisation: its focal point, or an administrator.
#[derive(Clone, Debug)]
pub struct FocalPoint {
    pub(super) person: Option<PersonId>,
    pub(super) organization: OrganizationId,
}

/// Proof that the caller may decide who joins this organisation: its focal point, a moderator of everything, an administrator.
#[derive(Clone, Debug)]
pub struct Receiver {
    pub(super) person: Option<PersonId>,
    pub(super) organization: OrganizationId,
}

/// Proof that the caller may enter documents, projects and reports in this organisation's name: its members, and its librarians.
#[derive(Clone, Debug)]
pub struct Contributor {
    pub(super) person: Option<PersonId>,
    pub(super) organization: OrganizationId,
    pub(super) decides: bool,
}

/// Proof that the caller belongs to this organisation herself: staff of elsewhere do not read who comes to its meetings.
#[derive(Clone, Debug)]
pub struct Host {
    pub(super) organization: OrganizationId,
}

/// Proof that the caller decides what this organisation publishes: its focal point, a moderator of everything, an
/// administrator.
#[derive(Clone, Debug)]
pub struct Librarian {
    pub(super) person: Option<PersonId>,
    pub(super) organization: OrganizationId,
}

/// Proof that the caller moderates, whatever it is that she moderates.
#[derive(Clone, Debug)]
pub struct Moderator {
    pub(super) person: PersonId,
    pub(super) moderates: Moderates,
}

/// Proof that the caller may write in this space of the forum: a member who reads it, while it is not locked.
#[derive(Clone, Debug)]
pub struct Writer {
    pub(super) person: Option<PersonId>,
    pub(super) space: SpaceId,
}

/// Proof that the caller moderates this space of the forum.
#[derive(Clone, Debug)]
pub struct SpaceModerator {
    pub(super) person: PersonId,
    pub(super) space: SpaceId,
}

/// Proof that the caller may take measures towards people: in one space, or everywhere.
#[derive(Clone, Debug)]
pub struct Warden {
    pub(super) person: PersonId,
    pub(super) administers: bool,
    pub(super) space: Option<SpaceId>,
}

/// Proof that the caller has a place of her own in a circle that decides together.
#[derive(Clone, Debug)]
pub struct Voter {
    pub(super) person: PersonId,
    pub(super) circle: Circle,
    pub(super) runs: bool,
}

/// Proof that the caller administers the site.
#[derive(Clone, Debug)]
pub struct Administrator {
    pub(super) person: Option<PersonId>,
}

/// Proof that two administrators of different organisations agreed to one deed.
#[derive(Clone, Debug)]
pub struct TwoPeople {
    pub(super) first: PersonId,
    pub(super) second: PersonId,
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

impl Host {
    /// Which organisation is hers.
    pub const fn organization(&self) -> OrganizationId {
        self.organization
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

impl Writer {
    /// Who it is; nobody for the command line.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// Where she writes.
    pub const fn space(&self) -> SpaceId {
        self.space
    }
}

impl Voter {
    /// Who she is.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Where she has her place.
    pub const fn circle(&self) -> Circle {
        self.circle
    }

    /// Whether she runs the circle.
    pub const fn runs(&self) -> bool {
        self.runs
    }
}

impl SpaceModerator {
    /// Who she is.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// What she moderates.
    pub const fn space(&self) -> SpaceId {
        self.space
    }
}

impl Warden {
    /// Who she is.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Where she takes measures; nothing stands for everywhere.
    pub const fn space(&self) -> Option<SpaceId> {
        self.space
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

impl TwoPeople {
    /// Who asked, and who agreed.
    pub const fn both(&self) -> (PersonId, PersonId) {
        (self.first, self.second)
    }
}
