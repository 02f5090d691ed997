//! A passkey: a key that one of her devices holds, as she sees it.

use crate::text::Line;
use crate::time::Moment;

/// What she calls a passkey.
pub type PasskeyName = Line<1, 40>;

/// The most passkeys of one person.
pub const MOST_PASSKEYS: usize = 10;

/// A passkey as its owner sees it; the key itself is in no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its id, which her device chose (base64url).
    pub id: String,
    /// What she calls it.
    pub name: PasskeyName,
    /// When she added it.
    pub made_at: Moment,
    /// When it last opened her account.
    pub used_at: Option<Moment>,
}
