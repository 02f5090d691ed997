//! Queries: what somebody typed, as terms that an index can look up.

use super::terms::forms;
use super::words::{clean, is_stop_word, words};

/// What is read of a query, in characters; the rest is ignored so that a huge query costs nothing.
pub const MAX_CHARACTERS: usize = 200;

/// The most words that a query has; the rest is ignored.
pub const MAX_TERMS: usize = 12;

/// A word to look for; all the words of a query must be found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QueryTerm {
    /// The forms of which one must be found, never empty; the first is the word as typed, folded.
    pub alternatives: Vec<String>,
    /// Whether the word may still be incomplete: then words that begin with the first form are found too.
    pub prefix: bool,
}

/// The terms of a query; the last word is a prefix unless a space or a sign follows it.
///
/// Stop words are left out, unless there is nothing else. No term at all means that nothing was asked. Forms hold only
/// letters and digits, so they can be quoted for any full-text engine.
pub fn query_terms(text: &str) -> Vec<QueryTerm> {
    parse(&cleaned(text)).into_iter().map(|asked| asked.term).collect()
}

/// A term and where its word stands in the cleaned query.
pub(super) struct Asked {
    pub span: std::ops::Range<usize>,
    pub term: QueryTerm,
}

/// As much of the query as is read, cleaned.
pub(super) fn cleaned(text: &str) -> String {
    let start: String = text.trim_start().chars().take(MAX_CHARACTERS).collect();
    clean(&start).into_owned()
}

/// The terms of a cleaned query, with their places.
pub(super) fn parse(clean: &str) -> Vec<Asked> {
    let mut asked: Vec<Asked> = words(clean)
        .iter()
        .filter_map(|word| {
            let alternatives = forms(word);
            let prefix = word.span.end == clean.len();
            (!alternatives.is_empty())
                .then(|| Asked { span: word.span.clone(), term: QueryTerm { alternatives, prefix } })
        })
        .collect();
    // A stop word stays if it is all there is: `ne` may be ɲɛ, and `de` the beginning of Dembélé.
    if asked.iter().any(|asked| !is_common(&asked.term)) {
        asked.retain(|asked| !is_common(&asked.term));
    }
    asked.truncate(MAX_TERMS);
    asked
}

fn is_common(term: &QueryTerm) -> bool {
    term.alternatives.first().is_some_and(|whole| is_stop_word(whole))
}
