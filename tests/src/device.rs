//! A device that holds one key and does what browsers and authenticators do (W3C Web Authentication).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use sha2::{Digest, Sha256};

/// Somebody touched it, and it knew her.
const SURE: u8 = 1 | 1 << 2;
/// A key comes along.
const KEY: u8 = 1 << 6;
/// `SubjectPublicKeyInfo` of a point on P-256 (RFC 5480).
const P256: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";

pub struct Device {
    pair: EcdsaKeyPair,
    pub id: Vec<u8>,
    pub party: String,
    pub origin: String,
    pub counter: u32,
    /// Whom the key was made for.
    pub user: String,
}

/// The fields of a form.
pub type Answer = Vec<(&'static str, String)>;

impl Device {
    /// At this site, with a key whose id repeats one byte.
    pub fn at(origin: &str, id: u8) -> Self {
        let (kind, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(kind, &random).expect("a key");
        let host = origin.split("://").nth(1).expect("a host");
        Self {
            pair: EcdsaKeyPair::from_pkcs8(kind, pkcs8.as_ref(), &random).expect("the same key"),
            id: vec![id; 32],
            party: host.split(':').next().expect("a name").to_owned(),
            origin: origin.to_owned(),
            counter: 0,
            user: String::new(),
        }
    }

    /// What `create()` comes to.
    pub fn make(&mut self, challenge: &str, user: &str) -> Answer {
        self.user = user.to_owned();
        let point = self.pair.public_key().as_ref();
        let cose =
            [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", &point[1..33], b"\x22\x58\x20", &point[33..]]
                .concat();
        let said = [self.said(KEY).as_slice(), &[0; 16], &[0, 32], &self.id, &cose].concat();
        vec![
            ("client", written(&self.client("webauthn.create", challenge))),
            ("authentificateur", written(&said)),
            ("publique", written(&[P256, point].concat())),
        ]
    }

    /// What `get()` comes to.
    pub fn enter(&mut self, challenge: &str) -> Answer {
        self.counter += 1;
        let (client, said) = (self.client("webauthn.get", challenge), self.said(0));
        let message = [said.as_slice(), &Sha256::digest(&client)].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &message).expect("a signature");
        vec![
            ("cle", written(&self.id)),
            ("client", written(&client)),
            ("authentificateur", written(&said)),
            ("signature", written(signature.as_ref())),
            ("personne", self.user.clone()),
        ]
    }

    fn client(&self, purpose: &str, challenge: &str) -> Vec<u8> {
        let origin = &self.origin;
        serde_json::json!({ "type": purpose, "challenge": challenge, "origin": origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn said(&self, more: u8) -> Vec<u8> {
        let party = Sha256::digest(self.party.as_bytes());
        [party.as_slice(), &[SURE | more], &self.counter.to_be_bytes()].concat()
    }
}

fn written(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
