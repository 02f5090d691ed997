//! The actions of a plan: told, corrected, followed, taken away. Who works on one does not stand in the way of who works on another.

use crate::access::Contributor;
use crate::error::Error;
use crate::platform::Platform;
use model::failure::Problem;
use model::fields::Fields;
use model::plans::{ActionContent, FollowContext, MOST_ACTIONS, PlanAction, action_field, follow_field};

impl Platform {
    /// Adds an action, or changes the one of this number; says its number. The form of one that is there carries under `SEEN` the seal of
    /// what stood in it. What is kept so already was sent twice.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about, `Conflict` if the action was changed since,
    /// `Invalid` with every refused field, or if the plan is full.
    pub async fn tell_action(
        &self,
        right: &Contributor,
        slug: &str,
        number: Option<u32>,
        fields: &Fields,
    ) -> Result<u32, Error> {
        let names = self.plan_names(right).await?;
        self.rework_plan(right, slug, |plan| {
            let old = match number {
                Some(number) => Some(plan.action(number).ok_or(Error::NotFound)?),
                None => None,
            };
            let held = old.and_then(|it| it.content.origin.as_ref()?.page);
            let mut content = names.lend_action(|context| ActionContent::parse(fields, context, held))?;
            if let Some(old) = old {
                if content != old.content {
                    let seal = fields.get(follow_field::SEEN);
                    let replaced = names.lend_action(|context| old.content.replaced(content, seal, context));
                    content = replaced.ok_or(Error::Conflict)?;
                }
            } else if !plan.takes_actions() {
                let most = Problem::TooManyValues { max: MOST_ACTIONS };
                return Err(Error::field(action_field::WHAT, most));
            }
            match number.and_then(|number| plan.actions.iter_mut().find(|it| it.number == number)) {
                Some(action) => {
                    action.content = content;
                    Ok(action.number)
                }
                None => {
                    plan.last_number += 1;
                    let number = plan.last_number;
                    plan.actions.push(PlanAction { number, content, follow_ups: Vec::new() });
                    Ok(number)
                }
            }
        })
        .await
    }

    /// Tells what was done of an action, and how far it is since.
    ///
    /// # Errors
    /// As `tell_action`; `Conflict` if somebody else told of the same action since the form was made.
    pub async fn follow_action(
        &self,
        right: &Contributor,
        slug: &str,
        number: u32,
        fields: &Fields,
    ) -> Result<(), Error> {
        let (names, today) = (self.names_for(right).await?, self.clock.now().day());
        self.rework_plan(right, slug, |plan| {
            let action = plan.actions.iter_mut().find(|it| it.number == number).ok_or(Error::NotFound)?;
            let followed = names.lend(|naming| action.followed(fields, &FollowContext { naming, today }))?;
            seen(fields, &action.follow_seal())?;
            *action = followed;
            Ok(())
        })
        .await
    }

    /// Takes away what was told of an action, as what names somebody; the form carries the seal of all that was told.
    ///
    /// # Errors
    /// As `follow_action`.
    pub async fn untell_action(
        &self,
        right: &Contributor,
        slug: &str,
        number: u32,
        fields: &Fields,
    ) -> Result<(), Error> {
        let at: usize = fields.get(follow_field::TOLD).parse().map_err(|_| Error::NotFound)?;
        self.rework_plan(right, slug, |plan| {
            let action = plan.actions.iter_mut().find(|it| it.number == number).ok_or(Error::NotFound)?;
            seen(fields, &action.follow_seal())?;
            *action = action.untold(at).ok_or(Error::NotFound)?;
            Ok(())
        })
        .await
    }

    /// Takes away an action that does not belong there, with all that was told of it; the form carries the seal of that.
    ///
    /// # Errors
    /// As `tell_action`; `Conflict` also if somebody told of it since.
    pub async fn remove_action(
        &self,
        right: &Contributor,
        slug: &str,
        number: u32,
        fields: &Fields,
    ) -> Result<(), Error> {
        let names = self.plan_names(right).await?;
        self.rework_plan(right, slug, |plan| {
            let action = plan.action(number).ok_or(Error::NotFound)?;
            seen(fields, &names.lend_action(|context| action.whole_seal(context)))?;
            plan.actions.retain(|it| it.number != number);
            Ok(())
        })
        .await
    }
}

/// What is wrong is said before who else changed it; what was changed meanwhile is never replaced unseen.
pub(super) fn seen(fields: &Fields, seal: &str) -> Result<(), Error> {
    if fields.get(follow_field::SEEN) == seal { Ok(()) } else { Err(Error::Conflict) }
}
