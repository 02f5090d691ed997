//! The kinds of activity, the small screens of its report, and the parts that are told in words.

use crate::coded::coded;

coded!(
    /// What kind of activity it was.
    ActivityKind {
        /// *Atelier*.
        Workshop = "atelier",
        /// *Formation*.
        Training = "formation",
        /// *Session technique*.
        Session = "session-technique",
        /// *Rencontre de plaidoyer*.
        Advocacy = "plaidoyer",
        /// *Séance de sensibilisation*.
        Awareness = "sensibilisation",
        /// *Émission de radio*.
        Radio = "radio",
        /// *Cérémonie de clôture*.
        Closing = "cloture",
        /// *Distribution*.
        Distribution = "distribution",
        /// Anything else.
        Other = "autre",
    }
);

coded!(
    /// A screen of the report: what it was, and then the seven.
    ReportStep {
        /// What it was: where a report begins.
        What = "quoi",
        /// Where.
        Place = "lieu",
        /// When.
        When = "date",
        /// With whom.
        With = "avec",
        /// How many people.
        People = "combien",
        /// What happened.
        Done = "recit",
        /// Strengths, weaknesses, opportunities, threats.
        Swot = "ffom",
        /// Lessons and recommendations.
        Learnt = "lecons",
    }
);

coded!(
    /// A part that is told in words; its code is the name of its field.
    ReportPart {
        /// What was done.
        Done = "fait",
        /// What came of it.
        Results = "resultats",
        /// What helped.
        Helped = "aide",
        /// What stood in the way.
        Hindered = "frein",
        /// *Forces*.
        Strengths = "forces",
        /// *Faiblesses*.
        Weaknesses = "faiblesses",
        /// *Opportunités*.
        Opportunities = "opportunites",
        /// *Menaces*.
        Threats = "menaces",
        /// What was learnt.
        Learnt = "appris",
    }
);

impl ReportStep {
    /// How many screens follow the first.
    pub const SCREENS: usize = Self::ALL.len() - 1;

    /// Its number among the seven; 0 for what comes before them.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|it| *it == self).unwrap_or(0)
    }

    /// The one after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number() + 1).copied()
    }

    /// The one before it.
    pub fn before(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(1)?).copied()
    }

    /// The parts that are told in it.
    pub const fn parts(self) -> &'static [ReportPart] {
        match self {
            Self::Done => &[ReportPart::Done, ReportPart::Results, ReportPart::Helped, ReportPart::Hindered],
            Self::Swot => &ReportPart::SWOT,
            Self::Learnt => &[ReportPart::Learnt],
            Self::What | Self::Place | Self::When | Self::With | Self::People => &[],
        }
    }

    /// Whether nothing is published without it.
    pub const fn is_needed(self) -> bool {
        matches!(self, Self::What | Self::Place | Self::When | Self::Done)
    }
}

impl ReportPart {
    /// The four squares of a SWOT analysis (*FFOM*).
    pub const SWOT: [Self; 4] = [Self::Strengths, Self::Weaknesses, Self::Opportunities, Self::Threats];
    /// What others can learn from.
    pub const LESSONS: [Self; 3] = [Self::Helped, Self::Hindered, Self::Learnt];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_walks_through_seven_screens_and_back() {
        assert_eq!(ReportStep::SCREENS, 7);
        let all: Vec<ReportStep> = std::iter::successors(Some(ReportStep::What), |it| it.next()).collect();
        assert_eq!(all, ReportStep::ALL);
        let back: Vec<ReportStep> =
            std::iter::successors(Some(ReportStep::Learnt), |it| it.before()).collect();
        assert_eq!(back, ReportStep::ALL.iter().rev().copied().collect::<Vec<_>>());
    }

    #[test]
    fn every_part_is_told_in_one_screen() {
        let parts: Vec<ReportPart> =
            ReportStep::ALL.iter().flat_map(|it| it.parts().iter().copied()).collect();
        assert_eq!(parts, ReportPart::ALL);
    }
}
