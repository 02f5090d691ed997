//! OPDS 2.0: the catalogue for reading programs, with the same search, facets and pages as `/bibliotheque`.

use super::{Public, TITLE, urn};
use app::library::{file_address, kind_name};
use model::browse::FacetOption;
use model::language::Locale;
use model::library::{Content, Document, DocumentAnswer, DocumentFilter, Role};
use serde_json::{Value, json};

/// Where it is.
const PATH: &str = "/opds";
/// The type of a feed.
const FEED: &str = "application/opds+json";
/// The type of one publication.
pub const PUBLICATION: &str = "application/opds-publication+json";
/// "This is the document itself, for everybody."
const OPEN: &str = "http://opds-spec.org/acquisition/open-access";

/// One page of what a filter finds.
pub fn feed(public: &Public, filter: &DocumentFilter, answer: &DocumentAnswer<'_>) -> Value {
    let at = |filter: &DocumentFilter| format!("{}{}", public.site, filter.address(PATH));
    let mut links = vec![
        json!({ "rel": "self", "href": at(filter), "type": FEED }),
        json!({ "rel": "start", "href": format!("{}{PATH}", public.site), "type": FEED }),
        json!({ "rel": "search", "href": format!("{}{PATH}{{?query}}", public.site), "type": FEED, "templated": true }),
        json!({ "rel": "alternate", "href": format!("{}{}", public.site, filter.address("/bibliotheque")), "type": "text/html" }),
    ];
    links.extend(answer.next.iter().map(|next| {
        let next = DocumentFilter { after: Some(next.clone()), ..filter.clone() };
        json!({ "rel": "next", "href": at(&next), "type": FEED })
    }));
    let publications: Vec<Value> = answer.items.iter().map(|it| publication(public, it)).collect();
    json!({
        "metadata": { "title": TITLE, "numberOfItems": answer.total, "itemsPerPage": model::browse::PAGE },
        "links": links,
        "facets": facets(public, filter, answer),
        "publications": publications,
    })
}

fn facets(public: &Public, filter: &DocumentFilter, answer: &DocumentAnswer<'_>) -> Vec<Value> {
    let link = |name: &str, value: &str, word: &str, count: usize, chosen: bool| {
        let href = format!("{}{}", public.site, filter.toggled(name, value).address(PATH));
        let mut link =
            json!({ "href": href, "type": FEED, "title": word, "properties": { "numberOfItems": count } });
        if chosen {
            link["rel"] = json!("self");
        }
        link
    };
    let terms = public.directory.terms();
    let kinds = group("Genre", &answer.facets.kinds, |it| {
        link("genre", it.value.code(), kind_name(Locale::French, it.value), it.count, it.selected)
    });
    let domains = group("Domaine", &answer.facets.domains, |it| {
        let word = terms.get(&it.value).map_or("", |term| term.label(Locale::French));
        link("domaine", it.value.as_str(), word, it.count, it.selected)
    });
    let regions = group("Région", &answer.facets.regions, |it| {
        link("region", it.value.slug(), it.value.name(), it.count, it.selected)
    });
    [kinds, domains, regions].into_iter().flatten().collect()
}

/// A group that offers a choice.
fn group<T>(
    title: &str,
    options: &[FacetOption<T>],
    link: impl Fn(&FacetOption<T>) -> Value,
) -> Option<Value> {
    let links: Vec<Value> = options.iter().map(link).collect();
    (links.len() > 1).then(|| json!({ "metadata": { "title": title }, "links": links }))
}

/// One publication.
pub fn publication(public: &Public, it: &Document) -> Value {
    let subjects: Vec<Value> =
        public.subjects(it).map(|(code, label)| json!({ "name": label, "code": code })).collect();
    let mut metadata = json!({
        "@type": "http://schema.org/CreativeWork",
        "identifier": urn(it),
        "title": it.title.as_str(),
        "author": public.creators(it),
        "language": it.languages.iter().map(|it| it.code()).collect::<Vec<_>>(),
        "modified": it.updated_at.rfc3339(),
        "published": it.issued.map_or_else(
            || it.published_at.unwrap_or(it.created_at).day().iso(),
            |issued| match issued {
                model::library::Issued::Year(year) => format!("{year:04}-01-01"),
                model::library::Issued::Day(day) => day.iso(),
            },
        ),
        "subject": subjects,
    });
    if let Some(publisher) = public.publisher(it) {
        metadata["publisher"] = json!(publisher);
    }
    if let Some(summary) = &it.summary {
        metadata["description"] = json!(summary.as_str());
    }
    if let Some(pages) = it.file().and_then(|file| file.pages).filter(|pages| *pages > 0) {
        metadata["numberOfPages"] = json!(pages);
    }
    let home = public.address(it);
    let mut links: Vec<Value> = match &it.content {
        Some(Content::File(_)) | None => Vec::new(),
        Some(Content::Link(link)) => vec![json!({ "rel": OPEN, "href": link.as_str(), "type": "text/html" })],
        Some(Content::Text(_)) => vec![json!({ "rel": OPEN, "href": home, "type": "text/html" })],
    };
    links.extend(public.files(it).map(
        |(href, kind, bytes)| json!({ "rel": OPEN, "href": href, "type": kind.media_type(), "size": bytes }),
    ));
    // As long as nothing was made of a file that readers may have, its page is what there is.
    if links.is_empty() {
        links.push(json!({ "rel": OPEN, "href": home, "type": "text/html" }));
    }
    let own = format!("{}{PATH}/{}", public.site, it.slug);
    links.insert(0, json!({ "rel": "self", "href": own, "type": PUBLICATION }));
    links.push(json!({ "rel": "alternate", "href": home, "type": "text/html" }));
    let roles = [Role::Cover, Role::Thumb, Role::Small, Role::Medium];
    let mut images: Vec<Value> = it
        .cover
        .iter()
        .chain(it.file())
        .flat_map(|file| roles.iter().filter_map(|role| file.variant(*role)))
        .map(|image| {
            let href = format!("{}{}", public.site, file_address(&image.blob, image.kind));
            let mut link = json!({ "href": href, "type": image.kind.media_type() });
            if let Some(pixels) = image.pixels {
                link["width"] = json!(pixels.width);
                link["height"] = json!(pixels.height);
            }
            link
        })
        .collect();
    // The standard wants an image that the oldest programs can draw.
    if !images.iter().any(|image| image["type"] == "image/jpeg" || image["type"] == "image/png") {
        let href = format!("{}/icon-192.png", public.site);
        images.push(json!({ "href": href, "type": "image/png", "width": 192, "height": 192 }));
    }
    json!({ "metadata": metadata, "links": links, "images": images })
}
