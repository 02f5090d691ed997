//! What the script of the forum's forms asks: topics whose title is like the one that is being typed, and to keep what is typed.

use super::Edge;
use super::asked::Asked;
use super::pages;
use app::forum::topic_path;
use axum::Router;
use axum::body::Body;
use axum::body::to_bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::Error;
use serde_json::{Value, json};

/// The most bytes of what is kept: more letters than a form keeps, in the widest spelling.
const MOST_BYTES: usize = 1024 * 1024;

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/forum/semblables", get(similar))
        .route("/forum/brouillon", post(keep).layer(DefaultBodyLimit::max(MOST_BYTES)))
}

/// Keeps what is typed, in the space or for the topic that the address names; says nothing.
async fn keep(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let may_send = edge.limits.may_send(&request);
    let body = to_bytes(request.into_body(), MOST_BYTES).await;
    pages::answered(&edge, &asked, async |caller| {
        caller.member()?;
        if !may_send {
            return Err(Error::TooMany);
        }
        let (query, form) = (
            super::forms::decoded(asked.query.as_bytes())?,
            super::forms::decoded(&body.map_err(|_| Error::TooLarge)?)?,
        );
        let desk = match query.get("sujet").parse() {
            Ok(topic) => edge.platform.desk_at(caller, topic).await?,
            Err(_) => edge.platform.desk_in(caller, query.get("espace")).await?,
        };
        edge.platform.keep_unsent(caller, &desk, &form).await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

/// Titles and addresses; for members, who alone begin topics.
async fn similar(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    pages::answered(&edge, &asked, async |caller| {
        caller.member()?;
        let query = super::forms::decoded(asked.query.as_bytes())?;
        let near = edge.platform.similar_topics(caller, query.get("titre")).await?;
        let near: Vec<Value> = near
            .iter()
            .map(|(space, topic)| json!({ "titre": topic.title.as_str(), "adresse": topic_path(space, topic) }))
            .collect();
        let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
        Ok((headers, Value::Array(near).to_string()).into_response())
    })
    .await
}
