//! Keys made here, and each way of being refused.

use super::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};

const SITE: &str = "https://musoya.ml";
const QUESTION: &[u8] = b"a challenge";
const SURE: u8 = USER_PRESENT | USER_VERIFIED;
const ID: &[u8] = b"an id of a key, long";

fn party() -> RelyingParty {
    RelyingParty::of(SITE).unwrap()
}

/// Both kinds of keys that `ring` makes.
enum Device {
    P256(EcdsaKeyPair),
    Edwards(Ed25519KeyPair),
}

impl Device {
    fn p256() -> Self {
        let (kind, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        Self::P256(EcdsaKeyPair::from_pkcs8(kind, pkcs8.as_ref(), &random).unwrap())
    }

    fn edwards() -> Self {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::Edwards(Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap())
    }

    fn spki(&self) -> Vec<u8> {
        match self {
            Self::P256(pair) => [&key::BASE_POINT[..26], pair.public_key().as_ref()].concat(),
            Self::Edwards(pair) => {
                [b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", pair.public_key().as_ref()].concat()
            }
        }
    }

    /// The key as authenticators write it (RFC 9053).
    fn cose(&self) -> Vec<u8> {
        match self {
            Self::P256(pair) => {
                let point = pair.public_key().as_ref();
                let head = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20";
                [head, &point[1..33], b"\x22\x58\x20", &point[33..]].concat()
            }
            Self::Edwards(pair) => {
                [b"\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", pair.public_key().as_ref()].concat()
            }
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(pair) => pair.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec(),
            Self::Edwards(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }
}

fn client(purpose: &str, challenge: &[u8], origin: &str) -> Vec<u8> {
    let challenge = URL_SAFE_NO_PAD.encode(challenge);
    format!(
        "{{\"type\":\"{purpose}\",\"challenge\":\"{challenge}\",\"origin\":\"{origin}\",\"crossOrigin\":false}}"
    )
    .into_bytes()
}

fn authenticator(party: &str, flags: u8, counter: u32) -> Vec<u8> {
    let mut bytes = Sha256::digest(party.as_bytes()).to_vec();
    bytes.push(flags);
    bytes.extend_from_slice(&counter.to_be_bytes());
    bytes
}

fn new_key(device: &Device, id: &[u8], flags: u8) -> Vec<u8> {
    let length = u16::try_from(id.len()).unwrap().to_be_bytes();
    let head = authenticator("musoya.ml", flags | KEY_INCLUDED, 0);
    [head.as_slice(), &[0; 16], &length, id, &device.cose()].concat()
}

fn register(client: &[u8], authenticator: &[u8], key: &[u8]) -> Result<(String, Credential), Refusal> {
    let party = party();
    Asked { party: &party, challenge: QUESTION }.register(&Made { client, authenticator, key })
}

fn registered(device: &Device) -> Credential {
    let client = client("webauthn.create", QUESTION, SITE);
    register(&client, &new_key(device, ID, SURE), &device.spki()).unwrap().1
}

/// Signs what it is given and sends it in.
fn enter(
    device: &Device,
    known: &Credential,
    client: &[u8],
    authenticator: &[u8],
) -> Result<Credential, Refusal> {
    let party = party();
    let signature = device.sign(&[authenticator, &Sha256::digest(client)].concat());
    let signed = Signed { client, authenticator, signature: &signature };
    Asked { party: &party, challenge: QUESTION }.sign_in(known, &signed)
}

#[test]
fn a_key_that_was_added_opens_and_counts() {
    for device in [Device::p256(), Device::edwards()] {
        let client = client("webauthn.create", QUESTION, SITE);
        let (id, known) = register(&client, &new_key(&device, ID, SURE), &device.spki()).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.decode(id).unwrap(), ID);
        let client = self::client("webauthn.get", QUESTION, SITE);
        let known = enter(&device, &known, &client, &authenticator("musoya.ml", SURE, 3)).unwrap();
        assert_eq!(known.counter, 3);
        for counter in [0, 2, 3] {
            let outcome = enter(&device, &known, &client, &authenticator("musoya.ml", SURE, counter));
            assert_eq!(outcome, Err(Refusal::Counter), "{counter}");
        }
        assert!(enter(&device, &known, &client, &authenticator("musoya.ml", SURE, 4)).is_ok());
    }
}

#[test]
fn a_device_that_never_counts_opens_again_and_again() {
    let device = Device::p256();
    let (known, client) = (registered(&device), client("webauthn.get", QUESTION, SITE));
    for _ in 0..2 {
        assert_eq!(enter(&device, &known, &client, &authenticator("musoya.ml", SURE, 0)), Ok(known.clone()));
    }
}

#[test]
fn a_key_of_windows_opens_too() {
    // Made once with another program: RSA with 2048 bits, PKCS#1 and SHA-256.
    const KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtY1raamJh9ygbfP3-U-JS5MbJSo7Sptmg0Q50L35R0naX8QkQh3ZE8SElCKoQq8B\
        atQG1h5rPBOWRufojYdwKtvZQ1X6qWDGmhFTGvOcZuP0hHCI88RZvMN33UpKGTquLtxrXMcaJWUzpdF2XYcIxWcDObzHFuOu0QiEE2hm-JUs6Emdr5Wc\
        O7HEKgRs6LrLyFLXFmaQCxTVWkqiMFXsZdEmJgsGU0pwd8awqn9zArgN4jYRsmfUJ_jdhtU8-yA1hOSpHZPaVPU40WA4wsePLZ2QOMmIoHGANj9zxuyu\
        XwR0wPhAlHZLd3i-9ATPCWfxOqaUfQP9z30TA-0YvhWF3QIDAQAB";
    const SIGNATURE: &str = "jPPhKdhpd-9fNzA5X9Rwgf1FHQR-smCFyDtd9_HxN5yS4bcSdjeDACECl9mvhhoBNwFna3TqStHHNNo7du5yTXKH7qvXJg5ObEMnaY1yoEma\
        AXE3UUCrfUgDwBTy3z04gkpS6i4GaeV36OQMiFf9m9bmhU1H8k2YhZWz7TPzPNKMgr7Z0t8JimdkcsJFfdj4zHMu1h9fW-qwPESidQuNVDh7qT1h7a05\
        h2Kcg52Qn35KSav33KVBVrwrwsZNUR4O5Z0f2pGtx4nTfccMyyJpodIlvSTz18IY1DJ4qGMq1yuZWjL4gquFaHYbqSjpWRtpDV6jo6pRV6fvI1Z48mT29A";
    let spki = URL_SAFE_NO_PAD.decode(KEY).unwrap();
    let mut signature = URL_SAFE_NO_PAD.decode(SIGNATURE).unwrap();
    let modulus = &spki[33..289];
    let cose = [b"\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00", modulus, b"\x21\x43\x01\x00\x01"].concat();
    let head = authenticator("musoya.ml", SURE | KEY_INCLUDED, 0);
    let made = [head.as_slice(), &[0; 16], &[0, 20], ID, &cose].concat();
    let (_, known) = register(&client("webauthn.create", QUESTION, SITE), &made, &spki).unwrap();
    let (party, client) = (party(), client("webauthn.get", QUESTION, SITE));
    let authenticator = authenticator("musoya.ml", SURE, 7);
    let asked = Asked { party: &party, challenge: QUESTION };
    let signed = Signed { client: &client, authenticator: &authenticator, signature: &signature };
    assert_eq!(asked.sign_in(&known, &signed).unwrap().counter, 7);
    signature[9] ^= 1;
    let signed = Signed { client: &client, authenticator: &authenticator, signature: &signature };
    assert_eq!(asked.sign_in(&known, &signed), Err(Refusal::Signature));
    assert_eq!(register(&client, &made, &spki[..200]).unwrap_err(), Refusal::Type);
}

#[test]
fn an_answer_to_another_question_or_from_another_site_is_refused() {
    let device = Device::p256();
    let known = registered(&device);
    let good = authenticator("musoya.ml", SURE, 1);
    let text = |client: Vec<u8>| String::from_utf8(client).unwrap();
    let own = text(client("webauthn.get", QUESTION, SITE));
    let framed = own.replace("false", "true");
    let framed_by = own.replace("false", "false,\"topOrigin\":\"https://exemple.ml\"");
    let twice = own.replace("{\"type\"", "{\"type\":\"webauthn.create\",\"type\"");
    let cases: [(&[u8], Refusal); 14] = [
        (&client("webauthn.create", QUESTION, SITE), Refusal::Type),
        (&client("payment.get", QUESTION, SITE), Refusal::Type),
        (&client("webauthn.get", b"another", SITE), Refusal::Challenge),
        (&client("webauthn.get", b"", SITE), Refusal::Challenge),
        (&client("webauthn.get", QUESTION, "https://musoya.ml.exemple.ml"), Refusal::Origin),
        (&client("webauthn.get", QUESTION, "https://m.musoya.ml"), Refusal::Origin),
        (&client("webauthn.get", QUESTION, "https://musoya.ml:444"), Refusal::Origin),
        (&client("webauthn.get", QUESTION, "http://musoya.ml"), Refusal::Origin),
        (framed.as_bytes(), Refusal::Origin),
        (framed_by.as_bytes(), Refusal::Origin),
        (twice.as_bytes(), Refusal::Unreadable),
        (b"", Refusal::Unreadable),
        (b"{\"type\":\"webauthn.get\"}", Refusal::Unreadable),
        (&[b' '; 3_000], Refusal::Unreadable),
    ];
    for (client, refusal) in cases {
        let words = String::from_utf8_lossy(client).into_owned();
        assert_eq!(enter(&device, &known, client, &good), Err(refusal), "{words}");
    }
    let other = client("webauthn.get", QUESTION, SITE);
    let made = new_key(&device, ID, SURE);
    assert_eq!(register(&other, &made, &device.spki()).unwrap_err(), Refusal::Type);
}

#[test]
fn without_a_touch_without_her_and_for_another_site_nothing_opens() {
    let device = Device::p256();
    let (known, own) = (registered(&device), client("webauthn.get", QUESTION, SITE));
    let cases = [
        ("exemple.ml", SURE, Refusal::Party),
        ("m.musoya.ml", SURE, Refusal::Party),
        ("musoya.ml", USER_VERIFIED, Refusal::Presence),
        ("musoya.ml", USER_PRESENT, Refusal::Verification),
        ("musoya.ml", 0, Refusal::Presence),
        ("musoya.ml", SURE | BACKED_UP, Refusal::Backup),
        ("musoya.ml", SURE | BACKUP_ELIGIBLE, Refusal::Backup),
        ("musoya.ml", SURE | EXTENSIONS_INCLUDED, Refusal::Unreadable),
        ("musoya.ml", SURE | KEY_INCLUDED, Refusal::Unreadable),
    ];
    for (party, flags, refusal) in cases {
        let outcome = enter(&device, &known, &own, &authenticator(party, flags, 1));
        assert_eq!(outcome, Err(refusal), "{party} {flags:b}");
    }
    let create = client("webauthn.create", QUESTION, SITE);
    for (flags, refusal) in
        [(USER_PRESENT, Refusal::Verification), (USER_VERIFIED, Refusal::Presence), (0, Refusal::Presence)]
    {
        let outcome = register(&create, &new_key(&device, ID, flags), &device.spki());
        assert_eq!(outcome.unwrap_err(), refusal);
    }
}

#[test]
fn somebody_elses_key_and_a_changed_word_do_not_fit_the_signature() {
    let (device, other) = (Device::p256(), Device::p256());
    let (known, own) = (registered(&device), client("webauthn.get", QUESTION, SITE));
    let good = authenticator("musoya.ml", SURE, 1);
    assert_eq!(enter(&other, &known, &own, &good), Err(Refusal::Signature));
    assert_eq!(enter(&Device::edwards(), &known, &own, &good), Err(Refusal::Signature));
    assert_eq!(enter(&device, &Credential::of_nobody(), &own, &good), Err(Refusal::Signature));
    let party = party();
    let asked = Asked { party: &party, challenge: QUESTION };
    let signature = device.sign(&[good.as_slice(), &Sha256::digest(&own)].concat());
    let later = authenticator("musoya.ml", SURE, 2);
    let changed = Signed { client: &own, authenticator: &later, signature: &signature };
    assert_eq!(asked.sign_in(&known, &changed), Err(Refusal::Signature));
    for signature in [&signature[..signature.len() - 1], &[][..], &[0; 300_000][..]] {
        let cut = Signed { client: &own, authenticator: &good, signature };
        assert_eq!(asked.sign_in(&known, &cut), Err(Refusal::Signature));
    }
}

#[test]
fn what_is_cut_off_anywhere_is_refused_and_nothing_breaks() {
    let device = Device::p256();
    let create = client("webauthn.create", QUESTION, SITE);
    let (made, spki) = (new_key(&device, ID, SURE), device.spki());
    for length in 0..made.len() - device.cose().len() + 1 {
        assert_eq!(register(&create, &made[..length], &spki).unwrap_err(), Refusal::Unreadable, "{length}");
    }
    for length in 0..spki.len() {
        assert_eq!(register(&create, &made, &spki[..length]).unwrap_err(), Refusal::Key, "{length}");
    }
    let (known, own) = (registered(&device), client("webauthn.get", QUESTION, SITE));
    let good = authenticator("musoya.ml", SURE, 1);
    for length in 0..good.len() {
        assert_eq!(enter(&device, &known, &own, &good[..length]), Err(Refusal::Unreadable), "{length}");
    }
    let long = [good.as_slice(), &[0]].concat();
    assert_eq!(enter(&device, &known, &own, &long), Err(Refusal::Unreadable));
}

#[test]
fn a_key_of_another_kind_of_a_megabyte_or_not_the_authenticators_own_is_refused() {
    let (device, other) = (Device::p256(), Device::p256());
    let create = client("webauthn.create", QUESTION, SITE);
    let made = new_key(&device, ID, SURE);
    let spki = device.spki();
    // P-384's number instead of P-256's, a compressed point, a private key's head.
    let p384 = [
        b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00\x04"
            .as_slice(),
        &[7; 96],
    ]
    .concat();
    let mut compressed = spki.clone();
    compressed[26] = 2;
    let short_rsa = [
        b"\x30\x82\x00\x14".as_slice(),
        b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00",
        &[3, 0x82, 0, 1, 0],
    ]
    .concat();
    let long = [spki.as_slice(), &[0]].concat();
    let megabyte = [spki.as_slice(), &[0; 1 << 20]].concat();
    for key in [p384, compressed, short_rsa, long, megabyte, Vec::new(), other.spki()] {
        assert_eq!(register(&create, &made, &key).unwrap_err(), Refusal::Key, "{} bytes", key.len());
    }
    let large = [made.as_slice(), &[0; 1 << 20]].concat();
    assert_eq!(register(&create, &large, &spki).unwrap_err(), Refusal::Unreadable);
    for id in [&[1; 15][..], &[1; 1_024][..]] {
        assert_eq!(register(&create, &new_key(&device, id, SURE), &spki).unwrap_err(), Refusal::Unreadable);
    }
}

#[test]
fn an_unknown_key_costs_a_whole_verification() {
    let (kind, mut one) = (&ECDSA_P256_SHA256_ASN1_SIGNING, [0; 32]);
    one[31] = 1;
    let point = &key::BASE_POINT[26..];
    let pair =
        EcdsaKeyPair::from_private_key_and_public_key(kind, &one, point, &SystemRandom::new()).unwrap();
    let own = client("webauthn.get", QUESTION, SITE);
    let outcome =
        enter(&Device::P256(pair), &Credential::of_nobody(), &own, &authenticator("musoya.ml", SURE, 1));
    assert!(outcome.is_ok(), "its work is done to the end");
}

#[test]
fn only_a_name_by_https_or_this_machine_has_keys() {
    let of = |site: &str| RelyingParty::of(site).map(|it| (it.id, it.origin));
    let is = |id: &str, origin: &str| Some((id.to_owned(), origin.to_owned()));
    assert_eq!(of("https://musoya.ml"), is("musoya.ml", "https://musoya.ml"));
    assert_eq!(of("https://Musoya.ML:443"), is("musoya.ml", "https://musoya.ml"));
    assert_eq!(of("https://musoya.ml:8443"), is("musoya.ml", "https://musoya.ml:8443"));
    assert_eq!(of("http://localhost:3000"), is("localhost", "http://localhost:3000"));
    for site in [
        "http://musoya.ml",
        "http://127.0.0.1:3000",
        "https://192.0.2.7",
        "https://[::1]",
        "http://localhost.exemple.ml",
        "ftp://musoya.ml",
        "",
    ] {
        assert_eq!(of(site), None, "{site}");
    }
}
