//! News: in the application first, by e-mail for those who gave an address and want it, never with a telling title.

mod letters;

use crate::access::{Administrator, Oneself};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{NoticeKind, Settings, Way};
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{NoticeId, PersonId};
use model::notice::Notice;
use model::time::Moment;
use std::sync::Arc;
use tokio::sync::broadcast;

/// How many news a page shows.
pub const NOTICE_PAGE: i64 = 30;
/// How many listeners may lag behind before they are told to look for themselves.
const LAG: usize = 64;

/// A letter that waits for the mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id.
    pub id: NoticeId,
    /// To whom.
    pub recipient: String,
    /// Its title, which says nothing to whoever looks over her shoulder.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// How often it was tried.
    pub tries: i64,
}

/// Somebody whose news wait to be put into one letter.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Who.
    pub person: PersonId,
    /// Her address.
    pub email: String,
    /// Her choices.
    pub settings: Settings,
    /// What waits, by its kind.
    pub kinds: Vec<WaitingKind>,
}

/// News of one kind that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingKind {
    /// What they are about.
    pub kind: NoticeKind,
    /// The oldest of them.
    pub oldest: Moment,
    /// How many there are.
    pub count: i64,
}

/// Keeps news and letters.
#[async_trait]
pub trait NoticeStore: Send + Sync {
    /// Keeps news for a person.
    async fn add_notice(&self, to: PersonId, notice: &Notice) -> Result<(), StoreError>;

    /// The same news for every person who was not shut out; how many there are.
    async fn add_notice_for_all(
        &self,
        right: &Administrator,
        notices: &[(PersonId, Notice)],
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Her choices, if she is here.
    async fn settings_of(&self, id: PersonId) -> Result<Option<Settings>, StoreError>;

    /// Everybody who was not shut out.
    async fn everybody_here(&self) -> Result<Vec<PersonId>, StoreError>;

    /// Her news before this moment, the newest first.
    async fn notices(&self, right: &Oneself, before: Moment, limit: i64) -> Result<Vec<Notice>, StoreError>;

    /// One of her news.
    async fn notice(&self, right: &Oneself, id: NoticeId) -> Result<Option<Notice>, StoreError>;

    /// Marks one of her news as read, or all.
    async fn read_notices(
        &self,
        right: &Oneself,
        id: Option<NoticeId>,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// How many of her news are unread.
    async fn unread(&self, right: &Oneself) -> Result<i64, StoreError>;

    /// Those with an address whose unread news were not mailed yet.
    async fn waiting_for_mail(&self) -> Result<Vec<Waiting>, StoreError>;

    /// Puts a person's waiting news of these kinds into a letter.
    async fn put_letter(
        &self,
        person: PersonId,
        kinds: &[NoticeKind],
        letter: &Letter,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// The letters that may be tried now.
    async fn letters_due(&self, now: Moment, limit: i64) -> Result<Vec<Letter>, StoreError>;

    /// A letter was taken by the mail server.
    async fn letter_sent(&self, id: NoticeId, now: Moment) -> Result<(), StoreError>;

    /// A letter was not taken; try again then, or never again.
    async fn letter_failed(
        &self,
        id: NoticeId,
        tries: i64,
        again_at: Option<Moment>,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// How many letters wait, and how many were given up.
    async fn letters_waiting(&self) -> Result<(i64, i64), StoreError>;
}

/// Takes letters to a mail server, or into a folder.
#[async_trait]
pub trait Post: Send + Sync {
    /// Hands a letter over.
    ///
    /// # Errors
    /// Whatever the server says; it is tried again later.
    async fn send(&self, letter: &Letter) -> Result<(), Box<dyn std::error::Error + Send + Sync>>;
}

/// Tells those who listen who has news.
#[derive(Clone)]
pub struct Bell {
    sender: broadcast::Sender<Arc<[PersonId]>>,
}

impl Default for Bell {
    fn default() -> Self {
        Self { sender: broadcast::channel(LAG).0 }
    }
}

impl Bell {
    /// Hears whose news come from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<[PersonId]>> {
        self.sender.subscribe()
    }

    /// Rings once for all of them: whoever listens wakes once.
    pub(crate) fn ring(&self, people: &[PersonId]) {
        // Nobody listening is no fault.
        drop(self.sender.send(people.into()));
    }
}

impl Platform {
    /// Tells somebody something, unless she does not want to hear of it. What cannot be kept is left out: news never undo a deed.
    pub(crate) async fn tell(
        &self,
        to: PersonId,
        kind: NoticeKind,
        what: &str,
        who: Option<&str>,
        href: &str,
    ) {
        let Ok(Some(settings)) = self.stores.notices.settings_of(to).await else { return };
        if settings.way(kind) != Way::Off {
            self.tell_surely(to, kind, what, who, href).await;
        }
    }

    /// Tells somebody what she must know, whatever she wants to hear of. What cannot be kept is left out.
    pub(crate) async fn tell_surely(
        &self,
        to: PersonId,
        kind: NoticeKind,
        what: &str,
        who: Option<&str>,
        href: &str,
    ) {
        let notice = self.notice(kind, what, who, href);
        if self.stores.notices.add_notice(to, &notice).await.is_ok() {
            self.have_news(&[to]);
        }
    }

    /// The count of their unread news is another one now.
    pub(crate) fn have_news(&self, people: &[PersonId]) {
        if !people.is_empty() {
            self.session_cache.forget();
            self.bell.ring(people);
        }
    }

    pub(crate) fn notice(&self, kind: NoticeKind, what: &str, who: Option<&str>, href: &str) -> Notice {
        let made_at = self.clock.now();
        Notice {
            id: NoticeId::new(self.chance.uuid(made_at)),
            kind,
            what: what.to_owned(),
            who: who.map(str::to_owned),
            href: href.to_owned(),
            made_at,
            read_at: None,
            about: None,
        }
    }

    /// Hears whose news come from now on.
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    /// Her news, the newest first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn notices(&self, right: &Oneself, before: Option<i64>) -> Result<Vec<Notice>, Error> {
        let before = Moment(before.unwrap_or(i64::MAX));
        let notices = self.stores.notices.notices(right, before, NOTICE_PAGE).await?;
        self.as_she_may_read(right, notices).await
    }

    /// Marks one of her news as read, or all.
    ///
    /// # Errors
    /// `Store`.
    pub async fn read_notices(&self, right: &Oneself, id: Option<NoticeId>) -> Result<(), Error> {
        self.stores.notices.read_notices(right, id, self.clock.now()).await?;
        self.have_news(&[right.person()]);
        Ok(())
    }

    /// Marks one as read, and gives it.
    ///
    /// # Errors
    /// `NotFound` if it is not hers.
    pub async fn read_notice(&self, right: &Oneself, id: NoticeId) -> Result<Notice, Error> {
        let notice = self.stores.notices.notice(right, id).await?.ok_or(Error::NotFound)?;
        let mut notices = self.as_she_may_read(right, vec![notice]).await?;
        self.read_notices(right, Some(id)).await?;
        notices.pop().ok_or(Error::NotFound)
    }

    /// How many of her news are unread.
    ///
    /// # Errors
    /// `Store`.
    pub async fn unread(&self, right: &Oneself) -> Result<i64, Error> {
        Ok(self.stores.notices.unread(right).await?)
    }

    /// Tells everybody something.
    ///
    /// # Errors
    /// `Invalid` on `texte`.
    pub async fn announce(&self, right: &Administrator, fields: &Fields) -> Result<usize, Error> {
        let words = model::text::Line::<4, 280>::parse(fields.get("texte"))
            .map_err(|problem| Error::field("texte", problem))?;
        if !fields.has("sure") {
            return Err(Error::field("sure", Problem::Required));
        }
        let everybody = self.stores.notices.everybody_here().await?;
        let notices: Vec<_> = everybody
            .into_iter()
            .map(|person| {
                (person, self.notice(NoticeKind::Announcement, words.as_str(), None, "/compte/nouvelles"))
            })
            .collect();
        let log = Entry {
            reason: Some(words.as_str().to_owned()),
            ..self.entry(right.person(), Deed::Announced, Subject::Site)
        };
        self.stores.notices.add_notice_for_all(right, &notices, &log).await?;
        let people: Vec<PersonId> = notices.iter().map(|(person, _)| *person).collect();
        self.have_news(&people);
        Ok(notices.len())
    }

    /// Whether letters leave the site at all.
    pub fn writes_letters(&self) -> bool {
        self.writes
    }
}
