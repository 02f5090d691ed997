//! What administrators decide about the whole site: it holds from the next page on, in every process.

use crate::access::Administrator;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::audit::{Deed, Entry, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::site::SiteSettings;
use std::sync::Arc;

/// Keeps the settings of the site.
#[async_trait]
pub trait SiteStore: Send + Sync {
    /// What was decided last.
    async fn site_settings(&self) -> Result<SiteSettings, StoreError>;

    /// Keeps what was decided, in the place of the version before. `Conflict` if somebody decided something in between.
    async fn set_site_settings(
        &self,
        right: &Administrator,
        settings: &SiteSettings,
        log: &Entry,
    ) -> Result<(), StoreError>;
}

impl Platform {
    /// The settings of the site.
    ///
    /// # Errors
    /// `Store`.
    pub async fn site_settings(&self) -> Result<Arc<SiteSettings>, Error> {
        let ask = || async { Ok(self.stores.site.site_settings().await?.version) };
        let load = || async { Ok(self.stores.site.site_settings().await?) };
        Ok(self.site.get(self.clock.as_ref(), 0, ask, load).await?.1)
    }

    /// Decides about the site anew; `version` is the one that the person saw. What is as it was is not kept again.
    ///
    /// # Errors
    /// `Conflict` if somebody changed them since, `Invalid` with every refused field.
    pub async fn set_site_settings(&self, right: &Administrator, fields: &Fields) -> Result<(), Error> {
        let before = self.stores.site.site_settings().await?;
        let version: i64 = fields.get("version").parse().unwrap_or(0);
        let settings = SiteSettings::parse(fields, version + 1)?;
        if before.version != version {
            return Err(Error::Conflict);
        }
        let changed = settings.differences(&before);
        if changed.is_empty() {
            return Ok(());
        }
        let log = Entry {
            reason: Some(changed.join(" ")),
            ..self.entry(right.person(), Deed::SettingsChanged, Subject::Site)
        };
        self.stores.site.set_site_settings(right, &settings, &log).await?;
        self.site.doubt();
        self.catalogue.doubt();
        Ok(())
    }

    /// That organisations can be asked to take somebody in.
    ///
    /// # Errors
    /// `Invalid` on `organisation` while they cannot.
    pub(crate) async fn takes_requests(&self) -> Result<(), Error> {
        let settings = self.site_settings().await?;
        settings.takes_requests.then_some(()).ok_or(Error::field("organisation", Problem::RequestsClosed))
    }
}
