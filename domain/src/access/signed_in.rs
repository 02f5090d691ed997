//! Somebody who signed in: she, as far as this session shows that it is she.

use super::{Caller, Restraint};
use model::accounts::{Moderates, Person, Strength};
use std::ops::Deref;

/// What a session says beside whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionSeen {
    /// How surely it is she.
    pub strength: Strength,
    /// Its hashed id.
    pub session: String,
    /// Whether she stays signed in there.
    pub stays: bool,
    /// How many of her news are unread.
    pub unread: i64,
    /// Whether leaving fast also ends it.
    pub exit_ends_session: bool,
    /// What keeps her from writing.
    pub restraint: Restraint,
}

/// Somebody who signed in, and how surely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub(super) person: Person,
    /// She as the store knows her, if her session knows less.
    more: Option<Box<Person>>,
    seen: SessionSeen,
}

impl SignedIn {
    /// She, as this session knows her: before a second factor opened it, what staff hold is not hers, to read as little as to do.
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// Whether she was suspended. An administrator never is: what somebody did under another first name may have been done by
    /// one, and who is told that it has no hold on her would learn it.
    pub fn is_suspended(&self) -> bool {
        self.restraint.suspended_until.is_some() && !self.whole().administrator
    }

    /// She, as the store knows her.
    pub(super) fn whole(&self) -> &Person {
        self.more.as_deref().unwrap_or(&self.person)
    }
}

impl Deref for SignedIn {
    type Target = SessionSeen;

    fn deref(&self) -> &SessionSeen {
        &self.seen
    }
}

impl Caller {
    /// Whoever has this session. Only where sessions are recognised is it called (`tests/src/invariants/rights.rs`).
    pub fn recognised(person: Person, seen: SessionSeen) -> Self {
        match seen.strength {
            Strength::Halfway => Self::Halfway { person: person.id, stays: seen.stays },
            Strength::Passphrase if person.is_staff() => {
                let less = Person { administrator: false, moderates: Moderates::Nothing, ..person.clone() };
                Self::Person(SignedIn { person: less, more: Some(Box::new(person)), seen })
            }
            Strength::Passphrase | Strength::SecondFactor => {
                Self::Person(SignedIn { person, more: None, seen })
            }
        }
    }
}
