//! What tells forms that people fill in from those that programs do: a field that nobody sees, and the time that it takes.

use crate::error::Error;
use crate::platform::Platform;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::forum_field as field;

/// A form is good for so long, in milliseconds: a day.
const GOOD_FOR: i64 = 24 * 60 * 60 * 1000;

impl Platform {
    /// When a form was made, sealed: the form carries it, so that one is not sent before it can be filled in.
    pub fn stamp(&self) -> String {
        let now = self.clock.now().0;
        format!("{now}.{}", self.sealed("form", &now.to_string()))
    }

    /// That a form of somebody whom nobody knows yet was filled in by a person.
    ///
    /// # Errors
    /// `Invalid` on the field that nobody sees, or on the moment at which the form was made.
    pub(crate) fn filled_in_by_a_person(&self, fields: &Fields) -> Result<(), Error> {
        if fields.filled(field::TRAP).is_some() {
            return Err(Error::field(field::TRAP, Problem::LeaveEmpty));
        }
        let fastest = self.pace.form_takes;
        let taken = self.made_at(fields.get(field::STAMP)).map(|made| self.clock.now().0 - made);
        let plausible = taken.is_some_and(|it| (fastest..GOOD_FOR).contains(&it));
        if fastest == 0 || plausible { Ok(()) } else { Err(Error::field(field::STAMP, Problem::TooFast)) }
    }

    fn made_at(&self, stamp: &str) -> Option<i64> {
        let (made, seal) = stamp.split_once('.')?;
        (self.sealed("form", made) == seal).then(|| made.parse().ok())?
    }
}
