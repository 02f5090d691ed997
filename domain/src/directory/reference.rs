//! Reference data: the taxonomies to start from, kept up to date with the program.

use super::vocabulary::Planned;
use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::directory::{Scheme, Term, TermId, Terms};
use model::search::fold;

/// The terms of `product.md`, with the OECD-DAC purpose codes that exports use.
const TERMS: &str = include_str!("../../data/terms.csv");

impl Platform {
    /// Adds the terms that are missing and corrects those that changed in the program. What an administrator changed stays as
    /// she wants it, and so do the terms of others and an order that somebody made by hand.
    ///
    /// # Errors
    /// `Store`.
    pub async fn keep_reference_terms(&self, right: &Administrator) -> Result<(), Error> {
        let reference = reference_terms()?;
        let plan =
            |kept: &[Term]| Ok(Planned { changed: corrections(&reference, kept), log: None, answer: () });
        self.change_terms(right, plan).await
    }
}

/// The terms that differ from the program's list, as they shall be.
fn corrections(reference: &[Term], kept: &[Term]) -> Vec<Term> {
    let terms = Terms::new(kept.to_vec());
    let is_ours = |term: &Term| !term.edited && reference.iter().any(|it| it.id == term.id);
    // A name that an administrator gave to another term is hers.
    let is_taken = |wanted: &Term| {
        let name = fold(&wanted.french);
        terms.of(wanted.scheme).any(|it| it.id != wanted.id && !is_ours(it) && fold(&it.french) == name)
    };
    let ordered_by_hand = |scheme| kept.iter().any(|term| term.scheme == scheme && term.moved);
    let last = kept.iter().map(|term| term.position).max().unwrap_or_default();
    let correct = |wanted: &Term| {
        let own = kept.iter().find(|it| it.id == wanted.id);
        let position = match own {
            _ if !ordered_by_hand(wanted.scheme) => wanted.position,
            Some(own) => own.position,
            None => last + 1 + wanted.position,
        };
        let corrected = match own {
            Some(own) if own.edited || is_taken(wanted) => Term { position, ..own.clone() },
            Some(own) => Term { position, version: own.version, moved: own.moved, ..placed(&terms, wanted) },
            None if is_taken(wanted) => return None,
            None => Term { position, ..placed(&terms, wanted) },
        };
        match own {
            Some(own) if *own == corrected => None,
            Some(own) => Some(Term { version: own.version + 1, ..corrected }),
            None => Some(corrected),
        }
    };
    reference.iter().filter_map(correct).collect()
}

/// The term below the broadest one that its broader term now is, or now stands below.
fn placed(terms: &Terms, wanted: &Term) -> Term {
    let above = wanted.parent.as_ref().map(|parent| {
        let parent = terms.get(parent).map_or(parent, |it| &it.id);
        terms.root_of(parent).clone()
    });
    let has_narrower = terms.narrower(&wanted.id).next().is_some();
    let parent = above.filter(|above| *above != wanted.id && !has_narrower);
    Term { parent, ..wanted.clone() }
}

fn reference_terms() -> Result<Vec<Term>, Error> {
    (0..)
        .zip(csv::Reader::from_reader(TERMS.as_bytes()).records())
        .map(|(position, record)| {
            let record = record.map_err(|error| Error::Internal(error.into()))?;
            let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
            let filled = |at: usize| Some(cell(at)).filter(|text| !text.is_empty());
            let scheme =
                Scheme::parse(&cell(1)).ok_or_else(|| Error::Internal("scheme in terms.csv".into()))?;
            Ok(Term {
                parent: filled(2).map(TermId),
                icon: cell(3),
                dac_code: filled(4),
                french: cell(5),
                bambara: filled(6),
                english: filled(7),
                ..Term::empty(TermId(cell(0)), scheme, position)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
