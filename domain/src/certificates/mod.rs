//! Certificates: given, checked by whoever has the code, and withdrawn (docs/decisions/0061).
//!
//! Another part of the site gives one so: it makes sure itself that somebody was there, or finished; says what for in an [`Earned`] (its
//! fields are the domain's own: no page makes one); and calls [`Platform::certify`] with the form, which has the name in
//! `certificate_field::NAME`, and with whose it is: [`Holder::Person`] of whoever signed in, [`Holder::Words`] of who came by words that
//! were told once, [`Holder::Named`] for whoever the organisation names itself. Who asks again for the same gets the same certificate.
//! `certificate_of` finds what somebody was given for something, `certificate_code` says the code, of which `app::certificates` makes the
//! address of the page that checks it and of the PDF.

mod give;
mod take;
mod withdraw;

pub use give::{Earned, Holder};
pub use take::TakenCertificate;

use crate::access::{Host, Oneself};
use crate::error::{Error, StoreError};
use crate::outside::Network;
use crate::platform::Platform;
use async_trait::async_trait;
use model::audit::Entry;
use model::certificates::{Certificate, CertificateCode, CertificateKind};
use model::id::{CertificateId, EarnedId};
use model::time::Moment;

/// What the codes are guessed as.
const GUESSED: &str = "certificate";
/// The most certificates of one list.
pub const MOST_LISTED: i64 = 300;

/// Keeps certificates.
#[async_trait]
pub trait CertificateStore: Send + Sync {
    /// Keeps a certificate. If one was given for this claim before, that one is the answer.
    async fn give_certificate(
        &self,
        it: &Certificate,
        claim: Option<&str>,
        code_hash: &str,
        log: Option<&Entry>,
    ) -> Result<Certificate, StoreError>;

    /// The certificate whose code has this hash.
    async fn certificate_by_code(&self, code_hash: &str) -> Result<Option<Certificate>, StoreError>;

    /// The certificate that was given for this claim.
    async fn certificate_by_claim(&self, claim: &str) -> Result<Option<Certificate>, StoreError>;

    /// Hers, the newest first.
    async fn own_certificates(&self, right: &Oneself) -> Result<Vec<Certificate>, StoreError>;

    /// Those of an organisation, the newest first.
    async fn certificates_of(&self, right: &Host) -> Result<Vec<Certificate>, StoreError>;

    /// Those of an organisation for one meeting or training, the newest first.
    async fn certificates_for(
        &self,
        right: &Host,
        kind: CertificateKind,
        subject: EarnedId,
    ) -> Result<Vec<Certificate>, StoreError>;

    /// Withdraws one of hers: its name is gone, and she may ask for another. Says whether it is hers.
    async fn withdraw_own(&self, right: &Oneself, id: CertificateId, now: Moment)
    -> Result<bool, StoreError>;

    /// The same of the one that was given for this claim. Says whether there was one that was good.
    async fn withdraw_claimed(&self, claim: &str, now: Moment) -> Result<bool, StoreError>;

    /// The same of one of the organisation's: its claim is used up. Says whether it is its own.
    async fn withdraw_given(
        &self,
        right: &Host,
        id: CertificateId,
        now: Moment,
        log: &Entry,
    ) -> Result<bool, StoreError>;
}

impl Platform {
    /// The certificate with this code, for whoever has it; nothing for a code that is none. Guessing becomes slow, a good code never.
    ///
    /// # Errors
    /// `TooMany` for one code after the other that is none.
    pub async fn check_certificate(&self, code: &str, from: Network) -> Result<Option<Certificate>, Error> {
        let Some(code) = CertificateCode::read(code) else { return Ok(None) };
        let found = self.stores.certificates.certificate_by_code(&self.certificate_hash(&code)).await?;
        // Whoever holds a good code stands behind one address with many others: only what is none counts, and waits.
        if found.is_none() && !self.delays.begin_among(GUESSED, from, self.clock.now()) {
            return Err(Error::TooMany);
        }
        Ok(found)
    }

    /// The code of a certificate, for whoever holds or gave it.
    pub fn certificate_code(&self, it: &Certificate) -> CertificateCode {
        self.code_of_certificate(it.id)
    }

    /// The certificates of whoever signed in, the newest first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn own_certificates(&self, right: &Oneself) -> Result<Vec<Certificate>, Error> {
        Ok(self.stores.certificates.own_certificates(right).await?)
    }

    /// The certificates of an organisation, the newest first. Who asked for hers is named there for a month alone.
    ///
    /// # Errors
    /// `Store`.
    pub async fn certificates_of(&self, right: &Host) -> Result<Vec<Certificate>, Error> {
        Ok(self.forgotten(self.stores.certificates.certificates_of(right).await?))
    }

    /// Those that it gave for one meeting or training, with the same names.
    ///
    /// # Errors
    /// `Store`.
    pub async fn certificates_for(
        &self,
        right: &Host,
        kind: CertificateKind,
        subject: EarnedId,
    ) -> Result<Vec<Certificate>, Error> {
        Ok(self.forgotten(self.stores.certificates.certificates_for(right, kind, subject).await?))
    }

    /// Without the names that the organisation does not read any more.
    fn forgotten(&self, list: Vec<Certificate>) -> Vec<Certificate> {
        let now = self.clock.now();
        let told = |it: Certificate| {
            let name = if it.named || it.is_remembered(now) { it.name } else { None };
            Certificate { name, ..it }
        };
        list.into_iter().map(told).collect()
    }

    /// Made of the id, so that it can be printed again, and of the pepper, so that the database alone does not tell it.
    fn code_of_certificate(&self, id: CertificateId) -> CertificateCode {
        let seal = self.sealed("certificate", &id.to_string());
        let mut bytes = [0; 10];
        for (byte, digits) in bytes.iter_mut().zip(seal.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).unwrap_or_default();
            *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
        }
        CertificateCode::from_bytes(&bytes)
    }

    fn certificate_hash(&self, code: &CertificateCode) -> String {
        self.sealed("code of a certificate", code.as_str())
    }
}
