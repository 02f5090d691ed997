//! Advocacy: campaigns, who supports them, and what decision makers promised.

mod balance;
mod campaign;
mod list;
mod pledge;
mod support;

pub use balance::{Happening, HappeningOf, Year, years};
pub use campaign::{
    Campaign, CampaignContent, CampaignContext, CampaignStatus, CampaignStep, CampaignTitle, campaign_field,
};
pub use list::Campaigns;
pub use pledge::{FollowUp, Light, Pledge, PledgeReminder, pledge_field};
pub use support::{Paper, Support, Supported, SupporterKind, paper_field};
