//! `/actualites.atom`: the latest articles.

use super::{element, fresh, xml};
use crate::http::Edge;
use crate::http::asked::Asked;
use crate::http::pages;
use app::news::{FEED, PATH, article_path};
use axum::body::Body;
use axum::extract::State;
use axum::http::Request;
use axum::response::Response;
use domain::access::Caller;
use model::directory::Catalogue;
use model::language::Locale;
use model::news::{Article, News};

/// How many articles are told of.
const ENTRIES: usize = 50;
/// What the feed is called.
const TITLE: &str = "Actualités de Musoya Applic";

/// The feed, the newest first.
pub async fn atom(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let made = async { Ok((edge.platform.news().await?, edge.platform.catalogue().await?)) }.await;
    match made {
        Ok((news, directory)) => {
            let feed = written(&news, &directory, &asked.site(&edge));
            fresh("application/atom+xml; charset=utf-8", feed)
        }
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

fn written(news: &News, directory: &Catalogue, site: &str) -> String {
    let site = xml(site);
    let newest: Vec<&Article> = news.all().iter().take(ENTRIES).collect();
    let updated = newest.iter().map(|it| it.updated_at).max().unwrap_or_default().rfc3339();
    let entries: String = newest.into_iter().map(|it| entry(directory, it, &site)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\
        <id>{site}{PATH}</id>{}<updated>{updated}</updated>\
        <link rel=\"self\" type=\"application/atom+xml\" href=\"{site}{FEED}\"/>\
        <link rel=\"alternate\" type=\"text/html\" href=\"{site}{PATH}\"/>{entries}</feed>",
        element("title", TITLE)
    )
}

fn entry(directory: &Catalogue, it: &Article, site: &str) -> String {
    // Atom wants an author of each entry, also where the organisation is not shown.
    let by = directory.get_published(it.organization).map_or(TITLE, |it| it.name.as_str());
    let terms = it.content.domains.iter().filter_map(|id| directory.terms().get(id));
    let categories: String = terms
        .map(|term| {
            let (code, label) = (xml(term.id.as_str()), xml(term.label(Locale::French)));
            format!("<category term=\"{code}\" label=\"{label}\"/>")
        })
        .collect();
    format!(
        "<entry><id>urn:uuid:{}</id>{}<link rel=\"alternate\" type=\"text/html\" href=\"{site}{}\"/>\
        <published>{}</published><updated>{}</updated><author>{}</author>{categories}{}</entry>",
        it.id,
        element("title", it.content.title.as_str()),
        xml(&article_path(it)),
        it.told_at().rfc3339(),
        it.updated_at.rfc3339(),
        element("name", by),
        element("summary", it.content.summary.as_str()),
    )
}
