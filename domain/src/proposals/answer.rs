//! Answering a proposal: one answer for each member, changed until it closes.

use crate::access::Caller;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::forum_field;
use model::id::{PostId, ProposalId};
use model::proposals::{AnswerDraft, proposal_field as field};

impl Platform {
    /// Answers, or answers otherwise. A voice that came under the id of the form says why; without one, the one before stays unless she
    /// takes it back.
    ///
    /// # Errors
    /// `SignIn`, `Suspended`, `NotFound` for who has no place in its circle any more; `Invalid` with every refused field, and on the answer
    /// if nobody answers any more, or a measure keeps her from it.
    pub async fn answer_proposal(
        &self,
        caller: &Caller,
        id: ProposalId,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (_, circle) = self.own_proposal(caller, id).await?;
        let right = caller.voter(&circle.of())?;
        self.not_muted_in(caller, circle.circle).await?;
        let oneself = caller.oneself()?;
        let before = self.stores.proposals.own_answer(&oneself, id).await?.and_then(|it| it.voice);
        let before = before.filter(|_| !fields.has(forum_field::NO_VOICE));
        let came = PostId::parse(fields.get(forum_field::ID)).filter(|it| it.uuid() != id.uuid());
        let voice = if self.is_spoken(caller, came).await? { came } else { before };
        let draft = AnswerDraft::parse(fields, forum_field::TEXT, voice.is_some())?;
        let now = self.clock.now();
        match self.stores.proposals.answer_proposal(&right, id, &draft, voice, now).await {
            Err(StoreError::Conflict) => {
                // It closed, or her place was taken from her, while she wrote.
                self.doubt_spaces();
                self.own_proposal(caller, id).await?;
                Err(Error::field(field::ANSWER, Problem::ProposalClosed))
            }
            answered => Ok(answered?),
        }
    }
}
