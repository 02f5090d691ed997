//! Giving a certificate: to whoever asks for hers, or to somebody whom the organisation names.

use super::Platform;
use crate::access::{Host, Oneself};
use crate::error::Error;
use model::accounts::Words;
use model::audit::{Deed, Subject};
use model::certificates::{
    Certificate, CertificateKind, CertificateName, CertificateTitle, certificate_field as field,
};
use model::fields::Fields;
use model::id::{CertificateId, EarnedId, OrganizationId, PersonId};
use model::time::Day;

/// What somebody earned a certificate with. Who makes one made sure that she did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    /// A meeting or a training.
    pub(crate) kind: CertificateKind,
    /// Which one.
    pub(crate) subject: EarnedId,
    /// What it is called now.
    pub(crate) title: CertificateTitle,
    /// Whose it is.
    pub(crate) organization: OrganizationId,
    /// From which day.
    pub(crate) from: Day,
    /// To which day.
    pub(crate) to: Day,
}

/// Whose a certificate is.
#[derive(Clone, Copy, Debug)]
pub enum Holder<'a> {
    /// Hers who signed in.
    Person(&'a Oneself),
    /// Hers who has these words.
    Words(&'a Words),
    /// Hers whom the organisation names; who of it did.
    Named(&'a Host, Option<PersonId>),
}

impl Platform {
    /// Gives a certificate by the name in the form. One claim is one certificate, however often its form comes.
    ///
    /// # Errors
    /// `Invalid` on the name; `NotAllowed` if the organisation withdrew it, or names somebody for what is not its own.
    pub async fn certify(
        &self,
        earned: &Earned,
        holder: Holder<'_>,
        fields: &Fields,
    ) -> Result<Certificate, Error> {
        let name = CertificateName::parse(fields.get(field::NAME))
            .map_err(|problem| Error::field(field::NAME, problem))?;
        let now = self.clock.now();
        let id = CertificateId::new(self.chance.uuid(now));
        let claim = self.claim_of(earned.kind, earned.subject, holder);
        let (person, log) = match holder {
            Holder::Person(right) => (Some(right.person()), None),
            Holder::Words(_) => (None, None),
            Holder::Named(right, _) if right.organization() != earned.organization => {
                return Err(Error::NotAllowed);
            }
            Holder::Named(_, by) => {
                (None, Some(self.entry(by, Deed::CertificateGiven, Subject::Certificate(id))))
            }
        };
        let certificate = Certificate {
            id,
            kind: earned.kind,
            subject: earned.subject,
            title: earned.title.clone(),
            organization: earned.organization,
            from: earned.from,
            to: earned.to,
            name: Some(name),
            named: claim.is_none(),
            person,
            given_at: now,
            withdrawn_at: None,
        };
        let hash = self.certificate_hash(&self.code_of_certificate(id));
        let store = &self.stores.certificates;
        let given = store.give_certificate(&certificate, claim.as_deref(), &hash, log.as_ref()).await?;
        if given.withdrawn_at.is_some() { Err(Error::NotAllowed) } else { Ok(given) }
    }

    /// What somebody was given for this, withdrawn or not.
    ///
    /// # Errors
    /// `Store`.
    pub async fn certificate_of(
        &self,
        kind: CertificateKind,
        subject: EarnedId,
        holder: Holder<'_>,
    ) -> Result<Option<Certificate>, Error> {
        match self.claim_of(kind, subject, holder) {
            Some(claim) => Ok(self.stores.certificates.certificate_by_claim(&claim).await?),
            None => Ok(None),
        }
    }

    /// The certificate of whoever has these words, whatever it is about: they outlive what they were told for.
    ///
    /// # Errors
    /// `Store`.
    pub async fn certificate_by_words(&self, words: &Words) -> Result<Option<Certificate>, Error> {
        Ok(self.stores.certificates.certificate_by_claim(&self.words_claim(words)).await?)
    }

    /// What a claim is kept as. Words were told for one thing alone, so they say which.
    fn claim_of(&self, kind: CertificateKind, subject: EarnedId, holder: Holder<'_>) -> Option<String> {
        match holder {
            Holder::Person(right) => {
                let claim = format!("{} {subject} {}", kind.code(), right.person());
                Some(self.sealed("claim of a person", &claim))
            }
            Holder::Words(words) => Some(self.words_claim(words)),
            Holder::Named(..) => None,
        }
    }

    pub(super) fn words_claim(&self, words: &Words) -> String {
        self.sealed("claim of words", words.as_str())
    }
}
