//! The pages, their parts, and the islands that come alive in the browser.
//!
//! Pages are drawn on the server; what comes alive on the phone is `islands` and `navigation`. Where no network is, the phone draws
//! the directory's pages itself, from its copy and by the same code (feature `draw`, docs/decisions/0035).

#[cfg(feature = "draw")]
#[macro_use]
mod html;

#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod advocacy;
#[cfg(feature = "draw")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod certificates;
#[cfg(feature = "ssr")]
pub mod copy;
#[cfg(feature = "draw")]
pub mod directory;
#[cfg(feature = "ssr")]
pub mod door;
#[cfg(feature = "ssr")]
pub mod events;
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
pub mod news;
#[cfg(feature = "ssr")]
pub mod notices;
#[cfg(feature = "draw")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod paper;
#[cfg(feature = "ssr")]
pub mod plans;
#[cfg(feature = "ssr")]
pub mod projects;
#[cfg(feature = "ssr")]
pub mod proposals;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "draw")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod training;
#[cfg(feature = "draw")]
pub mod ui;

pub use i18n as t;
