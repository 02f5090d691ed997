//! A browser that keeps cookies, and what one reads in its pages.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use std::net::SocketAddr;
use std::sync::Mutex;
use tower::ServiceExt;

/// Somebody with a browser that keeps cookies.
pub struct Person {
    router: Router,
    address: [u8; 4],
    cookies: Mutex<Vec<(String, String)>>,
}

impl Person {
    pub fn at(router: &Router) -> Self {
        Self::from(router, [192, 0, 2, 7])
    }

    /// Somebody in another network than the others.
    pub fn from(router: &Router, address: [u8; 4]) -> Self {
        Self { router: router.clone(), address, cookies: Mutex::default() }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.cookies.lock().unwrap();
        cookies.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
    }

    pub fn take_cookie(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().unwrap();
        cookies.retain(|(own, _)| own != name);
        if !value.is_empty() {
            cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Reads a page and expects it to be there.
    pub async fn read(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        answer.text()
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<(&str, String)> =
            fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let query = model::browse::address("", &pairs);
        self.post_raw(path, "application/x-www-form-urlencoded", query.trim_start_matches('?').to_owned())
            .await
    }

    pub async fn post_raw(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind), body.into()).await
    }

    /// Sends a form with a file.
    pub async fn upload(
        &self,
        path: &str,
        field: &str,
        file_name: &str,
        content: &[u8],
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = multipart(field, file_name, content, fields);
        self.post_raw(path, "multipart/form-data; boundary=LIMIT", body).await
    }

    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let (mut answer, body) = self.begin(request, body).await;
        answer.bytes = body.collect().await.expect("a whole answer").to_bytes().to_vec();
        answer
    }

    /// Only how an answer begins, for one that has no end.
    pub async fn head_of(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        self.begin(request, body).await.0
    }

    async fn begin(&self, request: axum::http::request::Builder, body: Body) -> (Answer, Body) {
        let cookies: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = request.header(header::HOST, "musoya.test");
        let has = |name: &str| request.headers_ref().is_some_and(|headers| headers.contains_key(name));
        if !has("sec-fetch-site") && !has("origin") {
            request = request.header("sec-fetch-site", "same-origin");
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut request = request.body(body).expect("a request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((self.address, 40000))));
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or_default();
            self.take_cookie(name, value);
        }
        (Answer { status: parts.status, headers: parts.headers, bytes: Vec::new() }, body)
    }
}

/// The body of a form with one file.
pub fn multipart(field: &str, file_name: &str, content: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--LIMIT\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--LIMIT\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{file_name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--LIMIT--\r\n");
    body
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// What a reader gets: Leptos writes an empty comment after each part whose type it erased, and browsers show none.
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("UTF-8").replace("<!>", "")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    /// Whether it is a page of ours with a way out, whatever its status.
    pub fn is_a_page(&self) -> bool {
        self.header("content-type").starts_with("text/html") && self.text().contains("href=\"/\"")
    }
}

/// What stands between the quotes of every `name="…"`, with its entities resolved.
pub fn attributes(html: &str, name: &str) -> Vec<String> {
    let opening = format!(" {name}=\"");
    let values = html.split(&opening).skip(1).filter_map(|rest| rest.split('"').next());
    values.map(resolved).collect()
}

/// A text without its entities.
pub fn resolved(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// What stands inside `<main>`.
pub fn main_of(html: &str) -> &str {
    let start = html.find("<main").expect("a main part");
    &html[start..html.find("</main>").expect("its end")]
}

/// The first element with this word in its opening tag, up to the end of the next such element.
pub fn element<'a>(html: &'a str, tag: &str, word: &str) -> &'a str {
    let opening = format!("<{tag}");
    let found = html.match_indices(&opening).find(|(at, _)| {
        let rest = &html[*at..];
        rest[..rest.find('>').unwrap_or(rest.len())].contains(word)
    });
    let (at, _) = found.unwrap_or_else(|| panic!("no <{tag} … {word} …>"));
    let end = html[at..].find(&format!("</{tag}>")).expect("its end");
    &html[at..at + end]
}
