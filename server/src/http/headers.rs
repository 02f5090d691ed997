//! The headers that every answer carries: what the browser may run, keep and tell.

use super::Edge;
use app::assets::Assets;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// Headers that are the same everywhere.
const ALWAYS: [(HeaderName, &str); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Those of whatever a browser opens or runs.
const OPENED: [(HeaderName, &str); 3] = [
    // Not `no-referrer`: a form without JavaScript is sent back to where it came from.
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(self), payment=(), usb=(), interest-cohort=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// At the door of a meeting slips are read with the camera, and nowhere else.
const SEES: &str = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()";

/// What is only shown, heard or read by a page: what says how a page behaves would weigh as much as a cover of the library.
const PARTS: [&str; 5] = ["image/", "audio/", "video/", "text/css", "application/wasm"];

/// Two years, as the preload list wants it.
const HSTS: &str = "max-age=63072000; includeSubDomains";

/// Adds what is not there yet.
pub async fn add(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let sees = path.starts_with("/agenda/") && path.ends_with("/entrees");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        put(headers, name, HeaderValue::from_static(value));
    }
    // Whoever keeps answers on a phone takes nothing for ours that does not say of which build it is.
    put(headers, HeaderName::from_static("x-musoya"), build());
    if !is_part(headers) {
        if sees {
            put(headers, HeaderName::from_static("permissions-policy"), HeaderValue::from_static(SEES));
        }
        for (name, value) in OPENED {
            put(headers, name, HeaderValue::from_static(value));
        }
        put(headers, header::CONTENT_SECURITY_POLICY, policy());
    }
    if edge.https {
        put(headers, header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    response
}

/// Whether it is a part of a page. A drawing can be opened and run like a page.
fn is_part(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    PARTS.iter().any(|part| kind.starts_with(part)) && !kind.starts_with("image/svg")
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

/// The name of this build.
fn build() -> HeaderValue {
    HeaderValue::from_str(Assets::get().name()).unwrap_or_else(|_| HeaderValue::from_static("1"))
}

/// The content security policy: nothing inline but the critical CSS, by its hash; nothing from anywhere else.
fn policy() -> HeaderValue {
    static POLICY: OnceLock<HeaderValue> = OnceLock::new();
    POLICY
        .get_or_init(|| {
            let hash = STANDARD.encode(Sha256::digest(Assets::get().critical_css.as_bytes()));
            let policy = format!(
                "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-{hash}'; \
                 img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; \
                 form-action 'self'; frame-ancestors 'none'"
            );
            HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
        })
        .clone()
}
