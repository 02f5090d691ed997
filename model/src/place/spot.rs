//! Where something happens: a region, and within it a commune if that is known.

use super::commune::{Commune, is_same_name};
use super::region::Region;
use crate::search::slug;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A region, or a commune in its region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Today's region.
    pub region: Region,
    /// The commune, if it is known that closely; always one of the region's.
    pub commune: Option<Commune>,
}

/// Why a text is no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceError {
    /// Nothing was entered.
    Empty,
    /// No region and no commune has this name.
    Unknown,
    /// Several communes have this name; these are they.
    Ambiguous(Vec<Commune>),
    /// Communes have this name, but they lie elsewhere; these are they.
    Elsewhere(Vec<Commune>),
}

impl Place {
    /// The place that a reader means: `Sikasso`, `Kolondiéba`, `Bougouni > Kolondiéba`, `Kati > Bougoula`, in any
    /// spelling, or a key.
    ///
    /// A region goes before a commune of the same name (write `Sikasso > Sikasso` for that one). Among communes of one
    /// name the one spelt as entered goes first, then the one in
    /// today's region, then the one that gave its name to a cercle. What stands before `>` (also `›`, `/` or `,`) may be
    /// today's region, the region before 2023 or the former cercle; the result has today's region.
    ///
    /// # Errors
    /// As `PlaceError` says; `Ambiguous` and `Elsewhere` name the communes to choose from.
    pub fn parse(text: &str) -> Result<Self, PlaceError> {
        let mut parts: Vec<&str> =
            text.split(['>', '›', '/', ',']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let name = parts.pop().ok_or(PlaceError::Empty)?;
        if parts.is_empty()
            && let Some(place) = Region::parse(name).map(Self::from).or_else(|| Self::parse_key(name))
        {
            return Ok(place);
        }
        let named = Commune::find(name);
        let mut meant = named.clone();
        meant.retain(|commune| parts.iter().all(|part| lies_in(*commune, part)));
        prefer(&mut meant, |commune| commune.slug() == slug(name));
        prefer(&mut meant, |commune| parts.iter().all(|part| lies_in_today(commune, part)));
        prefer(&mut meant, |commune| commune.name() == commune.former_cercle());
        match meant[..] {
            [] if named.is_empty() => Err(PlaceError::Unknown),
            [] => Err(PlaceError::Elsewhere(named)),
            [commune] => Ok(commune.into()),
            _ => Err(PlaceError::Ambiguous(meant)),
        }
    }

    /// The place with this key.
    pub fn parse_key(key: &str) -> Option<Self> {
        Region::from_code(key).map(Self::from).or_else(|| Commune::parse_key(key).map(Self::from))
    }

    /// What is stored: the region's code, or the commune's key.
    pub fn key(self) -> &'static str {
        self.commune.map_or(self.region.code(), Commune::key)
    }

    /// What is read: `Bougouni` or `Bougouni > Kolondiéba`; parsing it gives the same place.
    pub fn label(self) -> String {
        match self.commune {
            Some(commune) => format!("{} > {}", self.region.name(), commune.name()),
            None => self.region.name().to_owned(),
        }
    }
}

impl From<Region> for Place {
    fn from(region: Region) -> Self {
        Self { region, commune: None }
    }
}

impl From<Commune> for Place {
    fn from(commune: Commune) -> Self {
        Self { region: commune.region(), commune: Some(commune) }
    }
}

/// Keeps the better ones, if there are any.
fn prefer(communes: &mut Vec<Commune>, better: impl Fn(Commune) -> bool) {
    if communes.iter().any(|commune| better(*commune)) {
        communes.retain(|commune| better(*commune));
    }
}

/// Whether the commune lies, or lay before 2023, in what is named.
fn lies_in(commune: Commune, part: &str) -> bool {
    lies_in_today(commune, part) || Region::parse(part) == Some(commune.former_region())
}

/// Whether the commune lies in the region, or lay in the cercle, that is named.
fn lies_in_today(commune: Commune, part: &str) -> bool {
    Region::parse(part) == Some(commune.region()) || is_same_name(&slug(commune.former_cercle()), &slug(part))
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        Self::parse_key(&key).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&key), &"place key"))
    }
}
