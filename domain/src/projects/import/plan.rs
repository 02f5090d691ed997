//! Planning an import: each line against what is there, every refusal with its line, column and reason.

use super::columns::{Row, rows};
use super::made::{Around, Made};
use super::{Work, WorkChange};
use crate::access::Librarian;
use crate::directory::{Sheet, find, unique_slug};
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::Names;
use crate::projects::keep::RESERVED;
use model::directory::{Catalogue, ImportOutcome};
use model::failure::Problem;
use model::forum::When;
use model::id::{ActivityId, OrganizationId, ProjectId};
use model::place::Region;
use model::projects::{Activity, Project, WorkKind, WorkPreview};
use model::search::{fold, slug as slug_of};
use std::collections::hash_map::Entry as MapEntry;
use std::collections::{HashMap, HashSet};

/// What a file would do, and the changes that do it.
#[derive(Debug, Default)]
pub struct WorkPlan {
    /// For the person.
    pub preview: WorkPreview,
    /// For the store.
    pub changes: Vec<WorkChange>,
}

/// For which organisations somebody imports.
pub type Rights<'a> = &'a (dyn Fn(OrganizationId) -> Option<Librarian> + Sync);

/// An organisation of the file, with what it has already.
pub(super) struct Desk {
    right: Librarian,
    pub(super) names: Names,
    activities: Vec<Activity>,
    /// Projects by title, those of the file among them.
    pub(super) titles: HashMap<String, ProjectId>,
}

/// Lines that say one thing.
pub(super) struct Group {
    rows: std::ops::Range<usize>,
    pub(super) organization: OrganizationId,
    pub(super) known: Option<Work>,
    /// The id of a project: the one that it has, or the one that it gets.
    pub(super) project: Option<ProjectId>,
}

impl Platform {
    pub(super) async fn plan_works(
        &self,
        home: OrganizationId,
        rights: Rights<'_>,
        sheet: &Sheet,
    ) -> Result<WorkPlan, Error> {
        let mut plan = WorkPlan::default();
        let mut rows = rows(sheet, &mut plan.preview);
        if !plan.preview.refusals.is_empty() {
            return Ok(plan);
        }
        // The lines of one project follow each other, wherever they stood.
        let order = order(&rows);
        rows.sort_by_key(|row| (order.get(&key(row)).copied().unwrap_or(row.line), row.line));
        let catalogue = self.catalogue().await?;
        let works = self.works().await?;
        let mut desks: HashMap<OrganizationId, Desk> = HashMap::new();
        let groups = self.groups(home, rights, &catalogue, &rows, &mut desks, &mut plan.preview).await?;
        let around = Around { catalogue: &catalogue, works: &works, now: self.clock.now() };
        let mut slugs: HashSet<String> = HashSet::new();
        let mut parsed = Vec::new();
        for group in &groups {
            let Some(desk) = desks.get(&group.organization) else { continue };
            let lines = &rows[group.rows.clone()];
            let Some(mut made) = around.make(desk, group, lines, &mut plan.preview) else { continue };
            if group.known.is_none() {
                let now = around.now;
                let title = made.work.title().to_owned();
                let taken = self.stores.projects.slugs_like(&slug_of(&title)).await?;
                let slug = unique_slug(&title, |slug| {
                    RESERVED.contains(&slug) || taken.iter().any(|it| it == slug) || slugs.contains(slug)
                });
                slugs.insert(slug.clone());
                match &mut made.work {
                    Work::Project(it) => it.slug = slug,
                    Work::Activity(it) => {
                        it.slug = slug;
                        it.id = ActivityId::new(self.chance.uuid(now));
                    }
                }
            }
            parsed.push(made);
        }
        check_projects(&desks, &parsed, &mut plan.preview);
        for made in parsed {
            let unchanged = made.line.outcome == ImportOutcome::Unchanged;
            if let Some(desk) = desks.get(&made.work.organization()).filter(|_| !unchanged) {
                plan.changes.push(WorkChange {
                    right: desk.right.clone(),
                    now: made.work,
                    before: made.before,
                });
            }
            plan.preview.lines.push(made.line);
        }
        plan.preview.lines.sort_by_key(|it| it.line);
        if !plan.preview.refusals.is_empty() {
            plan.changes.clear();
        }
        Ok(plan)
    }

    /// Which lines say one thing, of whom, and what of it is there.
    async fn groups(
        &self,
        home: OrganizationId,
        rights: Rights<'_>,
        catalogue: &Catalogue,
        rows: &[Row],
        desks: &mut HashMap<OrganizationId, Desk>,
        preview: &mut WorkPreview,
    ) -> Result<Vec<Group>, Error> {
        let mut groups: Vec<Group> = Vec::new();
        let mut at = 0;
        while at < rows.len() {
            let row = &rows[at];
            let same = rows[at..].iter().take_while(|other| key(other) == key(row)).count();
            let of_one = if kind(row) == WorkKind::Project { same } else { 1 };
            let lines = at..at + of_one;
            at = lines.end;
            let whom = row.filled("code_organisation").or_else(|| row.filled("organisation"));
            let owner = whom.and_then(|text| find(catalogue, text));
            let coded = row.filled("code_organisation").is_some();
            if coded && owner.is_none() {
                let value = row.filled("code_organisation").unwrap_or_default().to_owned();
                preview.refuse(row.line, "code_organisation", Problem::UnknownValue { value });
                continue;
            }
            // An organiser that is somebody else is named in what the own organisation reports.
            let organization = owner.filter(|_| coded).unwrap_or(home);
            let Some(right) = rights(organization) else {
                preview.refuse(row.line, "code_organisation", Problem::NotYours);
                continue;
            };
            let desk = match desks.entry(organization) {
                MapEntry::Occupied(there) => there.into_mut(),
                MapEntry::Vacant(empty) => empty.insert(self.desk(right).await?),
            };
            let known = match row.filled("identifiant") {
                None => desk.alike(row),
                Some(id) => match self.work_of(kind(row), id).await? {
                    Some(it) if it.organization() == organization => Some(it),
                    _ => {
                        let value = id.chars().take(80).collect();
                        preview.refuse(row.line, "identifiant", Problem::UnknownValue { value });
                        continue;
                    }
                },
            };
            let twice = known.as_ref().is_some_and(|it| {
                groups.iter().filter_map(|it| it.known.as_ref()).any(|other| other.id() == it.id())
            });
            if twice {
                preview.refuse(row.line, "projet", Problem::Taken);
                continue;
            }
            let project = (kind(row) == WorkKind::Project).then(|| match &known {
                Some(Work::Project(it)) => it.id,
                _ => ProjectId::new(self.chance.uuid(self.clock.now())),
            });
            if let (Some(id), Some(title)) = (project, row.filled("projet")) {
                desk.titles.insert(fold(title), id);
            }
            groups.push(Group { rows: lines, organization, known, project });
        }
        Ok(groups)
    }

    async fn desk(&self, right: Librarian) -> Result<Desk, Error> {
        let contributor = right.contributor();
        let names = self.names_for(&contributor).await?;
        let own = right.organization();
        let mut activities: Vec<Activity> =
            names.works.activities().filter(|it| it.organization == own).cloned().collect();
        let drafts = self.stores.projects.activities_of(&contributor).await?;
        activities.extend(drafts.into_iter().filter(|it| !it.published));
        // What is said of others' projects goes before what is said of nobody's.
        let titles = names.projects().map(|it| (fold(it.content.title.as_str()), it.id)).collect();
        Ok(Desk { right, names, activities, titles })
    }

    pub(super) async fn work_of(&self, kind: WorkKind, id: &str) -> Result<Option<Work>, Error> {
        let store = &self.stores.projects;
        Ok(match kind {
            WorkKind::Project => match ProjectId::parse(id) {
                Some(id) => store.project_by_id(id).await?.map(|it| Work::Project(Box::new(it))),
                None => None,
            },
            WorkKind::Activity => match ActivityId::parse(id) {
                Some(id) => store.activity_by_id(id).await?.map(|it| Work::Activity(Box::new(it))),
                None => None,
            },
        })
    }
}

impl Desk {
    /// What is there already under the same title; of an activity the same day and region too.
    fn alike(&self, row: &Row) -> Option<Work> {
        let title = fold(row.filled("projet")?);
        let own = self.right.organization();
        if kind(row) == WorkKind::Project {
            let same = |it: &&Project| it.organization == own && fold(it.content.title.as_str()) == title;
            let found = self.names.own.iter().find(same).or_else(|| self.names.works.projects().find(same));
            return found.map(|it| Work::Project(Box::new(it.clone())));
        }
        let region = row.filled("region").and_then(Region::parse);
        let day = row.filled("debut").and_then(|it| When::parse_any(it).ok()).and_then(When::first_day);
        let same = |it: &&Activity| {
            fold(it.title()) == title
                && it.report.from.and_then(When::first_day) == day
                && it.report.place.map(|it| it.region) == region
        };
        self.activities.iter().find(same).map(|it| Work::Activity(Box::new(it.clone())))
    }
}

/// A line that says where something stands is one of a project.
pub(super) fn kind(row: &Row) -> WorkKind {
    if row.filled("statut").is_some() { WorkKind::Project } else { WorkKind::Activity }
}

/// What the lines of one project have in common; an activity has one line.
fn key(row: &Row) -> String {
    match kind(row) {
        WorkKind::Activity => format!("ligne {}", row.line),
        WorkKind::Project => {
            let own = ["identifiant", "code_activite", "projet"].iter().find_map(|it| row.filled(it));
            let whose = row.filled("code_organisation").unwrap_or_default();
            format!("projet {whose} {}", fold(own.unwrap_or_default()))
        }
    }
}

/// The first line of each key.
fn order(rows: &[Row]) -> HashMap<String, usize> {
    let mut first = HashMap::new();
    for row in rows {
        first.entry(key(row)).or_insert(row.line);
    }
    first
}

/// No project is a part of itself, and none bears the reference of another of its organisation.
fn check_projects(desks: &HashMap<OrganizationId, Desk>, made: &[Made], preview: &mut WorkPreview) {
    let projects: HashMap<ProjectId, &Project> = made
        .iter()
        .filter_map(|it| match &it.work {
            Work::Project(project) => Some((project.id, &**project)),
            Work::Activity(_) => None,
        })
        .collect();
    let mut references: HashSet<(OrganizationId, &str)> = HashSet::new();
    for it in made.iter().filter(|it| it.kind == WorkKind::Project) {
        let Work::Project(own) = &it.work else { continue };
        let Some(desk) = desks.get(&own.organization) else { continue };
        let above = |id: &ProjectId| match projects.get(id) {
            Some(project) => project.content.parent,
            None => desk.names.project(*id).and_then(|it| it.content.parent),
        };
        // Data that goes in a circle elsewhere ends the walk.
        let circular = std::iter::successors(own.content.parent, above).take(20).any(|it| it == own.id);
        if circular {
            preview.refuse(it.line.line, "programme", Problem::PartOfItself);
        }
        let Some(reference) = own.content.reference.as_ref().map(|it| it.as_str()) else { continue };
        let others = desk.names.own.iter().filter(|it| !projects.contains_key(&it.id));
        let there = others.filter_map(|it| it.content.reference.as_ref()).any(|it| it.as_str() == reference);
        if there || !references.insert((own.organization, reference)) {
            preview.refuse(it.line.line, "code_activite", Problem::ReferenceTaken);
        }
    }
}
