//! Accounts: the first administrator signs in. Members and their organisations' rights join here later.

mod passphrase;
mod people;
mod sessions;

pub use passphrase::PassphraseHasher;
pub use sessions::{SESSION_ABSOLUTE, SESSION_IDLE, SessionRow};

use crate::access::Administrator;
use crate::error::StoreError;
use async_trait::async_trait;
use model::accounts::Person;
use model::id::PersonId;
use model::time::Moment;

/// Keeps people and their sessions.
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// The person and the hash of her passphrase, by the folded form of her name.
    async fn person_by_name(&self, folded_name: &str) -> Result<Option<(Person, String)>, StoreError>;

    /// The person with this id.
    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError>;

    /// Everybody, by name.
    async fn people(&self, right: &Administrator) -> Result<Vec<Person>, StoreError>;

    /// Keeps a new person; `Conflict` if the folded name is taken.
    async fn add_person(
        &self,
        right: &Administrator,
        person: &Person,
        folded_name: &str,
        passphrase_hash: &str,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Gives a person a new passphrase and ends all her sessions.
    async fn set_passphrase(&self, right: &Administrator, id: PersonId, hash: &str)
    -> Result<(), StoreError>;

    /// Keeps a session, new or known.
    async fn save_session(&self, session: &SessionRow) -> Result<(), StoreError>;

    /// Puts off the end of a session that is still there; one that was ended stays ended.
    async fn touch_session(&self, id_hash: &str, expires_at: Moment) -> Result<(), StoreError>;

    /// The session with this hashed id, unless it is over.
    async fn session(&self, id_hash: &str, now: Moment) -> Result<Option<SessionRow>, StoreError>;

    /// Ends a session.
    async fn delete_session(&self, id_hash: &str) -> Result<(), StoreError>;

    /// Removes the sessions that are over, and says how many.
    async fn delete_expired_sessions(&self, now: Moment) -> Result<u64, StoreError>;
}
