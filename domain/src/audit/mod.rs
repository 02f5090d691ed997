//! The log of what staff did: only added to, each line chained to the one before by a hash.

use crate::access::{Administrator, SpaceModerator};
use crate::error::{Error, StoreError};
use crate::outside::hex;
use crate::platform::Platform;
use async_trait::async_trait;
use model::audit::{Deed, Entry, Logged, Subject};
use model::id::{PersonId, SpaceId};
use model::moderation::Why;
use model::time::Moment;
use sha2::{Digest, Sha256};

/// How many lines a page of the log shows, and how many are read at once to check the chain.
pub const AUDIT_PAGE: i64 = 50;
/// How many lines are read at once while the chain is checked.
const CHECKED_AT_ONCE: i64 = 500;

/// Keeps the log. Lines are added by the deeds themselves, in their own transactions.
#[async_trait]
pub trait AuditStore: Send + Sync {
    /// The lines below this number, the newest first; at most `AUDIT_PAGE`.
    async fn audit_before(&self, right: &Administrator, seq: i64) -> Result<Vec<Logged>, StoreError>;

    /// The lines above this number, the oldest first.
    async fn audit_after(
        &self,
        right: &Administrator,
        seq: i64,
        limit: i64,
    ) -> Result<Vec<Logged>, StoreError>;

    /// The lines below this number that happened in a space of the forum, the newest first, without who did it and what she wrote.
    async fn audit_in(&self, space: SpaceId, seq: i64, limit: i64) -> Result<Vec<InSpace>, StoreError>;

    /// The number and hash that the last line must have.
    async fn audit_head(&self, right: &Administrator) -> Result<(i64, String), StoreError>;

    /// Adds a line that belongs to no other change.
    async fn log(&self, entry: &Entry) -> Result<(), StoreError>;
}

/// A line of the log as a space tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InSpace {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// The deed's code.
    pub deed: String,
    /// The subject's code.
    pub subject: String,
    /// The reason of the list.
    pub motive: Option<String>,
    /// Whether its subject was once hidden in this space because somebody was in danger by it.
    pub endangers: bool,
}

/// What a check of the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    /// So many lines, all as they were written.
    Whole(i64),
    /// The first line that is missing, changed or out of place.
    BrokenAt(i64),
}

/// The hash of a line: over the hash before it and every part, each with its length, so that no two lines read alike.
pub fn chained(before: &str, line: &Logged) -> String {
    let mut hasher = Sha256::new();
    let mut part = |text: &str| {
        hasher.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(text.as_bytes());
    };
    part(before);
    part(&line.seq.to_string());
    part(&line.at.0.to_string());
    part(line.actor.as_deref().unwrap_or_default());
    part(&line.deed);
    part(&line.subject);
    part(line.reason.as_deref().unwrap_or_default());
    // What happened in a space says so; the other lines are hashed as they always were.
    if let Some(space) = &line.space {
        part(space);
        part(line.motive.as_deref().unwrap_or_default());
    }
    hex(&hasher.finalize())
}

/// The line that comes after this head.
pub fn next_line(seq: i64, before: &str, entry: &Entry) -> Logged {
    let mut line = Logged {
        seq,
        at: entry.at,
        actor: entry.actor.map(|id| id.to_string()),
        deed: entry.deed.code().to_owned(),
        subject: entry.subject.code(),
        reason: entry.reason.clone(),
        space: entry.space.map(|it| it.to_string()),
        motive: entry.motive.filter(|_| entry.space.is_some()).map(|it| it.code().to_owned()),
        hash: String::new(),
    };
    line.hash = chained(before, &line);
    line
}

impl Platform {
    /// A line for the log, now.
    pub(crate) fn entry(&self, actor: Option<PersonId>, deed: Deed, subject: Subject) -> Entry {
        Entry { at: self.clock.now(), actor, deed, subject, reason: None, space: None, motive: None }
    }

    /// A line that is also told in the log of a space of the forum.
    pub(crate) fn entry_in(
        &self,
        space: Option<SpaceId>,
        actor: Option<PersonId>,
        deed: Deed,
        subject: Subject,
    ) -> Entry {
        Entry { space, ..self.entry(actor, deed, subject) }
    }

    /// A line for what a moderator does in her space, with the reason that she tells and the one of the list.
    pub(crate) fn entry_of_act(
        &self,
        right: &SpaceModerator,
        deed: Deed,
        subject: Subject,
        why: Option<&Why>,
    ) -> Entry {
        Entry {
            reason: why.map(|it| it.words.as_str().to_owned()),
            motive: why.and_then(|it| it.motive),
            ..self.entry_in(Some(right.space()), Some(right.person()), deed, subject)
        }
    }

    /// A page of the log, from below this number; from the newest without one.
    ///
    /// # Errors
    /// `Store`.
    pub async fn audit(&self, right: &Administrator, before: Option<i64>) -> Result<Vec<Logged>, Error> {
        Ok(self.stores.audit.audit_before(right, before.unwrap_or(i64::MAX)).await?)
    }

    /// Checks the whole chain.
    ///
    /// # Errors
    /// `Store`.
    pub async fn check_audit(&self, right: &Administrator) -> Result<Chain, Error> {
        let (last, head) = self.stores.audit.audit_head(right).await?;
        let (mut seq, mut hash) = (0, String::new());
        loop {
            let lines = self.stores.audit.audit_after(right, seq, CHECKED_AT_ONCE).await?;
            if lines.is_empty() {
                break;
            }
            for line in lines {
                if line.seq != seq + 1 || line.hash != chained(&hash, &line) {
                    return Ok(Chain::BrokenAt(seq + 1));
                }
                (seq, hash) = (line.seq, line.hash);
            }
        }
        // Lines cut off at the end leave a chain that is whole in itself, but not the one that the head knows.
        Ok(if seq == last && hash == head { Chain::Whole(seq) } else { Chain::BrokenAt(seq + 1) })
    }
}
