//! Reading every document with its lists and files: nine statements, whatever the number of documents.

use super::files;
use crate::engine::{Store, reading};
use crate::statements::statements;
use domain::StoreError;
use model::directory::TermId;
use model::id::{DocumentId, OrganizationId, PersonId};
use model::language::SpokenLanguage;
use model::library::{
    Audience, Author, Content, Document, DocumentKind, DocumentState, DocumentTitle, Issued, Licence, Remark,
    Summary, Written,
};
use model::place::Region;
use model::text::WebAddress;
use model::time::Moment;
use sqlx::Row;
use std::collections::HashMap;

statements! {
    DOCUMENTS = "select id, slug, number, title, summary, kind, publisher_id, issued, licence, audience, state, link, \
        written, replaces_id, remark, example, entered_by, created_at, updated_at, published_at, version from document";
    DOMAINS = "select d.document_id, coalesce(t.merged_into, d.term_id) from document_domain d \
        join term t on t.id = d.term_id order by d.document_id, d.position";
    REGIONS = "select document_id, region from document_region order by document_id, position";
    LANGUAGES = "select document_id, language from document_language order by document_id, position";
    AUTHORS = "select document_id, name from document_author order by document_id, position";
    KEPT = "select document_id, count(1) from shelf group by document_id";
}

/// The lists of all documents, by the document's id as text.
#[derive(Default)]
struct Lists {
    domains: HashMap<String, Vec<TermId>>,
    regions: HashMap<String, Vec<Region>>,
    languages: HashMap<String, Vec<SpokenLanguage>>,
    authors: HashMap<String, Vec<Author>>,
    kept: HashMap<String, i64>,
}

/// Every document, in no order. A value that no longer parses is left out.
pub async fn documents(store: &Store) -> Result<Vec<Document>, StoreError> {
    let mut lists = lists(store).await?;
    let mut files = files::all(store).await?;
    reading!(store, |db| {
        let mut documents = Vec::new();
        for row in sqlx::query(DOCUMENTS).fetch_all(db).await? {
            let id: String = row.try_get("id")?;
            let text = |name: &str| row.try_get::<String, _>(name);
            let some = |name: &str| row.try_get::<Option<String>, _>(name);
            let (Some(key), Ok(title), Some(publisher)) = (
                DocumentId::parse(&id),
                DocumentTitle::parse(&text("title")?),
                OrganizationId::parse(&text("publisher_id")?),
            ) else {
                continue;
            };
            let (Some(kind), Some(licence), Some(audience), Some(state)) = (
                DocumentKind::parse(&text("kind")?),
                Licence::parse(&text("licence")?),
                Audience::parse(&text("audience")?),
                DocumentState::parse(&text("state")?),
            ) else {
                continue;
            };
            let written = some("written")?.and_then(|it| Written::parse(&it).ok()).map(Content::Text);
            let link = some("link")?.and_then(|it| WebAddress::parse(&it).ok()).map(Content::Link);
            let files::Files { content: file, mut spoken, cover } = files.remove(&id).unwrap_or_default();
            spoken.sort_by_key(|it| it.language);
            let mut domains = lists.domains.remove(&id).unwrap_or_default();
            // Two terms may have become one.
            domains.dedup();
            documents.push(Document {
                id: key,
                slug: text("slug")?,
                number: row.try_get("number")?,
                title,
                summary: some("summary")?.and_then(|it| Summary::parse(&it).ok()),
                kind,
                domains,
                regions: lists.regions.remove(&id).unwrap_or_default(),
                languages: lists.languages.remove(&id).unwrap_or_default(),
                publisher,
                authors: lists.authors.remove(&id).unwrap_or_default(),
                issued: some("issued")?.and_then(|it| Issued::kept(&it)),
                licence,
                audience,
                state,
                content: file.map(Content::File).or(written).or(link),
                spoken,
                cover,
                replaces: some("replaces_id")?.and_then(|it| DocumentId::parse(&it)),
                remark: some("remark")?.and_then(|it| Remark::parse(&it).ok()),
                example: row.try_get::<i64, _>("example")? != 0,
                entered_by: some("entered_by")?.and_then(|it| PersonId::parse(&it)),
                created_at: Moment(row.try_get("created_at")?),
                updated_at: Moment(row.try_get("updated_at")?),
                published_at: row.try_get::<Option<i64>, _>("published_at")?.map(Moment),
                kept: lists.kept.get(&id).copied().unwrap_or(0),
                version: row.try_get("version")?,
            });
        }
        Ok(documents)
    })
}

async fn lists(store: &Store) -> Result<Lists, StoreError> {
    type Pairs = Vec<(String, String)>;
    let domains: Pairs = reading!(store, |db| sqlx::query_as(DOMAINS).fetch_all(db).await)?;
    let regions: Pairs = reading!(store, |db| sqlx::query_as(REGIONS).fetch_all(db).await)?;
    let languages: Pairs = reading!(store, |db| sqlx::query_as(LANGUAGES).fetch_all(db).await)?;
    let authors: Pairs = reading!(store, |db| sqlx::query_as(AUTHORS).fetch_all(db).await)?;
    let kept: Vec<(String, i64)> = reading!(store, |db| sqlx::query_as(KEPT).fetch_all(db).await)?;
    Ok(Lists {
        domains: gather(domains, |it| Some(TermId(it))),
        regions: gather(regions, |it| Region::parse(&it)),
        languages: gather(languages, |it| SpokenLanguage::parse(&it)),
        authors: gather(authors, |it| Author::parse(&it).ok()),
        kept: kept.into_iter().collect(),
    })
}

fn gather<T>(rows: Vec<(String, String)>, read: impl Fn(String) -> Option<T>) -> HashMap<String, Vec<T>> {
    let mut map: HashMap<String, Vec<T>> = HashMap::new();
    for (id, value) in rows {
        map.entry(id).or_default().extend(read(value));
    }
    map
}
