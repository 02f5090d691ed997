//! E-mail addresses: one is hers once she typed the words of a letter that went there. Until then it is a wish, which opens nothing,
//! gets no news, keeps nobody else from the address and tells nobody whether somebody has it.

use crate::access::Oneself;
use crate::error::{Error, StoreError};
use crate::notices::Letter;
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{EmailAddress, NoticeKind, Settings, Words};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{NoticeId, PersonId};
use model::time::Moment;

/// The words of a letter: 40 bits.
const CODE_WORDS: usize = 4;
/// They are good for so many milliseconds: seven days.
const GOOD_FOR: i64 = 7 * DAY;
/// The most such letters to one address within a day, whoever wishes it, and the most for the wishes of one person: nobody's mailbox is
/// filled from here.
const MOST_TO_ONE: i64 = 3;
const MOST_OF_ONE: i64 = 5;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What a form comes to for her address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressChange {
    /// What was, is: the address in use, and the wish.
    Nothing,
    /// The address in use stays, and nothing else is wished.
    Keep,
    /// No address any more.
    Remove,
    /// This one, once its letter was read; until then the one in use stays.
    Wish(EmailAddress),
}

/// A wish whose letter is not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressWish {
    /// Whose.
    pub person: PersonId,
    /// The address.
    pub email: EmailAddress,
    /// Her choices, for the language of the letter.
    pub settings: Settings,
}

/// Keeps the addresses that people wish, and what went there.
#[async_trait]
pub trait AddressStore: Send + Sync {
    /// Wants another letter for the wish that she has.
    async fn wish_letter(&self, right: &Oneself) -> Result<(), StoreError>;

    /// The wishes whose letter is not written, of people who are not shut out; the oldest first.
    async fn address_wishes(&self) -> Result<Vec<AddressWish>, StoreError>;

    /// How many letters went to the address with this hash since then, and how many for the wishes of this person.
    async fn address_letters(
        &self,
        endpoint_hash: &str,
        person: PersonId,
        since: Moment,
    ) -> Result<(i64, i64), StoreError>;

    /// Writes the letter of a wish; nothing if she wishes something else by now.
    async fn put_address_letter(
        &self,
        wish: &AddressWish,
        hashes: (&str, &str),
        letter: &Letter,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Makes the wish with this hash of its words her address, if its letter was written after `since`, and takes the address from
    /// whoever had it: who that was. `Conflict` if there is no such wish.
    async fn confirm_address(
        &self,
        right: &Oneself,
        code_hash: &str,
        since: Moment,
    ) -> Result<Option<PersonId>, StoreError>;
}

impl Platform {
    /// What the address in a form changes.
    pub(super) fn address_change(
        typed: Option<EmailAddress>,
        in_use: Option<&EmailAddress>,
        wished: Option<&EmailAddress>,
    ) -> AddressChange {
        match typed {
            None => AddressChange::Remove,
            Some(email) if Some(&email) == wished => AddressChange::Nothing,
            Some(email) if Some(&email) == in_use => AddressChange::Keep,
            Some(email) => AddressChange::Wish(email),
        }
    }

    /// Takes the words of a letter, and with them the address that it went to.
    ///
    /// # Errors
    /// The same `Invalid` on `code` for words that are wrong, old, or of another wish; `TooMany`.
    pub async fn confirm_address(&self, right: &Oneself, fields: &Fields) -> Result<(), Error> {
        let wrong = || Error::field("code", Problem::WrongCode);
        let (key, now) = (format!("address {}", right.person()), self.clock.now());
        if !self.delays.begin(&key, now) {
            return Err(Error::TooMany);
        }
        let words = Words::read(fields.get("code")).ok_or_else(wrong)?;
        let code = self.address_code_hash(right.person(), &words);
        let before = self.stores.addresses.confirm_address(right, &code, now.plus(-GOOD_FOR)).await;
        let before = match before {
            Err(StoreError::Conflict) => return Err(wrong()),
            other => other?,
        };
        self.delays.right(&key);
        self.tell(right.person(), NoticeKind::Security, "email_changed", None, "/compte").await;
        if let Some(before) = before {
            // She reads the mailbox no longer, or has two accounts.
            self.tell(before, NoticeKind::Security, "email_gone", None, "/compte/profil").await;
        }
        Ok(())
    }

    /// Asks for another letter.
    ///
    /// # Errors
    /// `Store`.
    pub async fn wish_letter(&self, right: &Oneself) -> Result<(), Error> {
        Ok(self.stores.addresses.wish_letter(right).await?)
    }

    /// Writes the letters of addresses that people wish; `text` makes title and text of the words. Says how many.
    ///
    /// # Errors
    /// `Store`.
    pub async fn write_address_letters(
        &self,
        text: &(dyn Fn(&Settings, &Words) -> (String, String) + Sync),
    ) -> Result<usize, Error> {
        let (now, store) = (self.clock.now(), &self.stores.addresses);
        let mut written = 0;
        for wish in store.address_wishes().await? {
            let address = self.sealed("address", wish.email.as_str());
            let (to_one, of_one) = store.address_letters(&address, wish.person, now.plus(-DAY)).await?;
            if to_one >= MOST_TO_ONE || of_one >= MOST_OF_ONE {
                continue;
            }
            let words = self.words(CODE_WORDS);
            let (subject, body) = text(&wish.settings, &words);
            let id = NoticeId::new(self.chance.uuid(now));
            let recipient = wish.email.as_str().to_owned();
            let letter = Letter { id, recipient, subject, body, tries: 0 };
            let code = self.address_code_hash(wish.person, &words);
            store.put_address_letter(&wish, (&code, &address), &letter, now).await?;
            written += 1;
        }
        Ok(written)
    }

    fn address_code_hash(&self, person: PersonId, words: &Words) -> String {
        self.sealed("address words", &format!("{person} {}", words.as_str()))
    }
}
