//! The platform: the stores, the clock and chance, and what is kept in memory.

use crate::accounts::{AtRest, Delays, PassphraseHasher, SessionCache, Spent};
use crate::cache::{Cache, Versioned};
use crate::error::Error;
use crate::forum::{MOST_KEPT, Pace, PostsKept, Standing, Writings};
use crate::library::ROOM;
use crate::library::workshop::Workshop;
use crate::notices::Bell;
use crate::outside::{Chance, Clock, Machine, hex};
use crate::push::Bells;
use crate::stores::Stores;
use model::accounts::Words;
use model::advocacy::Campaigns;
use model::directory::Catalogue;
use model::events::Events;
use model::forum::{Experiences, Space, Topic};
use model::id::TopicId;
use model::library::Shelves;
use model::news::News;
use model::plans::ActionPlans;
use model::projects::{Lessons, Swots, Works};
use model::site::SiteSettings;
use model::training::Paths;
use sha2::{Digest, Sha256};
use std::ops::Deref;
use std::sync::Arc;

/// What every deed needs. One counter for all its parts: each request clones it several times, on every core.
#[derive(Clone)]
pub struct Platform(Arc<Parts>);

/// The platform's parts.
#[derive(Clone)]
pub struct Parts {
    pub(crate) stores: Stores,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) catalogue: Arc<Cache<Catalogue>>,
    pub(crate) shelves: Arc<Cache<Shelves>>,
    pub(crate) works: Arc<Cache<Works>>,
    pub(crate) lessons: Arc<Cache<Lessons>>,
    pub(crate) events: Arc<Cache<Events>>,
    pub(crate) news: Arc<Cache<News>>,
    pub(crate) campaigns: Arc<Cache<Campaigns>>,
    pub(crate) plans: Arc<Cache<ActionPlans>>,
    pub(crate) swots: Arc<Cache<Swots>>,
    pub(crate) paths: Arc<Cache<Paths>>,
    pub(crate) spaces: Arc<Cache<Vec<Space>>>,
    /// The version of what is written in the forum, and nothing more.
    pub(crate) written: Arc<Cache<()>>,
    /// Topics, by their number.
    pub(crate) topics_kept: Arc<Versioned<i64, Topic>>,
    /// Pages of posts, by their topic and their first number.
    pub(crate) posts_kept: Arc<Versioned<(TopicId, i64), PostsKept>>,
    pub(crate) experiences: Arc<Cache<Experiences>>,
    pub(crate) standings: Arc<Cache<Vec<Standing>>>,
    pub(crate) site: Arc<Cache<SiteSettings>>,
    pub(crate) session_cache: Arc<SessionCache>,
    pub(crate) hasher: PassphraseHasher,
    pub(crate) delays: Arc<Delays>,
    pub(crate) spent: Arc<Spent>,
    pub(crate) bell: Bell,
    /// How fast people may write.
    pub(crate) pace: Pace,
    pub(crate) writings: Writings,
    pepper: Arc<[u8]>,
    pub(crate) machine: Option<Arc<dyn Machine>>,
    pub(crate) workshop: Option<Arc<dyn Workshop>>,
    /// The most bytes of files that one person keeps.
    pub(crate) room: u64,
    /// Whether letters leave the site.
    pub(crate) writes: bool,
    /// What phones are rung with, where any are.
    pub(crate) bells: Option<Bells>,
    /// Rung when a file waits for the workshop.
    pub(crate) work: Arc<tokio::sync::Notify>,
}

impl Deref for Platform {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Platform {
    /// Joins the parts.
    pub fn new(stores: Stores, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Self {
        Self(Arc::new(Parts {
            stores,
            clock,
            chance,
            catalogue: Arc::default(),
            shelves: Arc::default(),
            works: Arc::default(),
            lessons: Arc::default(),
            events: Arc::default(),
            news: Arc::default(),
            campaigns: Arc::default(),
            plans: Arc::default(),
            swots: Arc::default(),
            paths: Arc::default(),
            spaces: Arc::default(),
            written: Arc::default(),
            topics_kept: Arc::new(Versioned::new(MOST_KEPT.1)),
            posts_kept: Arc::new(Versioned::new(MOST_KEPT.0)),
            experiences: Arc::default(),
            standings: Arc::default(),
            site: Arc::default(),
            session_cache: Arc::default(),
            hasher: PassphraseHasher::default(),
            delays: Arc::default(),
            spent: Arc::default(),
            bell: Bell::default(),
            pace: Pace::default(),
            writings: Writings::default(),
            pepper: Arc::from([]),
            machine: None,
            workshop: None,
            room: ROOM,
            writes: false,
            bells: None,
            work: Arc::default(),
        }))
    }

    /// With the machine that it runs on, for the page of its health.
    #[must_use]
    pub fn with_machine(mut self, machine: Arc<dyn Machine>) -> Self {
        Arc::make_mut(&mut self.0).machine = Some(machine);
        self
    }

    /// With the workshop that looks at files that somebody sends.
    #[must_use]
    pub fn with_workshop(mut self, workshop: Arc<dyn Workshop>) -> Self {
        Arc::make_mut(&mut self.0).workshop = Some(workshop);
        self
    }

    /// With another pace at which people may write.
    #[must_use]
    pub fn with_pace(mut self, pace: Pace) -> Self {
        Arc::make_mut(&mut self.0).pace = pace;
        self
    }

    /// With so much room for the files of one person, in bytes.
    #[must_use]
    pub fn with_room(mut self, bytes: u64) -> Self {
        Arc::make_mut(&mut self.0).room = bytes;
        self
    }

    /// With somebody who takes letters to a mail server.
    #[must_use]
    pub fn with_post(mut self) -> Self {
        Arc::make_mut(&mut self.0).writes = true;
        self
    }

    /// With what phones are rung with.
    #[must_use]
    pub fn with_bells(mut self, bells: Bells) -> Self {
        Arc::make_mut(&mut self.0).bells = Some(bells);
        self
    }

    /// With the secret that codes of words are hashed with, and authenticators' encrypted: a copy of the database alone does not
    /// tell them.
    #[must_use]
    pub fn with_pepper(mut self, pepper: &str) -> Self {
        Arc::make_mut(&mut self.0).pepper = Arc::from(pepper.as_bytes());
        self
    }

    /// So many words of chance, each of 10 bits.
    pub(crate) fn words(&self, count: usize) -> Words {
        let mut bytes = vec![0; count * 2];
        self.chance.fill(&mut bytes);
        Words::from_bytes(&bytes)
    }

    /// What is kept of a code: SHA-256 keyed with the pepper, twice, over what the code is for and the code.
    pub(crate) fn sealed(&self, what: &str, code: &str) -> String {
        let round = |inner: &[u8]| {
            let mut hasher = Sha256::new();
            hasher.update(u64::try_from(self.pepper.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(&self.pepper);
            hasher.update(inner);
            hasher.finalize()
        };
        hex(&round(&round(format!("musoya {what} {code}").as_bytes())))
    }

    /// What secrets of this purpose that must be read again are encrypted with.
    pub(crate) fn at_rest(&self, purpose: &str) -> Result<AtRest, Error> {
        AtRest::new(&self.pepper, purpose)
    }

    /// The clock that the platform was given.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The chance that the platform was given.
    pub fn chance(&self) -> &dyn Chance {
        self.chance.as_ref()
    }
}
