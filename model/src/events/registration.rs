//! Registering for a meeting: by a first name or as oneself, with what one needs to come.

use crate::accounts::DisplayName;
use crate::coded::coded;
use crate::failure::FieldError;
use crate::fields::Fields;
use crate::form::{Reader, unknown};
use crate::id::{EventId, PersonId, RegistrationId};
use crate::time::Moment;

coded!(
    /// What somebody needs to come.
    Need {
        /// Somebody who looks after her children.
        Childcare = "enfants",
        /// A way to get there.
        Transport = "transport",
        /// Somebody who interprets, in another language or in signs.
        Interpretation = "interpretation",
        /// A way in with a wheelchair.
        Wheelchair = "fauteuil",
    }
);

/// The fields of the form.
pub mod registration_field {
    /// The first name, or another name.
    pub const NAME: &str = "prenom";
    /// What she needs.
    pub const NEEDS: &str = "besoins";
}
use registration_field as field;

/// Somebody who comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub id: RegistrationId,
    /// To which meeting.
    pub event: EventId,
    /// Who, if she signed in.
    pub person: Option<PersonId>,
    /// By what name, if she did not.
    pub name: Option<DisplayName>,
    /// What she needs.
    pub needs: Vec<Need>,
    /// Whether she waits for a place.
    pub waiting: bool,
    /// When she registered.
    pub made_at: Moment,
    /// When she came, if somebody at the door said so.
    pub came_at: Option<Moment>,
}

/// Somebody who comes, as those who receive her see her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Her registration.
    pub id: RegistrationId,
    /// By what name.
    pub name: String,
    /// What she needs.
    pub needs: Vec<Need>,
    /// Whether she waits for a place.
    pub waiting: bool,
    /// Whether somebody at the door said that she came.
    pub came: bool,
}

/// How many places are taken, and how many people wait for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    /// Who have a place.
    pub taken: u32,
    /// Who wait.
    pub waiting: u32,
}

impl Need {
    /// What a form says that somebody needs.
    ///
    /// # Errors
    /// `UnknownValue` on the field of the needs.
    pub fn parse_all(fields: &Fields) -> Result<Vec<Self>, Vec<FieldError>> {
        let mut reader = Reader::of(fields);
        let needs =
            reader.list(field::NEEDS, Self::ALL.len(), |text| Self::parse(text).ok_or_else(|| unknown(text)));
        if reader.errors.is_empty() { Ok(needs) } else { Err(reader.errors) }
    }

    /// As they are kept: their codes with blanks between.
    pub fn codes(needs: &[Self]) -> String {
        needs.iter().map(|it| it.code()).collect::<Vec<_>>().join(" ")
    }

    /// Reads what `codes` wrote; what a newer program knows is left out.
    pub fn read(codes: &str) -> Vec<Self> {
        codes.split(' ').filter_map(Self::parse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_kept_as_words_and_read_again() {
        let form = Fields::from([("besoins", "fauteuil"), ("besoins", "enfants"), ("besoins", "fauteuil")]);
        let needs = Need::parse_all(&form).unwrap();
        assert_eq!(needs, [Need::Wheelchair, Need::Childcare]);
        assert_eq!(Need::read(&Need::codes(&needs)), needs);
        assert_eq!(Need::read("avion enfants"), [Need::Childcare]);
        assert!(Need::parse_all(&Fields::from([("besoins", "avion")])).is_err());
    }
}
