//! Reference data: the taxonomies to start from, kept up to date with the program.

use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::directory::{Scheme, Term, TermId};

/// The terms of `product.md`, with the OECD-DAC purpose codes that exports use.
const TERMS: &str = include_str!("../../data/terms.csv");

impl Platform {
    /// Adds the terms that are missing and corrects those that changed; those of others stay.
    ///
    /// # Errors
    /// `Store`.
    pub async fn keep_reference_terms(&self, right: &Administrator) -> Result<(), Error> {
        let terms = reference_terms()?;
        let kept = self.stores.directory.terms().await?;
        if !terms.iter().all(|term| kept.contains(term)) {
            self.stores.directory.put_terms(right, &terms).await?;
            self.catalogue.doubt();
        }
        Ok(())
    }
}

fn reference_terms() -> Result<Vec<Term>, Error> {
    csv::Reader::from_reader(TERMS.as_bytes())
        .records()
        .map(|record| {
            let record = record.map_err(|error| Error::Internal(error.into()))?;
            let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
            let filled = |at: usize| Some(cell(at)).filter(|text| !text.is_empty());
            Ok(Term {
                id: TermId(cell(0)),
                scheme: Scheme::parse(&cell(1))
                    .ok_or_else(|| Error::Internal("scheme in terms.csv".into()))?,
                parent: filled(2).map(TermId),
                icon: cell(3),
                dac_code: filled(4),
                french: cell(5),
                bambara: filled(6),
                english: filled(7),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::directory::Terms;

    #[test]
    fn every_domain_has_a_label_an_icon_and_a_dac_code() {
        let terms = Terms::new(reference_terms().unwrap());
        assert!(terms.roots(Scheme::Domain).count() >= 14);
        for term in terms.of(Scheme::Domain) {
            assert!(!term.french.is_empty() && term.icon.starts_with("d-"), "{:?}", term.id);
            assert!(
                terms.get(terms.root_of(&term.id)).is_some_and(|root| root.dac_code.is_some()),
                "{:?}",
                term.id
            );
        }
    }
}
