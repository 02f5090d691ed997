//! From when to when a meeting is: days, and hours where they are known. Mali's time is UTC all year.

use crate::failure::Problem;
use crate::time::{Day, Moment};
use serde::{Deserialize, Serialize};

const MINUTE: i64 = 60 * 1000;
const DAY: i64 = 24 * 60 * MINUTE;
/// The longest that a meeting lasts, in days.
const LONGEST: i64 = 60;

/// An hour of the day with its minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Hour(u16);

impl Hour {
    /// Reads `9h30`, `9 h`, `09:30` or `9`.
    ///
    /// # Errors
    /// `NotAnHour`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text: String = text.to_lowercase().chars().filter(|it| !it.is_whitespace()).collect();
        let (hours, minutes) = text.split_once(['h', ':']).unwrap_or((&text, ""));
        let number = |text: &str| {
            let plain = (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
            text.parse::<u16>().ok().filter(|_| plain)
        };
        let minutes = if minutes.is_empty() { Some(0) } else { number(minutes) };
        match (number(hours), minutes) {
            (Some(hours @ 0..24), Some(minutes @ 0..60)) => Ok(Self(hours * 60 + minutes)),
            _ => Err(Problem::NotAnHour),
        }
    }

    /// The hour of a moment.
    pub fn of(at: Moment) -> Self {
        // Less than a day in minutes.
        Self(u16::try_from(at.0.rem_euclid(DAY) / MINUTE).unwrap_or_default())
    }

    /// `09:30`.
    pub fn iso(self) -> String {
        format!("{:02}:{:02}", self.0 / 60, self.0 % 60)
    }

    /// The hour, and the minutes past it.
    pub const fn parts(self) -> (u16, u16) {
        (self.0 / 60, self.0 % 60)
    }

    fn on(self, day: Day) -> Moment {
        day.moment().plus(i64::from(self.0) * MINUTE)
    }
}

impl From<Hour> for String {
    fn from(hour: Hour) -> Self {
        hour.iso()
    }
}

impl TryFrom<String> for Hour {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|_| "not an hour")
    }
}

/// From when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The day, or the first.
    pub from: Day,
    /// At what hour it begins.
    pub from_at: Option<Hour>,
    /// The last day.
    pub to: Day,
    /// At what hour it ends.
    pub to_at: Option<Hour>,
}

impl Span {
    /// Joins them; without a last day it is over on the first.
    ///
    /// # Errors
    /// `EndBeforeBegin`, `LastsTooManyDays`.
    pub fn of(
        from: Day,
        from_at: Option<Hour>,
        to: Option<Day>,
        to_at: Option<Hour>,
    ) -> Result<Self, Problem> {
        let span = Self { from, from_at, to: to.unwrap_or(from), to_at };
        let days = (span.to.moment().0 - from.moment().0) / DAY;
        let ends_at_once = days == 0 && to_at.is_some() && to_at <= from_at;
        if days < 0 || ends_at_once {
            return Err(Problem::EndBeforeBegin);
        }
        if days > LONGEST { Err(Problem::LastsTooManyDays) } else { Ok(span) }
    }

    /// Whether it begins at an hour that is known.
    pub const fn has_hours(&self) -> bool {
        self.from_at.is_some()
    }

    /// When it begins; a day without an hour begins with it.
    pub fn begins(&self) -> Moment {
        self.from_at.map_or(self.from.moment(), |hour| hour.on(self.from))
    }

    /// When it is over; a day without an hour is over with it.
    pub fn ends(&self) -> Moment {
        self.to_at.map_or_else(|| self.to.moment().plus(DAY), |hour| hour.on(self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_written_as_people_say_it() {
        for (text, iso) in [("9h30", "09:30"), ("9 H", "09:00"), ("09:30", "09:30"), ("17", "17:00")] {
            assert_eq!(Hour::parse(text).map(Hour::iso), Ok(iso.to_owned()), "{text}");
        }
        for text in ["24h", "9h60", "midi", "", "9h3x", "-1", "123", "9:30:00"] {
            assert_eq!(Hour::parse(text), Err(Problem::NotAnHour), "{text}");
        }
    }

    #[test]
    fn a_meeting_ends_after_it_began_and_not_much_later() {
        let day = |text: &str| Day::parse(text).unwrap();
        let at = |text: &str| Some(Hour::parse(text).unwrap());
        let one = Span::of(day("2026-12-01"), at("9h"), None, at("12h30")).unwrap();
        assert_eq!(one.begins().rfc3339(), "2026-12-01T09:00:00Z");
        assert_eq!(one.ends().rfc3339(), "2026-12-01T12:30:00Z");
        let days = Span::of(day("2025-11-17"), None, Some(day("2025-11-20")), None).unwrap();
        assert_eq!(
            (days.begins().rfc3339(), days.ends().rfc3339()),
            ("2025-11-17T00:00:00Z".to_owned(), "2025-11-21T00:00:00Z".to_owned())
        );
        let wrong = Span::of(day("2026-12-01"), at("9h"), None, at("9h"));
        assert_eq!(wrong, Err(Problem::EndBeforeBegin));
        assert_eq!(
            Span::of(day("2026-12-02"), None, Some(day("2026-12-01")), None),
            Err(Problem::EndBeforeBegin)
        );
        let long = Span::of(day("2026-12-01"), None, Some(day("2027-12-01")), None);
        assert_eq!(long, Err(Problem::LastsTooManyDays));
    }
}
