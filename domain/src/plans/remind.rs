//! Reminders: what is due within two weeks and what is late, told once to who looks after the organisation.

use super::Reminded;
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::{NoticeKind, Way};
use model::plans::{ActionPlan, Reminder};
use std::collections::HashSet;

impl Platform {
    /// Reminds organisations of what their published plans hold; says how many actions that were. Each is told of once for its day, however
    /// often this runs. What goes wrong with one plan does not keep the others waiting.
    ///
    /// # Errors
    /// `Store`, the first of them, after all plans had their turn.
    pub async fn remind_of_plans(&self) -> Result<usize, Error> {
        let plans = self.plans().await?;
        let made: HashSet<Reminded> = self.stores.plans.reminders_made().await?.into_iter().collect();
        let (mut told, mut failed) = (0, None);
        for plan in plans.all() {
            for kind in Reminder::ALL {
                let due = self.due_in(plan, *kind);
                let new: Vec<Reminded> = due.into_iter().filter(|it| !made.contains(it)).collect();
                match self.remind_of(plan, &new).await {
                    Ok(count) => told += count,
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
        }
        failed.map_or(Ok(told), Err)
    }

    fn due_in(&self, plan: &ActionPlan, kind: Reminder) -> Vec<Reminded> {
        let today = self.clock.now().day();
        let due = plan.actions.iter().filter(|it| it.state(today).reminder() == Some(kind));
        due.filter_map(|it| Some(Reminded { plan: plan.id, action: it.number, kind, due: it.due()? }))
            .collect()
    }

    /// One notice for all of them, to everybody who looks after the organisation. Where nobody does yet, they wait.
    async fn remind_of(&self, plan: &ActionPlan, new: &[Reminded]) -> Result<usize, Error> {
        let Some(first) = new.first() else { return Ok(0) };
        let people = self.stores.members.focal_points(plan.organization).await?;
        if people.is_empty() {
            return Ok(0);
        }
        let what = match first.kind {
            Reminder::Soon => "plan_soon",
            Reminder::Late => "plan_late",
        };
        let href = format!("/projets/plans/{}#action-{}", plan.slug, first.action);
        let mut notices = Vec::new();
        for person in &people {
            let settings = self.stores.notices.settings_of(*person).await?;
            if settings.is_some_and(|it| it.way(NoticeKind::Plan) != Way::Off) {
                let title = Some(plan.content.title.as_str());
                notices.push((*person, self.notice(NoticeKind::Plan, what, title, &href)));
            }
        }
        let marked = self.stores.plans.remind(new, &notices, self.clock.now()).await?;
        if marked > 0 {
            self.have_news(&people);
        }
        Ok(marked)
    }
}
