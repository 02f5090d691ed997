//! Collections: put together, shown, and thrown away by those who decide what an organisation publishes.

use crate::access::{Caller, Librarian};
use crate::directory::unique_slug;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::{CollectionId, DocumentId};
use model::library::{
    Collect, Collection, CollectionDraft, DocumentState, MAX_COLLECTED, Reader, Shelves, document_field,
};

impl Platform {
    /// Begins a collection, without documents and unseen.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn begin_collection(&self, right: &Librarian, fields: &Fields) -> Result<Collection, Error> {
        let shelves = self.shelves().await?;
        let draft = CollectionDraft::parse(fields)?;
        let now = self.clock.now();
        let collection = Collection {
            id: CollectionId::new(self.chance.uuid(now)),
            slug: unique_slug(draft.title.as_str(), |slug| shelves.collection(slug).is_some()),
            title: draft.title,
            summary: draft.summary,
            publisher: right.organization(),
            published: false,
            documents: Vec::new(),
            example: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        self.keep_collection(right, &collection, None).await?;
        Ok(collection)
    }

    /// Changes what is said about a collection; `version` is the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed since, `Invalid` with every refused field.
    pub async fn change_collection(
        &self,
        right: &Librarian,
        slug: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let old = own(right, &shelves, slug)?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        let CollectionDraft { title, summary } = CollectionDraft::parse(fields)?;
        self.replace_collection(right, old, Collection { title, summary, ..old.clone() }).await
    }

    /// Adds, removes or moves one document, named by its slug. Only what is published is added.
    ///
    /// # Errors
    /// `NotFound`, also for a document that she may not read; `Invalid` if there are too many.
    pub async fn collect(
        &self,
        right: &Librarian,
        reader: &Reader,
        slug: &str,
        change: Collect,
        document: &str,
    ) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let old = own(right, &shelves, slug)?;
        let one = shelves.find(document).ok_or(Error::NotFound)?;
        if !old.documents.contains(&one.id) && !reader.reads(one) {
            return Err(Error::NotFound);
        }
        let documents = change.of(&old.documents, one.id);
        if documents.len() > MAX_COLLECTED {
            let problem = Problem::TooManyValues { max: MAX_COLLECTED };
            return Err(Error::field(document_field::DOCUMENT, problem));
        }
        if documents == old.documents {
            return Ok(());
        }
        self.replace_collection(right, old, Collection { documents, ..old.clone() }).await
    }

    /// Shows a collection to everybody, or hides it.
    ///
    /// # Errors
    /// `NotFound`, `Invalid` if it is to be shown without a document.
    pub async fn show_collection(&self, right: &Librarian, slug: &str, published: bool) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let old = own(right, &shelves, slug)?;
        let is_there = |id: &DocumentId| {
            shelves.get(*id).is_some_and(|document| document.state == DocumentState::Published)
        };
        if published && !old.documents.iter().any(is_there) {
            return Err(Error::field(document_field::DOCUMENT, Problem::Required));
        }
        self.replace_collection(right, old, Collection { published, ..old.clone() }).await
    }

    /// Throws a collection away; its documents stay.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`.
    pub async fn discard_collection(&self, right: &Librarian, slug: &str) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let id = own(right, &shelves, slug)?.id;
        let log = self.entry(right.person(), Deed::CollectionDiscarded, Subject::Collection(id));
        self.stores.library.remove_collection(right, id, &log).await?;
        self.shelves.doubt();
        Ok(())
    }

    /// The collection of this address, if it is shown or hers to change.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn visible_collection<'a>(
        &self,
        caller: &Caller,
        shelves: &'a Shelves,
        slug: &str,
    ) -> Result<&'a Collection, Error> {
        let found = shelves.collection(slug);
        let visible = found.filter(|it| it.published || caller.librarian(it.publisher).is_ok());
        visible.ok_or(Error::NotFound)
    }

    async fn replace_collection(
        &self,
        right: &Librarian,
        old: &Collection,
        new: Collection,
    ) -> Result<(), Error> {
        let new = Collection { updated_at: self.clock.now(), version: old.version + 1, ..new };
        self.keep_collection(right, &new, Some(old.version)).await
    }

    pub(super) async fn keep_collection(
        &self,
        right: &Librarian,
        collection: &Collection,
        replaces: Option<i64>,
    ) -> Result<(), Error> {
        let log = self.entry(right.person(), Deed::CollectionChanged, Subject::Collection(collection.id));
        self.stores.library.put_collection(right, collection, replaces, &log).await?;
        self.shelves.doubt();
        Ok(())
    }
}

fn own<'a>(right: &Librarian, shelves: &'a Shelves, slug: &str) -> Result<&'a Collection, Error> {
    let found = shelves.collection(slug).filter(|it| it.publisher == right.organization());
    found.ok_or(Error::NotFound)
}
