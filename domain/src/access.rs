//! Who may do what. A right is a value that only this file makes and that the store demands.

use crate::error::Error;
use model::accounts::Person;
use model::id::PersonId;

/// The person behind a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Nobody in particular: no account is needed to read.
    Visitor,
    /// Somebody who signed in.
    Person(Person),
}

/// Proof that the caller administers the site.
#[derive(Clone, Debug)]
pub struct Administrator {
    person: Option<PersonId>,
}

impl Caller {
    /// The proof that this caller administers the site.
    ///
    /// # Errors
    /// `SignIn` for a visitor, `NotAllowed` for anybody else who is not an administrator.
    pub const fn administrator(&self) -> Result<Administrator, Error> {
        match self {
            Self::Visitor => Err(Error::SignIn),
            Self::Person(person) if person.administrator => Ok(Administrator { person: Some(person.id) }),
            Self::Person(_) => Err(Error::NotAllowed),
        }
    }

    /// The person, if somebody signed in.
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::Visitor => None,
            Self::Person(person) => Some(person),
        }
    }
}

impl Administrator {
    /// The operator at the machine's own command line, who holds the database file anyway.
    ///
    /// Only the subcommands of the binary call this; no request can reach it.
    pub const fn at_the_command_line() -> Self {
        Self { person: None }
    }

    /// Who it is; nobody for the command line.
    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::accounts::DisplayName;

    fn person(administrator: bool) -> Caller {
        let name = DisplayName::parse("Awa").unwrap();
        Caller::Person(Person { id: PersonId::new(uuid::Uuid::nil()), name, administrator })
    }

    #[test]
    fn only_an_administrator_gets_the_proof() {
        assert!(matches!(Caller::Visitor.administrator(), Err(Error::SignIn)));
        assert!(matches!(person(false).administrator(), Err(Error::NotAllowed)));
        assert!(person(true).administrator().is_ok());
    }
}
