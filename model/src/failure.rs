//! Why something was refused: codes that travel from the store to the screen, where they become a sentence.

pub use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A refusal as it crosses the wire; its sentence is a translation (`errors.txt`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Failure {
    /// What was typed cannot be accepted; each error names its field.
    Invalid {
        /// The fields and what is wrong with them, in the order of the form.
        errors: Vec<FieldError>,
    },
    /// The request needs a person who is signed in.
    SignIn,
    /// The request needs a session in which a second factor was given.
    SecondFactor,
    /// The person may not do this.
    NotAllowed,
    /// The person writes nothing for a time.
    Suspended,
    /// There is nothing at this address.
    NotFound,
    /// What was at this address stands elsewhere now.
    Moved {
        /// The number of the topic where it stands.
        topic: i64,
        /// The number of the post there.
        post: i64,
    },
    /// Somebody else changed it in between.
    Conflict,
    /// The same form came before, and was done once.
    Repeated,
    /// Too many tries; wait.
    TooMany,
    /// More was sent than is accepted.
    TooLarge,
    /// What was sent cannot be read at all (encoding, content type, truncated).
    Unreadable,
    /// The server cannot answer now (database locked, disk full, too many at once).
    Unavailable,
    /// A fault of ours.
    Internal,
}

impl Failure {
    /// One refused field.
    pub fn field(field: impl Into<String>, problem: Problem) -> Self {
        Self::Invalid { errors: vec![FieldError::new(field, problem)] }
    }

    /// The HTTP status of this refusal (RFC 9110).
    pub const fn status(&self) -> u16 {
        match self {
            Self::Invalid { .. } => 422,
            Self::SignIn => 401,
            Self::SecondFactor | Self::NotAllowed | Self::Suspended => 403,
            Self::NotFound => 404,
            Self::Conflict | Self::Repeated | Self::Moved { .. } => 409,
            Self::TooMany => 429,
            Self::TooLarge => 413,
            Self::Unreadable => 400,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form, or the column's in a spreadsheet.
    pub field: String,
    /// The problem.
    pub problem: Problem,
}

impl FieldError {
    /// Names a field and its problem.
    pub fn new(field: impl Into<String>, problem: Problem) -> Self {
        Self { field: field.into(), problem }
    }
}
