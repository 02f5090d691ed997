//! What the form of a project says, parsed, and the form that would say the same.

use super::indicator::{indicators, push, rows};
use super::partner::{Naming, Partner, PartnerRole, Whom};
use super::project::{Budget, Currency, ProjectContent, ProjectStatus, ProjectTitle, ProjectWords};
use crate::directory::{DocumentLink, Scheme, Source, TermId, Terms, place};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, told_back, unknown};
use crate::forum::{Period, When};
use crate::library::Audience;
use crate::text::Line;

/// The most values of one list.
const MOST: usize = 60;
/// The largest budget that is taken.
const LARGEST: u64 = 10_000_000_000_000;

/// The fields of the form.
pub mod project_field {
    /// The title.
    pub const TITLE: &str = "titre";
    /// The own reference.
    pub const REFERENCE: &str = "reference";
    /// Who leads it.
    pub const LEAD: &str = "menee_par";
    /// A partner; the names of partners stand one below the other, each with its role.
    pub const PARTNER: &str = "partenaire";
    /// Its role.
    pub const ROLE: &str = "role";
    /// The rows of partners, for what is wrong with one of them.
    pub const PARTNERS: &str = "partenaires";
    /// When it is meant to begin.
    pub const PLANNED_FROM: &str = "prevu_du";
    /// When it is meant to end.
    pub const PLANNED_TO: &str = "prevu_au";
    /// When it began.
    pub const ACTUAL_FROM: &str = "reel_du";
    /// When it ended.
    pub const ACTUAL_TO: &str = "reel_au";
    /// Where it stands.
    pub const STATUS: &str = "statut";
    /// The domains.
    pub const DOMAINS: &str = "domaines";
    /// The places, one on each line.
    pub const PLACES: &str = "lieux";
    /// The amount.
    pub const BUDGET: &str = "budget";
    /// Of which currency.
    pub const CURRENCY: &str = "monnaie";
    /// Who sees the amount.
    pub const BUDGET_AUDIENCE: &str = "budget_public";
    /// The programme that it is a part of, by its slug.
    pub const PARENT: &str = "programme";
    /// What it is.
    pub const GENERAL: &str = "description";
    /// What it wants.
    pub const OBJECTIVES: &str = "objectifs";
    /// For whom it is.
    pub const TARGETS: &str = "publics";
    /// Pages elsewhere, one on each line: title = address.
    pub const LINKS: &str = "liens";
    /// Documents of the library by their slugs.
    pub const DOCUMENTS: &str = "documents";
    /// The rows of indicators, for what is wrong with one of them.
    pub const INDICATORS: &str = "indicateurs";
    /// What is counted.
    pub const INDICATOR: &str = "indicateur";
    /// What its values are.
    pub const MEASURE: &str = "mesure";
    /// The value before.
    pub const BASELINE: &str = "depart";
    /// The beginning of a period.
    pub const PERIOD_FROM: &str = "periode_du";
    /// The end of a period.
    pub const PERIOD_TO: &str = "periode_au";
    /// What was aimed at.
    pub const TARGET: &str = "cible";
    /// What was reached.
    pub const ACTUAL: &str = "atteint";
    /// Where the facts come from.
    pub const SOURCE: &str = "source";
}
use project_field as field;

/// What is known around a form of a project.
pub struct ProjectContext<'a> {
    /// The taxonomies.
    pub terms: &'a Terms,
    /// What things are called.
    pub naming: &'a Naming<'a>,
    /// The domains that it has already: one that is offered no more stays with it.
    pub held: &'a [TermId],
}

impl ProjectContext<'_> {
    /// A domain of intervention that is offered, or that it has already.
    pub(crate) fn domain(&self, text: &str) -> Result<TermId, Problem> {
        let term = self.terms.find(Scheme::Domain, text).ok_or_else(|| unknown(text))?;
        if self.terms.is_offered(term) || self.held.contains(&term.id) {
            Ok(term.id.clone())
        } else {
            Err(Problem::TermRetired { value: told_back(text) })
        }
    }
}

impl ProjectContent {
    /// Parses all fields and reports every error, not only the first.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(fields: &Fields, context: &ProjectContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let title = reader.one(field::TITLE, ProjectTitle::parse);
        let status = reader.one(field::STATUS, coded(ProjectStatus::parse));
        let lead = reader.optional(field::LEAD, |text| Whom::parse(text, context.naming));
        let partners = partners(&mut reader, context.naming);
        let planned = period(&mut reader, field::PLANNED_FROM, field::PLANNED_TO);
        let actual = period(&mut reader, field::ACTUAL_FROM, field::ACTUAL_TO);
        let domains = reader.list(field::DOMAINS, MOST, |text| context.domain(text));
        let places = reader.list(field::PLACES, MOST, place);
        let general = reader.optional(field::GENERAL, ProjectWords::parse);
        let objectives = reader.optional(field::OBJECTIVES, ProjectWords::parse);
        let targets = reader.optional(field::TARGETS, ProjectWords::parse);
        let parent = reader
            .optional(field::PARENT, |text| (context.naming.find_project)(text).ok_or_else(|| unknown(text)));
        let indicators = indicators(fields, &mut reader.errors);
        let budget = budget(&mut reader);
        let documents = reader.list(field::DOCUMENTS, MOST, |text| {
            let slug = text.trim_end_matches('/').rsplit('/').next().unwrap_or(text);
            (context.naming.find_document)(slug).ok_or_else(|| unknown(text))
        });
        let links = reader.list(field::LINKS, MOST, DocumentLink::parse);
        let reference = reader.optional(field::REFERENCE, Line::parse);
        let source = reader.optional(field::SOURCE, Source::parse);
        match (title, status) {
            (Some(title), Some(status)) if reader.errors.is_empty() => Ok(Self {
                title,
                reference,
                lead,
                partners,
                planned,
                actual,
                status,
                domains,
                places,
                budget,
                parent,
                general,
                objectives,
                targets,
                links,
                documents,
                indicators,
                source,
            }),
            _ => Err(reader.errors),
        }
    }

    /// The fields that would say the same.
    pub fn fields(&self, naming: &Naming<'_>) -> Fields {
        let mut fields = Fields::default();
        let called = |whom: &Whom| whom.name(|id| (naming.organization)(id));
        fields.push(field::TITLE, self.title.as_str());
        fields.push(field::STATUS, self.status.code());
        fields.push_some(field::LEAD, self.lead.as_ref().and_then(called));
        for it in &self.partners {
            if let Some(name) = called(&it.whom) {
                fields.push(field::PARTNER, name);
                fields.push(field::ROLE, it.role.code());
            }
        }
        let periods = [
            (self.planned, field::PLANNED_FROM, field::PLANNED_TO),
            (self.actual, field::ACTUAL_FROM, field::ACTUAL_TO),
        ];
        for (period, from, to) in periods {
            fields.push_some(from, period.map(|it| it.from.iso()));
            fields.push_some(to, period.and_then(|it| it.to).map(When::iso));
        }
        self.domains.iter().for_each(|it| fields.push(field::DOMAINS, it.as_str()));
        self.places.iter().for_each(|it| fields.push(field::PLACES, it.label()));
        fields.push_some(field::GENERAL, self.general.as_ref().map(|it| it.as_str()));
        fields.push_some(field::OBJECTIVES, self.objectives.as_ref().map(|it| it.as_str()));
        fields.push_some(field::TARGETS, self.targets.as_ref().map(|it| it.as_str()));
        fields.push_some(field::PARENT, self.parent.and_then(|it| (naming.project)(it)));
        push(&mut fields, &self.indicators);
        if let Some(budget) = &self.budget {
            fields.push(field::BUDGET, budget.amount.to_string());
            fields.push(field::CURRENCY, budget.currency.as_str());
            fields.push(field::BUDGET_AUDIENCE, budget.audience.code());
        }
        for document in self.documents.iter().filter_map(|it| (naming.document)(*it)) {
            fields.push(field::DOCUMENTS, document);
        }
        self.links.iter().for_each(|it| fields.push(field::LINKS, format!("{} = {}", it.title, it.url)));
        fields.push_some(field::REFERENCE, self.reference.as_ref().map(|it| it.as_str()));
        fields.push_some(field::SOURCE, self.source.as_ref().map(|it| it.as_str()));
        fields
    }
}

fn partners(reader: &mut Reader<'_>, naming: &Naming<'_>) -> Vec<Partner> {
    let mut list: Vec<Partner> = Vec::new();
    for (at, [name, role]) in rows(reader.fields, [field::PARTNER, field::ROLE]) {
        let parsed = if name.is_empty() { Err(Problem::Required) } else { Whom::parse(&name, naming) };
        let role = match role.as_str() {
            "" => Ok(PartnerRole::Implementing),
            code => PartnerRole::parse(code).ok_or_else(|| unknown(code)),
        };
        let row = format!("{}.{at}", field::PARTNERS);
        let partner = parsed.and_then(|whom| Ok(Partner { whom, role: role? }));
        if let Some(partner) = reader.keep(&row, partner).filter(|it| !list.contains(it)) {
            list.push(partner);
        }
    }
    if list.len() > MOST {
        reader.wrong(field::PARTNERS, Problem::TooManyValues { max: MOST });
    }
    list
}

/// A beginning and perhaps an end; an end alone is told so.
fn period(reader: &mut Reader<'_>, from: &str, to: &str) -> Option<Period> {
    let (begins, ends) = (reader.optional(from, When::parse_any), reader.optional(to, When::parse_any));
    match begins {
        Some(begins) => reader.keep(to, Period::of(begins, ends)),
        None if ends.is_some() && reader.fields.filled(from).is_none() => {
            reader.wrong(from, Problem::Required);
            None
        }
        None => None,
    }
}

fn budget(reader: &mut Reader<'_>) -> Option<Budget> {
    let amount = reader.optional(field::BUDGET, |text| {
        let text: String = text.chars().filter(|it| !it.is_whitespace() && *it != '.').collect();
        let digits = text.bytes().all(|it| it.is_ascii_digit());
        let amount = text.parse().ok().filter(|amount| digits && *amount <= LARGEST);
        amount.ok_or(Problem::NotInRange { min: 0, max: i64::try_from(LARGEST).unwrap_or(i64::MAX) })
    });
    let currency = match reader.fields.filled(field::CURRENCY) {
        Some(text) => Currency::parse(text),
        None => Currency::parse(Currency::OURS),
    };
    let currency = reader.keep(field::CURRENCY, currency)?;
    // Whoever says nothing shows it to nobody else.
    let audience = reader.optional(field::BUDGET_AUDIENCE, coded(Audience::parse));
    amount.map(|amount| Budget { amount, currency, audience: audience.unwrap_or(Audience::Organization) })
}

#[cfg(test)]
mod tests;
