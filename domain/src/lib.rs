//! The deeds of Musoya Applic: what people can do, who may do it, and what the stores must be able to keep.
//!
//! No HTTP and no SQL here: `server` brings requests in, `store` keeps rows.

pub mod access;
pub mod accounts;
pub mod advocacy;
pub mod agreements;
pub mod audit;
pub mod cache;
pub mod certificates;
mod dated;
pub mod directory;
pub mod error;
pub mod events;
pub mod files;
pub mod forum;
pub mod health;
pub mod library;
pub mod moderation;
pub mod news;
pub mod notices;
mod outbox;
pub mod outside;
pub mod plans;
mod platform;
pub mod projects;
pub mod proposals;
pub mod push;
pub mod receipts;
pub mod site;
mod stores;
pub mod sweep;
mod table;
pub mod training;
mod trap;
pub mod xml;

pub use error::{Error, StoreError};
pub use platform::Platform;
pub use stores::Stores;
