//! Public keys as browsers write them (`SubjectPublicKeyInfo`, RFC 5280), told apart by their own bytes alone.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
};

/// The most bytes of a key: RSA with 4096 bits has 550.
const MOST_BYTES: usize = 1_024;

/// RFC 5480: an uncompressed point on P-256.
const P256: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
/// RFC 8410.
const EDWARDS: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";
/// RFC 3279: the algorithm `rsaEncryption`.
const RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
/// How many bytes of a key are looked for among the authenticator's words.
const MARK: usize = 32;

/// The base point of P-256 (SEC 2, 2.4.2) as a key. Its private key is 1: it proves nothing and only costs the same work.
pub(super) const BASE_POINT: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00\
\x04\x6b\x17\xd1\xf2\xe1\x2c\x42\x47\xf8\xbc\xe6\xe5\x63\xa4\x40\xf2\x77\x03\x7d\x81\x2d\xeb\x33\xa0\xf4\xa1\x39\x45\xd8\x98\xc2\x96\
\x4f\xe3\x42\xe2\xfe\x1a\x7f\x9b\x8e\xe7\xeb\x4a\x7c\x0f\x9e\x16\x2b\xce\x33\x57\x6b\x31\x5e\xce\xcb\xb6\x40\x68\x37\xbf\x51\xf5";

/// A key whose kind its bytes say: ES256, EdDSA or RS256.
pub(super) struct PublicKey<'a> {
    algorithm: &'static dyn VerificationAlgorithm,
    bytes: &'a [u8],
    mark: &'a [u8],
}

impl<'a> PublicKey<'a> {
    /// Reads a key of one of the three kinds; nothing for any other.
    pub fn read(spki: &'a [u8]) -> Option<Self> {
        if spki.len() > MOST_BYTES {
            return None;
        }
        if let Some(point) = spki.strip_prefix(P256) {
            // 0x04: both coordinates follow.
            let whole = point.len() == 65 && point.starts_with(&[4]);
            return whole.then_some(Self {
                algorithm: &ECDSA_P256_SHA256_ASN1,
                bytes: point,
                mark: point.get(1..=MARK)?,
            });
        }
        if let Some(bytes) = spki.strip_prefix(EDWARDS) {
            return (bytes.len() == MARK).then_some(Self { algorithm: &ED25519, bytes, mark: bytes });
        }
        let content = only(spki, 0x30)?.strip_prefix(RSA)?;
        let bytes = only(content, 0x03)?.strip_prefix(&[0])?;
        // The modulus comes first; in its middle no leading zero makes the two writings differ.
        let mark = bytes.get(64..64 + MARK)?;
        Some(Self { algorithm: &RSA_PKCS1_2048_8192_SHA256, bytes, mark })
    }

    /// Bytes of the key that stand in every writing of it.
    pub const fn mark(&self) -> &[u8] {
        self.mark
    }

    /// Whether this key signed the message.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(self.algorithm, self.bytes).verify(message, signature).is_ok()
    }
}

/// The content of a DER value with this tag and a length of two bytes, if nothing follows it.
fn only(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let content = bytes.strip_prefix(&[tag, 0x82])?;
    let (length, content) = content.split_first_chunk::<2>()?;
    (usize::from(u16::from_be_bytes(*length)) == content.len()).then_some(content)
}
