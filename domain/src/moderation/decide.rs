//! Deciding about posts.

use super::acts::Act;
use super::queue::Decided;
use crate::access::{Caller, SpaceModerator};
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Revision, Space, Visible};
use model::moderation::{Case, Cause, Decision, Flag, ItemId, MeasureKind, Motive, Verdict, Why};

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
    /// As `case`; `Invalid` if it is hidden or shown again without a reason; `Conflict` if somebody decided in between, or it was erased.
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
        if case.version != version || (case.visible.is_erased() && !case.is_title_alone()) {
            return Err(Error::Conflict);
        }
        let hides = verdict == Verdict::Hidden;
        let shows_again = !hides && case.visible == Visible::Hidden && case.cause != Cause::Held;
        let motives = if hides { Motive::AGAINST } else { MeasureKind::PostShown.motives() };
        let why = match Why::parse(fields, motives) {
            Ok(why) => Some(why),
            // That nothing was found says why.
            Err(error) if error.problem == Problem::Required && !hides && !shows_again => None,
            Err(error) => return Err(error.into()),
        };
        let decision = Decision {
            by: Some(right.person()),
            at: self.clock.now(),
            verdict,
            reason: why.as_ref().map(|it| it.words.as_str().to_owned()),
            before: case.visible,
        };
        let deed = match verdict {
            Verdict::Hidden => Deed::PostHidden,
            Verdict::Kept if case.visible == Visible::Hidden => Deed::PostShown,
            Verdict::Kept => Deed::PostKept,
        };
        let log = self.decided(&right, deed, &case, why.as_ref());
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
            // What she asked for herself.
            (Verdict::Kept, Cause::Appealed) if shows_again => Some("post_shown"),
            // Nobody is told that somebody pointed at her in vain.
            (Verdict::Kept, _) => None,
        };
        if let Some(what) = what {
            let reason = decision.reason.as_deref();
            self.tell_of_decision(case.post, what, reason, case.topic, case.number).await;
        } else if let Some(why) = why.as_ref().filter(|_| shows_again) {
            let kind = MeasureKind::PostShown;
            self.tell_of_act(&right, Act { kind, post: case.post, why }).await;
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
        let log = self.decided(&right, Deed::DecisionUndone, &case, None);
        self.stores.moderation.undo(&right, &case, &log).await?;
        self.written.doubt();
        if let Some(decision) = &case.decision {
            let item = ItemId::Post(case.topic, case.number);
            self.stores.waiting.forget_decision(&caller.moderator()?, item, decision.at).await?;
        }
        self.follow_unseen_practices().await;
        let what = match (case.decision.map(|it| it.before), case.visible) {
            (Some(Visible::Shown), Visible::Hidden) => Some("post_shown"),
            (Some(Visible::Hidden), Visible::Shown) => Some("post_waits"),
            _ => None,
        };
        if let Some(what) = what {
            self.tell_of_decision(case.post, what, None, case.topic, case.number).await;
        }
        Ok(())
    }

    fn decided(&self, right: &SpaceModerator, deed: Deed, case: &Case, why: Option<&Why>) -> Entry {
        self.entry_of_act(right, deed, Subject::Post(case.topic, case.number), why)
    }
}
