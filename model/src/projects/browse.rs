//! One way to narrow whatever is listed of common work: facts in, what is found with its facets out.

use super::filter::{ADVICE, WorkFilter};
use super::project::ProjectStatus;
use super::step::{ActivityKind, ReportPart};
use crate::browse::{FacetOption, PAGE, options};
use crate::directory::{Scheme, TermId, Terms};
use crate::forum::Period;
use crate::place::Region;
use crate::plans::ActionState;
use crate::search::{Index, query_terms};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

/// What lists know of a thing. Its lists are shared: each lesson of an activity knows what the activity does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it is about.
    pub domains: Arc<[TermId]>,
    /// The broadest domains that these stand below, or are, each once.
    pub roots: Arc<[TermId]>,
    /// Where it was, each region once.
    pub regions: Arc<[Region]>,
    /// The years that it touches.
    pub years: Arc<[i32]>,
    /// The organisations that have to do with it, by their slugs.
    pub organizations: Arc<[Arc<str>]>,
    /// Where it stands.
    pub status: Option<ProjectStatus>,
    /// Where what it holds stands, each state once.
    pub states: Arc<[ActionState]>,
    /// Its kind.
    pub kind: Option<ActivityKind>,
    /// The code of its part.
    pub part: Option<&'static str>,
    /// A number that changes with what the directory calls what it has to do with.
    pub names: u64,
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
    /// Where actions stand.
    pub states: Vec<FacetOption<ActionState>>,
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

/// Answers a filter over things of which these facts are known, in the order of their days and slugs.
pub(crate) fn browse(
    list: &[Facts],
    index: Option<&Index<u32>>,
    filter: &WorkFilter,
    terms: &Terms,
) -> Found {
    let scores: Option<HashMap<u32, u32>> = filter
        .text
        .as_deref()
        .map(|text| index.map(|it| it.matches(&query_terms(text)).collect()).unwrap_or_default());
    let mut narrower = Narrower::of(filter, terms);
    for (at, it) in list.iter().enumerate() {
        let score = match &scores {
            Some(scores) => u32::try_from(at).ok().and_then(|key| scores.get(&key).copied()),
            None => Some(0),
        };
        narrower.look(at, score, it, true);
    }
    narrower.found()
}

/// Looks at one thing after the other, in the order of their days and slugs.
pub(super) struct Narrower<'a> {
    filter: &'a WorkFilter,
    terms: &'a Terms,
    counter: Counter,
    found: Vec<(Reverse<u32>, usize, usize, &'a Facts)>,
}

impl<'a> Narrower<'a> {
    pub(super) fn of(filter: &'a WorkFilter, terms: &'a Terms) -> Self {
        Self { filter, terms, counter: Counter::default(), found: Vec::new() }
    }

    /// Takes the facets of things that need not be counted again.
    pub(super) fn count(&mut self, counted: &Counter) {
        self.counter = counted.clone();
    }

    /// Looks at the thing that stands at `at`, unless the words have no score in it.
    pub(super) fn look(&mut self, at: usize, score: Option<u32>, it: &'a Facts, counts: bool) {
        let Some(score) = score else { return };
        let misses = misses(it, self.filter, self.terms);
        if counts {
            self.counter.add(it, &misses);
        }
        if !misses.contains(&true) {
            self.found.push((Reverse(score), self.found.len(), at, it));
        }
    }

    pub(super) fn found(mut self) -> Found {
        if self.filter.text.is_some() {
            self.found.sort_unstable_by_key(|(score, order, ..)| (*score, *order));
        }
        let after = self.filter.after.as_deref().and_then(Rank::parse);
        let rank = |it: &(Reverse<u32>, usize, usize, &Facts)| (it.0, Reverse(it.3.day));
        let is_before = |it: &(Reverse<u32>, usize, usize, &'a Facts), after: &Rank| {
            (rank(it), it.3.slug.as_str()) <= ((after.score, after.day), after.slug.as_str())
        };
        let start = after.map_or(0, |after| self.found.partition_point(|it| is_before(it, &after)));
        let page: Vec<_> = self.found.iter().skip(start).take(PAGE).collect();
        let has_more = start + page.len() < self.found.len();
        let key = |it: &&(Reverse<u32>, usize, usize, &Facts)| {
            Rank { score: it.0, day: Reverse(it.3.day), slug: it.3.slug.clone() }.key()
        };
        Found {
            next: page.last().filter(|_| has_more).map(key),
            page: page.iter().map(|it| it.2).collect(),
            facets: self.counter.facets(self.filter, self.terms),
            all: self.found.iter().map(|it| it.2).collect(),
        }
    }
}

/// How many facets a list has.
const FACETS: usize = 8;

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
            && !it.organizations.iter().any(|own| filter.organizations.iter().any(|it| **it == **own)),
        !filter.states.is_empty() && !it.states.iter().any(|own| filter.states.contains(own)),
    ]
}

/// Where a thing stands in a list; its key names a place that stays true when others come or go.
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

/// How often each choice of a facet occurs.
type Counts<K> = HashMap<K, usize>;

/// Counts the choices of each facet among what the other facets let through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counter {
    parts: Counts<&'static str>,
    statuses: Counts<ProjectStatus>,
    states: Counts<ActionState>,
    kinds: Counts<ActivityKind>,
    domains: Counts<TermId>,
    regions: Counts<Region>,
    years: Counts<i32>,
    organizations: Counts<Arc<str>>,
}

/// The most organisations that a facet offers.
const MOST_ORGANIZATIONS: usize = 30;

impl Counter {
    fn add(&mut self, it: &Facts, misses: &[bool; FACETS]) {
        let missed = misses.iter().filter(|miss| **miss).count();
        match misses.iter().position(|miss| *miss) {
            None => self.change(it, true),
            Some(facet) if missed == 1 => self.change_facet(it, facet, true),
            Some(_) => {}
        }
    }

    /// Adds a thing of a whole list, or takes it away.
    pub(super) fn change(&mut self, it: &Facts, comes: bool) {
        (0..FACETS).for_each(|facet| self.change_facet(it, facet, comes));
    }

    fn change_facet(&mut self, it: &Facts, facet: usize, comes: bool) {
        match facet {
            0 => it.part.iter().for_each(|own| change(&mut self.parts, own, comes)),
            1 => it.status.iter().for_each(|own| change(&mut self.statuses, own, comes)),
            2 => it.kind.iter().for_each(|own| change(&mut self.kinds, own, comes)),
            3 => {
                let broader = it.roots.iter().filter(|root| !it.domains.contains(root));
                it.domains.iter().chain(broader).for_each(|own| change(&mut self.domains, own, comes));
            }
            4 => it.regions.iter().for_each(|own| change(&mut self.regions, own, comes)),
            5 => it.years.iter().for_each(|own| change(&mut self.years, own, comes)),
            6 => it.organizations.iter().for_each(|own| change(&mut self.organizations, own, comes)),
            _ => it.states.iter().for_each(|own| change(&mut self.states, own, comes)),
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
            self.organizations.iter().map(|(slug, count)| (slug.to_string(), *count)).collect();
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
            states: options(ActionState::ALL.iter().copied(), &filter.states, |it| {
                count(self.states.get(it))
            }),
            kinds: options(ActivityKind::ALL.iter().copied(), &filter.kinds, |it| count(self.kinds.get(it))),
            domains: options(domains, &filter.domains, |it| count(self.domains.get(it))),
            regions: options(Region::all(), &filter.regions, |it| count(self.regions.get(it))),
            years: options(years.into_iter().rev(), &filter.years, |it| count(self.years.get(it))),
            organizations: options(offered.into_iter(), &filter.organizations, |it| {
                count(self.organizations.get(it.as_str()))
            }),
        }
    }
}

/// One more of a choice, or one less; what does not occur is not there.
fn change<K: Clone + Eq + Hash>(counts: &mut Counts<K>, own: &K, comes: bool) {
    match counts.get_mut(own) {
        Some(count) if comes => *count += 1,
        Some(count) if *count > 1 => *count -= 1,
        Some(_) => drop(counts.remove(own)),
        None if comes => drop(counts.insert(own.clone(), 1)),
        None => {}
    }
}
