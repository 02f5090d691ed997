//! What makes the site an application of the phone: its manifests, and the worker that keeps pages for hours without network.

use super::answer::Drawn;
use super::asked::Asked;
use super::cache::Key;
use super::forms::decoded;
use super::{Edge, pages};
use app::assets::Assets;
use app::door::{Offline, OpenTo, doors};
use app::home::{PAGES_KEPT, manifest};
use app::page::Display;
use app::t::Locale;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use axum::response::Response;
use axum::routing::get;
use domain::Error;
use domain::access::Caller;
use model::directory::Kept;
use model::time::Moment;
use serde_json::{Value, json};
use std::sync::Arc;

/// What a phone runs between its pages and the network.
const WORKER: &str = include_str!("worker.js");
/// What it does with the directory that is kept whole.
const DIRECTORY: &str = include_str!("directory.js");
/// What it does when the phone rings.
const PUSH: &str = include_str!("push.js");
/// What takes that worker away again.
const GONE: &str = include_str!("gone.js");
/// The pages that are kept before anybody opens them.
const PAGES: [&str; 3] = ["/hors-ligne", "/sans-reseau", "/envois"];
/// Of which state of the data an answer is.
pub(super) const STATE: HeaderName = HeaderName::from_static("x-annuaire");
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
}

async fn worker(State(edge): State<Edge>, headers: HeaderMap) -> Response {
    let script = if edge.worker { rendered(Assets::get()) } else { GONE.to_owned() };
    Drawn::new(200, script, false).of_kind(SCRIPT).answer(&headers)
}

async fn ordinary(headers: HeaderMap) -> Response {
    written(&manifest::ordinary(Locale::French), &headers)
}

async fn discreet(headers: HeaderMap) -> Response {
    written(&manifest::discreet(Locale::French), &headers)
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

/// The worker with the files of this build before it.
///
/// The WASM and its glue are not in the shell: they are kept when a page asks for them, which in economy mode none does.
fn rendered(assets: &Assets) -> String {
    let built = [&assets.css, &assets.icons].into_iter().chain(assets.scripts.values());
    let built = built.filter(|address| !address.is_empty()).map(String::as_str);
    let shell: Vec<&str> = PAGES.into_iter().chain(["/favicon.svg"]).chain(built).collect();
    let closed: Vec<String> = doors()
        .filter(|door| door.open_to == OpenTo::Visitor && door.offline != Offline::Read)
        .map(|door| pattern(door.path))
        .collect();
    let outbox =
        assets.script("outbox").map(|it| format!("importScripts({});\n", json!(it))).unwrap_or_default();
    format!(
        "{outbox}const BUILD = {};\nconst SHELL = {};\nconst CLOSED = {};\nconst PAGES = {PAGES_KEPT};\nconst POCKET = {};\n\
         const ASSETS = {};\n{}{}{}",
        json!(assets.name()),
        json!(shell),
        json!(closed),
        json!(assets.pocket),
        json!(assets),
        light(WORKER),
        light(DIRECTORY),
        light(PUSH),
    )
}

/// A script without the lines that only its readers need, and without what sets lines in.
fn light(script: &str) -> String {
    let lines =
        script.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A door's path as a regular expression.
fn pattern(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "[^/]+".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
