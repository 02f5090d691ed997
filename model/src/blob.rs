//! Blobs: the bytes of files, named by what they contain.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a blob: the SHA-256 of its bytes, in 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlobHash(String);

impl BlobHash {
    /// Reads 64 lower-case hexadecimal digits; anything else is `None`, so that no name leaves its folder.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (text.len() == 64 && text.bytes().all(is_hex)).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_hash_and_nothing_else() {
        assert!(BlobHash::parse(&"0a".repeat(32)).is_some());
        for text in ["", "../../etc/passwd", &"0A".repeat(32), &"0a".repeat(33), &"é".repeat(32)] {
            assert_eq!(BlobHash::parse(text), None);
        }
    }
}
