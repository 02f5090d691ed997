//! News: in the application first, by e-mail for those who gave an address and want it, never with a telling title.

use crate::access::{Administrator, Oneself};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{Digest, NoticeKind, Settings};
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
/// How many letters are taken up at once.
const LETTERS_AT_ONCE: i64 = 50;
/// A letter is given up after so many tries, about a day.
const MOST_TRIES: i64 = 10;
/// The first wait before another try, in milliseconds; each further one doubles it.
const FIRST_WAIT: i64 = 60_000;
/// The hour of the day at which collected news go out, in Mali's time.
const DIGEST_HOUR: i64 = 8;
/// How many listeners may lag behind before they are told to look for themselves.
const LAG: usize = 64;
const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

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
    /// The oldest of her news that wait.
    pub oldest: Moment,
    /// How many wait.
    pub count: i64,
    /// Whether some are about the safety of her account: these wait for no digest.
    pub is_urgent: bool,
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

    /// Puts a person's waiting news into a letter.
    async fn put_letter(&self, person: PersonId, letter: &Letter, now: Moment) -> Result<(), StoreError>;

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

/// Tells those who listen that somebody has news.
#[derive(Clone)]
pub struct Bell {
    sender: broadcast::Sender<PersonId>,
}

impl Default for Bell {
    fn default() -> Self {
        Self { sender: broadcast::channel(LAG).0 }
    }
}

impl Bell {
    /// Hears whose news come from now on.
    pub fn listen(&self) -> broadcast::Receiver<PersonId> {
        self.sender.subscribe()
    }

    fn ring(&self, person: PersonId) {
        // Nobody listening is no fault.
        drop(self.sender.send(person));
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
        if !settings.muted.contains(&kind) {
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
            self.session_cache.forget();
            self.bell.ring(to);
        }
    }

    fn notice(&self, kind: NoticeKind, what: &str, who: Option<&str>, href: &str) -> Notice {
        let made_at = self.clock.now();
        Notice {
            id: NoticeId::new(self.chance.uuid(made_at)),
            kind,
            what: what.to_owned(),
            who: who.map(str::to_owned),
            href: href.to_owned(),
            made_at,
            read_at: None,
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
        Ok(self.stores.notices.notices(right, before, NOTICE_PAGE).await?)
    }

    /// Marks one of her news as read, or all.
    ///
    /// # Errors
    /// `Store`.
    pub async fn read_notices(&self, right: &Oneself, id: Option<NoticeId>) -> Result<(), Error> {
        self.stores.notices.read_notices(right, id, self.clock.now()).await?;
        self.session_cache.forget();
        self.bell.ring(right.person());
        Ok(())
    }

    /// Marks one as read, and gives it.
    ///
    /// # Errors
    /// `NotFound` if it is not hers.
    pub async fn read_notice(&self, right: &Oneself, id: NoticeId) -> Result<Notice, Error> {
        let notice = self.stores.notices.notice(right, id).await?.ok_or(Error::NotFound)?;
        self.read_notices(right, Some(id)).await?;
        Ok(notice)
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
        self.session_cache.forget();
        for (person, _) in &notices {
            self.bell.ring(*person);
        }
        Ok(notices.len())
    }

    /// Whether letters leave the site at all.
    pub fn writes_letters(&self) -> bool {
        self.writes
    }

    /// Puts news that waited long enough into letters; `words` makes title and text of how many wait.
    ///
    /// # Errors
    /// `Store`.
    pub async fn write_letters(
        &self,
        words: &(dyn Fn(&Settings, i64) -> (String, String) + Sync),
    ) -> Result<usize, Error> {
        let now = self.clock.now();
        let mut written = 0;
        for waiting in self.stores.notices.waiting_for_mail().await? {
            if !is_due(&waiting, now) {
                continue;
            }
            let (subject, body) = words(&waiting.settings, waiting.count);
            let id = NoticeId::new(self.chance.uuid(now));
            let letter = Letter { id, recipient: waiting.email, subject, body, tries: 0 };
            self.stores.notices.put_letter(waiting.person, &letter, now).await?;
            written += 1;
        }
        Ok(written)
    }

    /// Hands over the letters whose time has come; says how many were taken.
    ///
    /// # Errors
    /// `Store`.
    pub async fn send_letters(&self, post: &Arc<dyn Post>) -> Result<usize, Error> {
        let mut sent = 0;
        for letter in self.stores.notices.letters_due(self.clock.now(), LETTERS_AT_ONCE).await? {
            let outcome = post.send(&letter).await;
            let now = self.clock.now();
            if outcome.is_ok() {
                self.stores.notices.letter_sent(letter.id, now).await?;
                sent += 1;
            } else {
                let tries = letter.tries + 1;
                let again = (tries < MOST_TRIES).then(|| now.plus(FIRST_WAIT << tries.min(20)));
                self.stores.notices.letter_failed(letter.id, tries, again, now).await?;
            }
        }
        Ok(sent)
    }
}

/// Whether somebody's waiting news go out now: at the pace that she chose, never in her quiet hours.
fn is_due(waiting: &Waiting, now: Moment) -> bool {
    if waiting.settings.quiet.is_some_and(|quiet| quiet.hold(now)) {
        return false;
    }
    let at_hour = |moment: Moment| moment.0.div_euclid(DAY) * DAY + DIGEST_HOUR * HOUR;
    let next_digest = |every: i64| {
        let first = at_hour(waiting.oldest);
        let first = if first < waiting.oldest.0 { first + DAY } else { first };
        first + every - DAY
    };
    match waiting.settings.digest {
        _ if waiting.is_urgent => true,
        Digest::AtOnce => true,
        Digest::Daily => now.0 >= next_digest(DAY),
        Digest::Weekly => now.0 >= next_digest(7 * DAY),
        Digest::Never => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::accounts::QuietHours;

    fn waiting(digest: Digest, oldest: i64) -> Waiting {
        Waiting {
            person: PersonId::new(uuid::Uuid::nil()),
            email: "awa@exemple.ml".into(),
            settings: Settings { digest, quiet: None, ..Settings::default() },
            oldest: Moment(oldest),
            count: 1,
            is_urgent: false,
        }
    }

    #[test]
    fn news_go_out_at_the_pace_that_she_chose() {
        let noon = 12 * HOUR;
        assert!(is_due(&waiting(Digest::AtOnce, noon), Moment(noon)));
        assert!(!is_due(&waiting(Digest::Daily, noon), Moment(DAY + 7 * HOUR)));
        assert!(is_due(&waiting(Digest::Daily, noon), Moment(DAY + 8 * HOUR)));
        assert!(!is_due(&waiting(Digest::Weekly, noon), Moment(6 * DAY)));
        assert!(is_due(&waiting(Digest::Weekly, noon), Moment(7 * DAY + 8 * HOUR)));
        assert!(!is_due(&waiting(Digest::Never, noon), Moment(400 * DAY)));
        let urgent = Waiting { is_urgent: true, ..waiting(Digest::Never, noon) };
        assert!(is_due(&urgent, Moment(noon)), "somebody opens her account");
    }

    #[test]
    fn nothing_goes_out_in_her_quiet_hours() {
        let mut it = waiting(Digest::AtOnce, 0);
        it.settings.quiet = Some(QuietHours { from: 20, to: 7 });
        assert!(!is_due(&it, Moment(22 * HOUR)));
        assert!(is_due(&it, Moment(7 * HOUR)));
    }
}
