//! What the cells of lines say, as the forms of projects and reports have it.
//!
//! A cell that says what the export says of the row today changes nothing: whoever gets a table back gives nothing away of what it left
//! out, and loses nothing of what it cannot hold.

use super::columns::{LISTS, OF_ACTIVITIES, OF_PROJECTS, Row};
use crate::projects::export::COLUMNS;
use model::directory::{Scheme, Terms};
use model::failure::Problem;
use model::fields::Fields;
use model::forum::{Age, Sex};
use model::language::Locale;
use model::place::Region;
use model::projects::{PartnerRole, People, ProjectStatus, Situation, project_field, report_field};
use model::search::fold;

/// Lines with what the export says of the same row; of a new one it says nothing.
pub(super) struct Told<'a> {
    pub(super) rows: &'a [Row],
    pub(super) exported: Vec<Vec<String>>,
    /// The columns that say something else.
    pub(super) changed: Vec<String>,
    /// What cannot be taken: its line, column and reason.
    pub(super) refused: Vec<(usize, &'static str, Problem)>,
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

    /// Whether the file has a column of this name.
    fn has(&self, column: &str) -> bool {
        self.rows.iter().any(|it| it.cell(column).is_some())
    }

    /// What a column says, new or not; of one that the file does not have, what the export says.
    fn said(&self, column: &str) -> &str {
        if !self.has(column) {
            return self.exported_in(0, column);
        }
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
    fn domain(&mut self) -> Option<String> {
        let (root, narrow) = (self.anew("domaine"), self.anew("sous_domaine"));
        if root.is_none() && narrow.is_none() {
            return None;
        }
        let terms = self.terms;
        let called = |text: &str| {
            let wanted = fold(text);
            let called = terms.of(Scheme::Domain).find(|it| fold(it.label(Locale::French)) == wanted);
            called.map(|it| it.id.clone())
        };
        // Below another domain there is no narrower one unless the file names it.
        let narrow = if self.has("sous_domaine") { self.said("sous_domaine") } else { "" };
        let root = self.said("domaine");
        if narrow.is_empty() {
            return Some(called(root).map_or_else(|| root.to_owned(), |it| it.as_str().to_owned()));
        }
        let below = called(narrow);
        let named = self.has("domaine") && !root.is_empty();
        let other = below.as_ref().filter(|_| named).is_some_and(|below| {
            let above = terms.root_of(below);
            called(root).map_or(above.as_str() != root, |root| root != *above)
        });
        let id = below.map_or_else(|| narrow.to_owned(), |it| it.as_str().to_owned());
        if other {
            self.refuse(0, "sous_domaine", Problem::NotInDomain);
        }
        Some(id)
    }

    /// Fills in the dates if either is said anew, and says whether it is: a day that has no column stays as it is.
    fn dates(&mut self, fields: &mut Fields, begin: &str, end: &str) -> bool {
        let (from, to) = (self.anew("debut"), self.anew("fin"));
        if from.is_none() && to.is_none() {
            return false;
        }
        for (column, name) in [("debut", begin), ("fin", end)] {
            if self.has(column) {
                set(fields, name, [self.said(column).to_owned()]);
            }
        }
        true
    }

    /// Region and commune of the lines, if they are said anew. What has no column is as the export has it: a commune follows its region.
    fn places(&mut self) -> Option<Vec<(String, String)>> {
        let has_region = self.has("region") || self.has("code_region");
        let has_commune = self.has("commune");
        if !has_region && !has_commune {
            return None;
        }
        let exported = (0..self.exported.len()).map(|at| {
            (self.exported_in(at, "region").to_owned(), self.exported_in(at, "commune").to_owned())
        });
        let exported: Vec<(String, String)> = exported.collect();
        let mut left = exported.clone();
        let (mut places, mut homeless) = (Vec::new(), Vec::new());
        for (at, row) in self.rows.iter().enumerate() {
            let there = exported.get(at).map(|it| it.0.clone()).unwrap_or_default();
            let region = if has_region { region(row) } else { there };
            let same = left.iter().position(|it| it.0 == region).map(|it| left.remove(it).1);
            let said = row.filled("commune").unwrap_or_default().to_owned();
            let commune = if has_commune { said } else { same.unwrap_or_default() };
            if region.is_empty() && !commune.is_empty() {
                homeless.push(at);
            }
            places.push((region, commune));
        }
        if !has_region {
            places.extend(exported.iter().skip(self.rows.len()).cloned());
        }
        for at in homeless {
            self.refuse(at, "region", Problem::Required);
        }
        let empty = places.iter().all(|it| it.0.is_empty());
        if places == exported || exported.is_empty() && empty {
            return None;
        }
        let differ =
            |of: fn(&(String, String)) -> &String| !places.iter().map(of).eq(exported.iter().map(of));
        let (regions, communes) = (differ(|it| &it.0), differ(|it| &it.1));
        self.changed.extend(regions.then(|| "region".to_owned()));
        self.changed.extend(communes.then(|| "commune".to_owned()));
        Some(places)
    }

    /// A column of several ages of one sex: whoever counted in more detail than it has is not counted a second time.
    fn ages(&mut self, fields: &mut Fields, column: &'static str, sex: Sex, ages: &[Age], into: Age) {
        let Some(said) = self.anew(column) else { return };
        let names = |ages: &[Age], all: bool| {
            let situations = Situation::ALL.iter().filter(move |it| all || **it != Situation::Other);
            let names = situations.flat_map(|it| ages.iter().map(move |age| People::field(sex, *age, *it)));
            names.collect::<Vec<String>>()
        };
        let here = |name: &String| self.rows.iter().find_map(|row| row.filled(name));
        let detail: Vec<&str> =
            names(ages, true).iter().chain(&names(&[into], true)).filter_map(here).collect();
        if !detail.is_empty() {
            let sum: u64 = detail.iter().filter_map(|it| it.parse::<u64>().ok()).sum();
            if sum.to_string() != said {
                self.refuse(0, column, Problem::UseDetail);
            }
            return;
        }
        let own = People::field(sex, into, Situation::Other);
        let finer = names(ages, true).into_iter().filter(|it| *it != own);
        let finer: Vec<String> = finer.chain(names(&[into], false)).collect();
        let counted = finer.iter().any(|it| fields.has(it));
        if !counted && fields.get(&own) == said {
            return;
        }
        // Those whose age nobody knows are not among the grown up of the table.
        let unknown = into == Age::Unknown && fields.has(&own);
        if names(ages, false).iter().chain(&names(&[into], false)).any(|it| fields.has(it)) || unknown {
            self.refuse(0, column, Problem::UseDetail);
            return;
        }
        finer.iter().for_each(|it| set(fields, it, []));
        set(fields, &own, [said.to_owned()]);
    }

    /// That a line cannot be taken.
    fn refuse(&mut self, at: usize, column: &'static str, problem: Problem) {
        let line = self.rows.get(at).map_or(0, |it| it.line);
        self.refused.push((line, column, problem));
    }
}

/// The region of a line as the export calls it, or as it was written if nobody knows it.
fn region(row: &Row) -> String {
    let said = row.filled("region").or_else(|| row.filled("code_region")).unwrap_or_default();
    Region::parse(said).map_or_else(|| said.to_owned(), |it| it.name().to_owned())
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
        replace_first(&mut fields, field::DOMAINS, &domain);
    }
    if let Some(places) = told.places() {
        let text = |(region, commune): &(String, String)| match commune.as_str() {
            "" => region.clone(),
            commune => format!("{region} > {commune}"),
        };
        let texts: Vec<String> = places.iter().map(text).filter(|it| !it.is_empty()).collect();
        set(&mut fields, field::PLACES, texts);
    }
    let planned = fields.has(field::PLANNED_FROM) && !fields.has(field::ACTUAL_FROM)
        || fields.get(field::STATUS) == ProjectStatus::Pipeline.code() && !fields.has(field::ACTUAL_FROM);
    let (begin, end) = if planned {
        (field::PLANNED_FROM, field::PLANNED_TO)
    } else {
        (field::ACTUAL_FROM, field::ACTUAL_TO)
    };
    told.dates(&mut fields, begin, end);
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
    ] {
        if let Some(said) = told.anew(column) {
            set(&mut fields, name, [said.to_owned()]);
        }
    }
    told.ages(&mut fields, "adolescentes", Sex::Female, &[Age::Child], Age::Child);
    told.ages(&mut fields, "adolescents", Sex::Male, &[Age::Child], Age::Child);
    // The table knows that they are grown up, and not which of two ages they have.
    told.ages(&mut fields, "femmes_adultes", Sex::Female, &[Age::Young, Age::Older], Age::Unknown);
    told.ages(&mut fields, "hommes_adultes", Sex::Male, &[Age::Young, Age::Older], Age::Unknown);
    if let Some(said) = told.anew("realisation") {
        set(&mut fields, field::ORGANIZERS, said.split('|').map(|it| it.trim().to_owned()));
    }
    if let Some(said) = told.anew("organisation") {
        replace_first(&mut fields, field::ORGANIZERS, said);
    }
    if let Some(domain) = told.domain() {
        replace_first(&mut fields, field::DOMAINS, &domain);
    }
    if let Some((region, commune)) = told.places().and_then(|it| it.into_iter().next()) {
        set(&mut fields, field::REGION, [region]);
        set(&mut fields, field::COMMUNE, [commune]);
    }
    // The table writes the last day also of what has no other than its first.
    if told.dates(&mut fields, field::FROM, field::TO)
        && told.has("fin")
        && told.said("fin") == told.said("debut")
    {
        set(&mut fields, field::TO, []);
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
