//! What the engines say when they refuse, in the domain's three words.

use domain::StoreError;
use sqlx::error::ErrorKind;

/// An error inside a writing transaction: the engine's, or ours because a row is no longer what the caller saw.
pub enum WriteError {
    /// The row was changed or taken by somebody else.
    Conflict,
    /// The engine's.
    Engine(sqlx::Error),
}

impl From<sqlx::Error> for WriteError {
    fn from(error: sqlx::Error) -> Self {
        Self::Engine(error)
    }
}

impl WriteError {
    /// Whether the engine asks for the transaction once more (SQLSTATE class 40: serialization failure, deadlock).
    pub fn wants_another_try(&self) -> bool {
        matches!(self, Self::Engine(error) if code(error).is_some_and(|code| code.starts_with("40")))
    }

    pub fn into_store_error(self) -> StoreError {
        match self {
            Self::Conflict => StoreError::Conflict,
            Self::Engine(error) => store_error(error),
        }
    }
}

/// The domain's word for an engine's error.
pub fn store_error(error: sqlx::Error) -> StoreError {
    let kind = error.as_database_error().map(|error| error.kind());
    if matches!(kind, Some(ErrorKind::UniqueViolation))
        || code(&error).is_some_and(|code| code.starts_with("40"))
    {
        StoreError::Conflict
    } else {
        unavailable_or_other(error)
    }
}

/// `Unavailable` if waiting or an operator can help: locked, full, read-only, no connection.
pub fn unavailable_or_other(error: sqlx::Error) -> StoreError {
    // SQLite: busy 5, locked 6, readonly 8, ioerr 10, full 13, cantopen 14 (the low byte of an extended code).
    let sqlite =
        |code: &str| code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14));
    // PostgreSQL: connection 08, read-only 25006, resources 53, operator 57, system 58.
    let postgres = |code: &str| {
        code.len() == 5
            && (["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) || code == "25006")
    };
    let waiting_helps = match &error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::Tls(_) => {
            true
        }
        _ => code(&error).is_some_and(|code| if code.len() == 5 { postgres(&code) } else { sqlite(&code) }),
    };
    if waiting_helps { StoreError::Unavailable(error.into()) } else { StoreError::Other(error.into()) }
}

fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(|error| error.code()).map(std::borrow::Cow::into_owned)
}
