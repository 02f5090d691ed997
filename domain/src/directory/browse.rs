//! Reading the directory: the catalogue is loaded once and kept until something changes.

use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::directory::{Catalogue, ImportRecord, Terms};
use std::sync::Arc;

impl Platform {
    /// The catalogue of the directory.
    ///
    /// # Errors
    /// `Store`.
    pub async fn catalogue(&self) -> Result<Arc<Catalogue>, Error> {
        Ok(self.versioned_catalogue().await?.1)
    }

    /// The catalogue with the version of its data, which keys every cache of what is made from it.
    ///
    /// # Errors
    /// `Store`.
    pub async fn versioned_catalogue(&self) -> Result<(i64, Arc<Catalogue>), Error> {
        let ask = || async { Ok(self.stores.directory.directory_version().await?) };
        let load = || async {
            let terms = Terms::new(self.stores.directory.terms().await?);
            Ok(Catalogue::new(self.stores.directory.organizations().await?, terms))
        };
        self.catalogue.get(self.clock.as_ref(), 0, ask, load).await
    }

    /// Whether the directory, as a page last read it, shows example data.
    pub fn shows_examples(&self) -> bool {
        self.catalogue.last().is_some_and(|catalogue| catalogue.published().any(|it| it.example))
    }

    /// The imports that were done, the newest first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn imports(&self, right: &Administrator) -> Result<Vec<ImportRecord>, Error> {
        Ok(self.stores.directory.imports(right).await?)
    }
}
