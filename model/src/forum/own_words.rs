//! What somebody wrote in the forum and did not erase, as she alone finds all of it.

use super::topic::TopicKind;
use crate::id::{PostId, SpaceId};
use crate::time::Moment;

/// How much of it stands on one page.
pub const OWN_WORDS_ON_A_PAGE: usize = 20;

/// How others see something that she wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordsState {
    /// They read it.
    Read,
    /// They read it, and nobody replies there any more.
    Closed,
    /// It stands in a topic that moderators hid.
    TopicHidden,
    /// It waits until a moderator has read it.
    Held,
    /// It is hidden while a moderator looks at it.
    Looked,
    /// Moderators hid it.
    Hidden,
}

/// Something that she wrote, with what she may still know of where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWords {
    /// The post.
    pub id: PostId,
    /// The number of its topic.
    pub topic: i64,
    /// Its number in it.
    pub number: i64,
    /// The space of its topic.
    pub space: SpaceId,
    /// What its topic is.
    pub kind: TopicKind,
    /// The title of its topic, if readers of the space see it or she gave it.
    pub title: Option<String>,
    /// The other first name under which she wrote it.
    pub alias: Option<String>,
    /// What she wrote; nothing where she only spoke.
    pub text: String,
    /// How others see it.
    pub state: WordsState,
    /// When she wrote it.
    pub created_at: Moment,
}

/// Where a page of it ended: the next one goes on with what she wrote before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnWordsPlace {
    /// When the last of the page was written.
    pub created_at: Moment,
    /// The post: two may be of one moment.
    pub id: PostId,
}

impl OwnWordsPlace {
    /// As it stands in an address.
    pub fn code(self) -> String {
        format!("{}.{}", self.created_at.0, self.id)
    }

    /// Reads what `code` wrote.
    pub fn parse(code: &str) -> Option<Self> {
        let (created_at, id) = code.split_once('.')?;
        Some(Self { created_at: Moment(created_at.parse().ok()?), id: PostId::parse(id)? })
    }

    /// After this one.
    pub const fn after(it: &OwnWords) -> Self {
        Self { created_at: it.created_at, id: it.id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_page_ended_is_read_as_it_was_written() {
        let it = OwnWordsPlace { created_at: Moment(7), id: PostId::new(uuid::Uuid::from_u128(3)) };
        assert_eq!(OwnWordsPlace::parse(&it.code()), Some(it));
        for none in ["", "7", "7.", "a.b", ".7"] {
            assert_eq!(OwnWordsPlace::parse(none), None, "{none}");
        }
    }
}
