//! Writing a document: the row and its lists, if the row is still what the caller saw.

use crate::audit::logging;
use crate::engine::{Store, writing};
use crate::error::WriteError;
use crate::statements::statements;
use domain::StoreError;
use model::audit::Entry;
use model::id::{DocumentId, OrganizationId};
use model::library::{Content, Document};

statements! {
    pub(crate) BUMP = "update counter set value = value + 1 where name = 'library'";
    pub(super) NEXT_NUMBER = "update counter set value = value + 1 where name = 'document' returning value";
    INSERT = "insert into document (id, slug, number, title, summary, kind, publisher_id, issued, licence, audience, state, \
        link, written, replaces_id, example, entered_by, created_at, updated_at, published_at, version, remark) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
    UPDATE = "update document set slug = $2, number = $3, title = $4, summary = $5, kind = $6, publisher_id = $7, \
        issued = $8, licence = $9, audience = $10, state = $11, link = $12, written = $13, replaces_id = $14, \
        example = $15, entered_by = $16, created_at = $17, updated_at = $18, published_at = $19, version = $20, \
        remark = $21 where id = $1 and version = $22";
    REMOVE = "delete from document where id = $1 and publisher_id = $2 and published_at is null";
    CLEAR_DOMAINS = "delete from document_domain where document_id = $1";
    CLEAR_REGIONS = "delete from document_region where document_id = $1";
    CLEAR_LANGUAGES = "delete from document_language where document_id = $1";
    CLEAR_AUTHORS = "delete from document_author where document_id = $1";
    ADD_DOMAIN = "insert into document_domain (document_id, position, term_id) values ($1, $2, $3)";
    ADD_REGION = "insert into document_region (document_id, position, region) values ($1, $2, $3)";
    ADD_LANGUAGE = "insert into document_language (document_id, position, language) values ($1, $2, $3)";
    ADD_AUTHOR = "insert into document_author (document_id, position, name) values ($1, $2, $3)";
}

/// Keeps a document of this organisation.
pub async fn put(
    store: &Store,
    organization: OrganizationId,
    it: &Document,
    replaces: Option<i64>,
    log: Option<&Entry>,
) -> Result<(), StoreError> {
    if it.publisher != organization {
        return Err(StoreError::Conflict);
    }
    let (link, written) = match &it.content {
        Some(Content::Link(link)) => (Some(link.as_str()), None),
        Some(Content::Text(text)) => (None, Some(text.as_str())),
        Some(Content::File(_)) | None => (None, None),
    };
    let id = it.id.to_string();
    let lists: [(&str, &str, Vec<&str>); 4] = [
        (CLEAR_DOMAINS, ADD_DOMAIN, it.domains.iter().map(model::directory::TermId::as_str).collect()),
        (CLEAR_REGIONS, ADD_REGION, it.regions.iter().map(|it| it.code()).collect()),
        (CLEAR_LANGUAGES, ADD_LANGUAGE, it.languages.iter().map(|it| it.code()).collect()),
        (CLEAR_AUTHORS, ADD_AUTHOR, it.authors.iter().map(|it| it.as_str()).collect()),
    ];
    writing!(store, |tx| {
        let row = sqlx::query(if replaces.is_some() { UPDATE } else { INSERT })
            .bind(&id)
            .bind(&it.slug)
            .bind(it.number)
            .bind(it.title.as_str())
            .bind(it.summary.as_ref().map(|it| it.as_str()))
            .bind(it.kind.code())
            .bind(it.publisher.to_string())
            .bind(it.issued.map(model::library::Issued::iso))
            .bind(it.licence.code())
            .bind(it.audience.code())
            .bind(it.state.code())
            .bind(link)
            .bind(written)
            .bind(it.replaces.map(|it| it.to_string()))
            .bind(i64::from(it.example))
            .bind(it.entered_by.map(|it| it.to_string()))
            .bind(it.created_at.0)
            .bind(it.updated_at.0)
            .bind(it.published_at.map(|it| it.0))
            .bind(it.version)
            .bind(it.remark.as_ref().map(|it| it.as_str()));
        let row = match replaces {
            Some(version) => row.bind(version),
            None => row,
        };
        if row.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        for (clear, add, values) in &lists {
            sqlx::query(*clear).bind(&id).execute(&mut *tx).await?;
            for (position, value) in (0_i64..).zip(values) {
                sqlx::query(*add).bind(&id).bind(position).bind(*value).execute(&mut *tx).await?;
            }
        }
        sqlx::query(BUMP).execute(&mut *tx).await?;
        if let Some(log) = log {
            logging!(tx, log);
        }
    })
}

/// Removes a draft of this organisation.
pub async fn remove(
    store: &Store,
    organization: OrganizationId,
    id: DocumentId,
    log: &Entry,
) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let remove = sqlx::query(REMOVE).bind(id.to_string()).bind(organization.to_string());
        if remove.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(BUMP).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}
