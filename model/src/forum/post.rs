//! A post ("message"): what somebody wrote in a topic. The first one opens it, the others are replies.

use super::topic::Visible;
use crate::accounts::{DisplayName, Icon};
use crate::id::{PersonId, PostId};
use crate::text::Paragraphs;
use crate::time::Moment;
use std::fmt;

/// How many posts stand on one page.
pub const POSTS_ON_A_PAGE: i64 = 20;

/// The fewest characters of what is written, where anything is.
pub const POST_MIN: usize = 2;

/// What is written, in Markdown; nothing where somebody only spoke.
pub type PostText = Paragraphs<0, 20_000>;

/// Who wrote something, as others see her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// A person with an account.
    Person {
        /// She.
        id: PersonId,
        /// Her name here.
        name: DisplayName,
        /// Her picture.
        icon: Icon,
    },
    /// A member who speaks under another first name here.
    Alias {
        /// The name that she took for this.
        name: DisplayName,
        /// Who she is, which nobody reads here.
        behind: Behind,
    },
    /// Somebody who deleted her account since.
    Gone,
}

/// Who speaks under another first name. It can be asked whether it is a given person, so that she finds her own words again, and
/// never who it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Behind(Option<PersonId>);

impl Behind {
    /// Seals who it is.
    pub const fn new(person: Option<PersonId>) -> Self {
        Self(person)
    }
}

impl fmt::Debug for Behind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Behind(…)")
    }
}

impl Author {
    /// Who it is, if she is still here and speaks under her own name.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { id, .. } => Some(*id),
            Self::Alias { .. } | Self::Gone => None,
        }
    }

    /// Whether it is this person, under whatever name.
    pub fn is(&self, person: PersonId) -> bool {
        match self {
            Self::Person { id, .. } => *id == person,
            Self::Alias { behind, .. } => behind.0 == Some(person),
            Self::Gone => false,
        }
    }

    /// The other first name, if she speaks under one.
    pub const fn alias(&self) -> Option<&DisplayName> {
        match self {
            Self::Alias { name, .. } => Some(name),
            Self::Person { .. } | Self::Gone => None,
        }
    }
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its id, made where it was written: what is sent twice is kept once.
    pub id: PostId,
    /// Its number in its topic, from 1; it never changes.
    pub number: i64,
    /// Who wrote it.
    pub author: Author,
    /// What is written.
    pub text: PostText,
    /// Whether it is seen.
    pub visible: Visible,
    /// How many said thank you.
    pub thanks: i64,
    /// When it was written.
    pub created_at: Moment,
    /// When it was last corrected.
    pub edited_at: Option<Moment>,
    /// When a moderator last changed what it says.
    pub moderated_at: Option<Moment>,
    /// How often it was changed.
    pub version: i64,
}

/// What a post said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Until when it said so.
    pub until: Moment,
    /// What.
    pub text: String,
    /// Whether a moderator put other words in its place.
    pub by_moderator: bool,
    /// Whether readers are not shown it.
    pub withheld: bool,
}

impl Post {
    /// The number of the first post on the page on which this number stands.
    pub const fn page_of(number: i64) -> i64 {
        (number - 1).div_euclid(POSTS_ON_A_PAGE) * POSTS_ON_A_PAGE + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_first_name_tells_nothing_but_to_herself() {
        let [awa, fanta] = [1, 2].map(|it| PersonId::new(uuid::Uuid::from_u128(it)));
        let name = DisplayName::parse("Une voisine").unwrap();
        let author = Author::Alias { name, behind: Behind::new(Some(awa)) };
        assert_eq!((author.person(), author.is(awa), author.is(fanta)), (None, true, false));
        assert!(!format!("{author:?}").contains(&awa.to_string()));
    }

    #[test]
    fn a_page_has_twenty_posts() {
        assert_eq!([1, 20, 21, 40, 41].map(Post::page_of), [1, 1, 21, 21, 41]);
    }
}
