//! A project: who does it with whom, when, where, for whom, and with what result.

use super::indicator::Indicator;
use super::partner::{Partner, PartnerRole, Whom};
use crate::coded::coded;
use crate::directory::{DocumentLink, Source, TermId};
use crate::failure::Problem;
use crate::forum::Period;
use crate::id::{DocumentId, OrganizationId, ProjectId};
use crate::library::Audience;
use crate::place::{Place, Region};
use crate::text::{Line, Paragraphs};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// A project's title.
pub type ProjectTitle = Line<3, 160>;
/// What it is, wants, or for whom it is.
pub type ProjectWords = Paragraphs<3, 4_000>;
/// The years of one project that lists know it by.
pub(super) const MOST_YEARS: usize = 30;

coded!(
    /// Where a project stands, in IATI's words (`ActivityStatus`).
    ProjectStatus {
        /// It is being prepared.
        Pipeline = "preparation",
        /// It is under way.
        Implementation = "en-cours",
        /// Its work is done, its accounts are not.
        Finalisation = "finalisation",
        /// It is over.
        Closed = "termine",
        /// It was given up.
        Cancelled = "annule",
        /// It waits.
        Suspended = "suspendu",
    }
);

impl ProjectStatus {
    /// The code in IATI's list.
    pub const fn iati(self) -> u8 {
        match self {
            Self::Pipeline => 1,
            Self::Implementation => 2,
            Self::Finalisation => 3,
            Self::Closed => 4,
            Self::Cancelled => 5,
            Self::Suspended => 6,
        }
    }
}

/// A currency by its three letters (ISO 4217).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// Mali's: the franc of the West African union.
    pub const OURS: &'static str = "XOF";

    /// Three letters.
    ///
    /// # Errors
    /// `NotACurrency`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim().to_ascii_uppercase();
        let is_one = text.len() == 3 && text.bytes().all(|it| it.is_ascii_uppercase());
        if is_one { Ok(Self(text)) } else { Err(Problem::NotACurrency) }
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What it costs, and who may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// How much, in whole units.
    pub amount: u64,
    /// Of what.
    pub currency: Currency,
    /// Who sees it.
    pub audience: Audience,
}

/// All that is said of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectContent {
    /// Its title.
    pub title: ProjectTitle,
    /// The organisation's own reference, as funders know it.
    #[serde(default)]
    pub reference: Option<Line<2, 60>>,
    /// Who leads it, where that is known.
    #[serde(default)]
    pub lead: Option<Whom>,
    /// Who works along, each with a role.
    #[serde(default)]
    pub partners: Vec<Partner>,
    /// When it was meant to be.
    #[serde(default)]
    pub planned: Option<Period>,
    /// When it was.
    #[serde(default)]
    pub actual: Option<Period>,
    /// Where it stands.
    pub status: ProjectStatus,
    /// What it works on.
    #[serde(default)]
    pub domains: Vec<TermId>,
    /// Where.
    #[serde(default)]
    pub places: Vec<Place>,
    /// What it costs.
    #[serde(default)]
    pub budget: Option<Budget>,
    /// The programme that it is a part of.
    #[serde(default)]
    pub parent: Option<ProjectId>,
    /// What it is.
    #[serde(default)]
    pub general: Option<ProjectWords>,
    /// What it wants.
    #[serde(default)]
    pub objectives: Option<ProjectWords>,
    /// For whom it is.
    #[serde(default)]
    pub targets: Option<ProjectWords>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<DocumentLink>,
    /// Documents of the library.
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// What is measured.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// Where the facts come from, with their date.
    #[serde(default)]
    pub source: Option<Source>,
}

/// A project with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// The last part of its address, unique among projects.
    pub slug: String,
    /// The organisation on whose desk it lies.
    pub organization: OrganizationId,
    /// What is said of it.
    pub content: ProjectContent,
    /// Whether everybody reads it.
    pub published: bool,
    /// Whether it is example data.
    pub example: bool,
    /// When it was entered.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// How often it was changed.
    pub version: i64,
}

impl ProjectContent {
    /// When it was, or is meant to be.
    pub fn period(&self) -> Option<Period> {
        self.actual.or(self.planned)
    }

    /// The regions, each once.
    pub fn regions(&self) -> Vec<Region> {
        let mut regions: Vec<Region> = self.places.iter().map(|it| it.region).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    }

    /// Who works along in this role.
    pub fn in_role(&self, role: PartnerRole) -> impl Iterator<Item = &Whom> {
        self.partners.iter().filter(move |it| it.role == role).map(|it| &it.whom)
    }
}

impl Project {
    /// Whether an organisation answers for it, or is one of its partners.
    pub fn is_done_by(&self, organization: OrganizationId) -> bool {
        let partners = self.content.partners.iter();
        self.organization == organization
            || partners.filter_map(|it| it.whom.organization()).any(|it| it == organization)
    }
}
