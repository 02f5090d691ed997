//! Two FFOM of one subject beside each other: which lines stayed, which came, which went.

use super::{SwotContent, SwotLine, words};
use crate::forum::Count;
use crate::projects::ReportPart;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in both, in the same words.
    Stayed,
    /// It stands in the later one alone.
    Came,
    /// It stands in the earlier one alone.
    Went,
}

/// A line of one or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwotChange {
    /// What it says.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
    /// How many hands were raised then.
    pub then: Option<Count>,
    /// How many hands were raised now.
    pub now: Option<Count>,
}

/// What a square says now, and what it said before and says no more.
pub fn changes(before: &SwotContent, now: &SwotContent, square: ReportPart) -> Vec<SwotChange> {
    let (earlier, later) = (before.square(square), now.square(square));
    let same = |list: &[&SwotLine], it: &SwotLine| {
        let said = words(it.text.as_str());
        list.iter().copied().find(|other| words(other.text.as_str()) == said).cloned()
    };
    let kept = later.iter().map(|it| {
        let was = same(&earlier, it);
        let fate = if was.is_some() { Fate::Stayed } else { Fate::Came };
        SwotChange { text: it.text.to_string(), fate, then: was.and_then(|it| it.shown()), now: it.shown() }
    });
    let gone = earlier.iter().filter(|it| same(&later, it).is_none()).map(|it| SwotChange {
        text: it.text.to_string(),
        fate: Fate::Went,
        then: it.shown(),
        now: None,
    });
    kept.chain(gone).collect()
}
