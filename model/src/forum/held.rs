//! The words of a space that hold a post back until a moderator has read it.

use crate::failure::Problem;
use crate::search::fold;

/// The most words of one space.
const MOST: usize = 200;
/// The most characters of one.
const LONGEST: usize = 60;

/// A list of words or of several words together; one that ends with `*` stands for all that begin so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldWords(Vec<String>);

impl HeldWords {
    /// Reads one from each line.
    ///
    /// # Errors
    /// `TooManyValues`, `TooShort` for one letter alone, `TooLong`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut words: Vec<String> = Vec::new();
        for line in text.lines() {
            let word = line.split_whitespace().collect::<Vec<_>>().join(" ");
            let letters = word.trim_end_matches('*').chars().count();
            match letters {
                0 => {}
                1 => return Err(Problem::TooShort { min: 2 }),
                2..=LONGEST => {
                    if !words.contains(&word) {
                        words.push(word);
                    }
                }
                _ => return Err(Problem::TooLong { max: LONGEST }),
            }
        }
        if words.len() > MOST { Err(Problem::TooManyValues { max: MOST }) } else { Ok(Self(words)) }
    }

    /// One on each line, as they were written.
    pub fn text(&self) -> String {
        self.0.join("\n")
    }

    /// Whether one of them stands in a text, however it is spelt: case, accents and what stands between words do not count.
    pub fn stand_in(&self, text: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let text = spaced(text);
        self.0.iter().any(|word| {
            let begins = word.ends_with('*');
            let word = spaced(word);
            let word = if begins { word.trim_end() } else { word.as_str() };
            text.contains(word)
        })
    }
}

/// A text as words with one blank before and after each.
fn spaced(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut spaced = String::with_capacity(folded.len() + 2);
    spaced.push(' ');
    for word in words {
        spaced.push_str(word);
        spaced.push(' ');
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_however_it_is_spelt_and_not_inside_of_another() {
        let words = HeldWords::parse("Prêt facile\n arnaq* \n\nsida").unwrap();
        for text in ["Un PRÊT-FACILE pour vous", "pret\nfacile !", "des arnaqueuses", "Arnaque.", "le SIDA,"]
        {
            assert!(words.stand_in(text), "{text}");
        }
        for text in ["prêt, très facile", "ensida", "sidaction", ""] {
            assert!(!words.stand_in(text), "{text}");
        }
        assert!(!HeldWords::default().stand_in("arnaque"));
        assert_eq!(words.text(), "Prêt facile\narnaq*\nsida");
    }

    #[test]
    fn a_list_has_its_limits() {
        assert_eq!(HeldWords::parse("a"), Err(Problem::TooShort { min: 2 }));
        assert_eq!(HeldWords::parse("*"), Ok(HeldWords::default()));
        assert!(HeldWords::parse(&"x".repeat(61)).is_err());
        let many: Vec<String> = (0..201).map(|number| format!("mot{number}")).collect();
        assert_eq!(HeldWords::parse(&many.join("\n")), Err(Problem::TooManyValues { max: 200 }));
    }
}
