//! Common work for spreadsheets, funders and other programs: the 4W table, JSON, and IATI of each organisation.

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
use domain::plans::export as plans;
use domain::projects::export::{Around, Exported, iati};
use model::browse;
use model::plans::ActionPlan;
use model::projects::Listing;

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/projets.csv", get(csv))
        .route("/projets.xlsx", get(xlsx))
        .route("/projets.json", get(json))
        .route("/projets/plans/{slug}/plan.csv", get(plan_csv))
        .route("/projets/plans/{slug}/plan.json", get(plan_json))
        .route("/annuaire/{slug}/iati.xml", get(organization))
}

async fn csv(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let kind = "text/csv; charset=utf-8";
    exported(&edge, request, (kind, Some("projets-4w.csv")), |all| all.csv()).await
}

async fn xlsx(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    exported(&edge, request, (kind, Some("projets-4w.xlsx")), |all| all.xlsx()).await
}

async fn json(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let kind = "application/json";
    exported(&edge, request, (kind, None), |all| Ok(all.json().to_string().into_bytes())).await
}

/// What a filter finds of projects and of activities, written by this function.
async fn exported(
    edge: &Edge,
    request: Request<Body>,
    kind: (&'static str, Option<&str>),
    write: impl FnOnce(&Exported<'_>) -> Result<Vec<u8>, Error>,
) -> Response {
    let asked = Asked::of(&request);
    let made = async {
        let query = super::forms::decoded(asked.query.as_bytes())?;
        if !browse::text(query.get("q")).1 {
            return Err(Error::TooLarge);
        }
        let platform = &edge.platform;
        let projects = platform.find_works(Listing::Projects, &query).await?;
        let activities = platform.find_works(Listing::Activities, &query).await?;
        let catalogue = platform.catalogue().await?;
        write(&Exported {
            catalogue: &catalogue,
            works: &activities.works,
            projects: &projects.found,
            activities: &activities.found,
            site: &asked.site(edge),
        })
    };
    answered(edge, &asked, kind, made.await).await
}

/// The projects of a published organisation.
async fn organization(
    State(edge): State<Edge>,
    Path(slug): Path<String>,
    request: Request<Body>,
) -> Response {
    let asked = Asked::of(&request);
    let made = async {
        let platform = &edge.platform;
        let catalogue = platform.catalogue().await?;
        let it = catalogue.find_published(&slug).ok_or(Error::NotFound)?;
        let (shelves, works) = (platform.shelves().await?, platform.works().await?);
        let around = Around {
            catalogue: &catalogue,
            shelves: &shelves,
            works: &works,
            site: &asked.site(&edge),
            now: platform.clock().now(),
        };
        Ok::<_, Error>(iati(&around, it))
    };
    match made.await {
        Ok(xml) => fresh("application/xml; charset=utf-8", xml),
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

async fn plan_csv(State(edge): State<Edge>, Path(slug): Path<String>, request: Request<Body>) -> Response {
    let name = format!("{slug}.csv");
    let kind = "text/csv; charset=utf-8";
    exported_plan(&edge, request, &slug, (kind, Some(&name)), plans::csv).await
}

async fn plan_json(State(edge): State<Edge>, Path(slug): Path<String>, request: Request<Body>) -> Response {
    let write =
        |around: &plans::Around<'_>, it: &ActionPlan| Ok(plans::json(around, it).to_string().into_bytes());
    exported_plan(&edge, request, &slug, ("application/json", None), write).await
}

/// A plan that everybody reads, written by this function.
async fn exported_plan(
    edge: &Edge,
    request: Request<Body>,
    slug: &str,
    kind: (&'static str, Option<&str>),
    write: impl FnOnce(&plans::Around<'_>, &ActionPlan) -> Result<Vec<u8>, Error>,
) -> Response {
    let asked = Asked::of(&request);
    let made = async {
        let (platform, site) = (&edge.platform, asked.site(edge));
        let (catalogue, all) = (platform.catalogue().await?, platform.plans().await?);
        let plan = all.find(slug).ok_or(Error::NotFound)?;
        let today = platform.clock().now().day();
        write(&plans::Around { catalogue: &catalogue, site: &site, today }, plan)
    };
    answered(edge, &asked, kind, made.await).await
}

/// The file, under its name if it has one, or the page that says what went wrong.
async fn answered(
    edge: &Edge,
    asked: &Asked,
    (kind, name): (&'static str, Option<&str>),
    made: Result<Vec<u8>, Error>,
) -> Response {
    match made {
        Ok(bytes) => {
            let mut response = fresh(kind, bytes);
            if let Some(name) = name {
                let disposition = value(&format!("attachment; filename=\"{name}\""));
                response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
            }
            response
        }
        Err(error) => pages::error_page(edge, asked, Caller::Visitor, &error).await,
    }
}

/// An answer of this type that browsers ask about again each time.
fn fresh(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], body.into()).into_response()
}
