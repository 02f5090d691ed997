//! Everything that keeps rows and files, one trait for each kind of thing.

use crate::accounts::{
    AccountStore, AddressStore, FactorStore, MemberStore, PasskeyStore, RecoveryStore, SessionStore,
};
use crate::advocacy::AdvocacyStore;
use crate::agreements::AgreementStore;
use crate::audit::AuditStore;
use crate::certificates::CertificateStore;
use crate::directory::DirectoryStore;
use crate::events::{EventStore, RegistrationStore};
use crate::files::{FileStore, ReferenceStore};
use crate::forum::{
    ExperienceStore, FollowStore, ForumStore, ForumTextStore, GateStore, GroupStore, MixStore, PictureStore,
    PollStore, RecordingStore, TellStore, TitleStore, UnsentStore,
};
use crate::library::{LibraryStore, QueueStore, TextStore, UploadStore};
use crate::moderation::{ActStore, FiguresStore, MeasureStore, ModerationStore, WaitingStore};
use crate::news::NewsStore;
use crate::notices::NoticeStore;
use crate::plans::PlanStore;
use crate::projects::{AlbumStore, ProjectStore, SwotStore, WorkImportStore};
use crate::proposals::ProposalStore;
use crate::push::PushStore;
use crate::receipts::ReceiptStore;
use crate::site::SiteStore;
use crate::sweep::SweepStore;
use crate::training::{GroupOfPathStore, TrainingStore};
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
    /// Photos of them.
    pub albums: Arc<dyn AlbumStore>,
    /// Imports of projects and activities.
    pub work_imports: Arc<dyn WorkImportStore>,
    /// Meetings.
    pub events: Arc<dyn EventStore>,
    /// Who comes to them.
    pub registrations: Arc<dyn RegistrationStore>,
    /// Certificates.
    pub certificates: Arc<dyn CertificateStore>,
    /// Articles.
    pub news: Arc<dyn NewsStore>,
    /// Campaigns, and the count of those who support them.
    pub advocacy: Arc<dyn AdvocacyStore>,
    /// Action plans.
    pub plans: Arc<dyn PlanStore>,
    /// What circles decide together.
    pub proposals: Arc<dyn ProposalStore>,
    /// FFOM.
    pub swots: Arc<dyn SwotStore>,
    /// Paths, and which quizzes members passed.
    pub training: Arc<dyn TrainingStore>,
    /// Groups that go a path together.
    pub path_groups: Arc<dyn GroupOfPathStore>,
    /// Spaces, topics and posts.
    pub forum: Arc<dyn ForumStore>,
    /// Who belongs to working groups.
    pub groups: Arc<dyn GroupStore>,
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
    /// Titles that moderators replaced.
    pub titles: Arc<dyn TitleStore>,
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
            + AlbumStore
            + WorkImportStore
            + SwotStore
            + EventStore
            + RegistrationStore
            + CertificateStore
            + NewsStore
            + AdvocacyStore
            + PlanStore
            + ProposalStore
            + TrainingStore
            + GroupOfPathStore
            + ForumStore
            + GroupStore
            + MixStore
            + ExperienceStore
            + RecordingStore
            + FollowStore
            + TellStore
            + TitleStore
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
            albums: store.clone(),
            work_imports: store.clone(),
            swots: store.clone(),
            events: store.clone(),
            registrations: store.clone(),
            certificates: store.clone(),
            news: store.clone(),
            advocacy: store.clone(),
            plans: store.clone(),
            proposals: store.clone(),
            training: store.clone(),
            path_groups: store.clone(),
            forum: store.clone(),
            groups: store.clone(),
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
            titles: store.clone(),
            measures: store.clone(),
            files,
            references: store.clone(),
            site: store.clone(),
            receipts: store.clone(),
            sweep: store,
        }
    }
}
