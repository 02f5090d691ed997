//! Search: the one normaliser that directory, library and forum share, and a small index for lists held in memory.
//!
//! A text that is stored and a text that is asked go through the same rules, so that they meet however they are spelt.

mod collation;
mod concordance;
mod distance;
mod excerpt;
mod fold;
mod index;
mod query;
mod segments;
mod slug;
mod terms;
mod words;

#[cfg(test)]
mod tests;

pub use collation::sort_key;
pub use concordance::{Concordance, ConcordancePart, first_page, initials};
pub use distance::is_one_slip;
pub use excerpt::{Piece, excerpt};
pub use fold::fold;
pub use index::{Builder, Index};
pub use query::{MAX_CHARACTERS, MAX_TERMS, QueryTerm, query_terms};
pub use segments::{Gather, Segments, Texts};
pub use slug::slug;
pub use terms::index_terms;
