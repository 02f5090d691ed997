//! Files of documents: given, taken away, and sent to those who may read the document.

use super::keep::own;
use super::workshop::{Examined, WorkshopError};
use crate::access::{Caller, Contributor};
use crate::error::Error;
use crate::files::Pieces;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::blob::BlobHash;
use model::failure::Problem;
use model::id::{DocumentId, FileId};
use model::language::SpokenLanguage;
use model::library::{
    Content, Document, Family, FileKind, Progress, Reader, StoredFile, document_field, download_name,
};
use std::ops::Range;
use std::path::Path;

/// Who may keep a copy of what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody, for ever: its address names its content.
    Public,
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
    /// Gives a document this file, in the place of the one before: as its content, or as its summary in a language. The
    /// workshop says what it is, then it is kept and waits to be made light.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`; `Invalid` with the reason why the file is refused; `Conflict` if the document is a text or a
    /// link, or was published while the file came and is not hers to change any more.
    pub async fn attach_file(
        &self,
        right: &Contributor,
        slug: &str,
        language: Option<SpokenLanguage>,
        name: &str,
        path: &Path,
    ) -> Result<StoredFile, Error> {
        let shelves = self.shelves().await?;
        let document = own(right, &shelves, slug)?;
        let is_something_else = matches!(document.content, Some(Content::Text(_) | Content::Link(_)));
        if language.is_none() && is_something_else {
            return Err(Error::Conflict);
        }
        let field = if language.is_some() { document_field::SPOKEN } else { document_field::FILE };
        let examined = self.examine(path, name, field).await?;
        if language.is_some() && examined.kind.family() != Family::Audio {
            return Err(Error::field(field, Problem::NotASound));
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
            progress: Progress::Waiting,
            problem: None,
            has_text: None,
            previews: 0,
            variants: Vec::new(),
        };
        let log = self.entry(right.person(), Deed::DocumentChanged, Subject::Document(document.id));
        self.stores.library.put_file(right, document.id, language, &file, &log).await?;
        if language.is_none() {
            let content = Some(Content::File(file.clone()));
            let document = Document { content, ..document.clone() };
            self.index_document(&document, Some(Vec::new())).await?;
        }
        self.shelves.doubt();
        self.work.notify_one();
        Ok(file)
    }

    /// Takes a spoken summary away.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`.
    pub async fn remove_summary(
        &self,
        right: &Contributor,
        slug: &str,
        language: SpokenLanguage,
    ) -> Result<(), Error> {
        let shelves = self.shelves().await?;
        let document = own(right, &shelves, slug)?;
        let summary = document.spoken.iter().find(|it| it.language == language).ok_or(Error::NotFound)?;
        let log = self.entry(right.person(), Deed::DocumentChanged, Subject::Document(document.id));
        self.stores.library.remove_file(right, document.id, summary.file.id, &log).await?;
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
        let (name, kind, visibility) = best.ok_or(Error::NotFound)?;
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

    /// What a file is; what is wrong with it is told of the field that it came with.
    async fn examine(&self, path: &Path, name: &str, field: &str) -> Result<Examined, Error> {
        let Some(workshop) = &self.workshop else {
            return Err(Error::Internal("there is no workshop".into()));
        };
        workshop.examine(path, name).await.map_err(|error| match error {
            WorkshopError::Refused(problem) => Error::field(field, problem),
            WorkshopError::Unavailable(cause) => Error::Store(crate::StoreError::Unavailable(cause)),
        })
    }
}
