//! Reading pages: who asks, what is kept drawn, and one way for every failure to become a page.

use super::answer::Drawn;
use super::cache::Key;
use super::log::{self, RequestId};
use super::{Edge, limits, sessions};
use app::door::Door;
use app::home::errors;
use app::page::{Display, Page, Rejected, Request as PageRequest, Theme};
use app::shell;
use app::t::Locale;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::access::Caller;
use model::failure::Failure;
use std::any::Any;
use std::net::IpAddr;
use std::sync::Arc;
use tower_sessions::Session;

/// The cookie of the preferences.
pub(super) const PREFERENCES: &str = "affichage";

/// What of a request its answer depends on.
#[derive(Clone)]
pub(super) struct Asked {
    pub path: String,
    pub query: String,
    host: String,
    pub headers: HeaderMap,
    pub id: String,
    pub session: Option<Session>,
    peer: Option<IpAddr>,
}

impl Asked {
    pub fn of<B>(request: &Request<B>) -> Self {
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let plausible = |host: &&str| {
            host.len() <= 255 && host.bytes().all(|it| it.is_ascii_alphanumeric() || b".-:[]".contains(&it))
        };
        Self {
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            host: host.filter(plausible).unwrap_or("localhost").to_owned(),
            headers: request.headers().clone(),
            id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            session: request.extensions().get::<Session>().cloned(),
            peer: limits::peer(request),
        }
    }

    /// The preferences that the cookie carries; what it does not say plainly is the default.
    fn display(&self) -> Display {
        let mut display = Display::default();
        for part in cookie(&self.headers, PREFERENCES).unwrap_or_default().split('.') {
            match part {
                "light" => display.theme = Some(Theme::Light),
                "dark" => display.theme = Some(Theme::Dark),
                "economie" => display.economy = true,
                _ => {}
            }
        }
        display
    }

    pub fn site(&self, edge: &Edge) -> String {
        edge.public_url.as_deref().map_or_else(|| format!("http://{}", self.host), str::to_owned)
    }

    /// The request as pages see it, behind a door with this path.
    ///
    /// # Errors
    /// `Unreadable` if the query is no text.
    pub fn page_request(&self, edge: &Edge, caller: Caller, pattern: &str) -> Result<PageRequest, Error> {
        Ok(PageRequest {
            platform: edge.platform.clone(),
            caller,
            network: edge.limits.network(self.peer, &self.headers),
            locale: Locale::French,
            display: self.display(),
            path: self.path.clone(),
            query: super::forms::decoded(self.query.as_bytes())?,
            slug: variable(pattern, &self.path, "{slug}"),
            item: variable(pattern, &self.path, "{item}"),
            site: self.site(edge),
            passkey_ticket: super::passkeys::ticket(edge, &self.headers),
            rejected: None,
        })
    }
}

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Shows the page behind a door.
pub async fn show(edge: Edge, door: &'static Door, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let caller = match sessions::caller(&edge, &asked).await {
        Ok(caller) => caller,
        Err(error) => return error_page(&edge, &asked, Caller::Visitor, &error).await,
    };
    // Only the page is kept, not the headers of leaving.
    let leaves = door.path == "/quitter";
    // What somebody looks for is hardly looked for twice, and would push out what everybody reads.
    let searches = form_urlencoded::parse(asked.query.as_bytes()).any(|(name, _)| name == "q");
    let is_kept = caller == Caller::Visitor && !leaves && !searches;
    let now = edge.platform.clock().now();
    // The version is read before the page is made: at worst a newer page is kept under an older version and drawn again.
    let in_forum = door.path.starts_with("/forum") || door.path == "/recherche";
    let version = match in_forum {
        true => edge.platform.version_with_forum().await,
        false => edge.platform.version_of_pages().await,
    };
    let cache = if in_forum { &edge.forum_cache } else { &edge.cache };
    let version = match version {
        Ok(version) => version,
        Err(error) => return error_page(&edge, &asked, caller, &error).await,
    };
    let key = Key {
        address: format!("{}?{}", asked.path, asked.query),
        site: asked.site(&edge),
        display: asked.display(),
    };
    if is_kept && let Some(page) = cache.get(&key, version, now) {
        return page.answer(&asked.headers);
    }
    let made = match asked.page_request(&edge, caller.clone(), door.path) {
        Ok(request) => (door.get)(&request).await.map(|page| (page.keep, draw(&request, page))),
        Err(error) => Err(error),
    };
    match made {
        Ok((keep, drawn)) => {
            let mut response = if is_kept && keep {
                let drawn = Arc::new(drawn.kept());
                cache.put(key, version, now, Arc::clone(&drawn));
                drawn.answer(&asked.headers)
            } else {
                drawn.answer(&asked.headers)
            };
            if leaves {
                let stays = matches!(&caller, Caller::Person(signed_in) if !signed_in.exit_ends_session);
                if !stays {
                    sessions::end(&edge, asked.session.clone()).await;
                }
                leave(response.headers_mut(), stays);
            }
            response
        }
        Err(Error::SignIn) => sign_in_first(&asked),
        Err(Error::SecondFactor) => second_factor_first(&asked),
        Err(Error::Moved { topic, post }) => moved(&asked, door, topic, post),
        Err(error) => error_page(&edge, &asked, caller, &error).await,
    }
}

/// What a variable part of a door's path, as `{slug}`, stands for in this path, percent-decoded.
fn variable(pattern: &str, path: &str, part: &str) -> String {
    let pair = pattern.split('/').zip(path.split('/')).find(|(pattern, _)| *pattern == part);
    pair.map(|(_, part)| {
        // Only in a query do these three mean something.
        let part = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
        form_urlencoded::parse(part.as_bytes()).map(|(name, _)| name.into_owned()).collect()
    })
    .unwrap_or_default()
}

/// Draws a page for whoever asked.
pub(super) fn draw(request: &PageRequest, page: Page) -> Drawn {
    let (status, private) = (page.status, request.caller != Caller::Visitor || !page.keep);
    Drawn::new(status, shell::document(request, page), private)
}

/// There is nothing here.
pub async fn not_found(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let caller = sessions::caller(&edge, &asked).await.unwrap_or(Caller::Visitor);
    failure_for(&edge, &asked, caller, &Failure::NotFound)
}

/// What somebody is answered by this work; a refusal or a disaster is a page with a way out.
pub(super) async fn answered(
    edge: &Edge,
    asked: &Asked,
    work: impl AsyncFnOnce(&Caller) -> Result<Response, Error>,
) -> Response {
    let caller = match sessions::caller(edge, asked).await {
        Ok(caller) => caller,
        Err(error) => return error_page(edge, asked, Caller::Visitor, &error).await,
    };
    match work(&caller).await {
        Ok(response) => response,
        Err(error) => error_page(edge, asked, caller, &error).await,
    }
}

/// The page for an error; a disaster also leaves its line in the log.
pub(super) async fn error_page(edge: &Edge, asked: &Asked, caller: Caller, error: &Error) -> Response {
    if let Some(cause) = error.disaster() {
        log::disaster(&asked.id, &asked.path, cause);
    }
    failure_for(edge, asked, caller, &error.failure())
}

/// The page for a failure, as a visitor sees it.
pub(super) async fn failure(edge: &Edge, asked: &Asked, failure: &Failure) -> Response {
    failure_for(edge, asked, Caller::Visitor, failure)
}

fn failure_for(edge: &Edge, asked: &Asked, caller: Caller, failure: &Failure) -> Response {
    failure_with(edge, asked, caller, failure, None)
}

/// The same, with what was typed into the form that was refused.
fn failure_with(
    edge: &Edge,
    asked: &Asked,
    caller: Caller,
    failure: &Failure,
    rejected: Option<Rejected>,
) -> Response {
    let plain = Asked { query: String::new(), ..asked.clone() };
    let Ok(request) = plain.page_request(edge, caller, "") else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let request = PageRequest { rejected, ..request };
    let page = errors::page(&request, failure);
    let mut response = draw(&request, page).answer(&asked.headers);
    if matches!(failure, Failure::Unavailable | Failure::TooMany) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}

/// Shows a form again with what was typed and why it was refused.
pub(super) async fn rejected(
    door: &Door,
    request: PageRequest,
    rejected: Rejected,
    asked: &Asked,
    edge: &Edge,
) -> Response {
    let failure = rejected.failure.clone();
    let caller = request.caller.clone();
    let request = PageRequest { rejected: Some(rejected), ..request };
    match (door.get)(&request).await {
        Ok(page) => {
            let mut response = draw(&request, page.with_status(failure.status())).answer(&asked.headers);
            // What a person typed is nobody else's to find again.
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        // Where the form itself cannot be shown, the reason can, and what was typed.
        Err(_) => failure_with(edge, asked, caller, &failure, request.rejected),
    }
}

/// Leads to the sign-in and from there back.
pub(super) fn sign_in_first(asked: &Asked) -> Response {
    let back: String = form_urlencoded::byte_serialize(asked.path.as_bytes()).collect();
    see_other(&format!("/connexion?suite={back}"))
}

/// Leads to the second factor and from there back.
pub(super) fn second_factor_first(asked: &Asked) -> Response {
    let back: String = form_urlencoded::byte_serialize(asked.path.as_bytes()).collect();
    see_other(&format!("/connexion/code?suite={back}"))
}

/// To where a topic stands that became one with another: what was passed on leads there for ever.
fn moved(asked: &Asked, door: &Door, topic: i64, post: i64) -> Response {
    let is_read = door.path == app::forum::TOPIC;
    let old = if is_read { variable(door.path, &asked.path, "{item}") } else { String::new() };
    let mut response = see_other(&app::forum::moved_path(topic, post, &old));
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    response
}

/// 303 to a path of ours.
pub(super) fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(location) => (
            StatusCode::SEE_OTHER,
            [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
        )
            .into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Leaving fast: the browser forgets what the site kept, her cookies too unless she wants to stay signed in, and goes on to a
/// neutral page.
fn leave(headers: &mut HeaderMap, stays: bool) {
    // Storage holds the lock of her phone, which stays with her session.
    let what = if stays { "\"cache\"" } else { "\"cache\", \"cookies\", \"storage\"" };
    headers.insert("clear-site-data", HeaderValue::from_static(what));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::ETAG);
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={}", app::home::NEUTRAL_SITE)) {
        headers.insert(header::REFRESH, refresh);
    }
}

/// After a panic: the server lives, the cause is in the log, the person gets a page.
///
/// The page is written without the machinery that may just have failed.
pub fn after_panic(cause: Box<dyn Any + Send>) -> Response {
    let words =
        cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    log::disaster("-", "-", format!("panic: {}", words.unwrap_or("without words")));
    plain(&Failure::Internal)
}

/// A form that another site sent in her name.
pub fn from_elsewhere() -> Response {
    plain(&Failure::NotAllowed)
}

/// A page of a refusal, written without any of the machinery.
pub(super) fn plain(failure: &Failure) -> Response {
    let (title, text) = errors::words(Locale::French, failure);
    let status = StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let html = format!(
        "<!DOCTYPE html><html lang=\"fr\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><main><h1>{title}</h1><p>{text}</p><p><a href=\"/\">Musoya Applic</a></p></main></html>"
    );
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_part_of_a_path_is_decoded() {
        let variable = |pattern, path| variable(pattern, path, "{slug}");
        assert_eq!(variable("/annuaire/{slug}", "/annuaire/gp-dcf"), "gp-dcf");
        assert_eq!(variable("/annuaire/{slug}/fiche", "/annuaire/a%20b/fiche"), "a b");
        assert_eq!(variable("/annuaire/{slug}", "/annuaire/a+b"), "a+b");
        assert_eq!(variable("/annuaire/{slug}", "/annuaire/a&b=c"), "a&b=c");
        assert_eq!(variable("/carte", "/carte"), "");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let headers = HeaderMap::from_iter([(
            header::COOKIE,
            HeaderValue::from_static("a=1; affichage=dark.economie"),
        )]);
        assert_eq!(cookie(&headers, PREFERENCES), Some("dark.economie"));
        assert_eq!(cookie(&headers, "aff"), None);
        let asked = Asked {
            path: String::new(),
            query: String::new(),
            host: String::new(),
            headers,
            id: String::new(),
            session: None,
            peer: None,
        };
        assert_eq!(asked.display(), Display { theme: Some(Theme::Dark), economy: true });
    }
}
