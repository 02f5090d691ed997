//! Who does what where: the number of organisations for each domain in each region, gaps included.

use super::catalogue::Catalogue;
use super::term::{Scheme, TermId};
use crate::place::Region;

/// The matrix domain × region (*qui fait quoi*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// The columns, in the order of the region codes.
    pub regions: Vec<Region>,
    /// One row for each broadest domain.
    pub rows: Vec<MatrixRow>,
}

/// One domain's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// The domain.
    pub domain: TermId,
    /// The number of published organisations in each region, in the order of `Matrix::regions`.
    pub counts: Vec<u32>,
}

impl Matrix {
    /// Counts the published organisations of the catalogue; an organisation counts once in a cell.
    pub fn of(catalogue: &Catalogue) -> Self {
        let regions: Vec<Region> = Region::all().collect();
        let terms = catalogue.terms();
        let rows = terms
            .roots(Scheme::Domain)
            .map(|domain| {
                let mut counts = vec![0; regions.len()];
                for organization in catalogue.published() {
                    if organization.terms.iter().any(|term| terms.is_within(term, &domain.id)) {
                        for (index, region) in regions.iter().enumerate() {
                            counts[index] +=
                                u32::from(organization.coverage.iter().any(|place| place.region == *region));
                        }
                    }
                }
                (domain, MatrixRow { domain: domain.id.clone(), counts })
            })
            // What is offered no more is shown while somebody works on it.
            .filter(|(domain, row)| terms.is_offered(domain) || row.counts.iter().any(|count| *count > 0))
            .map(|(_, row)| row)
            .collect();
        Self { regions, rows }
    }

    /// How many cells are empty (*zones blanches*).
    pub fn gaps(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.counts).filter(|count| **count == 0).count()
    }
}
