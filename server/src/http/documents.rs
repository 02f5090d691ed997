//! `/fichiers/{hash}.{extension}`: the bytes of documents and of voices, whole or in parts, to those who may have them.

use super::Edge;
use super::asked::Asked;
use super::{pages, phone};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Error;
use domain::access::Caller;
use domain::library::{Served, Visibility};
use model::library::Family;
use std::ops::Range;

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/fichiers/{name}", get(send))
        .route("/voix/{id}", get(speak))
        .route("/feuilles/{id}", get(look))
}

async fn send(State(edge): State<Edge>, Path(name): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    pages::answered(&edge, &asked, async |caller| found(&edge, caller, &name, &asked).await).await
}

/// A voice of the forum. Its address names it and not its bytes, which change once when it is made light.
async fn speak(State(edge): State<Edge>, Path(id): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    pages::answered(&edge, &asked, async |caller| {
        let served = edge.platform.voice_served(caller, &id).await?;
        give(&edge, caller, served, false, &asked).await
    })
    .await
}

/// The photo of sheets that were signed: nobody keeps a copy, since each look leaves a line.
async fn look(State(edge): State<Edge>, Path(id): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    pages::answered(&edge, &asked, async |caller| {
        let seen = edge.platform.see_sheet(caller, &id).await?;
        let headers = [
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::CONTENT_TYPE, HeaderValue::from_static(seen.kind.media_type())),
            (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
        ];
        let body = Body::from_stream(edge.platform.pieces(&seen.blob, 0..seen.bytes).await?);
        Ok((headers, body).into_response())
    })
    .await
}

async fn found(edge: &Edge, caller: &Caller, name: &str, asked: &Asked) -> Result<Response, Error> {
    let (hash, _) = name.split_once('.').unwrap_or((name, ""));
    let served = edge.platform.served(caller, hash).await?;
    give(edge, caller, served, true, asked).await
}

/// Sends a file that somebody may have; `fixed` says whether its address names its content.
async fn give(
    edge: &Edge,
    caller: &Caller,
    served: Served,
    fixed: bool,
    asked: &Asked,
) -> Result<Response, Error> {
    let own =
        (served.visibility == Visibility::Private && !caller.is_staff()).then(|| phone::own(edge, caller));
    let sent = Sent {
        bytes: served.bytes,
        visibility: served.visibility,
        fixed,
        etag: value(&format!("\"{}\"", &served.blob.as_str()[..32])),
        media_type: served.kind.media_type(),
        disposition: disposition(&served, asked.query.contains("telecharger")),
    };
    let mut response = answer(&asked.headers, &sent, |range| async move {
        Ok(Body::from_stream(edge.platform.pieces(&served.blob, range).await?))
    })
    .await?;
    response.headers_mut().extend(own.flatten().map(|name| (phone::OWN, name)));
    Ok(response)
}

/// Something with many bytes that is sent whole or in parts.
pub(super) struct Sent {
    /// How many bytes it has.
    pub bytes: u64,
    /// Who may keep a copy.
    pub visibility: Visibility,
    /// Whether its address names its content, so that a copy is true for ever.
    pub fixed: bool,
    /// The name of its content.
    pub etag: HeaderValue,
    /// What it is.
    pub media_type: &'static str,
    /// Whether it is shown or kept, and under which name.
    pub disposition: HeaderValue,
}

/// The answer to who asks for it: nothing if she has it, the part that she asks for, or the whole, whose bytes `body` gives.
pub(super) async fn answer<F: Future<Output = Result<Body, Error>>>(
    asked: &HeaderMap,
    sent: &Sent,
    body: impl FnOnce(Range<u64>) -> F,
) -> Result<Response, Error> {
    let mut headers = headers(sent);
    if matches(asked, header::IF_NONE_MATCH, &sent.etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    match wanted(asked, &sent.etag, sent.bytes) {
        Wanted::Whole => {
            headers.insert(header::CONTENT_LENGTH, sent.bytes.into());
            Ok((headers, body(0..sent.bytes).await?).into_response())
        }
        Wanted::Part(part) => {
            let range = format!("bytes {}-{}/{}", part.start, part.end - 1, sent.bytes);
            headers.insert(header::CONTENT_RANGE, value(&range));
            headers.insert(header::CONTENT_LENGTH, (part.end - part.start).into());
            Ok((StatusCode::PARTIAL_CONTENT, headers, body(part).await?).into_response())
        }
        Wanted::Nothing => {
            let range = value(&format!("bytes */{}", sent.bytes));
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, range)]).into_response())
        }
    }
}

/// What is said beside the bytes. Whatever somebody sent is shown without rights: no script, no form, no frame.
fn headers(sent: &Sent) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(sent.media_type));
    headers.insert(header::ETAG, sent.etag.clone());
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let kept = match (sent.visibility, sent.fixed) {
        (Visibility::Public, true) => "public, max-age=31536000, immutable",
        (Visibility::Public, false) | (Visibility::Asked, _) => "public, no-cache",
        // A phone that keeps it for her asks each time: what she may not read any more is not shown again.
        (Visibility::Private, _) => "private, no-store, no-cache",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_DISPOSITION, sent.disposition.clone());
    headers
}

/// RFC 6266: a name that older programs understand, and the true one.
fn disposition(served: &Served, download: bool) -> HeaderValue {
    let how = if download || !served.kind.is_shown_inline() { "attachment" } else { "inline" };
    // Covers and pages are many and small; nobody keeps them under a name.
    if !download && served.kind.family() == Family::Image {
        return HeaderValue::from_static("inline");
    }
    let plain = |it: char| if it.is_ascii_alphanumeric() || ".-_ ".contains(it) { it } else { '_' };
    let plain: String = served.name.chars().map(plain).collect();
    let mut exact = String::new();
    model::browse::encode(&served.name, &mut exact);
    value(&format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{exact}"))
}

/// Everything that is put into a header here is ASCII of ours.
pub(super) fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    Nothing,
}

/// Which bytes are asked for (RFC 9110, 14): one range is answered; several, or one that is none, are answered whole.
fn wanted(asked: &HeaderMap, etag: &HeaderValue, bytes: u64) -> Wanted {
    let Some(range) = asked.get(header::RANGE).and_then(|it| it.to_str().ok()) else { return Wanted::Whole };
    let unchanged = !asked.contains_key(header::IF_RANGE) || matches(asked, header::IF_RANGE, etag);
    let Some(range) = range.strip_prefix("bytes=").filter(|it| unchanged && !it.contains(',')) else {
        return Wanted::Whole;
    };
    let Some((from, to)) = range.trim().split_once('-') else { return Wanted::Whole };
    let part = match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => from..to.saturating_add(1).min(bytes),
        (Ok(from), Err(_)) if to.is_empty() => from..bytes,
        (Err(_), Ok(last)) if from.is_empty() => bytes.saturating_sub(last)..bytes,
        _ => return Wanted::Whole,
    };
    if part.is_empty() { Wanted::Nothing } else { Wanted::Part(part) }
}

fn matches(asked: &HeaderMap, name: header::HeaderName, etag: &HeaderValue) -> bool {
    let (Some(tags), Ok(etag)) = (asked.get(name).and_then(|it| it.to_str().ok()), etag.to_str()) else {
        return false;
    };
    tags.split(',').any(|tag| tag.trim() == etag || tag.trim() == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(range: &'static str, if_range: Option<&'static str>) -> Wanted {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static(range));
        if let Some(tag) = if_range {
            headers.insert(header::IF_RANGE, HeaderValue::from_static(tag));
        }
        wanted(&headers, &HeaderValue::from_static("\"a\""), 100)
    }

    #[test]
    fn one_range_is_answered_and_strange_ones_are_ignored() {
        assert_eq!(ask("bytes=0-9", None), Wanted::Part(0..10));
        assert_eq!(ask("bytes=90-", None), Wanted::Part(90..100));
        assert_eq!(ask("bytes=-10", None), Wanted::Part(90..100));
        assert_eq!(ask("bytes=-1000", None), Wanted::Part(0..100));
        assert_eq!(ask("bytes=50-1000", None), Wanted::Part(50..100));
        assert_eq!(ask("bytes=100-", None), Wanted::Nothing);
        assert_eq!(ask("bytes=-0", None), Wanted::Nothing);
        for whole in
            ["bytes=0-1,4-5", "bytes=9-1", "bytes=a-b", "pages=1-2", "bytes=", "bytes=18446744073709551616-"]
        {
            assert_eq!(ask(whole, None), Wanted::Whole, "{whole}");
        }
    }

    #[test]
    fn a_part_of_another_version_is_not_joined_to_this_one() {
        assert_eq!(ask("bytes=0-9", Some("\"a\"")), Wanted::Part(0..10));
        assert_eq!(ask("bytes=0-9", Some("\"b\"")), Wanted::Whole);
        assert_eq!(ask("bytes=0-9", Some("Sat, 21 Nov 2026 00:00:00 GMT")), Wanted::Whole);
    }
}
