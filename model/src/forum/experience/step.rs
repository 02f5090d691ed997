//! The steps of telling, one screen each, and the parts that are told in words.

use crate::coded::coded;

coded!(
    /// A step.
    Step {
        /// What it is called.
        Title = "titre",
        /// Where it was.
        Place = "lieu",
        /// When it was.
        When = "date",
        /// With whom it was done.
        With = "avec",
        /// What it was about.
        Domains = "domaines",
        /// What we did.
        Done = "fait",
        /// What came of it.
        Results = "resultats",
        /// How many people took part.
        Figures = "chiffres",
        /// What helped.
        Helped = "aide",
        /// What stood in the way.
        Hindered = "frein",
        /// What we learnt.
        Learnt = "appris",
        /// What we recommend.
        Recommended = "conseil",
    }
);

coded!(
    /// A part that is told in words; its code is that of its step.
    Part {
        /// With whom it was done.
        With = "avec",
        /// What we did.
        Done = "fait",
        /// What came of it.
        Results = "resultats",
        /// What helped.
        Helped = "aide",
        /// What stood in the way.
        Hindered = "frein",
        /// What we learnt.
        Learnt = "appris",
        /// What we recommend.
        Recommended = "conseil",
    }
);

impl Part {
    /// The step in which it is told.
    pub fn step(self) -> Step {
        Step::parse(self.code()).unwrap_or(Step::Done)
    }
}

impl Step {
    /// Its number, from 1.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|it| *it == self).map_or(1, |at| at + 1)
    }

    /// The one after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// The one before it.
    pub fn before(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }

    /// The part that is told in it, if it is one of words.
    pub fn part(self) -> Option<Part> {
        Part::parse(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_walks_through_all_steps_and_back() {
        let all: Vec<Step> = std::iter::successors(Some(Step::Title), |it| it.next()).collect();
        assert_eq!(all, Step::ALL);
        let back: Vec<Step> = std::iter::successors(all.last().copied(), |it| it.before()).collect();
        assert_eq!(back, Step::ALL.iter().rev().copied().collect::<Vec<_>>());
        assert_eq!((Step::Title.number(), Step::Recommended.number()), (1, 12));
    }

    #[test]
    fn every_part_has_its_step() {
        let parts: Vec<Part> = Step::ALL.iter().filter_map(|it| it.part()).collect();
        assert_eq!(parts, Part::ALL);
        assert!(Part::ALL.iter().all(|it| it.step().part() == Some(*it)));
    }
}
