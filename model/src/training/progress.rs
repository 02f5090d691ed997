//! How far somebody is on a path: the lessons whose quiz she passed.

use super::lesson::Lesson;
use super::path::{MOST_LESSONS, Path};
use crate::time::Day;
use std::collections::BTreeMap;

/// A quiz that was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Which edition of it.
    pub edition: u32,
    /// On which day.
    pub on: Day,
}

/// The lessons that somebody passed, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress(BTreeMap<u32, Passed>);

impl Progress {
    /// Of what is kept.
    pub fn of(passed: impl IntoIterator<Item = (u32, Passed)>) -> Self {
        Self(passed.into_iter().collect())
    }

    /// Whether she knows all that the quiz of this lesson asks today.
    pub fn has(&self, lesson: &Lesson) -> bool {
        self.0.get(&lesson.number).is_some_and(|it| it.edition >= lesson.edition)
    }

    /// How many lessons of a path she passed.
    pub fn count(&self, path: &Path) -> usize {
        path.lessons.iter().filter(|it| self.has(it)).count()
    }

    /// On which day she passed the last lesson of a path, if she passed them all.
    pub fn finished(&self, path: &Path) -> Option<Day> {
        let all = !path.lessons.is_empty() && self.count(path) == path.lessons.len();
        let days = path.lessons.iter().filter_map(|it| self.0.get(&it.number)).map(|it| it.on);
        days.max().filter(|_| all)
    }

    /// The first lesson that she has not passed.
    pub fn next<'a>(&self, path: &'a Path) -> Option<&'a Lesson> {
        path.lessons.iter().find(|it| !self.has(it))
    }

    /// With one more.
    #[must_use]
    pub fn with(mut self, lesson: &Lesson, on: Day) -> Self {
        // Who passed it before keeps that day.
        if !self.has(lesson) {
            self.0.insert(lesson.number, Passed { edition: lesson.edition, on });
        }
        self
    }

    /// Without what was passed of lessons that the path has no more.
    #[must_use]
    pub fn within(mut self, path: &Path) -> Self {
        self.0.retain(|number, _| path.lesson(*number).is_some());
        self
    }

    /// Whether nothing was passed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For programs: each lesson with its day.
    pub fn json(&self) -> Vec<(u32, String)> {
        self.0.iter().map(|(number, it)| (*number, it.on.iso())).collect()
    }

    /// As it stands in an address: `1-1-2026-11-29.2-1-…`.
    pub fn code(&self) -> String {
        let parts = self.0.iter().map(|(number, it)| format!("{number}-{}-{}", it.edition, it.on.iso()));
        parts.collect::<Vec<_>>().join(".")
    }

    /// Reads what `code` wrote.
    pub fn read(code: &str) -> Option<Self> {
        let parts: Vec<&str> = code.split('.').take(MOST_LESSONS + 1).collect();
        if parts.len() > MOST_LESSONS {
            return None;
        }
        let part = |text: &str| {
            let mut parts = text.splitn(3, '-');
            let (number, edition) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some((number, Passed { edition, on: Day::parse(parts.next()?)? }))
        };
        parts.into_iter().map(part).collect::<Option<BTreeMap<_, _>>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_survives_its_own_code() {
        let passed = |day: &str| Passed { edition: 2, on: Day::parse(day).unwrap() };
        let progress = Progress::of([(1, passed("2026-11-29")), (4, passed("2026-12-01"))]);
        assert_eq!(progress.code(), "1-2-2026-11-29.4-2-2026-12-01");
        assert_eq!(Progress::read(&progress.code()), Some(progress));
        let numbered = (1..=u32::try_from(MOST_LESSONS).unwrap() + 1).map(|at| (at, passed("2026-11-29")));
        assert_eq!(Progress::read(&Progress::of(numbered).code()), None, "more lessons than a path has");
        let many = ["1-1-2026-01-01"; MOST_LESSONS + 1].join(".");
        for wrong in ["", "1", "1-1", "1-1-hier", "x-1-2026-01-01", "1-1-2026-01-01.", many.as_str()] {
            assert_eq!(Progress::read(wrong), None, "{wrong}");
        }
    }
}
