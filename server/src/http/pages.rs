//! Reading pages: who asks, what is kept drawn, and one way for every failure to become a page.

use super::answer::Drawn;
use super::asked::{Asked, variable};
use super::cache::Key;
use super::{Edge, log, phone, sessions};
use app::assets::Assets;
use app::door::{Door, doors};
use app::home::errors;
use app::page::{Page, Rejected, Request as PageRequest};
use app::shell::{self, Around};
use app::t::Locale;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Error;
use domain::access::Caller;
use model::failure::Failure;
use std::any::Any;
use std::sync::Arc;

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
    // The home page tells of topics, and what is hidden there must go from it at once.
    let told = ["/", "/recherche", "/capitalisation"].contains(&door.path);
    let in_forum = door.path.starts_with("/forum") || told;
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
    // A phone that keeps the directory learns from any page that it changed.
    let state = match door.path {
        "/" => edge.platform.version_of_pages().await.ok().map(HeaderValue::from),
        _ => (!in_forum).then(|| HeaderValue::from(version)),
    };
    if is_kept && let Some(page) = cache.get(&key, version, now) {
        return stating(page.answer(&asked.headers), &edge, &caller, state, door);
    }
    let made = match asked.page_request(&edge, caller.clone(), door.path) {
        Ok(request) => (door.get)(&request).await.map(|page| (page.keep, page.passes, draw(&request, page))),
        Err(error) => Err(error),
    };
    match made {
        Ok((keep, passes, drawn)) => {
            let mut response = if is_kept && keep {
                let drawn = Arc::new(drawn.kept());
                cache.put(key, version, now, Arc::clone(&drawn));
                drawn.answer(&asked.headers)
            } else {
                drawn.answer(&asked.headers)
            };
            if leaves {
                let stays = matches!(&caller, Caller::Person(signed_in) if !signed_in.exit_ends_session);
                match &caller {
                    Caller::Person(signed_in) if stays => quiet(&edge, &asked, &signed_in.session).await,
                    _ => sessions::end(&edge, asked.session.clone()).await,
                }
                leave(response.headers_mut(), stays);
            }
            let mut response = stating(response, &edge, &caller, state, door);
            if passes {
                response.headers_mut().insert(phone::PASSES, HeaderValue::from_static("1"));
            }
            response
        }
        Err(Error::SignIn) => sign_in_first(&asked),
        Err(Error::SecondFactor) => second_factor_first(&asked),
        Err(Error::Moved { topic, post }) => moved(&asked, door, topic, post),
        Err(error) => error_page(&edge, &asked, caller, &error).await,
    }
}

/// Says what the worker of a phone wants to know of a page.
fn stating(
    mut response: Response,
    edge: &Edge,
    caller: &Caller,
    state: Option<HeaderValue>,
    door: &Door,
) -> Response {
    response.headers_mut().extend(state.map(|state| (phone::STATE, state)));
    response.headers_mut().extend(phone::own(edge, caller).map(|name| (phone::OWN, name)));
    // Those who moderate or administer read more than stays on a phone.
    if !door.stays_on_phone() || caller.is_staff() {
        response.headers_mut().insert(phone::PASSES, HeaderValue::from_static("1"));
    }
    response
}

/// Draws a page for whoever asked.
pub(super) fn draw(request: &PageRequest, mut page: Page) -> Drawn {
    let (status, private) = (page.status, request.caller != Caller::Visitor || !page.keep);
    let own = std::mem::take(&mut page.stretches);
    let stretches = Assets::critical().into_iter().chain(own);
    Drawn::new(status, shell::document(&Around::of(request), page), private).with_stretches(stretches)
}

/// There is nothing here, unless a page's address only has a slash too many.
pub async fn not_found(State(edge): State<Edge>, request: Request<Body>) -> Response {
    if let Some(address) = without_slash(request.uri()) {
        return Redirect::permanent(&address).into_response();
    }
    let asked = Asked::of(&request);
    let caller = sessions::caller(&edge, &asked).await.unwrap_or(Caller::Visitor);
    failure_for(&edge, &asked, caller, &Failure::NotFound)
}

/// The address of a page without the slash at its end, if it has one.
fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/')?;
    let address = || uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    (!path.is_empty() && doors().any(|door| door.is_at(path))).then(address)
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
    let Ok(request) = asked.clone().without_query().page_request(edge, caller, "") else {
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

/// The phone that she leaves rings no more, also where she stays signed in.
async fn quiet(edge: &Edge, asked: &Asked, session: &str) {
    if let Err(error) = edge.platform.device_left(session).await {
        log::disaster(&asked.id, &asked.path, error);
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
