//! A topic ("sujet"): a title and what is written under it.

use super::post::{Author, Post};
use super::space::SlowMode;
use crate::coded::coded;
use crate::id::{SpaceId, TopicId};
use crate::text::Line;
use crate::time::Moment;

/// How many topics stand on one page.
pub const TOPICS_ON_A_PAGE: usize = 20;

/// What it is about.
pub type TopicTitle = Line<4, 120>;

coded!(
    /// What a topic is.
    TopicKind {
        /// An exchange.
        Discussion = "discussion",
        /// A question; one of its answers can be marked as the one that helped.
        Question = "question",
        /// What was done somewhere, told in fixed parts.
        Experience = "experience",
    }
);

coded!(
    /// Whether something written is seen.
    Visible {
        /// It is.
        Shown = "montre",
        /// Moderators hid it; they alone see it.
        Hidden = "masque",
        /// She who wrote it took it away.
        Withdrawn = "retire",
        /// Moderators erased it for good; its place says so.
        Removed = "efface",
        /// It stands in another topic now; its place leads there.
        Moved = "deplace",
    }
);

impl Visible {
    /// Whether nothing of what was written is left.
    pub const fn is_erased(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Removed)
    }
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Its number in addresses; none is given twice.
    pub number: i64,
    /// Where it stands.
    pub space: SpaceId,
    /// What it is.
    pub kind: TopicKind,
    /// Its title.
    pub title: TopicTitle,
    /// Who began it.
    pub author: Author,
    /// Whether it is seen.
    pub visible: Visible,
    /// Whether it stands above the others.
    pub pinned: bool,
    /// Whether nobody replies any more.
    pub closed: bool,
    /// How much time passes between two posts of one person in it.
    pub slow: SlowMode,
    /// The number of the reply that answers the question.
    pub answer: Option<i64>,
    /// How many posts it has, the first one among them, hidden ones too.
    pub posts: i64,
    /// The number of the topic that it became one with; its posts stand there.
    pub merged_into: Option<i64>,
    /// Whether posts came from another topic, or went to one.
    pub mixed: bool,
    /// When it was begun.
    pub created_at: Moment,
    /// When somebody last wrote in it.
    pub last_at: Moment,
    /// When a moderator last gave it another title.
    pub retitled_at: Option<Moment>,
    /// Whether it is example data.
    pub example: bool,
    /// How often it itself was changed.
    pub version: i64,
}

coded!(
    /// What becomes of a title when a moderator writes another one.
    OldTitle {
        /// She who began the topic and moderators still read it.
        Kept = "garder",
        /// Everybody who reads the topic does.
        Shown = "montrer",
        /// Nobody does any more.
        Erased = "effacer",
    }
);

/// A title that a topic had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerTitle {
    /// Until when.
    pub until: Moment,
    /// What it said; nothing if it was erased.
    pub title: Option<TopicTitle>,
    /// Whether its readers are not shown it.
    pub withheld: bool,
}

impl Topic {
    /// The topic that a first post opens; its number comes when it is kept.
    pub fn opened(id: TopicId, space: SpaceId, kind: TopicKind, title: TopicTitle, post: &Post) -> Self {
        Self {
            id,
            number: 0,
            space,
            kind,
            title,
            author: post.author.clone(),
            visible: post.visible,
            pinned: false,
            closed: false,
            slow: SlowMode::Off,
            answer: None,
            posts: 1,
            merged_into: None,
            mixed: false,
            created_at: post.created_at,
            last_at: post.created_at,
            retitled_at: None,
            example: false,
            version: 1,
        }
    }

    /// How many replies it has.
    pub const fn replies(&self) -> i64 {
        self.posts - 1
    }

    /// The last part of its address: the number finds it, the words are for people.
    pub fn address(&self) -> String {
        Self::address_of(self.number, self.title.as_str())
    }

    /// The same for the topic of this number and title.
    pub fn address_of(number: i64, title: &str) -> String {
        format!("{number}-{}", crate::search::slug(title))
    }

    /// The number in the last part of an address.
    pub fn number_in(address: &str) -> Option<i64> {
        address.split('-').next()?.parse().ok().filter(|number| *number > 0)
    }
}

/// Where a page of topics ended: the next one goes on after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// When the last topic was last written in.
    pub last_at: Moment,
    /// Its number.
    pub number: i64,
}

impl Bookmark {
    /// As it stands in an address.
    pub fn code(self) -> String {
        format!("{}-{}", self.last_at.0, self.number)
    }

    /// Reads what `code` wrote.
    pub fn parse(code: &str) -> Option<Self> {
        let (last_at, number) = code.split_once('-')?;
        Some(Self { last_at: Moment(last_at.parse().ok()?), number: number.parse().ok()? })
    }

    /// After this topic.
    pub const fn after(topic: &Topic) -> Self {
        Self { last_at: topic.last_at, number: topic.number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_by_its_number_whatever_its_words_say() {
        assert_eq!(Topic::number_in("12-le-pain"), Some(12));
        assert_eq!(Topic::number_in("12"), Some(12));
        for none in ["", "le-pain", "-12", "0-a", "99999999999999999999-a", "1.5-a"] {
            assert_eq!(Topic::number_in(none), None, "{none}");
        }
    }

    #[test]
    fn a_bookmark_is_read_as_it_was_written() {
        let it = Bookmark { last_at: Moment(1_760_000_000_000), number: 7 };
        assert_eq!(Bookmark::parse(&it.code()), Some(it));
        assert_eq!(Bookmark::parse("7"), None);
        assert_eq!(Bookmark::parse("a-7"), None);
    }
}
