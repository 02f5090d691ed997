//! Forms that make something new carry an id that was made with them: what is sent twice, by a finger or by a phone that had no network,
//! is done once (docs/decisions/0028).

use crate::access::Caller;
use crate::error::{Error, StoreError};
use crate::platform::Platform;
use async_trait::async_trait;
use model::fields::Fields;
use model::time::Moment;
use std::fmt::Write as _;

/// The field that carries the id of a form.
pub const FORM_ID: &str = "formulaire";
/// The longest id that is looked at.
const LONGEST: usize = 64;

/// Whether a form came before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormSeen {
    /// It did not; it is to be done now.
    First,
    /// It did, and led to this place of ours.
    Done(String),
    /// It did; what became of it, or the page that it was answered with, is not known any more.
    Before,
}

/// Whether something came out of an outbox before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendingSeen {
    /// It was not done, or nobody knows whether it was: it is to be done now. All that comes out of an outbox is known by its id where
    /// it is kept, so that nothing is there twice.
    First,
    /// It was done, and led to this place of ours.
    Done(String),
    /// What was done under this id said something else, and led to this place.
    Otherwise(String),
}

/// Keeps which forms came.
#[async_trait]
pub trait ReceiptStore: Send + Sync {
    /// Keeps that something with this key, and these words, came out of an outbox.
    async fn begin_sending(&self, key: &str, content: &str, now: Moment) -> Result<SendingSeen, StoreError>;

    /// Keeps that a form came, unless it did before.
    async fn begin_form(&self, key: &str, now: Moment) -> Result<FormSeen, StoreError>;

    /// Keeps where it led.
    async fn end_form(&self, key: &str, place: &str) -> Result<(), StoreError>;

    /// Forgets that it came: it was refused, and may come again.
    async fn forget_form(&self, key: &str) -> Result<(), StoreError>;
}

impl Platform {
    /// An id for a form.
    pub fn form_id(&self) -> String {
        self.chance.uuid(self.clock.now()).to_string()
    }

    /// What a form with an id is known by: who sent it where, and all that stands in it, so that who goes back and writes something else
    /// is heard. Nothing of it can be read out of the key.
    pub fn form_key(
        &self,
        caller: &Caller,
        path: &str,
        fields: &Fields,
        file: Option<(&str, u64)>,
    ) -> Option<String> {
        fields.filled(FORM_ID).filter(|id| id.len() <= LONGEST)?;
        let person = caller.person().map(|it| it.id.to_string()).unwrap_or_default();
        let mut text = String::new();
        let mut part = |it: &str| {
            // Each with its length, so that no two forms read alike. A string takes everything.
            let _ = write!(text, "{} {it} ", it.len());
        };
        part(&person);
        part(path);
        for (name, value) in fields.pairs() {
            part(name);
            part(value);
        }
        if let Some((name, bytes)) = file {
            part(name);
            part(&bytes.to_string());
        }
        Some(self.sealed("form", &text))
    }

    /// Whether the form with this key is to be done now.
    ///
    /// # Errors
    /// `Store`.
    pub async fn begin_form(&self, key: &str) -> Result<FormSeen, Error> {
        Ok(self.stores.receipts.begin_form(key, self.clock.now()).await?)
    }

    /// It was done; if that cannot be kept now, whoever sends it again later is told to look first.
    pub async fn end_form(&self, key: &str, place: &str) {
        self.stores.receipts.end_form(key, place).await.ok();
    }

    /// It was refused; the same.
    pub async fn forget_form(&self, key: &str) {
        self.stores.receipts.forget_form(key).await.ok();
    }
}
