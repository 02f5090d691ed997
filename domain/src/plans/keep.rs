//! Entering, changing, publishing and throwing away plans.

use crate::access::{Contributor, Librarian};
use crate::directory::unique_slug;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::fields::Fields;
use model::id::ActionPlanId;
use model::plans::{ActionPlan, PlanContent};
use model::search::slug as slug_of;

/// Words of the site's own addresses beside plans, which cannot be a plan's.
const RESERVED: [&str; 1] = ["ajouter"];
/// How often a change is tried again that touches nothing of what somebody else changed in this moment.
const TRIES: usize = 5;

impl Platform {
    /// Enters a plan in an organisation's name; its readers do not see it yet.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn enter_plan(&self, right: &Contributor, fields: &Fields) -> Result<ActionPlan, Error> {
        let names = self.plan_names(right).await?;
        let content = names.lend_plan(|context| PlanContent::parse(fields, context, None))?;
        let now = self.clock.now();
        let taken = self.stores.plans.plan_slugs(&slug_of(content.title.as_str())).await?;
        let plan = ActionPlan {
            id: ActionPlanId::new(self.chance.uuid(now)),
            slug: unique_slug(content.title.as_str(), |slug| {
                RESERVED.contains(&slug) || taken.iter().any(|it| it == slug)
            }),
            organization: right.organization(),
            content,
            actions: Vec::new(),
            last_number: 0,
            published: false,
            example: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::PlanEntered, Subject::Plan(plan.id));
        self.stores.plans.put_plan(right, &plan, None, Some(&log)).await?;
        Ok(plan)
    }

    /// Changes what is said of a plan as a whole. The form carries under `SEEN` the seal of what stood in it, so that somebody who
    /// tells of an action meanwhile does not stand in its way.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about, `Conflict` if the same was changed since,
    /// `Invalid` with every refused field.
    pub async fn change_plan(&self, right: &Contributor, slug: &str, fields: &Fields) -> Result<(), Error> {
        let names = self.plan_names(right).await?;
        self.rework_plan(right, slug, |plan| {
            let held = Some(&plan.content);
            let content = names.lend_plan(|context| PlanContent::parse(fields, context, held))?;
            // What is kept so already was sent twice.
            if content != plan.content {
                super::actions::seen(
                    fields,
                    &names.lend_plan(|context| plan.content.fields(context)).seal(),
                )?;
                plan.content = content;
            }
            Ok(())
        })
        .await
    }

    /// Shows a plan to everybody, or takes it away from its readers; nothing is deleted.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed in between.
    pub async fn show_plan(&self, right: &Librarian, slug: &str, published: bool) -> Result<(), Error> {
        let old = self.own_plan(&right.contributor(), slug).await?;
        if old.published == published {
            return Ok(());
        }
        let version = old.version;
        let plan = ActionPlan { published, updated_at: self.clock.now(), version: version + 1, ..old };
        let deed = if published { Deed::PlanPublished } else { Deed::PlanWithdrawn };
        let log = self.entry(right.person(), deed, Subject::Plan(plan.id));
        self.stores.plans.publish_plan(right, &plan, version, &log).await?;
        self.plans.doubt();
        Ok(())
    }

    /// Throws a draft away; what is published is taken away from its readers first.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published.
    pub async fn discard_plan(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let plan = self.own_plan(right, slug).await?;
        let log = self.entry(right.person(), Deed::PlanDiscarded, Subject::Plan(plan.id));
        Ok(self.stores.plans.remove_plan(right, plan.id, &log).await?)
    }

    /// The plan that she changes.
    pub(super) async fn own_plan(&self, right: &Contributor, slug: &str) -> Result<ActionPlan, Error> {
        let found = self.stores.plans.plan(slug).await?;
        let own = found.filter(|it| it.organization == right.organization()).ok_or(Error::NotFound)?;
        if own.published && !right.decides() { Err(Error::NotAllowed) } else { Ok(own) }
    }

    /// Changes a part of a plan as it is kept now. If somebody changes another part in the same moment, it is done anew with hers: `work`
    /// itself says what must not have changed.
    pub(super) async fn rework_plan<T: Send>(
        &self,
        right: &Contributor,
        slug: &str,
        work: impl Fn(&mut ActionPlan) -> Result<T, Error> + Send + Sync,
    ) -> Result<T, Error> {
        for _ in 0..TRIES {
            let old = self.own_plan(right, slug).await?;
            let mut plan = old.clone();
            let done = work(&mut plan)?;
            if plan == old {
                return Ok(done);
            }
            let replaces = plan.version;
            let plan = ActionPlan { updated_at: self.clock.now(), version: replaces + 1, ..plan };
            let log = self.entry(right.person(), Deed::PlanChanged, Subject::Plan(plan.id));
            let log = plan.published.then_some(&log);
            match self.stores.plans.put_plan(right, &plan, Some(replaces), log).await {
                Ok(()) => {
                    self.plans.doubt();
                    return Ok(done);
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Conflict)
    }
}
