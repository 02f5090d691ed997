//! Excerpts: the part of a text where the words of a query stand, with these marked.

use super::fold::fold;
use super::query::QueryTerm;
use super::terms::forms;
use super::words::{Word, clean, words};

/// How much of the text before the first word that was found is shown, in characters.
const BEFORE: usize = 50;

/// A piece of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is a word that was looked for.
    pub found: bool,
}

/// About `most` characters of a text around the first word of the query that stands in it, whole words, the words found
/// marked; dots where something was left out. Empty if none of the words stands there.
pub fn excerpt(text: &str, query: &[QueryTerm], most: usize) -> Vec<Piece> {
    let clean = clean(text);
    let all = words(&clean);
    let wanted = Wanted::new(query);
    let Some(first) = all.iter().position(|word| wanted.has(word)) else { return Vec::new() };
    let begin = start(&clean, &all, first);
    let end = end(&clean, &all, first, begin, most);
    let mut pieces = Vec::new();
    let mut at = begin;
    let dots = if begin > 0 { "… " } else { "" };
    let mut plain = dots.to_owned();
    for word in all[first..].iter().take_while(|word| word.span.end <= end) {
        if word.span.start >= at && wanted.has(word) {
            plain.push_str(&clean[at..word.span.start]);
            if !plain.is_empty() {
                pieces.push(Piece { text: std::mem::take(&mut plain), found: false });
            }
            pieces.push(Piece { text: clean[word.span.clone()].to_owned(), found: true });
            at = word.span.end;
        }
    }
    plain.push_str(&clean[at..end]);
    if end < clean.trim_end().len() {
        plain.push_str(" …");
    }
    if !plain.is_empty() {
        pieces.push(Piece { text: plain, found: false });
    }
    pieces
}

/// What is looked for in a text.
struct Wanted<'a> {
    query: &'a [QueryTerm],
    /// The letters that its forms begin with.
    initials: Vec<char>,
}

impl<'a> Wanted<'a> {
    fn new(query: &'a [QueryTerm]) -> Self {
        let forms = query.iter().flat_map(|term| &term.alternatives);
        Self { query, initials: forms.filter_map(|form| form.chars().next()).collect() }
    }

    /// Whether a word of a text is one of those that were looked for.
    fn has(&self, word: &Word<'_>) -> bool {
        // Most words begin with another letter than any that is looked for, and need not be brought into their forms.
        if !self.may_begin(&word.text) && word.compact.is_none() {
            return false;
        }
        let forms = forms(word);
        self.query.iter().any(|term| {
            let same = |form: &String| term.alternatives.contains(form);
            let whole = forms.first().zip(term.alternatives.first());
            let begins = || whole.is_some_and(|(whole, begin)| whole.starts_with(begin.as_str()));
            forms.iter().any(same) || (term.prefix && begins())
        })
    }

    fn may_begin(&self, word: &str) -> bool {
        let Some(initial) = word.chars().next() else { return false };
        if initial.is_ascii() {
            return self.initials.contains(&initial.to_ascii_lowercase());
        }
        let folded = fold(initial.encode_utf8(&mut [0; 4]));
        folded.chars().next().is_some_and(|initial| self.initials.contains(&initial))
    }
}

/// Where the excerpt begins: with a sentence if one begins near, else with a word.
fn start(clean: &str, all: &[Word<'_>], first: usize) -> usize {
    let target = all[first].span.start;
    let mut begin = target;
    for word in all[..first].iter().rev() {
        if clean[word.span.start..target].chars().count() > BEFORE {
            return begin;
        }
        let gap = &clean[word.span.end..begin];
        if gap.contains(['.', '!', '?', '\n']) {
            return begin;
        }
        begin = word.span.start;
    }
    0
}

/// Where the excerpt ends: with a word.
fn end(clean: &str, all: &[Word<'_>], first: usize, begin: usize, most: usize) -> usize {
    let mut end = all[first].span.end;
    let mut length = clean[begin..end].chars().count();
    for word in &all[first + 1..] {
        length += clean[end..word.span.end].chars().count();
        if length > most {
            return end;
        }
        end = word.span.end;
    }
    clean.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::super::query_terms;
    use super::*;

    fn shown(text: &str, query: &str, most: usize) -> String {
        let mark = |piece: Piece| if piece.found { format!("[{}]", piece.text) } else { piece.text };
        excerpt(text, &query_terms(query), most).into_iter().map(mark).collect()
    }

    #[test]
    fn the_words_are_marked_as_they_are_written() {
        let text = "Les violences faites aux femmes. L’égalité se vit.";
        assert_eq!(
            shown(text, "violence femme ", 200),
            "Les [violences] faites aux [femmes]. L'égalité se vit."
        );
        assert_eq!(shown(text, "egalite ", 200), "… [égalité] se vit.");
        assert_eq!(shown(text, "éga", 200), "… [égalité] se vit.");
    }

    #[test]
    fn a_long_page_is_cut_around_the_word() {
        let text = format!("{} plaidoyer {}", "avant ".repeat(60), "après ".repeat(60));
        let excerpt = shown(&text, "plaidoyers ", 90);
        assert!(excerpt.starts_with("… avant") && excerpt.ends_with("après …"), "{excerpt}");
        assert!(excerpt.contains("[plaidoyer]") && excerpt.chars().count() < 110, "{excerpt}");
    }

    #[test]
    fn where_the_word_is_not_nothing_is_shown() {
        assert_eq!(shown("Rien de cela.", "plaidoyer ", 90), "");
        assert_eq!(shown("", "plaidoyer ", 90), "");
        assert_eq!(shown("Une page.", "", 90), "");
    }

    #[test]
    fn wide_letters_are_never_cut_in_two() {
        let text = "ɲɔgɔn dɛmɛ 𝔘 ".repeat(40);
        for most in 1..60 {
            assert!(!shown(&text, "deme ", most).is_empty());
        }
    }
}
