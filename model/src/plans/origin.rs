//! Where an action comes from: a recommendation, a decision, a conflict that was treated.

use crate::coded::coded;
use crate::forum;
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

/// From so many characters on a part of a recommendation is known as one: fewer stand in many.
const SHORTEST_PART: usize = 20;

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
    /// Whether it is this recommendation of its page, which makes all of these: the same words are that one and no other; else one may
    /// quote a part of it, or more around it. An experience has one.
    pub fn is_advice<'a>(&self, text: &str, mut all: impl Iterator<Item = &'a str>) -> bool {
        if self.kind != OriginKind::Advice {
            return false;
        }
        let (own, whole) = (plain(self.words.as_str()), plain(text));
        let is_long = own.chars().count().min(whole.chars().count()) >= SHORTEST_PART;
        match self.page {
            Some(OriginPage::Experience(_)) => true,
            Some(OriginPage::Activity(_)) if own == whole => true,
            Some(OriginPage::Activity(_)) if all.any(|it| plain(it) == own) => false,
            Some(OriginPage::Activity(_)) => is_long && (whole.contains(&own) || own.contains(&whole)),
            None => false,
        }
    }
}

/// Words without what does not tell them apart: the signs of Markdown, which the form of an action leaves out, the points at the end, also
/// those that say that there are more words, capitals, accents, white space.
fn plain(text: &str) -> String {
    let words = fold(&forum::plain(text)).split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches([' ', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recommendation_is_known_by_its_words_or_a_part_of_them() {
        let page = Some(OriginPage::Activity(ActivityId::new(uuid::Uuid::nil())));
        let origin = |kind, words: &str| Origin { kind, words: Paragraphs::parse(words).unwrap(), page };
        let told = "Ouvrir les **bureaux communaux** aux femmes qui n’y sont [pas](https://exemple.ml).";
        let longer = "Ouvrir les bureaux communaux aux femmes qui n’y sont pas. Et les former.";
        let all = [told, longer, "Eau"];
        let is = |it: &Origin, text: &str| it.is_advice(text, all.into_iter());
        let of = |words: &str| origin(OriginKind::Advice, words);
        assert!(is(&of("ouvrir les  bureaux communaux"), told));
        assert!(is(&of("Ouvrir les bureaux communaux aux …"), told), "it was shortened");
        assert!(is(&of(&format!("{told} Dès cette année.")), told));
        assert!(!is(&of("Former les débutantes"), told));
        assert!(!is(&origin(OriginKind::Decision, told), told));
        assert!(!is(&Origin { page: None, ..of(told) }, told));
        // The form of an action has the words without the signs of Markdown.
        let whole = "Ouvrir les bureaux communaux aux femmes qui n’y sont pas.";
        assert!(is(&of(whole), told));
        assert!(!is(&of(whole), longer), "they are another one's words");
        // A few letters stand in many recommendations.
        assert!(!is(&of("les"), told));
        assert!(is(&of("eau"), "Eau"));
        assert!(!is(&of("Ouvrir les bureaux de l’eau"), "Eau"));
    }
}
