//! What the store traits promise, told through the platform on both engines.

mod accounts;
mod directory;
mod import;
mod messages;
mod together;
