//! Pledges of decision makers: told, corrected, followed, taken away.

use crate::access::Contributor;
use crate::error::Error;
use crate::platform::Platform;
use model::advocacy::{Pledge, pledge_field as field};
use model::failure::Problem;
use model::fields::Fields;

impl Platform {
    /// Tells of a pledge; of the one with this number it corrects what was told. Says its number.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about, `Conflict` if the campaign was changed in this moment,
    /// `Invalid` with every refused field.
    pub async fn tell_pledge(
        &self,
        right: &Contributor,
        slug: &str,
        number: Option<u32>,
        fields: &Fields,
    ) -> Result<u32, Error> {
        let mut campaign = self.own_campaign(right, slug).await?;
        let today = self.clock.now().day();
        let old = match number {
            Some(number) => Some(campaign.pledge(number).ok_or(Error::NotFound)?.clone()),
            None => None,
        };
        let new = match &old {
            Some(old) => old.number,
            None => {
                let most = Problem::TooManyValues { max: campaign.pledges.len() };
                campaign.next_number().ok_or_else(|| Error::field(field::WHAT, most))?
            }
        };
        let pledge = Pledge::parse(fields, new, old.as_ref(), today)?;
        match campaign.pledges.iter_mut().find(|it| it.number == new) {
            Some(it) => *it = pledge,
            None => campaign.pledges.push(pledge),
        }
        self.put_changed(right, campaign).await?;
        Ok(new)
    }

    /// Tells what was seen of a pledge.
    ///
    /// # Errors
    /// As `tell_pledge`.
    pub async fn follow_pledge(
        &self,
        right: &Contributor,
        slug: &str,
        number: u32,
        fields: &Fields,
    ) -> Result<(), Error> {
        let mut campaign = self.own_campaign(right, slug).await?;
        let (names, today) = (self.names_for(right).await?, self.clock.now().day());
        let pledge = campaign.pledges.iter_mut().find(|it| it.number == number).ok_or(Error::NotFound)?;
        *pledge = names.lend(|naming| pledge.followed(fields, naming, today))?;
        self.put_changed(right, campaign).await
    }

    /// Takes away a pledge that was never made so.
    ///
    /// # Errors
    /// As `tell_pledge`.
    pub async fn remove_pledge(&self, right: &Contributor, slug: &str, number: u32) -> Result<(), Error> {
        let mut campaign = self.own_campaign(right, slug).await?;
        campaign.pledge(number).ok_or(Error::NotFound)?;
        campaign.pledges.retain(|it| it.number != number);
        self.put_changed(right, campaign).await
    }
}
