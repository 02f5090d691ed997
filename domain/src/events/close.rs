//! A meeting that took place: who came is counted at the door, and what came of it becomes the report of an activity.

use crate::access::Contributor;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::events::{Event, EventContent};
use model::fields::Fields;
use model::forum::forum_field;
use model::id::ActivityId;
use model::projects::{Activity, People, Report, ReportStep, report_field as field};
use uuid::Uuid;

/// The button that counts one more.
pub const MORE: &str = "plus";
/// The button that takes one away.
pub const FEWER: &str = "moins";

impl Platform {
    /// Counts somebody at the door, or takes one away.
    ///
    /// # Errors
    /// `NotFound`, `Unreadable` for a cell that there is not.
    pub async fn count_at_door(&self, right: &Contributor, slug: &str, fields: &Fields) -> Result<(), Error> {
        let event = self.own_event(right, slug).await?;
        let more = fields.filled(MORE);
        let name = more.or_else(|| fields.filled(FEWER)).ok_or(Error::Unreadable)?;
        let cell =
            People::cells().find(|(sex, age, situation)| People::field(*sex, *age, *situation) == name);
        let cell = cell.ok_or(Error::Unreadable)?;
        Ok(self.stores.events.count_attendance(right, event.id, cell, more.is_some()).await?)
    }

    /// The report that was begun of a meeting, if there is one.
    ///
    /// # Errors
    /// `Store`.
    pub async fn report_of_event(&self, _: &Contributor, event: &Event) -> Result<Option<Activity>, Error> {
        match event.content.activity {
            Some(id) => Ok(self.stores.projects.activity_by_id(id).await?),
            None => Ok(None),
        }
    }

    /// What the closing form begins with: who was counted at the door, or else how many came with a slip. Whoever was counted both ways
    /// is one person, so the two are never added up.
    pub fn counted_at_door(&self, names: &crate::projects::Names, event: &Event, came: u32) -> Fields {
        let nobody = event.attendance.total().unwrap_or(0) == 0;
        let slips = People::default().saying(None, None, Some(came));
        let people = if nobody && came > 0 { slips } else { event.attendance };
        let report = Report { people, ..Report::default() };
        names.lend(|naming| report.fields(ReportStep::People, naming))
    }

    /// Begins the report of a meeting with what the agenda knows of it and what the form says; a meeting has one report, however often
    /// its form comes.
    ///
    /// # Errors
    /// `NotFound` also for a meeting that was called off; `Invalid` with every refused field, also if it has not begun.
    pub async fn close_event(
        &self,
        right: &Contributor,
        slug: &str,
        fields: &Fields,
    ) -> Result<Activity, Error> {
        let event = self.own_event(right, slug).await?;
        if event.content.cancelled.is_some() {
            return Err(Error::NotFound);
        }
        let report = self.report_form(right, &event, fields).await?;
        let activity = self.begin_report(right, &report).await?;
        if event.content.activity != Some(activity.id) {
            let version = event.version;
            let content = EventContent { activity: Some(activity.id), ..event.content };
            let event = Event { content, updated_at: self.clock.now(), version: version + 1, ..event };
            let log = self.entry(right.person(), Deed::EventChanged, Subject::Event(event.id));
            self.stores.events.link_report(right, &event, version, &log).await?;
            self.events.doubt();
        }
        Ok(activity)
    }

    /// The form of a report, with what is known of the meeting in the place of what a form could say otherwise.
    async fn report_form(
        &self,
        right: &Contributor,
        event: &Event,
        fields: &Fields,
    ) -> Result<Fields, Error> {
        let names = self.names_for(right).await?;
        let own = &event.content;
        let known = names.lend(|naming| own.fields(naming));
        let seal = self.sealed("report of a meeting", &event.id.to_string());
        let id = ActivityId::new(Uuid::new_v5(&Uuid::NAMESPACE_OID, seal.as_bytes()));
        let mut report = Fields::default();
        report.push(forum_field::ID, id.to_string());
        let taken_over = [
            field::TITLE,
            field::KIND,
            field::PROJECT,
            field::SERIES,
            field::DOMAINS,
            field::REGION,
            field::COMMUNE,
            field::FROM,
            field::TO,
            field::PROGRAMME,
        ];
        for (name, value) in known.pairs().iter().filter(|(name, _)| taken_over.contains(&name.as_str())) {
            report.push(name.as_str(), value.as_str());
        }
        let organizer = names.catalogue.get(right.organization()).map(|it| it.name.to_string());
        report.push_some(field::ORGANIZERS, organizer);
        let is_new =
            |name: &str| !taken_over.contains(&name) && name != field::ORGANIZERS && name != forum_field::ID;
        for (name, value) in fields.pairs().iter().filter(|(name, _)| is_new(name)) {
            report.push(name.as_str(), value.as_str());
        }
        Ok(report)
    }
}
