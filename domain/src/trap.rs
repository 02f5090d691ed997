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

/// What the seal of a post's form is for.
const POST_FORM: &str = "post form";

impl Platform {
    /// When a form was made, sealed: the form carries it, so that one is not sent before it can be filled in.
    pub fn stamp(&self) -> String {
        let now = self.clock.now().0;
        format!("{now}.{}", self.sealed("form", &now.to_string()))
    }

    /// The same for the form of one post: the seal that the form carries already, or a fresh one. It stays good for as long as somebody
    /// leaves the form open, and for no other post.
    pub fn post_seal(&self, fields: &Fields) -> String {
        let (seal, post) = (fields.get(field::SEAL), PostId::parse(fields.get(field::ID)));
        match post {
            Some(post) if self.post_form_made_at(seal, post).is_some() => seal.to_owned(),
            Some(post) => {
                let now = self.clock.now().0;
                format!("{now}.{}", self.sealed(POST_FORM, &format!("{post} {now}")))
            }
            None => String::new(),
        }
    }

    /// How many milliseconds passed since we made the form of this post; nothing if we did not.
    pub(crate) fn time_taken(&self, fields: &Fields, post: PostId) -> Option<i64> {
        let made = self.post_form_made_at(fields.get(field::SEAL), post)?;
        Some(self.clock.now().0 - made)
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

    fn post_form_made_at(&self, sealed: &str, post: PostId) -> Option<i64> {
        let (made, seal) = sealed.split_once('.')?;
        (self.sealed(POST_FORM, &format!("{post} {made}")) == seal).then(|| made.parse().ok())?
    }

    fn made_at(&self, stamp: &str) -> Option<i64> {
        let (made, seal) = stamp.split_once('.')?;
        (self.sealed("form", made) == seal).then(|| made.parse().ok())?
    }
}
