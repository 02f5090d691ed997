//! Forms: read whole or refused, then done; a refused one is shown again with everything that was typed.

use super::pages::{self, Asked};
use super::{Edge, sessions, uploads};
use crate::coming::{self, Coming, Temporary};
use app::door::{Door, FORM_BYTES, IN_MEMORY, OpenTo};
use app::page::{Display, Done, Rejected, Upload};
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart};
use axum::http::{HeaderValue, Request, header};
use axum::response::{IntoResponse, Response};
use domain::access::Caller;
use domain::{Error, StoreError};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use model::fields::Fields;
use std::io;
use std::path::Path;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;

/// The content type of a form with a file.
const MULTIPART: &str = "multipart/form-data";
/// How long a form may take to arrive: 5 MB at 2G's 100 kbit/s take under seven minutes.
const SLOWEST: Duration = Duration::from_secs(8 * 60);
/// The same for a form with a document: 30 MB at 2G's speed. Whoever is cut off can send the file in pieces.
const SLOWEST_LARGE: Duration = Duration::from_secs(45 * 60);
/// The field that names a file that came in pieces.
const PIECES: &str = "fichier_envoye";
/// The most fields of one form.
const MAX_FIELDS: usize = 2_000;

/// Does what a form of this door asks.
pub async fn act(edge: Edge, door: &'static Door, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let caller = match sessions::caller(&edge, &asked).await {
        Ok(caller) => caller,
        Err(error) => return pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    };
    let page_request = match asked.page_request(&edge, caller.clone(), door.path) {
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
    let large = (door.body_limit > IN_MEMORY).then_some(&edge.coming);
    // A large form goes to the disk before its deed asks for the right: whoever does not see the form need not send it.
    let has_file = content_type(&request).starts_with(MULTIPART);
    if large.is_some()
        && has_file
        && let Err(error) = (door.get)(&page_request).await
    {
        return pages::error_page(&edge, &asked, caller, &error).await;
    }
    // Who sends a form drop by drop holds a place that others need.
    let slowest = if large.is_some() { SLOWEST_LARGE } else { SLOWEST };
    let read = tokio::time::timeout(slowest, read(request, door.body_limit, large)).await;
    let (fields, mut upload, _file) = match read.unwrap_or(Err(Error::Unreadable)) {
        Ok(form) => form,
        Err(error) => return pages::error_page(&edge, &asked, caller, &error).await,
    };
    // A file that came in pieces is named by the form instead of standing in it.
    let mut pieces = None;
    if let Some(id) = fields.filled(PIECES).filter(|_| large.is_some()) {
        match uploads::finished(&edge, &caller, id).await {
            Ok(sent) => {
                let path = Some(edge.coming.of_upload(sent.id));
                let (field, file_name) = ("fichier".to_owned(), sent.name.clone());
                upload = Some(Upload { field, file_name, content: Vec::new(), path });
                pieces = Some(sent);
            }
            Err(error) => return pages::error_page(&edge, &asked, caller, &error).await,
        }
    }
    let done = (door.post_of())(&page_request, &fields, upload.as_ref()).await;
    if let Some(sent) = pieces {
        // Whether it was kept or refused, the same bytes are not wanted again. What cannot be forgotten now is swept later.
        drop(edge.platform.end_upload(&caller, &sent).await);
        edge.coming.forget_upload(sent.id);
    }
    match done {
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

/// What a form sent: its fields, its file, and the place on the disk of a large one, which goes away with it.
type Form = (Fields, Option<Upload>, Option<Temporary>);

fn content_type(request: &Request<Body>) -> &str {
    request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

/// Reads a whole form, plain or with one file; a large one goes where files come in.
async fn read(request: Request<Body>, limit: usize, large: Option<&Coming>) -> Result<Form, Error> {
    if content_type(&request).starts_with(MULTIPART) {
        return read_multipart(request, large).await;
    }
    if !content_type(&request).starts_with("application/x-www-form-urlencoded") {
        return Err(Error::Unreadable);
    }
    // What is large in a form is its file; without one it is as short as others.
    let most = if large.is_some() { FORM_BYTES } else { limit.min(IN_MEMORY) };
    let body = Limited::new(request.into_body(), most).collect().await;
    let body = body
        .map_err(|error| if error.is::<LengthLimitError>() { Error::TooLarge } else { Error::Unreadable })?;
    Ok((decoded(&body.to_bytes())?, None, None))
}

/// The route's own limit (`DefaultBodyLimit`) counts the bytes.
async fn read_multipart(request: Request<Body>, large: Option<&Coming>) -> Result<Form, Error> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Error::Unreadable)?;
    let (mut fields, mut upload, mut place) = (Fields::default(), None, None);
    loop {
        let part = match form.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok((fields, upload, place)),
            Err(error) => return Err(multipart_error(&error)),
        };
        let name = part.name().unwrap_or_default().to_owned();
        let file_name: Option<String> =
            part.file_name().map(|name| name.chars().filter(|c| !c.is_control()).take(120).collect());
        match (file_name, large) {
            (Some(file_name), Some(coming)) if upload.is_none() => {
                let here = coming.place();
                if write(part, here.path()).await? > 0 {
                    let path = Some(here.path().to_owned());
                    upload = Some(Upload { field: name, file_name, content: Vec::new(), path });
                    place = Some(here);
                }
            }
            (Some(file_name), None) if upload.is_none() => {
                let content = part.bytes().await.map_err(|error| multipart_error(&error))?;
                if !content.is_empty() {
                    upload = Some(Upload { field: name, file_name, content: content.to_vec(), path: None });
                }
            }
            (Some(_), _) => {}
            (None, _) => {
                let text = text(part).await?;
                fields.push(name, text);
            }
        }
        if fields.pairs().len() > MAX_FIELDS {
            return Err(Error::TooLarge);
        }
    }
}

/// A field of a form with a file, which is as short as those of forms without one.
async fn text(mut part: Field<'_>) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|error| multipart_error(&error))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > FORM_BYTES {
            return Err(Error::TooLarge);
        }
    }
    String::from_utf8(bytes).map_err(|_| Error::Unreadable)
}

/// Writes a file as it comes, a piece in memory at a time; says how many bytes it has.
async fn write(mut part: Field<'_>, path: &Path) -> Result<u64, Error> {
    let unavailable = |cause: io::Error| Error::Store(StoreError::Unavailable(cause.into()));
    let mut file = coming::create(path).map_err(unavailable)?;
    let mut written = 0;
    while let Some(piece) = part.chunk().await.map_err(|error| multipart_error(&error))? {
        file.write_all(&piece).await.map_err(unavailable)?;
        written += piece.len() as u64;
    }
    file.flush().await.map_err(unavailable)?;
    Ok(written)
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
