//! Supporting a campaign: a member once, by her account, and never by name; a visitor once for each form, slowed down where many come
//! from one network (docs/decisions/0051).

use crate::access::{Caller, Oneself};
use crate::error::Error;
use crate::outside::Network;
use crate::platform::Platform;
use crate::receipts::FORM_ID;
use model::advocacy::{Campaign, CampaignStatus, Support, SupporterKind};
use model::fields::Fields;
use model::id::CampaignId;
use std::collections::HashMap;

/// What the seal of a supporter is for.
const SEAL: &str = "support";

/// Whether the caller supports a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supporting {
    /// She does, with her account.
    Yes,
    /// She does not yet.
    NotYet,
    /// Nobody knows who she is.
    Unknown,
}

impl Platform {
    /// Whether the caller supports this campaign.
    ///
    /// # Errors
    /// `Store`.
    pub async fn supporting(&self, caller: &Caller, campaign: CampaignId) -> Result<Supporting, Error> {
        let Ok(right) = caller.oneself() else { return Ok(Supporting::Unknown) };
        let supports = self.stores.advocacy.supports(campaign, &self.supporter(campaign, &right)).await?;
        Ok(if supports { Supporting::Yes } else { Supporting::NotYet })
    }

    /// Counts the caller among those who support a published campaign; says whether she was not yet.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if the campaign is over; for a visitor `Invalid` if a program seems to have filled the form in, and `TooMany`
    /// if much comes from her network.
    pub async fn support(
        &self,
        caller: &Caller,
        from: Network,
        slug: &str,
        fields: &Fields,
    ) -> Result<bool, Error> {
        let campaign = self.supportable(slug).await?;
        let year = self.clock.now().day().year();
        let store = &self.stores.advocacy;
        if let Ok(right) = caller.oneself() {
            let seal = self.supporter(campaign.id, &right);
            return Ok(store.support(campaign.id, &seal, SupporterKind::Member, year).await?);
        }
        self.filled_in_by_a_person(fields)?;
        if !self.delays.begin_among(&format!("{SEAL} {}", campaign.id), from, self.clock.now()) {
            return Err(Error::TooMany);
        }
        let form = fields.filled(FORM_ID).ok_or(Error::Unreadable)?;
        let seal = self.sealed(SEAL, &format!("{} form {form}", campaign.id));
        Ok(store.support(campaign.id, &seal, SupporterKind::Visitor, year).await?)
    }

    /// Counts a member no more.
    ///
    /// # Errors
    /// `SignIn`, `NotFound`.
    pub async fn support_no_more(&self, caller: &Caller, slug: &str) -> Result<(), Error> {
        let right = caller.oneself()?;
        let campaigns = self.campaigns().await?;
        let campaign = campaigns.find(slug).ok_or(Error::NotFound)?;
        let seal = self.supporter(campaign.id, &right);
        Ok(self.stores.advocacy.support_no_more(campaign.id, &seal).await?)
    }

    /// A published campaign that goes on.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is over.
    pub async fn supportable(&self, slug: &str) -> Result<Campaign, Error> {
        let campaigns = self.campaigns().await?;
        let campaign = campaigns.find(slug).ok_or(Error::NotFound)?;
        let goes_on = campaign.content.status == CampaignStatus::Running;
        if goes_on { Ok(campaign.clone()) } else { Err(Error::Conflict) }
    }

    /// How many support each campaign online.
    ///
    /// # Errors
    /// `Store`.
    pub async fn all_support(&self) -> Result<HashMap<CampaignId, Support>, Error> {
        Ok(self.stores.advocacy.all_support().await?)
    }

    /// How many support one.
    ///
    /// # Errors
    /// `Store`.
    pub async fn support_of(&self, campaign: CampaignId) -> Result<Support, Error> {
        Ok(self.stores.advocacy.support_of(campaign).await?)
    }

    /// What stands for a member in the list of one campaign: it tells who she is to nobody who has the list, nor that she is in another.
    fn supporter(&self, campaign: CampaignId, right: &Oneself) -> String {
        self.sealed(SEAL, &format!("{campaign} {}", right.person()))
    }
}
