//! Where a browser is reached, as it says it itself. Whoever signs in may write anything there, so it is held to what such an address
//! looks like: an `https` address of a host with a name of the open network, and a key that is a point of the curve.

use super::seal::is_point;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::{Deserialize, Serialize};

/// The most bytes of an address: those of today have up to 700.
const MOST_BYTES: usize = 2_000;
/// The longest name of a host (RFC 1035).
const MOST_NAME: usize = 253;
/// The longest of its parts.
const MOST_LABEL: usize = 63;
/// Names that lead into the operator's own network (RFC 6761, 6762, 8375, 9476 and ICANN's word on `internal`).
const INSIDE: [&str; 10] =
    ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "alt", "onion"];

/// An address with what only that browser can read with (RFC 8291), as it is kept, encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Where.
    pub(super) address: String,
    /// The browser's public key: a point on P-256, uncompressed, base64url.
    pub(super) key: String,
    /// What it shares with us alone, 16 bytes, base64url.
    pub(super) secret: String,
}

impl Subscription {
    /// Reads what a browser says (`PushSubscription.toJSON()`).
    pub fn parse(json: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Said {
            endpoint: String,
            keys: Keys,
        }
        #[derive(Deserialize)]
        struct Keys {
            p256dh: String,
            auth: String,
        }
        if json.len() > 2 * MOST_BYTES {
            return None;
        }
        let said: Said = serde_json::from_str(json).ok()?;
        let bytes = |text: &str| BASE64.decode(text.trim_end_matches('=')).ok();
        let (key, secret) = (bytes(&said.keys.p256dh)?, bytes(&said.keys.auth)?);
        if !is_address(&said.endpoint) || secret.len() != 16 || !is_point(&key) {
            return None;
        }
        Some(Self { address: said.endpoint, key: BASE64.encode(key), secret: BASE64.encode(secret) })
    }

    /// Scheme and host: whom our signature is for.
    pub(super) fn origin(&self) -> &str {
        let host = self.address.get("https://".len()..).and_then(|rest| rest.find('/'));
        host.map_or(&self.address, |end| &self.address[.."https://".len() + end])
    }

    pub(super) fn key_bytes(&self) -> Vec<u8> {
        BASE64.decode(&self.key).unwrap_or_default()
    }

    pub(super) fn secret_bytes(&self) -> Vec<u8> {
        BASE64.decode(&self.secret).unwrap_or_default()
    }
}

/// Whether a server of the open network may be at this address. Only letters that every program reads alike may stand in it: no port,
/// no name of a person before the host, nothing that two parsers cut at two places.
fn is_address(text: &str) -> bool {
    let Some((host, path)) = text.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/?".contains(&byte);
    text.len() <= MOST_BYTES && is_open_name(host) && path.bytes().all(is_plain)
}

/// Whether this is a name, no number in whatever writing, and none that leads into the operator's own network.
fn is_open_name(host: &str) -> bool {
    let is_label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=MOST_LABEL).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let Some((_, last)) = host.rsplit_once('.') else { return false };
    host.len() <= MOST_NAME
        && host.split('.').all(is_label)
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
        && last.len() >= 2
        && !INSIDE.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The base point of P-256 (SEC 2, 2.4.2).
    const POINT: &str =
        "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU";

    fn said(endpoint: &str, key: &str, secret: &str) -> String {
        serde_json::json!({ "endpoint": endpoint, "expirationTime": null, "keys": { "p256dh": key, "auth": secret } })
            .to_string()
    }

    #[test]
    fn what_a_browser_says_is_read() {
        for address in [
            "https://fcm.googleapis.com/fcm/send/dL3x:APA91b-_x",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%2bx",
            "https://web.push.apple.com/QN",
        ] {
            let read = Subscription::parse(&said(address, POINT, "AAAAAAAAAAAAAAAAAAAAAA")).expect(address);
            assert_eq!(read.address, address);
            assert!(address.starts_with(&format!("{}/", read.origin())), "{}", read.origin());
            assert_eq!((read.key_bytes().len(), read.secret_bytes().len()), (65, 16));
        }
        let padded = said("https://web.push.apple.com/QN", &format!("{POINT}="), "AAAAAAAAAAAAAAAAAAAAAA==");
        assert!(Subscription::parse(&padded).is_some());
    }

    #[test]
    fn no_address_leads_anywhere_but_to_the_open_network() {
        let long = format!("https://push.exemple.ml/{}", "a".repeat(2_000));
        for address in [
            "",
            "push.exemple.ml/x",
            "http://push.exemple.ml/x",
            "HTTPS://push.exemple.ml/x",
            "https://push.exemple.ml",
            "https:///x",
            "https://localhost/x",
            "https://localhost./x",
            "https://a.localhost/x",
            "https://127.0.0.1/x",
            "https://127.1/x",
            "https://2130706433/x",
            "https://0x7f000001/x",
            "https://0x7f.1/x",
            "https://0177.0.0.1/x",
            "https://[::1]/x",
            "https://[::ffff:127.0.0.1]/x",
            "https://169.254.169.254/latest/meta-data",
            "https://metadata.google.internal/x",
            "https://imprimante.local/x",
            "https://routeur.lan/x",
            "https://1.0.0.127.in-addr.arpa/x",
            "https://push.exemple.ml:22/x",
            "https://push.exemple.ml:443/x",
            "https://awa@push.exemple.ml/x",
            "https://push.exemple.ml@127.0.0.1/x",
            "https://push.exemple.ml\\@127.0.0.1/x",
            "https://127.0.0.1\\.exemple.ml/x",
            "https://127.0.0.1#.exemple.ml/x",
            "https://127.0.0.1?.exemple.ml/x",
            "https://push.exemple.ml/x y",
            "https://push.exemple.ml/x\r\nHost: a",
            "https://push.exemple.ml/x#y",
            "https://push.exemple.ml/é",
            "https://push.exemple.é/x",
            "https://push..ml/x",
            "https://.ml/x",
            "https://-a.ml/x",
            "https://push.exemple.ml./x",
            "file:///etc/passwd",
            long.as_str(),
        ] {
            assert!(!is_address(address), "{address}");
        }
    }

    #[test]
    fn a_key_that_is_no_point_of_the_curve_and_a_short_secret_are_refused() {
        let address = "https://push.exemple.ml/x";
        let secret = "AAAAAAAAAAAAAAAAAAAAAA";
        let off = format!("{}A", &POINT[..POINT.len() - 1]);
        for (key, secret) in
            [(off.as_str(), secret), ("", secret), ("BA", secret), (POINT, "AAAA"), (POINT, "!")]
        {
            assert_eq!(Subscription::parse(&said(address, key, secret)), None, "{key} {secret}");
        }
        for json in ["", "{}", "[]", "null", "{\"endpoint\":1}"] {
            assert_eq!(Subscription::parse(json), None, "{json}");
        }
    }
}
