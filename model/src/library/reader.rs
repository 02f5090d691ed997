//! Who reads: what of the library somebody may see.

use super::document::{Audience, Document, DocumentState};
use crate::accounts::Person;
use crate::id::OrganizationId;

/// A reader of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Anybody.
    Visitor,
    /// A member of these organisations.
    Member(Vec<OrganizationId>),
    /// An administrator.
    Administrator,
}

impl Reader {
    /// The reader that this person is.
    pub fn of(person: Option<&Person>) -> Self {
        match person {
            Some(person) if person.administrator => Self::Administrator,
            Some(person) if person.is_member() => {
                Self::Member(person.affiliations.iter().map(|it| it.organization).collect())
            }
            _ => Self::Visitor,
        }
    }

    /// Whether a document is published, and for this reader.
    pub fn reads(&self, document: &Document) -> bool {
        self.may_read(document.state, document.audience, document.publisher)
    }

    /// The same, by what decides it.
    pub(super) fn may_read(
        &self,
        state: DocumentState,
        audience: Audience,
        publisher: OrganizationId,
    ) -> bool {
        state == DocumentState::Published && self.is_among(audience, publisher)
    }

    /// Whether what an organisation shows to these readers is for this one.
    pub fn is_among(&self, audience: Audience, organization: OrganizationId) -> bool {
        match (self, audience) {
            (Self::Administrator, _) | (_, Audience::Public) | (Self::Member(_), Audience::Network) => true,
            (Self::Member(own), Audience::Organization) => own.contains(&organization),
            (Self::Visitor, _) => false,
        }
    }
}
