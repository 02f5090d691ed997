//! A question of a quiz: a choice, true or false, an order, or pictures, with what is right and why.

use super::lesson::{LessonContext, slug_in};
use crate::coded::coded;
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::Reader;
use crate::id::DocumentId;
use crate::text::{Line, Paragraphs};
use serde::{Deserialize, Serialize};

coded!(
    /// How something is asked.
    QuestionKind {
        /// One or several of some answers are right.
        Choice = "choix",
        /// A sentence is true, or it is not.
        Truth = "vrai-faux",
        /// Steps are put into their order.
        Order = "ordre",
        /// One or several of some pictures are right.
        Picture = "image",
    }
);

/// How many answers, steps or pictures a form has at most.
pub const ANSWERS: usize = 6;
/// How few make a question.
const FEWEST: usize = 2;

/// The fields of the form.
pub mod question_field {
    use super::ANSWERS;

    /// What is asked.
    pub const TEXT: &str = "question";
    /// Why it is so, told with the answer.
    pub const WHY: &str = "pourquoi";
    /// The answers of a choice, or the steps in their right order.
    pub const ANSWER: [&str; ANSWERS] =
        ["reponse-1", "reponse-2", "reponse-3", "reponse-4", "reponse-5", "reponse-6"];
    /// The pictures, by the address of their document.
    pub const PICTURE: [&str; ANSWERS] = ["image-1", "image-2", "image-3", "image-4", "image-5", "image-6"];
    /// What each picture shows, for who does not see it.
    pub const SHOWS: [&str; ANSWERS] =
        ["montre-1", "montre-2", "montre-3", "montre-4", "montre-5", "montre-6"];
    /// Which of them are right, by their numbers from 1.
    pub const RIGHT: &str = "juste";
    /// Whether the sentence is true.
    pub const TRUE: &str = "vrai";
}
use question_field as field;

/// One answer of a choice.
pub type Words = Line<1, 160>;

/// An answer that one can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What it says.
    pub text: Words,
    /// Whether it is right.
    pub right: bool,
}

/// A picture that one can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureReply {
    /// The document of the library that it is.
    pub document: DocumentId,
    /// What it shows, for who does not see it.
    pub shows: Line<3, 160>,
    /// Whether it is right.
    pub right: bool,
}

/// What is asked, and what is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// One or several of these.
    Choice(Vec<Reply>),
    /// Whether it is true.
    Truth(bool),
    /// These, in this order.
    Order(Vec<Words>),
    /// One or several of these pictures.
    Picture(Vec<PictureReply>),
}

/// All that is said in a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionContent {
    /// What is asked.
    pub text: Line<5, 300>,
    /// Why it is so.
    #[serde(default)]
    pub why: Option<Paragraphs<3, 600>>,
    /// How, and what is right.
    pub asked: Asked,
}

/// A question of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number in the lesson.
    pub number: u32,
    /// What is said in it.
    pub content: QuestionContent,
}

impl Asked {
    /// How it is asked.
    pub const fn kind(&self) -> QuestionKind {
        match self {
            Self::Choice(_) => QuestionKind::Choice,
            Self::Truth(_) => QuestionKind::Truth,
            Self::Order(_) => QuestionKind::Order,
            Self::Picture(_) => QuestionKind::Picture,
        }
    }

    /// Which answers are right, by their numbers from 1; of an order how many steps it has.
    pub fn what_is_right(&self) -> (QuestionKind, Vec<usize>) {
        let numbers = |rights: Vec<bool>| (1..).zip(rights).filter(|(_, it)| *it).map(|(at, _)| at).collect();
        let right = match self {
            Self::Choice(list) => numbers(list.iter().map(|it| it.right).collect()),
            Self::Picture(list) => numbers(list.iter().map(|it| it.right).collect()),
            Self::Truth(is_true) => vec![usize::from(*is_true)],
            Self::Order(steps) => vec![steps.len()],
        };
        (self.kind(), right)
    }

    /// The pictures that one chooses among.
    pub fn pictures(&self) -> impl Iterator<Item = DocumentId> {
        let list = if let Self::Picture(list) = self { list.as_slice() } else { &[] };
        list.iter().map(|it| it.document)
    }

    /// Whether more than one answer is right.
    pub fn has_several(&self) -> bool {
        matches!(self, Self::Choice(_) | Self::Picture(_)) && self.what_is_right().1.len() > 1
    }

    /// The steps of an order as they are shown: never in the order that is right, the same for everybody, and each with its right place
    /// from 1.
    pub fn shown_steps(&self) -> Vec<(usize, &Words)> {
        let Self::Order(steps) = self else { return Vec::new() };
        let mut shown: Vec<(usize, &Words)> = (1..).zip(steps).collect();
        shown.sort_by_key(|(_, it)| Fields::from([("", it.as_str())]).seal());
        if shown.iter().map(|(place, _)| *place).is_sorted() {
            shown.rotate_left(1);
        }
        shown
    }
}

impl QuestionContent {
    /// Parses all fields of a kind and reports every error, not only the first.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(
        kind: QuestionKind,
        fields: &Fields,
        context: &LessonContext<'_>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let text = reader.one(field::TEXT, Line::parse);
        let asked = match kind {
            QuestionKind::Choice => choice(&mut reader),
            QuestionKind::Truth => reader.one(field::TRUE, |text| match text {
                "oui" => Ok(Asked::Truth(true)),
                "non" => Ok(Asked::Truth(false)),
                _ => Err(Problem::NotYesOrNo),
            }),
            QuestionKind::Order => {
                let steps = several(&mut reader);
                Some(Asked::Order(steps.into_iter().map(|(_, it)| it).collect()))
            }
            QuestionKind::Picture => pictures(&mut reader, context),
        };
        let why = reader.optional(field::WHY, Paragraphs::parse);
        match (text, asked) {
            (Some(text), Some(asked)) if reader.errors.is_empty() => Ok(Self { text, why, asked }),
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same.
    pub fn fields(&self, slug: impl Fn(DocumentId) -> Option<String>) -> Fields {
        let mut fields = Fields::from([(field::TEXT, self.text.as_str())]);
        match &self.asked {
            Asked::Truth(is_true) => fields.push(field::TRUE, if *is_true { "oui" } else { "non" }),
            Asked::Order(steps) => {
                field::ANSWER.iter().zip(steps).for_each(|(name, it)| fields.push(*name, it.as_str()));
            }
            Asked::Choice(list) => {
                field::ANSWER.iter().zip(list).for_each(|(name, it)| fields.push(*name, it.text.as_str()));
            }
            Asked::Picture(list) => {
                for ((name, shows), it) in field::PICTURE.iter().zip(field::SHOWS).zip(list) {
                    fields.push_some(name, slug(it.document));
                    fields.push(shows, it.shows.as_str());
                }
            }
        }
        if matches!(self.asked, Asked::Choice(_) | Asked::Picture(_)) {
            self.asked.what_is_right().1.iter().for_each(|it| fields.push(field::RIGHT, it.to_string()));
        }
        fields.push_some(field::WHY, self.why.as_ref().map(|it| it.as_str()));
        fields
    }
}

/// The answers that were written, each with the number of its field; each once, and two at least.
fn several(reader: &mut Reader<'_>) -> Vec<(usize, Words)> {
    let mut list: Vec<(usize, Words)> = Vec::new();
    let mut written = 0;
    for (number, name) in (1..).zip(field::ANSWER) {
        written += usize::from(reader.fields.filled(name).is_some());
        let Some(it) = reader.optional(name, Words::parse) else { continue };
        // Without accents « marché » and « marche » would be one word.
        let bare = |it: &Words| it.as_str().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        match list.iter().find(|(_, other)| bare(other) == bare(&it)) {
            Some((_, other)) => {
                let (one, other) = (it.to_string(), other.to_string());
                reader.wrong(name, Problem::SameAnswer { one, other });
            }
            None => list.push((number, it)),
        }
    }
    if written < FEWEST {
        let empty = field::ANSWER.iter().find(|it| reader.fields.filled(it).is_none());
        reader.wrong(empty.copied().unwrap_or(field::ANSWER[0]), Problem::TooFewValues { min: FEWEST });
    }
    list
}

/// The numbers of the fields that are said to be right; at least one of those that are filled in.
fn right(reader: &mut Reader<'_>, filled: &[usize]) -> Vec<usize> {
    let right = reader.list(field::RIGHT, ANSWERS, |text| {
        let number = text.parse::<usize>().ok().filter(|it| (1..=ANSWERS).contains(it));
        number.ok_or(Problem::NotInRange { min: 1, max: ANSWERS as i64 })
    });
    if !right.iter().any(|it| filled.contains(it)) {
        reader.wrong(field::RIGHT, Problem::TooFewValues { min: 1 });
    }
    right
}

fn choice(reader: &mut Reader<'_>) -> Option<Asked> {
    let list = several(reader);
    let right = right(reader, &list.iter().map(|(number, _)| *number).collect::<Vec<_>>());
    let replies = list.into_iter().map(|(number, text)| Reply { text, right: right.contains(&number) });
    Some(Asked::Choice(replies.collect()))
}

fn pictures(reader: &mut Reader<'_>, context: &LessonContext<'_>) -> Option<Asked> {
    let mut list: Vec<(usize, PictureReply)> = Vec::new();
    let mut filled = Vec::new();
    for ((number, name), shown) in (1..).zip(field::PICTURE).zip(field::SHOWS) {
        if reader.fields.filled(name).is_none() && reader.fields.filled(shown).is_none() {
            continue;
        }
        filled.push(number);
        let document = reader.one(name, |text| (context.find_picture)(slug_in(text)));
        let shows = reader.one(shown, Line::parse);
        if let (Some(document), Some(shows)) = (document, shows) {
            list.push((number, PictureReply { document, shows, right: false }));
        }
    }
    if filled.len() < FEWEST {
        let empty = (1..).zip(field::PICTURE).find(|(number, _)| !filled.contains(number));
        reader.wrong(empty.map_or(field::PICTURE[0], |it| it.1), Problem::TooFewValues { min: FEWEST });
    }
    let right = right(reader, &filled);
    let list = list.into_iter().map(|(number, it)| PictureReply { right: right.contains(&number), ..it });
    Some(Asked::Picture(list.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn parse(kind: QuestionKind, pairs: &[(&str, &str)]) -> Result<QuestionContent, Vec<String>> {
        let mut fields = Fields::from([("question", "Que faire d’abord ?")]);
        pairs.iter().for_each(|(name, value)| fields.push(*name, *value));
        let context = LessonContext {
            find_document: &|_| None,
            find_picture: &|slug| match slug {
                "affiche" => Ok(DocumentId::new(Uuid::from_u128(1))),
                _ => Err(Problem::NotForEverybody),
            },
        };
        let parsed = QuestionContent::parse(kind, &fields, &context);
        if let Ok(it) = &parsed {
            let again = it.fields(|_| Some("affiche".to_owned()));
            assert_eq!(QuestionContent::parse(kind, &again, &context).as_ref(), Ok(it));
            let json = serde_json::to_string(it).unwrap();
            assert_eq!(serde_json::from_str::<QuestionContent>(&json).unwrap(), *it);
        }
        parsed.map_err(|errors| errors.into_iter().map(|it| it.field).collect())
    }

    #[test]
    fn a_choice_has_two_answers_and_one_that_is_right() {
        let wrong = parse(QuestionKind::Choice, &[("reponse-1", "Écouter")]).unwrap_err();
        assert_eq!(wrong, ["reponse-2", "juste"]);
        let two = [("reponse-1", "Écouter"), ("reponse-3", "Crier")];
        assert_eq!(parse(QuestionKind::Choice, &two).unwrap_err(), ["juste"], "nothing is right");
        let empty = [two[0], two[1], ("juste", "2")];
        assert_eq!(parse(QuestionKind::Choice, &empty).unwrap_err(), ["juste"], "the right one is empty");
        let same = [("reponse-1", "Écouter"), ("reponse-2", "écouter"), ("juste", "1")];
        assert_eq!(parse(QuestionKind::Choice, &same).unwrap_err(), ["reponse-2"]);
        let near = [("reponse-1", "marché"), ("reponse-2", "marche"), ("juste", "1")];
        assert!(parse(QuestionKind::Choice, &near).is_ok(), "an accent makes another word");
        let good = [two[0], two[1], ("juste", "3")];
        let good = parse(QuestionKind::Choice, &good).unwrap();
        assert_eq!(good.asked.what_is_right(), (QuestionKind::Choice, vec![2]));
        assert_eq!(parse(QuestionKind::Choice, &[two[0], two[1], ("juste", "9")]).unwrap_err().len(), 2);
    }

    #[test]
    fn an_order_has_two_steps_and_is_never_shown_as_it_is_right() {
        assert_eq!(parse(QuestionKind::Order, &[("reponse-1", "Semer")]).unwrap_err(), ["reponse-2"]);
        for steps in [["Semer", "Sarcler"], ["Sarcler", "Semer"]] {
            let fields = [("reponse-1", steps[0]), ("reponse-2", steps[1])];
            let asked = parse(QuestionKind::Order, &fields).unwrap().asked;
            let shown: Vec<usize> = asked.shown_steps().iter().map(|(place, _)| *place).collect();
            assert_eq!(shown, [2, 1]);
        }
    }

    #[test]
    fn a_picture_is_for_everybody_and_says_what_it_shows() {
        let wrong = parse(
            QuestionKind::Picture,
            &[("image-1", "affiche"), ("image-2", "cachee"), ("montre-2", "Une carte"), ("juste", "1")],
        );
        assert_eq!(wrong.unwrap_err(), ["montre-1", "image-2"]);
        let one = [("image-1", "/bibliotheque/affiche"), ("montre-1", "Une affiche"), ("juste", "1")];
        assert_eq!(parse(QuestionKind::Picture, &one).unwrap_err(), ["image-2"]);
        let two = [one[0], one[1], one[2], ("image-2", "affiche"), ("montre-2", "Un puits")];
        assert!(!parse(QuestionKind::Picture, &two).unwrap().asked.has_several());
        assert_eq!(parse(QuestionKind::Truth, &[]).unwrap_err(), ["vrai"]);
    }
}
