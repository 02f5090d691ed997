//! Publishing: a member proposes, who decides for the organisation publishes and withdraws.

use super::keep::own;
use crate::access::{Contributor, Librarian};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::NoticeKind;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::PersonId;
use model::library::{Document, DocumentState, Remark, document_field};

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
        let document = Document { remark: None, ..self.in_state(old, DocumentState::Proposed)? };
        self.stores.library.put_document(right, &document, Some(old.version), None).await?;
        self.shelves.doubt();
        // The deed is done; news that cannot be kept do not undo it.
        for reader in self.stores.members.focal_points(document.publisher).await.unwrap_or_default() {
            self.tell_of_document(reader, NoticeKind::Request, "proposed", &document).await;
        }
        Ok(())
    }

    /// Publishes a document, or publishes it again.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published or was changed in between, `Invalid` if there is nothing in it yet.
    pub async fn publish_document(&self, right: &Librarian, slug: &str) -> Result<Document, Error> {
        let published =
            self.move_document(right, slug, DocumentState::Published, Deed::DocumentPublished, None).await?;
        self.tell_author(right, "document_published", &published).await;
        Ok(published)
    }

    /// Takes a published document away from its readers; nothing is deleted.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`.
    pub async fn withdraw_document(&self, right: &Librarian, slug: &str) -> Result<Document, Error> {
        self.move_document(right, slug, DocumentState::Withdrawn, Deed::DocumentWithdrawn, None).await
    }

    /// Gives a proposal back to her who made it, with the reason.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, `Invalid` if no reason is given.
    pub async fn give_back_document(
        &self,
        right: &Librarian,
        slug: &str,
        fields: &Fields,
    ) -> Result<Document, Error> {
        let reason = fields.filled(document_field::REMARK).map_or(Err(Problem::Required), Remark::parse);
        let reason = reason.map_err(|problem| Error::field(document_field::REMARK, problem))?;
        let deed = Deed::DocumentGivenBack;
        let back = self.move_document(right, slug, DocumentState::Draft, deed, Some(reason)).await?;
        self.tell_author(right, "given_back", &back).await;
        Ok(back)
    }

    async fn move_document(
        &self,
        right: &Librarian,
        slug: &str,
        state: DocumentState,
        deed: Deed,
        remark: Option<Remark>,
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
        let document = Document { remark, ..self.in_state(old, state)? };
        let log = self.entry(right.person(), deed, Subject::Document(document.id));
        self.stores.library.publish_document(right, &document, old.version, &log).await?;
        self.shelves.doubt();
        Ok(document)
    }

    /// Tells her who entered it what somebody else did with it.
    async fn tell_author(&self, right: &Librarian, what: &str, document: &Document) {
        let author = document.entered_by.filter(|author| right.person() != Some(*author));
        if let Some(author) = author {
            self.tell_of_document(author, NoticeKind::Message, what, document).await;
        }
    }

    async fn tell_of_document(&self, to: PersonId, kind: NoticeKind, what: &str, document: &Document) {
        let href = format!("/bibliotheque/{}/modifier", document.slug);
        self.tell(to, kind, what, Some(document.title.as_str()), &href).await;
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
