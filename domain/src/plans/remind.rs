//! Reminders: what is due within two weeks and what is late, told once to who looks after the organisation.

use super::Reminded;
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::NoticeKind;
use model::plans::{ActionPlan, Reminder};
use std::collections::HashSet;

impl Platform {
    /// Reminds organisations of what their published plans hold; says how many actions that were. Each is told of once for its day, however
    /// often this runs.
    ///
    /// # Errors
    /// `Store`.
    pub async fn remind_of_plans(&self) -> Result<usize, Error> {
        let plans = self.plans().await?;
        let made: HashSet<Reminded> = self.stores.plans.reminders_made().await?.into_iter().collect();
        let mut told = 0;
        for plan in plans.all() {
            for kind in Reminder::ALL {
                let due = self.due_in(plan, *kind);
                let new: Vec<Reminded> = due.into_iter().filter(|it| !made.contains(it)).collect();
                if !new.is_empty() {
                    told += self.remind_of(plan, &new).await?;
                }
            }
        }
        Ok(told)
    }

    fn due_in(&self, plan: &ActionPlan, kind: Reminder) -> Vec<Reminded> {
        let today = self.clock.now().day();
        let due = plan.actions.iter().filter(|it| it.state(today).reminder() == Some(kind));
        due.filter_map(|it| Some(Reminded { plan: plan.id, action: it.number, kind, due: it.due()? }))
            .collect()
    }

    /// One notice for all of them, to everybody who looks after the organisation. Where nobody does yet, they wait.
    async fn remind_of(&self, plan: &ActionPlan, new: &[Reminded]) -> Result<usize, Error> {
        let people = self.stores.members.focal_points(plan.organization).await?;
        if people.is_empty() {
            return Ok(0);
        }
        let mut marked: Vec<&Reminded> = Vec::new();
        for it in new {
            // Another process may have been quicker.
            if self.stores.plans.remind(*it, self.clock.now()).await? {
                marked.push(it);
            }
        }
        let Some(first) = marked.first() else { return Ok(0) };
        let what = match first.kind {
            Reminder::Soon => "plan_soon",
            Reminder::Late => "plan_late",
        };
        let href = format!("/projets/plans/{}#action-{}", plan.slug, first.action);
        for person in people {
            self.tell(person, NoticeKind::Plan, what, Some(plan.content.title.as_str()), &href).await;
        }
        Ok(marked.len())
    }
}
