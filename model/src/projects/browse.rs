//! One way to narrow whatever is listed of common work: facts in, what is found with its facets out.

use super::choices::{Choices, Counter};
use super::filter::WorkFilter;
use super::project::ProjectStatus;
use super::step::ActivityKind;
use crate::browse::{FacetOption, PAGE};
use crate::directory::{TermId, Terms};
use crate::forum::Period;
use crate::place::Region;
use crate::search::{Index, query_terms};
use std::cmp::Reverse;
use std::collections::HashMap;
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

/// A list that is made anew as a whole, in the order of its days and slugs: what filters ask of it.
#[derive(Debug, Default)]
pub(crate) struct Narrowing {
    facts: Vec<Facts>,
    choices: Choices,
    index: Option<Index<u32>>,
}

impl Narrowing {
    /// What is asked of things of which these facts are known; the index knows them by their places.
    pub(crate) fn new(facts: Vec<Facts>, index: Index<u32>) -> Self {
        let mut choices = Choices::default();
        for (key, it) in (0_u32..).zip(&facts) {
            choices.change(key, it, true);
        }
        Self { facts, choices, index: Some(index) }
    }

    /// Answers a filter.
    pub(crate) fn browse(&self, filter: &WorkFilter, terms: &Terms) -> Found {
        let scores: Option<HashMap<u32, u32>> = filter.text.as_deref().map(|text| {
            let asked = query_terms(text);
            self.index.iter().flat_map(|it| it.matches(&asked)).collect()
        });
        let among = scores.as_ref().map(|it| it.keys().copied().collect());
        let narrowed = self.choices.narrow(filter, terms, among);
        let hits = narrowed.keys.iter().filter_map(|key| {
            let score = scores.as_ref().map_or(0, |it| it.get(&key).copied().unwrap_or(0));
            let at = key as usize;
            Some(Hit { score: Reverse(score), at, facts: self.facts.get(at)? })
        });
        found(hits.collect(), narrowed.counter, filter, terms)
    }
}

/// One that a filter finds.
#[derive(Clone, Copy)]
pub(super) struct Hit<'a> {
    /// How well it meets the words.
    pub(super) score: Reverse<u32>,
    /// Where it stands in the list.
    pub(super) at: usize,
    /// What is known of it.
    pub(super) facts: &'a Facts,
}

impl Hit<'_> {
    /// Where it stands among others: the latest first.
    pub(super) fn rank(&self) -> (Reverse<i64>, &str) {
        (Reverse(self.facts.day), &self.facts.slug)
    }

    fn is_before(&self, after: &Rank) -> bool {
        let own = ((self.score, Reverse(self.facts.day)), self.facts.slug.as_str());
        own <= ((after.score, after.day), after.slug.as_str())
    }

    fn key(&self) -> String {
        Rank { score: self.score, day: Reverse(self.facts.day), slug: self.facts.slug.clone() }.key()
    }
}

/// What a filter finds, given in the order of days and slugs: with words the best first, and the page that it asks for.
pub(super) fn found(mut hits: Vec<Hit<'_>>, counter: Counter, filter: &WorkFilter, terms: &Terms) -> Found {
    if filter.text.is_some() {
        hits.sort_by_key(|it| it.score);
    }
    let after = filter.after.as_deref().and_then(Rank::parse);
    let start = after.map_or(0, |after| hits.partition_point(|it| it.is_before(&after)));
    let page = &hits[start..(start + PAGE).min(hits.len())];
    let has_more = start + page.len() < hits.len();
    Found {
        next: page.last().filter(|_| has_more).map(Hit::key),
        page: page.iter().map(|it| it.at).collect(),
        facets: counter.facets(filter, terms),
        all: hits.iter().map(|it| it.at).collect(),
    }
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
