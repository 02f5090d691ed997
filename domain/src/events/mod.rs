//! Meetings: entered by members, published by who decides for their organisation, read in the agenda and in calendars.

mod browse;
mod calendar;
mod came;
mod close;
mod example;
mod keep;
mod register;

pub use browse::FoundMeetings;
pub use calendar::{calendar, calendar_of};
pub use came::Admitted;
pub use close::{FEWER, MORE};
pub use register::{RegistrationStore, Reminder};

use crate::access::{Administrator, Contributor, Librarian};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::events::Event;
use model::forum::{Age, Sex};
use model::id::EventId;
use model::projects::Situation;

/// Keeps meetings.
#[async_trait]
pub trait EventStore: Send + Sync {
    /// A number that grows with every change of what is published.
    async fn events_version(&self) -> Result<i64, StoreError>;

    /// Every published meeting, in no order.
    async fn published_events(&self) -> Result<Vec<Event>, StoreError>;

    /// The meeting with this slug, published or not.
    async fn event(&self, slug: &str) -> Result<Option<Event>, StoreError>;

    /// The slugs that are this one or this one with a number.
    async fn event_slugs_like(&self, slug: &str) -> Result<Vec<String>, StoreError>;

    /// The meetings of an organisation, the last to begin first.
    async fn events_of(&self, right: &Contributor) -> Result<Vec<Event>, StoreError>;

    /// Keeps a meeting of the organisation that the right is about; `replaces` is the version that it takes the place of, nothing for a
    /// new one. `Conflict` if it was changed in between, if its slug is taken, or if it is published and not hers to decide about.
    async fn put_event(
        &self,
        right: &Contributor,
        event: &Event,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The same for a meeting that its readers see from now on, or no longer, or that does not take place.
    async fn publish_event(
        &self,
        right: &Librarian,
        event: &Event,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The same for a meeting of which a report was made, by whoever of the organisation made it.
    async fn link_report(
        &self,
        right: &Contributor,
        event: &Event,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Counts one more at the door, or one fewer. `Conflict` if it is no meeting of the organisation that the right is about.
    async fn count_attendance(
        &self,
        right: &Contributor,
        event: EventId,
        cell: (Sex, Age, Situation),
        more: bool,
    ) -> Result<(), StoreError>;

    /// Removes a draft of a meeting. `Conflict` if it is none.
    async fn remove_event(&self, right: &Contributor, id: EventId, log: &Entry) -> Result<(), StoreError>;

    /// Removes the meetings that are example data.
    async fn remove_example_events(&self, right: &Administrator) -> Result<(), StoreError>;
}
