//! Why moderators decide something: the reasons of the list ("motifs"), which everybody may read, and their own words.

use super::{FlagReason, Reason, moderation_field};
use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::forum::forum_field;

coded!(
    /// A reason of the list. The first are those for which readers point at something.
    Motive {
        /// A person can be recognised, or is in danger by it.
        Danger = "danger",
        /// Somebody is insulted or humiliated.
        Insult = "insulte",
        /// Somebody is threatened, or violence is called for.
        Violence = "violence",
        /// Something is sold, or asked for with lies.
        Spam = "publicite",
        /// It does not belong here.
        OffTopic = "hors-sujet",
        /// Words get sharp, and time helps.
        Heated = "echauffe",
        /// Everything was said.
        Said = "tout-dit",
        /// What stood in the way is over.
        Calm = "apaise",
        /// It was read again, and nothing is to be said against it.
        Reread = "relu",
        /// Many can use it.
        Useful = "utile",
        /// It is of yesterday.
        Past = "depasse",
        /// Another topic says the same.
        Twice = "double",
        /// It does not say what it is about.
        Unclear = "peu-clair",
    }
);

impl Motive {
    /// Why something is hidden, erased or corrected, and why somebody is warned.
    pub const AGAINST: &'static [Self] =
        &[Self::Danger, Self::Insult, Self::Violence, Self::Spam, Self::OffTopic];
    /// Why something is closed.
    pub const CLOSING: &'static [Self] =
        &[Self::Said, Self::Heated, Self::Danger, Self::Insult, Self::Violence, Self::Spam, Self::OffTopic];
    /// Why something is opened or shown again.
    pub const GIVING_BACK: &'static [Self] = &[Self::Reread, Self::Calm];
    /// Why time passes between two posts, or no longer.
    pub const SLOWING: &'static [Self] = &[Self::Heated, Self::Calm];

    /// Why a reader points at something, as a reason of the list; nothing for what needs words.
    pub fn of(reason: FlagReason) -> Option<Self> {
        Self::parse(reason.code())
    }
}

/// Why a moderator does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// In the words that are told to whom it concerns.
    pub words: Reason,
    /// By the list, if it is one of its reasons.
    pub motive: Option<Motive>,
}

impl Why {
    /// Reads the form, for something that is done for one of these reasons or for another one in words.
    ///
    /// # Errors
    /// On the words; on the list if nothing was chosen either.
    pub fn parse(fields: &Fields, motives: &[Motive]) -> Result<Self, FieldError> {
        match Reason::parse_optional(fields.get(forum_field::REASON)) {
            Ok(Some(words)) => Ok(Self { words, motive: listed_reason(fields, motives) }),
            // Another reason than those of the list is told in words.
            Ok(None) if fields.filled(moderation_field::REASON).is_some() => {
                Err(FieldError::new(forum_field::REASON, Problem::Required))
            }
            Ok(None) => Err(FieldError::new(moderation_field::REASON, Problem::Required)),
            Err(problem) => Err(FieldError::new(forum_field::REASON, problem)),
        }
    }
}

/// The reason of the list that a form chose, if it is one of these.
pub fn listed_reason(fields: &Fields, motives: &[Motive]) -> Option<Motive> {
    Motive::parse(fields.get(moderation_field::REASON)).filter(|it| motives.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_point_at_is_a_reason_of_the_list_unless_it_needs_words() {
        let of: Vec<_> = FlagReason::ALL.iter().filter_map(|it| Motive::of(*it)).collect();
        assert_eq!(of, Motive::AGAINST);
    }

    #[test]
    fn a_reason_has_words_and_comes_from_the_list_of_its_act() {
        let why = |motive: &str, words: &str| {
            Why::parse(&Fields::from([("motif", motive), ("raison", words)]), Motive::SLOWING)
        };
        assert_eq!(why("echauffe", "On souffle.").unwrap().motive, Some(Motive::Heated));
        assert_eq!(why("utile", "On souffle.").unwrap().motive, None, "of another act");
        assert_eq!(why("", "").unwrap_err().field, "motif");
        assert_eq!(why("autre", "").unwrap_err().field, "raison");
        assert_eq!(why("echauffe", &"é".repeat(281)).unwrap_err().field, "raison");
    }
}
