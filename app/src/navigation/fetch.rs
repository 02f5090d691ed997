//! Fetching a page of ours as HTML.

use super::{Body, document, without_hash};
use gloo_net::http::{Method, RequestBuilder};
use web_sys::AbortSignal;

/// With this header a form asks to be told where to go on, instead of being led there: a browser that is led keeps the place on the
/// page (`#m2`) to itself.
const ASKS: &str = "X-Navigation";
/// With this one the server tells it.
const TOLD: &str = "x-location";

/// The final address and the HTML. Any status is shown, for an error page of ours is a page.
///
/// # Errors
/// Nothing when no answer came or the answer is no page of ours (a download, another network's sign-in page), or one of another build.
pub async fn page(address: &str, body: Body, signal: Option<&AbortSignal>) -> Result<(String, String), ()> {
    let reads = matches!(body, Body::None);
    let method = if reads { Method::GET } else { Method::POST };
    let request = asking(address, signal).method(method);
    let request = match body {
        Body::None => request.build(),
        Body::Text(text) => {
            request.header(ASKS, "1").header("Content-Type", "application/x-www-form-urlencoded").body(text)
        }
        Body::Files(data) => request.header(ASKS, "1").body(data),
    };
    let mut response = request.map_err(drop)?.send().await.map_err(drop)?;
    let told = response.headers().get(TOLD);
    let address = told.as_deref().unwrap_or(address);
    if told.is_some() {
        response = asking(address, signal).send().await.map_err(drop)?;
    }
    let is_page = response.headers().get("content-type").is_some_and(|kind| kind.starts_with("text/html"));
    // Every page of ours names its build; what does not is somebody else's, and a page of another needs the code of its own.
    let build = response.headers().get("x-musoya").ok_or(())?;
    if !is_page || (reads && own_build().is_some_and(|own| own != build)) {
        return Err(());
    }
    let mut last = response.url();
    if let Some((_, hash)) = address.split_once('#') {
        last = format!("{}#{hash}", without_hash(&last));
    }
    Ok((last, response.text().await.map_err(drop)?))
}

/// Of which build the document is that is open.
fn own_build() -> Option<String> {
    document()?.query_selector("script[data-build]").ok()??.get_attribute("data-build")
}

fn asking(address: &str, signal: Option<&AbortSignal>) -> RequestBuilder {
    RequestBuilder::new(address).header("Accept", "text/html").abort_signal(signal)
}
