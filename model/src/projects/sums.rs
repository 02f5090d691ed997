//! What activities add up to, in all and by month, region, domain and kind; one that comes or goes changes the sums that it is in.

use super::browse::Facts;
use super::report::Report;
use super::shown::{Shown, Tally};
use super::step::ActivityKind;
use crate::directory::TermId;
use crate::forum::When;
use crate::id::OrganizationId;
use crate::place::Region;
use std::collections::BTreeMap;

/// How many there are of each of the broadest domains in each region.
pub type Cells = BTreeMap<(Region, TermId), usize>;

/// The sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Of all of them.
    pub all: Tally,
    /// By year and month; those that say no month come under none.
    pub months: BTreeMap<Option<(i32, u8)>, Tally>,
    /// By region.
    pub regions: BTreeMap<Region, Tally>,
    /// By the broadest domains.
    pub domains: BTreeMap<TermId, Tally>,
    /// Of those that stand under a domain, each once.
    pub about: Tally,
    /// By kind.
    pub kinds: BTreeMap<ActivityKind, Tally>,
    /// How many activities there are of each of the broadest domains in each region.
    pub cells: Cells,
}

/// A series that was counted as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesSum {
    /// Whose it is.
    pub organization: OrganizationId,
    /// The last part of its address.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// How many of its sessions were reported.
    pub sessions: usize,
    /// How many people came to all of them.
    pub people: u32,
}

impl Sums {
    /// Adds an activity, or takes away one that was added.
    pub(super) fn change(&mut self, facts: &Facts, report: &Report, shown: &Shown, comes: bool) {
        let month = match report.from {
            Some(When::Month(year, month)) => Some((year, month)),
            Some(When::Day(day)) => Some((day.year(), day.month())),
            Some(When::Year(_)) | None => None,
        };
        self.all.change(shown, comes);
        change(&mut self.months, &month, shown, comes);
        facts.regions.iter().for_each(|it| change(&mut self.regions, it, shown, comes));
        facts.roots.iter().for_each(|it| change(&mut self.domains, it, shown, comes));
        if !facts.roots.is_empty() {
            self.about.change(shown, comes);
        }
        facts.kind.iter().for_each(|it| change(&mut self.kinds, it, shown, comes));
        change_cells(&mut self.cells, facts, comes);
    }
}

/// Adds what is of these domains in these regions, or takes it away.
pub(super) fn change_cells(cells: &mut Cells, facts: &Facts, comes: bool) {
    for (region, root) in facts.regions.iter().flat_map(|it| facts.roots.iter().map(move |root| (it, root))) {
        let key = (*region, root.clone());
        match cells.get_mut(&key) {
            Some(count) if comes => *count += 1,
            Some(count) if *count > 1 => *count -= 1,
            Some(_) => drop(cells.remove(&key)),
            None if comes => drop(cells.insert(key, 1)),
            None => {}
        }
    }
}

fn change<K: Clone + Ord>(sums: &mut BTreeMap<K, Tally>, key: &K, shown: &Shown, comes: bool) {
    match sums.get_mut(key) {
        Some(sum) => {
            sum.change(shown, comes);
            if sum.activities == 0 {
                sums.remove(key);
            }
        }
        None => {
            let mut sum = Tally::default();
            sum.change(shown, comes);
            sums.insert(key.clone(), sum);
        }
    }
}
