//! Certificates: that somebody, by whatever name she wrote, was at a meeting or finished a training.

use crate::accounts::finds_nobody;
use crate::coded::coded;
use crate::failure::Problem;
use crate::id::{CertificateId, EarnedId, OrganizationId, PersonId};
use crate::symbols::{grouped, read_symbols, symbols};
use crate::text::Line;
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;

coded!(
    /// What a certificate is about.
    CertificateKind {
        /// She was at a meeting.
        Meeting = "rencontre",
        /// She finished a training.
        Training = "parcours",
    }
);

/// What it was called when the certificate was given.
pub type CertificateTitle = Line<1, 200>;

/// The fields of its form.
pub mod certificate_field {
    /// The name, or another one, as it shall stand there.
    pub const NAME: &str = "nom_attestation";
    /// Which one is meant.
    pub const ID: &str = "attestation";
}

/// The name as it was written, 2 to 80 characters: another one than her own is welcome, a number that finds her is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CertificateName(Line<2, 80>);

impl CertificateName {
    /// Cleans and checks.
    ///
    /// # Errors
    /// As a name that is shown (`DisplayName`).
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let line = Line::parse(text)?;
        finds_nobody(line.as_str())?;
        Ok(Self(line))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for CertificateName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The code that opens the page which checks a certificate: 80 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateCode(String);

impl CertificateCode {
    const SYMBOLS: usize = 16;
    const GROUP: usize = 4;

    /// A code of ten bytes.
    pub fn from_bytes(bytes: &[u8; 10]) -> Self {
        Self(symbols(bytes, Self::SYMBOLS))
    }

    /// What somebody typed.
    pub fn read(text: &str) -> Option<Self> {
        read_symbols(text, Self::SYMBOLS).map(Self)
    }

    /// The symbols alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CertificateCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&grouped(&self.0, Self::GROUP))
    }
}

/// A certificate. Its code is made of its id and stands in no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its id.
    pub id: CertificateId,
    /// What it is about.
    pub kind: CertificateKind,
    /// The meeting, or the training.
    pub subject: EarnedId,
    /// What that was called then.
    pub title: CertificateTitle,
    /// Whose it is to give.
    pub organization: OrganizationId,
    /// From which day.
    pub from: Day,
    /// To which day.
    pub to: Day,
    /// By what name; none once it was withdrawn.
    pub name: Option<CertificateName>,
    /// Whether the organisation named her itself.
    pub named: bool,
    /// Whose account it belongs to, if it belongs to one.
    pub person: Option<PersonId>,
    /// When it was given.
    pub given_at: Moment,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Moment>,
}

/// Who came somewhere, or finished something, is known for so long after it: 30 days.
pub const REMEMBERED: i64 = 30 * 24 * 60 * 60 * 1000;

impl Certificate {
    /// Whether it is still known who earned it: until then the organisation reads the name, and another one can be asked for.
    pub fn is_remembered(&self, now: Moment) -> bool {
        now < self.to.moment().plus(REMEMBERED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_as_she_wrote_it_without_what_cannot_be_seen() {
        let name = CertificateName::parse(" Aminata\u{0}\u{202e}  «Mimi» ɲɛ ").unwrap();
        assert_eq!(name.as_str(), "Aminata «Mimi» ɲɛ");
        assert_eq!(CertificateName::parse("A"), Err(Problem::TooShort { min: 2 }));
        assert_eq!(CertificateName::parse(&"a".repeat(81)), Err(Problem::TooLong { max: 80 }));
        assert_eq!(CertificateName::parse("Awa 76 12 34 56"), Err(Problem::LooksLikeAPhone));
        assert_eq!(CertificateName::parse("awa@exemple.ml"), Err(Problem::LooksLikeAnAddress));
    }

    #[test]
    fn a_code_is_printed_in_groups() {
        let code = CertificateCode::from_bytes(&[7; 10]);
        assert_eq!(CertificateCode::read(&code.to_string()), Some(code.clone()));
        assert_eq!(code.to_string().len(), 19);
    }
}
