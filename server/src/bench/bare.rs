//! The bare server: axum and nothing else, returning bytes that were read once.

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::Html;
use bytes::Bytes;
use domain::forum::ForumStore as _;
use futures_util::FutureExt as _;
use model::forum::{POSTS_ON_A_PAGE, Topic};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use store::Store;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tower_http::services::ServeDir;

/// Serves the body of a recorded response, with its headers, on a free port, which it prints.
pub fn serve(file: &str) -> Result<(), Box<dyn Error>> {
    let recorded = std::fs::read(file)?;
    let end = recorded.windows(4).position(|window| window == b"\r\n\r\n").ok_or("no end of the headers")?;
    let mut headers = HeaderMap::new();
    for line in std::str::from_utf8(&recorded[..end])?.lines().skip(1) {
        let (name, value) = line.split_once(": ").ok_or("a header without a value")?;
        if !["content-length", "date"].contains(&name) {
            headers.append(axum::http::HeaderName::try_from(name)?, HeaderValue::from_str(value)?);
        }
    }
    let answer = Arc::new((headers, Bytes::from(recorded[end + 4..].to_vec())));
    listen(Router::new().fallback(move || {
        let answer = Arc::clone(&answer);
        async move { (answer.0.clone(), answer.1.clone()) }
    }))
}

/// Serves the folder of a file as `tower-http` does it.
pub fn serve_folder(file: &str) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(file).parent().ok_or("a file without a folder")?;
    listen(Router::new().fallback_service(ServeDir::new(folder)))
}

/// Reads the first posts of the topic in the address from the database for each answer, and writes them as HTML with nothing around
/// them: what a page of a topic costs at least.
pub fn serve_posts(database: &str) -> Result<(), Box<dyn Error>> {
    let database = database.to_owned();
    let store = OnceCell::new();
    let store = Arc::new(store);
    listen(Router::new().fallback(move |uri: Uri| {
        let (store, database) = (Arc::clone(&store), database.clone());
        async move {
            let store = store.get_or_init(|| async { Store::open(&database).await.ok() }).await.as_ref()?;
            let number = Topic::number_in(uri.path().rsplit('/').next()?)?;
            let topic = store.topic(number).await.ok()??;
            let read = store.posts(topic.id, 1, POSTS_ON_A_PAGE).await.ok()?;
            let mut html = String::from("<!DOCTYPE html><ol>");
            for post in read.posts {
                let text = post.text.as_str().replace('&', "&amp;").replace('<', "&lt;");
                html.push_str(&format!("<li id=\"m{}\"><p>{text}</p></li>", post.number));
            }
            Some(Html(html + "</ol>"))
        }
        .map(|html| html.ok_or(StatusCode::NOT_FOUND))
    }))
}

fn listen(router: Router) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        axum::serve(listener, router).await?;
        Ok(())
    })
}
