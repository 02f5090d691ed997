//! The lessons of a path and the questions of their quizzes: added, changed, moved, taken away.

use crate::access::Contributor;
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::Names;
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::DocumentId;
use model::library::{Reader, Role};
use model::training::{
    Lesson, LessonContent, LessonContext, MOST_LESSONS, Path, QuestionContent, QuestionKind, lesson_field,
    question_field,
};

/// The field that says what a form was made of: what somebody else changed meanwhile is told, not lost.
pub const SEEN: &str = "vu";

impl Platform {
    /// Adds a lesson at the end, or changes the one of this number; says its number. A form of a lesson carries under `SEEN` the seal of
    /// what stood in it.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about, `Conflict` if it was changed since, `Invalid` with
    /// every refused field.
    pub async fn tell_lesson(
        &self,
        right: &Contributor,
        slug: &str,
        number: Option<u32>,
        fields: &Fields,
    ) -> Result<u32, Error> {
        let mut path = self.own_path(right, slug).await?;
        let names = self.names_for(right).await?;
        let content = parsed(&names, &[], |context| LessonContent::parse(fields, context))?;
        let number = match number {
            Some(number) => {
                let lesson = path.lessons.iter_mut().find(|it| it.number == number);
                let lesson = lesson.ok_or(Error::NotFound)?;
                seen(fields, &lesson.content.fields(|id| slug_of(&names, id)))?;
                lesson.content = content;
                number
            }
            None if path.lessons.len() >= MOST_LESSONS => {
                let most = Problem::TooManyValues { max: MOST_LESSONS };
                return Err(Error::field(lesson_field::TITLE, most));
            }
            None => {
                path.last_number += 1;
                path.lessons.push(Lesson::new(path.last_number, content));
                path.last_number
            }
        };
        self.put_changed_path(right, path).await?;
        Ok(number)
    }

    /// Adds a question to a lesson's quiz, or changes the one of this number.
    ///
    /// # Errors
    /// As `tell_lesson`.
    pub async fn tell_question(
        &self,
        right: &Contributor,
        slug: &str,
        lesson: u32,
        asked: (Option<u32>, QuestionKind),
        fields: &Fields,
    ) -> Result<(), Error> {
        let mut path = self.own_path(right, slug).await?;
        let names = self.names_for(right).await?;
        let lesson = path.lessons.iter_mut().find(|it| it.number == lesson).ok_or(Error::NotFound)?;
        let (number, kind) = asked;
        let old = number.and_then(|number| lesson.question(number)).map(|it| &it.content);
        let held: Vec<DocumentId> = old.map(|it| it.asked.pictures().collect()).unwrap_or_default();
        let content = parsed(&names, &held, |context| QuestionContent::parse(kind, fields, context))?;
        if let Some(old) = old {
            seen(fields, &old.fields(|id| slug_of(&names, id)))?;
        }
        let is_there = lesson.ask(number, content);
        let is_there = is_there.map_err(|problem| Error::field(question_field::TEXT, problem))?;
        if !is_there {
            return Err(Error::NotFound);
        }
        self.put_changed_path(right, path).await
    }

    /// Changes a path by something that its sheet does with a lesson or a question: `act` says whether there is such a one. `version` is
    /// the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, `Conflict` if it was changed since; `Invalid` if a published path would lose its last lesson.
    pub async fn rearrange_path(
        &self,
        right: &Contributor,
        slug: &str,
        version: i64,
        act: impl FnOnce(&mut Path) -> bool + Send,
    ) -> Result<(), Error> {
        let mut path = self.own_path(right, slug).await?;
        if path.version != version {
            return Err(Error::Conflict);
        }
        if !act(&mut path) {
            return Err(Error::NotFound);
        }
        if path.published && path.lessons.is_empty() {
            return Err(Error::field(model::training::path_field::LESSONS, Problem::TooFewValues { min: 1 }));
        }
        self.put_changed_path(right, path).await
    }
}

fn seen(fields: &Fields, kept: &Fields) -> Result<(), Error> {
    if fields.get(SEEN) == kept.seal() { Ok(()) } else { Err(Error::Conflict) }
}

fn slug_of(names: &Names, id: DocumentId) -> Option<String> {
    names.shelves.get(id).map(|it| it.slug.clone())
}

/// What a form says, with the documents that it can name; a picture that stands there already stays.
fn parsed<T>(
    names: &Names,
    held: &[DocumentId],
    parse: impl FnOnce(&LessonContext<'_>) -> Result<T, Vec<FieldError>>,
) -> Result<T, Error> {
    let find_picture = |slug: &str| {
        let unknown = || Problem::UnknownValue { value: slug.chars().take(80).collect() };
        let found = names.shelves.find(slug).ok_or_else(unknown)?;
        if !held.contains(&found.id) && !Reader::Visitor.reads(found) {
            return Err(Problem::NotForEverybody);
        }
        if found.picture(Role::Medium).is_none() { Err(Problem::NotAPicture) } else { Ok(found.id) }
    };
    let find_document = |slug: &str| names.shelves.find(slug).map(|it| it.id);
    let context = LessonContext { find_document: &find_document, find_picture: &find_picture };
    Ok(parse(&context)?)
}
