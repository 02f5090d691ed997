//! Accounts: signing in and out. Nobody needs one to read.

mod sign_in;

use crate::door::{Door, door};

/// The accounts' front doors.
pub const DOORS: &[Door] = &[
    door!("/connexion", Visitor, No, sitemap: false, sign_in::page, post: sign_in::sign_in),
    door!("/deconnexion", Visitor, No, sitemap: false, sign_in::leaving, post: sign_in::sign_out),
];

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
