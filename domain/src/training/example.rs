//! The example path, which says *(exemple)*.

use crate::access::{Administrator, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::{example_fields, example_parts, wrong_example};
use model::audit::{Deed, Subject};
use model::fields::Fields;
use model::training::{Path, QuestionKind};

/// `= publisher | title`, then the form; below it `+ lecon | title` and `+ question | kind` (of the lesson before it) with theirs.
const PATHS: &str = include_str!("../../data/example-paths.txt");

impl Platform {
    /// Loads the example path of an example organisation, unless there is one; says how many there are.
    ///
    /// # Errors
    /// `Internal` if one does not pass the forms' own checks, `Store`.
    pub async fn load_example_paths(&self, right: &Administrator) -> Result<usize, Error> {
        if self.paths().await?.all().iter().any(|it| it.example) {
            return Ok(0);
        }
        let catalogue = self.catalogue().await?;
        let mut count = 0;
        for (head, body) in example_parts(PATHS) {
            let (publisher, title) = head.split_once(" | ").ok_or_else(|| wrong_example(head))?;
            let Some(publisher) = catalogue.find(publisher).filter(|it| it.example) else { continue };
            let librarian = right.librarian_of(publisher.id);
            let loaded = self.load_example_path(&librarian.contributor(), title, body).await;
            let slug = loaded.map_err(|error| {
                if error.disaster().is_some() { error } else { wrong_example(&format!("{title}: {error}")) }
            })?;
            let entered = self.own_path(&librarian.contributor(), &slug).await?;
            let version = entered.version;
            let path = Path { published: true, example: true, version: version + 1, ..entered };
            let log = self.entry(librarian.person(), Deed::PathPublished, Subject::Path(path.id));
            self.stores.training.publish_path(&librarian, &path, version, &log).await?;
            count += 1;
        }
        self.paths.doubt();
        Ok(count)
    }

    async fn load_example_path(&self, right: &Contributor, title: &str, body: &str) -> Result<String, Error> {
        let mut parts = body.split("\n+ ");
        let own = parts.next().unwrap_or_default();
        let slug = self.enter_path(right, &example_fields(title, own)).await?.slug;
        let mut lesson = 0;
        for part in parts {
            let (head, lines) = part.split_once('\n').unwrap_or((part, ""));
            match head.split_once(" | ") {
                Some(("lecon", title)) => {
                    let fields = example_fields(title, lines);
                    lesson = self.tell_lesson(right, &slug, None, &fields).await?;
                }
                Some(("question", kind)) => {
                    let kind = QuestionKind::parse(kind).ok_or_else(|| wrong_example(head))?;
                    let pairs = lines.lines().filter_map(|line| line.split_once(" = "));
                    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
                    let fields = Fields::new(pairs.collect());
                    self.tell_question(right, &slug, lesson, (None, kind), &fields).await?;
                }
                _ => return Err(wrong_example(head)),
            }
        }
        Ok(slug)
    }
}
