//! The home page, the pages that serve all others, and what they share.

mod compose;
pub mod errors;
mod exit;
mod install;
mod install_picture;
pub mod manifest;
mod newest;
mod offline;
pub mod outbox;
mod settings;
pub mod share;
mod start;
mod style;

pub use exit::NEUTRAL_SITE;
pub use offline::PAGES_KEPT;

use crate::door::{Door, door};
use crate::t;
use crate::t::Locale;
use crate::ui::SearchBox;
use leptos::prelude::*;

/// The doors of the home page and of the pages that serve all others.
pub static DOORS: &[Door] = &[
    door!("/", Visitor, Read, sitemap: true, start::page),
    door!("/quitter", Visitor, No, sitemap: false, exit::leaving),
    door!("/sortie-rapide", Visitor, Read, sitemap: true, exit::explanation),
    door!("/installer", Visitor, Read, sitemap: true, install::page),
    door!("/installer/discrete", Visitor, No, sitemap: false, install::discreet),
    door!("/sans-reseau", Visitor, Read, sitemap: true, offline::page),
    door!("/envois", Visitor, No, sitemap: false, outbox::page),
    door!("/hors-ligne", Visitor, No, sitemap: false, offline::missing),
    door!("/partager", Visitor, No, sitemap: false, share::page),
    door!("/reglages", Visitor, No, sitemap: false, settings::page, post: settings::save),
    door!("/style", Visitor, No, sitemap: false, style::page),
];

/// The search box of the directory.
pub fn search_box(locale: Locale) -> AnyView {
    SearchBox {
        action: "/annuaire".to_owned(),
        label: t::home::search_label(locale),
        placeholder: t::home::search_placeholder(locale),
        ..SearchBox::default()
    }
    .draw(locale)
}
