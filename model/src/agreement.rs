//! Deeds that two administrators of different organisations must agree to.

use crate::coded::coded;
use crate::id::{AgreementId, PersonId};
use crate::time::Moment;

coded!(
    /// What nobody does alone.
    JointDeed {
        /// The list of all people leaves the site.
        PeopleList = "liste",
        /// Who wrote a post under another first name is told to the two.
        OpenAlias = "prenom",
    }
);

coded!(
    /// How far an agreement is.
    AgreementState {
        /// The second administrator has not spoken.
        Waiting = "attend",
        /// Both agree; the deed can be done.
        Agreed = "accordee",
        /// The deed was done.
        Used = "faite",
        /// Its time is over.
        Over = "passee",
    }
);

/// A deed that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// What shall be done.
    pub deed: JointDeed,
    /// The post that it is about: the number of its topic, and its own.
    pub post: Option<(i64, i64)>,
    /// Why, in the words of who asked.
    pub reason: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Moment,
    /// Until when it can be agreed to and, once it was, until when the deed can be done.
    pub expires_at: Moment,
    /// Who agreed.
    pub agreed_by: Option<PersonId>,
    /// When the deed was done.
    pub used_at: Option<Moment>,
}

impl Agreement {
    /// How far it is now.
    pub fn state(&self, now: Moment) -> AgreementState {
        if self.used_at.is_some() {
            AgreementState::Used
        } else if now >= self.expires_at {
            AgreementState::Over
        } else if self.agreed_by.is_some() {
            AgreementState::Agreed
        } else {
            AgreementState::Waiting
        }
    }

    /// The other of the two, seen from one of them.
    pub fn other_than(&self, one: PersonId) -> Option<PersonId> {
        match self.agreed_by {
            Some(second) if one == self.asked_by => Some(second),
            Some(second) if one == second => Some(self.asked_by),
            _ => None,
        }
    }
}
