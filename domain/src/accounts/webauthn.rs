//! What a browser says about the key of a phone, checked byte by byte (W3C Web Authentication Level 3, sections 7.1 and 7.2).
//!
//! Attestation is "none": who made the phone is nobody's business here. The key comes as the browser's
//! `getPublicKey()` writes it, so that no CBOR is read.

mod key;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use key::PublicKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The most bytes of the browser's own words; those of today have about 200.
const MOST_CLIENT_BYTES: usize = 2_048;
/// The most bytes of the authenticator's words: id and key of a large RSA key fit.
const MOST_AUTHENTICATOR_BYTES: usize = 4_096;
/// The most bytes of a credential's id (7.1, step 25).
const MOST_ID_BYTES: usize = 1_023;
/// The fewest: 100 bits are asked for (4, "Credential ID"); 16 bytes are what every authenticator gives.
const FEWEST_ID_BYTES: usize = 16;

/// The flags of 6.1: somebody touched it, it knew her, the key may be copied, is copied, a key comes along, more comes along.
const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const KEY_INCLUDED: u8 = 1 << 6;
const EXTENSIONS_INCLUDED: u8 = 1 << 7;

/// The site as browsers and authenticators know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: String,
}

impl RelyingParty {
    /// The site at this address (scheme and host). None where browsers offer no keys or where nobody vouches for the
    /// address: plain HTTP, a number instead of a name. Without a public address the host of a request is believed only
    /// when it is this machine.
    pub fn of(site: &str) -> Option<Self> {
        let site = site.to_ascii_lowercase();
        let (host, is_https) = match site.strip_prefix("https://") {
            Some(host) => (host, true),
            None => (site.strip_prefix("http://")?, false),
        };
        let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
        let is_name = |it: &str| {
            it.ends_with(|last: char| last.is_ascii_alphabetic())
                && it.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
        };
        if !is_name(name) || !(is_https || name == "localhost") {
            return None;
        }
        // Browsers leave out the port that goes without saying.
        let usual = if is_https { "443" } else { "80" };
        let port = port.filter(|port| *port != usual).map_or_else(String::new, |port| format!(":{port}"));
        let scheme = if is_https { "https" } else { "http" };
        Some(Self { id: name.to_owned(), origin: format!("{scheme}://{name}{port}") })
    }

    /// What a key is bound to: the name of the host.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// Why a key was refused; people are told one sentence for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Too short, too long, or not what it should be.
    Unreadable,
    /// Made for another purpose.
    Type,
    /// An answer to another question.
    Challenge,
    /// Made on another site, or inside a page of another site.
    Origin,
    /// Bound to another site.
    Party,
    /// Nobody touched the authenticator.
    Presence,
    /// The authenticator does not know whether it was she.
    Verification,
    /// What it says about copies cannot be, or has changed.
    Backup,
    /// A key of a kind that is not taken, or not the one that the authenticator made.
    Key,
    /// The signature does not fit.
    Signature,
    /// The counter did not grow: there may be two of this key.
    Counter,
}

/// A key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Credential {
    /// The public key as `SubjectPublicKeyInfo` (RFC 5280), base64url.
    key: String,
    /// How often it signed, if it counts.
    counter: u32,
    /// Whether it may be copied to other devices of hers.
    copies: bool,
}

/// What the browser was asked, and by whom.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub party: &'a RelyingParty,
    pub challenge: &'a [u8],
}

/// What a browser answers to `create()`.
pub(super) struct Made<'a> {
    pub client: &'a [u8],
    pub authenticator: &'a [u8],
    pub key: &'a [u8],
}

/// What a browser answers to `get()`.
pub(super) struct Signed<'a> {
    pub client: &'a [u8],
    pub authenticator: &'a [u8],
    pub signature: &'a [u8],
}

impl Asked<'_> {
    /// Registers (7.1): the id of the new key, base64url, and what is kept of it.
    ///
    /// # Errors
    /// The first step that fails.
    pub fn register(self, made: &Made) -> Result<(String, Credential), Refusal> {
        self.read_client(made.client, "webauthn.create")?;
        let said = Said::read(made.authenticator)?;
        self.same_site_and_she(&said)?;
        let (id, cose) = said.key.ok_or(Refusal::Unreadable)?;
        let key = PublicKey::read(made.key).ok_or(Refusal::Key)?;
        // The browser copied the key out of the authenticator's words: what it gives must stand there.
        if !cose.windows(key.mark().len()).any(|bytes| bytes == key.mark()) {
            return Err(Refusal::Key);
        }
        let kept = Credential {
            key: URL_SAFE_NO_PAD.encode(made.key),
            counter: said.counter,
            copies: said.has(BACKUP_ELIGIBLE),
        };
        Ok((URL_SAFE_NO_PAD.encode(id), kept))
    }

    /// Signs in (7.2): the key with its new counter. Whose it is, whether she may, and that a question is answered once,
    /// is for the caller to see.
    ///
    /// # Errors
    /// The first step that fails.
    pub fn sign_in(self, known: &Credential, signed: &Signed) -> Result<Credential, Refusal> {
        self.read_client(signed.client, "webauthn.get")?;
        let said = Said::read(signed.authenticator)?;
        self.same_site_and_she(&said)?;
        if said.has(BACKUP_ELIGIBLE) != known.copies {
            return Err(Refusal::Backup);
        }
        let spki = URL_SAFE_NO_PAD.decode(&known.key).map_err(|_| Refusal::Key)?;
        let key = PublicKey::read(&spki).ok_or(Refusal::Key)?;
        // 7.2, steps 20 and 21: the signature is over the authenticator's words and the hash of the browser's.
        let mut message = signed.authenticator.to_vec();
        message.extend_from_slice(&Sha256::digest(signed.client));
        if !key.signed(&message, signed.signature) {
            return Err(Refusal::Signature);
        }
        // 7.2, step 22: only an authenticator that never counted may stay at zero.
        if (said.counter != 0 || known.counter != 0) && said.counter <= known.counter {
            return Err(Refusal::Counter);
        }
        Ok(Credential { counter: said.counter, ..known.clone() })
    }

    /// 7.1, steps 5 to 11, and 7.2, steps 9 to 14.
    fn read_client(self, bytes: &[u8], purpose: &str) -> Result<(), Refusal> {
        /// The browser's own words (5.8.1); what else stands in them means nothing here.
        #[derive(Deserialize)]
        struct Client {
            #[serde(rename = "type")]
            purpose: String,
            challenge: String,
            origin: String,
            #[serde(rename = "crossOrigin", default)]
            in_other_site: bool,
            #[serde(rename = "topOrigin")]
            other_site: Option<String>,
        }
        if bytes.len() > MOST_CLIENT_BYTES {
            return Err(Refusal::Unreadable);
        }
        let client: Client = serde_json::from_slice(bytes).map_err(|_| Refusal::Unreadable)?;
        if client.purpose != purpose {
            return Err(Refusal::Type);
        }
        if URL_SAFE_NO_PAD.decode(&client.challenge).ok().as_deref() != Some(self.challenge) {
            return Err(Refusal::Challenge);
        }
        if client.origin != self.party.origin || client.in_other_site || client.other_site.is_some() {
            return Err(Refusal::Origin);
        }
        Ok(())
    }

    /// 7.1, steps 13 to 18, and 7.2, steps 15 to 19.
    fn same_site_and_she(self, said: &Said) -> Result<(), Refusal> {
        if said.party != Sha256::digest(self.party.id.as_bytes()).as_slice() {
            return Err(Refusal::Party);
        }
        if !said.has(USER_PRESENT) {
            return Err(Refusal::Presence);
        }
        if !said.has(USER_VERIFIED) {
            return Err(Refusal::Verification);
        }
        if said.has(BACKED_UP) && !said.has(BACKUP_ELIGIBLE) {
            return Err(Refusal::Backup);
        }
        Ok(())
    }
}

impl Credential {
    /// What stands in for a key that is unknown, so that the work is the same. Anybody can sign for it: that an answer fits
    /// it opens nothing.
    pub fn of_nobody() -> Self {
        Self { key: URL_SAFE_NO_PAD.encode(key::BASE_POINT), counter: 0, copies: false }
    }
}

/// An authenticator's words (6.1), cut into their parts.
struct Said<'a> {
    party: &'a [u8],
    flags: u8,
    counter: u32,
    /// The id of a new key, and the key with whatever follows.
    key: Option<(&'a [u8], &'a [u8])>,
}

impl<'a> Said<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Refusal> {
        Self::cut(bytes).ok_or(Refusal::Unreadable)
    }

    fn cut(bytes: &'a [u8]) -> Option<Self> {
        if bytes.len() > MOST_AUTHENTICATOR_BYTES {
            return None;
        }
        let (party, rest) = bytes.split_at_checked(32)?;
        let (flags, rest) = rest.split_first()?;
        let (counter, rest) = rest.split_first_chunk::<4>()?;
        let mut said = Self { party, flags: *flags, counter: u32::from_be_bytes(*counter), key: None };
        if said.has(KEY_INCLUDED) {
            // 6.5.2: sixteen bytes that name the model, the length of the id, the id, the key.
            let (_model, rest) = rest.split_at_checked(16)?;
            let (length, rest) = rest.split_first_chunk::<2>()?;
            let (id, key) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            if !(FEWEST_ID_BYTES..=MOST_ID_BYTES).contains(&id.len()) || key.is_empty() {
                return None;
            }
            said.key = Some((id, key));
        } else if rest.is_empty() == said.has(EXTENSIONS_INCLUDED) {
            return None;
        }
        Some(said)
    }

    const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

#[cfg(test)]
mod tests;
