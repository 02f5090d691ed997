//! Communes: the 701 of the division before 2023, each in today's region.

use super::region::Region;
use super::table::{CommuneRow, communes, degrees};
use crate::search::slug;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A commune; ordered by region and then by name.
///
/// Communes re-cut since 2023 are not followed: the law counts 815 to 819.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commune(u16);

impl Commune {
    /// All of them, by region and then by name.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        Region::all().flat_map(Region::communes)
    }

    /// The commune with this key.
    pub fn parse_key(key: &str) -> Option<Self> {
        Region::from_code(key.get(..2)?)?.communes().find(|commune| commune.key() == key)
    }

    /// The communes of this name, whatever its accents, capitals, apostrophes and hyphens: some names are borne by
    /// several. Empty if there is none.
    pub fn find(name: &str) -> Vec<Self> {
        if name.len() > 100 {
            return Vec::new();
        }
        let asked = slug(name);
        Self::all().filter(|commune| is_same_name(commune.slug(), &asked)).collect()
    }

    /// The communes of a region, in the order of their names.
    pub fn in_region(region: Region) -> impl ExactSizeIterator<Item = Self> + Clone {
        region.communes()
    }

    /// What is stored: the region's code and the name as in a URL, and the former cercle if that is not enough.
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// The name.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Today's region.
    pub fn region(self) -> Region {
        Region::holding(self.0)
    }

    /// The region before 2023, from the p-code: one of the first eight, or Bamako.
    pub fn former_region(self) -> Region {
        let code = match self.row().pcode_cod2015.get(2..4) {
            Some("09") => "00",
            Some(code) => code,
            None => return self.region(),
        };
        Region::from_code(code).unwrap_or_else(|| self.region())
    }

    /// The cercle before 2023.
    pub fn former_cercle(self) -> &'static str {
        self.row().former_cercle
    }

    /// The code in OCHA's administrative boundaries (COD-AB) of 2015; for exports only.
    pub fn pcode_cod2015(self) -> &'static str {
        self.row().pcode_cod2015
    }

    /// Latitude and longitude in degrees, WGS 84, of a point inside the commune; not of its town hall.
    pub fn point(self) -> (f64, f64) {
        degrees(self.row().point)
    }

    /// The commune at a position of the table, which the caller took from the table.
    pub(super) const fn at(position: u16) -> Self {
        Self(position)
    }

    /// The name as it stands in the key.
    pub(super) fn slug(self) -> &'static str {
        let row = self.row();
        &row.key[3..row.slug_end]
    }

    fn row(self) -> &'static CommuneRow {
        &communes()[usize::from(self.0)]
    }
}

/// `n-tossoni` and `ntossoni` are the same name.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let letters = |slug| str::bytes(slug).filter(|byte| *byte != b'-');
    letters(one).eq(letters(other))
}

impl fmt::Debug for Commune {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Commune({})", self.key())
    }
}

impl Serialize for Commune {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Commune {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        Self::parse_key(&key).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&key), &"commune key"))
    }
}
