//! Signing in, and the people that the command line makes.

use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::{DisplayName, PASSPHRASE_MAX, PASSPHRASE_MIN, Person};
use model::failure::Problem;
use model::fields::Fields;
use model::id::PersonId;
use model::search::fold;

/// How many words a passphrase of ours has; each is two of 32 syllables, so this is 60 bits.
const GENERATED_WORDS: usize = 6;

impl Platform {
    /// The person who gave this name and passphrase.
    ///
    /// # Errors
    /// The same `Invalid` for an unknown name and for a wrong passphrase, after the same work.
    pub async fn sign_in(&self, fields: &Fields) -> Result<Person, Error> {
        let wrong = || Error::field("passphrase", Problem::WrongSignIn);
        let passphrase =
            fields.pairs().iter().find(|(name, _)| name == "passphrase").map_or("", |(_, it)| it);
        if passphrase.is_empty() || passphrase.chars().count() > PASSPHRASE_MAX {
            return Err(wrong());
        }
        // What can be nobody's name is looked up as nobody's, so that it takes as long.
        let name = DisplayName::parse(fields.get("nom")).ok();
        let folded = name.as_ref().map_or_else(String::new, |name| fold(name.as_str()));
        let found = self.stores.accounts.person_by_name(&folded).await?;
        let hash = found.as_ref().map(|(_, hash)| hash.as_str());
        let matches = self.hasher.verify(passphrase, hash).await?;
        found.filter(|_| matches).map(|(person, _)| person).ok_or_else(wrong)
    }

    /// The person with this id, as a session remembers her.
    ///
    /// # Errors
    /// `Store`.
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, Error> {
        Ok(self.stores.accounts.person(id).await?)
    }

    /// Everybody who can sign in.
    ///
    /// # Errors
    /// `Store`.
    pub async fn people(&self, right: &Administrator) -> Result<Vec<Person>, Error> {
        Ok(self.stores.accounts.people(right).await?)
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
        let folded = fold(name.as_str());
        if self.stores.accounts.person_by_name(&folded).await?.is_some() {
            return Err(Error::field("nom", Problem::Taken));
        }
        let now = self.clock.now();
        let person = Person { id: PersonId::new(self.chance.uuid(now)), name, administrator: true };
        let passphrase = self.passphrase();
        let hash = self.hash(&passphrase).await?;
        self.stores.accounts.add_person(right, &person, &folded, &hash, now).await?;
        Ok((person, passphrase))
    }

    /// Gives a person a new passphrase of ours and ends her sessions.
    ///
    /// # Errors
    /// `NotFound` if nobody has that name.
    pub async fn reset_passphrase(&self, right: &Administrator, name: &str) -> Result<String, Error> {
        let found = self.stores.accounts.person_by_name(&fold(name)).await?;
        let (person, _) = found.ok_or(Error::NotFound)?;
        let passphrase = self.passphrase();
        let hash = self.hash(&passphrase).await?;
        self.stores.accounts.set_passphrase(right, person.id, &hash).await?;
        Ok(passphrase)
    }

    /// Removes the sessions that are over, and says how many.
    ///
    /// # Errors
    /// `Store`.
    pub async fn end_old_sessions(&self) -> Result<u64, Error> {
        Ok(self.stores.accounts.delete_expired_sessions(self.clock.now()).await?)
    }

    async fn hash(&self, passphrase: &str) -> Result<String, Error> {
        let mut salt = [0; 16];
        self.chance.fill(&mut salt);
        self.hasher.hash(passphrase, salt).await
    }

    /// Words of two syllables that can be read aloud and typed on any keyboard.
    fn passphrase(&self) -> String {
        const CONSONANTS: &[u8; 8] = b"bdfklmns";
        const VOWELS: &[u8; 4] = b"aiou";
        let mut bytes = [0; GENERATED_WORDS * 2];
        self.chance.fill(&mut bytes);
        let syllable = |byte: &u8| {
            let (consonant, vowel) = (usize::from(byte & 7), usize::from(byte >> 3 & 3));
            [char::from(CONSONANTS[consonant]), char::from(VOWELS[vowel])]
        };
        let words: Vec<String> =
            bytes.chunks(2).map(|pair| pair.iter().flat_map(syllable).collect()).collect();
        let passphrase = words.join("-");
        debug_assert!(passphrase.len() >= PASSPHRASE_MIN);
        passphrase
    }
}
