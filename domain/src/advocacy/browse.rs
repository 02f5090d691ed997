//! Reading campaigns: what is published stands in memory, the rest is read for those who work on it.

use crate::access::{Caller, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use model::advocacy::{Campaign, Campaigns};
use model::browse::Ignored;
use model::fields::Fields;
use model::projects::{Found, Listing, WorkFilter};
use std::sync::Arc;

/// What a query finds of campaigns.
pub struct FoundCampaigns {
    /// What it was narrowed to.
    pub filter: WorkFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// Where what was found stands in the list.
    pub found: Found,
    /// The list.
    pub campaigns: Arc<Campaigns>,
}

impl Platform {
    /// Everything that is published.
    ///
    /// # Errors
    /// `Store`.
    pub async fn campaigns(&self) -> Result<Arc<Campaigns>, Error> {
        Ok(self.versioned_campaigns().await?.1)
    }

    pub(crate) async fn versioned_campaigns(&self) -> Result<(i64, Arc<Campaigns>), Error> {
        // They know the names of organisations and terms, so they are made anew with the directory.
        let (of_directory, catalogue) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.advocacy.campaigns_version().await?) };
        let load =
            || async { Ok(Campaigns::new(self.stores.advocacy.published_campaigns().await?, &catalogue)) };
        self.campaigns.get(self.clock.as_ref(), of_directory, ask, load).await
    }

    /// The campaigns that a query asks for.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_campaigns(&self, query: &Fields) -> Result<FoundCampaigns, Error> {
        let (catalogue, campaigns) = (self.catalogue().await?, self.campaigns().await?);
        let terms = catalogue.terms();
        let is_organization = |slug: &str| catalogue.find_published(slug).is_some();
        let (filter, ignored) = WorkFilter::parse(query, Listing::Campaigns, terms, is_organization);
        let found = campaigns.browse(&filter, terms);
        Ok(FoundCampaigns { filter, ignored, found, campaigns })
    }

    /// The campaign of this slug, if it is published or hers to work on.
    ///
    /// # Errors
    /// `NotFound`: of what is not for her nothing is told.
    pub async fn visible_campaign(&self, caller: &Caller, slug: &str) -> Result<Campaign, Error> {
        if let Some(it) = self.campaigns().await?.find(slug) {
            return Ok(it.clone());
        }
        let it = self.stores.advocacy.campaign(slug).await?.ok_or(Error::NotFound)?;
        let reads = it.published || caller.contributor(it.organization).is_ok();
        if reads { Ok(it) } else { Err(Error::NotFound) }
    }

    /// The campaign of this slug as it is kept now, with the right to change it.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for what is not for her, `NotAllowed` for what is published and not hers to decide about.
    pub async fn campaign_to_change(
        &self,
        caller: &Caller,
        slug: &str,
    ) -> Result<(Contributor, Campaign), Error> {
        caller.signed_in()?;
        let it = self.stores.advocacy.campaign(slug).await?.ok_or(Error::NotFound)?;
        Ok((crate::projects::to_change(caller, it.organization, it.published)?, it))
    }

    /// The campaigns of an organisation, the last changed first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn campaigns_of(&self, right: &Contributor) -> Result<Vec<Campaign>, Error> {
        Ok(self.stores.advocacy.campaigns_of(right).await?)
    }
}
