//! Secrets that must be read again, kept so that a copy of the database alone does not tell them.

use crate::error::Error;
use crate::outside::Chance;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use model::id::PersonId;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};

/// What a kept value begins with: how it was encrypted, for the day when that changes.
const MARK: &str = "a256gcm.";

/// Encrypts with AES-256-GCM under a key that HKDF-SHA-256 (RFC 5869) makes of the site's secret, which is not in the database.
/// Whose the value is belongs to it: in somebody else's row it cannot be read.
pub struct AtRest(LessSafeKey);

impl AtRest {
    /// For values of this purpose.
    ///
    /// # Errors
    /// `Internal` if the cryptography refuses, which it does for no key of this length.
    pub fn new(pepper: &[u8], purpose: &str) -> Result<Self, Error> {
        let pseudorandom = Salt::new(HKDF_SHA256, b"musoya at rest").extract(pepper);
        let info = [purpose.as_bytes()];
        let key = UnboundKey::from(pseudorandom.expand(&info, &AES_256_GCM).map_err(refused)?);
        Ok(Self(LessSafeKey::new(key)))
    }

    /// What is kept of a secret of hers. The nonce is 96 bits of chance, which must not repeat under one key: after four billion
    /// values the odds of that are one in 2³² (NIST SP 800-38D, 8.3).
    ///
    /// # Errors
    /// `Internal` if the cryptography refuses, which it does for nothing of this length.
    pub fn lock(&self, chance: &dyn Chance, whose: PersonId, secret: &str) -> Result<String, Error> {
        let mut nonce = [0; NONCE_LEN];
        chance.fill(&mut nonce);
        let mut bytes = secret.as_bytes().to_vec();
        let (unique, of) = (Nonce::assume_unique_for_key(nonce), whose.to_string());
        self.0.seal_in_place_append_tag(unique, Aad::from(of.as_bytes()), &mut bytes).map_err(refused)?;
        Ok([MARK, &BASE64.encode([&nonce[..], &bytes].concat())].concat())
    }

    /// The secret of hers that was kept so; nothing if it is another one's, was changed, or the site's secret is another one now.
    pub fn unlock(&self, whose: PersonId, kept: &str) -> Option<String> {
        let mut bytes = BASE64.decode(kept.strip_prefix(MARK)?).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self.0.open_in_place(nonce, Aad::from(whose.to_string().as_bytes()), sealed).ok()?;
        String::from_utf8(plain.to_vec()).ok()
    }
}

/// `Unspecified` is no `Error` without a feature of ring that nothing else needs.
fn refused(cause: ring::error::Unspecified) -> Error {
    Error::Internal(cause.to_string().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    struct Counting(std::sync::atomic::AtomicU8);

    impl Chance for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    fn at_rest(pepper: &[u8]) -> AtRest {
        AtRest::new(pepper, "authenticator").unwrap()
    }

    fn person(number: u128) -> PersonId {
        PersonId::new(Uuid::from_u128(number))
    }

    #[test]
    fn what_is_kept_is_read_with_the_same_secret_by_nobody_else() {
        let chance = Counting(std::sync::atomic::AtomicU8::new(0));
        let kept = at_rest(b"one").lock(&chance, person(1), "GEZDGNBV").unwrap();
        assert!(!kept.contains("GEZDGNBV"));
        assert_eq!(at_rest(b"one").unlock(person(1), &kept).as_deref(), Some("GEZDGNBV"));
        assert_eq!(at_rest(b"one").unlock(person(2), &kept), None);
        assert_eq!(at_rest(b"two").unlock(person(1), &kept), None);
        assert_eq!(AtRest::new(b"one", "other").unwrap().unlock(person(1), &kept), None);
    }

    #[test]
    fn the_same_secret_never_looks_the_same_and_what_was_changed_is_nothing() {
        let chance = Counting(std::sync::atomic::AtomicU8::new(0));
        let [one, other] = [(); 2].map(|()| at_rest(b"one").lock(&chance, person(1), "GEZDGNBV").unwrap());
        assert_ne!(one, other);
        let short = &one[..one.len() - 2];
        for broken in ["", "GEZDGNBV", MARK, "a256gcm.AAAA", short, &one.replace(MARK, "")] {
            assert_eq!(at_rest(b"one").unlock(person(1), broken), None, "{broken}");
        }
    }
}
