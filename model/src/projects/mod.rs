//! Common work: projects, their activities, how many people they reached, and what was learnt from them.

mod browse;
mod content;
mod filter;
mod indicator;
mod known;
mod lesson;
mod list;
mod partner;
mod people;
mod project;
mod report;
mod shown;
mod step;

pub(crate) use browse::browse;
pub use browse::{Facts, Found, WorkFacets};
pub use content::{ProjectContext, project_field};
pub use filter::{ADVICE, Listing, WorkFilter};
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
