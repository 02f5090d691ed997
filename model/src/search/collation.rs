//! Collation: the order of a French and Bambara dictionary, from a plain comparison of bytes.

use super::fold::{for_each_bare, plain};
use unicode_normalization::UnicodeNormalization;

/// A key whose byte order is the reader's order, the same in Rust, SQLite and PostgreSQL (`collate "C"`).
///
/// Digits before letters, case ignored, é with e, ɛ after e, ɔ after o, ɲ then ŋ after n; punctuation ignored, a space
/// counts and comes first. Texts that are equal so far are ordered by their accents.
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 2 + 1);
    for_each_bare(text, |letter| match letter {
        // `{` and `|` follow `z` in ASCII: a letter of its own comes after every word that begins with the plain one.
        'ɛ' => key.push_str("e{"),
        'ɔ' => key.push_str("o{"),
        'ɲ' => key.push_str("n{"),
        'ŋ' => key.push_str("n|"),
        space if space.is_whitespace() && !key.is_empty() && !key.ends_with(' ') => key.push(' '),
        letter if letter.is_alphanumeric() => match plain(letter) {
            Some(spelling) => key.push_str(spelling),
            None => key.push(letter),
        },
        _ => {}
    });
    key.truncate(key.trim_end().len());
    // A tab sorts before the space, so that a name comes before the longer names that begin with it.
    key.push('\t');
    key.extend(text.trim().nfc().flat_map(char::to_lowercase).filter(|character| !character.is_control()));
    key
}
