//! All published campaigns in memory, which answer every filter and facet.

use super::campaign::{Campaign, CampaignStatus};
use crate::directory::{Catalogue, Terms};
use crate::projects::{Facts, Found, Known, Narrowing, Whom, WorkFilter};
use crate::search::Index;
use std::cmp::Reverse;

/// The years of one campaign that lists know it by.
const MOST_YEARS: usize = 30;

/// All published campaigns.
#[derive(Default)]
pub struct Campaigns {
    /// Those that go on first, then the last changed.
    campaigns: Vec<Campaign>,
    narrowing: Narrowing,
}

impl Campaigns {
    /// Sorts and indexes what is published.
    pub fn new(mut campaigns: Vec<Campaign>, directory: &Catalogue) -> Self {
        campaigns.sort_by_cached_key(|it| (Reverse(day(it)), it.slug.clone()));
        let known = Known { directory };
        let facts = campaigns.iter().map(|it| facts(&known, it)).collect();
        let mut index = Index::builder();
        for (key, it) in (0_u32..).zip(&campaigns) {
            let own = &it.content;
            let why = own.why.as_ref().map_or("", |it| it.as_str());
            let mut texts = vec![own.demand.as_str(), own.to_whom.as_str(), why];
            texts.extend(it.pledges.iter().flat_map(|it| [it.who.as_str(), it.what.as_str()]));
            known.index_told(&mut index, key, own.title.as_str(), &own.domains, &own.places, &texts);
            known.index_name(&mut index, key, it.organization);
        }
        Self { narrowing: Narrowing::new(facts, index.build()), campaigns }
    }

    /// Every published campaign.
    pub fn all(&self) -> &[Campaign] {
        &self.campaigns
    }

    /// The campaign with this slug.
    pub fn find(&self, slug: &str) -> Option<&Campaign> {
        self.campaigns.iter().find(|it| it.slug == slug)
    }

    /// Answers a filter.
    pub fn browse(&self, filter: &WorkFilter, terms: &Terms) -> Found {
        self.narrowing.browse(filter, terms)
    }
}

/// When it was last changed, with those that go on before all others.
fn day(it: &Campaign) -> i64 {
    /// More milliseconds than any moment has.
    const RUNNING: i64 = 1 << 50;
    let running = if it.content.status == CampaignStatus::Running { RUNNING } else { 0 };
    running + it.updated_at.0
}

fn facts(known: &Known<'_>, it: &Campaign) -> Facts {
    let others = it.content.partners.iter().filter_map(Whom::organization);
    let years = match it.content.period {
        Some(period) => period.years(MOST_YEARS).collect(),
        None => [it.created_at.day().year()].into(),
    };
    Facts {
        regions: it.content.regions().into(),
        years,
        organizations: known.slugs(others.chain([it.organization])),
        day: day(it),
        slug: it.slug.clone(),
        ..known.about(&it.content.domains)
    }
}
