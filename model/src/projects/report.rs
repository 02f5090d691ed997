//! The report of an activity: told in small screens by whoever of the organisation has a moment, whole once nothing is missing.

use super::partner::{Naming, Whom};
use super::people::People;
use super::step::{ActivityKind, ReportPart, ReportStep};
use crate::directory::{Source, TermId, Terms};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, unknown};
use crate::forum::{Figures, Period, When, chosen, commune, place};
use crate::id::{ActivityId, OrganizationId, ProjectId};
use crate::place::Place;
use crate::programme::Programme;
use crate::text::{Line, Paragraphs};
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An activity's title.
pub type ActivityTitle = Line<3, 160>;
/// What is told in one part, in Markdown.
pub type ReportWords = Paragraphs<2, 5_000>;
/// One recommendation.
pub type Advice = Line<3, 500>;
/// The most organisers, partners or recommendations.
const MOST: usize = 40;

/// The fields of the screens; those of the counts are made by [`People::field`], those of texts are called as their parts.
pub mod report_field {
    /// What it is called.
    pub const TITLE: &str = "titre";
    /// Its kind.
    pub const KIND: &str = "genre";
    /// The project that it belongs to, by its slug.
    pub const PROJECT: &str = "projet";
    /// How many came to the whole series.
    pub const SERIES_ALL: &str = "serie_tous";
    /// The domains.
    pub const DOMAINS: &str = "domaines";
    /// The name of the series that it is one of.
    pub const SERIES: &str = "serie";
    /// The region.
    pub const REGION: &str = "region";
    /// The commune.
    pub const COMMUNE: &str = "commune";
    /// The date, or the beginning.
    pub const FROM: &str = "du";
    /// The end.
    pub const TO: &str = "au";
    /// The days and their sessions, line by line.
    pub const PROGRAMME: &str = "programme";
    /// Who organised it, one on each line.
    pub const ORGANIZERS: &str = "organisateurs";
    /// Who worked along, one on each line.
    pub const PARTNERS: &str = "partenaires";
    /// How many women and girls.
    pub const WOMEN: &str = "femmes";
    /// How many men and boys.
    pub const MEN: &str = "hommes";
    /// How many in all.
    pub const ALL: &str = "tous";
    /// The recommendations, one on each line.
    pub const ADVICE: &str = "recommandations";
    /// Where the facts come from.
    pub const SOURCE: &str = "source";
    /// What the screen looked like when it was opened, to notice another phone.
    pub const SEEN: &str = "vu";
}
use report_field as field;

/// What is known around a screen while it is read.
pub struct ReportContext<'a> {
    /// The taxonomies.
    pub terms: &'a Terms,
    /// What things are called.
    pub naming: &'a Naming<'a>,
    /// The day on which it is read: nothing is reported of what is still to come.
    pub today: Day,
}

/// What was told so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// What it is called.
    pub title: Option<ActivityTitle>,
    /// Its kind.
    pub kind: Option<ActivityKind>,
    /// The project that it belongs to.
    pub project: Option<ProjectId>,
    /// The series that it is one of.
    pub series: Option<ActivityTitle>,
    /// How many came to the whole series, where its sessions were not counted one by one.
    pub series_all: Option<u32>,
    /// What it was about.
    pub domains: Vec<TermId>,
    /// Where it was.
    pub place: Option<Place>,
    /// When it was, or began.
    pub from: Option<When>,
    /// When it ended.
    pub to: Option<When>,
    /// What happened when, and who spoke.
    pub programme: Programme,
    /// Who organised it.
    pub organizers: Vec<Whom>,
    /// Who worked along.
    pub partners: Vec<Whom>,
    /// How many came.
    pub people: People,
    /// What is told, part by part.
    pub texts: BTreeMap<ReportPart, ReportWords>,
    /// What is recommended.
    pub advice: Vec<Advice>,
    /// Where the facts come from, with their date.
    pub source: Option<Source>,
}

/// An activity with what the application adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Its id.
    pub id: ActivityId,
    /// The last part of its address, unique among activities.
    pub slug: String,
    /// The organisation on whose desk it lies.
    pub organization: OrganizationId,
    /// What is told of it.
    pub report: Report,
    /// Whether everybody reads it.
    pub published: bool,
    /// Whether it is example data.
    pub example: bool,
    /// When it was begun.
    pub created_at: Moment,
    /// When something was last told.
    pub updated_at: Moment,
    /// How often it was changed.
    pub version: i64,
}

impl Activity {
    /// What it is called; its kind's code stands in for a title that nobody gave.
    pub fn title(&self) -> &str {
        let kind = self.report.kind.unwrap_or(ActivityKind::Other);
        self.report.title.as_ref().map_or(kind.code(), |it| it.as_str())
    }
}

impl Report {
    /// When it was.
    pub fn period(&self) -> Option<Period> {
        Period::of(self.from?, self.to).ok()
    }

    /// What is told in this part; empty if nothing is.
    pub fn text(&self, part: ReportPart) -> &str {
        self.texts.get(&part).map_or("", |it| it.as_str())
    }

    /// This with what the form of a screen says; what is left empty is told later, or never.
    ///
    /// # Errors
    /// One error for each refused field. Sums that do not add up are kept: `People::mismatches` says so.
    pub fn tell(
        &self,
        step: ReportStep,
        fields: &Fields,
        context: &ReportContext<'_>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let mut report = self.clone();
        let whom = |text: &str| Whom::parse(text, context.naming);
        match step {
            ReportStep::What => {
                report.title = reader.optional(field::TITLE, ActivityTitle::parse);
                report.kind = reader.optional(field::KIND, coded(ActivityKind::parse));
                // A project that cannot be named stands in no form: what nobody could choose nobody took away.
                let unseen = self.project.filter(|it| (context.naming.project)(*it).is_none());
                let named = reader.optional(field::PROJECT, |text| {
                    (context.naming.find_project)(text).ok_or_else(|| unknown(text))
                });
                report.project = named.or(unseen);
                report.series = reader.optional(field::SERIES, ActivityTitle::parse);
                let all = Figures::parse_count(fields.get(field::SERIES_ALL));
                report.series_all = reader.keep(field::SERIES_ALL, all).flatten();
                report.domains = chosen(fields, context.terms, &self.domains, &mut reader.errors);
            }
            ReportStep::Place => match place(fields) {
                Ok(place) => report.place = place,
                Err(error) => reader.errors.push(error),
            },
            ReportStep::When => {
                let when = |text: &str| When::parse(text, context.today);
                (report.from, report.to) =
                    (reader.optional(field::FROM, when), reader.optional(field::TO, when));
                match report.from.map(|from| Period::of(from, report.to)) {
                    Some(Ok(period)) => report.to = period.to,
                    Some(Err(problem)) => reader.wrong(field::TO, problem),
                    None if report.to.is_some() && fields.filled(field::FROM).is_none() => {
                        reader.wrong(field::FROM, Problem::Required);
                    }
                    None => {}
                }
                report.programme = reader.optional(field::PROGRAMME, Programme::parse).unwrap_or_default();
            }
            ReportStep::With => {
                report.organizers = reader.list(field::ORGANIZERS, MOST, whom);
                report.partners = reader.list(field::PARTNERS, MOST, whom);
            }
            ReportStep::People => report.people = People::parse(fields, &mut reader.errors),
            ReportStep::Done | ReportStep::Swot | ReportStep::Learnt => {
                for part in step.parts() {
                    let text = reader.optional(part.code(), ReportWords::parse);
                    match text {
                        Some(text) => drop(report.texts.insert(*part, text)),
                        None => drop(report.texts.remove(part)),
                    }
                }
                if step == ReportStep::Learnt {
                    report.advice = reader.list(field::ADVICE, MOST, Advice::parse);
                    report.source = reader.optional(field::SOURCE, Source::parse);
                }
            }
        }
        if reader.errors.is_empty() { Ok(report) } else { Err(reader.errors) }
    }

    /// The fields of a screen that would tell the same.
    pub fn fields(&self, step: ReportStep, naming: &Naming<'_>) -> Fields {
        let mut fields = Fields::default();
        match step {
            ReportStep::What => {
                fields.push_some(field::TITLE, self.title.as_ref().map(|it| it.as_str()));
                fields.push_some(field::KIND, self.kind.map(ActivityKind::code));
                fields.push_some(field::PROJECT, self.project.and_then(|it| (naming.project)(it)));
                fields.push_some(field::SERIES, self.series.as_ref().map(|it| it.as_str()));
                fields.push_some(field::SERIES_ALL, self.series_all.map(|it| it.to_string()));
                self.domains.iter().for_each(|it| fields.push(field::DOMAINS, it.as_str()));
            }
            ReportStep::Place => {
                fields.push_some(field::REGION, self.place.map(|it| it.region.slug()));
                fields.push_some(field::COMMUNE, self.place.and_then(commune));
            }
            ReportStep::When => {
                fields.push_some(field::FROM, self.from.map(When::iso));
                fields.push_some(field::TO, self.to.map(When::iso));
                let programme = Some(self.programme.text());
                fields.push_some(field::PROGRAMME, programme.filter(|it| !it.is_empty()));
            }
            ReportStep::With => {
                let lists = [(field::ORGANIZERS, &self.organizers), (field::PARTNERS, &self.partners)];
                for (name, list) in lists {
                    for it in list {
                        fields.push_some(name, it.name(|id| (naming.organization)(id)));
                    }
                }
            }
            ReportStep::People => self.people.push(&mut fields),
            ReportStep::Done | ReportStep::Swot | ReportStep::Learnt => {
                for part in step.parts() {
                    fields.push_some(part.code(), self.texts.get(part).map(|it| it.as_str()));
                }
                if step == ReportStep::Learnt {
                    self.advice.iter().for_each(|it| fields.push(field::ADVICE, it.as_str()));
                    fields.push_some(field::SOURCE, self.source.as_ref().map(|it| it.as_str()));
                }
            }
        }
        fields
    }

    /// Whether nothing is told in a screen.
    pub fn lacks(&self, step: ReportStep) -> bool {
        match step {
            ReportStep::What => self.title.is_none() || self.kind.is_none(),
            ReportStep::Place => self.place.is_none(),
            ReportStep::When => self.from.is_none(),
            ReportStep::With => self.organizers.is_empty() && self.partners.is_empty(),
            ReportStep::People => self.people.is_empty(),
            // What was done is what a reader needs; the rest of the screen may be told without it.
            ReportStep::Done => !self.texts.contains_key(&ReportPart::Done),
            ReportStep::Swot => step.parts().iter().all(|it| !self.texts.contains_key(it)),
            ReportStep::Learnt => !self.texts.contains_key(&ReportPart::Learnt) && self.advice.is_empty(),
        }
    }

    /// Whether everything is there that a reader needs, and the counts add up.
    ///
    /// # Errors
    /// One error for each screen that must be told or corrected, by the screen's code.
    pub fn whole(&self) -> Result<(), Vec<FieldError>> {
        let missing = ReportStep::ALL.iter().filter(|it| it.is_needed() && self.lacks(**it));
        let mut errors: Vec<FieldError> =
            missing.map(|it| FieldError::new(it.code(), Problem::Required)).collect();
        errors.extend(self.people.mismatches().into_iter().map(|it| {
            let problem = Problem::DoesNotAddUp { counted: it.counted, said: it.said };
            FieldError::new(ReportStep::People.code(), problem)
        }));
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests;
