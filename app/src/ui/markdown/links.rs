//! Addresses of the web that somebody only wrote.

/// What ends an address, and what belongs to the sentence around it when it stands at its end.
const ENDS: [char; 7] = ['<', '>', '"', '«', '»', '`', '|'];
const AROUND: [char; 10] = ['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’'];
/// The longest that is made a link, in bytes.
const LONGEST: usize = 2_000;

/// A text in pieces, each with whether it is an address.
pub fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((at, length)) = next(rest) {
        let (before, from) = rest.split_at(at);
        let (address, after) = from.split_at(length);
        if !before.is_empty() {
            pieces.push((before, false));
        }
        pieces.push((address, true));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push((rest, false));
    }
    pieces
}

/// Where the next address begins, and how long it is.
fn next(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let at = from + found;
        let begins = text[..at].chars().next_back().is_none_or(|it| it.is_whitespace() || "(«".contains(it));
        let rest = &text[at..];
        let scheme = ["https://", "http://"].into_iter().find(|it| rest.starts_with(it));
        if let Some(scheme) = scheme.filter(|_| begins) {
            let end = rest.find(|it: char| it.is_whitespace() || ENDS.contains(&it)).unwrap_or(rest.len());
            let length = rest[..end].trim_end_matches(AROUND).len();
            let host = rest[..end].get(scheme.len()..).and_then(|it| it.chars().next());
            if length > scheme.len() && length <= LONGEST && host.is_some_and(char::is_alphanumeric) {
                return Some((at, length));
            }
        }
        from = at + 4;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_with_its_sentence() {
        let found = |text: &'static str| {
            pieces(text).into_iter().filter(|it| it.1).map(|it| it.0).collect::<Vec<_>>()
        };
        assert_eq!(found("Voir https://a.ml/b, puis (http://c.ml/d)."), ["https://a.ml/b", "http://c.ml/d"]);
        assert_eq!(found("«https://a.ml» https://é.ml/ç"), ["https://a.ml", "https://é.ml/ç"]);
        for none in
            ["xhttps://a.ml", "https://", "http:// a", "https://.", "https:///etc", "http", "httphttphttp"]
        {
            assert_eq!(found(none), [] as [&str; 0], "{none}");
        }
    }
}
