//! Accounts: coming in, signing in and out, one's own account. Nobody needs one to read.

mod address;
pub mod desk;
mod export;
mod factors;
mod join;
mod lock;
mod own;
mod passkeys;
mod phones;
mod receipt;
mod recover;
mod security;
mod settings;
mod sign_in;
pub mod staff;

use crate::door::{Door, door};
use crate::t;
use crate::t::Locale;
use model::accounts::Icon;

/// The accounts' front doors.
pub static DOORS: &[Door] = &[
    door!("/connexion", Visitor, No, sitemap: false, sign_in::page, post: sign_in::sign_in),
    door!("/connexion/code", Visitor, No, sitemap: false, sign_in::code_page, post: sign_in::give_code),
    door!("/connexion/cle", Visitor, No, sitemap: false, sign_in::page, post: sign_in::with_passkey),
    door!("/deconnexion", Visitor, No, sitemap: false, sign_in::leaving, post: sign_in::sign_out),
    door!("/deconnexion/recu", Visitor, No, sitemap: false, receipt::page),
    door!("/rejoindre", Visitor, No, sitemap: true, join::page, post: join::join),
    door!("/rejoindre/demande", Visitor, Kept, sitemap: false, join::request_page, post: join::ask),
    door!("/retrouver", Visitor, No, sitemap: false, recover::page, post: recover::start),
    door!("/retrouver/papier", Visitor, No, sitemap: false, recover::paper_page, post: recover::with_paper),
    door!("/retrouver/{slug}", Visitor, No, sitemap: false, recover::waiting, post: recover::finish),
    door!("/compte", Oneself, No, sitemap: false, own::page),
    door!("/compte/profil", Oneself, No, sitemap: false, own::profile_page, post: own::set_profile),
    door!("/compte/adresse", Oneself, No, sitemap: false, address::page, post: address::act),
    door!("/compte/reglages", Oneself, No, sitemap: false, settings::page, post: settings::keep),
    door!("/compte/telephone", Oneself, No, sitemap: false, phones::page, post: phones::act),
    door!("/compte/blocages", Oneself, No, sitemap: false, own::blocked_page, post: own::block),
    door!("/compte/donnees", Oneself, No, sitemap: false, export::page, post: export::take),
    door!("/compte/verrou", Oneself, No, sitemap: false, lock::page),
    door!("/compte/supprimer", Oneself, No, sitemap: false, own::delete_page, post: own::delete),
    door!("/compte/quitter", Oneself, No, sitemap: false, own::leave_page, post: own::leave),
    door!("/compte/securite", Oneself, No, sitemap: false, security::page, post: security::change_passphrase),
    door!("/compte/securite/arreter", Oneself, No, sitemap: false, recover::stop_page, post: recover::stop),
    door!("/compte/appareils", Oneself, No, sitemap: false, security::devices, post: security::end_sessions),
    door!("/compte/application", Oneself, No, sitemap: false, factors::page, post: factors::confirm),
    door!("/compte/application/retirer", Oneself, No, sitemap: false, factors::remove_page, post: factors::remove),
    door!("/compte/cles", Oneself, No, sitemap: false, passkeys::page),
    door!("/compte/cles/ajouter", Oneself, No, sitemap: false, passkeys::add_page, post: passkeys::offer),
    door!("/compte/cles/nouvelle", Oneself, No, sitemap: false, passkeys::add_page, post: passkeys::add),
    door!("/compte/cles/renommer", Oneself, No, sitemap: false, passkeys::rename_page, post: passkeys::rename),
    door!("/compte/cles/retirer", Oneself, No, sitemap: false, passkeys::remove_page, post: passkeys::remove),
    door!("/compte/papier", Oneself, No, sitemap: false, factors::paper_page, post: factors::new_paper),
    door!("/compte/aider", Member, No, sitemap: false, recover::vouch_page, post: recover::vouch),
];

pub use address::letter as address_letter;
pub use join::ASK;
pub use security::crumbs;

/// The pictogram of a person's icon.
pub const fn icon_of(icon: Icon) -> &'static str {
    match icon {
        Icon::Calabash => "p-calabash",
        Icon::Sun => "p-sun",
        Icon::Moon => "p-moon",
        Icon::Bird => "p-bird",
        Icon::Fish => "p-fish",
        Icon::Leaf => "p-leaf",
        Icon::Boat => "p-boat",
        Icon::Millet => "p-millet",
        Icon::Star => "p-star",
        Icon::Drum => "p-drum",
    }
}

/// Every icon as a choice: value, pictogram, word.
fn icon_choices(locale: Locale) -> Vec<(String, String, String)> {
    let word = |icon: Icon| match icon {
        Icon::Calabash => t::account::icon_calabash(locale),
        Icon::Sun => t::account::icon_sun(locale),
        Icon::Moon => t::account::icon_moon(locale),
        Icon::Bird => t::account::icon_bird(locale),
        Icon::Fish => t::account::icon_fish(locale),
        Icon::Leaf => t::account::icon_leaf(locale),
        Icon::Boat => t::account::icon_boat(locale),
        Icon::Millet => t::account::icon_millet(locale),
        Icon::Star => t::account::icon_star(locale),
        Icon::Drum => t::account::icon_drum(locale),
    };
    Icon::ALL
        .iter()
        .map(|icon| (icon.code().to_owned(), icon_of(*icon).to_owned(), word(*icon).to_owned()))
        .collect()
}

/// The address if it can only lead to this site: a form may not send anybody elsewhere.
///
/// Browsers drop tabs and line ends and read `\` as `/`, so that `/\t/` and `/\` would name another host; and a header of
/// HTTP carries no other letters than an encoded address has.
pub fn local_path(text: &str) -> Option<&str> {
    let stays = text.starts_with('/') && !text.starts_with("//");
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    Some(text).filter(|_| stays && plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_nobody_to_another_site() {
        assert_eq!(local_path("/admin?q=sant%C3%A9"), Some("/admin?q=sant%C3%A9"));
        let elsewhere =
            ["", "admin", "//exemple.ml", "/\\exemple.ml", "/\t/exemple.ml", "https://exemple.ml", "/a\r\nb"];
        for elsewhere in elsewhere {
            assert_eq!(local_path(elsewhere), None, "{elsewhere:?}");
        }
    }
}
