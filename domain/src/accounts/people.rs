//! The people that the command line makes, and the passphrases that it gives.

use super::alike::skeleton;
use super::stores::{NewPerson, PLAIN_ICON};
use crate::access::Administrator;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::accounts::{DisplayName, Moderates, Person, Settings};
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::id::PersonId;
use model::search::fold;
use model::time::Moment;

/// How many words a passphrase of ours has: 60 bits.
const GENERATED_WORDS: usize = 6;

impl Platform {
    /// The person with this id.
    ///
    /// # Errors
    /// `Store`.
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, Error> {
        Ok(self.stores.accounts.person(id).await?)
    }

    /// Those of these people who are still here.
    ///
    /// # Errors
    /// `Store`.
    pub async fn people_of(&self, mut ids: Vec<PersonId>) -> Result<Vec<Person>, Error> {
        ids.sort_unstable();
        ids.dedup();
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            people.extend(self.person(id).await?);
        }
        Ok(people)
    }

    /// Makes an administrator with a passphrase of ours, which is returned once and kept only as a hash.
    ///
    /// # Errors
    /// `Invalid` for a name that is too short, too long or taken.
    pub async fn add_administrator(
        &self,
        right: &Administrator,
        name: &str,
    ) -> Result<(Person, String), Error> {
        let name = DisplayName::parse(name).map_err(|problem| Error::field("nom", problem))?;
        let now = self.clock.now();
        let id = PersonId::new(self.chance.uuid(now));
        let person = Person {
            id,
            name,
            icon: PLAIN_ICON,
            administrator: true,
            moderates: Moderates::Nothing,
            affiliations: Vec::new(),
        };
        let passphrase = self.passphrase();
        let new = NewPerson {
            folded_name: fold(person.name.as_str()),
            skeleton: skeleton(&person.name),
            passphrase_hash: self.hash(&passphrase).await?,
            email: None,
            settings: Settings::default(),
            joined_at: now,
            settled_since: Moment(0),
            person: person.clone(),
        };
        let log = self.entry(right.person(), Deed::AdministratorMade, Subject::Person(id));
        match self.stores.accounts.add_administrator(right, &new, &log).await {
            Err(StoreError::Conflict) => Err(Error::field("nom", Problem::Taken)),
            other => Ok(other.map(|()| (person, passphrase))?),
        }
    }

    /// Gives a person a new passphrase of ours, takes her second factors away and ends her sessions.
    ///
    /// # Errors
    /// `NotFound` if nobody has that name.
    pub async fn reset_passphrase(&self, right: &Administrator, name: &str) -> Result<String, Error> {
        let found = self.stores.accounts.credentials(&fold(name), "").await?.ok_or(Error::NotFound)?;
        let passphrase = self.passphrase();
        let hash = self.hash(&passphrase).await?;
        let log = self.entry(right.person(), Deed::PassphraseReset, Subject::Person(found.person.id));
        self.stores.accounts.reset_person(right, found.person.id, &hash, &log).await?;
        self.session_cache.forget();
        Ok(passphrase)
    }

    /// Words of two syllables that can be read aloud and typed on any keyboard.
    fn passphrase(&self) -> String {
        self.words(GENERATED_WORDS).as_str().to_owned()
    }
}
