//! Accounts: people come in by their organisations, sign in, look after their own account and their organisation's members.

mod addresses;
mod alike;
mod answering;
mod at_rest;
mod breached;
mod challenges;
mod delays;
mod export;
mod factors;
mod joining;
mod members;
mod own;
mod passkeys;
mod passphrase;
mod people;
mod recovery;
mod sessions;
mod signing_in;
mod stores;
mod webauthn;

pub use addresses::{AddressChange, AddressStore, AddressWish};
pub use export::Belongings;
pub use factors::{FactorStore, PaperCodes, TotpOffer};
pub use members::MemberShown;
pub use passkeys::{KeptPasskey, PasskeyOffer, PasskeyQuestion, PasskeyStore};
pub use passphrase::PassphraseHasher;
pub use recovery::{Recovery, RecoveryStarted, RecoveryStore};
pub use sessions::{
    Recognised, SESSION_ABSOLUTE, SESSION_IDLE, STAY_ABSOLUTE, STAY_IDLE, SessionCache, SessionRow,
    SessionUse, end_when_used,
};
pub use signing_in::SignIn;
pub use stores::{AccountStore, Credentials, MemberStore, NewPerson, SessionStore};
pub use webauthn::RelyingParty;

pub(crate) use alike::skeleton;
pub(crate) use at_rest::AtRest;
pub(crate) use challenges::Spent;
pub(crate) use delays::Delays;
