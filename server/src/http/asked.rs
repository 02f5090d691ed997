//! What of a request its answer depends on, and the request as pages see it.

use super::log::RequestId;
use super::{Edge, limits};
use app::page::{Display, Request as PageRequest};
use app::t::Locale;
use axum::http::{HeaderMap, Method, Request, header};
use domain::Error;
use domain::access::Caller;
use domain::outside::Network;
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
    is_head: bool,
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
            is_head: request.method() == Method::HEAD,
        }
    }

    /// The same with nothing but its cookies, for what stays open.
    pub fn of_session(self) -> Self {
        let cookies = self.headers.get_all(header::COOKIE).iter().cloned();
        let headers = cookies.map(|value| (header::COOKIE, value)).collect();
        Self { headers, session: None, ..self }
    }

    /// The same with nothing asked: a query that is no text cannot be read again.
    pub fn without_query(self) -> Self {
        Self { query: String::new(), ..self }
    }

    /// The same for another address.
    pub fn at(self, path: &str) -> Self {
        Self { path: path.to_owned(), query: String::new(), ..self }
    }

    /// The network that it came from.
    pub fn network(&self, edge: &Edge) -> Network {
        edge.limits.network(self.peer, &self.headers)
    }

    /// Whether somebody opens the page. What a browser fetches before she asks for it says so in a header, by each maker's own name.
    fn is_opened(&self) -> bool {
        let says = |name: &str| {
            let words = self.headers.get(name).and_then(|value| value.to_str().ok());
            words.is_some_and(|words| words.contains("prefetch") || words.contains("prerender"))
        };
        !self.is_head && !["sec-purpose", "purpose", "x-moz"].into_iter().any(says)
    }

    /// The preferences that the cookie carries; what it does not say plainly is the default.
    pub fn display(&self) -> Display {
        Display::parse(cookie(&self.headers, PREFERENCES).unwrap_or_default())
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
            drawn: Arc::clone(&edge.drawn),
            caller,
            network: self.network(edge),
            locale: Locale::French,
            display: self.display(),
            path: self.path.clone(),
            query: super::forms::decoded(self.query.as_bytes())?,
            slug: variable(pattern, &self.path, "{slug}"),
            item: variable(pattern, &self.path, "{item}"),
            site: self.site(edge),
            passkey_ticket: super::passkeys::ticket(edge, &self.headers),
            is_opened: self.is_opened(),
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

/// What a variable part of a door's path, as `{slug}`, stands for in this path, percent-decoded.
pub(super) fn variable(pattern: &str, path: &str, part: &str) -> String {
    let pair = pattern.split('/').zip(path.split('/')).find(|(pattern, _)| *pattern == part);
    pair.map(|(_, part)| {
        // Only in a query do these three mean something.
        let part = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
        form_urlencoded::parse(part.as_bytes()).map(|(name, _)| name.into_owned()).collect()
    })
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::page::Theme;
    use axum::http::HeaderValue;

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
            is_head: false,
        };
        assert_eq!(asked.display(), Display { theme: Some(Theme::Dark), economy: true });
    }

    #[test]
    fn a_page_that_a_browser_fetches_ahead_is_not_opened() {
        let asked = |name: &'static str, value: &'static str| {
            let headers = HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))]);
            let asked = Asked::of(&Request::get("/forum").body(()).unwrap());
            Asked { headers, ..asked }.is_opened()
        };
        assert!(asked("accept", "text/html"));
        for (name, value) in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("x-moz", "prefetch"),
        ] {
            assert!(!asked(name, value), "{name}: {value}");
        }
        assert!(!Asked::of(&Request::head("/forum").body(()).unwrap()).is_opened());
    }
}
