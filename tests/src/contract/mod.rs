//! What the store traits promise, told through the platform on both engines.

mod accounts;
mod agreements;
mod audit;
mod collections;
mod directory;
mod experience;
mod experience_found;
mod files;
mod forum;
mod forum_alias;
mod forum_moderation;
mod import;
pub mod library;
mod members;
mod messages;
mod moderation;
mod passkeys;
mod practice;
mod together;
mod vocabulary;
mod workshop;
