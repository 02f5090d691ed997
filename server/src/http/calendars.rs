//! The agenda for the calendars of phones and computers: what comes, as a calendar that they follow, and each meeting as a file.

use super::Edge;
use super::asked::Asked;
use super::documents::value;
use super::pages;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Request, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Error;
use domain::access::Caller;
use domain::events::{calendar, calendar_of};
use model::events::EventFilter;
use model::time::Moment;

/// The most meetings of one calendar.
const MOST: usize = 500;
/// A meeting stays in the calendar for so long after it is over: 90 days.
const KEPT: i64 = 90 * 24 * 60 * 60 * 1000;
const TITLE: &str = "Agenda de Musoya Applic";
const KIND: &str = "text/calendar; charset=utf-8";

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new().route("/agenda.ics", get(all)).route("/agenda/{slug}/rencontre.ics", get(one))
}

/// What everybody may read of what a filter finds: what comes, and what was lately, so that a calendar learns what was called off.
async fn all(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let made = async {
        let query = super::forms::decoded(asked.query.as_bytes())?;
        let (catalogue, events) = (edge.platform.catalogue().await?, edge.platform.events().await?);
        let now = edge.platform.clock().now();
        let (filter, _) = EventFilter::parse(&query, catalogue.terms());
        let of = |past: bool| events.browse(&filter.when(past), catalogue.terms(), now, false).all;
        let since = Moment(now.0 - KEPT);
        let lately = of(true).into_iter().filter(|at| events.all()[*at].content.span.ends() >= since);
        let found = of(false).into_iter().chain(lately).take(MOST).map(|at| &events.all()[at]);
        Ok::<_, Error>(calendar(&catalogue, &asked.site(&edge), TITLE, found))
    };
    match made.await {
        Ok(text) => fresh(text, None),
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

/// One meeting, for whoever may read it.
async fn one(State(edge): State<Edge>, Path(slug): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    pages::answered(&edge, &asked, async |caller| {
        let event = edge.platform.visible_event(caller, &slug).await?;
        let told = edge.platform.tells_place(caller, &event).await?;
        let catalogue = edge.platform.catalogue().await?;
        let text = calendar_of(&catalogue, &asked.site(&edge), &event, told);
        let mut response = fresh(text, Some(&event.slug));
        if *caller != Caller::Visitor {
            response.headers_mut().insert(header::CACHE_CONTROL, value("no-store"));
        }
        Ok(response)
    })
    .await
}

/// A calendar that programs ask about again each time.
fn fresh(text: String, name: Option<&str>) -> Response {
    let headers = [(header::CONTENT_TYPE, KIND), (header::CACHE_CONTROL, "no-cache")];
    let mut response = (headers, Body::from(text)).into_response();
    if let Some(name) = name {
        let disposition = value(&format!("attachment; filename=\"{name}.ics\""));
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
