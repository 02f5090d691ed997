//! The five persons of the table of rights, and two who are staff with their passphrase alone; what doors open to them is asked of
//! `domain/src/access.rs`.

use crate::callers::{signed_in, surely};
use crate::people::House;
use app::door::OpenTo;
use domain::access::Caller;
use model::accounts::{Role, Strength};
use model::fields::Fields;
use model::id::OrganizationId;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Visitor,
    Member,
    FocalPoint,
    Moderator,
    Administrator,
    /// A moderator of everything who has not given her second factor.
    WeakModerator,
    /// An administrator who has not.
    WeakAdministrator,
}

impl Who {
    /// The five of the table.
    pub const FIVE: [Self; 5] =
        [Self::Visitor, Self::Member, Self::FocalPoint, Self::Moderator, Self::Administrator];
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Visitor,
        Self::Member,
        Self::FocalPoint,
        Self::Moderator,
        Self::Administrator,
        Self::WeakModerator,
        Self::WeakAdministrator,
    ];

    /// What the table calls her.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Member => "member",
            Self::FocalPoint => "focal point",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
            Self::WeakModerator => "moderator without second factor",
            Self::WeakAdministrator => "administrator without second factor",
        }
    }

    /// Her name on the site.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visitor => "",
            Self::Member => "Mariam",
            Self::FocalPoint => "Fanta",
            Self::Moderator => "Oumou",
            Self::Administrator => "Awa",
            Self::WeakModerator => "Sira",
            Self::WeakAdministrator => "Kadia",
        }
    }

    /// Whether her session is one that a second factor opened.
    pub const fn is_sure(self) -> bool {
        !matches!(self, Self::WeakModerator | Self::WeakAdministrator)
    }

    const fn rights(self) -> Option<[(&'static str, &'static str); 2]> {
        match self {
            Self::Moderator | Self::WeakModerator => Some([("modere", "tout"), ("", "")]),
            Self::Administrator | Self::WeakAdministrator => {
                Some([("administratrice", "1"), ("modere", "rien")])
            }
            Self::Visitor | Self::Member | Self::FocalPoint => None,
        }
    }

    /// Lets her come, as a member of this organisation but for the visitor, with the rights that she has; nobody stands beside her rows.
    pub async fn comes(self, house: &House, own: OrganizationId) -> Caller {
        if self == Self::Visitor {
            return Caller::Visitor;
        }
        let role = if self == Self::FocalPoint { Role::FocalPoint } else { Role::Member };
        let id = house.member(self.name(), own, role).await.id;
        if let Some(rights) = self.rights() {
            house.platform.set_standing(&house.right, id, &Fields::from(rights)).await.expect("rights");
        }
        let person = house.known(self.name()).await;
        if self.is_sure() { surely(person) } else { signed_in(person, Strength::Passphrase) }
    }
}

/// Whether a door of this kind opens to her. Its page is about this organisation, to which she belongs.
pub fn opens(open_to: OpenTo, caller: &Caller, own: OrganizationId) -> bool {
    match open_to {
        OpenTo::Visitor => true,
        OpenTo::Oneself => caller.oneself().is_ok(),
        OpenTo::Member => caller.member().is_ok(),
        OpenTo::FocalPoint => caller.focal_point(own).is_ok(),
        OpenTo::Receiver => caller.receiver(own).is_ok(),
        OpenTo::Contributor => caller.contributor(own).is_ok(),
        OpenTo::Host => caller.host(own).is_ok(),
        OpenTo::Editor | OpenTo::Librarian => caller.librarian(own).is_ok(),
        OpenTo::Moderator => caller.moderator().is_ok(),
        OpenTo::Administrator => caller.administrator().is_ok(),
    }
}
