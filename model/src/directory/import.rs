//! Import of a spreadsheet: its columns, and what a preview says before anything is written.

use crate::coded::coded;
use crate::failure::Problem;
use crate::id::{ImportId, PersonId};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

coded!(
    /// The columns of the spreadsheet, which are the fields of the form and the columns of the export.
    Column {
        /// The name; the only column that must be there, with `Kind` for a new organisation.
        Name = "nom",
        /// The acronym.
        Acronym = "sigle",
        /// Other names.
        OtherNames = "autres_noms",
        /// The kind.
        Kind = "type",
        /// The mission.
        Mission = "mission",
        /// The year of foundation.
        Founded = "annee",
        /// The legal status.
        LegalStatus = "statut",
        /// The web site.
        Web = "site",
        /// Languages, by code.
        Languages = "langues",
        /// Public telephone numbers.
        Phones = "telephones",
        /// Numbers that answer on WhatsApp.
        Whatsapp = "whatsapp",
        /// Whether visitors may write.
        Messages = "messages",
        /// Domains of intervention.
        Domains = "domaines",
        /// Target groups.
        Targets = "publics",
        /// Regions and communes.
        Coverage = "zones",
        /// The PAR it belongs to.
        Parents = "membre_de",
        /// Services.
        Services = "services",
        /// Documents elsewhere.
        Documents = "documents",
        /// The day of the last verification.
        VerifiedOn = "verifie_le",
        /// Where the facts come from.
        Source = "source",
        /// Whether it is example data.
        Example = "exemple",
        /// Draft, published or hidden.
        State = "etat",
    }
);

impl Column {
    /// The column's HXL 1.1 tag.
    pub const fn hxl(self) -> &'static str {
        match self {
            Self::Name => "#org+name",
            Self::Acronym => "#org+acronym",
            Self::OtherNames => "#org+name+alt",
            Self::Kind => "#org+type",
            Self::Mission => "#description",
            Self::Founded => "#date+start+year",
            Self::LegalStatus => "#org+legal",
            Self::Web => "#contact+url",
            Self::Languages => "#contact+lang",
            Self::Phones => "#contact+phone",
            Self::Whatsapp => "#contact+phone+whatsapp",
            Self::Messages => "#contact+messages",
            Self::Domains => "#sector+code",
            Self::Targets => "#beneficiary+type",
            Self::Coverage => "#adm+name",
            Self::Parents => "#org+parent",
            Self::Services => "#service+name",
            Self::Documents => "#meta+url",
            Self::VerifiedOn => "#date+reported",
            Self::Source => "#meta+source",
            Self::Example => "#meta+example",
            Self::State => "#status+name",
        }
    }

    /// Whether a cell may hold several values, separated by ` | `.
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Self::OtherNames
                | Self::Languages
                | Self::Phones
                | Self::Whatsapp
                | Self::Domains
                | Self::Targets
                | Self::Coverage
                | Self::Parents
                | Self::Services
                | Self::Documents
        )
    }
}

/// What one line of the spreadsheet would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// A new organisation.
    Created,
    /// Another content for one that is there.
    Changed,
    /// Nothing new.
    Unchanged,
}

/// A line that can be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportLine {
    /// Its number in the file, the header being 1.
    pub line: usize,
    /// The organisation's name.
    pub name: String,
    /// What it would do.
    pub outcome: ImportOutcome,
    /// The columns whose content would change.
    pub columns: Vec<Column>,
}

/// A cell, a line or a column that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Its number in the file, the header being 1.
    pub line: usize,
    /// The column as the file names it, or as we do.
    pub column: String,
    /// Why.
    pub problem: Problem,
}

/// What a file would do; it is all or nothing, so one refusal refuses the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// The lines that can be taken.
    pub lines: Vec<ImportLine>,
    /// What cannot.
    pub refusals: Vec<Refusal>,
    /// Columns that mean nothing to us and were left out.
    pub ignored_columns: Vec<String>,
}

impl ImportPreview {
    /// How many lines have this outcome.
    pub fn count(&self, outcome: ImportOutcome) -> usize {
        self.lines.iter().filter(|line| line.outcome == outcome).count()
    }

    /// Whether the file can be taken: nothing refused, something to do.
    pub fn is_acceptable(&self) -> bool {
        self.refusals.is_empty() && self.lines.iter().any(|line| line.outcome != ImportOutcome::Unchanged)
    }
}

/// An import that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRecord {
    /// Its id.
    pub id: ImportId,
    /// Who did it; nobody when it was the command line.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
    /// The name of the file.
    pub file_name: String,
    /// How many organisations it created.
    pub created: i64,
    /// How many it changed.
    pub changed: i64,
    /// When it was undone.
    pub undone_at: Option<Moment>,
}
