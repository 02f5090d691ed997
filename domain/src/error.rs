//! Errors of the deeds: a refusal with its reason, or a disaster whose cause never leaves the server.

use model::failure::{Failure, FieldError, Problem};
use std::fmt;

/// Why a deed was not done.
#[derive(Debug)]
pub enum Error {
    /// What was given cannot be accepted.
    Invalid(Vec<FieldError>),
    /// It needs a person who is signed in.
    SignIn,
    /// It needs a session in which a second factor was given.
    SecondFactor,
    /// The person may not do it.
    NotAllowed,
    /// The person writes nothing for a time.
    Suspended,
    /// The thing is not there, or not for this person.
    NotFound,
    /// A topic or a post stands elsewhere now.
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
    /// Too many tries.
    TooMany,
    /// What was sent is larger than accepted.
    TooLarge,
    /// What was sent cannot be read.
    Unreadable,
    /// The store failed.
    Store(StoreError),
    /// A fault of ours that is not the store's.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// One refused field.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }

    /// What may be told outside, without any cause.
    pub fn failure(&self) -> Failure {
        match self {
            Self::Invalid(errors) => Failure::Invalid { errors: errors.clone() },
            Self::SignIn => Failure::SignIn,
            Self::SecondFactor => Failure::SecondFactor,
            Self::NotAllowed => Failure::NotAllowed,
            Self::Suspended => Failure::Suspended,
            Self::NotFound => Failure::NotFound,
            Self::Moved { topic, post } => Failure::Moved { topic: *topic, post: *post },
            Self::Conflict | Self::Store(StoreError::Conflict) => Failure::Conflict,
            Self::Repeated => Failure::Repeated,
            Self::TooMany => Failure::TooMany,
            Self::TooLarge => Failure::TooLarge,
            Self::Unreadable => Failure::Unreadable,
            Self::Store(StoreError::Unavailable(_)) => Failure::Unavailable,
            Self::Store(StoreError::Other(_)) | Self::Internal(_) => Failure::Internal,
        }
    }

    /// The cause that belongs in the log, if this is a disaster rather than a refusal.
    pub fn disaster(&self) -> Option<&(dyn std::error::Error + Send + Sync)> {
        match self {
            Self::Store(StoreError::Unavailable(cause) | StoreError::Other(cause))
            | Self::Internal(cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

impl From<Vec<FieldError>> for Error {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.disaster() {
            Some(cause) => write!(formatter, "{cause}"),
            None => write!(formatter, "{:?}", self.failure()),
        }
    }
}

impl std::error::Error for Error {}

/// Why the store did not answer.
#[derive(Debug)]
pub enum StoreError {
    /// The row was changed or taken by somebody else.
    Conflict,
    /// The database cannot answer now: locked, full, read-only, not reachable.
    Unavailable(Box<dyn std::error::Error + Send + Sync>),
    /// Anything else.
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => formatter.write_str("changed by somebody else"),
            Self::Unavailable(cause) | Self::Other(cause) => write!(formatter, "{cause}"),
        }
    }
}

impl std::error::Error for StoreError {}
