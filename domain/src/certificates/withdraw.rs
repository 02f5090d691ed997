//! Withdrawing a certificate: by whoever holds it, or by the organisation that gave it. Its name is gone with it.

use super::Platform;
use crate::access::{Caller, Host, Oneself};
use crate::error::Error;
use model::accounts::Words;
use model::audit::{Deed, Subject};
use model::certificates::certificate_field as field;
use model::fields::Fields;
use model::id::CertificateId;

impl Platform {
    /// She takes one of hers back; she may ask for another, with another name.
    ///
    /// # Errors
    /// `NotFound` for what is none of hers.
    pub async fn withdraw_own_certificate(&self, right: &Oneself, fields: &Fields) -> Result<(), Error> {
        let id = meant(fields)?;
        let is_hers = self.stores.certificates.withdraw_own(right, id, self.clock.now()).await?;
        if is_hers { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The same with the words that she was told. Says whether it is withdrawn now, by her or before by the organisation; not if there
    /// is none.
    ///
    /// # Errors
    /// `Store`.
    pub async fn withdraw_certificate_of_words(&self, words: &Words) -> Result<bool, Error> {
        let claim = self.words_claim(words);
        let store = &self.stores.certificates;
        Ok(store.withdraw_claimed(&claim, self.clock.now()).await?
            || store.certificate_by_claim(&claim).await?.is_some())
    }

    /// Who belongs to the organisation takes one of its certificates back: who held it gets no other.
    ///
    /// # Errors
    /// `NotFound` for what is none of its own.
    pub async fn withdraw_given_certificate(
        &self,
        right: &Host,
        caller: &Caller,
        fields: &Fields,
    ) -> Result<(), Error> {
        let id = meant(fields)?;
        let by = caller.person().map(|it| it.id);
        let log = self.entry(by, Deed::CertificateWithdrawn, Subject::Certificate(id));
        let is_own = self.stores.certificates.withdraw_given(right, id, self.clock.now(), &log).await?;
        if is_own { Ok(()) } else { Err(Error::NotFound) }
    }
}

fn meant(fields: &Fields) -> Result<CertificateId, Error> {
    CertificateId::parse(fields.get(field::ID)).ok_or(Error::NotFound)
}
