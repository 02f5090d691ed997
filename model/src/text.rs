//! Parsed text: a value of these types is already clean and of the right length.

use crate::failure::Problem;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// One line of `MIN` to `MAX` characters, without control or invisible formatting characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Line<MIN, MAX> {
    /// The most characters of it.
    pub const LONGEST: usize = MAX;

    /// Cleans and measures.
    ///
    /// # Errors
    /// `Required`, `TooShort` or `TooLong`, counted in characters after cleaning.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = visible(text);
        let words = text.split(breaks_line).filter(|word| !word.is_empty());
        let clean = words.collect::<Vec<_>>().join(" ");
        let clean = clean.trim();
        measure(clean, MIN, MAX).map(|()| Self(clean.to_owned()))
    }

    /// As `parse`, but nothing entered is `None`.
    ///
    /// # Errors
    /// As `parse`, except `Required`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, Problem> {
        optional(Self::parse(text))
    }
}

/// Several lines of `MIN` to `MAX` characters in all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paragraphs<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Paragraphs<MIN, MAX> {
    /// The most characters of it.
    pub const LONGEST: usize = MAX;

    /// Cleans and measures; line ends become `\n`, more than one empty line becomes one.
    ///
    /// # Errors
    /// `Required`, `TooShort` or `TooLong`, counted in characters after cleaning.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = if text.contains('\r') {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cow::Borrowed(text)
        };
        let mut clean = String::with_capacity(text.len());
        let mut empty_lines = 0;
        for line in text.trim().split('\n') {
            let line = visible(line);
            let line = line.trim_end();
            empty_lines = if line.is_empty() { empty_lines + 1 } else { 0 };
            if empty_lines < 2 {
                clean.push_str(line);
                clean.push('\n');
            }
        }
        let clean = clean.trim().to_owned();
        measure(&clean, MIN, MAX).map(|()| Self(clean))
    }

    /// As `parse`, but nothing entered is `None`.
    ///
    /// # Errors
    /// As `parse`, except `Required`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, Problem> {
        optional(Self::parse(text))
    }
}

/// An address on the web: `http` or `https`, at most 300 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebAddress(String);

impl WebAddress {
    /// Accepts an address with or without its scheme; `https` is supplied.
    ///
    /// # Errors
    /// `Required`, `TooLong` or `NotAWebAddress` (another scheme, no dot in the host, white space, quotes).
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        measure(text, 0, 300)?;
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => ("http", rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => ("https", rest),
            Some(_) => return Err(Problem::NotAWebAddress),
            None => ("https", text),
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plausible_host = host.contains('.')
            && !host.contains('@')
            && host.split('.').all(|part| !part.is_empty())
            && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
        let plausible_rest = !rest
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`'));
        if plausible_host && plausible_rest {
            Ok(Self(format!("{scheme}://{rest}")))
        } else {
            Err(Problem::NotAWebAddress)
        }
    }

    /// As `parse`, but nothing entered is `None`.
    ///
    /// # Errors
    /// As `parse`, except `Required`.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, Problem> {
        optional(Self::parse(text))
    }

    /// The address without its scheme and a last slash, as people say it.
    pub fn spoken(&self) -> &str {
        self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest).trim_end_matches('/')
    }

    /// Whose site it is.
    pub fn host(&self) -> &str {
        self.spoken().split(['/', '?', '#']).next().unwrap_or_default()
    }
}

/// A telephone number in international form (E.164): `+` and 8 to 15 digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Accepts blanks, dots, hyphens and parentheses; eight digits alone are a number of Mali (+223).
    ///
    /// # Errors
    /// `Required` or `NotAPhoneNumber`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let refused = || Problem::NotAPhoneNumber { value: text.chars().take(80).collect() };
        let international = text.starts_with('+') || text.starts_with("00");
        let digits = text.trim_start_matches('+');
        let digits: String = digits
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '(' | ')' | '/'))
            .collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refused());
        }
        let digits = if text.starts_with("00") { digits.trim_start_matches("00") } else { &digits };
        match (international, digits.len()) {
            (true, 8..=15) => Ok(Self(format!("+{digits}"))),
            (false, 8) => Ok(Self(format!("+223{digits}"))),
            _ => Err(refused()),
        }
    }

    /// The number in pairs as it is read aloud in Mali: `+223 20 00 00 00`.
    pub fn spaced(&self) -> String {
        let Some(local) = self.0.strip_prefix("+223").filter(|local| local.len() == 8) else {
            return self.0.clone();
        };
        format!("+223 {} {} {} {}", &local[..2], &local[2..4], &local[4..6], &local[6..])
    }

    /// Digits only, as `wa.me`-like links want them.
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches('+')
    }
}

/// Gives the text types their common views.
macro_rules! text_type {
    ([$($generics:tt)*] $type:ty) => {
        impl<$($generics)*> $type {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<$($generics)*> fmt::Display for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}
text_type!([const MIN: usize, const MAX: usize] Line<MIN, MAX>);
text_type!([const MIN: usize, const MAX: usize] Paragraphs<MIN, MAX>);
text_type!([] WebAddress);
text_type!([] PhoneNumber);

/// Drops what cannot be seen and can deceive: control characters, zero-width and bidirectional marks.
///
/// The zero-width joiner (U+200D) stays, emoji need it.
fn visible(text: &str) -> Cow<'_, str> {
    let is_seen = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    // What was kept was cleaned before; then nothing is copied.
    if text.chars().all(is_seen) {
        return Cow::Borrowed(text);
    }
    let spaced = |c| if matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r') { ' ' } else { c };
    text.chars().map(spaced).filter(|c| is_seen(*c)).collect()
}

/// Whether this is a space at which words part; the no-break spaces of French typography stay.
fn breaks_line(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

fn measure(text: &str, min: usize, max: usize) -> Result<(), Problem> {
    let length = text.chars().count();
    if length == 0 && min > 0 {
        Err(Problem::Required)
    } else if length < min {
        Err(Problem::TooShort { min })
    } else if length > max {
        Err(Problem::TooLong { max })
    } else {
        Ok(())
    }
}

fn optional<T>(parsed: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match parsed {
        Ok(value) => Ok(Some(value)),
        Err(Problem::Required) => Ok(None),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cleaned_of_what_cannot_be_seen() {
        let line = Line::<2, 20>::parse("  Ra\u{202e}dio\u{200b}  \n Kolon\u{7} ").unwrap();
        assert_eq!(line.as_str(), "Radio Kolon");
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert!(Line::<1, 4>::parse("ɛɔɲŋ").is_ok());
        assert_eq!(Line::<1, 4>::parse("ɛɔɲŋa"), Err(Problem::TooLong { max: 4 }));
        assert_eq!(Line::<2, 4>::parse(" a "), Err(Problem::TooShort { min: 2 }));
        assert_eq!(Line::<2, 4>::parse(" \u{200b} "), Err(Problem::Required));
        assert_eq!(Line::<2, 4>::parse_optional("  "), Ok(None));
    }

    #[test]
    fn paragraphs_keep_their_lines() {
        let text = Paragraphs::<1, 100>::parse("a\r\n\r\n\r\n\r\nb  \r c").unwrap();
        assert_eq!(text.as_str(), "a\n\nb\n c");
    }

    #[test]
    fn a_web_address_has_no_script_in_it() {
        assert_eq!(WebAddress::parse("exemple.ml/a").unwrap().as_str(), "https://exemple.ml/a");
        assert_eq!(WebAddress::parse("HTTP://exemple.ml").unwrap().as_str(), "http://exemple.ml");
        for text in [
            "javascript://exemple.ml/%0aalert(1)",
            "data:text/html,a.b",
            "exemple",
            "https://a b.ml",
            "https://a.ml/\"onx=",
            "https://moi@a.ml",
            "https://a..ml",
        ] {
            assert!(WebAddress::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_phone_number_of_mali_needs_no_prefix() {
        assert_eq!(PhoneNumber::parse("20 00 00-01").unwrap().as_str(), "+22320000001");
        assert_eq!(PhoneNumber::parse("00223 20 00 00 01").unwrap().spaced(), "+223 20 00 00 01");
        for text in ["", "12", "+1", "vingt", "+223 20 00 00 01 poste 4", "1234567890123456"] {
            assert!(PhoneNumber::parse(text).is_err(), "{text}");
        }
    }
}
