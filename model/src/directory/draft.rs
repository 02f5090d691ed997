//! A draft: what a form or a line of a spreadsheet says about an organisation, parsed and ready to be kept.
//!
//! The fields of the form have the names of the spreadsheet's columns, so both come through the same door.

use super::cell;
use super::import::Column;
use super::organization::{
    Acronym, DocumentLink, LegalStatus, Mission, Name, Organization, OrganizationKind, Phone,
    ServiceDescription, Source, State, Title,
};
use super::term::{Scheme, TermId, Terms};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::id::OrganizationId;
use crate::language::SpokenLanguage;
use crate::place::{Place, PlaceError};
use crate::search::fold;
use crate::text::{PhoneNumber, WebAddress};
use crate::time::Day;

/// The most values of one list (phones, places, services …) that an organisation keeps.
pub const MAX_VALUES: usize = 60;
/// The first year in which an organisation of the directory can have been founded.
const FIRST_YEAR: i32 = 1900;

/// What is known around a draft while it is parsed.
pub struct DraftContext<'a> {
    /// The taxonomies.
    pub terms: &'a Terms,
    /// The day on which it is parsed; no day of the draft may be later.
    pub today: Day,
    /// Finds an organisation by its id, slug, acronym or name.
    pub find: &'a dyn Fn(&str) -> Option<OrganizationId>,
    /// The terms that the organisation has already: one that is offered no more stays with it.
    pub held: &'a [TermId],
}

/// An organisation without what the application adds (id, slug, times, logo).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// See [`Organization::name`]; the others alike.
    pub name: Name,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub acronym: Option<Acronym>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub other_names: Vec<Name>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub kind: OrganizationKind,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub mission: Option<Mission>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub founded: Option<i32>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub legal_status: Option<LegalStatus>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub web: Option<WebAddress>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub languages: Vec<SpokenLanguage>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub phones: Vec<Phone>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub accepts_messages: bool,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub parents: Vec<OrganizationId>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub terms: Vec<TermId>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub coverage: Vec<Place>,
    /// Title, description and day of each service.
    pub services: Vec<(Title, Option<ServiceDescription>, Option<Day>)>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub documents: Vec<DocumentLink>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub state: State,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub example: bool,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub source: Option<Source>,
    #[expect(missing_docs, reason = "the fields are those of Organization")]
    pub verified_on: Option<Day>,
}

impl Draft {
    /// Parses all fields and reports every error, not only the first.
    ///
    /// # Errors
    /// One error for each refused value, in the order of the form.
    pub fn parse(fields: &Fields, context: &DraftContext<'_>) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader { fields, errors: Vec::new() };
        let name = reader.take(Column::Name, Name::parse);
        let acronym = reader.take_optional(Column::Acronym, Acronym::parse);
        let other_names = reader.list(Column::OtherNames, Name::parse);
        let kind = reader.take(Column::Kind, kind);
        let mission = reader.take_optional(Column::Mission, Mission::parse);
        let founded = reader.take_optional(Column::Founded, |text| year(text, context.today.year()));
        let legal_status = reader.take_optional(Column::LegalStatus, LegalStatus::parse);
        let web = reader.take_optional(Column::Web, WebAddress::parse);
        let languages =
            reader.list(Column::Languages, |text| SpokenLanguage::read(text).ok_or_else(|| unknown(text)));
        let phones = phones(&mut reader);
        let accepts_messages = reader.yes_or_no(Column::Messages);
        let domains = reader.list(Column::Domains, |text| term(context, Scheme::Domain, text));
        let targets = reader.list(Column::Targets, |text| term(context, Scheme::Target, text));
        let coverage = reader.list(Column::Coverage, place);
        let parents = reader.list(Column::Parents, |text| (context.find)(text).ok_or_else(|| unknown(text)));
        let services = services(&mut reader, context.today);
        let documents = reader.list(Column::Documents, DocumentLink::parse);
        let verified_on = reader.take_optional(Column::VerifiedOn, |text| past_day(text, context.today));
        let source = reader.take_optional(Column::Source, Source::parse);
        let example = reader.yes_or_no(Column::Example);
        let state = reader.take_optional(Column::State, state).unwrap_or(State::Draft);
        match (name, kind) {
            (Some(name), Some(kind)) if reader.errors.is_empty() => Ok(Self {
                name,
                acronym,
                other_names,
                kind,
                mission,
                founded,
                legal_status,
                web,
                languages,
                phones,
                accepts_messages,
                parents,
                coverage,
                services,
                documents,
                state,
                example,
                source,
                verified_on,
                terms: domains.into_iter().chain(targets).collect(),
            }),
            _ => Err(reader.errors),
        }
    }
}

impl Organization {
    /// The fields of the form that would make this organisation; `slug_of` names its parents.
    pub fn fields(&self, terms: &Terms, slug_of: &dyn Fn(OrganizationId) -> Option<String>) -> Fields {
        let mut fields = Fields::default();
        let mut put = |column: Column, value: Option<&str>| fields.push_some(column.code(), value);
        put(Column::Name, Some(self.name.as_str()));
        put(Column::Acronym, self.acronym.as_ref().map(Acronym::as_str));
        put(Column::OtherNames, Some(&lines(self.other_names.iter().map(Name::to_string))));
        put(Column::Kind, Some(self.kind.code()));
        put(Column::Mission, self.mission.as_ref().map(Mission::as_str));
        put(Column::Founded, self.founded.map(|year| year.to_string()).as_deref());
        put(Column::LegalStatus, self.legal_status.as_ref().map(LegalStatus::as_str));
        put(Column::Web, self.web.as_ref().map(WebAddress::as_str));
        for language in &self.languages {
            put(Column::Languages, Some(language.code()));
        }
        let numbers = |whatsapp: bool| {
            lines(
                self.phones
                    .iter()
                    .filter(|phone| phone.whatsapp || !whatsapp)
                    .map(|phone| phone.number.spaced()),
            )
        };
        put(Column::Phones, Some(&numbers(false)));
        put(Column::Whatsapp, Some(&numbers(true)));
        put(Column::Messages, self.accepts_messages.then_some("oui"));
        for id in &self.terms {
            let scheme = terms.get(id).map(|term| term.scheme);
            put(
                if scheme == Some(Scheme::Target) { Column::Targets } else { Column::Domains },
                Some(id.as_str()),
            );
        }
        put(Column::Coverage, Some(&lines(self.coverage.iter().copied().map(Place::label))));
        put(Column::Parents, Some(&lines(self.parents.iter().filter_map(|id| slug_of(*id)))));
        put(
            Column::Documents,
            Some(&lines(self.documents.iter().map(|it| format!("{} = {}", it.title, it.url)))),
        );
        put(Column::VerifiedOn, self.verified_on.map(Day::iso).as_deref());
        put(Column::Source, self.source.as_ref().map(Source::as_str));
        put(Column::Example, self.example.then_some("oui"));
        put(Column::State, Some(self.state.code()));
        for service in &self.services {
            fields.push("service_titre", service.title.as_str());
            fields.push("service_description", service.description.as_ref().map_or("", |it| it.as_str()));
            fields.push("service_verifie_le", service.verified_on.map(Day::iso).unwrap_or_default());
        }
        fields
    }
}

fn lines(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("\n")
}

/// Reads fields and gathers what is wrong with them.
struct Reader<'a> {
    fields: &'a Fields,
    errors: Vec<FieldError>,
}

impl Reader<'_> {
    fn take<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.fields.get(column.code());
        let parsed = if text.is_empty() { Err(Problem::Required) } else { parse(text) };
        self.keep(column, parsed)
    }

    fn take_optional<T>(
        &mut self,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        let text = self.fields.filled(column.code())?;
        let parsed = parse(text);
        self.keep(column, parsed)
    }

    /// Every value of the column; a value of several lines is as many values.
    fn list<T: PartialEq>(&mut self, column: Column, parse: impl Fn(&str) -> Result<T, Problem>) -> Vec<T> {
        let mut list = Vec::new();
        let values =
            self.fields.all(column.code()).flat_map(str::lines).map(str::trim).filter(|it| !it.is_empty());
        for text in values.collect::<Vec<_>>() {
            let parsed = parse(text);
            if let Some(value) = self.keep(column, parsed).filter(|value| !list.contains(value)) {
                list.push(value);
            }
        }
        if list.len() > MAX_VALUES {
            self.errors.push(FieldError::new(column.code(), Problem::TooManyValues { max: MAX_VALUES }));
        }
        list
    }

    fn yes_or_no(&mut self, column: Column) -> bool {
        self.take_optional(column, |text| match fold(text).as_str() {
            "oui" | "yes" | "1" | "vrai" | "true" | "x" => Ok(true),
            "non" | "no" | "0" | "faux" | "false" => Ok(false),
            _ => Err(Problem::NotYesOrNo),
        })
        .unwrap_or(false)
    }

    fn keep<T>(&mut self, column: Column, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.errors.push(FieldError::new(column.code(), problem))).ok()
    }
}

fn unknown(text: &str) -> Problem {
    Problem::UnknownValue { value: text.chars().take(80).collect() }
}

/// Accepts the code and the word on the screen ("réseau", "Organisation locale", "PAR (forme non précisée)").
fn kind(text: &str) -> Result<OrganizationKind, Problem> {
    let word = fold(text.split('(').next().unwrap_or_default().trim());
    OrganizationKind::parse(&word.replace([' ', '_'], "-")).ok_or_else(|| unknown(text))
}

/// Accepts the code and the word on the screen ("Publiée").
fn state(text: &str) -> Result<State, Problem> {
    let word = fold(text);
    let masculine = || word.strip_suffix('e').and_then(State::parse);
    State::parse(&word).or_else(masculine).ok_or_else(|| unknown(text))
}

fn year(text: &str, last: i32) -> Result<i32, Problem> {
    let range = Problem::NotAYear { min: FIRST_YEAR, max: last };
    text.parse().ok().filter(|year| (FIRST_YEAR..=last).contains(year)).ok_or(range)
}

fn past_day(text: &str, today: Day) -> Result<Day, Problem> {
    let day = Day::parse(text).ok_or(Problem::NotADay)?;
    if day > today { Err(Problem::InTheFuture) } else { Ok(day) }
}

/// Takes the slug and the word; a term that became one with another stands for that one.
fn term(context: &DraftContext<'_>, scheme: Scheme, text: &str) -> Result<TermId, Problem> {
    let wanted = fold(text);
    let named = || context.terms.of(scheme).find(|term| fold(&term.french) == wanted);
    let term = context.terms.find(scheme, text).or_else(named).ok_or_else(|| unknown(text))?;
    if context.terms.is_offered(term) || context.held.contains(&term.id) {
        Ok(term.id.clone())
    } else {
        Err(Problem::TermRetired { value: text.chars().take(80).collect() })
    }
}

/// A place as people write it.
pub(crate) fn place(text: &str) -> Result<Place, Problem> {
    Place::parse(text).map_err(|error| {
        let value = text.chars().take(80).collect();
        match error {
            PlaceError::Ambiguous(_) => Problem::AmbiguousPlace { value },
            PlaceError::Empty | PlaceError::Unknown | PlaceError::Elsewhere(_) => {
                Problem::UnknownPlace { value }
            }
        }
    })
}

fn phones(reader: &mut Reader<'_>) -> Vec<Phone> {
    let plain = reader.list(Column::Phones, PhoneNumber::parse);
    let whatsapp = reader.list(Column::Whatsapp, PhoneNumber::parse);
    let mut phones: Vec<Phone> =
        plain.into_iter().map(|number| Phone { whatsapp: whatsapp.contains(&number), number }).collect();
    for number in whatsapp {
        if !phones.iter().any(|phone| phone.number == number) {
            phones.push(Phone { number, whatsapp: true });
        }
    }
    phones
}

/// Services come as three parallel fields of the form, or as lines of a spreadsheet's [`cell`].
fn services(reader: &mut Reader<'_>, today: Day) -> Vec<(Title, Option<ServiceDescription>, Option<Day>)> {
    let column = |name: &str| -> Vec<String> {
        reader
            .fields
            .pairs()
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    };
    let (titles, descriptions, days) =
        (column("service_titre"), column("service_description"), column("service_verifie_le"));
    let mut rows: Vec<(String, String, String)> = titles
        .into_iter()
        .enumerate()
        .map(|(at, title)| {
            let other = |list: &[String]| list.get(at).cloned().unwrap_or_default();
            (title, other(&descriptions), other(&days))
        })
        .filter(|(title, description, _)| !title.is_empty() || !description.is_empty())
        .collect();
    for line in reader.fields.all(Column::Services.code()).flat_map(str::lines) {
        let (title, description, day) = cell::read_service(line);
        if !title.is_empty() {
            rows.push((title, description, day));
        }
    }
    if rows.len() > MAX_VALUES {
        reader
            .errors
            .push(FieldError::new(Column::Services.code(), Problem::TooManyValues { max: MAX_VALUES }));
    }
    let mut services = Vec::new();
    for (index, (title, description, day)) in rows.into_iter().enumerate() {
        let day = Some(day).filter(|day| !day.is_empty()).map(|day| past_day(&day, today)).transpose();
        let parsed = Title::parse(&title)
            .and_then(|title| Ok((title, ServiceDescription::parse_optional(&description)?, day?)));
        match parsed {
            Ok(service) => services.push(service),
            Err(problem) => reader.errors.push(FieldError::new(format!("services.{index}"), problem)),
        }
    }
    services
}

#[cfg(test)]
mod tests;
