//! Names that the eye cannot tell apart.

use model::accounts::DisplayName;
use model::search::fold;

/// A name as the eye reads it: letters that look alike are one (Unicode TR39), case and accents of ours do not count.
pub(crate) fn skeleton(name: &DisplayName) -> String {
    let seen: String = unicode_security::skeleton(&name.as_str().to_lowercase()).collect();
    let seen: String = unicode_security::skeleton(&fold(&seen)).collect();
    // After lower case, an i that was a capital looks like an l.
    let alike = |letter: char| if letter == 'i' { 'l' } else { letter };
    seen.chars().filter(|letter| letter.is_alphanumeric()).map(alike).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_have_one_skeleton() {
        let of = |name: &str| skeleton(&DisplayName::parse(name).unwrap());
        // Cyrillic а and о, Greek ο, capitals, accents, blanks, a digit for a letter.
        for other in ["\u{430}wa tra\u{43e}ré", "AWA Traore", "Awa-Traor\u{e9}", "Awa Tra\u{3bf}re"] {
            assert_eq!(of(other), of("Awa Traoré"), "{other}");
        }
        assert_eq!(of("Mariam DiaIlo"), of("Mariam Diallo"));
        assert_ne!(of("Awa Traoré"), of("Awa Diarra"));
        assert_ne!(of("Bana"), of("Ɲana"));
    }
}
