//! The photo of sheets of paper that were signed: it has names on it, so that those alone see it who publish for the organisation and belong
//! to it, each look leaves a line, and it goes by itself (docs/decisions/0051).

use crate::access::{Caller, Contributor, Librarian};
use crate::error::Error;
use crate::platform::Platform;
use model::advocacy::{Campaign, paper_field};
use model::audit::{Deed, Subject};
use model::blob::BlobHash;
use model::fields::Fields;
use model::id::{FileId, OrganizationId};
use model::library::FileKind;
use model::time::Moment;
use std::path::Path;

/// A photo stays so many days: long enough to check a count that somebody doubts.
pub const SHEETS_STAY: i64 = 90;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A photo of sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedSheet {
    /// Its id.
    pub id: FileId,
    /// When it was kept.
    pub kept_at: Moment,
    /// Whether the workshop made it small and took away what the camera wrote into it.
    pub ready: bool,
}

/// The bytes of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSeen {
    /// What they are.
    pub kind: FileKind,
    /// Their name.
    pub blob: BlobHash,
    /// How many they are.
    pub bytes: u64,
}

impl Platform {
    /// The proof that the caller sees the photos of an organisation's sheets: she publishes for it and belongs to it herself.
    ///
    /// # Errors
    /// `SignIn`, `Suspended`, `SecondFactor`, `NotAllowed`.
    pub fn sheet_keeper(&self, caller: &Caller, organization: OrganizationId) -> Result<Librarian, Error> {
        caller.host(organization)?;
        caller.librarian(organization)
    }

    /// Counts sheets of paper in bulk, with a photo of them.
    ///
    /// # Errors
    /// As `count_paper` and `sheet_keeper`; `Invalid` on the photo if it is none.
    pub async fn count_paper_with_photo(
        &self,
        caller: &Caller,
        right: &Contributor,
        slug: &str,
        fields: &Fields,
        (name, path): (&str, &Path),
    ) -> Result<(), Error> {
        let keeper = self.sheet_keeper(caller, right.organization())?;
        let mut campaign = self.with_paper(right, slug, fields).await?;
        let photo = self.new_picture((name, path), paper_field::PHOTO, None).await?;
        if let Some(last) = campaign.0.paper.get_mut(campaign.1) {
            last.photo = Some(photo.id);
        }
        let of = campaign.0.id;
        self.put_changed(right, campaign.0).await?;
        self.stores.advocacy.put_sheet(&keeper, of, &photo).await?;
        self.work.notify_one();
        Ok(())
    }

    /// The photos of a campaign, for who may see them.
    ///
    /// # Errors
    /// As `sheet_keeper`.
    pub async fn sheets(&self, caller: &Caller, campaign: &Campaign) -> Result<Vec<SignedSheet>, Error> {
        let keeper = self.sheet_keeper(caller, campaign.organization)?;
        Ok(self.stores.advocacy.sheets(&keeper, campaign.id).await?)
    }

    /// Looks at a photo; that she did so is a line of the log.
    ///
    /// # Errors
    /// `NotFound` for everybody else, whether it is there or not.
    pub async fn see_sheet(&self, caller: &Caller, id: &str) -> Result<SheetSeen, Error> {
        let id = FileId::parse(id).ok_or(Error::NotFound)?;
        let (campaign, organization) =
            self.stores.advocacy.campaign_of_sheet(id).await?.ok_or(Error::NotFound)?;
        let keeper = self.sheet_keeper(caller, organization).map_err(|_| Error::NotFound)?;
        let log = self.entry(keeper.person(), Deed::SheetSeen, Subject::Campaign(campaign));
        self.stores.advocacy.see_sheet(&keeper, id, &log).await?.ok_or(Error::NotFound)
    }

    /// Removes the photos that stayed long enough.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn forget_sheets(&self) -> Result<u64, Error> {
        let before = self.clock.now().plus(-SHEETS_STAY * DAY);
        Ok(self.stores.advocacy.forget_sheets(before).await?)
    }
}
