//! Files on their way: begun, sent piece by piece over a network that breaks, and finished or forgotten.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::id::{PersonId, UploadId};
use model::time::Moment;

/// The most bytes of one file: an hour of video from a phone.
pub const MAX_UPLOAD_BYTES: u64 = 512 * 1024 * 1024;
/// The most bytes that one person may have under way.
const MAX_UNDER_WAY: u64 = 2 * MAX_UPLOAD_BYTES;
/// After so many milliseconds without a piece an upload is forgotten: two days, for a network that is away for one.
pub const ABANDONED: i64 = 48 * 60 * 60 * 1000;
/// The longest name that is kept, in characters.
const MAX_NAME: usize = 255;

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id, which its address and its temporary file are named by.
    pub id: UploadId,
    /// Whose it is.
    pub person: PersonId,
    /// What her phone calls it.
    pub name: String,
    /// How many bytes it will have. How many have come its temporary file says, which nothing can part from the truth.
    pub bytes: u64,
    /// When it was begun.
    pub created_at: Moment,
    /// When something last came.
    pub touched_at: Moment,
}

impl Platform {
    /// Begins to send a file.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed` for who is no member, `TooLarge`, `TooMany` if she has too much under way, `Invalid` if she keeps as much
    /// as one person may.
    pub async fn begin_upload(&self, caller: &Caller, name: &str, bytes: u64) -> Result<Upload, Error> {
        let person = caller.member()?.person();
        let right = caller.oneself()?;
        if bytes > MAX_UPLOAD_BYTES {
            return Err(Error::TooLarge);
        }
        let under_way = self.stores.uploads.bytes_under_way(&right).await?;
        if under_way + bytes > MAX_UNDER_WAY {
            return Err(Error::TooMany);
        }
        self.takes_upload(&right, under_way, bytes).await?;
        let now = self.clock.now();
        let upload = Upload {
            id: UploadId::new(self.chance.uuid(now)),
            person,
            name: name.chars().filter(|it| !it.is_control()).take(MAX_NAME).collect(),
            bytes,
            created_at: now,
            touched_at: now,
        };
        self.stores.uploads.begin_upload(&right, &upload).await?;
        Ok(upload)
    }

    /// One of her files on its way.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for somebody else's.
    pub async fn upload(&self, caller: &Caller, id: &str) -> Result<Upload, Error> {
        let right = caller.oneself()?;
        let id = UploadId::parse(id).ok_or(Error::NotFound)?;
        self.stores.uploads.upload(&right, id).await?.ok_or(Error::NotFound)
    }

    /// Notes that something came, so that it is not taken for abandoned.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn touch_upload(&self, caller: &Caller, upload: &Upload) -> Result<(), Error> {
        let now = self.clock.now();
        Ok(self.stores.uploads.touch_upload(&caller.oneself()?, upload.id, now).await?)
    }

    /// Forgets one: it became a file of a document, or she changed her mind.
    ///
    /// # Errors
    /// `SignIn`, `Store`.
    pub async fn end_upload(&self, caller: &Caller, upload: &Upload) -> Result<(), Error> {
        Ok(self.stores.uploads.end_upload(&caller.oneself()?, upload.id).await?)
    }

    /// Forgets what nothing came for in two days, and says which, so that the temporary files go too.
    ///
    /// # Errors
    /// `Store`.
    pub async fn forget_abandoned_uploads(&self) -> Result<Vec<UploadId>, Error> {
        let since = self.clock.now().plus(-ABANDONED);
        let abandoned = self.stores.uploads.abandoned_uploads(since).await?;
        for id in &abandoned {
            self.stores.uploads.forget_upload(*id).await?;
        }
        Ok(abandoned)
    }
}
