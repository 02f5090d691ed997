//! Dublin Core: the fifteen elements of a document (ISO 15836-1), as XML for OAI-PMH and as JSON.

use super::{Public, element};
use model::library::{Content, Document, DocumentKind};
use serde_json::{Value, json};

/// The elements in the order of the standard, each as often as there are values.
fn elements(public: &Public, it: &Document) -> Vec<(&'static str, String)> {
    let mut list = vec![("title", it.title.to_string())];
    list.extend(public.creators(it).into_iter().map(|name| ("creator", name)));
    list.extend(public.subjects(it).map(|(_, label)| ("subject", label.to_owned())));
    list.extend(it.summary.iter().map(|text| ("description", text.to_string())));
    list.extend(public.publisher(it).map(|name| ("publisher", name)));
    let day = it.issued.map(model::library::Issued::iso);
    let day = day.or_else(|| it.published_at.map(|at| at.day().iso()));
    list.extend(day.map(|day| ("date", day)));
    list.push(("type", it.kind.code().to_owned()));
    list.extend(kind(it).map(|kind| ("type", kind.to_owned())));
    list.extend(public.files(it).map(|(_, kind, _)| ("format", kind.media_type().to_owned())));
    list.push(("identifier", public.address(it)));
    list.extend(public.files(it).map(|(address, _, _)| ("identifier", address)));
    if let Some(Content::Link(link)) = &it.content {
        list.push(("source", link.to_string()));
    }
    list.extend(it.languages.iter().map(|it| ("language", it.code().to_owned())));
    let older = it.replaces.and_then(|id| public.shelves.get(id)).filter(|it| it.is_public());
    list.extend(older.map(|older| ("relation", public.address(older))));
    list.extend(it.regions.iter().map(|it| ("coverage", it.name().to_owned())));
    list.push(("coverage", "Mali".to_owned()));
    list.push(("rights", it.licence.url().map_or_else(|| it.licence.code().to_owned(), str::to_owned)));
    list
}

/// The word of the DCMI Type Vocabulary.
fn kind(it: &Document) -> Option<&'static str> {
    use model::library::Family;
    Some(match (it.family(), it.kind) {
        (Some(Family::Audio), _) => "Sound",
        (Some(Family::Video), _) => "MovingImage",
        (Some(Family::Image), _) | (_, DocumentKind::Poster) => "StillImage",
        (Some(Family::Pages | Family::Office), _) => "Text",
        (None, _) => matches!(it.content, Some(Content::Text(_))).then_some("Text")?,
    })
}

/// `oai_dc`.
pub fn record(public: &Public, it: &Document) -> String {
    let list = elements(public, it).into_iter();
    let list: String = list.map(|(name, value)| element(&format!("dc:{name}"), &value)).collect();
    format!(
        "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
        xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/ \
        http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">{list}</oai_dc:dc>"
    )
}

/// The same as JSON, every element a list, with the files and their weights.
pub fn json(public: &Public, it: &Document) -> Value {
    let mut object = serde_json::Map::new();
    for (name, value) in elements(public, it) {
        if let Value::Array(list) = object.entry(name).or_insert_with(|| json!([])) {
            list.push(value.into());
        }
    }
    object.insert("id".to_owned(), it.id.to_string().into());
    object.insert("modified".to_owned(), it.updated_at.rfc3339().into());
    let files = public
        .files(it)
        .map(|(url, kind, bytes)| json!({ "url": url, "type": kind.media_type(), "bytes": bytes }));
    object.insert("files".to_owned(), files.collect());
    Value::Object(object)
}
