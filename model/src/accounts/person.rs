//! A person and what she may do.

use super::name::DisplayName;
use crate::coded::coded;
use crate::id::{OrganizationId, PersonId};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

coded!(
    /// The picture beside a name: one of ours, so that nobody has to show her face.
    Icon {
        /// A calabash.
        Calabash = "calebasse",
        /// The sun.
        Sun = "soleil",
        /// The moon.
        Moon = "lune",
        /// A bird.
        Bird = "oiseau",
        /// A fish of the river.
        Fish = "poisson",
        /// A leaf.
        Leaf = "feuille",
        /// A pirogue.
        Boat = "pirogue",
        /// An ear of millet.
        Millet = "mil",
        /// A star.
        Star = "etoile",
        /// A drum.
        Drum = "tambour",
    }
);

coded!(
    /// What a person is in an organisation.
    Role {
        /// A member whom the organisation vouches for.
        Member = "membre",
        /// Its focal point: she looks after its page, its members and its messages.
        FocalPoint = "point-focal",
    }
);

coded!(
    /// How surely a session's person is herself.
    Strength {
        /// The passphrase was right, the second factor is still awaited: nothing is open yet.
        Halfway = "moitie",
        /// The passphrase.
        Passphrase = "phrase",
        /// The passphrase and a second factor, or a passkey.
        SecondFactor = "second",
    }
);

/// What a person moderates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moderates {
    /// Nothing.
    #[default]
    Nothing,
    /// Every space.
    Everything,
    /// The spaces with these slugs.
    Spaces(Vec<String>),
}

impl Moderates {
    /// As it is kept: nothing, `*`, or slugs separated by commas.
    pub fn code(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Everything => "*".to_owned(),
            Self::Spaces(slugs) => slugs.join(","),
        }
    }

    /// Reads what `code` wrote.
    pub fn read(code: &str) -> Self {
        match code {
            "" => Self::Nothing,
            "*" => Self::Everything,
            slugs => Self::Spaces(slugs.split(',').map(str::to_owned).collect()),
        }
    }
}

/// A person's place in one organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affiliation {
    /// The organisation.
    pub organization: OrganizationId,
    /// What she is in it.
    pub role: Role,
}

/// A person, with everything that decides what she may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Her id.
    pub id: PersonId,
    /// Her name here.
    pub name: DisplayName,
    /// Her picture.
    pub icon: Icon,
    /// Whether she administers the site.
    pub administrator: bool,
    /// What she moderates.
    pub moderates: Moderates,
    /// Her organisations.
    pub affiliations: Vec<Affiliation>,
}

/// Somebody whom a person does not want to read, as she was when that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Her id.
    pub id: PersonId,
    /// Her name then: nobody learns here under what name she goes on.
    pub name: DisplayName,
    /// Her picture then.
    pub icon: Icon,
}

impl Person {
    /// Whether some organisation vouches for her, or she is staff.
    pub fn is_member(&self) -> bool {
        !self.affiliations.is_empty() || self.is_staff()
    }

    /// Whether she moderates or administers: people who must have a second factor.
    pub fn is_staff(&self) -> bool {
        self.administrator || self.moderates != Moderates::Nothing
    }

    /// Whether she is a focal point of this organisation.
    pub fn is_focal_point_of(&self, organization: OrganizationId) -> bool {
        self.affiliations.iter().any(|it| it.organization == organization && it.role == Role::FocalPoint)
    }

    /// Whether she belongs to this organisation.
    pub fn belongs_to(&self, organization: OrganizationId) -> bool {
        self.affiliations.iter().any(|it| it.organization == organization)
    }
}

/// A person as those who look after members see her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// She.
    pub person: Person,
    /// When she joined.
    pub joined_at: Moment,
    /// Whether she has a second factor.
    pub has_second_factor: bool,
    /// When she was shut out, if she was.
    pub shut_out_at: Option<Moment>,
    /// Who vouched for her, in the order of her affiliations; moderators alone may see it.
    pub vouched_by: Vec<Option<PersonId>>,
}

/// A member of one organisation, as its focal points see her: neither her other organisations nor who vouched for her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationMember {
    /// Her id.
    pub person: PersonId,
    /// Her name here.
    pub name: DisplayName,
    /// Her picture.
    pub icon: Icon,
    /// What she is in the organisation.
    pub role: Role,
    /// Since when she has belonged to it.
    pub since: Moment,
}
