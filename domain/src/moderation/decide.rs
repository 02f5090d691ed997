//! Deciding about posts.

use super::queue::Decided;
use crate::access::{Caller, SpaceModerator};
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Revision, Space, Visible, forum_field as field};
use model::moderation::{Case, Cause, Decision, Flag, ItemId, Reason, Verdict, listed_reason};

impl Platform {
    /// A post as a case, with its space; also one that does not wait.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who does not moderate its space, `SecondFactor`, `NotFound`.
    pub async fn case(&self, caller: &Caller, topic: i64, number: i64) -> Result<(Space, Case), Error> {
        let right = caller.moderator()?;
        let (topic, number) = self.found_at(topic, number).await?;
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
    pub async fn evidence(&self, caller: &Caller, case: &Case) -> Result<(Vec<Flag>, Vec<Revision>), Error> {
        let right = caller.moderator()?;
        let flags = self.stores.moderation.flags(&right, case.post).await?;
        Ok((flags, self.stores.forum.revisions(case.post).await?))
    }

    /// Decides about a post; `version` is that of the case that the moderator saw. Its author is told, with the reason.
    ///
    /// # Errors
    /// As `case`; `Invalid` if it is hidden without a reason; `Conflict` if somebody decided in between, or it was erased.
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
        if case.version != version || case.visible.is_erased() {
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
        if case.waiting {
            let appealed = case.cause == Cause::Appealed;
            let decided = Decided {
                item: ItemId::Post(case.topic, case.number),
                at: decision.at,
                space: Some(case.space),
                appealed,
                changed: appealed && verdict == Verdict::Kept,
                since: case.opened_at,
                before: None,
            };
            self.note_decision(&caller.moderator()?, decided).await;
        }
        self.follow_unseen_practices().await;
        if verdict == Verdict::Kept && case.cause == Cause::Held && case.visible == Visible::Hidden {
            self.pass_on_released(caller, &space, (case.topic, case.number)).await;
        }
        let what = match (verdict, case.cause) {
            (Verdict::Kept, Cause::Held) => Some("post_released"),
            (Verdict::Hidden, Cause::Appealed) => Some("post_stays_hidden"),
            (Verdict::Hidden, _) => Some("post_hidden"),
            (Verdict::Kept, _) if case.visible == Visible::Hidden => Some("post_shown"),
            // Nobody is told that somebody pointed at her in vain.
            (Verdict::Kept, _) => None,
        };
        if let Some(what) = what {
            let reason = decision.reason.as_deref();
            self.tell_of_decision(case.post, what, reason, case.topic, case.number).await;
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
        if let Some(decision) = &case.decision {
            let item = ItemId::Post(case.topic, case.number);
            self.stores.waiting.forget_decision(&caller.moderator()?, item, decision.at).await?;
        }
        self.follow_unseen_practices().await;
        let seen_again = case.decision.is_some_and(|it| it.before == Visible::Shown);
        if seen_again && case.visible == Visible::Hidden {
            self.tell_of_decision(case.post, "post_shown", None, case.topic, case.number).await;
        }
        Ok(())
    }

    fn decided(&self, right: &SpaceModerator, deed: Deed, case: &Case) -> Entry {
        let subject = Subject::Post(case.topic, case.number);
        self.entry_in(Some(right.space()), Some(right.person()), deed, subject)
    }
}
