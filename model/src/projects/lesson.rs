//! What was learnt: what helped, what stood in the way, lessons and recommendations of activities and of experiences, side by side.

use super::browse::{Facts, Found, Hit, day, found};
use super::filter::{ADVICE, WorkFilter};
use super::known::roots;
use super::list::Works;
use super::ordered::Ordered;
use super::project::MOST_YEARS;
use super::report::Activity;
use super::step::ReportPart;
use crate::directory::Terms;
use crate::forum::{Experience, Listed, Part, Period};
use crate::place::Place;
use crate::search::{Gather, Texts};
use std::sync::Arc;

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

/// All of them: what activities teach and what experiences teach are two lists that change for themselves.
#[derive(Default)]
pub struct Lessons {
    of_activities: Ordered<Lesson>,
    of_experiences: Arc<Ordered<Lesson>>,
}

impl Lessons {
    /// Gathers what experiences teach.
    pub fn new(experiences: &[(Listed, Experience)], terms: &Terms) -> Self {
        let mut list = Ordered::default();
        list.extend(experiences.iter().flat_map(|(listed, it)| told_by(listed, it, terms)), index_lesson);
        Self { of_activities: Ordered::default(), of_experiences: Arc::new(list) }
    }

    /// The same experiences beside what published activities teach.
    #[must_use]
    pub fn beside(&self, works: &Works) -> Self {
        Self { of_activities: works.lessons().clone(), of_experiences: Arc::clone(&self.of_experiences) }
    }

    /// Answers a filter over what its reader may read.
    pub fn browse(&self, filter: &WorkFilter, terms: &Terms, reads: impl Fn(&Lesson) -> bool) -> Found {
        let read = self.of_experiences.keys(reads);
        let (mut hits, mut counter) = self.of_activities.narrow(filter, terms, None);
        let (others, other_counter) = self.of_experiences.narrow(filter, terms, Some(read));
        hits.iter_mut().for_each(|it| it.at *= 2);
        let others: Vec<Hit<'_>> = others.into_iter().map(|it| Hit { at: 2 * it.at + 1, ..it }).collect();
        counter.add(other_counter);
        found(merged(&hits, &others), counter, filter, terms)
    }

    /// The one that stands there.
    pub fn get(&self, at: usize) -> Option<&Lesson> {
        let list = if at.is_multiple_of(2) { &self.of_activities } else { &*self.of_experiences };
        list.get(at / 2).map(|it| &*it.thing)
    }
}

/// Many and few, each in their order, as one.
fn merged<'a>(many: &[Hit<'a>], few: &[Hit<'a>]) -> Vec<Hit<'a>> {
    let mut all = Vec::with_capacity(many.len() + few.len());
    let mut rest = many;
    for it in few {
        let (before, after) = rest.split_at(rest.partition_point(|own| own.rank() < it.rank()));
        all.extend_from_slice(before);
        all.push(*it);
        rest = after;
    }
    all.extend_from_slice(rest);
    all
}

/// What an activity teaches.
pub(super) fn lessons_of(it: &Activity, known: &Facts) -> Vec<(Arc<Facts>, Arc<Lesson>)> {
    let own = &it.report;
    let parts = ReportPart::LESSONS.iter().map(|part| (part.code(), own.text(*part)));
    let advice = own.advice.iter().map(|it| (ADVICE, it.as_str()));
    let all = parts.chain(advice).filter(|(_, text)| !text.is_empty()).enumerate();
    all.map(|(at, (part, text))| {
        let lesson = Lesson {
            part,
            text: text.to_owned(),
            from: LessonFrom::Activity(it.slug.clone()),
            title: it.title().to_owned(),
            place: own.place,
            period: own.period(),
            example: it.example,
        };
        let slug = format!("{}-{at}", it.slug);
        (Arc::new(Facts { part: Some(part), kind: None, slug, ..known.clone() }), Arc::new(lesson))
    })
    .collect()
}

/// The words by which one is found.
pub(super) fn index_lesson(index: &mut Texts, key: u32, it: &Lesson) {
    index.gather(key, 10, &it.text);
    index.gather(key, 4, &it.title);
    if let Some(place) = it.place {
        index.gather(key, 4, &place.label());
    }
}

/// What an experience teaches.
fn told_by(listed: &Listed, it: &Experience, terms: &Terms) -> Vec<(Arc<Facts>, Arc<Lesson>)> {
    let period = Some(it.period);
    let known = Facts {
        domains: it.domains.as_slice().into(),
        roots: roots(terms, &it.domains),
        regions: [it.place.region].into(),
        years: it.period.years(MOST_YEARS).collect(),
        day: day(period),
        ..Facts::default()
    };
    let told = told_in_experiences().into_iter().filter(|(own, _)| !it.text(*own).is_empty());
    told.map(|(own, part)| {
        let lesson = Lesson {
            part,
            text: it.text(own).to_owned(),
            from: LessonFrom::Experience(listed.topic),
            title: listed.title.to_string(),
            place: Some(it.place),
            period,
            example: listed.example,
        };
        let slug = format!("~{}-{part}", listed.topic);
        (Arc::new(Facts { part: Some(part), slug, ..known.clone() }), Arc::new(lesson))
    })
    .collect()
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
