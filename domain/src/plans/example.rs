//! Example plans, which say *(exemple)*.

use crate::access::{Administrator, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::{example_fields, example_parts, wrong_example};
use model::audit::{Deed, Subject};
use model::fields::Fields;
use model::plans::{ActionPlan, follow_field};
use model::time::Day;

/// `= publisher | title`, then the form; below it `+ action` and `+ suite` (of the action before it) with theirs. A day may be written as so
/// many days from today: `+10` and `-20`, so that something is always late and something due.
const PLANS: &str = include_str!("../../data/example-plans.txt");
/// The milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

impl Platform {
    /// Loads the example plans of the example organisations, unless there are any; says how many there are.
    ///
    /// # Errors
    /// `Internal` if one does not pass the forms' own checks, `Store`.
    pub async fn load_example_plans(&self, right: &Administrator) -> Result<usize, Error> {
        if self.plans().await?.all().iter().any(|it| it.example) {
            return Ok(0);
        }
        let catalogue = self.catalogue().await?;
        let mut count = 0;
        for (head, body) in example_parts(PLANS) {
            let (publisher, title) = head.split_once(" | ").ok_or_else(|| wrong_example(head))?;
            let Some(publisher) = catalogue.find(publisher).filter(|it| it.example) else { continue };
            let librarian = right.librarian_of(publisher.id);
            let loaded = self.load_example_plan(&librarian.contributor(), title, body).await;
            let slug = loaded.map_err(|error| {
                if error.disaster().is_some() { error } else { wrong_example(&format!("{title}: {error}")) }
            })?;
            let entered = self.own_plan(&librarian.contributor(), &slug).await?;
            let version = entered.version;
            let plan = ActionPlan { published: true, example: true, version: version + 1, ..entered };
            let log = self.entry(librarian.person(), Deed::PlanPublished, Subject::Plan(plan.id));
            self.stores.plans.publish_plan(&librarian, &plan, version, &log).await?;
            count += 1;
        }
        self.plans.doubt();
        Ok(count)
    }

    async fn load_example_plan(&self, right: &Contributor, title: &str, body: &str) -> Result<String, Error> {
        let mut parts = body.split("\n+ ");
        let slug =
            self.enter_plan(right, &example_fields(title, parts.next().unwrap_or_default())).await?.slug;
        let mut number = 0;
        for part in parts {
            let (kind, lines) = part.split_once('\n').unwrap_or((part, ""));
            let mut fields = Fields::default();
            for (name, value) in lines.lines().filter_map(|line| line.split_once(" = ")) {
                fields.push(name, self.day_of(value.trim()));
            }
            match kind {
                "action" => number = self.tell_action(right, &slug, None, &fields).await?,
                "suite" => {
                    let plan = self.own_plan(right, &slug).await?;
                    let seal = plan.action(number).map(model::plans::PlanAction::follow_seal);
                    fields.push_some(follow_field::SEEN, seal);
                    self.follow_action(right, &slug, number, &fields).await?;
                }
                _ => return Err(wrong_example(kind)),
            }
        }
        Ok(slug)
    }

    /// A value with its first word as a day, if that is a number of days from today.
    fn day_of(&self, value: &str) -> String {
        let (first, rest) = value.split_once(' ').map_or((value, None), |(first, rest)| (first, Some(rest)));
        let days = first.strip_prefix(['+', '-']).and_then(|it| it.parse::<i64>().ok());
        let Some(days) = days else { return value.to_owned() };
        let days = if first.starts_with('-') { -days } else { days };
        let day: Day = self.clock.now().plus(days * DAY).day();
        rest.map_or_else(|| day.iso(), |rest| format!("{} {rest}", day.iso()))
    }
}
