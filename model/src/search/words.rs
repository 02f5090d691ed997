//! Words: where a text is cut, with elisions and acronyms understood.

use super::fold::{apostrophe, fold, is_invisible};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The longest word kept, in bytes: what is longer is not a word that somebody searches.
const MAX_BYTES: usize = 80;

/// What is cut before an apostrophe.
const ELISIONS: [&str; 13] =
    ["l", "d", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// French words that stand everywhere and distinguish nothing, folded.
const STOP_WORDS: [&str; 62] = [
    "a", "ai", "as", "au", "aux", "avec", "ce", "ces", "cet", "cette", "dans", "de", "des", "du", "elle",
    "elles", "en", "est", "et", "eux", "il", "ils", "je", "la", "le", "les", "leur", "leurs", "lui", "ma",
    "mais", "me", "mes", "mon", "ne", "nos", "notre", "nous", "on", "ont", "ou", "par", "pas", "pour", "qu",
    "que", "qui", "sa", "se", "ses", "son", "sont", "sur", "ta", "te", "tes", "ton", "tu", "un", "une",
    "vos", "vous",
];

/// A word of a cleaned text.
pub(super) struct Word<'a> {
    /// Where it stands in the cleaned text, in bytes.
    pub span: Range<usize>,
    /// Its letters as written; an acronym of single letters without its points.
    pub text: Cow<'a, str>,
    /// The folded form without separators of the acronym or the name that it is a part of.
    pub compact: Option<String>,
}

/// The text in composed form with one kind of apostrophe and nothing invisible; capitals and accents stay.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_simple = |letter: char| !is_invisible(letter) && apostrophe(letter) == letter;
    let simple: Cow<'_, str> = if text.chars().all(is_simple) {
        text.into()
    } else {
        text.chars().filter(|letter| !is_invisible(*letter)).map(apostrophe).collect::<String>().into()
    };
    // Most texts are composed already, which is told much faster than composing them.
    if is_nfkc_quick(simple.chars()) == IsNormalized::Yes {
        return simple;
    }
    text.chars()
        .map(apostrophe)
        .nfkc()
        .map(apostrophe)
        .filter(|character| !is_invisible(*character))
        .collect::<String>()
        .into()
}

/// Whether a folded word is too common to search for.
pub(super) fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.binary_search(&folded).is_ok()
}

/// The words of a cleaned text, stop words included.
pub(super) fn words(clean: &str) -> Vec<Word<'_>> {
    let pieces = pieces(clean);
    let mut words = Vec::with_capacity(pieces.len());
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let length = acronym(clean, rest);
        let (parts, after) = rest.split_at(length.max(1));
        rest = after;
        if length > 1 {
            push_acronym(clean, parts, &mut words);
            continue;
        }
        let text = &clean[first.clone()];
        let next = rest.first().filter(|next| &clean[first.end..next.start] == "'");
        if next.is_some() && ELISIONS.contains(&text.to_lowercase().as_str()) {
            continue;
        }
        words.push(Word { span: first.clone(), text: Cow::Borrowed(text), compact: name(clean, first) });
    }
    words
}

/// The runs of letters, digits and their marks.
fn pieces(clean: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, character) in clean.char_indices() {
        // Whether a letter of ASCII is a mark need not be looked up.
        let inside =
            character.is_alphanumeric() || (open && !character.is_ascii() && is_combining_mark(character));
        let end = at + character.len_utf8();
        if inside && !open {
            pieces.push(at..end);
        } else if inside
            && let Some(piece) = pieces.last_mut()
            && end - piece.start <= MAX_BYTES
        {
            piece.end = end;
        }
        open = inside;
    }
    pieces
}

/// How many pieces, from the first, make one acronym: `GP/DCF`, `C.O.C.E.M.`, `COVID-19`; 0 if they make none.
fn acronym(clean: &str, pieces: &[Range<usize>]) -> usize {
    let gap = |pair: &[Range<usize>]| &clean[pair[0].end..pair[1].start];
    let joined =
        pieces.windows(2).take(12).take_while(|pair| matches!(gap(pair), "/" | "." | "&" | "-")).count();
    if joined == 0 {
        return 0;
    }
    let parts = &pieces[..pieces.len().min(joined + 1)];
    let text = |part: &Range<usize>| &clean[part.clone()];
    let letters: usize = parts.iter().map(|part| text(part).chars().count()).sum();
    let has_letter = parts.iter().any(|part| text(part).chars().any(char::is_alphabetic));
    let single = letters == parts.len();
    let capitals = parts.iter().all(|part| text(part).chars().all(|c| c.is_uppercase() || c.is_numeric()));
    let slashes = parts.windows(2).all(|pair| gap(pair) == "/");
    let fits = letters <= 12 && has_letter;
    if fits && (single || capitals || slashes) { parts.len() } else { 0 }
}

/// One word for an acronym of single letters, else its parts, each with the compact form.
fn push_acronym<'a>(clean: &'a str, parts: &[Range<usize>], words: &mut Vec<Word<'a>>) {
    let joined: String = parts.iter().map(|part| &clean[part.clone()]).collect();
    if let [first, .., last] = parts
        && joined.chars().count() == parts.len()
    {
        words.push(Word { span: first.start..last.end, text: Cow::Owned(joined), compact: None });
        return;
    }
    let compact = fold(&joined);
    words.extend(parts.iter().map(|part| Word {
        span: part.clone(),
        text: Cow::Borrowed(&clean[part.clone()]),
        compact: Some(compact.clone()),
    }));
}

/// `N'Tossoni` and `M'Bara` are also written in one: the form with the cut letter, if there is one.
fn name(clean: &str, piece: &Range<usize>) -> Option<String> {
    let mut before = clean[..piece.start].chars().rev();
    let apostrophe = before.next() == Some('\'');
    let letter = before.next().filter(|letter| apostrophe && matches!(letter, 'N' | 'n' | 'M' | 'm'))?;
    let starts_there = before.next().is_none_or(|character| !character.is_alphanumeric());
    let rest = fold(&clean[piece.clone()]);
    (starts_there && !is_stop_word(&rest)).then(|| format!("{}{rest}", letter.to_ascii_lowercase()))
}
