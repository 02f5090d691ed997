//! The directory's words: organisations, the terms that describe them, filters, and the catalogue that answers.

mod catalogue;
pub mod cell;
mod draft;
mod facets;
mod filter;
mod import;
mod kept;
mod matrix;
mod organization;
mod term;
mod term_draft;

pub use catalogue::{Answer, Catalogue};
pub(crate) use draft::place;
pub use draft::{Draft, DraftContext, MAX_VALUES};
pub use facets::Facets;
pub use filter::{Filter, Sort};
pub use import::{Column, ImportLine, ImportOutcome, ImportPreview, ImportRecord, Refusal};
pub use kept::{Difference, Kept};
pub use matrix::{Matrix, MatrixRow};
pub use organization::{
    Acronym, DocumentLink, LegalStatus, Mission, Name, Organization, OrganizationKind, Phone, Service,
    ServiceDescription, Source, State, Title,
};
pub use term::{DomainIcon, Scheme, Term, TermId, Terms};
pub use term_draft::{TermDraft, field as term_field};
