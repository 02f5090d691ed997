//! What the lines about one thing become: read as its form, parsed as the form is, and said in the preview.

use super::Work;
use super::columns::{Row, STATE};
use super::desk::Desk;
use super::fields::{Told, of_activity, of_project, set};
use super::plan::{Group, kind};
use crate::projects::export::{COLUMNS, Exported, exported_activity, exported_project};
use model::directory::{Catalogue, ImportOutcome};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::ActivityId;
use model::projects::{
    Activity, Found, Naming, Project, ProjectContent, ProjectContext, Report, ReportContext, ReportStep,
    WorkKind, WorkLine, WorkPreview, Works, project_field, report_field,
};
use model::search::fold;
use model::time::Moment;

/// Where the first error of a form stands in the file.
struct Place<'a> {
    line: usize,
    kind: WorkKind,
    preview: &'a mut WorkPreview,
}

/// What one group of lines becomes.
pub(super) struct Made {
    pub(super) work: Work,
    pub(super) before: Option<Work>,
    pub(super) line: WorkLine,
    pub(super) kind: WorkKind,
}

/// What is known around all lines.
pub(super) struct Around<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) works: &'a Works,
    pub(super) now: Moment,
}

impl Around<'_> {
    /// Whether the lines say of a row what its export says, wherever the site is.
    pub(super) fn is_as_exported(&self, work: &Work, rows: &[Row]) -> bool {
        let none = Found::default();
        let all = self.exported(&none);
        let exported = match work {
            Work::Project(it) => exported_project(&all, it),
            Work::Activity(it) => vec![exported_activity(&all, it)],
        };
        let same = |(row, line): (&Row, &Vec<String>)| {
            let mut cells = COLUMNS.iter().zip(line).filter(|((name, _), _)| *name != "adresse");
            let own = row.all_filled().all(|(column, _)| COLUMNS.iter().any(|(name, _)| *name == column));
            own && cells.all(|((name, _), cell)| row.cell(name).is_none_or(|it| it == cell.trim()))
        };
        rows.len() == exported.len() && rows.iter().zip(&exported).all(same)
    }

    const fn exported<'a>(&'a self, none: &'a Found) -> Exported<'a> {
        Exported { catalogue: self.catalogue, works: self.works, projects: none, activities: none, site: "" }
    }

    /// What a group becomes; what cannot be taken is refused in the preview.
    pub(super) fn make(
        &self,
        desk: &Desk,
        group: &Group,
        rows: &[Row],
        preview: &mut WorkPreview,
    ) -> Option<Made> {
        let none = Found::default();
        let exported = self.exported(&none);
        let first = rows.first()?;
        let terms = self.catalogue.terms();
        let told = |exported| Told { rows, exported, changed: Vec::new(), refused: Vec::new(), terms };
        let mut place = Place { line: first.line, kind: kind(first), preview };
        match (&group.known, group.project) {
            (Some(Work::Project(old)), _) => {
                let mut told = told(exported_project(&exported, old));
                let kept = desk.names.lend(|naming| old.content.fields(naming));
                let fields = of_project(&mut told, kept);
                place.take(desk, &mut told)?;
                let content = self.project(desk, fields, Some(old), &mut place)?;
                let now = Project { content, ..(**old).clone() };
                self.settle(first, told.changed, Work::Project(Box::new(now)), group, &mut place)
            }
            (None, Some(id)) => {
                let mut told = told(Vec::new());
                let fields = of_project(&mut told, Fields::default());
                place.take(desk, &mut told)?;
                let content = self.project(desk, fields, None, &mut place)?;
                let now = Project {
                    id,
                    slug: String::new(),
                    organization: group.organization,
                    content,
                    published: false,
                    example: false,
                    created_at: self.now,
                    updated_at: self.now,
                    version: 1,
                };
                self.settle(first, told.changed, Work::Project(Box::new(now)), group, &mut place)
            }
            (known, _) => {
                let old = match known {
                    Some(Work::Activity(it)) => Some(it),
                    _ => None,
                };
                let mut told = told(old.map(|it| vec![exported_activity(&exported, it)]).unwrap_or_default());
                let kept = old.map_or_else(Fields::default, |it| whole_form(desk, &it.report));
                let fields = of_activity(&mut told, kept);
                place.take(desk, &mut told)?;
                let before = old.map_or_else(Report::default, |it| it.report.clone());
                let report = self.report(desk, fields, &before, &mut place)?;
                let new = || Activity {
                    id: ActivityId::new(uuid::Uuid::nil()),
                    slug: String::new(),
                    organization: group.organization,
                    report: Report::default(),
                    published: false,
                    example: false,
                    created_at: self.now,
                    updated_at: self.now,
                    version: 1,
                };
                let now = Activity { report, ..old.map_or_else(new, |it| (**it).clone()) };
                self.settle(first, told.changed, Work::Activity(Box::new(now)), group, &mut place)
            }
        }
    }

    fn project(
        &self,
        desk: &Desk,
        fields: Fields,
        old: Option<&Project>,
        place: &mut Place<'_>,
    ) -> Option<ProjectContent> {
        let held = old.map_or(&[][..], |it| &it.content.domains);
        let terms = self.catalogue.terms();
        let parsed =
            desk.lend(|naming| ProjectContent::parse(&fields, &ProjectContext { terms, naming, held }));
        parsed.map_err(|errors| place.refuse(errors)).ok()
    }

    fn report(
        &self,
        desk: &Desk,
        mut fields: Fields,
        before: &Report,
        place: &mut Place<'_>,
    ) -> Option<Report> {
        let (terms, today) = (self.catalogue.terms(), self.now.day());
        let title = fields.get(report_field::TITLE).is_empty();
        let mut errors = Vec::new();
        if title {
            errors.push(FieldError::new(report_field::TITLE, Problem::Required));
        }
        if fields.get(report_field::KIND).is_empty() {
            set(&mut fields, report_field::KIND, ["autre".to_owned()]);
        }
        let mut report = before.clone();
        for step in ReportStep::ALL {
            let told =
                desk.lend(|naming| report.tell(*step, &fields, &ReportContext { terms, naming, today }));
            match told {
                Ok(more) => report = more,
                Err(refused) => errors.extend(refused),
            }
        }
        if errors.is_empty() {
            return Some(report);
        }
        place.refuse(errors);
        None
    }

    /// Says what a line comes to, and whether readers see it.
    fn settle(
        &self,
        row: &Row,
        columns: Vec<String>,
        mut work: Work,
        group: &Group,
        place: &mut Place<'_>,
    ) -> Option<Made> {
        let was = group.known.as_ref().is_some_and(Work::published);
        let wanted = match row.filled(STATE).map(fold).as_deref() {
            None => was,
            Some("publie") => true,
            Some("brouillon") => false,
            Some(other) => {
                let value = other.to_owned();
                place.preview.refuse(row.line, STATE, Problem::UnknownValue { value });
                return None;
            }
        };
        let missing = work.missing();
        if was && wanted && !missing.is_empty() {
            // What everybody reads stays whole; nothing of it is kept as a draft.
            let told = missing.into_iter().map(|it| match it.problem {
                Problem::DoesNotAddUp { counted, said } => {
                    FieldError { problem: Problem::MustAddUp { counted, said }, ..it }
                }
                _ => it,
            });
            place.refuse(told.collect());
            return None;
        }
        let published = wanted && missing.is_empty();
        let held = if wanted { missing } else { work.mismatches() };
        work.set_published(published);
        let outcome = match &group.known {
            None => ImportOutcome::Created,
            Some(old) if old.says_as(&work) => ImportOutcome::Unchanged,
            Some(_) => ImportOutcome::Changed,
        };
        if group.known.is_some() {
            work.next_version(self.now);
        }
        let line = WorkLine {
            line: row.line,
            kind: kind(row),
            name: work.title().to_owned(),
            outcome,
            published,
            columns: if outcome == ImportOutcome::Changed { columns } else { Vec::new() },
            held: held.into_iter().map(|it| (column_of(kind(row), &it.field), it.problem)).collect(),
        };
        Some(Made { work, before: group.known.clone(), line, kind: kind(row) })
    }
}

impl Desk {
    /// The names of forms, with projects by their titles too, those of the file among them.
    fn lend<T>(&self, to: impl FnOnce(&Naming<'_>) -> T) -> T {
        self.names.lend(|naming| {
            let find = |text: &str| match (naming.find_project)(text) {
                Some(id) => Some(id),
                None => self.titled(text).first().copied(),
            };
            to(&Naming { find_project: &find, ..*naming })
        })
    }
}

impl Place<'_> {
    /// What the cells cannot say; nothing if a line is refused for it.
    fn take(&mut self, desk: &Desk, told: &mut Told<'_>) -> Option<()> {
        let mut refused = std::mem::take(&mut told.refused);
        let programme = told.rows.iter().find_map(|row| Some((row.line, row.filled("programme")?)));
        if let Some((line, title)) = programme
            && told.changed.iter().any(|it| it == "programme")
            && desk.titled(title).len() > 1
        {
            refused.push((line, "programme", Problem::SeveralCalledSo));
        }
        let whole = refused.is_empty();
        for (line, column, problem) in refused {
            self.preview.refuse(line, column, problem);
        }
        whole.then_some(())
    }

    fn refuse(&mut self, errors: Vec<FieldError>) {
        for error in errors {
            self.preview.refuse(self.line, &column_of(self.kind, &error.field), error.problem);
        }
    }
}

/// The column from which a field of a form is filled.
fn column_of(kind: WorkKind, field: &str) -> String {
    let field = field.split('.').next().unwrap_or_default();
    let of_project = kind == WorkKind::Project;
    let column = match field {
        project_field::TITLE => "projet",
        project_field::REFERENCE if of_project => "code_activite",
        project_field::LEAD if of_project => "organisation",
        project_field::PARTNERS if of_project => "bailleur",
        project_field::INDICATORS if of_project => "indicateur",
        project_field::PLACES | "lieu" => "region",
        project_field::ACTUAL_FROM | report_field::FROM | "date" => "debut",
        project_field::ACTUAL_TO | report_field::TO => "fin",
        report_field::KIND => "description",
        report_field::PROJECT if !of_project => "programme",
        report_field::WOMEN => "femmes_et_filles",
        report_field::MEN => "hommes_et_garcons",
        report_field::ALL | "combien" => "personnes",
        "recit" => "fait",
        project_field::DOMAINS => "domaine",
        other => other,
    };
    column.to_owned()
}

/// All screens of a report as one form.
fn whole_form(desk: &Desk, report: &Report) -> Fields {
    let steps = ReportStep::ALL.iter();
    let forms = steps.map(|step| desk.names.lend(|naming| report.fields(*step, naming)));
    Fields::new(forms.flat_map(|it| it.pairs().to_vec()).collect())
}
