//! The built files: hashed ones are kept for ever, the others are asked about each time.

use super::Edge;
use app::assets::Assets;
use axum::Router;
use axum::http::{HeaderValue, Response, header};
use axum::routing::get_service;
use std::fmt;
use std::path::Path;
use tower::ServiceBuilder;
use tower_http::services::fs::ServeFileSystemResponseBody;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// Files of the site's root, by name.
const ROOT: [&str; 16] = [
    "favicon.svg",
    "icon.svg",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-192.png",
    "icon-maskable-512.png",
    "carnet-192.png",
    "carnet-512.png",
    "carnet-maskable-192.png",
    "carnet-maskable-512.png",
    "icons.svg",
    "motif.svg",
    "vue-annuaire.webp",
    "vue-bibliotheque.webp",
    "vue-carte.webp",
    "vue-large.webp",
];

/// The routes of the built files.
pub fn routes(site: &Path) -> Router<Edge> {
    let kept = |value: &'static str| {
        // What is not there now may be there when it is asked for again.
        let there = move |answer: &Response<ServeFileSystemResponseBody>| {
            let is_there = !answer.status().is_client_error() && !answer.status().is_server_error();
            is_there.then(|| HeaderValue::from_static(value))
        };
        ServiceBuilder::new().layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, there))
    };
    let hashed = ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip();
    let hashed = kept("public, max-age=31536000, immutable").service(hashed);
    let audio = kept("public, max-age=86400").service(ServeDir::new(site.join("audio")));
    let mut router = Router::new().nest_service("/pkg", hashed).nest_service("/audio", audio);
    for name in ROOT {
        let file = ServeFile::new(site.join(name)).precompressed_br().precompressed_gzip();
        router = router.route(&format!("/{name}"), get_service(kept("public, max-age=86400").service(file)));
    }
    router
}

/// Why the built site cannot be used, in one line for the operator.
#[derive(Debug)]
pub struct LoadError(String);

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}

/// Reads what the build tool wrote.
///
/// # Errors
/// If the folder is not a built site.
pub fn load_assets(site: &Path) -> Result<Assets, LoadError> {
    let read = |name: &str| {
        let path = site.join(name);
        std::fs::read_to_string(&path)
            .map_err(|error| LoadError(format!("{}: {error}; run `make run` first", path.display())))
    };
    let manifest = read("manifest.json")?;
    let assets: Assets =
        serde_json::from_str(&manifest).map_err(|error| LoadError(format!("manifest.json: {error}")))?;
    Ok(Assets { critical_css: read("critical.css")?, ..assets })
}
