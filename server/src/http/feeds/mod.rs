//! What other programs take over: the public catalogue of the library as Atom for feed readers, OPDS 2.0 for reading programs, OAI-PMH
//! for the catalogues of libraries, JSON for everything else; and the public spaces of the forum, the news, the agenda and the reports as Atom. Only what everybody may
//! read is in them.

mod atom;
mod dublin;
mod forum;
mod news;
mod oai;
mod opds;
mod work;

use super::Edge;
use super::asked::Asked;
use super::pages;
use app::library::file_address;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Error;
use domain::access::Caller;
use domain::xml::{element, xml};
use model::directory::Catalogue;
use model::fields::Fields;
use model::library::{Document, DocumentFilter, FileKind, Reader, Shelves};
use serde_json::Value;
use std::sync::Arc;

/// What the catalogue is called.
const TITLE: &str = "Bibliothèque de Musoya Applic";
/// The most bytes of a request of OAI-PMH by POST.
const MAX_QUESTION: usize = 16 * 1024;

/// The routes.
pub fn routes() -> Router<Edge> {
    Router::new()
        .route("/bibliotheque.atom", get(atom))
        .route("/actualites.atom", get(news::atom))
        .route("/agenda.atom", get(work::agenda))
        .route("/activites.atom", get(work::reports))
        .route("/bibliotheque.json", get(json))
        .route("/opds", get(opds))
        .route("/opds/{slug}", get(publication))
        .route("/oai", get(oai).post(oai))
        .route("/forum/{slug}/flux.atom", get(forum::atom))
        .route("/sitemap-forum/{file}", get(forum::sitemap))
}

/// The library as everybody sees it, at one moment.
struct Public {
    site: String,
    /// Who answers for it.
    mail: Arc<str>,
    directory: Arc<Catalogue>,
    shelves: Arc<Shelves>,
}

impl Public {
    async fn of(edge: &Edge, asked: &Asked) -> Result<Self, Error> {
        let (directory, shelves) = (edge.platform.catalogue().await?, edge.platform.shelves().await?);
        Ok(Self { site: asked.site(edge), mail: Arc::clone(&edge.mail), directory, shelves })
    }

    /// What everybody may read, older versions among it, the newest first.
    fn documents(&self) -> impl Iterator<Item = &Document> {
        self.shelves.all().filter(|it| it.is_public())
    }

    fn address(&self, document: &Document) -> String {
        format!("{}/bibliotheque/{}", self.site, document.slug)
    }

    fn publisher(&self, document: &Document) -> Option<String> {
        self.directory.get(document.publisher).map(|it| it.name.to_string())
    }

    /// Who made it: its authors, or else its publisher.
    fn creators(&self, document: &Document) -> Vec<String> {
        let authors: Vec<String> = document.authors.iter().map(ToString::to_string).collect();
        if authors.is_empty() { self.publisher(document).into_iter().collect() } else { authors }
    }

    fn subjects<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = (&'a str, &'a str)> {
        let terms = document.domains.iter().filter_map(|id| self.directory.terms().get(id));
        terms.map(|term| (term.id.as_str(), term.label(model::language::Locale::French)))
    }

    /// What readers get of each of its files: address, kind, weight in bytes.
    fn files<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = (String, FileKind, u64)> + 'a {
        let given = document.files().filter_map(|file| file.given());
        given.map(|(blob, kind, bytes)| (format!("{}{}", self.site, file_address(blob, kind)), kind, bytes))
    }
}

/// The name of a document that never changes.
fn urn(document: &Document) -> String {
    format!("urn:uuid:{}", document.id)
}

/// An answer that everybody may keep as long as it asks again.
fn fresh(kind: &'static str, body: String) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, no-cache")], body).into_response()
}

async fn atom(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    match Public::of(&edge, &asked).await {
        Ok(public) => fresh("application/atom+xml; charset=utf-8", atom::feed(&public)),
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

async fn json(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    match Public::of(&edge, &asked).await {
        Ok(public) => {
            let all: Vec<Value> = public.documents().map(|it| dublin::json(&public, it)).collect();
            fresh("application/json; charset=utf-8", Value::Array(all).to_string())
        }
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

async fn opds(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let made: Result<Value, Error> = async {
        let public = Public::of(&edge, &asked).await?;
        let query = super::forms::decoded(asked.query.as_bytes())?;
        // Reading programs call the words of a search so, whoever they ask.
        let word = |name: &str| if name == "query" { "q".to_owned() } else { name.to_owned() };
        let query = Fields::new(query.pairs().iter().map(|(name, it)| (word(name), it.clone())).collect());
        let is_publisher = |slug: &str| public.directory.find(slug).is_some();
        let (filter, _) = DocumentFilter::parse(&query, public.directory.terms(), is_publisher);
        let inside = edge.platform.look_inside(&filter).await?;
        let answer = public.shelves.browse(&filter, &Reader::Visitor, &inside, &public.directory);
        Ok(opds::feed(&public, &filter, &answer))
    }
    .await;
    match made {
        Ok(feed) => fresh("application/opds+json", feed.to_string()),
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

async fn publication(State(edge): State<Edge>, Path(slug): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let found = Public::of(&edge, &asked).await.and_then(|public| {
        let document = public.documents().find(|it| it.slug == slug).ok_or(Error::NotFound)?;
        Ok(opds::publication(&public, document))
    });
    match found {
        Ok(publication) => fresh(opds::PUBLICATION, publication.to_string()),
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

/// Questions come in the address, or as a form in the body; both at once is the address.
async fn oai(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let mut question = asked.query.clone().into_bytes();
    if question.is_empty() {
        match to_bytes(request.into_body(), MAX_QUESTION).await {
            Ok(body) => question = body.to_vec(),
            Err(_) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        }
    }
    // What cannot be read is a question without a verb, which the protocol answers itself.
    let question = super::forms::decoded(&question).unwrap_or_else(|_| Fields::default());
    match Public::of(&edge, &asked).await {
        Ok(public) => {
            fresh("text/xml; charset=utf-8", oai::answer(&public, &question, edge.platform.clock().now()))
        }
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_read_as_xml() {
        assert_eq!(element("t", "<a href=\"x\">&\u{0}\u{8}\n"), "<t>&lt;a href=&quot;x&quot;&gt;&amp;\n</t>");
    }
}
