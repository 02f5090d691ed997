//! `/envois`: files sent in pieces over a network that breaks (tus 1.0.0: core, creation, expiration, termination;
//! <https://tus.io/protocols/resumable-upload>).
//!
//! What has come is what stands on the disk: after a cut the sender asks how much that is, and goes on from there.

use super::asked::Asked;
use super::{Edge, log, sessions};
use crate::coming;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path as InPath, State};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::access::Caller;
use domain::library::{ABANDONED, MAX_UPLOAD_BYTES, Upload};
use domain::{Error, StoreError};
use futures_util::StreamExt as _;
use model::id::UploadId;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _, SeekFrom};
use tokio::sync::{OwnedMutexGuard, watch};

/// How long one waits for the next piece before the connection counts as cut.
const SILENCE: Duration = Duration::from_secs(60);
const VERSION: &str = "1.0.0";

/// The uploads for which bytes are coming now: one sender at a time for each, and the last who comes goes on. Who was cut off
/// comes back long before her old connection is known to be dead.
#[derive(Clone, Default)]
pub struct Busy(Arc<Mutex<HashMap<UploadId, Arc<Line>>>>);

/// Those who send the same upload.
#[derive(Default)]
struct Line {
    first: Arc<tokio::sync::Mutex<()>>,
    /// How many have come.
    count: watch::Sender<u64>,
}

/// The right to write one upload, given back when the request ends, however it ends.
struct Turn {
    busy: Busy,
    id: UploadId,
    line: Arc<Line>,
    number: u64,
    count: watch::Receiver<u64>,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Busy {
    /// Waits until whoever writes this upload has stopped, which she does as soon as somebody else comes.
    async fn turn(&self, id: UploadId) -> Turn {
        let line = Arc::clone(self.lines().entry(id).or_default());
        let mut number = 0;
        line.count.send_modify(|count| {
            *count += 1;
            number = *count;
        });
        let (first, count) = (Arc::clone(&line.first), line.count.subscribe());
        let mut turn = Turn { busy: self.clone(), id, line, number, count, guard: None };
        turn.guard = Some(first.lock_owned().await);
        turn
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<UploadId, Arc<Line>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Until somebody else comes.
    async fn over(&mut self) {
        let number = self.number;
        // The line lives as long as the turn.
        drop(self.count.wait_for(|count| *count != number).await);
    }

    fn is_over(&self) -> bool {
        *self.count.borrow() != self.number
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut lines = self.busy.lines();
        // Nobody else stands in it: what is left is here and in the list.
        if Arc::strong_count(&self.line) == 2 {
            lines.remove(&self.id);
        }
    }
}

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/envois", post(create).options(options))
        .route("/envois/{id}", any(one))
        .layer(DefaultBodyLimit::disable())
}

/// What this server can do.
async fn options() -> Response {
    let headers = [
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", "creation,expiration,termination".to_owned()),
        ("tus-max-size", MAX_UPLOAD_BYTES.to_string()),
    ];
    answer(StatusCode::NO_CONTENT, &headers)
}

/// Begins an upload.
async fn create(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    if let Some(refusal) = version_refused(&asked.headers) {
        return refusal;
    }
    let may = edge.limits.may_send(&request);
    let begun = async {
        let caller = sessions::caller(&edge, &asked).await?;
        if !may {
            return Err(Error::TooMany);
        }
        let bytes = number(&asked.headers, "upload-length").ok_or(Error::Unreadable)?;
        let upload = edge.platform.begin_upload(&caller, &file_name(&asked.headers), bytes).await?;
        coming::create(&edge.coming.of_upload(upload.id)).map_err(unavailable)?;
        Ok(upload)
    };
    match begun.await {
        Ok(upload) => {
            let place = ("location", format!("/envois/{}", upload.id));
            answer(StatusCode::CREATED, &[place, expires(&edge)])
        }
        Err(error) => refused(&asked, &error),
    }
}

/// Asks about an upload, goes on with it, or gives it up.
async fn one(State(edge): State<Edge>, InPath(id): InPath<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    // Old proxies let nothing through but POST.
    let overridden = asked.headers.get("x-http-method-override").and_then(|it| it.to_str().ok());
    let method = overridden.unwrap_or(request.method().as_str()).to_owned();
    if method == "OPTIONS" {
        return options().await;
    }
    if let Some(refusal) = version_refused(&asked.headers) {
        return refusal;
    }
    let done = async {
        let caller = sessions::caller(&edge, &asked).await?;
        let upload = edge.platform.upload(&caller, &id).await?;
        match method.as_str() {
            "HEAD" => ask(&edge, &upload),
            "PATCH" => go_on(&edge, &caller, &upload, request).await,
            "DELETE" => {
                edge.platform.end_upload(&caller, &upload).await?;
                edge.coming.forget_upload(upload.id);
                Ok(answer(StatusCode::NO_CONTENT, &[]))
            }
            _ => Ok(answer(StatusCode::METHOD_NOT_ALLOWED, &[])),
        }
    };
    done.await.unwrap_or_else(|error: Error| refused(&asked, &error))
}

fn ask(edge: &Edge, upload: &Upload) -> Result<Response, Error> {
    let headers = [
        ("upload-offset", received(edge, upload)?.to_string()),
        ("upload-length", upload.bytes.to_string()),
        ("cache-control", "no-store".to_owned()),
        expires(edge),
    ];
    Ok(answer(StatusCode::OK, &headers))
}

async fn go_on(
    edge: &Edge,
    caller: &Caller,
    upload: &Upload,
    request: Request<Body>,
) -> Result<Response, Error> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    if kind != Some("application/offset+octet-stream") {
        return Ok(answer(StatusCode::UNSUPPORTED_MEDIA_TYPE, &[]));
    }
    let mut turn = edge.busy.turn(upload.id).await;
    let mut offset = received(edge, upload)?;
    if number(request.headers(), "upload-offset") != Some(offset) {
        return Ok(answer(StatusCode::CONFLICT, &[("upload-offset", offset.to_string())]));
    }
    edge.platform.touch_upload(caller, upload).await?;
    let path = edge.coming.of_upload(upload.id);
    let mut file = tokio::fs::OpenOptions::new().write(true).open(path).await.map_err(unavailable)?;
    file.seek(SeekFrom::Start(offset)).await.map_err(unavailable)?;
    let mut pieces = request.into_body().into_data_stream();
    // A piece that never comes ends the request like one that breaks: what has come stays.
    loop {
        let next = tokio::time::timeout(SILENCE, pieces.next());
        let Ok(Some(Ok(piece))) = (tokio::select! { biased; () = turn.over() => break, next = next => next })
        else {
            break;
        };
        if offset + piece.len() as u64 > upload.bytes {
            file.set_len(offset).await.map_err(unavailable)?;
            return Err(Error::TooLarge);
        }
        file.write_all(&piece).await.map_err(unavailable)?;
        offset += piece.len() as u64;
    }
    file.flush().await.map_err(unavailable)?;
    if turn.is_over() {
        return Ok(answer(StatusCode::LOCKED, &[]));
    }
    edge.platform.touch_upload(caller, upload).await?;
    Ok(answer(StatusCode::NO_CONTENT, &[("upload-offset", offset.to_string()), expires(edge)]))
}

/// How many bytes have come; an upload whose file is gone is gone too.
fn received(edge: &Edge, upload: &Upload) -> Result<u64, Error> {
    std::fs::metadata(edge.coming.of_upload(upload.id)).map(|it| it.len()).map_err(|_| Error::NotFound)
}

/// The file of an upload that has come whole, for the form that says what it is for.
///
/// # Errors
/// `NotFound`, `Unreadable` if something is missing.
pub(super) async fn finished(edge: &Edge, caller: &Caller, id: &str) -> Result<Upload, Error> {
    let upload = edge.platform.upload(caller, id).await?;
    if received(edge, &upload)? == upload.bytes { Ok(upload) } else { Err(Error::Unreadable) }
}

/// Makes an upload of a file that came whole with a form and could not be kept, so that it need not be sent again; nothing if that
/// cannot be done either.
pub(super) async fn wait(edge: &Edge, caller: &Caller, name: &str, path: &Path) -> Option<Upload> {
    let bytes = std::fs::metadata(path).ok()?.len();
    let upload = edge.platform.begin_upload(caller, name, bytes).await.ok()?;
    if std::fs::rename(path, edge.coming.of_upload(upload.id)).is_ok() {
        return Some(upload);
    }
    drop(edge.platform.end_upload(caller, &upload).await);
    None
}

fn version_refused(headers: &HeaderMap) -> Option<Response> {
    let same = headers.get("tus-resumable").is_some_and(|it| it == VERSION);
    (!same).then(|| answer(StatusCode::PRECONDITION_FAILED, &[("tus-version", VERSION.to_owned())]))
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// The name in `Upload-Metadata`: pairs of a key and a value in base 64.
fn file_name(headers: &HeaderMap) -> String {
    let metadata = headers.get("upload-metadata").and_then(|it| it.to_str().ok()).unwrap_or_default();
    let pairs = metadata.split(',').filter_map(|pair| pair.trim().split_once(' '));
    let name = pairs.into_iter().find(|(key, _)| *key == "filename").map(|(_, value)| value.trim());
    let bytes = name.and_then(|value| STANDARD.decode(value).ok()).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Until when the upload waits for its next piece (RFC 9110, 5.6.7).
fn expires(edge: &Edge) -> (&'static str, String) {
    ("upload-expires", edge.platform.clock().now().plus(ABANDONED).http_date())
}

fn refused(asked: &Asked, error: &Error) -> Response {
    if let Some(cause) = error.disaster() {
        log::disaster(&asked.id, &asked.path, cause);
    }
    let status = StatusCode::from_u16(error.failure().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    answer(status, &[])
}

fn answer(status: StatusCode, headers: &[(&'static str, String)]) -> Response {
    let mut response = status.into_response();
    response.headers_mut().insert("tus-resumable", HeaderValue::from_static(VERSION));
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(*name, value);
        }
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn unavailable(cause: io::Error) -> Error {
    Error::Store(StoreError::Unavailable(cause.into()))
}
