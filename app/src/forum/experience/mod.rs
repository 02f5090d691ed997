//! Experiences: told in small steps, read as one sheet, found, and marked as good practices.

mod begin;
mod drafts;
mod figures;
mod list;
mod practice;
mod sheet;
mod step;
mod text;
mod whole;
pub(crate) mod words;

pub use begin::{begin, page as begin_page};
pub use drafts::page as drafts_page;
pub use list::page as list_page;
pub use practice::{act as judge, page as practice_page};
pub use sheet::{Sheet, badge, example_note, of_document, sheet_of};
pub use step::{page as step_page, tell};
pub use text::written;
pub use whole::{act as publish, page as whole_page};
pub use words::question;

use model::id::PostId;

/// The list of all.
pub const PATH: &str = "/forum/experiences";
/// Hers that are being told.
pub const DRAFTS: &str = "/forum/brouillons";

/// The whole of one of her drafts.
pub fn draft_path(id: PostId) -> String {
    format!("{DRAFTS}/{id}")
}
