//! The persons of the stories and the world they live in: a visitor, the administrator Awa, a clock that is moved by hand,
//! chance that repeats itself, and both databases.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::access::Administrator;
use domain::accounts::AccountStore;
use domain::directory::DirectoryStore;
use domain::outside::{Chance, Clock};
use domain::{Platform, Stores};
use http_body_util::BodyExt;
use model::directory::Organization;
use model::fields::Fields;
use model::time::{Day, Moment};
use server::outside::SystemChance;
use server::settings::Settings;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use store::Store;
use tower::ServiceExt;

/// The day on which every story begins.
pub const TODAY: &str = "2026-11-21";
pub const HOUR: i64 = 60 * 60 * 1000;
/// The environment's names: the PostgreSQL of a test run, and what makes its absence a failure.
const POSTGRES: &str = "MUSOYA_TEST_POSTGRES";
const REQUIRED: [&str; 2] = ["CI", "MUSOYA_REQUIRE_POSTGRES"];

/// A clock that stands still until somebody moves it.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn advance(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

/// Chance that is the same in every run (splitmix64).
struct TestChance(AtomicU64);

impl Chance for TestChance {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let mut mixed = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = (mixed >> 56) as u8;
        }
    }
}

/// A folder that goes away with the story.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("musoya-tests-{}", SystemChance.token(8)));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A database with what the program makes of it, and nobody in it yet.
pub struct House {
    pub url: String,
    pub store: Store,
    pub platform: Platform,
    pub clock: Arc<TestClock>,
    pub right: Administrator,
    _folder: Option<Folder>,
}

impl House {
    pub async fn on_sqlite() -> Self {
        let folder = Folder::new();
        let url = format!("sqlite:{}", folder.0.join("musoya.sqlite").display());
        Self::at(url, Some(folder)).await
    }

    async fn at(url: String, folder: Option<Folder>) -> Self {
        let store = Store::open(&url).await.expect("an empty database");
        let clock = Arc::new(TestClock(AtomicI64::new(Day::parse(TODAY).unwrap().moment().0 + 9 * HOUR)));
        let platform = platform(Arc::new(store.clone()), store.clone(), &clock, 1);
        let right = Administrator::at_the_command_line();
        platform.keep_reference_terms(&right).await.expect("the terms");
        Self { url, store, platform, clock, right, _folder: folder }
    }

    /// The same house with the example data.
    pub async fn furnished(self) -> Self {
        self.platform.load_example(&self.right).await.expect("the example data");
        self
    }

    /// A second process on the same database.
    pub async fn next_door(&self) -> Platform {
        let store = Store::open(&self.url).await.expect("the same database again");
        platform(Arc::new(store.clone()), store, &self.clock, 2)
    }

    /// An organisation with these fields beside its name; published unless they say otherwise.
    pub async fn organization(&self, name: &str, fields: &[(&str, &str)]) -> Organization {
        self.platform.create_organization(&self.right, &sheet(name, fields), None).await.expect("a new page")
    }
}

/// The form of an organisation.
pub fn sheet(name: &str, fields: &[(&str, &str)]) -> Fields {
    let mut form = Fields::default();
    form.push("nom", name);
    for (name, value) in fields {
        form.push(*name, *value);
    }
    for (name, value) in [("type", "organisation-locale"), ("etat", "publie"), ("messages", "oui")] {
        if !form.has(name) {
            form.push(name, value);
        }
    }
    form
}

pub fn platform(
    directory: Arc<dyn DirectoryStore>,
    accounts: Store,
    clock: &Arc<TestClock>,
    seed: u64,
) -> Platform {
    let stores = Stores { directory, accounts: Arc::new(accounts) };
    Platform::new(stores, Arc::clone(clock) as Arc<dyn Clock>, Arc::new(TestChance(AtomicU64::new(seed))))
}

/// Tells a story in a house on SQLite, and in one on PostgreSQL if there is one (`MUSOYA_TEST_POSTGRES`).
pub async fn on_both_engines(story: impl AsyncFn(&House)) {
    let house = House::on_sqlite().await;
    story(&house).await;
    house.store.close().await;
    let Some(server) = postgres_server() else { return };
    let name = format!("musoya_test_{}", SystemChance.token(8));
    command(&server, format!("create database {name}")).await;
    let (address, _) = server.rsplit_once('/').expect("postgres://USER@HOST/NAME");
    let house = House::at(format!("{address}/{name}"), None).await;
    story(&house).await;
    house.store.close().await;
    command(&server, format!("drop database {name} with (force)")).await;
}

/// The PostgreSQL of this run; a run that must have one fails without.
pub fn postgres_server() -> Option<String> {
    let server = std::env::var(POSTGRES).ok().filter(|url| !url.is_empty());
    let required = REQUIRED.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    assert!(server.is_some() || !required, "{POSTGRES} is missing: the stories must be told on both engines");
    server
}

async fn command(server: &str, sql: String) {
    use sqlx::{AssertSqlSafe, Connection, PgConnection};
    let mut connection = PgConnection::connect(server).await.expect("PostgreSQL answers");
    sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.expect("a database of our own");
    connection.close().await.expect("a clean end");
}

/// The workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the workspace")
}

/// The site: a house with the HTTP edge in front.
pub struct Site {
    pub house: House,
    pub router: Router,
}

impl Site {
    /// With the example data, as a newcomer sees it.
    pub async fn open() -> Self {
        Self::of(House::on_sqlite().await.furnished().await, |_| {})
    }

    /// Without any organisation.
    pub async fn empty() -> Self {
        Self::of(House::on_sqlite().await, |_| {})
    }

    pub fn of(house: House, change: impl FnOnce(&mut Settings)) -> Self {
        let platform = house.platform.clone();
        Self { router: router(&house, platform, change), house }
    }

    pub fn visitor(&self) -> Person {
        Person::at(&self.router)
    }

    /// Awa, an administrator, signed in through the form.
    pub async fn awa(&self) -> Person {
        let (_, passphrase) =
            self.house.platform.add_administrator(&self.house.right, "Awa").await.expect("Awa");
        let awa = self.visitor();
        let answer = awa.post("/connexion", &[("nom", "Awa"), ("passphrase", &passphrase)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        awa
    }
}

/// The HTTP edge over a platform.
pub fn router(house: &House, platform: Platform, change: impl FnOnce(&mut Settings)) -> Router {
    let css = std::fs::read_to_string(root().join("style/critical.css")).expect("style/critical.css");
    app::assets::Assets { critical_css: css, ..app::assets::Assets::default() }.install();
    let mut settings = Settings::of("", |_| None).expect("defaults");
    settings.site = root().join("site");
    settings.tries_per_minute = 1000;
    change(&mut settings);
    let accounts: Arc<dyn AccountStore> = Arc::new(house.store.clone());
    server::http::router(&settings, platform, accounts, "a secret of the tests, long enough")
        .expect("a router")
}

/// Somebody with a browser that keeps cookies.
pub struct Person {
    router: Router,
    cookies: Mutex<Vec<(String, String)>>,
}

impl Person {
    pub fn at(router: &Router) -> Self {
        Self { router: router.clone(), cookies: Mutex::default() }
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
        let query = model::directory::address("", &pairs);
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
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 40000))));
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole answer").to_bytes().to_vec();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or_default();
            self.take_cookie(name, value);
        }
        Answer { status: parts.status, headers: parts.headers, bytes }
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
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("UTF-8")
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
