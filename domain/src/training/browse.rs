//! Reading paths: what is published stands in memory, the rest is read for those who work on it.

use crate::access::{Caller, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use model::browse::Ignored;
use model::fields::Fields;
use model::projects::{Found, Listing, WorkFilter};
use model::training::{Path, Paths};
use std::sync::Arc;

/// What a query finds of paths.
pub struct FoundPaths {
    /// What it was narrowed to.
    pub filter: WorkFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// Where what was found stands in the list.
    pub found: Found,
    /// The list.
    pub paths: Arc<Paths>,
}

impl Platform {
    /// Everything that is published.
    ///
    /// # Errors
    /// `Store`.
    pub async fn paths(&self) -> Result<Arc<Paths>, Error> {
        Ok(self.versioned_paths().await?.1)
    }

    pub(crate) async fn versioned_paths(&self) -> Result<(i64, Arc<Paths>), Error> {
        // They know the names of organisations and terms, so they are made anew with the directory.
        let (of_directory, catalogue) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.training.paths_version().await?) };
        let load = || async { Ok(Paths::new(self.stores.training.published_paths().await?, &catalogue)) };
        self.paths.get(self.clock.as_ref(), of_directory, ask, load).await
    }

    /// The paths that a query asks for.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_paths(&self, query: &Fields) -> Result<FoundPaths, Error> {
        let (catalogue, paths) = (self.catalogue().await?, self.paths().await?);
        let terms = catalogue.terms();
        let is_organization = |slug: &str| catalogue.find_published(slug).is_some();
        let (filter, ignored) = WorkFilter::parse(query, Listing::Training, terms, is_organization);
        let found = paths.browse(&filter, terms);
        Ok(FoundPaths { filter, ignored, found, paths })
    }

    /// The path of this slug, if it is published or hers to work on.
    ///
    /// # Errors
    /// `NotFound`: of what is not for her nothing is told.
    pub async fn visible_path(&self, caller: &Caller, slug: &str) -> Result<Path, Error> {
        if let Some(it) = self.paths().await?.find(slug) {
            return Ok(it.clone());
        }
        let it = self.stores.training.path(slug).await?.ok_or(Error::NotFound)?;
        let reads = it.published || caller.contributor(it.organization).is_ok();
        if reads { Ok(it) } else { Err(Error::NotFound) }
    }

    /// The path of this slug as it is kept now, with the right to change it.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for what is not for her, `NotAllowed` for what is published and not hers to decide about.
    pub async fn path_to_change(&self, caller: &Caller, slug: &str) -> Result<(Contributor, Path), Error> {
        caller.signed_in()?;
        let it = self.stores.training.path(slug).await?.ok_or(Error::NotFound)?;
        Ok((crate::projects::to_change(caller, it.organization, it.published)?, it))
    }

    /// The paths of an organisation, the last changed first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn paths_of(&self, right: &Contributor) -> Result<Vec<Path>, Error> {
        Ok(self.stores.training.paths_of(right).await?)
    }
}
