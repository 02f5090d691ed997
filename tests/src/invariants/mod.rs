//! What holds for the whole house, checked by a machine.

mod budgets;
mod layers;
mod plans;
mod rights;
mod schema;
mod sources;

pub use budgets::brotli;
pub use sources::sources;
