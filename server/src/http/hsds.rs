//! HSDS 3.1 (Open Referral): the directory's read API, with its required and its useful paths.

use super::Edge;
use super::asked::Asked;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::directory::hsds;
use model::browse;
use model::directory::{Catalogue, Filter, Organization, Scheme, Term};
use model::fields::Fields;
use model::id::OrganizationId;
use model::time::Day;
use serde_json::{Value, json};
use std::sync::Arc;

/// How many items a page has unless asked otherwise.
const PER_PAGE: usize = 25;
/// The most items of one page.
const MAX_PER_PAGE: usize = 100;

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/api/hsds", get(root))
        .route("/api/hsds/", get(root))
        .route("/api/hsds/services", get(services))
        .route("/api/hsds/services/{id}", get(service))
        .route("/api/hsds/organizations", get(organizations))
        .route("/api/hsds/organizations/{id}", get(organization))
        .route("/api/hsds/taxonomies", get(taxonomies))
        .route("/api/hsds/taxonomies/{id}", get(taxonomy))
        .route("/api/hsds/taxonomy_terms", get(terms))
        .route("/api/hsds/taxonomy_terms/{id}", get(term))
        .route("/api/hsds/service_at_locations", get(services_at_locations))
        .route("/api/hsds/service_at_locations/{id}", get(service_at_location))
}

/// What a request asks of a list.
struct Query {
    fields: Fields,
    site: String,
    catalogue: Arc<Catalogue>,
}

impl Query {
    async fn of(edge: &Edge, asked: Asked) -> Result<Self, Response> {
        let fields =
            super::forms::decoded(asked.query.as_bytes()).map_err(|_| problem(StatusCode::BAD_REQUEST))?;
        if !browse::text(fields.get("search")).1 {
            return Err(problem(StatusCode::URI_TOO_LONG));
        }
        let catalogue = edge.platform.catalogue().await.map_err(|error| {
            super::log::disaster(&asked.id, &asked.path, &error);
            problem(StatusCode::SERVICE_UNAVAILABLE)
        })?;
        Ok(Self { fields, site: asked.site(edge), catalogue })
    }

    fn number(&self, name: &str, default: usize) -> usize {
        self.fields.get(name).parse().unwrap_or(default).max(1)
    }

    fn flag(&self, name: &str, default: bool) -> bool {
        match self.fields.get(name) {
            "true" | "1" => true,
            "false" | "0" => false,
            _ => default,
        }
    }

    /// Whether every item comes with what belongs to it; `minimal` wins over `full`.
    fn full(&self, default: bool) -> bool {
        self.flag("full", default) && !self.flag("minimal", false)
    }

    /// The organisations that the filters let through, combined with AND.
    fn lets_through(&self) -> impl Fn(&Organization) -> bool + '_ {
        let terms = self.catalogue.terms();
        let wanted_term = self.fields.filled("taxonomy_term_id");
        let wanted_taxonomy = self.fields.filled("taxonomy_id");
        let wanted_id = self.fields.filled("organization_id");
        let after =
            self.fields.filled("modified_after").and_then(|text| Day::parse(text.get(..10).unwrap_or(text)));
        let found = self.fields.filled("search").map(|text| {
            let filter = Filter { text: Some(text.to_owned()), ..Filter::default() };
            self.catalogue.matching(&filter)
        });
        move |it: &Organization| {
            let own_terms = || it.terms.iter().filter_map(|id| terms.get(id));
            wanted_id.is_none_or(|id| it.id.to_string() == id)
                && wanted_term.is_none_or(|id| own_terms().any(|term| hsds::term_id(term).to_string() == id))
                && wanted_taxonomy
                    .is_none_or(|id| own_terms().any(|term| hsds::taxonomy_id(term.scheme).to_string() == id))
                && after.is_none_or(|day| it.updated_at.day() >= day)
                && found.as_ref().is_none_or(|found| found.contains(&it.id))
        }
    }

    /// One page of a list in the shape of the standard, or one item a line.
    fn page(&self, items: Vec<Value>) -> Response {
        if self.fields.get("format") == "ndjson" {
            let lines: String = items.iter().map(|item| format!("{item}\n")).collect();
            return ([(header::CONTENT_TYPE, "application/x-ndjson")], lines).into_response();
        }
        let per_page = self.number("per_page", PER_PAGE).min(MAX_PER_PAGE);
        let (total, page) = (items.len(), self.number("page", 1));
        let pages = total.div_ceil(per_page);
        let contents: Vec<Value> =
            items.into_iter().skip((page - 1).saturating_mul(per_page)).take(per_page).collect();
        answer(&json!({
            "total_items": total,
            "total_pages": pages,
            "page_number": page,
            "size": contents.len(),
            "first_page": page == 1,
            "last_page": page >= pages,
            "empty": contents.is_empty(),
            "contents": contents,
        }))
    }
}

fn answer(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], value.to_string())
        .into_response()
}

/// RFC 9457, as the standard's own error answers.
fn problem(status: StatusCode) -> Response {
    let body = json!({ "status": status.as_u16(), "title": status.canonical_reason() });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

fn one(value: Option<Value>) -> Response {
    value.map_or_else(|| problem(StatusCode::NOT_FOUND), |value| answer(&value))
}

async fn root(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let site = Asked::of(&request).site(&edge);
    answer(&json!({
        "version": hsds::VERSION,
        "profile": "https://docs.openreferral.org/en/3.1/hsds/",
        "openapi_url": "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json",
        "publisher": { "name": "Musoya Applic", "website": site },
        "services": format!("{site}/api/hsds/services"),
    }))
}

async fn services(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let query = match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => query,
        Err(response) => return response,
    };
    let (lets_through, full) = (query.lets_through(), query.full(false));
    let items = hsds::services(&query.catalogue)
        .filter(|offered| lets_through(offered.organization))
        .map(|offered| hsds::service(&query.catalogue, offered, full, &query.site))
        .collect();
    query.page(items)
}

async fn service(State(edge): State<Edge>, Path(id): Path<String>, request: Request<Body>) -> Response {
    match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => one(hsds::services(&query.catalogue)
            .find(|offered| offered.service.id.to_string() == id)
            .map(|offered| hsds::service(&query.catalogue, offered, true, &query.site))),
        Err(response) => response,
    }
}

async fn organizations(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let query = match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => query,
        Err(response) => return response,
    };
    let (lets_through, full) = (query.lets_through(), query.full(false));
    let items = query
        .catalogue
        .published()
        .filter(|it| lets_through(it))
        .map(|it| hsds::organization(&query.catalogue, it, full, &query.site))
        .collect();
    query.page(items)
}

async fn organization(State(edge): State<Edge>, Path(id): Path<String>, request: Request<Body>) -> Response {
    match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => one(OrganizationId::parse(&id)
            .and_then(|id| query.catalogue.published().find(|it| it.id == id))
            .map(|it| hsds::organization(&query.catalogue, it, true, &query.site))),
        Err(response) => response,
    }
}

async fn taxonomies(State(edge): State<Edge>, request: Request<Body>) -> Response {
    match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => query.page(Scheme::ALL.iter().map(|scheme| hsds::taxonomy(*scheme)).collect()),
        Err(response) => response,
    }
}

async fn taxonomy(Path(id): Path<String>) -> Response {
    let scheme = Scheme::ALL.iter().find(|scheme| hsds::taxonomy_id(**scheme).to_string() == id);
    one(scheme.map(|scheme| hsds::taxonomy(*scheme)))
}

async fn terms(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let query = match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => query,
        Err(response) => return response,
    };
    let wanted = query.fields.filled("taxonomy_id");
    let of_taxonomy = |term: &&Term| wanted.is_none_or(|id| hsds::taxonomy_id(term.scheme).to_string() == id);
    let items = hsds::terms(&query.catalogue).filter(of_taxonomy).map(hsds::taxonomy_term).collect();
    query.page(items)
}

async fn term(State(edge): State<Edge>, Path(id): Path<String>, request: Request<Body>) -> Response {
    match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => {
            let found = query.catalogue.terms().iter().find(|term| hsds::term_id(term).to_string() == id);
            one(found.map(hsds::taxonomy_term))
        }
        Err(response) => response,
    }
}

async fn services_at_locations(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let query = match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => query,
        Err(response) => return response,
    };
    let (lets_through, full) = (query.lets_through(), query.full(false));
    let items = hsds::services_at_locations(&query.catalogue)
        .filter(|located| lets_through(located.offered.organization))
        .map(|located| hsds::service_at_location(&query.catalogue, located, full, &query.site))
        .collect();
    query.page(items)
}

async fn service_at_location(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    request: Request<Body>,
) -> Response {
    match Query::of(&edge, Asked::of(&request)).await {
        Ok(query) => one(hsds::services_at_locations(&query.catalogue)
            .find(|located| located.id().to_string() == id)
            .map(|located| hsds::service_at_location(&query.catalogue, located, true, &query.site))),
        Err(response) => response,
    }
}
