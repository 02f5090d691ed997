//! The words of Musoya Applic: ids, forms, parsed values and failures, the same on the phone and on the server.
//!
//! Nothing here does I/O, reads a clock or takes chance; whatever needs those is a deed and lives in `domain`.

pub mod accounts;
pub mod advocacy;
pub mod agreement;
pub mod audit;
pub mod blob;
pub mod browse;
pub mod certificates;
mod coded;
pub mod directory;
pub mod events;
pub mod failure;
pub mod fields;
mod form;
pub mod forum;
pub mod geo;
pub mod id;
pub mod language;
pub mod library;
pub mod merge;
pub mod message;
pub mod moderation;
pub mod news;
pub mod notice;
pub mod place;
pub mod plans;
mod problem;
pub mod programme;
pub mod projects;
pub mod proposals;
pub mod search;
pub mod site;
pub mod symbols;
pub mod text;
pub mod time;
pub mod training;
