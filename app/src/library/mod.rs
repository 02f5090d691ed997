//! The library's pages: list, document, its pages to leaf through, my shelf, and what is entered and published.

pub(crate) mod card;
mod collecting;
mod collections;
mod desk;
mod keeping;
mod list;
mod media;
mod pages;
mod publish;
mod sending;
mod sheet;
mod shelf;
mod show;
mod state;
mod words;

use crate::door::{Door, door};
pub use collections::{MAX_PACKAGE_BYTES, contents};
pub use desk::way_of_staff;
pub use keeping::keeping_pages;
pub use media::{embedded, figure, heard};
pub use state::{OnItsWay, section as way_section};
pub use words::{
    audience_choice, file_address, kind_icon as document_icon, kind_name, length, licence_icon, licence_name,
    licence_words, state_words, weight,
};

/// The most bytes of a form with a file of a document; the file goes to the disk, not into memory.
pub const FILE_FORM_BYTES: usize = 512 * 1024 * 1024 + 64 * 1024;

/// The library's front doors.
pub static DOORS: &[Door] = &[
    door!("/bibliotheque", Visitor, Read, sitemap: true, list::page),
    door!("/bibliotheque/publier", Member, No, sitemap: false, publish::choose),
    door!("/bibliotheque/dossiers", Visitor, Read, sitemap: true, collections::list),
    door!("/bibliotheque/dossiers/{slug}", Visitor, Read, sitemap: false, collections::page),
    door!("/bibliotheque/dossiers/{slug}/modifier", Librarian, No, sitemap: false, collecting::sheet, post: collecting::save),
    door!("/bibliotheque/{slug}", Visitor, Read, sitemap: false, show::page),
    door!("/bibliotheque/{slug}/garder", Oneself, No, sitemap: false, show::keep_page, post: show::keep),
    door!("/bibliotheque/{slug}/pages", Visitor, Read, sitemap: false, pages::page),
    door!("/bibliotheque/{slug}/modifier", Editor, No, sitemap: false, sheet::page, post: sheet::save),
    door!("/bibliotheque/{slug}/fichier", Editor, No, sitemap: false, sheet::page, post: sending::send, bytes: FILE_FORM_BYTES),
    door!("/admin/documents", Moderator, No, sitemap: false, desk::proposals),
    door!("/compte/etagere", Oneself, Read, sitemap: false, shelf::page),
    door!("/compte/organisations/{slug}/documents", Contributor, No, sitemap: false, desk::page),
    door!("/compte/organisations/{slug}/documents/nouveau", Contributor, No, sitemap: false, publish::page, post: publish::enter),
    door!("/compte/organisations/{slug}/dossiers/nouveau", Librarian, No, sitemap: false, collecting::page, post: collecting::begin),
];
