//! Who we are, for the services of the browsers' makers (RFC 8292): one key of this site, and a note that it signed.

use super::address::Subscription;
use crate::error::Error;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use model::time::Moment;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::json;

/// A note is good for so long; the standard allows 24 hours, and clocks differ.
const NOTE: i64 = 12 * 60 * 60 * 1000;

/// The site's key. A browser's address is bound to it: with another one every phone must be asked again.
pub struct VapidKey {
    pair: EcdsaKeyPair,
    public: String,
    random: SystemRandom,
}

impl VapidKey {
    /// A new key as it is kept (PKCS #8, base64url).
    ///
    /// # Errors
    /// `Internal` if the system has no randomness.
    pub fn generate() -> Result<String, Error> {
        let kept = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        Ok(BASE64.encode(kept.map_err(refused)?))
    }

    /// Reads what `generate` made.
    pub fn read(kept: &str) -> Option<Self> {
        let random = SystemRandom::new();
        let bytes = BASE64.decode(kept).ok()?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes, &random).ok()?;
        let public = BASE64.encode(pair.public_key());
        Some(Self { pair, public, random })
    }

    /// Its public part as browsers want it.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// What goes into the header `authorization` for this browser's service.
    pub(super) fn authorization(
        &self,
        to: &Subscription,
        contact: &str,
        now: Moment,
    ) -> Result<String, Error> {
        let claims = json!({ "aud": to.origin(), "exp": now.plus(NOTE).0 / 1000, "sub": contact });
        let part = |json: String| BASE64.encode(json);
        let note =
            [part(json!({ "typ": "JWT", "alg": "ES256" }).to_string()), part(claims.to_string())].join(".");
        let signature = self.pair.sign(&self.random, note.as_bytes()).map_err(refused)?;
        Ok(format!("vapid t={note}.{}, k={}", BASE64.encode(signature), self.public))
    }
}

/// `Unspecified` is no `Error` without a feature of ring that nothing else needs.
fn refused(cause: ring::error::Unspecified) -> Error {
    Error::Internal(cause.to_string().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_when_it_is_read_again_and_nothing_else_is_one() {
        let kept = VapidKey::generate().unwrap();
        let [one, again] = [(); 2].map(|()| VapidKey::read(&kept).unwrap());
        assert_eq!(one.public(), again.public());
        assert_eq!(BASE64.decode(one.public()).unwrap().len(), 65);
        assert_ne!(one.public(), VapidKey::read(&VapidKey::generate().unwrap()).unwrap().public());
        for broken in ["", "AAAA", "!", &kept[1..]] {
            assert!(VapidKey::read(broken).is_none(), "{broken}");
        }
    }
}
