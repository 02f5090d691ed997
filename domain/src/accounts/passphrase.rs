//! Passphrases: argon2id in a bounded pool, so that sign-ins never starve the pages.

use crate::error::Error;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// How many hashes are computed at once; each takes about 19 MiB and a core (OWASP's parameters, the crate's default).
const AT_ONCE: usize = 1;

/// Hashes and verifies, a bounded number at once.
#[derive(Clone)]
pub struct PassphraseHasher {
    permits: Arc<Semaphore>,
}

impl Default for PassphraseHasher {
    fn default() -> Self {
        Self { permits: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl PassphraseHasher {
    /// The PHC string of a passphrase.
    ///
    /// # Errors
    /// `Internal` if the hash cannot be computed.
    pub async fn hash(&self, passphrase: &str, salt: [u8; 16]) -> Result<String, Error> {
        let passphrase = passphrase.to_owned();
        self.run(move || hash(&passphrase, &salt)).await?
    }

    /// Whether the passphrase has this hash; without a hash, the same work is done against one that nothing has,
    /// so that an unknown name takes as long as a known one.
    ///
    /// # Errors
    /// `Internal` if the pool is gone.
    pub async fn verify(&self, passphrase: &str, phc: Option<&str>) -> Result<bool, Error> {
        let passphrase = passphrase.to_owned();
        let phc = phc.map(str::to_owned);
        self.run(move || {
            let known = phc.is_some();
            let phc = phc.or_else(nobody).unwrap_or_default();
            let matches = PasswordHash::new(&phc)
                .is_ok_and(|hash| Argon2::default().verify_password(passphrase.as_bytes(), &hash).is_ok());
            matches && known
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let permit =
            self.permits.clone().acquire_owned().await.map_err(|error| Error::Internal(error.into()))?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        done.await.map_err(|error| Error::Internal(error.into()))
    }
}

fn hash(passphrase: &str, salt: &[u8]) -> Result<String, Error> {
    Argon2::default()
        .hash_password_with_salt(passphrase.as_bytes(), salt)
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Internal(error.to_string().into()))
}

/// A hash that belongs to nobody.
fn nobody() -> Option<String> {
    static NOBODY: OnceLock<Option<String>> = OnceLock::new();
    NOBODY.get_or_init(|| hash("nobody", b"musoya-no-person").ok()).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_passphrase_opens_only_its_own_hash_and_nobody_has_none() {
        let hasher = PassphraseHasher::default();
        let hash = hasher.hash("une phrase de passe", [7; 16]).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(hasher.verify("une phrase de passe", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("une autre phrase", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("nobody", None).await.unwrap());
    }
}
