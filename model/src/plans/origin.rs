//! Where an action comes from: a recommendation, a decision, a conflict that was treated.

use crate::coded::coded;
use crate::id::ActivityId;
use crate::search::fold;
use crate::text::Paragraphs;
use serde::{Deserialize, Serialize};

coded!(
    /// What an action comes from.
    OriginKind {
        /// A recommendation of a report or of an experience.
        Advice = "recommandation",
        /// A decision of a meeting or of a body.
        Decision = "decision",
        /// A conflict that was treated.
        Conflict = "conflit",
    }
);

/// Where it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginPage {
    /// In the report of an activity.
    Activity(ActivityId),
    /// In an experience of the forum, by the number of its topic.
    Experience(i64),
}

impl OriginPage {
    /// What stands in a form for a page that cannot be read any more.
    pub fn code(self) -> String {
        match self {
            Self::Activity(id) => format!("activite:{id}"),
            Self::Experience(topic) => format!("sujet:{topic}"),
        }
    }
}

/// Where an action comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// From what.
    pub kind: OriginKind,
    /// Its words.
    pub words: Paragraphs<3, 1_500>,
    /// Where it is told.
    #[serde(default)]
    pub page: Option<OriginPage>,
}

impl Origin {
    /// Whether it is this recommendation of its page: one may quote a part of it. An experience has one.
    pub fn is_advice(&self, text: &str) -> bool {
        if self.kind != OriginKind::Advice {
            return false;
        }
        let (own, whole) = (plain(self.words.as_str()), plain(text));
        match self.page {
            Some(OriginPage::Experience(_)) => true,
            Some(OriginPage::Activity(_)) => whole.contains(&own) || own.contains(&whole),
            None => false,
        }
    }
}

/// Words without what does not tell them apart: capitals, accents, white space.
fn plain(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recommendation_is_known_by_its_words_or_a_part_of_them() {
        let page = Some(OriginPage::Activity(ActivityId::new(uuid::Uuid::nil())));
        let origin = |kind, words: &str| Origin { kind, words: Paragraphs::parse(words).unwrap(), page };
        let told = "Ouvrir les bureaux communaux aux femmes qui n’y sont pas.";
        assert!(origin(OriginKind::Advice, "ouvrir les  bureaux communaux").is_advice(told));
        assert!(origin(OriginKind::Advice, &format!("{told} Dès cette année.")).is_advice(told));
        assert!(!origin(OriginKind::Advice, "Former les débutantes").is_advice(told));
        assert!(!origin(OriginKind::Decision, told).is_advice(told));
        let nowhere = Origin { page: None, ..origin(OriginKind::Advice, told) };
        assert!(!nowhere.is_advice(told));
    }
}
