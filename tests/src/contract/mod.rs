//! What the store traits promise, told through the platform on both engines.

mod accounts;
mod agreements;
mod audit;
mod belongings;
mod collections;
mod covers;
mod directory;
mod files;
pub mod forum;
mod forum_alias;
mod forum_moderation;
mod forum_search;
mod forum_unsent;
mod gate;
mod import;
mod invitations;
pub mod library;
mod library_inside;
mod measures;
mod members;
mod messages;
mod moderation;
mod passkeys;
mod together;
mod vocabulary;
mod workshop;
