//! Second factors: codes of an authenticator (RFC 6238) and codes on paper.

use super::signing_in::SignIn;
use crate::access::{Caller, Oneself, SignedIn};
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::accounts::{Account, NoticeKind, Strength, Words};
use model::failure::Problem;
use model::fields::Fields;
use model::id::PersonId;
use totp_rs::{Builder, Secret, Totp};

/// The length of a shared secret, in bytes (RFC 4226, 4: at least 16, better 20).
const SECRET_BYTES: usize = 20;
/// An offered secret is good for so many milliseconds, and so long after coming in nobody types her passphrase again: 15 minutes.
const OFFERED: i64 = 15 * 60 * 1000;
/// How many codes a sheet of paper has.
const PAPER_CODES: usize = 8;
/// The words of a code on paper: 40 bits.
const PAPER_WORDS: usize = 4;

/// What the secrets of authenticators are encrypted for.
const PURPOSE: &str = "authenticator";

/// Keeps second factors. The secrets of authenticators that it is given are encrypted.
#[async_trait]
pub trait FactorStore: Send + Sync {
    /// The secret of somebody's authenticator and the last step that was used.
    async fn totp(&self, id: PersonId) -> Result<Option<(String, i64)>, StoreError>;

    /// The secret that she was offered and has not confirmed.
    async fn totp_waiting(&self, right: &Oneself) -> Result<Option<String>, StoreError>;

    /// Offers her a secret.
    async fn offer_totp(&self, right: &Oneself, secret: &str) -> Result<(), StoreError>;

    /// Takes the offered secret into use.
    async fn confirm_totp(&self, right: &Oneself, secret: &str, step: i64) -> Result<(), StoreError>;

    /// Takes the authenticator away.
    async fn remove_totp(&self, right: &Oneself) -> Result<(), StoreError>;

    /// Uses a step; `false` if it, or a later one, was used before.
    async fn use_totp_step(&self, id: PersonId, step: i64) -> Result<bool, StoreError>;

    /// Replaces the codes on paper.
    async fn put_paper_codes(&self, right: &Oneself, hashes: &[String]) -> Result<(), StoreError>;

    /// Uses a code on paper; `false` if she has none like it.
    async fn use_paper_code(&self, id: PersonId, hash: &str) -> Result<bool, StoreError>;
}

/// What an authenticator is set up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpOffer {
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The address that a QR code carries.
    pub address: String,
}

/// Codes on paper, told once.
pub struct PaperCodes(pub Vec<Words>);

impl Platform {
    /// A secret for her authenticator; the same until she confirms it, so that a page that is loaded twice fits her phone.
    ///
    /// # Errors
    /// `Store`.
    pub async fn offer_totp(&self, right: &Oneself, name: &str) -> Result<TotpOffer, Error> {
        let secret = match self.waiting_secret(right).await? {
            Some(secret) => secret,
            None => {
                let mut bytes = [0; SECRET_BYTES];
                self.chance.fill(&mut bytes);
                let secret = base32(&bytes);
                let offered = format!("{} {secret}", self.clock.now().0);
                let offered = self.at_rest(PURPOSE)?.lock(self.chance(), right.person(), &offered)?;
                self.stores.factors.offer_totp(right, &offered).await?;
                secret
            }
        };
        let label: String =
            name.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect();
        let address = format!("otpauth://totp/Musoya:{label}?secret={secret}&issuer=Musoya");
        Ok(TotpOffer { secret, address })
    }

    /// The secret that she was offered, unless it is old: whoever read it long ago must not share the one that she takes
    /// into use.
    async fn waiting_secret(&self, right: &Oneself) -> Result<Option<String>, Error> {
        let offered = self.stores.factors.totp_waiting(right).await?;
        let (now, at_rest) = (self.clock.now(), self.at_rest(PURPOSE)?);
        Ok(offered.and_then(|offered| {
            let offered = at_rest.unlock(right.person(), &offered)?;
            let (at, secret) = offered.split_once(' ')?;
            let age = now.0 - at.parse::<i64>().ok()?;
            (0..OFFERED).contains(&age).then(|| secret.to_owned())
        }))
    }

    /// Takes the offered secret into use, once a code shows that her phone has it.
    ///
    /// # Errors
    /// `Invalid` on `code` or on `passphrase_actuelle`: an open phone is not enough; `TooMany`.
    pub async fn confirm_totp(&self, right: &Oneself, stays: bool, fields: &Fields) -> Result<SignIn, Error> {
        self.ask_again(right, fields).await?;
        let wrong = || Error::field("code", Problem::WrongCode);
        let secret = self.waiting_secret(right).await?.ok_or_else(wrong)?;
        let step = self.code_step(right.person(), &secret, fields.get("code"))?;
        self.delays.right(&delay_key(right.person()));
        let kept = self.at_rest(PURPOSE)?.lock(self.chance(), right.person(), &secret)?;
        self.stores.factors.confirm_totp(right, &kept, step).await?;
        self.session_cache.forget();
        self.tell(right.person(), NoticeKind::Security, "totp_on", None, "/compte/securite").await;
        self.strengthened(right.person(), stays).await
    }

    /// Takes her authenticator away. Her other sessions end, and this one goes on only as strong as what is left.
    ///
    /// # Errors
    /// `Invalid` on `passphrase_actuelle`; `SecondFactor`; `TooMany`.
    pub async fn remove_totp(&self, caller: &Caller, fields: &Fields) -> Result<SignIn, Error> {
        let (right, session) = (self.key_holder(caller).await?, caller.signed_in()?);
        self.ask_again(&right, fields).await?;
        self.stores.factors.remove_totp(&right).await?;
        self.stores.sessions.end_other_sessions(&right, &session.session).await?;
        self.session_cache.forget();
        self.tell(right.person(), NoticeKind::Security, "totp_off", None, "/compte/securite").await;
        self.weakened(session).await
    }

    /// The session of somebody who gave up a second factor: as strong as before only if she has another.
    ///
    /// # Errors
    /// `SignIn` if she is gone.
    pub(super) async fn weakened(&self, session: &SignedIn) -> Result<SignIn, Error> {
        let own = self.stores.accounts.credentials_of(session.person().id).await?.ok_or(Error::SignIn)?;
        let strength = if own.has_second_factor() { session.strength } else { Strength::Passphrase };
        let rights_version = own.rights_version;
        Ok(SignIn { person: own.person, strength, stays: session.stays, rights_version })
    }

    /// Whether a code, of her authenticator or on paper, is hers and was not used before.
    ///
    /// # Errors
    /// `Invalid` on `code`, `TooMany` after too many tries.
    pub async fn second_factor(&self, id: PersonId, fields: &Fields) -> Result<(), Error> {
        let typed = fields.get("code");
        let wrong = || Error::field("code", Problem::WrongCode);
        if let Some(words) = Words::read(typed).filter(|_| typed.chars().any(char::is_alphabetic)) {
            let key = delay_key(id);
            if !self.delays.begin(&key, self.clock.now()) {
                return Err(Error::TooMany);
            }
            if self.stores.factors.use_paper_code(id, &self.paper_hash(id, &words)).await? {
                self.delays.right(&key);
                self.tell(id, NoticeKind::Security, "paper_code_used", None, "/compte/securite").await;
                return Ok(());
            }
            return Err(wrong());
        }
        let Some((kept, _)) = self.stores.factors.totp(id).await? else { return Err(wrong()) };
        let secret = self.at_rest(PURPOSE)?.unlock(id, &kept).ok_or_else(wrong)?;
        let step = self.code_step(id, &secret, typed)?;
        // The row says whether this step is new: two requests with one code get in once.
        if self.stores.factors.use_totp_step(id, step).await? {
            self.delays.right(&delay_key(id));
            Ok(())
        } else {
            Err(wrong())
        }
    }

    /// New codes on paper; the old ones are worth nothing from now on.
    ///
    /// # Errors
    /// `Invalid` on `passphrase_actuelle`; `TooMany`.
    pub async fn new_paper_codes(&self, right: &Oneself, fields: &Fields) -> Result<PaperCodes, Error> {
        self.ask_again(right, fields).await?;
        self.make_paper_codes(right).await
    }

    /// Whether she may make her first codes without her passphrase: she has just typed it, coming in.
    pub fn has_just_come(&self, account: &Account) -> bool {
        let age = self.clock.now().0 - account.joined_at.0;
        account.paper_codes == 0 && (0..OFFERED).contains(&age)
    }

    /// The codes of somebody who has just come in and has none.
    ///
    /// # Errors
    /// `Conflict` if she has some, or came long ago.
    pub async fn first_paper_codes(&self, right: &Oneself) -> Result<PaperCodes, Error> {
        let account = self.account(right).await?;
        if !self.has_just_come(&account) {
            return Err(Error::Conflict);
        }
        self.make_paper_codes(right).await
    }

    async fn make_paper_codes(&self, right: &Oneself) -> Result<PaperCodes, Error> {
        let codes: Vec<Words> = (0..PAPER_CODES).map(|_| self.words(PAPER_WORDS)).collect();
        let hashes: Vec<String> = codes.iter().map(|code| self.paper_hash(right.person(), code)).collect();
        self.stores.factors.put_paper_codes(right, &hashes).await?;
        Ok(PaperCodes(codes))
    }

    /// What is kept of a code on paper; whose it is goes into it, so that equal codes of two people do not look equal.
    pub(super) fn paper_hash(&self, id: PersonId, words: &Words) -> String {
        self.sealed("paper", &format!("{id} {}", words.as_str()))
    }

    /// The step of a code that fits the secret now, or half a minute ago or ahead.
    fn code_step(&self, id: PersonId, secret: &str, typed: &str) -> Result<i64, Error> {
        let key = delay_key(id);
        let now = self.clock.now();
        if !self.delays.begin(&key, now) {
            return Err(Error::TooMany);
        }
        let code: String = typed.chars().filter(char::is_ascii_digit).take(12).collect();
        let seconds = u64::try_from(now.0 / 1000).unwrap_or_default();
        let step = authenticator(secret).and_then(|totp| totp.check(&code, seconds));
        let step = step.and_then(|step| i64::try_from(step).ok());
        step.ok_or_else(|| Error::field("code", Problem::WrongCode))
    }
}

fn delay_key(id: PersonId) -> String {
    format!("code {id}")
}

/// Six digits, 30 seconds, one step of tolerance, SHA-1: what every authenticator speaks.
fn authenticator(secret: &str) -> Option<Totp> {
    let bytes = base32_bytes(secret)?;
    let secret = Secret::new(bytes.into_boxed_slice());
    Builder::new().with_secret(secret).with_skew(1).build().ok()
}

/// RFC 4648, without padding.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    bits.chunks(5)
        .map(|five| {
            let number = five.iter().fold(0, |sum, bit| sum << 1 | usize::from(*bit)) << (5 - five.len());
            char::from(LETTERS[number])
        })
        .collect()
}

fn base32_bytes(text: &str) -> Option<Vec<u8>> {
    let mut bits = Vec::new();
    for letter in text.bytes() {
        let number = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => return None,
        };
        bits.extend((0..5).rev().map(|at| number >> at & 1));
    }
    Some(bits.chunks_exact(8).map(|eight| eight.iter().fold(0, |sum, bit| sum << 1 | bit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the secret "12345678901234567890" at 59 s has 94287082, of which six digits.
        let secret = base32(b"12345678901234567890");
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(base32_bytes(&secret).unwrap(), b"12345678901234567890");
        assert_eq!(authenticator(&secret).unwrap().check("287082", 59), Some(1));
        assert_eq!(authenticator(&secret).unwrap().check("287083", 59), None);
    }
}
