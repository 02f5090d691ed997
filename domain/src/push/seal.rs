//! Sealing what goes to a browser, so that the service in between reads nothing of it (RFC 8291, in the form of RFC 8188).

use crate::error::Error;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use ring::rand::SystemRandom;

/// The length of a salt.
const SALT: usize = 16;
/// The length of an uncompressed point on P-256.
const POINT: usize = 65;
/// What is sealed is filled up to so many bytes: its length tells nothing.
const FILLED: usize = 256;
/// The size of a record, of which there is one (RFC 8188, 2.1).
const RECORD: u32 = 4096;

/// A length that keys are made in.
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// Whether these bytes are a public key that one can agree with.
pub(super) fn is_point(bytes: &[u8]) -> bool {
    let agreed = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())
        .and_then(|ours| agree_ephemeral(ours, &UnparsedPublicKey::new(&ECDH_P256, bytes), |_| ()));
    bytes.len() == POINT && agreed.is_ok()
}

/// Seals a text for the browser with this public key and this secret.
///
/// # Errors
/// `Internal` if the key is no point, or the text too long.
pub(super) fn seal(key: &[u8], secret: &[u8], salt: [u8; SALT], text: &str) -> Result<Vec<u8>, Error> {
    if text.len() >= FILLED {
        return Err(Error::Internal("a ring is short".into()));
    }
    let refused = |cause: Unspecified| Error::Internal(cause.to_string().into());
    let ours = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).map_err(refused)?;
    let public = ours.compute_public_key().map_err(refused)?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, key);
    // The delimiter of the last record, and zeros (RFC 8188, 2).
    let mut plain = [text.as_bytes(), &[2]].concat();
    plain.resize(FILLED, 0);
    let sealed = agree_ephemeral(ours, &theirs, |shared| {
        sealed_with(shared, [key, public.as_ref()], secret, salt, plain)
    });
    sealed.and_then(|sealed| sealed).map_err(refused)
}

/// The message for what both sides agreed on; `keys` are theirs and ours.
fn sealed_with(
    shared: &[u8],
    keys: [&[u8]; 2],
    secret: &[u8],
    salt: [u8; SALT],
    mut text: Vec<u8>,
) -> Result<Vec<u8>, Unspecified> {
    let [theirs, ours] = keys;
    let mut material = [0; 32];
    let info: [&[u8]; 3] = [b"WebPush: info\0", theirs, ours];
    Salt::new(HKDF_SHA256, secret).extract(shared).expand(&info, Length(32))?.fill(&mut material)?;
    let pseudorandom = Salt::new(HKDF_SHA256, &salt).extract(&material);
    let mut nonce = [0; NONCE_LEN];
    pseudorandom.expand(&[b"Content-Encoding: nonce\0"], Length(NONCE_LEN))?.fill(&mut nonce)?;
    let key = UnboundKey::from(pseudorandom.expand(&[b"Content-Encoding: aes128gcm\0"], &AES_128_GCM)?);
    let nonce = Nonce::assume_unique_for_key(nonce);
    LessSafeKey::new(key).seal_in_place_append_tag(nonce, Aad::empty(), &mut text)?;
    let length = u8::try_from(ours.len()).map_err(|_| Unspecified)?;
    Ok([&salt[..], &RECORD.to_be_bytes(), &[length], ours, &text].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

    fn read(text: &str) -> Vec<u8> {
        BASE64.decode(text).unwrap()
    }

    /// RFC 8291, appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out() {
        let theirs =
            read("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let ours =
            read("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let shared = read("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let salt = read("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let text = b"When I grow up, I want to be a watermelon\x02".to_vec();
        let secret = read("BTBZMqHH6r4Tts7J_aSIgg");
        let sealed = sealed_with(&shared, [&theirs, &ours], &secret, salt, text).unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK\
            6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(BASE64.encode(sealed), expected);
    }

    #[test]
    fn what_is_sealed_has_one_length() {
        let key =
            read("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let length = |text: &str| seal(&key, &[7; 16], [1; SALT], text).unwrap().len();
        assert_eq!(length(""), length(&"a".repeat(FILLED - 1)));
        assert!(seal(&key, &[7; 16], [1; SALT], &"a".repeat(FILLED)).is_err());
        assert!(seal(&[4; 65], &[7; 16], [1; SALT], "").is_err(), "no point of the curve");
    }
}
