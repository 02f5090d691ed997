//! What makes the site an application of the phone: its manifests, and the worker that keeps pages for hours without network.

use super::Edge;
use super::answer::Drawn;
use app::assets::Assets;
use app::door::{Offline, OpenTo, doors};
use app::home::{PAGES_KEPT, manifest};
use app::t::Locale;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};

/// What a phone runs between its pages and the network.
const WORKER: &str = include_str!("worker.js");
/// What takes that worker away again.
const GONE: &str = include_str!("gone.js");
/// The pages that are kept before anybody opens them.
const PAGES: [&str; 3] = ["/hors-ligne", "/sans-reseau", "/envois"];
/// The media type of a script.
const SCRIPT: &str = "text/javascript; charset=utf-8";
/// The media type of a manifest.
const MANIFEST: &str = "application/manifest+json";

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/sw.js", get(worker))
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
        "{outbox}const BUILD = {};\nconst SHELL = {};\nconst CLOSED = {};\nconst PAGES = {PAGES_KEPT};\n{WORKER}",
        json!(assets.name()),
        json!(shell),
        json!(closed),
    )
}

/// A door's path as a regular expression.
fn pattern(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "[^/]+".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
