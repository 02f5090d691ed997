//! Entering, changing, publishing, cancelling and throwing away meetings.

use crate::access::{Contributor, Librarian};
use crate::directory::unique_slug;
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::Names;
use model::audit::{Deed, Entry, Subject};
use model::events::{Event, EventContent, EventContext, EventReason, event_field as field};
use model::fields::Fields;
use model::id::EventId;
use model::projects::People;
use model::search::slug as slug_of;

/// Words of the site's own addresses under /agenda, which cannot be a meeting's.
const RESERVED: [&str; 1] = ["ma-place"];

impl Platform {
    /// Enters a meeting in an organisation's name; its readers do not see it yet.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn enter_event(&self, right: &Contributor, fields: &Fields) -> Result<Event, Error> {
        let names = self.names_for(right).await?;
        let content = event_content(&names, fields, None)?;
        let now = self.clock.now();
        let title = content.title.to_string();
        let taken = self.stores.events.event_slugs_like(&slug_of(&title)).await?;
        let event = Event {
            id: EventId::new(self.chance.uuid(now)),
            slug: unique_slug(&title, |slug| RESERVED.contains(&slug) || taken.iter().any(|it| it == slug)),
            organization: right.organization(),
            content,
            attendance: People::default(),
            published: false,
            example: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::EventEntered, Subject::Event(event.id));
        self.stores.events.put_event(right, &event, None, &log).await?;
        Ok(event)
    }

    /// Changes what is said of a meeting; `version` is the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about, `Conflict` if it was changed since, `Invalid` with
    /// every refused field.
    pub async fn change_event(
        &self,
        right: &Contributor,
        slug: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let old = self.own_event(right, slug).await?;
        if old.published && !right.decides() {
            return Err(Error::NotAllowed);
        }
        let names = self.names_for(right).await?;
        // What is wrong is said before who else changed it: both stand on one page, and the second costs another sending.
        let content = event_content(&names, fields, Some(&old))?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        let place = |it: &EventContent| (it.span, it.place, it.venue.clone(), it.link.clone());
        let moved = place(&content) != place(&old.content);
        let event = Event { content, updated_at: self.clock.now(), version: version + 1, ..old };
        let log = self.entry(right.person(), Deed::EventChanged, Subject::Event(event.id));
        self.stores.events.put_event(right, &event, Some(version), &log).await?;
        self.events.doubt();
        if event.published {
            self.fill_event(right, event.id).await;
            if moved && event.is_open(self.clock.now()) {
                self.tell_guests(&event, "event_moved", "").await;
            }
        }
        Ok(())
    }

    /// Shows a meeting to those for whom it is, or takes it away from them; nothing is deleted.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed in between.
    pub async fn show_event(&self, right: &Librarian, slug: &str, published: bool) -> Result<(), Error> {
        let old = self.own_event(&right.contributor(), slug).await?;
        if old.published == published {
            return Ok(());
        }
        let version = old.version;
        let now = self.clock.now();
        // What was told before it was noted when is as old as it is, also when it is shown again.
        let told_at = Some(old.content.told_at.unwrap_or(if published { now } else { old.created_at }));
        let content = EventContent { told_at, ..old.content };
        let event = Event { content, published, updated_at: now, version: version + 1, ..old };
        let deed = if published { Deed::EventPublished } else { Deed::EventWithdrawn };
        self.decide_event(right, &event, version, self.entry(right.person(), deed, Subject::Event(event.id)))
            .await
    }

    /// Says that a published meeting does not take place, and why; it stays in the agenda with that word.
    ///
    /// # Errors
    /// `NotFound` also for a draft, `Conflict` if it was changed in between, `Invalid` on `raison`.
    pub async fn cancel_event(&self, right: &Librarian, slug: &str, fields: &Fields) -> Result<(), Error> {
        let old = self.own_event(&right.contributor(), slug).await?;
        if !old.published {
            return Err(Error::NotFound);
        }
        let reason = EventReason::parse(fields.get(field::REASON))
            .map_err(|problem| Error::field(field::REASON, problem))?;
        if old.content.cancelled.as_ref() == Some(&reason) {
            return Ok(());
        }
        let version = old.version;
        let content = EventContent { cancelled: Some(reason.clone()), ..old.content };
        let event = Event { content, updated_at: self.clock.now(), version: version + 1, ..old };
        let log = Entry {
            reason: Some(reason.to_string()),
            ..self.entry(right.person(), Deed::EventCancelled, Subject::Event(event.id))
        };
        self.decide_event(right, &event, version, log).await?;
        if !event.is_over(self.clock.now()) {
            self.tell_guests(&event, "event_cancelled", reason.as_str()).await;
        }
        Ok(())
    }

    /// Throws a draft away; what is published is taken away from its readers first.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published.
    pub async fn discard_event(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let event = self.own_event(right, slug).await?;
        let log = self.entry(right.person(), Deed::EventDiscarded, Subject::Event(event.id));
        Ok(self.stores.events.remove_event(right, event.id, &log).await?)
    }

    async fn decide_event(
        &self,
        right: &Librarian,
        event: &Event,
        replaces: i64,
        log: Entry,
    ) -> Result<(), Error> {
        self.stores.events.publish_event(right, event, replaces, &log).await?;
        self.events.doubt();
        Ok(())
    }

    pub(super) async fn own_event(&self, right: &Contributor, slug: &str) -> Result<Event, Error> {
        let found = self.stores.events.event(slug).await?;
        found.filter(|it| it.organization == right.organization()).ok_or(Error::NotFound)
    }
}

/// What a form says; whether it takes place, and the report that was made of it, stay as they are.
fn event_content(names: &Names, fields: &Fields, old: Option<&Event>) -> Result<EventContent, Error> {
    let held = old.map(|it| it.content.domains.clone()).unwrap_or_default();
    let terms = names.catalogue.terms();
    let parsed =
        names.lend(|naming| EventContent::parse(fields, &EventContext { terms, naming, held: &held }))?;
    let held_path = old.and_then(|it| it.content.path);
    let held_campaign = old.and_then(|it| it.content.campaign);
    let held_project = old.and_then(|it| it.content.project);
    let old = old.map(|it| it.content.clone());
    let kept = old.map_or((None, None, None), |it| (it.cancelled, it.activity, it.told_at));
    let (cancelled, activity, told_at) = kept;
    // A project, a path or a campaign that is withdrawn stands in no form: what nobody could choose nobody took away.
    let unseen = held_path.filter(|it| names.paths.get(*it).is_none());
    let path = parsed.path.or(unseen);
    let unseen = held_campaign.filter(|it| names.campaigns.get(*it).is_none());
    let campaign = parsed.campaign.or(unseen);
    let unseen = held_project.filter(|it| names.project(*it).is_none());
    let project = parsed.project.or(unseen);
    Ok(EventContent { cancelled, activity, told_at, project, path, campaign, ..parsed })
}
