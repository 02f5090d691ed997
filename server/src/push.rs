//! Who goes to the services of the browsers' makers. Their addresses come from browsers, so that whoever has an account may name any
//! server: this one asks only the open network, follows nobody and reads nothing of what is answered but its head.

use async_trait::async_trait;
use domain::push::{Courier, Outcome, Parcel, VapidKey};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, StatusCode, redirect};
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// How long a service may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// One name for all rings: of those that a phone has not got yet, its service keeps the last.
const TOPIC: &str = "nouvelles";

/// The courier of this process.
pub struct PushPost {
    client: Client,
    /// Where everything goes instead of its own host, by plain HTTP; only tests have such a place.
    instead: Option<SocketAddr>,
}

impl PushPost {
    /// For the open network.
    ///
    /// # Errors
    /// If this machine has no TLS.
    pub fn open() -> Result<Self, Box<dyn Error + Send + Sync>> {
        let client = client()?.https_only(true).dns_resolver(Arc::new(OpenNetwork)).build()?;
        Ok(Self { client, instead: None })
    }

    /// For tests: whatever host a parcel is for, this server gets it.
    ///
    /// # Errors
    /// As `open`.
    pub fn instead(server: SocketAddr) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self { client: client()?.build()?, instead: Some(server) })
    }

    fn place(&self, address: &str) -> String {
        let path = address.splitn(4, '/').nth(3).unwrap_or_default();
        self.instead.map_or_else(|| address.to_owned(), |server| format!("http://{server}/{path}"))
    }
}

/// With the roots that letters are sent with, so that a machine without certificates of its own rings too.
fn client() -> Result<reqwest::ClientBuilder, rustls::Error> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let builder = Client::builder().tls_backend_preconfigured(tls).http1_only().no_proxy();
    Ok(builder.redirect(redirect::Policy::none()).timeout(PATIENCE))
}

#[async_trait]
impl Courier for PushPost {
    async fn carry(&self, parcel: &Parcel) -> Outcome {
        let request = self
            .client
            .post(self.place(&parcel.address))
            .header(AUTHORIZATION, &parcel.authorization)
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(CONTENT_ENCODING, "aes128gcm")
            .header("ttl", parcel.seconds)
            .header("urgency", "normal")
            .header("topic", TOPIC)
            .body(parcel.body.clone());
        match request.send().await {
            // What else it says is not read: the answer is dropped here.
            Ok(answer) => outcome(answer.status(), answer.headers()),
            Err(_) => Outcome::Later(None),
        }
    }
}

fn outcome(status: StatusCode, headers: &HeaderMap) -> Outcome {
    match status {
        _ if status.is_success() => Outcome::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Outcome::Gone,
        _ if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
            let seconds = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
            Outcome::Later(seconds.map(|seconds: u32| i64::from(seconds) * 1000))
        }
        _ => {
            eprintln!("error task=push cause=a service refused a ring with {}", status.as_u16());
            Outcome::Refused
        }
    }
}

/// Names as the machine resolves them, without addresses that are not of the open network.
struct OpenNetwork;

impl Resolve for OpenNetwork {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open: Vec<SocketAddr> = found.filter(|it| is_open(it.ip())).collect();
            if open.is_empty() {
                return Err("no address of the open network".into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of the open network: none of those that the registries of special addresses (IANA) keep for something else.
fn is_open(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_open_v4(it),
        IpAddr::V6(it) => is_open_v6(it),
    }
}

fn is_open_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = a == 0
        || a == 10
        || a == 127
        || (a == 100 && (64..128).contains(&b))
        || (a == 169 && b == 254)
        || (a == 172 && (16..32).contains(&b))
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113)
        // For many at once, and kept for later.
        || a >= 224;
    !special
}

/// Only what the registries gave out to the network (2000::/3), and of that nothing that leads to an address of another kind.
fn is_open_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    (a & 0xe000) == 0x2000
        // 2001::/23 for protocols, among them Teredo; 2001:db8::/32 and 3fff::/20 for documents; 2002::/16 for 6to4.
        && !(a == 0x2001 && (b < 0x0200 || b == 0x0db8))
        && a != 0x2002
        && !(a == 0x3fff && b < 0x1000)
}

/// Reads the site's key, which is made at the first start.
///
/// # Errors
/// If what is kept is no key: another one would silence every phone.
pub fn read_key(kept: &str) -> Result<VapidKey, String> {
    VapidKey::read(kept.trim()).ok_or_else(|| {
        "is no key that phones are rung with; put the old one back, or remove it for a new one, with which everybody turns her \
         phone on again"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn only_addresses_of_the_open_network_are_asked() {
        for open in ["142.250.1.188", "9.9.9.9", "2a00:1450:4007::bc", "2600:1901::1"] {
            assert!(is_open(open.parse().unwrap()), "{open}");
        }
        for inside in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!is_open(inside.parse().unwrap()), "{inside}");
        }
    }

    #[test]
    fn what_a_service_answers_decides_what_becomes_of_a_ring() {
        let said = |status: u16, after: Option<&'static str>| {
            let headers = after.map(|after| (RETRY_AFTER, HeaderValue::from_static(after)));
            outcome(StatusCode::from_u16(status).unwrap(), &headers.into_iter().collect())
        };
        assert_eq!([200, 201, 202, 204].map(|it| said(it, None)), [Outcome::Taken; 4]);
        assert_eq!([404, 410].map(|it| said(it, None)), [Outcome::Gone; 2]);
        assert_eq!(said(429, Some("120")), Outcome::Later(Some(120_000)));
        assert_eq!(said(503, Some("Fri, 07 Nov 2031 23:59:59 GMT")), Outcome::Later(None));
        assert_eq!(said(500, Some("-1")), Outcome::Later(None));
        assert_eq!([301, 307, 400, 401, 403, 413].map(|it| said(it, None)), [Outcome::Refused; 6]);
    }

    #[tokio::test]
    async fn nothing_is_sent_into_the_network_of_the_server() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let post = PushPost::open().unwrap();
        for address in [format!("https://localhost:{port}/x"), format!("http://127.0.0.1:{port}/x")] {
            let parcel = Parcel { address, authorization: String::new(), seconds: 60, body: vec![1] };
            assert_eq!(post.carry(&parcel).await, Outcome::Later(None));
        }
        assert!(listener.accept().is_err(), "somebody came");
    }
}
