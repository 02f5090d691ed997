//! Planning an import: each line against what is there, every refusal with its line, column and reason.

use super::columns::{Row, rows};
use super::desk::Desk;
use super::made::{Around, Made};
use super::{Work, WorkChange};
use crate::access::Librarian;
use crate::directory::{Sheet, find, unique_slug};
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::keep::RESERVED;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::directory::ImportOutcome;
use model::failure::Problem;
use model::id::{ActivityId, OrganizationId, ProjectId};
use model::projects::{Project, WorkKind, WorkLine, WorkPreview, Works};
use model::search::{fold, slug as slug_of};
use sha2::{Digest, Sha256};
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

/// Lines that say one thing.
pub(super) struct Group {
    rows: std::ops::Range<usize>,
    pub(super) organization: OrganizationId,
    pub(super) known: Option<Work>,
    /// The id of a project: the one that it has, or the one that it gets.
    pub(super) project: Option<ProjectId>,
}

impl WorkPlan {
    /// What it would do to what, in a word that changes with it: lines, columns, rows and their versions.
    pub fn seal(&self) -> String {
        let mut hash = Sha256::new();
        for it in &self.preview.lines {
            let (kind, columns) = (it.kind.code(), it.columns.join(" "));
            hash.update(format!("{} {kind} {:?} {} {columns}\n", it.line, it.outcome, it.published));
        }
        for it in &self.changes {
            match &it.before {
                Some(before) => hash.update(format!("{} {}\n", before.id(), before.version())),
                None => hash.update("\n"),
            }
        }
        URL_SAFE_NO_PAD.encode(hash.finalize())
    }
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
        let around = Around { catalogue: &catalogue, works: &works, now: self.clock.now() };
        let groups = self.groups(home, rights, &around, &rows, &mut desks, &mut plan.preview).await?;
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
        around: &Around<'_>,
        rows: &[Row],
        desks: &mut HashMap<OrganizationId, Desk>,
        preview: &mut WorkPreview,
    ) -> Result<Vec<Group>, Error> {
        let catalogue = around.catalogue;
        let mut groups: Vec<Group> = Vec::new();
        let mut told: HashSet<String> = HashSet::new();
        let mut at = 0;
        while at < rows.len() {
            let row = &rows[at];
            let same = rows[at..].iter().take_while(|other| key(other) == key(row)).count();
            let of_one = if kind(row) == WorkKind::Project { same } else { 1 };
            let lines = at..at + of_one;
            at = lines.end;
            let code = row.filled("code_organisation");
            let owner = code.and_then(|text| find(catalogue, text));
            if let (Some(code), None) = (code, owner) {
                let value = code.to_owned();
                preview.refuse(row.line, "code_organisation", Problem::UnknownValue { value });
                continue;
            }
            let named = match row.filled("identifiant") {
                Some(id) => match published(around.works, kind(row), id) {
                    Some(it) => Some(it),
                    None => self.work_of(kind(row), id).await?,
                },
                None => None,
            };
            // An organiser that is somebody else is named in what the own organisation reports; a row that is there has its organisation.
            let organization = owner.or_else(|| named.as_ref().map(Work::organization)).unwrap_or(home);
            let Some(right) = rights(organization) else {
                // The table that is exported holds what others do together with her: as long as she changes nothing of it, it is theirs.
                match named.filter(|it| it.published() && it.organization() == organization) {
                    Some(it) if around.is_as_exported(&it, &rows[lines.clone()]) => {
                        preview.lines.push(unchanged(row, &it));
                    }
                    _ => {
                        let column = if code.is_some() { "code_organisation" } else { "identifiant" };
                        preview.refuse(row.line, column, Problem::NotYours);
                    }
                }
                continue;
            };
            let disagree = disagreements(&rows[lines.clone()]);
            if !disagree.is_empty() {
                for (line, column) in disagree {
                    preview.refuse(line, column, Problem::LinesDisagree);
                }
                continue;
            }
            let desk = match desks.entry(organization) {
                MapEntry::Occupied(there) => there.into_mut(),
                MapEntry::Vacant(empty) => empty.insert(self.desk(right).await?),
            };
            let known = match row.filled("identifiant") {
                None => desk.alike(row),
                Some(id) => match named {
                    Some(it) if it.organization() == organization => Some(it),
                    _ => {
                        let value = id.chars().take(80).collect();
                        preview.refuse(row.line, "identifiant", Problem::UnknownValue { value });
                        continue;
                    }
                },
            };
            if known.as_ref().is_some_and(|it| !told.insert(it.id())) {
                preview.refuse(row.line, "projet", Problem::LineTwice);
                continue;
            }
            let project = (kind(row) == WorkKind::Project).then(|| match &known {
                Some(Work::Project(it)) => it.id,
                _ => ProjectId::new(self.chance.uuid(self.clock.now())),
            });
            if let (Some(id), Some(title)) = (project, row.filled("projet")) {
                desk.bears(0, title, id);
            }
            groups.push(Group { rows: lines, organization, known, project });
        }
        Ok(groups)
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

/// What everybody reads under this id: a table that was exported names nothing else, and thousands of lines ask the database for nothing.
fn published(works: &Works, kind: WorkKind, id: &str) -> Option<Work> {
    Some(match kind {
        WorkKind::Project => Work::Project(Box::new(works.project(ProjectId::parse(id)?)?.clone())),
        WorkKind::Activity => Work::Activity(Box::new(works.activity_by_id(ActivityId::parse(id)?)?.clone())),
    })
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
            // Not by its reference: of two projects with one, one would be lost.
            let own = ["identifiant", "projet"].iter().find_map(|it| row.filled(it));
            let whose = row.filled("code_organisation").unwrap_or_default();
            format!("projet {whose} {}", fold(own.unwrap_or_default()))
        }
    }
}

/// The columns of which the lines of one project may each say something else.
const OF_A_LINE: [&str; 13] = [
    "region",
    "code_region",
    "cercle",
    "commune",
    "code_commune",
    "indicateur",
    "prevu",
    "valeur",
    "type_organisation",
    "code_pays",
    "personnes_deplacees",
    "date_rapport",
    "adresse",
];

/// Where a line says something else than the first of its project; an empty cell says what the first says, and with an indicator the dates
/// are those of its period.
fn disagreements(rows: &[Row]) -> Vec<(usize, &str)> {
    let Some((first, others)) = rows.split_first() else { return Vec::new() };
    let mut list = Vec::new();
    for row in others {
        let measured = ["indicateur", "prevu", "valeur"].iter().any(|it| row.filled(it).is_some());
        for (column, said) in row.all_filled() {
            let own = OF_A_LINE.contains(&column) || measured && ["debut", "fin"].contains(&column);
            if !own && first.cell(column) != Some(said) {
                list.push((row.line, column));
            }
        }
    }
    list.sort_unstable();
    list
}

/// A line about what is there already and stays as it is.
fn unchanged(row: &Row, it: &Work) -> WorkLine {
    WorkLine {
        line: row.line,
        kind: it.kind(),
        name: it.title().to_owned(),
        outcome: ImportOutcome::Unchanged,
        published: it.published(),
        columns: Vec::new(),
        held: Vec::new(),
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
