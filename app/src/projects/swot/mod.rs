//! FFOM: read, collected in a room with a group, corrected, published, and set beside each other over time (docs/decisions/0066).

mod compare;
mod edit;
mod hall;
mod line;
mod list;
mod paper;
mod show;
mod words;

pub use compare::page as compare_page;
pub use edit::{begin, new_page, page as edit_page, save};
pub use hall::{collect, page as hall_page};
pub use line::{correct, page as line_page};
pub use list::page as list_page;
pub use paper::paper;
pub use show::{of_project, page as show_page};
pub use words::{name_of, named, note_of, swot_path};

/// Where FFOM are.
pub const PATH: &str = "/projets/ffom";
