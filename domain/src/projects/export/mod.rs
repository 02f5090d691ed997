//! Common work for others: the 4W table with its HXL row as CSV and XLSX, JSON, and IATI of each organisation. What is told of counts is
//! what everybody sees (docs/decisions/0044).

mod fourw;
mod iati;
mod sheet;

pub use iati::{Around, iati};

use crate::error::Error;
use crate::table;
use fourw::Line;
pub(crate) use fourw::{COLUMNS, SERIES};
use model::directory::Catalogue;
use model::forum::Count;
use model::programme::{Programme, ProgrammeDay, Session};
use model::projects::{Activity, Found, Project, SeriesSum, Shown, Works};
use serde_json::{Value, json};

/// What is exported: the projects and activities that a filter finds.
pub struct Exported<'a> {
    /// The directory.
    pub catalogue: &'a Catalogue,
    /// Everything that is published.
    pub works: &'a Works,
    /// Which projects.
    pub projects: &'a Found,
    /// Which activities.
    pub activities: &'a Found,
    /// Scheme and host of the site.
    pub site: &'a str,
}

/// The cells of the line of an activity.
pub(crate) fn exported_activity(all: &Exported<'_>, it: &Activity) -> Vec<String> {
    fourw::of_activity(all, it, &it.report.people.shown()).to_vec()
}

/// The cells of each line of a project.
pub(crate) fn exported_project(all: &Exported<'_>, it: &Project) -> Vec<Vec<String>> {
    fourw::of_project(all, it).into_iter().map(|line| line.to_vec()).collect()
}

impl<'a> Exported<'a> {
    fn lines(&self) -> Vec<Line> {
        let activities = self.activities();
        let projects = self.projects();
        let activities = activities.map(|(it, shown)| fourw::of_activity(self, it, shown));
        let series = self.works.whole_series(&self.activities.all);
        let series = series.iter().filter_map(|it| fourw::of_series(self, it));
        activities.chain(projects.flat_map(|it| fourw::of_project(self, it))).chain(series).collect()
    }

    fn activities(&self) -> impl Iterator<Item = (&'a Activity, &'a Shown)> {
        let works = self.works;
        self.activities.all.iter().filter_map(move |at| works.activity(*at))
    }

    fn projects(&self) -> impl Iterator<Item = &'a Project> {
        let works = self.works;
        self.projects.all.iter().filter_map(move |at| works.project_at(*at))
    }

    /// The table as CSV: header, HXL 1.1 hashtags, a line for each activity, for each place of a project and
    /// for each series of which only the whole was counted.
    ///
    /// # Errors
    /// `Internal` if the table cannot be written.
    pub fn csv(&self) -> Result<Vec<u8>, Error> {
        table::csv(self.rows())
    }

    /// The same as a sheet of XLSX, with numbers as numbers.
    ///
    /// # Errors
    /// `Internal` if the sheet cannot be written.
    pub fn xlsx(&self) -> Result<Vec<u8>, Error> {
        sheet::xlsx(&self.rows(), |column| fourw::is_number(COLUMNS[column].1))
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = vec![
            COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect(),
            COLUMNS.iter().map(|(_, tag)| (*tag).to_owned()).collect(),
        ];
        rows.extend(self.lines().into_iter().map(|line| line.to_vec()));
        rows
    }

    /// The projects and activities as JSON, with the series of which only the whole was counted.
    pub fn json(&self) -> Value {
        let projects: Vec<Value> = self.projects().map(|it| self.project(it)).collect();
        let activities: Vec<Value> = self.activities().map(|(it, shown)| self.activity(it, shown)).collect();
        let series = self.works.whole_series(&self.activities.all);
        let series: Vec<Value> = series.iter().filter_map(|it| self.series(it)).collect();
        json!({ "projects": projects, "activities": activities, "series": series })
    }

    fn series(&self, it: &SeriesSum) -> Option<Value> {
        let own = self.catalogue.get_published(it.organization)?;
        Some(json!({
            "url": format!("{}{SERIES}{}/{}", self.site, own.slug, it.slug),
            "title": it.name,
            "entered_by": own.name.as_str(),
            "sessions": it.sessions,
            "people": it.people,
        }))
    }

    fn project(&self, it: &Project) -> Value {
        let own = &it.content;
        let partners = own.partners.iter().filter_map(|it| {
            Some(json!({ "name": self.name(&it.whom)?, "role": it.role.code(), "iati_role": it.role.iati() }))
        });
        let indicators = own.indicators.iter().map(|it| {
            let periods = it.periods.iter().map(|own| {
                json!({
                    "from": own.period.from.iso(),
                    "to": own.period.to.map(|it| it.iso()),
                    "target": own.target,
                    "actual": own.actual,
                })
            });
            json!({
                "title": it.title.as_str(),
                "measure": it.measure.code(),
                "baseline": it.baseline,
                "periods": periods.collect::<Vec<_>>(),
            })
        });
        json!({
            "id": it.id.to_string(),
            "url": format!("{}/projets/{}", self.site, it.slug),
            "title": own.title.as_str(),
            "status": own.status.code(),
            "entered_by": self.catalogue.get_published(it.organization).map(|it| it.name.as_str()),
            "lead": own.lead.as_ref().and_then(|it| self.name(it)),
            "partners": partners.collect::<Vec<_>>(),
            "planned": own.planned.map(|it| json!({ "from": it.from.iso(), "to": it.to.map(|it| it.iso()) })),
            "actual": own.actual.map(|it| json!({ "from": it.from.iso(), "to": it.to.map(|it| it.iso()) })),
            "domains": own.domains,
            "places": own.places,
            "part_of": own.parent.and_then(|id| self.works.project(id)).map(|it| it.id.to_string()),
            "description": own.general.as_ref().map(|it| it.as_str()),
            "indicators": indicators.collect::<Vec<_>>(),
            "source": own.source.as_ref().map(|it| it.as_str()),
            "example": it.example,
        })
    }

    fn activity(&self, it: &Activity, shown: &Shown) -> Value {
        let own = &it.report;
        let groups = shown.people.iter().map(|(group, count)| {
            json!({ "sex": group.sex.code(), "age": group.age.map(|it| it.code()), "people": count })
        });
        let situations =
            shown.situations.iter().map(|(it, count)| json!({ "situation": it.code(), "people": count }));
        let total = match shown.total {
            Some(Count::Exactly(count)) => Some(count),
            Some(Count::Few) | None => None,
        };
        let project = own.project.and_then(|id| self.works.project(id));
        json!({
            "id": it.id.to_string(),
            "url": format!("{}/projets/activites/{}", self.site, it.slug),
            "title": it.title(),
            "kind": own.kind.map(|it| it.code()),
            "entered_by": self.catalogue.get_published(it.organization).map(|it| it.name.as_str()),
            "organizers": own.organizers.iter().filter_map(|it| self.name(it)).collect::<Vec<_>>(),
            "partners": own.partners.iter().filter_map(|it| self.name(it)).collect::<Vec<_>>(),
            "project": project.map(|it| it.id.to_string()),
            "series": own.series.as_ref().map(|it| it.as_str()),
            "from": own.from.map(|it| it.iso()),
            "to": own.to.map(|it| it.iso()),
            "programme": programme(&own.programme),
            "place": own.place,
            "domains": own.domains,
            "people": {
                "total": total,
                "fewer_than_five": shown.total == Some(Count::Few),
                "groups": groups.collect::<Vec<_>>(),
                "situations": situations.collect::<Vec<_>>(),
                "hidden": shown.hides,
            },
            "texts": own.texts,
            "recommendations": own.advice,
            "source": own.source.as_ref().map(|it| it.as_str()),
            "example": it.example,
        })
    }

    fn name(&self, whom: &model::projects::Whom) -> Option<String> {
        whom.name(|id| self.catalogue.get_published(id).map(|it| it.name.to_string()))
    }
}

/// The days of a programme with their sessions.
fn programme(programme: &Programme) -> Vec<Value> {
    let session = |it: &Session| {
        json!({
            "from": it.from,
            "to": it.to,
            "kind": it.kind().map(|it| it.code()),
            "title": it.title,
            "speakers": it.speakers,
        })
    };
    let day = |it: &ProgrammeDay| {
        let sessions: Vec<Value> = it.sessions.iter().map(session).collect();
        json!({ "day": it.number, "title": it.title, "sessions": sessions })
    };
    programme.days.iter().map(day).collect()
}
