//! What tells forms that people fill in from those that programs do: a field that nobody sees, and the time that it takes. Whatever a
//! program writes into an id or leaves out, when we made a form is known from our seal alone.

use crate::error::Error;
use crate::platform::Platform;
use model::failure::Problem;
use model::fields::Fields;
use model::forum::forum_field as field;
use model::id::PostId;

/// A form is good for so long, in milliseconds: a day.
const GOOD_FOR: i64 = 24 * 60 * 60 * 1000;

/// What the seal of a form is for.
const FORM: &str = "form";
/// What the seal of a post's form is for.
const POST_FORM: &str = "post form";

impl Platform {
    /// When a form was made, sealed: the form carries it, so that one is not sent before it can be filled in.
    pub fn stamp(&self) -> String {
        self.dated(FORM, "")
    }

    /// The same for the form of one post: the seal that the form carries already, or a fresh one. It stays good for as long as somebody
    /// leaves the form open, and for no other post.
    pub fn post_seal(&self, fields: &Fields) -> String {
        match PostId::parse(fields.get(field::ID)) {
            Some(post) if self.time_taken(fields, post).is_some() => fields.get(field::SEAL).to_owned(),
            Some(post) => self.dated(POST_FORM, &post.to_string()),
            None => String::new(),
        }
    }

    /// How many milliseconds passed since we made the form of this post; nothing if we did not.
    pub(crate) fn time_taken(&self, fields: &Fields, post: PostId) -> Option<i64> {
        self.passed_since(fields.get(field::SEAL), POST_FORM, &post.to_string())
    }

    /// That a form of somebody whom nobody knows yet was filled in by a person.
    ///
    /// # Errors
    /// `Invalid` on the field that nobody sees, or on the moment at which the form was made.
    pub(crate) fn filled_in_by_a_person(&self, fields: &Fields) -> Result<(), Error> {
        untouched(fields)?;
        let fastest = self.pace.form_takes;
        let taken = self.passed_since(fields.get(field::STAMP), FORM, "");
        let plausible = taken.is_some_and(|it| (fastest..GOOD_FOR).contains(&it));
        if fastest == 0 || plausible { Ok(()) } else { Err(Error::field(field::STAMP, Problem::TooFast)) }
    }
}

/// That nobody wrote into the field that nobody sees. What waits on a phone until there is a network carries no moment at which its form
/// was made, and this alone.
///
/// # Errors
/// `Invalid` on that field.
pub(crate) fn untouched(fields: &Fields) -> Result<(), Error> {
    match fields.filled(field::TRAP) {
        Some(_) => Err(Error::field(field::TRAP, Problem::LeaveEmpty)),
        None => Ok(()),
    }
}
