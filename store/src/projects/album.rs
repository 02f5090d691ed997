//! Photos of common work: an image of nobody, which no statement about posts finds, and the project or activity that it belongs to.

use super::BUMP;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::forum::pictures;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Contributor;
use domain::forum::NewPicture;
use domain::projects::{AlbumStore, KeptPhoto};
use model::audit::Entry;
use model::blob::BlobHash;
use model::forum::{Picture, PictureAlt};
use model::id::{ActivityId, FileId, ProjectId};
use model::library::FileKind;
use model::projects::AlbumOf;

statements! {
    OF_PROJECT = concat!(pictures::columns!(), "from work_photo w join post_picture i on i.id = w.id \
        left join post_picture_variant v on v.picture_id = i.id where w.project_id = $1 order by w.kept_at, w.id, v.role");
    OF_ACTIVITY = concat!(pictures::columns!(), "from work_photo w join post_picture i on i.id = w.id \
        left join post_picture_variant v on v.picture_id = i.id where w.activity_id = $1 order by w.kept_at, w.id, v.role");
    /// What is published is changed by who decides alone.
    IS_PROJECT_HERS = "select count(1) from project where id = $1 and organization_id = $2 and (published = 0 or $3 = 1)";
    IS_ACTIVITY_HERS = "select count(1) from activity where id = $1 and organization_id = $2 and (published = 0 or $3 = 1)";
    COUNT_OF_PROJECT = "select count(1) from work_photo where project_id = $1";
    COUNT_OF_ACTIVITY = "select count(1) from work_photo where activity_id = $1";
    KEEP = "insert into work_photo (id, project_id, activity_id, kept_at) values ($1, $2, $3, $4)";
    IS_IN = "select count(1) from work_photo where id = $1 and coalesce(project_id, activity_id) = $2";
    CAPTION = "update post_picture set alt = $2 where id = $1";
    REMOVE = "delete from work_photo where id = $1";
    WITH = "select v.kind, w.project_id, w.activity_id from post_picture_variant v join work_photo w on w.id = v.picture_id \
        where v.blob = $1 limit 50";
}

/// What an album belongs to, as its statements ask for it.
struct Of {
    id: String,
    album: &'static str,
    count: &'static str,
    is_hers: &'static str,
}

impl From<AlbumOf> for Of {
    fn from(of: AlbumOf) -> Self {
        match of {
            AlbumOf::Project(id) => Self {
                id: id.to_string(),
                album: OF_PROJECT,
                count: COUNT_OF_PROJECT,
                is_hers: IS_PROJECT_HERS,
            },
            AlbumOf::Activity(id) => Self {
                id: id.to_string(),
                album: OF_ACTIVITY,
                count: COUNT_OF_ACTIVITY,
                is_hers: IS_ACTIVITY_HERS,
            },
        }
    }
}

/// Says that what readers see of common work changes. Whoever counts comes first, as wherever the counter is held (`super::kept`); used
/// inside `writing!`.
macro_rules! counting {
    ($tx:ident) => {
        sqlx::query(BUMP).execute(&mut *$tx).await?;
    };
}

/// Ends the transaction `$tx` where what the album belongs to is not hers to change; used inside `writing!`.
macro_rules! owning {
    ($tx:ident, $right:expr, $of:expr) => {
        let hers: i64 = sqlx::query_scalar($of.is_hers)
            .bind(&$of.id)
            .bind($right.organization().to_string())
            .bind(i64::from($right.decides()))
            .fetch_one(&mut *$tx)
            .await?;
        if hers != 1 {
            return Err(WriteError::Conflict);
        }
    };
}

/// The same where the photo `$id` is not in the album.
macro_rules! holding {
    ($tx:ident, $right:expr, $of:expr, $id:expr) => {
        owning!($tx, $right, $of);
        let there: i64 = sqlx::query_scalar(IS_IN).bind(&$id).bind(&$of.id).fetch_one(&mut *$tx).await?;
        if there != 1 {
            return Err(WriteError::Conflict);
        }
    };
}

#[async_trait]
impl AlbumStore for Store {
    async fn album(&self, of: AlbumOf) -> Result<Vec<Picture>, StoreError> {
        let Of { id, album, .. } = of.into();
        pictures::of(self, album, &id).await
    }

    async fn put_photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        (photo, caption): (&NewPicture, &PictureAlt),
        most: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (id, work) = (photo.id.to_string(), Of::from(of));
        let (project, activity) = match of {
            AlbumOf::Project(_) => (Some(&work.id), None),
            AlbumOf::Activity(_) => (None, Some(&work.id)),
        };
        writing!(self, |tx| {
            counting!(tx);
            owning!(tx, right, work);
            let there: i64 = sqlx::query_scalar(work.count).bind(&work.id).fetch_one(&mut *tx).await?;
            if there >= most {
                return Err(WriteError::Conflict);
            }
            sqlx::query(KEEP)
                .bind(&id)
                .bind(project)
                .bind(activity)
                .bind(photo.at.0)
                .execute(&mut *tx)
                .await?;
            pictures::inserting!(tx, photo, 0_i64, None::<&str>, Some(caption.as_str()));
            logging!(tx, log);
        })
    }

    async fn caption_photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        (id, caption): (FileId, &PictureAlt),
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (id, work) = (id.to_string(), Of::from(of));
        writing!(self, |tx| {
            counting!(tx);
            holding!(tx, right, work, id);
            sqlx::query(CAPTION).bind(&id).bind(caption.as_str()).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn remove_photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        id: FileId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (id, work) = (id.to_string(), Of::from(of));
        writing!(self, |tx| {
            counting!(tx);
            holding!(tx, right, work, id);
            sqlx::query(REMOVE).bind(&id).execute(&mut *tx).await?;
            sqlx::query(pictures::ERASE).bind(&id).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn photos_with(&self, blob: &BlobHash) -> Result<Vec<KeptPhoto>, StoreError> {
        let rows: Vec<(String, Option<String>, Option<String>)> =
            reading!(self, |db| sqlx::query_as(WITH).bind(blob.as_str()).fetch_all(db).await)?;
        let read = |(kind, project, activity): (String, Option<String>, Option<String>)| {
            let project = project.as_deref().and_then(ProjectId::parse).map(AlbumOf::Project);
            let activity = activity.as_deref().and_then(ActivityId::parse).map(AlbumOf::Activity);
            Some(KeptPhoto { kind: FileKind::parse(&kind)?, of: project.or(activity)? })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }
}
