//! Reading the agenda: what is published stands in memory, drafts are read for those who work on them.

use crate::access::{Caller, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use model::browse::Ignored;
use model::events::{Event, EventFilter, Events, FoundEvents};
use model::fields::Fields;
use std::sync::Arc;

/// What a query finds of meetings.
pub struct FoundMeetings {
    /// What it was narrowed to.
    pub filter: EventFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// Where what was found stands in the list.
    pub found: FoundEvents,
    /// The list.
    pub events: Arc<Events>,
}

impl Platform {
    /// Everything that is published, also what is for members alone.
    ///
    /// # Errors
    /// `Store`.
    pub async fn events(&self) -> Result<Arc<Events>, Error> {
        Ok(self.versioned_events().await?.1)
    }

    pub(crate) async fn versioned_events(&self) -> Result<(i64, Arc<Events>), Error> {
        let ask = || async { Ok(self.stores.events.events_version().await?) };
        let load = || async { Ok(Events::new(self.stores.events.published_events().await?)) };
        self.events.get(self.clock.as_ref(), 0, ask, load).await
    }

    /// The meetings that a query asks for, as far as the caller may read them.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_events(&self, caller: &Caller, query: &Fields) -> Result<FoundMeetings, Error> {
        let (catalogue, events) = (self.catalogue().await?, self.events().await?);
        let (filter, ignored) = EventFilter::parse(query, catalogue.terms());
        let found = events.browse(&filter, catalogue.terms(), self.clock.now(), caller.member().is_ok());
        Ok(FoundMeetings { filter, ignored, found, events })
    }

    /// The meeting of this slug, if it is published for the caller or hers to work on.
    ///
    /// # Errors
    /// `NotFound`: of what is not for her nothing is told.
    pub async fn visible_event(&self, caller: &Caller, slug: &str) -> Result<Event, Error> {
        let it = match self.events().await?.find(slug) {
            Some(it) => it.clone(),
            None => self.stores.events.event(slug).await?.ok_or(Error::NotFound)?,
        };
        if it.is_read_by(caller.member().is_ok()) || caller.contributor(it.organization).is_ok() {
            Ok(it)
        } else {
            Err(Error::NotFound)
        }
    }

    /// The meeting of this slug as it is kept now, with the right to change it: what is published is changed by who decides.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for what is not for her, `NotAllowed` for what is published and not hers to decide about.
    pub async fn event_to_change(&self, caller: &Caller, slug: &str) -> Result<(Contributor, Event), Error> {
        let (right, it) = self.event_of_hers(caller, slug).await?;
        if it.published && !right.decides() { Err(Error::NotAllowed) } else { Ok((right, it)) }
    }

    /// The meeting of this slug as it is kept now, with the right to work on it in its organisation's name.
    ///
    /// # Errors
    /// `SignIn`, `SecondFactor`; `NotFound` also for what is not for her; `NotAllowed` for what she reads alone.
    pub async fn event_of_hers(&self, caller: &Caller, slug: &str) -> Result<(Contributor, Event), Error> {
        caller.signed_in()?;
        let it = self.stores.events.event(slug).await?.ok_or(Error::NotFound)?;
        match caller.contributor(it.organization) {
            Ok(right) => Ok((right, it)),
            // Staff are told what they lack.
            Err(Error::SecondFactor) => Err(Error::SecondFactor),
            Err(refusal) if it.published => Err(refusal),
            Err(_) => Err(Error::NotFound),
        }
    }

    /// The meetings of an organisation, the last to begin first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn events_of(&self, right: &Contributor) -> Result<Vec<Event>, Error> {
        Ok(self.stores.events.events_of(right).await?)
    }
}
