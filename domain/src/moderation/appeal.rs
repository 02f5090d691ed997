//! What the author of a post learns of a decision, and her one way to have it looked at again.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::fields::Fields;
use model::moderation::{AppealWords, Case, moderation_field as field};

impl Platform {
    /// What was decided about a post of hers.
    ///
    /// # Errors
    /// `SignIn`; `NotFound` if it is not hers, or nothing was decided.
    pub async fn own_case(&self, caller: &Caller, topic: i64, number: i64) -> Result<Case, Error> {
        let right = caller.oneself()?;
        let (topic, number) = self.found_at(topic, number).await?;
        self.stores.moderation.own_case(&right, topic, number).await?.ok_or(Error::NotFound)
    }

    /// Asks for another look at a post of hers that is hidden, once.
    ///
    /// # Errors
    /// As `own_case`; `Invalid` on her words; `Conflict` if she asked before, or it is seen.
    pub async fn appeal(
        &self,
        caller: &Caller,
        topic: i64,
        number: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let case = self.own_case(caller, topic, number).await?;
        let words = AppealWords::parse(fields.get(field::WORDS))
            .map_err(|problem| Error::field(field::WORDS, problem))?;
        let right = caller.oneself()?;
        Ok(self.stores.moderation.appeal(&right, case.post, &words, self.clock.now()).await?)
    }
}
