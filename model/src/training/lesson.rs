//! A lesson: words, documents of the library to read, hear or watch, a page elsewhere, and the questions of its quiz.

use super::path::moved;
use super::question::{Question, QuestionContent};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, unknown};
use crate::id::DocumentId;
use crate::text::{Line, Paragraphs, WebAddress};
use serde::{Deserialize, Serialize};

/// The most documents of one lesson.
const MOST_DOCUMENTS: usize = 6;
/// The most questions of one quiz: it is a short one.
pub const MOST_QUESTIONS: usize = 12;
/// The longest lesson, in minutes.
const LONGEST: i64 = 240;

/// The fields of the form.
pub mod lesson_field {
    /// The title.
    pub const TITLE: &str = "titre";
    /// How long it takes, in minutes.
    pub const MINUTES: &str = "minutes";
    /// What it says.
    pub const TEXT: &str = "texte";
    /// Documents of the library, one address on each line.
    pub const DOCUMENTS: &str = "documents";
    /// A page or a video elsewhere.
    pub const LINK: &str = "lien";
}
use lesson_field as field;

/// All that is said in a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonContent {
    /// Its title.
    pub title: Line<3, 160>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it says, in Markdown.
    #[serde(default)]
    pub text: Option<Paragraphs<3, 20_000>>,
    /// Documents of the library, in their order.
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// A page or a video elsewhere.
    #[serde(default)]
    pub link: Option<WebAddress>,
}

/// A lesson of a path, with its quiz.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its number in the path, which stays hers wherever she stands.
    pub number: u32,
    /// What is said in it.
    pub content: LessonContent,
    /// Its quiz, in its order.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// The highest number that a question ever had.
    #[serde(default)]
    pub last_question: u32,
    /// How often the quiz asked for more than before: who passed an earlier one is asked again (docs/decisions/0059).
    #[serde(default)]
    pub edition: u32,
}

/// What is known around the forms of a lesson.
pub struct LessonContext<'a> {
    /// Finds a document by its slug.
    pub find_document: &'a dyn Fn(&str) -> Option<DocumentId>,
    /// Finds a picture that everybody may see, by the slug of its document.
    pub find_picture: &'a dyn Fn(&str) -> Result<DocumentId, Problem>,
}

/// The slug in the address of a document, or the slug itself.
pub(super) fn slug_in(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}

impl LessonContent {
    /// Parses all fields and reports every error, not only the first.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(fields: &Fields, context: &LessonContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, Line::parse);
        let minutes = reader.one(field::MINUTES, |text| {
            let number = text.parse::<i64>().ok().filter(|it| (1..=LONGEST).contains(it));
            let number = number.and_then(|it| u32::try_from(it).ok());
            number.ok_or(Problem::NotInRange { min: 1, max: LONGEST })
        });
        let text = reader.optional(field::TEXT, Paragraphs::parse);
        let documents = reader.list(field::DOCUMENTS, MOST_DOCUMENTS, |text| {
            (context.find_document)(slug_in(text)).ok_or_else(|| unknown(text))
        });
        let link = reader.optional(field::LINK, WebAddress::parse);
        let says_nothing =
            [field::TEXT, field::DOCUMENTS, field::LINK].iter().all(|it| fields.filled(it).is_none());
        if says_nothing {
            reader.wrong(field::TEXT, Problem::Required);
        }
        match (title, minutes) {
            (Some(title), Some(minutes)) if reader.errors.is_empty() => {
                Ok(Self { title, minutes, text, documents, link })
            }
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same.
    pub fn fields(&self, slug: impl Fn(DocumentId) -> Option<String>) -> Fields {
        let mut fields = Fields::default();
        fields.push(field::TITLE, self.title.as_str());
        fields.push(field::MINUTES, self.minutes.to_string());
        fields.push_some(field::TEXT, self.text.as_ref().map(|it| it.as_str()));
        for slug in self.documents.iter().filter_map(|it| slug(*it)) {
            fields.push(field::DOCUMENTS, format!("/bibliotheque/{slug}"));
        }
        fields.push_some(field::LINK, self.link.as_ref().map(WebAddress::as_str));
        fields
    }
}

impl Lesson {
    /// A new one without a quiz.
    pub const fn new(number: u32, content: LessonContent) -> Self {
        Self { number, content, questions: Vec::new(), last_question: 0, edition: 1 }
    }

    /// The question of this number.
    pub fn question(&self, number: u32) -> Option<&Question> {
        self.questions.iter().find(|it| it.number == number)
    }

    /// Asks one question more, or this one otherwise. Whoever passed is asked again only if there is more to know: a new question, or
    /// another answer that is right.
    ///
    /// # Errors
    /// `TooManyValues`; says whether there is such a question.
    pub fn ask(&mut self, number: Option<u32>, content: QuestionContent) -> Result<bool, Problem> {
        match number {
            None if self.questions.len() >= MOST_QUESTIONS => {
                return Err(Problem::TooManyValues { max: MOST_QUESTIONS });
            }
            None => {
                self.last_question += 1;
                self.edition += 1;
                self.questions.push(Question { number: self.last_question, content });
            }
            Some(number) => {
                let Some(old) = self.questions.iter_mut().find(|it| it.number == number) else {
                    return Ok(false);
                };
                if content.asked.asks_more_than(&old.content.asked) {
                    self.edition += 1;
                }
                old.content = content;
            }
        }
        Ok(true)
    }

    /// Asks it no more; says whether there was such a question.
    pub fn drop_question(&mut self, number: u32) -> bool {
        let before = self.questions.len();
        self.questions.retain(|it| it.number != number);
        self.questions.len() < before
    }

    /// Moves a question one place; says whether there is such a question.
    pub fn move_question(&mut self, number: u32, up: bool) -> bool {
        let at = self.questions.iter().position(|it| it.number == number);
        at.map(|at| moved(&mut self.questions, at, up)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::question::QuestionKind;
    use super::*;
    use uuid::Uuid;

    fn question(text: &str, right: &str) -> QuestionContent {
        let context = LessonContext {
            find_document: &|_| None,
            find_picture: &|_| Ok(DocumentId::new(Uuid::from_u128(1))),
        };
        let fields = Fields::from([("question", text), ("vrai", right)]);
        QuestionContent::parse(QuestionKind::Truth, &fields, &context).unwrap()
    }

    #[test]
    fn what_was_passed_stays_passed_until_there_is_more_to_know() {
        let content = LessonContent::parse(
            &Fields::from([("titre", "Parler en public"), ("minutes", "10"), ("texte", "Respirer.")]),
            &LessonContext { find_document: &|_| None, find_picture: &|_| Err(Problem::Required) },
        );
        let mut lesson = Lesson::new(1, content.unwrap());
        assert_eq!(lesson.ask(None, question("Est-ce que cela s’apprend ?", "oui")), Ok(true));
        let edition = lesson.edition;
        assert_eq!(lesson.ask(Some(1), question("Est-ce que cela s’apprend, vraiment ?", "oui")), Ok(true));
        assert_eq!(lesson.edition, edition, "other words ask nothing new");
        assert_eq!(lesson.ask(Some(1), question("Est-ce que cela s’apprend ?", "non")), Ok(true));
        assert_eq!(lesson.edition, edition + 1);
        assert_eq!(lesson.ask(None, question("Et respirer ?", "oui")), Ok(true));
        assert_eq!(lesson.edition, edition + 2);
        assert!(lesson.move_question(2, true) && lesson.drop_question(1) && !lesson.drop_question(1));
        assert_eq!((lesson.edition, lesson.questions[0].number), (edition + 2, 2), "less is not more");
        assert_eq!(lesson.ask(Some(7), question("Et encore ?", "oui")), Ok(false));
        for at in lesson.questions.len()..MOST_QUESTIONS {
            lesson.ask(None, question(&format!("Question {at} ?"), "oui")).unwrap();
        }
        let more = lesson.ask(None, question("Une de trop ?", "oui"));
        assert_eq!(more, Err(Problem::TooManyValues { max: MOST_QUESTIONS }));
    }

    /// A lesson with this question, and whether whoever passed it is asked again once the question is asked like this.
    fn is_asked_again(kind: QuestionKind, old: &[(&str, &str)], new: &[(&str, &str)]) -> bool {
        let context = LessonContext {
            find_document: &|_| None,
            find_picture: &|slug| Ok(DocumentId::new(Uuid::from_u128(slug.len() as u128))),
        };
        let content = |pairs: &[(&str, &str)]| {
            let mut fields = Fields::from([("question", "Que faire ?")]);
            pairs.iter().for_each(|(name, value)| fields.push(*name, *value));
            QuestionContent::parse(kind, &fields, &context).unwrap()
        };
        let said = Fields::from([("titre", "Une leçon"), ("minutes", "5"), ("texte", "Des mots.")]);
        let mut lesson = Lesson::new(1, LessonContent::parse(&said, &context).unwrap());
        lesson.ask(None, content(old)).unwrap();
        let edition = lesson.edition;
        assert_eq!(lesson.ask(Some(1), content(new)), Ok(true));
        lesson.edition > edition
    }

    #[test]
    fn who_learnt_what_is_corrected_is_asked_again_and_nobody_else() {
        let again =
            |old: &[(&str, &str)], new: &[(&str, &str)]| is_asked_again(QuestionKind::Choice, old, new);
        let pay = [("reponse-1", "Payer"), ("reponse-2", "Refuser"), ("juste", "1")];
        let swapped = [("reponse-1", "Refuser"), ("reponse-2", "Payer"), ("juste", "1")];
        assert!(again(&pay, &swapped), "the same place, the other answer");
        assert!(again(&pay, &[pay[0], pay[1], ("juste", "2")]));
        assert!(again(&pay, &[pay[0], pay[1], ("juste", "1"), ("juste", "2")]), "one more is right");
        let inserted =
            [("reponse-1", "Attendre"), ("reponse-2", "Payer"), ("reponse-3", "Refuser"), ("juste", "2")];
        assert!(!again(&pay, &inserted), "a wrong answer more, above the right one");
        assert!(!again(&pay, &[swapped[0], swapped[1], ("juste", "2")]), "another order says the same");
        assert!(!again(&pay, &[("reponse-1", "Payer vite"), pay[1], pay[2]]), "other words");
        assert!(again(&pay, &[("reponse-1", "Payer vite"), ("reponse-2", "Refuser net"), ("juste", "2")]));
        let new = [("reponse-1", "Payer"), ("reponse-2", "Refuser"), ("reponse-3", "Écrire")];
        assert!(again(&pay, &[new[0], new[1], new[2], ("juste", "1"), ("juste", "3")]), "a new right one");
        let order = |old: &[&str], new: &[&str]| {
            let steps = |list: &[&str]| {
                let names = super::super::question::question_field::ANSWER;
                names
                    .into_iter()
                    .zip(list.to_vec())
                    .map(|(name, it)| (name, it.to_owned()))
                    .collect::<Vec<_>>()
            };
            let (old, new) = (steps(old), steps(new));
            let old: Vec<_> = old.iter().map(|(name, it)| (*name, it.as_str())).collect();
            let new: Vec<_> = new.iter().map(|(name, it)| (*name, it.as_str())).collect();
            is_asked_again(QuestionKind::Order, &old, &new)
        };
        let steps = ["Crier", "Écouter", "Demander"];
        assert!(order(&steps, &["Écouter", "Crier", "Demander"]));
        assert!(order(&steps, &["Crier", "Écouter", "Saluer", "Demander"]), "a step more to know");
        assert!(!order(&steps, &["Crier", "Écouter bien", "Demander"]), "other words");
        assert!(!order(&steps, &["Crier", "Demander"]), "less is not more");
        let picture = |first: &'static str, second: &'static str, right: &'static str| {
            let shows = [("montre-1", "Une image"), ("montre-2", "Une image")];
            [("image-1", first), ("image-2", second), shows[0], shows[1], ("juste", right)]
        };
        let pictures =
            |old: &[(&str, &str)], new: &[(&str, &str)]| is_asked_again(QuestionKind::Picture, old, new);
        assert!(pictures(&picture("a", "bb", "1"), &picture("bb", "a", "1")));
        assert!(!pictures(&picture("a", "bb", "1"), &picture("bb", "a", "2")));
    }

    #[test]
    fn a_lesson_says_something() {
        let context = LessonContext { find_document: &|_| None, find_picture: &|_| Err(Problem::Required) };
        let wrong = Fields::from([("titre", ""), ("minutes", "900"), ("documents", "/bibliotheque/inconnu")]);
        let errors = LessonContent::parse(&wrong, &context).unwrap_err();
        let names: Vec<&str> = errors.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(names, ["titre", "minutes", "documents"]);
        let bare = Fields::from([("titre", "Une leçon"), ("minutes", "5")]);
        let errors = LessonContent::parse(&bare, &context).unwrap_err();
        assert_eq!(errors, [FieldError::new("texte", Problem::Required)]);
    }
}
