//! Places: the regions of Mali as law 2023-007 drew them, and the communes.
//!
//! Codes and keys of other lists (ISO 3166-2, OCHA p-codes) disagree with each other and over the years: what is stored
//! is always `Region::code` and `Commune::key`.

mod commune;
mod region;
mod spot;
mod table;

#[cfg(test)]
mod tests;

pub use commune::Commune;
pub use region::Region;
pub use spot::{Place, PlaceError};
