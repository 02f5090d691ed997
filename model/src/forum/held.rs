//! The words of a space that hold a post back until a moderator has read it.

use crate::failure::Problem;
use crate::search::fold;
use std::ops::Range;

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
            // Signs alone would stand in every text.
            let letters = spaced(&word).trim().chars().count();
            match letters {
                0 if word.trim_end_matches('*').is_empty() => {}
                0 | 1 => return Err(Problem::TooShort { min: 2 }),
                _ if word.chars().count() <= LONGEST => {
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
        !self.standing_in(&[text]).is_empty()
    }

    /// Those of them that stand in one of these texts.
    #[must_use]
    pub fn standing_in(&self, texts: &[&str]) -> Self {
        if self.0.is_empty() {
            return Self::default();
        }
        let texts: Vec<String> = texts.iter().map(|it| spaced(it)).collect();
        let stands = |word: &&String| {
            let begins = word.ends_with('*');
            let word = spaced(word);
            let word = if begins { word.trim_end() } else { word.as_str() };
            texts.iter().any(|text| text.contains(word))
        };
        Self(self.0.iter().filter(stands).cloned().collect())
    }

    /// Where they stand in a text: the bytes of each word of it, in order, none of them twice.
    pub fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let written = words_of(text);
        let mut marked = vec![false; written.len()];
        for word in &self.0 {
            let begins = word.ends_with('*');
            let parts: Vec<String> = words_of(word).into_iter().map(|(_, part)| part).collect();
            for (from, window) in written.windows(parts.len().max(1)).enumerate() {
                let fits = |(at, part): (usize, &String)| {
                    let there = &window[at].1;
                    if begins && at + 1 == parts.len() { there.starts_with(part) } else { there == part }
                };
                if !parts.is_empty() && parts.iter().enumerate().all(fits) {
                    marked[from..from + parts.len()].fill(true);
                }
            }
        }
        let places = written.into_iter().zip(marked).filter(|(_, it)| *it);
        places.map(|((place, _), _)| place).collect()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// They, as they were written.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The words of a text as they are compared, each with its bytes in it.
fn words_of(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    let mut open = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let bare = fold(letter.encode_utf8(&mut [0; 4]));
        // A mark of its own, or a letter that is not seen, stands between no words.
        if bare.is_empty() {
            if let Some((place, _)) = words.last_mut().filter(|_| open) {
                place.end = end;
            }
            continue;
        }
        for part in bare.chars() {
            if !part.is_alphanumeric() {
                open = false;
                continue;
            }
            if !open {
                words.push((at..end, String::new()));
                open = true;
            }
            if let Some((place, word)) = words.last_mut() {
                place.end = end;
                word.push(part);
            }
        }
    }
    words
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
    fn a_word_is_shown_where_it_stands_however_it_is_spelt() {
        let words = HeldWords::parse("Prêt facile\narnaq*\nsida").unwrap();
        let places = |text: &str| -> Vec<String> {
            words.places_in(text).into_iter().map(|place| text[place].to_owned()).collect()
        };
        assert_eq!(places("Un PRÊT-FACILE, des arnaqueuses"), ["PRÊT", "FACILE", "arnaqueuses"]);
        assert_eq!(places("pre\u{302}t **facile** et encore sida"), ["pre\u{302}t", "facile", "sida"]);
        assert_eq!(places("l’arnaque d’hier"), ["arnaque"]);
        for text in ["prêt, très facile", "ensida", "", "🔪"] {
            assert!(places(text).is_empty() && !words.stand_in(text), "{text}");
        }
        // A word that is found is also shown.
        for text in ["Œuvre d’arnaqueur", "ﬁn du SI\u{ad}DA", "prêt…facile"] {
            assert_eq!(words.stand_in(text), !places(text).is_empty(), "{text}");
        }
        let found = words.standing_in(&["Le sida", "une arnaque"]);
        assert_eq!(found.iter().collect::<Vec<_>>(), ["arnaq*", "sida"]);
    }

    #[test]
    fn a_list_has_its_limits() {
        assert_eq!(HeldWords::parse("a"), Err(Problem::TooShort { min: 2 }));
        assert_eq!(HeldWords::parse("*"), Ok(HeldWords::default()));
        for signs in ["...", "++*", "🔪🔪", "(.*)+$", "\u{200f}\u{200f}", "(a)"] {
            assert_eq!(HeldWords::parse(signs), Err(Problem::TooShort { min: 2 }), "{signs}");
        }
        assert!(HeldWords::parse(&"x".repeat(61)).is_err());
        let many: Vec<String> = (0..201).map(|number| format!("mot{number}")).collect();
        assert_eq!(HeldWords::parse(&many.join("\n")), Err(Problem::TooManyValues { max: 200 }));
    }
}
