//! A group that goes a path together in one room: where, when, how many, and how many chose which answer; never who.

use super::lesson::Lesson;
use super::path::PathTitle;
use super::question::{Asked, QuestionKind};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, unknown};
use crate::forum::{Figures, commune, place};
use crate::id::{GroupId, OrganizationId, PathId};
use crate::place::Place;
use crate::projects::People;
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};

/// The fields of the form, beside those of the people who came.
pub mod group_field {
    /// The day.
    pub const ON: &str = "date";
    /// The region.
    pub const REGION: &str = "region";
    /// The commune.
    pub const COMMUNE: &str = "commune";
    /// The path.
    pub const PATH: &str = "parcours";
}
use group_field as field;

/// How many chose each answer of a question, as it was asked then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The number of the lesson.
    pub lesson: u32,
    /// The number of the question in it.
    pub question: u32,
    /// What was asked.
    pub text: String,
    /// How.
    pub kind: QuestionKind,
    /// The answers in words, where they have some of their own: neither true and false nor an order do.
    pub answers: Vec<String>,
    /// Which of them are right, by their numbers from 1.
    pub right: Vec<usize>,
    /// The seal of what was asked.
    #[serde(default)]
    pub seal: String,
    /// How many chose each; what was not counted is not there.
    pub counts: Vec<Option<u32>>,
}

/// All that is said of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupContent {
    /// What the path was called.
    pub title: PathTitle,
    /// The day.
    pub on: Day,
    /// Where.
    #[serde(default)]
    pub place: Option<Place>,
    /// How many came.
    #[serde(default)]
    pub people: People,
    /// What they answered.
    #[serde(default)]
    pub tallies: Vec<Tally>,
}

/// A group with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// The organisation that brought it together, and that alone reads of it.
    pub organization: OrganizationId,
    /// The path.
    pub path: PathId,
    /// What is said of it.
    pub content: GroupContent,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// How often it was changed.
    pub version: i64,
}

impl GroupContent {
    /// Parses when, where and how many; what was counted of answers stays as it is. Without a title there is no such path.
    ///
    /// # Errors
    /// One error for each refused value.
    pub fn parse(
        fields: &Fields,
        title: Option<PathTitle>,
        tallies: Vec<Tally>,
        today: Day,
    ) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        if title.is_none() {
            reader.wrong(field::PATH, fields.filled(field::PATH).map_or(Problem::Required, unknown));
        }
        let on = reader.one(field::ON, |text| {
            let day = Day::parse(text).ok_or(Problem::NotADay)?;
            if day > today { Err(Problem::InTheFuture) } else { Ok(day) }
        });
        let place = place(fields).unwrap_or_else(|error| {
            reader.errors.push(error);
            None
        });
        let people = People::parse(fields, &mut reader.errors);
        for it in people.mismatches() {
            let (counted, said) = (it.counted, it.said);
            reader.wrong(it.field, Problem::DoesNotAddUp { counted, said });
        }
        match (title, on) {
            (Some(title), Some(on)) if reader.errors.is_empty() => {
                Ok(Self { title, on, place, people, tallies })
            }
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        fields.push(field::ON, self.on.iso());
        fields.push_some(field::REGION, self.place.map(|it| it.region.slug()));
        fields.push_some(field::COMMUNE, self.place.and_then(commune));
        self.people.push(&mut fields);
        fields
    }

    /// What was last counted of a question.
    pub fn tally(&self, lesson: u32, question: u32) -> Option<&Tally> {
        self.tallies.iter().rfind(|it| it.lesson == lesson && it.question == question)
    }

    /// Counts the answers to a lesson's quiz anew; those to other lessons stay, and those to questions that were asked otherwise.
    ///
    /// # Errors
    /// One error for each value that is no count.
    pub fn count(&mut self, lesson: &Lesson, fields: &Fields) -> Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut tallies = Vec::new();
        for it in &lesson.questions {
            let asked = &it.content.asked;
            let answers: Vec<String> = match asked {
                Asked::Choice(list) => list.iter().map(|it| it.text.to_string()).collect(),
                Asked::Picture(list) => list.iter().map(|it| it.shows.to_string()).collect(),
                Asked::Truth(_) | Asked::Order(_) => Vec::new(),
            };
            let right = match asked {
                // True is the first of two answers, and the right order too.
                Asked::Truth(is_true) => vec![if *is_true { 1 } else { 2 }],
                Asked::Order(_) => vec![1],
                Asked::Choice(_) | Asked::Picture(_) => asked.what_is_right().1,
            };
            let mut counts = Vec::new();
            for answer in 1..=answers.len().max(2) {
                let name = Tally::field(it.number, answer);
                counts.push(Figures::parse_count(fields.get(&name)).unwrap_or_else(|problem| {
                    errors.push(FieldError::new(name, problem));
                    None
                }));
            }
            if counts.iter().any(Option::is_some) {
                let (text, kind) = (it.content.text.to_string(), asked.kind());
                let (lesson, question, seal) = (lesson.number, it.number, it.seal());
                tallies.push(Tally { lesson, question, text, kind, answers, right, seal, counts });
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        self.tallies.retain(|it| !it.is_of_today(lesson));
        self.tallies.extend(tallies);
        self.tallies.sort_by_key(|it| it.lesson);
        Ok(())
    }
}

impl Tally {
    /// Whether a lesson asks today what was asked then.
    pub fn is_of_today(&self, lesson: &Lesson) -> bool {
        let question = lesson.question(self.question).filter(|_| self.lesson == lesson.number);
        question.is_some_and(|it| it.seal() == self.seal)
    }

    /// The name of the field that says how a question was asked when its hands were counted.
    pub fn seen_field(question: u32) -> String {
        format!("n{question}-vu")
    }

    /// The name of the field in which it is said how many chose an answer.
    pub fn field(question: u32, answer: usize) -> String {
        format!("n{question}-{answer}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::lesson::{LessonContent, LessonContext};
    use super::super::question::QuestionContent;
    use super::*;

    #[test]
    fn what_was_counted_of_another_question_stays_as_it_was_asked() {
        let context = LessonContext { find_document: &|_| None, find_picture: &|_| Err(Problem::Required) };
        let said = Fields::from([("titre", "Voter"), ("minutes", "10"), ("texte", "Voter est un droit.")]);
        let mut lesson = Lesson::new(2, LessonContent::parse(&said, &context).unwrap());
        let truth = |text: &str, right: &str| {
            let fields = Fields::from([("question", text), ("vrai", right)]);
            QuestionContent::parse(QuestionKind::Truth, &fields, &context).unwrap()
        };
        lesson.ask(None, truth("Voter est un droit ?", "oui")).unwrap();
        lesson.ask(None, truth("Tout le monde vote ?", "oui")).unwrap();
        let today = Day::parse("2026-11-29").unwrap();
        let form = Fields::from([("date", "2026-11-28")]);
        let mut group =
            GroupContent::parse(&form, PathTitle::parse("Nos droits").ok(), Vec::new(), today).unwrap();
        group.count(&lesson, &Fields::from([("n1-1", "9"), ("n2-1", "4")])).unwrap();
        lesson.ask(Some(1), truth("Voter est interdit ?", "non")).unwrap();
        lesson.drop_question(2);
        lesson.ask(None, truth("Voter est secret ?", "oui")).unwrap();
        group.count(&lesson, &Fields::from([("n3-1", "7")])).unwrap();
        let kept: Vec<(&str, u32)> =
            group.tallies.iter().map(|it| (it.text.as_str(), it.counts[0].unwrap())).collect();
        assert_eq!(
            kept,
            [("Voter est un droit ?", 9), ("Tout le monde vote ?", 4), ("Voter est secret ?", 7)]
        );
        group.count(&lesson, &Fields::from([("n1-1", "2"), ("n3-1", "8")])).unwrap();
        assert_eq!(group.tallies.len(), 4);
        assert_eq!(group.tally(2, 1).unwrap().counts[0], Some(2), "what is asked today");
    }

    #[test]
    fn hands_are_counted_and_what_is_no_count_is_named() {
        let context = LessonContext { find_document: &|_| None, find_picture: &|_| Err(Problem::Required) };
        let said = Fields::from([("titre", "Voter"), ("minutes", "10"), ("texte", "Voter est un droit.")]);
        let mut lesson = Lesson::new(2, LessonContent::parse(&said, &context).unwrap());
        let asked = Fields::from([("question", "Voter est un droit ?"), ("vrai", "oui")]);
        lesson.ask(None, QuestionContent::parse(QuestionKind::Truth, &asked, &context).unwrap()).unwrap();
        let today = Day::parse("2026-11-29").unwrap();
        let title = PathTitle::parse("Nos droits").ok();
        let form = Fields::from([("date", "2026-11-28"), ("f-18-35", "12"), ("femmes", "12")]);
        let mut group = GroupContent::parse(&form, title.clone(), Vec::new(), today).unwrap();
        let wrong = Fields::from([("n1-1", "beaucoup"), ("n1-2", "-3")]);
        assert_eq!(group.count(&lesson, &wrong).unwrap_err().len(), 2);
        assert_eq!(group.tallies, []);
        group.count(&lesson, &Fields::from([("n1-1", "9"), ("n9-1", "4")])).unwrap();
        let tally = group.tally(2, 1).unwrap();
        assert_eq!((tally.counts.clone(), tally.right.clone()), (vec![Some(9), None], vec![1]));
        group.count(&lesson, &Fields::default()).unwrap();
        assert_eq!(group.tallies, [], "what was counted by mistake is taken back");
        let late = Fields::from([("date", "2026-11-30"), ("femmes", "3"), ("tous", "2")]);
        let errors = GroupContent::parse(&late, None, Vec::new(), today).unwrap_err();
        assert_eq!(
            errors.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(),
            ["parcours", "date", "tous"]
        );
    }
}
