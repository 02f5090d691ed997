//! Terms: the forms under which a word is stored and asked.

use super::fold::{fold, for_each_bare, plain};
use super::words::{Word, clean, is_stop_word, words};
use frostem::{Algorithm, Stemmer};

/// The terms under which a text is found, word by word, for a full-text index that does no analysis of its own.
///
/// Stop words are left out. A word gives its folded form and, where they differ, its French stem, its singular, its
/// spelling with a plain n for ɲ or ŋ, and the compact form of its acronym. A word that occurs twice is there twice.
pub fn index_terms(text: &str) -> Vec<String> {
    let clean = clean(text);
    let mut terms = Vec::new();
    let mut acronym = None;
    for mut word in words(&clean) {
        if is_common(&word.text) {
            continue;
        }
        // The parts of an acronym share its compact form, which is needed once.
        if word.compact.is_some() && word.compact == acronym {
            word.compact = None;
        } else {
            acronym.clone_from(&word.compact);
        }
        terms.extend(forms(&word));
    }
    terms
}

/// Whether a word of a text is not stored: `tɔn`, an association, is no French `ton`.
pub(super) fn is_common(word: &str) -> bool {
    is_stop_word(&fold(word)) && !word.contains(['ɛ', 'ɔ', 'ɲ', 'ŋ', 'Ɛ', 'Ɔ', 'Ɲ', 'Ŋ'])
}

/// The forms of a word, each once; the first is the whole word, folded. Empty only if folding leaves nothing.
pub(super) fn forms(word: &Word<'_>) -> Vec<String> {
    let lower = word.text.to_lowercase();
    let whole = fold(&lower);
    let mut forms = Vec::with_capacity(4);
    if whole.is_empty() {
        return forms;
    }
    let stem = stem(&lower).map(|stem| fold(&stem));
    let plain_stem = stem.as_ref().filter(|_| whole != lower).and_then(|_| self::stem(&whole));
    let singular = singular(&whole).map(str::to_owned);
    let nasal = lower.contains(['ɲ', 'ŋ']).then(|| plain_nasals(&lower));
    let others = [stem, plain_stem, singular, nasal, word.compact.clone()];
    forms.push(whole);
    for form in others.into_iter().flatten() {
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// The French stem of a lower-case word; none for words too short to have one or not in French letters.
fn stem(lower: &str) -> Option<String> {
    let french = |letter: char| letter.is_ascii_lowercase() || "àâäçéèêëîïôöùûüÿœ".contains(letter);
    (lower.chars().nth(3).is_some() && lower.chars().all(french))
        .then(|| Stemmer::new(Algorithm::French).stem(lower).into_owned())
}

/// Snowball keeps the plural of `lois`, `élus`, `bureaux de vote` or `jeux`; their readers do not.
fn singular(whole: &str) -> Option<&str> {
    let word =
        whole.strip_suffix('s').or_else(|| whole.strip_suffix('x').filter(|word| word.ends_with('u')))?;
    (word.len() >= 3 && word.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(word)
}

/// Many write ɲ and ŋ as a plain n.
fn plain_nasals(lower: &str) -> String {
    let mut text = String::with_capacity(lower.len());
    for_each_bare(lower, |letter| match (letter, plain(letter)) {
        ('ɲ' | 'ŋ', _) => text.push('n'),
        (_, Some(spelling)) => text.push_str(spelling),
        (_, None) => text.push(letter),
    });
    text
}
