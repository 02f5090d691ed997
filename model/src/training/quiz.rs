//! The answers to a quiz, read and compared with what is right; what makes no sense is said and never taken for an answer.

use super::lesson::Lesson;
use super::question::{ANSWERS, Asked, Question};
use crate::fields::Fields;
use std::collections::BTreeSet;

/// What was answered to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing.
    Nothing,
    /// These, by their numbers from 1.
    Chosen(BTreeSet<usize>),
    /// Whether it is true.
    Said(bool),
    /// The place of each step, in the order in which they are shown.
    Placed(Vec<usize>),
    /// Two steps at one place.
    Doubled,
    /// Something that was not asked.
    Senseless,
}

/// How an answer is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Right,
    /// It is not.
    Wrong,
    /// There is none, or not for all of it.
    Missing,
    /// Two steps stand at one place.
    Doubled,
    /// It means nothing here.
    Senseless,
}

/// A quiz with its answers judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Each question by its number.
    pub verdicts: Vec<(u32, Verdict)>,
}

impl Marked {
    /// Whether all is right.
    pub fn is_passed(&self) -> bool {
        self.verdicts.iter().all(|(_, it)| *it == Verdict::Right)
    }

    /// How many answers are right.
    pub fn right(&self) -> usize {
        self.verdicts.iter().filter(|(_, it)| *it == Verdict::Right).count()
    }

    /// How a question was judged.
    pub fn of(&self, number: u32) -> Option<Verdict> {
        self.verdicts.iter().find(|(own, _)| *own == number).map(|(_, it)| *it)
    }
}

impl Lesson {
    /// Judges the answers in a form.
    pub fn marked(&self, fields: &Fields) -> Marked {
        let verdict = |it: &Question| (it.number, it.judged(&it.answer(fields)));
        Marked { verdicts: self.questions.iter().map(verdict).collect() }
    }

    /// What was answered to the questions that are asked as the form asked them; the rest is answered again.
    pub fn answers_that_stand(&self, fields: &Fields) -> Fields {
        let mut standing = Fields::default();
        for it in self.questions.iter().filter(|it| fields.get(&it.seen_field()) == it.seal()) {
            let (name, steps) = (it.field(), format!("{}-", it.field()));
            for (own, value) in
                fields.pairs().iter().filter(|(own, _)| *own == name || own.starts_with(&steps))
            {
                standing.push(own.as_str(), value.as_str());
            }
        }
        standing
    }

    /// What a form carries of the quiz that it was made of: answers to another one are not judged by this.
    pub fn quiz_seal(&self) -> String {
        let mut fields = Fields::default();
        for it in &self.questions {
            // What was asked stands in the row as this text.
            let asked = serde_json::to_string(&it.content.asked).unwrap_or_default();
            fields.push(it.number.to_string(), asked);
        }
        fields.seal()
    }
}

impl Question {
    /// What it asks, in a few characters: a form that carries another one was made of something else.
    pub fn seal(&self) -> String {
        let asked = serde_json::to_string(&self.content.asked).unwrap_or_default();
        Fields::from([(self.content.text.as_str(), asked.as_str())]).seal()
    }

    /// The name of the field of a quiz that carries its seal.
    pub fn seen_field(&self) -> String {
        format!("q{}-vu", self.number)
    }

    /// The name of its field, or of its first.
    pub fn field(&self) -> String {
        format!("q{}", self.number)
    }

    /// The name of the field for the place of a step, by the place at which it is shown from 1.
    pub fn step_field(&self, shown: usize) -> String {
        format!("q{}-{shown}", self.number)
    }

    /// What a form answers to it.
    pub fn answer(&self, fields: &Fields) -> Answer {
        let name = self.field();
        match &self.content.asked {
            Asked::Choice(list) => chosen(fields, &name, list.len()),
            Asked::Picture(list) => chosen(fields, &name, list.len()),
            Asked::Truth(_) => match fields.get(&name) {
                "" => Answer::Nothing,
                "vrai" => Answer::Said(true),
                "faux" => Answer::Said(false),
                _ => Answer::Senseless,
            },
            Asked::Order(steps) => {
                let mut places = Vec::new();
                for shown in 1..=steps.len() {
                    let text = fields.get(&self.step_field(shown)).to_owned();
                    match text.parse::<usize>() {
                        _ if text.is_empty() => return Answer::Nothing,
                        Ok(place) if (1..=steps.len()).contains(&place) => places.push(place),
                        _ => return Answer::Senseless,
                    }
                }
                let each: BTreeSet<usize> = places.iter().copied().collect();
                if each.len() == places.len() { Answer::Placed(places) } else { Answer::Doubled }
            }
        }
    }

    /// Judges an answer.
    pub fn judged(&self, answer: &Answer) -> Verdict {
        let is_right = match answer {
            Answer::Nothing => return Verdict::Missing,
            Answer::Doubled => return Verdict::Doubled,
            Answer::Senseless => return Verdict::Senseless,
            Answer::Said(said) => self.content.asked == Asked::Truth(*said),
            Answer::Chosen(chosen) => {
                chosen.iter().copied().collect::<Vec<_>>() == self.content.asked.what_is_right().1
            }
            Answer::Placed(places) => {
                let right = self.content.asked.shown_steps().into_iter().map(|(place, _)| place);
                places.iter().copied().eq(right)
            }
        };
        if is_right { Verdict::Right } else { Verdict::Wrong }
    }
}

/// The numbers that were chosen, of so many. Whoever sends thousands of them is not listened to for longer than a form has answers.
fn chosen(fields: &Fields, name: &str, of: usize) -> Answer {
    let values: Vec<&str> = fields.all(name).take(ANSWERS + 1).collect();
    let numbers: Option<BTreeSet<usize>> =
        values.iter().map(|it| it.parse().ok().filter(|it| (1..=of).contains(it))).collect();
    match numbers {
        Some(_) if values.is_empty() => Answer::Nothing,
        Some(numbers) if values.len() <= ANSWERS => Answer::Chosen(numbers),
        _ => Answer::Senseless,
    }
}

#[cfg(test)]
mod tests {
    use super::super::question::{QuestionContent, Reply};
    use super::*;
    use crate::text::Line;

    fn question(asked: Asked) -> Question {
        let text = Line::parse("Que faire ?").unwrap();
        Question { number: 3, content: QuestionContent { text, why: None, asked } }
    }

    fn choice(right: &[bool]) -> Question {
        let reply = |(at, right): (usize, &bool)| Reply {
            text: Line::parse(&format!("Réponse {at}")).unwrap(),
            right: *right,
        };
        question(Asked::Choice(right.iter().enumerate().map(reply).collect()))
    }

    fn judged(question: &Question, pairs: &[(&str, &str)]) -> Verdict {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        question.judged(&question.answer(&Fields::new(pairs)))
    }

    #[test]
    fn all_that_is_right_and_nothing_else_is_chosen() {
        let several = choice(&[true, false, true]);
        assert_eq!(judged(&several, &[("q3", "3"), ("q3", "1")]), Verdict::Right);
        assert_eq!(judged(&several, &[("q3", "3"), ("q3", "3"), ("q3", "1")]), Verdict::Right);
        assert_eq!(judged(&several, &[("q3", "1")]), Verdict::Wrong);
        assert_eq!(judged(&several, &[("q3", "1"), ("q3", "2"), ("q3", "3")]), Verdict::Wrong);
        assert_eq!(judged(&several, &[("q4", "1")]), Verdict::Missing, "another question's answer is none");
        for wrong in ["0", "4", "-1", "un", "99999999999999999999"] {
            assert_eq!(judged(&several, &[("q3", wrong)]), Verdict::Senseless, "{wrong}");
        }
        let many: Vec<(&str, &str)> = std::iter::repeat_n(("q3", "1"), 10_000).collect();
        assert_eq!(judged(&several, &many), Verdict::Senseless);
    }

    #[test]
    fn each_step_has_one_place() {
        let steps = ["Semer", "Sarcler", "Récolter"].map(|it| Line::parse(it).unwrap()).to_vec();
        let order = question(Asked::Order(steps));
        let right: Vec<usize> = order.content.asked.shown_steps().iter().map(|(place, _)| *place).collect();
        assert_ne!(right, [1, 2, 3]);
        let places = |places: &[usize]| {
            let mut fields = Fields::default();
            (1..).zip(places).for_each(|(at, place)| fields.push(order.step_field(at), place.to_string()));
            order.judged(&order.answer(&fields))
        };
        assert_eq!(places(&right), Verdict::Right);
        assert_eq!(places(&[1, 2, 3]), Verdict::Wrong);
        assert_eq!(places(&[1, 1, 2]), Verdict::Doubled);
        assert_eq!(places(&[1, 2]), Verdict::Missing);
        assert_eq!(places(&[1, 2, 7]), Verdict::Senseless);
    }

    #[test]
    fn a_sentence_is_true_or_it_is_not() {
        let truth = question(Asked::Truth(false));
        assert_eq!(judged(&truth, &[("q3", "faux")]), Verdict::Right);
        assert_eq!(judged(&truth, &[("q3", "vrai")]), Verdict::Wrong);
        assert_eq!(judged(&truth, &[("q3", "peut-être")]), Verdict::Senseless);
    }
}
