//! The pages, their parts, and the islands that come alive in the browser.
//!
//! Pages are made on the server and never compiled for the phone; what runs there is `islands` and `navigation`.

#[cfg(feature = "ssr")]
#[macro_use]
mod html;

#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod directory;
#[cfg(feature = "ssr")]
pub mod door;
#[cfg(feature = "ssr")]
pub mod forum;
#[cfg(feature = "ssr")]
pub mod home;
pub mod i18n;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod library;
#[cfg(feature = "ssr")]
pub mod moderation;
#[cfg(feature = "hydrate")]
pub mod navigation;
#[cfg(feature = "ssr")]
pub mod notices;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod ui;

pub use i18n as t;
