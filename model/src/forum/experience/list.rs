//! All experiences in memory, with what a list shows of them, which answer every filter, facet and count.

use super::filter::ExperienceFilter;
use super::step::{Part, Step};
use super::{Experience, Period};
use crate::browse::{FacetOption, PAGE, options};
use crate::directory::{Scheme, TermId, Terms};
use crate::forum::{Caption, TopicTitle};
use crate::language::Locale;
use crate::place::{Place, Region};
use crate::search::{Index, query_terms};
use crate::time::Moment;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How much a word weighs by where it stands.
mod weight {
    pub const TITLE: u16 = 40;
    pub const TERM: u16 = 12;
    pub const HELPED: u16 = 10;
    pub const PART: u16 = 4;
}

/// How much of what was done a list shows, in characters.
const LEDE: usize = 220;

/// An experience as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The number of its topic.
    pub topic: i64,
    /// Its title.
    pub title: TopicTitle,
    /// Where it was.
    pub place: Place,
    /// When it was.
    pub period: Period,
    /// What it was about.
    pub domains: Vec<TermId>,
    /// The beginning of what was done.
    pub lede: String,
    /// What helped.
    pub helped: String,
    /// What stood in the way.
    pub hindered: String,
    /// Whether it is a good practice; what is kept of a list does not know it.
    pub practice: bool,
    /// Whether there is something to listen to.
    pub heard: bool,
    /// What is heard in the recordings of its parts.
    pub captions: BTreeMap<Step, Caption>,
    /// Whether it is example data.
    pub example: bool,
    /// When it was published.
    pub created_at: Moment,
}

/// All experiences.
pub struct Experiences {
    /// The newest first.
    list: Vec<Listed>,
    everywhere: Index<u32>,
    /// What helped, and what stood in the way, each on its own.
    inside: HashMap<Part, Index<u32>>,
}

/// One page of a filtered list.
#[derive(Clone, Debug)]
pub struct ExperienceAnswer {
    /// How many experiences the filter finds in all.
    pub total: usize,
    /// Those of this page.
    pub items: Vec<Listed>,
    /// The key of the next page.
    pub next: Option<String>,
    /// What can be narrowed further, with counts.
    pub facets: ExperienceFacets,
}

/// The facets of a list of experiences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExperienceFacets {
    /// What helped, and what stood in the way.
    pub parts: Vec<FacetOption<Part>>,
    /// Domains in the order of the taxonomy.
    pub domains: Vec<FacetOption<TermId>>,
    /// Regions by code.
    pub regions: Vec<FacetOption<Region>>,
    /// Good practices alone.
    pub practice: Vec<FacetOption<bool>>,
}

impl Listed {
    /// What a list shows of an experience.
    pub fn of(topic: i64, title: TopicTitle, it: &Experience, created_at: Moment) -> Self {
        Self {
            topic,
            title,
            place: it.place,
            period: it.period,
            domains: it.domains.clone(),
            lede: begin(it.text(Part::Done)),
            helped: it.text(Part::Helped).to_owned(),
            hindered: it.text(Part::Hindered).to_owned(),
            practice: false,
            heard: !it.voices.is_empty(),
            captions: BTreeMap::new(),
            example: false,
            created_at,
        }
    }

    /// What it says in one of the parts that a list can be narrowed to: written, or what is heard in it.
    pub fn part(&self, part: Part) -> &str {
        let written = match part {
            Part::Helped => &self.helped,
            Part::Hindered => &self.hindered,
            _ => "",
        };
        match self.captions.get(&part.step()) {
            Some(caption) if written.is_empty() => caption.as_str(),
            _ => written,
        }
    }
}

/// The beginning of a text, up to a whole word.
fn begin(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LEDE) else { return text.to_owned() };
    let whole = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text[..whole].trim_end())
}

impl Experiences {
    /// Sorts and indexes experiences, each with all that it tells.
    pub fn new(mut list: Vec<(Listed, Experience)>, terms: &Terms) -> Self {
        list.sort_by_key(|(it, _)| (Reverse(it.created_at), Reverse(it.topic)));
        let mut everywhere = Index::builder();
        let mut inside = ExperienceFilter::PARTS.map(|part| (part, Index::builder()));
        for (key, (it, whole)) in (0_u32..).zip(&list) {
            everywhere.add(key, weight::TITLE, it.title.as_str());
            for term in it.domains.iter().filter_map(|id| terms.get(id)) {
                everywhere.add(key, weight::TERM, term.label(Locale::French));
            }
            everywhere.add(key, weight::TERM, &it.place.label());
            for (part, text) in &whole.texts {
                let helped = ExperienceFilter::PARTS.contains(part);
                let weight = if helped { weight::HELPED } else { weight::PART };
                everywhere.add(key, weight, text.as_str());
            }
            for (part, caption) in &it.captions {
                let helped = part.part().is_some_and(|it| ExperienceFilter::PARTS.contains(&it));
                everywhere.add(key, if helped { weight::HELPED } else { weight::PART }, caption.as_str());
            }
            for (part, index) in &mut inside {
                index.add(key, weight::HELPED, whole.text(*part));
                if let Some(caption) = it.captions.get(&part.step()) {
                    index.add(key, weight::HELPED, caption.as_str());
                }
            }
        }
        Self {
            list: list.into_iter().map(|(it, _)| it).collect(),
            everywhere: everywhere.build(),
            inside: inside.into_iter().map(|(part, index)| (part, index.build())).collect(),
        }
    }

    /// Answers a filter over what its reader may read; `practice` says of the topic of an experience whether it is a good practice,
    /// or nothing if it is not for her.
    pub fn browse(
        &self,
        filter: &ExperienceFilter,
        practice: impl Fn(i64) -> Option<bool>,
        terms: &Terms,
    ) -> ExperienceAnswer {
        let scores = filter.text.as_deref().map(|text| Scores::of(self, text));
        let mut counter = Counter::default();
        let mut found = Vec::new();
        for (at, it) in self.list.iter().enumerate() {
            let Some(practice) = practice(it.topic) else { continue };
            let score = scores.as_ref().map_or(Some(0), |scores| scores.at(at, &filter.parts));
            let anywhere = scores.as_ref().is_none_or(|scores| scores.at(at, &[]).is_some());
            let misses = [
                score.is_none()
                    || !(filter.parts.is_empty()
                        || filter.parts.iter().any(|part| !it.part(*part).is_empty())),
                !filter.domains.is_empty()
                    && !it
                        .domains
                        .iter()
                        .any(|own| filter.domains.iter().any(|wanted| terms.is_within(own, wanted))),
                !filter.regions.is_empty() && !filter.regions.contains(&it.place.region),
                filter.practice && !practice,
            ];
            if anywhere {
                let told = |part: &Part| {
                    !it.part(*part).is_empty()
                        && scores.as_ref().is_none_or(|it| it.at(at, &[*part]).is_some())
                };
                let parts: Vec<Part> = ExperienceFilter::PARTS.into_iter().filter(told).collect();
                counter.add(it, practice, &parts, &misses, terms);
            }
            if !misses.contains(&true) {
                found.push((
                    Rank {
                        score: Reverse(score.unwrap_or(0)),
                        created: Reverse(it.created_at.0),
                        topic: Reverse(it.topic),
                    },
                    at,
                ));
            }
        }
        let shown = |it: &Listed| Listed { practice: practice(it.topic) == Some(true), ..it.clone() };
        found.sort_unstable();
        let after = filter.after.as_deref().and_then(Rank::parse);
        let start = after.map_or(0, |after| found.partition_point(|(rank, _)| *rank <= after));
        let page: Vec<_> = found.iter().skip(start).take(PAGE).collect();
        let has_more = start + page.len() < found.len();
        ExperienceAnswer {
            total: found.len(),
            next: page.last().filter(|_| has_more).map(|(rank, _)| rank.key()),
            items: page.iter().map(|(_, at)| shown(&self.list[*at])).collect(),
            facets: counter.facets(filter, terms),
        }
    }
}

/// Where the words of a search were found.
struct Scores {
    everywhere: HashMap<u32, u32>,
    inside: HashMap<Part, HashMap<u32, u32>>,
}

impl Scores {
    fn of(all: &Experiences, text: &str) -> Self {
        let query = query_terms(text);
        Self {
            everywhere: all.everywhere.search(&query).into_iter().collect(),
            inside: all
                .inside
                .iter()
                .map(|(part, index)| (*part, index.search(&query).into_iter().collect()))
                .collect(),
        }
    }

    /// How well the words were found in one of these parts, or anywhere; nothing where they were not.
    fn at(&self, at: usize, parts: &[Part]) -> Option<u32> {
        let key = u32::try_from(at).ok()?;
        if parts.is_empty() {
            return self.everywhere.get(&key).copied();
        }
        parts.iter().filter_map(|part| self.inside.get(part)?.get(&key).copied()).max()
    }
}

/// Where an experience stands in a list; its key names a place that stays true when others come or go.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    score: Reverse<u32>,
    created: Reverse<i64>,
    topic: Reverse<i64>,
}

impl Rank {
    fn key(self) -> String {
        format!("{}.{}.{}", self.score.0, self.created.0, self.topic.0)
    }

    fn parse(key: &str) -> Option<Self> {
        let mut parts = key.split('.');
        let (score, created, topic) = (parts.next()?, parts.next()?, parts.next()?);
        let (score, created) = (Reverse(score.parse().ok()?), Reverse(created.parse().ok()?));
        Some(Self { score, created, topic: Reverse(topic.parse().ok()?) })
    }
}

/// Counts the choices of each facet among what the other facets let through.
#[derive(Default)]
struct Counter {
    parts: BTreeMap<Part, usize>,
    domains: HashMap<TermId, usize>,
    regions: BTreeMap<Region, usize>,
    practice: usize,
}

impl Counter {
    fn add(&mut self, it: &Listed, practice: bool, parts: &[Part], misses: &[bool; 4], terms: &Terms) {
        let others_fit = |facet: usize| misses.iter().enumerate().all(|(at, miss)| at == facet || !miss);
        if others_fit(0) {
            for part in parts {
                *self.parts.entry(*part).or_default() += 1;
            }
        }
        if others_fit(1) {
            let ids: BTreeSet<&TermId> = it.domains.iter().flat_map(|id| [id, terms.root_of(id)]).collect();
            for id in ids {
                *self.domains.entry(id.clone()).or_default() += 1;
            }
        }
        if others_fit(2) {
            *self.regions.entry(it.place.region).or_default() += 1;
        }
        if others_fit(3) && practice {
            self.practice += 1;
        }
    }

    fn facets(self, filter: &ExperienceFilter, terms: &Terms) -> ExperienceFacets {
        let count = |it: Option<&usize>| it.copied().unwrap_or(0);
        let domains = terms.of(Scheme::Domain).map(|term| term.id.clone());
        let wanted: &[bool] = if filter.practice { &[true] } else { &[] };
        ExperienceFacets {
            parts: options(ExperienceFilter::PARTS.into_iter(), &filter.parts, |it| {
                count(self.parts.get(it))
            }),
            domains: options(domains, &filter.domains, |it| count(self.domains.get(it))),
            regions: options(Region::all(), &filter.regions, |it| count(self.regions.get(it))),
            practice: options(std::iter::once(true), wanted, |_| self.practice),
        }
    }
}

#[cfg(test)]
mod tests;
