//! Browsing: what every filtered list shares, whatever it lists. The state of a list is its address.

use crate::fields::Fields;

/// The longest search that is looked at, in characters; the rest is dropped, and said so.
pub const MAX_TEXT: usize = 200;
/// The most values of one facet that are looked at.
pub const MAX_CHOICES: usize = 20;
/// The longest key of a page, in bytes: the sort key of the longest name in the widest letters, its slug and its place.
pub const MAX_KEY: usize = 1_200;
/// How many things a page of a list shows.
pub const PAGE: usize = 24;
/// How many of the newest things a feed tells.
pub const NEWEST: usize = 50;

/// A part of the address that means nothing to the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The parameter.
    pub name: String,
    /// The beginning of its value.
    pub value: String,
    /// Whether the value was longer than any search that is looked at.
    pub is_long: bool,
}

impl Ignored {
    /// Whether it is a search of which the beginning alone is looked at.
    pub fn is_long_search(&self) -> bool {
        self.name == "q" && self.is_long
    }
}

/// Whether the words to find were too long: what stands in their beginning is shown, with a refusal as status.
pub fn is_too_long(ignored: &[Ignored]) -> bool {
    ignored.iter().any(Ignored::is_long_search)
}

/// Reads a query, a part after the other, each with its value and with that as it was written; what is not understood is named.
pub(crate) fn read(query: &Fields, mut understands: impl FnMut(&str, &str, &str) -> bool) -> Vec<Ignored> {
    let mut ignored = Vec::new();
    for (name, whole) in query.pairs() {
        let value = whole.trim();
        if !value.is_empty() && !understands(name, value, whole) {
            ignore(&mut ignored, name, value);
        }
    }
    ignored
}

/// Keeps what of an address was not understood, but not without end.
pub(crate) fn ignore(list: &mut Vec<Ignored>, name: &str, value: &str) {
    if list.len() < MAX_CHOICES {
        let is_long = value.chars().count() > MAX_TEXT;
        let (name, value) = (name.chars().take(30).collect(), value.chars().take(60).collect());
        list.push(Ignored { name, value, is_long });
    }
}

/// A choice in force, with the address that takes it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveFilter {
    /// The parameter.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

/// "Did you mean".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The words.
    pub text: String,
}

/// One choice of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetOption<T> {
    /// The choice.
    pub value: T,
    /// How many things it has.
    pub count: usize,
    /// Whether it is chosen.
    pub selected: bool,
}

/// The choices that lead somewhere or are chosen.
pub(crate) fn options<T: PartialEq>(
    values: impl Iterator<Item = T>,
    chosen: &[T],
    count: impl Fn(&T) -> usize,
) -> Vec<FacetOption<T>> {
    values
        .map(|value| FacetOption { count: count(&value), selected: chosen.contains(&value), value })
        .filter(|option| option.count > 0 || option.selected)
        .collect()
}

/// Adds a choice that was understood, once; says whether it was.
pub(crate) fn add<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) -> bool {
    let Some(value) = value.filter(|_| list.len() < MAX_CHOICES) else {
        return false;
    };
    if !list.contains(&value) {
        list.push(value);
    }
    true
}

/// Adds a choice, or takes it away if it was there.
pub(crate) fn toggle<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) {
    let Some(value) = value else { return };
    match list.iter().position(|other| *other == value) {
        Some(index) => {
            list.remove(index);
        }
        None => list.push(value),
    }
}

/// Words to find as they are looked at, and whether nothing was dropped.
pub fn text(value: &str) -> (String, bool) {
    (value.chars().take(MAX_TEXT).collect(), value.chars().count() <= MAX_TEXT)
}

/// Takes words to find; says whether nothing was dropped.
pub(crate) fn set_text(words: &mut Option<String>, value: &str) -> bool {
    let (text, whole) = text(value);
    *words = Some(text);
    whole
}

/// Takes the key after which a page starts, as it was written: it may begin with white space. Says whether it can be one.
pub(crate) fn set_key(after: &mut Option<String>, whole: &str) -> bool {
    *after = (whole.len() <= MAX_KEY).then(|| whole.to_owned());
    after.is_some()
}

/// The address of a list under `path`: the words to find, what narrows it, and after what its page starts.
pub(crate) fn address_of(
    path: &str,
    text: Option<&String>,
    narrowed: Vec<(&'static str, String)>,
    after: Option<String>,
) -> String {
    let words = text.map(|text| ("q", text.clone()));
    let pairs: Vec<_> =
        words.into_iter().chain(narrowed).chain(after.map(|after| ("apres", after))).collect();
    address(path, &pairs)
}

/// Writes an address with a query; values are percent-encoded.
pub fn address(path: &str, pairs: &[(&str, String)]) -> String {
    let mut address = path.to_owned();
    for (index, (name, value)) in pairs.iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        encode(value, &mut address);
    }
    address
}

/// Percent-encodes all but RFC 3986's unreserved characters.
pub fn encode(value: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push(char::from(byte));
        } else {
            into.push('%');
            into.push(char::from(HEX[usize::from(byte >> 4)]));
            into.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
