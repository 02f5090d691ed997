//! Registering for a meeting: a member as herself, a visitor by a first name and the words with which she comes back.

use crate::access::{Caller, Contributor, Host, Oneself};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{DisplayName, NoticeKind, Words};
use model::events::{Event, Guest, Need, Registration, Seats, registration_field as field};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{EventId, PersonId, RegistrationId};
use model::time::Moment;

/// The words of the code with which a visitor comes back: 50 bits.
const CODE_WORDS: usize = 5;
/// Members are reminded so long before a meeting begins: a day.
const BEFORE: i64 = 24 * 60 * 60 * 1000;

/// Somebody to be reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Her registration.
    pub registration: RegistrationId,
    /// Who.
    pub person: PersonId,
    /// Of which meeting.
    pub event: EventId,
}

/// Keeps who comes to meetings.
#[async_trait]
pub trait RegistrationStore: Send + Sync {
    /// Keeps a registration, and says whether she waits for a place. Of a member who registered before only what she needs changes.
    async fn register(&self, it: &Registration, code_hash: Option<&str>) -> Result<bool, StoreError>;

    /// Her registration for a meeting.
    async fn own_registration(
        &self,
        right: &Oneself,
        event: EventId,
    ) -> Result<Option<Registration>, StoreError>;

    /// All of hers.
    async fn own_registrations(&self, right: &Oneself) -> Result<Vec<Registration>, StoreError>;

    /// The registration of whoever has the words of this hash.
    async fn registration_by_code(&self, code_hash: &str) -> Result<Option<Registration>, StoreError>;

    /// Takes a registration away, gives its place to who waits, and names the members who have one now.
    async fn leave(&self, id: RegistrationId) -> Result<Vec<PersonId>, StoreError>;

    /// Gives free places to who waits, and names the members among them.
    async fn fill(&self, right: &Contributor, event: EventId) -> Result<Vec<PersonId>, StoreError>;

    /// How many places are taken.
    async fn seats(&self, event: EventId) -> Result<Seats, StoreError>;

    /// Who comes: those with a place first, each in the order in which they registered.
    async fn guests(&self, right: &Host, event: EventId) -> Result<Vec<Guest>, StoreError>;

    /// Marks when somebody came to a meeting of the organisation that the right is about, or that she did not; says whether that changed
    /// anything. `Conflict` if there is no such registration.
    async fn set_came(
        &self,
        right: &Host,
        event: EventId,
        id: RegistrationId,
        at: Option<Moment>,
    ) -> Result<bool, StoreError>;

    /// How many came.
    async fn came(&self, event: EventId) -> Result<u32, StoreError>;

    /// The members who registered.
    async fn members_coming(&self, event: EventId) -> Result<Vec<PersonId>, StoreError>;

    /// The members with a place in a meeting that begins after `now` and at `until` at the latest, who were not reminded and registered
    /// more than `before` milliseconds before it begins.
    async fn reminders_due(
        &self,
        now: Moment,
        until: Moment,
        before: i64,
    ) -> Result<Vec<Reminder>, StoreError>;

    /// Marks that she was reminded; says whether she was not before.
    async fn reminded(&self, id: RegistrationId, now: Moment) -> Result<bool, StoreError>;
}

impl Platform {
    /// Registers the caller for a meeting that she sees: as herself, or by the name in the form. A visitor is told words with which she
    /// comes back.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with every refused field, or if nobody registers any more.
    pub async fn register(
        &self,
        caller: &Caller,
        slug: &str,
        fields: &Fields,
    ) -> Result<(Registration, Option<Words>), Error> {
        let event = self.visible_event(caller, slug).await?;
        let needs = Need::parse_all(fields);
        let own = caller.oneself().ok();
        let name = match own {
            Some(_) => Ok(None),
            None => DisplayName::parse(fields.get(field::NAME))
                .map(Some)
                .map_err(|problem| Error::field(field::NAME, problem)),
        };
        let (name, needs) = (name?, needs?);
        if own.is_none() {
            self.filled_in_by_a_person(fields)?;
        }
        if !event.is_open(self.clock.now()) {
            return Err(Error::field(field::NEEDS, Problem::RegistrationClosed));
        }
        let made_at = self.clock.now();
        let words = own.is_none().then(|| self.words(CODE_WORDS));
        let registration = Registration {
            id: RegistrationId::new(self.chance.uuid(made_at)),
            event: event.id,
            person: own.map(|it| it.person()),
            name,
            needs,
            waiting: false,
            made_at,
            came_at: None,
        };
        let hash = words.as_ref().map(|words| self.place_hash(words));
        let waiting = self.stores.registrations.register(&registration, hash.as_deref()).await?;
        Ok((Registration { waiting, ..registration }, words))
    }

    /// Her registration for a meeting; nothing for a visitor.
    ///
    /// # Errors
    /// `Store`.
    pub async fn own_registration(
        &self,
        caller: &Caller,
        event: EventId,
    ) -> Result<Option<Registration>, Error> {
        match caller.oneself() {
            Ok(right) => Ok(self.stores.registrations.own_registration(&right, event).await?),
            Err(_) => Ok(None),
        }
    }

    /// The registration of whoever has these words, with its meeting if that can still be read.
    ///
    /// # Errors
    /// `Invalid` on `code`.
    pub async fn registration_by_code(&self, code: &str) -> Result<(Registration, Option<Event>), Error> {
        let wrong = || Error::field("code", Problem::WrongCode);
        let words = Words::read(code).ok_or_else(wrong)?;
        let found = self.stores.registrations.registration_by_code(&self.place_hash(&words)).await?;
        let found = found.ok_or_else(wrong)?;
        let event = self.events().await?.get(found.event).cloned();
        Ok((found, event))
    }

    /// She does not come: her place is somebody else's.
    ///
    /// # Errors
    /// `Store`.
    pub async fn leave_event(&self, registration: &Registration) -> Result<(), Error> {
        let people = self.stores.registrations.leave(registration.id).await?;
        self.tell_of_places(&people, registration.event).await;
        Ok(())
    }

    /// How many places of a meeting are taken.
    ///
    /// # Errors
    /// `Store`.
    pub async fn seats(&self, event: &Event) -> Result<Seats, Error> {
        Ok(self.stores.registrations.seats(event.id).await?)
    }

    /// Who comes to a meeting of her own organisation.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` also for what is not for her; `NotAllowed` for whoever is not of that organisation.
    pub async fn guests(&self, caller: &Caller, slug: &str) -> Result<(Event, Vec<Guest>), Error> {
        let (_, event) = self.event_of_hers(caller, slug).await?;
        let right = caller.host(event.organization)?;
        let guests = self.stores.registrations.guests(&right, event.id).await?;
        Ok((event, guests))
    }

    /// Whether the caller is told where exactly a meeting is.
    ///
    /// # Errors
    /// `Store`.
    pub async fn tells_place(&self, caller: &Caller, event: &Event) -> Result<bool, Error> {
        if event.tells_everybody() || caller.contributor(event.organization).is_ok() {
            return Ok(true);
        }
        Ok(self.own_registration(caller, event.id).await?.is_some_and(|it| !it.waiting))
    }

    /// Reminds members of meetings that begin within a day; says how many.
    ///
    /// # Errors
    /// `Store`.
    pub async fn remind_of_events(&self) -> Result<usize, Error> {
        let now = self.clock.now();
        let due = self.stores.registrations.reminders_due(now, now.plus(BEFORE), BEFORE).await?;
        let mut told = 0;
        for it in due {
            let marked = self.stores.registrations.reminded(it.registration, now).await?;
            let events = self.events().await?;
            if let Some(event) = events.get(it.event).filter(|event| marked && event.is_open(now)) {
                self.tell_of_event(it.person, "event_tomorrow", event, "").await;
                told += 1;
            }
        }
        Ok(told)
    }

    /// Gives places that a change made free to those who wait.
    pub(super) async fn fill_event(&self, right: &Contributor, event: EventId) {
        // The change is kept; a place that cannot be given now is given when the next one leaves.
        let people = self.stores.registrations.fill(right, event).await.unwrap_or_default();
        self.tell_of_places(&people, event).await;
    }

    /// Tells the members who registered what became of a meeting.
    pub(super) async fn tell_guests(&self, event: &Event, what: &str, why: &str) {
        let people = self.stores.registrations.members_coming(event.id).await.unwrap_or_default();
        for person in people {
            self.tell_of_event(person, what, event, why).await;
        }
    }

    async fn tell_of_places(&self, people: &[PersonId], event: EventId) {
        let Ok(events) = self.events().await else { return };
        let Some(event) = events.get(event) else { return };
        for person in people {
            self.tell_of_event(*person, "event_place", event, "").await;
        }
    }

    async fn tell_of_event(&self, person: PersonId, what: &str, event: &Event, why: &str) {
        let title = event.content.title.to_string();
        let who = if why.is_empty() { title } else { format!("{title}. {why}") };
        let href = format!("/agenda/{}", event.slug);
        self.tell(person, NoticeKind::Event, what, Some(&who), &href).await;
    }

    fn place_hash(&self, words: &Words) -> String {
        self.sealed("place", words.as_str())
    }
}
