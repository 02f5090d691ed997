//! What keeps somebody from writing, as she meets it: where she writes, on her own page, and her one way to have it looked at again.

use super::measures::refusal;
use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::fields::Fields;
use model::forum::{Space, forum_field};
use model::id::{MeasureId, SpaceId};
use model::moderation::{AppealWords, Measure, moderation_field as field};

/// How many of her measures she is shown.
const MOST_SHOWN: i64 = 100;

impl Platform {
    /// The measures towards the caller, under whatever name, the newest first.
    ///
    /// # Errors
    /// `SignIn`.
    pub async fn own_measures(&self, caller: &Caller) -> Result<Vec<Measure>, Error> {
        Ok(self.stores.measures.own_measures(&caller.oneself()?, MOST_SHOWN).await?)
    }

    /// One of them, with its space.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` if it is not towards her.
    pub async fn own_measure(
        &self,
        caller: &Caller,
        id: MeasureId,
    ) -> Result<(Measure, Option<Space>), Error> {
        let right = caller.oneself()?;
        let measure = self.stores.measures.own_measure(&right, id).await?.ok_or(Error::NotFound)?;
        let space = self.space_of(&measure).await?;
        Ok((measure, space))
    }

    /// Says something against a measure towards her, once.
    ///
    /// # Errors
    /// As `own_measure`; `Invalid` on her words; `Conflict` if she said it before, or it was lifted.
    pub async fn appeal_measure(&self, caller: &Caller, id: MeasureId, fields: &Fields) -> Result<(), Error> {
        let right = caller.oneself()?;
        let (measure, _) = self.own_measure(caller, id).await?;
        let words = AppealWords::parse(fields.get(field::WORDS))
            .map_err(|problem| Error::field(field::WORDS, problem))?;
        Ok(self.stores.measures.appeal_measure(&right, measure.id, &words, self.clock.now()).await?)
    }

    /// What keeps the caller from writing in a space, for the page that shows it; who is not kept is not looked up.
    ///
    /// # Errors
    /// `Store`.
    pub async fn barrier(&self, caller: &Caller, space: SpaceId) -> Result<Option<Measure>, Error> {
        let Ok(signed_in) = caller.signed_in() else { return Ok(None) };
        let restraint = signed_in.restraint;
        let kept = restraint.suspended_until.is_some() || restraint.muted_until.is_some();
        if kept { self.restraining(caller, space).await } else { Ok(None) }
    }

    /// That nothing keeps the caller from writing in a space, whatever her session remembers.
    ///
    /// # Errors
    /// `Invalid` on the text, with how long it lasts.
    pub(crate) async fn unrestrained(&self, caller: &Caller, space: SpaceId) -> Result<(), Error> {
        unrestrained(self.restraining(caller, space).await?.as_ref())
    }

    /// No measure holds an administrator, so that nobody learns by taking one that another first name is hers.
    pub(crate) async fn restraining(
        &self,
        caller: &Caller,
        space: SpaceId,
    ) -> Result<Option<Measure>, Error> {
        let Some(person) = caller.person().filter(|it| !it.administrator) else { return Ok(None) };
        Ok(self.stores.measures.restraining(person.id, space, self.clock.now()).await?)
    }
}

/// That a measure keeps nobody from writing.
///
/// # Errors
/// `Invalid` on the text, with how long it lasts.
pub(crate) fn unrestrained(restraint: Option<&Measure>) -> Result<(), Error> {
    match restraint {
        Some(measure) => Err(Error::field(forum_field::TEXT, refusal(measure))),
        None => Ok(()),
    }
}
