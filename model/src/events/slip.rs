//! The slip of somebody who comes: a short code that says which meeting and which registration, and names nobody.

use crate::symbols::{grouped, read_symbols, symbols};
use std::fmt;

/// The symbols that say which meeting.
const MEETING: usize = 3;
/// The symbols that say whose registration.
const OWN: usize = 7;
/// How many are printed together.
const GROUP: usize = 5;

/// The fields of the door's form.
pub mod slip_field {
    /// What was scanned or typed.
    pub const SLIP: &str = "fiche";
    /// A registration that was chosen from the list.
    pub const REGISTRATION: &str = "inscription";
}

/// A slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip(String);

impl Slip {
    /// The slip of a meeting and a registration, each by bytes that are made of its id.
    pub fn of(meeting: &[u8], registration: &[u8]) -> Self {
        Self([symbols(meeting, MEETING), symbols(registration, OWN)].concat())
    }

    /// What was typed, or the address that a phone read from the code.
    pub fn read(text: &str) -> Option<Self> {
        let (_, after) = text.rsplit_once(&format!("{}=", slip_field::SLIP)).unwrap_or(("", text));
        let code = after.split(['&', '#']).next().unwrap_or_default();
        read_symbols(code, MEETING + OWN).map(Self)
    }

    /// Whether both are of one meeting.
    pub fn is_of_same_meeting(&self, other: &Self) -> bool {
        self.0.get(..MEETING) == other.0.get(..MEETING)
    }

    /// The symbols alone, for an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&grouped(&self.0, GROUP))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_read_from_the_paper_and_from_what_a_phone_scanned() {
        let slip = Slip::of(&[1, 2, 3], &[9, 8, 7, 6, 5]);
        let printed = slip.to_string();
        assert_eq!(printed.len(), 11);
        let scanned = format!("https://musoya.example/agenda/lire/entrees?fiche={}&x=1", slip.as_str());
        for text in [&printed, &printed.to_lowercase().replace('-', " "), &scanned] {
            assert_eq!(Slip::read(text), Some(slip.clone()), "{text}");
        }
        let other = Slip::of(&[200, 2, 3], &[9, 8, 7, 6, 5]);
        assert!(!slip.is_of_same_meeting(&other) && slip.is_of_same_meeting(&slip));
        for text in ["", "fiche=", "https://ailleurs.example/", "WIFI:S:bureau;;"] {
            assert_eq!(Slip::read(text), None, "{text}");
        }
    }
}
