//! `/forum/{space}/flux.atom`: the topics of a space that everybody reads, the last written in first; and all of them for search
//! engines.

use super::{element, fresh, xml};
use crate::http::Edge;
use crate::http::asked::Asked;
use crate::http::pages;
use app::forum::{author_name, space_path, topic_path};
use app::t::Locale;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Request;
use axum::response::Response;
use domain::Error;
use domain::access::Caller;
use domain::forum::SpaceFeed;
use model::forum::{Post, Space, Topic, plain, shortened};

/// How much of the first post is told, in characters.
const SUMMARY: usize = 400;

/// The feed of a space.
pub async fn atom(State(edge): State<Edge>, Path(slug): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    match edge.platform.space_feed(&slug).await {
        Ok(feed) => fresh("application/atom+xml; charset=utf-8", written(&feed, &asked.site(&edge))),
        Err(error) => pages::error_page(&edge, &asked, Caller::Visitor, &error).await,
    }
}

/// `/sitemap-forum/{number}.xml`: a part of the topics that everybody reads.
pub async fn sitemap(State(edge): State<Edge>, Path(file): Path<String>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let made: Result<String, Error> = async {
        let part = file.strip_suffix(".xml").and_then(|it| it.parse().ok()).ok_or(Error::NotFound)?;
        let site = asked.site(&edge);
        let urls = edge.platform.public_topics(part).await?.into_iter().map(|(space, topic)| {
            let (path, day) = (xml(&topic_path(&space, &topic)), topic.last_at.day().iso());
            format!("<url><loc>{}{path}</loc><lastmod>{day}</lastmod></url>", xml(&site))
        });
        let urls: String = urls.collect();
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

fn written(feed: &SpaceFeed, site: &str) -> String {
    let (space, site) = (&feed.space, xml(site));
    let path = xml(&space_path(space));
    let updated =
        feed.topics.iter().map(|(topic, _)| topic.last_at).max().unwrap_or(space.created_at).rfc3339();
    let entries: String =
        feed.topics.iter().map(|(topic, first)| entry(space, topic, first.as_ref(), &site)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\
        <id>urn:uuid:{}</id>{}{}<updated>{updated}</updated>\
        <link rel=\"self\" type=\"application/atom+xml\" href=\"{site}{path}/flux.atom\"/>\
        <link rel=\"alternate\" type=\"text/html\" href=\"{site}{path}\"/>{entries}</feed>",
        space.language.code(),
        space.id,
        element("title", space.name.as_str()),
        space.about.as_ref().map(|it| element("subtitle", it.as_str())).unwrap_or_default(),
    )
}

fn entry(space: &Space, topic: &Topic, first: Option<&Post>, site: &str) -> String {
    let author = author_name(Locale::French, &topic.author, topic.example);
    format!(
        "<entry><id>urn:uuid:{}</id>{}<link rel=\"alternate\" type=\"text/html\" href=\"{site}{}\"/>\
        <published>{}</published><updated>{}</updated><author>{}</author>\
        <category term=\"{}\"/>{}</entry>",
        topic.id,
        element("title", topic.title.as_str()),
        xml(&topic_path(space, topic)),
        topic.created_at.rfc3339(),
        topic.last_at.rfc3339(),
        element("name", &author),
        topic.kind.code(),
        first.map(|it| element("summary", &shortened(&plain(it.text.as_str()), SUMMARY))).unwrap_or_default(),
    )
}
