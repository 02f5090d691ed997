//! What the script of the forum's forms asks: topics whose title is like the one that is being typed.

use super::Edge;
use super::pages::{self, Asked};
use app::forum::topic_path;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new().route("/forum/semblables", get(similar))
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
