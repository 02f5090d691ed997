//! The columns of a spreadsheet of projects and activities: those of the 4W table, and the fields of the forms that it has no column for.

use crate::directory::{Sheet, is_hxl, letters};
use crate::projects::export::{COLUMNS, SERIES};
use model::failure::Problem;
use model::projects::{People, WorkPreview, report_field};
use model::search::fold;
use std::collections::HashMap;

/// Columns beside those of the 4W table: of projects the names in a role, then the fields of the form.
pub const OF_PROJECTS: [&str; 13] = [
    "responsable",
    "relais",
    "prevu_du",
    "prevu_au",
    "reel_du",
    "reel_au",
    "objectifs",
    "publics",
    "budget",
    "monnaie",
    "budget_public",
    "liens",
    "source",
];
/// The same of activities, but for the counts.
pub const OF_ACTIVITIES: [&str; 15] = [
    "serie",
    "serie_tous",
    "organisateurs",
    "partenaires",
    "fait",
    "resultats",
    "aide",
    "frein",
    "forces",
    "faiblesses",
    "opportunites",
    "menaces",
    "appris",
    "recommandations",
    "source",
];
/// Whether readers see it.
pub(super) const STATE: &str = "etat";
/// Columns in which several values stand, separated by ` | `.
pub(super) const LISTS: [&str; 4] = ["organisateurs", "partenaires", "recommandations", "liens"];

/// A line of the file with its cells by the names of their columns.
pub(super) struct Row {
    pub(super) line: usize,
    cells: HashMap<String, String>,
}

impl Row {
    /// What stands in a column; nothing if the file has none of this name.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(|it| it.trim())
    }

    /// What stands in the columns in which anything does.
    pub(super) fn all_filled(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.cells.iter().map(|(column, cell)| (column.as_str(), cell.trim()));
        all.filter(|(_, cell)| !cell.is_empty())
    }

    /// What stands in a column, if anything does.
    pub(super) fn filled(&self, column: &str) -> Option<&str> {
        self.cell(column).filter(|it| !it.is_empty())
    }
}

/// The lines of a sheet under their columns; what cannot be read is refused.
pub(super) fn rows(sheet: &Sheet, preview: &mut WorkPreview) -> Vec<Row> {
    let Some((header_line, titles)) = sheet.rows.first() else { return Vec::new() };
    let columns: Vec<Option<String>> = titles.iter().map(|title| column(title)).collect();
    for (at, own) in columns.iter().enumerate() {
        match own {
            Some(own) if columns[..at].iter().flatten().any(|it| it == own) => {
                preview.refuse(*header_line, &titles[at], Problem::DuplicateColumn);
            }
            None if !titles[at].trim().is_empty() => {
                preview.ignored_columns.push(titles[at].trim().chars().take(60).collect());
            }
            _ => {}
        }
    }
    if !columns.iter().flatten().any(|it| it == "projet") {
        preview.refuse(*header_line, "projet", Problem::MissingColumn);
    }
    for flaw in &sheet.flaws {
        let titled = titles.get(flaw.column).map(|it| it.trim()).filter(|it| !it.is_empty());
        let name = titled.map_or_else(|| letters(flaw.column), str::to_owned);
        preview.refuse(flaw.line, &name, flaw.problem.clone());
    }
    let lines = sheet.rows[1..].iter().filter(|(_, cells)| !is_hxl(cells));
    lines
        .map(|(line, cells)| {
            let named = columns.iter().zip(cells);
            let cells = named.filter_map(|(column, cell)| Some((column.clone()?, cell.clone()))).collect();
            Row { line: *line, cells }
        })
        // What activities of the same table add up to is none of them.
        .filter(|row| !row.filled("adresse").is_some_and(|it| it.contains(SERIES)))
        .collect()
}

/// The column that a header means: a name in any spelling, or the hashtag of the 4W table.
fn column(header: &str) -> Option<String> {
    let header = header.trim().trim_start_matches('\u{feff}');
    if let Some((name, _)) = COLUMNS.iter().find(|(_, tag)| *tag == header) {
        return Some((*name).to_owned());
    }
    let name = fold(header).replace(' ', "_");
    let counts = || People::cells().map(|(sex, age, situation)| People::field(sex, age, situation));
    let others = OF_PROJECTS.iter().chain(&OF_ACTIVITIES).chain(&[STATE, report_field::ALL]);
    let known = COLUMNS.iter().map(|(name, _)| name).chain(others);
    let known = known.map(|it| (*it).to_owned()).chain(counts());
    // Counts have hyphens in their names, the others underscores.
    known.into_iter().find(|it| *it == name || *it == name.replace('-', "_"))
}
