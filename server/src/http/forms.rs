//! Forms: read whole or refused, then done; a refused one is shown again with everything that was typed.

use super::asked::{self, Asked};
use super::limits::Sending;
use super::pages;
use super::{Edge, once, packages, sessions, uploads};
use crate::coming::{self, Coming, Temporary};
use app::door::{Door, IN_MEMORY, Offline, OpenTo};
use app::page::{Display, Done, DoneResult, Rejected, Request as PageRequest, Upload};
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart};
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::Caller;
use domain::library::Upload as Pieces;
use domain::{Error, StoreError};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use model::fields::Fields;
use model::forum::forum_field::PICTURE;
use model::library::document_field::{self, UPLOAD};
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
/// Our navigation asks with this header where to go on, because a browser that is led there (303) keeps the place on the page to itself.
const ASKS: &str = "x-navigation";
/// What is said of a file beside it: if that is refused, the file waits.
const BESIDE_A_FILE: [&str; 2] = [document_field::SHOWS, document_field::SPOKEN_LANGUAGE];
/// The most fields of one form.
const MAX_FIELDS: usize = 2_000;
/// The most bytes of all that is typed into one form whose door takes so much: a text that is far too long comes back whole.
const MOST_TYPED: usize = 4 * 1024 * 1024;
/// The most files of one form: a voice and an image.
const MOST_FILES: usize = 2;

/// Whether she may have had the form before her eyes when what it was about was taken away: what she wrote and said in it is read all
/// the same, so that it comes back to her.
fn was_open(door: &Door, caller: &Caller, error: &Error) -> bool {
    let is_gone = matches!(error, Error::NotFound | Error::NotAllowed | Error::Moved { .. });
    is_gone && door.offline == Offline::Kept && caller.member().is_ok()
}

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
        && !was_open(door, &caller, &error)
    {
        return match error {
            Error::SecondFactor => pages::second_factor_first(&asked),
            error => pages::error_page(&edge, &asked, caller, &error).await,
        };
    }
    let sends_file = large.filter(|_| has_file);
    let sending = sends_file.and(caller.person()).map(|person| edge.limits.senders.place(person.id));
    if matches!(sending, Some(None)) {
        return pages::error_page(&edge, &asked, caller, &Error::TooMany).await;
    }
    // Who sends a form drop by drop holds a place that others need.
    let slowest = if sends_file.is_some() { SLOWEST_LARGE } else { SLOWEST };
    let read = tokio::time::timeout(slowest, read(request, door.body_limit, large)).await;
    let (fields, mut uploads, places) = match read.unwrap_or(Err(Error::Unreadable)) {
        Ok(form) => form,
        Err(error) => return pages::error_page(&edge, &asked, caller, &error).await,
    };
    // A file that came in pieces is named by the form instead of standing in it; one that stands in it was chosen later. An image is
    // small and comes beside it.
    let mut pieces = None;
    let stands_in_it = uploads.iter().any(|it| it.field != PICTURE);
    if let Some(id) = fields.filled(UPLOAD).filter(|_| large.is_some() && !stands_in_it) {
        match uploads::finished(&edge, &caller, id).await {
            Ok(sent) => {
                let path = Some(edge.coming.of_upload(sent.id));
                let (field, file_name) = ("fichier".to_owned(), sent.name.clone());
                uploads.insert(0, Upload { field, file_name, path, ..Upload::default() });
                pieces = Some(sent);
            }
            Err(error) => return pages::error_page(&edge, &asked, caller, &error).await,
        }
    }
    let beside = |it: Upload, beside: Option<Upload>| Upload { beside: beside.map(Box::new), ..it };
    let upload = uploads.into_iter().rev().fold(None, |after, it| Some(beside(it, after)));
    let file = upload.as_ref().map(|it| (it.file_name.as_str(), it.content.len() as u64));
    let key = edge.platform.form_key(&caller, &asked.path, &fields, file);
    let deed = Deed {
        edge: edge.clone(),
        door,
        request: page_request,
        fields,
        upload,
        pieces,
        _held: (places, sending),
    };
    match key {
        Some(key) => once::answer(&edge, &asked, key, deed).await,
        None => answer(&edge, &asked, deed.run().await).await,
    }
}

/// A form that was read, with all that its deed needs.
pub(super) struct Deed {
    edge: Edge,
    door: &'static Door,
    request: PageRequest,
    fields: Fields,
    upload: Option<Upload>,
    pieces: Option<Pieces>,
    /// The files' places on the disk, and hers among those who send large forms: all are given back at the end.
    _held: (Vec<Temporary>, Option<Option<Sending>>),
}

/// What it came to.
pub(super) struct Ended {
    door: &'static Door,
    /// The request, as its page sees it.
    pub request: PageRequest,
    fields: Fields,
    /// What was done, or why not.
    pub done: DoneResult,
}

impl Deed {
    /// Does it.
    pub async fn run(self) -> Ended {
        let Self { edge, door, request, mut fields, upload, pieces, _held } = self;
        let done = (door.post_of())(&request, &fields, upload.as_ref()).await;
        // Something else than the file was refused.
        let is_beside = matches!(&done, Err(Error::Invalid(errors))
            if errors.iter().all(|it| BESIDE_A_FILE.contains(&it.field.as_str())));
        let is_settled = matches!(done, Ok(_) | Err(Error::Invalid(_))) && !is_beside;
        let is_waiting = is_beside || done.as_ref().is_err_and(|error| error.disaster().is_some());
        match (pieces, &upload) {
            // What was kept, or refused for what it is, is not wanted again. What cannot be forgotten now is swept later.
            (Some(sent), _) if is_settled => {
                drop(edge.platform.end_upload(&request.caller, &sent).await);
                edge.coming.forget_upload(sent.id);
            }
            // What is not kept yet came over a network that breaks: the form offers it again.
            (None, Some(Upload { file_name, path: Some(path), .. })) if is_waiting => {
                let kept = uploads::wait(&edge, &request.caller, file_name, path).await;
                let others = fields.pairs().iter().filter(|(name, _)| name != UPLOAD);
                fields = Fields::new(others.cloned().collect());
                fields.push_some(UPLOAD, kept.map(|it| it.id.to_string()));
            }
            _ => {}
        }
        Ended { door, request, fields, done }
    }

    /// Does not do it.
    pub fn refused(self, error: Error) -> Ended {
        Ended { door: self.door, request: self.request, fields: self.fields, done: Err(error) }
    }
}

/// The answer to a form.
pub(super) async fn answer(edge: &Edge, asked: &Asked, ended: Ended) -> Response {
    let Ended { door, request, fields, done } = ended;
    match done {
        Ok(Done::SeeOther(path)) if asked.headers.contains_key(ASKS) => told(&path),
        Ok(Done::SeeOther(path)) => pages::see_other(&path),
        Ok(Done::Page(page)) => pages::draw(&request, page.told_once()).answer(&asked.headers),
        Ok(Done::File { name, content_type, bytes }) => file(&name, content_type, bytes),
        Ok(Done::Archive { name, parts }) => match packages::take_along(edge, &name, parts).await {
            Ok(response) => response,
            Err(error) => pages::error_page(edge, asked, request.caller, &error).await,
        },
        Ok(Done::SignedIn(sign_in, path)) => match sessions::begin(edge, asked, &sign_in).await {
            Ok(()) => pages::see_other(&path),
            Err(error) => pages::error_page(edge, asked, request.caller, &error).await,
        },
        Ok(Done::SignedOut(path)) => {
            sessions::end(edge, asked.session.clone()).await;
            let mut response = pages::see_other(&path);
            // Drafts and the lock of this phone were hers.
            let storage = HeaderValue::from_static("\"storage\"");
            response.headers_mut().insert("clear-site-data", storage);
            response
        }
        Ok(Done::SignedOutKeeping(path)) => {
            sessions::end(edge, asked.session.clone()).await;
            pages::see_other(&path)
        }
        Ok(Done::Ringing { token, path }) => {
            let mut response = pages::see_other(&path);
            let cookie = sessions::phone_kept(edge, &token);
            response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
            response
        }
        Ok(Done::Preferences { display, back }) => remember(edge, display, &back),
        Err(Error::SignIn) => pages::sign_in_first(asked),
        Err(Error::SecondFactor) => pages::second_factor_first(asked),
        Err(error) => {
            if let Some(cause) = error.disaster() {
                super::log::disaster(&asked.id, &asked.path, cause);
            }
            let rejected = Rejected { fields, failure: error.failure() };
            pages::rejected(door, request, rejected, asked, edge).await
        }
    }
}

/// Tells our navigation where to go on.
fn told(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(path) => {
            let no_store = HeaderValue::from_static("no-store");
            let headers = [(HeaderName::from_static("x-location"), path), (header::CACHE_CONTROL, no_store)];
            (StatusCode::NO_CONTENT, headers).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
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

/// What a form sent: its fields, its files, and the places on the disk of large ones, which go away with them.
type Form = (Fields, Vec<Upload>, Vec<Temporary>);

fn content_type(request: &Request<Body>) -> &str {
    request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

/// Reads a whole form, plain or with files; large ones go where files come in.
async fn read(request: Request<Body>, limit: usize, large: Option<&Coming>) -> Result<Form, Error> {
    if content_type(&request).starts_with(MULTIPART) {
        return read_multipart(request, limit, large).await;
    }
    if !content_type(&request).starts_with("application/x-www-form-urlencoded") {
        return Err(Error::Unreadable);
    }
    let body = Limited::new(request.into_body(), limit.min(MOST_TYPED)).collect().await;
    let body = body
        .map_err(|error| if error.is::<LengthLimitError>() { Error::TooLarge } else { Error::Unreadable })?;
    Ok((decoded(&body.to_bytes())?, Vec::new(), Vec::new()))
}

/// The route's own limit (`DefaultBodyLimit`) counts the bytes.
async fn read_multipart(request: Request<Body>, limit: usize, large: Option<&Coming>) -> Result<Form, Error> {
    let mut left = limit.min(MOST_TYPED);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Error::Unreadable)?;
    let (mut fields, mut uploads, mut places) = (Fields::default(), Vec::<Upload>::new(), Vec::new());
    loop {
        let part = match form.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok((fields, uploads, places)),
            Err(error) => return Err(multipart_error(&error)),
        };
        let name = part.name().unwrap_or_default().to_owned();
        let file_name: Option<String> =
            part.file_name().map(|name| name.chars().filter(|c| !c.is_control()).take(120).collect());
        // One file of each field.
        let is_wanted = uploads.len() < MOST_FILES && uploads.iter().all(|it| it.field != name);
        match (file_name, large) {
            (Some(file_name), Some(coming)) if is_wanted => {
                let here = coming.place();
                // Where no file is chosen, browsers send one without name and content.
                if write(part, here.path()).await? > 0 || !file_name.is_empty() {
                    let path = Some(here.path().to_owned());
                    uploads.push(Upload { field: name, file_name, path, ..Upload::default() });
                    places.push(here);
                }
            }
            (Some(file_name), None) if is_wanted => {
                let content = part.bytes().await.map_err(|error| multipart_error(&error))?;
                // As above: an empty file that somebody chose is hers to hear about.
                if !content.is_empty() || !file_name.is_empty() {
                    let content = content.to_vec();
                    uploads.push(Upload { field: name, file_name, content, ..Upload::default() });
                }
            }
            (Some(_), _) => {}
            (None, _) => {
                let text = text(part, &mut left).await?;
                fields.push(name, text);
            }
        }
        if fields.pairs().len() > MAX_FIELDS {
            return Err(Error::TooLarge);
        }
    }
}

/// What was typed into a field of a form with a file, of which so many bytes are left for all fields.
async fn text(mut part: Field<'_>, left: &mut usize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|error| multipart_error(&error))? {
        *left = left.checked_sub(piece.len()).ok_or(Error::TooLarge)?;
        bytes.extend_from_slice(&piece);
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
    let too_large = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
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
        format!("{}={value}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{secure}", asked::PREFERENCES);
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
