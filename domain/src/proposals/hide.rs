//! Taking words out of a circle's sight: one's own, or those of somebody else by who runs it. The answer stays counted.

use crate::access::Caller;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::audit::Deed;
use model::fields::Fields;
use model::id::{PersonId, ProposalId};
use model::proposals::proposal_field as field;

impl Platform {
    /// Takes back why she answered so, in words and by voice, whether it is counted or not.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` for who has no place in its circle.
    pub async fn take_reason_back(&self, caller: &Caller, id: ProposalId) -> Result<(), Error> {
        let right = caller.oneself()?;
        self.own_proposal(caller, id).await?;
        Ok(self.stores.proposals.take_reason_back(&right, id).await?)
    }

    /// Hides why somebody answered so: who runs the circle. It leaves a line in the log, which says neither what nor whose.
    ///
    /// # Errors
    /// `SignIn`, `Suspended`, `NotFound`, `NotAllowed` for the others of the circle.
    pub async fn hide_reason(&self, caller: &Caller, id: ProposalId, fields: &Fields) -> Result<(), Error> {
        let (_, circle) = self.own_proposal(caller, id).await?;
        let right = caller.voter(&circle.of())?;
        if !right.runs() {
            return Err(Error::NotAllowed);
        }
        let of = PersonId::parse(fields.get(field::PERSON)).ok_or(Error::NotFound)?;
        let log = self.entry(Some(right.person()), Deed::ReasonHidden, circle.subject());
        match self.stores.proposals.hide_reason(&right, id, of, self.clock.now(), &log).await {
            // Nobody reads it any more, which is what she wants; or her place was taken from her.
            Err(StoreError::Conflict) => {
                self.doubt_spaces();
                self.own_proposal(caller, id).await.map(drop)
            }
            hidden => Ok(hidden?),
        }
    }
}
