//! News that ring on a phone (RFC 8030): its browser asked the service of its maker for an address, and what we send there says that there
//! is news, never which. What a lock screen shows may be read by whoever holds the phone.

mod address;
mod devices;
mod rings;
mod seal;
mod vapid;

pub use address::Subscription;
pub use devices::{DeviceName, DeviceShown, KeptDevice, NewDevice};
pub use rings::{Ring, RingWords};
pub use vapid::VapidKey;

use crate::access::Oneself;
use crate::error::StoreError;
use async_trait::async_trait;
use model::accounts::{NoticeKind, Settings};
use model::id::{DeviceId, PersonId};
use model::time::Moment;
use std::sync::Arc;

/// How many phones of one person ring.
pub const MOST_DEVICES: usize = 10;

/// What goes to the service of a browser's maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The address of the browser at that service.
    pub address: String,
    /// Who we are (RFC 8292), for the header `authorization`.
    pub authorization: String,
    /// For how many seconds the service keeps it while the phone has no network.
    pub seconds: i64,
    /// What only that browser reads.
    pub body: Vec<u8>,
}

/// What became of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service took it.
    Taken,
    /// That browser is not there any more.
    Gone,
    /// Not now; after so many milliseconds, if the service said so.
    Later(Option<i64>),
    /// It will never be taken as it is.
    Refused,
}

/// Takes parcels to the services of the browsers' makers.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Hands a parcel over.
    async fn carry(&self, parcel: &Parcel) -> Outcome;
}

/// What ringing needs: our key, whom the services may ask about us, and who goes there.
#[derive(Clone)]
pub struct Bells {
    /// What our parcels are signed with.
    pub key: Arc<VapidKey>,
    /// An address of the operator: `mailto:…` or `https://…`.
    pub contact: Arc<str>,
    /// Who goes there.
    pub courier: Arc<dyn Courier>,
}

/// Somebody with news for which her phones ring or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expecting {
    /// Who.
    pub person: PersonId,
    /// Her choices.
    pub settings: Settings,
    /// The kinds of what waits.
    pub kinds: Vec<NoticeKind>,
}

/// Keeps the phones that ring. One whose session is over rings no more, whatever ended it: each statement asks for the session.
#[async_trait]
pub trait PushStore: Send + Sync {
    /// Keeps a phone for the session with this hashed id, in the place of what rang for it or was reached there before; `false` if
    /// there is no such session, `Conflict` if `most` others of hers ring.
    async fn add_device(
        &self,
        right: &Oneself,
        session: &str,
        device: &NewDevice,
        most: i64,
    ) -> Result<bool, StoreError>;

    /// Her phones that ring, the newest first.
    async fn devices(
        &self,
        right: &Oneself,
        session: &str,
        now: Moment,
    ) -> Result<Vec<DeviceShown>, StoreError>;

    /// One of her phones, to try it, unless it was tried since `not_since`; notes that it was tried now.
    async fn test_device(
        &self,
        right: &Oneself,
        id: DeviceId,
        not_since: Moment,
        now: Moment,
    ) -> Result<Option<KeptDevice>, StoreError>;

    /// Names one of her phones, and silences it or lets it ring again; `false` if it is not there.
    async fn set_device(
        &self,
        right: &Oneself,
        id: DeviceId,
        name: Option<&DeviceName>,
        silent: bool,
    ) -> Result<bool, StoreError>;

    /// Takes one of her phones away.
    async fn remove_device(&self, right: &Oneself, id: DeviceId) -> Result<(), StoreError>;

    /// Somebody signed in where this cookie was: the phone is hers again with this session, and nobody else's.
    async fn device_signed_in(
        &self,
        token_hash: &str,
        person: PersonId,
        handle: &str,
    ) -> Result<(), StoreError>;

    /// The session with this hashed id is left: its phone rings no more.
    async fn device_left(&self, session: &str) -> Result<(), StoreError>;

    /// Those with a phone that rings whose unread news it did not ring for yet.
    async fn expecting(&self, now: Moment) -> Result<Vec<Expecting>, StoreError>;

    /// Her phones shall ring for her news of these kinds.
    async fn put_rings(&self, person: PersonId, kinds: &[NoticeKind], now: Moment) -> Result<(), StoreError>;

    /// The phones that shall ring now, without those whose owner has read everything meanwhile: they are silent again.
    async fn rings_due(&self, now: Moment, limit: i64) -> Result<Vec<Ring>, StoreError>;

    /// Puts a ring off until then; `false` if somebody else took it.
    async fn put_ring_off(&self, ring: &Ring, tries: i64, until: Moment) -> Result<bool, StoreError>;

    /// A ring that was tried so often is done, or given up.
    async fn ring_done(&self, id: DeviceId, tries: i64) -> Result<(), StoreError>;

    /// The browser with this hashed address is gone.
    async fn device_gone(&self, id: DeviceId, endpoint_hash: &str) -> Result<(), StoreError>;
}
