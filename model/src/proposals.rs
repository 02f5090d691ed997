//! A proposal ("proposition"): what somebody proposes to her circle, how its members answer until it closes, and what came of it.

use crate::coded::coded;
use crate::events::{Hour, Span};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::Reader;
use crate::id::{OrganizationId, PersonId, PostId, ProposalId, SpaceId};
use crate::text::{Line, Paragraphs};
use crate::time::{Day, Moment};

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;
/// How many hours a proposal stays open at least.
const SHORTEST: i64 = 1;
/// How many days it stays open at most.
const LONGEST: i64 = 90;

/// What is proposed, in a line.
pub type ProposalTitle = Line<4, 120>;
/// The same at length, in Markdown.
pub type ProposalText = Paragraphs<4, 4000>;
/// Why somebody answers so.
pub type Reason = Paragraphs<2, 600>;
/// What came of it, in the words of who closes it.
pub type Conclusion = Paragraphs<4, 1000>;
/// Why it is withdrawn.
pub type Withdrawal = Line<4, 280>;

/// The fields of the forms.
pub mod proposal_field {
    /// Which circle is asked.
    pub const CIRCLE: &str = "pour";
    /// What is proposed, in a line.
    pub const TITLE: &str = "titre";
    /// On which day it closes.
    pub const DAY: &str = "jour";
    /// At which hour.
    pub const HOUR: &str = "heure";
    /// The answer.
    pub const ANSWER: &str = "reponse";
    /// What came of it.
    pub const CONCLUSION: &str = "suite";
    /// Why it is withdrawn.
    pub const WITHDRAWAL: &str = "motif";
    /// Whose reason is hidden.
    pub const PERSON: &str = "personne";
}
use proposal_field as field;

coded!(
    /// What a member answers.
    Answer {
        /// She is for it.
        Yes = "oui",
        /// She leaves it to the others.
        Abstain = "abstention",
        /// She is against it.
        No = "non",
        /// It must not be done so, and she says why.
        Block = "blocage",
    }
);

coded!(
    /// What came of a proposal.
    Outcome {
        /// More were for it than against it, and nobody blocked it.
        Agreed = "accord",
        /// No more were for it than against it.
        NotAgreed = "sans-accord",
        /// Somebody blocked it.
        Blocked = "bloque",
    }
);

/// Who decides together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Circle {
    /// A working group of the forum, by its space.
    Group(SpaceId),
    /// An organisation.
    Organization(OrganizationId),
}

/// How many answered what, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many belong to the circle.
    pub members: i64,
    /// How many gave each answer, in the order of `Answer::ALL`.
    pub answers: [i64; 4],
}

impl Tally {
    /// How many gave this answer.
    pub const fn of(&self, answer: Answer) -> i64 {
        let [yes, abstain, no, block] = self.answers;
        match answer {
            Answer::Yes => yes,
            Answer::Abstain => abstain,
            Answer::No => no,
            Answer::Block => block,
        }
    }

    /// How many answered.
    pub fn answered(&self) -> i64 {
        self.answers.iter().sum()
    }

    /// What it comes to: one block is enough, and as many for it as against it is no agreement.
    pub const fn outcome(&self) -> Outcome {
        if self.of(Answer::Block) > 0 {
            Outcome::Blocked
        } else if self.of(Answer::Yes) > self.of(Answer::No) {
            Outcome::Agreed
        } else {
            Outcome::NotAgreed
        }
    }
}

/// What became of a proposal that nobody answers any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Its time was over, and the answers were counted for good.
    Counted(Tally),
    /// It was withdrawn: why, and by whom if she is still here.
    Withdrawn {
        /// Why.
        reason: Withdrawal,
        /// By whom.
        by: Option<String>,
    },
}

/// What came of it, as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concluded {
    /// In her words.
    pub words: Conclusion,
    /// Who wrote it, if she is still here.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Who is asked.
    pub circle: Circle,
    /// Who proposes it, if she is still here.
    pub proposer: Option<PersonId>,
    /// Her name.
    pub proposer_name: Option<String>,
    /// What is proposed, in a line.
    pub title: ProposalTitle,
    /// The same at length, unless a voice says it; nothing of what is withdrawn.
    pub text: Option<ProposalText>,
    /// When it was made.
    pub made_at: Moment,
    /// Until when it is answered.
    pub closes_at: Moment,
    /// When and how it ended.
    pub ended: Option<(Moment, Ended)>,
    /// What came of it.
    pub concluded: Option<Concluded>,
    /// Whether it is example data.
    pub example: bool,
}

impl Proposal {
    /// Whether it is answered.
    pub fn is_open(&self, now: Moment) -> bool {
        self.ended.is_none() && now < self.closes_at
    }

    /// How it was counted, once it was.
    pub const fn counted(&self) -> Option<Tally> {
        match &self.ended {
            Some((_, Ended::Counted(tally))) => Some(*tally),
            _ => None,
        }
    }

    /// Under which id its voice is kept.
    pub const fn spoken(&self) -> PostId {
        PostId::new(self.id.uuid())
    }
}

/// When those who have not answered are reminded: two thirds of the time are over, and a day is left if the time is longer than one.
pub fn reminds_at(made_at: Moment, closes_at: Moment) -> Moment {
    let span = closes_at.0 - made_at.0;
    let wait = span * 2 / 3;
    let wait = if span > DAY { wait.min(span - DAY) } else { wait };
    made_at.plus(wait)
}

/// What the form of a proposal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalDraft {
    /// What is proposed, in a line.
    pub title: ProposalTitle,
    /// The same at length.
    pub text: Option<ProposalText>,
    /// Until when it is answered.
    pub closes_at: Moment,
}

impl ProposalDraft {
    /// Reads the form; whoever speaks need not write. `text` is the name of the field at length.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields, text: &str, spoken: bool, now: Moment) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, ProposalTitle::parse);
        let told = if spoken {
            reader.optional(text, ProposalText::parse)
        } else {
            reader.one(text, ProposalText::parse)
        };
        let day = reader.one(field::DAY, |text| Day::parse(text).ok_or(Problem::NotADay));
        let hour = reader.one(field::HOUR, Hour::parse);
        let closes_at = day.zip(hour).and_then(|(day, hour)| {
            let begins = Span::of(day, Some(hour), None, None).map(|it| it.begins());
            reader.keep(field::DAY, begins)
        });
        if closes_at.is_some_and(|it| !(SHORTEST * HOUR..=LONGEST * DAY).contains(&(it.0 - now.0))) {
            reader.wrong(field::DAY, Problem::ClosesTooSoonOrLate { hours: SHORTEST, days: LONGEST });
        }
        match (title, closes_at) {
            (Some(title), Some(closes_at)) if reader.errors.is_empty() => {
                Ok(Self { title, text: told, closes_at })
            }
            _ => Err(reader.errors),
        }
    }
}

/// An answer as it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerDraft {
    /// What she answers.
    pub answer: Answer,
    /// Why, in words.
    pub reason: Option<Reason>,
}

impl AnswerDraft {
    /// Reads the form. Who blocks says why, in words or by voice. `text` is the name of the field with the reason.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields, text: &str, spoken: bool) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let answer = reader.one(field::ANSWER, |it| Answer::parse(it).ok_or(Problem::Required));
        let reason = reader.optional(text, Reason::parse);
        if answer == Some(Answer::Block) && reason.is_none() && !spoken && reader.errors.is_empty() {
            reader.wrong(text, Problem::BlockNeedsReason);
        }
        match answer {
            Some(answer) if reader.errors.is_empty() => Ok(Self { answer, reason }),
            _ => Err(reader.errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_780_000_000_000);

    fn tally(answers: [i64; 4]) -> Outcome {
        Tally { members: 500, answers }.outcome()
    }

    #[test]
    fn one_block_is_enough_and_as_many_for_as_against_is_no_agreement() {
        assert_eq!(tally([3, 9, 2, 0]), Outcome::Agreed);
        assert_eq!(tally([2, 0, 2, 0]), Outcome::NotAgreed);
        assert_eq!(tally([0, 5, 0, 0]), Outcome::NotAgreed);
        assert_eq!(tally([0, 0, 0, 0]), Outcome::NotAgreed);
        assert_eq!(tally([499, 0, 0, 1]), Outcome::Blocked);
    }

    #[test]
    fn a_reminder_comes_after_two_thirds_and_a_day_before_where_that_can_be() {
        let after = |span: i64| reminds_at(NOW, NOW.plus(span)).0 - NOW.0;
        assert_eq!(after(9 * DAY), 6 * DAY);
        assert_eq!(after(2 * DAY), DAY, "two thirds would leave sixteen hours");
        assert_eq!(after(DAY + HOUR), HOUR);
        assert_eq!(after(DAY), 16 * HOUR, "no day can be left");
        assert_eq!(after(3 * HOUR), 2 * HOUR);
    }

    #[test]
    fn a_proposal_closes_at_an_hour_that_is_neither_over_nor_far() {
        let day = |days: i64| NOW.plus(days * DAY).day().iso();
        let of = |day: &str, hour: &str, text: &str, spoken: bool| {
            let fields = [("titre", "Un puits"), ("jour", day), ("heure", hour), ("texte", text)];
            ProposalDraft::parse(&Fields::from(fields), "texte", spoken, NOW)
        };
        let draft = of(&day(3), "18h30", "Creuser au marché.", false).unwrap();
        assert_eq!(draft.closes_at, Day::parse(&day(3)).unwrap().moment().plus(18 * HOUR + HOUR / 2));
        for (when, hour) in [(day(-1), "18"), (day(0), "0"), (day(91), "23h59"), (day(2), "25"), (day(2), "")]
        {
            assert!(of(&when, hour, "Creuser.", false).is_err(), "{when} {hour}");
        }
        assert!(of("demain", "18", "Creuser.", false).is_err());
        assert!(of(&day(3), "18", "", false).is_err() && of(&day(3), "18", "", true).is_ok());
    }

    #[test]
    fn who_blocks_says_why() {
        let of = |answer: &str, reason: &str, spoken: bool| {
            AnswerDraft::parse(&Fields::from([("reponse", answer), ("texte", reason)]), "texte", spoken)
        };
        assert!(of("oui", "", false).is_ok() && of("blocage", "C’est dangereux.", false).is_ok());
        assert!(of("blocage", "", true).is_ok());
        let refused = of("blocage", " ", false).unwrap_err();
        assert_eq!(refused, [FieldError::new("texte", Problem::BlockNeedsReason)]);
        assert!(of("", "Non.", false).is_err() && of("peut-etre", "", false).is_err());
    }
}
