//! The directory for spreadsheets, maps and search engines, and the logos.

use super::Edge;
use super::asked::Asked;
use super::documents::value;
use super::pages;
use app::door::{OpenTo, doors};
use app::t::Locale;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Request, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Error;
use domain::access::Caller;
use domain::directory::export;
use model::events::{Event, EventAudience};
use model::library::Reader;
use model::time::Moment;

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/annuaire.csv", get(csv))
        .route("/annuaire.geojson", get(geojson))
        .route("/annuaire/{slug}/carte.html", get(leaflet))
        .route("/logo/{file}", get(logo))
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(sitemap))
}

/// An answer of this type that browsers ask about again each time.
fn fresh(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], body.into()).into_response()
}

async fn csv(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let table = async {
        let catalogue = edge.platform.catalogue().await?;
        export::csv(&catalogue, &asked.site(&edge))
    };
    match table.await {
        Ok(table) => {
            let mut response = fresh("text/csv; charset=utf-8", table);
            let disposition = header::HeaderValue::from_static("attachment; filename=\"annuaire.csv\"");
            response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
            response
        }
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

async fn geojson(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    match edge.platform.catalogue().await {
        Ok(catalogue) => {
            fresh("application/geo+json", export::geojson(&catalogue, &asked.site(&edge)).to_string())
        }
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

/// An organisation as one file. No browser keeps it: what it says has a date, and a phone that keeps the directory draws its own.
async fn leaflet(State(edge): State<Edge>, Path(slug): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let made = async {
        let catalogue = edge.platform.catalogue().await?;
        let it = catalogue.find_published(&slug).ok_or(Error::NotFound)?;
        let disposition = value(&format!("attachment; filename=\"{}.html\"", it.slug));
        Ok::<_, Error>((
            disposition,
            app::directory::leaflet(Locale::French, &catalogue, it, &asked.site(&edge)),
        ))
    };
    match made.await {
        Ok((disposition, file)) => {
            let mut response = fresh("text/html; charset=utf-8", file);
            response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
            response
        }
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

/// A logo by its hash: its content never changes, so it is kept for a year.
async fn logo(State(edge): State<Edge>, Path(file): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let hash = file.strip_suffix(".png").unwrap_or_default();
    match edge.platform.logo(hash).await {
        Ok((bytes, png)) => (
            [
                (header::CONTENT_TYPE, "image/png".to_owned()),
                (header::CONTENT_LENGTH, bytes.to_string()),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
            ],
            Body::from_stream(png),
        )
            .into_response(),
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

async fn robots(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let site = Asked::of(&request).site(&edge);
    // Without the database it says what does not change.
    let parts = edge.platform.parts_of_public_topics().await.unwrap_or(0);
    let mut text = String::from("User-agent: *\n");
    // Filters combine without end; the lists that matter are in the sitemap.
    for path in [
        "/admin",
        "/api/",
        "/connexion",
        "/quitter",
        "/annuaire?",
        "/bibliotheque?",
        "/forum/recherche",
        "/actualites?",
        "/plaidoyer?",
        "/formation?",
        "/projets?",
        "/projets/activites?",
        "/projets/carte?",
        "/projets/plans?",
        "/projets/ffom?",
        "/projets/ffom/*/comparer?",
        "/capitalisation?",
        "/chiffres?",
        "/envois",
    ] {
        text.push_str(&format!("Disallow: {path}\n"));
    }
    text.push_str(&format!("Sitemap: {site}/sitemap.xml\n"));
    for part in 1..=parts {
        text.push_str(&format!("Sitemap: {site}/sitemap-forum/{part}.xml\n"));
    }
    fresh("text/plain; charset=utf-8", text)
}

async fn sitemap(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let site = asked.site(&edge);
    let made: Result<String, Error> = async {
        let catalogue = edge.platform.catalogue().await?;
        let fixed = doors()
            .filter(|door| door.in_sitemap && door.open_to == OpenTo::Visitor)
            .map(|door| format!("<url><loc>{site}{}</loc></url>", door.path));
        let organizations = catalogue.published().map(|it| {
            let day = it.updated_at.day().iso();
            format!("<url><loc>{site}/annuaire/{}</loc><lastmod>{day}</lastmod></url>", it.slug)
        });
        let shelves = edge.platform.shelves().await?;
        let documents = shelves.read_by(&Reader::Visitor).map(|it| {
            let day = it.updated_at.day().iso();
            format!("<url><loc>{site}/bibliotheque/{}</loc><lastmod>{day}</lastmod></url>", it.slug)
        });
        let works = edge.platform.works().await?;
        let page = |path: &str, slug: &str, at: Moment| {
            format!("<url><loc>{site}{path}/{slug}</loc><lastmod>{}</lastmod></url>", at.day().iso())
        };
        let projects = works.projects().map(|it| page("/projets", &it.slug, it.updated_at));
        let activities = works.activities();
        let activities = activities.map(|it| page("/projets/activites", &it.slug, it.updated_at));
        let swots = edge.platform.swots().await?;
        let swots = swots.all().iter().map(|it| page("/projets/ffom", &it.slug, it.updated_at));
        let events = edge.platform.events().await?;
        let public = |it: &&Event| it.content.audience == EventAudience::Public;
        let events = events.all().iter().filter(public).map(|it| page("/agenda", &it.slug, it.updated_at));
        let news = edge.platform.news().await?;
        let news = news.all().iter().map(|it| page("/actualites", &it.slug, it.updated_at));
        let campaigns = edge.platform.campaigns().await?;
        let campaigns = campaigns.all().iter().map(|it| page("/plaidoyer", &it.slug, it.updated_at));
        let plans = edge.platform.plans().await?;
        let plans = plans.all().iter().map(|it| page("/projets/plans", &it.slug, it.updated_at));
        let paths = edge.platform.paths().await?;
        let paths = paths.all().iter().map(|it| page("/formation", &it.slug, it.updated_at));
        let spaces = edge.platform.spaces().await?;
        let spaces = spaces.iter().filter(|it| it.is_public());
        let spaces = spaces.map(|it| format!("<url><loc>{site}/forum/{}</loc></url>", it.slug));
        let urls: String = fixed.chain(organizations).chain(documents).chain(projects).chain(activities).chain(swots).chain(events).chain(news).chain(campaigns).chain(plans).chain(paths).chain(spaces).collect();
        Ok(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{urls}</urlset>"
        ))
    }
    .await;
    match made {
        Ok(xml) => fresh("application/xml; charset=utf-8", xml),
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}
