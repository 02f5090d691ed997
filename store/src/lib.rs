//! The rows: both engines behind the domain's store traits, with every SQL statement named, whole and shared.

mod accounts;
mod advocacy;
mod agreements;
mod audit;
mod certificates;
mod connections;
mod directory;
mod engine;
mod error;
mod events;
mod forum;
mod library;
mod migrations;
mod moderation;
mod news;
mod notices;
mod plans;
mod projects;
mod proposals;
mod push;
mod receipts;
mod references;
mod row;
mod site;
mod statements;
mod sweep;
mod training;

pub use engine::{OpenError, Store};
pub use migrations::Migration;

/// Every SQL statement of the program, by name; a test prepares each on both engines.
pub fn statements() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    engine::STATEMENTS
        .iter()
        .chain(accounts::ALL_STATEMENTS.iter().copied().flatten())
        .chain(agreements::STATEMENTS)
        .chain(audit::STATEMENTS)
        .chain(advocacy::STATEMENTS)
        .chain(advocacy::sheets::STATEMENTS)
        .chain(certificates::STATEMENTS)
        .chain(news::STATEMENTS)
        .chain(notices::STATEMENTS)
        .chain(plans::STATEMENTS)
        .chain(proposals::STATEMENTS)
        .chain(push::STATEMENTS)
        .chain(receipts::STATEMENTS)
        .chain(references::STATEMENTS)
        .chain(site::STATEMENTS)
        .chain(sweep::STATEMENTS)
        .chain(training::ALL_STATEMENTS.iter().copied().flatten())
        .chain(directory::ALL_STATEMENTS.iter().copied().flatten())
        .chain(library::ALL_STATEMENTS.iter().copied().flatten())
        .chain(projects::ALL_STATEMENTS.iter().copied().flatten())
        .chain(events::ALL_STATEMENTS.iter().copied().flatten())
        .chain(forum::ALL_STATEMENTS.iter().copied().flatten())
        .chain(moderation::ALL_STATEMENTS.iter().copied().flatten())
}

/// The statements that only SQLite understands, and those that only PostgreSQL does: their full-text search.
pub fn dialects() -> [impl Iterator<Item = &'static (&'static str, &'static str)>; 2] {
    [
        library::texts::SQLITE.iter().chain(forum::texts::SQLITE),
        library::texts::POSTGRES.iter().chain(forum::texts::POSTGRES),
    ]
}
