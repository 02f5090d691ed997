//! Reading the library: the shelves are loaded once and kept until something changes.

use super::search::Passage;
use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::fields::Fields;
use model::id::DocumentId;
use model::library::{Document, DocumentAnswer, DocumentFilter, Reader, Role, Shelves, StoredVariant};
use model::search::query_terms;
use std::collections::HashMap;
use std::sync::Arc;

impl Platform {
    /// The library.
    ///
    /// # Errors
    /// `Store`.
    pub async fn shelves(&self) -> Result<Arc<Shelves>, Error> {
        Ok(self.versioned_shelves().await?.1)
    }

    /// The version of everything that pages for visitors are made of: it grows with every change.
    ///
    /// # Errors
    /// `Store`.
    pub async fn version_of_pages(&self) -> Result<i64, Error> {
        let now = self.clock.now();
        let fresh = self.catalogue.fresh_version(0, now).and_then(|of_directory| {
            let shelves = self.shelves.fresh_version(of_directory, now)?;
            let works = self.works.fresh_version(of_directory, now)?;
            let news = self.news.fresh_version(of_directory, now)?;
            let campaigns = self.campaigns.fresh_version(of_directory, now)?;
            let plans = self.plans.fresh_version(of_directory, now)?;
            let paths = self.paths.fresh_version(of_directory, now)?;
            let swots = self.swots.fresh_version(of_directory, now)?;
            let events = self.events.fresh_version(0, now)?;
            Some(shelves + works + swots + news + campaigns + plans + paths + events + of_directory)
        });
        match fresh {
            Some(version) => Ok(version),
            None => {
                let (shelves, works) = (self.versioned_shelves().await?.0, self.versioned_works().await?.0);
                let (news, campaigns) = (self.versioned_news().await?.0, self.versioned_campaigns().await?.0);
                let plans = self.versioned_plans().await?.0;
                let (paths, events) = (self.versioned_paths().await?.0, self.versioned_events().await?.0);
                let swots = self.versioned_swots().await?.0;
                Ok(shelves + works + swots + news + campaigns + plans + paths + events)
            }
        }
    }

    async fn versioned_shelves(&self) -> Result<(i64, Arc<Shelves>), Error> {
        // The shelves know the names of publishers and terms, so they are made anew with the directory.
        let (of_directory, catalogue) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.library.library_version().await?) };
        let load = || async {
            let documents = self.stores.library.documents().await?;
            let collections = self.stores.library.collections().await?;
            Ok(Shelves::new(documents, collections, &catalogue))
        };
        let (own, shelves) = self.shelves.get(self.clock.as_ref(), of_directory, ask, load).await?;
        Ok((own + of_directory, shelves))
    }

    /// The numbers of the documents in which the words of a filter stand.
    ///
    /// # Errors
    /// `Store`.
    pub async fn look_inside(&self, filter: &DocumentFilter) -> Result<Vec<i64>, Error> {
        let terms = filter.text.as_deref().map(query_terms).unwrap_or_default();
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.stores.texts.search(&terms).await?)
    }

    /// For the documents of a page of results, where the words stand in them.
    ///
    /// # Errors
    /// `Store`.
    pub async fn passages(
        &self,
        filter: &DocumentFilter,
        answer: &DocumentAnswer<'_>,
    ) -> Result<HashMap<DocumentId, Passage>, Error> {
        let Some(text) = filter.text.as_deref() else { return Ok(HashMap::new()) };
        self.passages_in(text, &answer.items).await
    }

    /// The document of this address for this caller: published for her, or hers to work on.
    ///
    /// # Errors
    /// `NotFound` for whatever is not for her: whether it is there stays untold.
    pub fn readable<'a>(
        &self,
        caller: &Caller,
        shelves: &'a Shelves,
        slug: &str,
    ) -> Result<&'a Document, Error> {
        let document = shelves.find(slug).ok_or(Error::NotFound)?;
        if Reader::of(caller.person()).reads(document) || self.may_work_on(caller, document) {
            Ok(document)
        } else {
            Err(Error::NotFound)
        }
    }

    /// Whether the caller entered the document, or decides what its organisation publishes.
    pub fn may_work_on(&self, caller: &Caller, document: &Document) -> bool {
        caller.contributor(document.publisher).is_ok_and(|right| {
            right.decides() || (right.person().is_some() && right.person() == document.entered_by)
        })
    }

    /// The page of a document that a query asks for (`page`, from 1), as an image, with its text.
    ///
    /// # Errors
    /// `NotFound` if there is no such image.
    pub async fn preview(
        &self,
        document: &Document,
        query: &Fields,
    ) -> Result<(u32, StoredVariant, String), Error> {
        let file = document.file().ok_or(Error::NotFound)?;
        let number = query.filled("page").map_or(Some(1), |text| text.parse().ok()).ok_or(Error::NotFound)?;
        let previews = self.stores.library.previews(file.id).await?;
        let found = previews.into_iter().find(|it| it.role == Role::Page(number)).ok_or(Error::NotFound)?;
        let pages = self.stores.texts.pages(document.number).await?;
        let text = pages.into_iter().find(|(page, _)| *page == i64::from(number));
        Ok((number, found, text.map(|(_, text)| text).unwrap_or_default()))
    }
}
