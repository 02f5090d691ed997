//! Passphrases: argon2id on a thread of its own, so that sign-ins never starve the pages.

use crate::error::Error;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::{Arc, OnceLock};
use std::thread;
use tokio::sync::{mpsc, oneshot};

/// How many wait for the thread; more wait for a place.
const WAITING: usize = 64;

type Work = Box<dyn FnOnce() + Send>;

/// Hashes and verifies, one after the other.
///
/// A hash takes about 19 MiB and a core (OWASP's parameters, the crate's default). On many threads the allocator keeps such a
/// block for each of them: with a pool, 200 sign-ins at once left 348 MB behind.
#[derive(Clone, Default)]
pub struct PassphraseHasher {
    thread: Arc<OnceLock<mpsc::Sender<Work>>>,
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
        let (answer, answered) = oneshot::channel();
        let work = Box::new(move || {
            // Whoever asked may have gone.
            drop(answer.send(work()));
        });
        let thread = self.thread.get_or_init(begin);
        thread.send(work).await.map_err(|error| Error::Internal(error.to_string().into()))?;
        answered.await.map_err(|error| Error::Internal(error.into()))
    }
}

/// Begins the thread; it ends with the last hasher.
fn begin() -> mpsc::Sender<Work> {
    let (sender, mut works) = mpsc::channel::<Work>(WAITING);
    thread::spawn(move || {
        while let Some(work) = works.blocking_recv() {
            // A panic is told to whoever asked, by the answer that never comes; the next one is served.
            drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)));
        }
    });
    sender
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
