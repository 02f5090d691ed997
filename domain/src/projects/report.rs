//! The report of an activity: begun by anybody of the organisation, told on by another, published by who decides.

use super::names::Names;
use crate::access::{Contributor, Librarian};
use crate::directory::unique_slug;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::forum::forum_field;
use model::id::ActivityId;
use model::projects::{Activity, Report, ReportContext, ReportStep, report_field as field};
use model::search::slug as slug_of;
use model::time::Day;

/// How often a screen is kept anew because another one was kept in the same moment.
const TRIES: usize = 5;

impl Platform {
    /// Begins a report with whatever of its screens stands in one form; what comes again under the id that a phone made is there once.
    /// Other parts of the site begin reports with it too: a meeting that is over has a title, a place, dates and counts already.
    ///
    /// # Errors
    /// `Invalid` with every refused field; a title and a kind are needed.
    pub async fn begin_report(&self, right: &Contributor, fields: &Fields) -> Result<Activity, Error> {
        let asked = ActivityId::parse(fields.get(forum_field::ID));
        if let Some(id) = asked
            && let Some(kept) = self.stores.projects.activity_by_id(id).await?
        {
            let is_ours = kept.organization == right.organization();
            return if is_ours { Ok(kept) } else { Err(Error::NotFound) };
        }
        let (names, today) = (self.names_for(right).await?, self.clock.now().day());
        let mut report = Report::default();
        let mut errors = Vec::new();
        for step in ReportStep::ALL {
            match told(&names, today, &report, *step, fields) {
                Ok(more) => report = more,
                Err(refused) => errors.extend(refused),
            }
        }
        for (name, lacks) in [(field::TITLE, report.title.is_none()), (field::KIND, report.kind.is_none())] {
            if lacks && !errors.iter().any(|it| it.field == name) {
                errors.push(FieldError::new(name, Problem::Required));
            }
        }
        if !errors.is_empty() {
            return Err(errors.into());
        }
        let now = self.clock.now();
        let title = report.title.as_ref().map(ToString::to_string).unwrap_or_default();
        let taken = self.stores.projects.slugs_like(&slug_of(&title)).await?;
        let activity = Activity {
            id: asked.unwrap_or_else(|| ActivityId::new(self.chance.uuid(now))),
            slug: unique_slug(&title, |slug| taken.iter().any(|it| it == slug)),
            organization: right.organization(),
            report,
            published: false,
            example: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::ActivityBegun, Subject::Activity(activity.id));
        self.stores.projects.put_activity(right, &activity, None, Some(&log)).await?;
        Ok(activity)
    }

    /// Keeps what the form of a screen says. Of a published report every screen must leave a whole.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about; `Invalid` with every refused field; `Conflict` if
    /// the same screen was told otherwise since its page was opened.
    pub async fn tell_report(
        &self,
        right: &Contributor,
        slug: &str,
        step: ReportStep,
        fields: &Fields,
    ) -> Result<(), Error> {
        let names = self.names_for(right).await?;
        for _ in 0..TRIES {
            let old = self.own_activity(right, slug).await?;
            if old.published && !right.decides() {
                return Err(Error::NotAllowed);
            }
            let report = told(&names, self.clock.now().day(), &old.report, step, fields)?;
            if report == old.report {
                return Ok(());
            }
            let seal = names.lend(|naming| old.report.fields(step, naming).seal());
            if fields.filled(field::SEEN).is_some_and(|seen| seen != seal) {
                return Err(Error::Conflict);
            }
            if old.published {
                report.whole()?;
            }
            let (version, published) = (old.version, old.published);
            let activity = Activity { report, updated_at: self.clock.now(), version: version + 1, ..old };
            let log = self.entry(right.person(), Deed::ActivityChanged, Subject::Activity(activity.id));
            let log = published.then_some(&log);
            match self.stores.projects.put_activity(right, &activity, Some(version), log).await {
                // Another screen was kept in this moment.
                Err(StoreError::Conflict) => {}
                kept => {
                    self.works.doubt();
                    return Ok(kept?);
                }
            }
        }
        Err(Error::Conflict)
    }

    /// Shows a report to everybody once nothing is missing, or takes it away from its readers.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed in between; `Invalid` with each screen that must still be told.
    pub async fn show_activity(&self, right: &Librarian, slug: &str, published: bool) -> Result<(), Error> {
        let old = self.own_activity(&right.contributor(), slug).await?;
        if old.published == published {
            return Ok(());
        }
        if published {
            old.report.whole()?;
        }
        let version = old.version;
        let activity = Activity { published, updated_at: self.clock.now(), version: version + 1, ..old };
        let deed = if published { Deed::ActivityPublished } else { Deed::ActivityWithdrawn };
        let log = self.entry(right.person(), deed, Subject::Activity(activity.id));
        self.stores.projects.publish_activity(right, &activity, version, &log).await?;
        self.works.doubt();
        Ok(())
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published.
    pub async fn discard_activity(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let activity = self.own_activity(right, slug).await?;
        let log = self.entry(right.person(), Deed::ActivityDiscarded, Subject::Activity(activity.id));
        Ok(self.stores.projects.remove_activity(right, activity.id, &log).await?)
    }

    async fn own_activity(&self, right: &Contributor, slug: &str) -> Result<Activity, Error> {
        let found = self.stores.projects.activity(slug).await?;
        found.filter(|it| it.organization == right.organization()).ok_or(Error::NotFound)
    }
}

/// A report with what the form of a screen says.
fn told(
    names: &Names,
    today: Day,
    report: &Report,
    step: ReportStep,
    fields: &Fields,
) -> Result<Report, Vec<FieldError>> {
    let terms = names.catalogue.terms();
    names.lend(|naming| report.tell(step, fields, &ReportContext { terms, naming, today }))
}
