//! Attesting that somebody finished a path: hers who has an account by it, a visitor's by what her address carries.

use super::learn::Finished;
use crate::access::{Caller, Oneself};
use crate::certificates::{Earned, Holder};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::Words;
use model::certificates::{Certificate, CertificateKind, CertificateTitle};
use model::fields::Fields;
use model::id::EarnedId;

/// The letters of a seal, four bits each, of which the words are made that stand for a visitor's address: 64 bits.
const LETTERS: usize = 16;

/// Whose it is.
enum Hers {
    Account(Oneself),
    Address(Words),
}

impl Hers {
    const fn holder(&self) -> Holder<'_> {
        match self {
            Self::Account(right) => Holder::Person(right),
            Self::Address(words) => Holder::Words(words),
        }
    }
}

impl Platform {
    /// That the caller finished a path, with the certificate that she was given for it.
    ///
    /// # Errors
    /// `NotFound`, also for whoever has not finished it.
    pub async fn certificate_of_path(
        &self,
        caller: &Caller,
        slug: &str,
        fields: &Fields,
    ) -> Result<(Finished, Option<Certificate>), Error> {
        let finished = self.finished_path(caller, slug, fields).await?;
        let hers = self.hers(caller, &finished);
        let subject = EarnedId::new(finished.path.id.uuid());
        let given = self.certificate_of(CertificateKind::Training, subject, hers.holder()).await?;
        Ok((finished, given))
    }

    /// Her certificate for a path that she finished, by the name in the form; whoever asks again gets the same one.
    ///
    /// # Errors
    /// As `certificate_of_path`, and as `certify`.
    pub async fn certify_path(
        &self,
        caller: &Caller,
        slug: &str,
        fields: &Fields,
    ) -> Result<Certificate, Error> {
        let finished = self.finished_path(caller, slug, fields).await?;
        let path = &finished.path;
        let title = CertificateTitle::parse(path.content.title.as_str());
        let earned = Earned {
            kind: CertificateKind::Training,
            subject: EarnedId::new(path.id.uuid()),
            title: title.map_err(|problem| Error::field(model::training::path_field::TITLE, problem))?,
            organization: path.organization,
            from: finished.on,
            to: finished.on,
        };
        self.certify(&earned, self.hers(caller, &finished).holder(), fields).await
    }

    /// She takes it back, and may ask for another with another name.
    ///
    /// # Errors
    /// As `certificate_of_path`.
    pub async fn withdraw_certificate_of_path(
        &self,
        caller: &Caller,
        slug: &str,
        fields: &Fields,
    ) -> Result<(), Error> {
        let finished = self.finished_path(caller, slug, fields).await?;
        match self.hers(caller, &finished) {
            Hers::Account(right) => self.withdraw_own_certificate(&right, fields).await,
            Hers::Address(words) if self.withdraw_certificate_of_words(&words).await? => Ok(()),
            Hers::Address(_) => Err(Error::NotFound),
        }
    }

    /// A visitor has no words of her own, and others passed the same on the same day: those that stand for her address alone are told to nobody, and are the same each time.
    fn hers(&self, caller: &Caller, finished: &Finished) -> Hers {
        if let Ok(right) = caller.oneself() {
            return Hers::Account(right);
        }
        let carried = format!("{} {}", finished.path.id, finished.mark);
        let seal = self.sealed("certificate of a path", &carried);
        Hers::Address(Words::from_bytes(&seal.as_bytes()[..LETTERS.min(seal.len())]))
    }
}
