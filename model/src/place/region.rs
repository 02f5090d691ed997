//! Regions: the District of Bamako and the nineteen regions.

use super::commune::Commune;
use super::table::{RegionRow, degrees, regions};
use crate::search::slug;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Spellings, as slugs, that differ by more than accents: English, old French, Bambara, and the seat's full name.
const OTHER_SPELLINGS: [(&str, &str); 18] = [
    ("timbuktu", "06"),
    ("timbuctu", "06"),
    ("tombouktou", "06"),
    ("tumutu", "06"),
    ("kayi", "01"),
    ("kulikoro", "02"),
    ("sikaso", "03"),
    ("segu", "04"),
    ("moti", "05"),
    ("gawo", "07"),
    ("kidali", "08"),
    ("taoudenni", "09"),
    ("taoudeni", "09"),
    ("taodeni", "09"),
    ("nioro-du-sahel", "11"),
    ("buguni", "15"),
    ("kucala", "16"),
    ("bandjagara", "19"),
];

/// A region of law 2023-007, or the District of Bamako; ordered by code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(u8);

impl Region {
    /// All twenty, in the order of their codes: Bamako first.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        (0..20).map(Self)
    }

    /// The region that a reader means: its code (`"06"`), its slug, or its name in any spelling, with or without
    /// “Région de” or “District de”.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 100 {
            return None;
        }
        let slug = slug(text);
        let name = ["region-de-", "region-", "district-de-"]
            .iter()
            .find_map(|prefix| slug.strip_prefix(prefix))
            .unwrap_or(slug.as_str());
        let other = OTHER_SPELLINGS.iter().find(|(spelling, _)| *spelling == name);
        Self::from_code(other.map_or(text, |(_, code)| code))
            .or_else(|| Self::all().find(|region| region.slug() == name))
    }

    /// The region with this code, `"00"` to `"19"`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|region| region.code() == code)
    }

    /// The two digits of law 2023-007: `"00"` Bamako, `"01"` Kayes … `"19"` Bandiagara.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The name in French, without “Région de”.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The name as it stands in a URL: `"tombouctou"`.
    pub fn slug(self) -> &'static str {
        self.row().slug
    }

    /// The code in ISO 3166-2, which nine of the regions lack; for exports only.
    pub fn iso_3166_2(self) -> Option<&'static str> {
        self.row().iso_3166_2
    }

    /// The town from which the region is governed.
    pub fn seat(self) -> &'static str {
        self.row().seat
    }

    /// Latitude and longitude of the seat in degrees, WGS 84, to about 100 m.
    pub fn seat_point(self) -> (f64, f64) {
        degrees(self.row().seat_point)
    }

    /// Its border as the file has it, longitude and latitude in thousandths of a degree; the first point is not repeated.
    pub fn border(self) -> &'static [(i32, i32)] {
        self.row().border
    }

    /// Its communes, in the order of their names.
    pub fn communes(self) -> impl ExactSizeIterator<Item = Commune> + Clone {
        let (first, end) = self.row().communes;
        (first..end).map(Commune::at)
    }

    /// The region whose communes stand at this position of the table.
    pub(super) fn holding(position: u16) -> Self {
        let before = regions().partition_point(|region| region.communes.1 <= position);
        Self(u8::try_from(before).unwrap_or(0))
    }

    fn row(self) -> &'static RegionRow {
        &regions()[usize::from(self.0)]
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Region({} {})", self.code(), self.name())
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&code), &"region code"))
    }
}
