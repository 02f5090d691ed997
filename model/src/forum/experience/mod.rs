//! An experience ("fiche d'expérience"): a topic with fixed parts, told in small steps.

mod draft;
mod figures;
mod filter;
mod list;
mod step;
mod told;
mod when;

pub use draft::{ExperienceDraft, MOST_DRAFTS};
pub use figures::{Age, Count, FEWEST, Figures, MOST_COUNTED, Sex, Total};
pub use filter::ExperienceFilter;
pub use list::{ExperienceAnswer, ExperienceFacets, Experiences, Listed};
pub use step::{Part, Step};
pub use told::{Telling, Told, experience_field};
pub(crate) use told::{chosen, commune, place};
pub use when::{Period, When};

use crate::directory::TermId;
use crate::id::{DocumentId, FileId};
use crate::place::Place;
use crate::text::Paragraphs;
use crate::time::Moment;
use std::collections::BTreeMap;

/// What is told in one part, in Markdown: short enough that all parts together are one post.
pub type PartText = Paragraphs<2, 2_500>;

/// What somebody tells of something that was done; its title is the topic's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experience {
    /// Where it was.
    pub place: Place,
    /// When it was.
    pub period: Period,
    /// What it was about.
    pub domains: Vec<TermId>,
    /// How many people took part.
    pub figures: Figures,
    /// What is told, part by part.
    pub texts: BTreeMap<Part, PartText>,
    /// The recordings in which it is spoken, step by step: also where, when and what it was about.
    pub voices: BTreeMap<Step, FileId>,
}

impl Experience {
    /// What is told in this part; empty if nothing is.
    pub fn text(&self, part: Part) -> &str {
        self.texts.get(&part).map_or("", |it| it.as_str())
    }

    /// Whether this part must be told in words: what was done is, unless it is spoken.
    pub fn needs(&self, part: Part) -> bool {
        part == Part::Done && !self.voices.contains_key(&part.step())
    }
}

/// An experience as it is kept with its topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptExperience {
    /// What is told.
    pub experience: Experience,
    /// How often it was corrected or marked.
    pub version: i64,
    /// Since when it is a good practice ("bonne pratique"), if it is one.
    pub practice_since: Option<Moment>,
    /// The document of the library that was made of it, also when it is withdrawn.
    pub document: Option<DocumentId>,
}
