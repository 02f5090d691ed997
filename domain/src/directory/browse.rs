//! Reading the directory: the catalogue is loaded once and kept until something changes.

use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::directory::{Catalogue, ImportRecord, Terms};
use model::time::Moment;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// For how many milliseconds a catalogue is trusted before the database is asked for its version again.
///
/// A change made by this process is seen at once; this bounds how late another process's change is seen.
const TRUSTED: i64 = 1000;
/// So long ago that nothing is trusted any more.
const NEVER: Moment = Moment(i64::MIN);

/// The catalogue in memory, with the version of the data that it was made of.
#[derive(Default)]
pub struct CatalogueCache {
    kept: Mutex<Option<Kept>>,
    /// Counts the changes by this process.
    doubts: AtomicU64,
    loading: tokio::sync::Mutex<()>,
}

struct Kept {
    version: i64,
    checked_at: Moment,
    catalogue: Arc<Catalogue>,
}

impl CatalogueCache {
    fn fresh(&self, now: Moment) -> Option<(i64, Arc<Catalogue>)> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept
            .as_ref()
            .filter(|kept| (kept.checked_at.0..kept.checked_at.plus(TRUSTED).0).contains(&now.0))?;
        Some((kept.version, Arc::clone(&kept.catalogue)))
    }

    fn of_version(&self, version: i64, now: Moment, doubts: u64) -> Option<Arc<Catalogue>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_mut().filter(|kept| kept.version == version)?;
        kept.checked_at = self.trusted_from(now, doubts);
        Some(Arc::clone(&kept.catalogue))
    }

    fn keep(&self, version: i64, now: Moment, doubts: u64, catalogue: Arc<Catalogue>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let checked_at = self.trusted_from(now, doubts);
        *kept = Some(Kept { version, checked_at, catalogue });
    }

    /// What was read while something changed is not trusted at all.
    fn trusted_from(&self, now: Moment, doubts: u64) -> Moment {
        if self.doubts.load(Ordering::Acquire) == doubts { now } else { NEVER }
    }

    /// Makes the next reader ask the database.
    pub(crate) fn doubt(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        self.doubts.fetch_add(1, Ordering::AcqRel);
        if let Some(kept) = kept.as_mut() {
            kept.checked_at = NEVER;
        }
    }
}

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
        if let Some(fresh) = self.catalogue.fresh(self.clock.now()) {
            return Ok(fresh);
        }
        let _one_loads = self.catalogue.loading.lock().await;
        let now = self.clock.now();
        if let Some(fresh) = self.catalogue.fresh(now) {
            return Ok(fresh);
        }
        let doubts = self.catalogue.doubts.load(Ordering::Acquire);
        let version = self.stores.directory.directory_version().await?;
        if let Some(catalogue) = self.catalogue.of_version(version, now, doubts) {
            return Ok((version, catalogue));
        }
        let terms = Terms::new(self.stores.directory.terms().await?);
        let organizations = self.stores.directory.organizations().await?;
        let catalogue = Arc::new(Catalogue::new(organizations, terms));
        self.catalogue.keep(version, now, doubts, Arc::clone(&catalogue));
        Ok((version, catalogue))
    }

    /// The imports that were done, the newest first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn imports(&self, right: &Administrator) -> Result<Vec<ImportRecord>, Error> {
        Ok(self.stores.directory.imports(right).await?)
    }
}
