//! The HTTP edge: routes made of the front doors, and the layers that every request passes.

mod answer;
mod archive;
mod asked;
mod cache;
mod calendars;
mod documents;
mod exports;
mod feeds;
mod files;
mod forms;
mod forum;
mod guard;
mod gzip;
mod headers;
mod hsds;
mod limits;
mod live;
mod log;
mod merging;
mod once;
mod outbox;
mod packages;
mod pages;
mod papers;
mod passkeys;
mod phone;
mod places;
mod sessions;
mod uploads;
mod works;

pub use files::{LoadError, load_assets};
pub use live::hear_others;

use crate::coming::Coming;
use crate::settings::Settings;
use app::door::{Door, doors};
use app::forum::DrawnPosts;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderValue, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, any, get, post};
use cache::PageCache;
use domain::Platform;
use domain::accounts::SessionStore;
use limits::Limits;
use std::ops::Deref;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

/// What every handler shares. One counter for all its parts: each layer clones it for each request, on every core, and a counter that
/// two cores change goes from one to the other each time.
#[derive(Clone)]
pub struct Edge(Arc<EdgeParts>);

/// The parts of the edge.
pub struct EdgeParts {
    platform: Platform,
    public_url: Option<String>,
    https: bool,
    cache: PageCache,
    /// The forum's own: what is written there throws away no other page.
    forum_cache: PageCache,
    /// Posts as most readers see them.
    drawn: Arc<DrawnPosts>,
    limits: Limits,
    rows: sessions::Rows,
    places: places::Places,
    coming: Coming,
    busy: uploads::Busy,
    checksums: packages::Checksums,
    once: once::Answers,
    /// Whether phones are given the worker that keeps pages.
    worker: bool,
    /// The address that the site writes from, without a name.
    mail: Arc<str>,
}

impl Deref for Edge {
    type Target = EdgeParts;

    fn deref(&self) -> &EdgeParts {
        &self.0
    }
}

/// The whole site as a service.
///
/// # Errors
/// If the public address cannot be an origin.
pub fn router(
    settings: &Settings,
    platform: Platform,
    sessions: Arc<dyn SessionStore>,
    coming: Coming,
    secret: &str,
) -> Result<Router, tower_http::csrf::ConfigError> {
    let rows = sessions::Rows::new(sessions, platform.clone(), secret);
    let edge = Edge(Arc::new(EdgeParts {
        platform,
        public_url: settings.public_url.clone(),
        https: settings.is_https(),
        cache: PageCache::default(),
        forum_cache: PageCache::default(),
        drawn: Arc::default(),
        limits: Limits::new(settings.tries_per_minute, settings.trusted_proxies, settings.at_once),
        rows: rows.clone(),
        places: places::Places::default(),
        coming,
        busy: uploads::Busy::default(),
        checksums: packages::Checksums::default(),
        once: once::Answers::default(),
        worker: settings.worker,
        mail: bare(&settings.mail_from).into(),
    }));
    let mut router = Router::new();
    for door in doors() {
        router = router.route(door.path, handler(door));
    }
    let mut csrf = CsrfLayer::new();
    if let Some(url) = &settings.public_url {
        csrf = csrf.add_trusted_origin(url)?;
    }
    let csrf = csrf.with_rejection_response(|_| pages::from_elsewhere());
    let session_layer = sessions::layer(rows, edge.https);
    let router = router
        .merge(exports::routes())
        .merge(calendars::routes())
        .merge(hsds::routes())
        .merge(documents::routes())
        .merge(feeds::routes())
        .merge(forum::routes())
        .merge(outbox::routes())
        .merge(packages::routes())
        .merge(papers::routes())
        .merge(phone::routes())
        .merge(uploads::routes())
        .merge(works::routes())
        .route("/api/suggestions", any(server_functions))
        .route("/compte/nouvelles/flux", get(live::own))
        .route("/forum/flux", get(live::visitors))
        .route(passkeys::PATH, post(passkeys::ask))
        .merge(files::routes(&settings.site))
        .fallback(pages::not_found)
        .method_not_allowed_fallback(pages::not_found)
        .layer(from_fn_with_state(edge.clone(), guard::one_of_many))
        .layer(session_layer)
        .layer(from_fn(sessions::told))
        .layer(csrf)
        .layer(CatchPanicLayer::custom(pages::after_panic))
        .layer(from_fn_with_state(edge.clone(), headers::add))
        .layer(from_fn(log::with_id))
        .with_state(edge);
    Ok(router)
}

/// The address in `Name <address>`.
fn bare(mailbox: &str) -> &str {
    mailbox.split(['<', '>']).nth(1).unwrap_or(mailbox).trim()
}

/// The handlers of one door.
fn handler(door: &'static Door) -> MethodRouter<Edge> {
    let show =
        move |State(edge): State<Edge>, request: Request<axum::body::Body>| pages::show(edge, door, request);
    let handlers = get(show);
    match door.post {
        Some(_) => {
            let act = move |State(edge): State<Edge>, request: Request<axum::body::Body>| {
                forms::act(edge, door, request)
            };
            handlers.merge(post(act)).layer(DefaultBodyLimit::max(door.body_limit))
        }
        None => handlers,
    }
}

/// Leptos' server functions, with the platform in their context.
async fn server_functions(State(edge): State<Edge>, request: Request<axum::body::Body>) -> Response {
    let platform = edge.platform.clone();
    let provide = move || leptos::prelude::provide_context(platform.clone());
    let mut response = axum::response::IntoResponse::into_response(
        leptos_axum::handle_server_fns_with_context(provide, request).await,
    );
    response.headers_mut().insert("cache-control", HeaderValue::from_static("no-store"));
    response
}
