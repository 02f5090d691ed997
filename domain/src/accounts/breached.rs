//! Passphrases that anybody would try first: known from breaches, made of the site's or her own name, or of one letter.
//!
//! The list is Django's of the most common passwords (BSD licence), those of eight characters and more.

use model::accounts::{DisplayName, PASSPHRASE_MAX, PASSPHRASE_MIN};
use model::failure::Problem;
use model::search::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

static BREACHED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("breached.txt").lines().collect());

/// Words that everybody here knows; with digits around them they protect nothing.
const KNOWN_HERE: [&str; 8] =
    ["musoya", "applic", "musoyaapplic", "bamako", "rejefpo", "motdepasse", "passphrase", "phrasedepasse"];

/// Whether a new passphrase may be hers (NIST SP 800-63B: length and a list, no rules about signs).
///
/// # Errors
/// `Required`, `TooShort`, `TooLong`, `EasyToGuess`.
pub(super) fn acceptable(passphrase: &str, name: &DisplayName) -> Result<(), Problem> {
    let length = passphrase.chars().count();
    if length == 0 {
        return Err(Problem::Required);
    }
    if length < PASSPHRASE_MIN {
        return Err(Problem::TooShort { min: PASSPHRASE_MIN });
    }
    if length > PASSPHRASE_MAX {
        return Err(Problem::TooLong { max: PASSPHRASE_MAX });
    }
    let lower = passphrase.to_lowercase();
    let core: String = fold(&lower).chars().filter(char::is_ascii_alphabetic).collect();
    let own: String = fold(name.as_str()).chars().filter(char::is_ascii_alphabetic).collect();
    let first = lower.chars().next();
    let easy = BREACHED.contains(lower.as_str())
        || lower.chars().all(|letter| Some(letter) == first)
        || KNOWN_HERE.contains(&core.as_str())
        || (!core.is_empty() && core == own)
        || is_a_run(&lower);
    if easy { Err(Problem::EasyToGuess) } else { Ok(()) }
}

/// Whether each sign follows the one before, up or down: `12345678`, `hgfedcba`.
fn is_a_run(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|letter| i64::from(u32::from(letter))).collect();
    [1, -1].iter().any(|step| codes.windows(2).all(|pair| pair[1] - pair[0] == *step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_would_try_first_is_refused() {
        let name = DisplayName::parse("Awa Traoré").unwrap();
        for easy in [
            "password1",
            "PassWord1",
            "aaaaaaaaaa",
            "1234567890",
            "Bamako2026",
            "musoya-applic",
            "awatraore1999",
            "hgfedcba",
        ] {
            assert_eq!(acceptable(easy, &name), Err(Problem::EasyToGuess), "{easy}");
        }
        assert_eq!(acceptable("court", &name), Err(Problem::TooShort { min: 8 }));
        assert_eq!(acceptable(&"é".repeat(257), &name), Err(Problem::TooLong { max: 256 }));
        for good in ["le marché de Médine", "ɲɔ ni kaba dilen", "dudu-mali-kufa"] {
            assert_eq!(acceptable(good, &name), Ok(()), "{good}");
        }
    }
}
