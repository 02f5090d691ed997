//! Who does what where, by what was reported: domains in regions, the cells where nobody reported anything, and those where projects stand or
//! the directory's organisations say that they work all the same.

use super::sums::{Cells, Sums};
use crate::directory::{Catalogue, Matrix, TermId};
use crate::place::Region;

/// A cell: a domain in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// So many activities were reported.
    Reported(usize),
    /// None was, but so many projects stand there.
    Projects(usize),
    /// Neither is there, but so many organisations say that they work on it there.
    Said(usize),
    /// Nobody does.
    Nobody,
}

/// The cells of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapRow {
    /// One of the broadest domains.
    pub domain: TermId,
    /// Its cells in the order of the regions.
    pub cells: Vec<Gap>,
}

/// All of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// The columns, in the order of the region codes.
    pub regions: Vec<Region>,
    /// The rows, in the order of the taxonomy.
    pub rows: Vec<GapRow>,
}

impl Gaps {
    /// What was reported beside the projects and what the directory says.
    pub fn of(sums: &Sums, projects: &Cells, catalogue: &Catalogue) -> Self {
        let Matrix { regions, rows } = Matrix::of(catalogue);
        let rows = rows.into_iter().map(|row| {
            let cells = regions.iter().zip(row.counts).map(|(region, said)| {
                let cell = (*region, row.domain.clone());
                match (sums.cells.get(&cell), projects.get(&cell), said) {
                    (Some(count), ..) => Gap::Reported(*count),
                    (None, Some(count), _) => Gap::Projects(*count),
                    (None, None, 0) => Gap::Nobody,
                    (None, None, said) => Gap::Said(usize::try_from(said).unwrap_or(usize::MAX)),
                }
            });
            GapRow { cells: cells.collect(), domain: row.domain }
        });
        let rows = rows.collect();
        Self { regions, rows }
    }

    /// The cells with their domains and regions.
    pub fn cells(&self) -> impl Iterator<Item = (&TermId, Region, Gap)> {
        self.rows.iter().flat_map(|row| {
            self.regions.iter().zip(&row.cells).map(|(region, cell)| (&row.domain, *region, *cell))
        })
    }

    /// In how many cells nobody works, in how many somebody says so and nothing was reported, and in how many projects stand without a report.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |takes: fn(Gap) -> bool| self.cells().filter(|(.., cell)| takes(*cell)).count();
        (
            count(|it| it == Gap::Nobody),
            count(|it| matches!(it, Gap::Said(_))),
            count(|it| matches!(it, Gap::Projects(_))),
        )
    }
}
