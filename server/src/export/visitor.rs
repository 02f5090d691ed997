//! Somebody without a name who reads the site from inside of the program: what she is not shown, no copy has.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// Who reads.
pub struct Visitor {
    router: Router,
    host: String,
}

/// What a page's address answers.
pub enum Answer {
    /// A page.
    Page(String),
    /// It is at another address.
    Elsewhere(String),
    /// Nothing for everybody.
    Nothing,
}

/// What is known of a file before it is read.
pub struct Facts {
    /// How many bytes it has.
    pub bytes: u64,
    /// What names its content, if the site knows that.
    pub content: Option<String>,
    /// Its media type.
    pub media_type: String,
}

impl Visitor {
    /// A visitor of the site that answers to this host.
    pub fn new(router: Router, host: &str) -> Self {
        Self { router, host: host.to_owned() }
    }

    /// Reads a page.
    ///
    /// # Errors
    /// If the site is in trouble: a copy with holes would not say so.
    pub async fn page(&self, address: &str) -> Result<Answer, String> {
        let response = self.ask(Method::GET, address).await?;
        if response.status().is_redirection() {
            let to = of(&response, header::LOCATION);
            return Ok(if to.starts_with('/') { Answer::Elsewhere(to) } else { Answer::Nothing });
        }
        if response.status() != StatusCode::OK {
            return Ok(Answer::Nothing);
        }
        let bytes = whole(address, response).await?;
        String::from_utf8(bytes).map(Answer::Page).map_err(|error| format!("{address}: {error}"))
    }

    /// Reads a small file whole.
    ///
    /// # Errors
    /// As `page`.
    pub async fn bytes(&self, address: &str) -> Result<Option<Vec<u8>>, String> {
        match self.file(address).await? {
            Some(response) => whole(address, response).await.map(Some),
            None => Ok(None),
        }
    }

    /// A file, to be read piece by piece.
    ///
    /// # Errors
    /// As `page`.
    pub async fn file(&self, address: &str) -> Result<Option<Response<Body>>, String> {
        let response = self.ask(Method::GET, address).await?;
        Ok((response.status() == StatusCode::OK).then_some(response))
    }

    /// What is known of a file without reading it.
    ///
    /// # Errors
    /// As `page`.
    pub async fn facts(&self, address: &str) -> Result<Option<Facts>, String> {
        let response = self.ask(Method::HEAD, address).await?;
        let bytes = of(&response, header::CONTENT_LENGTH).parse().ok();
        let etag = of(&response, header::ETAG).trim_matches('"').to_owned();
        let media_type = of(&response, header::CONTENT_TYPE);
        let is_there = response.status() == StatusCode::OK;
        let content = (!etag.is_empty()).then_some(etag);
        Ok(bytes.filter(|_| is_there).map(|bytes| Facts { bytes, content, media_type }))
    }

    async fn ask(&self, method: Method, address: &str) -> Result<Response<Body>, String> {
        let request = Request::builder().method(method).uri(address).header(header::HOST, &self.host);
        let request = request.body(Body::empty()).map_err(|error| format!("{address}: {error}"))?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        if response.status().is_server_error() {
            return Err(format!("{address}: {}", response.status()));
        }
        Ok(response)
    }
}

fn of(response: &Response<Body>, name: header::HeaderName) -> String {
    response.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
}

async fn whole(address: &str, response: Response<Body>) -> Result<Vec<u8>, String> {
    let body = response.into_body().collect().await.map_err(|error| format!("{address}: {error}"))?;
    Ok(body.to_bytes().to_vec())
}
