//! Entering, changing, publishing and throwing away projects.

use super::names::Names;
use crate::access::{Contributor, Librarian};
use crate::directory::unique_slug;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::ProjectId;
use model::projects::{Project, ProjectContent, ProjectContext, project_field as field};
use model::search::slug as slug_of;

/// Words of the site's own addresses under /projets, which cannot be a project's.
pub(super) const RESERVED: [&str; 5] = ["activites", "carte", "ffom", "plans", "series"];

impl Platform {
    /// Enters a project in an organisation's name; its readers do not see it yet.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn enter_project(&self, right: &Contributor, fields: &Fields) -> Result<Project, Error> {
        let names = self.names_for(right).await?;
        let content = project_content(&names, fields, None)?;
        let now = self.clock.now();
        let taken = self.stores.projects.slugs_like(&slug_of(content.title.as_str())).await?;
        let project = Project {
            id: ProjectId::new(self.chance.uuid(now)),
            slug: unique_slug(content.title.as_str(), |slug| {
                RESERVED.contains(&slug) || taken.iter().any(|it| it == slug)
            }),
            organization: right.organization(),
            content,
            published: false,
            example: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::ProjectEntered, Subject::Project(project.id));
        self.stores.projects.put_project(right, &project, None, &log).await?;
        Ok(project)
    }

    /// Changes what is said of a project; `version` is the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about, `Conflict` if it was changed since, `Invalid` with
    /// every refused field.
    pub async fn change_project(
        &self,
        right: &Contributor,
        slug: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let old = self.own_project(right, slug).await?;
        if old.published && !right.decides() {
            return Err(Error::NotAllowed);
        }
        let names = self.names_for(right).await?;
        // What is wrong is said before who else changed it: both stand on one page, and the second costs another sending.
        let content = project_content(&names, fields, Some(&old))?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        let project = Project { content, updated_at: self.clock.now(), version: version + 1, ..old };
        let log = self.entry(right.person(), Deed::ProjectChanged, Subject::Project(project.id));
        self.stores.projects.put_project(right, &project, Some(version), &log).await?;
        self.works.doubt();
        Ok(())
    }

    /// Shows a project to everybody, or takes it away from its readers; nothing is deleted.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed in between.
    pub async fn show_project(&self, right: &Librarian, slug: &str, published: bool) -> Result<(), Error> {
        let old = self.own_project(&right.contributor(), slug).await?;
        if old.published == published {
            return Ok(());
        }
        let version = old.version;
        let project = Project { published, updated_at: self.clock.now(), version: version + 1, ..old };
        let deed = if published { Deed::ProjectPublished } else { Deed::ProjectWithdrawn };
        let log = self.entry(right.person(), deed, Subject::Project(project.id));
        self.stores.projects.publish_project(right, &project, version, &log).await?;
        self.works.doubt();
        Ok(())
    }

    /// Throws a draft away; what is published is taken away from its readers first. Its activities stay, without it.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published.
    pub async fn discard_project(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let project = self.own_project(right, slug).await?;
        let log = self.entry(right.person(), Deed::ProjectDiscarded, Subject::Project(project.id));
        Ok(self.stores.projects.remove_project(right, project.id, &log).await?)
    }

    async fn own_project(&self, right: &Contributor, slug: &str) -> Result<Project, Error> {
        let found = self.stores.projects.project(slug).await?;
        found.filter(|it| it.organization == right.organization()).ok_or(Error::NotFound)
    }
}

/// What a form says of a project; it must not be a part of itself, nor bear the reference of another one of its organisation.
fn project_content(
    names: &Names,
    fields: &Fields,
    own: Option<&Project>,
) -> Result<ProjectContent, Vec<FieldError>> {
    let held = own.map_or(&[][..], |it| &it.content.domains);
    let terms = names.catalogue.terms();
    let mut parsed =
        names.lend(|naming| ProjectContent::parse(fields, &ProjectContext { terms, naming, held }))?;
    // A programme that cannot be named stands in no form: what nobody could choose nobody took away.
    let unseen = own.and_then(|it| it.content.parent).filter(|it| names.project(*it).is_none());
    parsed.parent = parsed.parent.or(unseen);
    let id = own.map(|it| it.id);
    if let (Some(id), Some(parent)) = (id, parsed.parent)
        && names.is_above(id, parent)
    {
        return Err(vec![FieldError::new(field::PARENT, Problem::PartOfItself)]);
    }
    let same = |it: &Project| Some(it.id) != id && it.content.reference == parsed.reference;
    if parsed.reference.is_some() && names.own.iter().any(same) {
        return Err(vec![FieldError::new(field::REFERENCE, Problem::ReferenceTaken)]);
    }
    Ok(parsed)
}
