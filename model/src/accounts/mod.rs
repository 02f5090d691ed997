//! People: who they are here, what they may do, how they come in.

mod device;
mod invitation;
mod name;
mod passkey;
mod person;
mod settings;

pub use device::{Browser, Device, SessionShown, System};
pub use invitation::{
    Invitation, InvitationDraft, InvitationKind, JoinRequest, MAX_GROUP, MAX_INVITATION_DAYS, Words,
};
pub use name::DisplayName;
pub(crate) use name::finds_nobody;
pub use passkey::{MOST_PASSKEYS, Passkey, PasskeyName};
pub use person::{
    Affiliation, Blocked, Icon, Moderates, OrganizationMember, Person, Role, Standing, Strength,
};
pub use settings::{Account, Digest, EmailAddress, NoticeKind, QuietHours, Settings, Way};

/// The fewest characters of a passphrase (OWASP ASVS 5.0, 6.2.1).
pub const PASSPHRASE_MIN: usize = 8;
/// The most characters of a passphrase; more would only feed the hash.
pub const PASSPHRASE_MAX: usize = 256;
