//! The platform: the stores, the clock and chance, and what is kept in memory.

use crate::accounts::{
    AccountStore, AddressStore, AtRest, Delays, FactorStore, MemberStore, PasskeyStore, PassphraseHasher,
    RecoveryStore, SessionCache, SessionStore, Spent,
};
use crate::advocacy::AdvocacyStore;
use crate::agreements::AgreementStore;
use crate::audit::AuditStore;
use crate::cache::{Cache, Versioned};
use crate::directory::DirectoryStore;
use crate::error::Error;
use crate::events::{EventStore, RegistrationStore};
use crate::files::{FileStore, ReferenceStore};
use crate::forum::{
    ExperienceStore, FollowStore, ForumStore, ForumTextStore, GateStore, MOST_KEPT, MixStore, Pace,
    PictureStore, PollStore, PostsKept, RecordingStore, Standing, TellStore, UnsentStore, Writings,
};
use crate::library::workshop::Workshop;
use crate::library::{LibraryStore, QueueStore, ROOM, TextStore, UploadStore};
use crate::moderation::{ActStore, FiguresStore, MeasureStore, ModerationStore, WaitingStore};
use crate::news::NewsStore;
use crate::notices::{Bell, NoticeStore};
use crate::outside::{Chance, Clock, Machine, hex};
use crate::projects::ProjectStore;
use crate::push::{Bells, PushStore};
use crate::receipts::ReceiptStore;
use crate::site::SiteStore;
use crate::sweep::SweepStore;
use model::accounts::Words;
use model::advocacy::Campaigns;
use model::directory::Catalogue;
use model::events::Events;
use model::forum::{Experiences, Space, Topic};
use model::id::TopicId;
use model::library::Shelves;
use model::news::News;
use model::projects::{Lessons, Works};
use model::site::SiteSettings;
use sha2::{Digest, Sha256};
use std::ops::Deref;
use std::sync::Arc;

/// Everything that keeps rows.
#[derive(Clone)]
pub struct Stores {
    /// Organisations, terms, imports, messages.
    pub directory: Arc<dyn DirectoryStore>,
    /// People and what they decided.
    pub accounts: Arc<dyn AccountStore>,
    /// The addresses that people wish.
    pub addresses: Arc<dyn AddressStore>,
    /// Sessions.
    pub sessions: Arc<dyn SessionStore>,
    /// Second factors.
    pub factors: Arc<dyn FactorStore>,
    /// Keys that devices hold.
    pub passkeys: Arc<dyn PasskeyStore>,
    /// Ways back in.
    pub recoveries: Arc<dyn RecoveryStore>,
    /// Who belongs where, and how people come in.
    pub members: Arc<dyn MemberStore>,
    /// What staff did.
    pub audit: Arc<dyn AuditStore>,
    /// What administrators asked of each other.
    pub agreements: Arc<dyn AgreementStore>,
    /// News and letters.
    pub notices: Arc<dyn NoticeStore>,
    /// Phones that ring.
    pub push: Arc<dyn PushStore>,
    /// Documents.
    pub library: Arc<dyn LibraryStore>,
    /// Files that wait for the workshop.
    pub queue: Arc<dyn QueueStore>,
    /// What stands inside of documents.
    pub texts: Arc<dyn TextStore>,
    /// Files on their way.
    pub uploads: Arc<dyn UploadStore>,
    /// Projects and activities.
    pub projects: Arc<dyn ProjectStore>,
    /// Meetings.
    pub events: Arc<dyn EventStore>,
    /// Who comes to them.
    pub registrations: Arc<dyn RegistrationStore>,
    /// Articles.
    pub news: Arc<dyn NewsStore>,
    /// Campaigns, and the count of those who support them.
    pub advocacy: Arc<dyn AdvocacyStore>,
    /// Spaces, topics and posts.
    pub forum: Arc<dyn ForumStore>,
    /// Topics that became one, or several.
    pub mix: Arc<dyn MixStore>,
    /// Experiences, and those that are being told.
    pub experiences: Arc<dyn ExperienceStore>,
    /// Voices.
    pub recordings: Arc<dyn RecordingStore>,
    /// How far everybody read of them, and what she follows.
    pub following: Arc<dyn FollowStore>,
    /// What people are told of them.
    pub telling: Arc<dyn TellStore>,
    /// What is written in the forum, by its words.
    pub forum_texts: Arc<dyn ForumTextStore>,
    /// What somebody wrote lately.
    pub gate: Arc<dyn GateStore>,
    /// What was begun there and not sent.
    pub unsent: Arc<dyn UnsentStore>,
    /// Images of posts.
    pub pictures: Arc<dyn PictureStore>,
    /// Polls and votes.
    pub polls: Arc<dyn PollStore>,
    /// Flags, cases and decisions.
    pub moderation: Arc<dyn ModerationStore>,
    /// Who took what of the queue.
    pub waiting: Arc<dyn WaitingStore>,
    /// What was decided, counted.
    pub figures: Arc<dyn FiguresStore>,
    /// Acts on what people wrote.
    pub acts: Arc<dyn ActStore>,
    /// Measures towards people.
    pub measures: Arc<dyn MeasureStore>,
    /// The bytes of files.
    pub files: Arc<dyn FileStore>,
    /// Which of them rows refer to.
    pub references: Arc<dyn ReferenceStore>,
    /// What was decided about the whole site.
    pub site: Arc<dyn SiteStore>,
    /// Which forms came.
    pub receipts: Arc<dyn ReceiptStore>,
    /// What is over.
    pub sweep: Arc<dyn SweepStore>,
}

impl Stores {
    /// One store that keeps every row, and one that keeps files.
    pub fn of<S>(store: S, files: Arc<dyn FileStore>) -> Self
    where
        S: DirectoryStore
            + AccountStore
            + AddressStore
            + SessionStore
            + FactorStore
            + PasskeyStore
            + RecoveryStore
            + MemberStore
            + AuditStore
            + AgreementStore
            + NoticeStore
            + PushStore
            + LibraryStore
            + QueueStore
            + TextStore
            + UploadStore
            + ProjectStore
            + EventStore
            + RegistrationStore
            + NewsStore
            + AdvocacyStore
            + ForumStore
            + MixStore
            + ExperienceStore
            + RecordingStore
            + FollowStore
            + TellStore
            + ForumTextStore
            + GateStore
            + UnsentStore
            + PictureStore
            + PollStore
            + ModerationStore
            + WaitingStore
            + FiguresStore
            + ActStore
            + MeasureStore
            + ReferenceStore
            + SiteStore
            + ReceiptStore
            + SweepStore
            + 'static,
    {
        let store = Arc::new(store);
        Self {
            directory: store.clone(),
            accounts: store.clone(),
            addresses: store.clone(),
            sessions: store.clone(),
            factors: store.clone(),
            passkeys: store.clone(),
            recoveries: store.clone(),
            members: store.clone(),
            audit: store.clone(),
            agreements: store.clone(),
            notices: store.clone(),
            push: store.clone(),
            library: store.clone(),
            queue: store.clone(),
            texts: store.clone(),
            uploads: store.clone(),
            projects: store.clone(),
            events: store.clone(),
            registrations: store.clone(),
            news: store.clone(),
            advocacy: store.clone(),
            forum: store.clone(),
            mix: store.clone(),
            experiences: store.clone(),
            recordings: store.clone(),
            following: store.clone(),
            telling: store.clone(),
            forum_texts: store.clone(),
            gate: store.clone(),
            unsent: store.clone(),
            pictures: store.clone(),
            polls: store.clone(),
            moderation: store.clone(),
            waiting: store.clone(),
            figures: store.clone(),
            acts: store.clone(),
            measures: store.clone(),
            files,
            references: store.clone(),
            site: store.clone(),
            receipts: store.clone(),
            sweep: store,
        }
    }
}

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
