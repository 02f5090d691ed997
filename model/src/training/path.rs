//! A path: what it teaches, to whom, and its lessons in the order in which they are learnt.

use super::lesson::Lesson;
use crate::directory::{Source, TermId};
use crate::failure::FieldError;
use crate::fields::Fields;
use crate::form::{Reader, coded};
use crate::id::{OrganizationId, PathId};
use crate::language::SpokenLanguage;
use crate::projects::ProjectContext;
use crate::text::{Line, Paragraphs};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// A path's title.
pub type PathTitle = Line<3, 160>;

/// The most lessons of one path.
pub const MOST_LESSONS: usize = 40;
/// The most values of one list.
const MOST: usize = 30;

/// The fields of the form.
pub mod path_field {
    /// Its lessons, which have forms of their own.
    pub const LESSONS: &str = "lecons";
    /// The title.
    pub const TITLE: &str = "titre";
    /// What one can do after it.
    pub const GOAL: &str = "but";
    /// For whom it is.
    pub const FOR: &str = "pour_qui";
    /// The language of its lessons.
    pub const LANGUAGE: &str = "langue";
    /// The domains.
    pub const DOMAINS: &str = "domaines";
    /// Where the facts come from.
    pub const SOURCE: &str = "source";
}
use path_field as field;

/// All that is said of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathContent {
    /// Its title.
    pub title: PathTitle,
    /// What one can do after it.
    pub goal: Paragraphs<10, 1_500>,
    /// For whom it is.
    #[serde(default)]
    pub for_whom: Option<Line<3, 200>>,
    /// The language of its lessons.
    pub language: SpokenLanguage,
    /// What it is about.
    #[serde(default)]
    pub domains: Vec<TermId>,
    /// Where the facts come from, with their date.
    #[serde(default)]
    pub source: Option<Source>,
}

/// A path with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Its id.
    pub id: PathId,
    /// The last part of its address, unique among paths.
    pub slug: String,
    /// The organisation on whose desk it lies.
    pub organization: OrganizationId,
    /// What is said of it.
    pub content: PathContent,
    /// Its lessons, in their order.
    pub lessons: Vec<Lesson>,
    /// The highest number that a lesson ever had: none is given twice, so that nobody passed one that she never saw.
    pub last_number: u32,
    /// Whether everybody reads it.
    pub published: bool,
    /// Whether it is example data.
    pub example: bool,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// How often it was changed.
    pub version: i64,
}

impl PathContent {
    /// Parses all fields and reports every error, not only the first.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(fields: &Fields, context: &ProjectContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, PathTitle::parse);
        let goal = reader.one(field::GOAL, Paragraphs::parse);
        let for_whom = reader.optional(field::FOR, Line::parse);
        let language = reader.one(field::LANGUAGE, coded(SpokenLanguage::parse));
        let domains = reader.list(field::DOMAINS, MOST, |text| context.domain(text));
        let source = reader.optional(field::SOURCE, Source::parse);
        match (title, goal, language) {
            (Some(title), Some(goal), Some(language)) if reader.errors.is_empty() => {
                Ok(Self { title, goal, for_whom, language, domains, source })
            }
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::from([
            (field::TITLE, self.title.as_str()),
            (field::GOAL, self.goal.as_str()),
            (field::LANGUAGE, self.language.code()),
        ]);
        fields.push_some(field::FOR, self.for_whom.as_ref().map(|it| it.as_str()));
        self.domains.iter().for_each(|it| fields.push(field::DOMAINS, it.as_str()));
        fields.push_some(field::SOURCE, self.source.as_ref().map(|it| it.as_str()));
        fields
    }
}

impl Path {
    /// The lesson of this number, with its place among the others.
    pub fn lesson(&self, number: u32) -> Option<(usize, &Lesson)> {
        self.lessons.iter().enumerate().find(|(_, it)| it.number == number)
    }

    /// How long all of it takes, in minutes.
    pub fn minutes(&self) -> u32 {
        self.lessons.iter().map(|it| it.content.minutes).sum()
    }

    /// Takes a lesson away; says whether there was such a one.
    pub fn drop_lesson(&mut self, number: u32) -> bool {
        let before = self.lessons.len();
        self.lessons.retain(|it| it.number != number);
        self.lessons.len() < before
    }

    /// Moves a lesson one place; says whether there is such a lesson.
    pub fn move_lesson(&mut self, number: u32, up: bool) -> bool {
        let at = self.lesson(number).map(|(at, _)| at);
        at.map(|at| moved(&mut self.lessons, at, up)).is_some()
    }
}

/// One place towards the beginning, or towards the end; at an end all stays as it is.
pub(super) fn moved<T>(list: &mut [T], at: usize, up: bool) {
    if up && at > 0 {
        list.swap(at, at - 1);
    } else if !up && at + 1 < list.len() {
        list.swap(at, at + 1);
    }
}
