//! The bare server: axum and nothing else, returning bytes that were read once.

use axum::Router;
use axum::http::{HeaderMap, HeaderValue};
use bytes::Bytes;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
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

fn listen(router: Router) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        axum::serve(listener, router).await?;
        Ok(())
    })
}
