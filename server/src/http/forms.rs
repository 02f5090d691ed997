//! Forms: read whole or refused, then done; a refused one is shown again with everything that was typed.

use super::pages::{self, Asked};
use super::{Edge, sessions};
use app::door::{Door, OpenTo};
use app::page::{Display, Done, Rejected, Upload};
use axum::body::Body;
use axum::extract::{FromRequest, Multipart};
use axum::http::{HeaderValue, Request, header};
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::access::Caller;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use model::fields::Fields;
use std::time::Duration;

/// How long a form may take to arrive: 5 MB at 2G's 100 kbit/s take under seven minutes.
const SLOWEST: Duration = Duration::from_secs(8 * 60);
/// The most fields of one form.
const MAX_FIELDS: usize = 2_000;

/// Does what a form of this door asks.
pub async fn act(edge: Edge, door: &'static Door, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let caller = match sessions::caller(&edge, &asked).await {
        Ok(caller) => caller,
        Err(error) => return pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    };
    let page_request =
        match asked.page_request(&edge, caller.clone(), pages::variable(door.path, &asked.path)) {
            Ok(page_request) => page_request,
            Err(error) => return pages::error_page(&edge, &asked, caller, &error).await,
        };
    // Before anything is read: whoever may not do it need not send it.
    if door.open_to != OpenTo::Visitor && caller.person().is_none() {
        return pages::sign_in_first(&asked);
    }
    // Visitors' forms are what robots send; who is signed in may send more, and staff as many as they work.
    let may = match caller.person() {
        Some(person) if person.is_staff() => true,
        Some(_) => edge.limits.may_send(&request),
        None => edge.limits.may_try(&request),
    };
    if !may {
        return pages::error_page(&edge, &asked, caller, &Error::TooMany).await;
    }
    // Who sends a form drop by drop holds a place that others need.
    let read = tokio::time::timeout(SLOWEST, read(request, door.body_limit)).await;
    let (fields, upload) = match read.unwrap_or(Err(Error::Unreadable)) {
        Ok(form) => form,
        Err(error) => return pages::error_page(&edge, &asked, caller, &error).await,
    };
    match (door.post_of())(&page_request, &fields, upload.as_ref()).await {
        Ok(Done::SeeOther(path)) => pages::see_other(&path),
        Ok(Done::Page(page)) => pages::draw(&page_request, page.told_once()).answer(&asked.headers),
        Ok(Done::File { name, content_type, bytes }) => file(&name, content_type, bytes),
        Ok(Done::SignedIn(sign_in, path)) => match sessions::begin(&edge, &asked, &sign_in).await {
            Ok(()) => pages::see_other(&path),
            Err(error) => pages::error_page(&edge, &asked, caller, &error).await,
        },
        Ok(Done::SignedOut(path)) => {
            sessions::end(&edge, asked.session.clone()).await;
            let mut response = pages::see_other(&path);
            // Drafts and the lock of this phone were hers.
            let storage = HeaderValue::from_static("\"storage\"");
            response.headers_mut().insert("clear-site-data", storage);
            response
        }
        Ok(Done::Preferences { display, back }) => remember(&edge, display, &back),
        Err(Error::SignIn) => pages::sign_in_first(&asked),
        Err(Error::SecondFactor) => pages::second_factor_first(&asked),
        Err(error) => {
            if let Some(cause) = error.disaster() {
                super::log::disaster(&asked.id, &asked.path, cause);
            }
            let rejected = Rejected { fields, failure: error.failure() };
            pages::rejected(door, page_request, rejected, &asked, &edge).await
        }
    }
}

/// Fields of a query or a plain form.
///
/// # Errors
/// `Unreadable` if it is not UTF-8, `TooLarge` if it has too many fields.
pub(super) fn decoded(bytes: &[u8]) -> Result<Fields, Error> {
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(bytes).into_owned().take(MAX_FIELDS + 1).collect();
    if pairs.len() > MAX_FIELDS {
        return Err(Error::TooLarge);
    }
    // The decoder puts U+FFFD where bytes are no UTF-8.
    let broken = |text: &str| text.contains('\u{fffd}');
    if pairs.iter().any(|(name, value)| broken(name) || broken(value)) {
        return Err(Error::Unreadable);
    }
    Ok(Fields::new(pairs))
}

/// Reads a whole form, plain or with one file.
async fn read(request: Request<Body>, limit: usize) -> Result<(Fields, Option<Upload>), Error> {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return read_multipart(request).await;
    }
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Error::Unreadable);
    }
    let body = Limited::new(request.into_body(), limit).collect().await;
    let body = body
        .map_err(|error| if error.is::<LengthLimitError>() { Error::TooLarge } else { Error::Unreadable })?;
    Ok((decoded(&body.to_bytes())?, None))
}

/// The route's own limit (`DefaultBodyLimit`) counts the bytes.
async fn read_multipart(request: Request<Body>) -> Result<(Fields, Option<Upload>), Error> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Error::Unreadable)?;
    let (mut fields, mut upload) = (Fields::default(), None);
    loop {
        let part = match form.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok((fields, upload)),
            Err(error) => return Err(multipart_error(&error)),
        };
        let name = part.name().unwrap_or_default().to_owned();
        let file_name =
            part.file_name().map(|name| name.chars().filter(|c| !c.is_control()).take(120).collect());
        let content = part.bytes().await.map_err(|error| multipart_error(&error))?;
        match file_name {
            Some(file_name) if upload.is_none() && !content.is_empty() => {
                upload = Some(Upload { field: name, file_name, content: content.to_vec() });
            }
            Some(_) => {}
            None => {
                let text = String::from_utf8(content.to_vec()).map_err(|_| Error::Unreadable)?;
                fields.push(name, text);
            }
        }
        if fields.pairs().len() > MAX_FIELDS {
            return Err(Error::TooLarge);
        }
    }
}

fn multipart_error(error: &axum::extract::multipart::MultipartError) -> Error {
    let too_large = error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
    if too_large { Error::TooLarge } else { Error::Unreadable }
}

/// A file that the browser keeps under this name.
fn file(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let plain = |it: &char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_');
    let name: String = name.chars().filter(plain).collect();
    let headers = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Keeps the preferences for a year on her own phone; they say nothing about her.
fn remember(edge: &Edge, display: Display, back: &str) -> Response {
    let theme = display.theme.map(app::page::Theme::code);
    let words: Vec<&str> = theme.into_iter().chain(display.economy.then_some("economie")).collect();
    let (value, age) = if words.is_empty() { (String::new(), 0) } else { (words.join("."), 31_536_000) };
    let secure = if edge.https { "; Secure" } else { "" };
    let cookie =
        format!("{}={value}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{secure}", pages::PREFERENCES);
    let mut response = pages::see_other(back);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(matches!(decoded(b"q=%FF%FE"), Err(Error::Unreadable)));
        assert!(matches!(decoded(&b"a=1&".repeat(3000)), Err(Error::TooLarge)));
        assert_eq!(decoded("q=santé+b%C9%9B".as_bytes()).unwrap().get("q"), "santé bɛ");
    }
}
