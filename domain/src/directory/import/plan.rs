//! Planning an import: each line against the catalogue, every refusal with its line, column and reason.

use super::sheet::Sheet;
use super::{Change, same_content};
use crate::directory::keep::find;
use crate::platform::Platform;
use model::directory::{
    Catalogue, Column, ImportLine, ImportOutcome, ImportPreview, Organization, Refusal, cell,
};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::OrganizationId;
use model::search::fold;

/// What a file would do, and the changes that do it.
#[derive(Debug, Default)]
pub struct Plan {
    /// For the person.
    pub preview: ImportPreview,
    /// For the store.
    pub changes: Vec<Change>,
}

/// The meaning of each column of the file.
struct Header {
    columns: Vec<Option<Column>>,
    names: Vec<String>,
}

/// A line of the file with the organisation it is about, before its parents are known.
struct Line {
    number: usize,
    fields: Fields,
    known: Option<OrganizationId>,
}

impl Platform {
    pub(super) fn plan(&self, catalogue: &Catalogue, sheet: &Sheet) -> Plan {
        let mut plan = Plan::default();
        let Some((header_line, cells)) = sheet.rows.first() else { return plan };
        let header = Header::read(*header_line, cells, &mut plan.preview);
        for flaw in &sheet.flaws {
            plan.preview.refuse(flaw.line, &header.name(flaw.column), flaw.problem.clone());
        }
        if !plan.preview.refusals.is_empty() {
            return plan;
        }
        let lines: Vec<Line> = sheet.rows[1..]
            .iter()
            .filter(|(_, cells)| !is_hxl(cells))
            .map(|(number, cells)| header.line(*number, cells, catalogue))
            .collect();
        self.plan_without_parents(catalogue, &lines, &mut plan);
        self.add_parents(catalogue, &lines, &mut plan);
        if !plan.preview.refusals.is_empty() {
            plan.changes.clear();
        }
        plan
    }

    /// First pass: everything but the memberships, which may name organisations of later lines.
    fn plan_without_parents(&self, catalogue: &Catalogue, lines: &[Line], plan: &mut Plan) {
        let mut names: Vec<String> = Vec::new();
        for line in lines {
            let name = line.fields.get(Column::Name.code()).to_owned();
            let folded = fold(&name);
            if !folded.is_empty() && names.contains(&folded) {
                plan.preview.refuse(line.number, Column::Name.code(), Problem::Taken);
                continue;
            }
            names.push(folded.clone());
            if let Some(whole) = line.known.is_none().then(|| spelt_out(catalogue, lines, &folded)).flatten()
            {
                plan.preview.refuse(line.number, Column::Name.code(), Problem::AcronymOf { name: whole });
                continue;
            }
            let own_fields = without(&line.fields, Column::Parents);
            let draft = match self.draft(catalogue, &own_fields, line.known) {
                Ok(draft) => draft,
                Err(errors) => {
                    plan.preview.refuse_all(line.number, errors);
                    continue;
                }
            };
            let change = match line.known.and_then(|id| catalogue.get(id)) {
                Some(old) => Change::replace(self.merged(old, draft), old.version),
                None => Change::create(self.new_organization(catalogue, draft, &plan.changes)),
            };
            plan.changes.push(change);
            let outcome = ImportOutcome::Unchanged;
            plan.preview.lines.push(ImportLine { line: line.number, name, outcome, columns: Vec::new() });
        }
    }

    /// Second pass: memberships, circles, and what each line comes to.
    fn add_parents(&self, catalogue: &Catalogue, lines: &[Line], plan: &mut Plan) {
        for line in lines {
            let name = fold(line.fields.get(Column::Name.code()));
            let Some(at) = plan.changes.iter().position(|it| fold(it.organization.name.as_str()) == name)
            else {
                continue;
            };
            let mut parents = Vec::new();
            for text in line.fields.all(Column::Parents.code()).flat_map(str::lines).map(str::trim) {
                match find(catalogue, text).or_else(|| find_new(&plan.changes, text)) {
                    Some(id) if !parents.contains(&id) => parents.push(id),
                    Some(_) => {}
                    None => {
                        let value = text.chars().take(80).collect();
                        plan.preview.refuse(
                            line.number,
                            Column::Parents.code(),
                            Problem::UnknownValue { value },
                        );
                    }
                }
            }
            plan.changes[at].organization.parents = parents;
        }
        for (at, line) in (0..plan.changes.len()).zip(plan.preview.lines.clone()) {
            let organization = &plan.changes[at].organization;
            if is_above(catalogue, &plan.changes, organization.id, organization, 0) {
                plan.preview.refuse(line.line, Column::Parents.code(), Problem::Circular);
            }
        }
        settle(catalogue, plan);
    }
}

/// Says of each line what it comes to, and drops the changes that change nothing.
fn settle(catalogue: &Catalogue, plan: &mut Plan) {
    let slug_of =
        |id: OrganizationId| catalogue.get(id).map(|it| it.slug.clone()).or_else(|| Some(id.to_string()));
    for (line, change) in plan.preview.lines.iter_mut().zip(&plan.changes) {
        line.outcome = match catalogue.get(change.organization.id) {
            None => ImportOutcome::Created,
            Some(old) if same_content(old, &change.organization) => ImportOutcome::Unchanged,
            Some(old) => {
                let (before, after) = (
                    old.fields(catalogue.terms(), &slug_of),
                    change.organization.fields(catalogue.terms(), &slug_of),
                );
                let differs = |column: &Column| {
                    !before.all(column.code()).eq(after.all(column.code()))
                        || (*column == Column::Services && old.services != change.organization.services)
                };
                line.columns = Column::ALL.iter().copied().filter(differs).collect();
                ImportOutcome::Changed
            }
        };
    }
    let unchanged = |change: &Change| {
        catalogue.get(change.organization.id).is_some_and(|old| same_content(old, &change.organization))
    };
    plan.changes.retain(|change| !unchanged(change));
}

impl Header {
    fn read(line: usize, cells: &[String], preview: &mut ImportPreview) -> Self {
        let columns: Vec<Option<Column>> = cells.iter().map(|cell| column(cell)).collect();
        for (at, column) in columns.iter().enumerate() {
            match column {
                Some(column) if columns[..at].contains(&Some(*column)) => {
                    preview.refuse(line, &cells[at], Problem::DuplicateColumn);
                }
                None if !cells[at].trim().is_empty() => {
                    preview.ignored_columns.push(cells[at].trim().chars().take(60).collect());
                }
                _ => {}
            }
        }
        if !columns.contains(&Some(Column::Name)) {
            preview.refuse(line, Column::Name.code(), Problem::MissingColumn);
        }
        Self { columns, names: cells.to_vec() }
    }

    /// The column as the file names it, or else by its letters, as spreadsheets do.
    fn name(&self, column: usize) -> String {
        let titled = self.names.get(column).map(|name| name.trim()).filter(|name| !name.is_empty());
        titled.map_or_else(|| letters(column), str::to_owned)
    }

    /// The fields of a line; what the file has no column for stays as it is.
    fn line(&self, number: usize, cells: &[String], catalogue: &Catalogue) -> Line {
        let text_of = |wanted: Column| {
            let at = self.columns.iter().position(|column| *column == Some(wanted))?;
            Some(cells.get(at).map_or("", |cell| cell.trim()))
        };
        let name = text_of(Column::Name).unwrap_or_default();
        let known = Some(name).filter(|name| !name.is_empty()).and_then(|name| {
            let wanted = fold(name);
            catalogue.all().find(|it| fold(it.name.as_str()) == wanted)
        });
        let slug_of = |id: OrganizationId| catalogue.get(id).map(|it| it.slug.clone());
        let mut kept = known.map(|it| it.fields(catalogue.terms(), &slug_of)).unwrap_or_default();
        if known.is_none() {
            kept.push(Column::Messages.code(), "oui");
        }
        let mut fields = Fields::default();
        let in_file = |name: &str| {
            let column =
                if name.starts_with("service_") { Some(Column::Services) } else { Column::parse(name) };
            column.is_some_and(|column| self.columns.contains(&Some(column)))
        };
        for (name, value) in kept.pairs().iter().filter(|(name, _)| !in_file(name)) {
            fields.push(name, value);
        }
        for column in Column::ALL.iter().copied() {
            let Some(text) = text_of(column) else { continue };
            match column {
                // The lines of services keep their backslashes for the draft, which takes them apart.
                Column::Services => cell::split(text).for_each(|line| fields.push(column.code(), line)),
                _ if column.is_list() => {
                    cell::split(text).for_each(|value| fields.push(column.code(), cell::plain(value)));
                }
                _ => fields.push(column.code(), text),
            }
        }
        Line { number, fields, known: known.map(|it| it.id) }
    }
}

/// The column that a header means: our name in any spelling, or its HXL tag.
fn column(header: &str) -> Option<Column> {
    let header = header.trim().trim_start_matches('\u{feff}');
    let name = fold(header).replace([' ', '-'], "_");
    Column::ALL.iter().copied().find(|column| column.code() == name || column.hxl() == header)
}

/// The letters of a column: A to Z, then AA.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// Whether this is HXL's row of hashtags.
pub fn is_hxl(cells: &[String]) -> bool {
    let filled: Vec<_> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    !filled.is_empty() && filled.iter().all(|cell| cell.starts_with('#'))
}

/// The name of the organisation whose acronym this name is: a line that names it so would make a second one.
fn spelt_out(catalogue: &Catalogue, lines: &[Line], folded: &str) -> Option<String> {
    let there = catalogue.all().find(|it| it.acronym.as_ref().is_some_and(|it| fold(it.as_str()) == folded));
    let in_file = || {
        let other = |line: &&Line| {
            fold(line.fields.get(Column::Acronym.code())) == folded
                && fold(line.fields.get(Column::Name.code())) != folded
        };
        lines.iter().find(other).map(|line| line.fields.get(Column::Name.code()).to_owned())
    };
    there.map(|it| it.name.to_string()).or_else(in_file).filter(|_| !folded.is_empty())
}

fn without(fields: &Fields, column: Column) -> Fields {
    Fields::new(fields.pairs().iter().filter(|(name, _)| name != column.code()).cloned().collect())
}

fn find_new(changes: &[Change], text: &str) -> Option<OrganizationId> {
    let wanted = fold(text);
    let named = |it: &&Change| {
        fold(it.organization.name.as_str()) == wanted
            || it.organization.acronym.as_ref().is_some_and(|acronym| fold(acronym.as_str()) == wanted)
    };
    changes.iter().find(named).map(|change| change.organization.id)
}

/// Whether `own` stands above `below`, by the memberships as they would be.
fn is_above(
    catalogue: &Catalogue,
    changes: &[Change],
    own: OrganizationId,
    below: &Organization,
    depth: u8,
) -> bool {
    const DEEPEST: u8 = 20;
    depth <= DEEPEST
        && below.parents.iter().any(|parent| {
            let changed = changes.iter().map(|change| &change.organization).find(|it| it.id == *parent);
            *parent == own
                || changed
                    .or_else(|| catalogue.get(*parent))
                    .is_some_and(|it| is_above(catalogue, changes, own, it, depth + 1))
        })
}

/// Adding refusals to a preview.
trait Refuse {
    fn refuse(&mut self, line: usize, column: &str, problem: Problem);
    fn refuse_all(&mut self, line: usize, errors: Vec<FieldError>);
}

impl Refuse for ImportPreview {
    fn refuse(&mut self, line: usize, column: &str, problem: Problem) {
        self.refusals.push(Refusal { line, column: column.to_owned(), problem });
    }

    fn refuse_all(&mut self, line: usize, errors: Vec<FieldError>) {
        for error in errors {
            let column = error.field.split('.').next().unwrap_or_default();
            self.refuse(line, column, error.problem);
        }
    }
}
