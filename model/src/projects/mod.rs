//! Common work: projects, their activities, how many people they reached, and what was learnt from them.

mod album;
mod browse;
mod choices;
mod content;
mod filter;
mod gaps;
mod import;
mod indicator;
mod known;
mod lesson;
mod list;
mod ordered;
mod partner;
mod people;
mod project;
mod report;
mod shards;
mod shown;
mod step;
mod sums;
mod swot;

pub use album::{AlbumOf, MOST_PHOTOS, album_field};
pub(crate) use browse::Narrowing;
pub use browse::{Facts, Found, WorkFacets};
pub use content::{ProjectContext, project_field};
pub use filter::{ADVICE, Listing, WorkFilter};
pub use gaps::{Gap, GapRow, Gaps};
pub use import::{WorkKind, WorkLine, WorkPreview};
pub use indicator::{Indicator, IndicatorPeriod, Measure};
pub(crate) use known::Known;
pub use lesson::{Lesson, LessonFrom, Lessons};
pub use list::Works;
pub use partner::{Naming, Partner, PartnerRole, Whom};
pub use people::{Mismatch, People, Situation};
pub use project::{Budget, Currency, Project, ProjectContent, ProjectStatus, ProjectTitle, ProjectWords};
pub use report::{Activity, ActivityTitle, Advice, Report, ReportContext, ReportWords, report_field};
pub use shown::{Group, Shown, Tally};
pub use step::{ActivityKind, ReportPart, ReportStep};
pub use sums::{Cells, SeriesSum, Sums};
pub use swot::{
    Fate, Swot, SwotAbout, SwotChange, SwotContent, SwotLine, SwotSaid, SwotSubject, SwotText, Swots,
    changes, square, swot_field,
};
