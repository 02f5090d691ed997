//! What makes the site an application of the phone: its manifests, and the worker that keeps pages for hours without network.

use super::answer::Drawn;
use super::asked::Asked;
use super::cache::Key;
use super::forms::decoded;
use super::{Edge, pages};
use app::assets::Assets;
use app::home::{PAGES_KEPT, manifest, share};
use app::page::Display;
use app::t::Locale;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use axum::response::Response;
use axum::routing::{get, post};
use domain::Error;
use domain::access::Caller;
use http_body_util::{BodyExt as _, Limited};
use model::directory::Kept;
use model::time::Moment;
use serde_json::{Value, json};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What takes the worker of a phone away again.
const GONE: &str = include_str!("gone.js");
/// What is kept before anybody opens it, with the style, the pictograms and our scripts.
const PAGES: [&str; 5] = ["/hors-ligne", "/sans-reseau", "/envois", share::PATH, "/favicon.svg"];
/// The scripts that are of no use without network; and the one of the door of a meeting, which is kept with its page.
const ONLINE: [&str; 3] = ["passkey", "push", "scan"];
/// Of which state of the data an answer is.
pub(super) const STATE: HeaderName = HeaderName::from_static("x-annuaire");
/// That a page needs the network: no phone keeps it because it was seen.
pub(super) const PASSES: HeaderName = HeaderName::from_static("x-passe");
/// For whom an answer is: a phone keeps it apart, for as long as she is signed in (docs/decisions/0034).
pub(super) const OWN: HeaderName = HeaderName::from_static("x-pour");
/// How many bytes of a shared file are waited for, and for how long.
const MOST_SHARED: usize = 32 * 1024 * 1024;
const SLOWEST: Duration = Duration::from_secs(60);
/// The media type of a script.
const SCRIPT: &str = "text/javascript; charset=utf-8";
/// The media type of data.
const JSON: &str = "application/json";
/// The media type of a manifest.
const MANIFEST: &str = "application/manifest+json";

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/sw.js", get(worker))
        .route("/annuaire.json", get(copy))
        .route("/app.webmanifest", get(ordinary))
        .route("/carnet.webmanifest", get(discreet))
        .route("/partager", post(shared).layer(DefaultBodyLimit::disable()))
}

/// For whom an answer to this caller is.
pub(super) fn own(edge: &Edge, caller: &Caller) -> Option<HeaderValue> {
    let right = caller.oneself().ok()?;
    HeaderValue::from_str(&edge.platform.outbox_name(&right)).ok()
}

async fn worker(State(edge): State<Edge>, headers: HeaderMap) -> Response {
    static WORKER: OnceLock<Drawn> = OnceLock::new();
    let script = |text: String| Drawn::new(200, text, false).of_kind(SCRIPT);
    if !edge.worker {
        return script(GONE.to_owned()).answer(&headers);
    }
    WORKER.get_or_init(|| script(rendered(Assets::get())).kept_for_long()).answer(&headers)
}

async fn ordinary(headers: HeaderMap) -> Response {
    written(&manifest::ordinary(Locale::French), &headers)
}

async fn discreet(headers: HeaderMap) -> Response {
    written(&manifest::discreet(Locale::French), &headers)
}

/// A file that another application hands over is for the worker of the phone; where none is there, she is told to share it again. Nothing
/// of it is kept here, and of what is not read to its end nothing more is heard.
async fn shared(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    if !edge.limits.may_try(&request) {
        return pages::error_page(&edge, &asked, Caller::Visitor, &Error::TooMany).await;
    }
    let mut body = Limited::new(request.into_body(), MOST_SHARED);
    let read = async { while let Some(Ok(_)) = body.frame().await {} };
    // An answer before the end of what is sent is one that the browser does not see.
    drop(tokio::time::timeout(SLOWEST, read).await);
    pages::see_other(&format!("{}?perdu=1", share::PATH))
}

/// The public directory whole, or with `depuis` what changed since that moment, for a phone that has a copy.
async fn copy(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    match told(&edge, &asked).await {
        Ok(response) => response,
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

async fn told(edge: &Edge, asked: &Asked) -> Result<Response, Error> {
    let now = edge.platform.clock().now();
    let state = edge.platform.version_of_pages().await?;
    let key = Key { address: asked.path.clone(), site: String::new(), display: Display::default() };
    let whole = match edge.cache.get(&key, state, now) {
        Some(whole) => whole,
        None => {
            let text = Kept::of(edge.platform.catalogue().await?.as_ref()).text();
            let whole = Arc::new(Drawn::new(200, text, false).of_kind(JSON).kept());
            edge.cache.put(key, state, now, Arc::clone(&whole));
            whole
        }
    };
    let since = decoded(asked.query.as_bytes())?.get("depuis").parse().map(Moment).ok();
    let mut response = match since.filter(|_| !whole.is_had(&asked.headers)) {
        Some(since) => {
            let difference = Kept::of(edge.platform.catalogue().await?.as_ref()).since(since).text();
            // With the tag of what it leads to.
            Drawn::new(200, difference, false).of_kind(JSON).tagged_as(&whole).answer(&asked.headers)
        }
        None => whole.answer(&asked.headers),
    };
    response.headers_mut().insert(STATE, HeaderValue::from(state));
    Ok(response)
}

fn written(manifest: &Value, headers: &HeaderMap) -> Response {
    Drawn::new(200, manifest.to_string(), false).of_kind(MANIFEST).answer(headers)
}

/// The worker: what it must know of this build, then its code (`script/worker/`) and the outbox that it sends.
///
/// The WASM and its glue are not in the shell: they are kept when a page asks for them, which in economy mode none does.
fn rendered(assets: &Assets) -> String {
    let mut without_network = assets.clone();
    without_network.scripts.retain(|name, _| !ONLINE.contains(&name.as_str()));
    let code = assets
        .script("outbox")
        .into_iter()
        .chain([assets.worker.as_str()].into_iter().filter(|it| !it.is_empty()));
    let code: Vec<String> = code.map(|it| json!(it).to_string()).collect();
    format!(
        "const BUILD = {};\nconst URGENT = {};\nconst SHELL = {};\nconst PAGES = {PAGES_KEPT};\n\
         const ASSETS = {};\nimportScripts({});\n",
        json!(assets.name()),
        assets.urgent,
        json!(PAGES),
        json!(without_network),
        code.join(", "),
    )
}
