//! `/connexion/defi`: the question that a passkey answers at the sign-in. A cookie of five minutes binds it to the browser that
//! asked; a visitor gets no row, and whoever only reads gets no cookie.

use super::Edge;
use super::asked::{self, Asked};
use super::pages;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Request, header};
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::accounts::RelyingParty;
use model::failure::Failure;
use serde_json::json;

/// Where the script asks.
pub const PATH: &str = "/connexion/defi";
/// The cookie's life in seconds, as long as the question stands.
const SECONDS: u32 = 5 * 60;

const fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-defi" } else { "defi" }
}

/// What this browser keeps of its question.
pub(super) fn ticket(edge: &Edge, headers: &HeaderMap) -> Option<String> {
    asked::cookie(headers, cookie_name(edge.https)).map(str::to_owned)
}

/// Asks.
pub async fn ask(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    // Nothing can be guessed here: an organisation that shares one connection is not kept waiting.
    if !edge.limits.may_send(&request) {
        return pages::failure(&edge, &asked, &Failure::TooMany).await;
    }
    let party = RelyingParty::of(&asked.site(&edge));
    let question = match edge.platform.ask_for_passkey(party.as_ref()) {
        Ok(question) => question,
        Err(error) => return pages::failure(&edge, &asked, &Error::failure(&error)).await,
    };
    let secure = if edge.https { "; Secure" } else { "" };
    let (name, ticket) = (cookie_name(edge.https), question.ticket);
    let cookie = format!("{name}={ticket}; Path=/; Max-Age={SECONDS}; SameSite=Strict; HttpOnly{secure}");
    let answer = json!({ "challenge": question.challenge, "party": question.party });
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::SET_COOKIE, cookie),
    ];
    (headers, answer.to_string()).into_response()
}
