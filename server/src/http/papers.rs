//! Papers as PDF, made on demand: the report of an activity, a project, a FFOM, a certificate. Each for whoever reads its page.

use super::Edge;
use super::asked::Asked;
use super::documents::value;
use super::pages;
use crate::paper::{NoPaper, pdf};
use app::certificates::certificate_paper;
use app::page::Request as PageRequest;
use app::paper::Paper;
use app::projects::{activity_paper, project_paper, swot_paper};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::access::Caller;
use domain::{Error, Platform, StoreError};
use futures_util::StreamExt as _;
use model::blob::BlobHash;
use std::time::Duration;
use tokio::sync::Semaphore;

const ACTIVITY: &str = "/projets/activites/{slug}/rapport.pdf";
const SWOT: &str = "/projets/ffom/{slug}/ffom.pdf";
const PROJECT: &str = "/projets/{slug}/projet.pdf";
const CERTIFICATE: &str = "/attestation/{slug}/attestation.pdf";

/// One paper is made at a time: each takes a core for some milliseconds, and pages come first.
static PEN: Semaphore = Semaphore::const_new(1);
/// Who waits longer for it is told to come back: whoever waits holds one of the places of the whole site.
const WAIT: Duration = Duration::from_secs(2);

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/projets/activites/{slug}/rapport.pdf", get(activity))
        .route("/projets/ffom/{slug}/ffom.pdf", get(swot))
        .route("/projets/{slug}/projet.pdf", get(project))
        .route("/attestation/{slug}/attestation.pdf", get(certificate))
}

async fn activity(State(edge): State<Edge>, request: Request<Body>) -> Response {
    answered(&edge, request, ACTIVITY, "rapport", activity_paper).await
}

async fn swot(State(edge): State<Edge>, request: Request<Body>) -> Response {
    answered(&edge, request, SWOT, "ffom", swot_paper).await
}

async fn project(State(edge): State<Edge>, request: Request<Body>) -> Response {
    answered(&edge, request, PROJECT, "projet", project_paper).await
}

async fn certificate(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let mut response = answered(&edge, request, CERTIFICATE, "attestation", certificate_paper).await;
    // It can be withdrawn at any moment, and bears a name.
    response.headers_mut().insert(header::CACHE_CONTROL, value("no-store"));
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().insert("x-robots-tag", value("noindex"));
    response
}

/// The paper of a page. What visitors read is asked about again each time, and made again once something changed.
async fn answered(
    edge: &Edge,
    request: Request<Body>,
    pattern: &'static str,
    name: &str,
    paper: impl AsyncFnOnce(&PageRequest) -> Result<Paper, Error>,
) -> Response {
    let asked = Asked::of(&request);
    pages::answered(edge, &asked, async |caller| {
        let page = asked.page_request(edge, caller.clone(), pattern)?;
        let is_public = *caller == Caller::Visitor;
        // The day stands on it too.
        let version = edge.platform.version_of_pages().await?;
        let tag = format!("\"{version}-{}\"", edge.platform.clock().now().day().iso());
        let paper = paper(&page).await?;
        let known =
            asked.headers.get(header::IF_NONE_MATCH).is_some_and(|it| it.as_bytes() == tag.as_bytes());
        if is_public && known && pattern != CERTIFICATE {
            return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
        }
        let logo = match &paper.logo {
            Some(hash) => logo(&edge.platform, hash).await?,
            None => None,
        };
        let bytes = made(paper, logo).await?;
        let file = if pattern == CERTIFICATE { name.to_owned() } else { format!("{name}-{}", page.slug) };
        let disposition = format!("inline; filename=\"{}.pdf\"", plain(&file));
        let keeps = if is_public { "no-cache" } else { "no-store" };
        let headers = [
            (header::CONTENT_TYPE, value("application/pdf")),
            (header::CONTENT_DISPOSITION, value(&disposition)),
            (header::CACHE_CONTROL, value(keeps)),
        ];
        let mut response = (headers, Body::from(bytes)).into_response();
        if is_public {
            response.headers_mut().insert(header::ETAG, value(&tag));
        }
        Ok(response)
    })
    .await
}

/// What of a name a header says.
fn plain(name: &str) -> String {
    name.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '-').take(100).collect()
}

async fn made(paper: Paper, logo: Option<Vec<u8>>) -> Result<Vec<u8>, Error> {
    match written(&PEN, WAIT, move || pdf(&paper, logo.as_deref())).await? {
        Ok(bytes) => Ok(bytes),
        Err(NoPaper::TooLong) => Err(Error::TooLarge),
        Err(NoPaper::Refused(cause)) => Err(Error::Internal(cause.into())),
    }
}

/// What is written with a pen. The thread that writes holds it to its end, also when whoever asked is gone.
///
/// # Errors
/// `Unavailable` if the pen is not free in time.
async fn written<T: Send + 'static>(
    pens: &'static Semaphore,
    wait: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let pen = tokio::time::timeout(wait, pens.acquire()).await;
    let pen = pen.map_err(|late| Error::Store(StoreError::Unavailable(late.into())))?;
    let pen = pen.map_err(|error| Error::Internal(error.into()))?;
    let made = tokio::task::spawn_blocking(move || {
        let made = work();
        drop(pen);
        made
    });
    made.await.map_err(|error| Error::Internal(error.into()))
}

/// The PNG of a logo; a paper without its logo is better than none.
async fn logo(platform: &Platform, hash: &BlobHash) -> Result<Option<Vec<u8>>, Error> {
    let Ok((_, mut pieces)) = platform.logo(&hash.to_string()).await else { return Ok(None) };
    let mut png = Vec::new();
    while let Some(piece) = pieces.next().await {
        png.extend_from_slice(&piece?);
    }
    Ok(Some(png))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test]
    async fn whoever_asks_and_goes_away_keeps_the_pen_until_her_paper_is_done() {
        static ONE: Semaphore = Semaphore::const_new(1);
        let short = Duration::from_millis(50);
        let (done, wait) = mpsc::channel::<()>();
        let asked = tokio::time::timeout(short, written(&ONE, short, move || wait.recv().is_ok())).await;
        assert!(asked.is_err(), "she went away while it was written");
        assert_eq!(ONE.available_permits(), 0);
        let second = written(&ONE, short, || ()).await;
        assert!(matches!(second, Err(Error::Store(StoreError::Unavailable(_)))), "told to come back");
        done.send(()).unwrap();
        written(&ONE, Duration::from_secs(60), || ()).await.expect("the pen is free again");
    }
}
