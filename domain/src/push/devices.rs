//! The phones that ring: she turns each on by herself, sees them, tries them and takes them away.

use super::address::Subscription;
use super::rings::RingWords;
use super::{MOST_DEVICES, Outcome};
use crate::access::Oneself;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::accounts::Device;
use model::failure::Problem;
use model::fields::Fields;
use model::id::{DeviceId, PersonId};
use model::text::Line;
use model::time::Moment;

/// What addresses are encrypted for.
pub(super) const PURPOSE: &str = "push";
/// The length of what a cookie carries, in bytes.
const TOKEN_BYTES: usize = 16;
/// A phone is tried at most so often, in milliseconds: half a minute.
const TEST_WAIT: i64 = 30 * 1000;
/// A ring that she asked for to try it is not wanted later: ten minutes.
const TEST_SECONDS: i64 = 10 * 60;

/// A phone to be kept.
#[derive(Clone, Debug)]
pub struct NewDevice {
    /// Its id.
    pub id: DeviceId,
    /// What its cookie is kept as.
    pub token_hash: String,
    /// What its address is known by.
    pub endpoint_hash: String,
    /// Its address, encrypted.
    pub sealed: String,
    /// Whether it rings under the neutral name; as before if nothing is said.
    pub discreet: Option<bool>,
    /// Now.
    pub at: Moment,
}

/// A phone as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDevice {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// What its address is known by.
    pub endpoint_hash: String,
    /// Its address, encrypted.
    pub sealed: String,
    /// Whether it rings under the neutral name.
    pub discreet: bool,
}

/// A phone as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceShown {
    /// Its id.
    pub id: DeviceId,
    /// What it is.
    pub device: Device,
    /// Whether it rings under the neutral name.
    pub discreet: bool,
    /// Since when it rings.
    pub since: Moment,
    /// Whether it is the one that she holds.
    pub is_this: bool,
    /// What she calls it.
    pub name: Option<DeviceName>,
    /// Whether it rings for nothing until she lets it.
    pub silent: bool,
}

/// What somebody calls a phone of hers, for herself alone.
pub type DeviceName = Line<1, 40>;

impl Platform {
    /// The site's key as browsers want it; nothing where no phone rings.
    pub fn push_key(&self) -> Option<&str> {
        self.bells.as_ref().map(|bells| bells.key.public())
    }

    /// Keeps the browser of this session, and gives what its cookie carries: by that we know who holds the phone when somebody signs in.
    ///
    /// # Errors
    /// `Invalid` on `abonnement`; `NotFound` where no phone rings; `Conflict` if the session is over.
    pub async fn keep_device(
        &self,
        right: &Oneself,
        session: &str,
        fields: &Fields,
    ) -> Result<String, Error> {
        if self.bells.is_none() {
            return Err(Error::NotFound);
        }
        let refused = |problem| Error::field("abonnement", problem);
        let subscription =
            Subscription::parse(fields.get("abonnement")).ok_or_else(|| refused(Problem::NotAPushAddress))?;
        let at = self.clock.now();
        let token = self.chance.token(TOKEN_BYTES);
        let json = serde_json::to_string(&subscription).map_err(|error| Error::Internal(error.into()))?;
        let device = NewDevice {
            id: DeviceId::new(self.chance.uuid(at)),
            token_hash: self.sealed("phone", &token),
            endpoint_hash: self.sealed("push", &subscription.address),
            sealed: self.at_rest(PURPOSE)?.lock(self.chance(), right.person(), &json)?,
            // The browser itself, when its maker gives it another address, says nothing of names.
            discreet: (!fields.has("encore")).then(|| fields.has("carnet")),
            at,
        };
        let most = i64::try_from(MOST_DEVICES).unwrap_or(i64::MAX);
        match self.stores.push.add_device(right, session, &device, most).await {
            Ok(true) => Ok(token),
            Ok(false) => Err(Error::Conflict),
            Err(StoreError::Conflict) => Err(refused(Problem::TooManyDevices { max: MOST_DEVICES })),
            Err(error) => Err(error.into()),
        }
    }

    /// Her phones that ring, the newest first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn devices(&self, right: &Oneself, session: &str) -> Result<Vec<DeviceShown>, Error> {
        Ok(self.stores.push.devices(right, session, self.clock.now()).await?)
    }

    /// Names one of her phones, and silences it or lets it ring again.
    ///
    /// # Errors
    /// `NotFound` if it is not hers; `Invalid` on `nom`.
    pub async fn set_device(&self, right: &Oneself, fields: &Fields) -> Result<(), Error> {
        let id = DeviceId::parse(fields.get("appareil")).ok_or(Error::NotFound)?;
        let name = DeviceName::parse_optional(fields.get("nom"));
        let name = name.map_err(|problem| Error::field("nom", problem))?;
        let set = self.stores.push.set_device(right, id, name.as_ref(), fields.has("muet")).await?;
        if set { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Takes one of her phones away.
    ///
    /// # Errors
    /// `Store`.
    pub async fn remove_device(&self, right: &Oneself, fields: &Fields) -> Result<(), Error> {
        let id = DeviceId::parse(fields.get("appareil")).ok_or(Error::NotFound)?;
        Ok(self.stores.push.remove_device(right, id).await?)
    }

    /// Lets one of her phones ring now, also in her quiet hours: she asked for it.
    ///
    /// # Errors
    /// `NotFound` if it is not hers; `TooMany` if it was tried just before.
    pub async fn test_device(
        &self,
        right: &Oneself,
        session: &str,
        fields: &Fields,
        words: &(dyn Fn(bool) -> RingWords + Sync),
    ) -> Result<Outcome, Error> {
        let bells = self.bells.as_ref().ok_or(Error::NotFound)?;
        let id = DeviceId::parse(fields.get("appareil")).ok_or(Error::NotFound)?;
        let now = self.clock.now();
        let found = self.stores.push.test_device(right, id, now.plus(-TEST_WAIT), now).await?;
        let Some(device) = found else {
            let is_hers = self.devices(right, session).await?.iter().any(|it| it.id == id);
            return Err(if is_hers { Error::TooMany } else { Error::NotFound });
        };
        let outcome = match self.parcel(bells, &device, &words(device.discreet), TEST_SECONDS)? {
            Some(parcel) => bells.courier.carry(&parcel).await,
            None => Outcome::Gone,
        };
        if outcome == Outcome::Gone {
            self.stores.push.device_gone(device.id, &device.endpoint_hash).await?;
        }
        Ok(outcome)
    }

    /// Somebody signed in where this cookie was: what rang there for somebody else rings no more.
    ///
    /// # Errors
    /// `Store`.
    pub async fn device_signed_in(&self, token: &str, person: PersonId, handle: &str) -> Result<(), Error> {
        Ok(self.stores.push.device_signed_in(&self.sealed("phone", token), person, handle).await?)
    }

    /// The session with this hashed id is left: its phone rings no more.
    ///
    /// # Errors
    /// `Store`.
    pub async fn device_left(&self, session: &str) -> Result<(), Error> {
        Ok(self.stores.push.device_left(session).await?)
    }
}
