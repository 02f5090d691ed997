//! The library's words: documents, their files, filters, and the shelves that answer.

mod collection;
mod document;
mod draft;
mod facets;
mod filter;
mod kinds;
mod name;
mod reader;
mod shelves;
mod stored;

pub use collection::{Collect, Collection, CollectionDraft, MAX_COLLECTED};
pub use document::{
    Audience, Author, Content, Document, DocumentKind, DocumentState, DocumentTitle, Issued, Licence, Remark,
    Summary, Written,
};
pub use draft::{DocumentDraft, DocumentDraftContext, field as document_field};
pub use facets::DocumentFacets;
pub use filter::{DocumentFilter, DocumentSort, Format};
pub use kinds::{Family, FileKind, Pixels};
pub use name::{download_name, extension};
pub use reader::Reader;
pub use shelves::{DocumentAnswer, Shelves, words};
pub use stored::{AudioSummary, Part, Progress, Role, Shown, StoredFile, StoredVariant};
