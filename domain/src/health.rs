//! How the site is: what the machine says, and what waits in the database.

use crate::access::Administrator;
use crate::error::Error;
use crate::library::Room;
use crate::outside::MachineFacts;
use crate::platform::Platform;
use model::library::{Document, Progress};

/// How the site is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteHealth {
    /// What the machine says; nothing where it is not known (tests).
    pub machine: Option<MachineFacts>,
    /// How many people have an account.
    pub people: usize,
    /// How many organisations there are, whatever their state.
    pub organizations: usize,
    /// How many files wait for the workshop, or are in it.
    pub files_waiting: usize,
    /// How many files the workshop could not read: they stand as they came.
    pub files_given_up: usize,
    /// The most bytes of files that one person keeps now, and may keep.
    pub fullest: Room,
    /// How many people have less than a tenth of their room left.
    pub people_without_room: usize,
    /// How many letters wait for the mail server.
    pub letters_waiting: usize,
    /// How many letters were given up.
    pub letters_given_up: usize,
}

impl Platform {
    /// How the site is now.
    ///
    /// # Errors
    /// `Store`.
    pub async fn site_health(&self, right: &Administrator) -> Result<SiteHealth, Error> {
        let count = |number: i64| usize::try_from(number).unwrap_or_default();
        let (waiting, given_up) = self.stores.notices.letters_waiting().await?;
        let machine = match &self.machine {
            Some(machine) => Some(machine.facts().await),
            None => None,
        };
        let shelves = self.shelves().await?;
        let files = || shelves.all().flat_map(Document::sent);
        let rooms = self.stores.library.bytes_sent_by_each(right).await?.into_iter();
        let rooms: Vec<Room> = rooms.map(|used| Room { used, most: self.room }).collect();
        Ok(SiteHealth {
            machine,
            fullest: Room { used: rooms.iter().map(|it| it.used).max().unwrap_or(0), most: self.room },
            people_without_room: rooms.iter().filter(|it| it.is_nearly_full()).count(),
            files_waiting: files()
                .filter(|it| matches!(it.progress, Progress::Waiting | Progress::Working))
                .count(),
            files_given_up: files().filter(|it| it.progress == Progress::Failed).count(),
            people: count(self.stores.members.count_people(right).await?),
            organizations: self.catalogue().await?.all().count(),
            letters_waiting: count(waiting),
            letters_given_up: count(given_up),
        })
    }
}
