//! Keeping up with a topic: how far somebody read it, whether she follows it, and what is new to her.

use super::topic::Topic;
use crate::coded::coded;
use crate::id::TopicId;
use crate::time::Moment;

coded!(
    /// How somebody stands to a topic that she opened or wrote in.
    Stance {
        /// She opened it.
        Reads = "lu",
        /// She follows it: she is told of replies.
        Follows = "suivi",
        /// She does not want to hear of it.
        Mutes = "muet",
    }
);

/// How far somebody read a topic, and how she stands to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicReader {
    /// How she stands to it.
    pub stance: Stance,
    /// The number of the last post that she saw; 0 for none.
    pub seen: i64,
}

/// What is new to somebody in a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// All of it: it was begun since she last said that she had read everything.
    Topic,
    /// What was written since she last opened it.
    Posts {
        /// The number of the first new post.
        first: i64,
        /// How many there are.
        count: i64,
    },
}

impl Unread {
    /// What is new in a topic to somebody who stands to it like this, and who has read its space since then: before that, what she
    /// never opened is old.
    pub fn of(
        reader: Option<TopicReader>,
        posts: i64,
        created_at: Moment,
        since: Option<Moment>,
    ) -> Option<Self> {
        match reader {
            Some(TopicReader { stance: Stance::Mutes, .. }) => None,
            Some(TopicReader { seen, .. }) => {
                (posts > seen).then_some(Self::Posts { first: seen + 1, count: posts - seen })
            }
            None => since.is_some_and(|since| created_at > since).then_some(Self::Topic),
        }
    }

    /// The number of the first new post.
    pub const fn first(self) -> i64 {
        match self {
            Self::Topic => 1,
            Self::Posts { first, .. } => first,
        }
    }
}

/// A topic that somebody follows or does not want to hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The topic.
    pub topic: Topic,
    /// How far she read it.
    pub reader: TopicReader,
    /// Its place in her list.
    pub place: FollowedPlace,
}

/// A place in the list of topics that somebody follows: what has something new stands first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedPlace {
    /// When the first reply came that she has not seen; 0 if she saw all.
    pub fresh_at: Moment,
    /// When she last opened it or wrote in it.
    pub seen_at: Moment,
    /// The topic, which no two places share.
    pub topic: TopicId,
}

impl FollowedPlace {
    /// As it stands in an address.
    pub fn code(&self) -> String {
        format!("{}-{}-{}", self.fresh_at.0, self.seen_at.0, self.topic)
    }

    /// Reads what `code` wrote.
    pub fn parse(code: &str) -> Option<Self> {
        let mut parts = code.splitn(3, '-');
        let fresh_at = Moment(parts.next()?.parse().ok()?);
        let seen_at = Moment(parts.next()?.parse().ok()?);
        Some(Self { fresh_at, seen_at, topic: TopicId::parse(parts.next()?)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_is_counted_from_where_she_was() {
        let (now, before) = (Moment(100), Some(Moment(50)));
        let reader = |stance, seen| Some(TopicReader { stance, seen });
        let of = |reader, posts, since| Unread::of(reader, posts, now, since);
        assert_eq!(of(reader(Stance::Reads, 3), 5, None), Some(Unread::Posts { first: 4, count: 2 }));
        assert_eq!(of(reader(Stance::Follows, 5), 5, before), None);
        assert_eq!(of(reader(Stance::Mutes, 1), 9, before), None, "muted topics never mark");
        assert_eq!(of(None, 9, before), Some(Unread::Topic));
        assert_eq!(of(None, 9, Some(Moment(100))), None, "it is older than her last look");
        assert_eq!(of(None, 9, None), None, "to who was never here nothing is newer than the rest");
    }

    #[test]
    fn a_place_in_the_list_is_read_as_it_was_written() {
        let topic = TopicId::new(uuid::Uuid::from_u128(7));
        let place = FollowedPlace { fresh_at: Moment(0), seen_at: Moment(1_760_000_000_000), topic };
        assert_eq!(FollowedPlace::parse(&place.code()), Some(place));
        for none in ["", "7", "1-2", "1-2-a", "a-2-00000000-0000-7000-8000-000000000000"] {
            assert_eq!(FollowedPlace::parse(none), None, "{none}");
        }
    }
}
