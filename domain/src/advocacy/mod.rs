//! Advocacy: campaigns that members enter and who decides publishes; supporters are counted, pledges are followed.

mod browse;
mod example;
mod keep;
mod pledge;
mod remind;
mod sheet;
mod support;

pub use browse::FoundCampaigns;
pub use sheet::{SHEETS_STAY, SheetSeen, SignedSheet};
pub use support::Supporting;

use crate::access::{Administrator, Contributor, Librarian};
use crate::error::StoreError;
use crate::forum::NewPicture;
use async_trait::async_trait;
use model::advocacy::{Campaign, PledgeReminder, Support, SupporterKind};
use model::audit::Entry;
use model::id::{CampaignId, FileId, OrganizationId, PersonId};
use model::notice::Notice;
use model::time::{Day, Moment};
use std::collections::HashMap;

/// The most campaigns that an organisation's desk lists.
pub const MOST_ON_A_DESK: i64 = 200;

/// Keeps campaigns and the count of those who support them.
#[async_trait]
pub trait AdvocacyStore: Send + Sync {
    /// A number that grows with every change of what is published; support does not change it.
    async fn campaigns_version(&self) -> Result<i64, StoreError>;

    /// Every published campaign, in no order.
    async fn published_campaigns(&self) -> Result<Vec<Campaign>, StoreError>;

    /// The campaign with this slug, published or not.
    async fn campaign(&self, slug: &str) -> Result<Option<Campaign>, StoreError>;

    /// The slugs that are this one or this one with a number.
    async fn campaign_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError>;

    /// The campaigns of an organisation, the last changed first.
    async fn campaigns_of(&self, right: &Contributor) -> Result<Vec<Campaign>, StoreError>;

    /// Keeps a campaign of the organisation that the right is about; `replaces` is the version that it takes the place of, nothing for a
    /// new one. `Conflict` if it was changed in between, if its slug is taken, or if it is published and not hers to decide about.
    async fn put_campaign(
        &self,
        right: &Contributor,
        campaign: &Campaign,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// The same for a campaign that its readers see from now on, or no longer.
    async fn publish_campaign(
        &self,
        right: &Librarian,
        campaign: &Campaign,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes a draft. `Conflict` if it is none.
    async fn remove_campaign(
        &self,
        right: &Contributor,
        id: CampaignId,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Counts somebody once: `supporter` is a seal that tells who it is to nobody. Says whether she was not counted before.
    async fn support(
        &self,
        campaign: CampaignId,
        supporter: &str,
        kind: SupporterKind,
        year: i32,
    ) -> Result<bool, StoreError>;

    /// Counts her no more.
    async fn support_no_more(&self, campaign: CampaignId, supporter: &str) -> Result<(), StoreError>;

    /// Whether somebody with this seal was counted.
    async fn supports(&self, campaign: CampaignId, supporter: &str) -> Result<bool, StoreError>;

    /// How many support each published campaign online.
    async fn all_support(&self) -> Result<HashMap<CampaignId, Support>, StoreError>;

    /// How many support one.
    async fn support_of(&self, campaign: CampaignId) -> Result<Support, StoreError>;

    /// Whether those who publish were told this of a pledge that is due then.
    async fn pledge_told(
        &self,
        campaign: CampaignId,
        number: u32,
        reminder: PledgeReminder,
        due: Day,
    ) -> Result<bool, StoreError>;

    /// Keeps that they are told, with the news. Says whether they were not before.
    async fn tell_of_pledge(
        &self,
        campaign: CampaignId,
        number: u32,
        reminder: PledgeReminder,
        due: Day,
        news: &[(PersonId, Notice)],
    ) -> Result<bool, StoreError>;

    /// Keeps the photo of sheets, which belongs to nobody and waits for the workshop.
    async fn put_sheet(
        &self,
        right: &Librarian,
        campaign: CampaignId,
        photo: &NewPicture,
    ) -> Result<(), StoreError>;

    /// The photos of the sheets of a campaign.
    async fn sheets(&self, right: &Librarian, campaign: CampaignId) -> Result<Vec<SignedSheet>, StoreError>;

    /// Whose campaign a photo belongs to.
    async fn campaign_of_sheet(&self, id: FileId)
    -> Result<Option<(CampaignId, OrganizationId)>, StoreError>;

    /// Looks at a photo that is ready: the line of the log is kept first, or nothing is seen.
    async fn see_sheet(
        &self,
        right: &Librarian,
        id: FileId,
        log: &Entry,
    ) -> Result<Option<SheetSeen>, StoreError>;

    /// Removes a photo with its bundle.
    async fn drop_sheet(&self, right: &Contributor, id: FileId) -> Result<(), StoreError>;

    /// Removes the photos that were kept before this moment.
    async fn forget_sheets(&self, before: Moment) -> Result<u64, StoreError>;

    /// Removes the campaigns that are example data.
    async fn remove_example_campaigns(&self, right: &Administrator) -> Result<(), StoreError>;
}
