//! The platform: the stores, the clock and chance, and the directory kept in memory.

use crate::accounts::{AccountStore, PassphraseHasher};
use crate::directory::{CatalogueCache, DirectoryStore};
use crate::outside::{Chance, Clock};
use std::sync::Arc;

/// Everything that keeps rows.
#[derive(Clone)]
pub struct Stores {
    /// Organisations, terms, imports, messages.
    pub directory: Arc<dyn DirectoryStore>,
    /// People and sessions.
    pub accounts: Arc<dyn AccountStore>,
}

/// What every deed needs; cheap to clone.
#[derive(Clone)]
pub struct Platform {
    pub(crate) stores: Stores,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) catalogue: Arc<CatalogueCache>,
    pub(crate) hasher: PassphraseHasher,
}

impl Platform {
    /// Joins the parts.
    pub fn new(stores: Stores, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Self {
        Self { stores, clock, chance, catalogue: Arc::default(), hasher: PassphraseHasher::default() }
    }

    /// The clock that the platform was given.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The chance that the platform was given.
    pub fn chance(&self) -> &dyn Chance {
        self.chance.as_ref()
    }
}
