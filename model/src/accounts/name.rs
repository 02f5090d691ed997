//! The name under which a person signs in and is shown: a pseudonym is welcome, a number that finds her is not.

use crate::failure::Problem;
use crate::search::fold;
use crate::text::Line;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Digits that make a telephone number rather than a year or a lucky number.
const PHONE_DIGITS: usize = 6;

/// A display name: 2 to 40 visible characters, neither a telephone number nor an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DisplayName(Line<2, 40>);

impl DisplayName {
    /// Cleans and checks.
    ///
    /// # Errors
    /// As `Line`; `LooksLikeAPhone` and `LooksLikeAnAddress`, because what is shown to everybody must not find anybody;
    /// `NoLetter` for a name that cannot be said.
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

/// Whether a name can be said, and finds nobody.
///
/// # Errors
/// `LooksLikeAPhone`, `LooksLikeAnAddress`, `NoLetter`.
pub(crate) fn finds_nobody(name: &str) -> Result<(), Problem> {
    if name.chars().filter(|letter| letter.is_numeric()).count() >= PHONE_DIGITS {
        return Err(Problem::LooksLikeAPhone);
    }
    // Other at signs fold to this one.
    if fold(name).contains('@') {
        return Err(Problem::LooksLikeAnAddress);
    }
    if !name.chars().any(char::is_alphabetic) {
        return Err(Problem::NoLetter);
    }
    Ok(())
}

impl fmt::Display for DisplayName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_neither_a_number_nor_an_address() {
        assert_eq!(DisplayName::parse("76 12 34 56"), Err(Problem::LooksLikeAPhone));
        assert_eq!(DisplayName::parse("Awa ٧٦١٢٣٤٥٦"), Err(Problem::LooksLikeAPhone));
        assert_eq!(DisplayName::parse("awa@exemple.ml"), Err(Problem::LooksLikeAnAddress));
        assert_eq!(DisplayName::parse("awa\u{ff20}exemple.ml"), Err(Problem::LooksLikeAnAddress));
        assert_eq!(DisplayName::parse("--"), Err(Problem::NoLetter));
        assert_eq!(DisplayName::parse(" Ba\u{200b}na  2 ").unwrap().as_str(), "Bana 2");
        assert!(DisplayName::parse("Ɲaba").is_ok());
    }
}
