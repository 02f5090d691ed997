//! Codes that are printed and typed: symbols of which no two look alike (Crockford's base 32), read however they were typed.

use crate::search::fold;

/// The symbols, each of five bits: neither I nor L, which look like 1, nor O, which looks like 0, nor U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Five bits.
const BITS: usize = 5;
/// The longest text that is looked at.
const LONGEST: usize = 80;

/// So many symbols of these bytes.
pub fn symbols(bytes: &[u8], count: usize) -> String {
    let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
    let symbol = |at: usize| (0..BITS).fold(0, |value, own| value << 1 | usize::from(bit(at * BITS + own)));
    (0..count).map(|at| char::from(ALPHABET[symbol(at)])).collect()
}

/// What somebody typed, if it can be so many symbols: small letters, blanks, hyphens and look-alikes do not matter.
pub fn read_symbols(text: &str, count: usize) -> Option<String> {
    let short: String = text.chars().take(LONGEST).collect();
    let mut read = String::with_capacity(count);
    for letter in
        fold(&short).chars().filter(|it| !it.is_whitespace() && !matches!(it, '-' | '–' | '.' | '_'))
    {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if !letter.is_ascii() || !ALPHABET.contains(&(letter as u8)) {
            return None;
        }
        read.push(letter);
    }
    (read.len() == count).then_some(read)
}

/// Symbols in groups, as they are printed.
pub fn grouped(symbols: &str, size: usize) -> String {
    let letters: Vec<char> = symbols.chars().collect();
    let groups: Vec<String> = letters.chunks(size.max(1)).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again_however_it_is_typed() {
        let bytes: Vec<u8> = (0..10).map(|it| it * 24 + 11).collect();
        let code = symbols(&bytes, 16);
        let printed = grouped(&code, 4);
        assert_eq!((code.len(), printed.len()), (16, 19));
        let typed = printed.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        for text in [code.as_str(), printed.as_str(), typed.as_str()] {
            assert_eq!(read_symbols(text, 16), Some(code.clone()), "{text}");
        }
        let longer = [code.as_str(), "A"].concat();
        for text in ["", "ABC", longer.as_str(), "UUUU-UUUU-UUUU-UUUU", "🙂"] {
            assert_eq!(read_symbols(text, 16), None, "{text}");
        }
        assert_eq!(read_symbols(&"A".repeat(1_000_000), 16), None);
    }

    #[test]
    fn every_bit_counts() {
        assert_eq!(symbols(&[0; 10], 16), "0".repeat(16));
        assert_eq!(symbols(&[255; 10], 16), "Z".repeat(16));
        let mut other = [0; 10];
        other[9] = 1;
        assert_eq!(symbols(&other, 16), format!("{}1", "0".repeat(15)));
    }
}
