//! Sessions: a row for each sign-in, never one for a visitor; the id is kept only as a hash.

use model::id::PersonId;
use model::time::Moment;
use serde::{Deserialize, Serialize};

/// A session ends after so many milliseconds without a request: 12 hours (ASVS 7.3.1).
pub const SESSION_IDLE: i64 = 12 * 60 * 60 * 1000;
/// A session ends so many milliseconds after the sign-in whatever happens: 7 days (ASVS 7.3.2).
pub const SESSION_ABSOLUTE: i64 = 7 * 24 * 60 * 60 * 1000;

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// SHA-256 of the id that the cookie carries.
    pub id_hash: String,
    /// What the session layer keeps in it, as JSON.
    pub data: String,
    /// Whose it is, so that all of hers can be ended.
    pub person: Option<PersonId>,
    /// When it began.
    pub created_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
}
