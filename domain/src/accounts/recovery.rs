//! Coming back in without the passphrase: by a code on paper, or by two vouchers of her organisation together.

use super::signing_in::looked_up;
use crate::access::{Member, Oneself};
use crate::error::{Error, StoreError};
use crate::outside::Network;
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{NoticeKind, Person, Words};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{PersonId, RecoveryId};
use model::time::Moment;

/// A recovery waits so many milliseconds for its vouchers: three days.
const WAITS: i64 = 3 * 24 * 60 * 60 * 1000;
/// The words of the code that she tells her vouchers.
const CODE_WORDS: usize = 4;
/// The bytes of the secret in the address of her own page.
const SECRET_BYTES: usize = 16;

/// A recovery as it is kept. For a name that nobody has there is one too, without a person: nobody learns who is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Its id.
    pub id: RecoveryId,
    /// Whose account it opens.
    pub person: Option<PersonId>,
    /// When it ends.
    pub expires_at: Moment,
    /// Who vouched first.
    pub first_voucher: Option<PersonId>,
    /// Who vouched second.
    pub second_voucher: Option<PersonId>,
}

impl Recovery {
    /// How many vouched.
    pub const fn vouched(&self) -> usize {
        self.first_voucher.is_some() as usize + self.second_voucher.is_some() as usize
    }
}

/// What somebody who asks for recovery is told, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryStarted {
    /// The words that she tells two members of her organisation.
    pub words: Words,
    /// The secret part of the address of her page.
    pub secret: String,
}

/// Keeps recoveries.
#[async_trait]
pub trait RecoveryStore: Send + Sync {
    /// Keeps a recovery beside others of the same person: whether one ended would tell that she is here.
    async fn add_recovery(
        &self,
        recovery: &Recovery,
        code_hash: &str,
        secret_hash: &str,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// The recovery with this hash of its words or of its secret, if it is not over.
    async fn recovery(&self, hash: &str, now: Moment) -> Result<Option<Recovery>, StoreError>;

    /// Somebody vouches; `false` if it needs nobody more or she vouched already.
    async fn vouch(&self, right: &Member, id: RecoveryId) -> Result<bool, StoreError>;

    /// The account opens: a new passphrase, second factors gone, all sessions ended; `false` unless two vouched.
    async fn recover(&self, id: RecoveryId, hash: &str, now: Moment) -> Result<bool, StoreError>;

    /// The same with a code on paper; `false` if she has none like it. Her second factors stay.
    async fn recover_on_paper(
        &self,
        id: PersonId,
        code_hash: &str,
        passphrase_hash: &str,
        now: Moment,
    ) -> Result<bool, StoreError>;
}

impl Platform {
    /// Begins a recovery for a name; whether anybody has it is not told.
    ///
    /// # Errors
    /// `Invalid` on `nom` if nothing was typed; `TooMany`.
    pub async fn start_recovery(&self, fields: &Fields, from: Network) -> Result<RecoveryStarted, Error> {
        let (folded, email) = looked_up(fields.get("nom"));
        if folded.is_empty() {
            return Err(Error::field("nom", Problem::Required));
        }
        let now = self.clock.now();
        let key = format!("recovery {folded}");
        if !self.delays.begin_from(&key, from, now) {
            return Err(Error::TooMany);
        }
        let found = self.stores.accounts.credentials(&folded, &email).await?;
        let person = found.filter(|it| !it.is_shut_out).map(|it| it.person);
        let started =
            RecoveryStarted { words: self.words(CODE_WORDS), secret: self.chance.token(SECRET_BYTES) };
        let recovery = Recovery {
            id: RecoveryId::new(self.chance.uuid(now)),
            person: person.as_ref().map(|it| it.id),
            expires_at: now.plus(WAITS),
            first_voucher: None,
            second_voucher: None,
        };
        let (code, secret) = (self.words_hash(&started.words), self.secret_hash(&started.secret));
        self.stores.recoveries.add_recovery(&recovery, &code, &secret, now).await?;
        if let Some(person) = person {
            self.tell(person.id, NoticeKind::Security, "recovery_started", None, "/compte/securite").await;
        }
        Ok(started)
    }

    /// How far the recovery with this secret is.
    ///
    /// # Errors
    /// `NotFound` if it is unknown or over.
    pub async fn recovery(&self, secret: &str) -> Result<Recovery, Error> {
        let now = self.clock.now();
        self.stores.recoveries.recovery(&self.secret_hash(secret), now).await?.ok_or(Error::NotFound)
    }

    /// Whom the words of a recovery are about, for somebody of her own organisation.
    ///
    /// # Errors
    /// `Invalid` on `code` for words that are unknown, over, about oneself, or about somebody of no organisation of hers.
    pub async fn recovery_to_vouch(
        &self,
        right: &Member,
        voucher: &Person,
        code: &str,
    ) -> Result<(Recovery, Person), Error> {
        let wrong = || Error::field("code", Problem::WrongCode);
        let key = format!("vouch {}", right.person());
        let now = self.clock.now();
        if !self.delays.begin(&key, now) {
            return Err(Error::TooMany);
        }
        let words = Words::read(code).ok_or_else(wrong)?;
        let recovery = self.stores.recoveries.recovery(&self.words_hash(&words), now).await?;
        let person = match recovery.as_ref().and_then(|it| it.person) {
            Some(id) => self.stores.accounts.person(id).await?,
            None => None,
        };
        let shares = |it: &Person| it.affiliations.iter().any(|own| voucher.belongs_to(own.organization));
        // Staff come back in with the operator's help: two vouchers would open the whole site.
        let may = |it: &Person| it.id != right.person() && !it.is_staff() && shares(it);
        match (recovery, person.filter(may)) {
            (Some(recovery), Some(person)) => {
                self.delays.right(&key);
                Ok((recovery, person))
            }
            _ => Err(wrong()),
        }
    }

    /// Vouches that whoever told the words is the person whose account it is.
    ///
    /// # Errors
    /// As `recovery_to_vouch`; `Conflict` if she vouched already or two others did; `VouchersTooClose` if she and the first
    /// voucher came through each other, or through the same person, within the last two weeks: two invented members are
    /// not two people.
    pub async fn vouch(&self, right: &Member, voucher: &Person, fields: &Fields) -> Result<(), Error> {
        if !fields.has("sure") {
            return Err(Error::field("sure", Problem::Required));
        }
        let (recovery, person) = self.recovery_to_vouch(right, voucher, fields.get("code")).await?;
        if !self.stores.recoveries.vouch(right, recovery.id).await? {
            let is_done = recovery.vouched() == 2 || recovery.first_voucher == Some(right.person());
            return Err(if is_done {
                Error::Conflict
            } else {
                Error::field("code", Problem::VouchersTooClose)
            });
        }
        let name = Some(voucher.name.as_str());
        self.tell(person.id, NoticeKind::Security, "recovery_vouched", name, "/compte/securite").await;
        Ok(())
    }

    /// Opens the account of a recovery that two vouched for.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` on the passphrase; `Conflict` while somebody's word is missing.
    pub async fn recover(&self, secret: &str, fields: &Fields) -> Result<(), Error> {
        let recovery = self.recovery(secret).await?;
        let person = recovery.person.filter(|_| recovery.vouched() == 2).ok_or(Error::Conflict)?;
        let person = self.stores.accounts.person(person).await?.ok_or(Error::NotFound)?;
        if person.is_staff() {
            return Err(Error::NotAllowed);
        }
        let hash = self.new_passphrase(&person.name, fields).await?;
        if !self.stores.recoveries.recover(recovery.id, &hash, self.clock.now()).await? {
            return Err(Error::Conflict);
        }
        self.session_cache.forget();
        self.tell(person.id, NoticeKind::Security, "recovered", None, "/compte/securite").await;
        Ok(())
    }

    /// Sets a new passphrase with a code on paper.
    ///
    /// # Errors
    /// The same `Invalid` on `code` for an unknown name and a wrong code; `Invalid` on the passphrase; `TooMany`.
    pub async fn recover_on_paper(&self, fields: &Fields, from: Network) -> Result<(), Error> {
        let wrong = || Error::field("code", Problem::WrongCode);
        let (folded, email) = looked_up(fields.get("nom"));
        let key = format!("paper {folded}");
        let now = self.clock.now();
        if !self.delays.begin_from(&key, from, now) {
            return Err(Error::TooMany);
        }
        let words = Words::read(fields.get("code")).ok_or_else(wrong)?;
        let found = self.stores.accounts.credentials(&folded, &email).await?.filter(|it| {
            // Paper alone would open what staff hold two keys for.
            !it.is_shut_out && (it.has_second_factor() || !it.person.is_staff())
        });
        // The passphrase is measured against the name that was typed, so that the answer is the same for any name.
        let name = model::accounts::DisplayName::parse(fields.get("nom"));
        let name = name.map_err(|problem| Error::field("nom", problem))?;
        let hash = self.new_passphrase(&name, fields).await?;
        let recovered = match &found {
            Some(it) => {
                let code = self.paper_hash(it.person.id, &words);
                self.stores.recoveries.recover_on_paper(it.person.id, &code, &hash, now).await?
            }
            None => false,
        };
        let Some(found) = found.filter(|_| recovered) else {
            return Err(wrong());
        };
        self.delays.right_from(&key, from);
        self.session_cache.forget();
        self.tell(found.person.id, NoticeKind::Security, "recovered", None, "/compte/securite").await;
        Ok(())
    }

    fn words_hash(&self, words: &Words) -> String {
        self.sealed("recovery words", words.as_str())
    }

    fn secret_hash(&self, secret: &str) -> String {
        self.sealed("recovery secret", secret)
    }

    /// Ends a recovery that somebody began in her name.
    ///
    /// # Errors
    /// `Store`.
    pub async fn stop_recovery(&self, right: &Oneself) -> Result<(), Error> {
        Ok(self.stores.accounts.end_recoveries(right, self.clock.now()).await?)
    }
}
