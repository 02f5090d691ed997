//! What a form of a plan can name: what common work can, campaigns, and the pages that recommend something.

use crate::access::{Caller, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::Names;
use model::advocacy::{Campaign, Campaigns};
use model::id::CampaignId;
use model::plans::{ActionContext, ActionPlan, OriginPage, PlanContext};
use model::projects::{Activity, Works};
use model::time::Day;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Where reports are.
const REPORTS: &str = "/projets/activites/";
/// Where topics are, by their numbers.
const TOPICS: &str = "/forum/sujet/";

/// Everything that a form of a plan can name.
pub struct PlanNames {
    /// What common work can name.
    pub names: Names,
    campaigns: Arc<Campaigns>,
    own_campaigns: Vec<Campaign>,
    own_reports: Vec<Activity>,
    topics: HashSet<i64>,
    today: Day,
}

impl Platform {
    /// The pages that tell where the actions of a plan come from, of those that everybody reads, with their addresses.
    ///
    /// # Errors
    /// `Store`.
    pub async fn origins_of(&self, plan: &ActionPlan) -> Result<HashMap<OriginPage, String>, Error> {
        let (works, topics) = (self.works().await?, self.topics_read(&Caller::Visitor).await?);
        let pages = plan.actions.iter().filter_map(|it| it.content.origin.as_ref()?.page);
        Ok(pages.filter_map(|it| Some((it, public_page(&works, &topics, it)?))).collect())
    }

    /// What whoever enters plans in an organisation's name can name. Experiences are those that everybody reads: a plan is read by
    /// everybody too.
    ///
    /// # Errors
    /// `Store`.
    pub async fn plan_names(&self, right: &Contributor) -> Result<PlanNames, Error> {
        Ok(PlanNames {
            names: self.names_for(right).await?,
            campaigns: self.campaigns().await?,
            own_campaigns: self.campaigns_of(right).await?,
            own_reports: self.works_of(right).await?.1,
            topics: self.topics_read(&Caller::Visitor).await?,
            today: self.clock.now().day(),
        })
    }
}

impl PlanNames {
    /// Lends the names to somebody who reads or writes the form of a plan.
    pub fn lend_plan<T>(&self, to: impl FnOnce(&PlanContext<'_>) -> T) -> T {
        let find = |slug: &str| self.campaigns().find(|it| it.slug == slug).map(|it| it.id);
        let slug = |id: CampaignId| self.campaigns().find(|it| it.id == id).map(|it| it.slug.clone());
        self.names.lend(|naming| to(&PlanContext { naming, find_campaign: &find, campaign: &slug }))
    }

    /// Lends them to somebody who reads or writes the form of an action.
    pub fn lend_action<T>(&self, to: impl FnOnce(&ActionContext<'_>) -> T) -> T {
        let (find, page) = (|text: &str| self.find_page(text), |it: OriginPage| self.page(it));
        self.names
            .lend(|naming| to(&ActionContext { naming, find_page: &find, page: &page, today: self.today }))
    }

    /// The campaigns that can be named: her organisation's, then those that everybody reads.
    pub fn campaigns(&self) -> impl Iterator<Item = &Campaign> {
        let others = self.campaigns.all().iter();
        let others = others.filter(|it| !self.own_campaigns.iter().any(|own| own.id == it.id));
        self.own_campaigns.iter().chain(others)
    }

    /// The page at an address, with or without the site before it.
    fn find_page(&self, text: &str) -> Option<OriginPage> {
        let path = text.split(['?', '#']).next().unwrap_or(text).trim_end_matches('/');
        if let Some((_, slug)) = path.split_once(REPORTS) {
            let own = self.own_reports.iter().find(|it| it.slug == slug);
            return own
                .or_else(|| self.names.works.find_activity(slug))
                .map(|it| OriginPage::Activity(it.id));
        }
        // A topic also stands under its space: /forum/partage/12-un-titre.
        let (_, rest) = path.split_once("/forum/")?;
        let (_, last) = rest.rsplit_once('/')?;
        let topic = last.split('-').next()?.parse().ok()?;
        self.topics.contains(&topic).then_some(OriginPage::Experience(topic))
    }

    fn page(&self, it: OriginPage) -> Option<String> {
        let own =
            |id| self.own_reports.iter().find(|own| own.id == id).map(|own| format!("{REPORTS}{}", own.slug));
        let own = match it {
            OriginPage::Activity(id) => own(id),
            OriginPage::Experience(_) => None,
        };
        own.or_else(|| public_page(&self.names.works, &self.topics, it))
    }
}

/// The address of a page that everybody reads.
fn public_page(works: &Works, topics: &HashSet<i64>, it: OriginPage) -> Option<String> {
    match it {
        OriginPage::Activity(id) => works.activity_by_id(id).map(|it| format!("{REPORTS}{}", it.slug)),
        OriginPage::Experience(topic) => topics.contains(&topic).then(|| format!("{TOPICS}{topic}")),
    }
}
