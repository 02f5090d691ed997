//! Passphrases: argon2id on a thread of its own, so that sign-ins never starve the pages.

use crate::error::Error;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{self, CustomizedPasswordHasher};
use argon2::{Algorithm, Argon2, Block, Params, PasswordVerifier, Version};
use std::cell::RefCell;
use std::sync::{Arc, OnceLock};
use std::thread;
use tokio::sync::{mpsc, oneshot};

/// How many wait for the thread; more wait for a place.
const WAITING: usize = 64;

type Work = Box<dyn FnOnce(&InPlace) + Send>;

/// Hashes and verifies, one after the other.
///
/// A hash takes about 19 MiB and a core (OWASP's parameters, the crate's default). On many threads the allocator keeps as much
/// for each of them: with a pool, 200 sign-ins at once left 348 MB behind.
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
        self.run(move |argon2| hash(argon2, &passphrase, &salt)).await?
    }

    /// Whether the passphrase has this hash; without a hash, the same work is done against one that nothing has,
    /// so that an unknown name takes as long as a known one.
    ///
    /// # Errors
    /// `Internal` if the pool is gone.
    pub async fn verify(&self, passphrase: &str, phc: Option<&str>) -> Result<bool, Error> {
        let passphrase = passphrase.to_owned();
        let phc = phc.map(str::to_owned);
        self.run(move |argon2| {
            let known = phc.is_some();
            let phc = phc.or_else(|| nobody(argon2)).unwrap_or_default();
            let matches = PasswordHash::new(&phc)
                .is_ok_and(|hash| argon2.verify_password(passphrase.as_bytes(), &hash).is_ok());
            matches && known
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&InPlace) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let work = Box::new(move |argon2: &InPlace| {
            // Whoever asked may have gone.
            drop(answer.send(work(argon2)));
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
        let argon2 = InPlace::default();
        while let Some(work) = works.blocking_recv() {
            // A panic is told to whoever asked, by the answer that never comes; the next one is served.
            drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&argon2))));
        }
    });
    sender
}

/// Argon2 in one piece of memory that is kept from hash to hash. Given back and taken again each time, the allocator found the place
/// taken by something small now and then and took a new one: after 200 sign-ins the server had kept ten.
#[derive(Default)]
struct InPlace {
    blocks: RefCell<Vec<Block>>,
}

impl CustomizedPasswordHasher<PasswordHash> for InPlace {
    type Params = Params;

    fn hash_password_customized(
        &self,
        password: &[u8],
        salt: &[u8],
        algorithm: Option<&str>,
        version: Option<u32>,
        params: Params,
    ) -> password_hash::Result<PasswordHash> {
        let algorithm = algorithm.map(Algorithm::try_from).transpose()?.unwrap_or_default();
        let version = version.map(Version::try_from).transpose()?.unwrap_or_default();
        let mut out = [0; Output::MAX_LENGTH];
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let out = out.get_mut(..length).ok_or(password_hash::Error::OutputSize)?;
        let mut blocks = self.blocks.borrow_mut();
        blocks.resize(params.block_count(), Block::default());
        let argon2 = Argon2::new(algorithm, version, params);
        argon2.hash_password_into_with_memory(password, salt, out, blocks.as_mut_slice())?;
        Ok(PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: ParamsString::try_from(argon2.params())?,
            salt: Some(Salt::new(salt)?),
            hash: Some(Output::new(out)?),
        })
    }
}

fn hash(argon2: &InPlace, passphrase: &str, salt: &[u8]) -> Result<String, Error> {
    argon2
        .hash_password_customized(passphrase.as_bytes(), salt, None, None, Params::default())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Internal(error.to_string().into()))
}

/// A hash that belongs to nobody.
fn nobody(argon2: &InPlace) -> Option<String> {
    static NOBODY: OnceLock<Option<String>> = OnceLock::new();
    NOBODY.get_or_init(|| hash(argon2, "nobody", b"musoya-no-person").ok()).clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::PasswordHasher;

    #[tokio::test]
    async fn a_passphrase_opens_only_its_own_hash_and_nobody_has_none() {
        let hasher = PassphraseHasher::default();
        let hash = hasher.hash("une phrase de passe", [7; 16]).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(hasher.verify("une phrase de passe", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("une autre phrase", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("nobody", None).await.unwrap());
    }

    #[test]
    fn what_stood_in_the_memory_before_changes_no_hash() {
        let (used, salt) = (InPlace::default(), [7; 16]);
        for passphrase in ["une phrase", "une autre", "une phrase"] {
            let ours = hash(&used, passphrase, &salt).unwrap();
            let library = Argon2::default().hash_password_with_salt(passphrase.as_bytes(), &salt).unwrap();
            assert_eq!(ours, library.to_string());
        }
    }
}
