//! A meeting: what, when, where, for whom, and whether one registers.

use super::span::Span;
use crate::coded::coded;
use crate::directory::{Source, TermId};
use crate::id::{ActivityId, CampaignId, EventId, OrganizationId, PathId, ProjectId};
use crate::place::Place;
use crate::programme::Programme;
use crate::projects::{ActivityKind, ActivityTitle, People};
use crate::text::{Line, Paragraphs, WebAddress};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// A meeting's title.
pub type EventTitle = Line<3, 160>;
/// What it is about, in Markdown.
pub type EventWords = Paragraphs<3, 4_000>;
/// Where in the commune it is.
pub type Venue = Line<2, 160>;
/// Why it does not take place.
pub type EventReason = Line<3, 200>;

coded!(
    /// For whom it is.
    EventAudience {
        /// For everybody.
        Public = "tous",
        /// For members of the network.
        Members = "membres",
    }
);

coded!(
    /// Who is told the exact place and the link.
    Access {
        /// Whoever registered.
        Registered = "inscrites",
        /// Everybody who sees the meeting.
        Everybody = "tous",
    }
);

/// All that is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventContent {
    /// Its title.
    pub title: EventTitle,
    /// Its kind: the report that is made of it has the same.
    pub kind: ActivityKind,
    /// For whom it is.
    pub audience: EventAudience,
    /// When it is.
    pub span: Span,
    /// In which region or commune.
    #[serde(default)]
    pub place: Option<Place>,
    /// Where there.
    #[serde(default)]
    pub venue: Option<Venue>,
    /// Where one joins from afar.
    #[serde(default)]
    pub link: Option<WebAddress>,
    /// Who is told where exactly.
    pub access: Access,
    /// Whether one registers.
    pub registers: bool,
    /// How many places there are; as many as come if nothing is said.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// What it is about.
    #[serde(default)]
    pub domains: Vec<TermId>,
    /// The series that it is one of, as reports name it.
    #[serde(default)]
    pub series: Option<ActivityTitle>,
    /// The project that it belongs to.
    #[serde(default)]
    pub project: Option<ProjectId>,
    /// The path of training that is gone there.
    #[serde(default)]
    pub path: Option<PathId>,
    /// The campaign that it is a part of.
    #[serde(default)]
    pub campaign: Option<CampaignId>,
    /// What happens when, and who speaks.
    #[serde(default)]
    pub programme: Programme,
    /// What it is about, in words.
    #[serde(default)]
    pub about: Option<EventWords>,
    /// Where the facts come from, with their date.
    #[serde(default)]
    pub source: Option<Source>,
    /// Why it does not take place, if it does not.
    #[serde(default)]
    pub cancelled: Option<EventReason>,
    /// The report that was made of it.
    #[serde(default)]
    pub activity: Option<ActivityId>,
    /// When it was first published.
    #[serde(default)]
    pub told_at: Option<Moment>,
}

/// A meeting with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// The last part of its address, unique among meetings.
    pub slug: String,
    /// The organisation on whose desk it lies.
    pub organization: OrganizationId,
    /// What is said of it.
    pub content: EventContent,
    /// Who was counted at the door.
    pub attendance: People,
    /// Whether those for whom it is read it.
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

impl Event {
    /// Whether it is published for a visitor, or for a member.
    pub fn is_read_by(&self, member: bool) -> bool {
        self.published && (member || self.content.audience == EventAudience::Public)
    }

    /// When its readers first saw it.
    pub fn told_at(&self) -> Moment {
        self.content.told_at.unwrap_or(self.created_at)
    }

    /// Whether it is over.
    pub fn is_over(&self, now: Moment) -> bool {
        self.content.span.ends() <= now
    }

    /// Whether somebody can still register.
    pub fn is_open(&self, now: Moment) -> bool {
        self.published && self.content.registers && self.content.cancelled.is_none() && !self.is_over(now)
    }

    /// Whether everybody who sees it is told where exactly it is.
    pub const fn tells_everybody(&self) -> bool {
        matches!(self.content.access, Access::Everybody) || !self.content.registers
    }
}
