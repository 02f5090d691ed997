//! News told to one person.

use crate::accounts::NoticeKind;
use crate::forum::{Author, TopicTitle};
use crate::id::{NoticeId, SpaceId};
use crate::time::Moment;

/// Something told to a person. What happened is a code; its sentence is a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// What it is about.
    pub kind: NoticeKind,
    /// What happened, as a code of its kind; for an announcement, its words.
    pub what: String,
    /// A name in it: of a person or an organisation.
    pub who: Option<String>,
    /// Where it leads.
    pub href: String,
    /// When.
    pub made_at: Moment,
    /// When it was read.
    pub read_at: Option<Moment>,
    /// The topic of the forum that it is about, if she may still read it.
    pub about: Option<TopicNews>,
}

/// What news about a topic say. None of it is kept with them: a title that she may not read any more, a name that is gone and a
/// post that was hidden are told by nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicNews {
    /// The number of the topic.
    pub topic: i64,
    /// Where it stands.
    pub space: SpaceId,
    /// What it is about.
    pub title: TopicTitle,
    /// The post that they lead to: the one that names her, or the first that she has not seen.
    pub post: i64,
    /// How many posts she has not seen.
    pub unread: i64,
    /// Who names her; nobody for replies.
    pub author: Option<Author>,
    /// Whether what they lead to is seen by others than moderators, and written by nobody whom she blocked.
    pub shown: bool,
}
