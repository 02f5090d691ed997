//! How a proposal ends: counted for good when its time is over, concluded in words, or withdrawn; and the one reminder before.

use super::browse::CircleNamed;
use crate::access::{Caller, Voter};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::audit::Deed;
use model::failure::Problem;
use model::fields::Fields;
use model::id::ProposalId;
use model::proposals::{Conclusion, Proposal, Withdrawal, proposal_field as field};
use model::time::Moment;

impl Platform {
    /// Withdraws a proposal and says why: who made it while it is open, who runs its circle also when it is counted. Its words and voices
    /// and those of the answers are read and heard by nobody any more. It leaves a line in the log, which says neither what nor why, since
    /// who reads the log has no place there.
    ///
    /// # Errors
    /// `SignIn`, `Suspended`, `NotFound`, `NotAllowed` for the others of the circle; `Invalid` on the reason, also if it is closed.
    pub async fn withdraw_proposal(
        &self,
        caller: &Caller,
        id: ProposalId,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (right, proposal, circle) = self.proposal_to_end(caller, id).await?;
        let refused = |problem| Error::field(field::WITHDRAWAL, problem);
        let reason = Withdrawal::parse(fields.get(field::WITHDRAWAL)).map_err(refused)?;
        let by = Some(right.person());
        let news = self.news_of(circle.circle, proposal.id, None, by, "proposal_withdrawn").await?;
        let now = self.clock.now();
        let log = self.entry(by, Deed::ProposalWithdrawn, circle.subject());
        match self.stores.proposals.withdraw_proposal(&right, id, &reason, now, (&news, &log)).await {
            Err(StoreError::Conflict) => {
                self.doubt_spaces();
                self.own_proposal(caller, id).await?;
                return Err(refused(Problem::ProposalClosed));
            }
            withdrawn => withdrawn?,
        }
        self.told(&news);
        Ok(())
    }

    /// Writes what came of a proposal that was counted, once: who made it, or who runs its circle.
    ///
    /// # Errors
    /// `SignIn`, `Suspended`, `NotFound`, `NotAllowed` for the others of the circle; `Invalid` on the words, or if a measure keeps her
    /// from writing there; `Conflict` if it is not counted, or somebody wrote it meanwhile.
    pub async fn conclude_proposal(
        &self,
        caller: &Caller,
        id: ProposalId,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (right, proposal, circle) = self.proposal_to_end(caller, id).await?;
        self.count_if_over(&proposal).await?;
        self.not_muted_in(caller, circle.circle).await?;
        let words = Conclusion::parse(fields.get(field::CONCLUSION));
        let words = words.map_err(|problem| Error::field(field::CONCLUSION, problem))?;
        let by = Some(right.person());
        let news = self.news_of(circle.circle, id, None, by, "proposal_concluded").await?;
        self.stores.proposals.conclude_proposal(&right, id, &words, self.clock.now(), &news).await?;
        self.told(&news);
        Ok(())
    }

    async fn proposal_to_end(
        &self,
        caller: &Caller,
        id: ProposalId,
    ) -> Result<(Voter, Proposal, CircleNamed), Error> {
        let (proposal, circle) = self.own_proposal(caller, id).await?;
        let right = caller.voter(&circle.of())?;
        let decides = right.runs() || proposal.proposer == Some(right.person());
        if decides { Ok((right, proposal, circle)) } else { Err(Error::NotAllowed) }
    }

    /// Counts for good what is over, and reminds those who did not answer what closes soon; says how many proposals that were. One with
    /// which that fails keeps none of the others waiting.
    ///
    /// # Errors
    /// `Store`, as the last one failed, when all others are done.
    pub async fn look_after_proposals(&self) -> Result<usize, Error> {
        let now = self.clock.now();
        let (mut done, mut failed) = (0, None);
        let mut note = |result: Result<bool, Error>| match result {
            Ok(changed) => done += usize::from(changed),
            Err(error) => failed = Some(error),
        };
        for id in self.stores.proposals.proposals_over(now).await? {
            note(self.count_one(id).await);
        }
        for id in self.stores.proposals.reminders_of_proposals(now).await? {
            note(self.remind_of_one(id, now).await);
        }
        failed.map_or(Ok(done), Err)
    }

    async fn count_one(&self, id: ProposalId) -> Result<bool, Error> {
        match self.stores.proposals.proposal(id).await? {
            Some(proposal) => self.count(&proposal).await,
            None => Ok(false),
        }
    }

    async fn remind_of_one(&self, id: ProposalId, now: Moment) -> Result<bool, Error> {
        let Some(proposal) = self.stores.proposals.proposal(id).await? else { return Ok(false) };
        let news = self.news_of(proposal.circle, id, Some(id), None, "proposal_reminder").await?;
        // The mark and the news are kept together: a restart in between reminds nobody twice, and forgets nobody.
        let reminded = self.stores.proposals.remind_of_proposal(id, now, &news).await?;
        if reminded {
            self.told(&news);
        }
        Ok(reminded)
    }

    async fn count_if_over(&self, proposal: &Proposal) -> Result<(), Error> {
        if proposal.ended.is_none() && proposal.closes_at <= self.clock.now() {
            self.count(proposal).await?;
        }
        Ok(())
    }

    /// Counts one for good, and tells its circle.
    pub(super) async fn count(&self, proposal: &Proposal) -> Result<bool, Error> {
        let news = self.news_of(proposal.circle, proposal.id, None, None, "proposal_over").await?;
        let counted = self.stores.proposals.count_proposal(proposal.id, self.clock.now(), &news).await?;
        if counted {
            self.told(&news);
        }
        Ok(counted)
    }
}
