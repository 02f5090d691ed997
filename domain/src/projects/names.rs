//! What organisations, projects and documents are called in the forms of common work.

use crate::access::Contributor;
use crate::directory::find;
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::MOST_ON_A_DESK;
use model::advocacy::Campaigns;
use model::directory::Catalogue;
use model::id::ProjectId;
use model::library::Shelves;
use model::projects::{Naming, Project, Works};
use model::training::Paths;
use std::sync::Arc;

/// Everything that a form can name.
pub struct Names {
    /// The directory.
    pub catalogue: Arc<Catalogue>,
    /// The library.
    pub shelves: Arc<Shelves>,
    /// What is published.
    pub works: Arc<Works>,
    /// The paths of training that everybody reads.
    pub paths: Arc<Paths>,
    /// The campaigns that everybody reads.
    pub campaigns: Arc<Campaigns>,
    /// The projects of the organisation, drafts among them.
    pub own: Vec<Project>,
}

impl Platform {
    /// What whoever enters projects and activities in an organisation's name can name.
    ///
    /// # Errors
    /// `Store`.
    pub async fn names_for(&self, right: &Contributor) -> Result<Names, Error> {
        Ok(Names {
            catalogue: self.catalogue().await?,
            shelves: self.shelves().await?,
            works: self.works().await?,
            paths: self.paths().await?,
            campaigns: self.campaigns().await?,
            own: self.stores.projects.projects_of(right, MOST_ON_A_DESK).await?,
        })
    }
}

impl Names {
    /// Lends the names to somebody who reads or writes a form.
    pub fn lend<T>(&self, to: impl FnOnce(&Naming<'_>) -> T) -> T {
        to(&Naming {
            find_organization: &|text| find(&self.catalogue, text),
            organization: &|id| self.catalogue.get(id).map(|it| it.name.to_string()),
            find_project: &|slug| self.find(slug).map(|it| it.id),
            project: &|id| self.project(id).map(|it| it.slug.clone()),
            find_document: &|slug| self.shelves.find(slug).map(|it| it.id),
            document: &|id| self.shelves.get(id).map(|it| it.slug.clone()),
            find_path: &|slug| self.paths.find(slug).map(|it| it.id),
            path: &|id| self.paths.get(id).map(|it| it.slug.clone()),
            find_campaign: &|slug| self.campaigns.find(slug).map(|it| it.id),
            campaign: &|id| self.campaigns.get(id).map(|it| it.slug.clone()),
        })
    }

    /// The projects that can be named: her organisation's, then those that everybody reads.
    pub fn projects(&self) -> impl Iterator<Item = &Project> {
        let others = self.works.projects().filter(|it| !self.own.iter().any(|own| own.id == it.id));
        self.own.iter().chain(others)
    }

    /// The first so many of them with the one of this slug in front: what was chosen is offered, also if many others were changed since.
    pub fn offered(&self, chosen: &str, most: usize) -> impl Iterator<Item = &Project> {
        let held = self.find(chosen);
        let others = self.projects().filter(move |it| held.is_none_or(|held| held.id != it.id));
        held.into_iter().chain(others).take(most)
    }

    /// Whether a project would become a part of itself below this one.
    pub fn is_above(&self, project: ProjectId, parent: ProjectId) -> bool {
        /// Data that already goes in a circle ends the walk.
        const DEEPEST: usize = 20;
        let above = |id: &ProjectId| self.project(*id).and_then(|it| it.content.parent);
        std::iter::successors(Some(parent), above).take(DEEPEST).any(|it| it == project)
    }

    /// The project of this id, if it can be named.
    pub(crate) fn project(&self, id: ProjectId) -> Option<&Project> {
        self.own.iter().find(|it| it.id == id).or_else(|| self.works.project(id))
    }

    fn find(&self, slug: &str) -> Option<&Project> {
        self.own.iter().find(|it| it.slug == slug).or_else(|| self.works.find_project(slug))
    }
}
