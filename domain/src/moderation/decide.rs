//! The queue, and deciding.

use crate::access::{Caller, SpaceModerator};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Space, Visible, forum_field as field};
use model::moderation::{CLAIM_HOLDS, Case, Cause, Decision, Flag, Reason, Verdict, listed_reason};
use model::time::Moment;

/// How much of the queue is read at once.
const QUEUE: i64 = 500;

impl Platform {
    /// What waits in the spaces that the caller moderates: what is urgent first, then the oldest.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`.
    pub async fn queue(&self, caller: &Caller) -> Result<Vec<Case>, Error> {
        let right = caller.moderator()?;
        let spaces = self.spaces().await?;
        let own =
            |case: &Case| spaces.iter().any(|it| it.id == case.space && caller.space_moderator(it).is_ok());
        let mut cases = self.stores.moderation.waiting_cases(&right, QUEUE).await?;
        cases.retain(own);
        Ok(cases)
    }

    /// Takes the next case of the queue that nobody else has taken, and gives it.
    ///
    /// # Errors
    /// As `queue`.
    pub async fn claim_next(&self, caller: &Caller) -> Result<Option<Case>, Error> {
        let right = caller.moderator()?;
        let now = self.clock.now();
        for case in self.queue(caller).await? {
            if case.is_taken_from(right.person(), now) {
                continue;
            }
            match self.stores.moderation.claim(&right, case.post, now, now.plus(-CLAIM_HOLDS)).await {
                Ok(()) => return Ok(Some(case)),
                // Another moderator was quicker.
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    /// Lets a case go that the caller took, for others to decide: it goes to the end of what she sees as free.
    ///
    /// # Errors
    /// As `queue`; `NotFound`.
    pub async fn pass_over(&self, caller: &Caller, topic: i64, number: i64) -> Result<Option<Case>, Error> {
        let (_, case) = self.case(caller, topic, number).await?;
        let right = caller.moderator()?;
        let now = self.clock.now();
        let free = |it: &Case| !it.is_taken_from(right.person(), now);
        let queue = self.queue(caller).await?;
        let at = queue.iter().position(|it| it.post == case.post).map_or(0, |at| at + 1);
        Ok(queue[at..].iter().chain(&queue[..at.saturating_sub(1)]).find(|it| free(it)).cloned())
    }

    /// A post as a case, with its space; also one that does not wait.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who does not moderate its space, `SecondFactor`, `NotFound`.
    pub async fn case(&self, caller: &Caller, topic: i64, number: i64) -> Result<(Space, Case), Error> {
        let right = caller.moderator()?;
        let case = self.stores.moderation.case(&right, topic, number).await?.ok_or(Error::NotFound)?;
        let spaces = self.spaces().await?;
        let space = spaces.iter().find(|it| it.id == case.space).ok_or(Error::NotFound)?;
        caller.space_moderator(space)?;
        Ok((space.clone(), case))
    }

    /// What readers said who pointed at a post, and what it said before it was corrected, each the oldest first.
    ///
    /// # Errors
    /// As `case`.
    pub async fn evidence(
        &self,
        caller: &Caller,
        case: &Case,
    ) -> Result<(Vec<Flag>, Vec<(Moment, String)>), Error> {
        let right = caller.moderator()?;
        let flags = self.stores.moderation.flags(&right, case.post).await?;
        Ok((flags, self.stores.forum.revisions(case.post).await?))
    }

    /// Decides about a post; `version` is that of the case that the moderator saw. Its author is told, with the reason.
    ///
    /// # Errors
    /// As `case`; `Invalid` if it is hidden without a reason; `Conflict` if somebody decided in between, or its author took it away.
    pub async fn decide(
        &self,
        caller: &Caller,
        (topic, number): (i64, i64),
        version: i64,
        verdict: Verdict,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (space, case) = self.case(caller, topic, number).await?;
        let right = caller.space_moderator(&space)?;
        let reason = Reason::parse_optional(fields.get(field::REASON))
            .map_err(|problem| Error::field(field::REASON, problem))?;
        if reason.is_none() && verdict == Verdict::Hidden {
            return Err(Error::field(field::REASON, Problem::Required));
        }
        if case.version != version || case.visible == Visible::Withdrawn {
            return Err(Error::Conflict);
        }
        let decision = Decision {
            by: Some(right.person()),
            at: self.clock.now(),
            verdict,
            reason: reason.map(|it| it.as_str().to_owned()),
            before: case.visible,
        };
        let deed = match verdict {
            Verdict::Hidden => Deed::PostHidden,
            Verdict::Kept if case.visible == Visible::Hidden => Deed::PostShown,
            Verdict::Kept => Deed::PostKept,
        };
        let log = Entry {
            reason: decision.reason.clone(),
            motive: listed_reason(fields),
            ..self.decided(&right, deed, &case)
        };
        self.stores.moderation.decide(&right, &case, &decision, &log).await?;
        self.written.doubt();
        self.follow_unseen_practices().await;
        let what = match (verdict, case.cause) {
            (Verdict::Hidden, Cause::Appealed) => Some("post_stays_hidden"),
            (Verdict::Hidden, _) => Some("post_hidden"),
            (Verdict::Kept, _) if case.visible == Visible::Hidden => Some("post_shown"),
            // Nobody is told that somebody pointed at her in vain.
            (Verdict::Kept, _) => None,
        };
        if let Some(what) = what {
            self.tell_of_decision(case.post, what, decision.reason.as_deref(), topic, number).await;
        }
        Ok(())
    }

    /// Takes one's own decision of the last minute back.
    ///
    /// # Errors
    /// As `case`; `Conflict` if it is too late, or somebody decided since.
    pub async fn undo_decision(&self, caller: &Caller, topic: i64, number: i64) -> Result<(), Error> {
        let (space, case) = self.case(caller, topic, number).await?;
        let right = caller.space_moderator(&space)?;
        if !case.can_be_undone_by(right.person(), self.clock.now()) {
            return Err(Error::Conflict);
        }
        let log = self.decided(&right, Deed::DecisionUndone, &case);
        self.stores.moderation.undo(&right, &case, &log).await?;
        self.written.doubt();
        self.follow_unseen_practices().await;
        let seen_again = case.decision.is_some_and(|it| it.before == Visible::Shown);
        if seen_again && case.visible == Visible::Hidden {
            self.tell_of_decision(case.post, "post_shown", None, topic, number).await;
        }
        Ok(())
    }

    fn decided(&self, right: &SpaceModerator, deed: Deed, case: &Case) -> Entry {
        let subject = Subject::Post(case.topic, case.number);
        self.entry_in(Some(right.space()), Some(right.person()), deed, subject)
    }
}
