//! The directory's pages: list, map, matrix, network, one organisation, and what staff do with them.

pub mod admin;
mod answer;
mod card;
mod layout;
mod list;
mod map;
mod matrix;
mod network;
mod printable;
mod send;
mod show;
mod suggest;
mod zoom;

use crate::door::{Door, door};
pub(crate) use card::card;
pub(crate) use suggest::suggestions;

/// The directory's front doors for everybody.
pub static DOORS: &[Door] = &[
    door!("/annuaire", Visitor, Read, sitemap: true, list::page),
    door!("/carte", Visitor, Read, sitemap: true, map::page),
    door!("/annuaire/qui-fait-quoi", Visitor, Read, sitemap: true, matrix::page),
    door!("/annuaire/reseau", Visitor, Read, sitemap: true, network::page),
    door!("/annuaire/{slug}", Visitor, Read, sitemap: false, show::page),
    door!("/annuaire/{slug}/fiche", Visitor, Read, sitemap: false, printable::page),
    door!("/annuaire/{slug}/message", Visitor, Kept, sitemap: false, send::contact_page, post: send::contact),
    door!("/reponse", Visitor, No, sitemap: false, answer::page, post: answer::open),
    door!("/annuaire/{slug}/erreur", Visitor, Kept, sitemap: false, send::error_page, post: send::error),
];
