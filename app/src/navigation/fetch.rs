//! Fetching a page of ours as HTML.

use super::{Body, without_hash};
use gloo_net::http::{Method, RequestBuilder};
use web_sys::AbortSignal;

/// The final address and the HTML. Any status is shown, for an error page of ours is a page.
///
/// # Errors
/// Nothing when no answer came or the answer is no page of ours (a download, another network's sign-in page).
pub async fn page(address: &str, body: Body, signal: Option<&AbortSignal>) -> Result<(String, String), ()> {
    let method = if matches!(body, Body::None) { Method::GET } else { Method::POST };
    let request =
        RequestBuilder::new(address).method(method).header("Accept", "text/html").abort_signal(signal);
    let request = match body {
        Body::None => request.build(),
        Body::Text(text) => request.header("Content-Type", "application/x-www-form-urlencoded").body(text),
        Body::Files(data) => request.body(data),
    };
    let response = request.map_err(drop)?.send().await.map_err(drop)?;
    let is_page = response.headers().get("content-type").is_some_and(|kind| kind.starts_with("text/html"));
    // Every page of ours names its build; what does not is somebody else's.
    if !is_page || response.headers().get("x-musoya").is_none() {
        return Err(());
    }
    let mut last = response.url();
    if let Some((_, hash)) = address.split_once('#') {
        last = format!("{}#{hash}", without_hash(&last));
    }
    Ok((last, response.text().await.map_err(drop)?))
}
