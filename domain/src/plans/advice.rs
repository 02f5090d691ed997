//! A recommendation on its way into a plan: what its action begins with, and the plans that it can go into.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::directory::Organization;
use model::fields::Fields;
use model::plans::{ActionContent, ActionPlan};
use model::projects::LessonFrom;

/// The report, in an address.
pub const REPORT: &str = "rapport";
/// Which of its recommendations, from one on.
pub const ADVICE_NUMBER: &str = "conseil";
/// The topic of an experience.
pub const TOPIC: &str = "sujet";

/// An organisation for which somebody enters plans, and those of its plans that are hers to change.
pub struct OwnPlans {
    /// Whose.
    pub organization: Organization,
    /// Which.
    pub plans: Vec<ActionPlan>,
}

impl Platform {
    /// What the form of an action begins with if the address names a recommendation that everybody reads.
    ///
    /// # Errors
    /// `Store`.
    pub async fn advised(&self, query: &Fields) -> Result<Option<Fields>, Error> {
        if let Some(slug) = query.filled(REPORT) {
            let works = self.works().await?;
            let Some(report) = works.find_activity(slug) else { return Ok(None) };
            let number = query.get(ADVICE_NUMBER).parse::<usize>().ok().and_then(|it| it.checked_sub(1));
            let advice = number.and_then(|at| report.report.advice.get(at));
            let page = format!("/projets/activites/{}", report.slug);
            return Ok(advice.map(|it| ActionContent::advised(it.as_str(), report.report.place, &page)));
        }
        let Some(topic) = query.get(TOPIC).parse::<i64>().ok() else { return Ok(None) };
        if !self.topics_read(&Caller::Visitor).await?.contains(&topic) {
            return Ok(None);
        }
        let lessons = self.lessons().await?;
        let advice = lessons.advice_of(&LessonFrom::Experience(topic));
        let page = format!("/forum/sujet/{topic}");
        Ok(advice.map(|it| ActionContent::advised(&it.text, it.place, &page)))
    }

    /// The plans that are somebody's to change, by their slugs, two of each organisation at most; nothing if she enters plans for none.
    ///
    /// # Errors
    /// `Store`.
    pub async fn own_plan_slugs(&self, caller: &Caller) -> Result<Option<Vec<String>>, Error> {
        let mut all: Option<Vec<String>> = None;
        for it in caller.person().into_iter().flat_map(|it| &it.affiliations) {
            if let Ok(right) = caller.contributor(it.organization) {
                all.get_or_insert_default().extend(self.stores.plans.slugs_to_change(&right).await?);
            }
        }
        Ok(all)
    }

    /// The organisations for which somebody enters plans, each with those that are hers to change.
    ///
    /// # Errors
    /// `Store`.
    pub async fn own_plans(&self, caller: &Caller) -> Result<Vec<OwnPlans>, Error> {
        let catalogue = self.catalogue().await?;
        let mut all = Vec::new();
        for it in caller.person().into_iter().flat_map(|it| &it.affiliations) {
            let organization = catalogue.get(it.organization);
            let (Some(organization), Ok(right)) = (organization, caller.contributor(it.organization)) else {
                continue;
            };
            let mut plans = self.plans_of(&right).await?;
            plans.retain(|it| right.decides() || !it.published);
            all.push(OwnPlans { organization: organization.clone(), plans });
        }
        Ok(all)
    }
}
