//! What the store traits promise, told through the platform on both engines.

mod accounts;
mod agreements;
mod audit;
mod collections;
mod directory;
mod files;
mod forum;
mod forum_alias;
mod forum_mix;
mod forum_moderation;
mod forum_search;
mod forum_unsent;
mod gate;
mod import;
mod invitations;
pub mod library;
mod measures;
mod members;
mod messages;
mod moderation;
mod passkeys;
mod queue;
mod together;
mod vocabulary;
mod workshop;
