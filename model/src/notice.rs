//! News told to one person.

use crate::accounts::NoticeKind;
use crate::id::NoticeId;
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
}
