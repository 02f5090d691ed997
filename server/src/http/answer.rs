//! Answers: a drawn page as bytes with its tag, compressed once for those who take it so.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::io::Write as _;

/// A page as bytes.
#[derive(Clone)]
pub struct Drawn {
    status: StatusCode,
    /// Whether the one browser that got it may keep it, to be asked about again; not if somebody is signed in.
    private: bool,
    etag: HeaderValue,
    plain: Bytes,
    brotli: Bytes,
    gzip: Bytes,
}

/// How hard to compress: once for each page that is kept, so worth more than the fastest.
const BROTLI_QUALITY: u32 = 6;

impl Drawn {
    /// Compresses a page.
    pub fn new(status: u16, html: String, private: bool) -> Self {
        let digest = Sha256::digest(html.as_bytes());
        // Weak, because it stands for the page in every encoding.
        let etag = format!("W/\"{}\"", domain::outside::hex(&digest[..12]));
        let (brotli, gzip) = (brotli(html.as_bytes()), gzip(html.as_bytes()));
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            private,
            etag: HeaderValue::from_str(&etag).unwrap_or_else(|_| HeaderValue::from_static("\"0\"")),
            plain: html.into(),
            brotli,
            gzip,
        }
    }

    /// How much memory it takes, in bytes.
    pub fn weight(&self) -> usize {
        self.plain.len() + self.brotli.len() + self.gzip.len()
    }

    /// The answer to a request with these headers: 304 if it has the same page already.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let mut headers = HeaderMap::new();
        let (kept, vary) =
            if self.private { ("no-store", "cookie") } else { ("no-cache", "accept-encoding, cookie") };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        headers.insert(header::VARY, HeaderValue::from_static(vary));
        headers.insert("x-musoya", HeaderValue::from_static("1"));
        let known = asked.get_all(header::IF_NONE_MATCH).iter().any(|tags| has_tag(tags, &self.etag));
        if !self.private && self.status == StatusCode::OK {
            headers.insert(header::ETAG, self.etag.clone());
            if known {
                return (StatusCode::NOT_MODIFIED, headers).into_response();
            }
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let bytes = match encoding(asked) {
            Some("br") => {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
                &self.brotli
            }
            Some(_) => {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                &self.gzip
            }
            None => &self.plain,
        };
        (self.status, headers, Body::from(bytes.clone())).into_response()
    }
}

fn has_tag(tags: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(tags), Ok(tag)) = (tags.to_str(), tag.to_str()) else { return false };
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tags.split(',').map(opaque).any(|it| it == opaque(tag) || it == "*")
}

/// The best encoding that is taken: brotli, gzip or none.
fn encoding(asked: &HeaderMap) -> Option<&'static str> {
    let accepted = asked.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let takes = |name: &str| {
        accepted.split(',').any(|part| {
            let mut part = part.split(';').map(str::trim);
            part.next() == Some(name)
                && part.next().is_none_or(|quality| quality.trim_start_matches("q=") != "0")
        })
    };
    ["br", "gzip"].into_iter().find(|name| takes(name))
}

fn brotli(bytes: &[u8]) -> Bytes {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, BROTLI_QUALITY, 20);
    // Writing into memory does not fail.
    drop(writer.write_all(bytes));
    drop(writer);
    compressed.into()
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    // Writing into memory does not fail.
    drop(writer.write_all(bytes));
    writer.finish().unwrap_or_default().into()
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
        assert_eq!(encoding(&headers("accept-encoding", "gzip, deflate, br")), Some("br"));
        assert_eq!(encoding(&headers("accept-encoding", "gzip;q=1.0, br;q=0")), Some("gzip"));
        assert_eq!(encoding(&headers("accept-encoding", "identity")), None);
    }
}
