//! The directory's pages: list, map, matrix, network, one organisation, and what staff do with them.

#[cfg(feature = "ssr")]
pub mod admin;
#[cfg(feature = "ssr")]
mod answer;
mod card;
#[cfg(feature = "ssr")]
mod doors;
mod layout;
mod leaflet;
mod list;
mod map;
mod matrix;
mod network;
mod pocket;
#[cfg(feature = "ssr")]
mod printable;
#[cfg(feature = "ssr")]
mod send;
mod show;
#[cfg(feature = "ssr")]
mod suggest;
mod zoom;

#[cfg(feature = "ssr")]
pub(crate) use card::card;
#[cfg(feature = "ssr")]
pub use doors::DOORS;
pub use leaflet::leaflet;
pub use pocket::drawn;
#[cfg(feature = "ssr")]
pub(crate) use suggest::suggestions;
