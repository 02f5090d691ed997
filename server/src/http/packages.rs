//! `/bibliotheque/dossiers/{slug}/dossier.zip`: a collection in one file, whole or from where a download was cut.

use super::Edge;
use super::archive::{Archive, Part, Piece};
use super::asked::Asked;
use super::documents::{Sent, answer, value};
use super::pages;
use app::library::MAX_PACKAGE_BYTES;
use app::t::Locale;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{Request, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::access::Caller;
use domain::library::PackedContent;
use domain::{Error, Platform};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use model::blob::BlobHash;
use model::time::Moment;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new().route("/bibliotheque/dossiers/{slug}/dossier.zip", get(send))
}

/// The page of an archive that says what is in it.
const CONTENTS: &str = "LISEZ-MOI.html";

/// The checksums of blobs that were packed before: their bytes never change.
pub type Checksums = Arc<Mutex<HashMap<BlobHash, u32>>>;

async fn send(State(edge): State<Edge>, Path(slug): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    pages::answered(&edge, &asked, async |caller| pack(&edge, caller, &slug, &asked).await).await
}

/// Where the bytes of a part are.
enum Source {
    Blob(BlobHash),
    Here(Bytes),
}

async fn pack(edge: &Edge, caller: &Caller, slug: &str, asked: &Asked) -> Result<Response, Error> {
    let package = edge.platform.package(caller, slug).await?;
    let directory = edge.platform.catalogue().await?;
    let contents = app::library::contents(Locale::French, &package, &directory, &asked.site(edge));
    let parts = package.parts.into_iter().map(|part| (part.name, part.content));
    let parts = std::iter::once((CONTENTS.to_owned(), PackedContent::Text(contents))).chain(parts).collect();
    let archive = Arc::new(archive(edge, parts, package.changed_at).await?);
    let etag = etag(&archive);
    let sent = Sent {
        bytes: archive.bytes(),
        visibility: package.visibility,
        fixed: false,
        etag: value(&etag),
        media_type: "application/zip",
        disposition: value(&format!("attachment; filename=\"{}.zip\"", package.collection.slug)),
    };
    let platform = edge.platform.clone();
    answer(&asked.headers, &sent, |range| async move { Ok(stream(platform, archive, range)) }).await
}

/// An archive of these files for her who asked for it just now, whole.
pub(super) async fn take_along(
    edge: &Edge,
    name: &str,
    parts: Vec<(String, PackedContent)>,
) -> Result<Response, Error> {
    let archive = Arc::new(archive(edge, parts, edge.platform.clock().now()).await?);
    let headers = [
        (header::CONTENT_TYPE, value("application/zip")),
        (header::CONTENT_DISPOSITION, value(&format!("attachment; filename=\"{name}\""))),
        (header::CACHE_CONTROL, value("no-store")),
        (header::CONTENT_LENGTH, archive.bytes().into()),
    ];
    let whole = 0..archive.bytes();
    Ok((headers, stream(edge.platform.clone(), archive, whole)).into_response())
}

/// The parts with their checksums. What was never packed is read once for its own.
async fn archive(
    edge: &Edge,
    packed: Vec<(String, PackedContent)>,
    changed_at: Moment,
) -> Result<Archive<Source>, Error> {
    let mut parts = Vec::new();
    for (name, content) in packed {
        parts.push(match content {
            PackedContent::Text(text) => Part {
                name,
                bytes: text.len() as u64,
                crc: crc32fast::hash(text.as_bytes()),
                content: Source::Here(text.into()),
            },
            PackedContent::Blob(blob, bytes) => {
                let crc = checksum(edge, &blob, bytes).await?;
                Part { name, bytes, crc, content: Source::Blob(blob) }
            }
        });
        if parts.iter().map(|it| it.bytes).sum::<u64>() > MAX_PACKAGE_BYTES {
            return Err(Error::NotFound);
        }
    }
    let day = changed_at.day();
    let small = |number: i32| u16::try_from(number).unwrap_or(0);
    Archive::new(parts, (small(day.year()), day.month().into(), day.day().into())).ok_or(Error::NotFound)
}

async fn checksum(edge: &Edge, blob: &BlobHash, bytes: u64) -> Result<u32, Error> {
    let known = edge.checksums.lock().unwrap_or_else(PoisonError::into_inner).get(blob).copied();
    if let Some(known) = known {
        return Ok(known);
    }
    let mut pieces = edge.platform.pieces(blob, 0..bytes).await?;
    let mut hasher = crc32fast::Hasher::new();
    while let Some(piece) = pieces.next().await {
        hasher.update(&piece.map_err(|cause| Error::Store(domain::StoreError::Unavailable(cause.into())))?);
    }
    let crc = hasher.finalize();
    edge.checksums.lock().unwrap_or_else(PoisonError::into_inner).insert(blob.clone(), crc);
    Ok(crc)
}

/// The same archive has the same name of its content.
fn etag(archive: &Archive<Source>) -> String {
    let mut hasher = Sha256::new();
    for piece in archive.pieces(0..archive.bytes()) {
        match piece {
            Piece::Frame(bytes) => hasher.update(bytes),
            Piece::Content(Part { content: Source::Here(bytes), .. }, _) => hasher.update(bytes),
            Piece::Content(Part { content: Source::Blob(blob), .. }, _) => hasher.update(blob.as_str()),
        }
    }
    let hash: String = hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hash}\"")
}

/// These bytes, one part after the other: only what is being sent is in memory.
fn stream(platform: Platform, archive: Arc<Archive<Source>>, range: Range<u64>) -> Body {
    let steps: Vec<Step> = archive
        .pieces(range)
        .into_iter()
        .map(|piece| match piece {
            Piece::Frame(bytes) => Step::Here(bytes.into()),
            Piece::Content(Part { content: Source::Here(bytes), .. }, range) => {
                let index = |at: u64| usize::try_from(at).unwrap_or(bytes.len());
                Step::Here(bytes.slice(index(range.start)..index(range.end)))
            }
            Piece::Content(Part { content: Source::Blob(blob), .. }, range) => {
                Step::Blob(blob.clone(), range)
            }
        })
        .collect();
    let bytes = stream::iter(steps).then(move |step| {
        let platform = platform.clone();
        async move {
            match step {
                Step::Here(bytes) => Ok(stream::iter([Ok(bytes)]).boxed()),
                Step::Blob(blob, range) => {
                    let pieces = platform.pieces(&blob, range).await.map_err(io::Error::other)?;
                    Ok::<_, io::Error>(pieces.map_err(io::Error::other).boxed())
                }
            }
        }
    });
    Body::from_stream(bytes.try_flatten())
}

/// One step of sending.
enum Step {
    Here(Bytes),
    Blob(BlobHash, Range<u64>),
}
