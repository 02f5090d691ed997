//! The words of moderation: what readers point at, what waits for a decision, and what was decided.

mod hold;
mod item;
mod measure;
mod motive;

pub use hold::Hold;
pub use item::{Item, ItemId, Waiting};
pub use measure::{Measure, MeasureDraft, MeasureKind, MeasureSpan, MemberNote, NoteWords};
pub use motive::{Motive, Why, listed_reason};

use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::forum::{Author, LONGEST_VOICE, PostText, TopicTitle, Visible};
use crate::id::{PersonId, PostId, SpaceId};
use crate::text::{Line, Paragraphs};
use crate::time::Moment;

/// How many different readers' flags hide a post until somebody has looked.
pub const FLAGS_THAT_HIDE: i64 = 3;
/// How long a case is kept for the moderator who took it, in milliseconds: ten minutes.
pub const CLAIM_HOLDS: i64 = 10 * 60 * 1000;
/// How long a moderator can take a decision back, in milliseconds: a minute.
pub const UNDO_WITHIN: i64 = 60 * 1000;

/// What a reader adds to her flag.
pub type FlagWords = Line<2, 280>;
/// What somebody says against a decision.
pub type AppealWords = Paragraphs<4, 1000>;
/// Why a moderator decides something, in words that can be told.
pub type Reason = Line<4, 280>;

coded!(
    /// Why a reader points at a post.
    FlagReason {
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
        /// Something else, in her words.
        Other = "autre",
    }
);

coded!(
    /// Why a post waits for somebody's look.
    Cause {
        /// Readers point at it.
        Flagged = "signale",
        /// It is the first that its author wrote here.
        Newcomer = "premier",
        /// A word of its space's list stands in it, or it came without its form; nobody else sees it until a moderator has read it.
        Held = "retenu",
        /// Its author asks that the decision be looked at again.
        Appealed = "recours",
        /// A moderator decided of her own accord; it never waited.
        Own = "initiative",
    }
);

coded!(
    /// What was decided about a post.
    Verdict {
        /// It stays, or is seen again.
        Kept = "garde",
        /// It is hidden.
        Hidden = "masque",
    }
);

/// The fields of the forms.
pub mod moderation_field {
    /// Why a reader points at a post.
    pub const REASON: &str = "motif";
    /// What she adds; what an author says against a decision.
    pub const WORDS: &str = "mots";
    /// When in a recording she heard it.
    pub const INSTANT: &str = "instant";
    /// What is done towards somebody.
    pub const MEASURE: &str = "mesure";
    /// For how long.
    pub const SPAN: &str = "duree";
    /// Where it holds, by the space's slug; everywhere without one.
    pub const SPACE: &str = "espace";
    /// That she knows that it cannot be taken back.
    pub const SURE: &str = "sure";
}

/// A reader's flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Why.
    pub reason: FlagReason,
    /// What she adds.
    pub words: Option<FlagWords>,
    /// The second of a recording at which she heard it.
    pub second: Option<i64>,
    /// When.
    pub at: Moment,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Who decided, if she is still here.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
    /// What.
    pub verdict: Verdict,
    /// Why, in words that are told to the author.
    pub reason: Option<String>,
    /// How the post was seen before, for who takes the decision back.
    pub before: Visible,
}

/// A post that waits for a decision, or had one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The post.
    pub post: PostId,
    /// The number of its topic.
    pub topic: i64,
    /// Its number in it.
    pub number: i64,
    /// The space in which it stands.
    pub space: SpaceId,
    /// The title of its topic.
    pub title: TopicTitle,
    /// Whether it is example data.
    pub example: bool,
    /// Who wrote it.
    pub author: Author,
    /// What is written.
    pub text: PostText,
    /// Whether it is seen.
    pub visible: Visible,
    /// How often the post was changed.
    pub post_version: i64,
    /// Why it waits, or waited last.
    pub cause: Cause,
    /// What held it back, if that is why.
    pub hold: Option<Hold>,
    /// Whether somebody may be in danger by it.
    pub urgent: bool,
    /// How many trusted readers pointed at it since it waits.
    pub flags: i64,
    /// Since when it waits.
    pub opened_at: Moment,
    /// Who took it to decide, and when.
    pub claim: Option<(PersonId, Moment)>,
    /// Whether it waits.
    pub waiting: bool,
    /// The last decision.
    pub decision: Option<Decision>,
    /// What its author said against a decision; she says it once.
    pub appeal: Option<AppealWords>,
    /// How often the case was changed; 0 if there is none yet.
    pub version: i64,
}

impl Case {
    /// As it stands in addresses: the numbers of the topic and of the post.
    pub fn code(&self) -> String {
        format!("{}.{}", self.topic, self.number)
    }

    /// Reads what `code` wrote.
    pub fn parse(code: &str) -> Option<(i64, i64)> {
        let (topic, number) = code.split_once('.')?;
        Some((topic.parse().ok()?, number.parse().ok()?))
    }

    /// Whether somebody else took it a moment ago.
    pub fn is_taken_from(&self, person: PersonId, now: Moment) -> bool {
        self.claim.is_some_and(|(by, at)| by != person && now.0 - at.0 < CLAIM_HOLDS)
    }

    /// Whether it is hidden because moderators decided so, and nobody waits for another look.
    pub fn is_hidden_by_decision(&self) -> bool {
        let hidden = self.decision.as_ref().is_some_and(|it| it.verdict == Verdict::Hidden);
        hidden && self.visible == Visible::Hidden && !self.waiting
    }

    /// Whether nothing but the title of the topic that it opened waits: its words were erased.
    pub fn is_title_alone(&self) -> bool {
        self.number == 1 && self.waiting && self.visible.is_erased()
    }

    /// Whether this moderator can still take her decision back.
    pub fn can_be_undone_by(&self, person: PersonId, now: Moment) -> bool {
        let decision = self.decision.as_ref().filter(|_| !self.waiting);
        // What was erased since is decided no more.
        let decision = decision.filter(|it| !self.visible.is_erased() || it.before.is_erased());
        decision.is_some_and(|it| it.by == Some(person) && now.0 - it.at.0 < UNDO_WITHIN)
    }
}

impl Flag {
    /// Reads the form.
    ///
    /// # Errors
    /// On the reason, on the words, which `Other` needs, and on the instant.
    pub fn parse(fields: &Fields, at: Moment) -> Result<Self, Vec<FieldError>> {
        let reason = FlagReason::parse(fields.get(moderation_field::REASON));
        let words = FlagWords::parse_optional(fields.get(moderation_field::WORDS));
        let second = fields.filled(moderation_field::INSTANT).map(second_in).transpose();
        let mut errors = Vec::new();
        if reason.is_none() {
            errors.push(FieldError::new(moderation_field::REASON, Problem::Required));
        }
        match &words {
            Err(problem) => errors.push(FieldError::new(moderation_field::WORDS, problem.clone())),
            Ok(None) if reason == Some(FlagReason::Other) => {
                errors.push(FieldError::new(moderation_field::WORDS, Problem::Required));
            }
            Ok(_) => {}
        }
        if let Err(problem) = &second {
            errors.push(FieldError::new(moderation_field::INSTANT, problem.clone()));
        }
        match (reason, words, second) {
            (Some(reason), Ok(words), Ok(second)) if errors.is_empty() => {
                Ok(Self { reason, words, second, at })
            }
            _ => Err(errors),
        }
    }

    /// The instant as a player shows it: `1:05`.
    pub fn instant(&self) -> Option<String> {
        self.second.map(|it| format!("{}:{:02}", it / 60, it % 60))
    }
}

/// The second that `1:05`, or `65`, names.
fn second_in(text: &str) -> Result<i64, Problem> {
    let number = |part: &str| part.trim().parse::<i64>().ok().filter(|it| (0..60).contains(it));
    let second = match text.split_once(':') {
        Some((minutes, seconds)) => number(minutes).zip(number(seconds)).map(|(it, rest)| it * 60 + rest),
        None => text.trim().parse().ok(),
    };
    let longest = i64::from(LONGEST_VOICE) * 60;
    second.filter(|it| (0..=longest).contains(it)).ok_or(Problem::NotAnInstant { max: LONGEST_VOICE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_else_needs_words() {
        let flag = |reason: &str, words: &str| {
            Flag::parse(&Fields::from([("motif", reason), ("mots", words)]), Moment(1)).map_err(|it| it.len())
        };
        assert_eq!(flag("danger", "").unwrap().reason, FlagReason::Danger);
        assert_eq!(flag("autre", "").unwrap_err(), 1);
        assert_eq!(flag("", "").unwrap_err(), 1);
        assert_eq!(flag("faux", &"é".repeat(281)).unwrap_err(), 2);
        assert!(flag("autre", "C’est ma voisine.").is_ok());
    }

    #[test]
    fn an_instant_is_read_as_a_player_shows_it() {
        let second = |text: &str| {
            Flag::parse(&Fields::from([("motif", "danger"), ("instant", text)]), Moment(1))
                .map(|it| it.second)
        };
        for (text, expected) in
            [("1:05", Some(65)), ("0:07", Some(7)), (" 42 ", Some(42)), ("3:00", Some(180)), ("", None)]
        {
            assert_eq!(second(text), Ok(expected), "{text}");
        }
        for text in ["3:01", "1:75", "-1", "181", "a", "1:2:3", ":", "1h"] {
            let wrong = FieldError::new("instant", Problem::NotAnInstant { max: 3 });
            assert_eq!(second(text), Err(vec![wrong]), "{text}");
        }
        let flag = Flag { reason: FlagReason::Danger, words: None, second: Some(65), at: Moment(1) };
        assert_eq!(flag.instant().as_deref(), Some("1:05"));
    }

    #[test]
    fn the_numbers_of_a_case_are_read_as_they_were_written() {
        assert_eq!(Case::parse("12.3"), Some((12, 3)));
        for wrong in ["", "12", "12.", ".3", "a.b", "1.2.3"] {
            assert_eq!(Case::parse(wrong), None, "{wrong}");
        }
    }
}
