//! What was told so far: each step read from its form and written back into it, and the whole once nothing is missing.

use super::figures::{Age, Figures, Sex};
use super::step::{Part, Step};
use super::when::{Period, When};
use super::{Experience, PartText};
use crate::directory::{Scheme, TermId, Terms};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{told_back, unknown};
use crate::forum::TopicTitle;
use crate::id::FileId;
use crate::language::Locale;
use crate::place::{Place, PlaceError, Region};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most characters of a title.
const LONGEST_TITLE: usize = 120;
/// The most domains of one experience.
const MOST_DOMAINS: usize = 5;

/// The fields of the steps; those of the figures are made by [`Age::field`].
pub mod experience_field {
    /// Its title.
    pub const TITLE: &str = "titre";
    /// The region.
    pub const REGION: &str = "region";
    /// The commune.
    pub const COMMUNE: &str = "commune";
    /// The date, or the beginning.
    pub const FROM: &str = "du";
    /// The end.
    pub const TO: &str = "au";
    /// The domains.
    pub const DOMAINS: &str = "domaines";
    /// What is told.
    pub const TEXT: &str = "texte";
    /// What the step looked like when it was opened, to notice another phone.
    pub const SEEN: &str = "vu";
    /// The space that it is published in.
    pub const SPACE: &str = "espace";
    /// The kind of the document that is made of it.
    pub const KIND: &str = "genre";
    /// The organisation that publishes the document, by its slug.
    pub const PUBLISHER: &str = "organisation";
    /// The licence of the document.
    pub const LICENCE: &str = "licence";
    /// The language in which it is told.
    pub const LANGUAGE: &str = "langues";
}
use experience_field as field;

/// What is known around a step while it is read.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The taxonomies.
    pub terms: &'a Terms,
    /// The day on which it is read.
    pub today: Day,
}

/// What was told so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// What it is called.
    pub title: Option<TopicTitle>,
    /// Where it was.
    pub place: Option<Place>,
    /// When it was, or began.
    pub from: Option<When>,
    /// When it ended.
    pub to: Option<When>,
    /// What it was about.
    pub domains: Vec<TermId>,
    /// How many people took part.
    pub figures: Figures,
    /// What is told, part by part.
    pub texts: BTreeMap<Part, PartText>,
    /// The recordings in which it is spoken, step by step.
    pub voices: BTreeMap<Step, FileId>,
}

impl Told {
    /// A whole one, to be corrected.
    pub fn of(title: TopicTitle, it: Experience) -> Self {
        let Experience { place, period, domains, figures, texts, voices } = it;
        let (from, to) = (Some(period.from), period.to);
        Self { title: Some(title), place: Some(place), from, to, domains, figures, texts, voices }
    }

    /// This with what the form of a step says; what is left empty is told later, or never.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn tell(&self, step: Step, fields: &Fields, around: &Telling<'_>) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut told = self.clone();
        match step {
            Step::Title => {
                told.title =
                    keep(&mut errors, field::TITLE, TopicTitle::parse_optional(fields.get(field::TITLE)));
            }
            Step::Place => match place(fields) {
                Ok(place) => told.place = place,
                Err(error) => errors.push(error),
            },
            Step::When => {
                let mut read = |name| {
                    let date = fields.filled(name).map(|text| When::parse(text, around.today)).transpose();
                    keep(&mut errors, name, date)
                };
                (told.from, told.to) = (read(field::FROM), read(field::TO));
                let missing = told.from.is_none() && fields.filled(field::FROM).is_none();
                match told.from.map(|from| Period::of(from, told.to)) {
                    Some(Ok(period)) => told.to = period.to,
                    Some(Err(problem)) => errors.push(FieldError::new(field::TO, problem)),
                    None if missing && told.to.is_some() => {
                        errors.push(FieldError::new(field::FROM, Problem::Required));
                    }
                    None => {}
                }
            }
            Step::Domains => told.domains = chosen(fields, around.terms, &self.domains, &mut errors),
            Step::Figures => {
                for (sex, age) in cells() {
                    let name = age.field(sex);
                    let count = keep(&mut errors, name, Figures::parse_count(fields.get(name)));
                    told.figures = told.figures.with(sex, age, count);
                }
            }
            Step::With
            | Step::Done
            | Step::Results
            | Step::Helped
            | Step::Hindered
            | Step::Learnt
            | Step::Recommended => {
                let text = keep(&mut errors, field::TEXT, PartText::parse_optional(fields.get(field::TEXT)));
                match (step.part(), text) {
                    (Some(part), Some(text)) => drop(told.texts.insert(part, text)),
                    (Some(part), None) => drop(told.texts.remove(&part)),
                    (None, _) => {}
                }
            }
        }
        if errors.is_empty() { Ok(told) } else { Err(errors) }
    }

    /// The fields of a step that would tell the same.
    pub fn fields(&self, step: Step) -> Fields {
        let mut fields = Fields::default();
        match step {
            Step::Title => fields.push_some(field::TITLE, self.title.as_ref().map(|it| it.as_str())),
            Step::Place => {
                fields.push_some(field::REGION, self.place.map(|it| it.region.slug()));
                fields.push_some(field::COMMUNE, self.place.and_then(commune));
            }
            Step::When => {
                fields.push_some(field::FROM, self.from.map(When::iso));
                fields.push_some(field::TO, self.to.map(When::iso));
            }
            Step::Domains => self.domains.iter().for_each(|it| fields.push(field::DOMAINS, it.as_str())),
            Step::Figures => {
                for (sex, age) in cells() {
                    fields.push_some(age.field(sex), self.figures.counted(sex, age).map(|it| it.to_string()));
                }
            }
            _ => {
                let text = step.part().and_then(|part| self.texts.get(&part));
                fields.push_some(field::TEXT, text.map(|it| it.as_str()));
            }
        }
        fields
    }

    /// Whether nothing is told in a step, neither written nor spoken. Where, when and about what is chosen all the same: by that an
    /// experience is found.
    pub fn lacks(&self, step: Step) -> bool {
        let is_chosen = matches!(step, Step::Place | Step::When | Step::Domains);
        let spoken = !is_chosen && self.voices.contains_key(&step);
        !spoken && self.fields(step).pairs().is_empty()
    }

    /// With a recording of a step, or without one.
    #[must_use]
    pub fn spoken(mut self, step: Step, recording: Option<FileId>) -> Self {
        match recording {
            Some(id) => drop(self.voices.insert(step, id)),
            None => drop(self.voices.remove(&step)),
        }
        self
    }

    /// The title: of who only spoke hers it is what it was about, where, and in which year.
    pub fn titled(&self, terms: &Terms) -> Option<TopicTitle> {
        if self.title.is_some() {
            return self.title.clone();
        }
        self.voices.get(&Step::Title)?;
        let domain = self.domains.first().and_then(|id| terms.find(Scheme::Domain, id.as_str()));
        let domain = domain.map(|it| it.label(Locale::French).to_owned());
        let (place, from) = (self.place?.label(), self.from?.iso());
        let year = from.chars().take_while(char::is_ascii_digit).collect();
        let said: Vec<String> = domain.into_iter().chain([place, year]).collect();
        let said: String = said.join(", ").chars().take(LONGEST_TITLE).collect();
        TopicTitle::parse(&said).ok()
    }

    /// What a step looks like, in a few characters, so that a form says which state it was made of.
    pub fn seal(&self, step: Step) -> String {
        self.fields(step).seal()
    }

    /// The title and the whole, if nothing is missing that a reader needs: title, place, date, a domain, and what was done.
    ///
    /// # Errors
    /// One error for each step that must be told, by the step's code.
    pub fn whole(&self, terms: &Terms) -> Result<(TopicTitle, Experience), Vec<FieldError>> {
        let missing: Vec<FieldError> = [Step::Title, Step::Place, Step::When, Step::Domains, Step::Done]
            .into_iter()
            .filter(|step| self.lacks(*step))
            .map(|step| FieldError::new(step.code(), Problem::Required))
            .collect();
        let title = self.titled(terms);
        let (Some(title), Some(place), Some(from), []) = (title, self.place, self.from, &missing[..]) else {
            return Err(missing);
        };
        let period = Period::of(from, self.to).map_err(|it| vec![FieldError::new(Step::When.code(), it)])?;
        let mut domains: Vec<TermId> = Vec::new();
        for id in &self.domains {
            // A term may have become one with another since it was chosen.
            let term = terms.find(Scheme::Domain, id.as_str());
            let term =
                term.ok_or_else(|| vec![FieldError::new(Step::Domains.code(), unknown(id.as_str()))])?;
            if !domains.contains(&term.id) {
                domains.push(term.id.clone());
            }
        }
        let (texts, voices) = (self.texts.clone(), self.voices.clone());
        let it = Experience { place, period, domains, figures: self.figures, texts, voices };
        Ok((title, it))
    }
}

/// The domains that were chosen: those that are offered, and those that were chosen before and are offered no more.
pub(crate) fn chosen(
    fields: &Fields,
    terms: &Terms,
    held: &[TermId],
    errors: &mut Vec<FieldError>,
) -> Vec<TermId> {
    let mut chosen: Vec<TermId> = Vec::new();
    for text in fields.all(field::DOMAINS) {
        let Some(term) = terms.find(Scheme::Domain, text) else {
            errors.push(FieldError::new(field::DOMAINS, unknown(text)));
            continue;
        };
        if !terms.is_offered(term) && !held.contains(&term.id) {
            errors.push(FieldError::new(field::DOMAINS, Problem::TermRetired { value: told_back(text) }));
        } else if !chosen.contains(&term.id) {
            chosen.push(term.id.clone());
        }
    }
    if chosen.len() > MOST_DOMAINS {
        errors.push(FieldError::new(field::DOMAINS, Problem::TooManyValues { max: MOST_DOMAINS }));
    }
    chosen
}

/// Every count, women first.
fn cells() -> impl Iterator<Item = (Sex, Age)> {
    Sex::ALL.iter().flat_map(|sex| Age::ALL.iter().map(|age| (*sex, *age)))
}

/// The place: a region, and a commune in it; a commune alone names its region.
pub(crate) fn place(fields: &Fields) -> Result<Option<Place>, FieldError> {
    let region = fields.filled(field::REGION).map(|text| Region::parse(text).ok_or_else(|| unknown(text)));
    let region = region.transpose().map_err(|problem| FieldError::new(field::REGION, problem))?;
    let Some(commune) = fields.filled(field::COMMUNE) else { return Ok(region.map(Place::from)) };
    let asked = match region {
        Some(region) => format!("{} > {commune}", region.name()),
        None => commune.to_owned(),
    };
    let value = || told_back(commune);
    let problem = match Place::parse(&asked) {
        Ok(place) => return Ok(Some(place)),
        Err(PlaceError::Empty | PlaceError::Unknown) => Problem::UnknownPlace { value: value() },
        Err(PlaceError::Ambiguous(_)) => Problem::AmbiguousPlace { value: value() },
        Err(PlaceError::Elsewhere(communes)) => {
            let mut regions: Vec<&str> = communes.iter().map(|it| it.region().name()).collect();
            regions.dedup();
            Problem::PlaceElsewhere { value: value(), regions: regions.join(", ") }
        }
    };
    Err(FieldError::new(field::COMMUNE, problem))
}

/// The commune of a place as it can be read again: its name, with the former cercle where others of the region bear it too.
pub(crate) fn commune(place: Place) -> Option<String> {
    let commune = place.commune?;
    let name = commune.name().to_owned();
    let again = Place::parse(&format!("{} > {name}", place.region.name()));
    Some(if again == Ok(place) { name } else { format!("{} > {name}", commune.former_cercle()) })
}

fn keep<T>(errors: &mut Vec<FieldError>, name: &str, parsed: Result<Option<T>, Problem>) -> Option<T> {
    parsed.unwrap_or_else(|problem| {
        errors.push(FieldError::new(name, problem));
        None
    })
}

#[cfg(test)]
mod tests;
