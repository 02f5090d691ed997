//! What the cells of lines say, as the forms of projects and reports have it.
//!
//! A cell that says what the export says of the row today changes nothing: whoever gets a table back gives nothing away of what it left
//! out, and loses nothing of what it cannot hold.

use super::columns::{LISTS, OF_ACTIVITIES, OF_PROJECTS, Row};
use crate::projects::export::COLUMNS;
use model::directory::{Scheme, Terms};
use model::fields::Fields;
use model::language::Locale;
use model::projects::{PartnerRole, People, ProjectStatus, project_field, report_field};
use model::search::fold;

/// Lines with what the export says of the same row; of a new one it says nothing.
pub(super) struct Told<'a> {
    pub(super) rows: &'a [Row],
    pub(super) exported: Vec<Vec<String>>,
    /// The columns that say something else.
    pub(super) changed: Vec<String>,
    /// The domains, which the table calls by their names.
    pub(super) terms: &'a Terms,
}

impl<'a> Told<'a> {
    /// What a column says anew: the first of the lines that says it counts for all.
    fn anew(&mut self, column: &str) -> Option<&'a str> {
        let first = self.rows.first()?;
        let said = self.rows.iter().find_map(|row| row.filled(column)).or_else(|| first.cell(column))?;
        (said != self.exported_in(0, column)).then(|| {
            self.changed.push(column.to_owned());
            said
        })
    }

    /// What a column says, new or not.
    fn said(&self, column: &str) -> &'a str {
        self.rows.iter().find_map(|row| row.filled(column)).unwrap_or_default()
    }

    fn exported_in(&self, line: usize, column: &str) -> &str {
        let at = COLUMNS.iter().position(|(name, _)| *name == column);
        at.and_then(|at| self.exported.get(line)?.get(at)).map_or("", |it| it.as_str())
    }

    /// A column that is a field of its own: what stands in the form now, and what the file says instead.
    fn own_field(&mut self, fields: &mut Fields, column: &str) {
        let Some(said) = self.rows.first().and_then(|row| row.cell(column)) else { return };
        let said = if LISTS.contains(&column) { said.replace(" | ", "\n") } else { said.to_owned() };
        let now: Vec<&str> = fields.all(column).collect();
        if now.join("\n").trim() != said {
            self.changed.push(column.to_owned());
            set(fields, column, [said]);
        }
    }

    /// The narrower of the two domains, if either is said anew: its id, or what nobody knows as it was written.
    fn domain(&mut self) -> Option<&'a str> {
        let (root, narrow) = (self.anew("domaine"), self.anew("sous_domaine"));
        (root.is_some() || narrow.is_some()).then(|| {
            let said = match self.said("sous_domaine") {
                "" => self.said("domaine"),
                narrow => narrow,
            };
            let wanted = fold(said);
            let called = self.terms.of(Scheme::Domain).find(|it| fold(it.label(Locale::French)) == wanted);
            called.map_or(said, |it| it.id.as_str())
        })
    }

    /// The dates, if either is said anew.
    fn dates(&mut self) -> Option<(&'a str, &'a str)> {
        let (from, to) = (self.anew("debut"), self.anew("fin"));
        (from.is_some() || to.is_some()).then(|| (self.said("debut"), self.said("fin")))
    }
}

/// The place of a line: region and commune.
fn place(row: &Row) -> (&str, &str) {
    let region = row.filled("region").or_else(|| row.filled("code_region")).unwrap_or_default();
    (region, row.filled("commune").unwrap_or_default())
}

/// The form of a project as these lines say it.
pub(super) fn of_project(told: &mut Told<'_>, mut fields: Fields) -> Fields {
    use project_field as field;
    for (column, name) in [
        ("projet", field::TITLE),
        ("code_activite", field::REFERENCE),
        ("statut", field::STATUS),
        ("organisation", field::LEAD),
        ("programme", field::PARENT),
        ("description", field::GENERAL),
    ] {
        if let Some(said) = told.anew(column) {
            set(&mut fields, name, [said.to_owned()]);
        }
    }
    for role in PartnerRole::ALL {
        if let Some(said) = told.anew(role.code()) {
            replace_partners(&mut fields, *role, said);
        }
    }
    if let Some(domain) = told.domain() {
        replace_first(&mut fields, field::DOMAINS, domain);
    }
    let places: Vec<(&str, &str)> = told.rows.iter().map(place).collect();
    let exported: Vec<(&str, &str)> = (0..told.exported.len())
        .map(|at| (told.exported_in(at, "region"), told.exported_in(at, "commune")))
        .collect();
    let has_place = told.rows.iter().any(|it| it.cell("region").or_else(|| it.cell("code_region")).is_some());
    if has_place
        && places != exported
        && (!told.exported.is_empty() || places.iter().any(|it| !it.0.is_empty()))
    {
        told.changed.push("region".to_owned());
        let text = |(region, commune): &(&str, &str)| match *commune {
            "" => (*region).to_owned(),
            commune => format!("{region} > {commune}"),
        };
        let texts: Vec<String> = places.iter().map(text).filter(|it| !it.is_empty()).collect();
        set(&mut fields, field::PLACES, texts);
    }
    if let Some((from, to)) = told.dates() {
        let planned = fields.has(field::PLANNED_FROM) && !fields.has(field::ACTUAL_FROM)
            || fields.get(field::STATUS) == ProjectStatus::Pipeline.code() && !fields.has(field::ACTUAL_FROM);
        let (begin, end) = if planned {
            (field::PLANNED_FROM, field::PLANNED_TO)
        } else {
            (field::ACTUAL_FROM, field::ACTUAL_TO)
        };
        set(&mut fields, begin, [from.to_owned()]);
        set(&mut fields, end, [to.to_owned()]);
    }
    // A row that is there keeps its indicators: the table holds one number of them.
    if told.exported.is_empty() {
        indicators(told, &mut fields);
    }
    for column in OF_PROJECTS.iter().filter(|it| PartnerRole::parse(it).is_none()) {
        told.own_field(&mut fields, column);
    }
    fields
}

/// One indicator of each line of a new project, with its dates for a period.
fn indicators(told: &Told<'_>, fields: &mut Fields) {
    use project_field as field;
    for row in told.rows {
        let values = ["indicateur", "prevu", "valeur"].map(|column| row.filled(column).unwrap_or_default());
        if values.iter().all(|it| it.is_empty()) {
            continue;
        }
        let date = |column| row.filled(column).unwrap_or_default().to_owned();
        fields.push(field::INDICATOR, values[0]);
        fields.push(field::MEASURE, "nombre");
        fields.push(field::BASELINE, "");
        fields.push(field::PERIOD_FROM, date("debut"));
        fields.push(field::PERIOD_TO, date("fin"));
        fields.push(field::TARGET, values[1]);
        fields.push(field::ACTUAL, values[2]);
    }
}

/// The form of a report as these lines say it.
pub(super) fn of_activity(told: &mut Told<'_>, mut fields: Fields) -> Fields {
    use report_field as field;
    for (column, name) in [
        ("projet", field::TITLE),
        ("description", field::KIND),
        ("programme", field::PROJECT),
        ("personnes", field::ALL),
        ("femmes_et_filles", field::WOMEN),
        ("hommes_et_garcons", field::MEN),
        ("adolescentes", "f-moins-18"),
        ("adolescents", "h-moins-18"),
    ] {
        if let Some(said) = told.anew(column) {
            set(&mut fields, name, [said.to_owned()]);
        }
    }
    // The table knows that they are grown up, and not which of two ages they have.
    for (column, sex) in [("femmes_adultes", "f"), ("hommes_adultes", "h")] {
        if let Some(said) = told.anew(column) {
            for age in ["18-35", "plus-35"] {
                set(&mut fields, &format!("{sex}-{age}"), []);
            }
            set(&mut fields, &format!("{sex}-inconnu"), [said.to_owned()]);
        }
    }
    if let Some(said) = told.anew("organisation") {
        replace_first(&mut fields, field::ORGANIZERS, said);
    }
    if let Some(domain) = told.domain() {
        replace_first(&mut fields, field::DOMAINS, domain);
    }
    let is_new = told.exported.is_empty();
    if let Some(row) =
        told.rows.first().filter(|it| it.cell("region").or_else(|| it.cell("code_region")).is_some())
    {
        let (region, commune) = place(row);
        let exported = (told.exported_in(0, "region"), told.exported_in(0, "commune"));
        if (region, commune) != exported && (!is_new || !region.is_empty() || !commune.is_empty()) {
            told.changed.push("region".to_owned());
            set(&mut fields, field::REGION, [region.to_owned()]);
            set(&mut fields, field::COMMUNE, [commune.to_owned()]);
        }
    }
    if let Some((from, to)) = told.dates() {
        set(&mut fields, field::FROM, [from.to_owned()]);
        // The table writes the last day also of what has no other than its first.
        set(&mut fields, field::TO, [if from == to { String::new() } else { to.to_owned() }]);
    }
    let counts = People::cells().map(|(sex, age, situation)| People::field(sex, age, situation));
    for column in OF_ACTIVITIES.iter().map(|it| (*it).to_owned()).chain(counts).chain([field::ALL.to_owned()])
    {
        told.own_field(&mut fields, &column);
    }
    fields
}

/// Other values for a field; empty ones are none.
pub(super) fn set(fields: &mut Fields, name: &str, values: impl IntoIterator<Item = String>) {
    let others = fields.pairs().iter().filter(|(own, _)| own != name).cloned();
    let values = values.into_iter().filter(|it| !it.is_empty()).map(|it| (name.to_owned(), it));
    *fields = Fields::new(others.chain(values).collect());
}

/// Another first value for a field.
fn replace_first(fields: &mut Fields, name: &str, value: &str) {
    let rest: Vec<String> = fields.all(name).skip(1).map(str::to_owned).collect();
    set(fields, name, std::iter::once(value.to_owned()).chain(rest));
}

/// Other names in one role; a name that is empty stays, so that it is refused with a word.
fn replace_partners(fields: &mut Fields, role: PartnerRole, said: &str) {
    use project_field as field;
    let names: Vec<String> = fields.all(field::PARTNER).map(str::to_owned).collect();
    let roles: Vec<String> = fields.all(field::ROLE).map(str::to_owned).collect();
    let others = names.into_iter().zip(roles).filter(|(_, own)| own != role.code());
    let new = said.split('|').filter(|_| !said.is_empty());
    let new = new.map(|name| (name.trim().to_owned(), role.code().to_owned()));
    let all: Vec<(String, String)> = others.chain(new).collect();
    set(fields, field::PARTNER, []);
    set(fields, field::ROLE, []);
    for (name, role) in all {
        fields.push(field::PARTNER, name);
        fields.push(field::ROLE, role);
    }
}
