//! Files of documents: given, taken away, and sent to those who may read the document.

use super::keep::own;
use super::workshop::{Examined, WorkshopError};
use crate::access::{Caller, Contributor};
use crate::error::{Error, StoreError};
use crate::files::Pieces;
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::blob::BlobHash;
use model::failure::{FieldError, Problem};
use model::id::{DocumentId, FileId};
use model::library::{
    Content, Document, Family, FileKind, Part, Progress, Reader, Shown, StoredFile, document_field,
    download_name,
};
use std::ops::Range;
use std::path::Path;

/// Who may keep a copy of what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody, for ever: its address names its content.
    Public,
    /// Everybody who may still have it when she asks again: it can be taken away.
    Asked,
    /// Nobody but who asked, and not for long.
    Private,
}

/// A file of a document that a blob belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobOwner {
    /// Which document.
    pub document: DocumentId,
    /// The name under which the file is downloaded.
    pub name: String,
    /// What the bytes are.
    pub kind: FileKind,
    /// Whether they are the file as it came, not something that was made of it.
    pub is_original: bool,
}

/// A file that somebody may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Its bytes.
    pub blob: BlobHash,
    /// How many they are.
    pub bytes: u64,
    /// What it is.
    pub kind: FileKind,
    /// The name under which it is kept.
    pub name: String,
    /// Who may keep a copy.
    pub visibility: Visibility,
}

impl Platform {
    /// Gives a document this file as this part of it, in the place of the one before. The workshop says what it is, then it is kept
    /// and waits to be made light.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`; `Invalid` with the reason why the file is refused; `Conflict` if the document is a text or a
    /// link, or was published while the file came and is not hers to change any more.
    pub async fn attach_file(
        &self,
        right: &Contributor,
        slug: &str,
        part: Part,
        name: &str,
        path: &Path,
    ) -> Result<StoredFile, Error> {
        self.attach(right, slug, part, name, path, None).await
    }

    /// Gives a document this picture as its cover, with what it shows in words.
    ///
    /// # Errors
    /// Those of [`Platform::attach_file`], and of the words.
    pub async fn attach_cover(
        &self,
        right: &Contributor,
        slug: &str,
        name: &str,
        path: &Path,
        shows: &str,
    ) -> Result<StoredFile, Error> {
        self.attach(right, slug, Part::Cover, name, path, shown(shows)?).await
    }

    /// Says what the cover shows that is there already; empty words take away those before.
    ///
    /// # Errors
    /// `NotFound` if there is none, `NotAllowed`, `Invalid`.
    pub async fn describe_cover(&self, right: &Contributor, slug: &str, shows: &str) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let document = own(right, &shelves, slug)?;
        let cover = document.cover.as_ref().ok_or(Error::NotFound)?;
        let (shows, log) = (shown(shows)?, self.changed(right, document));
        self.stores.library.describe_file(right, document.id, cover.id, shows.as_ref(), &log).await?;
        self.shelves.doubt();
        Ok(())
    }

    async fn attach(
        &self,
        right: &Contributor,
        slug: &str,
        part: Part,
        name: &str,
        path: &Path,
        shows: Option<Shown>,
    ) -> Result<StoredFile, Error> {
        let shelves = self.shelves().await?;
        let document = own(right, &shelves, slug)?;
        let is_something_else = matches!(document.content, Some(Content::Text(_) | Content::Link(_)));
        if part == Part::Content && is_something_else {
            return Err(Error::Conflict);
        }
        let (field, wanted) = match part {
            Part::Content => (document_field::FILE, None),
            Part::Summary(_) => (document_field::SPOKEN, Some(Family::Audio)),
            Part::Cover => (document_field::COVER, Some(Family::Image)),
        };
        let examined = match wanted {
            Some(family) => self.examine_as(family, path, name, field).await?,
            None => self.examine(path, name, field).await?,
        };
        if let Some(person) = right.person() {
            let before = document.part(part).map(|file| file.id);
            self.room_of(person, before).await?.takes(examined.bytes, field)?;
        }
        let blob = BlobHash::parse(&examined.sha256)
            .ok_or_else(|| Error::Internal("the workshop gave no name to a file".into()))?;
        self.stores.files.keep(&blob, path).await?;
        let now = self.clock.now();
        let file = StoredFile {
            id: FileId::new(self.chance.uuid(now)),
            name: download_name(name, examined.kind),
            kind: examined.kind,
            blob,
            bytes: examined.bytes,
            pages: examined.pages,
            duration_ms: examined.duration_ms,
            pixels: examined.pixels,
            shows,
            progress: Progress::Waiting,
            problem: None,
            has_text: None,
            previews: 0,
            variants: Vec::new(),
        };
        let log = self.changed(right, document);
        self.stores.library.put_file(right, document.id, part, &file, &log).await?;
        if part == Part::Content {
            let content = Some(Content::File(file.clone()));
            let document = Document { content, ..document.clone() };
            match self.index_document(&document, Some(Vec::new())).await {
                // Another file came at the very same moment and wrote there: this one is kept, and is indexed with its text.
                Ok(()) | Err(Error::Conflict | Error::Store(StoreError::Conflict)) => {}
                Err(error) => return Err(error),
            }
        }
        self.shelves.doubt();
        self.work.notify_one();
        Ok(file)
    }

    /// Takes a summary or the cover away; a content can only be replaced.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`.
    pub async fn remove_file(&self, right: &Contributor, slug: &str, part: Part) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let document = own(right, &shelves, slug)?;
        let file = document.part(part).filter(|_| part != Part::Content).ok_or(Error::NotFound)?;
        let log = self.changed(right, document);
        self.stores.library.remove_file(right, document.id, file.id, &log).await?;
        self.shelves.doubt();
        Ok(())
    }

    /// The file with these bytes, if it belongs to something that the caller may read, and readers get it; whoever works on the
    /// document gets the file as it came too.
    ///
    /// # Errors
    /// `NotFound` for everything else, whether it is there or not.
    pub async fn served(&self, caller: &Caller, hash: &str) -> Result<Served, Error> {
        let blob = BlobHash::parse(hash).ok_or(Error::NotFound)?;
        let owners = self.stores.library.owners_of(&blob).await?;
        let (shelves, reader) = (self.shelves().await?, Reader::of(caller.person()));
        let mut best = None;
        for BlobOwner { document, name, kind, is_original } in owners {
            let Some(document) = shelves.get(document) else { continue };
            let is_given = !is_original || kind.is_given_as_it_came();
            if is_given && document.is_public() {
                best = Some((name, kind, Visibility::Public));
                break;
            }
            if (is_given && reader.reads(document)) || self.may_work_on(caller, document) {
                best = Some((name, kind, Visibility::Private));
            }
        }
        let Some((name, kind, visibility)) = best else {
            return match self.served_picture(caller, blob.clone()).await? {
                Some(picture) => Ok(picture),
                None => self.served_photo(caller, blob).await?.ok_or(Error::NotFound),
            };
        };
        let bytes = self.stores.files.bytes_of(&blob).await?.ok_or(Error::NotFound)?;
        // A variant is of another kind than the file whose name it goes under.
        Ok(Served { blob, bytes, kind, name: download_name(&name, kind), visibility })
    }

    /// Keeps what the workshop made, whose bytes have this name.
    ///
    /// # Errors
    /// `Store`.
    pub async fn keep_file(&self, blob: &BlobHash, path: &Path) -> Result<(), Error> {
        Ok(self.stores.files.keep(blob, path).await?)
    }

    /// These bytes of a file.
    ///
    /// # Errors
    /// `Store`.
    pub async fn pieces(&self, blob: &BlobHash, range: Range<u64>) -> Result<Pieces, Error> {
        Ok(self.stores.files.read(blob, range).await?)
    }

    fn changed(&self, right: &Contributor, document: &Document) -> Entry {
        self.entry(right.person(), Deed::DocumentChanged, Subject::Document(document.id))
    }

    /// The same of a file that is to be seen or heard. What is refused for being of another family is told so, and not what could be
    /// sent elsewhere.
    pub(crate) async fn examine_as(
        &self,
        family: Family,
        path: &Path,
        name: &str,
        field: &str,
    ) -> Result<Examined, Error> {
        let other = || {
            let problem = if family == Family::Audio { Problem::NotASound } else { Problem::NotAPicture };
            Err(Error::field(field, problem))
        };
        let of_documents = |it: &FieldError| {
            let problem = &it.problem;
            matches!(
                problem,
                Problem::NotAcceptedKind
                    | Problem::Macros
                    | Problem::NeedsPassword
                    | Problem::TooManyPages { .. }
            )
        };
        match self.examine(path, name, field).await {
            Ok(examined) if examined.kind.family() == family => Ok(examined),
            Ok(_) => other(),
            Err(Error::Invalid(errors)) if errors.iter().any(of_documents) => other(),
            Err(error) => Err(error),
        }
    }

    /// What a file is; what is wrong with it is told of the field that it came with.
    pub(crate) async fn examine(&self, path: &Path, name: &str, field: &str) -> Result<Examined, Error> {
        let Some(workshop) = &self.workshop else {
            return Err(Error::Internal("there is no workshop".into()));
        };
        workshop.examine(path, name).await.map_err(|error| match error {
            WorkshopError::Refused(problem) => Error::field(field, problem),
            WorkshopError::Unavailable(cause) => Error::Store(StoreError::Unavailable(cause)),
        })
    }
}

/// What a cover shows, if she says it.
fn shown(words: &str) -> Result<Option<Shown>, Error> {
    let words = words.trim();
    let parsed = (!words.is_empty()).then(|| Shown::parse(words)).transpose();
    parsed.map_err(|problem| Error::field(document_field::SHOWS, problem))
}
