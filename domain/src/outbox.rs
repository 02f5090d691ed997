//! The outbox of a phone: what was written without network comes with an id that the phone made, and is done once however often it
//! comes (docs/decisions/0036). Nothing here believes the clock of a phone.

use crate::access::{Caller, Oneself, Writer};
use crate::error::Error;
use crate::platform::Platform;
use crate::receipts::{FORM_ID, SendingSeen};
use model::fields::Fields;
use model::forum::forum_field as field;
use std::fmt::Write as _;

/// Fields that say nothing of what was written.
const ASIDE: [&str; 4] = [FORM_ID, field::ID, field::STAMP, field::SURE];
/// What the seal on the moment from which a phone may write without us is for.
const STAMP: &str = "outbox stamp";
/// How many letters of a seal name somebody's outbox.
const NAME: usize = 20;

/// Something out of an outbox, as the site knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    key: String,
    content: String,
    /// The number that is told to who sent it, the same each time.
    pub number: String,
}

impl Platform {
    /// How a phone names the outbox of this person: another one for each, and nothing is learnt from it.
    pub fn outbox_name(&self, right: &Oneself) -> String {
        let mut name = self.sealed("outbox name", &right.person().to_string());
        name.truncate(NAME);
        name
    }

    /// What her phone locks her outbox with, 32 bytes in hexadecimal. It is the same each time: a phone that forgot it when she signed
    /// out is told again when she signs in.
    pub fn outbox_key(&self, right: &Oneself) -> String {
        self.sealed("outbox key", &right.person().to_string())
    }

    /// From now on this phone may write without us: sealed, and for her alone.
    pub fn outbox_stamp(&self, right: &Oneself) -> String {
        self.dated(STAMP, &right.person().to_string())
    }

    /// What was sent under this id, to this address, with these fields.
    pub fn sending(&self, caller: &Caller, id: &str, path: &str, fields: &Fields) -> Sending {
        let person = caller.person().map(|it| it.id.to_string()).unwrap_or_default();
        let mut text = format!("{path} ");
        for (name, value) in fields.pairs().iter().filter(|(name, _)| !ASIDE.contains(&name.as_str())) {
            // Each with its length, so that no two read alike. A string takes everything.
            let _ = write!(text, "{} {name} {} {value} ", name.len(), value.len());
        }
        let key = self.sealed("outbox", &format!("{person} {id}"));
        let figures = u64::from_str_radix(&self.sealed("receipt", &key)[..12], 16).unwrap_or_default();
        let number = format!("{:04}-{:04}", figures / 10_000 % 10_000, figures % 10_000);
        Sending { content: self.sealed("outbox content", &text), key, number }
    }

    /// Whether it is to be done now.
    ///
    /// # Errors
    /// `Store`.
    pub async fn begin_sending(&self, it: &Sending) -> Result<SendingSeen, Error> {
        Ok(self.stores.receipts.begin_sending(&it.key, &it.content, self.clock.now()).await?)
    }

    /// It was done, and led to this place; where that cannot be kept now, it is done again when it comes again, and changes nothing.
    pub async fn end_sending(&self, it: &Sending, place: &str) {
        self.stores.receipts.end_form(&it.key, place).await.ok();
    }

    /// It was refused, and may come again.
    pub async fn forget_sending(&self, it: &Sending) {
        self.stores.receipts.forget_form(&it.key).await.ok();
    }

    /// For how long whoever writes here was away, in milliseconds, if her form comes from her outbox.
    pub(crate) fn away_for(&self, right: &Writer, fields: &Fields) -> Option<i64> {
        self.passed_since(fields.get(field::STAMP), STAMP, &right.person()?.to_string())
    }
}
