//! What keeps people, their sessions and their places in organisations.

use super::addresses::AddressChange;
use super::sessions::{SessionRow, SessionUse};
use crate::access::{Administrator, FocalPoint, Moderator, Oneself, Receiver, SessionSeen};
use crate::error::StoreError;
use async_trait::async_trait;
use model::accounts::{
    Account, Blocked, EmailAddress, Icon, Invitation, JoinRequest, Moderates, OrganizationMember, Person,
    Role, SessionShown, Settings, Standing,
};
use model::audit::Entry;
use model::id::{InvitationId, OrganizationId, PersonId};
use model::text::Paragraphs;
use model::time::Moment;

/// Somebody who has no row yet.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// She, without any right.
    pub person: Person,
    /// Her name as it is looked up.
    pub folded_name: String,
    /// Her name as the eye reads it (Unicode TR39): no two people share it.
    pub skeleton: String,
    /// The hash of her passphrase.
    pub passphrase_hash: String,
    /// The e-mail address that she would like to have.
    pub email: Option<EmailAddress>,
    /// Her choices.
    pub settings: Settings,
    /// When she comes.
    pub joined_at: Moment,
    /// Since when she counts as one of two, as in `Credentials`.
    pub settled_since: Moment,
}

/// What signing in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Who.
    pub person: Person,
    /// The hash of her passphrase.
    pub passphrase_hash: String,
    /// Whether an authenticator gives her codes.
    pub has_totp: bool,
    /// Whether one of her devices holds a passkey.
    pub has_passkey: bool,
    /// Whether she was shut out.
    pub is_shut_out: bool,
    /// When she came.
    pub joined_at: Moment,
    /// The version of her rights.
    pub rights_version: i64,
    /// Since when nobody made her administrator or changed the organisations that she belongs to; 0 for what the operator of the
    /// machine decided, and for the first organisation of somebody whom the operator made.
    pub settled_since: Moment,
}

impl Credentials {
    /// Whether she has a second factor of any kind.
    pub const fn has_second_factor(&self) -> bool {
        self.has_totp || self.has_passkey
    }

    /// Whether her passphrase alone opens only half the way. A passkey is a member's shorter way in beside her passphrase;
    /// for staff it is the second factor that they need, and nothing may go round it.
    pub fn asks_for_second_factor(&self) -> bool {
        self.has_totp || (self.has_passkey && self.person.is_staff())
    }
}

/// Keeps people and what they decided.
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// Whom this folded name or this e-mail address belongs to.
    async fn credentials(&self, folded_name: &str, email: &str) -> Result<Option<Credentials>, StoreError>;

    /// What the passphrase of this person is checked against.
    async fn credentials_of(&self, id: PersonId) -> Result<Option<Credentials>, StoreError>;

    /// The person with this id.
    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError>;

    /// Keeps an administrator; `Conflict` if her name is taken.
    async fn add_administrator(
        &self,
        right: &Administrator,
        person: &NewPerson,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Whether somebody has a name that the eye reads as this one.
    async fn is_name_seen(&self, skeleton: &str) -> Result<bool, StoreError>;

    /// Her account.
    async fn account(&self, right: &Oneself) -> Result<Option<Account>, StoreError>;

    /// Gives her another name and picture, and changes what becomes of her address; `Conflict` if the name is taken.
    async fn set_profile(
        &self,
        right: &Oneself,
        person: &Person,
        folded_name: &str,
        skeleton: &str,
        address: &AddressChange,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Keeps her choices.
    async fn set_settings(&self, right: &Oneself, settings: &Settings) -> Result<(), StoreError>;

    /// Gives her another passphrase; all her sessions but this one end, and the recoveries that were begun in her name.
    async fn set_passphrase(
        &self,
        right: &Oneself,
        hash: &str,
        keep_session: Option<&str>,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Gives her a passphrase of the operator's, takes her second factors away and ends all her sessions.
    async fn reset_person(
        &self,
        right: &Administrator,
        id: PersonId,
        hash: &str,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes her with everything that is hers, and withdraws what she invited with.
    async fn delete_person(&self, right: &Oneself, erases_posts: bool, now: Moment)
    -> Result<(), StoreError>;

    /// Ends the recoveries that were begun in her name.
    async fn end_recoveries(&self, right: &Oneself, now: Moment) -> Result<(), StoreError>;

    /// Whom she does not want to read, the last one first.
    async fn blocked(&self, right: &Oneself) -> Result<Vec<Blocked>, StoreError>;

    /// Adds somebody to them.
    async fn block(&self, right: &Oneself, other: PersonId, now: Moment) -> Result<(), StoreError>;

    /// Takes somebody off them.
    async fn unblock(&self, right: &Oneself, other: PersonId) -> Result<(), StoreError>;
}

/// Keeps sessions.
#[async_trait]
pub trait SessionStore: Send + Sync {
    /// Whoever has the session with this hashed id, in one statement; nobody if it is over or she was shut out.
    /// The version of her rights that the session knows and the one in force come with her.
    async fn caller(
        &self,
        id_hash: &str,
        now: Moment,
    ) -> Result<Option<(SessionUse, Person, SessionSeen, i64)>, StoreError>;

    /// Keeps a new session; `false` if another has its id.
    async fn add_session(&self, session: &SessionRow) -> Result<bool, StoreError>;

    /// Keeps a session, new or known.
    async fn save_session(&self, session: &SessionRow) -> Result<(), StoreError>;

    /// Puts off the end of a session that is still there; one that was ended stays ended.
    async fn touch_session(
        &self,
        id_hash: &str,
        seen_at: Moment,
        expires_at: Moment,
    ) -> Result<(), StoreError>;

    /// The session with this hashed id, unless it is over.
    async fn session(&self, id_hash: &str, now: Moment) -> Result<Option<SessionRow>, StoreError>;

    /// Ends a session.
    async fn delete_session(&self, id_hash: &str) -> Result<(), StoreError>;

    /// Her sessions that are not over, the one used last first.
    async fn sessions(
        &self,
        right: &Oneself,
        this: &str,
        now: Moment,
    ) -> Result<Vec<SessionShown>, StoreError>;

    /// Ends the session with this handle, if it is hers.
    async fn end_session(&self, right: &Oneself, handle: &str) -> Result<(), StoreError>;

    /// Ends all her sessions but this one.
    async fn end_other_sessions(&self, right: &Oneself, this: &str) -> Result<(), StoreError>;
}

/// Keeps who belongs to which organisation, and how people come in.
#[async_trait]
pub trait MemberStore: Send + Sync {
    /// Keeps an invitation.
    async fn add_invitation(
        &self,
        right: &FocalPoint,
        invitation: &Invitation,
        code_hash: &str,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The organisation's invitations, the newest first; at most 100.
    async fn invitations(&self, right: &FocalPoint) -> Result<Vec<Invitation>, StoreError>;

    /// Withdraws an invitation of this organisation.
    async fn withdraw_invitation(
        &self,
        right: &FocalPoint,
        id: InvitationId,
        now: Moment,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The invitation with this code, whatever its state.
    async fn invitation(&self, code_hash: &str) -> Result<Option<Invitation>, StoreError>;

    /// Somebody comes with an invitation: its place is taken, she and her affiliation are kept, all or nothing.
    /// `Conflict` if her name is taken; `false` if the invitation has no place any more.
    async fn join(&self, person: &NewPerson, code_hash: &str) -> Result<bool, StoreError>;

    /// A person who is here already joins one more organisation; `false` if the invitation has no place any more.
    async fn join_too(&self, right: &Oneself, code_hash: &str, now: Moment) -> Result<bool, StoreError>;

    /// Somebody comes without an invitation, with a request to an organisation.
    async fn ask_to_join(
        &self,
        person: &NewPerson,
        organization: OrganizationId,
        words: Option<&Paragraphs<2, 500>>,
    ) -> Result<(), StoreError>;

    /// A person who is here already asks one more organisation.
    async fn ask_too(
        &self,
        right: &Oneself,
        organization: OrganizationId,
        words: Option<&Paragraphs<2, 500>>,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// The organisations that she asked and that have not answered.
    async fn asked(&self, right: &Oneself) -> Result<Vec<OrganizationId>, StoreError>;

    /// The requests that wait for this organisation, the oldest first.
    async fn requests(&self, right: &Receiver) -> Result<Vec<JoinRequest>, StoreError>;

    /// How many requests wait for each organisation, the longest wait first.
    async fn waiting_requests(&self, right: &Moderator) -> Result<Vec<(OrganizationId, i64)>, StoreError>;

    /// Answers a request; `Conflict` if it waits no more.
    async fn decide_request(
        &self,
        right: &Receiver,
        person: PersonId,
        accepted: bool,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The organisation's members, by name.
    async fn members(&self, right: &FocalPoint) -> Result<Vec<OrganizationMember>, StoreError>;

    /// The focal points of an organisation.
    async fn focal_points(&self, organization: OrganizationId) -> Result<Vec<PersonId>, StoreError>;

    /// Takes a member out of the organisation; `Conflict` if she is not in it.
    async fn withdraw_member(
        &self,
        right: &FocalPoint,
        person: PersonId,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Leaves an organisation by herself; what she invited into it with is withdrawn.
    async fn leave(
        &self,
        right: &Oneself,
        organization: OrganizationId,
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Makes somebody a member or focal point of an organisation, whatever she was in it. Whoever invites no longer has no open
    /// invitation.
    async fn set_role(
        &self,
        right: &Administrator,
        person: PersonId,
        organization: OrganizationId,
        role: Role,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Everybody whose name contains this folded text, by name, from after this name; at most `limit`.
    async fn people(
        &self,
        right: &Moderator,
        text: &str,
        after: &str,
        limit: i64,
    ) -> Result<Vec<Standing>, StoreError>;

    /// Everybody, at the command line.
    async fn everybody(&self, right: &Administrator) -> Result<Vec<Standing>, StoreError>;

    /// How many people have an account.
    async fn count_people(&self, right: &Administrator) -> Result<i64, StoreError>;

    /// One person as staff sees her.
    async fn standing(&self, right: &Moderator, id: PersonId) -> Result<Option<Standing>, StoreError>;

    /// Changes what somebody is as staff; as `set_role` for her invitations.
    async fn set_standing(
        &self,
        right: &Administrator,
        id: PersonId,
        administrator: bool,
        moderates: &Moderates,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Shuts somebody out and ends her sessions, or lets her in again.
    async fn set_shut_out(
        &self,
        right: &Moderator,
        id: PersonId,
        since: Option<Moment>,
        log: &Entry,
    ) -> Result<(), StoreError>;
}

/// The picture of somebody who chose none.
pub(super) const PLAIN_ICON: Icon = Icon::Calabash;
