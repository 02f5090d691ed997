//! Names in a text: `@Fanta` means a person, `@GP/DCF` an organisation. What stands after the sign is found here; whom it means is
//! found elsewhere.

/// How many names of one text mean somebody; the others are words like all others.
pub const MOST_MENTIONS: usize = 10;
/// How many words a name may have.
const MOST_WORDS: usize = 4;
/// The longest name, in characters.
const LONGEST: usize = 40;
/// What may stand inside of a name, between its letters.
const INSIDE: [char; 7] = ['-', '/', '\'', '’', '_', '.', '&'];

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<'a> {
    /// Where its sign stands, in bytes.
    pub at: usize,
    /// Its first word, without the sign.
    pub word: &'a str,
    /// What stands in its line from the first word on.
    rest: &'a str,
}

impl<'a> Mention<'a> {
    /// What may be meant, the longest first: names have several words, and nothing says where one ends.
    pub fn names(&self) -> Vec<&'a str> {
        let ends = self.rest.char_indices().filter(|(_, letter)| *letter == ' ').map(|(at, _)| at);
        let ends = ends.chain([self.rest.len()]).take(MOST_WORDS);
        let mut names: Vec<&str> = Vec::new();
        for name in ends.map(|end| &self.rest[..end]).filter(|name| name.chars().count() <= LONGEST) {
            // The mark that ends a sentence may belong to a name too.
            for name in [name.trim_end_matches(|letter: char| !letter.is_alphanumeric()), name] {
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.reverse();
        names
    }
}

/// The first names of a text, in their order. Neither an address (`awa@exemple.ml`) nor what somebody quotes (`> @Fanta`) is one.
pub fn mentions(text: &str) -> impl Iterator<Item = Mention<'_>> {
    let signs = text.match_indices('@').filter_map(|(at, sign)| {
        let (before, after) = (&text[..at], &text[at + sign.len()..]);
        let word = first_word(after);
        let begins =
            before.chars().next_back().is_none_or(|it| !it.is_alphanumeric() && !INSIDE.contains(&it));
        if word.is_empty() || !begins {
            return None;
        }
        let line = before.rsplit('\n').next().unwrap_or_default();
        let rest = after.split('\n').next().unwrap_or_default();
        (!line.trim_start().starts_with('>')).then_some(Mention { at, word, rest })
    });
    signs.take(MOST_MENTIONS)
}

fn first_word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && !INSIDE.contains(&letter));
    text[..end.unwrap_or(text.len())].trim_end_matches(INSIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        mentions(text).map(|it| it.word).collect()
    }

    #[test]
    fn a_name_is_found_wherever_a_word_may_stand() {
        assert_eq!(words("@Fanta, merci. (@Awa) et @GP/DCF. « @Ɲaba »"), ["Fanta", "Awa", "GP/DCF", "Ɲaba"]);
        assert_eq!(words("@rejefpo-mali : bonjour\n@N’Diaye!"), ["rejefpo-mali", "N’Diaye"]);
        assert_eq!(words("**@Fanta**"), ["Fanta"]);
        for none in ["awa@exemple.ml", "@", "@ Fanta", "@@", "a.@b", "> @Fanta dit", "  > @Fanta"] {
            assert!(words(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn a_name_of_several_words_is_tried_before_a_shorter_one() {
        let names = |text| mentions(text).next().map(|it| it.names()).unwrap_or_default();
        assert_eq!(
            names("@Awa Traoré, tu viens ?"),
            ["Awa Traoré, tu viens", "Awa Traoré, tu", "Awa Traoré,", "Awa Traoré", "Awa"]
        );
        assert_eq!(names("@Fanta."), ["Fanta.", "Fanta"]);
        assert_eq!(names("@Awa (Ségou)"), ["Awa (Ségou)", "Awa (Ségou", "Awa"]);
        assert_eq!(names(&format!("@{}", "a".repeat(41))), Vec::<&str>::new());
    }

    #[test]
    fn ten_thousand_names_are_ten() {
        let text = "@a ".repeat(10_000);
        assert_eq!(mentions(&text).count(), MOST_MENTIONS);
        assert_eq!(mentions(&"@".repeat(20_000)).count(), 0);
        assert!(mentions(&text).all(|it| it.names().len() <= 2 * MOST_WORDS));
    }
}
