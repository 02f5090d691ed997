//! Photos of sheets of paper: an image of nobody, which no statement about posts finds, and the campaign that it belongs to.

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::forum::pictures;
use crate::statements::statements;
use domain::StoreError;
use domain::access::{Contributor, Librarian};
use domain::advocacy::{SheetSeen, SignedSheet};
use domain::forum::NewPicture;
use model::audit::Entry;
use model::blob::BlobHash;
use model::id::{CampaignId, FileId, OrganizationId};
use model::library::FileKind;
use model::time::Moment;

statements! {
    KEEP_SHEET = "insert into sheet_photo (id, campaign_id, kept_at) values ($1, $2, $3)";
    SHEETS = "select s.id, s.kept_at, coalesce(i.progress, '') from sheet_photo s left join post_picture i on i.post_id = s.id \
        where s.campaign_id = $1 order by s.kept_at, s.id";
    CAMPAIGN_OF_SHEET = "select c.id, c.organization_id from sheet_photo s join campaign c on c.id = s.campaign_id where s.id = $1";
    SEE_SHEET = "select v.kind, v.blob, v.bytes from sheet_photo s join campaign c on c.id = s.campaign_id \
        join post_picture i on i.post_id = s.id join post_picture_variant v on v.picture_id = i.id \
        where s.id = $1 and c.organization_id = $2 and i.progress = 'fait' order by v.bytes desc limit 1";
    DROP_SHEET = "delete from sheet_photo where id = $1 \
        and exists (select 1 from campaign c where c.id = sheet_photo.campaign_id and c.organization_id = $2)";
    /// The images go with what nothing refers to.
    FORGET_SHEETS = "delete from sheet_photo where kept_at < $1";
}

/// Keeps one.
pub async fn put(store: &Store, campaign: CampaignId, photo: &NewPicture) -> Result<(), StoreError> {
    let (id, campaign) = (photo.id.to_string(), campaign.to_string());
    writing!(store, |tx| {
        sqlx::query(KEEP_SHEET).bind(&id).bind(&campaign).bind(photo.at.0).execute(&mut *tx).await?;
        pictures::inserting!(tx, photo, 0_i64, None::<&str>, None::<&str>);
    })
}

/// Those of a campaign.
pub async fn of(store: &Store, campaign: CampaignId) -> Result<Vec<SignedSheet>, StoreError> {
    let campaign = campaign.to_string();
    let rows: Vec<(String, i64, String)> =
        reading!(store, |db| sqlx::query_as(SHEETS).bind(&campaign).fetch_all(db).await)?;
    let read = |(id, kept_at, progress): (String, i64, String)| {
        Some(SignedSheet { id: FileId::parse(&id)?, kept_at: Moment(kept_at), ready: progress == "fait" })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Whose campaign one belongs to.
pub async fn campaign(store: &Store, id: FileId) -> Result<Option<(CampaignId, OrganizationId)>, StoreError> {
    let id = id.to_string();
    let row: Option<(String, String)> =
        reading!(store, |db| sqlx::query_as(CAMPAIGN_OF_SHEET).bind(&id).fetch_optional(db).await)?;
    Ok(row.and_then(|(id, organization)| {
        Some((CampaignId::parse(&id)?, OrganizationId::parse(&organization)?))
    }))
}

/// Looks at one, with a line of the log.
pub async fn see(
    store: &Store,
    right: &Librarian,
    id: FileId,
    log: &Entry,
) -> Result<Option<SheetSeen>, StoreError> {
    let (id, organization) = (id.to_string(), right.organization().to_string());
    let row: Option<(String, String, i64)> = writing!(store, |tx| {
        let row: Option<(String, String, i64)> =
            sqlx::query_as(SEE_SHEET).bind(&id).bind(&organization).fetch_optional(&mut *tx).await?;
        if row.is_some() {
            logging!(tx, log);
        }
        row
    })?;
    Ok(row.and_then(|(kind, blob, bytes)| {
        Some(SheetSeen {
            kind: FileKind::parse(&kind)?,
            blob: BlobHash::parse(&blob)?,
            bytes: u64::try_from(bytes).ok()?,
        })
    }))
}

/// Removes one with its image.
pub async fn drop_one(store: &Store, right: &Contributor, id: FileId) -> Result<(), StoreError> {
    let (id, organization) = (id.to_string(), right.organization().to_string());
    writing!(store, |tx| {
        let dropped = sqlx::query(DROP_SHEET).bind(&id).bind(&organization).execute(&mut *tx).await?;
        if dropped.rows_affected() == 1 {
            sqlx::query(pictures::ERASE).bind(&id).execute(&mut *tx).await?;
        }
    })
}

/// Removes those that stayed long enough.
pub async fn forget(store: &Store, before: Moment) -> Result<u64, StoreError> {
    writing!(store, |tx| sqlx::query(FORGET_SHEETS).bind(before.0).execute(&mut *tx).await?.rows_affected())
}
