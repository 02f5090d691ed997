//! Entering and changing a document.

use crate::access::Contributor;
use crate::directory::unique_slug;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{DocumentId, OrganizationId};
use model::library::{
    Content, Document, DocumentDraft, DocumentDraftContext, DocumentState, Shelves, document_field,
};

/// Words of the site's own addresses under /bibliotheque, which cannot be a document's.
const RESERVED: [&str; 2] = ["dossiers", "publier"];

impl Platform {
    /// Enters a document in an organisation's name; its readers do not see it yet.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn enter_document(&self, right: &Contributor, fields: &Fields) -> Result<Document, Error> {
        let shelves = self.shelves().await?;
        let draft = self.document_draft(fields, None).await?;
        let replaces = replaced(&shelves, right.organization(), None, draft.replaces.as_deref())?;
        let now = self.clock.now();
        let slug = unique_slug(draft.title.as_str(), |slug| {
            RESERVED.contains(&slug) || shelves.find(slug).is_some()
        });
        let document = Document {
            id: DocumentId::new(self.chance.uuid(now)),
            slug,
            number: self.stores.library.next_document_number().await?,
            title: draft.title,
            summary: draft.summary,
            kind: draft.kind,
            domains: draft.domains,
            regions: draft.regions,
            languages: draft.languages,
            publisher: right.organization(),
            authors: draft.authors,
            issued: draft.issued,
            licence: draft.licence,
            audience: draft.audience,
            state: DocumentState::Draft,
            content: draft.content,
            spoken: Vec::new(),
            cover: None,
            replaces,
            remark: None,
            example: false,
            entered_by: right.person(),
            created_at: now,
            updated_at: now,
            published_at: None,
            kept: 0,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::DocumentEntered, Subject::Document(document.id));
        self.stores.library.put_document(right, &document, None, Some(&log)).await?;
        self.index_document(&document, super::search::written(&document)).await?;
        self.shelves.doubt();
        Ok(document)
    }

    /// Changes what is said about a document, and its text or link; `version` is the one that the person saw. What is
    /// published only she changes who decides what is; a file stays until another one comes.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, `Conflict` if it was changed since, `Invalid` with every refused field.
    pub async fn change_document(
        &self,
        right: &Contributor,
        slug: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<Document, Error> {
        let shelves = self.shelves().await?;
        let old = own(right, &shelves, slug)?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        let draft = self.document_draft(fields, Some(old)).await?;
        let replaces = replaced(&shelves, old.publisher, Some(old.id), draft.replaces.as_deref())?;
        let content = match (&old.content, draft.content) {
            (Some(Content::File(_)), Some(_)) => {
                return Err(Error::field(document_field::LINK, Problem::HasAFile));
            }
            (Some(file @ Content::File(_)), None) => Some(file.clone()),
            (_, content) => content,
        };
        if content.is_none() && old.state != DocumentState::Draft {
            return Err(Error::field(document_field::TEXT, Problem::Required));
        }
        let document = Document {
            title: draft.title,
            summary: draft.summary,
            kind: draft.kind,
            domains: draft.domains,
            regions: draft.regions,
            languages: draft.languages,
            authors: draft.authors,
            issued: draft.issued,
            licence: draft.licence,
            audience: draft.audience,
            content,
            replaces,
            updated_at: self.clock.now(),
            version: version + 1,
            ..old.clone()
        };
        let log = self.entry(right.person(), Deed::DocumentChanged, Subject::Document(document.id));
        self.stores.library.put_document(right, &document, Some(version), Some(&log)).await?;
        // Pages of a file stay; those of a text are the text, and a link has none.
        let pages = match &document.content {
            Some(Content::File(_)) => None,
            _ => Some(super::search::written(&document).unwrap_or_default()),
        };
        self.index_document(&document, pages).await?;
        self.shelves.doubt();
        Ok(document)
    }

    /// Throws a draft away; what was published once can only be withdrawn.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`.
    pub async fn discard_document(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let document = own(right, &shelves, slug)?;
        if document.published_at.is_some() {
            return Err(Error::NotAllowed);
        }
        let log = self.entry(right.person(), Deed::DocumentDiscarded, Subject::Document(document.id));
        self.stores.library.remove_document(right, document.id, &log).await?;
        self.stores.texts.forget_text(document.number).await?;
        self.shelves.doubt();
        Ok(())
    }

    async fn document_draft(&self, fields: &Fields, own: Option<&Document>) -> Result<DocumentDraft, Error> {
        let catalogue = self.catalogue().await?;
        let context = DocumentDraftContext { terms: catalogue.terms(), today: self.clock.now().day(), own };
        Ok(DocumentDraft::parse(fields, &context)?)
    }
}

/// The document of this address, if it is the organisation's and this caller may change it.
///
/// # Errors
/// `NotFound`, also for what another organisation publishes; `NotAllowed` for what somebody else entered, or what is
/// published, unless she decides that.
pub(super) fn own<'a>(right: &Contributor, shelves: &'a Shelves, slug: &str) -> Result<&'a Document, Error> {
    let found = shelves.find(slug).filter(|it| it.publisher == right.organization());
    let document = found.ok_or(Error::NotFound)?;
    let entered = right.person().is_some() && document.entered_by == right.person();
    let unseen = matches!(document.state, DocumentState::Draft | DocumentState::Proposed);
    if right.decides() || (entered && unseen) { Ok(document) } else { Err(Error::NotAllowed) }
}

/// The document whose place another one takes: published by the same organisation, and not itself.
fn replaced(
    shelves: &Shelves,
    publisher: OrganizationId,
    own: Option<DocumentId>,
    slug: Option<&str>,
) -> Result<Option<DocumentId>, Error> {
    let Some(slug) = slug else { return Ok(None) };
    let found = shelves.find(slug).filter(|it| it.publisher == publisher && it.published_at.is_some());
    let old = found.filter(|it| Some(it.id) != own && !is_before(shelves, own, it));
    match old {
        Some(old) => Ok(Some(old.id)),
        None => {
            let value = slug.chars().take(80).collect();
            Err(Error::field(document_field::REPLACES, Problem::UnknownValue { value }))
        }
    }
}

/// Whether a document took the place of `own`, directly or through others: then `own` cannot take its place.
fn is_before(shelves: &Shelves, own: Option<DocumentId>, document: &Document) -> bool {
    let mut next = document.replaces;
    for _ in 0..100 {
        match next {
            Some(id) if Some(id) == own => return true,
            Some(id) => next = shelves.get(id).and_then(|it| it.replaces),
            None => return false,
        }
    }
    true
}
