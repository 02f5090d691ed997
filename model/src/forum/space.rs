//! A space ("espace"): a part of the forum with its readers, its rules and its moderators.

use super::held::HeldWords;
use crate::accounts::{Moderates, Person};
use crate::coded::coded;
use crate::id::{OrganizationId, PersonId, SpaceId};
use crate::language::SpokenLanguage;
use crate::text::{Line, Paragraphs};
use crate::time::Moment;
use std::sync::Arc;

/// What it is called.
pub type SpaceName = Line<2, 60>;
/// What it is for, in a sentence.
pub type SpaceAbout = Line<4, 240>;
/// Its rules, in Markdown.
pub type SpaceRules = Paragraphs<4, 4000>;

coded!(
    /// Who reads a space. Whoever reads it and is a member writes in it.
    SpaceAudience {
        /// Everybody.
        Public = "public",
        /// The members of all organisations.
        Members = "membres",
        /// The members of one organisation.
        Organization = "organisation",
        /// The people of a working group, who come from several organisations.
        Group = "groupe",
    }
);

coded!(
    /// How much time passes at least between two posts of one person.
    SlowMode {
        /// None.
        Off = "0",
        /// Half a minute.
        HalfMinute = "30",
        /// A minute.
        Minute = "60",
        /// Five minutes.
        FiveMinutes = "300",
        /// A quarter of an hour.
        Quarter = "900",
        /// An hour.
        Hour = "3600",
    }
);

impl SlowMode {
    /// In seconds.
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Off => 0,
            Self::HalfMinute => 30,
            Self::Minute => 60,
            Self::FiveMinutes => 300,
            Self::Quarter => 900,
            Self::Hour => 3600,
        }
    }

    /// The one of so many seconds; none for what it does not know.
    pub fn of(seconds: i64) -> Self {
        Self::ALL.iter().copied().find(|it| it.seconds() == seconds).unwrap_or(Self::Off)
    }
}

/// A place in a working group: hers for as long as she belongs to the organisation that she came for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Who has it.
    pub person: PersonId,
    /// For which organisation.
    pub organization: OrganizationId,
}

/// A space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// Its id.
    pub id: SpaceId,
    /// Its name in addresses; moderators are named by it.
    pub slug: String,
    /// What it is called.
    pub name: SpaceName,
    /// What it is for.
    pub about: Option<SpaceAbout>,
    /// Its rules.
    pub rules: Option<SpaceRules>,
    /// Who reads it.
    pub audience: SpaceAudience,
    /// The organisation whose members read it, if it belongs to one.
    pub organization: Option<OrganizationId>,
    /// Who reads it, if it is one of a working group.
    pub seats: Arc<[Seat]>,
    /// The language that is mostly written in it.
    pub language: SpokenLanguage,
    /// Whether nobody writes in it for now.
    pub locked: bool,
    /// Whether members may speak under another first name in it.
    pub aliases: bool,
    /// How much time passes between two posts of one person in it.
    pub slow: SlowMode,
    /// What holds a post back in it until a moderator has read it.
    pub held_words: HeldWords,
    /// Its place among the others.
    pub position: i64,
    /// Whether it is example data.
    pub example: bool,
    /// When it was made.
    pub created_at: Moment,
    /// How often it was changed.
    pub version: i64,
}

impl Space {
    /// Whether everybody may read it.
    pub fn is_public(&self) -> bool {
        self.audience == SpaceAudience::Public
    }

    /// Whether this person, or a visitor, may read it. Whoever moderates it does too.
    pub fn is_read_by(&self, person: Option<&Person>) -> bool {
        let Some(person) = person else { return self.is_public() };
        match self.audience {
            SpaceAudience::Public => true,
            SpaceAudience::Members => person.is_member(),
            SpaceAudience::Organization => {
                self.is_moderated_by(person) || self.organization.is_some_and(|own| person.belongs_to(own))
            }
            SpaceAudience::Group => self.is_moderated_by(person) || self.is_seated(person),
        }
    }

    /// Whether this person has a place in its working group.
    pub fn is_seated(&self, person: &Person) -> bool {
        self.seats.iter().any(|it| it.person == person.id && person.belongs_to(it.organization))
    }

    /// Whether people read it who do not read this other one: what is put from there into here is shown to more.
    pub fn shows_to_more_than(&self, other: &Self) -> bool {
        use SpaceAudience::{Group, Members, Organization, Public};
        match (self.audience, other.audience) {
            (Public, Members | Organization | Group)
            | (Members, Organization | Group)
            | (Organization, Group)
            | (Group, Organization) => true,
            (Organization, Organization) => self.organization != other.organization,
            (Group, Group) => self.id != other.id,
            _ => false,
        }
    }

    /// Whether this person moderates it.
    pub fn is_moderated_by(&self, person: &Person) -> bool {
        person.administrator
            || match &person.moderates {
                Moderates::Nothing => false,
                Moderates::Everything => true,
                Moderates::Spaces(slugs) => slugs.contains(&self.slug),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::{Affiliation, DisplayName, Icon, Role};
    use crate::id::PersonId;
    use uuid::Uuid;

    fn person(number: u128, of: &[u128]) -> Person {
        let at = |id: &u128| Affiliation {
            organization: OrganizationId::new(Uuid::from_u128(*id)),
            role: Role::Member,
        };
        Person {
            id: PersonId::new(Uuid::from_u128(number)),
            name: DisplayName::parse("Awa").unwrap(),
            icon: Icon::Sun,
            administrator: false,
            moderates: Moderates::Nothing,
            affiliations: of.iter().map(at).collect(),
        }
    }

    fn seat(person: u128, organization: u128) -> Seat {
        Seat {
            person: PersonId::new(Uuid::from_u128(person)),
            organization: OrganizationId::new(Uuid::from_u128(organization)),
        }
    }

    #[test]
    fn a_space_is_read_by_those_whom_it_is_for() {
        let space = |audience| Space {
            id: SpaceId::new(Uuid::from_u128(1)),
            slug: "plaidoyer".to_owned(),
            name: SpaceName::parse("Plaidoyer").unwrap(),
            about: None,
            rules: None,
            audience,
            organization: Some(OrganizationId::new(Uuid::from_u128(7))),
            seats: [(2, 8), (4, 9)].map(|(person, organization)| seat(person, organization)).into(),
            language: SpokenLanguage::Bambara,
            locked: false,
            aliases: false,
            slow: SlowMode::Off,
            held_words: HeldWords::default(),
            position: 1,
            example: false,
            created_at: Moment(0),
            version: 1,
        };
        let (none, other, own) = (person(1, &[]), person(2, &[8]), person(3, &[7]));
        let moderator =
            Person { moderates: Moderates::Spaces(vec!["plaidoyer".to_owned()]), ..person(4, &[8]) };
        let reads = |audience| {
            let space = space(audience);
            [None, Some(&none), Some(&other), Some(&own), Some(&moderator)].map(|it| space.is_read_by(it))
        };
        use SpaceAudience::{Group, Members, Organization, Public};
        assert_eq!(reads(Public), [true; 5]);
        assert_eq!(reads(Members), [false, false, true, true, true]);
        assert_eq!(reads(Organization), [false, false, false, true, true]);
        assert_eq!(reads(Group), [false, false, true, false, true]);
        let group = space(Group);
        assert!(!group.is_seated(&moderator), "she belongs no longer to the organisation that she came for");
        assert!(!group.is_read_by(Some(&person(2, &[7]))), "nor does she who changed hers");
        // What goes from one to the other is shown to more, or is not.
        let other = |audience| Space { id: SpaceId::new(Uuid::from_u128(2)), ..space(audience) };
        for (to, from, more) in [
            (Public, Group, true),
            (Members, Group, true),
            (Organization, Group, true),
            (Group, Organization, true),
            (Group, Group, true),
            (Group, Members, false),
            (Group, Public, false),
        ] {
            assert_eq!(other(to).shows_to_more_than(&space(from)), more, "{from:?} to {to:?}");
        }
        assert!(!group.shows_to_more_than(&group));
    }
}
