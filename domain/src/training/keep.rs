//! Entering, changing, publishing and throwing away paths.

use crate::access::{Contributor, Librarian};
use crate::directory::unique_slug;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::directory::TermId;
use model::failure::Problem;
use model::fields::Fields;
use model::id::PathId;
use model::projects::ProjectContext;
use model::search::slug as slug_of;
use model::training::{Path, PathContent, path_field as field};

impl Platform {
    /// Enters a path in an organisation's name; its readers do not see it yet.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn enter_path(&self, right: &Contributor, fields: &Fields) -> Result<Path, Error> {
        let content = self.path_content(right, fields, &[]).await?;
        let now = self.clock.now();
        let taken = self.stores.training.path_slugs(&slug_of(content.title.as_str())).await?;
        let path = Path {
            id: PathId::new(self.chance.uuid(now)),
            slug: unique_slug(content.title.as_str(), |slug| taken.iter().any(|it| it == slug)),
            organization: right.organization(),
            content,
            lessons: Vec::new(),
            last_number: 0,
            published: false,
            example: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::PathEntered, Subject::Path(path.id));
        self.stores.training.put_path(right, &path, None, Some(&log)).await?;
        Ok(path)
    }

    /// Changes what is said of a path; `version` is the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about, `Conflict` if it was changed since, `Invalid` with
    /// every refused field.
    pub async fn change_path(
        &self,
        right: &Contributor,
        slug: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let old = self.own_path(right, slug).await?;
        let content = self.path_content(right, fields, &old.content.domains).await?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        self.put_changed_path(right, Path { content, ..old }).await
    }

    /// Shows a path to everybody, or takes it away from its readers; nothing is deleted. One without a lesson is shown to nobody.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed in between, `Invalid` if it has no lesson.
    pub async fn show_path(&self, right: &Librarian, slug: &str, published: bool) -> Result<(), Error> {
        let old = self.own_path(&right.contributor(), slug).await?;
        if old.published == published {
            return Ok(());
        }
        if published && old.lessons.is_empty() {
            return Err(Error::field(field::LESSONS, Problem::TooFewValues { min: 1 }));
        }
        let version = old.version;
        let path = Path { published, updated_at: self.clock.now(), version: version + 1, ..old };
        let deed = if published { Deed::PathPublished } else { Deed::PathWithdrawn };
        let log = self.entry(right.person(), deed, Subject::Path(path.id));
        self.stores.training.publish_path(right, &path, version, &log).await?;
        self.paths.doubt();
        Ok(())
    }

    /// Throws a draft away; what is published is taken away from its readers first.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published.
    pub async fn discard_path(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let path = self.own_path(right, slug).await?;
        let log = self.entry(right.person(), Deed::PathDiscarded, Subject::Path(path.id));
        Ok(self.stores.training.remove_path(right, path.id, &log).await?)
    }

    /// The path that she changes.
    pub(super) async fn own_path(&self, right: &Contributor, slug: &str) -> Result<Path, Error> {
        let found = self.stores.training.path(slug).await?;
        let own = found.filter(|it| it.organization == right.organization()).ok_or(Error::NotFound)?;
        if own.published && !right.decides() { Err(Error::NotAllowed) } else { Ok(own) }
    }

    /// Keeps a path as it was changed, in the place of the one that was read.
    pub(super) async fn put_changed_path(&self, right: &Contributor, path: Path) -> Result<(), Error> {
        let replaces = path.version;
        let path = Path { updated_at: self.clock.now(), version: replaces + 1, ..path };
        let log = self.entry(right.person(), Deed::PathChanged, Subject::Path(path.id));
        let log = path.published.then_some(&log);
        self.stores.training.put_path(right, &path, Some(replaces), log).await?;
        self.paths.doubt();
        Ok(())
    }

    async fn path_content(
        &self,
        right: &Contributor,
        fields: &Fields,
        held: &[TermId],
    ) -> Result<PathContent, Error> {
        let names = self.names_for(right).await?;
        let terms = names.catalogue.terms();
        Ok(names.lend(|naming| PathContent::parse(fields, &ProjectContext { terms, naming, held }))?)
    }
}
