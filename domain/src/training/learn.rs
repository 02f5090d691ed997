//! Learning: answers are judged at once, what was passed is kept for a member in rows of her own, and for a visitor nowhere but in the
//! address that she is given, sealed (docs/decisions/0059).

use crate::access::{Caller, Oneself};
use crate::error::Error;
use crate::platform::Platform;
use model::fields::Fields;
use model::id::{PathId, PersonId};
use model::time::Day;
use model::training::{Marked, Passed, Path, Progress};

/// What carries in an address, and in a form, what a visitor passed.
pub const CARNET: &str = "carnet";
/// The field that says of which quiz a form was made.
pub const QUIZ: &str = "quiz";
/// How much of the seal stands in an address: 80 bits, in hexadecimal digits.
const SEAL: usize = 20;

/// Who learns, and how far she is.
#[derive(Clone, Debug)]
pub struct Learner {
    /// What she passed.
    pub progress: Progress,
    /// Her right to her own rows, if she is signed in.
    member: Option<Oneself>,
    /// What tells a visitor's address from that of another who passed the same on the same days.
    mark: String,
}

/// What became of answers.
#[derive(Clone, Debug)]
pub struct Answered {
    /// How each was judged.
    pub marked: Marked,
    /// How far she is now.
    pub learner: Learner,
}

/// Somebody who passed every lesson of a path.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The path.
    pub path: Path,
    /// On which day she passed the last one.
    pub on: Day,
    /// Who, if she did it with her account.
    pub person: Option<PersonId>,
    /// What tells a visitor's address from all others.
    pub(super) mark: String,
}

impl Learner {
    /// Whether what she passes is kept with her account.
    pub const fn is_member(&self) -> bool {
        self.member.is_some()
    }
}

impl Platform {
    /// How far the caller is on a path: what her account keeps, or what the address or the form carries.
    ///
    /// # Errors
    /// `Store`.
    pub async fn learner(&self, caller: &Caller, path: &Path, fields: &Fields) -> Result<Learner, Error> {
        match caller.oneself() {
            Ok(right) => {
                let progress = self.stores.training.own_progress(&right, path.id).await?;
                Ok(Learner { progress, member: Some(right), mark: String::new() })
            }
            Err(_) => {
                let anew = || (self.chance.uuid(self.clock.now()).simple().to_string(), Progress::default());
                let (mark, progress) = self.read_carnet(path.id, fields.get(CARNET)).unwrap_or_else(anew);
                Ok(Learner { progress, member: None, mark })
            }
        }
    }

    /// What the address of a visitor carries; nothing for a member, or where nothing was passed.
    pub fn carnet(&self, path: &Path, learner: &Learner) -> Option<String> {
        if learner.is_member() || learner.progress.is_empty() {
            return None;
        }
        let carried = format!("{}_{}", learner.mark, learner.progress.code());
        Some(format!("{carried}~{}", self.carnet_seal(path.id, &carried)))
    }

    /// Judges the answers to the quiz of a lesson that everybody reads, or that is hers to work on; of a published one it keeps that
    /// they were all right.
    ///
    /// # Errors
    /// `NotFound`; `Conflict` if the quiz is another one than the one that the form was made of.
    pub async fn answer_quiz(
        &self,
        caller: &Caller,
        slug: &str,
        number: u32,
        fields: &Fields,
    ) -> Result<Answered, Error> {
        let path = self.visible_path(caller, slug).await?;
        let (_, lesson) = path.lesson(number).ok_or(Error::NotFound)?;
        if fields.get(QUIZ) != lesson.quiz_seal() {
            return Err(Error::Conflict);
        }
        let mut learner = self.learner(caller, &path, fields).await?;
        let marked = lesson.marked(fields);
        if marked.is_passed() && path.published {
            let passed = Passed { edition: lesson.edition, on: self.clock.now().day() };
            if let Some(right) = &learner.member {
                self.stores.training.pass(right, path.id, number, passed).await?;
            }
            learner.progress = learner.progress.with(lesson, passed.on).within(&path);
        }
        Ok(Answered { marked, learner })
    }

    /// That the caller passed every lesson of a published path, by her account or by what the form carries.
    ///
    /// # Errors
    /// `NotFound`, also for whoever has not.
    pub async fn finished_path(
        &self,
        caller: &Caller,
        slug: &str,
        fields: &Fields,
    ) -> Result<Finished, Error> {
        let path = self.visible_path(caller, slug).await?;
        let learner = self.learner(caller, &path, fields).await?;
        let on = learner.progress.finished(&path).filter(|_| path.published).ok_or(Error::NotFound)?;
        let person = learner.member.map(|it| it.person());
        Ok(Finished { on, person, path, mark: learner.mark })
    }

    /// The path of which she has what she passed forgotten: one that she reads, or one that was withdrawn since.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` also if it is withdrawn and she passed nothing of it.
    pub async fn path_to_forget(&self, caller: &Caller, slug: &str) -> Result<(Oneself, Path), Error> {
        let right = caller.oneself()?;
        if let Ok(path) = self.visible_path(caller, slug).await {
            return Ok((right, path));
        }
        let path = self.stores.training.path(slug).await?.ok_or(Error::NotFound)?;
        let passed = self.stores.training.own_progress(&right, path.id).await?;
        if passed.is_empty() { Err(Error::NotFound) } else { Ok((right, path)) }
    }

    /// Forgets what a member passed of a path; says whether she reads the path still.
    ///
    /// # Errors
    /// As `path_to_forget`.
    pub async fn forget_path(&self, caller: &Caller, slug: &str) -> Result<bool, Error> {
        let (right, path) = self.path_to_forget(caller, slug).await?;
        self.stores.training.forget_progress(&right, path.id).await?;
        Ok(path.published || caller.contributor(path.organization).is_ok())
    }

    /// What she passed of each path, by its title; of one that is withdrawn by its id.
    pub(crate) async fn own_training(&self, right: &Oneself) -> Result<Vec<(String, Progress)>, Error> {
        let (paths, all) = (self.paths().await?, self.stores.training.all_own_progress(right).await?);
        let title =
            |id: PathId| paths.get(id).map_or_else(|| id.to_string(), |it| it.content.title.to_string());
        Ok(all.into_iter().map(|(id, it)| (title(id), it)).collect())
    }

    fn read_carnet(&self, path: PathId, text: &str) -> Option<(String, Progress)> {
        let (carried, seal) = text.split_once('~')?;
        let (mark, code) = carried.split_once('_')?;
        if self.carnet_seal(path, carried) != seal {
            return None;
        }
        Some((mark.to_owned(), Progress::read(code)?))
    }

    fn carnet_seal(&self, path: PathId, carried: &str) -> String {
        let mut seal = self.sealed("training", &format!("{path} {carried}"));
        seal.truncate(SEAL);
        seal
    }
}
