//! Import of projects and activities: what a preview says before anything is written.

use crate::coded::coded;
use crate::directory::{ImportOutcome, Refusal};
use crate::failure::Problem;

coded!(
    /// What a line of the spreadsheet is about.
    WorkKind {
        /// A project: it says where it stands.
        Project = "projet",
        /// The report of an activity.
        Activity = "activite",
    }
);

/// A line that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkLine {
    /// Its number in the file, the header being 1.
    pub line: usize,
    /// What it is about.
    pub kind: WorkKind,
    /// What that is called.
    pub name: String,
    /// What it would do.
    pub outcome: ImportOutcome,
    /// Whether readers see it afterwards.
    pub published: bool,
    /// The columns whose content would change.
    pub columns: Vec<String>,
    /// Why it stays a draft although the file says that it be published: what is missing, or does not add up, by its column.
    pub held: Vec<(String, Problem)>,
}

/// What a file would do; it is all or nothing, so one refusal refuses the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkPreview {
    /// The lines that can be taken; a project of several places has several, of which the first stands here.
    pub lines: Vec<WorkLine>,
    /// What cannot.
    pub refusals: Vec<Refusal>,
    /// Columns that mean nothing to us and were left out.
    pub ignored_columns: Vec<String>,
}

impl WorkPreview {
    /// How many lines have this outcome.
    pub fn count(&self, outcome: ImportOutcome) -> usize {
        self.lines.iter().filter(|line| line.outcome == outcome).count()
    }

    /// Whether the file can be taken: nothing refused, something to do.
    pub fn is_acceptable(&self) -> bool {
        self.refusals.is_empty() && self.lines.iter().any(|line| line.outcome != ImportOutcome::Unchanged)
    }

    /// That a cell cannot be taken.
    pub fn refuse(&mut self, line: usize, column: &str, problem: Problem) {
        self.refusals.push(Refusal { line, column: column.to_owned(), problem });
    }
}
