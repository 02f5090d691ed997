//! Reading common work: what is published stands in memory, drafts are read for those who work on them.

use crate::access::{Caller, Contributor};
use crate::cache::Before;
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::MOST_ON_A_DESK;
use model::browse::Ignored;
use model::fields::Fields;
use model::id::OrganizationId;
use model::projects::{Activity, Found, Listing, Project, WorkFilter, Works};
use std::sync::Arc;

/// What a query finds of common work.
pub struct FoundWorks {
    /// What it was narrowed to.
    pub filter: WorkFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// Where what was found stands in the list.
    pub found: Found,
    /// The list.
    pub works: Arc<Works>,
}

impl Platform {
    /// Everything that is published.
    ///
    /// # Errors
    /// `Store`.
    pub async fn works(&self) -> Result<Arc<Works>, Error> {
        Ok(self.versioned_works().await?.1)
    }

    pub(crate) async fn versioned_works(&self) -> Result<(i64, Arc<Works>), Error> {
        // They know the names of organisations and terms, so they are made anew with the directory.
        let (of_directory, catalogue) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.projects.works_version().await?) };
        let load = |before: Option<Before<Works>>| async {
            if let Some(before) = before
                && let Some((projects, activities)) = self.stores.projects.works_since(before.version).await?
            {
                let renamed = (before.around != of_directory).then(|| before.thing.renamed(&catalogue));
                let works = renamed.as_ref().unwrap_or(&before.thing);
                return Ok(works.with(projects, activities, &catalogue));
            }
            let projects = self.stores.projects.published_projects().await?;
            let activities = self.stores.projects.published_activities().await?;
            Ok(Works::new(projects, activities, &catalogue))
        };
        self.works.follow(self.clock.as_ref(), of_directory, ask, load).await
    }

    /// The projects, or the activities, that a query asks for.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_works(&self, listing: Listing, query: &Fields) -> Result<FoundWorks, Error> {
        let (catalogue, works) = (self.catalogue().await?, self.works().await?);
        let terms = catalogue.terms();
        let is_organization = |slug: &str| catalogue.find_published(slug).is_some();
        let (mut filter, mut ignored) = WorkFilter::parse(query, listing, terms, is_organization);
        filter.keep_projects(&mut ignored, |slug| works.find_project(slug).is_some());
        let found = if listing == Listing::Projects {
            works.browse_projects(&filter, terms)
        } else {
            works.browse_activities(&filter, terms)
        };
        Ok(FoundWorks { filter, ignored, found, works })
    }

    /// The project of this slug, if it is published or hers to work on.
    ///
    /// # Errors
    /// `NotFound`: of what is not for her nothing is told.
    pub async fn visible_project(&self, caller: &Caller, slug: &str) -> Result<Project, Error> {
        if let Some(it) = self.works().await?.find_project(slug) {
            return Ok(it.clone());
        }
        let it = self.stores.projects.project(slug).await?.ok_or(Error::NotFound)?;
        if it.published || caller.contributor(it.organization).is_ok() {
            Ok(it)
        } else {
            Err(Error::NotFound)
        }
    }

    /// The activity of this slug, if it is published or hers to work on.
    ///
    /// # Errors
    /// `NotFound`: of what is not for her nothing is told.
    pub async fn visible_activity(&self, caller: &Caller, slug: &str) -> Result<Activity, Error> {
        if let Some(it) = self.works().await?.find_activity(slug) {
            return Ok(it.clone());
        }
        let it = self.stores.projects.activity(slug).await?.ok_or(Error::NotFound)?;
        if it.published || caller.contributor(it.organization).is_ok() {
            Ok(it)
        } else {
            Err(Error::NotFound)
        }
    }

    /// The project of this slug as it is kept now, with the right to change it.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for what is not for her, `NotAllowed` for what is published and not hers to decide about.
    pub async fn project_to_change(
        &self,
        caller: &Caller,
        slug: &str,
    ) -> Result<(Contributor, Project), Error> {
        caller.signed_in()?;
        let it = self.stores.projects.project(slug).await?.ok_or(Error::NotFound)?;
        Ok((to_change(caller, it.organization, it.published)?, it))
    }

    /// The activity of this slug as it is kept now, with the right to change it.
    ///
    /// # Errors
    /// As `project_to_change`.
    pub async fn activity_to_change(
        &self,
        caller: &Caller,
        slug: &str,
    ) -> Result<(Contributor, Activity), Error> {
        caller.signed_in()?;
        let it = self.stores.projects.activity(slug).await?.ok_or(Error::NotFound)?;
        Ok((to_change(caller, it.organization, it.published)?, it))
    }

    /// The projects and activities of an organisation, the last changed first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn works_of(&self, right: &Contributor) -> Result<(Vec<Project>, Vec<Activity>), Error> {
        let store = &self.stores.projects;
        Ok((
            store.projects_of(right, MOST_ON_A_DESK).await?,
            store.activities_of(right, MOST_ON_A_DESK).await?,
        ))
    }
}

/// What is published is changed by who decides; a draft by whoever enters things in the organisation's name.
pub fn to_change(
    caller: &Caller,
    organization: OrganizationId,
    published: bool,
) -> Result<Contributor, Error> {
    match caller.contributor(organization) {
        Ok(right) if right.decides() || !published => Ok(right),
        // Staff are told what they lack.
        Err(Error::SecondFactor) => Err(Error::SecondFactor),
        Err(refusal) if published => Err(refusal),
        Ok(_) => Err(Error::NotAllowed),
        Err(_) => Err(Error::NotFound),
    }
}
