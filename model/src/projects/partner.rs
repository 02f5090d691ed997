//! Who works along: an organisation of the directory, or a name.

use crate::coded::coded;
use crate::directory::Name;
use crate::failure::Problem;
use crate::form::unknown;
use crate::id::{CampaignId, DocumentId, OrganizationId, PathId, ProjectId};
use serde::{Deserialize, Serialize};

coded!(
    /// What an organisation does in a project, in IATI's words (`OrganisationRole`).
    PartnerRole {
        /// It pays.
        Funding = "bailleur",
        /// It answers for it.
        Accountable = "responsable",
        /// It passes money and tasks on.
        Extending = "relais",
        /// It does it.
        Implementing = "realisation",
    }
);

impl PartnerRole {
    /// The code in IATI's list.
    pub const fn iati(self) -> u8 {
        match self {
            Self::Funding => 1,
            Self::Accountable => 2,
            Self::Extending => 3,
            Self::Implementing => 4,
        }
    }
}

/// An organisation of the directory, or the name of one that is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// One of the directory.
    Organization(OrganizationId),
    /// A name.
    Named(Name),
}

/// An organisation with what it does in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// Who.
    pub whom: Whom,
    /// What it does.
    pub role: PartnerRole,
}

/// What things are called in forms, and what is meant by what stands in them.
pub struct Naming<'a> {
    /// Finds an organisation by its slug, acronym or name.
    pub find_organization: &'a dyn Fn(&str) -> Option<OrganizationId>,
    /// What an organisation is called.
    pub organization: &'a dyn Fn(OrganizationId) -> Option<String>,
    /// Finds a project by its slug.
    pub find_project: &'a dyn Fn(&str) -> Option<ProjectId>,
    /// The slug of a project.
    pub project: &'a dyn Fn(ProjectId) -> Option<String>,
    /// Finds a document by its slug.
    pub find_document: &'a dyn Fn(&str) -> Option<DocumentId>,
    /// The slug of a document.
    pub document: &'a dyn Fn(DocumentId) -> Option<String>,
    /// Finds a path of training by its slug.
    pub find_path: &'a dyn Fn(&str) -> Option<PathId>,
    /// The slug of a path.
    pub path: &'a dyn Fn(PathId) -> Option<String>,
    /// Finds a campaign by its slug.
    pub find_campaign: &'a dyn Fn(&str) -> Option<CampaignId>,
    /// The slug of a campaign.
    pub campaign: &'a dyn Fn(CampaignId) -> Option<String>,
}

impl Naming<'_> {
    /// The document of the library that an address, or a slug, names.
    ///
    /// # Errors
    /// `UnknownValue`.
    pub fn document_at(&self, text: &str) -> Result<DocumentId, Problem> {
        let slug = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text);
        (self.find_document)(slug).ok_or_else(|| unknown(text))
    }

    /// Names of nothing, for tests.
    #[cfg(test)]
    pub(crate) fn of_nothing() -> Self {
        Self {
            find_organization: &|_| None,
            organization: &|_| None,
            find_project: &|_| None,
            project: &|_| None,
            find_document: &|_| None,
            document: &|_| None,
            find_path: &|_| None,
            path: &|_| None,
            find_campaign: &|_| None,
            campaign: &|_| None,
        }
    }
}

impl Whom {
    /// What somebody wrote: an organisation of the directory if one is called so.
    ///
    /// # Errors
    /// As a name's.
    pub fn parse(text: &str, naming: &Naming<'_>) -> Result<Self, Problem> {
        match (naming.find_organization)(text) {
            Some(id) => Ok(Self::Organization(id)),
            None => Name::parse(text).map(Self::Named),
        }
    }

    /// The organisation, if it is one of the directory.
    pub const fn organization(&self) -> Option<OrganizationId> {
        match self {
            Self::Organization(id) => Some(*id),
            Self::Named(_) => None,
        }
    }

    /// What it is called; nothing for an organisation that is not in the directory any more.
    pub fn name(&self, name: impl Fn(OrganizationId) -> Option<String>) -> Option<String> {
        match self {
            Self::Organization(id) => name(*id),
            Self::Named(name) => Some(name.to_string()),
        }
    }
}
