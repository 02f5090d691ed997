//! The log of a space, for whoever reads the space: what moderators decided there, without names.

use crate::access::Caller;
use crate::audit::AUDIT_PAGE;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::forum::Space;
use model::moderation::FlagReason;
use model::time::Moment;

/// A line of a space's log: neither who did it nor to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// Its number in the whole log.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// What was done.
    pub deed: Deed,
    /// To which topic or post; nothing if it was done to a person or to the space.
    pub subject: Option<Subject>,
    /// The reason of the list, if it was one. Words of a moderator's own may name somebody, and stand in the log of staff alone.
    pub motive: Option<FlagReason>,
}

impl Platform {
    /// A page of the log of a space, from below this number, the newest first; and where the next one begins.
    ///
    /// # Errors
    /// As `space`.
    pub async fn journal(
        &self,
        caller: &Caller,
        slug: &str,
        before: Option<i64>,
    ) -> Result<(Space, Vec<JournalLine>, Option<i64>), Error> {
        let space = self.space(caller, slug).await?;
        let lines = self.stores.audit.audit_in(space.id, before.unwrap_or(i64::MAX), AUDIT_PAGE).await?;
        let is_full = i64::try_from(lines.len()).is_ok_and(|count| count == AUDIT_PAGE);
        let next = lines.last().map(|it| it.seq).filter(|_| is_full);
        let read = |line: &crate::audit::InSpace| {
            let deed = Deed::parse(&line.deed)?;
            let subject = Subject::read(&line.subject);
            let of_topic =
                matches!(subject, Subject::Topic(_) | Subject::Post(..)) && !is_about_a_person(deed);
            Some(JournalLine {
                seq: line.seq,
                at: line.at,
                deed,
                subject: of_topic.then_some(subject),
                motive: line.motive.as_deref().and_then(FlagReason::parse),
            })
        };
        Ok((space, lines.iter().filter_map(read).collect(), next))
    }
}

/// A measure is told without its post: a post has an author.
const fn is_about_a_person(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::MemberWarned
            | Deed::MemberMuted
            | Deed::MemberSuspended
            | Deed::SessionsEnded
            | Deed::MeasureLifted
            | Deed::MeasureKept
    )
}
