//! Reading plans: what is published stands in memory, the rest is read for those who work on it.

use crate::access::{Caller, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use model::browse::Ignored;
use model::fields::Fields;
use model::plans::{ActionPlan, ActionPlans};
use model::projects::{Found, Listing, WorkFilter};
use std::sync::Arc;

/// What a query finds of plans.
pub struct FoundPlans {
    /// What it was narrowed to.
    pub filter: WorkFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// Where what was found stands in the list.
    pub found: Found,
    /// The list.
    pub plans: Arc<ActionPlans>,
}

impl Platform {
    /// Everything that is published by organisations that everybody sees.
    ///
    /// # Errors
    /// `Store`.
    pub async fn plans(&self) -> Result<Arc<ActionPlans>, Error> {
        Ok(self.versioned_plans().await?.1)
    }

    pub(crate) async fn versioned_plans(&self) -> Result<(i64, Arc<ActionPlans>), Error> {
        // They know which organisations everybody sees, so they are made anew with the directory.
        let (of_directory, catalogue) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.plans.plans_version().await?) };
        let load = || async { Ok(ActionPlans::new(self.stores.plans.published_plans().await?, &catalogue)) };
        self.plans.get(self.clock.as_ref(), of_directory, ask, load).await
    }

    /// The plans that a query asks for, as their actions stand today.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_plans(&self, query: &Fields) -> Result<FoundPlans, Error> {
        let (catalogue, plans) = (self.catalogue().await?, self.plans().await?);
        let terms = catalogue.terms();
        let is_organization = |slug: &str| catalogue.find_published(slug).is_some();
        let (filter, ignored) = WorkFilter::parse(query, Listing::Plans, terms, is_organization);
        let found = plans.browse(&filter, terms, self.clock.now().day());
        Ok(FoundPlans { filter, ignored, found, plans })
    }

    /// The plan of this slug, if everybody reads it or it is hers to work on.
    ///
    /// # Errors
    /// `NotFound`: of what is not for her nothing is told.
    pub async fn visible_plan(&self, caller: &Caller, slug: &str) -> Result<ActionPlan, Error> {
        if let Some(it) = self.plans().await?.find(slug) {
            return Ok(it.clone());
        }
        let it = self.stores.plans.plan(slug).await?.ok_or(Error::NotFound)?;
        if caller.contributor(it.organization).is_ok() { Ok(it) } else { Err(Error::NotFound) }
    }

    /// The plan of this slug as it is kept now, with the right to change it.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for what is not for her, `NotAllowed` for what is published and not hers to decide about.
    pub async fn plan_to_change(
        &self,
        caller: &Caller,
        slug: &str,
    ) -> Result<(Contributor, ActionPlan), Error> {
        caller.signed_in()?;
        let it = self.stores.plans.plan(slug).await?.ok_or(Error::NotFound)?;
        Ok((crate::projects::to_change(caller, it.organization, it.published)?, it))
    }

    /// The plans of an organisation, the last changed first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn plans_of(&self, right: &Contributor) -> Result<Vec<ActionPlan>, Error> {
        Ok(self.stores.plans.plans_of(right).await?)
    }
}
