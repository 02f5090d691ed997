//! Publishing: a member proposes, who decides for the organisation publishes and withdraws.

use super::keep::own;
use crate::access::{Contributor, Librarian};
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::library::{Document, DocumentState, document_field};

impl Platform {
    /// A member asks that her draft be published.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, `Conflict` if it is no draft any more, `Invalid` if there is nothing in it yet.
    pub async fn propose_document(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let old = own(right, &shelves, slug)?;
        if old.state != DocumentState::Draft {
            return Err(Error::Conflict);
        }
        let document = self.in_state(old, DocumentState::Proposed)?;
        self.stores.library.put_document(right, &document, Some(old.version), None).await?;
        self.shelves.doubt();
        Ok(())
    }

    /// Publishes a document, or publishes it again.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published or was changed in between, `Invalid` if there is nothing in it yet.
    pub async fn publish_document(&self, right: &Librarian, slug: &str) -> Result<Document, Error> {
        self.move_document(right, slug, DocumentState::Published, Deed::DocumentPublished).await
    }

    /// Takes a published document away from its readers; nothing is deleted.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`.
    pub async fn withdraw_document(&self, right: &Librarian, slug: &str) -> Result<Document, Error> {
        self.move_document(right, slug, DocumentState::Withdrawn, Deed::DocumentWithdrawn).await
    }

    /// Gives a proposal back to her who made it.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`.
    pub async fn give_back_document(&self, right: &Librarian, slug: &str) -> Result<Document, Error> {
        self.move_document(right, slug, DocumentState::Draft, Deed::DocumentGivenBack).await
    }

    async fn move_document(
        &self,
        right: &Librarian,
        slug: &str,
        state: DocumentState,
        deed: Deed,
    ) -> Result<Document, Error> {
        let shelves = self.shelves().await?;
        let old = own(&right.contributor(), &shelves, slug)?;
        let moves = matches!(
            (old.state, state),
            (
                DocumentState::Draft | DocumentState::Proposed | DocumentState::Withdrawn,
                DocumentState::Published
            ) | (DocumentState::Published, DocumentState::Withdrawn)
                | (DocumentState::Proposed, DocumentState::Draft)
        );
        if !moves {
            return Err(Error::Conflict);
        }
        let document = self.in_state(old, state)?;
        let log = self.entry(right.person(), deed, Subject::Document(document.id));
        self.stores.library.publish_document(right, &document, old.version, &log).await?;
        self.shelves.doubt();
        Ok(document)
    }

    /// The document in another state; only what has a content can be read.
    fn in_state(&self, old: &Document, state: DocumentState) -> Result<Document, Error> {
        if state != DocumentState::Draft && old.content.is_none() {
            return Err(Error::field(document_field::FILE, Problem::Required));
        }
        let now = self.clock.now();
        let published_at = old.published_at.or((state == DocumentState::Published).then_some(now));
        Ok(Document { state, published_at, updated_at: now, version: old.version + 1, ..old.clone() })
    }
}
