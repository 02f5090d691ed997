//! How much of the disk one person takes with the files that she sent.

use crate::access::Oneself;
use crate::error::Error;
use crate::platform::Platform;
use model::failure::Problem;
use model::id::{FileId, PersonId};
use model::library::document_field;

/// The most bytes that one person keeps, unless the operator decides otherwise: a hundred documents of 20 MB.
pub const ROOM: u64 = 2_000_000_000;

/// What one person takes of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The bytes that she keeps.
    pub used: u64,
    /// The most that she may.
    pub most: u64,
}

impl Room {
    /// Whether less than a tenth is left.
    pub const fn is_nearly_full(self) -> bool {
        self.used >= self.most / 10 * 9
    }

    /// Whether so many bytes more are kept.
    ///
    /// # Errors
    /// `Invalid` with the field of the file.
    pub(super) fn takes(self, bytes: u64, field: &str) -> Result<(), Error> {
        let millions = |bytes: u64| usize::try_from(bytes / 1_000_000).unwrap_or(usize::MAX);
        if self.used.saturating_add(bytes) <= self.most {
            return Ok(());
        }
        Err(Error::field(field, Problem::NoRoomLeft { used: millions(self.used), max: millions(self.most) }))
    }
}

impl Platform {
    /// What she keeps.
    ///
    /// # Errors
    /// `Store`.
    pub async fn own_room(&self, right: &Oneself) -> Result<Room, Error> {
        self.room_of(right.person(), None).await
    }

    /// Whether she may begin to send a file of so many bytes: what is under way counts too.
    pub(super) async fn takes_upload(
        &self,
        right: &Oneself,
        under_way: u64,
        bytes: u64,
    ) -> Result<(), Error> {
        let Room { used, most } = self.own_room(right).await?;
        Room { used: used.saturating_add(under_way), most }.takes(bytes, document_field::FILE)
    }

    /// What somebody keeps, but for a file whose place another one takes.
    pub(super) async fn room_of(&self, person: PersonId, but: Option<FileId>) -> Result<Room, Error> {
        let used = self.stores.library.bytes_sent(person, but).await?;
        Ok(Room { used, most: self.room })
    }
}
