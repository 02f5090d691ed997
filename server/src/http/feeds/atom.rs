//! Atom (RFC 4287): the latest documents for feed readers.

use super::{Public, TITLE, element, urn, xml};
use app::library::licence_name;
use model::library::Document;

/// How many documents are told of.
const ENTRIES: usize = 50;

/// The feed, the newest first.
pub fn feed(public: &Public) -> String {
    let site = xml(&public.site);
    let newest: Vec<&Document> = public.documents().take(ENTRIES).collect();
    let updated = newest.iter().map(|it| it.updated_at).max().unwrap_or_default().rfc3339();
    let entries: String = newest.into_iter().map(|it| entry(public, it)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\
        <id>{site}/bibliotheque</id>{}<updated>{updated}</updated>\
        <link rel=\"self\" type=\"application/atom+xml\" href=\"{site}/bibliotheque.atom\"/>\
        <link rel=\"alternate\" type=\"text/html\" href=\"{site}/bibliotheque\"/>{entries}</feed>",
        element("title", TITLE)
    )
}

fn entry(public: &Public, it: &Document) -> String {
    let creators = public.creators(it).into_iter();
    let authors: String =
        creators.map(|name| format!("<author>{}</author>", element("name", &name))).collect();
    let categories: String = public
        .subjects(it)
        .map(|(code, label)| format!("<category term=\"{}\" label=\"{}\"/>", xml(code), xml(label)))
        .collect();
    let files: String = public
        .files(it)
        .map(|(address, kind, bytes)| {
            let (address, kind) = (xml(&address), kind.media_type());
            format!("<link rel=\"enclosure\" type=\"{kind}\" length=\"{bytes}\" href=\"{address}\"/>")
        })
        .collect();
    format!(
        "<entry><id>{}</id>{}<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>{files}\
        <published>{}</published><updated>{}</updated>{authors}{categories}{}{}</entry>",
        urn(it),
        element("title", it.title.as_str()),
        xml(&public.address(it)),
        it.published_at.unwrap_or(it.created_at).rfc3339(),
        it.updated_at.rfc3339(),
        it.summary.as_ref().map(|text| element("summary", text.as_str())).unwrap_or_default(),
        element("rights", licence_name(model::language::Locale::French, it.licence)),
    )
}
