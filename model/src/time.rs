//! Moments and days: a moment is Unix milliseconds (as both databases keep it), a day is a calendar date in UTC, which is Mali's time all year.

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime, UtcOffset};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The day of this moment, in UTC.
    pub fn day(self) -> Day {
        let date = OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .map_or(Date::MIN, |time| time.to_offset(UtcOffset::UTC).date());
        Day(date)
    }

    /// RFC 3339 in UTC to the second, as feeds, `<time>` and HSDS want it.
    pub fn rfc3339(self) -> String {
        let seconds = self.0.div_euclid(1000).rem_euclid(86_400);
        format!("{}T{:02}:{:02}:{:02}Z", self.day().iso(), seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// The date of HTTP's headers: `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub fn http_date(self) -> String {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (day, seconds) = (self.day(), self.0.div_euclid(1000).rem_euclid(86_400));
        let name = DAYS[usize::from(day.0.weekday().number_days_from_monday())];
        let month = MONTHS[usize::from(day.month()) - 1];
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        format!("{name}, {:02} {month} {:04} {hour:02}:{minute:02}:{second:02} GMT", day.day(), day.year())
    }

    /// This moment plus so many milliseconds.
    pub const fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// Reads `2026-05-14` or the French `14/05/2026`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let french = text.contains('/');
        let mut parts = text.split(if french { '/' } else { '-' });
        let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let (year, day) = if french { (last, first) } else { (first, last) };
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        let year = year.parse::<i32>().ok().filter(|year| (1900..=2200).contains(year))?;
        Date::from_calendar_date(year, month, day.parse().ok()?).ok().map(Self)
    }

    /// `2026-05-14`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }

    /// The first moment of the day.
    pub fn moment(self) -> Moment {
        Moment(self.0.midnight().assume_utc().unix_timestamp() * 1000)
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.0.month() as u8
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.0.day()
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_both_spellings_and_survives_the_round_trip() {
        let day = Day::parse("2026-05-14").unwrap();
        assert_eq!(Day::parse("14/05/2026"), Some(day));
        assert_eq!(day.moment().day(), day);
        assert_eq!(day.iso(), "2026-05-14");
    }

    #[test]
    fn an_impossible_day_is_refused() {
        for text in ["2026-02-30", "31/13/2026", "2026", "", "2026-05-14-01", "0001-01-01"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_before_1970_has_a_day() {
        assert_eq!(Moment(-1).day().iso(), "1969-12-31");
        assert_eq!(Moment(-1000).rfc3339(), "1969-12-31T23:59:59Z");
        assert_eq!(Moment(784_111_777_000).http_date(), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
