//! Her certificates, as she takes them along: once her account is gone, they are all that she has to show.

use crate::access::Oneself;
use crate::error::Error;
use crate::platform::Platform;
use model::certificates::{Certificate, CertificateCode};
use model::directory::Catalogue;
use model::time::Moment;
use serde_json::{Value, json};

/// A certificate of hers with what it is shown with.
pub struct TakenCertificate {
    /// The certificate.
    pub certificate: Certificate,
    /// Its code.
    pub code: CertificateCode,
    /// Whose it was to give, if that is known still.
    pub by: Option<String>,
}

impl TakenCertificate {
    /// The same for programs.
    pub fn json(&self) -> Value {
        let it = &self.certificate;
        json!({
            "kind": it.kind.code(),
            "title": it.title,
            "organization": self.by,
            "from": it.from.iso(),
            "to": it.to.iso(),
            "name": it.name,
            "code": self.code.to_string(),
            "given": it.given_at.rfc3339(),
            "withdrawn": it.withdrawn_at.map(Moment::rfc3339),
        })
    }
}

impl Platform {
    pub(crate) async fn taken_certificates(
        &self,
        right: &Oneself,
        directory: &Catalogue,
    ) -> Result<Vec<TakenCertificate>, Error> {
        let taken = |certificate: Certificate| TakenCertificate {
            code: self.certificate_code(&certificate),
            by: directory.get(certificate.organization).map(|by| by.name.to_string()),
            certificate,
        };
        Ok(self.own_certificates(right).await?.into_iter().map(taken).collect())
    }
}
