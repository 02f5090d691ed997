//! Coming in: an invitation with a code of words that can be read aloud, or a request.

use super::name::DisplayName;
use super::person::{Icon, Role};
use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::id::{InvitationId, OrganizationId, PersonId};
use crate::search::fold;
use crate::text::Paragraphs;
use crate::time::Moment;

/// The most people who may join with one group code: a workshop.
pub const MAX_GROUP: i64 = 60;
/// The most days that an invitation may stay open.
pub const MAX_INVITATION_DAYS: i64 = 90;

coded!(
    /// For whom an invitation is.
    InvitationKind {
        /// For one person.
        Single = "une",
        /// For a group, up to a limit.
        Group = "groupe",
    }
);

/// A code of words: five of two syllables, 50 bits, sayable in French and Bambara alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    /// Consonants and vowels that no ear confuses.
    const CONSONANTS: &[u8; 8] = b"bdfklmns";
    const VOWELS: &[u8; 4] = b"aiou";

    /// Words made of random bytes, two bytes a word.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let syllable = |byte: &u8| {
            let (consonant, vowel) = (usize::from(byte & 7), usize::from(byte >> 3 & 3));
            [char::from(Self::CONSONANTS[consonant]), char::from(Self::VOWELS[vowel])]
        };
        let words: Vec<String> =
            bytes.chunks(2).map(|pair| pair.iter().flat_map(syllable).collect()).collect();
        Self(words.join("-"))
    }

    /// What somebody typed: capitals, accents, blanks and other separators do not matter.
    pub fn read(text: &str) -> Option<Self> {
        const LONGEST: usize = 60;
        let text: String = text.chars().take(LONGEST).collect();
        let letters: String = fold(&text).chars().filter(char::is_ascii_lowercase).collect();
        let is_word = !letters.is_empty() && letters.len().is_multiple_of(4);
        is_word.then(|| {
            let words: Vec<&str> =
                (0..letters.len() / 4).filter_map(|at| letters.get(at * 4..at * 4 + 4)).collect();
            Self(words.join("-"))
        })
    }

    /// The words with hyphens between them.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An invitation of an organisation; its code is kept only as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Whose.
    pub organization: OrganizationId,
    /// Who made it; nobody when it was the command line.
    pub made_by: Option<PersonId>,
    /// What those who come with it become.
    pub role: Role,
    /// For whom.
    pub kind: InvitationKind,
    /// How many may come with it.
    pub places: i64,
    /// How many came.
    pub used: i64,
    /// When it was made.
    pub made_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Moment>,
}

impl Invitation {
    /// Whether somebody can still come with it.
    pub fn is_open(&self, now: Moment) -> bool {
        self.withdrawn_at.is_none() && self.used < self.places && now < self.expires_at
    }
}

/// The form of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationDraft {
    /// For whom.
    pub kind: InvitationKind,
    /// How many may come with it.
    pub places: i64,
    /// For how many days.
    pub days: i64,
    /// What they become.
    pub role: Role,
}

impl InvitationDraft {
    /// Reads `pour`, `places`, `jours`, `role`.
    ///
    /// # Errors
    /// One for each field.
    pub fn parse(fields: &Fields) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut number = |name: &str, default: i64, max: i64| {
            let Some(text) = fields.filled(name) else { return default };
            match text.trim().parse::<i64>() {
                Ok(number) if (1..=max).contains(&number) => number,
                _ => {
                    errors.push(FieldError::new(name, Problem::NotInRange { min: 1, max }));
                    default
                }
            }
        };
        let kind = InvitationKind::parse(fields.get("pour")).unwrap_or(InvitationKind::Single);
        let places = number("places", 20, MAX_GROUP);
        let days = number("jours", 14, MAX_INVITATION_DAYS);
        let role = Role::parse(fields.get("role")).unwrap_or(Role::Member);
        let places = if kind == InvitationKind::Single { 1 } else { places };
        if errors.is_empty() { Ok(Self { kind, places, days, role }) } else { Err(errors) }
    }
}

/// A request of somebody without an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinRequest {
    /// Who asks.
    pub person: PersonId,
    /// Her name.
    pub name: DisplayName,
    /// Her picture.
    pub icon: Icon,
    /// Whom she asks.
    pub organization: OrganizationId,
    /// What she says about herself.
    pub words: Option<Paragraphs<2, 500>>,
    /// When.
    pub asked_at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_however_they_were_said() {
        let words = Words::from_bytes(&[0, 9, 18, 27, 4, 13, 22, 31, 5, 14]);
        assert_eq!(words.as_str().len(), 24);
        let said = words.as_str().replace('-', "  ").to_uppercase();
        assert_eq!(Words::read(&said), Some(words.clone()));
        assert_eq!(Words::read(&words.as_str().replace('-', "")), Some(words));
        assert_eq!(Words::read(""), None);
        assert_eq!(Words::read("abc"), None);
    }

    #[test]
    fn a_single_invitation_has_one_place_and_an_endless_one_is_refused() {
        let single = InvitationDraft::parse(&Fields::from([("pour", "une"), ("places", "9")])).unwrap();
        assert_eq!((single.places, single.days), (1, 14));
        let endless = InvitationDraft::parse(&Fields::from([("pour", "groupe"), ("jours", "9999")]));
        assert_eq!(
            endless,
            Err(vec![FieldError::new("jours", Problem::NotInRange { min: 1, max: MAX_INVITATION_DAYS })])
        );
    }
}
