//! Where the organisations of the network stand in its drawing: each once, a PAR left of its members, who belongs to
//! several near the last of them.

use model::directory::{Catalogue, Organization};
use model::id::OrganizationId;
use std::collections::{HashMap, HashSet};

/// The most columns that a phone shows side by side.
pub(super) const COLUMNS: usize = 3;

/// The places of all organisations that have members or a PAR.
pub(super) struct Layout<'a> {
    /// Each organisation once, from top to bottom.
    pub nodes: Vec<Node<'a>>,
    /// The height of the drawing in rows.
    pub rows: f64,
    /// From a PAR to a member, as positions in `nodes`.
    pub links: Vec<(usize, usize)>,
}

/// One organisation in the drawing.
pub(super) struct Node<'a> {
    /// The organisation.
    pub organization: &'a Organization,
    /// Its column, from the left.
    pub column: usize,
    /// The row of its middle.
    pub row: f64,
}

impl<'a> Layout<'a> {
    /// Lays out whoever is a member or has members, among the published.
    pub(super) fn of(catalogue: &'a Catalogue) -> Self {
        let linked = |it: &&Organization| {
            catalogue.members(it.id).next().is_some() || catalogue.parents(it).next().is_some()
        };
        let all: Vec<&Organization> = catalogue.published().filter(linked).collect();
        let mut drawing = Drawing::new(catalogue, columns(catalogue, &all));
        let mut waiting: Vec<&Organization> =
            all.iter().copied().filter(|it| catalogue.parents(it).next().is_none()).collect();
        // Whoever shares a member with the one before comes next: their links stay short.
        while !waiting.is_empty() {
            let last = drawing.last_root;
            let shares = |it: &&Organization| last.is_some_and(|last| shares_a_member(catalogue, last, it));
            let next = waiting.iter().position(shares).unwrap_or(0);
            let root = waiting.remove(next);
            drawing.place(root);
            drawing.last_root = Some(root);
        }
        // A circle of organisations that are members of each other has no beginning.
        for it in &all {
            drawing.place(it);
        }
        drawing.finish(&all)
    }
}

/// The column of each: one more than that of the PAR furthest left that it belongs to, so that no line passes behind
/// a column.
fn columns(catalogue: &Catalogue, all: &[&Organization]) -> HashMap<OrganizationId, usize> {
    let is_root = |it: &&&Organization| catalogue.parents(it).next().is_none();
    let mut columns: HashMap<OrganizationId, usize> =
        all.iter().filter(is_root).map(|it| (it.id, 0)).collect();
    for column in 1..COLUMNS {
        let belongs = |it: &&&Organization| {
            catalogue.parents(it).any(|parent| columns.get(&parent.id) == Some(&(column - 1)))
        };
        let next: Vec<_> =
            all.iter().filter(|it| !columns.contains_key(&it.id)).filter(belongs).map(|it| it.id).collect();
        columns.extend(next.into_iter().map(|id| (id, column)));
    }
    columns
}

fn shares_a_member(catalogue: &Catalogue, one: &Organization, other: &Organization) -> bool {
    catalogue.members(one.id).any(|member| member.parents.contains(&other.id))
}

struct Drawing<'a> {
    catalogue: &'a Catalogue,
    columns: HashMap<OrganizationId, usize>,
    nodes: Vec<Node<'a>>,
    seen: HashSet<OrganizationId>,
    /// The first free row of each column.
    free: [f64; COLUMNS],
    last_root: Option<&'a Organization>,
}

impl<'a> Drawing<'a> {
    fn new(catalogue: &'a Catalogue, columns: HashMap<OrganizationId, usize>) -> Self {
        Self {
            catalogue,
            columns,
            nodes: Vec::new(),
            seen: HashSet::new(),
            free: [0.0; COLUMNS],
            last_root: None,
        }
    }

    /// Places an organisation beside the middle of its members; answers its row, or nothing if it has one already.
    fn place(&mut self, it: &'a Organization) -> Option<f64> {
        if !self.seen.insert(it.id) {
            return None;
        }
        let column = self.column(it);
        let mut members: Vec<&Organization> = self.catalogue.members(it.id).collect();
        // Who belongs to somebody else as well stands last, nearer to the next.
        members.sort_by_key(|member| self.catalogue.parents(member).count() > 1);
        let mut rows = Vec::new();
        for member in members {
            let row = self.place(member);
            rows.extend(row.filter(|_| self.column(member) > column));
        }
        let middle = match (rows.first(), rows.last()) {
            (Some(first), Some(last)) => f64::midpoint(*first, *last),
            _ => self.free[column],
        };
        let row = middle.max(self.free[column]);
        self.free[column] = row + 1.0;
        // Members further right do not climb above the PAR of the next.
        for free in &mut self.free[column + 1..] {
            *free = free.max(row - 0.5);
        }
        self.nodes.push(Node { organization: it, column, row });
        Some(row)
    }

    /// Who stands deeper than there are columns, or in a circle that has no beginning, stands in the last one.
    fn column(&self, it: &Organization) -> usize {
        self.columns.get(&it.id).copied().unwrap_or(COLUMNS - 1)
    }

    fn finish(self, all: &[&Organization]) -> Layout<'a> {
        let at: HashMap<OrganizationId, usize> =
            self.nodes.iter().enumerate().map(|(at, node)| (node.organization.id, at)).collect();
        let mut links = Vec::new();
        for it in all {
            for member in self.catalogue.members(it.id) {
                links.extend(at.get(&it.id).zip(at.get(&member.id)).map(|(from, to)| (*from, *to)));
            }
        }
        Layout { nodes: self.nodes, rows: self.free.into_iter().fold(0.0, f64::max), links }
    }
}
