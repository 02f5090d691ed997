//! One way to narrow whatever is listed of common work: facts in, what is found with its facets out.

use super::filter::{ADVICE, WorkFilter};
use super::project::ProjectStatus;
use super::step::{ActivityKind, ReportPart};
use crate::browse::{FacetOption, PAGE, options};
use crate::directory::{Scheme, TermId, Terms};
use crate::forum::Period;
use crate::place::Region;
use crate::search::{Index, query_terms};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What lists know of a thing.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// What it is about.
    pub domains: Vec<TermId>,
    /// Where it was, each region once.
    pub regions: Vec<Region>,
    /// The years that it touches.
    pub years: Vec<i32>,
    /// The organisations that have to do with it, by their slugs.
    pub organizations: Vec<String>,
    /// Where it stands.
    pub status: Option<ProjectStatus>,
    /// Its kind.
    pub kind: Option<ActivityKind>,
    /// The code of its part.
    pub part: Option<&'static str>,
    /// When it was, as a number that grows with time.
    pub day: i64,
    /// The last part of its address, or what else tells it from the others.
    pub slug: String,
}

/// What a filter finds.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Where all of them stand in the list, in the order in which they are shown.
    pub all: Vec<usize>,
    /// The same for those of this page.
    pub page: Vec<usize>,
    /// The key of the next page.
    pub next: Option<String>,
    /// What can be narrowed further, with counts.
    pub facets: WorkFacets,
}

/// The facets of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkFacets {
    /// Parts by their codes.
    pub parts: Vec<FacetOption<&'static str>>,
    /// Where projects stand.
    pub statuses: Vec<FacetOption<ProjectStatus>>,
    /// Kinds of activity.
    pub kinds: Vec<FacetOption<ActivityKind>>,
    /// Domains in the order of the taxonomy.
    pub domains: Vec<FacetOption<TermId>>,
    /// Regions by code.
    pub regions: Vec<FacetOption<Region>>,
    /// Years, the latest first.
    pub years: Vec<FacetOption<i32>>,
    /// Organisations, those with most first.
    pub organizations: Vec<FacetOption<String>>,
}

/// A day as a number that grows with time; what has none comes last.
pub(super) fn day(period: Option<Period>) -> i64 {
    period.map_or(0, |it| {
        let (year, month, day) = it.from.first();
        (i64::from(year) * 100 + i64::from(month)) * 100 + i64::from(day)
    })
}

/// Answers a filter over things of which these facts are known, those alone that `reads` lets through.
pub(crate) fn browse(
    list: &[Facts],
    index: Option<&Index<u32>>,
    filter: &WorkFilter,
    terms: &Terms,
    reads: impl Fn(usize) -> bool,
) -> Found {
    let scores: Option<HashMap<u32, u32>> = filter
        .text
        .as_deref()
        .map(|text| index.map(|it| it.search(&query_terms(text)).into_iter().collect()).unwrap_or_default());
    let mut counter = Counter::default();
    let mut found = Vec::new();
    for (at, it) in list.iter().enumerate().filter(|(at, _)| reads(*at)) {
        let score = match &scores {
            Some(scores) => u32::try_from(at).ok().and_then(|key| scores.get(&key).copied()),
            None => Some(0),
        };
        let Some(score) = score else { continue };
        let misses = misses(it, filter, terms);
        counter.add(it, &misses, terms);
        if !misses.contains(&true) {
            found.push((Rank { score: Reverse(score), day: Reverse(it.day), slug: it.slug.clone() }, at));
        }
    }
    found.sort_unstable();
    let after = filter.after.as_deref().and_then(Rank::parse);
    let start = after.map_or(0, |after| found.partition_point(|(rank, _)| *rank <= after));
    let page: Vec<_> = found.iter().skip(start).take(PAGE).collect();
    let has_more = start + page.len() < found.len();
    Found {
        next: page.last().filter(|_| has_more).map(|(rank, _)| rank.key()),
        page: page.iter().map(|(_, at)| *at).collect(),
        facets: counter.facets(filter, terms),
        all: found.into_iter().map(|(_, at)| at).collect(),
    }
}

/// How many facets a list has.
const FACETS: usize = 7;

/// For each facet, whether a thing misses it.
fn misses(it: &Facts, filter: &WorkFilter, terms: &Terms) -> [bool; FACETS] {
    let wanted_part =
        |part: &str| filter.advice && part == ADVICE || filter.parts.iter().any(|it| it.code() == part);
    let by_part = filter.advice || !filter.parts.is_empty();
    let has_domain = |own: &TermId| filter.domains.iter().any(|wanted| terms.is_within(own, wanted));
    [
        by_part && !it.part.is_some_and(wanted_part),
        !filter.statuses.is_empty() && !it.status.is_some_and(|own| filter.statuses.contains(&own)),
        !filter.kinds.is_empty() && !it.kind.is_some_and(|own| filter.kinds.contains(&own)),
        !filter.domains.is_empty() && !it.domains.iter().any(has_domain),
        !filter.regions.is_empty() && !it.regions.iter().any(|own| filter.regions.contains(own)),
        !filter.years.is_empty() && !it.years.iter().any(|own| filter.years.contains(own)),
        !filter.organizations.is_empty()
            && !it.organizations.iter().any(|own| filter.organizations.contains(own)),
    ]
}

/// Where a thing stands in a list; its key names a place that stays true when others come or go.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    score: Reverse<u32>,
    day: Reverse<i64>,
    slug: String,
}

impl Rank {
    fn key(&self) -> String {
        format!("{}.{}.{}", self.score.0, self.day.0, self.slug)
    }

    fn parse(key: &str) -> Option<Self> {
        let mut parts = key.splitn(3, '.');
        let (score, day, slug) = (parts.next()?, parts.next()?, parts.next()?);
        let (score, day) = (Reverse(score.parse().ok()?), Reverse(day.parse().ok()?));
        Some(Self { score, day, slug: slug.to_owned() })
    }
}

/// Counts the choices of each facet among what the other facets let through.
#[derive(Default)]
struct Counter {
    parts: BTreeMap<&'static str, usize>,
    statuses: BTreeMap<ProjectStatus, usize>,
    kinds: BTreeMap<ActivityKind, usize>,
    domains: HashMap<TermId, usize>,
    regions: BTreeMap<Region, usize>,
    years: BTreeMap<i32, usize>,
    organizations: HashMap<String, usize>,
}

/// The most organisations that a facet offers.
const MOST_ORGANIZATIONS: usize = 30;

impl Counter {
    fn add(&mut self, it: &Facts, misses: &[bool; FACETS], terms: &Terms) {
        let fits = |facet: usize| misses.iter().enumerate().all(|(at, miss)| at == facet || !miss);
        if let (true, Some(part)) = (fits(0), it.part) {
            *self.parts.entry(part).or_default() += 1;
        }
        if let (true, Some(status)) = (fits(1), it.status) {
            *self.statuses.entry(status).or_default() += 1;
        }
        if let (true, Some(kind)) = (fits(2), it.kind) {
            *self.kinds.entry(kind).or_default() += 1;
        }
        if fits(3) {
            let ids: BTreeSet<&TermId> = it.domains.iter().flat_map(|id| [id, terms.root_of(id)]).collect();
            ids.into_iter().for_each(|id| *self.domains.entry(id.clone()).or_default() += 1);
        }
        if fits(4) {
            it.regions.iter().for_each(|own| *self.regions.entry(*own).or_default() += 1);
        }
        if fits(5) {
            it.years.iter().for_each(|own| *self.years.entry(*own).or_default() += 1);
        }
        if fits(6) {
            for own in &it.organizations {
                *self.organizations.entry(own.clone()).or_default() += 1;
            }
        }
    }

    fn facets(self, filter: &WorkFilter, terms: &Terms) -> WorkFacets {
        let count = |it: Option<&usize>| it.copied().unwrap_or(0);
        let domains = terms.of(Scheme::Domain).map(|term| term.id.clone());
        let mut parts: Vec<&'static str> = filter.parts.iter().map(|it| it.code()).collect();
        parts.extend(filter.advice.then_some(ADVICE));
        let all_parts = ReportPart::LESSONS.iter().map(|it| it.code()).chain([ADVICE]);
        let mut years: BTreeSet<i32> = self.years.keys().copied().collect();
        years.extend(&filter.years);
        let mut organizations: Vec<(String, usize)> =
            self.organizations.iter().map(|(slug, count)| (slug.clone(), *count)).collect();
        organizations.extend(filter.organizations.iter().map(|slug| (slug.clone(), 0)));
        organizations.sort_by(|one, other| (Reverse(one.1), &one.0).cmp(&(Reverse(other.1), &other.0)));
        let mut offered: Vec<String> = Vec::new();
        for (slug, _) in organizations {
            let chosen = filter.organizations.contains(&slug);
            if !offered.contains(&slug) && (chosen || offered.len() < MOST_ORGANIZATIONS) {
                offered.push(slug);
            }
        }
        WorkFacets {
            parts: options(all_parts, &parts, |it| count(self.parts.get(it))),
            statuses: options(ProjectStatus::ALL.iter().copied(), &filter.statuses, |it| {
                count(self.statuses.get(it))
            }),
            kinds: options(ActivityKind::ALL.iter().copied(), &filter.kinds, |it| count(self.kinds.get(it))),
            domains: options(domains, &filter.domains, |it| count(self.domains.get(it))),
            regions: options(Region::all(), &filter.regions, |it| count(self.regions.get(it))),
            years: options(years.into_iter().rev(), &filter.years, |it| count(self.years.get(it))),
            organizations: options(offered.into_iter(), &filter.organizations, |it| {
                count(self.organizations.get(it))
            }),
        }
    }
}
