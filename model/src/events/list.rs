//! All published meetings in memory, which answer every filter and facet.

use super::event::Event;
use super::filter::{EventFilter, Month};
use crate::browse::{FacetOption, NEWEST, PAGE, options};
use crate::directory::{Scheme, TermId, Terms};
use crate::id::{ActivityId, EventId, OrganizationId};
use crate::place::Region;
use crate::projects::ActivityKind;
use crate::search::{Index, query_terms, slug};
use crate::time::Moment;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// All published meetings, the first to begin first.
#[derive(Default)]
pub struct Events {
    list: Vec<Event>,
    by_slug: HashMap<String, usize>,
    by_activity: HashMap<ActivityId, usize>,
    /// Where those stand that everybody was told last, the last first.
    newest: Vec<usize>,
    /// What finds them by words: neither where exactly one meets nor who speaks is among them.
    index: Option<Index<usize>>,
}

/// How much a word weighs by where it stands.
mod weight {
    pub const TITLE: u16 = 40;
    pub const PLACE: u16 = 12;
    pub const TEXT: u16 = 4;
}

/// What a filter finds.
#[derive(Clone, Debug, Default)]
pub struct FoundEvents {
    /// Where all of them stand in the list, in the order in which they are shown.
    pub all: Vec<usize>,
    /// The same for those of this page.
    pub page: Vec<usize>,
    /// The key of the next page.
    pub next: Option<String>,
    /// What can be narrowed further, with counts.
    pub facets: EventFacets,
}

/// The facets of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFacets {
    /// Kinds.
    pub kinds: Vec<FacetOption<ActivityKind>>,
    /// Regions by code.
    pub regions: Vec<FacetOption<Region>>,
    /// Months in the order of the list.
    pub months: Vec<FacetOption<Month>>,
    /// Domains in the order of the taxonomy.
    pub domains: Vec<FacetOption<TermId>>,
}

/// How many facets there are.
const FACETS: usize = 4;

impl Events {
    /// Sorts what is published.
    pub fn new(mut list: Vec<Event>) -> Self {
        list.sort_by_cached_key(|it| (it.content.span.begins(), it.slug.clone()));
        let mut newest: Vec<usize> = (0..list.len()).filter(|at| list[*at].is_read_by(false)).collect();
        newest.sort_by_key(|at| (Reverse(list[*at].told_at()), list[*at].id));
        newest.truncate(NEWEST);
        Self {
            by_slug: list.iter().enumerate().map(|(at, it)| (it.slug.clone(), at)).collect(),
            by_activity: (0..).zip(&list).filter_map(|(at, it)| Some((it.content.activity?, at))).collect(),
            newest,
            index: Some(index(&list)),
            list,
        }
    }

    /// Every published meeting, the first to begin first.
    pub fn all(&self) -> &[Event] {
        &self.list
    }

    /// The meetings that everybody was told last, the last first.
    pub fn newest(&self) -> impl Iterator<Item = &Event> {
        self.newest.iter().map(|at| &self.list[*at])
    }

    /// The meeting with this slug.
    pub fn find(&self, slug: &str) -> Option<&Event> {
        self.by_slug.get(slug).map(|at| &self.list[*at])
    }

    /// The meeting with this id.
    pub fn get(&self, id: EventId) -> Option<&Event> {
        self.list.iter().find(|it| it.id == id)
    }

    /// The meeting of which this report was made.
    pub fn of_activity(&self, id: ActivityId) -> Option<&Event> {
        self.by_activity.get(&id).map(|at| &self.list[*at])
    }

    /// The meetings that one organisation says to be one series, those for members among them if they are wanted.
    pub fn series<'a>(
        &'a self,
        organization: OrganizationId,
        name: &'a str,
        members: bool,
    ) -> impl Iterator<Item = &'a Event> {
        let is_of = move |it: &&Event| {
            it.organization == organization
                && it.is_read_by(members)
                && it.content.series.as_ref().is_some_and(|own| slug(own.as_str()) == name)
        };
        self.list.iter().filter(is_of)
    }

    /// Those that are not over, for everybody or also those for members.
    pub fn coming(&self, now: Moment, members: bool) -> impl Iterator<Item = &Event> {
        self.list.iter().filter(move |it| it.is_read_by(members) && !it.is_over(now))
    }

    /// Answers a filter, for members or for everybody.
    pub fn browse(&self, filter: &EventFilter, terms: &Terms, now: Moment, members: bool) -> FoundEvents {
        let mut order: Vec<usize> = match filter.text.as_deref() {
            Some(text) => self.that_say(text),
            None => (0..self.list.len()).collect(),
        };
        if filter.past {
            order.reverse();
        }
        let mut counter = Counter::default();
        let mut all = Vec::new();
        for at in order {
            let it = &self.list[at];
            if !it.is_read_by(members) || it.is_over(now) != filter.past {
                continue;
            }
            let misses = misses(it, filter, terms);
            counter.add(it, misses, terms);
            if !misses.contains(&true) {
                all.push(at);
            }
        }
        let after = filter.after.as_deref().and_then(Rank::parse);
        let is_before = |at: &usize| {
            let rank = Rank::of(&self.list[*at]);
            after.as_ref().is_some_and(|after| if filter.past { rank >= *after } else { rank <= *after })
        };
        let start = all.partition_point(is_before);
        let page: Vec<usize> = all.iter().copied().skip(start).take(PAGE).collect();
        let has_more = start + page.len() < all.len();
        let last = page.last().filter(|_| has_more);
        FoundEvents {
            next: last.map(|at| Rank::of(&self.list[*at]).key()),
            facets: counter.facets(filter, terms),
            page,
            all,
        }
    }

    /// Where those stand that have all these words, in the order of the list.
    fn that_say(&self, text: &str) -> Vec<usize> {
        let asked = query_terms(text);
        self.index.iter().flat_map(|it| it.matches(&asked)).map(|(at, _)| at).collect()
    }
}

fn index(list: &[Event]) -> Index<usize> {
    let mut index = Index::builder();
    for (at, it) in list.iter().enumerate() {
        let own = &it.content;
        index.add(at, weight::TITLE, own.title.as_str());
        own.place.iter().for_each(|it| index.add(at, weight::PLACE, &it.label()));
        own.series.iter().for_each(|it| index.add(at, weight::PLACE, it.as_str()));
        own.about.iter().for_each(|it| index.add(at, weight::TEXT, it.as_str()));
    }
    index.build()
}

/// For each facet, whether a meeting misses it.
fn misses(it: &Event, filter: &EventFilter, terms: &Terms) -> [bool; FACETS] {
    let own = &it.content;
    let has_domain = |own: &TermId| filter.domains.iter().any(|wanted| terms.is_within(own, wanted));
    [
        !filter.kinds.is_empty() && !filter.kinds.contains(&own.kind),
        !filter.regions.is_empty() && !own.place.is_some_and(|it| filter.regions.contains(&it.region)),
        !filter.months.is_empty() && !filter.months.contains(&Month::of(own.span.from)),
        !filter.domains.is_empty() && !own.domains.iter().any(has_domain),
    ]
}

/// Where a meeting stands in the list; its key names a place that stays true when others come or go.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    begins: Moment,
    slug: String,
}

impl Rank {
    fn of(it: &Event) -> Self {
        Self { begins: it.content.span.begins(), slug: it.slug.clone() }
    }

    fn key(&self) -> String {
        format!("{}.{}", self.begins.0, self.slug)
    }

    fn parse(key: &str) -> Option<Self> {
        let (begins, slug) = key.split_once('.')?;
        Some(Self { begins: Moment(begins.parse().ok()?), slug: slug.to_owned() })
    }
}

/// Counts the choices of each facet among what the other facets let through.
#[derive(Default)]
struct Counter {
    kinds: HashMap<ActivityKind, usize>,
    regions: HashMap<Region, usize>,
    months: Vec<(Month, usize)>,
    domains: HashMap<TermId, usize>,
}

impl Counter {
    fn add(&mut self, it: &Event, misses: [bool; FACETS], terms: &Terms) {
        let fits = |facet: usize| misses.iter().enumerate().all(|(at, miss)| at == facet || !miss);
        let own = &it.content;
        if fits(0) {
            *self.kinds.entry(own.kind).or_default() += 1;
        }
        if let (true, Some(place)) = (fits(1), own.place) {
            *self.regions.entry(place.region).or_default() += 1;
        }
        if fits(2) {
            let month = Month::of(own.span.from);
            match self.months.iter_mut().find(|(own, _)| *own == month) {
                Some((_, count)) => *count += 1,
                None => self.months.push((month, 1)),
            }
        }
        if fits(3) {
            let ids: BTreeSet<&TermId> = own.domains.iter().flat_map(|id| [id, terms.root_of(id)]).collect();
            ids.into_iter().for_each(|id| *self.domains.entry(id.clone()).or_default() += 1);
        }
    }

    fn facets(self, filter: &EventFilter, terms: &Terms) -> EventFacets {
        let count = |it: Option<&usize>| it.copied().unwrap_or(0);
        let mut months: Vec<Month> = self.months.iter().map(|(month, _)| *month).collect();
        months.extend(filter.months.iter().filter(|it| !self.months.iter().any(|(own, _)| own == *it)));
        let of_month = |month: &Month| self.months.iter().find(|(own, _)| own == month).map_or(0, |it| it.1);
        let domains = terms.of(Scheme::Domain).map(|term| term.id.clone());
        EventFacets {
            kinds: options(ActivityKind::ALL.iter().copied(), &filter.kinds, |it| count(self.kinds.get(it))),
            regions: options(Region::all(), &filter.regions, |it| count(self.regions.get(it))),
            months: options(months.into_iter(), &filter.months, of_month),
            domains: options(domains, &filter.domains, |it| count(self.domains.get(it))),
        }
    }
}
