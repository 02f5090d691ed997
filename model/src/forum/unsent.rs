//! What somebody began to write and has not sent yet.

use super::draft::forum_field as field;
use super::poll::poll_field;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::id::{SpaceId, TopicId};
use crate::time::Moment;

/// The most characters that are kept of one form: more than can be sent, so that what is too long is not lost before it is cut.
pub const MOST_UNSENT: usize = 100_000;

/// What its form holds beside the descriptions of images.
const NAMES: [&str; 10] = [
    field::ID,
    field::SEAL,
    field::TITLE,
    field::KIND,
    field::TEXT,
    field::ALIAS,
    poll_field::STYLE,
    poll_field::QUESTION,
    poll_field::OPTIONS,
    poll_field::DAYS,
];
/// What makes it worth keeping.
const WORDS: [&str; 5] = [field::TITLE, field::TEXT, field::ALIAS, poll_field::QUESTION, poll_field::OPTIONS];

/// Where it would stand: one for each topic, and one new topic for each space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnsentPlace {
    /// The space.
    pub space: SpaceId,
    /// The topic that it answers; nothing if it begins one.
    pub topic: Option<TopicId>,
}

/// What she began to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Where it would stand.
    pub place: UnsentPlace,
    /// The form as she left it.
    pub fields: Fields,
    /// When.
    pub saved_at: Moment,
}

impl UnsentPlace {
    /// What it is kept under: the id of the topic, or of the space.
    pub fn key(self) -> String {
        self.topic.map_or_else(|| self.space.to_string(), |it| it.to_string())
    }
}

impl Unsent {
    /// Reads what is worth keeping of a form; nothing if she wrote nothing. Where a voice or an image
    /// came `beside`, the form leads to it.
    ///
    /// # Errors
    /// On the text if all of it is longer than is kept.
    pub fn parse(
        place: UnsentPlace,
        fields: &Fields,
        beside: bool,
        now: Moment,
    ) -> Result<Option<Self>, Vec<FieldError>> {
        let is_known = |name: &str| NAMES.contains(&name) || name.starts_with(field::ALT);
        let known = fields.pairs().iter().filter(|(name, _)| is_known(name));
        let kept: Vec<(String, String)> = known.cloned().collect();
        if kept.iter().map(|(_, value)| value.chars().count()).sum::<usize>() > MOST_UNSENT {
            return Err(vec![FieldError::new(field::TEXT, Problem::TooLong { max: MOST_UNSENT })]);
        }
        let fields = Fields::new(kept);
        let is_worth_it = beside || WORDS.iter().any(|name| fields.filled(name).is_some());
        Ok(is_worth_it.then_some(Self { place, fields, saved_at: now }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_she_wrote_is_kept_and_nothing_else_of_the_form() {
        let place = UnsentPlace { space: SpaceId::new(Uuid::from_u128(1)), topic: None };
        let fields = Fields::from([("texte", " Un mot. "), ("geste", "brouillon"), ("titre", "")]);
        let kept = Unsent::parse(place, &fields, false, Moment(5)).unwrap().unwrap();
        assert_eq!(kept.fields, Fields::from([("texte", " Un mot. "), ("titre", "")]));
        let nothing = Fields::from([("texte", "  "), ("genre", "question"), ("envoi", "x")]);
        assert_eq!(Unsent::parse(place, &nothing, false, Moment(5)), Ok(None));
        let spoken = Unsent::parse(place, &nothing, true, Moment(5)).unwrap().unwrap();
        assert_eq!(spoken.fields.get("envoi"), "x", "her voice is found by it");
        let long = "é".repeat(MOST_UNSENT + 1);
        assert!(Unsent::parse(place, &Fields::from([("texte", long.as_str())]), false, Moment(5)).is_err());
    }
}
