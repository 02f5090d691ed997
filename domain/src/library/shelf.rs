//! My shelf: what a person keeps to find it again.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::id::DocumentId;
use model::library::Reader;

impl Platform {
    /// Puts a document on her shelf, or takes it off.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` for what she may not read.
    pub async fn keep_document(&self, caller: &Caller, slug: &str, keep: bool) -> Result<(), Error> {
        let right = caller.oneself()?;
        let shelves = self.shelves().await?;
        let reader = Reader::of(caller.person());
        if keep {
            let document = shelves.find(slug).filter(|it| reader.reads(it)).ok_or(Error::NotFound)?;
            self.stores.library.keep(&right, document.id, self.clock.now()).await?;
        } else {
            // What she kept stays hers to put away, also when she may read it no longer; of anything else nothing is told.
            let kept = self.stores.library.kept(&right).await?;
            let document = shelves.find(slug).filter(|it| kept.contains(&it.id) || reader.reads(it));
            self.stores.library.unkeep(&right, document.ok_or(Error::NotFound)?.id).await?;
        }
        self.shelves.doubt();
        Ok(())
    }

    /// What stands on her shelf, the latest first.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn kept_documents(&self, caller: &Caller) -> Result<Vec<DocumentId>, Error> {
        Ok(self.stores.library.kept(&caller.oneself()?).await?)
    }
}
