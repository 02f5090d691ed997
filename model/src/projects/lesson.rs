//! What was learnt: what helped, what stood in the way, lessons and recommendations of activities and of experiences, side by side.

use super::browse::{Facts, Found, browse, day};
use super::filter::{ADVICE, WorkFilter};
use super::list::Works;
use super::project::MOST_YEARS;
use super::step::ReportPart;
use crate::directory::Terms;
use crate::forum::{Experience, Listed, Part, Period};
use crate::place::Place;
use crate::search::Index;
use std::cmp::Reverse;

/// Where something that was learnt is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonFrom {
    /// In the report of an activity, by its slug.
    Activity(String),
    /// In an experience of the forum, by the number of its topic.
    Experience(i64),
}

/// One thing that was learnt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The code of its part: one of [`ReportPart::LESSONS`], or [`ADVICE`].
    pub part: &'static str,
    /// What is told.
    pub text: String,
    /// Where.
    pub from: LessonFrom,
    /// What that is called.
    pub title: String,
    /// Where it was.
    pub place: Option<Place>,
    /// When it was.
    pub period: Option<Period>,
    /// Whether it is example data.
    pub example: bool,
}

/// All of them, the latest first.
#[derive(Default)]
pub struct Lessons {
    list: Vec<Lesson>,
    facts: Vec<Facts>,
    index: Option<Index<u32>>,
}

impl Lessons {
    /// Gathers what published activities and experiences tell.
    pub fn new(works: &Works, experiences: &[(Listed, Experience)]) -> Self {
        let mut all: Vec<(Lesson, Facts)> = Vec::new();
        for it in works.activities() {
            let own = &it.report;
            let known = works.facts(it.id).cloned().unwrap_or_default();
            let lesson = |part: &'static str, text: &str| Lesson {
                part,
                text: text.to_owned(),
                from: LessonFrom::Activity(it.slug.clone()),
                title: it.title().to_owned(),
                place: own.place,
                period: own.period(),
                example: it.example,
            };
            let parts = ReportPart::LESSONS.iter().map(|part| (part.code(), own.text(*part)));
            let advice = own.advice.iter().map(|it| (ADVICE, it.as_str()));
            for (at, (part, text)) in parts.chain(advice).filter(|(_, text)| !text.is_empty()).enumerate() {
                let slug = format!("{}-{at}", it.slug);
                all.push((lesson(part, text), Facts { part: Some(part), kind: None, slug, ..known.clone() }));
            }
        }
        for (listed, it) in experiences {
            let period = Some(it.period);
            for (own, part) in told_in_experiences() {
                let text = it.text(own);
                if text.is_empty() {
                    continue;
                }
                let lesson = Lesson {
                    part,
                    text: text.to_owned(),
                    from: LessonFrom::Experience(listed.topic),
                    title: listed.title.to_string(),
                    place: Some(it.place),
                    period,
                    example: listed.example,
                };
                let facts = Facts {
                    domains: it.domains.clone(),
                    regions: vec![it.place.region],
                    years: it.period.years(MOST_YEARS).collect(),
                    part: Some(part),
                    day: day(period),
                    slug: format!("~{}-{part}", listed.topic),
                    ..Facts::default()
                };
                all.push((lesson, facts));
            }
        }
        all.sort_by(|(_, one), (_, other)| {
            (Reverse(one.day), &one.slug).cmp(&(Reverse(other.day), &other.slug))
        });
        let mut index = Index::builder();
        for (key, (it, _)) in (0_u32..).zip(&all) {
            index.add(key, 10, &it.text);
            index.add(key, 4, &it.title);
            if let Some(place) = it.place {
                index.add(key, 4, &place.label());
            }
        }
        let (list, facts) = all.into_iter().unzip();
        Self { list, facts, index: Some(index.build()) }
    }

    /// Answers a filter over what its reader may read.
    pub fn browse(&self, filter: &WorkFilter, terms: &Terms, reads: impl Fn(&Lesson) -> bool) -> Found {
        browse(&self.facts, self.index.as_ref(), filter, terms, |at| reads(&self.list[at]))
    }

    /// The one that stands there.
    pub fn get(&self, at: usize) -> &Lesson {
        &self.list[at]
    }
}

/// The parts of an experience from which others learn, each with the code that it has here.
fn told_in_experiences() -> [(Part, &'static str); 4] {
    [
        (Part::Helped, ReportPart::Helped.code()),
        (Part::Hindered, ReportPart::Hindered.code()),
        (Part::Learnt, ReportPart::Learnt.code()),
        (Part::Recommended, ADVICE),
    ]
}
