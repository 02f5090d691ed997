//! Example meetings: sessions of which the dates are public, and invented ones that say *(exemple)* and lie some days ahead.

use crate::access::{Administrator, Librarian};
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::{example_fields, example_parts};
use model::audit::{Deed, Subject};
use model::events::{Event, EventContent, event_field as field};
use model::fields::Fields;

/// As the examples of common work; `dans = 12` is the day after so many, `rapport` the report that was made of it.
const MEETINGS: &str = include_str!("../../data/example-events.txt");
const DAY: i64 = 24 * 60 * 60 * 1000;

impl Platform {
    /// Loads the example meetings of the example organisations, unless there are any.
    ///
    /// # Errors
    /// `Internal` if one does not pass the form's own checks, `Store`.
    pub async fn load_example_events(&self, right: &Administrator) -> Result<(), Error> {
        if self.events().await?.all().iter().any(|it| it.example) {
            return Ok(());
        }
        let catalogue = self.catalogue().await?;
        for (head, body) in example_parts(MEETINGS) {
            let wrong = |error: &dyn std::fmt::Display| {
                Error::Internal(format!("example data: {head}: {error}").into())
            };
            let [_, publisher, title] = head.split(" | ").collect::<Vec<_>>()[..] else {
                return Err(wrong(&"three parts"));
            };
            let Some(publisher) = catalogue.find(publisher).filter(|it| it.example) else { continue };
            let mut fields = example_fields(title, body);
            if let Ok(days) = fields.get("dans").parse::<i64>() {
                fields.push(field::FROM, self.clock.now().plus(days * DAY).day().iso());
            }
            let loaded = self.load_example_event(&right.librarian_of(publisher.id), &fields).await;
            loaded.map_err(|error| if error.disaster().is_some() { error } else { wrong(&error) })?;
        }
        self.events.doubt();
        Ok(())
    }

    async fn load_example_event(&self, librarian: &Librarian, fields: &Fields) -> Result<(), Error> {
        let entered = self.enter_event(&librarian.contributor(), fields).await?;
        let works = self.works().await?;
        let activity = fields.filled("rapport").and_then(|slug| works.find_activity(slug)).map(|it| it.id);
        let version = entered.version;
        let content = EventContent { activity, ..entered.content };
        let event = Event { content, published: true, example: true, version: version + 1, ..entered };
        let log = self.entry(librarian.person(), Deed::EventPublished, Subject::Event(event.id));
        Ok(self.stores.events.publish_event(librarian, &event, version, &log).await?)
    }
}
