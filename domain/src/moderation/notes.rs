//! Notes about members: what moderators tell each other, and nobody else.

use crate::access::Caller;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::fields::Fields;
use model::forum::forum_field;
use model::id::{NoteId, PersonId};
use model::moderation::{MemberNote, NoteWords, moderation_field as field};

impl Platform {
    /// Writes a note about a member; staff alone reads it.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`, `NotFound`; `Invalid` on the words.
    pub async fn add_note(&self, caller: &Caller, person: PersonId, fields: &Fields) -> Result<(), Error> {
        let right = caller.moderator()?;
        self.person(person).await?.ok_or(Error::NotFound)?;
        let words = NoteWords::parse(fields.get(field::WORDS))
            .map_err(|problem| Error::field(field::WORDS, problem))?;
        let log = self.entry(Some(right.person()), Deed::NoteWritten, Subject::Person(person));
        let id = NoteId::parse(fields.get(forum_field::ID));
        let id = id.unwrap_or_else(|| NoteId::new(self.chance.uuid(log.at)));
        let note = MemberNote { id, words, by: Some(right.person()), at: log.at };
        match self.stores.measures.add_note(&right, person, &note, &log).await {
            // The same form came twice.
            Ok(()) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The notes about a member.
    ///
    /// # Errors
    /// As `measures_of`.
    pub async fn notes_about(&self, caller: &Caller, person: PersonId) -> Result<Vec<MemberNote>, Error> {
        Ok(self.stores.measures.notes_about(&caller.moderator()?, person).await?)
    }

    /// Takes a note away: her own, or any for an administrator.
    ///
    /// # Errors
    /// As `measures_of`; `NotAllowed` for somebody else's; `NotFound`.
    pub async fn remove_note(&self, caller: &Caller, person: PersonId, note: NoteId) -> Result<(), Error> {
        let right = caller.moderator()?;
        let notes = self.notes_about(caller, person).await?;
        let found = notes.into_iter().find(|it| it.id == note).ok_or(Error::NotFound)?;
        if found.by != Some(right.person()) {
            caller.administrator()?;
        }
        let log = self.entry(Some(right.person()), Deed::NoteRemoved, Subject::Person(person));
        Ok(self.stores.measures.remove_note(&right, person, note, &log).await?)
    }
}
