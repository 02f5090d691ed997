//! Albums: photos of a project or an activity, kept by who may change it, made small and freed of what cameras write into them by the
//! workshop, and seen by whoever reads the project or the activity (docs/decisions/0070).

use crate::access::{Caller, Contributor};
use crate::error::{Error, StoreError};
use crate::forum::NewPicture;
use crate::library::{Served, Visibility};
use crate::platform::Platform;
use async_trait::async_trait;
use model::audit::{Deed, Entry, Subject};
use model::blob::BlobHash;
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::forum::{Picture, PictureAlt};
use model::id::FileId;
use model::library::{FileKind, download_name};
use model::projects::{AlbumOf, MOST_PHOTOS, album_field as field};
use std::path::Path;

/// What a photo is called when a reader keeps it: what a phone called it says too much.
const NAME: &str = "photo";

/// What was made of a photo, with whom it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptPhoto {
    /// What it is.
    pub kind: FileKind,
    /// The project or activity.
    pub of: AlbumOf,
}

/// Keeps photos of common work.
#[async_trait]
pub trait AlbumStore: Send + Sync {
    /// The photos of a project or an activity, the first kept first.
    async fn album(&self, of: AlbumOf) -> Result<Vec<Picture>, StoreError>;

    /// Keeps a photo that waits for the workshop. `Conflict` if the album has so many already, or if what it is about is gone or is not
    /// the organisation's.
    async fn put_photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        photo: (&NewPicture, &PictureAlt),
        most: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Says otherwise what one shows. `Conflict` if it is not there.
    async fn caption_photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        photo: (FileId, &PictureAlt),
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Takes one away with its bytes. `Conflict` if it is not there.
    async fn remove_photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        id: FileId,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// What was made of photos and has these bytes.
    async fn photos_with(&self, blob: &BlobHash) -> Result<Vec<KeptPhoto>, StoreError>;
}

impl Platform {
    /// The photos of a project or an activity that the caller may read.
    ///
    /// # Errors
    /// `Store`.
    pub async fn album(&self, of: AlbumOf) -> Result<Vec<Picture>, Error> {
        Ok(self.stores.albums.album(of).await?)
    }

    /// Keeps a photo with its caption. Whoever sends it says that those who can be recognised on it agree.
    ///
    /// # Errors
    /// `Invalid` with every refused field, also if the album is full; `Conflict` if what it is about is gone.
    pub async fn keep_photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        fields: &Fields,
        upload: Option<(&str, &Path)>,
    ) -> Result<(), Error> {
        let caption = caption(fields);
        let mut wrong: Vec<FieldError> = caption.as_ref().err().cloned().into_iter().collect();
        if !fields.has(field::AGREED) {
            wrong.push(FieldError::new(field::AGREED, Problem::Required));
        }
        if upload.is_none() {
            wrong.push(FieldError::new(field::PHOTO, Problem::Required));
        }
        let (Ok(caption), Some((name, path)), []) = (caption, upload, wrong.as_slice()) else {
            return Err(wrong.into());
        };
        let full = || Error::field(field::PHOTO, Problem::TooManyValues { max: MOST_PHOTOS });
        if self.album(of).await?.len() >= MOST_PHOTOS {
            return Err(full());
        }
        let photo = self.new_picture((name, path), field::PHOTO, None).await?;
        let most = i64::try_from(MOST_PHOTOS).unwrap_or(i64::MAX);
        let log = self.album_entry(right, of);
        self.stores.albums.put_photo(right, of, (&photo, &caption), most, &log).await?;
        self.works.doubt();
        self.work.notify_one();
        Ok(())
    }

    /// Says otherwise what a photo shows.
    ///
    /// # Errors
    /// `Invalid` without a caption; `Conflict` if the photo is gone.
    pub async fn caption_photo(
        &self,
        right: &Contributor,
        of: AlbumOf,
        id: FileId,
        fields: &Fields,
    ) -> Result<(), Error> {
        let caption = caption(fields).map_err(|it| vec![it])?;
        let log = self.album_entry(right, of);
        self.stores.albums.caption_photo(right, of, (id, &caption), &log).await?;
        self.works.doubt();
        Ok(())
    }

    /// Takes a photo away.
    ///
    /// # Errors
    /// `Conflict` if it is gone.
    pub async fn remove_photo(&self, right: &Contributor, of: AlbumOf, id: FileId) -> Result<(), Error> {
        let log = self.album_entry(right, of);
        self.stores.albums.remove_photo(right, of, id, &log).await?;
        self.works.doubt();
        Ok(())
    }

    /// What was made of a photo and has these bytes, if the caller may read what it is about. Whoever keeps a copy asks again each time,
    /// so that what was withdrawn is seen no more.
    ///
    /// # Errors
    /// `Store`.
    pub(crate) async fn served_photo(
        &self,
        caller: &Caller,
        blob: BlobHash,
    ) -> Result<Option<Served>, Error> {
        let mut best = None;
        for KeptPhoto { kind, of } in self.stores.albums.photos_with(&blob).await? {
            let found = match of {
                AlbumOf::Project(id) => {
                    let it = self.stores.projects.project_by_id(id).await?;
                    it.map(|it| (it.published, it.organization))
                }
                AlbumOf::Activity(id) => {
                    let it = self.stores.projects.activity_by_id(id).await?;
                    it.map(|it| (it.published, it.organization))
                }
            };
            let Some((published, organization)) = found else { continue };
            if published {
                best = Some((kind, Visibility::Asked));
                break;
            }
            if caller.contributor(organization).is_ok() {
                best = Some((kind, Visibility::Private));
            }
        }
        let Some((kind, visibility)) = best else { return Ok(None) };
        let bytes = self.stores.files.bytes_of(&blob).await?;
        let name = download_name(NAME, kind);
        Ok(bytes.map(|bytes| Served { blob, bytes, kind, name, visibility }))
    }

    fn album_entry(&self, right: &Contributor, of: AlbumOf) -> Entry {
        let (deed, subject) = match of {
            AlbumOf::Project(id) => (Deed::ProjectChanged, Subject::Project(id)),
            AlbumOf::Activity(id) => (Deed::ActivityChanged, Subject::Activity(id)),
        };
        self.entry(right.person(), deed, subject)
    }
}

/// What a photo shows, which those who do not see it hear.
fn caption(fields: &Fields) -> Result<PictureAlt, FieldError> {
    PictureAlt::parse(fields.get(field::CAPTION)).map_err(|problem| FieldError::new(field::CAPTION, problem))
}
