//! When something was done, as exactly as is known: a year, a month or a day.

use crate::failure::Problem;
use crate::search::fold;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The months as people write them, folded.
const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// A date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum When {
    /// In this year.
    Year(i32),
    /// In this month, 1 to 12, of this year.
    Month(i32, u8),
    /// On this day.
    Day(Day),
}

impl When {
    /// Reads `2025`, `06/2025`, `juin 2025`, `02/06/2025`, `2 juin 2025` or what `iso` wrote; nothing after `today`.
    ///
    /// # Errors
    /// `NotADate`, `InTheFuture`.
    pub fn parse(text: &str, today: Day) -> Result<Self, Problem> {
        let when = Self::read(&fold(text)).ok_or(Problem::NotADate)?;
        let now = (today.year(), today.month(), today.day());
        if when.first() > now { Err(Problem::InTheFuture) } else { Ok(when) }
    }

    /// `2025`, `2025-06` or `2025-06-02`.
    pub fn iso(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(day) => day.iso(),
        }
    }

    /// What is kept, which was parsed before.
    pub fn kept(text: &str) -> Option<Self> {
        Self::read(text)
    }

    /// The first day that it may be, as year, month and day.
    pub const fn first(self) -> (i32, u8, u8) {
        match self {
            Self::Year(year) => (year, 1, 1),
            Self::Month(year, month) => (year, month, 1),
            Self::Day(day) => (day.year(), day.month(), day.day()),
        }
    }

    /// As `parse`, of what may still come.
    ///
    /// # Errors
    /// `NotADate`.
    pub fn parse_any(text: &str) -> Result<Self, Problem> {
        Self::read(&fold(text)).ok_or(Problem::NotADate)
    }

    /// The first day that it may be.
    pub fn first_day(self) -> Option<Day> {
        let (year, month, day) = self.first();
        Day::parse(&format!("{year:04}-{month:02}-{day:02}"))
    }

    /// The last day that it may be.
    pub fn last_day(self) -> Option<Day> {
        let (year, month, last) = self.last();
        (28..=last).rev().chain([last]).find_map(|day| Day::parse(&format!("{year:04}-{month:02}-{day:02}")))
    }

    /// The last day that it may be; a month has 31 here.
    const fn last(self) -> (i32, u8, u8) {
        match self {
            Self::Year(year) => (year, 12, 31),
            Self::Month(year, month) => (year, month, 31),
            Self::Day(_) => self.first(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim().replace('.', "/");
        if let Some(day) = Day::parse(&text) {
            return Some(Self::Day(day));
        }
        let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts: Vec<&str> = spaced.split([' ', '/', '-']).collect();
        match parts[..] {
            [only] => Some(Self::Year(year(only)?)),
            [one, other] => match (month(one), year(other)) {
                (Some(month), Some(year)) => Some(Self::Month(year, month)),
                _ => Some(Self::Month(year(one)?, month(other)?)),
            },
            [one, other, last] => {
                let day = number(one.trim_end_matches("er"), 2)?;
                let iso = format!("{:04}-{:02}-{day:02}", year(last)?, month(other)?);
                Day::parse(&iso).map(Self::Day)
            }
            _ => None,
        }
    }
}

fn year(text: &str) -> Option<i32> {
    number(text, 4).filter(|year| text.len() == 4 && (1900..=2200).contains(year))
}

fn month(text: &str) -> Option<u8> {
    let month = match MONTHS.iter().position(|it| *it == text) {
        Some(at) => i32::try_from(at + 1).ok(),
        None => number(text, 2),
    };
    month.filter(|month| (1..=12).contains(month)).and_then(|month| u8::try_from(month).ok())
}

/// A number of at most so many digits and nothing else.
fn number(text: &str, digits: usize) -> Option<i32> {
    let plain = text.len() <= digits && text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.iso()
    }
}

impl TryFrom<String> for When {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::kept(&text).ok_or("not a date")
    }
}

/// From when to when, or at one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The date, or the beginning.
    pub from: When,
    /// The end.
    pub to: Option<When>,
}

impl Period {
    /// Joins the two dates.
    ///
    /// # Errors
    /// `EndBeforeBegin`.
    pub fn of(from: When, to: Option<When>) -> Result<Self, Problem> {
        match to {
            Some(to) if to.last() < from.first() => Err(Problem::EndBeforeBegin),
            to => Ok(Self { from, to: to.filter(|to| *to != from) }),
        }
    }

    /// The date at which it ends.
    pub fn end(self) -> When {
        self.to.unwrap_or(self.from)
    }

    /// Whether a day may lie in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.from.first() <= other.end().last() && other.from.first() <= self.end().last()
    }

    /// The years that it touches, at most so many.
    pub fn years(self, most: usize) -> impl Iterator<Item = i32> {
        (self.from.first().0..=self.end().first().0).take(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, Problem> {
        When::parse(text, Day::parse("2026-11-22").unwrap()).map(When::iso)
    }

    #[test]
    fn a_date_is_written_as_people_say_it() {
        for (text, iso) in [
            ("2025", "2025"),
            (" 06/2025 ", "2025-06"),
            ("6/2025", "2025-06"),
            ("2025-06", "2025-06"),
            ("Juin 2025", "2025-06"),
            ("AOÛT 2024", "2024-08"),
            ("02/06/2025", "2025-06-02"),
            ("2.6.2025", "2025-06-02"),
            ("2 juin 2025", "2025-06-02"),
            ("1er mars 2026", "2026-03-01"),
            ("2025-06-02", "2025-06-02"),
            ("2026", "2026"),
            ("novembre 2026", "2026-11"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(iso), "{text}");
            assert_eq!(When::kept(iso).map(When::iso).as_deref(), Some(iso));
        }
    }

    #[test]
    fn an_impossible_date_is_refused() {
        for text in [
            "",
            "hier",
            "31/02/2025",
            "30 février 2024",
            "13/2025",
            "0/2025",
            "00/00/2025",
            "25",
            "1066",
            "99999999999",
            "-2025",
            "juin",
            "juin juin",
            "2025 2026",
            "2 juin",
            "1/2/3/2025",
            "٢٠٢٥",
            "😀 2025",
        ] {
            assert_eq!(parse(text), Err(Problem::NotADate), "{text}");
        }
        for text in ["2027", "12/2026", "décembre 2026", "23/11/2026"] {
            assert_eq!(parse(text), Err(Problem::InTheFuture), "{text}");
        }
    }

    #[test]
    fn an_end_comes_after_its_beginning() {
        let when = |text: &str| When::kept(text).unwrap();
        let period =
            |from: &str, to: &str| Period::of(when(from), Some(when(to))).map(|it| it.to.map(When::iso));
        assert_eq!(period("2018-01", "2019-04"), Ok(Some("2019-04".to_owned())));
        assert_eq!(period("2025-06-03", "2025-06"), Ok(Some("2025-06".to_owned())));
        assert_eq!(period("2025-06", "2025-06"), Ok(None));
        assert_eq!(period("2025-06-03", "2025-06-02"), Err(Problem::EndBeforeBegin));
        assert_eq!(period("2025-06", "2024"), Err(Problem::EndBeforeBegin));
    }
}
