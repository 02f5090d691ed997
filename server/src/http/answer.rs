//! Answers: a drawn page as bytes with its tag, compressed hard once if it is kept, else quickly for the one who asks.

use super::gzip;
use app::page::Stretch;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::io::{Read as _, Write as _};
use std::sync::{Arc, OnceLock};

/// A page as bytes.
#[derive(Clone)]
pub struct Drawn {
    status: StatusCode,
    /// What the browser asks about it again with; none if it is for somebody who is signed in, whose pages nobody keeps.
    etag: Option<HeaderValue>,
    /// What it is.
    kind: &'static str,
    form: Form,
}

/// In which form the bytes are there.
#[derive(Clone)]
enum Form {
    /// As they were drawn, for one answer, with what other answers have in common with it.
    Plain(String, Vec<Arc<Stretch>>),
    /// For many answers: what nearly everybody takes, and the other encoding from when somebody asked for it.
    Kept { brotli: Bytes, gzip: OnceLock<Bytes> },
}

/// How hard to compress a page that is kept: done once, so worth more than the fastest.
const KEPT: Strength = Strength { brotli: 6, gzip: 6 };
/// How hard to compress a page for one answer. Measured on pages of 27 to 62 kB: libdeflate's first level takes about a third of the time of
/// zlib's third and makes 4 % more; brotli at 6 makes 12 to 15 % less in seven to twelve times as long.
const ONCE: Strength = Strength { brotli: 1, gzip: 1 };

/// How hard brotli works once for as long as the program runs.
const LONG: u32 = 11;

struct Strength {
    brotli: u32,
    gzip: i32,
}

impl Drawn {
    /// A page for one answer.
    pub fn new(status: u16, html: String, private: bool) -> Self {
        let etag = (!private).then(|| {
            let digest = Sha256::digest(html.as_bytes());
            // Weak, because it stands for the page in every encoding.
            let tag = format!("W/\"{}\"", domain::outside::hex(&digest[..12]));
            HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
        });
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            etag,
            kind: "text/html; charset=utf-8",
            form: Form::Plain(html, Vec::new()),
        }
    }

    /// In which these stretches stand.
    #[must_use]
    pub fn with_stretches(self, stretches: impl IntoIterator<Item = Arc<Stretch>>) -> Self {
        let form = match self.form {
            Form::Plain(html, _) => Form::Plain(html, stretches.into_iter().collect()),
            kept @ Form::Kept { .. } => kept,
        };
        Self { form, ..self }
    }

    /// The same bytes as something else than a page.
    #[must_use]
    pub fn of_kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// The same page for many answers.
    #[must_use]
    pub fn kept(self) -> Self {
        let form = match self.form {
            Form::Plain(html, _) => {
                Form::Kept { brotli: brotli(html.as_bytes(), KEPT.brotli), gzip: OnceLock::new() }
            }
            kept @ Form::Kept { .. } => kept,
        };
        Self { form, ..self }
    }

    /// The same for as long as this program runs.
    #[must_use]
    pub fn kept_for_long(self) -> Self {
        match self.form {
            Form::Plain(html, _) => {
                let brotli = brotli(html.as_bytes(), LONG);
                Self { form: Form::Kept { brotli, gzip: OnceLock::new() }, ..self }
            }
            form @ Form::Kept { .. } => Self { form, ..self },
        }
    }

    /// The same bytes under the tag of another: what they lead to.
    #[must_use]
    pub fn tagged_as(self, other: &Self) -> Self {
        Self { etag: other.etag.clone(), ..self }
    }

    /// Whether whoever asks with these headers has it already.
    pub fn is_had(&self, asked: &HeaderMap) -> bool {
        let tag = self.etag.as_ref().filter(|_| self.status == StatusCode::OK);
        tag.is_some_and(|tag| asked.get_all(header::IF_NONE_MATCH).iter().any(|tags| has_tag(tags, tag)))
    }

    /// How much memory it takes, in bytes; of a page that is kept, with room for its second encoding.
    pub fn weight(&self) -> usize {
        match &self.form {
            Form::Plain(html, _) => html.len(),
            Form::Kept { brotli, .. } => brotli.len() * 2,
        }
    }

    /// The answer to a request with these headers: 304 if it has the same page already.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let mut headers = HeaderMap::new();
        let (kept, vary) = match self.etag {
            Some(_) => ("no-cache", "accept-encoding, cookie"),
            None => ("no-store", "cookie"),
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        headers.insert(header::VARY, HeaderValue::from_static(vary));
        if let Some(etag) = self.etag.as_ref().filter(|_| self.status == StatusCode::OK) {
            headers.insert(header::ETAG, etag.clone());
            if self.is_had(asked) {
                return (StatusCode::NOT_MODIFIED, headers).into_response();
            }
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        let (encoding, bytes) = self.encoded(asked);
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        (self.status, headers, Body::from(bytes)).into_response()
    }

    /// The bytes in an encoding that is taken, and its name.
    fn encoded(&self, asked: &HeaderMap) -> (Option<&'static str>, Bytes) {
        let takes = |name| takes(asked, name);
        match &self.form {
            Form::Plain(html, stretches) if takes("gzip") && stretches.is_empty() => {
                (Some("gzip"), gzip::whole(html.as_bytes(), ONCE.gzip))
            }
            Form::Plain(html, stretches) if takes("gzip") => {
                (Some("gzip"), gzip::of_stretches(html, stretches))
            }
            Form::Plain(html, _) if takes("br") => (Some("br"), brotli(html.as_bytes(), ONCE.brotli)),
            Form::Plain(html, _) => (None, html.clone().into()),
            Form::Kept { brotli, .. } if takes("br") => (Some("br"), brotli.clone()),
            Form::Kept { brotli, gzip: kept } if takes("gzip") => {
                (Some("gzip"), kept.get_or_init(|| gzip::whole(&unpacked(brotli), KEPT.gzip)).clone())
            }
            Form::Kept { brotli, .. } => (None, unpacked(brotli).into()),
        }
    }
}

fn has_tag(tags: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(tags), Ok(tag)) = (tags.to_str(), tag.to_str()) else { return false };
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.split(',').map(opaque).any(|it| it == opaque(tag) || it == "*")
}

/// Whether this encoding is taken.
fn takes(asked: &HeaderMap, name: &str) -> bool {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|it| it.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|part| {
        let mut part = part.split(';').map(str::trim);
        part.next() == Some(name) && part.next().is_none_or(|quality| quality.trim_start_matches("q=") != "0")
    })
}

fn brotli(bytes: &[u8], quality: u32) -> Bytes {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, quality, 20);
    // Writing into memory does not fail.
    drop(writer.write_all(bytes));
    drop(writer);
    compressed.into()
}

/// What `brotli` made, as it was.
fn unpacked(compressed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Reading from memory what was written there does not fail.
    drop(brotli::Decompressor::new(compressed, 4096).read_to_end(&mut bytes));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))])
    }

    #[test]
    fn a_page_that_did_not_change_is_not_sent_again() {
        let page = Drawn::new(200, "<html></html>".to_owned(), false);
        let tag = page.answer(&HeaderMap::new()).headers()[header::ETAG].clone();
        let again = HeaderMap::from_iter([(header::IF_NONE_MATCH, tag)]);
        assert_eq!(page.answer(&again).status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn a_private_page_is_kept_nowhere() {
        let response = Drawn::new(200, String::new(), true).answer(&HeaderMap::new());
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        assert!(!response.headers().contains_key(header::ETAG));
    }

    #[test]
    fn the_browser_chooses_the_encoding() {
        let accepts = |value| headers("accept-encoding", value);
        let encoding = |page: &Drawn, value| page.encoded(&accepts(value)).0;
        let once = Drawn::new(200, "<html></html>".to_owned(), false);
        let kept = once.clone().kept();
        for (page, best) in [(&once, "gzip"), (&kept, "br")] {
            assert_eq!(encoding(page, "gzip, deflate, br"), Some(best));
            assert_eq!(encoding(page, "gzip;q=1.0, br;q=0"), Some("gzip"));
            assert_eq!(encoding(page, "gzip;q=0, br"), Some("br"));
            assert_eq!(encoding(page, "identity"), None);
        }
    }

    #[test]
    fn whoever_asks_in_whatever_encoding_gets_the_same_page() {
        let html = "<p>Une page</p>".repeat(500);
        let once = Drawn::new(200, html.clone(), false);
        let kept = once.clone().kept();
        for page in [&once, &kept, &kept.clone()] {
            let bytes = |value| page.encoded(&headers("accept-encoding", value)).1;
            assert_eq!(bytes("identity"), html);
            assert_eq!(unpacked(&bytes("br")), html.as_bytes());
            let mut from_gzip = String::new();
            flate2::read::GzDecoder::new(&*bytes("gzip")).read_to_string(&mut from_gzip).unwrap();
            assert_eq!(from_gzip, html);
        }
        assert!(kept.weight() < once.weight(), "what is kept is small");
    }
}
