//! Example data: loaded at the first start so that a newcomer sees a living site, removed with one command.

use super::keep::Change;
use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::directory::ImportOutcome;

/// Public facts in our own words and invented organisations marked *(exemple)*, in the format of the import.
const ORGANIZATIONS: &[u8] = include_bytes!("../../data/example-organizations.csv");

impl Platform {
    /// Loads the example organisations that are not there, their documents and common work, and the example spaces of the forum; says how many organisations were new.
    ///
    /// # Errors
    /// `Internal` if the data does not pass the import's own checks, `Store`.
    pub async fn load_example(&self, right: &Administrator) -> Result<usize, Error> {
        let plan = self.plan_import("example-organizations.csv", ORGANIZATIONS).await?;
        if let Some(refusal) = plan.preview.refusals.first() {
            return Err(Error::Internal(format!("example data: {refusal:?}").into()));
        }
        let changes: Vec<Change> = plan
            .changes
            .into_iter()
            .filter(|change| change.replaces.is_none())
            .map(|mut change| {
                change.organization.example = true;
                change
            })
            .collect();
        let log = self.entry(right.person(), Deed::ExampleLoaded, Subject::Site);
        self.apply(right, &changes, &log).await?;
        self.load_example_documents(right).await?;
        self.load_example_works(right).await?;
        self.load_example_campaigns(right).await?;
        self.load_example_events(right).await?;
        self.load_example_news(right).await?;
        self.load_example_plans(right).await?;
        self.load_example_paths(right).await?;
        self.load_example_forum(right).await?;
        Ok(plan.preview.count(ImportOutcome::Created))
    }

    /// Removes what was loaded as example data; says how many organisations went.
    ///
    /// # Errors
    /// `Store`.
    pub async fn remove_example(&self, right: &Administrator) -> Result<usize, Error> {
        self.forget_example_documents().await?;
        self.remove_example_forum(right).await?;
        self.stores.events.remove_example_events(right).await?;
        self.events.doubt();
        self.stores.projects.remove_example_works(right).await?;
        self.works.doubt();
        self.swots.doubt();
        self.stores.news.remove_example_articles(right).await?;
        self.news.doubt();
        self.stores.advocacy.remove_example_campaigns(right).await?;
        self.campaigns.doubt();
        self.stores.plans.remove_example_plans(right).await?;
        self.plans.doubt();
        self.stores.training.remove_example_paths(right).await?;
        self.paths.doubt();
        let catalogue = self.catalogue().await?;
        let changes: Vec<Change> =
            catalogue.all().filter(|it| it.example).map(|it| Change::delete(it.clone())).collect();
        let log = self.entry(right.person(), Deed::ExampleRemoved, Subject::Site);
        self.apply(right, &changes, &log).await?;
        Ok(changes.len())
    }
}
