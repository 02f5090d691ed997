//! A person who can sign in. Members, focal points and moderators join them with the accounts feature.

use crate::id::PersonId;
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// The name under which a person signs in and is shown.
pub type DisplayName = Line<2, 40>;

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Her id.
    pub id: PersonId,
    /// Her name here.
    pub name: DisplayName,
    /// Whether she administers the site.
    pub administrator: bool,
}

/// The fewest characters of a passphrase (OWASP ASVS 5.0, 6.2.1).
pub const PASSPHRASE_MIN: usize = 8;
/// The most characters of a passphrase; more would only feed the hash.
pub const PASSPHRASE_MAX: usize = 256;
