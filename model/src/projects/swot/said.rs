//! What a FFOM is about, and when it was made.

use super::swot_field as field;
use crate::coded::coded;
use crate::directory::{Name, Source};
use crate::failure::{FieldError, Problem};
use crate::fields::Fields;
use crate::form::{Reader, coded, unknown};
use crate::forum::{commune, place};
use crate::id::ProjectId;
use crate::place::Place;
use crate::projects::Naming;
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded!(
    /// What a FFOM is about.
    SwotAbout {
        /// A project.
        Project = "projet",
        /// The organisation on whose desk it lies.
        Organization = "organisation",
        /// A mechanism of a commune: a committee, a watch, a council.
        Mechanism = "mecanisme",
    }
);

/// What exactly it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwotSubject {
    /// A project.
    Project(ProjectId),
    /// The organisation on whose desk it lies.
    Organization,
    /// A mechanism of a commune.
    Mechanism {
        /// What it is called.
        name: Name,
        /// Where it is.
        place: Place,
    },
}

/// What is said of it beside its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwotSaid {
    /// What it is about.
    pub subject: SwotSubject,
    /// When it was made.
    pub on: Day,
    /// Where the facts come from, with their date.
    #[serde(default)]
    pub source: Option<Source>,
}

impl SwotSaid {
    /// Parses what it is about, and when it was made.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn parse(fields: &Fields, naming: &Naming<'_>, today: Day) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let subject = match reader.one(field::ABOUT, coded(SwotAbout::parse)) {
            Some(SwotAbout::Project) => {
                let project = reader
                    .one(field::PROJECT, |text| (naming.find_project)(text).ok_or_else(|| unknown(text)));
                project.map(SwotSubject::Project)
            }
            Some(SwotAbout::Organization) => Some(SwotSubject::Organization),
            Some(SwotAbout::Mechanism) => {
                let name = reader.one(field::MECHANISM, Name::parse);
                let place = match place(fields) {
                    Ok(Some(place)) => Some(place),
                    Ok(None) => {
                        reader.wrong(field::REGION, Problem::Required);
                        None
                    }
                    Err(error) => {
                        reader.errors.push(error);
                        None
                    }
                };
                name.zip(place).map(|(name, place)| SwotSubject::Mechanism { name, place })
            }
            None => None,
        };
        let on = reader.one(field::ON, |text| {
            let day = Day::parse(text).ok_or(Problem::NotADay)?;
            if day > today { Err(Problem::InTheFuture) } else { Ok(day) }
        });
        let source = reader.optional(field::SOURCE, Source::parse);
        match (subject, on) {
            (Some(subject), Some(on)) if reader.errors.is_empty() => Ok(Self { subject, on, source }),
            _ => Err(reader.errors),
        }
    }

    /// Parses it again: the project that it is about may be kept also where nobody reads it any more, by its id.
    ///
    /// # Errors
    /// One error for each refused field.
    pub fn told_again(
        &self,
        fields: &Fields,
        naming: &Naming<'_>,
        today: Day,
    ) -> Result<Self, Vec<FieldError>> {
        let kept = match self.subject {
            SwotSubject::Project(id) => Some(id),
            SwotSubject::Organization | SwotSubject::Mechanism { .. } => None,
        };
        let find =
            |text: &str| (naming.find_project)(text).or_else(|| kept.filter(|id| id.to_string() == text));
        Self::parse(fields, &Naming { find_project: &find, ..*naming }, today)
    }

    /// The fields that would say the same; a project that cannot be named is told by its id.
    pub fn fields(&self, naming: &Naming<'_>) -> Fields {
        let mut fields = Fields::default();
        fields.push(field::ABOUT, self.about().code());
        match &self.subject {
            SwotSubject::Project(id) => {
                fields.push(field::PROJECT, (naming.project)(*id).unwrap_or_else(|| id.to_string()));
            }
            SwotSubject::Organization => {}
            SwotSubject::Mechanism { name, place } => {
                fields.push(field::MECHANISM, name.as_str());
                fields.push(field::REGION, place.region.slug());
                fields.push_some(field::COMMUNE, commune(*place));
            }
        }
        fields.push(field::ON, self.on.iso());
        fields.push_some(field::SOURCE, self.source.as_ref().map(|it| it.as_str()));
        fields
    }

    /// What kind of thing it is about.
    pub const fn about(&self) -> SwotAbout {
        match self.subject {
            SwotSubject::Project(_) => SwotAbout::Project,
            SwotSubject::Organization => SwotAbout::Organization,
            SwotSubject::Mechanism { .. } => SwotAbout::Mechanism,
        }
    }
}
