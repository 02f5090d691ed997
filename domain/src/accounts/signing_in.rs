//! Signing in: name or e-mail and passphrase; the same answer and the same work for known and unknown names.

use super::stores::Credentials;
use crate::access::Oneself;
use crate::error::Error;
use crate::outside::Network;
use crate::platform::Platform;
use model::accounts::{DisplayName, EmailAddress, PASSPHRASE_MAX, Person, Strength};
use model::failure::Problem;
use model::fields::Fields;
use model::id::PersonId;
use model::search::fold;

/// Somebody who may have a session now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Who.
    pub person: Person,
    /// How surely.
    pub strength: Strength,
    /// Whether she stays signed in on this phone.
    pub stays: bool,
    /// The version of her rights.
    pub rights_version: i64,
}

impl Platform {
    /// The person who gave this name, or this e-mail address, and passphrase.
    ///
    /// # Errors
    /// The same `Invalid` for an unknown name, a wrong passphrase and somebody who was shut out, after the same work;
    /// `TooMany` while the delay of the name lasts there, whether anybody has it or not.
    pub async fn sign_in(&self, fields: &Fields, from: Network) -> Result<SignIn, Error> {
        let wrong = || Error::field("passphrase", Problem::WrongSignIn);
        let (folded, email) = looked_up(fields.get("nom"));
        let now = self.clock.now();
        if !self.delays.begin_from(&folded, from, now) {
            return Err(Error::TooMany);
        }
        let passphrase = raw(fields, "passphrase");
        if passphrase.is_empty() || passphrase.chars().count() > PASSPHRASE_MAX {
            return Err(wrong());
        }
        let found = self.stores.accounts.credentials(&folded, &email).await?;
        let hash = found.as_ref().map(|it| it.passphrase_hash.as_str());
        let matches = self.hasher.verify(passphrase, hash).await?;
        let Some(found) = found.filter(|it| matches && !it.is_shut_out) else {
            return Err(wrong());
        };
        self.delays.right_from(&folded, from);
        let strength = if found.asks_for_second_factor() { Strength::Halfway } else { Strength::Passphrase };
        let stays = fields.has("rester");
        Ok(SignIn { person: found.person, strength, stays, rights_version: found.rights_version })
    }

    /// Lets somebody in whose passphrase was right before, now that she gave her second factor.
    ///
    /// # Errors
    /// `Invalid` on `code`, `TooMany`.
    pub async fn sign_in_with_second_factor(
        &self,
        id: PersonId,
        stays: bool,
        fields: &Fields,
    ) -> Result<SignIn, Error> {
        self.second_factor(id, fields).await?;
        self.strengthened(id, stays).await
    }

    /// The sign-in of somebody whose second factor was just seen.
    ///
    /// # Errors
    /// `SignIn` if she is gone or shut out.
    pub(crate) async fn strengthened(&self, id: PersonId, stays: bool) -> Result<SignIn, Error> {
        let found = self.stores.accounts.credentials_of(id).await?.filter(|it| !it.is_shut_out);
        let found = found.ok_or(Error::SignIn)?;
        let strength = Strength::SecondFactor;
        Ok(SignIn { person: found.person, strength, stays, rights_version: found.rights_version })
    }

    /// Makes sure that whoever sits before the phone knows the passphrase, before anything that cannot be taken back.
    ///
    /// # Errors
    /// `Invalid` on `passphrase_actuelle`, `TooMany` after too many tries.
    pub(crate) async fn ask_again(&self, right: &Oneself, fields: &Fields) -> Result<Credentials, Error> {
        let key = format!("again {}", right.person());
        let now = self.clock.now();
        if !self.delays.begin(&key, now) {
            return Err(Error::TooMany);
        }
        let own = self.stores.accounts.credentials_of(right.person()).await?.ok_or(Error::SignIn)?;
        let passphrase = raw(fields, "passphrase_actuelle");
        let fits = passphrase.chars().count() <= PASSPHRASE_MAX
            && self.hasher.verify(passphrase, Some(&own.passphrase_hash)).await?;
        if !fits {
            return Err(Error::field("passphrase_actuelle", Problem::WrongPassphrase));
        }
        self.delays.right(&key);
        Ok(own)
    }

    /// The PHC string of a passphrase, with a salt of chance.
    pub(crate) async fn hash(&self, passphrase: &str) -> Result<String, Error> {
        let mut salt = [0; 16];
        self.chance.fill(&mut salt);
        self.hasher.hash(passphrase, salt).await
    }
}

/// A passphrase as it was typed: blanks at its ends are hers.
pub(super) fn raw<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.pairs().iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// What a typed name is looked up as. What can be nobody's name is looked up as nobody's, so that it takes as long.
pub(super) fn looked_up(typed: &str) -> (String, String) {
    let email = EmailAddress::parse(typed).map(|it| it.as_str().to_owned()).unwrap_or_default();
    let folded = DisplayName::parse(typed).map(|name| fold(name.as_str())).unwrap_or_default();
    // Delays count by name: an address that is nobody's name stands for itself.
    if folded.is_empty() && !email.is_empty() { (email.clone(), email) } else { (folded, email) }
}
