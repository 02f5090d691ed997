//! The bare server: axum and nothing else, returning bytes that were read once.

use axum::Router;
use axum::http::{HeaderMap, HeaderValue};
use bytes::Bytes;
use std::error::Error;
use std::sync::Arc;
use tokio::net::TcpListener;

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
    let router = Router::new().fallback(move || {
        let answer = Arc::clone(&answer);
        async move { (answer.0.clone(), answer.1.clone()) }
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        axum::serve(listener, router).await?;
        Ok(())
    })
}
