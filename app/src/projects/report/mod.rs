//! Activities: their reports are told in small screens, read as one page, listed, and added up where they are a series.

mod begin;
mod counts;
mod inputs;
mod list;
mod paper;
mod retell;
mod series;
mod show;
mod step;
mod whole;
mod words;

pub use begin::{begin, page as begin_page};
pub use counts::input as counts_input;
pub use list::page as list_page;
pub use paper::paper;
pub use retell::{page as retell_page, retell};
pub use series::{
    address as series_path, cells as activities_rows, page as series_page, table as activities_table,
};
pub use show::page as show_page;
pub use step::{page as step_page, standing as step_standing, tell};
pub use whole::{act, page as whole_page};
pub use words::{
    activity_path, cell_name, group_name, kind_icon, kind_name, label_of as report_label_of, part_icon,
    part_name, people_of, situation_name,
};

/// Where activities are.
pub const PATH: &str = "/projets/activites";
