//! A poll ("sondage"): a question with faces or numbered answers, one vote for each member, and totals only.

use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::id::TopicId;
use crate::search::fold;
use crate::text::Line;
use crate::time::Moment;

/// The fewest and the most answers to choose from.
const FEWEST_OPTIONS: usize = 2;
const MOST_OPTIONS: usize = 8;
/// Below so many votes nothing is told of how they were divided.
pub const FEWEST_VOTES: i64 = 5;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// For how many days one may vote.
pub const POLL_DAYS: [i64; 4] = [3, 7, 14, 30];

/// What is asked.
pub type PollQuestion = Line<4, 160>;
/// An answer to choose.
pub type PollOption = Line<1, 80>;

/// The fields of the forms.
pub mod poll_field {
    /// Whether there is a poll, and what its answers are.
    pub const STYLE: &str = "sondage";
    /// What is asked.
    pub const QUESTION: &str = "sondage_question";
    /// The answers, one in each line.
    pub const OPTIONS: &str = "sondage_choix";
    /// For how many days one may vote.
    pub const DAYS: &str = "sondage_jours";
    /// The answer that is voted for, by its place from 1.
    pub const VOTE: &str = "vote";
}

coded!(
    /// What the answers of a poll are.
    PollStyle {
        /// A glad, a doubtful and a sad face, for who does not read.
        Faces = "visages",
        /// Numbered words.
        Words = "choix",
    }
);

/// A poll that somebody asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollDraft {
    /// What the answers are.
    pub style: PollStyle,
    /// What is asked; the title of the topic if it is nothing else.
    pub question: Option<PollQuestion>,
    /// The answers in words; none for faces.
    pub options: Vec<PollOption>,
    /// For how many days one may vote.
    pub days: i64,
}

/// How often an answer was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollCount {
    /// The answer in words; nothing for a face.
    pub option: Option<PollOption>,
    /// How many votes it has.
    votes: i64,
}

/// A poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The topic that it stands in.
    pub topic: TopicId,
    /// What its answers are.
    pub style: PollStyle,
    /// What is asked.
    pub question: Option<PollQuestion>,
    /// Until when one may vote.
    pub ends_at: Moment,
    /// When it was ended early.
    pub closed_at: Option<Moment>,
    /// How many voted.
    pub votes: i64,
    /// The answers, in order.
    pub counts: Vec<PollCount>,
}

impl PollDraft {
    /// Reads the form of a topic; nothing if no poll was chosen.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields) -> Result<Option<Self>, Vec<FieldError>> {
        let Some(style) = fields.filled(poll_field::STYLE) else { return Ok(None) };
        let style = PollStyle::parse(style).ok_or(Problem::Required);
        let question = PollQuestion::parse_optional(fields.get(poll_field::QUESTION));
        let options = match style {
            Ok(PollStyle::Words) => options(fields),
            _ => Ok(Vec::new()),
        };
        let days = fields.get(poll_field::DAYS).parse().ok().filter(|it| POLL_DAYS.contains(it));
        let days = days.ok_or(Problem::Required);
        match (style, question, options, days) {
            (Ok(style), Ok(question), Ok(options), Ok(days)) => {
                Ok(Some(Self { style, question, options, days }))
            }
            (style, question, options, days) => {
                let refused = [
                    (poll_field::STYLE, style.err()),
                    (poll_field::QUESTION, question.err()),
                    (poll_field::OPTIONS, options.err()),
                    (poll_field::DAYS, days.err()),
                ];
                Err(refused.into_iter().filter_map(|(name, it)| Some(FieldError::new(name, it?))).collect())
            }
        }
    }

    /// The poll that begins now.
    pub fn begun(self, topic: TopicId, now: Moment) -> Poll {
        let faces = if self.style == PollStyle::Faces { vec![None; 3] } else { Vec::new() };
        let options = faces.into_iter().chain(self.options.into_iter().map(Some));
        Poll {
            topic,
            style: self.style,
            question: self.question,
            ends_at: now.plus(self.days * DAY),
            closed_at: None,
            votes: 0,
            counts: options.map(|option| PollCount { option, votes: 0 }).collect(),
        }
    }
}

/// One in each line; the same twice is one, and what is the same but for capitals and accents is to be written once.
fn options(fields: &Fields) -> Result<Vec<PollOption>, Problem> {
    let mut options: Vec<PollOption> = Vec::new();
    for line in fields.all(poll_field::OPTIONS).flat_map(str::lines).filter(|it| !it.trim().is_empty()) {
        let option = PollOption::parse(line)?;
        let folded = fold(option.as_str());
        match options.iter().find(|it| fold(it.as_str()) == folded) {
            None => options.push(option),
            Some(same) if *same == option => {}
            Some(same) => {
                return Err(Problem::SameAnswer { one: same.to_string(), other: option.to_string() });
            }
        }
    }
    match options.len() {
        0 => Err(Problem::Required),
        few if few < FEWEST_OPTIONS => Err(Problem::TooFewValues { min: FEWEST_OPTIONS }),
        many if many > MOST_OPTIONS => Err(Problem::TooManyValues { max: MOST_OPTIONS }),
        _ => Ok(options),
    }
}

impl PollCount {
    /// An answer with its votes.
    pub const fn new(option: Option<PollOption>, votes: i64) -> Self {
        Self { option, votes }
    }
}

impl Poll {
    /// Whether it came to its end.
    pub fn is_over(&self, now: Moment) -> bool {
        self.closed_at.is_some() || now >= self.ends_at
    }

    /// How the votes were divided, in the order of the answers: told once, at the end, and never of fewer than five. Of two looks
    /// before and after a vote the difference would be that vote.
    pub fn split(&self, now: Moment) -> Option<Vec<i64>> {
        let split: Vec<i64> = self.counts.iter().map(|it| it.votes).collect();
        (self.is_over(now) && split.iter().sum::<i64>() >= FEWEST_VOTES).then_some(split)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn draft(options: &str, days: &str) -> Result<Option<PollDraft>, Vec<FieldError>> {
        PollDraft::parse(&Fields::from([
            ("sondage", "choix"),
            ("sondage_choix", options),
            ("sondage_jours", days),
        ]))
    }

    #[test]
    fn a_poll_is_asked_with_two_to_eight_answers_or_with_faces() {
        assert_eq!(draft("Lundi\n\nMardi\nLundi", "7").unwrap().unwrap().options.len(), 2);
        let many = (1..=9).map(|it| format!("Jour {it}\n")).collect::<String>();
        for (options, days, wrong) in
            [("", "7", 1), ("Lundi", "7", 1), (many.as_str(), "7", 1), ("Lundi\nMardi", "8", 1), ("", "x", 2)]
        {
            assert_eq!(draft(options, days).unwrap_err().len(), wrong, "{options} {days}");
        }
        for (one, other) in [("Marché", "marche"), ("L’école", "l'ECOLE"), ("Œufs", "oeufs")] {
            let refused = draft(&format!("{one}\nLundi\n{other}"), "7").unwrap_err();
            let same = Problem::SameAnswer { one: one.to_owned(), other: other.to_owned() };
            assert_eq!(refused, [FieldError::new("sondage_choix", same)]);
        }
        assert_eq!(draft("👍\n👎", "7").unwrap().unwrap().options.len(), 2);
        assert_eq!(PollDraft::parse(&Fields::from([("sondage", "")])), Ok(None));
        let faces = Fields::from([("sondage", "visages"), ("sondage_jours", "3"), ("sondage_choix", "x")]);
        let poll = PollDraft::parse(&faces).unwrap().unwrap().begun(TopicId::new(Uuid::nil()), Moment(0));
        assert_eq!((poll.counts.len(), poll.ends_at), (3, Moment(3 * DAY)));
        assert!(PollDraft::parse(&Fields::from([("sondage", "chiffres")])).is_err());
    }

    #[test]
    fn nothing_is_told_that_says_what_somebody_voted() {
        let mut poll = draft("Oui\nNon", "3").unwrap().unwrap().begun(TopicId::new(Uuid::nil()), Moment(0));
        let (open, over) = (Moment(1), poll.ends_at);
        let set = |poll: &mut Poll, votes: [i64; 2]| {
            poll.counts.iter_mut().zip(votes).for_each(|(it, votes)| it.votes = votes);
            (poll.split(open), poll.split(over))
        };
        assert_eq!(set(&mut poll, [4, 0]), (None, None), "four of the same mind");
        assert_eq!(set(&mut poll, [4, 2]), (None, Some(vec![4, 2])), "not before the end");
        poll.closed_at = Some(open);
        assert!(poll.is_over(open) && poll.split(open) == Some(vec![4, 2]));
    }
}
